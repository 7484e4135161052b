"""Dates: what is read, what is an error and what it says, and the order of entries."""

from __future__ import annotations

import datetime
import pickle
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_homepage.model.dates import (
    PRESENT,
    Date,
    DateError,
    OrderError,
    Range,
    Written,
    between,
    parse,
    parse_end,
    parse_start,
    span,
)
from sphinx_homepage.model.text import Position, Text

YEAR_2019 = Date(2019)

READ = [
    ("2019", Date(2019)),
    (" 2019 ", Date(2019)),
    ("2019-09", Date(2019, 9)),
    ("2019-09-01", Date(2019, 9, 1)),
    ("2020-02-29", Date(2020, 2, 29)),
    ("2011-12", Date(2011, 12)),
    ("1000", Date(1000)),
    ("9999-12-31", Date(9999, 12, 31)),
    # About that time, and not yet
    ("~2020", Date(2020, circa=True)),
    ("2020~", Date(2020, circa=True)),
    ("~ 2020-05", Date(2020, 5, circa=True)),
    ("2026-05 expected", Date(2026, 5, expected=True)),
    ("Expected 2026-05", Date(2026, 5, expected=True)),
    ("~2026 expected", Date(2026, circa=True, expected=True)),
    # Seasons
    ("Spring 2024", Date(2024, season="spring")),
    ("Summer 2024", Date(2024, season="summer")),
    ("Fall 2023", Date(2023, season="fall")),
    ("AUTUMN 2023", Date(2023, season="autumn")),
    ("2023 fall", Date(2023, season="fall")),
    ("Winter 2023", Date(2023, season="winter")),
    ("Winter 2022/23", Date(2022, season="winter", academic=True)),
    ("~Fall 2023", Date(2023, season="fall", circa=True)),
    # Terms
    ("2023/24", Date(2023, term="2023/24", academic=True)),
    ("1999/00", Date(1999, term="1999/00", academic=True)),
    ("WS 2022/23", Date(2022, term="WS 2022/23", academic=True)),
    ("WS2022/23", Date(2022, term="WS2022/23", academic=True)),
    ("WiSe  2022/23", Date(2022, term="WiSe 2022/23", academic=True)),
    ("SS 2024", Date(2024, term="SS 2024")),
    ("sose 2024", Date(2024, term="sose 2024")),
    ("HS 2023", Date(2023, term="HS 2023")),
    ("FS 2024", Date(2024, term="FS 2024")),
    ("Michaelmas 2023", Date(2023, term="Michaelmas 2023")),
    ("Hilary Term 2024", Date(2024, term="Hilary Term 2024")),
    ("Trinity 2024", Date(2024, term="Trinity 2024")),
    ("Lent 2024", Date(2024, term="Lent 2024")),
    ("Easter 2024", Date(2024, term="Easter 2024")),
    ("Term 1 2024", Date(2024, term="Term 1 2024")),
    ("Semester 2, 2024", Date(2024, term="Semester 2, 2024")),
    ("Q3 2024", Date(2024, term="Q3 2024")),
    ("Spring term 2024", Date(2024, term="Spring term 2024")),
    # Ranges
    ("2015-09/2017-05", Range(Date(2015, 9), Date(2017, 5))),
    ("2015-09-01/2015-09-03", Range(Date(2015, 9, 1), Date(2015, 9, 3))),
    ("2015 / 2017-05", Range(Date(2015), Date(2017, 5))),
    ("2023/2024", Range(Date(2023), Date(2024))),
    ("2020/2020", Range(Date(2020), Date(2020))),
    ("2019-05/2019", Range(Date(2019, 5), Date(2019))),
    ("2019/2019-05", Range(Date(2019), Date(2019, 5))),
    ("~2015/2017~", Range(Date(2015, circa=True), Date(2017, circa=True))),
    ("2022-09/2026-05 expected", Range(Date(2022, 9), Date(2026, 5, expected=True))),
    ("Fall 2022/Spring 2023", Range(Date(2022, season="fall"), Date(2023, season="spring"))),
    (
        "WS 2022/23/SoSe 2023",
        Range(Date(2022, term="WS 2022/23", academic=True), Date(2023, term="SoSe 2023")),
    ),
    (
        "2021/22 / 2023/24",
        Range(Date(2021, term="2021/22", academic=True), Date(2023, term="2023/24", academic=True)),
    ),
    # Without an end or a start
    ("2019/present", Range(YEAR_2019, None, ongoing=True)),
    ("2019/Present", Range(YEAR_2019, None, ongoing=True)),
    ("2019/..", Range(YEAR_2019, None, ongoing=True)),
    ("2019/", Range(YEAR_2019, None, ongoing=True)),
    ("2023/24/present", Range(Date(2023, term="2023/24", academic=True), None, ongoing=True)),
    ("../2019", Range(None, YEAR_2019)),
    ("/2019", Range(None, YEAR_2019)),
    ("present", PRESENT),
    ("..", PRESENT),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_date_is_read(text: str, expected: Date | Range) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_a_date_as_a_text_is_read_as_the_same_date(text: str) -> None:
    assert parse(str(parse(text))) == parse(text)


SHOWN = [
    ("2019.09", "2019-09"),
    ("2019/09", "2019-09"),
    ("09/2019", "2019-09"),
    ("9.2019", "2019-09"),
    ("Sep 2019", "2019-09"),
    ("Sept. 2019", "2019-09"),
    ("September 2019", "2019-09"),
    ("2019 Sep", "2019-09"),
    ("2023-9", "2023-09"),
    ("2023-9-1", "2023-09-01"),
    ("2019/9/1", "2019-09-01"),
    ("1.9.2019", "2019-09-01"),
    ("9/1/2019", "2019-09-01 or 2019-01-09"),
    ("25/12/2019", "2019-12-25"),
    ("1 September 2019", "2019-09-01"),
    ("September 1st, 2019", "2019-09-01"),
    ("20190901", "2019-09-01"),
    ("201909", "2019-09"),
    ("2019-09-01T10:00:00Z", "2019-09-01"),
    ("2019年9月", "2019-09"),
    ("2019년 9월 1일", "2019-09-01"),
    ("c. 2020", "~2020"),
    ("circa 2020", "~2020"),
    ("2020?", "~2020"),
    ("~2020~", "~2020"),
    ("May 2026 (expected)", "2026-05 expected"),
    ("2019 - 2021", "2019/2021"),
    ("2019–2021", "2019/2021"),
    ("2019 – 2021", "2019/2021"),
    ("2019-2021", "2019/2021"),
    ("2019--2021", "2019/2021"),
    ("2019/21", "2019/2021"),
    ("2019 to 2021", "2019/2021"),
    ("2023-24", "2023/24 or 2023/2024"),
    ("2008/12", "2008-12 or 2008/2012"),
    ("WS 22/23", "WS 2022/23"),
    ("Sep 2019 – Jun 2023", "2019-09/2023-06"),
    ("Sep 2019/Jun 2023", "2019-09/2023-06"),
    ("Sep–Dec 2019", "2019-09/2019-12"),
    ("1–3 September 2015", "2015-09-01/2015-09-03"),
    ("September 1-3, 2015", "2015-09-01/2015-09-03"),
    ("2015-09-01/03", "2015-09-01/2015-09-03"),
    ("2015-09/12", "2015-09/2015-12"),
    ("Fall 2022 – Spring 2023", "Fall 2022/Spring 2023"),
    ("2019 – present", "2019/present"),
    ("2019–now", "2019/present"),
    ("2019-", "2019/present"),
    ("since 2019", "2019/present"),
    ("until 2019", "../2019"),
    ("now", "present"),
    ("2021–2019", "2019/2021"),
    # Digits of other scripts, spaces and marks that look like nothing
    ("٢٠١٩", "2019"),
    ("２０１９-０９", "2019-09"),
    ("Sep\u00a02019", "2019-09"),
    ("\u200b2019", "2019"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_another_form_is_an_error_that_shows_ours(text: str, shown: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(caught.value).startswith('cannot read the date "')
    assert str(caught.value).endswith(f'": write {shown}')
    assert caught.value.suggestions == tuple(shown.split(" or "))
    assert caught.value.column_offset == 0


HOW = "write it like 2019, 2019-09 or 2019-09-01"


@pytest.mark.parametrize(
    ("text", "column_offset", "message"),
    [
        ("", 0, f"the date is empty: {HOW}"),
        ("  ", 0, f"the date is empty: {HOW}"),
        (
            "June 20x0",
            0,
            f'cannot read the date "June 20x0": {HOW}, or keep the text and put a sort_date beside it',
        ),
        ("2019-13", 0, 'the date "2019-13" has month 13: a month is 01 to 12'),
        ("2019-00", 0, 'the date "2019-00" has month 0: a month is 01 to 12'),
        ("2019-02-31", 0, 'the date "2019-02-31" has day 31: 2019-02 has the days 01 to 28'),
        ("  2019-02-31", 2, 'the date "2019-02-31" has day 31: 2019-02 has the days 01 to 28'),
        ("2019-01/ 2019-13", 9, 'the date "2019-13" has month 13: a month is 01 to 12'),
        ("0999", 0, 'the date "0999" has year 0999: a year is 1000 to 9999'),
        ("../..", 0, 'the range "../.." has no date: write 2019/present or ../2019'),
        ("/", 0, 'the range "/" has no date: write 2019/present or ../2019'),
        (
            "present/2019",
            0,
            'the range "present/2019" starts at the present: write 2019/present or ../2019',
        ),
    ],
)
def test_an_error_says_what_is_wrong_and_where(text: str, column_offset: int, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert (str(caught.value), caught.value.column_offset) == (message, column_offset)


@pytest.mark.parametrize(
    "text",
    [
        "12019",
        "2019/2020/2021",
        "Herbst 2023",
        "in press",
        "Q5 2024",
        "Winter 2022/24",
        "²019",
        "2019 2020",
        "x" * 999,
    ],
)
def test_any_other_text_is_an_error_that_offers_a_sort_date(text: str) -> None:
    with pytest.raises(DateError, match=r"put a sort_date beside it$"):
        parse(text)


def test_an_error_quotes_a_long_text_on_one_short_line() -> None:
    with pytest.raises(DateError) as caught:
        parse("no\ndate\x00 " * 30)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "column_offset"), [("2021/2019", 5), ("2019-09-02/2019-09-01", 11), (" WS 2023 / SS 2023", 11)]
)
def test_a_range_that_ends_before_it_starts_has_its_own_error(text: str, column_offset: int) -> None:
    with pytest.raises(OrderError, match=r"ends before it starts: write .* if the two are swapped") as caught:
        parse(text)
    assert caught.value.column_offset == column_offset


@pytest.mark.parametrize("text", ["Fall 2023/Spring 2023", "Summer 2023/Winter 2023", "Winter 2023/2023-02"])
def test_seasons_of_one_year_have_no_order_on_both_hemispheres(text: str) -> None:
    assert isinstance(parse(text), Range)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("~2020", "2020"),
        ("2026-05 expected", "2026-05"),
        ("Fall 2023", "2023"),
        ("Winter 2022/23", "2022"),
        ("Hilary 2022/23", "2023"),
        ("WS 2022/23", "2022"),
        ("2023/24", "2023"),
    ],
)
def test_iso_is_valid_in_a_time_element(text: str, iso: str) -> None:
    date = parse(text)
    assert isinstance(date, Date)
    assert date.iso == iso


@pytest.mark.parametrize(
    "bad", [{"year": 999}, {"year": 10000}, {"month": 13}, {"month": 2, "day": 30}, {"day": 1}, {"month": 0}]
)
def test_a_date_that_does_not_exist_cannot_be_made(bad: dict[str, int]) -> None:
    with pytest.raises(DateError):
        Date(**{"year": 2019, **bad})


def test_a_range_needs_exactly_one_of_an_end_and_the_present() -> None:
    with pytest.raises(DateError):
        Range(YEAR_2019, None)
    with pytest.raises(DateError):
        Range(YEAR_2019, Date(2020), ongoing=True)


def test_what_was_typed_is_kept_as_a_plain_text_and_does_not_make_dates_differ() -> None:
    date = parse(Text("2020~", Position("cv.yaml", 1, 1)))
    assert isinstance(date, Date)
    assert (date.typed, type(date.typed)) == ("2020~", str)
    assert date == parse("~2020")
    assert hash(date) == hash(parse("~2020"))


def test_dates_and_their_errors_can_be_pickled() -> None:
    value = parse("WS 2022/23/present")
    assert pickle.loads(pickle.dumps(value)) == value
    error = pickle.loads(pickle.dumps(OrderError("message", 3, ("2019",))))
    assert (str(error), error.column_offset, error.suggestions) == ("message", 3, ("2019",))


# --- start and end


def test_a_start_alone_is_ongoing() -> None:
    assert between(Date(2019), None) == Range(Date(2019), None, ongoing=True)
    assert between(Date(2019), parse_end("present")) == Range(Date(2019), None, ongoing=True)


def test_a_start_that_is_only_expected_is_not_ongoing() -> None:
    assert between(Date(2030, expected=True), None) == Date(2030, expected=True)


def test_a_start_and_an_end_are_a_range() -> None:
    assert between(Date(2019), parse_end("2021-05")) == Range(Date(2019), Date(2021, 5))
    assert between(None, Date(2021)) == Range(None, Date(2021))
    with pytest.raises(OrderError):
        between(Date(2021), Date(2019))


def test_a_start_or_an_end_is_no_range() -> None:
    assert parse_start("2019") == Date(2019)
    with pytest.raises(DateError, match='a start is one date, not "2019/2021"'):
        parse_start("2019/2021")
    with pytest.raises(DateError, match='a start is one date, not "present"'):
        parse_start("present")
    with pytest.raises(DateError, match='an end is one date or present, not "2019/2021"'):
        parse_end("2019/2021")


# --- Order


def test_entries_are_sorted_newest_first() -> None:
    newest_first = [
        "2023/present",
        "2019/present",
        "2015/2016 + 2020/present",
        "present",
        "2024-06/2026-05 expected",
        "2024/25",
        "2024",
        "2023/2024",
        "2022/2024-12",
        "2024-11",
        "2024-11-30 + 2024-10",
        "Fall 2024",
        "SoSe 2024",
        "2024-09-30 + 2023",
        "Summer 2024",
        "Spring 2024",
        "Winter 2024",
        "2018/2019 + 2023-12-31",
        "../2020",
        "",
    ]

    def key(text: str) -> tuple[object, ...]:
        return span([parse(part) for part in text.split(" + ") if part])

    assert sorted(sorted(newest_first), key=key, reverse=True) == newest_first


def test_a_text_that_is_no_date_is_sorted_as_undated() -> None:
    assert span([Written("the nineties")]) == span([])
    assert span([Written("the nineties"), Date(1990)]) == span([Date(1990)])


def test_a_date_is_sorted_by_the_first_day_that_it_can_mean_then_by_the_last() -> None:
    earliest_first = [
        *("2018-12-31", "2019-01-01", "2019-01", "Winter 2019", "Term 1 2019", "2019", "2019-02", "FS 2019"),
        *("Spring 2019", "Easter 2019", "SS 2019", "Semester 2, 2019", "Fall 2019", "HS 2019", "2019/20"),
        *("Michaelmas 2019", "Winter 2019/20", "Lent 2019/20"),
    ]

    def key(text: str) -> tuple[object, ...]:
        date = parse(text)
        assert isinstance(date, Date)
        return date.sort_key

    assert sorted(sorted(earliest_first), key=key) == earliest_first


# --- Any text, any date

days = st.dates(datetime.date(1000, 1, 1))
iso_texts = days.flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)
pieces = [*"0123456789~/.-– ,?'", "20", "2019", "Sep", "Fall ", " to ", "present", "expected", "٣", "年"]
near_misses = st.lists(st.sampled_from(pieces), max_size=60).map("".join)
written = st.one_of(
    st.sampled_from([text for text, _ in READ]),
    iso_texts,
    st.tuples(iso_texts, iso_texts).map(sorted).map("/".join),
)


@given(st.one_of(st.text(), near_misses))
def test_no_text_raises_anything_but_a_date_error_and_each_suggestion_can_be_read(text: str) -> None:
    try:
        value = parse(text)
    except DateError as caught:
        error = caught
    else:
        assert parse(str(value)) == value
        return
    assert "\n" not in str(error)
    assert 0 <= error.column_offset <= len(text)
    for suggestion in error.suggestions:
        parse(suggestion)


@given(iso_texts)
def test_every_iso_date_is_its_own_iso(text: str) -> None:
    date = parse(text)
    assert isinstance(date, Date)
    assert (date.iso, str(date), date.typed) == (text, text, text)


@given(st.lists(written.map(parse), max_size=5))
def test_every_date_can_be_ordered_with_every_other(values: list[Date | Range]) -> None:
    keys = sorted(span([value]) for value in values)
    assert all(first <= second for first, second in pairwise(keys))
    for value in values:
        if isinstance(value, Date):
            first, last = value.sort_key
            assert first <= last
            assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value.iso)


@given(days, days)
def test_an_earlier_day_has_the_smaller_key(one: datetime.date, other: datetime.date) -> None:
    keys = [Date(day.year, day.month, day.day).sort_key for day in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)
