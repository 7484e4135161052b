"""Repair, in memory, of the lines at which a YAML parser stops.

A file that is not YAML is cut into parts that can be read alone: the entries of its sections. In each,
the line at which the parser stops is mended and the part read again, so one mistake costs the reading
of one entry. A value that YAML cannot read gives its place to a stand-in, and an :class:`Edit` keeps
what was typed. Lines are never added nor removed, so every position stays true.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from sphinx_homepage.diagnostics import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

TOO_DEEP: Final = "mappings and lists nest too deep"
UNCLOSED_QUOTE: Final = "the quote that opens here is not closed"
WRONG_ESCAPE: Final = "a backslash in double quotes begins an escape that does not exist"

TAB: Final = "\U000f0009"
"""Stands for a tab inside a text, which stops the pure parser."""

_MAX_REPAIRS: Final = 200
"""After so many, a part that cannot be read is left out as a whole."""

_MAX_WHOLE: Final = 30
"""How often the whole text may be read again, for what no part shows alone."""

_PART: Final = 40
"""A part of more lines is cut further, if it is a key with entries under it."""

_OWNED: Final = frozenset("*&!@[]{}`|>#%\"',?-")
_KEY: Final = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"[ ]*|'(?:[^']|'')*'[ ]*"""
    r"""|(?:[^\s"'\[\]{},&*!|>%@`#?:-]|[?:-](?=[^\s]))(?:[^#]|(?<=\S)\#)*?):(?=\s|$)""",
    re.VERBOSE,
)
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'")
_PLAIN_KEY: Final = re.compile(r"[\w-]+:(?:\s|$)")
_OPEN_KEY: Final = re.compile(r" *[^\s#-][^#]*:\s*(?:#.*)?$")
_BLOCK_MARK: Final = re.compile(r"[|>][-+0-9]*$")
_COMMENT: Final = re.compile(r"\s+#")


class Fault(NamedTuple):
    """Where the parser stops, both counted from 0, and what it says."""

    problem: str
    line: int
    column: int


class Reading(Protocol):
    """Reads a text for its first fault."""

    def __call__(self, text: str, *, as_part: bool = False) -> Fault | None:
        """Return the first fault; in a part of a larger tree, a bare text is one too."""


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


class Fix(NamedTuple):
    """One repair, as a problem that waits for its file."""

    code: Code
    message: str
    line: int
    column: int


def quoted(value: str) -> str:
    """Return *value* in the quotes that need the fewest escapes."""
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


class Shape:
    """What a line is made of: indentation, dashes, a key, a value."""

    def __init__(self, line: str) -> None:
        body = len(line) - len(line.lstrip(" "))
        self.indentation = body
        self.level = body
        """The column of the line's last dash or key: what belongs to it stands deeper."""
        self.has_dash = False
        while line.startswith("-", body) and line[body + 1 : body + 2].isspace():
            self.has_dash = True
            self.level = body
            body += 1
            while line[body : body + 1].isspace():
                body += 1
        self.body = body
        key = _KEY.match(line, body)
        self.key = line[body : key.end() - 1] if key else None
        start = key.end() if key else body
        if key:
            self.level = body
        while line[start : start + 1].isspace():
            start += 1
        self.value_column = start
        is_comment = line.startswith("#", start) and (start == 0 or line[start - 1].isspace())
        self.value = "" if is_comment else line[start:].rstrip()

    @property
    def is_blank(self) -> bool:
        """Whether the line says nothing."""
        return self.key is None and not self.value and not self.has_dash


class Repair:
    """The lines of a text, put right one after the other, and what was put right."""

    def __init__(self, text: str, source: str, first_fault: Reading, *, is_json: bool) -> None:
        self.lines = text.split("\n")
        self.edits: dict[int, Edit] = {}
        self._typed = source.split("\n")
        self._first_fault = first_fault
        self._is_json = is_json
        self._fixes: dict[tuple[int, Code], Fix] = {}
        self._tries: dict[int, int] = {}
        self._blank: set[int] = set()
        self._repairs = 0

    def run(self) -> None:
        """Mend every part, then what only the whole shows."""
        first, end = self._document()
        if self._is_flow(first):
            if self._is_json:
                self._add_commas()
            self._mend_flow()
            return
        parts = list(self._parts(first, end))
        for start, stop in parts:
            self._mend(start, stop, as_part=len(parts) > 1)
        whole = self._first_fault("\n".join(self.lines))
        for _ in range(_MAX_WHOLE):
            if whole is None:
                return
            if whole.line >= end and end < len(self.lines):
                self._fix(
                    Code.YAML_SYNTAX,
                    "the document ends here: what follows is not read; remove this line",
                    end,
                    0,
                )
                self.lines[end:] = [""] * (len(self.lines) - end)
                return
            if not self._repair(whole, first, end):
                line = min(whole.line, end - 1)
                while line > first and (not self.lines[line].strip() or self.lines[line][0] in " \t#"):
                    line -= 1
                if line in self._blank:
                    return
                self._leave_out(line, whole)
            whole = self._first_fault("\n".join(self.lines))

    def fixes(self) -> list[Fix]:
        """Return what was repaired or left out."""
        return list(self._fixes.values())

    def give_up(self, fault: Fault) -> None:
        """Report a fault that nothing here can mend: what stands before it is read."""
        line = min(fault.line, len(self._typed) - 1)
        typed = self._typed[line]
        message = f'"{_short(typed.strip())}" cannot be read ({fault.problem}): the file is read up to here'
        self._fix(Code.YAML_SYNTAX, message, line, self._typed_column(line, min(fault.column, len(typed))))

    # Parts

    def _document(self) -> tuple[int, int]:
        """Return the lines of the first document: directives and ``---`` before it, ``---`` after it."""
        first = 0
        for index, line in enumerate(self.lines):
            if line.startswith("---") and not line[3:].strip():
                first = index + 1
                break
            if line.strip() and line[0] not in "#%":
                break
        end = first
        while end < len(self.lines) and not re.match(r"(?:---|\.\.\.)(?:\s|$)", self.lines[end]):
            end += 1
        return first, end

    def _is_flow(self, first: int) -> bool:
        for line in self.lines[first:]:
            if line.strip() and not line.lstrip().startswith("#"):
                # "[x](u)" is no list that goes on over lines.
                return line.lstrip()[0] in "{[" and (
                    self._is_json or not line.strip("[{ \t") or line[-1] in ",[{"
                )
        return False

    def _parts(self, start: int, end: int, nesting: int = 0) -> Iterator[tuple[int, int]]:
        """Yield the ranges of lines that each can be read alone."""
        indentations = {
            index: len(line) - len(line.lstrip(" "))
            for index, line in enumerate(self.lines[start:end], start)
            if line.strip() and line.lstrip(" ")[0] not in "#\t"
        }
        if not indentations:
            if start < end:
                yield start, end
            return
        least = min(indentations.values())
        bounds = [index for index, indentation in indentations.items() if indentation == least]
        if start < bounds[0]:
            bounds.insert(0, start)
        for bound, following in zip(bounds, [*bounds[1:], end], strict=True):
            if following - bound > _PART and nesting < 4 and _OPEN_KEY.match(self.lines[bound]):
                yield bound, bound + 1
                yield from self._parts(bound + 1, following, nesting + 1)
            else:
                yield bound, following

    def _mend(self, start: int, end: int, *, as_part: bool) -> None:
        """Repair a part until it can be read."""
        while (fault := self._first_fault("\n".join(self.lines[start:end]), as_part=as_part)) is not None:
            fault = fault._replace(line=start + min(fault.line, end - start - 1))
            if self._repairs >= _MAX_REPAIRS or not self._repair(fault, start, end):
                for index in range(start, end):
                    self.lines[index] = ""
                    self.edits.pop(index, None)
                if self._repairs >= _MAX_REPAIRS:
                    message = (
                        f"more than {_MAX_REPAIRS} lines are not YAML: "
                        "what cannot be read from here on is left out; put the lines above right first"
                    )
                    if not any(fix.message == message for fix in self._fixes.values()):
                        self._fix(Code.YAML_SYNTAX, message, start, 0)
                else:
                    self._report_left_out(start, end, fault)
                return

    # Lines

    def _repair(self, fault: Fault, start: int, end: int) -> bool:
        """Change the line of a fault, or another that is the cause; return whether anything changed."""
        line = min(fault.line, end - 1)
        while line > start and not self.lines[line].strip():
            line -= 1
        if line in self._blank or not self.lines[line].strip():
            return False
        self._repairs += 1
        self._tries[line] = self._tries.get(line, 0) + 1
        if self._tries[line] > 3 or not self._mend_line(fault, line, start, end):
            self._leave_out(line, fault)
        return True

    def _mend_line(self, fault: Fault, line: int, start: int, end: int) -> bool:
        text = self.lines[line]
        if "\t" in text and self._mend_tab(fault, line, end):
            return True
        shape = Shape(text)
        edit = self.edits.get(line)
        # A stand-in inside a value that still cannot be read gives way to one for all of it.
        has_stand_in = edit is not None and 0 <= edit.column <= shape.value_column
        if (
            fault.problem == UNCLOSED_QUOTE
            and fault.line == line
            and text.startswith(("'", '"'), fault.column)
        ):
            return not has_stand_in and self._quote(
                line, shape.value_column, end, UNCLOSED_QUOTE, fault.column
            )
        if fault.problem == WRONG_ESCAPE and fault.line == line and edit is None:
            closed = _QUOTED.match(text, fault.column)
            if closed is not None:
                return self._mend_escape(line, fault.column, closed[0])
        if shape.value and not has_stand_in and (shape.key is not None or shape.has_dash):
            before = "k: " if shape.key is not None else "- "
            inner = self._first_fault(before + shape.value)
            if inner is not None:
                return self._quote_value(line, shape, inner, len(before), end)
        if shape.key is None and not shape.has_dash:
            return self._mend_stray(line, shape, start, end)
        above = self._above(line, start)
        if fault.problem.startswith("mapping values") and shape.key is not None and above is not None:
            upper = Shape(self.lines[above])
            is_stray = upper.key is None and not upper.has_dash and self._owner(above, start) is None
            if is_stray and upper.indentation <= shape.indentation:
                return self._mend_stray(above, upper, start, end)
            owner = self._owner(line, start)
            if owner is not None and not shape.has_dash and not re.fullmatch(r"[\w-]+", shape.key):
                # A text that goes on over lines, with a colon in a later one.
                colon = shape.body + len(shape.key)
                return self._join(owner, line, end, _COLON, (line, self._typed_column(line, colon)))
        return self._realign(line, shape, start, end)

    def _mend_tab(self, fault: Fault, line: int, end: int) -> bool:
        text = self.lines[line]
        leading = text[: len(text) - len(text.lstrip(" \t"))]
        if "\t" not in leading:
            if text[fault.column : fault.column + 1] != "\t" or fault.line != line:
                return False
            # libyaml takes this tab for a space and the pure parser does not: nothing to report.
            before, after = text[: fault.column].rstrip(), text[fault.column :].lstrip()
            is_inside = before[-1:] not in ("", *":-,[{?") and after[:1] not in ("", *"#:,]}")
            self.lines[line] = text[: fault.column] + (TAB if is_inside else " ") + text[fault.column + 1 :]
            if text[: fault.column].strip(" -") == "" and "-" in text[: fault.column]:
                message = "a tab follows the dash: YAML takes spaces only; type a space"
                self._fix(Code.YAML_TAB, message, line, self._typed_column(line, fault.column))
            return True
        stop = line
        while stop < end and "\t" in (other := self.lines[stop])[: len(other) - len(other.lstrip(" \t"))]:
            body = other.lstrip(" \t")
            before = other[: len(other) - len(body)].replace("\t", "  ")
            self.edits[stop] = Edit(shift=len(before) - (len(other) - len(body)))
            self.lines[stop] = before + body
            stop += 1
        others = stop - line - 1
        lines = "this line" + (
            " and the next" if others == 1 else f" and the next {others}" if others else ""
        )
        message = f"a tab indents {lines}: YAML takes spaces only; write two spaces for each tab"
        self._fix(Code.YAML_TAB, message, line, leading.index("\t"))
        return True

    def _mend_escape(self, line: int, column: int, typed: str) -> bool:
        """Read a quoted text, in which a backslash was meant as one, as if in single quotes."""
        value = typed[1:-1]
        self._stand_in(line, column, len(typed), value, self._typed_column(line, column) + 1)
        if self._is_json:
            message = f'{WRONG_ESCAPE}: write each twice,  "{value.replace(chr(92), 2 * chr(92))}"'
        else:
            message = f"{WRONG_ESCAPE}: write it in single quotes,  '{value.replace(chr(39), 2 * chr(39))}'"
        backslash = re.search(r"\\[^0abt\tnvfre \"/\\N_LPxuU]|\\", typed)
        at = self._typed_column(line, column) + (backslash.start() if backslash else 0)
        self._fix(Code.YAML_QUOTE, message, line, at)
        return True

    def _quote_value(self, line: int, shape: Shape, inner: Fault, offset: int, end: int) -> bool:
        value, column = shape.value, shape.value_column
        if inner.problem == UNCLOSED_QUOTE and inner.column == offset:
            return self._quote(line, column, end, UNCLOSED_QUOTE, column)
        if value[0] in _OWNED:
            reason = f'a text cannot begin with "{value[0]}" unless it is quoted'
            if value[0] in "\"'" and (closed := _QUOTED.match(value)):
                if not _COMMENT.sub("", value[closed.end() :], 1).strip():
                    # An escape beyond Unicode, which the pure parser raises without a mark.
                    return self._mend_escape(line, column, closed[0])
                reason = "the text goes on after its closing quote"
            return self._quote(line, column, end, reason, column)
        is_colon = inner.problem.startswith("mapping values")
        return self._quote(
            line, column, end, _COLON if is_colon else inner.problem, column + max(inner.column - offset, 0)
        )

    def _mend_stray(self, line: int, shape: Shape, start: int, end: int) -> bool:
        """Mend a line that has neither a dash nor a key."""
        text = self.lines[line]
        body = text[shape.body :].rstrip()
        if line in self.edits and self.edits[line].column >= 0:
            return False
        if body[0] == "-" and not body.startswith("--"):
            return self._space_in(line, shape.body + 1, "a space is missing after the dash")
        if (match := re.match(r"[\w-]+:(?!//)(?=\S)", body)) is not None:
            return self._space_in(line, shape.body + match.end(), "a space is missing after the colon")
        if (match := re.match(r"(\S.*?):(?:\s|$)", body)) is not None and body[0] in _OWNED:
            return self._quote_key(line, shape.body, match[1])
        owner = self._owner(line, start)
        if owner is not None:
            value = Shape(self.lines[owner]).value
            above = self._above(line, start)
            if _BLOCK_MARK.search(value) and above is not None and above != owner:
                indentation = len(self.lines[above]) - len(self.lines[above].lstrip(" "))
                return self._move(line, shape.indentation, indentation, end)
            comment = _COMMENT.search(self._typed[owner])
            if value and comment is not None:
                reason = 'a " #" makes a comment of what follows, in the midst of a text'
                return self._join(owner, line, end, reason, (owner, comment.end() - 1))
        below = self._below(line, end)
        if re.fullmatch(r"\w[\w -]*", body) and below is not None:
            lower = Shape(self.lines[below])
            if lower.indentation > shape.indentation or (
                lower.has_dash and lower.indentation == shape.indentation
            ):
                self.lines[line] = text.rstrip() + ":"
                self._fix(
                    Code.YAML_SYNTAX,
                    f"a colon is missing: write it as  {body}:",
                    line,
                    self._typed_column(line, len(text.rstrip())),
                )
                return True
        return False

    def _realign(self, line: int, shape: Shape, start: int, end: int) -> bool:
        """Move a line to the nearest column at which the lines above it have the like."""
        columns: set[int] = set()
        least = 1 << 30
        for index in range(line - 1, start - 1, -1):
            other = Shape(self.lines[index])
            if other.is_blank or other.indentation > least:
                continue
            if shape.has_dash and other.has_dash and other.indentation <= least:
                columns.add(other.indentation)
            if not shape.has_dash and other.key is not None and other.body <= least:
                columns.add(other.body)
            least = min(least, other.indentation)
            if least == 0:
                break
        columns.discard(shape.indentation)
        if not columns or line in self.edits:
            return False
        column = min(columns, key=lambda column: (abs(column - shape.indentation), -column))
        return self._move(line, shape.indentation, column, end)

    def _move(self, line: int, indentation: int, column: int, end: int) -> bool:
        """Move a line, and the deeper ones below it, to another column."""
        if line in self.edits or indentation == column:
            return False
        shift = column - indentation
        index = line
        while index < end:
            text = self.lines[index]
            own = len(text) - len(text.lstrip(" "))
            if index > line and text.strip() and own <= indentation:
                break
            if text.strip():
                self.lines[index] = " " * (own + shift) + text[own:]
                edit = self.edits.setdefault(index, Edit())
                edit.shift += shift
                if edit.column >= 0:
                    edit.column += shift
            index += 1
        message = (
            f'"{_short(self._typed[line].strip())}" is indented by {_spaces(indentation)}, '
            "which fits no line above: "
            + (f"indent it by {_spaces(column)}" if column else "begin it at the margin")
        )
        self._fix(Code.YAML_SYNTAX, message, line, indentation)
        return True

    # Values

    def _quote(self, line: int, column: int, end: int, reason: str, at: int) -> bool:
        """Let a stand-in take the place of a value, with the lines that it goes on over."""
        typed_column = self._typed_column(line, column)
        place = (line, self._typed_column(line, at))
        level = Shape(self.lines[line]).level
        rest = self._typed[line][typed_column:]
        after = _QUOTED.match(rest)
        comment = None if reason == UNCLOSED_QUOTE else _COMMENT.search(rest, after.end() if after else 0)
        if comment is not None:
            cut = (line, typed_column + comment.end() - 1)
            self._put(line, column, rest[: comment.start()], line, reason=reason, place=place, cut=cut)
            return True
        last = line
        while last + 1 < end:
            other = Shape(self.lines[last + 1])
            text = self.lines[last + 1].strip()
            if (
                not text
                or text[0] == "#"
                or other.indentation <= level
                or other.has_dash
                or _PLAIN_KEY.match(text)
            ):
                break
            last += 1
        value = self._joined(line, typed_column, last)
        self._put(line, column, value, last, reason=reason, place=place)
        return True

    def _join(self, owner: int, line: int, end: int, reason: str, place: tuple[int, int]) -> bool:
        """Make one value of the text that begins in the line *owner* and goes on to *line*."""
        edit = self.edits.get(owner)
        if edit is not None and edit.column >= 0:
            return False
        shape = Shape(self.lines[owner])
        last = line
        while last + 1 < end and self.lines[last + 1].strip():
            other = Shape(self.lines[last + 1])
            if other.indentation <= shape.level or other.has_dash or other.key is not None:
                break
            last += 1
        column = self._typed_column(owner, shape.value_column)
        value = self._joined(owner, column, last)
        self._put(owner, shape.value_column, value, last, reason=reason, place=place)
        return True

    def _joined(self, line: int, column: int, last: int) -> str:
        parts = [self._typed[line][column:], *self._typed[line + 1 : last + 1]]
        return " ".join(part.strip() for part in parts if part.strip())

    def _put(
        self,
        line: int,
        column: int,
        value: str,
        last: int,
        *,
        reason: str,
        place: tuple[int, int],
        cut: tuple[int, int] | None = None,
    ) -> None:
        """Report the value that goes on to the line *last*, and put its stand-in in its place."""
        value = value.rstrip()
        typed_column = self._typed_column(line, column)
        before = self._typed[line][:typed_column].lstrip()
        shown = value
        if reason == UNCLOSED_QUOTE and value.startswith(('"', "'")):
            shown = value[1:]
        code = Code.YAML_TAG if value.startswith("!") else Code.YAML_QUOTE
        if reason.startswith('a " #"'):
            code = Code.YAML_COMMENT
        self._fixes.pop((line, code), None)
        self._fix(code, f"{reason}: write it as  {_short(before)}{quoted(_short(shown, 300))}", *place)
        self._stand_in(line, column, len(self.lines[line]) - column, value, typed_column)
        edit = self.edits[line]
        edit.cut = cut
        if cut is not None:
            edit.end = (line, typed_column + len(value))
        if last > line:
            edit.end = (last, len(self._typed[last].rstrip()))
        for index in range(line + 1, last + 1):
            self.lines[index] = ""
            self.edits.pop(index, None)

    def _quote_key(self, line: int, column: int, key: str) -> bool:
        self._fix(
            Code.YAML_QUOTE,
            f'a key cannot begin with "{key[0]}" unless it is quoted: write it as  '
            f"{quoted(key)}{_short(self._typed[line].strip()[len(key) :])}",
            line,
            self._typed_column(line, column),
        )
        self._stand_in(line, column, len(key), key, self._typed_column(line, column))
        return True

    def _space_in(self, line: int, column: int, reason: str) -> bool:
        """Put the space in that is missing before a value."""
        text = self.lines[line]
        typed_column = self._typed_column(line, column)
        value = text[column:].rstrip()
        before = text[:column]
        self._fix(
            Code.YAML_SYNTAX,
            f"{reason}: write it as  {before.strip()} {_short(value, 300)}",
            line,
            typed_column,
        )
        self.lines[line] = before + " " + text[column:]
        self._stand_in(line, column + 1, len(text) - column, value, typed_column)
        return True

    def _stand_in(self, line: int, column: int, width: int, value: str, typed_column: int) -> None:
        width = max(width, 2)
        text = self.lines[line]
        self.lines[line] = text[:column] + '"' + "~" * (width - 2) + '"' + text[column + width :]
        edit = self.edits.setdefault(line, Edit())
        edit.column, edit.width, edit.value, edit.typed_column = column, width, value, typed_column
        edit.end = (line, min(self._typed_column(line, column) + width, len(self._typed[line])))

    # What is left out

    def _leave_out(self, line: int, fault: Fault) -> None:
        """Leave out a line that nothing can mend, with the deeper lines that belong to it."""
        indentation = len(self.lines[line]) - len(self.lines[line].lstrip(" "))
        stop = line + 1
        while stop < len(self.lines) and (
            not self.lines[stop].strip()
            or len(self.lines[stop]) - len(self.lines[stop].lstrip(" ")) > indentation
        ):
            stop += 1
        while stop > line + 1 and not self.lines[stop - 1].strip():
            stop -= 1
        self._report_left_out(line, stop, fault)
        for index in range(line, stop):
            self.lines[index] = ""
            self.edits.pop(index, None)
            self._blank.add(index)

    def _report_left_out(self, start: int, end: int, fault: Fault) -> None:
        for index in range(start, end):
            self._fixes.pop((index, Code.YAML_QUOTE), None)
        typed = self._typed[start]
        column = len(typed) - len(typed.lstrip())
        deeper = sum(1 for line in self._typed[start + 1 : end] if line.strip())
        lines = (
            "" if not deeper else " and the line under it" if deeper == 1 else f" and {deeper} lines under it"
        )
        why = fault.problem
        if "expected" in why or "mapping values" in why or "entries are not" in why:
            why = "neither a list item nor a key with its value fits here"
        message = f'"{_short(typed.strip())}"{lines} cannot be read and is left out: {why}'
        self._fix(Code.YAML_SYNTAX, message, start, column)

    # JSON, and YAML that looks like it

    def _mend_flow(self) -> None:
        """Mend the quoted texts between brackets and braces, where no line stands for itself."""
        for _ in range(_MAX_WHOLE):
            fault = self._first_fault("\n".join(self.lines))
            if fault is None or fault.line in self.edits or fault.line >= len(self.lines):
                return
            line, column = fault.line, fault.column
            text = self.lines[line]
            if fault.problem == WRONG_ESCAPE and (closed := _QUOTED.match(text, column)):
                self._mend_escape(line, column, closed[0])
            elif fault.problem == UNCLOSED_QUOTE:
                value = text[column:].rstrip().rstrip(",").rstrip()
                self._fix(
                    Code.YAML_QUOTE, f"{UNCLOSED_QUOTE}: write it as  {quoted(value[1:])}", line, column
                )
                self._stand_in(line, column, len(value), value, column)
            else:
                return

    def _add_commas(self) -> None:
        """Put in the commas that a JSON text lacks before a line's end or a space."""
        text = "\n".join(self.lines)
        for _ in range(_MAX_REPAIRS):
            try:
                json.loads(text, strict=False)
            except json.JSONDecodeError as error:
                before = text[: error.pos].rstrip()
                if not error.msg.startswith("Expecting ',' delimiter") or len(before) == error.pos:
                    break
                at = len(before)
                text = before + "," + text[at + (text[at] != "\n") :]
                line = before.count("\n")
                column = at - before.rfind("\n") - 1
                self._fix(Code.YAML_SYNTAX, "a comma is missing here: the next value begins", line, column)
            except (ValueError, RecursionError):
                break
            else:
                break
        self.lines = text.split("\n")

    # Looking around

    def _above(self, line: int, start: int) -> int | None:
        for index in range(line - 1, start - 1, -1):
            if self.lines[index].strip() and not self.lines[index].lstrip().startswith("#"):
                return index
        return None

    def _below(self, line: int, end: int) -> int | None:
        for index in range(line + 1, end):
            if self.lines[index].strip() and not self.lines[index].lstrip().startswith("#"):
                return index
        return None

    def _owner(self, line: int, start: int) -> int | None:
        """Return the line above whose value *line* seems to go on with."""
        indentation = Shape(self.lines[line]).indentation
        index: int | None = line
        while index is not None and (index := self._above(index, start)) is not None:
            shape = Shape(self.lines[index])
            if shape.indentation < indentation:
                return index if shape.value and (shape.key is not None or shape.has_dash) else None
        return None

    def _typed_column(self, line: int, column: int) -> int:
        edit = self.edits.get(line)
        return max(column - edit.shift, 0) if edit is not None else column

    def _fix(self, code: Code, message: str, line: int, column: int) -> None:
        self._fixes.setdefault((line, code), Fix(code, message, line, column))


_COLON: Final = 'a ": " inside a text begins another mapping'


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
