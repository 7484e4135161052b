"""Shows what a change does to the looks of blocks: pictures of a site before and after it, in every theme.

    python tests/browser/compare.py                 # what is not committed yet
    python tests/browser/compare.py main~3          # all since then

The example site of this tree is built with the code of both, so that only the code is compared. Where the
text of a page looks otherwise, both pictures and one of the difference are written, and the program ends
with status 1. No picture is kept in the repository: fonts and browsers differ between machines.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageChops

sys.path.insert(0, str(Path(__file__).parent))

import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]
THEMES = ("pydata_sphinx_theme", "furo", "sphinx_book_theme", "alabaster", "homepage")
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
TEXT = "article, [role=main], main, .body"
"""Where a page has its text; what a theme has around it is the theme's."""
NOISE = 8
"""A difference of a colour, of 255, that nobody sees."""


class View(NamedTuple):
    """A page as it is looked at."""

    theme: str
    page: str
    width: int
    scheme: str

    @property
    def name(self) -> str:
        """The beginning of its pictures' names."""
        return f"{self.theme}-{self.page.removesuffix('.html').replace('/', '-')}-{self.width}-{self.scheme}"


def main() -> int:
    """Compare, and return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("revision", nargs="?", default="HEAD", help="what this tree is compared with")
    parser.add_argument("--site", type=Path, default=ROOT / "example_site", help="the site that is built")
    parser.add_argument("--themes", nargs="+", default=THEMES, metavar="THEME")
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "compare", help="where pictures go")
    options = parser.parse_args()
    command = chromium.command()
    if not command:
        raise SystemExit("there is no Chromium here; install one, or name it in the variable CHROME")
    options.out.mkdir(parents=True, exist_ok=True)
    changed = 0
    with tempfile.TemporaryDirectory() as folder, _tree_of(options.revision, Path(folder) / "tree") as tree:
        browser = chromium.Browser(command)
        for theme in options.themes:
            print(f"building {options.site.name} in {theme}, before and after", flush=True)
            sites = [Path(folder) / f"{theme}-{when}" for when in ("before", "after")]
            for code, site in zip((tree, ROOT), sites, strict=True):
                _build(code, options.site, theme, site)
            changed += _compared(browser, theme, sites, options.out)
        browser.close()
    print(f"{changed} views look otherwise; the pictures are in {options.out}" if changed else "all alike")
    return 1 if changed else 0


@contextlib.contextmanager
def _tree_of(revision: str, folder: Path) -> Iterator[Path]:
    """Check a revision out beside this tree while the context lasts."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), revision], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def _build(code: Path, source: Path, theme: str, out: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-D", f"html_theme={theme}", str(source), str(out)],
        env=os.environ | {"PYTHONPATH": str(code)},
        cwd=out.parent,
        check=True,
    )


def _compared(browser: chromium.Browser, theme: str, sites: Sequence[Path], out: Path) -> int:
    """Return how many views of two sites differ, and write their pictures."""
    changed = 0
    before, after = ({path.relative_to(site).as_posix() for path in site.rglob("*.html")} for site in sites)
    for page in sorted(before ^ after):
        print(f"  {page}: only {'before' if page in before else 'after'}", flush=True)
        changed += 1
    with contextlib.ExitStack() as stack:
        tabs = []
        for site in sites:
            tab = chromium.Page(browser, stack.enter_context(chromium.served(site, {})))
            stack.callback(tab.close)
            tabs.append(tab)
        for name in sorted(before & after):
            for width in WIDTHS:
                for scheme in SCHEMES:
                    view = View(theme, name, width, scheme)
                    pictures = _settled(tabs, view)
                    if (difference := _difference(*pictures)) is None:
                        continue
                    changed += 1
                    left, top, right, bottom = difference.getbbox() or (0, 0, *difference.size)
                    print(f"  {view.name}: {right - left} x {bottom - top} px at {left}, {top}", flush=True)
                    for picture, when in zip(
                        (*pictures, difference), ("before", "after", "difference"), strict=True
                    ):
                        picture.save(out / f"{view.name}-{when}.png")
    return changed


def _settled(tabs: Sequence[chromium.Page], view: View) -> list[Image.Image]:
    """Return the pictures of both sites; a difference counts if it is there at a second look."""
    for tab in tabs:
        tab.set_size(view.width, 900)
        tab.set_media(prefers_color_scheme=view.scheme, prefers_reduced_motion="reduce")
        tab.open(view.page)
    pictures = [_picture(tab) for tab in tabs]
    if _difference(*pictures) is not None:
        tabs[0].tab.wait_for_timeout(500)  # Some scripts wait until the browser is idle.
        pictures = [_picture(tab) for tab in tabs]
    return pictures


def _picture(tab: chromium.Page) -> Image.Image:
    """Return a picture of the text of a page."""
    found = tab.tab.locator(TEXT).filter(visible=True)
    text = found.first if found.count() else tab.tab.locator("body")
    dots = text.screenshot(animations="disabled", caret="hide")
    return Image.open(io.BytesIO(dots)).convert("RGB")


def _difference(before: Image.Image, after: Image.Image) -> Image.Image | None:
    """Return what differs in two pictures as dark on white; None where nobody sees it."""
    size = max(before.width, after.width), max(before.height, after.height)
    canvases = [Image.new("RGB", size, "white") for _ in range(2)]
    for canvas, picture in zip(canvases, (before, after), strict=True):
        canvas.paste(picture)
    seen = ImageChops.difference(*canvases).convert("L").point(lambda value: 255 if value > NOISE else 0)
    if before.size == after.size and seen.getbbox() is None:
        return None
    return ImageChops.invert(seen)


if __name__ == "__main__":
    sys.exit(main())
