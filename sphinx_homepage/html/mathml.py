"""LaTeX formulas to MathML that browsers show by themselves. Knows no Sphinx.

``latex2mathml`` does the translation. What stands here prepares a formula for it, and makes of its MathML
the part that browsers implement (MathML Core, https://www.w3.org/TR/mathml-core/), escaped and well-formed.
Whatever it leaves untranslated is an error here: it would print as raw text in the middle of a formula.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"


class FormulaError(ValueError):
    """A formula that cannot be translated; the message says why, in words that follow its TeX."""


@lru_cache(maxsize=4096)
def to_mathml(tex: str, *, block: bool = False, typed: str | None = None) -> str:
    """Return *tex* as a ``<math>`` element that keeps the TeX as its annotation.

    Args:
        tex: LaTeX without the dollars around it.
        block: whether it stands in a line of its own.
        typed: the annotation, if it is not *tex* itself.

    Raises:
        FormulaError: it is not LaTeX, or it uses what the translation does not know.
    """
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415 - most pages have no formula

    tex, typed = (_NOT_XML.sub("\ufffd", text).strip() for text in (tex, tex if typed is None else typed))
    if not tex:
        raise FormulaError("is empty")
    try:
        _check_braces(tex)
        translated = convert_to_element(_prepare(tex), display="block" if block else "inline")
    except FormulaError:
        raise
    except Exception as error:
        # Besides its own exceptions latex2mathml lets IndexError, StopIteration, RecursionError ... through.
        raise FormulaError(_reason(error)) from error
    rows = list(translated)
    math = Element("math", {"xmlns": NAMESPACE, "display": "block" if block else "inline"})
    semantics = SubElement(math, "semantics")
    semantics.extend(rows)
    SubElement(semantics, "annotation", encoding="application/x-tex").text = typed
    try:
        for row in rows:
            _settle(row)
        return tostring(math, encoding="unicode")
    except RecursionError as error:
        raise FormulaError("nests too deep") from error


_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _reason(error: Exception) -> str:
    """Say what one of latex2mathml's exceptions, which have names and no messages, means."""
    if isinstance(error, RecursionError):
        return "nests too deep"
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
    known = type(error).__module__.startswith("latex2mathml")
    return (
        f"is not complete ({words})"
        if known
        else "is not complete: look for an unclosed brace or a missing argument"
    )


def _check_braces(tex: str) -> None:
    depth = 0
    for brace in re.finditer(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth < 0:
            raise FormulaError("has a } that closes nothing")
    if depth:
        raise FormulaError("has a { that is not closed")


# Before: LaTeX that latex2mathml knows

_SAME: Final = {
    r"\nonumber": "",
    r"\notag": "",
    r"\ensuremath": "",
    r"\mathds": r"\mathbb",
    r"\mathbbm": r"\mathbb",
    r"\textsc": r"\text",
    r"\arg": r"\operatorname{arg}",
}
"""Commands that are left as text or lose their meaning, and what says the same."""

_DEFINITIONS: Final = {r"\newcommand", r"\renewcommand", r"\def", r"\newenvironment", r"\DeclareMathOperator"}

_ENVIRONMENTS: Final = {
    **dict.fromkeys(("align", "align*", "aligned", "flalign", "flalign*"), "align*"),
    **dict.fromkeys(("alignat", "alignat*", "alignedat"), "align*"),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "displaylines"),
    **dict.fromkeys(("eqnarray", "eqnarray*"), "array"),
    **dict.fromkeys(("equation", "equation*", "displaymath", "math"), ""),
    **{name: name for name in ("split", "cases", "array", "smallmatrix")},
    **{letter + name: letter + name for letter in ("", *"pbBvV") for name in ("matrix", "matrix*")},
    "dcases": "cases",
}
"""Environments, and the one of latex2mathml that lays its content out alike."""

_PIECE: Final = re.compile(
    r"""
      (?P<row> \\\\ \*? (?: \s* \[ \s* -?[\d.]+ \s* [a-z]{2} \s* \] )? )
    | \\ (?P<edge> begin | end ) \s* \{ (?P<environment> [^{}]* ) \}
    | \\ label \s* \{ [^{}]* \}
    | (?P<text> \\ (?: text(?:rm|bf|it|sf|tt|up|md|normal|sc)? | mbox | emph ) ) \s* \{
    | (?P<operator> \\ operatorname (?: \* | withlimits )? ) \s* \{
    | (?P<command> \\ (?: [A-Za-z]+ | . ) )
    """,
    re.VERBOSE | re.DOTALL,
)


def _prepare(tex: str) -> str:
    """Return *tex* written with what latex2mathml knows."""
    return "".join(_pieces(tex))


def _pieces(tex: str) -> Iterator[str]:
    end = 0
    while piece := _PIECE.search(tex, end):
        yield tex[end : piece.start()]
        end = piece.end()
        if piece["row"]:
            yield r"\\ "
        elif piece["edge"]:
            prefix, end = _edge(piece["edge"], piece["environment"].strip(), tex, end)
            yield prefix
        elif piece["text"]:
            content, end = _braced(tex, end)
            yield from _text(_SAME.get(piece["text"], piece["text"]), content)
        elif piece["operator"]:
            content, end = _braced(tex, end)
            yield _operator(piece["operator"], content)
        elif piece["command"] in _DEFINITIONS:
            raise FormulaError(
                f"defines a macro with {piece['command']}: write out what the macro stands for"
            )
        elif piece["command"]:
            yield _SAME.get(piece["command"], piece["command"])
    yield tex[end:]


def _edge(edge: str, name: str, tex: str, end: int) -> tuple[str, int]:
    """Return how an environment begins or ends, and where the rest of *tex* does."""
    if name not in _ENVIRONMENTS:
        raise FormulaError(f'uses the environment "{name}", which is not known')
    known = _ENVIRONMENTS[name]
    columns = ""
    if edge == "begin":
        # Where it stands beside the line ([t]), how many columns it has ({2}): neither means a thing here.
        arguments = r"\s*\{\d+\}" if "at" in name and known == "align*" else r"\s*\[[tbc]\]"
        if found := re.compile(arguments).match(tex, end):
            end = found.end()
        columns = "{rcl}" if name.startswith("eqnarray") else ""
    return (rf"\{edge}{{{known}}}{columns}" if known else " "), end


def _braced(tex: str, start: int) -> tuple[str, int]:
    """Return what stands from *start*, after a brace, to the brace that closes it, and where that ends."""
    depth = 1
    for brace in re.finditer(r"\\.|[{}]", tex[start:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return tex[start : start + brace.start()], start + brace.end()
    raise FormulaError("has a { that is not closed")


def _text(command: str, content: str) -> Iterator[str]:
    """Yield a text, and the formulas that stand between dollars in it as formulas."""
    for i, part in enumerate(re.split(r"(?<!\\)\$", content)):
        if i % 2:
            yield "{" + _prepare(part) + "}"
        elif part:
            plain = re.sub(r"\\([$%&#_ ])", r"\1", re.sub(r"(?<!\\)[{}]", "", part)).replace("~", "\u00a0")
            yield f"{command}{{{plain}}}"


def _operator(command: str, content: str) -> str:
    name = re.sub(r"\\[,;:! ]|[~{}\s]|\\(?:mathrm|rm|text)\b", "", content)
    if re.fullmatch(r"[A-Za-z]+", name):
        return f"{command}{{{name}}}"
    return rf"\text{{{re.sub(r'[{}]', '', content)}}}"


# After: MathML that browsers know

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


def _settle(element: Element) -> None:
    """Make *element* and all below it plain MathML Core, from the leaves up."""
    for child in element:
        _settle(child)
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
    from latex2mathml.symbols_parser import convert_symbol  # noqa: PLC0415 - loaded with the converter

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
    if _NOT_XML.search(resolved):
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
    in_pairs = table.get("columnspacing", "").startswith("0em")
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
