"""People of a group are marked with classes of their own."""

from __future__ import annotations

import pytest

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.publications.marks import marks_of
from sphinx_homepage.model.publications.names import Name

ORCID = "0000-0002-1825-0097"


def test_each_name_has_the_classes_of_those_it_may_be():
    marks, problems = marks_of(
        {
            "member": ["Ana Petrov", "Anton Petrov", "Wen Li"],
            "student": ("Ana Petrov", ORCID),
            "alumna": "Bo Vik",
        }
    )
    assert problems == []
    assert marks
    names = {
        "Ana": Name("Petrov", "Ana"),
        "either": Name("Petrov", "A."),
        "Anton": Name("Petrov", "Anton"),
        "Bo": Name("Vik", "B."),
        "nobody": Name("Favre", "Ketevan"),
        "ORCID": Name("Favre", "Ketevan", orcid=ORCID),
    }
    assert {key: marks.classes_of(name) for key, name in names.items()} == {
        "Ana": ("member", "student"),
        "either": ("member", "student"),
        "Anton": ("member",),
        "Bo": ("alumna",),
        "nobody": (),
        "ORCID": ("student",),
    }


@pytest.mark.parametrize("nothing", [None, "", {}, []])
def test_nobody_is_marked_without_the_setting(nothing):
    marks, problems = marks_of(nothing)
    assert not marks
    assert problems == []
    assert marks.classes_of(Name("Petrov", "Ana")) == ()


FORM = 'write {"student": ["Ana Petrov", "0000-0002-1825-0097"]}'


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        (["Ana Petrov"], f"homepage_marks is ['Ana Petrov'], which is not a mapping; {FORM}"),
        (
            {'x" onclick="': ["Ana Petrov"]},
            "homepage_marks has the class 'x\" onclick=\"'; "
            "write a word of letters, digits and hyphens that begins with a letter",
        ),
        ({"student": [7]}, f'homepage_marks["student"] has 7, which is not a text; {FORM}'),
        (
            {"student": "0000-0002-1825-009"},
            'homepage_marks["student"]: "0000-0002-1825-009" is not an ORCID profile: '
            'write the 16-digit iD (like "0000-0002-1825-0097") or an https:// address',
        ),
    ],
)
def test_a_wrong_setting_is_said(setting, message):
    marks, problems = marks_of(setting)
    assert [(problem.code, problem.message) for problem in problems] == [(Code.SETTING, message)]
    assert marks.classes_of(Name("Petrov", "Ana")) == ()
