"""The lines of a YAML text: what each is made of, and which of them can be read without the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART: Final = 40
"""A part of more lines is cut further, if it is a key with entries under it."""

_MAX_NESTING: Final = 4
"""How often a part is cut further."""

_KEY: Final = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"[ ]*|'(?:[^']|'')*'[ ]*"""
    r"""|(?:[^\s"'\[\]{},&*!|>%@`#?:-]|[?:-](?=[^\s]))(?:[^#]|(?<=\S)\#)*?):(?=\s|$)""",
    re.VERBOSE,
)
_OPEN_KEY: Final = re.compile(r" *[^\s#-][^#]*:\s*(?:#.*)?$")
_MARKER: Final = re.compile(r"(?:---|\.\.\.)(?:\s|$)")


class Shape:
    """What a line is made of: indentation, dashes, a key, a value."""

    def __init__(self, line: str) -> None:
        body = indentation(line)
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
    def is_bare(self) -> bool:
        """Whether the line has neither a dash nor a key."""
        return self.key is None and not self.has_dash

    @property
    def is_blank(self) -> bool:
        """Whether the line says nothing."""
        return self.is_bare and not self.value


def indentation(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def quoted(value: str) -> str:
    """Return *value* in the quotes that need the fewest escapes."""
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def document(lines: list[str]) -> tuple[int, int]:
    """Return the lines of the first document: directives and ``---`` before it, ``---`` after it."""
    first = 0
    for index, line in enumerate(lines):
        if line.startswith("---") and not line[3:].strip():
            first = index + 1
            break
        if line.strip() and line[0] not in "#%":
            break
    end = first
    while end < len(lines) and not _MARKER.match(lines[end]):
        end += 1
    return first, end


def is_flow(lines: list[str], *, is_json: bool) -> bool:
    """Say whether a document is one flow collection, in brackets or braces that go on over lines."""
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            # "[x](u)" is no list that goes on over lines.
            return line.lstrip()[0] in "{[" and (is_json or not line.strip("[{ \t") or line[-1] in ",[{")
    return False


def parts(lines: list[str], start: int, end: int, nesting: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the ranges of lines that each can be read alone: the entries of a block collection."""
    indentations = {
        index: indentation(line)
        for index, line in enumerate(lines[start:end], start)
        if line.strip() and line.lstrip(" ")[0] not in "#\t"
    }
    if not indentations:
        if start < end:
            yield start, end
        return
    least = min(indentations.values())
    bounds = [index for index, column in indentations.items() if column == least]
    if start < bounds[0]:
        bounds.insert(0, start)
    for bound, following in zip(bounds, [*bounds[1:], end], strict=True):
        if following - bound > _PART and nesting < _MAX_NESTING and _OPEN_KEY.match(lines[bound]):
            yield bound, bound + 1
            yield from parts(lines, bound + 1, following, nesting + 1)
        else:
            yield bound, following
