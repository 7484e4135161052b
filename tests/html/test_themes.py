"""Pages of long words on narrow screens, in each of the themes that the docs name."""

import pytest

NAME = "Wilhelmina-Konstantinopoulos van Bartholomaeus-Papadimitriou"
"""60 characters: a name as long as any in a passport."""
CV = f"""
profile:
  name: {NAME}
  headline: Professorin für Donaudampfschifffahrtsgesellschaftskapitänsmützen
contact:
  email: wilhelmina-konstantinopoulos.bartholomeus-papadimitriou@example.org
  website: https://www.example.org/a-very-long-address-that-nobody-would-want-to-type-by-hand
  github: wilhelmina-konstantinopoulos-example
experience:
- organization: Rinderkennzeichnungsfleischetikettierungsüberwachungsbehörde
  position: Aufgabenübertragungsbeauftragte
  start: 2023-09
  location: Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch
awards:
- title: 数理統計学及び計算言語学における若手研究者のための国際奨励賞
  date: 2024
"""
SECTIONS = ("profile", "contact", "experience", "awards")
PAGE = f"# {NAME}\n\n" + "".join(f":::{{{section}}}\n:::\n\n" for section in SECTIONS)
THEMES = ("pydata_sphinx_theme", "furo", "sphinx_book_theme", "alabaster")


@pytest.fixture(scope="module", params=THEMES)
def themed(request, build_once):
    return build_once(
        {"index.md": PAGE, "cv.yaml": CV}, homepage_data="cv.yaml", html_theme=request.param, project=NAME
    )


@pytest.mark.parametrize("width", [320, 390])
def test_a_long_name_does_not_make_a_narrow_page_scroll_sideways(themed, open_site, width):
    page = open_site(themed.outdir)
    page.set_size(width, 800)
    page.open("index.html")
    too_wide = page.run(
        "[...document.querySelectorAll('h1, header *, [class*=hp-]')].filter((part) =>"
        f"  part.checkVisibility() && part.getBoundingClientRect().right > {width} + 1)"
        ".map((part) => part.outerHTML.slice(0, 99))"
    )
    assert too_wide == []
    assert page.run("innerWidth") == width
    assert page.run("document.documentElement.scrollWidth") == width


def test_without_scripts_all_of_it_is_there(themed, open_site):
    page = open_site(themed.outdir)
    page.disable_scripts()
    page.open("index.html")
    text = page.run("document.body.innerText")
    for words in (NAME, "Professorin", "GitHub", "Aufgabenübertragungsbeauftragte", "数理統計学"):
        assert words in text
