"""LaTeX formulas to Typst's mathematics and to words for a screen reader. Knows no Sphinx.

A formula goes the way that it goes on the web: :mod:`~sphinx_homepage.html.mathml` makes MathML of it, so
what a page can show its PDF can, and what a page cannot show is one and the same :class:`FormulaError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from sphinx_homepage.html.mathml import FormulaError, to_mathml
from sphinx_homepage.pdf.math_source import Source
from sphinx_homepage.pdf.math_words import words_of

if TYPE_CHECKING:
    from docutils import nodes

__all__ = ["Formula", "FormulaError", "formula_of", "to_typst"]

_DEEPEST: Final = 60
"""Elements within elements. Typst lays a formula out by recursion, on a stack that ends the process."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula for a PDF.

    Attributes:
        source: Typst's mathematics, to stand between dollars.
        alt: the formula in words.
        block: whether it stands in a line of its own.
    """

    source: str
    alt: str
    block: bool = False

    @property
    def equation(self) -> str:
        """The formula between its dollars."""
        return f"$ {self.source} $" if self.block else f"${self.source}$"


@lru_cache(maxsize=4096)
def to_typst(latex: str, *, block: bool = False, typed: str | None = None) -> Formula:
    """Return *latex* as Typst and in words.

    Args:
        latex: LaTeX without the dollars around it.
        block: whether it stands in a line of its own.
        typed: what the author wrote, if it is not *latex* itself.

    Raises:
        FormulaError: it is not LaTeX, or it uses what the translation does not know.
    """
    # The arguments of the page's own call, which has its answer by now.
    math = to_mathml(latex, block=True, typed=typed) if block else to_mathml(latex)
    rows = list(ET.fromstring(math)[0])[:-1]  # noqa: S314 (our own; without the annotation)
    for row in rows:
        _strip_namespaces(row, 0)
    return Formula(Source(in_block=block).of_rows(rows), words_of(rows), block)


def formula_of(node: nodes.math | nodes.math_block) -> Formula:
    """Return the formula of a node of a page.

    Raises:
        FormulaError: as for :func:`to_typst`.
    """
    from docutils import nodes

    from sphinx_homepage.html.math import joined  # The very formula that the page shows.

    source = node.astext()
    if isinstance(node, nodes.math):
        return to_typst(source)
    is_wrapped = node.get("no-wrap", node.get("nowrap", False))
    return to_typst(source if is_wrapped else joined(source), block=True, typed=source)


def _strip_namespaces(element: ET.Element, depth: int) -> None:
    if depth > _DEEPEST:
        raise FormulaError("nests too deep")
    element.tag = element.tag.rpartition("}")[2]
    for child in element:
        _strip_namespaces(child, depth + 1)
