"""The terms of the option ``filter``, as typed.

All terms of the value must hold::

    filter   = { term }                                 white space between them, or a comma
    term     = [ "-" ] ( field operator value { ("|" | ",") value } | word )
    operator = "=" | "!=" | ":" | ">" | ">=" | "<" | "<="
    value    = characters without white space, "|" and "," | '"' characters '"'

``-`` in front turns a term round. Of several values one must hold. ``=`` compares whole texts, ``:`` looks
inside them, both without regard to case and accents; ``>`` and its like compare numbers.
Spaces may stand around an operator, and behind the comma between two values; what begins a term there, as in
``type=article, year>2020`` and ``keyword=tides, selected``, is the next term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.publications.option_texts import CLOSING_QUOTES, part, wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.text import Text

OPERATORS = {
    "=": "=", "==": "=", ":": ":", "!=": "!=", "≠": "!=",
    ">": ">", ">=": ">=", "≥": ">=", "<": "<", "<=": "<=", "≤": "<=",
}  # fmt: skip
"""What may be typed between a field and its values, and what each means."""

_OPERATOR = "|".join(sorted(map(re.escape, OPERATORS), key=len, reverse=True))
_TERM = re.compile(rf"(-?)([^\s=!<>:|,\"“”≠≥≤]*)(?:\s*({_OPERATOR}))?")
_SPACE = re.compile(r"\s*")
_BETWEEN = re.compile(r"[\s,]*")
_SEPARATOR = re.compile(r"\s*[|,][\s|,]*|")
_BARE = re.compile(r"[^\s|,]*")
_STRAY = re.compile(r"[|]+|\S[^\s,]*")


@dataclass(slots=True)
class Term:
    """One condition, as typed."""

    name: Text
    """A field, or a word that stands alone."""
    operator: str = ""
    """A value of :data:`OPERATORS`, or nothing behind a word that stands alone."""
    values: list[Text] = field(default_factory=list)
    is_negated: bool = False


def read_terms(
    text: Text, is_field: Callable[[str], bool], is_word: Callable[[str], bool]
) -> tuple[list[Term], list[Problem]]:
    """Return the terms of a filter, and what is wrong with its signs: such a term is left out.

    Args:
        text: The option's value.
        is_field: Whether a name is a field that can be filtered by.
        is_word: Whether a name is a term by itself. Both tell the next term from one more value.
    """
    reader = _Reader(text, is_field, is_word)
    reader.read()
    return reader.terms, reader.problems


class _Reader:
    """Goes through the text once, from left to right."""

    def __init__(self, text: Text, is_field: Callable[[str], bool], is_word: Callable[[str], bool]) -> None:
        self.terms: list[Term] = []
        self.problems: list[Problem] = []
        self._text = text
        self._is_field = is_field
        self._is_word = is_word
        self._at = 0
        # A sign that is nowhere behind is not looked for again.
        self._last = {closing: text.rfind(closing) for closing in CLOSING_QUOTES.values()}

    def read(self) -> None:
        while (begin := self._take(_BETWEEN).end()) < len(self._text):
            match = self._take(_TERM)
            minus, name, operator = match.groups()
            if not name and not operator:
                self._stray(begin)
                continue
            values = self._values() if operator else []
            if values is None:
                continue
            if operator and not (name and values):
                what = "value behind" if name else "field before"
                self._wrong(f'"filter" has no {what} "{operator}"', match.start(3), match.end(3))
                continue
            typed = part(self._text, match.start(2), match.end(2))
            self.terms.append(Term(typed, OPERATORS.get(operator or "", ""), values, bool(minus)))

    def _values(self) -> list[Text] | None:
        """Return the values behind an operator, or None where a quote does not end, which is then said."""
        values: list[Text] = []
        if self._take(_SPACE)[0] and self._begins_term(is_word_one=False):
            return values
        while self._at < len(self._text):
            opening = self._text[self._at]
            end = self._end_of_quote(self._at)
            if end is not None:
                value = part(self._text, self._at + 1, end)
                self._at = end + 1
            elif opening in '"“':
                self._wrong(
                    f'"filter" has no {CLOSING_QUOTES[opening]} to close the quote', self._at, self._at + 1
                )
                self._at = len(self._text)
                return None
            else:
                bare = self._take(_BARE)
                value = part(self._text, bare.start(), bare.end())
            if value:
                values.append(value)
            separator = self._take(_SEPARATOR)[0]
            if not separator:
                break
            if "|" not in separator and separator[-1].isspace() and self._begins_term(is_word_one=True):
                break
        return values

    def _end_of_quote(self, begin: int) -> int | None:
        """Return where the quote that opens at *begin* closes; None where there is none, or it does not."""
        opening = self._text[begin]
        closing = CLOSING_QUOTES.get(opening)
        if closing is None or self._last[closing] <= begin:
            return None
        end = self._text.find(closing, begin + 1)
        # An apostrophe begins a name, as in 't Hooft, and is inside of others: it closes a whole value.
        behind = self._text[end + 1 : end + 2]
        return end if opening in '"“' or not behind or behind.isspace() or behind in "|," else None

    def _begins_term(self, *, is_word_one: bool) -> bool:
        """Return whether a term stands here: a name and an operator or, if asked for, a word by itself."""
        match = _TERM.match(self._text, self._at)
        if match is None or not match[2]:
            return False
        if match[3] is None:
            return is_word_one and self._is_word(match[2])
        # A colon is in titles and keys too: "Tides: A Survey".
        return match[3] != ":" or self._is_field(match[2])

    def _stray(self, begin: int) -> None:
        end = self._end_of_quote(begin)
        self._at = begin
        self._at = self._take(_STRAY).end() if end is None else end + 1
        stray = shown(self._text[begin : self._at])
        message = f'"filter" cannot read "{stray}": write terms like type=article or year>=2020'
        self._wrong(message, begin, self._at)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Return what stands here, and go behind it."""
        match = pattern.match(self._text, self._at)
        assert match is not None  # The patterns match nothing too, and what is stray is not white space.
        self._at = match.end()
        return match

    def _wrong(self, message: str, start: int, end: int) -> None:
        self.problems.append(wrong(message, part(self._text, start, end)))
