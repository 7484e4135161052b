"""Repair in block style, where every line stands for itself: what is wrong in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.sources.yaml_faults import UNCLOSED_QUOTE, WRONG_ESCAPE
from sphinx_homepage.sources.yaml_indentation import mend_tab, move, realign
from sphinx_homepage.sources.yaml_lines import Shape, indentation
from sphinx_homepage.sources.yaml_scalars import (
    COLON,
    COMMENT,
    HASH,
    QUOTED,
    join,
    mend_escape,
    quote,
    quote_key,
    space_in,
)

if TYPE_CHECKING:
    from sphinx_homepage.sources.yaml_edits import EditedLines
    from sphinx_homepage.sources.yaml_faults import Fault, FaultFinder

_OWNED: Final = frozenset("*&!@[]{}`|>#%\"',?-")
"""Signs of YAML's, with which no plain scalar begins."""

_WORD: Final = re.compile(r"[\w-]+")
_WORDS: Final = re.compile(r"\w[\w -]*")
_BLOCK_MARK: Final = re.compile(r"[|>][-+0-9]*$")
_COLON_WITHOUT_SPACE: Final = re.compile(r"[\w-]+:(?!//)(?=\S)")
_KEY_OF_ANY_SIGNS: Final = re.compile(r"(\S.*?):(?:\s|$)")


class BlockRepair:
    """Mends the lines of block collections.

    Args:
        edited: The lines.
        first_fault: Reads a text for its first fault.
        is_json: Whether the file is JSON.
    """

    def __init__(self, edited: EditedLines, first_fault: FaultFinder, *, is_json: bool) -> None:
        self._edited = edited
        self._first_fault = first_fault
        self._is_json = is_json

    def mend(self, fault: Fault, line: int, start: int, end: int) -> bool:
        """Change the line of a fault, or another that is the cause; return whether anything changed.

        Args:
            fault: Where the parser stops.
            line: The line to mend: the fault's, or the last above it that is not empty.
            start: The first line of the part in which it stands.
            end: The line after that part.
        """
        edited = self._edited
        text = edited.lines[line]
        if "\t" in text and mend_tab(edited, fault, line, end):
            return True
        shape = Shape(text)
        has_stand_in = self._has_stand_in(line, shape)
        if fault.line == line:
            if fault.problem == UNCLOSED_QUOTE and text.startswith(("'", '"'), fault.column):
                return not has_stand_in and quote(
                    edited, line, shape.value_column, end, reason=UNCLOSED_QUOTE, at=fault.column
                )
            if fault.problem == WRONG_ESCAPE and line not in edited.edits:
                closed = QUOTED.match(text, fault.column)
                if closed is not None:
                    return mend_escape(edited, line, fault.column, closed[0], is_json=self._is_json)
        if shape.is_bare:
            return self._mend_bare(line, shape, start, end)
        if shape.value and not has_stand_in:
            before = "k: " if shape.key is not None else "- "
            inner = self._first_fault(before + shape.value)
            if inner is not None:
                return self._mend_value(line, shape, inner, inner.column - len(before), end)
        if fault.problem.startswith("mapping values") and shape.key is not None:
            above = edited.above(line, start)
            if above is not None:
                upper = Shape(edited.lines[above])
                is_stray = upper.is_bare and edited.owner(above, start) is None
                if is_stray and upper.indentation <= shape.indentation:
                    return self._mend_bare(above, upper, start, end)
                owner = edited.owner(line, start)
                if owner is not None and not shape.has_dash and not _WORD.fullmatch(shape.key):
                    # A text that goes on over lines, with a colon in a later one.
                    colon = edited.typed_column(line, shape.body + len(shape.key))
                    return join(edited, owner, line, end, reason=COLON, place=(line, colon))
        return realign(edited, line, shape, start, end)

    def _has_stand_in(self, line: int, shape: Shape) -> bool:
        """Say whether a value is mended already, or its key is.

        A stand-in for a piece of a value that still cannot be read gives way to one for all of it.
        """
        edited = self._edited
        if not edited.has_stand_in(line):
            return False
        edit = edited.edits[line]
        if shape.is_bare or edit.column != shape.value_column:
            return edit.column <= shape.value_column
        rest = edited.lines[line][edit.column + edit.width :]
        return not COMMENT.sub("", rest, count=1).strip()

    def _mend_value(self, line: int, shape: Shape, inner: Fault, offset: int, end: int) -> bool:
        """Mend a value in which the parser stops at *offset*."""
        edited, value, column = self._edited, shape.value, shape.value_column
        if inner.problem == UNCLOSED_QUOTE and offset == 0:
            return quote(edited, line, column, end, reason=UNCLOSED_QUOTE, at=column)
        if value[0] in _OWNED:
            reason = f'a text cannot begin with "{value[0]}" unless it is quoted'
            closed = QUOTED.match(value)
            if closed is not None:
                if not COMMENT.sub("", value[closed.end() :], count=1).strip():
                    # An escape beyond Unicode, which the pure parser raises without a mark.
                    return mend_escape(edited, line, column, closed[0], is_json=self._is_json)
                reason = "the text goes on after its closing quote"
            return quote(edited, line, column, end, reason=reason, at=column)
        reason = COLON if inner.problem.startswith("mapping values") else inner.problem
        return quote(edited, line, column, end, reason=reason, at=column + max(offset, 0))

    def _mend_bare(self, line: int, shape: Shape, start: int, end: int) -> bool:
        """Mend a line that has neither a dash nor a key."""
        edited = self._edited
        body = edited.lines[line][shape.body :].rstrip()
        if edited.has_stand_in(line):
            return False
        if body[0] == "-" and not body.startswith("--"):
            return space_in(edited, line, shape.body + 1, "a space is missing after the dash")
        if (match := _COLON_WITHOUT_SPACE.match(body)) is not None:
            return space_in(edited, line, shape.body + match.end(), "a space is missing after the colon")
        if body[0] in _OWNED and (match := _KEY_OF_ANY_SIGNS.match(body)) is not None:
            return quote_key(edited, line, shape.body, match[1])
        owner = edited.owner(line, start)
        if owner is not None:
            value = Shape(edited.lines[owner]).value
            above = edited.above(line, start)
            if _BLOCK_MARK.search(value) and above is not None and above != owner:
                return move(edited, line, shape.indentation, indentation(edited.lines[above]), end)
            comment = COMMENT.search(edited.typed[owner])
            if value and comment is not None:
                return join(edited, owner, line, end, reason=HASH, place=(owner, comment.end() - 1))
        return self._put_colon(line, shape, body, end)

    def _put_colon(self, line: int, shape: Shape, body: str, end: int) -> bool:
        """Put the colon in that is missing after a key, if entries stand below it."""
        edited = self._edited
        below = edited.below(line, end)
        if below is None or not _WORDS.fullmatch(body):
            return False
        lower = Shape(edited.lines[below])
        least = shape.indentation if lower.has_dash else shape.indentation + 1
        if lower.indentation < least:
            return False
        text = edited.lines[line].rstrip()
        column = edited.typed_column(line, len(text))
        edited.report(Code.YAML_SYNTAX, f"a colon is missing: write it as  {body}:", line, column)
        edited.lines[line] = text + ":"
        return True
