"""The text of a .bib file: its lines, where its entries begin, what is wrong with it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.text import Position, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = r"[^\s\"#%'(),={}@\\]++"
"""BibTeX's identifiers: types, fields, abbreviations; every character but space and those with a meaning."""

HEAD: Final = re.compile(rf"@++\s*+{NAME}\s*+[{{(]")
"""What begins an entry."""

_HEAD_OF_LINE: Final = re.compile(rf"\n[ \t]*+(?=@++\s*+{NAME}\s*+[{{(])")
"""The same where it begins a line, but for the first one."""
_BRACES: Final = re.compile(r"\{++|\}++")
_LINE_FEED: Final = re.compile("\n")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_MAX_PROBLEMS: Final = 1000


class Source:
    """The text of a file, with a place for every offset in it, and the problems found so far."""

    def __init__(self, text: str, path: str) -> None:
        text = text.removeprefix("\ufeff")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.path = path
        self.problems: list[Problem] = []
        self.starts: list[int] = [0, *(match.end() for match in _LINE_FEED.finditer(text))]
        """Where each line begins."""
        self.text = self._printable(text)
        self._heads: list[int] = [match.end() for match in _HEAD_OF_LINE.finditer(self.text)]
        # A brace that is never closed is looked for to the end of the file. A file full of these must not
        # be read once for each.
        self._spare = 4 * len(self.text)

    def _printable(self, text: str) -> str:
        unprintable = _UNPRINTABLE.search(text)
        if unprintable is None:
            return text
        message = (
            f"the character U+{ord(unprintable[0]):04X} cannot be printed, and is shown as \ufffd "
            "wherever it stands in this file; remove it"
        )
        self.report(Code.BIB_SYNTAX, message, unprintable.start())
        return _UNPRINTABLE.sub("\ufffd", text)

    def line(self, offset: int) -> int:
        """Return the line of an offset, 1 for the first."""
        return bisect_right(self.starts, offset)

    def place(self, offset: int) -> Position:
        """Return the position of an offset."""
        line = bisect_right(self.starts, offset)
        return Position(self.path, line, offset - self.starts[line - 1] + 1)

    def typed(self, start: int, end: int) -> Text:
        """Return a part of the text, with its position."""
        return Text(self.text[start:end], self.place(start))

    def report(self, code: Code, message: str, offset: int) -> None:
        """Add a problem, unless there are too many already."""
        if len(self.problems) <= _MAX_PROBLEMS:
            self.report_at(code, message, self.place(offset))

    def report_at(self, code: Code, message: str, place: Position) -> None:
        """Add a problem whose position is known, unless there are too many already."""
        if len(self.problems) == _MAX_PROBLEMS:
            code = Code.BIB_SYNTAX
            message = f"this file has more than {_MAX_PROBLEMS} problems; put the first ones right"
        if len(self.problems) <= _MAX_PROBLEMS:
            self.problems.append(Problem(code, message, place))

    def next_head(self, offset: int) -> int:
        """Return where the next line begins with an entry, or the end of the text."""
        index = bisect_left(self._heads, offset)
        return self._heads[index] if index < len(self._heads) else len(self.text)

    def spend(self, length: int) -> bool:
        """Return whether so many more characters may be read that may have to be read again."""
        self._spare -= length
        return self._spare >= 0

    def close_brace(self, start: int, limit: int) -> tuple[int, int]:
        """Return where the brace at *start* is closed before *limit*, else -1, and how many are open then."""
        return self._close(_BRACES.finditer(self.text, start, limit), 0)

    def close_brace_beyond(self, start: int, depth: int) -> int:
        """Return where *depth* open braces are closed from *start* on, or -1."""
        return self._close(_BRACES.finditer(self.text, start), depth)[0]

    @staticmethod
    def _close(runs: Iterator[re.Match[str]], depth: int) -> tuple[int, int]:
        for run in runs:
            start, end = run.span()
            if run[0][0] == "{":
                depth += end - start
            elif end - start >= depth:
                return start + max(depth, 1) - 1, 0
            else:
                depth -= end - start
        return -1, depth
