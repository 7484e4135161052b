"""Going through a doctree: which method writes which node, and what every one of them needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.text import Position
from sphinx_homepage.pdf.source import Place, Places, call, string, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docutils.nodes import Element, Node


@dataclass
class Surroundings:
    """What a page's doctree does not say."""

    srcdir: Path
    docname: str
    warns_of_math: bool
    """Whether nobody else says which formulas cannot be shown."""
    images: Callable[[nodes.image], Path | None]
    """From an image to its file: None where it has none that Typst can show."""
    is_missing: Callable[[nodes.image], bool]
    """Whether an image names a file that does not exist, which was said when the page was read."""
    labels: dict[str, str] = field(default_factory=dict)
    """What admonitions are called, by the names of their nodes."""
    side: str = "ltr"
    """The side that the page's language is read from: ``ltr`` or ``rtl``."""


class Core:
    """Writes nodes by the methods of its subclasses, ``_inline_`` and ``_block_`` and a node's class.

    A class without a method is written as the one that it subclasses: all of our nodes subclass one of
    docutils'. A node that is none of them degrades to its text.
    """

    def __init__(self, around: Surroundings, reachable: frozenset[str] | None = None) -> None:
        self.around = around
        self.reachable = reachable
        """The anchors that a link can lead to; None where that is not known yet."""
        self.wanted: set[str] = set()
        """The anchors that links in the document lead to."""
        self.anchored: set[str] = set()
        self.referred: set[str] = set()
        self.problems: list[Problem] = []
        self.files: dict[Path, str] = {}
        """The files that the source names, and the name of each in it."""
        self.places = Places()
        self.depth = 1
        """The level of the heading above."""
        self.section = ""
        """The section that the entries are of."""
        self.instead: dict[int, str] = {}
        """What is written instead of some nodes, by their ``id()``."""
        self._degraded: set[str] = set()
        self._methods: dict[tuple[str, type[Node]], Callable[[Node], str] | None] = {}

    # Dispatch

    def _method(self, kind: str, node: Node) -> Callable[[Node], str] | None:
        key = kind, type(node)
        if key not in self._methods:
            names = (f"_{kind}_{base.__name__}" for base in type(node).__mro__)
            self._methods[key] = next((getattr(self, name) for name in names if hasattr(self, name)), None)
        return self._methods[key]

    def inline(self, children: Iterable[Node]) -> str:
        """Return running text."""
        return "".join(map(self.inline_node, children))

    def inline_node(self, node: Node) -> str:
        """Return one node of a running text."""
        if self.instead and (found := self.instead.get(id(node))) is not None:
            return found
        if isinstance(node, nodes.Text):
            return words(str(node))
        method = self._method("inline", node)
        if method is not None:
            return self.anchors(node) + method(node)
        if self._method("block", node) is not None:
            return self.blocks([node])  # Such as a list in a table's only cell.
        return self._degrade(node)

    def blocks(self, children: Sequence[Node]) -> str:
        """Return blocks, each on a line of its own; running text between them is a paragraph."""
        written: list[str] = []
        run: list[Node] = []
        for child in children:
            if self.is_inline(child):
                run.append(child)
                continue
            self._end(run, written)
            written.append(self.block_node(child))
        self._end(run, written)
        return "".join(written)

    def _end(self, run: list[Node], written: list[str]) -> None:
        if (inner := self.inline(run)) and (inner.strip("\n") or run):
            written.append(self.line(self.place(run[0]), call("para", inner)))
        run.clear()

    def block_node(self, node: Node) -> str:
        """Return one block."""
        method = self._method("block", node)
        if method is not None:
            return method(node)
        text = self._degrade(node)
        is_text = all(map(self.is_inline, node.children))
        return self.line(self.place(node), call("para", text)) if text and is_text else text

    def is_inline(self, node: Node) -> bool:
        """Whether *node* stands in running text."""
        if isinstance(node, nodes.Text):
            return True
        return self._method("block", node) is None and self._method("inline", node) is not None

    def _degrade(self, node: Node) -> str:
        assert isinstance(node, nodes.Element)
        name = type(node).__name__
        self.warn_once(name, f'the PDF has no form for a "{name}", and shows its text alone', node)
        children = node.children
        if any(not self.is_inline(child) for child in children):
            return self.blocks(children)
        return self.inline(children)

    # Lines, places, problems

    def line(self, place: Place | None, text: str) -> str:
        """Return *text* on a line of its own, which comes from *place*."""
        return f"{self.places.mark(place)}{text}\n" if text else ""

    def place(self, node: Node | None) -> Place | None:
        """Return where *node* was typed, else what is in it, else what it is in."""
        if isinstance(node, nodes.Element) and not (node.source and node.line):
            inner = next((one for one in node.findall(nodes.Element) if one.source and one.line), None)
            node = inner if inner is not None else node.parent
        while node is not None:
            if node.source and node.line:
                return Place(str(node.source), node.line)
            node = node.parent
        return None

    def warn(self, code: Code, message: str, node: Node) -> None:
        """Note a problem at the place of *node*."""
        place = self.place(node)
        position = Position(self._relative(place.path), place.line, 1) if place else None
        self.problems.append(Problem(code, message, position))

    def warn_once(self, name: str, message: str, node: Node) -> None:
        """Note that the PDF has no form for what is called *name*, at the first place of the page."""
        if name not in self._degraded:
            self._degraded.add(name)
            self.warn(Code.PDF, message, node)

    def _relative(self, path: str) -> str:
        file = Path(path.partition(":docstring of ")[0])
        if file.is_relative_to(self.around.srcdir):
            return file.relative_to(self.around.srcdir).as_posix()
        return str(file)

    # Anchors

    def anchors(self, node: Node) -> str:
        """Return the anchors of *node*, as far as a link leads there."""
        if not isinstance(node, nodes.Element):
            return ""
        names: list[str] = node.get("ids", [])
        return "".join(call_anchor(name) for name in names if name in self.wanted and self._takes(name))

    def own_anchor(self, node: Element) -> tuple[str, str]:
        """Return the anchor that *node* itself has, as an expression, and its other ones before it."""
        ids: list[str] = node.get("ids", [])
        names = [name for name in ids if self._takes(name)]
        if not names:
            return "none", ""
        return string(names[0]), "".join(call_anchor(name) for name in names[1:] if name in self.wanted)

    def _takes(self, name: str) -> bool:
        if not name or name in self.anchored:
            return False
        self.anchored.add(name)
        return True

    def refer(self, target: str, inner: str) -> str:
        """Return a link within the document, or its text where nothing of that name is in it."""
        self.referred.add(target)
        if not target or (self.reachable is not None and target not in self.reachable):
            return inner
        return f"#ref-to({string(target)})[{inner}];" if inner else ""


def elements(node: Node) -> list[Any]:
    """Return the children of *node* that are elements: rows, items, cells."""
    return [child for child in node.children if isinstance(child, nodes.Element)]


def call_anchor(name: str) -> str:
    """Return an anchor."""
    return f"#anchor({string(name)});"
