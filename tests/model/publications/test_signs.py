"""Roles of authors have signs, the same in a whole list, and a legend of those that occur."""

from __future__ import annotations

from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.publications.signs import LegendRow, Sign, author_signs


def author(*roles: str, symbols: str = "") -> Name:
    return Name("Petrov", "Ana", roles=roles, symbols=symbols)


def of(*entries: list[Name]):
    names = [Names(tuple(entry)) for entry in entries]
    signs = author_signs(names)
    return [[signs.of(name) for name in entry.people] for entry in names], signs.legend


EQUAL = LegendRow("*", "equal", "Equal contribution")
CORRESPONDING = LegendRow("†", "corresponding", "Corresponding author")
STUDENT = LegendRow("‡", "student", "Student")


def test_known_roles_have_their_signs_in_whatever_order_they_occur():
    assert of([author("student"), author("self", "corresponding", "equal")], [author("equal"), author()]) == (
        [
            [(Sign("‡", "student"),), (Sign("*", "equal"), Sign("†", "corresponding"))],
            [(Sign("*", "equal"),), ()],
        ],
        (EQUAL, CORRESPONDING, STUDENT),
    )


def test_the_legend_has_the_roles_that_occur_alone():
    assert of([author("student"), author("self")]) == ([[(Sign("‡", "student"),), ()]], (STUDENT,))
    assert of([author("self"), author()], []) == ([[(), ()], []], ())


def test_further_roles_have_the_signs_that_are_left_and_their_own_names():
    _, legend = of([author("editor of data", "equal"), author("b"), author("c"), author("d"), author("e")])
    assert legend == (
        EQUAL,
        LegendRow("§", "editor of data", "Editor of data", is_message=False),
        LegendRow("¶", "b", "B", is_message=False),
        LegendRow("‖", "c", "C", is_message=False),
        LegendRow("#", "d", "D", is_message=False),
        LegendRow("**", "e", "E", is_message=False),
    )


def test_signs_that_were_typed_stay():
    assert of([author(symbols="*†"), author(symbols="**,‡")]) == (
        [[(Sign("*"), Sign("†")), (Sign("**"), Sign("‡"))]],
        (),
    )


def test_a_role_does_not_use_a_sign_that_its_entry_typed_for_something_else():
    entries, legend = of(
        [author("equal", symbols="∗"), author("equal"), author(symbols="§")], [author("equal")]
    )
    assert legend == (LegendRow("¶", "equal", "Equal contribution"),)
    assert entries == [
        [(Sign("∗"), Sign("¶", "equal")), (Sign("¶", "equal"),), (Sign("§"),)],
        [(Sign("¶", "equal"),)],
    ]


def test_a_sign_that_was_typed_for_the_role_is_not_said_twice():
    assert of([author("equal", symbols="*"), author("equal", symbols="*"), author()]) == (
        [[(Sign("*", "equal"),), (Sign("*", "equal"),), ()]],
        (EQUAL,),
    )


def test_a_sign_typed_in_an_entry_without_roles_takes_none_away():
    assert of([author(symbols="*"), author()], [author("equal")]) == (
        [[(Sign("*"),), ()], [(Sign("*", "equal"),)]],
        (EQUAL,),
    )
