"""The parser's marks, and the places in the source and in the file for which they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.diagnostics import Problem
from sphinx_homepage.model.text import Position

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_homepage.diagnostics import Code
    from sphinx_homepage.sources.yaml_edits import Edit

_COMMENT: Final = re.compile(r"[ \t]+#")


class Marks:
    """Where marks stand, and what is reported of them.

    Args:
        text: What the parser reads.
        source: What was typed.
        origin: Where in a file the source begins.
        edits: What became of the lines of the source, if the text is a repaired one.
    """

    def __init__(
        self, text: str, source: str, origin: Position, edits: Mapping[int, Edit] | None = None
    ) -> None:
        self.text = text
        self.source = source
        self.origin = origin
        self.edits = edits or {}
        self.problems: list[Problem] = []
        # In a repaired text, only lines stand where they stood.
        self._line_starts = (
            [0, *(end.end() for end in re.finditer("\n", source))] if edits is not None else []
        )

    def place(self, line: int, column: int) -> Position:
        """Return the position in the file of a place in the text, both counted from 0."""
        edit = self.edits.get(line)
        if edit is not None:
            column = max(column - edit.shift, 0)
        return Position(self.origin.path, line + self.origin.line, column + self.origin.column)

    def offset(self, mark: Any) -> int:
        """Return where in the source a mark stands."""
        if not self._line_starts:
            index: int = mark.index
            return index
        line, column = mark.line, mark.column
        edit = self.edits.get(line)
        if edit is not None:
            if 0 <= edit.column < column:
                line, column = edit.end[0], edit.end[1] + max(column - edit.column - edit.width, 0)
            else:
                column = max(column - edit.shift, 0)
        if line >= len(self._line_starts):
            return len(self.source)
        return int(min(self._line_starts[line] + column, len(self.source)))

    def before(self, mark: Any) -> str:
        """Return what stands before a mark in its line."""
        end = self.offset(mark)
        return self.source[self.source.rfind("\n", 0, end) + 1 : end].lstrip()

    def cut(self, mark: Any) -> Position | None:
        """Return where the comment begins that ends a text at a mark."""
        comment = _COMMENT.match(self.text, mark.index)
        return self.place(mark.line, mark.column + len(comment[0]) - 1) if comment else None

    def report(self, code: Code, message: str, mark: Any) -> None:
        """Add a problem that stands at a mark."""
        self.problems.append(Problem(code, message, self.place(mark.line, mark.column)))
