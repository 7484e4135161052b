"""People whom a list marks besides its owner: a group's members, students."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.model.publications.identity import read_people
from sphinx_homepage.model.publications.people import People, Person
from sphinx_homepage.model.publications.written_names import forms_of

if TYPE_CHECKING:
    from sphinx_homepage.model.publications.names import Name

_CLASS: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}\Z")
_FORM: Final = 'write {"student": ["Ana Petrov", "0000-0002-1825-0097"]}'


class Marks:
    """The classes that mark people, each with whom it marks."""

    def __init__(self, people: Mapping[str, tuple[Person, ...]]) -> None:
        self.people = dict(people)
        self._class_of = [name for name, persons in self.people.items() for _ in persons]
        self._index = People(person for persons in self.people.values() for person in persons)

    def __bool__(self) -> bool:
        return bool(self._index)

    def classes_of(self, name: Name) -> tuple[str, ...]:
        """Return the classes that mark *name*, in the order of the setting.

        A name that may be two people's is whose it is most surely: ``A. Petrov`` is Ana's and Anton's.
        """
        return tuple(dict.fromkeys(self._class_of[number] for number in sorted(self._index.best(name))))


def marks_of(setting: object) -> tuple[Marks, list[Problem]]:
    """Return whom ``homepage_marks`` marks.

    Args:
        setting: Its value: a mapping of classes to a name or ORCID, or to a list of them.
    """
    if not setting:
        return Marks({}), []
    if not isinstance(setting, Mapping):
        message = f"homepage_marks is {shown(repr(setting))}, which is not a mapping; {_FORM}"
        return Marks({}), [Problem(Code.SETTING, message)]
    problems: list[Problem] = []
    people: dict[str, tuple[Person, ...]] = {}
    for typed, value in setting.items():
        if not isinstance(typed, str) or not _CLASS.match(typed):
            message = (
                f"homepage_marks has the class {shown(repr(typed))}; "
                "write a word of letters, digits and hyphens that begins with a letter"
            )
            problems.append(Problem(Code.SETTING, message))
            continue
        names, orcids, found = read_people(f'homepage_marks["{typed}"]', value, _FORM)
        problems += found
        people[typed] = (
            *(Person(forms_of(name)) for name in names),
            *(Person((), orcid) for orcid in orcids),
        )
    return Marks(people), problems
