"""Dates as people write them in a CV: a year, a month, a day, a season, a term, a range of these.

The written forms are ISO 8601 (``2019-09``, ``2015-09/2017-05``), what EDTF level 1 adds to it
(``~2020``, ``2020~``, ``2019/..``, ``../2019``), and the names that universities give to parts of a year.
Every other form is an error that shows the form to write.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Day: TypeAlias = tuple[int, int, int]
"""A year, a month and a day, which compare as the days do."""

Season: TypeAlias = Literal["spring", "summer", "autumn", "fall", "winter"]
"""The word that was typed: ``fall`` and ``autumn`` are one season and two words."""


class DateError(ValueError):
    """A text that is not a date.

    Args:
        message: One sentence that begins in lower case, names the text and shows the form to write.
        column_offset: How many characters of the parsed text stand before the wrong part.
        suggestions: Texts that can be read and that the person may have meant; most often one or none.
    """

    def __init__(self, message: str, column_offset: int = 0, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message, column_offset, suggestions)
        self.message = message
        self.column_offset = column_offset
        self.suggestions = suggestions

    def __str__(self) -> str:
        return self.message


class OrderError(DateError):
    """A range that ends before it starts."""


@dataclass(frozen=True, slots=True)
class Date:
    """A year, month or day, or a named part of a year. Two dates are equal whatever way they were typed.

    Raises:
        DateError: The year is not 1000 to 9999, or the month or the day does not exist.
    """

    year: int
    """1000 to 9999: a ``<time>`` takes four digits, and a smaller number is a slip of the hand."""
    month: int | None = None
    day: int | None = None
    season: Season | None = None
    term: str | None = None
    """Any other part of a year, as typed: ``WS 2022/23``, ``Michaelmas 2023``, ``2023/24``."""
    academic: bool = False
    """The year was typed as ``2022/23``; ``year`` is then 2022."""
    circa: bool = False
    expected: bool = False
    typed: str = field(default="", compare=False)
    """What the person wrote."""

    def __post_init__(self) -> None:
        wrong = self._what_is_wrong()
        if wrong:
            shown = self.typed or _iso(*(str(part) for part in (self.year, self.month, self.day) if part))
            raise DateError(f"the date {_quoted(shown)} has {wrong}")

    def _what_is_wrong(self) -> str:
        if not 1000 <= self.year <= 9999:
            return f"year {self.year:04}: a year is 1000 to 9999"
        if self.month is None:
            return "" if self.day is None else "a day and no month: write both, or the year alone"
        if not 1 <= self.month <= 12:
            return f"month {self.month}: a month is 01 to 12"
        days = monthrange(self.year, self.month)[1]
        if self.day is not None and not 1 <= self.day <= days:
            return f"day {self.day}: {self.year}-{self.month:02} has the days 01 to {days}"
        return ""

    def __str__(self) -> str:
        """Return the text to write for this date; it parses to an equal date."""
        text = self.term or (f"{self.season.title()} {self.year_text}" if self.season else self.iso)
        return f"{'~' if self.circa else ''}{text}{' expected' if self.expected else ''}"

    @property
    def iso(self) -> str:
        """The value of ``<time datetime>``: ``2019``, ``2019-09`` or ``2019-09-01``.

        HTML has a year, a month and a day there, and no season or range: a season or term gives the year it
        starts in.
        """
        if self.season or self.term:
            return f"{self.first[0]:04}"
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    @property
    def year_text(self) -> str:
        """The year as it is shown: ``2022``, or ``2022/23``."""
        return f"{self.year}/{(self.year + 1) % 100:02}" if self.academic else str(self.year)

    @property
    def first(self) -> Day:
        """The first day that this date can mean: January 1 of a year."""
        start, _ = self._months()
        return start // 12, start % 12 + 1, self.day or 1

    @property
    def last(self) -> Day:
        """The last day that this date can mean: December 31 of a year."""
        _, end = self._months()
        year, month = end // 12, end % 12 + 1
        return year, month, self.day or monthrange(min(year, 9999), month)[1]

    @property
    def sort_key(self) -> tuple[Day, Day]:
        """Sorts by the first day, then by the last: ``2019-01-01``, ``2019-01``, ``2019``, ``2019-02``."""
        return self.first, self.last

    def _months(self) -> tuple[int, int]:
        """Return the first and the last month, both counted from the year 0."""
        if self.month is not None:
            start = end = self.month
        elif self.season is not None:
            # "Winter 2022/23" holds a winter semester as well as the winter that begins in December.
            start, end = (10, 3) if self.season == "winter" and self.academic else _NAMES[self.season]
        elif self.term is not None:
            start, end = _term_months(self.term, self.academic)
        else:
            start, end = 1, 12
        year = self.year + (self.academic and start < _ACADEMIC_START)
        return year * 12 + start - 1, (year + (end < start)) * 12 + end - 1


@dataclass(frozen=True, slots=True)
class Range:
    """A time from one date to another, to the present, or until a date.

    Raises:
        OrderError: The end lies before the start. A season is compared by its year alone,
            for spring and autumn change places between the hemispheres, and winter spans two years.
        DateError: There is neither an end nor a present, or both.
    """

    start: Date | None
    end: Date | None
    ongoing: bool = False
    """It lasts until the present; there is then no end."""

    def __post_init__(self) -> None:
        if self.ongoing != (self.end is None):
            raise DateError("a range has an end or lasts until the present: write 2019/2021 or 2019/present")
        if self.start is None or self.end is None:
            return
        end, start = self.end.last, self.start.first
        if (end[0] < start[0]) if self.start.season or self.end.season else (end < start):
            swapped = f"{self.end}/{self.start}"
            problem = f"the range {_quoted(str(self))} ends before it starts"
            raise OrderError(f"{problem}: write {swapped} if the two are swapped", suggestions=(swapped,))

    def __str__(self) -> str:
        """Return the text to write for this range; it parses to an equal range."""
        if self.start is None and self.ongoing:
            return "present"
        return f"{self.start or '..'}/{self.end or 'present'}"


PRESENT: Final = Range(None, None, ongoing=True)
"""What ``present`` alone means: the end of something whose start stands elsewhere or nowhere."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text in a date's place that is not a date; allowed where a ``sort_date`` stands beside it."""

    text: str


When: TypeAlias = Date | Range | Written
"""What the field ``date`` holds, once or several times."""


class Span(NamedTuple):
    """The place of some dates among others; a greater one is newer."""

    is_dated: bool
    is_ongoing: bool
    end: Day
    start: Day


_NEVER: Final[Day] = (0, 0, 0)


def span(dates: Iterable[When]) -> Span:
    """Return the key by which an entry with these dates is sorted; ``reverse=True`` puts the newest first.

    Newest first is: what is ongoing, then the latest end, then the latest start, then what has no date.
    Of several dates the latest end and the earliest start count.
    A year ends on its December 31 and starts on its January 1, and so on for a month, a season and a term:
    ``2019`` is newer than ``2019-11`` and older than ``2020-01``.
    A range without a start began before all others. A ``Written`` is no date: pass its ``sort_date`` instead.
    """
    is_ongoing = False
    ends: list[Day] = []
    starts: list[Day] = []
    for when in dates:
        if isinstance(when, Written):
            continue
        start, end = (when, when) if isinstance(when, Date) else (when.start, when.end)
        is_ongoing |= end is None
        ends.append(end.last if end else (9999, 12, 31))
        starts.append(start.first if start else _NEVER)
    return Span(bool(ends), is_ongoing, max(ends, default=_NEVER), min(starts, default=_NEVER))


def parse(text: str) -> Date | Range:
    """Read one date or range.

    Args:
        text: One of these forms, with spaces around it or not.

            - ``2019``, ``2019-09``, ``2019-09-01``
            - ``Fall 2023``, ``2023 Fall``, ``Winter 2022/23``, in any case
            - ``WS 2022/23``, ``SoSe 2024``, ``Michaelmas 2023``, ``Semester 2, 2024``, ``Q3 2024``
            - ``2023/24``, an academic year; ``2023/2024`` is a range of two years
            - ``~2020`` or ``2020~``, about that time
            - ``2026-05 expected`` or ``expected 2026-05``
            - two of these with a ``/`` between them
            - ``2019/present``, ``2019/..`` or ``2019/``, until now; ``../2019`` or ``/2019``, until then
            - ``present`` or ``..``, which is ``PRESENT``

    Raises:
        OrderError: The range ends before it starts.
        DateError: The text has none of these forms; the message shows the form to write, as far as it can be
            guessed.
    """
    try:
        return _parse(text)
    except OrderError:
        raise
    except DateError as error:
        suggestions = _suggestions(text)
        if not suggestions:
            raise
        message = f"cannot read the date {_quoted(text)}: write {' or '.join(suggestions)}"
        raise DateError(message, len(text) - len(text.lstrip()), suggestions) from error


def parse_start(text: str) -> Date:
    """Read the field ``start``, which is one date.

    Raises:
        DateError: The text is no date, or is a range.
    """
    start = parse(text)
    if isinstance(start, Range):
        raise DateError(f"a start is one date, not {_quoted(text)}: a range goes in the field date")
    return start


def parse_end(text: str) -> Date | Range:
    """Read the field ``end``, which is one date or ``PRESENT``.

    Raises:
        DateError: The text is no date, or is a range.
    """
    end = parse(text)
    if isinstance(end, Range) and end != PRESENT:
        raise DateError(f"an end is one date or present, not {_quoted(text)}: a range goes in the field date")
    return end


def between(start: Date | None, end: Date | Range | None) -> Date | Range:
    """Return what the fields ``start`` and ``end`` say together.

    A start alone is ongoing, but for one that is only expected: it stays a date.

    Args:
        start: What ``parse_start`` returned, if the field is there.
        end: What ``parse_end`` returned, if the field is there.

    Raises:
        OrderError: The end lies before the start.
    """
    if isinstance(end, Date):
        return Range(start, end)
    if start is not None and start.expected and end is None:
        return start
    return Range(start, None, ongoing=True)


# --- The forms that are read

_ACADEMIC_START: Final = 9
"""The month in which a year like ``2023/24`` begins."""

_NAMES: Final[dict[str, tuple[int, int]]] = {
    # The first and the last month; they only sort. "Winter 2023" is read as the term that opens the year,
    # as universities that use the name do.
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
_SEASONS: Final[dict[str, Season]] = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "fall",
    "winter": "winter",
}
_PARTS: Final = {"term": 3, "trimester": 3, "semester": 2, "quarter": 4, "q": 4}

_YEAR: Final = r"[0-9]{4}(?:/[0-9]{2})?(?![0-9])"
_FLAGS: Final = re.ASCII | re.IGNORECASE  # Without ASCII, the Kelvin sign is a k and the long s an s.
_ISO: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", _FLAGS)
_NAMED: Final = re.compile(rf"(?:(?P<name>.+?),?\s*(?<![0-9])({_YEAR})|({_YEAR}),?\s*(?P<last>.+))", _FLAGS)
_NUMBERED: Final = re.compile(r"([a-z]+) ?([1-4])", _FLAGS)
_EXPECTED: Final = re.compile(r"expected\s+(.+)|(.+?)\s+expected", _FLAGS)
_ACADEMIC: Final = re.compile(r"([0-9]{4})/([0-9]{2})", _FLAGS)
_ACADEMIC_SLASH: Final = re.compile(r"(?<![0-9])[0-9]{4}/[0-9]{2}(?![0-9])", _FLAGS)
_LONGEST: Final = 100
_HOW: Final = "write it like 2019, 2019-09 or 2019-09-01, or keep the text and put a sort_date beside it"


def _quoted(text: str) -> str:
    """Return the text in quotes, on one line and not too long."""
    text = "".join(char if char.isprintable() else " " for char in text[: _LONGEST * 2])
    text = " ".join(text.split())
    return f'"{text}"' if len(text) <= 60 else f'"{text[:60]}…"'


def _parse(text: str) -> Date | Range:
    """Read the forms that ``parse`` lists, and guess at no other."""
    stripped = text.strip()
    if not stripped:
        raise DateError("the date is empty: write it like 2019, 2019-09 or 2019-09-01")
    if len(stripped) > _LONGEST:
        raise DateError(f"cannot read the date {_quoted(text)}: {_HOW}")
    offset = text.index(stripped)
    if stripped.lower() in {"present", ".."}:
        return PRESENT
    sides = list(_sides(stripped))
    if len(sides) == 1:
        return _point(stripped, offset)
    if len(sides) > 2:
        raise DateError(f"cannot read the date {_quoted(text)}: {_HOW}", offset)
    (start_text, start_at), (end_text, end_at) = sides
    is_open = start_text in {"", ".."}
    is_ongoing = end_text.lower() in {"", "..", "present"}
    if is_open and is_ongoing:
        raise DateError(f"the range {_quoted(text)} has no date: write 2019/present or ../2019", offset)
    if start_text.lower() == "present":
        message = f"the range {_quoted(text)} starts at the present: write 2019/present or ../2019"
        raise DateError(message, offset)
    start = None if is_open else _point(start_text, offset + start_at)
    end = None if is_ongoing else _point(end_text, offset + end_at)
    try:
        return Range(start, end, ongoing=is_ongoing)
    except OrderError as error:
        raise OrderError(error.message, offset + end_at, error.suggestions) from None


def _sides(text: str) -> Iterator[tuple[str, int]]:
    """Yield the texts between the slashes, and where they begin; ``2022/23`` is one of them."""
    inner = {match.start() + 4 for match in _ACADEMIC_SLASH.finditer(text)}
    begin = 0
    for at in [at for at, char in enumerate(text) if char == "/" and at not in inner] + [len(text)]:
        side = text[begin:at]
        yield side.strip(), begin + len(side) - len(side.lstrip())
        begin = at + 1


def _point(typed: str, offset: int) -> Date:
    """Read a date that is no range. *offset* is where it begins in the text that the person wrote."""
    text = typed
    is_expected = is_circa = False
    if match := _EXPECTED.fullmatch(text):
        is_expected = True
        text = match[1] or match[2]
    if text.startswith("~") != text.endswith("~"):
        is_circa = True
        text = text.strip("~").strip()
    dated = partial(Date, circa=is_circa, expected=is_expected, typed=typed)
    try:
        if match := _ISO.fullmatch(text):
            year, month, day = (int(part) if part else None for part in match.groups())
            assert year is not None
            return dated(year, month, day)
        if (match := _ACADEMIC.fullmatch(text)) and _is_next(match[1], match[2]):
            return dated(int(match[1]), term=text, academic=True)
        if found := _named(text):
            name, year, is_academic = found
            if season := _SEASONS.get(name):
                return dated(year, season=season, academic=is_academic)
            if _name_months(name) is not None:
                term = " ".join(text.split())
                return dated(year, term=term, academic=is_academic)
    except DateError as error:
        raise DateError(error.message, offset) from None
    raise DateError(f"cannot read the date {_quoted(typed)}: {_HOW}", offset)


def _is_next(year: str, short: str) -> bool:
    """Tell whether *short* is the last two digits of the year after *year*."""
    return (int(year) + 1) % 100 == int(short)


def _named(text: str) -> tuple[str, int, bool] | None:
    """Split ``WS 2022/23`` into ``ws``, 2022 and whether the year is an academic one."""
    match = _NAMED.fullmatch(text)
    if match is None:
        return None
    name = " ".join((match["name"] or match["last"]).lower().split())
    year, _, short = (match[2] or match[3]).partition("/")
    return None if short and not _is_next(year, short) else (name, int(year), bool(short))


def _name_months(name: str, *, is_academic: bool = False) -> tuple[int, int] | None:
    """Return the first and the last month of a part of a year, or nothing for a name that is not known."""
    for word in (" term", " semester", " quarter"):
        name = name.removesuffix(word)
    if name in _NAMES:
        return _NAMES[name]
    match = _NUMBERED.fullmatch(name)
    if match is None or match[1] not in _PARTS:
        return None
    number = int(match[2])
    months = 12 // max(_PARTS[match[1]], number)
    before = (number - 1) * months + (_ACADEMIC_START - 1 if is_academic else 0)
    return before % 12 + 1, (before + months - 1) % 12 + 1


@lru_cache(maxsize=256)
def _term_months(term: str, is_academic: bool) -> tuple[int, int]:
    """Return the first and the last month of a term as it was typed; of the whole year if it is not known."""
    found = _named(term)
    months = _name_months(found[0], is_academic=is_academic) if found else None
    if months is None:
        return (_ACADEMIC_START, _ACADEMIC_START - 1) if is_academic else (1, 12)
    return months


# --- The forms that are guessed at, for the message of an error

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WORD: Final = r"(?P<name>[a-z]{3,9})\.?"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_DASH: Final = r"\s*(?:[-‐‑‒–—―−～至]+|\b(?:to|until|till|through|bis)\b)\s*"
_FULL_YEAR: Final = r"(?P<year>[0-9]{4})"
_MONTH_NAMED: Final = [
    re.compile(form, _FLAGS)
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
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})\s*([-./ ])\s*([0-9]{1,2})(?:\s*\2\s*([0-9]{1,2}))?\.?", _FLAGS)
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})\s*([-./ ])\s*(?:([0-9]{1,2})\s*\2\s*)?([0-9]{4})", _FLAGS)
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?", _FLAGS)
_IDEOGRAPHS: Final = re.compile(
    r"([0-9]{4})\s*[年년](?:\s*([0-9]{1,2})\s*[月월](?:\s*([0-9]{1,2})\s*[日号號일])?)?", _FLAGS
)
_CLOCK: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]\s*[0-9]{1,2}:.*", _FLAGS)
_ELIDED: Final = re.compile(r"([0-9]{4}-(?:[0-9]{2}-)?)([0-9]{2})\s*/\s*([0-9]{2})", _FLAGS)
_ABOUT: Final = re.compile(
    r"(?:(?:c|ca|circa|about|around|approx|approximately)\b\.?|~)\s*(.+)|(.+?)[?%~]", _FLAGS
)
_HOPED: Final = re.compile(
    r"\(?(?:expected|exp|anticipated)\b\.?\)?:?\s*(.+)|(.+?),?\s*\(?\b(?:expected|exp|anticipated)\.?\)?",
    _FLAGS,
)
_SINCE: Final = re.compile(r"(?:since|from)\s+(.+)|(.+?)\s*[-–—]+", _FLAGS)
_UNTIL: Final = re.compile(r"(?:until|till|to)\s+(.+)|[-–—]+\s*(.+)", _FLAGS)
_SPLIT: Final = re.compile(rf"{_DASH}|\s*/\s*", _FLAGS)
_SHORT_YEARS: Final = re.compile(r"(.*?)\s*['’]?([0-9]{2})/([0-9]{2})", _FLAGS)
_NOW: Final = frozenset({"now", "today", "current", "currently", "ongoing", "heute", "至今", "现在", "現在"})


def _suggestions(text: str) -> tuple[str, ...]:
    """Return the texts to write for a form that is not read. Each of them can be parsed."""
    # Without the spaces and marks that can't be told from plain ones, or can't be seen.
    text = "".join(char for char in " ".join(text.split()) if unicodedata.category(char) != "Cf")
    if len(text) > _LONGEST:
        return ()
    found: dict[str, None] = {}
    for guess in (text, *_guesses(text, depth=0)):
        try:
            found[str(_parse(guess))] = None
        except OrderError as error:
            found.update(dict.fromkeys(error.suggestions))
        except DateError:
            continue
    return tuple(found)


def _guesses(text: str, depth: int) -> Iterator[str]:
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
        yield from _marked(text, depth + 1)


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


def _marked(text: str, depth: int) -> Iterator[str]:
    """Yield the dates with another mark than ours, and the ranges with another sign than a slash."""
    for form, shape in ((_ABOUT, "~{}"), (_HOPED, "{} expected"), (_SINCE, "{}/present"), (_UNTIL, "../{}")):
        if match := form.fullmatch(text):
            for inner in _readings(match[1] or match[2], depth):
                yield shape.format(inner)
    signs = list(_SPLIT.finditer(text))
    for match in signs if len(signs) < 8 else ():
        starts = _readings(text[: match.start()], depth)
        ends = _readings(text[match.end() :], depth)
        yield from (f"{start}/{end}" for start in starts for end in ends)


def _readings(text: str, depth: int) -> list[str]:
    """Return the text itself if it is a date, and else what it may mean."""
    text = text.strip()
    try:
        return [str(_parse(text))]
    except DateError:
        return list(dict.fromkeys(_guesses(text, depth))) if text else []


def _iso(year: str, month: str | None = None, day: str | None = None) -> str:
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _month(word: str) -> str:
    """Return the number of the month whose English name begins so; 00 if there is none."""
    return next((str(at) for at, name in enumerate(_MONTHS, 1) if name.startswith(word.lower())), "00")
