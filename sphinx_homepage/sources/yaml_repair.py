"""Repair, in memory, of a text that a YAML parser does not read to its end.

A text in block style is cut into parts that can be read alone: the entries of its sections. In each, the line
at which the parser stops is mended and the part read again, so one mistake costs the reading of one entry.
What nothing can mend is left out, as little of it as can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.sources.yaml_block import BlockRepair
from sphinx_homepage.sources.yaml_edits import shortened
from sphinx_homepage.sources.yaml_flow import add_commas, mend_quotes
from sphinx_homepage.sources.yaml_lines import document, indentation, is_flow, parts

if TYPE_CHECKING:
    from sphinx_homepage.sources.yaml_edits import EditedLines
    from sphinx_homepage.sources.yaml_faults import Fault, FaultFinder

_MAX_REPAIRS: Final = 200
"""After so many, a part that cannot be read is left out as a whole."""

_MAX_TRIES: Final = 3
"""How often one line is mended before it is left out."""

_MAX_WHOLE: Final = 30
"""How often the whole text may be read again, for what no part shows alone."""

_TOO_MANY: Final = (
    f"more than {_MAX_REPAIRS} lines are not YAML: "
    "what cannot be read from here on is left out; put the lines above right first"
)


class Repair:
    """Puts the lines of a text right one after the other.

    Args:
        edited: The lines, which are changed in place.
        first_fault: Reads a text for its first fault.
        is_json: Whether the file is JSON.
    """

    def __init__(self, edited: EditedLines, first_fault: FaultFinder, *, is_json: bool) -> None:
        self._edited = edited
        self._first_fault = first_fault
        self._is_json = is_json
        self._block = BlockRepair(edited, first_fault, is_json=is_json)
        self._left_out: set[int] = set()
        self._tries: dict[int, int] = {}
        self._repairs = 0

    def run(self) -> None:
        """Mend every part, then what only the whole shows."""
        edited = self._edited
        first, end = document(edited.lines)
        if is_flow(edited.lines[first:], is_json=self._is_json):
            if self._is_json:
                add_commas(edited)
            mend_quotes(edited, self._first_fault, is_json=self._is_json)
            return
        ranges = list(parts(edited.lines, first, end))
        for start, stop in ranges:
            self._mend_part(start, stop, is_whole=len(ranges) == 1)
        self._mend_whole(first, end)

    def give_up(self, fault: Fault) -> None:
        """Report a fault that nothing here can mend: what stands before it is read."""
        edited = self._edited
        line = min(fault.line, len(edited.typed) - 1)
        typed = edited.typed[line]
        shown = shortened(typed.strip())
        message = f'"{shown}" cannot be read ({fault.problem}): the file is read up to here'
        edited.report(
            Code.YAML_SYNTAX, message, line, edited.typed_column(line, min(fault.column, len(typed)))
        )

    def _mend_part(self, start: int, end: int, *, is_whole: bool) -> None:
        """Repair a part until it can be read, or leave it out."""
        lines = self._edited.lines
        while (fault := self._first_fault("\n".join(lines[start:end]), as_part=not is_whole)) is not None:
            fault = fault._replace(line=start + min(fault.line, end - start - 1))
            if self._repairs >= _MAX_REPAIRS:
                self._edited.clear(start, end)
                if not any(fix.message == _TOO_MANY for fix in self._edited.fixes()):
                    self._edited.report(Code.YAML_SYNTAX, _TOO_MANY, start, 0)
                return
            if not self._mend_at(fault, start, end):
                self._leave_out(start, end, fault)
                return

    def _mend_whole(self, first: int, end: int) -> None:
        """Repair the document until it can be read, and leave out what follows it."""
        edited = self._edited
        for _ in range(_MAX_WHOLE):
            fault = self._first_fault("\n".join(edited.lines))
            if fault is None:
                return
            if fault.line >= end and end < len(edited.lines):
                message = "the document ends here: what follows is not read; remove this line"
                edited.report(Code.YAML_SYNTAX, message, end, 0)
                edited.lines[end:] = [""] * (len(edited.lines) - end)
                return
            if not self._mend_at(fault, first, end):
                line = min(fault.line, end - 1)
                while line > first and (not edited.lines[line].strip() or edited.lines[line][0] in " \t#"):
                    line -= 1
                if line in self._left_out:
                    return
                self._leave_out_line(line, fault)

    def _mend_at(self, fault: Fault, start: int, end: int) -> bool:
        """Mend the line of a fault, or leave it out; return whether there was one."""
        lines = self._edited.lines
        line = min(fault.line, end - 1)
        while line > start and not lines[line].strip():
            line -= 1
        if line in self._left_out or not lines[line].strip():
            return False
        self._repairs += 1
        self._tries[line] = self._tries.get(line, 0) + 1
        if self._tries[line] > _MAX_TRIES or not self._block.mend(fault, line, start, end):
            self._leave_out_line(line, fault)
        return True

    def _leave_out_line(self, line: int, fault: Fault) -> None:
        """Leave out a line that nothing can mend, with the deeper lines that belong to it."""
        lines = self._edited.lines
        least = indentation(lines[line])
        stop = line + 1
        while stop < len(lines) and (not lines[stop].strip() or indentation(lines[stop]) > least):
            stop += 1
        while stop > line + 1 and not lines[stop - 1].strip():
            stop -= 1
        self._leave_out(line, stop, fault)
        self._left_out.update(range(line, stop))

    def _leave_out(self, start: int, end: int, fault: Fault) -> None:
        edited = self._edited
        edited.clear(start, end)
        for line in range(start, end):
            edited.withdraw(Code.YAML_QUOTE, line)
        typed = edited.typed[start]
        deeper = sum(1 for line in edited.typed[start + 1 : end] if line.strip())
        under = f" and {deeper} lines under it" if deeper > 1 else " and the line under it" if deeper else ""
        why = fault.problem
        if "expected" in why or "mapping values" in why or "entries are not" in why:
            why = "neither a list item nor a key with its value fits here"
        message = f'"{shortened(typed.strip())}"{under} cannot be read and is left out: {why}'
        edited.report(Code.YAML_SYNTAX, message, start, len(typed) - len(typed.lstrip()))
