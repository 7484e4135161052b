"""Whether two names are one person's.

Two families, whatever accents, hyphens and particles they are typed with, have to be the same. A given
name may be an initial, and one in the middle may be missing; two given names in full have to be the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.model.publications.spellings import (
    Word,
    compact,
    initials,
    is_conjunction,
    is_east_asian,
    is_particle,
    joined,
    merged,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_homepage.model.publications.names import Name

FULL: Final = 3
"""That of a first name in full."""
LISTED: Final = 2
"""That of initials typed as the person gave them, and of a name whose parts are swapped."""
INITIAL: Final = 1
"""That of an initial."""

_SAME_SUFFIX: Final = {"junior": "jr", "senior": "sr", "2nd": "ii", "3rd": "iii"}


class Parts(NamedTuple):
    """The words of a name."""

    given: tuple[Word, ...]
    particles: tuple[Word, ...]
    family: tuple[Word, ...]
    is_guess: bool = False
    """The particles stood with the given names, and may be one of them."""

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in reading order."""
        return self.given + self.particles + self.family


@lru_cache(maxsize=4096)
def parts_of(name: Name) -> tuple[Parts, ...]:
    """Return the parts of a name; twice, where its particle may be a given name (``Jan De | Boer``)."""
    given = words_of(name.given)
    family = words_of(name.family)
    particles = tuple(word for word in words_of(name.prefix) if not is_conjunction(word))
    while len(family) > 1 and is_particle(family[0]):
        particles, family = (*particles, family[0]), family[1:]
    family = (
        *family[:1],
        *(word for word in family[1:-1] if not is_conjunction(word)),
        *family[1:][-1:],
    )
    parts = [Parts(given, particles, family)]
    end = len(given)
    while end > 1 and is_particle(given[end - 1]) and given[end - 1].kind == "full":
        if given[end - 1].is_bound:
            break
        end -= 1
    if end < len(given):
        parts.append(Parts(given[:end], given[end:] + particles, family, is_guess=True))
    is_shouted = name.family.isupper()
    if not is_shouted and any(word.is_capitals for word in given):
        parts += [part._replace(given=initials(part.given)) for part in parts]
    return tuple(parts)


@lru_cache(maxsize=4096)
def compacts(name: Name) -> frozenset[str]:
    """Return a name in an East Asian script in both orders, without spaces."""
    given, family = compact(name.given), compact(f"{name.prefix} {name.family}")
    return frozenset((family + given, given + family))


@lru_cache(maxsize=4096)
def _suffix(typed: str) -> str:
    word = "".join(min(word.spellings) for word in words_of(typed))
    return _SAME_SUFFIX.get(word, word)


# --- Two names


def strength(name: Name, listed: Name) -> int:
    """Return how surely *name* is the name *listed*: 0 where it is not, else up to :data:`FULL`.

    Args:
        name: What a bibliography says; its ORCID and roles are not looked at.
        listed: A name that a person gave as somebody's.
    """
    if name.is_corporate:
        # Never taken apart: all of it, in reading order.
        return FULL if joined(words_of(name.full)) & joined(words_of(listed.full)) else 0
    if is_east_asian(name.full) or is_east_asian(listed.full):
        return FULL if compacts(name) & compacts(listed) else 0
    if name.suffix and listed.suffix and _suffix(name.suffix) != _suffix(listed.suffix):
        return 0
    found = 0
    for parts in parts_of(name):
        for wanted in parts_of(listed):
            found = max(found, _same_name(parts, wanted))
            if found == FULL:
                return found
    return found


def _same_name(name: Parts, listed: Parts) -> int:
    if not listed.family:
        return 0
    if _same_families(name, listed):
        return _same_given(name.given, listed.given)
    words = name.words
    size = len(listed.family)
    # "Ana Silva Costa" without a comma has the family "Costa" to BibTeX.
    if len(name.family) < size < len(words) and _same_words(words[-size:], listed.family):
        return _same_given(_without_particles(words[:-size], listed.particles), listed.given)
    if len(words) > 1 and len(words) == len(listed.words) and _same_words(words, listed.words):
        return FULL
    return _swapped(words, listed)


def _without_particles(words: tuple[Word, ...], particles: tuple[Word, ...]) -> tuple[Word, ...]:
    size = len(particles)
    return words[:-size] if size and _same_words(words[-size:], particles) else words


def _same_families(name: Parts, listed: Parts) -> bool:
    if not name.family:
        return False
    if joined(name.family) & joined(listed.family):
        if joined(name.particles) & joined(listed.particles):
            return True
        # One may lack them; but "An Le | Nguyen" is not "An Van | Nguyen".
        may_lack = not (name.is_guess or listed.is_guess)
        return may_lack and not (name.particles and listed.particles)
    return bool(joined(name.particles + name.family) & joined(listed.particles + listed.family))


def _swapped(words: tuple[Word, ...], listed: Parts) -> int:
    """Match a name with the family first and no comma, or with the two in each other's place."""
    for family in {listed.family, listed.particles + listed.family}:
        given = words[len(family) :]
        if (
            0 < len(given) <= len(listed.given)
            and given[0].kind == "full"
            and _same_words(words[: len(family)], family)
            and _same_given(given, listed.given) == FULL
        ):
            return LISTED
    return 0


def _same_words(some: Sequence[Word], others: Sequence[Word]) -> bool:
    return len(some) == len(others) and all(
        one.kind == other.kind and one.spellings & other.spellings
        for one, other in zip(some, others, strict=True)
    )


def _same_given(name: tuple[Word, ...], listed: tuple[Word, ...]) -> int:
    if not name or not listed:
        return FULL if not name and not listed else 0
    if _are_full(name) and _are_full(listed) and joined(name) & joined(listed):
        return FULL
    return max(_aligned(mine, theirs) for mine in {name, merged(name)} for theirs in {listed, merged(listed)})


def _are_full(words: tuple[Word, ...]) -> bool:
    return all(word.kind == "full" for word in words)


def _aligned(some: tuple[Word, ...], others: tuple[Word, ...]) -> int:
    """Compare given names one by one: the first must be there, of the others some may be missing."""
    shorter, longer = sorted((some, others), key=len)
    first = _same_given_word(shorter[0], longer[0])
    if not first:
        return 0
    at = 1
    was_full = first == FULL
    for word in longer[1:]:
        same = _same_given_word(shorter[at], word) if at < len(shorter) else 0
        if same:
            at += 1
        elif was_full and word.is_bound and word.kind == "full":
            return 0  # Jean is not Jean-Pierre.
        was_full = same == FULL
    return first if at == len(shorter) else 0


def _same_given_word(one: Word, other: Word) -> int:
    if one.kind == other.kind == "full":
        return FULL if one.spellings & other.spellings else 0
    if one.kind == other.kind and one.spellings & other.spellings:
        return LISTED
    is_beginning = (one.kind == "short" and _begins(other, one)) or (
        other.kind == "short" and _begins(one, other)
    )
    return INITIAL if is_beginning else 0


def _begins(word: Word, beginning: Word) -> bool:
    return any(spelling.startswith(tuple(beginning.spellings)) for spelling in word.spellings)
