"""Texts that know where they were typed, and the trees that sources make of them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeAlias


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

    def __new__(cls, value: str, position: Position | None = None, cut: Position | None = None) -> Text:
        """Take the words, and where they stand."""
        text = super().__new__(cls, value)
        text.position = position
        text.cut = cut
        return text

    def __getnewargs__(self) -> tuple[str, Position | None, Position | None]:  # type: ignore[override]
        return str(self), self.position, self.cut


_CODE_OR_COMMENT = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|<!--(?:-?>|.*?-->)", re.DOTALL)


def without_comments(text: Text) -> Text:
    """Return Markdown without its HTML comments, but for those that it shows as code."""
    if "<!--" not in text:
        return text
    kept = _CODE_OR_COMMENT.sub(lambda match: match[0] if match[1] else "", text)
    return type(text)(kept, text.position, text.cut)


Typed: TypeAlias = tuple[str, int, int]
"""What a collection was read from: the source, which all of a file share, and the slice of it."""


class Mapping(dict[str, "Tree"]):
    """A YAML mapping: its keys in the order they were typed."""

    position: Position | None = None
    typed: Typed | None = None
    origin: Any = None
    """What a file in another program's format said, as JSON has it, where this was made of the whole file."""


class Sequence(list["Tree"]):
    """A YAML sequence."""

    position: Position | None = None
    typed: Typed | None = None


Tree: TypeAlias = Text | Mapping | Sequence | None
"""What a data file says before any field is understood: every scalar is a text."""


def as_typed(tree: Tree) -> Text:
    """Return the source of a mapping or a sequence word for word, for a field that wants a text.

    ``- C++: good`` is a mapping to YAML; to its author it is the text ``C++: good``.
    A text is returned as it is, and nothing as an empty text.

    Args:
        tree: A tree that :func:`parse` returned, or a part of one.
    """
    if isinstance(tree, Text):
        return tree
    if tree is None or tree.typed is None:
        return Text("", None if tree is None else tree.position)
    source, start, end = tree.typed
    last: Tree = tree
    while isinstance(last, (Mapping, Sequence)) and last:
        last = next(reversed(last.values())) if isinstance(last, Mapping) else last[-1]
    return Text(source[start:end].rstrip(), tree.position, last.cut if isinstance(last, Text) else None)
