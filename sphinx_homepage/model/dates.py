"""Dates as people write them in a CV: a year, a month, a day, a season, a term, a range of these.

The written forms are ISO 8601 (``2019-09``, ``2015-09/2017-05``), what EDTF level 1 adds to it
(``~2020``, ``2020~``, ``2019/..``, ``../2019``), and the names that universities give to parts of a year.
Every other form is an error that shows the form to write.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from sphinx_homepage.model.date_guesses import LONGEST, guesses
from sphinx_homepage.model.terms import (
    ACADEMIC_START,
    ANY_CASE,
    MONTHS,
    is_next_year,
    months_of_name,
    months_of_term,
    name_and_year,
)

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
            raise DateError(f"the date {_quoted(self.typed or self.iso)} has {wrong}")

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
            start, end = (10, 3) if self.season == "winter" and self.academic else MONTHS[self.season]
        elif self.term is not None:
            start, end = months_of_term(self.term, self.academic)
        else:
            start, end = 1, 12
        year = self.year + (self.academic and start < ACADEMIC_START)
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
        return _read(text)
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

_SEASONS: Final[dict[str, Season]] = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "fall",
    "winter": "winter",
}
_ISO: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_EXPECTED: Final = re.compile(r"expected\s+(.+)|(.+?)\s+expected", ANY_CASE)
_ACADEMIC: Final = re.compile(r"([0-9]{4})/([0-9]{2})")
_ACADEMIC_SLASH: Final = re.compile(r"(?<![0-9])[0-9]{4}/[0-9]{2}(?![0-9])")
_HOW: Final = "write it like 2019, 2019-09 or 2019-09-01, or keep the text and put a sort_date beside it"


def _quoted(text: str) -> str:
    """Return the text in quotes, on one line and not too long."""
    text = "".join(char if char.isprintable() else " " for char in text[: LONGEST * 2])
    text = " ".join(text.split())
    return f'"{text}"' if len(text) <= 60 else f'"{text[:60]}…"'


def _read(text: str) -> Date | Range:
    """Read the forms that ``parse`` lists, and guess at no other."""
    stripped = text.strip()
    if not stripped:
        raise DateError("the date is empty: write it like 2019, 2019-09 or 2019-09-01")
    if len(stripped) > LONGEST:
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


def _as_read(text: str) -> str | None:
    """Return the text to write for what can be read."""
    try:
        return str(_read(text))
    except DateError:
        return None


def _suggestions(text: str) -> tuple[str, ...]:
    """Return the texts to write for a form that is not read. Each of them can be parsed."""
    found: dict[str, None] = {}
    for guess in guesses(text, _as_read):
        try:
            found[str(_read(guess))] = None
        except OrderError as error:
            found.update(dict.fromkeys(error.suggestions))
        except DateError:
            continue
    return tuple(found)


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
        if (match := _ACADEMIC.fullmatch(text)) and is_next_year(match[1], match[2]):
            return dated(int(match[1]), term=text, academic=True)
        if found := name_and_year(text):
            name, year, is_academic = found
            if season := _SEASONS.get(name):
                return dated(year, season=season, academic=is_academic)
            if months_of_name(name) is not None:
                term = " ".join(text.split())
                return dated(year, term=term, academic=is_academic)
    except DateError as error:
        raise DateError(error.message, offset) from None
    raise DateError(f"cannot read the date {_quoted(typed)}: {_HOW}", offset)
