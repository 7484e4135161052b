"""Texts that know where they were typed, and the trees that sources make of them."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Position(NamedTuple):
    """A place in a source file."""

    path: str
    """The file, as it was named to the reader: absolute, or relative to the source directory."""
    line: int
    """1 for the first line."""
    column: int
    """1 for the first character of the line."""


class Text(str):
    """A text as the person typed it, and the position of its first character.

    Equal to, and hashed like, the plain string: a position never makes two records differ.
    """

    __slots__ = ("cut", "position")

    position: Position | None
    cut: Position | None
    """Where YAML cut the rest of the line off as a comment, if it did."""

    def __new__(
        cls, value: str, position: Position | None = None, cut: Position | None = None
    ) -> Text:
        text = super().__new__(cls, value)
        text.position = position
        text.cut = cut
        return text

    def __getnewargs__(self) -> tuple[str, Position | None, Position | None]:  # type: ignore[override]
        return str(self), self.position, self.cut


class Mapping(dict[Text, "Tree"]):
    """A YAML mapping: its keys in the order they were typed."""

    position: Position | None = None


class Sequence(list["Tree"]):
    """A YAML sequence."""

    position: Position | None = None


Tree: TypeAlias = Text | Mapping | Sequence | None
"""What a data file says before any field is understood: every scalar is a text."""
