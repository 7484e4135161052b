"""Guesses at the date that is meant by a form that is not read, for the message of the error.

Months by their names, the other orders of day, month and year, other signs for a range, other words for
about, expected, since and until. What can be read is not known here: the reading is passed in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from sphinx_homepage.model.terms import ANY_CASE

if TYPE_CHECKING:
    from collections.abc import Iterator

AsRead: TypeAlias = Callable[[str], str | None]
"""Returns the text to write for what can be read, and nothing for a text that cannot."""

LONGEST: Final = 100
"""A text of more characters is no date, and no guess is made at it."""

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORD: Final = r"(?P<name>[a-z]{3,9})\.?"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_DASH: Final = r"\s*(?:[-‐‑‒–—―−～至]+|\b(?:to|until|till|through|bis)\b)\s*"
_FULL_YEAR: Final = r"(?P<year>[0-9]{4})"
_MONTH_NAMED: Final = [
    re.compile(form, ANY_CASE)
    for form in (
        rf"{_WORD},?\s*{_FULL_YEAR}",
        rf"{_DAY}\s*(?:of\s+)?{_WORD},?\s*{_FULL_YEAR}",
        rf"{_WORD}\s*{_DAY},?\s+{_FULL_YEAR}",
        rf"{_FULL_YEAR},?\s*{_WORD}(?:\s*{_DAY})?",
        rf"{_DAY}{_DASH}(?P<to>[0-9]{{1,2}})\.?\s*{_WORD},?\s*{_FULL_YEAR}",
        rf"{_WORD}\s*{_DAY}{_DASH}(?P<to>[0-9]{{1,2}}),?\s+{_FULL_YEAR}",
        rf"{_WORD}{_DASH}(?P<until>[a-z]{{3,9}})\.?,?\s*{_FULL_YEAR}",
    )
]
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})\s*([-./ ])\s*([0-9]{1,2})(?:\s*\2\s*([0-9]{1,2}))?\.?", ANY_CASE)
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})\s*([-./ ])\s*(?:([0-9]{1,2})\s*\2\s*)?([0-9]{4})", ANY_CASE)
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?", ANY_CASE)
_IDEOGRAPHS: Final = re.compile(
    r"([0-9]{4})\s*[年년](?:\s*([0-9]{1,2})\s*[月월](?:\s*([0-9]{1,2})\s*[日号號일])?)?", ANY_CASE
)
_CLOCK: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]\s*[0-9]{1,2}:.*", ANY_CASE)
_ELIDED: Final = re.compile(r"([0-9]{4}-(?:[0-9]{2}-)?)([0-9]{2})\s*/\s*([0-9]{2})", ANY_CASE)
_ABOUT: Final = re.compile(
    r"(?:(?:c|ca|circa|about|around|approx|approximately)\b\.?|~)\s*(.+)|(.+?)[?%~]", ANY_CASE
)
_HOPED: Final = re.compile(
    r"\(?(?:expected|exp|anticipated)\b\.?\)?:?\s*(.+)|(.+?),?\s*\(?\b(?:expected|exp|anticipated)\.?\)?",
    ANY_CASE,
)
_SINCE: Final = re.compile(r"(?:since|from)\s+(.+)|(.+?)\s*[-–—]+", ANY_CASE)
_UNTIL: Final = re.compile(r"(?:until|till|to)\s+(.+)|[-–—]+\s*(.+)", ANY_CASE)
_SPLIT: Final = re.compile(rf"{_DASH}|\s*/\s*", ANY_CASE)
_SHORT_YEARS: Final = re.compile(r"(.*?)\s*['’]?([0-9]{2})/([0-9]{2})", ANY_CASE)
_NOW: Final = frozenset({"now", "today", "current", "currently", "ongoing", "heute", "至今", "现在", "現在"})


def guesses(text: str, as_read: AsRead) -> Iterator[str]:
    """Yield the texts that may say what was meant by one that is not read; not all of them can be parsed.

    Args:
        text: What the person wrote, or one side of a range in it.
        as_read: Reads the parts of the text.
    """
    # Without the spaces and marks that can't be told from plain ones, or can't be seen.
    text = "".join(char for char in " ".join(text.split()) if unicodedata.category(char) != "Cf")
    if len(text) <= LONGEST:
        yield text
        yield from _guesses(text, as_read, depth=0)


def _guesses(text: str, as_read: AsRead, depth: int) -> Iterator[str]:
    """Yield what the text may mean; not all that is yielded can be parsed."""
    if any(char.isdecimal() and not char.isascii() for char in text):
        # 2019, in the digits of another script.
        text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
        yield text
    if text.lower() in _NOW:
        yield "present"
    yield from _numbers(text)
    yield from _month_names(text)
    if depth < 2:
        yield from _marked(text, as_read, depth + 1)


def _numbers(text: str) -> Iterator[str]:
    """Yield the dates that are written in digits and signs."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, sign, month, day = match.groups()
        yield _iso(year, month, day)
        if not day and len(month) == 2 and sign in "-/":
            # 2023-24 is an academic year, 2019/21 three years; but 2019-09 and 2011-12 are months.
            yield f"{year}/{month}"
            if int(month) > int(year[2:]):
                yield f"{year}/{year[:2]}{month}"
    elif match := _DAY_FIRST.fullmatch(text):
        first, sign, second, year = match.groups()
        if second is None:
            yield _iso(year, first)
        elif sign == ".":
            yield _iso(year, second, first)
        else:
            # American first, for elsewhere a slash is rarer.
            yield _iso(year, first, second)
            yield _iso(year, second, first)
    elif match := _COMPACT.fullmatch(text) or _IDEOGRAPHS.fullmatch(text):
        yield _iso(*match.groups())
    elif match := _CLOCK.fullmatch(text):
        yield match[1]
    elif match := _ELIDED.fullmatch(text):
        yield f"{match[1]}{match[2]}/{match[1]}{match[3]}"
    elif match := _SHORT_YEARS.fullmatch(text):
        yield f"{match[1]} 20{match[2]}/{match[3]}"


def _month_names(text: str) -> Iterator[str]:
    """Yield the dates in which the month is an English word."""
    for form in _MONTH_NAMED:
        match = form.fullmatch(text)
        if match is None:
            continue
        parts = match.groupdict()
        month = _month(parts["name"])
        start = _iso(parts["year"], month, parts.get("day"))
        if parts.get("to"):
            yield f"{start}/{_iso(parts['year'], month, parts['to'])}"
        elif parts.get("until"):
            yield f"{start}/{_iso(parts['year'], _month(parts['until']))}"
        else:
            yield start


def _marked(text: str, as_read: AsRead, depth: int) -> Iterator[str]:
    """Yield the dates with another mark than ours, and the ranges with another sign than a slash."""
    for form, shape in ((_ABOUT, "~{}"), (_HOPED, "{} expected"), (_SINCE, "{}/present"), (_UNTIL, "../{}")):
        if match := form.fullmatch(text):
            for inner in _readings(match[1] or match[2], as_read, depth):
                yield shape.format(inner)
    signs = list(_SPLIT.finditer(text))
    for match in signs if len(signs) < 8 else ():
        starts = _readings(text[: match.start()], as_read, depth)
        ends = _readings(text[match.end() :], as_read, depth)
        yield from (f"{start}/{end}" for start in starts for end in ends)


def _readings(text: str, as_read: AsRead, depth: int) -> list[str]:
    """Return the text itself if it is a date, and else what it may mean."""
    text = text.strip()
    if not text:
        return []
    read = as_read(text)
    return [read] if read is not None else list(dict.fromkeys(_guesses(text, as_read, depth)))


def _iso(year: str, month: str | None = None, day: str | None = None) -> str:
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _month(word: str) -> str:
    """Return the number of the month whose English name begins so; 00 if there is none."""
    return next((str(at) for at, name in enumerate(_MONTHS, 1) if name.startswith(word.lower())), "00")
