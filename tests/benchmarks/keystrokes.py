"""Measures a page of many publications in Chromium: its size, how it loads, how it answers to keys.

    python tests/benchmarks/keystrokes.py [--entries 5000]

Prints one line for each theme; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import gzip
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "browser"))

import chromium

CONF = """\
project = "Benchmark"
extensions = ["sphinx_homepage"]
html_theme = {theme!r}
homepage_bibliography = "papers.bib"
homepage_me = "Ilse Varga"
"""
PAGE = "# Papers\n\n:::{publications}\n:group-by: year\n:search:\n:facets: year type venue keyword\n:::\n"
THEMES = ("pydata_sphinx_theme", "furo", "alabaster")
TEXT = """
tide gauge harbour estimate sample small data wave mixing rate optimal theory network decay forget drift
measure pier float median robust count gull survey calibration noise signal model prior bound proof
"""
WORDS = TEXT.split()
KEYS = "harbour theory decay"


def entry(number: int) -> str:
    """Return one paper, with an abstract of a usual length."""
    chance = random.Random(number)
    names = " and ".join(f"{chance.choice(WORDS).title()}, {chance.choice(WORDS).title()}" for _ in range(4))
    title, abstract = " ".join(chance.choices(WORDS, k=9)), " ".join(chance.choices(WORDS, k=150))
    return (
        f"@article{{key{number}, title = {{{title} {number}}}, author = {{Varga, Ilse and {names}}},\n"
        f"  journal = {{Journal of {chance.choice(WORDS)}}}, year = {1980 + number % 45}, volume = 9,\n"
        f"  doi = {{10.5555/{number}}}, url = {{https://example.org/{number}}},\n"
        f"  keywords = {{{chance.choice(WORDS)}, {chance.choice(WORDS)}}}, abstract = {{{abstract}}}}}\n"
    )


TYPING = """
(async () => {
  const field = document.querySelector(".hp-search input");
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  field.focus();
  const laidOut = [], painted = [];
  for (const key of [...KEYS, ...[...KEYS].map(() => "")]) {
    await frame();
    const start = performance.now();
    field.value = key ? field.value + key : field.value.slice(0, -1);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;
    laidOut.push(performance.now() - start);
    await frame();
    painted.push(performance.now() - start);
  }
  return [laidOut, painted];
})()
"""


def main() -> None:
    """Print what is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=5000)
    options = parser.parse_args()
    command = chromium.command()
    if not command:
        raise SystemExit("there is no Chromium here; name it in the environment variable CHROME")
    with tempfile.TemporaryDirectory() as folder:
        browser = chromium.Browser(command)
        try:
            for theme in THEMES:
                print(f"{theme:20} {measured(Path(folder), theme, options.entries, browser)}")
        finally:
            browser.close()


def measured(folder: Path, theme: str, entries: int, browser: chromium.Browser) -> str:
    """Build a page in *theme*, and return what is to be said of it."""
    source, out = folder / "src", folder / theme
    source.mkdir(exist_ok=True)
    (source / "conf.py").write_text(CONF.format(theme=theme), "utf-8")
    (source / "index.md").write_text(PAGE, "utf-8")
    (source / "papers.bib").write_text("".join(map(entry, range(entries))), "utf-8")
    subprocess.run([sys.executable, "-m", "sphinx", "-qE", str(source), str(out)], check=True)
    html = (out / "index.html").read_bytes()
    with chromium.served(out, {}) as root:
        page = chromium.Page(browser, root)
        page.open("index.html")
        loaded = page.run("performance.timing.loadEventEnd - performance.timing.navigationStart")
        laid_out, painted = page.run(f"const KEYS = {KEYS!r}; {TYPING}")
        page.close()
    size = f"{len(html) / 1e6:.1f} MB, {len(gzip.compress(html)) / 1e6:.2f} MB gzipped"
    keys = f"{_figures(laid_out)} until laid out, {_figures(painted)} until painted"
    return f"{size}, loaded in {loaded:.0f} ms; a key: {keys}"


def _figures(times: list[float]) -> str:
    times = sorted(times)
    return f"median {times[len(times) // 2]:.0f} ms, slowest {times[-1]:.0f} ms"


if __name__ == "__main__":
    main()
