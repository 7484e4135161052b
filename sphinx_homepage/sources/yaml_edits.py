"""Lines that are being repaired, and of each what was typed, what became of it and what is said about it.

A value that YAML cannot read gives its place to a stand-in, and an :class:`Edit` keeps what was typed.
Lines are never added nor removed, so every position stays true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_homepage.sources.yaml_lines import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.diagnostics import Code


@dataclass(slots=True)
class Edit:
    """What became of a line: how it moved, and what its stand-in stands for."""

    shift: int = 0
    """By how many columns the line moved to the right."""
    column: int = -1
    """Where the stand-in begins in the repaired line; -1 if the line has none."""
    width: int = 0
    value: str = ""
    typed_column: int = 0
    end: tuple[int, int] = (0, 0)
    """The line and column after the value, as typed."""
    cut: tuple[int, int] | None = None
    """The line and column of the comment that ends the value, as typed."""


class Fix(NamedTuple):
    """One repair, as a problem that waits for its file."""

    code: Code
    message: str
    line: int
    column: int


class EditedLines:
    """The lines of a text, put right one after the other, and what was put right.

    Args:
        text: What the parser reads.
        source: What was typed.
    """

    def __init__(self, text: str, source: str) -> None:
        self.lines = text.split("\n")
        self.typed = source.split("\n")
        self.edits: dict[int, Edit] = {}
        self._fixes: dict[tuple[int, Code], Fix] = {}

    # What is reported

    def fixes(self) -> list[Fix]:
        """Return what was repaired or left out."""
        return list(self._fixes.values())

    def report(self, code: Code, message: str, line: int, column: int) -> None:
        """Keep what was wrong in a line; of several with the same code, the first."""
        self._fixes.setdefault((line, code), Fix(code, message, line, column))

    def withdraw(self, code: Code, line: int) -> None:
        """Take back what was reported of a line, before more of it is known."""
        self._fixes.pop((line, code), None)

    # What is changed

    def typed_column(self, line: int, column: int) -> int:
        """Return the column at which was typed what stands at *column* now."""
        edit = self.edits.get(line)
        return max(column - edit.shift, 0) if edit is not None else column

    def has_stand_in(self, line: int) -> bool:
        """Whether a value in the line has given its place to a stand-in."""
        edit = self.edits.get(line)
        return edit is not None and edit.column >= 0

    def stand_in(self, line: int, column: int, width: int, value: str, typed_column: int) -> None:
        """Put a quoted text in the place of *width* characters, to be read as *value*."""
        width = max(width, 2)
        text = self.lines[line]
        self.lines[line] = text[:column] + '"' + "~" * (width - 2) + '"' + text[column + width :]
        edit = self.edits.setdefault(line, Edit())
        edit.column, edit.width, edit.value, edit.typed_column = column, width, value, typed_column
        edit.end = (line, min(self.typed_column(line, column) + width, len(self.typed[line])))

    def clear(self, start: int, end: int) -> None:
        """Leave lines empty."""
        for index in range(start, end):
            self.lines[index] = ""
            self.edits.pop(index, None)

    # Looking around

    def above(self, line: int, start: int) -> int | None:
        """Return the next line above that is neither empty nor a comment, down to *start*."""
        return self._first_said(range(line - 1, start - 1, -1))

    def below(self, line: int, end: int) -> int | None:
        """Return the next line below that is neither empty nor a comment, up to *end*."""
        return self._first_said(range(line + 1, end))

    def _first_said(self, indices: Iterable[int]) -> int | None:
        texts = ((index, self.lines[index].lstrip()) for index in indices)
        return next((index for index, text in texts if text and not text.startswith("#")), None)

    def owner(self, line: int, start: int) -> int | None:
        """Return the line above whose value *line* seems to go on with."""
        indentation = Shape(self.lines[line]).indentation
        above = self.above(line, start)
        while above is not None:
            shape = Shape(self.lines[above])
            if shape.indentation < indentation:
                return above if shape.value and not shape.is_bare else None
            above = self.above(above, start)
        return None


def shortened(text: str, limit: int = 60) -> str:
    """Return what a message shows of a text."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
