"""Blocks in every style and hero, in each theme: nothing lies on something else, and all can be read."""

import pytest

from sphinx_homepage.directives.styles import ENTRY_STYLES
from sphinx_homepage.sources.front_matter import HERO_LAYOUTS

RECORD = """\
contact:
  email: amara@example.org
  orcid: 0000-0002-1825-0097
  github: amara-example
experience:
- organization: Observatory of the Southern Highlands
  location: Fianarantsoa, Madagascar
  positions:
  - position: Keeper of instruments
    start: 2019-09
    end: 2023-08
    projects:
    - name: A clock for the dome
      start: 2020-02
      end: 2022-11
      highlights:
      - Cut the drift to $10^{-9}$.
    - name: Parts for everybody
      date: 2021
  - position: Apprentice
    date: [2014-01/2014-06, 2015-02/2016-12]
- organization: Parental leave
  start: 2017-01
  end: 2017-10
- organization: A watchmaker's with a name that is longer than any line on any telephone could be
  position: Assistant
  start: 2012-01
  end: 2013-12
  image: {src: /dome.png, alt: A dome}
  keywords: [escapements, oil]
  links: {Catalogue: "https://example.org/catalogue", Photographs: "https://example.org/photographs"}
awards:
- title: Golden Escapement
  awarder: Guild of Horologists
  date: 2022-05
  summary: For a clock that nobody has to wind.
- A medal
news:
- date: 2024-06-01
  summary: The dome is open again.
- date: 2024-01
  summary: "A talk in Antsirabe, on *time*."
"""
HEAD = """\
---
supertitle: Salama, I am
title: Amara Rakotomalala-Østergaard
subtitle: I build clocks that stars can read.
icon: {{url: /dome.png, alt: Amara below the dome}}
homepage: {{hero: {{layout: {layout}, links: true}}}}
---

A text.

"""
THEMES = ("pydata_sphinx_theme", "furo", "sphinx_book_theme", "alabaster", "homepage")

OVERLAPS = """
(() => {
  const lines = [];
  const walker = document.createTreeWalker(
    document.querySelector('article, [role=main], main, .body'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.closest('.hp-block, .hp-hero') || !parent.checkVisibility()) continue;
    if (parent.closest('math, .headerlink, .hp-icon-label, .hp-user, .hp-style-icons')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1) lines.push({node, box, text: node.data.trim().slice(0, 40)});
  }
  const found = [];
  lines.forEach((one, at) => lines.slice(at + 1).forEach((other) => {
    if (one.node === other.node) return;
    const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
    const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
    if (wide > 2 && high > 6) found.push(one.text + ' | ' + other.text);
  }));
  return {found, lines: lines.length};
})()
"""


OUTSIDE = """
[...document.querySelectorAll('.hp-block *, .hp-hero *')].filter((part) =>
  part.checkVisibility() && part.getBoundingClientRect().width > 1
  && part.getBoundingClientRect().right > %d + 1).map((part) => part.outerHTML.slice(0, 99))
"""


@pytest.fixture(scope="module", params=THEMES)
def site(request, build_once, picture):
    pages = {
        f"{layout}-{style}.md": HEAD.format(layout=layout)
        + "".join(
            f"## {section}\n\n:::{{{section}}}\n:style: {style}\n:::\n\n"
            for section in ("experience", "awards", "news")
        )
        for layout, style in zip([*HERO_LAYOUTS, "side"], ENTRY_STYLES, strict=True)
    }
    links = "".join(f"{name.removesuffix('.md')}\n" for name in pages)
    index = f"# Amara\n\n:::{{toctree}}\n{links}:::\n"
    return build_once(
        {"index.md": index, "cv.yaml": RECORD, "dome.png": picture, **pages},
        homepage_data="cv.yaml",
        html_theme=request.param,
        project="Amara",
    )


@pytest.fixture(scope="module")
def picture():
    from io import BytesIO

    from PIL import Image

    written = BytesIO()
    Image.new("RGB", (500, 400), (20, 60, 70)).save(written, "PNG")
    return written.getvalue()


PAGES = [f"{layout}-{style}" for layout, style in zip([*HERO_LAYOUTS, "side"], ENTRY_STYLES, strict=True)]


@pytest.fixture(params=PAGES)
def page(request, site, open_site):
    page = open_site(site.outdir)
    page.name = f"{request.param}.html"
    return page


def test_no_text_lies_on_another_or_outside_of_the_page(site, page):
    assert site.warnings == []
    for width in (320, 768, 1280):
        page.set_size(width, 900)
        page.open(page.name)
        seen = page.run(OVERLAPS)
        assert seen["found"] == [], width
        assert seen["lines"] > 20, width
        assert page.run(OUTSIDE % width) == [], width
        assert page.run("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_every_block(page, scheme):
    page.set_media(prefers_color_scheme=scheme)
    page.open(page.name)
    assert page.violations(".hp-hero", ".hp-block") == []
