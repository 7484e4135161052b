"""What rows of MathML are made of: words, fences, tables between fences, and what stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

_DELIMITERS: Final = {("(", ")"), ("[", "]"), ("{", "}"), ("|", "|"), ("‖", "‖"), ("⟨", "⟩")}


def are_fences(first: Element, last: Element) -> bool:
    r"""Say whether what \left and \right make tall stands at both ends."""
    return all(
        element.tag == "mo" and element.get("form") == form and element.get("fence") == "true"
        for element, form in ((first, "prefix"), (last, "postfix"))
    )


def is_paired(table: Element) -> bool:
    """Say whether a table's columns stand close, as those of aligned lines do."""
    return table.get("columnspacing", "").startswith("0em")


def sole(elements: Sequence[Element]) -> Element | None:
    """Return the one element that rows within rows hold."""
    while len(elements) == 1 and elements[0].tag in {"mrow", "mstyle"}:
        elements = list(elements[0])
    return elements[0] if len(elements) == 1 else None


def core(element: Element) -> Element:
    """Return what *element* is without its rows and scripts."""
    while len(element) and element.tag not in {"mfrac", "mtable", "msqrt", "mroot"}:
        if element.tag == "mrow" and len(element) != 1:
            break
        element = element[0]
    return element


def sign_at(element: Element) -> str | None:
    """Return the sign over or under the first part of *element*."""
    if element.tag not in {"mover", "munder"}:
        return None
    mark = sole([element[1]])
    return mark.text if mark is not None and mark.tag in {"mo", "mi"} else None


def letters_in(element: Element) -> str:
    """Return all that is to be read in *element*."""
    return "".join(element.itertext())


def upright_letters(elements: Sequence[Element]) -> str:
    """Return the upright letters that *elements* begin with."""
    letters = []
    for element in elements:
        text = element.text or ""
        if (
            element.tag != "mi"
            or element.get("mathvariant") != "normal"
            or not (text.isascii() and text.isalpha())
        ):
            break
        letters.append(text)
    return "".join(letters)


def word_at(elements: Sequence[Element], start: int) -> str:
    r"""Return the upright letters from *start* on, if two or more: a word, as in \mathrm{rank}."""
    letters = upright_letters(elements[start:])
    return letters if len(letters) > 1 else ""


def delimited(elements: Sequence[Element], start: int) -> int:
    """Return where a table with fences that begins at *start* ends, or 0."""
    first, *others = elements[start : start + 3]
    if first.tag != "mo" or not others or others[0].tag != "mtable":
        return 0
    if len(others) == 2 and others[1].tag == "mo" and (first.text, others[1].text) in _DELIMITERS:
        return start + 3
    return start + 2 if first.text == "{" and first.get("form") == "prefix" else 0


def binomial(elements: Sequence[Element], start: int) -> int:
    """Return where a binomial coefficient that begins at *start* ends, or 0."""
    parts = elements[start : start + 3]
    is_binomial = (
        len(parts) == 3
        and [part.tag for part in parts] == ["mo", "mfrac", "mo"]
        and parts[1].get("linethickness") == "0"
        and (parts[0].text, parts[2].text) == ("(", ")")
    )
    return start + 3 if is_binomial else 0
