"""The numbers before publications: the option ``numbering``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.model.publications.option_texts import parts, unknown, wrong
from sphinx_homepage.model.publications.types import type_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.publications.groups import Item
    from sphinx_homepage.model.text import Text

SCOPES: Final = ("per-type", "per-group")
DIRECTIONS: Final = ("ascending", "descending")


class Numbering(NamedTuple):
    """What the option asks for."""

    scope: str = ""
    """One of :data:`SCOPES`, or nothing: one row of numbers for the whole list."""
    is_descending: bool = False


def read_numbering(value: Text | None) -> tuple[Numbering | None, list[Problem]]:
    """Return what the option asks for, None where nothing has a number, and what is wrong with it.

    Numbers within a type or a group descend, as new papers then change no number; ``per-type ascending``
    says otherwise.
    """
    problems: list[Problem] = []
    scope = direction = ""
    is_none = True
    for word in parts(value, r",\s") if value else ():
        name = word.lower().replace("_", "-")
        if name in SCOPES and not scope:
            scope = name
        elif name in DIRECTIONS and not direction:
            direction = name
        elif name == "none":
            continue
        elif name in {*SCOPES, *DIRECTIONS}:
            problems.append(
                wrong(f'"numbering" cannot be "{word}" beside "{scope or direction}": write one', word)
            )
            continue
        else:
            problems.append(unknown("numbering", word, ("none", *DIRECTIONS, *SCOPES)))
            continue
        is_none = False
    if is_none:
        return None, problems
    return Numbering(scope, (direction or "descending" if scope else direction) == "descending"), problems


def number(leaves: Sequence[Sequence[Item]], numbering: Numbering) -> None:
    """Give every item its number, in the order of the page.

    What stands in several groups has in all of them the number of the first; only numbers within a group
    are each group's own.

    Args:
        leaves: The items of each group that holds some, in the order of the page.
        numbering: What the option asks for.
    """
    rows: dict[Hashable, dict[int, list[Item]]] = {}
    for group, items in enumerate(leaves):
        for item in items:
            of_type = type_of(item.publication.type).name if numbering.scope == "per-type" else None
            row = rows.setdefault(group if numbering.scope == "per-group" else of_type, {})
            row.setdefault(id(item.publication), []).append(item)
    for row in rows.values():
        for count, same in enumerate(row.values()):
            for item in same:
                item.number = len(row) - count if numbering.is_descending else count + 1
