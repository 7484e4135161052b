"""Biblatex's data annotations: what an entry says of single authors, in a field such as ``author+an``.

The syntax is that of biblatex's manual, "Data Annotations": ``1=self; 2=equal,corresponding;
3:family=student; =alphabetical``, and in quotes a text to be taken as it is: ``1="0000-0002-1825-0097"``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.model.networks import ProfileError, orcid_id
from sphinx_homepage.model.publications.identity import is_orcid
from sphinx_homepage.model.text import Position

if TYPE_CHECKING:
    from sphinx_homepage.model.publications.names import Names
    from sphinx_homepage.model.text import Text

_ITEM: Final = re.compile(r'(?:"[^"]*"|[^;"]|")+?(?=;|\Z)')
_WHOM: Final = re.compile(r"(?P<number>[0-9]*)\s*(?::|\Z)")
_LONGEST_ROLE: Final = 40
_FORM: Final = "write it like 1=self; 2=equal,corresponding"

_ROLES: Final = {
    "self": ("self", "me", "myself", "highlight"),
    "equal": (
        "equal",
        "equalcontribution",
        "equalcontrib",
        "equalcontributor",
        "equalauthor",
        "contributedequally",
        "cofirst",
        "cofirstauthor",
        "jointfirst",
        "jointfirstauthor",
        "sharedfirst",
        "sharedfirstauthor",
    ),
    "corresponding": ("corresponding", "correspondingauthor", "corr", "correspondence"),
    "student": ("student", "studentauthor"),
}
"""The roles that are known, each under every name that is in use."""
_KNOWN: Final = {alias: role for role, aliases in _ROLES.items() for alias in aliases}


def annotate(names: Names, annotation: Text, annotation_name: str = "") -> tuple[Names, list[Problem]]:
    """Return *names* with the roles and ORCIDs that an annotation gives them.

    A role that is not known is kept as typed. One of a part of a name is of its person; one of the whole
    field is everybody's, where it is a known role other than ``self``. A text in quotes is an ORCID, if it
    looks like one or the annotation is named ``orcid``, and else a text for the person's own style.

    Args:
        names: The people of the annotated field.
        annotation: The value of ``author+an`` or ``author+an:<name>``.
        annotation_name: The annotation's own name: what stands behind ``+an:``.
    """
    problems: list[Problem] = []
    people = list(names.people)
    is_orcids = annotation_name.strip().lower() == "orcid"
    for item in _ITEM.finditer(annotation):
        if not item[0].strip():
            continue
        where = _place(annotation, item.start() + len(item[0]) - len(item[0].lstrip()))
        whom, equals, value = (part.strip() for part in item[0].partition("="))
        found = _WHOM.match(whom)
        if not found or not equals or not value:
            message = f'cannot read the annotation "{shown(item[0])}"; {_FORM}'
            problems.append(Problem(Code.BIB_ANNOTATION, message, where))
            continue
        number = found["number"]
        if number and (len(number) > 6 or not 1 <= int(number) <= len(people)):
            there_are = "there is 1 name" if len(people) == 1 else f"there are {len(people)} names"
            message = (
                f'the annotation "{shown(item[0])}" is of name {shown(number)}, and {there_are}; count from 1'
            )
            problems.append(Problem(Code.BIB_ANNOTATION, message, where))
            continue
        is_literal = len(value) > 1 and value[0] == value[-1] == '"'
        words = value[1:-1] if is_literal else value
        if is_orcids or (is_literal and is_orcid(words)):
            try:
                orcid = orcid_id(words)
            except ProfileError as error:
                problems.append(Problem(Code.BIB_ANNOTATION, str(error), where))
                continue
            if not number:
                message = f'the annotation "{shown(item[0])}" says not whose ORCID it is; write 1="{orcid}"'
                problems.append(Problem(Code.BIB_ANNOTATION, message, where))
            else:
                people[int(number) - 1] = people[int(number) - 1]._replace(orcid=orcid)
        elif not is_literal:
            roles = _roles_in(words)
            if not number:
                roles = [role for role in roles if role in _ROLES and role != "self"]
            for at in [int(number) - 1] if number else range(len(people)) if roles else ():
                known = people[at].roles
                people[at] = people[at]._replace(roles=tuple(dict.fromkeys((*known, *roles))))
    return names._replace(people=tuple(people)), problems


def _roles_in(words: str) -> list[str]:
    typed = (" ".join(word.strip(" {}\t\r\n").lower().split()) for word in words.split(","))
    return [_KNOWN.get(re.sub(r"[\s_-]", "", word), word[:_LONGEST_ROLE]) for word in typed if word]


def _place(text: Text, offset: int) -> Position | None:
    if text.position is None:
        return None
    path, line, column = text.position
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    _, newline, last = before.rpartition("\n")
    if newline:
        return Position(path, line + before.count("\n"), len(last) + 1)
    return Position(path, line, column + offset)
