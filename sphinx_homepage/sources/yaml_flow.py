"""Repair in flow style: JSON and YAML between brackets and braces, where no line stands for itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.sources.yaml_faults import UNCLOSED_QUOTE, WRONG_ESCAPE
from sphinx_homepage.sources.yaml_lines import quoted
from sphinx_homepage.sources.yaml_scalars import QUOTED, mend_escape

if TYPE_CHECKING:
    from sphinx_homepage.sources.yaml_edits import EditedLines
    from sphinx_homepage.sources.yaml_faults import FaultFinder

_MAX_QUOTES: Final = 30
"""How many quoted texts are mended; the whole text is read again after each."""

_MAX_COMMAS: Final = 200
"""How many commas are put in."""


def mend_quotes(edited: EditedLines, first_fault: FaultFinder, *, is_json: bool) -> None:
    """Mend the quoted texts, as far as they are what the parser stops at.

    Args:
        edited: The lines.
        first_fault: Reads a text for its first fault.
        is_json: Whether the file is JSON.
    """
    for _ in range(_MAX_QUOTES):
        fault = first_fault("\n".join(edited.lines))
        if fault is None or fault.line in edited.edits or fault.line >= len(edited.lines):
            return
        line, column = fault.line, fault.column
        text = edited.lines[line]
        if fault.problem == WRONG_ESCAPE and (closed := QUOTED.match(text, column)):
            mend_escape(edited, line, column, closed[0], is_json=is_json)
        elif fault.problem == UNCLOSED_QUOTE:
            value = text[column:].rstrip().rstrip(",").rstrip()
            message = f"{UNCLOSED_QUOTE}: write it as  {quoted(value[1:])}"
            edited.report(Code.YAML_QUOTE, message, line, column)
            edited.stand_in(line, column, len(value), value, column)
        else:
            return


def add_commas(edited: EditedLines) -> None:
    """Put in the commas that a JSON text lacks before a line's end or a space."""
    text = "\n".join(edited.lines)
    for _ in range(_MAX_COMMAS):
        try:
            json.loads(text, strict=False)
            break
        except json.JSONDecodeError as error:
            before = text[: error.pos].rstrip()
            if not error.msg.startswith("Expecting ',' delimiter") or len(before) == error.pos:
                break
            at = len(before)
            text = before + "," + text[at + (text[at] != "\n") :]
            line = before.count("\n")
            column = at - before.rfind("\n") - 1
            message = "a comma is missing here: the next value begins"
            edited.report(Code.YAML_SYNTAX, message, line, column)
        except (ValueError, RecursionError):
            break
    edited.lines = text.split("\n")
