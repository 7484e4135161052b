"""Runs Lighthouse on a site that was built, several times for each page, and prints the medians.

    python -m sphinx example_site _site
    python tests/benchmarks/lighthouse.py _site index.html cv.html publications.html

It needs Node (https://nodejs.org) and Chromium; ``npx`` fetches Lighthouse, into its own folder and not into
this one. ``--lighthouse`` names another command than npx's. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "browser"))

import chromium

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
}


def main() -> None:
    """Print what is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of the site")
    parser.add_argument("pages", nargs="*", default=["index.html"], help="pages in it")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--desktop", action="store_true", help="not as on a telephone")
    parser.add_argument("--lighthouse", default="npx --yes lighthouse@12", help="the command of Lighthouse")
    options = parser.parse_args()
    command = shlex.split(options.lighthouse)
    if shutil.which(command[0]) is None:
        raise SystemExit(f"there is no {command[0]} here; install Node, or name Lighthouse with --lighthouse")
    handler = functools.partial(_Gzipped, directory=str(options.site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in options.pages:
            address = f"http://127.0.0.1:{server.server_port}/{page}"
            reports = [measured(command, address, desktop=options.desktop) for _ in range(options.runs)]
            print(f"{page:30} {summary(reports)}", flush=True)
        server.shutdown()


def measured(command: list[str], address: str, *, desktop: bool) -> dict[str, Any]:
    """Return Lighthouse's report of one run."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        flags = [
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless --no-sandbox --disable-gpu",
        ]
        if desktop:
            flags.append("--preset=desktop")
        environment = {**os.environ, "CHROME_PATH": chromium.command()}
        subprocess.run([*command, address, *flags], check=True, cwd=folder, env=environment)
        result: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return result


def summary(reports: list[dict[str, Any]]) -> str:
    """Return the medians of all runs, and what was not perfect in the last one."""
    scores = "/".join(
        f"{100 * statistics.median(report['categories'][name]['score'] for report in reports):.0f}"
        for name in CATEGORIES
    )
    times = ", ".join(
        f"{name} {statistics.median(report['audits'][key]['numericValue'] for report in reports):.0f} ms"
        for key, name in FIGURES.items()
    )
    moved = statistics.median(
        report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports
    )
    failed = [
        audit["id"]
        for name in CATEGORIES[1:]
        for audit in reports[-1]["categories"][name]["auditRefs"]
        if audit["weight"] and (reports[-1]["audits"][audit["id"]]["score"] or 0) < 1
        if reports[-1]["audits"][audit["id"]]["score"] is not None
    ]
    faults = f", failed: {', '.join(failed)}" if failed else ""
    return f"{scores}  {times}, moved {moved:.3f}{faults}"


class _Gzipped(http.server.SimpleHTTPRequestHandler):
    """Files as hosts of static sites send them."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, gzipped if it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        kind = self.guess_type(path)
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if kind.startswith("text/") or kind.endswith(("svg+xml", "json", "javascript")):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    main()
