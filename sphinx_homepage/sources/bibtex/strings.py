"""BibTeX's abbreviations: the months, those of ``@string``, and values joined by ``#``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from sphinx_homepage.sources.bibtex.source import Source

_NAMES: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MACROS: Final = {name[:3].lower(): name for name in _NAMES}
"""Those that every BibTeX style defines."""
_MONTHS: Final = {**_MACROS, "sept": "September", **{name.lower(): name for name in _NAMES}}
"""What people write for a month and mean as such, with a full stop behind it or not."""

# Doubling an abbreviation thirty times makes a gigabyte of thirty lines.
_MAX_EXPANSION: Final = 10_000_000


class Piece(NamedTuple):
    """What stands between two ``#``, without its braces or quotes."""

    text: str
    offset: int
    """Where its first character stands."""
    is_abbreviation: bool = False


class _Use(NamedTuple):
    """A value that holds an abbreviation which was not defined there."""

    fields: dict[str, Text]
    name: str
    pieces: list[Piece]
    value: Text


class Abbreviations:
    """The abbreviations of one file, as defined so far."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._values: dict[str, str] = dict(_MACROS)
        self._lines: dict[str, int] = {}
        self._unknown: dict[str, tuple[Piece, list[_Use]]] = {}
        self._spare = _MAX_EXPANSION

    def define(self, name: str, value: Text) -> None:
        """Let *name* stand for a value from here on; a later definition takes the place of an earlier one."""
        self._values[name] = str(value)
        if value.position is not None:
            self._lines[name] = value.position.line

    def join(self, pieces: list[Piece], fields: dict[str, Text], name: str) -> Text:
        """Return the value of the field *name*; an abbreviation that is not defined stands for itself."""
        place = self._source.place(pieces[0].offset)
        if len(pieces) == 1 and not pieces[0].is_abbreviation:
            return Text(pieces[0].text, place)
        unknown: list[Piece] = []
        words: list[str] = []
        for piece in pieces:
            word = self.meaning(piece.text, name) if piece.is_abbreviation else piece.text
            if word is None:
                unknown.append(piece)
                word = piece.text
            words.append(word)
        value = Text("".join(words), place)
        for piece in unknown:
            _, uses = self._unknown.setdefault(piece.text.lower(), (piece, []))
            uses.append(_Use(fields, name, pieces, value))
        return value

    def meaning(self, typed: str, name: str) -> str | None:
        """Return what an abbreviation stands for in the field *name*, or None where it is not defined."""
        word = typed.lower()
        meaning = self._values.get(word)
        if meaning is None and name == "month":
            meaning = _MONTHS.get(word.removesuffix("."))
        if meaning is None:
            return None
        self._spare -= len(meaning)
        return meaning if self._spare >= 0 else None

    def report_unknown(self) -> None:
        """Report each abbreviation that was not defined where it was used, and use what is defined later."""
        if self._spare < 0 and self._unknown:
            self._report_exhausted()
            return
        for word, (piece, uses) in self._unknown.items():
            line = self._lines.get(word)
            if line is None:
                which = f", which {len(uses)} fields use," if len(uses) > 1 else ""
                message = (
                    f"the abbreviation '{piece.text}'{which} is not defined; "
                    "define it by an @string further up, or put the text in braces"
                )
            else:
                message = (
                    f"the abbreviation '{piece.text}' is used in front of its @string in line {line}; "
                    "move that further up"
                )
            self._source.report(Code.BIB_STRING, message, piece.offset)
        late = [use for word, (_, uses) in self._unknown.items() if word in self._lines for use in uses]
        self._unknown = {}
        for use in late:
            if use.fields.get(use.name) is use.value:
                use.fields[use.name] = self.join(use.pieces, use.fields, use.name)

    def _report_exhausted(self) -> None:
        pieces = {word: piece for word, (piece, _) in self._unknown.items()}
        defined = (piece for word, piece in pieces.items() if word in self._values)
        piece = next(defined, next(iter(pieces.values())))
        message = (
            f"the abbreviations of this file make more than {_MAX_EXPANSION:,} characters: "
            f"'{piece.text}' and those behind it stay as typed; write shorter ones"
        )
        self._source.report(Code.BIB_STRING, message, piece.offset)
