"""The table of fields: complete, no name with two meanings, and what is nobody's business kept in."""

from __future__ import annotations

import pytest

from sphinx_homepage.model.publications.fields import FIELDS, find_field, is_exported, is_hidden
from sphinx_homepage.model.publications.identifiers import IDENTIFIERS
from sphinx_homepage.model.publications.links import LINK_FIELDS

BIBTEX = (
    *("address", "annote", "author", "booktitle", "chapter", "crossref", "edition"),
    *("editor", "howpublished", "institution", "journal", "key", "month", "note"),
    *("number", "organization", "pages", "publisher", "school", "series", "title", "type"),
    *("volume", "year"),
)
BIBLATEX = (
    *("abstract", "addendum", "afterword", "annotation", "annotator", "author"),
    *("bookauthor", "bookpagination", "booksubtitle", "booktitle"),
    *("booktitleaddon", "chapter", "commentator", "date", "doi", "edition", "editor"),
    *("editortype", "eid", "entryset", "eprint", "eprintclass", "eprinttype"),
    *("eventdate", "eventtitle", "eventtitleaddon", "foreword", "holder"),
    *("howpublished", "indextitle", "institution", "introduction", "isbn", "issn"),
    *("issue", "issuesubtitle", "issuetitle", "journalsubtitle", "journaltitle"),
    *("label", "language", "library", "location", "mainsubtitle", "maintitle"),
    *("maintitleaddon", "month", "note", "number", "organization", "origdate"),
    *("origlanguage", "origlocation", "origpublisher", "origtitle", "pages"),
    *("pagetotal", "pagination", "part", "publisher", "pubstate", "reprinttitle"),
    *("series", "shortauthor", "shorteditor", "shorthand", "shorttitle", "subtitle"),
    *("title", "titleaddon", "translator", "type", "url", "urldate", "venue", "version"),
    *("volume", "volumes", "year"),
)
ALFOLIO = (
    *("abbr", "abstract", "selected", "preview", "pdf", "code", "slides", "poster", "video"),
    *("html", "website", "supp", "blog", "arxiv", "doi", "hal", "award", "award_name"),
    *("additional_info", "annotation", "bibtex_show", "altmetric", "dimensions"),
    *("google_scholar_id", "inspirehep_id"),
)


def test_no_name_stands_for_two_fields() -> None:
    names = [name for row in FIELDS.values() for name in (row.name, *row.aliases)]
    assert sorted(names) == sorted(set(names))


def test_every_meaning_is_a_sentence() -> None:
    assert [
        row.name for row in FIELDS.values() if not row.meaning[:1].isupper() or row.meaning[-1] != "."
    ] == []


def test_every_field_of_alfolio_is_known() -> None:
    assert [name for name in ALFOLIO if find_field(name) is None] == []


def test_every_field_of_bibtex_and_biblatex_is_known_or_exported_or_hidden_on_purpose() -> None:
    lost = [name for name in (*BIBTEX, *BIBLATEX) if find_field(name) is None and not is_exported(name)]
    assert lost == ["annote"]


def test_every_link_is_a_field() -> None:
    assert [name for name in (*LINK_FIELDS, *IDENTIFIERS) if name not in FIELDS] == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("journaltitle", "journal"),
        ("location", "address"),
        ("eprinttype", "archiveprefix"),
        ("sortkey", "key"),
        ("codeurl", "code"),
        ("slidesurl", "slides"),
        ("paper", "pdf"),
        ("fulltext", "pdf"),
        ("talkvideo", "video"),
        ("project", "website"),
    ],
)
def test_an_alias_means_its_field(typed: str, name: str) -> None:
    row = find_field(typed)
    assert row is not None
    assert row.name == name


@pytest.mark.parametrize(
    "name",
    [
        *("file", "bdsk-file-1", "bdsk-url-2", "date-added", "date-modified", "timestamp", "owner", "_venue"),
        *("mendeley-tags", "annote", "comment", "author-email", "citeulike-article-id", "groups"),
    ],
)
def test_what_is_for_the_persons_own_eyes_is_hidden_and_not_exported(name: str) -> None:
    assert (is_hidden(name), is_exported(name), find_field(name)) == (True, False, None)


def test_an_unknown_field_is_exported_and_one_for_the_site_is_not() -> None:
    assert is_exported("articleplacement")
    assert not is_exported("selected")
    assert not is_exported("codeurl")
