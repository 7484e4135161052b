"""Times what files for other programs add to a build of the example site: all of them, in one process.

    python tests/benchmarks/exports.py [--runs 5]

Prints seconds, for the files also those of the processor alone; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from sphinx.testing.util import SphinxTestApp

from sphinx_homepage.downloads import files
from sphinx_homepage.exports.formats import FORMATS

EXAMPLE = Path(__file__).parents[2] / "example_site"


def main() -> None:
    """Build from nothing, and once more without a change; print how long the making of files took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {}
    make = files.make_files

    def timed(app, env):
        start = time.perf_counter(), time.process_time()
        changed = make(app, env)
        spent.append((time.perf_counter() - start[0], time.process_time() - start[1]))
        return changed

    spent: list[tuple[float, float]] = []
    files.make_files = timed
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "site")
            shutil.copytree(EXAMPLE, source, ignore=shutil.ignore_patterns("_*"))
            for title in ("from nothing", "nothing to do"):
                app = SphinxTestApp("html", srcdir=source, confoverrides={"homepage_exports": [*FORMATS]})
                start = time.perf_counter()
                app.build()
                times.setdefault(f"{title}: build", []).append(time.perf_counter() - start)
                elapsed, worked = spent.pop()
                times.setdefault(f"{title}: {len(FORMATS)} files", []).append(elapsed)
                times.setdefault(f"{title}: processor", []).append(worked)
                app.cleanup()
    for title, found in times.items():
        print(f"{title:30}{statistics.median(found):9.3f} s{max(found):9.3f} s at most")


if __name__ == "__main__":
    main()
