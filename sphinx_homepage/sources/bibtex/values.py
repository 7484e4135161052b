"""The values of fields, with what is wrong with their braces and quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, shown
from sphinx_homepage.sources.bibtex.source import HEAD, NAME
from sphinx_homepage.sources.bibtex.strings import Piece

if TYPE_CHECKING:
    from sphinx_homepage.sources.bibtex.source import Source
    from sphinx_homepage.sources.bibtex.strings import Abbreviations

SPACE: Final = re.compile(r"\s*+(?:%[^\n]*+\s*+)*")
"""White space, and comments, which BibTeX has not but people write between fields."""

FIELD_HEAD: Final = re.compile(rf"{NAME}\s*+=\s*+[\"{{\w]")
"""What begins a field."""

CUT: Final = re.compile(
    r"""
    \n[ \t]*+ [A-Za-z][\w+.:-]*+ [ \t]*+=[ \t]*+ (?: [\"{] | [\w.-]++[ \t]*+(?:,|$) )
    | ,\s*+ [A-Za-z][\w+.:-]*+ \s*+=\s*+ [\"{]
    """,
    re.MULTILINE | re.VERBOSE,
)
"""The next field, in a value that has swallowed it."""

_END_OF_LINE: Final = re.compile(r"[ \t]*+(?:\n|\Z)")
_WORD: Final = re.compile(NAME)
_END_OF_LINE_BRACE: Final = re.compile(r"\n[ \t]*+[})][ \t]*+(?=\n|\Z)")
_BRACE_OR_QUOTE: Final = re.compile(r"[\"{}]")
_DELIMITER: Final = re.compile(r"[{}()]")


class Values:
    """Reads the values of one entry.

    Args:
        source: The file.
        abbreviations: Those defined so far.
        opened: Where the entry's brace or parenthesis stands.
        owner: The entry, as messages name it.
        closer: The entry's closing brace or parenthesis.
    """

    def __init__(
        self, source: Source, abbreviations: Abbreviations, opened: int, owner: str, closer: str
    ) -> None:
        self.limit = source.next_head(opened)
        """Where another entry begins: no value goes beyond, unless it is plainly meant to."""
        self.repairs = 0
        """How often the entry was read on behind something that was to be guessed."""
        self.join = abbreviations.join
        self.meaning = abbreviations.meaning
        self._next = opened
        """Where to go on behind a value that was repaired."""
        self._source = source
        self._text = source.text
        self._owner = owner
        self._closer = closer

    def skip(self, position: int) -> int:
        """Return the offset behind white space and comments."""
        match = SPACE.match(self._text, position, self.limit)
        return match.end() if match else position

    def ends_line(self, position: int) -> bool:
        """Whether nothing follows on the line."""
        return _END_OF_LINE.match(self._text, position) is not None

    def after_comma(self, position: int) -> int:
        """Return the offset behind a comma, if there is one."""
        position = self.skip(position)
        return position + 1 if self._text.startswith(",", position, self.limit) else position

    def after_rest(self, position: int) -> int:
        """Return where the next field begins, or the entry's end, behind what can't be read."""
        _, end, after = self._rest(position)
        return self.after_comma(after) if after > end or after > position else position + 1

    def read(self, name: str, position: int) -> tuple[list[Piece], int]:
        """Read a value and the comma behind it.

        Args:
            name: The field.
            position: The offset behind its '='.

        Returns:
            The value's pieces, none where it is missing; and the offset of the next field, or of what ends
            the entry.
        """
        pieces: list[Piece] = []
        while True:
            position = self.skip(position)
            sign = self._sign(position)
            if sign == "=":
                self._report(f"'{name}' in {self._owner} has a '=' too many; take it out", position)
                position += 1
                continue
            if sign == "#":
                self._report(
                    f"nothing stands in front of '#' in '{name}' of {self._owner}; take it out", position
                )
                position += 1
                continue
            if sign == "{":
                end = self._read_braced(name, position, pieces)
            elif sign == '"':
                end = self._read_quoted(name, position, pieces)
            else:
                end = self._read_word(name, position, pieces)
            if end is None:
                return pieces, self.after_comma(self._next)
            after = self.skip(end)
            if self._sign(after) != "#":
                return pieces, self._read_comma(name, pieces, end, after)
            position = after + 1

    def _sign(self, position: int) -> str:
        return self._text[position] if position < self.limit else ""

    def _read_comma(self, name: str, pieces: list[Piece], end: int, after: int) -> int:
        """Return the offset of the next field, behind a value that seems to end at *end*."""
        sign = self._sign(after)
        if sign == ",":
            return after + 1
        if sign == self._closer or (sign and sign in "})" and self.ends_line(after + 1)):
            return after
        if FIELD_HEAD.match(self._text, after, self.limit):
            self._report(f"no comma behind the value of '{name}' in {self._owner}; write one", end)
            return after
        is_delimited = not pieces[-1].is_abbreviation and self._text[end - 1] in '}"'
        if is_delimited:
            start = pieces[-1].offset
            cut = CUT.search(self._text, start, end)
            if cut is not None:
                self._cut(name, pieces, cut.start())
                return self.after_comma(self._next)
        if not sign or HEAD.match(self._text, after):
            if is_delimited and self._has_taken_the_last_brace(pieces[-1]):
                self._report_open(name, pieces[-1].offset - 1)
                pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.rstrip())
                return end - 1
            return after
        return self._read_rest(name, pieces, end, is_delimited=is_delimited)

    # Braces and quotes

    def _read_braced(self, name: str, opened: int, pieces: list[Piece]) -> int | None:
        source, limit = self._source, self.limit
        end, depth = source.close_brace(opened, limit)
        if end < 0 and self._may_go_on(opened, depth):
            end = source.close_brace_beyond(limit, depth)
            if end >= 0:
                self.limit = source.next_head(end)
        if end >= 0:
            pieces.append(Piece(self._text[opened + 1 : end], opened + 1))
            return end + 1
        pieces.append(Piece("", opened + 1))
        cut = CUT.search(self._text, opened + 1, limit)
        stop = _END_OF_LINE_BRACE.search(self._text, opened, limit)
        self._cut(name, pieces, cut.start() if cut else stop.start() if stop else limit)
        return None

    def _may_go_on(self, opened: int, depth: int) -> bool:
        """Whether a value goes on beyond a line that begins as an entry does, since it holds that entry."""
        return (
            self.limit < len(self._text)
            and depth == 1
            and CUT.search(self._text, opened + 1, self.limit) is None
            and self._source.spend(len(self._text) - self.limit)
        )

    def _read_quoted(self, name: str, opened: int, pieces: list[Piece]) -> int | None:
        depth = 0
        stop = self.limit
        for match in _BRACE_OR_QUOTE.finditer(self._text, opened + 1, self.limit):
            character = match[0]
            if character == "{":
                depth += 1
            elif character == "}":
                depth -= 1
                if depth < 0:
                    stop = match.start()
                    break
            elif not depth:
                pieces.append(Piece(self._text[opened + 1 : match.start()], opened + 1))
                return match.end()
        pieces.append(Piece("", opened + 1))
        cut = CUT.search(self._text, opened + 1, stop)
        self._cut(name, pieces, cut.start() if cut else stop)
        return None

    def _cut(self, name: str, pieces: list[Piece], end: int) -> None:
        """End the last piece, whose brace or quote is not closed, where the next field begins."""
        start = pieces[-1].offset
        text = self._text[start:end].rstrip().removesuffix(",").rstrip()
        pieces[-1] = Piece(_balanced(text), start)
        self._report_open(name, start - 1)
        self.repairs += 1
        self._next = end

    def _report_open(self, name: str, opened: int) -> None:
        sign = self._text[opened]
        closer = "}" if sign == "{" else sign
        message = f"the {sign} of '{name}' in {self._owner} is never closed; write {closer} behind the value"
        self._report(message, opened)

    @staticmethod
    def _has_taken_the_last_brace(piece: Piece) -> bool:
        """Whether a value ends in a line of its own brace alone, though it began on the line of its field."""
        return piece.text.rstrip(" \t").endswith("\n") and not piece.text.lstrip(" \t").startswith("\n")

    # Words

    def _read_word(self, name: str, position: int, pieces: list[Piece]) -> int | None:
        word = _WORD.match(self._text, position, self.limit)
        after = self.skip(word.end()) if word else position
        sign = self._sign(after)
        if (sign == "=") if word else (sign in {",", self._closer, ""}):
            if pieces:
                self._report(f"nothing stands behind '#' in '{name}' of {self._owner}; take it out", position)
            else:
                message = f"'{name}' in {self._owner} has no value; write one, or take the field out"
                self._report(message, position)
            self._next = position
            return None
        if word and self._is_whole(sign, after):
            digits = word[0].isdecimal()
            if not digits and (word[0][0].isdecimal() or word[0][0] == "-"):
                self._report_bare(name, word[0], position)
                pieces.append(Piece(word[0], position))
            else:
                pieces.append(Piece(word[0], position, is_abbreviation=not digits))
            return word.end()
        self._read_bare(name, position, pieces)
        return None

    def _is_whole(self, sign: str, after: int) -> bool:
        """Whether a word is a whole value, as what follows it says."""
        if sign == self._closer:
            return not self._goes_on(after + 1)
        return sign in {",", "#", ""} or any(
            head.match(self._text, after, self.limit) for head in (FIELD_HEAD, HEAD)
        )

    def _goes_on(self, position: int) -> bool:
        """Whether the entry goes on behind a brace that seems to end it."""
        after = self.skip(position)
        if self._sign(after) == self._closer:
            return True
        if self._sign(after) == ",":
            after = self.skip(after + 1)
        return FIELD_HEAD.match(self._text, after, self.limit) is not None

    def _read_bare(self, name: str, position: int, pieces: list[Piece]) -> None:
        """Read a value that was typed without braces or quotes."""
        text, _, self._next = self._rest(position)
        if text.count('"') % 2:
            text = text.removesuffix('"')
        pieces.append(Piece(text, position))
        self._report_bare(name, text, position)
        self.repairs += 1

    def _report_bare(self, name: str, text: str, position: int) -> None:
        message = f"the value of '{name}' in {self._owner} is not in braces; write {{{shown(text, 40)}}}"
        self._report(message, position)

    def _read_rest(self, name: str, pieces: list[Piece], end: int, *, is_delimited: bool) -> int:
        """Add to a value what stands between its end and the next comma or field."""
        rest, _, after = self._rest(end)
        last = pieces[-1]
        if is_delimited and self._text[end - 1] == '"':
            rest = rest.removesuffix('"')
            pieces[-1] = Piece(_balanced(f'{last.text}"{rest}'), last.offset)
            message = (
                f"this quote ends the value of '{name}' in {self._owner} too early; "
                "write the whole value in braces"
            )
        else:
            pieces[-1] = Piece(_balanced(last.text + rest), last.offset)
            message = (
                f"'{shown(rest, 40)}' stands behind the value of '{name}' in {self._owner}; "
                "take it out, or put it into the value's braces"
            )
        self._report(message, end - 1 if is_delimited else end)
        self.repairs += 1
        return self.after_comma(after)

    def _rest(self, position: int) -> tuple[str, int, int]:
        """Return what stands from an offset up to the next field or the entry's end.

        Returns:
            The text, the offset of its end, and that behind a brace that closes it.
        """
        cut = CUT.search(self._text, position, self.limit)
        stop = cut.start() if cut else self.limit
        orphan = self.orphan(position, stop)
        if orphan is None:
            text = self._text[position:stop].rstrip().removesuffix(",").rstrip()
            return _balanced(text), stop, stop
        text = self._text[position:orphan].rstrip().removesuffix(",").rstrip()
        return _balanced(text), orphan, orphan + self._goes_on(orphan + 1)

    def orphan(self, position: int, stop: int) -> int | None:
        """Return where a brace closes what was not opened from *position* on."""
        depth = 0
        for match in _DELIMITER.finditer(self._text, position, stop):
            character = match[0]
            if character == "{":
                depth += 1
            elif character == "}":
                depth -= 1
                if depth < 0:
                    return match.start()
            elif character == self._closer and not depth:
                return match.start()
        return None

    def _report(self, message: str, offset: int) -> None:
        self._source.report(Code.BIB_SYNTAX, message, offset)


def _balanced(text: str) -> str:
    """Return a text with as many braces closed as opened."""
    depth = 0
    orphans: set[int] = set()
    for match in _BRACE_OR_QUOTE.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            if depth:
                depth -= 1
            else:
                orphans.add(match.start())
    if orphans:
        text = "".join(character for index, character in enumerate(text) if index not in orphans)
    return text + "}" * depth
