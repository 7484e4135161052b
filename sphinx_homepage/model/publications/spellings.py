"""How a name may be spelt: letters with and without accents, hyphens, initials, words in any script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST: Final = 300
"""How many characters of a name are looked at: more is no person's."""

_PLAIN_AND_SPELT_OUT: Final = {
    "ä": ("a", "ae"),
    "ö": ("o", "oe"),
    "ü": ("u", "ue"),
    "å": ("a", "aa"),
    "ø": ("o", "oe"),
    "ǿ": ("o", "oe"),
    "đ": ("d", "dj"),
    "æ": ("ae",),
    "ǽ": ("ae",),
    "œ": ("oe",),
    "þ": ("th",),
    "ð": ("d",),
    "ł": ("l",),
    "ı": ("i",),
    "ħ": ("h",),
    "ŧ": ("t",),
    "ŋ": ("ng",),
    "ə": ("e",),
}
"""Letters that another keyboard writes in one of these ways; casefolding makes ``ss`` of ``ß``."""

_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff]+"
)
"""Accents, and the points of Hebrew and Arabic, which may be left out. The vowels of Indic scripts are marks
too, and may not."""

_IGNORED: Final = re.compile("['’‘ʼʻʹʾʿ`´′\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_HYPHENS: Final = "\\-‐‑‒–—−"
_WORD: Final = re.compile(
    rf"([{_HYPHENS}]?)([^\s.,;:/~·・･=_()\[\]{{}}\"“”„«»*†‡§¶‖#&^∗|<>+!?{_HYPHENS}]+)(\.?)"
)
_EAST_ASIAN: Final = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u30fa\u30fc-\u318f\u31a0-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U00016fe0-\U00016fff\U0001b000-\U0001b2ff\U00020000-\U000323af]"
)
_PARTICLE_WORDS: Final = (
    "af al av bin da das de dei del della den der di do dos du el het ibn la las le los op t te ten ter "
    "van vom von zu zum zur"
)
_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())
_CONJUNCTIONS: Final = frozenset(("y", "e", "i", "und"))
_MOST_SPELLINGS: Final = 16
_LONGEST_SHORT_FORM: Final = 4
_LONGEST_INITIALS: Final = 3


class Word(NamedTuple):
    """One word of a name."""

    spellings: frozenset[str]
    """The word in small letters without accents, in every way in which it may be written so."""
    kind: Literal["full", "short"] = "full"
    """``short``: an initial, or the beginning of a name with a full stop (``Chr.``)."""
    is_bound: bool = False
    """A hyphen binds it to the word before."""
    is_capitals: bool = False
    """Two or three capitals, which may be initials: ``JP``."""


def is_east_asian(text: str) -> bool:
    """Whether *text* holds Han characters, kana or Hangul: scripts that need no space between names."""
    return not text.isascii() and _EAST_ASIAN.search(text) is not None


@lru_cache(maxsize=16384)
def spellings_of(word: str) -> frozenset[str]:
    """Return *word* in small letters without accents: ``Jürgen`` gives ``jurgen`` and ``juergen``."""
    # Composed first: an ö is one letter of its own, and o with an accent to all who have no ö.
    word = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    if word.isascii():
        return frozenset((word,))
    choices = [_PLAIN_AND_SPELT_OUT.get(letter) or (_without_marks(letter),) for letter in word]
    if sum(len(choice) > 1 for choice in choices) > 4:
        # Bounded: then all letters are plain, or all are spelt out.
        return frozenset("".join(choice[side] for choice in choices) for side in (0, -1))
    return frozenset("".join(letters) for letters in product(*choices))


def _without_marks(letter: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", letter))


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a part of a name: ``J.-P.`` is two, ``O'Neill`` is one."""
    text = _IGNORED.sub("", unicodedata.normalize("NFKC", text[:LONGEST]))
    words: list[Word] = []
    for match in _WORD.finditer(text):
        hyphen, typed, stop = match.groups()
        spellings = frozenset(filter(None, spellings_of(typed)))
        if not spellings:
            continue
        is_short = len(typed) == 1 or (bool(stop) and len(typed) <= _LONGEST_SHORT_FORM)
        is_capitals = typed.isupper() and 1 < len(typed) <= _LONGEST_INITIALS
        words.append(
            Word(spellings, "short" if is_short else "full", bool(hyphen) and bool(words), is_capitals)
        )
    return tuple(words)


def is_particle(word: Word | str) -> bool:
    """Whether a word is one that stands before families: *van*, *de*."""
    return not _spellings(word).isdisjoint(_PARTICLES)


def is_conjunction(word: Word | str) -> bool:
    """Whether a word is one that joins two families: *Ibarra y Quiroga*."""
    return not _spellings(word).isdisjoint(_CONJUNCTIONS)


def _spellings(word: Word | str) -> frozenset[str]:
    return word.spellings if isinstance(word, Word) else spellings_of(word)


def joined(words: Iterable[Word]) -> frozenset[str]:
    """Return what the words are without the spaces between them."""
    found = {""}
    for word in words:
        both = {before + after for before in found for after in word.spellings}
        # Bounded: a name of many letters that can be spelt in two ways loses some of the mixtures.
        found = both if len(both) <= _MOST_SPELLINGS else set(sorted(both)[:_MOST_SPELLINGS])
    return frozenset(found - {""})


def compact(text: str) -> str:
    """Return a name in an East Asian script without spaces and dots: ``山田 太郎`` is ``山田太郎``."""
    return "".join(min(word.spellings) for word in words_of(text))


def merged(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words with those that a hyphen binds made one: ``Xiao-Ming`` is ``Xiaoming``."""
    found: list[Word] = []
    for word in words:
        if word.is_bound and found and found[-1].kind == word.kind == "full":
            found[-1] = Word(joined((found[-1], word)))
        else:
            found.append(word)
    return tuple(found)


def initials(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words with capitals that may be initials taken apart: ``JP`` is ``J. P.``."""
    found: list[Word] = []
    for word in words:
        if word.is_capitals:
            found += (Word(frozenset((letter,)), "short") for letter in min(word.spellings))
        else:
            found.append(word)
    return tuple(found)


# --- A quick look


_DROPPED: Final = str.maketrans("", "", "aej")
"""Letters that one way of spelling a word has and another has not: ``Jürgen`` is ``Juergen`` too."""


def _skeleton_of(letter: str) -> str | None:
    if _IGNORED.match(letter) or _MARKS.match(letter):
        return None
    return min(spellings_of(letter)).translate(_DROPPED) if letter.isalnum() else " "


_LATIN_CODES: Final = (*range(0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00))
_LATIN: Final = "".join(map(chr, _LATIN_CODES)) + "‐‑‒–—−’‘ʼʻ"
_SKELETONS: Final = {ord(letter): _skeleton_of(letter) for letter in _LATIN}
_NOT_LATIN: Final = re.compile("[^\0-\u024f\u0300-\u036f\u1e00-\u1eff‐‑‒–—−’‘ʼʻ]")


def skeletons(text: str) -> list[str]:
    """Return the words of a name without what differs between its spellings, quickly.

    Spellings of one word have one skeleton; other words may have it too.
    """
    text = text[:LONGEST]
    if text.isascii() or not _NOT_LATIN.search(text):
        return text.translate(_SKELETONS).split()
    return [word for word in (min(word.spellings).translate(_DROPPED) for word in words_of(text)) if word]
