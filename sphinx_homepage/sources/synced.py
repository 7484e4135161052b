"""The file that ``sphinx-homepage sync`` writes and that builds read."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, in_order, shown
from sphinx_homepage.model.synced import (
    LARGEST,
    SERVICES,
    Known,
    Synced,
    bare_doi,
    is_repository,
    suggestion_id,
)
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.model.values import shape_of
from sphinx_homepage.sources.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.synced import Service, Value
    from sphinx_homepage.model.text import Tree

_EXAMPLE: Final = "openalex: {date: 2026-11-21, citations: {10.5555/12345678: 12}}"
DISMISSED: Final = "dismissed"
"""The key of what the person does not want to be suggested again."""
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LONGEST: Final = 2000
"""The characters that a text may have."""


def load_synced(name: Text, srcdir: Path) -> tuple[Synced, list[Problem]]:
    """Read the file that ``homepage_synced`` names. A value that is wrong is left out, with a problem.

    Args:
        name: The file, relative to the source directory.
        srcdir: The source directory.
    """
    table = Table("homepage_synced", name, srcdir, _EXAMPLE)
    synced = Synced()
    trees = table.fields(table.rows, (*SERVICES, DISMISSED), "the file of synced values")
    synced.dismissed = {*_dismissed(table, trees.pop(DISMISSED, None))}
    for service, tree in trees.items():
        row = SERVICES[service]
        if not isinstance(tree, Mapping):
            _wrong(table, tree, service, f'"{service}" is {shape_of(tree)}, and should be a mapping', row)
            continue
        fields = table.fields(tree, ("date", row.holds), f'"{service}"')
        date = _date(table, fields.get("date"), tree, row)
        if date is None:
            continue
        synced.dates[service] = date
        values = fields.get(row.holds)
        if isinstance(values, Mapping):
            read = ((key, _known(table, key, value, date, row)) for key, value in values.items())
            synced.values[service] = {str(key): known for key, known in read if known is not None}
        elif values is not None:
            message = f'"{row.holds}" is {shape_of(values)}, and should be a mapping'
            _wrong(table, values, row.holds, message, row)
    return synced, in_order(table.problems)


def _dismissed(table: Table, tree: Tree) -> Iterator[str]:
    items = tree if isinstance(tree, Sequence) else [] if tree is None else [tree]
    for item in items:
        name = suggestion_id(item) if isinstance(item, Text) else None
        if name is None:
            said = f'"{shown(item)}"' if isinstance(item, Text) else shape_of(item)
            message = f'"{DISMISSED}" has {said}; write the DOI of a suggestion, or orcid: and its number'
            table.report(Code.SYNCED, message, item, DISMISSED)
        else:
            yield name


def _known(table: Table, key: str, tree: Tree, otherwise: datetime.date, row: Service) -> Known | None:
    """Return a value, with the day of the service where it has none of its own."""
    what = {"openalex": "DOI", "github": "repository"}.get(row.key, "key")
    if not {"DOI": bare_doi(key) == key, "repository": is_repository(key)}.get(what, len(key) < _LONGEST):
        _wrong(table, None, key, f'"{shown(key)}" is no {what} in lower case', row)
        return None
    date: datetime.date | None = otherwise
    if isinstance(tree, Mapping):
        names = row.fields or ("count",)
        fields = table.fields(tree, (*names, "date"), f'"{shown(key)}"')
        if "date" in fields:
            date = _date(table, fields.pop("date"), tree, row)
        value = (
            _texts(table, tree, fields, key, row)
            if row.fields
            else _number(table, fields.get("count"), key, row)
        )
    else:
        value = _number(table, tree, key, row)
    return None if value is None or date is None else Known(value, date)


def _number(table: Table, tree: Tree, key: str, row: Service) -> Value | None:
    if not row.fields and isinstance(tree, Text) and tree.isascii() and tree.isdigit() and len(tree) < 10:
        number = int(tree)
        if number <= LARGEST:
            return number
    said = f'"{shown(tree)}"' if isinstance(tree, Text) else shape_of(tree)
    _wrong(table, tree, key, f'the {row.one} of "{shown(key)}" cannot be {said}', row)
    return None


def _texts(table: Table, parent: Mapping, fields: dict[str, Tree], key: str, row: Service) -> Value | None:
    found: dict[str, str] = {}
    for name, tree in fields.items():
        if not isinstance(tree, Text) or len(tree) > _LONGEST:
            said = "longer than any" if isinstance(tree, Text) else shape_of(tree)
            _wrong(table, tree, name, f'the "{name}" of a {row.one} is {said}, and should be a text', row)
            return None
        found[name] = str(tree)
    if "title" not in found:
        _wrong(table, parent, key, f'the {row.one} "{shown(key)}" has no "title"', row)
        return None
    return found


def _date(table: Table, tree: Tree, parent: Mapping, row: Service) -> datetime.date | None:
    if isinstance(tree, Text) and _DATE.fullmatch(tree):
        try:
            return datetime.date.fromisoformat(tree)
        except ValueError:
            pass
    said = f'"{shown(tree)}"' if isinstance(tree, Text) else shape_of(tree)
    message = f'a "date" is a day such as 2026-11-21, not {said}'
    _wrong(table, tree if tree is not None else parent, "date", message, row)
    return None


def _wrong(table: Table, tree: Tree, key: str, message: str, row: Service) -> None:
    fix = f'run "sphinx-homepage sync {row.key}", which writes it anew, or take it out'
    table.report(Code.SYNCED, f"{message}; {fix}", tree, key)
