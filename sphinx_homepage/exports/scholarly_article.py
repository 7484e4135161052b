"""A publication -> schema.org's description of it, as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.exports import bibliographic
from sphinx_homepage.exports.bibliographic import words
from sphinx_homepage.exports.texts import readable
from sphinx_homepage.model.publications.identifiers import IDENTIFIERS
from sphinx_homepage.model.publications.types import type_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_homepage.model.publications.names import Name
    from sphinx_homepage.model.publications.publication import Publication

_NUMBERS: Final = ("doi", "arxiv", "pmid", "pmcid")
"""The identifiers that are said as such too, by name; all others only where they lead to."""


def scholarly_article(
    publication: Publication,
    *,
    url: str = "",
    pdf_url: str = "",
    person_id: str = "",
    is_me: Callable[[int], bool] = lambda _: False,
    language: str = "",
) -> dict[str, Any]:
    """Return the JSON-LD of a publication, by its type a ScholarlyArticle, Thesis, Book, Dataset ...

    Args:
        publication: The publication.
        url: The address of its page, which is its ``@id`` too.
        pdf_url: The address of its PDF.
        person_id: The ``@id`` of the site's person.
        is_me: Whether the author at a place, counted from 0, is that person.
        language: The site's language, for a publication that says none.
    """
    row = type_of(publication.type)
    date = bibliographic.date(publication)
    title = readable(publication.title)
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": row.schema_org,
        "@id": url,
        "url": url,
        "name": title,
        "headline": title if row.schema_org == "ScholarlyArticle" else "",
        "author": [
            _person(name, person_id if is_me(place) else "")
            for place, name in enumerate(publication.authors.people)
        ],
        "editor": [_person(name) for name in publication.editors.people],
        "datePublished": "-".join(f"{part:02}" for part in date),
        "creativeWorkStatus": publication.state,
        "abstract": readable(publication.fields.get("abstract", "")),
        "keywords": list(publication.keywords),
        "inLanguage": bibliographic.language(publication) or language,
        "identifier": [
            {
                "@type": "PropertyValue",
                "propertyID": IDENTIFIERS[name].label,
                "value": words(publication, name),
            }
            for name in _NUMBERS
            if name in publication.fields
        ],
        "sameAs": [str(link.url) for link in publication.links if link.name in IDENTIFIERS],
        "version": words(publication, "version"),
        "bookEdition": words(publication, "edition") if row.schema_org == "Book" else "",
        "isbn": words(publication, "isbn") if row.schema_org == "Book" else "",
        "publisher": _organization(words(publication, "publisher", "institution")),
        "sourceOrganization": _organization(words(publication, "school")),
    }
    if row.schema_org == "Report":
        document["reportNumber"] = words(publication, "number")
    if row.schema_org == "Thesis":
        document["inSupportOf"] = words(publication, "type")
    links = {link.name: str(link.url) for link in publication.links}
    if row.schema_org == "SoftwareSourceCode" and links.get("code", "").startswith("http"):
        document["codeRepository"] = links["code"]
    if pdf_url:
        document["encoding"] = {
            "@type": "MediaObject",
            "contentUrl": pdf_url,
            "encodingFormat": "application/pdf",
        }
    document |= _place(publication)
    return {key: value for key, value in document.items() if value}


def _person(name: Name, person_id: str = "") -> dict[str, Any]:
    if name.is_corporate:
        return {"@type": "Organization", "name": name.full}
    family = " ".join(part for part in (name.prefix, name.family) if part)
    person = {
        "@type": "Person",
        "@id": person_id or (f"https://orcid.org/{name.orcid}" if name.orcid else ""),
        "name": name.full,
        "givenName": name.given,
        "familyName": family if name.given else "",
        "honorificSuffix": name.suffix,
    }
    return {key: value for key, value in person.items() if value}


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _place(publication: Publication) -> dict[str, Any]:
    """Return the pages, and what the work is a part of."""
    first, last = bibliographic.pages(publication)
    pages = {"pageStart": first, "pageEnd": last} if last else {"pagination": first}
    whole: dict[str, Any] = {}
    if journal := words(publication, "journal"):
        whole = {"@type": "Periodical", "name": journal, "issn": words(publication, "issn")}
        if volume := words(publication, "volume"):
            whole = {"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": _filled(whole)}
        if issue := words(publication, "number", "issue"):
            whole = {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": _filled(whole)}
    elif book := words(publication, "booktitle", "maintitle"):
        whole = {
            "@type": "Book",
            "name": book,
            "isbn": words(publication, "isbn"),
            "issn": words(publication, "issn"),
        }
    elif (series := words(publication, "series")) and publication.type in {"book", "collection"}:
        whole = {"@type": "BookSeries", "name": series, "issn": words(publication, "issn")}
    return _filled({**pages, "isPartOf": _filled(whole)})


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value}
