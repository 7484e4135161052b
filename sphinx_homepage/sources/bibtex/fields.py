"""The fields of one entry: the usual ones by one expression, the others step by step with their mistakes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, shown
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.bibtex.source import HEAD, NAME
from sphinx_homepage.sources.bibtex.values import Values

if TYPE_CHECKING:
    from sphinx_homepage.sources.bibtex.source import Source
    from sphinx_homepage.sources.bibtex.strings import Abbreviations

# Three levels of braces; what is deeper is counted. No part of these can be matched in two ways, so that
# they need no time for a second try.
_LEVEL: Final = r"[^{}]*+"
_LEVELS: Final = rf"{_LEVEL}(?:\{{{_LEVEL}(?:\{{{_LEVEL}\}}{_LEVEL})*\}}{_LEVEL})*"
_QUOTED: Final = rf"[^\"{{}}]*+(?:\{{{_LEVEL}(?:\{{{_LEVEL}\}}{_LEVEL})*\}}[^\"{{}}]*+)*"
_FIELD: Final = {
    closer: re.compile(
        rf"\s*+({NAME})\s*+=\s*+(?:\{{({_LEVELS})\}}|\"({_QUOTED})\"|({NAME}))\s*+(?:(,)\s*+|(?=[{closer}]))"
    )
    for closer in "})"
}
_NAME: Final = re.compile(NAME)
_CONTINUATION: Final = re.compile(rf"[ \t]*+(?:,\s*+|\n[ \t]*+)({NAME})\s*+=\s*+[\"{{\w]")
_COMMENT_OR_ENTRY: Final = re.compile(r"[@%]")
_MAX_REPAIRS: Final = 10


class Fields:
    """Reads the fields of one entry.

    Args:
        source: The file.
        abbreviations: Those defined so far.
        opened: Where the entry's brace or parenthesis stands.
        owner: The entry, as messages name it.
    """

    def __init__(self, source: Source, abbreviations: Abbreviations, opened: int, owner: str) -> None:
        self.fields: dict[str, Text] = {}
        """The fields by their names in lower case."""
        self.end = len(source.text)
        """The offset behind the entry, once it is read."""
        self._source = source
        self._text = source.text
        self._opened = opened
        self._owner = owner
        self._closer = "}" if source.text[opened] == "{" else ")"
        self._values = Values(source, abbreviations, opened, owner, self._closer)

    def read(self, position: int) -> None:
        """Read the fields from an offset on, up to the entry's end."""
        source, text, fields, values, closer = (
            self._source,
            self._text,
            self.fields,
            self._values,
            self._closer,
        )
        usual = _FIELD[closer].match
        next_position: int | None = position
        while next_position is not None:
            match = usual(text, next_position, values.limit)
            if match is None:
                next_position = self._step(next_position)
                continue
            typed, braced, quoted, word, comma = match.groups()
            name = typed.lower()
            value = braced or quoted or ""
            group = 2 if braced is not None else 3
            if word is not None:
                group = 4
                value = word if word.isdecimal() else comma and values.meaning(word, name)
                if not value:
                    next_position = self._step(next_position)
                    continue
            next_position = match.end()
            if name in fields:
                self._report_duplicate(name, match.start(1))
            else:
                fields[name] = Text(value, source.place(match.start(group)))
            if text.startswith(closer, next_position, values.limit):
                bare = match.start(4) if word is not None and comma is None else None
                next_position = self._close(next_position, name, bare)

    def _step(self, position: int) -> int | None:
        """Read one field, or what stands in its place; return where to go on, or None at the entry's end."""
        values = self._values
        position = values.skip(position)
        if position >= values.limit or HEAD.match(self._text, position):
            self._leave_open(position)
            return None
        character = self._text[position]
        if character == self._closer:
            return self._close(position, "", None)
        if character == ",":
            self._report(f"{self._owner} has a comma too many; take it out", position)
            return position + 1
        if character in "})" and values.ends_line(position + 1):
            opener = "{" if self._closer == "}" else "("
            self._report(
                f"{self._owner} begins with {opener} and ends in {character}; write {self._closer}", position
            )
            self.end = position + 1
            return None
        name = _NAME.match(self._text, position, values.limit)
        if name is None:
            return self._pass_over(position)
        after = values.skip(name.end())
        sign = self._text[after] if after < values.limit else ""
        if sign == "=":
            after += 1
        elif sign and sign in '{"':
            message = f"'{name[0]}' of {self._owner} has no '='; write one between the name and the value"
            self._report(message, name.end())
        else:
            return self._pass_over(position)
        return self._read_value(name[0].lower(), position, after)

    def _read_value(self, name: str, at: int, position: int) -> int | None:
        values = self._values
        pieces, position = values.read(name, position)
        if name in self.fields:
            self._report_duplicate(name, at)
        elif pieces:
            self.fields[name] = values.join(pieces, self.fields, name)
        if values.repairs > _MAX_REPAIRS:
            self._give_up(position)
            return None
        return position

    def _pass_over(self, position: int) -> int | None:
        """Go on behind what is no field."""
        typed = shown(re.split(r"[,\n]", self._text[position : position + 60], maxsplit=1)[0] or ",", 40)
        message = f"'{typed}' in {self._owner} is no field; write name = {{value}}, with a comma in front"
        self._report(message, position)
        self._values.repairs += 1
        if self._values.repairs > _MAX_REPAIRS:
            self._give_up(position)
            return None
        return self._values.after_rest(position)

    def _give_up(self, position: int) -> None:
        limit = self._values.limit
        if self._text[position:limit].strip():
            self._report(f"the rest of {self._owner} cannot be read; look at its braces and quotes", position)
        self.end = limit

    def _leave_open(self, position: int) -> None:
        brace = self._text[self._opened]
        message = f"the {brace} of {self._owner} is never closed; write {self._closer} behind its last field"
        self._report(message, self._opened)
        self.end = min(position, self._values.limit)

    def _close(self, position: int, name: str, opener: int | None) -> int | None:
        """End the entry at its brace, unless fields follow, and the brace is one too many.

        Args:
            position: Where the brace stands.
            name: The field in front of it.
            opener: Where that field's value begins, if it begins without a brace.
        """
        following = _CONTINUATION.match(self._text, position + 1, self._values.limit)
        if following is None:
            self.end = self._behind_stray_brace(position + 1)
            return None
        if opener is not None:
            message = f"the value of '{name}' in {self._owner} has no opening brace; write {{ in front of it"
            self._report(message, opener)
        else:
            message = (
                f"this {self._closer} ends {self._owner} in front of its field '{following[1]}'; take it out"
            )
            self._report(message, position)
        return self._values.after_comma(position + 1)

    def _behind_stray_brace(self, position: int) -> int:
        """Return the offset behind a brace that closes nothing, if there is one behind the entry."""
        values = self._values
        after = values.skip(position)
        if after >= values.limit or self._text[after] == "@":
            return position
        end = _COMMENT_OR_ENTRY.search(self._text, after, values.limit)
        stray = values.orphan(after, end.start() if end else values.limit)
        if stray is None:
            return position
        self._report(f"{self._owner} has a {self._text[stray]} too many; take one out", stray)
        return stray + 1

    def _report_duplicate(self, name: str, at: int) -> None:
        message = f"duplicate field '{name}' in {self._owner}; take one of them out"
        self._source.report(Code.BIB_DUPLICATE_FIELD, message, at)

    def _report(self, message: str, offset: int) -> None:
        self._source.report(Code.BIB_SYNTAX, message, offset)
