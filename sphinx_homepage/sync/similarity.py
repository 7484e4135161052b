"""Whether what a service has found is the person's own work: strictly, for a wrong DOI is worse than none."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from sphinx_homepage.model.publications.comparison import strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_homepage.model.publications.names import Name

_ALIKE: Final = 0.95
"""How much of two titles has to be the same, from 0 to 1."""
_SHORT: Final = 20
"""Titles of fewer letters have to be the same."""


def words_of(title: str) -> list[str]:
    """Return the words of a title, without regard to case, accents, signs and markup."""
    letters = unicodedata.normalize("NFKD", title[:1000]).casefold()
    kept = (char if char.isalnum() else "" if unicodedata.combining(char) else " " for char in letters)
    return "".join(kept).split()


def same_title(one: str, other: str) -> bool:
    """Whether two titles are of one work: numbers in them have to be the same, of letters nearly all."""
    first, second = words_of(one), words_of(other)
    if not first or not second:
        return False
    if [word for word in first if _counts(word)] != [word for word in second if _counts(word)]:
        return False
    left, right = "".join(first), "".join(second)
    if left == right:
        return True
    if min(len(left), len(right)) < _SHORT:
        return False
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _ALIKE


def _counts(word: str) -> bool:
    """Whether a word tells parts of a work apart: ``2``, ``ii``."""
    return any(char.isdigit() for char in word) or word in {"i", "ii", "iii", "iv", "v", "vi"}


def same_people(ours: Sequence[Name], theirs: Sequence[Name]) -> bool:
    """Whether the first author is among theirs, and at least half of all."""
    if not ours or not theirs:
        return False
    found = [any(strength(name, other) or strength(other, name) for other in theirs) for name in ours]
    return found[0] and 2 * sum(found) >= len(ours)


def same_year(ours: int | None, theirs: int | None) -> bool:
    """Whether two years are one, or follow each other, as those of print and web may."""
    return ours is not None and theirs is not None and abs(ours - theirs) <= 1
