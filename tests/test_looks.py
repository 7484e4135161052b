"""Styles and heroes are classes around the same nodes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_homepage.directives.styles import CONTACT_STYLES, ENTRY_STYLES
from sphinx_homepage.sources.front_matter import HERO_LAYOUTS, PORTRAITS

RECORD = """\
contact:
  email: noor@example.org
  phone: +31 20 555 0100
  github: noor-example
  mastodon: "@noor@social.example.org"
  private: [phone]
awards:
- title: Travel grant
  date: 2024
- title: Best poster
  date: 2023
"""

PAGE = """\
---
supertitle: Good morning
title: Noor van Dijk
subtitle: Bookbinder
icon: {{url: /noor.png, alt: Noor at her press}}
homepage: {homepage}
---

Books.
"""

PORTRAIT = Path(__file__).parents[1] / "example_site" / "images" / "portrait.png"
FILES = {"cv.yaml": RECORD, "noor.png": PORTRAIT.read_bytes()}


@pytest.fixture
def page(build):
    """Return a function that builds one page with *homepage* in its front matter, and returns its body."""

    def made(homepage):
        site = build({**FILES, "index.md": PAGE.format(homepage=homepage)}, homepage_data="cv.yaml")
        assert not site.warnings
        return site.body()

    return made


@pytest.mark.parametrize("style", ENTRY_STYLES)
def test_a_style_is_a_class_and_changes_nothing_else(build, style):
    plain = build({**FILES, "index.md": "# Noor\n\n:::{awards}\n:::\n"}, homepage_data="cv.yaml")
    before = plain.body()
    styled = build({"index.md": f"# Noor\n\n:::{{awards}}\n:style: {style}\n:::\n"}, homepage_data="cv.yaml")
    assert not styled.warnings
    assert f'class="hp-block hp-awards hp-style-{style}"' in styled.body()
    assert styled.body().replace(f" hp-style-{style}", "") == before


def test_a_contact_has_styles_of_its_own(build):
    assert [*CONTACT_STYLES] == ["list", "icons"]
    site = build(
        {**FILES, "index.md": "# Noor\n\n:::{contact}\n:style: icons\n:::\n"}, homepage_data="cv.yaml"
    )
    assert 'class="hp-block hp-contact hp-style-icons"' in site.body()


def test_directives_of_one_style_make_one_block(build):
    typed = "# Noor\n\n" + "".join(
        f":::{{award}} {title}\n:style: {style}\n:::\n\n"
        for title, style in (("One", "cards"), ("Two", "cards"), ("Three", "compact"))
    )
    body = build({"index.md": typed}).body()
    assert re.findall(r'class="hp-block hp-awards (\S+)"', body) == ["hp-style-cards", "hp-style-compact"]


@pytest.mark.parametrize("layout", HERO_LAYOUTS)
def test_a_hero_has_its_lines_in_one_order_whatever_its_layout(page, layout):
    body = page(f"{{hero: {layout}}}")
    assert f'<header class="hp-hero hp-hero-{layout} hp-hero-pictured">' in body
    places = [body.index(words) for words in ("Good morning", "<h1>", "Bookbinder", "<img", "Books.")]
    assert places == sorted(places)


@pytest.mark.parametrize("shape", PORTRAITS)
def test_a_portrait_has_a_shape_or_is_not_shown(page, shape):
    body = page(f"{{hero: {{portrait: {shape}}}}}")
    assert (f"hp-portrait-{shape}" in body) == (shape != "none")
    assert ("<img" in body) == (shape != "none")


def test_a_hero_links_all_that_is_public(page):
    body = page("{hero: {links: true}}")
    hero = body[body.index("<header") : body.index("</header>")]
    assert "https://github.com/noor-example" in hero
    assert "https://social.example.org/@noor" in hero
    assert hero.count("u-email") == 1
    assert "555 01" not in body


def test_a_hero_links_what_it_is_told_to(page):
    body = page("{hero: {links: [github]}}")
    assert "https://github.com/noor-example" in body
    assert "social.example.org" not in body
    assert "u-email" not in body


def test_a_hero_never_links_what_is_private(build):
    site = build(
        {**FILES, "index.md": PAGE.format(homepage="{hero: {links: [phone, email]}}")},
        homepage_data="cv.yaml",
    )
    (warned,) = site.warnings
    assert warned.code == "homepage.front-matter"
    assert '"phone"' in warned.message
    assert "555 01" not in site.body()


def test_what_front_matter_says_of_the_hero_is_no_text_of_any_page(build):
    site = build({**FILES, "index.md": PAGE.format(homepage="{hero: banner}")}, homepage_data="cv.yaml")
    assert "banner" not in re.sub(r"<[^>]*>", "", site.html())


def test_the_other_builders_show_a_heros_links_below_the_title(build):
    site = build(
        {**FILES, "index.md": PAGE.format(homepage="{hero: {links: true}}")},
        "text",
        homepage_data="cv.yaml",
    )
    text = site.text()
    places = [text.index(words) for words in ("Noor van Dijk", "noor@example.org", "GitHub", "Books.")]
    assert places == sorted(places)
