"""Typst source: how texts stand in it, and which line of it comes from which line of the page.

A text is never markup: it is a string literal, so that nothing in it can call a function
(https://typst.app/docs/reference/foundations/str/).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Place(NamedTuple):
    """A line of a source file."""

    path: str
    line: int


# What is no character of a text: controls, halves of surrogate pairs, and what Unicode says is none.
_NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_SPACES = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\t": "\\t",
        # Typst counts lines by these too.
        **{char: f"\\u{{{ord(char):x}}}" for char in "\r\x0b\x0c\x85\u2028\u2029"},
    }
)


class Expression(str):
    """Typst source of ours among values that are texts otherwise."""

    __slots__ = ()


def string(text: str) -> str:
    """Return *text* as a string literal, white space and all; U+FFFD stands for what is no character."""
    return '"' + _NO_CHARACTER.sub("\ufffd", text).translate(_ESCAPES) + '"'


def line_of(text: str) -> str:
    """Return *text* on one line, with one space for each run of white space, as other builders show it.

    Soft hyphens are left out: nothing is hyphenated, and in a PDF's text they would cut words.
    """
    return _SPACES.sub(" ", text.replace("\xad", ""))


def words(text: str) -> str:
    """Return running *text* as an expression in content."""
    line = line_of(text)
    return f"#{string(line)};" if line else ""


def call(name: str, /, *content: str, **arguments: str) -> str:
    """Return a call of a template's function as an expression in content.

    Args:
        name: the function.
        content: what it shows, each as a block of content behind the arguments.
        arguments: expressions by their names.
    """
    given = f"({', '.join(f'{key}: {value}' for key, value in arguments.items())})"
    return f"#{name}{given if arguments or not content else ''}{''.join(map(block, content))};"


def block(content: str) -> str:
    """Return *content* as a block of content."""
    return f"[{content}]"


def optional(content: str) -> str:
    """Return *content* as a block of content, or ``none`` where there is none."""
    return block(content) if content else "none"


def array(values: Iterable[str]) -> str:
    """Return an array of expressions: with a comma behind its only one, which else is no array."""
    return f"({''.join(f'{value}, ' for value in values).rstrip(' ')})"


def dictionary(values: Mapping[str, str]) -> str:
    """Return a dictionary of expressions."""
    return f"({', '.join(f'{name}: {value}' for name, value in values.items())})" if values else "(:)"


# Places


class Places:
    """Remembers which source lines what is written comes from.

    A mark stands in the text until it is whole: only then is it known on which line of Typst a thing is.
    No mark can come from a text, in which control characters are none.
    """

    def __init__(self) -> None:
        self._places: list[Place] = []

    def mark(self, place: Place | None) -> str:
        """Return the mark of *place*, to stand before what comes from there."""
        if place is None:
            return ""
        if not self._places or self._places[-1] != place:
            self._places.append(place)
        return f"\x01{len(self._places) - 1}\x02"

    def settle(self, marked: str) -> Source:
        """Return the text without its marks, and where its lines come from."""
        text: list[str] = []
        lines: list[int] = []
        places: list[Place] = []
        number = 1
        at = 0
        for match in _MARK.finditer(marked):
            piece = marked[at : match.start()]
            text.append(piece)
            number += piece.count("\n")
            lines.append(number)
            places.append(self._places[int(match[1])])
            at = match.end()
        text.append(marked[at:])
        return Source("".join(text), tuple(lines), tuple(places))


_MARK = re.compile("\x01([0-9]+)\x02")


class Source(NamedTuple):
    """A whole Typst source."""

    text: str
    lines: tuple[int, ...]
    """The lines, counted from 1 and ascending, from which on another place begins."""
    places: tuple[Place, ...]

    def place_of(self, line: int) -> Place | None:
        """Return where *line* of the Typst source comes from."""
        at = bisect_right(self.lines, line)
        return self.places[at - 1] if at else None
