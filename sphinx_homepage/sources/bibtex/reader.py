"""BibTeX files as people keep them: every entry with its places, every mistake a problem, nothing lost.

An entry is what BibTeX and biber take for one, wherever it begins. What stands between entries is comment;
so is a line there that begins with ``%``, with an ``@`` in it or not, which is biber's rule and what the
person meant, and all of ``@comment{...}``. No mistake goes beyond its entry: a brace or a quote that is not
closed ends where the next field begins, or the next line with ``@type{``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, in_order
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.bibtex.fields import Fields
from sphinx_homepage.sources.bibtex.source import NAME, Source
from sphinx_homepage.sources.bibtex.strings import Abbreviations
from sphinx_homepage.sources.bibtex.values import FIELD_HEAD, SPACE
from sphinx_homepage.sources.yaml_characters import decode

if TYPE_CHECKING:
    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.text import Position

__all__ = ["RawEntry", "decode", "read"]

_FRONT_MATTER: Final = re.compile(r"\s*+---[ \t]*+\n(?:(?![ \t]*+@)[^\n]*+\n)*?---[ \t]*+(?:\n|\Z)")
_BETWEEN: Final = re.compile(
    rf"""
    (?:^|(?<=[}})]))[ \t]*+%[^\n]*+
    | (?<!@)(?P<at>@++)\s*+(?P<type>{NAME})\s*+(?P<opener>[{{(])
    | ^[ \t]*+(?P<bare>@++[ \t]*+{NAME})(?!\s*+[{{(])
    | ^[ \t]*+(?P<lost>[A-Za-z]++)[ \t]*+(?P<brace>\{{)(?=[ \t]*+[^\s{{}},=]++[ \t]*+,)
    """,
    re.MULTILINE | re.VERBOSE,
)
"""What is not comment between entries; the first alternative is, and holds what else would not be."""

_KEYS: Final = {"}": re.compile(r"[^\s,{}]++"), ")": re.compile(r"[^\s,{})]++")}
_SPACED_KEY: Final = re.compile(r"[^\n,{}=\"]++")
_WORDS: Final = re.compile(r"[a-z0-9]+")


@dataclass(slots=True)
class RawEntry:
    """One entry as typed, its values still TeX."""

    type: Text
    """In lower case."""
    key: Text
    position: Position
    """Where the ``@`` stands."""
    fields: dict[str, Text] = field(default_factory=dict)
    """The values by the field's name in lower case, white space as typed: the outer braces or quotes are off,
    abbreviations and ``#`` resolved. A value's position is that of its first character."""


def read(source: str, path: str) -> tuple[list[RawEntry], list[Problem]]:
    """Return the entries of a BibTeX text, and everything that is wrong with it.

    Of two entries with one key, and two fields with one name, the first one counts, as it does for BibTeX.
    Keys are told apart by case, as biber does.

    Args:
        source: The text, with any line ends.
        path: The file, for positions.
    """
    reader = _Reader(Source(source, path))
    reader.read()
    return list(reader.entries.values()), in_order(reader.source.problems)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.entries: dict[str, RawEntry] = {}
        self._text = source.text
        self._abbreviations = Abbreviations(source)

    def read(self) -> None:
        front_matter = _FRONT_MATTER.match(self._text)
        position = front_matter.end() if front_matter else 0
        while (match := _BETWEEN.search(self._text, position)) is not None:
            position = match.end()
            if match["opener"]:
                position = self._read_block(match)
            elif match["lost"]:
                message = f"'{match['lost']}{{' looks like an entry without its '@'; write @{match['lost']}{{"
                start = match.start("lost")
                self._report(message, start)
                position = self._read_entry(
                    start, self.source.typed(*match.span("lost")), match.start("brace")
                )
            elif match["bare"] and match["bare"].lower() != "@comment":
                message = (
                    f"'{match['bare']}' begins no entry; write {{ behind the type and close it at the end"
                )
                self._report(message, match.start("bare"))
        self._abbreviations.report_unknown()

    def _read_block(self, match: re.Match[str]) -> int:
        """Read what stands between an ``@`` and its closing brace, and return the offset behind it."""
        source = self.source
        start, opened = match.start("at"), match.start("opener")
        kind = match["type"].lower()
        if len(match["at"]) > 1:
            self._report(f"'{match['at']}{match['type']}' has an '@' too many; take it out", start + 1)
        if kind in {"comment", "preamble"}:
            return self._pass_block(opened, kind)
        if kind == "string":
            strings = Fields(source, self._abbreviations, opened, "this @string")
            strings.read(opened + 1)
            for name, value in strings.fields.items():
                self._abbreviations.define(name, value)
            return strings.end
        return self._read_entry(start, source.typed(*match.span("type")), opened)

    def _pass_block(self, opened: int, kind: str) -> int:
        """Return the offset behind what is not read."""
        source = self.source
        limit = source.next_head(opened)
        if self._text[opened] == "(":
            end = self._text.find(")", opened, limit)
        else:
            end, depth = source.close_brace(opened, limit)
            if end < 0 and source.spend(len(self._text) - limit):
                end = source.close_brace_beyond(limit, depth)
        if end < 0:
            self._report(
                f"the {self._text[opened]} of this @{kind} is never closed; write its other half", opened
            )
            return limit
        return end + 1

    def _read_entry(self, start: int, typed: Text, opened: int) -> int:
        """Read an entry, and return the offset behind it."""
        kind = Text(typed.lower(), typed.position)
        place = self.source.place(start)
        key, position = self._read_key(opened)
        owner = f"'{key}'" if key else f"this @{kind}"
        body = Fields(self.source, self._abbreviations, opened, owner)
        known = len(self.source.problems)
        body.read(position)
        if key:
            self._add(RawEntry(kind, key, place, body.fields))
        elif body.fields:
            name = self._name(kind, body.fields)
            message = (
                f"this @{kind} has no key and is called '{name}'; write a key and a comma behind its brace"
            )
            self._report(message, opened + 1)
            self.entries[name] = RawEntry(kind, name, place, body.fields)
        elif len(self.source.problems) == known:
            self._report(f"this @{kind} is empty; write its key and its fields, or take it out", start)
        return body.end

    def _read_key(self, opened: int) -> tuple[Text | None, int]:
        """Return an entry's key, if it has one, and the offset behind the comma that follows."""
        source, text = self.source, self._text
        limit = source.next_head(opened)
        start = _offset_behind(SPACE, text, opened + 1, limit)
        closer = "}" if text[opened] == "{" else ")"
        key = _KEYS[closer].match(text, start, limit)
        if key is None or FIELD_HEAD.match(text, start, limit):
            return None, start + text.startswith(",", start, limit)
        end = key.end()
        after = _offset_behind(SPACE, text, end, limit)
        sign = text[after] if after < limit else closer
        if sign not in {",", closer} and not FIELD_HEAD.match(text, after, limit):
            end = start + len(text[start : _offset_behind(_SPACED_KEY, text, end, limit)].rstrip())
            after = _offset_behind(SPACE, text, end, limit)
            sign = text[after] if after < limit else closer
            typed = text[start:end]
            self._report(f"the key '{typed}' holds a space; write '{'-'.join(typed.split())}'", start)
        elif sign not in {",", closer}:
            self._report(f"no comma behind the key '{key[0]}'; write one", end)
        return source.typed(start, end), after + (sign == ",")

    def _name(self, kind: str, fields: dict[str, Text]) -> Text:
        """Return what an entry without a key is called: the first words of its title, as they stay."""
        title = fields.get("title", Text(kind))
        words = "-".join(_WORDS.findall(title[:200].lower())[:4]) or kind
        number = 1
        name = words
        while name in self.entries:
            number += 1
            name = f"{words}-{number}"
        return Text(name, title.position)

    def _add(self, entry: RawEntry) -> None:
        """Take an entry in, unless another one has its key already."""
        first = self.entries.setdefault(entry.key, entry)
        if first is entry:
            return
        line = first.position.line
        if (first.type, first.fields) == (entry.type, entry.fields):
            message = f"the same entry '{entry.key}' stands in line {line} already; take one of them out"
        else:
            message = (
                f"duplicate key '{entry.key}', which the entry in line {line} has already: "
                "this one is left out; give it a key of its own"
            )
        self.source.report_at(Code.BIB_DUPLICATE_KEY, message, entry.key.position or entry.position)

    def _report(self, message: str, offset: int) -> None:
        self.source.report(Code.BIB_SYNTAX, message, offset)


def _offset_behind(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int:
    match = pattern.match(text, start, limit)
    return match.end() if match else start
