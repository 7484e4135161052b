r"""MathML to Typst's mathematics.

What comes out is made of four things only: a Latin letter or a number by itself, ``\u{...}`` for every
other character, a string in quotes, and calls of the functions named here, each by its full name, so that
nothing a template defines stands in for them. No formula can thus write another call, comment or markup.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from sphinx_homepage.formulas.latex import FormulaError
from sphinx_homepage.formulas.parts import (
    are_fences,
    binomial,
    core,
    delimited,
    is_paired,
    letters_in,
    sign_at,
    sole,
    word_at,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

NAMES: Final = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
LARGE: Final = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨄⨆∫∬∭∮∯∰")
ACCENTS: Final = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307",
    "¨": "\u0308", "⃛": "\u20db", "⃜": "\u20dc", "ˇ": "\u030c", "´": "\u0301", "`": "\u0300", "˚": "\u030a",
    "→": "\u20d7", "←": "\u20d6", "↔": "\u20e1",
}  # fmt: skip
"""What stands over a letter, and the combining character by which Typst knows it."""
_LINES: Final = {
    ("mover", "‾"): "overline",
    ("munder", "‾"): "underline",
    ("munder", "_"): "underline",
    ("mover", "⏞"): "overbrace",
    ("munder", "⏟"): "underbrace",
    ("mover", "⎴"): "overbracket",
    ("munder", "⎵"): "underbracket",
}
_DRAWN_AS: Final = {"-": "−", "*": "∗", "'": "′", "~": "∼"}
"""Signs of a keyboard, and what they are in a formula."""
_LENGTH: Final = re.compile(r"([+-]?\d*\.?\d+)(em|ex|mu|pt)?")
_PAIRS: Final = re.compile(r"padding-(?:left|right):0")
_OVER: Final = re.compile(r"\d+(?:\.\d+)?")


class Source:
    """Writes one formula."""

    def __init__(self, *, in_block: bool) -> None:
        self._in_block = in_block
        self._size = "inline"

    def of_rows(self, rows: Sequence[Element]) -> str:
        """Return the formula that *rows* are.

        Raises:
            FormulaError: An element is not known here.
        """
        table = sole(rows)
        if self._in_block and table is not None and table.tag == "mtable" and is_paired(table):
            # Lines of a block are Typst's own lines: they are set apart, and can stand on two pages.
            lines = [" & ".join(self._row(list(cell)) for cell in row) for row in table]
            return " \\ ".join(lines)
        return self._row(rows) or '""'

    def _row(self, elements: Sequence[Element]) -> str:
        parts: list[str] = []
        i = 0
        while i < len(elements):
            word = word_at(elements, i)
            if word:
                # A quoted text is upright; one with two letters or more is spaced as a word.
                parts.append(_string(word))
                i += len(word)
                continue
            end = binomial(elements, i)
            if end:
                upper, lower = elements[i + 1]
                parts.append(_call("binom", self._argument(upper), self._argument(lower)))
                i = end
                continue
            end = delimited(elements, i)
            if end:
                closing = elements[i + 2].text or "" if end == i + 3 else ""
                parts.append(self._matrix(elements[i + 1], elements[i].text or "", closing))
                i = end
                continue
            if elements[i].tag == "mpadded" and elements[i].get("width") == "0" and i + 1 < len(elements):
                parts.append(self._struck(elements[i + 1]))
                i += 2
                continue
            parts.append(self._element(elements[i]))
            i += 1
        return _joined(parts)

    def _element(self, element: Element) -> str:
        write = _WRITERS.get(element.tag)
        if write is None:
            raise FormulaError(f"uses <{element.tag}>, which a PDF has no form for")
        return write(self, element)

    def _argument(self, element: Element) -> str:
        return self._element(element) or '""'

    def _content(self, element: Element) -> str:
        return self._row(list(element)) or '""'

    def _group(self, element: Element) -> str:
        children = list(element)
        if len(children) == 1 and children[0].tag == "mo" and children[0].text == ",":
            return _call("class", '"normal"', _character(","))  # 1{,}000
        first = children[0] if children else None
        last = children[-1] if len(children) > 1 else None
        if first is not None and last is not None and are_fences(first, last):
            table = sole(children[1:-1])
            if table is not None and table.tag == "mtable":
                return self._matrix(table, first.text or "", last.text or "")
            body = self._row(children[1:-1])
            # A string of nothing takes the place of a fence that is not there: Typst stretches what is first.
            edges = [_character(fence.text) if fence.text else '""' for fence in (first, last)]
            return _call("lr", _joined([edges[0], body, edges[1]]))
        return self._row(children)

    def _identifier(self, element: Element) -> str:
        text = element.text or ""
        if len(text) != 1:
            # What stands for nothing sets a sign of relation off all the same: a &= b.
            return _string(text)
        if element.get("mathvariant") == "normal":
            return _call("upright", _character(text))
        return _symbol(text)

    def _number(self, element: Element) -> str:
        text = element.text or ""
        return text if _OVER.fullmatch(text) and text.isascii() else _joined([_symbol(c) for c in text])

    def _operator(self, element: Element) -> str:
        text = (element.text or "").translate({0x2006: " ", 0x2009: " "})
        if not text:
            return ""
        if len(text) > 1 and text.replace(" ", "").isalpha():
            return _call("op", _string(text))
        if element.get("minsize"):
            size = _length(element.get("minsize", ""))
            return _call("lr", *([f"size: #{size}"] if size else []), _character(text))
        if element.get("fence") == "true" and not element.get("form"):
            return _call("mid", _character(text))
        return _joined([_symbol(_DRAWN_AS.get(c, c)) for c in text])

    def _text(self, element: Element) -> str:
        # latex2mathml writes every space as one that no line is broken at.
        text = _string((element.text or "").replace("\u00a0", " "))
        style = element.get("style", "")
        if "bold" in style:
            text = _call("bold", text)
        if "italic" in style:
            text = _call("italic", text)
        if "monospace" in style:
            text = _call("mono", text)
        return _call("sans", text) if "sans-serif" in style else text

    def _space(self, element: Element) -> str:
        length = _length(element.get("width", ""))
        return f"#std.h({length})" if length else ""

    def _scripts(self, element: Element) -> str:
        base, *scripts = element
        names = {"msub": "b", "msup": "t", "munder": "b", "mover": "t"}.get(element.tag, "bt")
        label = sign_at(element)
        if label is not None and element[1].text:
            drawn = self._drawn_over(element.tag, base, label)
            if drawn:
                return drawn
        written = self._argument(base)
        operator = core(base)
        if element.tag.startswith(("munder", "mover")):
            # Beside it in a line of text, as the browser puts it.
            moves = operator.tag == "mo" and operator.get("movablelimits") in {"true", "false"}
            moves = moves or (operator.text or "") in LARGE
            written = _call("limits", written, *(["inline: #false"] if moves else []))
        elif (operator.text or "") in LARGE or len(operator.text or "") > 1:
            written = _call("scripts", written)
        places = [f"{name}: {self._argument(part)}" for name, part in zip(names, scripts, strict=True)]
        return _call("attach", written, *places)

    def _drawn_over(self, tag: str, base: Element, mark: str) -> str:
        line = _LINES.get((tag, mark))
        if line:
            return _call(line, self._argument(base))
        if tag == "mover" and mark == "¯" and len(letters_in(base)) > 1:
            return _call("overline", self._argument(base))
        if tag == "mover" and mark in ACCENTS:
            return _call("accent", self._argument(base), _character(ACCENTS[mark]))
        return ""

    def _fraction(self, element: Element) -> str:
        upper, lower = (self._argument(part) for part in element)
        if element.get("linethickness") == "0":
            return _call("mat", "delim: #none", f"{upper}; {lower}")
        return _call("frac", upper, lower)

    def _root(self, element: Element) -> str:
        radicand, degree = element
        return _call("root", self._argument(degree), self._argument(radicand))

    def _style(self, element: Element) -> str:
        size = {"1": "script", "2": "sscript"}.get(element.get("scriptlevel", ""))
        outer, self._size = self._size, size or self._size
        written = self._content(element)
        self._size = outer
        arrow = sole([element])
        if arrow is not None and arrow.tag == "mo" and unicodedata.name(arrow.text or " ", "").count("ARROW"):
            return _call("stretch", written)
        if element.get("displaystyle") == "true":
            return _call("display", written)
        if element.get("displaystyle") == "false":
            return _call("inline", written)
        return _call(size, written) if size else written

    def _enclosed(self, element: Element) -> str:
        written = self._content(element)
        notation = element.get("notation", "")
        if "strike" in notation:
            inverted = ["inverted: #true"] if "down" in notation else []
            return _call("cancel", written, *inverted)
        if "box" in notation:
            return f"#std.box(stroke: 0.5pt, inset: 3pt, baseline: 3pt, ${self._sized(written)}$)"
        return written

    def _sized(self, written: str) -> str:
        return _call("display", written) if self._in_block else written

    def _phantom(self, element: Element) -> str:
        return f"#std.hide(${self._sized(self._content(element))}$)"

    def _table(self, element: Element) -> str:
        return self._matrix(element, "", "")

    def _matrix(self, table: Element, opening: str, closing: str) -> str:
        rows = []
        for row in table:
            cells = []
            for cell in row:
                written = self._content(cell)
                # Typst would set it smaller, as it does a denominator.
                size = "display" if table.get("displaystyle") == "true" else self._size
                written = _call(size, written)
                style = cell.get("style", "")
                # A matrix of Typst has one alignment; a point to align at gives each column its own.
                before, after = (
                    ("& ", "") if ":left" in style else ("", " &") if ":right" in style else ("", "")
                )
                cells.append(f"{before}{written}{after}")
            rows.append(cells)
        options = [f"delim: #{_delimiters(opening, closing)}"]
        if is_paired(table):
            options.append(
                "column-gap: #(0em, 2em)" if max(map(len, rows), default=0) > 2 else "column-gap: #0em"
            )
            options.append("row-gap: #0.5em")
        elif opening == "{" and not closing:
            options.append("column-gap: #1em")
        width = max(map(len, rows), default=0)
        body = "; ".join(", ".join([*row, *['""'] * (width - len(row))]) for row in rows)
        return _call("mat", *options, body or '""')

    def _struck(self, element: Element) -> str:
        r"""Return a sign that \not stands before: ≠ for =, or the sign struck through."""
        text = element.text or ""
        negated = unicodedata.normalize("NFC", text + "\u0338")
        if len(text) == 1 and len(negated) == 1:
            return _symbol(negated)
        return _call("class", '"relation"', _call("cancel", self._argument(element)))


_WRITERS: Final[dict[str, Callable[[Source, Element], str]]] = {
    "mrow": Source._group,
    "mi": Source._identifier,
    "mn": Source._number,
    "mo": Source._operator,
    "mtext": Source._text,
    "mspace": Source._space,
    **dict.fromkeys(
        ("msub", "msup", "msubsup", "munder", "mover", "munderover"), Source._scripts
    ),
    "mfrac": Source._fraction,
    "msqrt": lambda self, element: _call("sqrt", self._content(element)),
    "mroot": Source._root,
    "mstyle": Source._style,
    "mpadded": lambda self, element: self._row(list(element)),
    "menclose": Source._enclosed,
    "mphantom": Source._phantom,
    "mtable": Source._table,
}  # fmt: skip

_FENCES: Final = frozenset("()[]{}|‖⟨⟩⌈⌉⌊⌋")


def _call(name: str, *arguments: str) -> str:
    return f"std.math.{name}({', '.join(arguments)})"


def _string(text: str) -> str:
    """Return *text* as a string, with every character but the plainest by its number."""
    return '"' + re.sub(r"[^\w .,;:!?()\-+=/%&*]", lambda found: f"\\u{{{ord(found[0]):x}}}", text) + '"'


def _character(text: str | None) -> str:
    return "".join(c if c in NAMES else f"\\u{{{ord(c):x}}}" for c in text or "")


def _symbol(character: str) -> str:
    """Return one character of a formula; a letter that mathematics' fonts do not have is a text."""
    if character.isspace():
        return _string(" ")
    if character not in NAMES and character.isalpha() and not _is_mathematical(character):
        return _string(character)
    return _character(character)


def _is_mathematical(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    if name.startswith(("LATIN", "GREEK", "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER")):
        return len(unicodedata.normalize("NFD", letter)) == 1
    return ord(letter) in range(0x2100, 0x2150)


def _joined(parts: Sequence[str]) -> str:
    """Return *parts* side by side, with a space only where two would become one word."""
    joined = ""
    for part in parts:
        if joined and part and joined[-1] in NAMES and part[0] in NAMES:
            joined += " "
        joined += part
    return joined


def _length(width: str) -> str:
    found = _LENGTH.fullmatch(width)
    if not found:
        return ""
    number = float(found[1])
    unit = found[2] or "em"
    in_em = {"em": number, "ex": number / 2, "mu": number / 18, "pt": number / 10}[unit]
    return f"{min(max(in_em, -10), 50):.3f}em"


def _delimiters(opening: str, closing: str) -> str:
    pair = [f'"{fence}"' if fence in _FENCES and fence else "none" for fence in (opening, closing)]
    return f"({', '.join(pair)})"
