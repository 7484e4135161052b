"""A directive's body in the page's own markup: the nodes it gives, and the texts the record keeps of it."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_homepage.model.text import Text
from sphinx_homepage.nodes import hp_entry

if TYPE_CHECKING:
    from docutils.nodes import Node
    from docutils.statemachine import StringList
    from sphinx.util.docutils import SphinxDirective

    from sphinx_homepage.directives.typed import TypedBlock


class Body(NamedTuple):
    """What a body says."""

    nodes: list[Node]
    summary: Text | None
    """All but the list that ends it."""
    highlights: tuple[Text, ...]
    """The items of the bulleted list that ends it."""


def read_body(directive: SphinxDirective, typed: TypedBlock) -> Body:
    """Parse the body of *directive* as the page's parser does."""
    holder = nodes.Element()
    holder.document = directive.state.document
    content: StringList = directive.content[typed.body_index :]
    directive.state.nested_parse(content, directive.content_offset + typed.body_index, holder)
    children = holder.children
    own = [node for node in children if not isinstance(node, hp_entry)]
    if not own or not typed.body:
        return Body(children, None, ())
    last = own[-1]
    lines = _own_lines(typed.body, children)
    if not isinstance(last, nodes.bullet_list):
        return Body(children, _text(lines), ())
    starts = [_line_of(item) for item in last.children]
    begin = starts[0]
    items = [
        _item([line for line in lines if start <= _line(line) < end])
        for start, end in zip(starts, [*starts[1:], 10**9], strict=True)
    ]
    return Body(
        children,
        _text([line for line in lines if _line(line) < begin]),
        tuple(item for item in items if item is not None),
    )


def _own_lines(body: list[Text], children: list[Node]) -> list[Text]:
    """Return the lines of *body* that stand before the first entry that nests in it."""
    first = min((_line_of(node) for node in children if isinstance(node, hp_entry)), default=10**9)
    return [line for line in body if _line(line) < first]


def _line_of(node: Node) -> int:
    """Return the line on which *node* begins: its own, or that of the first node in it that has one."""
    lines = (inner.line for inner in node.findall(nodes.Element) if inner.line)
    return next(lines, 10**9)


def _line(text: Text) -> int:
    return text.position.line if text.position else 0


def _item(lines: list[Text]) -> Text | None:
    if not lines:
        return None
    first = lines[0].lstrip()
    mark = len(lines[0]) - len(first) + 1
    bullet = Text(" " * mark + lines[0][mark:], lines[0].position)
    return _text([bullet, *lines[1:]])


def _text(lines: list[Text]) -> Text | None:
    words = dedent("\n".join(lines)).strip()
    return Text(words, next(line.position for line in lines if line.strip())) if words else None
