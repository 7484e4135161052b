"""What a page's markup says, its PDF says too: how lists count, where pictures lead, what words stand for."""

from __future__ import annotations

import pytest


@pytest.fixture
def written(typst_of, red_png):
    def of(page: str) -> str:
        return typst_of(page, {"red.png": red_png}, html_baseurl="https://ana.example.org/me")

    return of


def test_lists_count_as_they_are_typed(written):
    source = written("# P\n\n```{eval-rst}\na) One\nb) Two\n\niv. Four\nv. Five\n```\n")
    assert '#numbers(start: 1, numbering: "a)", ([#"One";], [#"Two";],));' in source
    assert '#numbers(start: 4, numbering: "i.", ([#"Four";], [#"Five";],));' in source


def test_an_abbreviation_is_explained_once(written):
    source = written("# P\n\nThe {abbr}`TU (Tide Unit)`, {abbr}`TU (Tide Unit)`, {abbr}`NO`.\n")
    assert source.strip() == '#para[#"The ";#"TU";#" (Tide Unit)";#", ";#"TU";#", ";#"NO";#".";];'


def test_pictures_lead_where_they_lead_on_the_page(written):
    page = """# P

```{figure} red.png
:alt: A square
:target: https://a.example.org

Caption
```

```{image} red.png
:alt: Another
:target: https://b.example.org
```
"""
    source = written(page)
    assert '#figure-of([#link-to("https://a.example.org")[#box(picture(' in source
    assert '#link-to("https://b.example.org")[#box(picture(' in source


def test_links_typed_as_paths_lead_to_the_site(written):
    page = "# P\n\n```{eval-rst}\n`Slides <files/talk.html>`_, `root </x.html>`_, `call <tel:+1>`_.\n```\n"
    source = written(page)
    assert '#link-to("https://ana.example.org/me/files/talk.html")[#"Slides";];' in source
    assert '#link-to("https://ana.example.org/x.html")[#"root";];' in source
    assert '#link-to("tel:+1")[#"call";];' in source


def test_boxes_of_tasks_are_shown(build, pdf_text):
    files = {"index.md": "# P\n\n- [ ] Open\n- [x] Done\n"}
    site = build(files, homepage_pdf={"index": "a.pdf"}, myst_enable_extensions=["tasklist"])
    assert site.warnings == []
    assert "☐ Open • ☑ Done" in pdf_text(site.outdir / "a.pdf")
