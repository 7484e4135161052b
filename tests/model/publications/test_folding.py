"""A long list of authors is folded, and the person stays visible with the place in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_homepage.model.publications.folding import AuthorLine, Run, fold
from sphinx_homepage.model.publications.names import Name

PEOPLE = [Name("Petrov", f"A. {number}") for number in range(200)]


def shown(start: int, stop: int) -> Run:
    return Run(start, stop, is_hidden=False)


def hidden(start: int, stop: int) -> Run:
    return Run(start, stop, is_hidden=True)


@pytest.mark.parametrize(
    ("total", "me", "at_most", "expected"),
    [
        (0, (), 5, AuthorLine((), (), 0, 0, False)),
        (5, (), 5, AuthorLine((shown(0, 5),), (), 0, 5, False)),
        (189, (96,), 0, AuthorLine((shown(0, 189),), (), 0, 189, False)),
        # never "and 1 more"
        (6, (), 5, AuthorLine((shown(0, 6),), (), 0, 6, False)),
        (7, (), 5, AuthorLine((shown(0, 5), hidden(5, 7)), (), 2, 7, False)),
        (7, (5,), 5, AuthorLine((shown(0, 7),), (), 0, 7, False)),
        (7, (6,), 5, AuthorLine((shown(0, 7),), (), 0, 7, False)),
        # the person among those shown at once, just behind them, far behind them, last
        (189, (2,), 5, AuthorLine((shown(0, 5), hidden(5, 189)), (), 184, 189, False)),
        (189, (5,), 5, AuthorLine((shown(0, 6), hidden(6, 189)), (), 183, 189, False)),
        (189, (6,), 5, AuthorLine((shown(0, 7), hidden(7, 189)), (), 182, 189, False)),
        (
            189,
            (96,),
            5,
            AuthorLine((shown(0, 5), hidden(5, 96), shown(96, 97), hidden(97, 189)), (96,), 183, 189, False),
        ),
        (189, (188,), 5, AuthorLine((shown(0, 5), hidden(5, 188), shown(188, 189)), (188,), 183, 189, False)),
        (189, (187,), 5, AuthorLine((shown(0, 5), hidden(5, 187), shown(187, 189)), (187,), 182, 189, False)),
        # two that may be the person
        (
            20,
            (8, 10),
            5,
            AuthorLine((shown(0, 5), hidden(5, 8), shown(8, 11), hidden(11, 20)), (8, 10), 12, 20, False),
        ),
    ],
)
def test_what_of_a_list_is_shown(total, me, at_most, expected):
    assert fold(PEOPLE[:total], me, at_most) == expected
    mine = {PEOPLE[at] for at in me}
    assert fold(PEOPLE[:total], mine.__contains__, at_most) == expected


def test_a_list_that_ends_in_others_says_so():
    assert fold(PEOPLE[:6], (), 5, has_others=True) == AuthorLine((shown(0, 6),), (), 0, 6, True)
    assert fold(PEOPLE[:9], (), 5, has_others=True) == AuthorLine((shown(0, 5), hidden(5, 9)), (), 4, 9, True)


@given(st.integers(0, 60), st.sets(st.integers(0, 70), max_size=6), st.integers(0, 30))
def test_every_name_is_in_one_run_and_the_person_is_always_shown(total, me, at_most):
    line = fold(PEOPLE[:total], sorted(me), at_most)
    assert [at for run in line.runs for at in range(run.start, run.stop)] == list(range(total))
    assert all(one.is_hidden != other.is_hidden for one, other in zip(line.runs, line.runs[1:], strict=False))
    assert all(run.stop - run.start > (1 if run.is_hidden else 0) for run in line.runs)
    assert {at for at in me if at < total} <= set(line.shown)
    assert set(range(min(total, at_most or total))) <= set(line.shown)
    assert line.hidden == total - len(line.shown) != 1
