"""LaTeX formulas to a line of text, for what has neither markup nor fonts of mathematics: n² ≤ O(n log n).

The line follows the linear format of Unicode's Technical Note 28, as far as people read it without having
learnt it: scripts where Unicode has them all, else ``^`` and ``_``; fractions with ``/``; parentheses around
what a reader would otherwise take apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from sphinx_homepage.formulas.latex import FormulaError
from sphinx_homepage.formulas.mathml import rows_of, to_mathml
from sphinx_homepage.formulas.parts import is_paired

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST: Final = 2000
"""Characters of a formula that are worth reading in one line."""

_RAISED: Final = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED: Final = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_OVER: Final = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304", "‾": "\u0305", "ˉ": "\u0304",
    "˙": "\u0307", "¨": "\u0308", "˘": "\u0306", "ˇ": "\u030c", "´": "\u0301", "`": "\u0300", "→": "\u20d7",
}  # fmt: skip
"""What stands over letters, and the character that puts it there in a line."""
_UNDER: Final = dict.fromkeys("_¯‾ˍ\u0332", "\u0332")
_BRACES: Final = frozenset("⏞⏟")
_ROOTS: Final = {"2": "√", "3": "∛", "4": "∜"}
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"), None)
_LARGE: Final = frozenset("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂")
_TIGHT: Final = frozenset("/∕|‖∥¬∂∇∀∃∞√∛∜") | _LARGE
"""Mathematical symbols that have no spaces on both sides; other symbols have."""
_SPACED: Final = frozenset("⋅∗*∘:∣⇔↔⟺-")
"""Other signs that have."""
_AFTER_WORDS: Final = frozenset("√∛∜([{|‖") | _LARGE
_OPEN_SCRIPT: Final = re.compile(r"[_^][^\W_]+$|[_^][^\w\s(]$")
"""A script whose end a letter would hide."""
_UNARY: Final = frozenset("+−-±∓")


@lru_cache(maxsize=1024)
def to_line(tex: str) -> str:
    """Return *tex* as a line of text.

    Args:
        tex: LaTeX without the dollars around it.

    Raises:
        FormulaError: it is not LaTeX, it uses what the translation does not know, or it is no line.
    """
    if len(tex) > _LONGEST:
        raise FormulaError("is too long for a line")
    rows = rows_of(to_mathml(tex))
    return " ".join(_row(rows).split())


def _row(elements: Iterable[Element]) -> str:
    said = ""
    before: Element | None = None
    is_negated = False
    for element in _flat(elements):
        if element.tag == "mpadded" and element.get("width") == "0":
            is_negated = True  # \\not is a stroke of no width before a sign.
            continue
        more = _said(element)
        if is_negated and more:
            more = unicodedata.normalize("NFC", more[0] + "\u0338") + more[1:]
            is_negated = False
        if more:
            said += _gap(said, before, more, element) + more
            before = element
    return said


def _flat(elements: Iterable[Element]) -> list[Element]:
    """Return the elements of a row, and of the rows in it that only group."""
    found: list[Element] = []
    todo = [*elements][::-1]
    while todo:
        element = todo.pop()
        if element.tag not in {"mrow", "mstyle"}:
            found.append(element)
        elif len(element) == 1 and element[0].text == ",":  # 1{,}000
            comma = Element("mn")
            comma.text = ","
            found.append(comma)
        else:
            todo += [*element][::-1]
    return found


def _gap(said: str, before: Element | None, more: str, element: Element) -> str:
    """Return what stands between two parts of a row: a space where readers want one, or nothing."""
    if before is None or said[-1].isspace() or more[0].isspace() or more[0] in ",;)]}⟩":
        return ""
    sign, last = _base(element), _base(before)
    if _is_spaced(sign):
        return "" if sign in _UNARY and said[-1] in "([{⟨" else " "
    if _is_spaced(last):
        # A sign of a number stands close to it: −1, (−1, = −1.
        head = said.removesuffix(last).rstrip()
        is_sign = last in _UNARY and (not head or head[-1] in "([{⟨,;" or _is_spaced(head[-1]))
        return "" if is_sign else " "
    if before.tag == "mo" and last in {",", ";"}:
        return " "
    if _is_word(last) or last in _LARGE:
        is_called = more[0] in "([{" and before.tag in {"mi", "mo"}  # log(n)
        return " " if not is_called and (more[0].isalnum() or more[0] in _AFTER_WORDS) else ""
    if _is_word(sign):
        return " " if said[-1].isalnum() or said[-1] in ")]}" else ""
    return " " if more[0].isalnum() and _OPEN_SCRIPT.search(said) else ""


def _base(element: Element) -> str:
    """Return the letter, word or sign of an element, without what stands at its corners."""
    while len(element) and element.tag in _SCRIPTED | {"mrow", "mstyle"}:
        element = element[0]
    return (element.text or "").strip() if element.tag in {"mi", "mn", "mo", "mtext"} else ""


def _is_spaced(sign: str) -> bool:
    return len(sign) == 1 and sign not in _TIGHT and (unicodedata.category(sign) == "Sm" or sign in _SPACED)


def _is_word(text: str) -> bool:
    """Whether a part is a word: log, mod."""
    return len(text) > 1 and text.isascii() and text.replace(" ", "").isalpha()


def _said(element: Element) -> str:
    children = list(element)
    match element.tag:
        case "mi" | "mn" | "mo":
            return _token(element.text or "")
        case "mtext":
            return (element.text or "").replace("\u00a0", " ")
        case "mspace":
            return " " if (element.get("width") or "0").lstrip("0.")[:1] not in {"", "e"} else ""
        case "mphantom":
            return ""
        case tag if tag in _SCRIPTED:
            return _scripts(tag, children)
        case "mfrac" if element.get("linethickness") == "0":
            return f"{_row(children[:1])} choose {_row(children[1:])}"
        case "mfrac":
            upper, lower = (_whole(_row([child])) for child in children)
            return f"{upper}/{lower}"
        case "msqrt":
            return "√" + _whole(_row(children))
        case "mroot":
            degree = _row(children[1:])
            root = _ROOTS.get(degree) or (_all(degree, _RAISED) or f"({degree})") + "√"
            return root + _whole(_row(children[:1]))
        case "mtable":
            # What is only aligned is read on; of a matrix the columns are apart.
            joint = " " if is_paired(element) else ", "
            rows = (joint.join(filter(None, (_row(cell).strip() for cell in row))) for row in children)
            return "; ".join(filter(None, rows))
        case _:
            return _row(children)


_SCRIPTED: Final = frozenset(("msub", "msup", "msubsup", "munder", "mover", "munderover"))


def _scripts(tag: str, children: Sequence[Element]) -> str:
    base = _row(children[:1])
    lower = _tight(_row(children[1:2])) if tag not in {"msup", "mover"} else ""
    upper = _tight(_row(children[-1:])) if tag not in {"msub", "munder"} else ""
    if tag in {"mover", "munder"}:
        mark = _OVER.get(upper, "") or _UNDER.get(lower, "")
        if mark and base.isalnum():
            return unicodedata.normalize("NFC", "".join(letter + mark for letter in base))
        if {lower, upper} & _BRACES:
            return base
    if not (lower or upper):
        return base
    is_whole = _whole(base) == base or base[:1] + base[-1:] in {"()", "[]", "{}", "||", "‖‖"}
    return (base if is_whole else f"({base})") + _script(lower, _LOWERED, "_") + _script(upper, _RAISED, "^")


def _script(text: str, letters: dict[str, str], sign: str) -> str:
    if not text:
        return ""
    if text == "∘":
        return "°"
    if {*text} <= {*"′″‴"}:
        return text
    return _all(text, letters) or sign + _whole(text)


def _tight(text: str) -> str:
    """Return what stands at a corner, without spaces unless words are in it."""
    return text if re.search("[^\\W\\d_]{2}", text) else text.replace(" ", "")


def _all(text: str, letters: dict[str, str]) -> str:
    """Return a text in other letters, if they are there for all of it."""
    return "".join(map(letters.__getitem__, text)) if {*text} <= letters.keys() else ""


def _whole(text: str) -> str:
    """Return a text that no reader takes apart, if need be in parentheses."""
    bare = unicodedata.normalize("NFD", text.lstrip("√∛∜")).replace(".", "")
    is_one = len(text) <= 1 or all(char.isalnum() or unicodedata.combining(char) for char in bare)
    return text if is_one else f"({text})"


def _token(text: str) -> str:
    """Return a letter, a number or a sign: of alphabets that few fonts have the plain letters."""
    text = text.translate(_INVISIBLE).replace("\u2006", " ").replace("\u2009", " ").replace("∣", "|")
    return "".join(
        unicodedata.normalize("NFKC", char) if ord(char) > 0xFFFF or char in "ℋℐℒℛℬℰℱℳ" else char
        for char in text
    )
