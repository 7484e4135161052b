"""Names as people write them in settings and data files: what may be given name and family in them."""

from __future__ import annotations

import re
from typing import Final

from sphinx_homepage.model.publications.names import Name
from sphinx_homepage.model.publications.spellings import (
    LONGEST,
    is_conjunction,
    is_east_asian,
    is_particle,
    joined,
    words_of,
)

_TITLES: Final = re.compile(r"(?:(?:dr|prof|professor|mr|mrs|ms)\b\.?\s+)+(?=\S+\s+\S)", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"(?:jr|junior|sr|senior|ii|iii|iv|2nd|3rd)\.?\Z", re.IGNORECASE)
_DEGREE: Final = re.compile(r"(?:ph\.?\s?d|m\.?d|m\.?sc|b\.?sc|m\.?a|esq)\.?\Z", re.IGNORECASE)
_NICKNAME: Final = re.compile(r"\s*[(（\"“]([^()（）\"“”]{1,40})[)）\"”]\s*")
_MOST_WORDS: Final = 12


def forms_of(typed: str, family: str = "") -> tuple[Name, ...]:
    """Return a name in every way in which its words may be given name and family.

    ``Ketevan Favre`` and ``Favre, Ketevan`` are one way. ``Ana Silva Costa`` is two, as nothing says whether
    *Silva* is a given name or a part of the family. A nickname in parentheses makes a name of its own:
    ``Wenjing (Wendy) Li``.

    Args:
        typed: The name as a person writes it, in reading order or with a comma.
        family: The part of it that is the family's, if that is known.
    """
    text = " ".join(re.sub(r"[*_`\\]+", "", typed[:LONGEST]).split())
    nickname = _NICKNAME.search(text)
    if nickname:
        _, _, rest = _NICKNAME.sub(" ", text).strip().partition(" ")
        plain = _NICKNAME.sub(" ", text).strip()
        forms = forms_of(plain, family)
        return tuple(dict.fromkeys(forms + (forms_of(f"{nickname[1]} {rest}", family) if rest else ())))
    text = _TITLES.sub("", text, count=1)
    parts = [part for part in (part.strip() for part in text.split(",")) if part]
    while len(parts) > 1 and _DEGREE.match(parts[-1]):
        parts.pop()
    suffix = ""
    if len(parts) > 1 and (at := next((i for i in (1, len(parts) - 1) if _SUFFIX.match(parts[i])), 0)):
        suffix = parts.pop(at)
    if not words_of(text):
        return ()
    if len(parts) > 1:
        return (Name(family=parts[0], given=" ".join(parts[1:]), suffix=suffix),)
    words = parts[0].split()
    if not suffix and len(words) > 2 and _SUFFIX.match(words[-1]):
        suffix = words.pop()
    return tuple(
        Name(family=" ".join(last), given=" ".join(first), suffix=suffix)
        for first, last in _splits(words, family.split())
    )


def _splits(words: list[str], family: list[str]) -> list[tuple[list[str], list[str]]]:
    """Return the ways in which words in reading order are a given name and a family."""
    if len(words) < 2 or len(words) > _MOST_WORDS:
        return [([], words)]
    keys = [joined(words_of(word)) for word in words]
    wanted = [joined(words_of(word)) for word in family]
    size = len(wanted)
    if 0 < size < len(words):
        if all(map(_share, keys[-size:], wanted)):
            return [(words[:-size], words[-size:])]
        if all(map(_share, keys[:size], wanted)):
            return [(words[size:], words[:size])]
    if is_east_asian(words[0]):
        return [(words[1:], words[:1])]
    for at in range(1, len(words)):
        if words[at][0].islower():
            first = at - 1 if at > 1 and is_conjunction(words[at]) else at
            return [(words[:first], words[first:])]
    splits = [(words[:-1], words[-1:])]
    for at in range(len(words) - 2, 0, -1):
        if any(word.kind == "short" for word in words_of(words[at])):
            break
        if is_particle(words[at]):  # It may be a given name; that it may not be one, a comparison knows.
            continue
        splits.append((words[:at], words[at:]))
    return splits


def _share(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some.isdisjoint(others)
