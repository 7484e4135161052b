"""Publications -> CSL-JSON, which Zotero, Pandoc and citeproc read (https://docs.citationstyles.org)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.exports import bibliographic
from sphinx_homepage.exports.bibliographic import words
from sphinx_homepage.exports.losses import Loss
from sphinx_homepage.model.dates import Date, Range
from sphinx_homepage.model.publications.types import type_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.model.publications.names import Name, Names
    from sphinx_homepage.model.publications.publication import Publication

_FIELDS: Final = {
    "container-title": ("journal", "booktitle", "maintitle"),
    "container-title-short": ("shortjournal",),
    "event": ("eventtitle",),
    "event-place": ("venue",),
    "collection-title": ("series",),
    "publisher": ("publisher", "school", "institution", "organization", "howpublished"),
    "publisher-place": ("location", "address"),
    "volume": ("volume",),
    "edition": ("edition",),
    "version": ("version",),
    "abstract": ("abstract",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
    "PMCID": ("pmcid",),
    "DOI": ("doi",),
    "note": ("note",),
}
"""CSL's variables, each with the fields that give it, the first that there is."""
_IN_ISSUES: Final = frozenset({"article", "article-journal", "article-magazine", "review"})
"""CSL's types whose number is that of an issue."""


def to_csl_json(publications: Iterable[Publication]) -> tuple[str, list[Loss]]:
    """Return the whole file, and what it cannot hold; a preprint has its own item."""
    items: list[dict[str, Any]] = []
    losses: list[Loss] = []
    for publication in publications:
        for item in (publication, *publication.related):
            items.append(_item(item))
            losses += _losses(item)
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n", losses


def _item(publication: Publication) -> dict[str, Any]:
    kind = type_of(publication.type).csl
    item: dict[str, Any] = {"id": publication.key, "type": kind, "title": bibliographic.title(publication)}
    item["author"] = _people(publication.authors)
    item["editor"] = _people(publication.editors)
    item["issued"] = _issued(publication)
    for variable, fields in _FIELDS.items():
        item[variable] = words(publication, *fields)
    item["genre"] = words_of(publication.typed_type)
    item["issue" if kind in _IN_ISSUES else "number"] = words(publication, "number", "issue")
    first, last = bibliographic.pages(publication)
    item["page"] = f"{first}-{last}" if last else first or words(publication, "eid")
    links = {link.name: str(link.url) for link in publication.links}
    address = next((url for url in (links.get("url"), *links.values()) if url and url.startswith("http")), "")
    item["URL"] = address
    item["keyword"] = ", ".join(publication.keywords)
    item["language"] = bibliographic.language(publication)
    item["status"] = publication.state
    return {variable: value for variable, value in item.items() if value}


def _people(names: Names) -> list[dict[str, str]]:
    return [_person(name) for name in names.people]


def _person(name: Name) -> dict[str, str]:
    if name.is_corporate or not name.given:
        return {"literal": name.full}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.prefix,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def _issued(publication: Publication) -> dict[str, Any]:
    first = next((when for when in publication.when if isinstance(when, (Date, Range))), None)
    ends = (first.start, first.end) if isinstance(first, Range) else (first,)
    dates = [_parts(date) for date in ends if isinstance(date, Date)]
    return {"date-parts": dates} if dates else {}


def _parts(date: Date) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part is not None]


def _losses(publication: Publication) -> list[Loss]:
    names = (("author", publication.authors), ("editor", publication.editors))
    return [
        Loss(f"{publication.key}.{field}", 'has no "and others"', publication.position)
        for field, people in names
        if people.has_others
    ]
