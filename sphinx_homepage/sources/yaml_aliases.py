"""Anchors and the aliases that refer to them, which may not expand without end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.yaml_faults import MAX_DEPTH
from sphinx_homepage.sources.yaml_lines import quoted

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Tree
    from sphinx_homepage.sources.yaml_marks import Marks

MAX_EXPANSION: Final = 10_000
"""How many values all aliases of a file together may stand for."""

NOWHERE: Final = Text("a value that is left out")
"""Told apart by identity."""


class Anchored(NamedTuple):
    """A scalar that has an anchor, and what becomes of it if no alias refers to it."""

    container: Mapping | Sequence
    slot: Text | int
    """The key or the index of the scalar in its container."""
    typed: Text
    """The anchor and the scalar, as typed."""
    fix: str


class Anchors:
    """The anchors of a text, as far as it is read."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._trees: dict[str, Tree] = {}
        self._unused: dict[str, Anchored] = {}
        self._weights: dict[int, tuple[int, int, Tree]] = {}
        self._expanded = 0

    def add(self, name: str, tree: Tree) -> None:
        """Let *name* stand for *tree* from here on."""
        self._trees[name] = tree

    def add_scalar(self, name: str, scalar: Text | None, anchored: Anchored) -> None:
        """Let *name* stand for *scalar* from here on."""
        if name in self._unused:
            self._report_unused(name)
        self._trees[name] = scalar
        self._unused[name] = anchored

    def report_unused(self) -> None:
        """Put back the first words that anchors to which no alias refers have taken from texts."""
        for name in list(self._unused):
            self._report_unused(name)

    def _report_unused(self, name: str) -> None:
        container, slot, typed, fix = self._unused.pop(name)
        message = f'"&{name}" names a value that nothing refers to: write it as  {fix}'
        self._marks.problems.append(Problem(Code.YAML_QUOTE, message, typed.position))
        if isinstance(container, Mapping):
            if isinstance(slot, Text) and slot in container:
                container[slot] = typed
        elif isinstance(slot, int) and slot < len(container):
            container[slot] = typed

    def resolve(self, alias: Any, ancestors: list[Any]) -> Tree:
        """Return the tree for which an alias stands, or ``NOWHERE`` if it would expand without end.

        Args:
            alias: The parser's event.
            ancestors: The collections in which the alias stands.
        """
        name, marks = alias.anchor, self._marks
        mark = alias.start_mark
        if name not in self._trees:
            fix = f"{marks.before(mark)}{quoted('*' + name)}"
            marks.report(Code.YAML_QUOTE, f'no "&{name}" stands before "*{name}": write it as  {fix}', mark)
            return Text("*" + name, marks.place(mark.line, mark.column), marks.cut(alias.end_mark))
        self._unused.pop(name, None)
        tree = self._trees[name]
        if any(tree is ancestor for ancestor in ancestors):
            message = f'"*{name}" stands inside "&{name}" itself: it is left out'
            marks.report(Code.YAML_EXPANSION, message, mark)
            return NOWHERE
        size, height = self._weight(tree)
        if self._expanded + size > MAX_EXPANSION or len(ancestors) + height > MAX_DEPTH:
            if self._expanded <= MAX_EXPANSION:
                message = (
                    f'"*{name}" makes the aliases stand for more than {MAX_EXPANSION:,} values, '
                    f"or nest more than {MAX_DEPTH} deep: it is left out, and so are all that do after it"
                )
                marks.report(Code.YAML_EXPANSION, message, mark)
                self._expanded = MAX_EXPANSION + 1
            return NOWHERE
        self._expanded += size
        return tree

    def _weight(self, tree: Tree) -> tuple[int, int]:
        """Return how many values a tree has, its aliases written out, and how deep it nests."""
        if not isinstance(tree, (Mapping, Sequence)):
            return 1, 0
        if id(tree) not in self._weights:
            values = tree.values() if isinstance(tree, Mapping) else tree
            weights = [self._weight(value) for value in values]
            size = 1 + sum(weight[0] for weight in weights)
            height = 1 + max((weight[1] for weight in weights), default=0)
            # The tree too: its id is another's once it is gone.
            self._weights[id(tree)] = (size, height, tree)
        return self._weights[id(tree)][:2]
