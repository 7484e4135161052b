"""Makes the pictures of the gallery from the example site: ``python docs/images/make.py``.

It needs what the tests need, Chromium and Playwright, and ``pdftoppm`` of poppler-utils.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
sys.path.insert(0, str(ROOT))

PAGES: dict[str, tuple[str, str, int, int, str]] = {
    "home-light": ("pydata_sphinx_theme", "index", 1280, 900, "light"),
    "home-dark": ("pydata_sphinx_theme", "index", 1280, 900, "dark"),
    "home-own-theme": ("homepage", "index", 1280, 900, "light"),
    "cv": ("pydata_sphinx_theme", "cv", 1280, 900, "light"),
    "publications": ("homepage", "publications", 1280, 900, "light"),
    "projects": ("pydata_sphinx_theme", "projects", 1280, 900, "dark"),
    "phone-home": ("homepage", "index", 390, 844, "light"),
    "phone-cv": ("homepage", "cv", 390, 844, "dark"),
}
"""Of each picture: the theme, the page, its width and height in CSS pixels, and the scheme."""


def main() -> None:
    """Build the site in both themes, take the pictures, and put some together for the README."""
    from tests.browser.chromium import Browser, Page, command, served

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for theme in sorted({row[0] for row in PAGES.values()}):
            print(f"building the example site in {theme}", flush=True)
            build = ["-q", "-D", f"html_theme={theme}", "-d", str(work / "doctrees" / theme)]
            site = [str(ROOT / "example_site"), str(work / theme)]
            subprocess.run([sys.executable, "-m", "sphinx", *build, *site], check=True)
        browser = Browser(command())
        try:
            for name, (theme, page_name, width, height, scheme) in PAGES.items():
                print(f"taking {name}", flush=True)
                with served(work / theme, {}) as root:
                    page = Page(browser, root)
                    page.set_size(width, height)
                    page.set_media(prefers_color_scheme=scheme)
                    page.open(f"{page_name}.html")
                    page.tab.screenshot(path=work / f"{name}.png", scale="css")
                    page.close()
                save(Image.open(work / f"{name}.png"), name)
        finally:
            browser.close()
        pdf = [str(work / "pydata_sphinx_theme" / "cv.pdf"), str(work / "pdf")]
        subprocess.run(["pdftoppm", "-r", "80", "-l", "1", "-singlefile", "-png", *pdf], check=True)
        save(Image.open(work / "pdf.png"), "pdf")
        save(together(work), "example-site")


def save(image: Image.Image, name: str) -> None:
    """Write a picture in a format that browsers and forges show, and of few bytes."""
    image.convert("RGB").save(HERE / f"{name}.webp", quality=82, method=6)


def together(work: Path) -> Image.Image:
    """Return a page, a telephone and a sheet of paper beside each other."""
    canvas = Image.new("RGB", (1640, 940), "#eef1f4")
    for name, width, height, place in (
        ("home-light", 1080, 760, (60, 70)),
        ("pdf", 400, 566, (1190, 60)),
        ("phone-cv", 270, 584, (965, 310)),
    ):
        shot = Image.open(work / f"{name}.png").convert("RGB")
        lay(canvas, shot.resize((width, height), Image.Resampling.LANCZOS), place, radius=14)
    return canvas


def lay(canvas: Image.Image, picture: Image.Image, place: tuple[int, int], *, radius: int) -> None:
    """Lay a picture with round corners and a shadow on the canvas."""
    mask = Image.new("L", picture.size)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *picture.size), radius, fill=255)
    shadow: Any = Image.new("L", canvas.size)
    shadow.paste(mask.point(lambda value: value * 0.3), (place[0], place[1] + 10))
    canvas.paste("#101820", (0, 0), shadow.filter(ImageFilter.GaussianBlur(18)))
    canvas.paste(picture, place, mask)


if __name__ == "__main__":
    main()
