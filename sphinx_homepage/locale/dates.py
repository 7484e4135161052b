"""Dates as a locale writes them: months, order and the sign of a range come from CLDR, through Babel."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from sphinx_homepage.model.dates import Date, Written

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from babel.core import Locale
    from babel.dates import DateTimePattern

    from sphinx_homepage.model.dates import Season, When

Parts: TypeAlias = list[tuple[str, Date | None]]
"""Texts that make one line when joined, each with the date that it shows or with none."""

PRESENT: Final = "present"
CIRCA: Final = "c. {date}"
EXPECTED: Final = "{date} (expected)"
UNTIL: Final = "until {date}"
SEASONS: Final[dict[Season, str]] = {
    "spring": "Spring {year}",
    "summer": "Summer {year}",
    "autumn": "Autumn {year}",
    "fall": "Fall {year}",
    "winter": "Winter {year}",
}

_ISO: Final = {"y": "y", "yMMM": "y-MM", "yMMMd": "y-MM-dd"}
"""The patterns for a locale that lacks its own."""

LABELS: Final = (PRESENT, CIRCA, EXPECTED, UNTIL, *SEASONS.values())
"""The English texts that a translation of dates needs."""


def untranslated(label: str) -> str:
    """Return an English label as it is."""
    return label


def format_date(date: Date, locale: str, labels: Callable[[str], str] = untranslated) -> str:
    """Return a date as the locale writes it: ``Sep 1, 2019``, ``2019年9月1日``.

    Days, months and years follow the CLDR skeletons yMMMd, yMMM and y, in the Gregorian calendar.
    A season is shown by its label, any other term as it was typed.

    Args:
        date: The date.
        locale: A language code as Sphinx has them (``en``, ``zh_CN``, ``sr@latin``) or BCP 47 (``pt-BR``).
            One that CLDR lacks falls back to its language, then to English.
        labels: Translates each of ``LABELS``; a translation without the placeholder is not used.
    """
    if date.season is not None:
        text = _fill(SEASONS[date.season], "year", date.year_text, labels)
    else:
        text = date.term or _calendar_text(date.year, date.month, date.day, locale)
    if date.circa:
        text = _fill(CIRCA, "date", text, labels)
    if date.expected:
        text = _fill(EXPECTED, "date", text, labels)
    return text


def format_range_parts(when: When, locale: str, labels: Callable[[str], str] = untranslated) -> Parts:
    """Return the texts that show a range, so that each date can stand in its own ``<time>``.

    ``2019-09/2023-06`` gives ``Sep 2019``, `` – ``, ``Jun 2023``. Both ends are written in full, but for days
    of one month (``Sep 1 – 3, 2019``, the CLDR interval yMMMd) and for two ends that are the same date.

    Args:
        when: A range; a date is one part, and a text that is no date is one part without a date.
        locale: As for ``format_date``.
        labels: As for ``format_date``.
    """
    if isinstance(when, Written):
        return [(when.text, None)]
    if isinstance(when, Date):
        return [(format_date(when, locale, labels), when)]
    start, end = when.start, when.end
    if end is None:
        present = (labels(PRESENT), None)
        if start is None:
            return [present]
        return _glued((format_date(start, locale, labels), start), present, locale)
    if start is None:
        shown = (format_date(end, locale, labels), end)
        before, _, after = _translated(UNTIL, "{date}", labels).partition("{date}")
        return _filled([(before, None), shown, (after, None)])
    if one := _one_date(start, end):
        return [(format_date(one, locale, labels), one)]
    if days := _days_of_one_month(start, end, locale):
        first, glue, last = days
        return [(first, start), (glue, None), (last, end)]
    return _glued(
        (format_date(start, locale, labels), start), (format_date(end, locale, labels), end), locale
    )


def _fill(label: str, name: str, value: str, labels: Callable[[str], str]) -> str:
    placeholder = "{" + name + "}"
    return _translated(label, placeholder, labels).replace(placeholder, value)


def _translated(label: str, placeholder: str, labels: Callable[[str], str]) -> str:
    translation = labels(label)
    return translation if placeholder in translation else label


def _filled(parts: Parts) -> Parts:
    return [part for part in parts if part[0]]


def _one_date(start: Date, end: Date) -> Date | None:
    """Return the date that both ends are, with the marks of both; nothing if they differ."""
    if replace(start, circa=False, expected=False) != replace(end, circa=False, expected=False):
        return None
    return replace(start, circa=start.circa or end.circa, expected=start.expected or end.expected)


def _glued(start: tuple[str, Date | None], end: tuple[str, Date | None], locale: str) -> Parts:
    before, between, after, is_reversed = _patterns(locale).glue
    parts = [end, (between, None), start] if is_reversed else [start, (between, None), end]
    return _filled([(before, None), *parts, (after, None)])


class _Patterns(NamedTuple):
    """What CLDR says about a locale."""

    locale: Locale
    glue: tuple[str, str, str, bool]
    """The texts before, between and after two dates, and whether the later one comes first."""


@lru_cache(maxsize=64)
def _patterns(code: str) -> _Patterns:
    locale = _locale(code)
    pattern = str(locale.interval_formats.get(None) or "{0} – {1}")
    match = re.fullmatch(r"(.*)\{([01])\}(.*)\{([01])\}(.*)", pattern)
    before, first, glue, _, after = match.groups() if match else ("", "0", " – ", "1", "")
    return _Patterns(locale, (_plain(before), _plain(glue), _plain(after), first == "1"))


def _locale(code: str) -> Locale:
    """Return the locale nearest to a language code."""
    from babel.core import Locale, UnknownLocaleError  # a build without dates has no need of it

    language, _, modifier = code.partition("@")
    language, *subtags = re.split(r"[-_]", language.partition(".")[0])
    if script := {"latin": "Latn", "cyrillic": "Cyrl"}.get(modifier.lower()):
        subtags = [script, *subtags]
    for length in range(len(subtags), -1, -1):
        try:
            return Locale.parse("_".join([language, *subtags[:length]]))
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale("en")


@lru_cache(maxsize=8192)
def _calendar_text(year: int, month: int | None, day: int | None, code: str) -> str:
    locale = _patterns(code).locale
    skeleton = "y" if month is None else "yMMM" if day is None else "yMMMd"
    pattern = locale.datetime_skeletons.get(skeleton) or _ISO[skeleton]
    return _inside(_apply(pattern, _day(year, month, day), locale))


@lru_cache(maxsize=1024)
def _days_of_one_month(start: Date, end: Date, code: str) -> tuple[str, str, str] | None:
    """Return two days of one month as CLDR shortens them: ``Sep 1``, `` – ``, ``3, 2019``."""
    if (start.year, start.month) != (end.year, end.month) or start.day is None or end.day is None:
        return None
    if start.circa or start.expected or end.circa or end.expected:
        return None
    locale = _patterns(code).locale
    patterns = locale.interval_formats.get("yMMMd", {}).get("d", ())
    if len(patterns) != 2:
        return None
    first = _apply(patterns[0], _day(start.year, start.month, start.day), locale)
    last = _apply(patterns[1], _day(end.year, end.month, end.day), locale)
    # The sign of the range ends the first text: a dash, or in some languages a word after a space.
    match = re.fullmatch(r"(.*?)(\s*[-‐–—~～至]\s*)", first) or re.fullmatch(r"(.*?)(\s+[^\W\d]+\s+)", first)
    return (_inside(match[1]), _plain(match[2]), _inside(last)) if match else None


def _day(year: int, month: int | None, day: int | None) -> datetime.date:
    import datetime  # as Babel, which it is for

    return datetime.date(year, month or 1, day or 1)


def _apply(pattern: str | DateTimePattern, day: datetime.date, locale: Locale) -> str:
    from babel.dates import parse_pattern  # a build without dates has no need of it

    return str(parse_pattern(pattern).apply(day, locale))


def _plain(glue: str) -> str:
    """Return a text with its thin and narrow spaces as plain ones, which every font has."""
    return re.sub("[\u2009\u200a\u202f\u00a0]", " ", glue)


def _inside(text: str) -> str:
    """Return a date's text with its narrow spaces as ones of full width; a line still can't break there."""
    return text.replace("\u202f", "\u00a0").replace("\u2009", " ")
