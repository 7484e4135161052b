"""Repair of indentation: tabs, and lines that begin at a column where none above them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.sources.yaml_characters import TAB
from sphinx_homepage.sources.yaml_edits import Edit, shortened
from sphinx_homepage.sources.yaml_lines import Shape, indentation

if TYPE_CHECKING:
    from sphinx_homepage.sources.yaml_edits import EditedLines
    from sphinx_homepage.sources.yaml_faults import Fault


def mend_tab(edited: EditedLines, fault: Fault, line: int, end: int) -> bool:
    """Write spaces for the tabs that indent *line* and those after it, or for the one at the fault."""
    leading = _leading(edited.lines[line])
    if "\t" not in leading:
        return _mend_inner_tab(edited, fault, line)
    stop = line
    while stop < end and "\t" in (typed := _leading(edited.lines[stop])):
        spaces = typed.replace("\t", "  ")
        edited.edits[stop] = Edit(shift=len(spaces) - len(typed))
        edited.lines[stop] = spaces + edited.lines[stop][len(typed) :]
        stop += 1
    others = stop - line - 1
    lines = "this line" + (" and the next" if others else "") + (f" {others}" if others > 1 else "")
    message = f"a tab indents {lines}: YAML takes spaces only; write two spaces for each tab"
    edited.report(Code.YAML_TAB, message, line, leading.index("\t"))
    return True


def _leading(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _mend_inner_tab(edited: EditedLines, fault: Fault, line: int) -> bool:
    text, column = edited.lines[line], fault.column
    if fault.line != line or text[column : column + 1] != "\t":
        return False
    # libyaml takes this tab for a space and the pure parser does not: nothing to report.
    before, after = text[:column].rstrip(), text[column:].lstrip()
    is_inside = before[-1:] not in ("", *":-,[{?") and after[:1] not in ("", *"#:,]}")
    edited.lines[line] = text[:column] + (TAB if is_inside else " ") + text[column + 1 :]
    if "-" in text[:column] and not text[:column].strip(" -"):
        message = "a tab follows the dash: YAML takes spaces only; type a space"
        edited.report(Code.YAML_TAB, message, line, edited.typed_column(line, column))
    return True


def realign(edited: EditedLines, line: int, shape: Shape, start: int, end: int) -> bool:
    """Move a line to the nearest column at which the lines above it, down to *start*, have the like."""
    columns: set[int] = set()
    least = 1 << 30
    for index in range(line - 1, start - 1, -1):
        other = Shape(edited.lines[index])
        if other.is_blank or other.indentation > least:
            continue
        if shape.has_dash and other.has_dash:
            columns.add(other.indentation)
        if not shape.has_dash and other.key is not None and other.body <= least:
            columns.add(other.body)
        least = other.indentation
        if least == 0:
            break
    columns.discard(shape.indentation)
    if not columns:
        return False
    column = min(columns, key=lambda column: (abs(column - shape.indentation), -column))
    return move(edited, line, shape.indentation, column, end)


def move(edited: EditedLines, line: int, typed: int, column: int, end: int) -> bool:
    """Move a line, and the deeper ones below it, from the column *typed* to another."""
    if line in edited.edits or typed == column:
        return False
    for index in range(line, end):
        text = edited.lines[index]
        if not text.strip():
            continue
        own = indentation(text)
        if index > line and own <= typed:
            break
        edited.lines[index] = " " * (own + column - typed) + text[own:]
        edit = edited.edits.setdefault(index, Edit())
        edit.shift += column - typed
        if edit.column >= 0:
            edit.column += column - typed
    shown = shortened(edited.typed[line].strip())
    fix = f"indent it by {_spaces(column)}" if column else "begin it at the margin"
    message = f'"{shown}" is indented by {_spaces(typed)}, which fits no line above: {fix}'
    edited.report(Code.YAML_SYNTAX, message, line, typed)
    return True


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
