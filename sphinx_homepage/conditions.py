"""What ``only`` asks for around a part of a page, and whether this build has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element, Node
    from sphinx.util.tags import Tags


def above(node: Node) -> Iterator[Element]:
    """Yield the nodes that *node* stands in, the nearest first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def condition_of(node: Node) -> str:
    """Return what must hold for *node* to be shown, as one expression; nothing where it always is."""
    parts = [str(one["expr"]) for one in above(node) if isinstance(one, addnodes.only)]
    return " and ".join(f"({part})" for part in reversed(parts))


def either(conditions: Iterable[str]) -> str:
    """Return what must hold for one of *conditions* to; nothing where one of them always does."""
    parts = [*dict.fromkeys(conditions)]
    return "" if "" in parts else " or ".join(f"({part})" for part in parts)


def holds(tags: Tags, condition: str) -> bool:
    """Whether a build with these *tags* shows what stands under a *condition*."""
    try:
        return not condition or bool(tags.eval_condition(condition))
    except Exception:  # Sphinx has said what is wrong with it.
        return False
