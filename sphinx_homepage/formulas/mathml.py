"""LaTeX formulas to MathML that browsers show by themselves. Knows no Sphinx.

``latex2mathml`` does the translation. Before it, :mod:`~sphinx_homepage.formulas.latex` writes a formula
with what it knows; after it, :mod:`~sphinx_homepage.formulas.mathml_core` makes of its MathML the part that
browsers implement. Whatever is left untranslated is an error here: it would print as raw text in the middle
of a formula.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from sphinx_homepage.formulas.latex import FormulaError, prepared
from sphinx_homepage.formulas.mathml_core import NOT_XML, settle

NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"
_DEEPEST: Final = 60
"""Elements within elements. Typst lays a formula out by recursion, on a stack that ends the process."""


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
    from latex2mathml.converter import convert_to_element  # most pages have no formula

    tex, typed = (NOT_XML.sub("\ufffd", text).strip() for text in (tex, tex if typed is None else typed))
    if not tex:
        raise FormulaError("is empty")
    try:
        translated = convert_to_element(prepared(tex), display="block" if block else "inline")
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
            settle(row)
        return tostring(math, encoding="unicode")
    except RecursionError as error:
        raise FormulaError("nests too deep") from error


def rows_of(mathml: str) -> list[Element]:
    """Return what a formula of :func:`to_mathml` is, without its annotation; names have no namespace.

    Raises:
        FormulaError: it nests too deep to be read by recursion.
    """
    rows = list(fromstring(mathml)[0])[:-1]  # noqa: S314 (our own)
    for row in rows:
        _strip_namespaces(row, 0)
    return rows


def _strip_namespaces(element: Element, depth: int) -> None:
    if depth > _DEEPEST:
        raise FormulaError("nests too deep")
    element.tag = element.tag.rpartition("}")[2]
    for child in element:
        _strip_namespaces(child, depth + 1)


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
