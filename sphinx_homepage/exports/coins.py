"""A publication -> the ``title`` of a COinS span, by which reference managers read a list.

The form is OpenURL's (ANSI/NISO Z39.88-2004) ContextObject as keys and values; see
https://archive.org/details/coins-openurl and the matrices at https://www.oclc.org/research/activities/openurl.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from sphinx_homepage.exports import bibliographic
from sphinx_homepage.exports.bibliographic import words
from sphinx_homepage.model.publications.types import type_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.model.publications.publication import Publication

_FORMATS: Final = {
    "article": "journal",
    "preprint": "journal",
    "book": "book",
    "bookitem": "book",
    "proceeding": "book",
    "report": "book",
    "dissertation": "dissertation",
    "patent": "patent",
}
"""OpenURL's format by genre; all others are Dublin Core."""


def to_coins(publication: Publication) -> str:
    """Return the content of ``<span class="Z3988" title="...">``, percent-encoded, not escaped for HTML."""
    genre = type_of(publication.type).coins_genre
    form = _FORMATS.get(genre, "dc")
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        *_identifiers(publication),
        *(_of_dublin_core(publication, genre) if form == "dc" else _of_format(publication, form, genre)),
    ]
    return urlencode([(key, value) for key, value in pairs if value], errors="replace")


def _identifiers(publication: Publication) -> Iterator[tuple[str, str]]:
    if doi := words(publication, "doi"):
        yield "rft_id", f"info:doi/{doi}"
    if pmid := words(publication, "pmid"):
        yield "rft_id", f"info:pmid/{pmid}"
    links = {link.name: str(link.url) for link in publication.links}
    url = links.get("arxiv") or links.get("url", "")
    if url.startswith("http"):
        yield "rft_id", url


def _date(publication: Publication) -> str:
    return "-".join(f"{part:02}" for part in bibliographic.date(publication))


def _of_format(publication: Publication, form: str, genre: str) -> Iterator[tuple[str, str]]:
    title = bibliographic.title(publication)
    if form in {"journal", "book"}:
        yield "rft.genre", genre
    if form == "journal":
        yield "rft.atitle", title
        yield "rft.jtitle", words(publication, "journal")
    elif genre in {"proceeding", "bookitem"}:
        yield "rft.atitle", title
        yield "rft.btitle", words(publication, "booktitle", "maintitle", "eventtitle")
    else:
        yield "rft.btitle" if form == "book" else "rft.title", title
    people = bibliographic.creators(publication).people
    if people:
        first = people[0]
        if first.is_corporate:
            yield "rft.aucorp", first.full
        else:
            yield "rft.aulast", " ".join(part for part in (first.prefix, first.family) if part)
            yield "rft.aufirst", first.given
            yield "rft.ausuffix", first.suffix
    # The first author is said already, in parts.
    for name in people if form == "patent" else people[1:]:
        yield "rft.inventor" if form == "patent" else "rft.au", name.full
    yield "rft.date", _date(publication)
    if form == "dissertation":
        yield "rft.inst", words(publication, "school", "institution")
        return
    if form == "patent":
        yield "rft.number", words(publication, "number")
        return
    first_page, last_page = bibliographic.pages(publication)
    if form == "journal":
        yield "rft.volume", words(publication, "volume")
        yield "rft.issue", words(publication, "number", "issue")
        yield "rft.artnum", words(publication, "eid")
    else:
        yield "rft.series", words(publication, "series")
        yield "rft.edition", words(publication, "edition")
        yield "rft.pub", words(publication, "publisher", "institution", "organization")
        yield "rft.place", words(publication, "address")
        yield "rft.isbn", words(publication, "isbn")
    yield "rft.spage", first_page
    yield "rft.epage", last_page
    yield "rft.issn", words(publication, "issn")


def _of_dublin_core(publication: Publication, genre: str) -> Iterator[tuple[str, str]]:
    yield "rft.type", "" if genre == "unknown" else genre
    yield "rft.title", bibliographic.title(publication)
    for name in bibliographic.creators(publication).people:
        yield "rft.creator", name.full
    yield "rft.date", _date(publication)
    yield "rft.publisher", words(publication, "publisher", "organization", "institution")
    yield "rft.language", bibliographic.language(publication)
