"""YAML as people type it: every scalar a text with its position, every mistake a problem with its fix.

The way from a text to its tree: :mod:`~sphinx_homepage.sources.yaml_characters` makes of it what a parser
can read, :mod:`~sphinx_homepage.sources.yaml_reader` reads the parser's events, and
:mod:`~sphinx_homepage.sources.yaml_repair` puts right in memory what the parser stops at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import Problem
from sphinx_homepage.model.text import Position, Text
from sphinx_homepage.sources.yaml_characters import TAB, printable, with_stand_ins
from sphinx_homepage.sources.yaml_edits import EditedLines
from sphinx_homepage.sources.yaml_faults import Fault
from sphinx_homepage.sources.yaml_marks import Marks
from sphinx_homepage.sources.yaml_reader import Reader
from sphinx_homepage.sources.yaml_repair import Repair

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Tree


def parse(
    source: str, path: str, *, first_line: int = 1, first_column: int = 1
) -> tuple[Tree, list[Problem]]:
    """Return the tree of a YAML or JSON text, and everything that is wrong with it.

    Every scalar is a :class:`Text` as typed (``NO``, ``12:30`` and ``3.10`` too); only an empty value,
    ``~`` and ``null`` are ``None``. A text that is not YAML is put right in memory, each time with a
    problem that shows the right line, and read on.

    Args:
        source: The text. In a ``.json`` file, JSON's tabs and surrogate pairs are understood.
        path: The file, for positions.
        first_line: The line of the file at which *source* begins.
        first_column: The column of the file at which each line of *source* begins.
    """
    origin = Position(path, first_line, first_column)
    is_json = path.endswith(".json")
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    source, problems = printable(source, origin)
    text, typed = with_stand_ins(source, is_json=is_json)
    marks = Marks(text, source, origin)
    reader = Reader(marks, typed)
    tree = reader.read()
    if reader.fault is not None:
        edited = EditedLines(text, source)
        repair = Repair(edited, _first_fault, is_json=is_json)
        repair.run()
        marks = Marks("\n".join(edited.lines), source, origin, edited.edits)
        reader = Reader(marks, {**typed, ord(TAB): "\t"})
        tree = reader.read()
        if reader.fault is not None:
            repair.give_up(reader.fault)
        problems += (
            Problem(fix.code, fix.message, marks.place(fix.line, fix.column)) for fix in edited.fixes()
        )
    problems += marks.problems
    distinct = {(problem.code, problem.position): problem for problem in reversed(problems)}
    return tree, sorted(distinct.values(), key=lambda problem: (problem.position or origin)[1:])


def _first_fault(text: str, *, as_part: bool = False) -> Fault | None:
    """Return where the parser stops in *text*; in a part of a larger tree, a bare text is a fault too."""
    reader = Reader(Marks(text, text, Position("", 1, 1)), {})
    tree = reader.read()
    if reader.fault is None and as_part and isinstance(tree, Text) and tree.position is not None:
        return Fault("could not find expected ':'", tree.position.line - 1, tree.position.column - 1)
    return reader.fault
