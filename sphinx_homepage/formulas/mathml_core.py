"""What latex2mathml writes, made the part of MathML that browsers implement.

MathML Core, https://www.w3.org/TR/mathml-core/.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from sphinx_homepage.formulas.latex import FormulaError
from sphinx_homepage.formulas.parts import is_paired

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML text may hold."""

_ARGUMENTS: Final = {
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "mfrac": 2,
    "mroot": 2,
    "msubsup": 3,
    "munderover": 3,
}
_LIMITED: Final = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_TOKENS: Final = {"mi", "mn", "mo", "mtext"}
_LARGE: Final = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨄⨆")
_WITH_LIMITS: Final = frozenset(
    ("lim", "liminf", "limsup", "max", "min", "sup", "inf", "argmax", "argmin", "det", "gcd", "Pr", "plim")
)
_ACCENTS: Final = frozenset("´¯˘ˇ˙¨`^˚~→←↔⃛⃜‾")
_ORDINARY: Final = frozenset("∞∅⊤")
_PUNCTUATION: Final = frozenset(":;")
_CLOSE: Final = frozenset("/|‖")
"""Signs that stand as close to a letter as a letter does."""
_DRAWN_AS: Final = {"―": "‾", "⧵": "∖"}
"""A bar that grows with what it is over, and a set minus that fonts have."""
_FENCES: Final = {"Ps": "prefix", "Pe": "postfix"}
_KEPT_OUT: Final = frozenset({"href", "style", "class", "id", "border-color"})
_CAPITAL_GREEK: Final = frozenset("ΓΔΘΛΞΠΣΥΦΨΩ")
_TEXT_STYLES: Final = {
    "bold": "font-weight:bold",
    "italic": "font-style:italic",
    "monospace": "font-family:monospace",
    "sans-serif": "font-family:sans-serif",
}


def settle(element: Element) -> None:
    """Make *element* and all below it plain MathML Core, from the leaves up.

    Raises:
        FormulaError: It has a part that is not translated, or an element without one of its arguments.
    """
    for child in element:
        settle(child)
    for name in _KEPT_OUT & element.attrib.keys():
        # From \href, \style and \class: what a formula says, not what it does.
        del element.attrib[name]
    if element.get("width") == "negativethinmathspace":
        element.set("width", "-0.167em")
    if element.tag in _TOKENS and len(element):
        # \mathop{...} and its like make a row of the one sign that an operator is.
        element.tag = "mrow"
        element.attrib.clear()
    if element.tag in _ARGUMENTS and len(element) != _ARGUMENTS[element.tag]:
        raise FormulaError("has a script, fraction or accent without its argument")
    if element.tag in _TOKENS:
        _settle_token(element)
    elif element.tag in _ARGUMENTS:
        _settle_scripts(element)
    elif element.tag == "mtable":
        _settle_table(element)
    if element.tag not in _TOKENS and element.tag not in _ARGUMENTS:
        _space_names(element)


def _settle_token(element: Element) -> None:
    is_upright = element.tag == "mi" and bool(re.fullmatch(r"&#x000[4-7][0-9A-F];", element.text or ""))
    element.text = text = _resolved(element)
    variant = element.get("mathvariant")
    if variant and element.tag == "mtext":
        del element.attrib["mathvariant"]
        if variant in _TEXT_STYLES:
            element.set("style", _TEXT_STYLES[variant])
    elif variant:
        styled = "".join(_styled(character, variant) for character in text)
        if styled != text or variant != "normal":
            # Browsers draw bold, script, fraktur ... from Unicode's own letters, not from the attribute.
            element.text = text = styled
            del element.attrib["mathvariant"]
    elif element.tag == "mi" and ((is_upright and text.isalpha()) or text in _CAPITAL_GREEK):
        # \\mathrm{d} comes as a reference to d; a browser would slant it, and capital Greek too.
        element.set("mathvariant", "normal")
    if element.tag == "mtext" or len(text) != 1:
        if element.tag == "mi" and _is_name(text):
            element.tag = "mo"
        return
    category = unicodedata.category(text)
    if element.tag == "mo" and text in _ORDINARY:
        element.tag = "mi"
    elif element.tag == "mi" and category in _FENCES:
        element.tag = "mo"
        element.attrib.update(stretchy="false", form=_FENCES[category])
    elif element.tag == "mi" and (text in _PUNCTUATION or (category == "Sm" and text not in _ORDINARY)):
        element.tag = "mo"
    if element.tag == "mo" and text in _CLOSE and not element.attrib.keys() & {"minsize", "form", "lspace"}:
        element.attrib.update(lspace="0", rspace="0")
    if text in _DRAWN_AS:
        element.text = _DRAWN_AS[text]


def _resolved(element: Element) -> str:
    """Return a token's characters, of which latex2mathml writes most as references."""
    from latex2mathml.symbols_parser import convert_symbol  # loaded with the converter

    text = element.text or ""
    if text.startswith("\\"):
        symbol = convert_symbol(text)
        if symbol is None and text in {r"\{", r"\}"}:
            return text[1:]
        if symbol is None:
            raise FormulaError(f"uses {text}, which is not known")
        return chr(int(symbol, 16))
    if "\\" in text or (element.tag == "mi" and text in {"{", "}", "&", "$", "#"}):
        raise FormulaError(f"has a stray {text}")
    try:
        resolved = re.sub(r"&#x([0-9A-Fa-f]{1,6});", lambda found: chr(int(found[1], 16)), text)
    except ValueError:
        resolved = "\0"
    if NOT_XML.search(resolved):
        raise FormulaError("asks for a character that does not exist")
    return resolved


def _styled(character: str, variant: str) -> str:
    """Return the letter of a style that Unicode has for mathematics, or *character* where it has none."""
    name = unicodedata.name(character, "").replace("LATIN ", "").replace("GREEK ", "").replace("LETTER ", "")
    style = variant.upper().replace("BOLD-", "BOLD ").replace("-ITALIC", " ITALIC")
    # The letters that Unicode had before it had the alphabets: ℝ, ℋ, ℭ, and ℎ, the Planck constant.
    older = style.replace("FRAKTUR", "BLACK-LETTER")
    for candidate in (f"MATHEMATICAL {style} {name}", f"{older} {name}"):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return "ℎ" if (character, variant) == ("h", "italic") else character


def _is_name(text: str) -> bool:
    """Say whether *text* is a function's name: ``log``, ``arg max``."""
    letters = text.translate({0x2006: None, 0x2009: None})
    return len(letters) > 1 and letters.isalpha() and letters.isascii() and letters != "mod"


def _settle_scripts(element: Element) -> None:
    base = element[0]
    if element.tag == "mover" and element[1].tag == "mo" and element[1].text in _ACCENTS:
        element.set("accent", "true")
    if base.tag != "mo":
        return
    text = (base.text or "").translate({0x2006: None, 0x2009: None})
    if text not in _LARGE and text not in _WITH_LIMITS and base.get("movablelimits") != "true":
        return
    if element.tag in _LIMITED:
        element.tag = _LIMITED[element.tag]
        base.set("movablelimits", "true")
    else:
        base.set("movablelimits", "false")


def _settle_table(table: Element) -> None:
    """Align a table's cells by CSS: browsers pass over MathML's own attributes for it."""
    in_pairs = is_paired(table)
    for row in table:
        for i, cell in enumerate(row):
            alignment = cell.attrib.pop("columnalign", "")
            if alignment not in {"left", "right"}:
                continue
            # Chromium aligns what is not plain text by its own value only.
            style = f"text-align:{alignment};text-align:-webkit-{alignment}"
            if in_pairs:
                style += f";padding-{'left' if i % 2 else 'right'}:0"
            cell.set("style", style)


def _space_names(row: Element) -> None:
    """Set a function's name off from a letter beside it, as TeX does: n log n, but log(n)."""
    previous: Element | None = None
    children = list(row)
    for child, following in zip(children, [*children[1:], None], strict=False):
        core = _core(child)
        if core.tag == "mo" and (_is_name(core.text or "") or (core.text or "").isalpha()):
            after_letter = previous is not None and (
                _core(previous).tag != "mo" or unicodedata.category((_core(previous).text or " ")[-1]) == "Pe"
            )
            next_core = _core(following) if following is not None else None
            before_letter = next_core is not None and (
                next_core.tag not in {"mo", "mspace"} or (next_core.text or "").isalpha()
            )
            core.set("lspace", "0.1667em" if after_letter else "0")
            core.set("rspace", "0.1667em" if before_letter else "0")
            # Not drawn, but copied, and left where a title's tags are stripped.
            if after_letter and previous is not None:
                previous.tail = " "
            if before_letter:
                child.tail = " "
        previous = child


def _core(element: Element) -> Element:
    """Return what *element* is with its scripts taken off."""
    while element.tag in _ARGUMENTS and element.tag not in {"mfrac", "mroot"}:
        element = element[0]
    return element
