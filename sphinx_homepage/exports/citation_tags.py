"""A publication -> the ``citation_*`` tags of its page, by which Google Scholar and Zotero know it.

The tags are those of Google Scholar's inclusion guidelines
(https://scholar.google.com/intl/en/scholar/inclusion.html), and a few that Zotero reads as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.exports import bibliographic
from sphinx_homepage.exports.bibliographic import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.model.publications.publication import Publication

_SAME_NAME: Final = ("volume", "issn", "isbn", "doi")


def citation_tags(
    publication: Publication, *, page_url: str = "", pdf_url: str = "", language: str = ""
) -> list[tuple[str, str]]:
    """Return the name and the content of each tag, as plain text that is not escaped.

    Args:
        publication: The publication.
        page_url: The address of the page.
        pdf_url: The address of the PDF, which must lie in the page's own directory.
        language: The site's language, for a publication that says none.
    """
    tags = [("citation_title", bibliographic.title(publication))]
    tags += [("citation_author", name.inverted) for name in bibliographic.creators(publication).people]
    tags += _of_fields(publication)
    tags += [
        ("citation_language", bibliographic.language(publication) or language),
        *(("citation_keywords", word) for word in publication.keywords),
        ("citation_abstract_html_url", page_url),
        ("citation_pdf_url", pdf_url),
    ]
    return [(name, content) for name, content in tags if content]


def _of_fields(publication: Publication) -> Iterator[tuple[str, str]]:
    year, *rest = bibliographic.date(publication) or ("",)
    yield "citation_publication_date", "/".join([str(year), *(f"{part:02}" for part in rest)])
    yield from _venue(publication)
    for name in _SAME_NAME:
        yield f"citation_{name}", words(publication, name)
    if publication.type != "report":
        yield "citation_issue", words(publication, "number", "issue")
    first, last = bibliographic.pages(publication)
    yield "citation_firstpage", first or words(publication, "eid")
    yield "citation_lastpage", last
    yield "citation_arxiv_id", words(publication, "arxiv")
    yield "citation_pmid", words(publication, "pmid")
    yield "citation_publisher", words(publication, "publisher")


def _venue(publication: Publication) -> Iterator[tuple[str, str]]:
    match publication.type:
        case "thesis":
            yield "citation_dissertation_institution", words(publication, "school", "institution")
        case "report":
            yield "citation_technical_report_institution", words(publication, "institution", "organization")
            yield "citation_technical_report_number", words(publication, "number")
        case "inproceedings":
            yield "citation_conference_title", words(publication, "booktitle", "eventtitle", "journal")
        case "incollection":
            yield "citation_inbook_title", words(publication, "booktitle", "maintitle")
        case _:
            yield "citation_journal_title", words(publication, "journal")
            yield "citation_conference_title", words(publication, "booktitle", "eventtitle")
