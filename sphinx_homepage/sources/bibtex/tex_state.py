"""The state in which TeX is read: what is written, the groups that are open, the formulas."""

from __future__ import annotations

import html
import re
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.sources.bibtex.tex_commands import PLAIN, Style

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(Enum):
    """What a piece is."""

    TEXT = "text"
    MATH = "math"
    """The source of a formula, without its dollars."""
    PARAGRAPH = "paragraph"
    """A paragraph begins; the text is its indentation in a list."""
    ITEM = "item"
    """An item of a list begins; the text is its indentation and its marker."""


class Piece(NamedTuple):
    """A text of one style."""

    text: str
    style: Style
    kind: Kind = Kind.TEXT


LIGATURES: Final = {
    "--": "–",
    "---": "—",
    "``": "“",
    "''": "”",
    "`": "‘",
    "'": "’",
    "!`": "¡",
    "?`": "¿",
    "~": "\u00a0",
}
"""What TeX prints for these characters, which are no commands."""

REFERENCE: Final = r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
"""A character reference of HTML, for a verbose pattern."""

# A pattern that begins with a set of characters is found ten times as fast as alternatives are.
TOKEN_START: Final = re.compile(r"[\\{}$`'~&\n!?-](?:(?<=[\\{}$`'~&\n])|(?<=-)(?=-)|(?<=[!?])(?=`))")
TOKEN: Final = re.compile(
    rf"""
      (?: \{{\\&\}} | \\& ) (?P<escaped> (?:amp|lt|gt|quot|apos); )
    | (?P<reference> {REFERENCE} )
    | \\ (?: (?P<word> [A-Za-z]+ ) | (?P<sign> . ) | \Z )
    | (?P<open> \{{ )
    | (?P<close> \}} )
    | (?P<dollar> \$ )
    | (?P<ligature> -{{2,3}} | ``? | ''? | [!?]` | ~ )
    | (?P<break> \n [ \t\r\n\f\v]* )
    | &
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
OPTIONAL: Final = re.compile(r"\[[^\[\]{}]*\]")
_MATH_REFERENCE: Final = re.compile(r"&(?:amp|lt|gt);")
_ENDS_IN_SPACE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_PLAIN_WORD: Final = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{2,}")
_PAIRED: Final = re.compile(r"[\\{}$](?:(?<=\\).)?", re.DOTALL)


class Frame:
    """A group, or a command that waits for its argument."""

    __slots__ = ("finish", "start", "style", "waits")

    def __init__(
        self, style: Style, start: int, finish: Callable[[Frame], None] | None = None, *, waits: bool = False
    ) -> None:
        self.style = style
        """The style that comes back at the end."""
        self.start = start
        """How many pieces stand before the content."""
        self.finish = finish
        self.waits = waits
        """The next group, command or character is the content."""


class TexState:
    """The reading of one text.

    Args:
        tex: The text.
        straight: Single quotes stay as typed: in names they are letters more often than quotes.
    """

    def __init__(self, tex: str, *, straight: bool = False) -> None:
        self.tex = tex
        self.unknown: dict[str, int] = {}
        """The commands that are not known, and the offset of the first of each."""
        self._ligatures = {**LIGATURES, "'": "'", "`": "`"} if straight else LIGATURES
        self._pieces: list[Piece] = []
        self._frames: list[Frame] = []
        self._lists: list[tuple[bool, int, str]] = []
        """The lists that are open: numbered or not, the last number, the indentation of the items."""
        self._inner = ""
        """The indentation of a paragraph that does not begin an item."""
        self._quotes = 0
        self._style = PLAIN
        self._pos = 0
        self._closing: dict[int, int] | None = None
        self._next_dollar: dict[int, int] = {}
        self._last: dict[str, int] = {}

    # What is written

    def _emit(self, text: str) -> None:
        if text:
            self._pieces.append(Piece(text, self._style))

    def _put(self, text: str) -> None:
        """Write what may be the whole argument of a command before it."""
        self._emit(text)
        self._end_unit()

    def _put_math(self, source: str) -> None:
        source = _SPACES.sub(" ", _MATH_REFERENCE.sub(lambda found: html.unescape(found[0]), source)).strip()
        if source:
            if _ENDS_IN_SPACE.search(source):
                source += " "
            self._pieces.append(Piece(source, self._style, Kind.MATH))
        self._end_unit()

    def _read_words(self, text: str) -> None:
        if self._frames and self._frames[-1].waits:
            text = text.lstrip(" \t\r\f\v")
            if not text:
                return
            self._put(text[0])
            text = text[1:]
        self._emit(text)

    def _break(self, typed: str) -> None:
        if typed.count("\n") > 1:
            self._paragraph()
        else:
            self._emit(" ")

    def _paragraph(self) -> None:
        self._pieces.append(Piece(self._inner, PLAIN, Kind.PARAGRAPH))

    # Groups and arguments

    def _wait(self, style: Style, finish: Callable[[Frame], None] | None = None) -> None:
        self._frames.append(Frame(self._style, len(self._pieces), finish, waits=True))
        self._style = style

    def _close(self, frame: Frame) -> None:
        if frame.finish is not None:
            frame.finish(frame)
        self._style = frame.style

    def _end_unit(self) -> None:
        """End each command whose argument is complete."""
        while self._frames and self._frames[-1].waits:
            self._close(self._frames.pop())

    def _skip_spaces(self) -> None:
        """Skip the spaces behind a command, but for a blank line, which ends the paragraph."""
        spaces = _SPACES.match(self.tex, self._pos)
        if spaces and spaces[0].count("\n") < 2:
            self._pos = spaces.end()

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.tex, self._pos)
        if found is None:
            return ""
        self._pos = found.end()
        return found[0]

    def _argument(self) -> str:
        """Return the next argument as typed, and go behind it."""
        self._skip_spaces()
        start = self._pos
        first = self.tex[start : start + 1]
        if first == "{":
            end = self._pairs().get(start, len(self.tex))
            self._pos = min(end + 1, len(self.tex))
            return self.tex[start + 1 : end]
        if first == "\\" and (token := TOKEN.match(self.tex, start)):
            self._pos = token.end()
            return token[0]
        self._pos += first not in {"", "}"}
        return first if first != "}" else ""

    def _pairs(self) -> dict[int, int]:
        """Return where each brace is closed; see also to which dollar follows which in the same group."""
        if self._closing is None:
            self._closing = {}
            groups: list[int] = []
            dollars = [-1]
            for found in _PAIRED.finditer(self.tex):
                at = found.start()
                if found[0] == "{":
                    groups.append(at)
                    dollars.append(-1)
                elif found[0] == "}" and groups:
                    self._closing[groups.pop()] = at
                    dollars.pop()
                elif found[0] == "$":
                    if dollars[-1] >= 0:
                        self._next_dollar[dollars[-1]] = at
                    dollars[-1] = at
        return self._closing

    def _up_to(self, end: str) -> str | None:
        """Return what stands before *end*, and go behind it; or None where it does not come."""
        if end not in self._last:
            self._last[end] = self.tex.rfind(end)
        if self._last[end] < self._pos:
            return None
        start = self._pos
        at = self.tex.index(end, start)
        self._pos = at + len(end)
        return self.tex[start:at]

    # Formulas

    def _read_dollar(self, at: int) -> None:
        self._pairs()
        following = self._next_dollar
        end = following.get(at)
        if end == at + 1:
            closing = following.get(end)
            if closing is not None and following.get(closing) == closing + 1:
                self._pos = closing + 2
                self._put_math(self.tex[end + 1 : closing])
            else:
                self._pos = end + 1
                self._put("$$")
        elif end is None or self._is_money(at, end):
            self._put("$")
        else:
            self._pos = end + 1
            self._put_math(self.tex[at + 1 : end])

    def _is_money(self, start: int, end: int) -> bool:
        """Whether the dollars are those of ``$5M and $6M``."""
        tex = self.tex
        if not (tex[start + 1].isdigit() and tex[end - 1].isspace()):
            return False
        return tex[end + 1 : end + 2].isdigit() or bool(_PLAIN_WORD.search(tex, start, end))
