"""Publications -> RIS, which EndNote, Mendeley and library catalogues read.

https://en.wikipedia.org/wiki/RIS_(file_format), as the specification itself is no longer published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.exports import bibliographic
from sphinx_homepage.exports.bibliographic import words
from sphinx_homepage.exports.losses import Loss
from sphinx_homepage.model.publications.types import type_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_homepage.model.publications.names import Name, Names
    from sphinx_homepage.model.publications.publication import Publication

TYPES: Final = {
    "article-journal": "JOUR",
    "paper-conference": "CONF",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "article": "UNPB",
    "report": "RPRT",
    "manuscript": "UNPB",
    "software": "COMP",
    "dataset": "DATA",
    "patent": "PAT",
    "speech": "SLIDE",
    "webpage": "ELEC",
    "document": "GEN",
}
"""RIS's types by CSL's."""


def to_ris(publications: Iterable[Publication]) -> tuple[str, list[Loss]]:
    """Return the whole file, and what it cannot hold; a preprint has its own entry."""
    entries: list[str] = []
    losses: list[Loss] = []
    for publication in publications:
        for item in (publication, *publication.related):
            tags = [(tag, " ".join(value.split())) for tag, value in _tags(item)]
            entries.append("".join(f"{tag}  - {value}\r\n" for tag, value in tags if value))
            losses += _losses(item)
    return "\r\n".join(f"{entry}ER  - \r\n" for entry in entries), losses


def _tags(publication: Publication) -> Iterator[tuple[str, str]]:
    kind = type_of(publication.type).csl
    yield "TY", TYPES.get(kind, "GEN")
    yield "ID", publication.key
    for name in publication.authors.people:
        yield "AU", _name(name)
    for name in publication.editors.people:
        yield "ED" if kind != "book" or publication.authors.people else "AU", _name(name)
    yield "TI", bibliographic.title(publication)
    yield "T2", words(publication, "journal", "booktitle", "maintitle", "eventtitle")
    yield "T3", words(publication, "series")
    yield "J2", words(publication, "shortjournal")
    date = bibliographic.date(publication)
    yield "PY", str(date[0]) if date else ""
    yield "DA", "/".join([*(f"{part:02}" for part in date), "", ""][:3]) + "/" if date else ""
    yield "VL", words(publication, "volume")
    yield "IS", words(publication, "number", "issue")
    first, last = bibliographic.pages(publication)
    yield "SP", first or words(publication, "eid")
    yield "EP", last
    yield "ET", words(publication, "edition")
    yield "PB", words(publication, "publisher", "school", "institution", "organization", "howpublished")
    yield "CY", words(publication, "location", "address")
    yield "M3", words_of(publication.typed_type)
    yield "SN", words(publication, "issn", "isbn")
    yield "DO", words(publication, "doi")
    for link in publication.links:
        if str(link.url).startswith("http"):
            yield "UR", str(link.url)
    yield "AB", words(publication, "abstract")
    for keyword in publication.keywords:
        yield "KW", keyword
    yield "N1", words(publication, "note")
    yield "LA", bibliographic.language(publication)


def _name(name: Name) -> str:
    """Return ``Family, Given, Suffix``, which is how RIS takes names apart; a corporation's has no comma."""
    if name.is_corporate:
        return name.full.replace(",", "")
    family = " ".join(part for part in (name.prefix, name.family) if part)
    return ", ".join(part for part in (family, name.given, name.suffix) if part)


def _losses(publication: Publication) -> list[Loss]:
    names: tuple[tuple[str, Names], ...] = (
        ("author", publication.authors),
        ("editor", publication.editors),
    )
    return [
        Loss(f"{publication.key}.{field}", 'has no "and others"', publication.position)
        for field, people in names
        if people.has_others
    ]
