"""LaTeX formulas to Typst's mathematics and to words for a screen reader. Knows no Sphinx.

A formula goes the way that it goes on the web: :mod:`~sphinx_homepage.formulas.mathml` makes MathML of it, so
what a page can show its PDF can, and what a page cannot show is one and the same :class:`FormulaError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx_homepage.formulas.mathml import rows_of, to_mathml
from sphinx_homepage.formulas.typst import Source
from sphinx_homepage.formulas.words import words_of

if TYPE_CHECKING:
    from docutils import nodes


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
    rows = rows_of(math)
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
