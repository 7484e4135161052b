"""A publication of a data file -> the model that a .bib file's entries become."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinx_homepage.model.anchors import free_anchor, slug
from sphinx_homepage.model.dates import Date, Range
from sphinx_homepage.model.publications.fields import FIELDS, is_exported
from sphinx_homepage.model.publications.links import Link, links_of
from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.publications.publication import Publication
from sphinx_homepage.model.publications.types import TYPES, canonical
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.annotations import annotate
from sphinx_homepage.sources.bibtex.dates import read_dates, state_of
from sphinx_homepage.sources.bibtex.entries import listed
from sphinx_homepage.sources.bibtex.names import read_name, read_names
from sphinx_homepage.sources.bibtex.tex import markdown_to_tex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_homepage.model.rows import Publications

_TYPE_BY_FIELD: Final = (
    ("journal", "article"),
    ("booktitle", "inproceedings"),
    ("eventtitle", "inproceedings"),
    ("school", "thesis"),
    ("institution", "report"),
    ("isbn", "book"),
    ("arxiv", "preprint"),
    ("publisher", "book"),
)
"""The type of what does not say its own, by the first of these fields that it has."""

_OWN_NAME: Final = re.compile(r"\s*(\*{1,2}|_{1,2})(?!\s)([^*_]+)(?<!\s)\1\s*")
"""RenderCV's way to mark the person among the authors."""
_OTHERS: Final = frozenset({"others", "et al.", "et al"})


def publications_of(rows: Iterable[Publications], taken: Iterable[str] = ()) -> list[Publication]:
    """Return the publications of a data file; where two would have one key, the second gets a number.

    Args:
        rows: The entries.
        taken: Keys that others have already.
    """
    keys = set(taken)
    publications = []
    for row in rows:
        publication = publication_of(row)
        if publication.key in keys:
            publication = replace(publication, key=free_anchor(publication.key, keys))
        keys.add(publication.key)
        publications.append(publication)
    return publications


def publication_of(row: Publications) -> Publication:
    """Return an entry of a data file as a publication, without what is private in it.

    Its key is its ``id``, or made from the first author's family name, the year and the title's first word.
    """
    row = row.published()
    values = {
        name: value
        for name in (*FIELDS, "location")
        if isinstance(value := getattr(row, name, None), Text) and value.strip()
    }
    if "location" in values:
        values.setdefault("address", values.pop("location"))
    authors, editors = _names(row.author), _names(row.editor)
    if annotation := values.get("author_an"):
        authors, _ = annotate(authors, annotation)
    own = [
        Link(slug(link.label), link.label, link.url, link.icon or "link")
        for link in row.links or ()
        if link.url
    ]
    found = links_of(values, own)
    when, state, _ = read_dates(values)
    kind = canonical(row.kind) if row.kind else ""
    fields = {
        name: value for name, value in values.items() if FIELDS[name].kind != "date"
    } | found.identifiers
    typed_type = str(fields.pop("type", "")).strip().lower() or (kind if kind in TYPES else _type_by(fields))
    for name in FIELDS:
        people = getattr(row, name, None) if FIELDS[name].kind == "names" else None
        if people and name not in {"author", "editor"}:
            fields[name] = Text(listed(_names(people)), people[0].position)
    publication = Publication(
        key="",
        type=canonical(typed_type),
        typed_type=re.sub(r"[\s_-]", "", typed_type) if canonical(typed_type) in TYPES else typed_type,
        fields=fields,
        authors=authors,
        editors=editors,
        when=row.when or when,
        sort_date=row.sort_date,
        state=state,
        keywords=tuple(plain(word) for word in row.keywords or ()),
        tags=tuple(map(str, row.tags or ())) + ((str(row.kind),) if row.kind and kind not in TYPES else ()),
        is_selected=values.get("selected", "").lower() in {"true", "yes"},
        links=found.links,
        only=str(row.only or ""),
        position=row.typed_at,
    )
    _add_prose(publication, row)
    publication.key = _key(publication, row)
    publication.bibtex = _bibtex(publication)
    return publication


def _type_by(fields: dict[str, Text]) -> str:
    return next((name for field, name in _TYPE_BY_FIELD if field in fields), "misc")


def _add_prose(publication: Publication, row: Publications) -> None:
    """Add what every entry of a data file may say, under BibTeX's nearest names."""
    fields = publication.fields
    if row.status is not None:
        publication.state = publication.state or state_of(row.status)
        if not state_of(row.status):
            fields.setdefault("pubstate", row.status)
    if state_of(fields.get("note", "")):
        publication.state = publication.state or state_of(fields.pop("note"))
    if row.image is not None:
        fields.setdefault("preview", row.image.src)
        if row.image.alt is not None:
            fields.setdefault("preview_alt", row.image.alt)
    more = []
    if row.summary is not None:
        if "abstract" in fields:
            more.append(row.summary)
        else:
            fields["abstract"] = row.summary
    more += [Text(f"{label}: {text}", text.position) for label, text in (row.details or {}).items()]
    more += [link.label for link in row.links or () if not link.url]
    if row.highlights:
        bullets = "\n".join(f"- {item}" for item in row.highlights)
        more.append(Text(bullets, row.highlights[0].position))
    if more:
        before = [fields["additional_info"]] if "additional_info" in fields else []
        fields["additional_info"] = Text("\n\n".join([*before, *more]), more[0].position)


def _names(typed: Sequence[Text] | None) -> Names:
    typed = typed or ()
    if len(typed) == 1 and re.search(r"\s(?:and|AND)\s", typed[0]):
        return read_names(Text(plain(typed[0]), typed[0].position))[0]
    people: list[Name] = []
    for text in typed:
        own = _OWN_NAME.fullmatch(text)
        words = own[2] if own else plain(text)
        if words.lower() in _OTHERS:
            continue
        name = read_name(words)
        people.append(name._replace(roles=(*name.roles, "self")) if own else name)
    return Names(tuple(people), any(text.strip().lower() in _OTHERS for text in typed))


def _key(publication: Publication, row: Publications) -> str:
    if row.id:
        return re.sub(r"\s+", "-", row.id.strip())
    people = (*publication.authors.people, *publication.editors.people)
    year = str(publication.year or "")
    words = plain(publication.fields.get("title", "")).split()
    # A first word of signs alone, or one in a language without spaces, which may be the whole title
    word = next((word for word in words if slug(word)), "")[:30]
    return slug(" ".join(filter(None, (people[0].family if people else "", year, word)))) or "publication"


def _bibtex(publication: Publication) -> dict[str, str]:
    """Return the fields as BibTeX, in the order of the table."""
    bibtex: dict[str, str] = {}
    dates = _dates_in_bibtex(publication)
    for name, row in FIELDS.items():
        if not is_exported(name):
            continue
        if name in {"author", "editor"}:
            names = publication.authors if name == "author" else publication.editors
            if names.people:
                bibtex[name] = _people_in_bibtex(names)
        elif row.kind == "date":
            if name in dates:
                bibtex[name] = dates[name]
        elif name == "keywords":
            if publication.keywords:
                bibtex[name] = markdown_to_tex(", ".join(publication.keywords))
        elif value := publication.fields.get(name):
            is_text = row.kind in {"tex", "markdown", "names"}
            bibtex[name] = markdown_to_tex(value) if is_text else str(value)
    if publication.state:
        bibtex.setdefault("pubstate", publication.state)
    if "eprint" not in bibtex and (arxiv := publication.fields.get("arxiv")):
        bibtex |= {"eprint": str(arxiv), "archiveprefix": "arXiv"}
    return bibtex


def _people_in_bibtex(names: Names) -> str:
    people = [
        f"{{{markdown_to_tex(_escaped(name.full))}}}"
        if name.is_corporate
        else markdown_to_tex(_escaped(name.inverted))
        for name in names.people
    ]
    return " and ".join([*people, "others"] if names.has_others else people)


def _escaped(name: str) -> str:
    return re.sub(r"([\\`*_\[\]<&$!{~^])", r"\\\1", name)


def _dates_in_bibtex(publication: Publication) -> dict[str, str]:
    first = next((when for when in publication.when if isinstance(when, (Date, Range))), None)
    date = (first.start or first.end) if isinstance(first, Range) else first
    if not isinstance(date, Date):
        return {}
    dates = {"year": date.year_text}
    if date.month:
        dates["month"] = str(date.month)
    if date.day:
        dates["day"] = str(date.day)
    return dates
