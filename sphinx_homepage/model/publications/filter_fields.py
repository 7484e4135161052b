"""What the option ``filter`` can ask of a publication: its fields, and the words that stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_homepage.model.publications import subjects
from sphinx_homepage.model.publications.subjects import fold, joined, words
from sphinx_homepage.model.publications.types import TYPES, canonical
from sphinx_homepage.model.publications.types import WORDS as FINER_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sphinx_homepage.model.publications.names import Name
    from sphinx_homepage.model.publications.publication import Publication

Mine: TypeAlias = "Callable[[Publication], tuple[int, ...]]"
"""Which of a publication's authors, counted from 0, the page's person is."""


class Field(NamedTuple):
    """A row of the table of what can stand before an operator."""

    meaning: str
    texts: Callable[[Publication], Collection[str]]
    """What the values are compared with, ready for it."""
    ready: Callable[[str], str] = fold
    """Makes a value ready to be compared."""
    is_closed: bool = False
    """The texts are words from a list, inside which ``:`` looks for nothing."""
    number: Callable[[Publication], float | None] | None = None
    """What ``>`` and its like compare."""


class Word(NamedTuple):
    """A row of the table of what stands alone."""

    meaning: str
    holds: Callable[[Publication, Mine], bool]


_SAME_TYPES = frozenset(
    (
        *(
            "conference",
            "conferencepaper",
            "journal",
            "journalarticle",
            "monograph",
            "chapter",
            "bookchapter",
        ),
        *(
            "editedvolume",
            "eprint",
            "dissertation",
            "technicalreport",
            "manuscript",
            "draft",
            "code",
            "program",
        ),
        *("data", "presentation", "electronic", "www", "webpage", "other"),
    )
)
"""Other names of the table's types. All that it has beside these are finer types, which people tell apart."""


def type_name(typed: str) -> str:
    """Return the type that a person means, by the table's name or as it is typed in a .bib file.

    ``thesis`` means every thesis, ``phdthesis`` those alone that say so, ``conference`` and ``conferences``
    what ``inproceedings`` means. What the table lacks is returned in small letters.
    """
    name = joined(typed)
    has_own_name = not {name, name.removesuffix("s")}.isdisjoint((*TYPES, *_SAME_TYPES))
    return canonical(name) if has_own_name else name


def _texts(name: str) -> Callable[[Publication], Collection[str]]:
    def texts(publication: Publication) -> Collection[str]:
        text = publication.fields.get(name)
        return (words(text),) if text else ()

    return texts


def _number(name: str) -> Callable[[Publication], float | None]:
    def number(publication: Publication) -> float | None:
        text = publication.fields.get(name, "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

    return number


def _types(publication: Publication) -> tuple[str, ...]:
    # Biblatex has @thesis with "type = {phdthesis}".
    finer = publication.fields.get("type", "")
    return publication.type, publication.typed_type, finer if finer in FINER_TYPES else ""


def _names(people: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(form for name in people for form in subjects.forms(name))


def _year(publication: Publication) -> float | None:
    """Return the year; what is not published yet comes after every year."""
    return publication.year or (float("inf") if subjects.state(publication) else None)


PARTS: dict[str, Callable[[Publication], object]] = {
    "author": lambda p: p.authors.people,
    "editor": lambda p: p.editors.people,
    "keywords": lambda p: p.keywords,
    "tags": lambda p: p.tags,
    "date": lambda p: p.when,
    "year": lambda p: p.year,
    "venue": subjects.venue,
    "related": lambda p: p.related,
}
"""What a publication may have that is neither a field as typed nor a link, and how to tell."""


def _links(publication: Publication) -> set[str]:
    """Return the names of all that a publication has."""
    found = {name for name, text in publication.fields.items() if text}
    found.update(link.name for link in publication.links)
    found.update(name for name, part in PARTS.items() if part(publication))
    return found


def _is_corresponding(publication: Publication, mine: Mine) -> bool:
    people = publication.authors.people
    return any("corresponding" in people[number].roles for number in mine(publication))


def _is_last(publication: Publication, mine: Mine) -> bool:
    authors = publication.authors
    return not authors.has_others and len(authors.people) - 1 in mine(publication)


FIELDS: dict[str, Field] = {
    "type": Field("A type of the table of types, or as the entry has it.", _types, type_name, is_closed=True),
    "year": Field(
        "A year, or two with a hyphen between; what is in press comes after all years.",
        lambda p: (str(p.year),) if p.year else (),
        is_closed=True,
        number=_year,
    ),
    "key": Field("The citation key.", lambda p: (fold(p.key),)),
    "author": Field("An author's name, or `me`.", lambda p: _names(p.authors.people)),
    "editor": Field("An editor's name.", lambda p: _names(p.editors.people)),
    "keyword": Field("A keyword.", lambda p: [fold(word) for word in p.keywords]),
    "tag": Field("A tag.", lambda p: [fold(tag) for tag in p.tags]),
    "venue": Field(
        "The journal, the proceedings, the conference, the publisher, or their short name.",
        lambda p: [words(text) for text in subjects.venues(p)],
        words,
    ),
    "title": Field("The title, with the subtitle.", lambda p: (words(p.title),), words),
    "state": Field(
        "`published`, or how far it is from that: `inpreparation`, `submitted`, `forthcoming`, `inpress`, "
        "`prepublished`.",
        lambda p: (p.state or "published",),
        joined,
        is_closed=True,
    ),
    "language": Field(
        "The language.",
        lambda p: [fold(text) for name in ("language", "langid") if (text := p.fields.get(name))],
    ),
    "has": Field("A link or a field that is there: `pdf`, `code`, `abstract`.", _links, is_closed=True),
}
"""The fields to which the filter gives a meaning of its own; it takes those of the table of fields too."""

WORDS: dict[str, Word] = {
    "first-author": Word("The person is the first author.", lambda p, mine: 0 in mine(p)),
    "last-author": Word("The person is the last author.", _is_last),
    "corresponding": Word("The person is a corresponding author.", _is_corresponding),
    "selected": Word("It is among the selected ones.", lambda p, _: p.is_selected),
    "preprint": Word("It is a preprint.", lambda p, _: subjects.is_preprint(p)),
    "dated": Word("It has a year.", lambda p, _: p.year is not None),
    "undated": Word("It has no year; what is in press has none.", lambda p, _: p.year is None),
}
"""The terms of one word."""

ALIASES = {
    "types": "type",
    "kind": "type",
    "years": "year",
    "date": "year",
    "keys": "key",
    "authors": "author",
    "editors": "editor",
    "keywords": "keyword",
    "tags": "tag",
    "venues": "venue",
    "pubstate": "state",
    "status": "state",
    "lang": "language",
    "langid": "language",
    "first": "first-author",
    "last": "last-author",
    "corresponding-author": "corresponding",
}
"""Other names that people try."""


def any_field(name: str) -> Field:
    """Return the row of a field that is in the table of fields, or in some publication."""
    return Field("", _texts(name), words, number=_number(name))
