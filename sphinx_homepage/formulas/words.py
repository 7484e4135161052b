"""MathML to English words, as one person reads a formula to another.

The words follow what screen readers say of MathML by themselves (MathSpeak's plain style): a group is ended
by a word where it is more than one sign, so that the listener knows what a root or a fraction holds.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from sphinx_homepage.formulas.parts import delimited, is_paired, upright_letters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

_SIGNS: Final = {
    "=": "=", "+": "plus", "−": "minus", "-": "minus", "±": "plus or minus", "∓": "minus or plus",
    "×": "times", "⋅": "times", "·": "times", "∗": "star", "*": "star", "÷": "divided by", "/": "over",
    "<": "is less than", ">": "is greater than", "≤": "is at most", "≥": "is at least",
    "⩽": "is at most", "⩾": "is at least", "≪": "is much less than", "≫": "is much greater than",
    "~": "is distributed as", "≠": "is not equal to", "≈": "is approximately", "∼": "is distributed as",
    "≡": "is equivalent to",
    "≅": "is congruent to", "∝": "is proportional to", "≔": "is defined as",
    "∈": "in", "∉": "not in", "⊂": "subset of", "⊆": "subset of or equal to", "⊃": "superset of",
    "⊇": "superset of or equal to", "∪": "union", "∩": "intersection", "∖": "without",
    "∀": "for all", "∃": "there exists", "∄": "there does not exist", "¬": "not", "∧": "and", "∨": "or",
    "→": "to", "⟶": "to", "↦": "maps to", "⇒": "implies", "⟹": "implies", "⇔": "if and only if",
    "⟺": "if and only if", "←": "from", "↔": "to and from", "⇐": "is implied by",
    "∞": "infinity", "∅": "the empty set", "∇": "nabla", "∂": "partial", "ℏ": "h bar", "ℓ": "l",
    "∣": "vertical bar", "|": "vertical bar", "‖": "double vertical bar", "∥": "is parallel to",
    "⟂": "is perpendicular to", "⊥": "perpendicular", "⊤": "top", "…": "and so on", "⋯": "and so on",
    "⋮": "and so on", "⋱": "and so on", "∘": "composed with", "°": "degrees", "!": "factorial",
    "%": "percent", "′": "prime", "″": "double prime", "‴": "triple prime", "†": "dagger", "⋆": "star",
    "⊗": "tensor", "⊕": "direct sum", "∴": "therefore", "∵": "because", "#": "number sign", "$": "dollars",
    "&": "and", "_": "underscore", "\\": "backslash", "⌈": "ceiling of", "⌉": "end ceiling",
    "⌊": "floor of", "⌋": "end floor", "(": "open paren", ")": "close paren", "[": "open bracket",
    "]": "close bracket", "{": "open brace", "}": "close brace", "⟨": "open angle", "⟩": "close angle",
    ",": ",", ";": ";", ":": ":", ".": ".", "?": "?",
}  # fmt: skip
_LARGE: Final = {
    "∑": "sum", "∏": "product", "∐": "coproduct", "⋃": "union", "⋂": "intersection", "⋁": "disjunction",
    "⋀": "conjunction", "⨁": "direct sum", "⨂": "tensor product", "∫": "integral",
    "∬": "double integral", "∭": "triple integral", "∮": "contour integral",
}  # fmt: skip
_NAMES: Final = {
    "lim": "limit", "limsup": "limit superior", "liminf": "limit inferior", "sin": "sine", "cos": "cosine",
    "tan": "tangent", "exp": "exp", "sup": "supremum", "inf": "infimum", "det": "determinant",
    "dim": "dimension", "ker": "kernel", "Pr": "probability", "gcd": "greatest common divisor",
}  # fmt: skip
_OVER: Final = frozenset(
    (
        "lim",
        "lim sup",
        "lim inf",
        "limsup",
        "liminf",
        "max",
        "min",
        "sup",
        "inf",
        "argmax",
        "argmin",
        "arg max",
        "arg min",
    )
)
_MARKS: Final = {
    "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "¯": "bar", "‾": "bar", "˙": "dot", "¨": "double dot",
    "˘": "breve", "ˇ": "check", "´": "acute", "`": "grave", "→": "vector", "←": "left arrow",
    "⏞": "with a brace above", "⏟": "with a brace below",
}  # fmt: skip
_POWERS: Final = {
    "2": "squared", "3": "cubed", "′": "prime", "″": "double prime", "‴": "triple prime", "∗": "star",
    "*": "star", "†": "dagger", "⊤": "transpose", "∘": "degrees", "°": "degrees", "+": "plus", "−": "minus",
}  # fmt: skip
_SCRIPTED: Final = frozenset(("msub", "msup", "msubsup", "munder", "mover", "munderover"))


_GROUPING: Final = "\u2063,"
"""The comma of 1{,}000."""
_LETTERS: Final = {
    "ϵ": "epsilon", "λ": "lambda", "Λ": "Lambda", "ℵ": "aleph", "ℜ": "real part of", "ℑ": "imaginary part of",
    "℘": "Weierstrass p", "ϕ": "phi", "ϑ": "theta", "ϱ": "rho", "ϖ": "pi", "ς": "sigma", "ð": "eth",
}  # fmt: skip


def words_of(rows: Sequence[Element]) -> str:
    """Return in words the formula that *rows* are, with the elements' names without a namespace."""
    spoken = re.sub(r"\s+", " ", _row(rows)).replace(f" {_GROUPING} ", ",").strip()
    return re.sub(r" ([,;.?])", r"\1", spoken) or "empty formula"


def _row(elements: Sequence[Element]) -> str:
    said: list[str] = []
    i = 0
    while i < len(elements):
        element = elements[i]
        letters = upright_letters(elements[i:])
        if len(letters) > 1:
            said.append(_NAMES.get(letters, letters))
            i += len(letters)
        elif element.tag == "mpadded" and element.get("width") == "0" and i + 1 < len(elements):
            said.append("not " + _said(elements[i + 1]))
            i += 2
        elif inside := _group_of_one(elements, i):
            said.append(inside)
            i += 3
        elif end := delimited(elements, i):
            said.append(_fenced(elements[i:end]))
            i = end
        elif (
            element.get("linethickness") == "0"
            and 0 < i < len(elements) - 1
            and said
            and said[-1] == "open paren"
        ):
            said[-1] = f"{_said(element[0])} choose {_said(element[1])}"
            i += 2
        else:
            said.append(_said(element))
            i += 1
    return " ".join(part for part in said if part)


def _group_of_one(elements: Sequence[Element], i: int) -> str:
    """Return ``of x`` for the ``(x)`` of f(x)."""
    if i == 0 or i + 2 >= len(elements) or elements[i].text != "(" or elements[i + 2].text != ")":
        return ""
    before = elements[i - 1]
    while before.tag in _SCRIPTED:
        before = before[0]
    before = _core(before)
    inside = elements[i + 1]
    is_name = before.tag == "mi" or (before.tag == "mo" and (before.text or "").isalpha())
    is_name = is_name or (before.tag == "mrow" and len(before) > 0 and _is_single(before))
    return f"of {_said(inside)}" if is_name and _is_single(inside) and inside.tag != "mtable" else ""


def _said(element: Element) -> str:
    tag, text = element.tag, element.text or ""
    if tag in {"mi", "mn", "mo"}:
        return _token(text)
    if tag == "mtext":
        return text
    if tag in {"mspace", "mphantom"}:
        return ""
    if tag in _SCRIPTED:
        return _scripts(element)
    if tag == "mfrac":
        upper, lower = element
        if element.get("linethickness") == "0":
            return f"{_said(upper)} above {_said(lower)}"
        if _is_single(upper) and _is_single(lower):
            return f"{_said(upper)} over {_said(lower)}"
        if any(part.find(".//mfrac") is not None for part in element) or "mfrac" in {upper.tag, lower.tag}:
            return f"the fraction with numerator {_said(upper)} and denominator {_said(lower)} end fraction"
        return f"the fraction {_said(upper)} over {_said(lower)} end fraction"
    if tag == "msqrt":
        said = _row(list(element))
        return f"square root of {said}" + ("" if _is_single(element) else " end root")
    if tag == "mroot":
        degree = _said(element[1])
        kind = {"2": "square", "3": "cube"}.get(degree, f"root of degree {degree}")
        kind += " root" if degree in {"2", "3"} else ""
        return f"{kind} of {_said(element[0])}" + ("" if _is_single(element[0]) else " end root")
    if tag == "mtable":
        return _table(element, "matrix")
    if tag == "menclose" and "strike" in element.get("notation", ""):
        return f"crossed out {_row(list(element))}"
    if tag == "mrow" and len(element) == 1 and element[0].tag == "mo" and element[0].text == ",":
        return _GROUPING
    return _fenced(list(element)) if tag == "mrow" else _row(list(element))


def _token(text: str) -> str:
    text = text.translate({0x2006: " ", 0x2009: " "})
    if not text:
        return ""
    if len(text) > 1:
        return _NAMES.get(text, _LARGE.get(text, text))
    if text in _LARGE:
        return f"{_LARGE[text]} of"
    if text in _SIGNS:
        return _SIGNS[text]
    if text.isascii():
        return text
    return _letter(text)


def _letter(character: str) -> str:
    """Return what Unicode calls a character, without the words that are clear in a formula."""
    if character in _LETTERS:
        return _LETTERS[character]
    name = unicodedata.name(character, "")
    if not name:
        return character
    style = ""
    if found := re.match(
        r"(?:MATHEMATICAL )?(DOUBLE-STRUCK|BLACK-LETTER|SCRIPT|FRAKTUR|BOLD|MONOSPACE)\b", name
    ):
        style = {"BLACK-LETTER": "fraktur"}.get(found[1], found[1].lower()) + " "
    if name.startswith("LATIN"):
        return character  # é is said as its language says it.
    found = re.search(r"\b(CAPITAL|SMALL|DIGIT)(?: LETTER)? (?:FINAL )?([A-Z ]+?)(?: SYMBOL)?$", name)
    if found and (style or name.startswith(("GREEK", "MATHEMATICAL"))):
        letter = found[2].strip()
        if found[1] != "CAPITAL":
            return style + letter.lower()
        return style + (letter if len(letter) == 1 else letter.capitalize())
    if name.startswith("GREEK") and name.endswith("SYMBOL"):
        return name.removeprefix("GREEK ").removesuffix(" SYMBOL").lower()
    return character if unicodedata.category(character).startswith("L") else name.lower()


def _scripts(element: Element) -> str:
    base, *scripts = element
    under = scripts[0] if element.tag in {"msub", "msubsup", "munder", "munderover"} else None
    over = scripts[-1] if element.tag in {"msup", "msubsup", "mover", "munderover"} else None
    name = (_core(base).text or "").translate({0x2006: " ", 0x2009: " "})
    if name in _LARGE:
        return _limits(name, under, over)
    said = _said(base)
    if under is not None and over is None and name in _OVER:
        return f"{said} {'as' if name.startswith('lim') else 'over'} {_said(under)} of"
    if element.tag in {"mover", "munder"}:
        mark = _core(scripts[0]).text or ""
        if mark in _MARKS and not len(_core(scripts[0])):
            return _marked(base, mark, element.tag)
        place = "above" if element.tag == "mover" else "below"
        return f"{said} with {_said(scripts[0])} {place}"
    if not said:
        # ^{14}C: what stands before a letter.
        return " ".join(
            f"{word} {_said(part)}"
            for word, part in (("left superscript", over), ("left subscript", under))
            if part is not None
        )
    if not _is_single(base):
        is_closed = said.startswith(("norm of", "absolute value of"))
        if _core(base).tag == "mrow" and len(_core(base)) > 1 and not is_closed:
            said = f"the quantity {said} end quantity"
    return said + _subscript(under) + _superscript(over)


def _subscript(under: Element | None) -> str:
    if under is None:
        return ""
    return f" sub {_said(under)}" + ("" if _is_single(under) else " end sub")


def _superscript(over: Element | None) -> str:
    if over is None:
        return ""
    core = _core(over)
    if not len(core) and (core.text or "") in _POWERS:
        return " " + _POWERS[core.text or ""]
    said = _said(over)
    if re.fullmatch(r"(?:minus )?[\w.]+", said):
        return f" to the power of {said}"
    return f" to the power of {said}" + ("" if _is_single(over) else " end power")


def _limits(sign: str, under: Element | None, over: Element | None) -> str:
    said = _LARGE[sign]
    if under is not None:
        lower = _said(under)
        said += f" from {lower}" if over is not None else f" over {lower}"
    if over is not None:
        said += f" to {_said(over)}"
    return f"{said} of"


def _marked(base: Element, mark: str, tag: str) -> str:
    said = _said(base)
    word = _MARKS[mark]
    if word == "vector" and _is_single(base):
        return f"vector {said}"
    if tag == "munder" and word == "bar":
        word = "underlined"
    if word.startswith("with"):
        return f"{said} {word}"
    return f"{said} {word}" if _is_single(base) else f"{word} over {said} end {word}"


def _fenced(children: Sequence[Element]) -> str:
    """Return what a row says; bars that belong together are an absolute value or a norm."""
    if len(children) > 1 and children[0].tag == "mo" and _core(children[1]).tag == "mtable":
        pair = "".join(child.text or "" for child in (children[0], *children[2:3]))
        if len(children) <= 3 and pair == "{":
            return _table(_core(children[1]), "cases")
        if len(children) == 3:
            return _table(_core(children[1]), "determinant" if pair == "||" else "matrix")
    if len(children) >= 3:
        first, last = children[0], children[-1]
        if first.get("form") == "prefix" and last.get("form") == "postfix" and first.get("fence") == "true":
            kind = {("|", "|"): "absolute value", ("‖", "‖"): "norm"}.get((first.text or "", last.text or ""))
            if kind:
                return f"{kind} of {_row(children[1:-1])} end {kind}"
    return _row(children)


def _table(table: Element, kind: str) -> str:
    rows = [[_row(list(cell)) for cell in row] for row in table]
    if is_paired(table) or (kind == "matrix" and all(len(row) == 1 for row in rows)):
        return "; ".join(" ".join(cell for cell in row if cell) for row in rows)
    if kind == "cases":
        return "cases: " + "; ".join(", ".join(cell for cell in row if cell) for row in rows) + "; end cases"
    width = max(map(len, rows), default=0)
    lines = "; ".join(f"row {i}: {', '.join(row)}" for i, row in enumerate(rows, 1))
    return f"{len(rows)} by {width} {kind}: {lines}; end {kind}"


def _core(element: Element) -> Element:
    """Return the one element that rows within rows hold."""
    while element.tag in {"mrow", "mstyle", "mpadded"} and len(element) == 1:
        element = element[0]
    return element


def _is_single(element: Element) -> bool:
    """Say whether *element* is one sign, so that nothing has to say where it ends."""
    if element.tag == "msqrt":
        return len(element) == 1 and _is_single(element[0])
    core = _core(element)
    if core.tag == "mrow":
        letters = upright_letters(list(core))
        return len(core) == 0 or len(letters) == len(core)
    return core.tag in {"mi", "mn", "mo", "mtext"}
