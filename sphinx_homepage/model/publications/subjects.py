"""What publications are selected, sorted and grouped by: the type, the year, the venue."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.model.publications.names import Name
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.text import Text

Value: TypeAlias = int | str | None
"""A year or a decade, any other value as typed, or none."""

STATES: Final = ("prepublished", "inpress", "forthcoming", "submitted", "inpreparation")
"""Biblatex's words for what is not published yet; a later one is further from its publication."""

_VENUES = (
    "abbr",
    "journal",
    "booktitle",
    "maintitle",
    "eventtitle",
    "venue",
    "shortjournal",
    "institution",
    "school",
    "organization",
    "howpublished",
    "publisher",
)
"""The fields that say where something appeared, the shortest that people group by first."""

_ARCHIVES = ("arxiv", "biorxiv", "medrxiv", "chemrxiv", "preprint", "ssrn", "osf")
"""What the venue of a preprint has in its name."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
"""Letters that Unicode does not take apart, as people without the key type them."""


_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff]+"
)
"""The accents of Latin, Greek and Cyrillic, and the points of Hebrew and Arabic. In other scripts a mark
makes another word: the vowels of Thai and Hindi, the voicing of kana."""


def fold(text: str) -> str:
    """Return *text* without case, accents and more than single spaces: what two texts are compared by."""
    if not text.isascii():
        text = _ACCENTS.sub("", normalize("NFKD", text)).casefold().translate(_LETTERS)
    return " ".join(text.lower().split())


_fold_part = lru_cache(maxsize=8192)(fold)
"""For the parts of names, which come again and again."""


_MARKUP = re.compile(r"[\\*_`${}\"“”„«»]+|(?<!\w)['‘’]|['‘’](?!\w)")


def words(text: str) -> str:
    """Return the folded words of a Markdown text, without its marks: what titles are sorted by."""
    return fold(_MARKUP.sub("", text))


def joined(text: str) -> str:
    """Return a folded name without spaces and hyphens: ``in press``, ``In-Press`` and ``inpress`` are one."""
    return re.sub(r"[\s_-]+", "", fold(text))


def state(publication: Publication) -> str:
    """Return which of :data:`STATES` stands in place of a year, or nothing where there is a year."""
    return publication.state if publication.state in STATES and publication.year is None else ""


def year(publication: Publication) -> Value:
    """Return the year, the state of what has no year yet, or None for what is undated."""
    return publication.year or state(publication) or None


def decade(publication: Publication) -> Value:
    """Return the first year of the decade, or what :func:`year` returns in its place."""
    value = year(publication)
    return value - value % 10 if isinstance(value, int) else value


def venue(publication: Publication) -> Text | None:
    """Return where a publication appeared, by the name that others of the same venue share."""
    return next((text for name in _VENUES if (text := publication.fields.get(name))), None)


def venues(publication: Publication) -> list[str]:
    """Return every text that says where a publication appeared."""
    return [text for name in _VENUES if (text := publication.fields.get(name))]


def is_preprint(publication: Publication) -> bool:
    """Return whether it is a preprint: by its type, its state, its venue, or for want of a venue."""
    if publication.type == "preprint" or publication.state == "prepublished":
        return True
    if publication.type not in {"article", "misc", "online", "unpublished"}:
        return False
    where = publication.fields.get("journal") or publication.fields.get("howpublished")
    if where:
        return any(archive in where.lower() for archive in _ARCHIVES)
    return publication.type != "article" and any(link.name == "arxiv" for link in publication.links)


def forms(name: Name) -> tuple[str, ...]:
    """Return the ways in which a name is written, folded, and the ORCID: what a name is looked up by."""
    given, last, suffix = _fold_part(name.given), _fold_part(name.family), _fold_part(name.suffix)
    family = f"{_fold_part(name.prefix)} {last}".strip()
    ending = f" {suffix}" if suffix else ""
    return (
        f"{given} {family}{ending}".strip(),
        f"{family},{ending}, {given}" if ending else f"{family}, {given}",
        f"{family} {given}",
        "" if last.isascii() else f"{last}{given}",  # 山田太郎
        family,
        last,
        name.orcid.lower(),
    )


def inverted(name: Name) -> str:
    """Return a name with its family first, folded: what it is sorted by."""
    return forms(name)[1]


def name_words(people: Iterable[Name]) -> str:
    """Return all words of some people's names in one folded text, to rule out quickly what is not in it."""
    parts: list[str] = []
    for name in people:
        parts += (_fold_part(name.given), _fold_part(name.prefix), _fold_part(name.family))
        parts += (_fold_part(name.suffix), name.orcid.lower())
        if not name.family.isascii():
            parts.append(f"{_fold_part(name.family)}{_fold_part(name.given)}")
    return " ".join(parts)
