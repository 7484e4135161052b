"""The numbers of equations, figures, tables and listings, which builders of HTML write late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.environment import BuildEnvironment


def number(document: nodes.document, env: BuildEnvironment, docname: str) -> None:
    """Give everything in the *document* of the page *docname* the number that references to it say."""
    if not env.config.numfig:
        return
    known = env.toc_fignumbers.get(docname, {})
    if env.config.math_numfig:
        for equation in document.findall(nodes.math_block):
            numbers = known.get("displaymath", {}).get(_id(equation))
            if equation.get("number") and numbers:
                equation["number"] = ".".join(map(str, numbers))
    standard = env.domains["std"]
    for caption in document.findall(_is_caption):
        assert isinstance(caption, nodes.TextElement)
        numbered = caption.parent
        kind = standard.get_enumerable_node_type(numbered)
        numbers = known.get(kind or "", {}).get(_id(numbered))
        words = env.config.numfig_format.get(kind)
        if numbers and words:
            caption.insert(0, nodes.Text(words % ".".join(map(str, numbers)) + " "))


def _id(node: Element) -> str:
    return node["ids"][0] if node["ids"] else ""


def _is_caption(node: nodes.Node) -> bool:
    return isinstance(node, nodes.caption) or (
        isinstance(node, nodes.title) and isinstance(node.parent, nodes.table)
    )
