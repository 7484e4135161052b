"""What a .bib file or a data file holds for its owner alone reaches no file that a build writes."""

from __future__ import annotations

import re

import pytest
from outputs import BUILDERS, PNG, holding

from sphinx_homepage.model.publications.fields import is_hidden

ME = "Ilse Moravcová"
PAGE = """\
# Test

:::{publications}
:pages: all
:show: keywords, mentions, coins
:search:
:facets: year type venue keyword
:::
"""
SETTINGS = {
    "version": "1",
    "copyright": "A",
    "language": "en",
    "html_theme": "alabaster",
    "html_baseurl": "https://example.org",
}


HIDDEN = [
    *(
        "file",
        "files",
        "localfile",
        "local-url",
        "folder",
        "timestamp",
        "owner",
        "annote",
        "comment",
        "review",
    ),
    *("date-added", "date-modified", "bdsk-file-1", "bdsk-url-1", "_venue", "_x", "x-note", "mendeley-tags"),
    *(
        "citeulike-article-id",
        "zotero-key",
        "jabref-group",
        "rating",
        "priority",
        "groups",
        "privatenote",
        "todo",
    ),
    *("author-email", "email", "interhash", "biburl", "bibsource", "adsnote", "unique-id", "affiliation"),
    *("note+an", "title+an", "hal_local_reference", "added-at", "username", "creationdate"),
]


def test_the_fields_of_this_test_are_hidden_ones():
    assert [name for name in HIDDEN if not is_hidden(name)] == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_hidden_fields_reach_no_file_of_any_builder(publish, entry, builder):
    fields = {name: f"secret{number}token" for number, name in enumerate(HIDDEN)}
    bib = (
        "% commentsecrettoken\n@comment{commentsecrettoken}\n@preamble{{preamblesecrettoken}}\n"
        "@string{unused = {stringsecrettoken}}\n"
        + entry("a", author=ME, year=2024, selected="true", journal="Public Journal", **fields)
        + entry("b", author=ME, crossref="c", year=2023)
        + "@xdata{x, file = {xdatasecrettoken}, note = {unusedsecrettoken}}\n"
    )
    site = publish({"index.md": PAGE}, bib, builder, **SETTINGS)
    assert holding(site, "secret") == []
    assert holding(site, "Public Journal") != []


ROWS = f"""\
publications:
- title: Public title
  id: public
  author: [{ME}]
  year: 2024
  note: notesecret
  abstract: abstractsecret
  doi: 10.5555/doisecret
  pdf: pdfsecret.pdf
  code: https://codesecret.example.org
  links: {{labelsecret: https://linksecret.example.org}}
  keywords: [keywordsecret]
  journal: journalsecret
  award: awardsecret
  x-own: ownsecret
  private: [note, abstract, doi, pdf, code, links, keywords, journal, award]
- title: titlesecret
  id: idsecret
  author: [authorsecret]
  only: pdf
- title: Second public title
  author: [{ME}, coauthorsecret]
  year: 2020
  private: [author]
"""


@pytest.mark.parametrize("form", ["data", "body"])
@pytest.mark.parametrize("builder", ["html", "epub", "text", "latex", "gettext", "json", "xml"])
def test_what_is_private_in_rows_reaches_no_file(publish, builder, form):
    files = {"index.md": PAGE, "pdfsecret.pdf": b"%PDF"}
    settings = dict(SETTINGS)
    if form == "data":
        files["cv.yaml"] = ROWS
        settings["homepage_data"] = "cv.yaml"
    else:
        rows = re.sub("^publications:\n", "", ROWS)
        files["index.md"] = PAGE.removesuffix(":::\n") + f"\n{rows}:::\n"
    site = publish(files, builder=builder, homepage_bibliography=[], warning_is_error=True, **settings)
    assert holding(site, "secret") == []
    assert holding(site, "Public title") != []
    assert holding(site, "Second public title") != []


ONE = """# Test

:::{publication} Public title
:id: public
:note: notesecret
:doi: 10.5555/doisecret
:private: [note, doi]
:::

:::{publication} titlesecret
:id: idsecret
:only: pdf

bodysecret
:::
"""


@pytest.mark.parametrize("builder", ["html", "text", "latex", "json"])
def test_what_is_private_in_one_entry_reaches_no_file(publish, builder):
    site = publish(ONE, builder=builder, homepage_bibliography=[], warning_is_error=True, **SETTINGS)
    assert holding(site, "secret") == []
    assert holding(site, "Public title") != []


def test_a_list_for_the_pdf_alone_is_no_warning_and_nowhere(publish, entry):
    page = "# Test\n\n:::{publications}\n:only: pdf\n:::\n"
    site = publish(page, entry("keysecret", title="titlesecret"), warning_is_error=True)
    assert holding(site, "secret") == []


def test_what_no_page_shows_is_in_no_file(publish, entry):
    page = "# Test\n\n:::{publications}\n:keys: public\n:pages: all\n:group-by: year\n:facets: year\n:::\n"
    bib = entry("public", year=2024) + entry(
        "keysecret", title="titlesecret", pdf="filesecret.pdf", year=1901
    )
    data = "publications:\n- {title: rowsecret, id: rowidsecret}\n"
    site = publish(
        {"index.md": page, "filesecret.pdf": b"%PDF pdfsecret", "cv.yaml": data},
        bib,
        homepage_data="cv.yaml",
        warning_is_error=True,
        **SETTINGS,
    )
    assert holding(site, "secret") == []


def test_a_field_that_becomes_hidden_leaves_the_output(publish, entry):
    publish({"index.md": PAGE}, entry("a", note="notesecret", year=2024), **SETTINGS)
    site = publish({}, entry("a", annote="notesecret", year=2024))
    assert holding(site, "notesecret") == []


def test_a_publication_that_is_taken_out_leaves_every_file(publish, entry):
    files = {
        "index.md": PAGE,
        "secretpaper.pdf": b"%PDF pdfsecret",
        "secretpicture.png": b"\x89PNG picsecret",
    }
    bib = entry(
        "keysecret",
        title="titlesecret",
        pdf="secretpaper.pdf",
        preview="secretpicture.png",
        abstract="abstractsecret",
    )
    publish(files, entry("a") + bib, **SETTINGS)
    site = publish({}, entry("a"))
    left = {name for name, _ in holding(site, "secret")}
    assert {
        name for name in left if not name.startswith(("_build/html/_downloads", "_build/html/_images"))
    } == set()


@pytest.mark.parametrize(
    ("options", "published"),
    [
        ("", {"a.pdf", "slides.pdf", "a.png"}),
        (":hide: links, image", {"a.pdf"}),
        (":hide: image", {"a.pdf", "slides.pdf"}),
        (":style: compact", {"a.pdf", "slides.pdf"}),
        (":hide: links, image\n:pages: all", {"a.pdf", "slides.pdf", "a.png"}),
    ],
)
def test_only_the_files_that_a_page_links_to_are_published(publish, entry, options, published):
    """A title leads to the PDF where there is no better place."""
    files = {
        "index.md": f"# Test\n\n:::{{publications}}\n{options}\n:::\n",
        **{name: f"s3cret {name}" for name in ("a.pdf", "slides.pdf", "other.pdf")},
        "a.png": PNG,
    }
    site = publish(
        files, entry("a", pdf="a.pdf", slides="slides.pdf", preview="a.png"), warning_is_error=True
    )
    found = {
        path.name for path in site.outdir.rglob("*") if path.is_file() and b"s3cret" in path.read_bytes()
    }
    found |= {"a.png" for path in site.outdir.rglob("a.png*")}
    assert found == published
