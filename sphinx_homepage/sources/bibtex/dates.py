"""The date of an entry, in all the forms that .bib files have for it, and what is not published yet.

BibTeX has ``year``, ``month`` and sometimes ``day``; biblatex has ``date``, in ISO 8601-2 level 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.model.dates import Date, DateError, Range, Written, parse
from sphinx_homepage.model.publications.addresses import without_tex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_homepage.model.dates import Season, When
    from sphinx_homepage.model.text import Text

_STATES: Final = {
    "inpreparation": ("in preparation", "in prep", "in progress", "draft", "manuscript in preparation"),
    "submitted": ("submitted", "under review", "in review", "in submission", "under revision"),
    "forthcoming": ("forthcoming", "to appear", "accepted", "upcoming", "accepted for publication"),
    "inpress": ("in press", "in print", "in the press", "online first", "advance online publication"),
    "prepublished": ("prepublished", "pre published", "prepublication"),
}
"""Biblatex's ``pubstate``, and what people write for each."""
_STATE_OF: Final = {words: state for state, several in _STATES.items() for words in (state, *several)}
_UNDATED: Final = frozenset(
    {"n d", "nd", "no date", "undated", "tbd", "tba", "unknown", "0", "0000", "????", "n a"}
)

_YEAR: Final = re.compile(r"\s*([1-9][0-9]{3})\s*", re.ASCII)
_YEAR_ANYHOW: Final = re.compile(
    r"(?P<circa>(?:c|ca|circa|about|around)\.?\s*)?[\[(]?(?P<year>[1-9][0-9]{3})(?P<letter>[a-z])?[\])]?(?P<sure>[?~%])?",
    re.ASCII | re.IGNORECASE,
)
_YEARS: Final = re.compile(r"([1-9][0-9]{3})\s*(?:-{1,3}|–|—|/|\band\b|&)\s*([1-9][0-9]{3})", re.ASCII)
_EARLY: Final = re.compile(r"(-?)([0-9]{1,4})(?:-[0-9]{2}){0,2}[?~%]?", re.ASCII)
_ISO: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%])?(?:[T ][0-9:.+Z-]*)?", re.ASCII)
_UNSPECIFIED: Final = re.compile(
    r"([0-9]{2})([0-9])[XxUu]|([0-9]{2})[XxUu]{2}|([0-9]{4}-(?:[XxUu]{2}|[0-9]{2}-[XxUu]{2}))"
)

_SEASONS: Final[dict[int, Season]] = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
"""ISO 8601-2's numbers of the seasons, in a month's place."""
_SEASON_WORDS: Final[dict[str, Season]] = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "fall",
    "winter": "winter",
}
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_PARTS: Final = re.compile(r"[^\W\d_]+|(?<![0-9])[0-9]{1,2}(?![0-9])|[-–—/]+|&", re.ASCII)
_LONGEST: Final = 100


def read_dates(values: Mapping[str, Text]) -> tuple[tuple[When, ...], str, list[Problem]]:
    """Return an entry's date, its state (biblatex's ``pubstate``), and what cannot be read.

    Args:
        values: The fields, by their names in the table of fields, as typed.
    """
    state = state_of(values.get("pubstate", ""))
    problems: list[Problem] = []
    date = values.get("date")
    if date is not None:
        # By far most dates are a year.
        if match := _YEAR.fullmatch(date):
            return (_dated(int(match[1]), values, problems),), state, problems
        when, said = _read_date(without_tex(date))
        if when or said:
            return when, state or said, problems
        problems.append(_unreadable(date, "2024, 2024-05, 2024-05-17 or 2024/2025"))
        if "year" not in values:
            return (Written(without_tex(date)),), state, problems
    year = values.get("year")
    if year is None:
        return (), state, problems
    if match := _YEAR.fullmatch(year):
        return (_dated(int(match[1]), values, problems),), state, problems
    return _read_year(year, values, state, problems)


def state_of(words: str) -> str:
    """Return the state that some words name, and nothing else beside: ``inpress`` for ``In press``."""
    if not words or len(words) > _LONGEST:
        return ""
    return _STATE_OF.get(_plain(words), "")


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", words.lower()).split())


def _unreadable(text: Text, forms: str) -> Problem:
    message = f'cannot read the date "{shown(text)}"; write it like {forms}'
    return Problem(Code.BIB_DATE, message, text.position)


# biblatex's date


def _read_date(text: str) -> tuple[tuple[When, ...], str]:
    """Return what biblatex's field ``date`` says: dates, or a state."""
    if len(text) > _LONGEST:
        return (), ""
    if state := state_of(text):
        return (), state
    try:
        if (iso := _iso(text)) is not None:
            return (iso,), ""
        start, slash, end = text.partition("/")
        if slash and "/" not in end:
            if early := _early(start, end):
                return (early,), ""
            return (Range(_side(start), _side(end), ongoing=end.strip() in {"", ".."}),), ""
        if early := _early(text):
            return (early,), ""
        if match := _UNSPECIFIED.fullmatch(text):
            return (_unspecified(match),), ""
    except DateError:
        pass
    try:
        return (parse(text),), ""
    except DateError as error:
        if len(error.suggestions) == 1:
            return (parse(error.suggestions[0]),), ""
    return (), ""


def _iso(text: str) -> Date | None:
    match = _ISO.fullmatch(text)
    if match is None or int(match[1]) < 1000:
        return None
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    assert year is not None
    is_circa = match[4] is not None
    if month in _SEASONS:
        return Date(year, season=_SEASONS[month], circa=is_circa, typed=text)
    return Date(year, month, day, circa=is_circa, typed=text)


def _side(text: str) -> Date | None:
    text = text.strip()
    if text in {"", ".."}:
        return None
    date = _iso(text)
    if date is None:
        raise DateError(text)
    return date


def _early(*sides: str) -> Written | None:
    """Return a date before the year 1000 in words: a ``<time>`` takes four digits, and none before Christ."""
    words = []
    for side in sides:
        match = _EARLY.fullmatch(side.strip())
        if match is None or (len(match[2]) < 4 and not match[1] and len(match[2]) != 3):
            return None
        number = int(match[2])
        if not match[1] and number >= 1000 and len(sides) == 1:
            return None
        # ISO 8601 has a year 0, which is 1 BCE.
        words.append(f"{number + 1} BCE" if match[1] or number == 0 else str(number))
    if not any(
        side.strip().startswith("-") or int(word.split()[0]) < 1000
        for side, word in zip(sides, words, strict=True)
    ):
        return None
    return Written("–".join(words))


def _unspecified(match: re.Match[str]) -> When:
    if match[4]:
        year, month, *_ = match[4].split("-")
        return Date(int(year), int(month) if month.isdigit() else None)
    if match[3]:
        return Range(Date(int(match[3] + "00")), Date(int(match[3] + "99")))
    decade = match[1] + match[2]
    return Range(Date(int(decade + "0")), Date(int(decade + "9")))


# BibTeX's year, month and day


def _read_year(
    year: Text, values: Mapping[str, Text], state: str, problems: list[Problem]
) -> tuple[tuple[When, ...], str, list[Problem]]:
    text = (
        " ".join(without_tex(year[: 2 * _LONGEST]).replace("~", " ").split()) if len(year) < _LONGEST else ""
    )
    words = _plain(text)
    if (words in _UNDATED or not text.strip("-–—? ")) and len(year) < _LONGEST:
        return (), state, problems
    if said := state_of(text):
        return (), state or said, problems
    if match := _YEAR_ANYHOW.fullmatch(text):
        is_circa = bool(match["circa"] or match["sure"])
        return (_dated(int(match["year"]), values, problems, is_circa=is_circa),), state, problems
    numbers = re.findall(r"(?<![0-9])[1-9][0-9]{3}(?![0-9])", text)
    rest = re.sub(r"[0-9]{4}", " ", text)
    if len(numbers) == 1 and (said := state_of(rest)):
        return (_dated(int(numbers[0]), values, problems),), state or said, problems
    if (match := _YEARS.fullmatch(text)) and int(match[1]) < int(match[2]):
        return (Range(Date(int(match[1])), Date(int(match[2]))),), state, problems
    when, said = _read_date(text)
    if when:
        return when, state or said, problems
    problems.append(_unreadable(year, "2024, or in press, to appear, submitted"))
    # One year among other words still says where to sort it.
    if len(numbers) == 1:
        return (_dated(int(numbers[0]), values, problems),), state, problems
    return (Written(shown(text or year)),), state, problems


def _dated(year: int, values: Mapping[str, Text], problems: list[Problem], *, is_circa: bool = False) -> When:
    """Return the date of a year with the month and the day beside it."""
    month = values.get("month")
    if month is None:
        return Date(year, circa=is_circa)
    when = _of_month(year, without_tex(month[:_LONGEST]).lower(), values.get("day"), is_circa)
    if when is None:
        message = f'cannot read the month "{shown(month)}"; write it like may or 5'
        if isinstance(only := _of_month(year, month[:_LONGEST].lower(), None, is_circa), Date):
            message = f'{only} has no day "{shown(values["day"])}"; write one that it has'
        problems.append(Problem(Code.BIB_DATE, message, (values["day"] if only else month).position))
        return only or Date(year, circa=is_circa)
    return when


def _of_month(year: int, month: str, day: Text | None, is_circa: bool) -> When | None:
    parts = _MONTH_PARTS.findall(month.replace("~", " "))
    months: list[int] = []
    days: list[int] = []
    for part in parts:
        if part in _SEASON_WORDS and len(parts) == 1:
            return Date(year, season=_SEASON_WORDS[part], circa=is_circa)
        number = _number_of_month(part)
        if number:
            months.append(number)
        elif part.isdecimal():
            days.append(int(part))
        elif part.isalpha() and part not in {"st", "nd", "rd", "th", "and", "to", "of"}:
            return None
    if not months and 1 <= len(days) <= 2:  # month = 5, or 5--6
        months, days = days, []
    if not days and day is not None:
        days = [int(part) for part in re.findall(r"[0-9]{1,2}", day[:20])][:2]
    try:
        return _assembled(year, months, days, is_circa)
    except DateError:
        return None


def _assembled(year: int, months: list[int], days: list[int], is_circa: bool) -> When | None:
    if len(months) == 1:
        if len(days) == 2 and days[0] < days[1]:
            return Range(Date(year, months[0], days[0]), Date(year, months[0], days[1]))
        return Date(year, months[0], days[0] if days else None, circa=is_circa)
    if len(months) == 2:
        if months[0] > months[1]:  # December/January: the year is one of the two, and nobody says which.
            return Date(year, months[0])
        first, last = days if len(days) == 2 else (None, None)
        return Range(Date(year, months[0], first), Date(year, months[1], last))
    return None


def _number_of_month(word: str) -> int:
    """Return the number of a month's name, which may be cut off after three letters; else 0."""
    if len(word) >= 3:
        for number, name in enumerate(_MONTHS, 1):
            if name.startswith(word) or (word == "sept" and number == 9):
                return number
    return 0
