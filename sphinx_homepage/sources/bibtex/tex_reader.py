r"""TeX, as people write it in bibliographies -> pieces of text, each with its style.

No tree is made: a style is a state that a group saves and restores, so that no nesting is too deep. Every
character is looked at a fixed number of times.

What is not TeX's own rule, because a .bib file is not a TeX file alone:

- ``%`` is a per cent sign. BibTeX knows no comments in values, and people write ``50%``.
- ``&``, ``#``, ``_`` and ``^`` outside formulas are as typed, and so is a ``$`` that nothing closes.
- A symbol of formulas that stands outside one (``\alpha``) is that symbol.
- A character reference of HTML (``&amp;``, ``&lt;``, ``&#8217;``), as publishers export it, is its character;
  in a formula only ``&amp;``, ``&lt;`` and ``&gt;``.
- A straight double quote stays one; TeX would print a closing quote.
"""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING, Final

from sphinx_homepage.sources.bibtex.tex_commands import (
    ALIGNED,
    LISTS,
    PLAIN,
    QUOTES,
    STARRED,
    STYLES,
    SWITCHES,
    TRANSPARENT,
    UNSEEN,
    VERBATIM,
    WRAPPINGS,
    address,
)
from sphinx_homepage.sources.bibtex.tex_state import (
    OPTIONAL,
    TOKEN,
    TOKEN_START,
    Frame,
    Kind,
    Piece,
    TexState,
)
from sphinx_homepage.sources.bibtex.tex_symbols import ACCENTS, MATH_NAMES, MATH_SYMBOLS, SYMBOLS, accented

if TYPE_CHECKING:
    from collections.abc import Callable


_LENGTH: Final = re.compile(r"=?[ ]*[-+]?[\d.]*[ ]*(?:pt|em|ex|mu|mm|cm|in|bp|pc|sp)(?![a-z])[ ]?")
_TILDE: Final = re.compile(r"\{?\\(?:textasciitilde|string~|~)(?:\{\})?\}?|\$\\sim\$")
_ESCAPED: Final = re.compile(r"\\(?:([^A-Za-z])|textunderscore(?:\{\})?|[A-Za-z]+)")
_NOT_IN_ADDRESSES: Final = re.compile(r"[{}\s]+")
_LENGTHS: Final = frozenset({"kern", "hskip", "vskip", "mkern", "mskip", "raise", "lower"})
_DEEPEST: Final = 4
"""Lists in lists beyond this are not indented further, as in LaTeX."""
_LONGEST_VERB: Final = 1000


class Reader(TexState):
    """Reads one text."""

    def read(self) -> list[Piece]:
        """Return the pieces, in order; neighbours may have the same style."""
        tex = self.tex
        while found := TOKEN_START.search(tex, self._pos):
            start = found.start()
            if start > self._pos:
                self._read_words(tex[self._pos : start])
            token = TOKEN.match(tex, start)
            assert token is not None
            self._pos = token.end()
            self._read_token(token)
        self._read_words(tex[self._pos :])
        while self._frames:
            self._close(self._frames.pop())
        return self._pieces

    def _read_token(self, token: re.Match[str]) -> None:
        kind, typed = token.lastgroup, token[0]
        if kind == "word":
            self._read_command(token["word"], token.start())
        elif kind == "sign":
            self._read_sign(token["sign"], token.start())
        elif kind == "open":
            if self._frames and self._frames[-1].waits:
                self._frames[-1].waits = False
            else:
                self._frames.append(Frame(self._style, len(self._pieces)))
        elif kind == "close":
            self._end_unit()
            if self._frames:
                self._close(self._frames.pop())
                self._end_unit()
        elif kind == "break":
            if not (self._frames and self._frames[-1].waits):
                self._break(typed)
        elif kind == "dollar":
            self._read_dollar(token.start())
        elif kind == "ligature":
            self._put(typed if self._style.is_code and typed != "~" else self._ligatures[typed])
        elif kind == "reference":
            self._put(typed if self._style.is_code else html.unescape(typed))
        elif kind == "escaped":
            self._put(html.unescape("&" + token["escaped"]))
        else:
            self._put(typed)

    # Commands

    def _read_sign(self, sign: str, at: int) -> None:
        if sign == "\\":
            if self.tex.startswith("*", self._pos):
                self._pos += 1
            self._skip(OPTIONAL)
            self._skip_spaces()
            self._put(" ")
        elif sign in ACCENTS:
            self._skip_spaces()
            self._wait(self._style, partial(self._set_accent, sign))
        elif sign in "([" and (formula := self._up_to({"(": r"\)", "[": r"\]"}[sign])) is not None:
            self._put_math(formula)
        elif (symbol := SYMBOLS.get(sign)) is not None or (symbol := MATH_SYMBOLS.get(sign)) is not None:
            self._put(symbol)
        else:
            self.unknown.setdefault(f"\\{sign}", at)
            self._put(sign)

    def _read_command(self, name: str, at: int) -> None:
        if name in STARRED and self.tex.startswith("*", self._pos):
            self._pos += 1
        if (symbol := SYMBOLS.get(name)) is not None:
            self._skip_spaces()
            self._put(symbol)
        elif name in ACCENTS:
            self._skip_spaces()
            self._wait(self._style, partial(self._set_accent, name))
        elif (change := STYLES.get(name)) is not None:
            self._skip_spaces()
            self._skip(OPTIONAL)
            self._wait(change(self._style))
        elif (change := SWITCHES.get(name)) is not None:
            self._skip_spaces()
            self._style = change(self._style)
        elif (read := _COMMANDS.get(name)) is not None:
            read(self, name)
        elif (symbol := MATH_SYMBOLS.get(name)) is not None or (name in MATH_NAMES and (symbol := name)):
            self._skip_spaces()
            self._put(symbol)
        else:
            self._read_unknown(name, at)

    def _read_unknown(self, name: str, at: int) -> None:
        self.unknown.setdefault(f"\\{name}", at)
        after = self._pos
        self._skip_spaces()
        self._skip(OPTIONAL)
        self._skip_spaces()
        if self.tex.startswith("{", self._pos):
            self._wait(self._style, self._set_apart)
        else:
            self._pos = after
            self._put(f"\\{name}")

    def _set_apart(self, _frame: Frame) -> None:
        """Put a space between two arguments of a command that is not known."""
        if self.tex.startswith("{", self._pos):
            self._emit(" ")
            self._pos += 1
            self._frames.append(Frame(self._style, len(self._pieces), self._set_apart))

    def _set_accent(self, accent: str, frame: Frame) -> None:
        if len(self._pieces) == frame.start:
            self._emit(accented("", accent))
            return
        first = self._pieces[frame.start]
        if first.kind is Kind.TEXT:
            self._pieces[frame.start] = first._replace(text=accented(first.text, accent))

    def _read_quotes(self, _name: str) -> None:
        opening, closing = "“”" if self._quotes % 2 == 0 else "‘’"
        self._skip(OPTIONAL)
        self._wait(self._style, partial(self._end_quotes, closing))
        self._quotes += 1
        self._emit(opening)

    def _end_quotes(self, closing: str, _frame: Frame) -> None:
        self._quotes -= 1
        self._emit(closing)

    def _read_wrapping(self, name: str) -> None:
        opening, closing = WRAPPINGS[name]
        self._skip(OPTIONAL)
        self._wait(self._style, lambda _frame: self._emit(closing))
        self._emit(opening)

    def _read_verbatim(self, _name: str) -> None:
        self._skip_spaces()
        while self._skip(OPTIONAL):
            pass
        self._put(self._argument())

    def _skip_unseen(self, name: str) -> None:
        self._skip(OPTIONAL)
        for _ in range(UNSEEN[name]):
            self._argument()
        self._skip_spaces()

    def _read_alternatives(self, _name: str) -> None:
        r"""Read ``\texorpdfstring``: the first argument is TeX, the second the same without."""
        self._wait(self._style, lambda _frame: void(self._argument()))

    def _read_url(self, name: str) -> None:
        typed = _address(self._argument())
        before = self._style
        self._style = before._replace(link=address(f"doi:{typed}" if name == "doi" else typed))
        self._emit(typed)
        self._style = before
        self._end_unit()

    def _read_href(self, _name: str) -> None:
        self._skip(OPTIONAL)
        link = address(_address(self._argument()))
        self._wait(self._style._replace(link=link))

    def _read_code(self, _name: str) -> None:
        typed = self._argument()
        before = self._style
        self._style = before._replace(is_code=True)
        self._emit(typed)
        self._style = before
        self._end_unit()

    def _read_verb(self, name: str) -> None:
        delimiter = self.tex[self._pos : self._pos + 1]
        end = self.tex.find(delimiter, self._pos + 1, self._pos + _LONGEST_VERB) if delimiter else -1
        if end < 0:
            self._put(f"\\{name}")
            return
        before = self._style
        self._style = before._replace(is_code=True)
        self._emit(self.tex[self._pos + 1 : end])
        self._style = before
        self._pos = end + 1
        self._end_unit()

    def _read_ensured(self, _name: str) -> None:
        self._put_math(self._argument())

    def _skip_length(self, _name: str) -> None:
        self._skip_spaces()
        self._skip(_LENGTH)

    def _read_break(self, _name: str) -> None:
        self._skip_spaces()
        self._paragraph()

    # Environments

    def _begin(self, _name: str) -> None:
        at = self._pos - len(r"\begin")
        name = self._argument().strip()
        plain = name.removesuffix("*")
        if (wrapped := ALIGNED.get(plain)) is not None:
            formula = self._up_to(rf"\end{{{name}}}")
            if formula is not None:
                if plain == "alignat":
                    formula = re.sub(r"^\s*\{\d*\}", "", formula)
                formula = re.sub(
                    r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])", "", formula
                ).strip()
                self._put_math(rf"\begin{{{wrapped}}}{formula}\end{{{wrapped}}}" if wrapped else formula)
            return
        self._skip(OPTIONAL)
        if name in LISTS:
            deep = len(self._lists) >= _DEEPEST
            self._lists.append((LISTS[name], 0, self._lists[-1][2] if deep else self._inner))
        else:
            if name not in TRANSPARENT:
                self.unknown.setdefault(rf"\begin{{{name}}}", at)
            self._paragraph()

    def _end(self, _name: str) -> None:
        name = self._argument().strip()
        if name in LISTS and self._lists:
            _, _, self._inner = self._lists.pop()
            if not self._lists:
                self._inner = ""
        self._paragraph()

    def _read_item(self, _name: str) -> None:
        self._skip_spaces()
        is_numbered, number, indentation = self._lists[-1] if self._lists else (False, 0, "")
        marker = f"{number + 1}. " if is_numbered else "- "
        if self._lists:
            self._lists[-1] = (is_numbered, number + 1, indentation)
            self._inner = indentation + " " * len(marker)
        self._pieces.append(Piece(indentation + marker, PLAIN, Kind.ITEM))


def void(_value: object) -> None:
    """Do nothing with a value."""


def _address(typed: str) -> str:
    """Return an address without TeX's escapes and without the line breaks of the file."""
    typed = _ESCAPED.sub(lambda found: found[1] or "_", _TILDE.sub("~", typed))
    return _NOT_IN_ADDRESSES.sub("", typed)


_COMMANDS: Final[dict[str, Callable[[Reader, str], None]]] = {
    **dict.fromkeys(QUOTES, Reader._read_quotes),
    **dict.fromkeys(WRAPPINGS, Reader._read_wrapping),
    **dict.fromkeys(VERBATIM, Reader._read_verbatim),
    **dict.fromkeys(UNSEEN, Reader._skip_unseen),
    **dict.fromkeys(_LENGTHS, Reader._skip_length),
    **dict.fromkeys(("url", "doi"), Reader._read_url),
    **dict.fromkeys(("path", "lstinline"), Reader._read_code),
    "href": Reader._read_href,
    "texorpdfstring": Reader._read_alternatives,
    "verb": Reader._read_verb,
    "ensuremath": Reader._read_ensured,
    "par": Reader._read_break,
    "begin": Reader._begin,
    "end": Reader._end,
    "item": Reader._read_item,
}
