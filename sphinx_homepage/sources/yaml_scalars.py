"""Repair of scalars that YAML cannot read: a stand-in takes their place, and the message quotes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.sources.yaml_edits import shortened
from sphinx_homepage.sources.yaml_faults import UNCLOSED_QUOTE, WRONG_ESCAPE
from sphinx_homepage.sources.yaml_lines import Shape, quoted

if TYPE_CHECKING:
    from sphinx_homepage.sources.yaml_edits import EditedLines

COLON: Final = 'a ": " inside a text begins another mapping'
HASH: Final = 'a " #" makes a comment of what follows, in the midst of a text'

COMMENT: Final = re.compile(r"\s+#")
QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'")
_PLAIN_KEY: Final = re.compile(r"[\w-]+:(?:\s|$)")
_WRONG_BACKSLASH: Final = re.compile(r"\\[^0abt\tnvfre \"/\\N_LPxuU]|\\")
_MESSAGE_LIMIT: Final = 300


def quote(edited: EditedLines, line: int, column: int, end: int, *, reason: str, at: int) -> bool:
    """Let a stand-in take the place of a value, with the lines that it goes on over.

    Args:
        edited: The lines.
        line: The line in which the value begins.
        column: The column at which it begins.
        end: The line after the part in which it stands.
        reason: Why YAML cannot read it.
        at: The column to report.
    """
    typed_column = edited.typed_column(line, column)
    place = (line, edited.typed_column(line, at))
    rest = edited.typed[line][typed_column:]
    if reason != UNCLOSED_QUOTE:
        after = QUOTED.match(rest)
        comment = COMMENT.search(rest, after.end() if after else 0)
        if comment is not None:
            value = rest[: comment.start()]
            _put(edited, line, column, value, line, reason=reason, place=place)
            edit = edited.edits[line]
            edit.cut = (line, typed_column + comment.end() - 1)
            edit.end = (line, typed_column + len(value.rstrip()))
            return True
    level = Shape(edited.lines[line]).level
    last = line
    while last + 1 < end:
        text = edited.lines[last + 1].strip()
        other = Shape(edited.lines[last + 1])
        if not text or text[0] == "#" or other.indentation <= level or other.has_dash:
            break
        if _PLAIN_KEY.match(text):
            break
        last += 1
    value = _joined(edited, line, typed_column, last)
    _put(edited, line, column, value, last, reason=reason, place=place)
    return True


def join(
    edited: EditedLines, owner: int, line: int, end: int, *, reason: str, place: tuple[int, int]
) -> bool:
    """Make one value of the text that begins in the line *owner* and goes on to *line*.

    Args:
        edited: The lines.
        owner: The line in which the value begins.
        line: The line at which YAML ends it.
        end: The line after the part in which it stands.
        reason: Why YAML ends it there.
        place: The line and column to report.
    """
    if edited.has_stand_in(owner):
        return False
    shape = Shape(edited.lines[owner])
    last = line
    while last + 1 < end and edited.lines[last + 1].strip():
        other = Shape(edited.lines[last + 1])
        if other.indentation <= shape.level or not other.is_bare:
            break
        last += 1
    value = _joined(edited, owner, edited.typed_column(owner, shape.value_column), last)
    _put(edited, owner, shape.value_column, value, last, reason=reason, place=place)
    return True


def _joined(edited: EditedLines, line: int, column: int, last: int) -> str:
    parts = [edited.typed[line][column:], *edited.typed[line + 1 : last + 1]]
    return " ".join(part.strip() for part in parts if part.strip())


def _put(
    edited: EditedLines,
    line: int,
    column: int,
    value: str,
    last: int,
    *,
    reason: str,
    place: tuple[int, int],
) -> None:
    """Report the value that goes on to the line *last*, and put its stand-in in its place."""
    value = value.rstrip()
    typed_column = edited.typed_column(line, column)
    before = edited.typed[line][:typed_column].lstrip()
    shown = value
    if reason == UNCLOSED_QUOTE and value.startswith(('"', "'")):
        shown = value[1:]
    code = Code.YAML_TAG if value.startswith("!") else Code.YAML_QUOTE
    if reason == HASH:
        code = Code.YAML_COMMENT
    edited.withdraw(code, line)
    fix = f"{shortened(before)}{quoted(shortened(shown, _MESSAGE_LIMIT))}"
    edited.report(code, f"{reason}: write it as  {fix}", *place)
    edited.stand_in(line, column, len(edited.lines[line]) - column, value, typed_column)
    edit = edited.edits[line]
    edit.cut = None
    if last > line:
        edit.end = (last, len(edited.typed[last].rstrip()))
        edited.clear(line + 1, last + 1)


def quote_key(edited: EditedLines, line: int, column: int, key: str) -> bool:
    """Let a stand-in take the place of a key that begins with a sign of YAML's."""
    rest = shortened(edited.typed[line].strip()[len(key) :])
    message = f'a key cannot begin with "{key[0]}" unless it is quoted: write it as  {quoted(key)}{rest}'
    typed_column = edited.typed_column(line, column)
    edited.report(Code.YAML_QUOTE, message, line, typed_column)
    edited.stand_in(line, column, len(key), key, typed_column)
    return True


def mend_escape(edited: EditedLines, line: int, column: int, typed: str, *, is_json: bool) -> bool:
    """Read a quoted text, in which a backslash was meant as one, as if in single quotes."""
    value = typed[1:-1]
    typed_column = edited.typed_column(line, column)
    edited.stand_in(line, column, len(typed), value, typed_column + 1)
    doubled = value.replace("\\", r"\\") if is_json else value.replace("'", "''")
    fix = f'write each twice,  "{doubled}"' if is_json else f"write it in single quotes,  '{doubled}'"
    backslash = _WRONG_BACKSLASH.search(typed)
    at = typed_column + (backslash.start() if backslash else 0)
    edited.report(Code.YAML_QUOTE, f"{WRONG_ESCAPE}: {fix}", line, at)
    return True


def space_in(edited: EditedLines, line: int, column: int, reason: str) -> bool:
    """Put the space in that is missing before a value."""
    text = edited.lines[line]
    typed_column = edited.typed_column(line, column)
    value = text[column:].rstrip()
    before = text[:column]
    message = f"{reason}: write it as  {before.strip()} {shortened(value, _MESSAGE_LIMIT)}"
    edited.report(Code.YAML_SYNTAX, message, line, typed_column)
    edited.lines[line] = f"{before} {text[column:]}"
    edited.stand_in(line, column + 1, len(text) - column, value, typed_column)
    return True
