"""Biblatex's annotations of authors give them roles and ORCIDs."""

from __future__ import annotations

import time

import pytest

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.text import Position, Text
from sphinx_homepage.sources.annotations import annotate

ORCID = "0000-0002-1825-0097"
PEOPLE = Names((Name("Petrov", "Ana"), Name("Li", "Wen", roles=("student",)), Name("Vik", "Bo")))


def annotated(typed: str, annotation_name: str = ""):
    names, problems = annotate(PEOPLE, Text(typed, Position("papers.bib", 7, 16)), annotation_name)
    return [(name.roles, name.orcid) for name in names.people], problems


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        (
            "1=self; 2=equal,corresponding; 3:family=thirdrole",
            [("self",), ("student", "equal", "corresponding"), ("thirdrole",)],
        ),
        ("1=me;2=student", [("self",), ("student",), ()]),
        (
            " 1 = Co-First , corr ;\n 3 = equal contribution;",
            [("equal", "corresponding"), ("student",), ("equal",)],
        ),
        ("1={highlight}; 1=corresponding author", [("self", "corresponding"), ("student",), ()]),
        ("1=Data Curator", [("data curator",), ("student",), ()]),
        ("=equal,self,alphabetical", [("equal",), ("student", "equal"), ("equal",)]),
        ('1="a; literal, text"; 3=equal', [(), ("student",), ("equal",)]),
        ("", [(), ("student",), ()]),
        (";;", [(), ("student",), ()]),
    ],
)
def test_roles_go_to_whom_the_annotation_names(typed, roles):
    assert annotated(typed) == ([(role, "") for role in roles], [])


@pytest.mark.parametrize(
    ("typed", "annotation_name"),
    [
        (f'3="{ORCID}"', "orcid"),
        (f"3={ORCID}", "ORCID"),
        (f'3="https://orcid.org/{ORCID}"', ""),
        (f'3="{ORCID.replace("-", "")}"', "id"),
    ],
)
def test_an_orcid_goes_to_whom_the_annotation_names(typed, annotation_name):
    assert annotated(typed, annotation_name) == ([((), ""), (("student",), ""), ((), ORCID)], [])


FORM = "write it like 1=self; 2=equal,corresponding"


@pytest.mark.parametrize(
    ("typed", "annotation_name", "line", "column", "message"),
    [
        (
            "1=self; 4=equal",
            "",
            7,
            24,
            'the annotation "4=equal" is of name 4, and there are 3 names; count from 1',
        ),
        (
            "0=equal;1=self",
            "",
            7,
            16,
            'the annotation "0=equal" is of name 0, and there are 3 names; count from 1',
        ),
        ("1=self;\n  oops", "", 8, 3, f'cannot read the annotation "oops"; {FORM}'),
        ("1=self; 2=", "", 7, 24, f'cannot read the annotation "2="; {FORM}'),
        ("1=self; first=equal", "", 7, 24, f'cannot read the annotation "first=equal"; {FORM}'),
        (
            f'="{ORCID}"; 1=self',
            "",
            7,
            16,
            f'the annotation "="{ORCID}"" says not whose ORCID it is; write 1="{ORCID}"',
        ),
        (
            '1=self; 2="0000-0002-1825-0098"',
            "",
            7,
            24,
            '"0000-0002-1825-0098" is not an ORCID iD: its last digit does not fit the others; '
            "compare it with the one on your ORCID page",
        ),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_is_used(typed, annotation_name, line, column, message):
    roles, problems = annotated(typed, annotation_name)
    assert problems == [Problem(Code.BIB_ANNOTATION, message, Position("papers.bib", line, column))]
    assert roles == [(("self",), ""), (("student",), ""), ((), "")]


def test_an_annotation_of_nobody_is_said():
    names, problems = annotate(Names((Name("Vik"),), has_others=True), Text("2=self"))
    assert names == Names((Name("Vik"),), has_others=True)
    assert [problem.message for problem in problems] == [
        'the annotation "2=self" is of name 2, and there is 1 name; count from 1'
    ]


@pytest.mark.parametrize("part", ['"', "1=", "1=a;", " ", "=", ":", '"";', "1,"])
def test_a_huge_annotation_takes_no_time(part):
    started = time.process_time()
    annotate(PEOPLE, Text(part * 50_000))
    assert time.process_time() - started < 2
