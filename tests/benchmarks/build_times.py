"""Times builds with the extension against bare Sphinx builds of the same text, in the same run.

    python tests/benchmarks/build_times.py [--entries 1000] [--runs 3]

Prints seconds and ratios; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from building import median

BARE_CONF = """\
project = "Benchmark"
extensions = ["myst_parser"]
html_theme = "pydata_sphinx_theme"
"""
OUR_CONF = """\
project = "Benchmark"
extensions = ["sphinx_homepage"]
html_theme = "pydata_sphinx_theme"
homepage_data = "cv.yaml"
"""
AWARDS = "A paper on bridges number {n} that many people read"
AWARDER = "Society of Example Bridges"


def write_pages(folder: Path, conf: str, body: str, data: str = "") -> None:
    """Write a site of five pages, the first of which has *body*."""
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(conf)
    toctree = "```{toctree}\npage1\npage2\npage3\npage4\n```\n"
    (folder / "index.md").write_text(f"# Home\n\n{toctree}\n{body}\n")
    for number in range(1, 5):
        (folder / f"page{number}.md").write_text(f"# Page {number}\n\nSome *text* on page {number}.\n")
    if data:
        (folder / "cv.yaml").write_text(data)


def main() -> None:
    """Run all comparisons and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="*", default=[1000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = (
            "experience:\n  - organization: Example Labs\n    start: 2020-01\n    highlights: [One, Two]\n"
        )
        write_pages(folder / "bare", BARE_CONF, "- Example Labs")
        write_pages(folder / "ours", OUR_CONF, ":::{experience}\n:::", small)
        print(f"{'':34}{'bare':>9}{'ours':>9}{'more':>9}{'ratio':>8}", flush=True)
        for title, fresh in (("five pages, from nothing", True), ("five pages, nothing to do", False)):
            report(
                title,
                median(folder / "bare", options.runs, fresh=fresh),
                median(folder / "ours", options.runs, fresh=fresh),
            )
        for count in options.entries:
            listed = "\n".join(f"- {AWARDS.format(n=n)}, {AWARDER}, May 2019" for n in range(count))
            data = "awards:\n" + "".join(
                f"  - title: {AWARDS.format(n=n)}\n    awarder: {AWARDER}\n    date: 2019-05\n"
                for n in range(count)
            )
            write_pages(folder / f"bare{count}", BARE_CONF, listed)
            write_pages(folder / f"ours{count}", OUR_CONF, ":::{awards}\n:::", data)
            runs = 1 if count > 3000 else options.runs
            report(
                f"{count} entries against list items",
                median(folder / f"bare{count}", runs, fresh=True),
                median(folder / f"ours{count}", runs, fresh=True),
                count,
            )


def report(title: str, bare: tuple[float, float], ours: tuple[float, float], entries: int = 0) -> None:
    """Print one line of figures."""
    more = ours[0] - bare[0]
    line = f"{title:34}{bare[0]:8.2f}s{ours[0]:8.2f}s{more:+8.2f}s{ours[0] / bare[0]:8.2f}"
    if entries:
        line += f"   {ours[1] - bare[1]:+.0f} MB, {(ours[1] - bare[1]) * 1024 / entries:+.1f} KB an entry"
    print(line, flush=True)


if __name__ == "__main__":
    main()
