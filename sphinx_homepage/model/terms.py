"""The names that universities give to parts of a year, and the months that each of them means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

ANY_CASE: Final = re.ASCII | re.IGNORECASE
"""Without ASCII, the Kelvin sign is a k and the long s an s."""

ACADEMIC_START: Final = 9
"""The month in which a year like ``2023/24`` begins."""

MONTHS: Final[dict[str, tuple[int, int]]] = {
    "winter": (1, 3),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    # Germany, Austria
    "ws": (10, 3),
    "wise": (10, 3),
    "wintersemester": (10, 3),
    "ss": (4, 9),
    "sose": (4, 9),
    "sommersemester": (4, 9),
    # Switzerland
    "hs": (9, 1),
    "herbstsemester": (9, 1),
    "fs": (2, 7),
    "frühjahrssemester": (2, 7),
    # Oxford, Cambridge, Dublin, Durham
    "michaelmas": (10, 12),
    "hilary": (1, 3),
    "lent": (1, 3),
    "epiphany": (1, 3),
    "trinity": (4, 6),
    "easter": (4, 6),
}
"""The first and the last month, which only sort.

"Winter 2023" is read as the term that opens the year, as universities that use the name do.
"""

_PARTS: Final = {"term": 3, "trimester": 3, "semester": 2, "quarter": 4, "q": 4}
"""How many of a numbered part make a year."""

_YEAR: Final = r"[0-9]{4}(?:/[0-9]{2})?(?![0-9])"
_NAMED: Final = re.compile(rf"(?:(?P<name>.+?),?\s*(?<![0-9])({_YEAR})|({_YEAR}),?\s*(?P<last>.+))", ANY_CASE)
_NUMBERED: Final = re.compile(r"([a-z]+) ?([1-4])", ANY_CASE)


def is_next_year(year: str, short: str) -> bool:
    """Tell whether *short* is the last two digits of the year after *year*."""
    return (int(year) + 1) % 100 == int(short)


def name_and_year(text: str) -> tuple[str, int, bool] | None:
    """Split ``WS 2022/23`` into ``ws``, 2022 and whether the year is an academic one."""
    match = _NAMED.fullmatch(text)
    if match is None:
        return None
    name = " ".join((match["name"] or match["last"]).lower().split())
    year, _, short = (match[2] or match[3]).partition("/")
    return None if short and not is_next_year(year, short) else (name, int(year), bool(short))


def months_of_name(name: str, *, is_academic: bool = False) -> tuple[int, int] | None:
    """Return the first and the last month of a part of a year, or nothing for a name that is not known."""
    for word in (" term", " semester", " quarter"):
        name = name.removesuffix(word)
    if name in MONTHS:
        return MONTHS[name]
    match = _NUMBERED.fullmatch(name)
    if match is None or match[1] not in _PARTS:
        return None
    number = int(match[2])
    months = 12 // max(_PARTS[match[1]], number)
    before = (number - 1) * months + (ACADEMIC_START - 1 if is_academic else 0)
    return before % 12 + 1, (before + months - 1) % 12 + 1


@lru_cache(maxsize=256)
def months_of_term(term: str, is_academic: bool) -> tuple[int, int]:
    """Return the first and the last month of a term as it was typed; of the whole year if it is not known."""
    found = name_and_year(term)
    months = months_of_name(found[0], is_academic=is_academic) if found else None
    if months is None:
        return (ACADEMIC_START, ACADEMIC_START - 1) if is_academic else (1, 12)
    return months
