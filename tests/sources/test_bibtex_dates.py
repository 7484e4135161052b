"""When an entry was published, in the forms that .bib files have."""

from __future__ import annotations

import pytest

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.dates import Date, Range, Written
from sphinx_homepage.model.text import Position, Text
from sphinx_homepage.sources.bibtex.dates import read_dates, state_of

HERE = Position("papers.bib", 4, 9)


def read(**fields):
    return read_dates({name: Text(value, HERE) for name, value in fields.items()})


@pytest.mark.parametrize(
    ("fields", "when"),
    [
        ({"year": "2024"}, Date(2024)),
        ({"year": " 2024 "}, Date(2024)),
        ({"year": "{2024}"}, Date(2024)),
        ({"year": "2024a"}, Date(2024)),
        ({"year": "[2024]"}, Date(2024)),
        ({"year": "c. 1650"}, Date(1650, circa=True)),
        ({"year": "1650?"}, Date(1650, circa=True)),
        ({"year": "1998--2001"}, Range(Date(1998), Date(2001))),
        ({"year": "May 2020"}, Date(2020, 5)),
        ({"year": "2024", "month": "January"}, Date(2024, 1)),
        ({"year": "2024", "month": "jan"}, Date(2024, 1)),
        ({"year": "2024", "month": "sept"}, Date(2024, 9)),
        ({"year": "2024", "month": "Sept."}, Date(2024, 9)),
        ({"year": "2024", "month": "5"}, Date(2024, 5)),
        ({"year": "2024", "month": "05"}, Date(2024, 5)),
        ({"year": "2024", "month": "10~January"}, Date(2024, 1, 10)),
        ({"year": "2024", "month": "January~10"}, Date(2024, 1, 10)),
        ({"year": "2024", "month": "June", "day": "3"}, Date(2024, 6, 3)),
        ({"year": "2024", "month": "5--8 June"}, Range(Date(2024, 6, 5), Date(2024, 6, 8))),
        ({"year": "2024", "month": "June 28 -- July 2"}, Range(Date(2024, 6, 28), Date(2024, 7, 2))),
        ({"year": "2024", "month": "January--February"}, Range(Date(2024, 1), Date(2024, 2))),
        ({"year": "2024", "month": "December/January"}, Date(2024, 12)),
        ({"year": "2024", "month": "Fall"}, Date(2024, season="fall")),
        ({"date": "2024-05-17"}, Date(2024, 5, 17)),
        ({"date": "2024-05-17T10:00:00Z"}, Date(2024, 5, 17)),
        ({"date": "2024", "year": "2023"}, Date(2024)),
        ({"date": "1988~"}, Date(1988, circa=True)),
        ({"date": "1988?"}, Date(1988, circa=True)),
        ({"date": "2019-05/2019-06"}, Range(Date(2019, 5), Date(2019, 6))),
        ({"date": "1988/"}, Range(Date(1988), None, ongoing=True)),
        ({"date": "/1988"}, Range(None, Date(1988))),
        ({"date": "2020-21"}, Date(2020, season="spring")),
        ({"date": "199X"}, Range(Date(1990), Date(1999))),
        ({"date": "19XX"}, Range(Date(1900), Date(1999))),
        ({"date": "1999-XX"}, Date(1999)),
        ({"date": "-0300"}, Written("301 BCE")),
        ({"date": "-0300/-0200"}, Written("301 BCE–201 BCE")),
        ({"date": "0768"}, Written("768")),
        ({"year": "350"}, Written("350")),
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form(fields, when):
    assert read(**fields) == ((when,), "", [])


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("in press", "inpress"),
        ("In Press.", "inpress"),
        ("to appear", "forthcoming"),
        ("Forthcoming", "forthcoming"),
        ("accepted", "forthcoming"),
        ("submitted", "submitted"),
        ("under review", "submitted"),
        ("in preparation", "inpreparation"),
        ("2024", ""),
        ("submitted to nobody", ""),
    ],
)
def test_words_say_how_far_a_work_is(words, state):
    assert state_of(words) == state


def test_a_work_to_come_has_a_state_and_no_date():
    assert read(year="in press") == ((), "inpress", [])
    assert read(date="forthcoming") == ((), "forthcoming", [])
    assert read(year="2025 (to appear)") == ((Date(2025),), "forthcoming", [])
    assert read(year="2025", pubstate="submitted") == ((Date(2025),), "submitted", [])


@pytest.mark.parametrize("fields", [{}, {"year": "n.d."}, {"year": "--"}, {"year": "????"}])
def test_what_is_undated_is_no_mistake(fields):
    assert read(**fields) == ((), "", [])


@pytest.mark.parametrize(
    ("fields", "when", "message"),
    [
        (
            {"year": "long ago"},
            (Written("long ago"),),
            'cannot read the date "long ago"; write it like 2024, or in press, to appear, submitted',
        ),
        (
            {"year": "vol. 2020, no. 7"},
            (Date(2020),),
            'cannot read the date "vol. 2020, no. 7"; write it like 2024, or in press, to appear, submitted',
        ),
        (
            {"date": "2019-02-30"},
            (Written("2019-02-30"),),
            'cannot read the date "2019-02-30"; write it like 2024, 2024-05, 2024-05-17 or 2024/2025',
        ),
        (
            {"date": "long ago", "year": "2020"},
            (Date(2020),),
            'cannot read the date "long ago"; write it like 2024, 2024-05, 2024-05-17 or 2024/2025',
        ),
        (
            {"year": "2020", "month": "octember"},
            (Date(2020),),
            'cannot read the month "octember"; write it like may or 5',
        ),
        (
            {"year": "2020", "month": "feb", "day": "31"},
            (Date(2020, 2),),
            '2020-02 has no day "31"; write one that it has',
        ),
    ],
)
def test_what_cannot_be_read_is_told_and_as_much_as_can_be_is_kept(fields, when, message):
    dates, _, problems = read(**fields)
    assert dates == when
    assert [(problem.code, problem.message, problem.position) for problem in problems] == [
        (Code.BIB_DATE, message, HERE)
    ]


def test_a_number_without_end_is_read_in_time():
    for field in ("year", "date"):
        assert len(read(**{field: "9" * 500_000})[2]) == 1
    assert len(read(year="2020", month="1" * 500_000)[2]) == 1
