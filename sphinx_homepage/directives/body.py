"""A directive's body in the page's own markup: the nodes it gives, and the texts the record keeps of it."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_homepage.directives.apart import reading_into
from sphinx_homepage.model.text import Text, without_comments
from sphinx_homepage.nodes import hp_entry

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
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


def read_body(directive: SphinxDirective, typed: TypedBlock, document: nodes.document | None = None) -> Body:
    """Parse the body of *directive* as the page's parser does; nothing of it that is not published.

    Args:
        directive: the directive.
        typed: what was typed in it.
        document: what to read into instead of the page: see ``apart``.
    """
    holder = nodes.Element()
    holder.document = document or directive.state.document
    content: StringList = directive.content[typed.body_index :]
    content.items = [(source, (line or 0) + typed.shift) for source, line in content.items]
    offset = directive.content_offset + typed.body_index + typed.shift
    if document is None:
        directive.state.nested_parse(content, offset, holder)
    else:
        with reading_into(directive.state, document, directive.env):
            directive.state.nested_parse(content, offset, holder)
    children = holder.children
    lines = _own_lines(typed.body, holder)
    own = [node for node in children if not isinstance(node, hp_entry) and not _is_comment(node)]
    listed = own[-1] if own and isinstance(own[-1], nodes.bullet_list) else None
    starts = [_line_of(item) for item in listed.children] if listed else []
    items = [
        _item([line for line in lines if start <= _line(line) < end])
        for start, end in zip(starts, [*starts[1:], _LAST], strict=False)
    ]
    summary = [line for line in lines if _line(line) < min(starts, default=_LAST)]
    private = {
        name.strip().replace("-", "_")
        for name in typed.options.get(Text("private"), "").strip("[]").split(",")
    }
    return Body(
        [
            node
            for node in children
            if node not in own or ("highlights" if node is listed else "summary") not in private
        ],
        _text(summary),
        tuple(item for item in items if item is not None),
    )


_LAST = 10**9
"""A line behind all others."""


def _is_comment(node: Node) -> bool:
    if isinstance(node, nodes.raw):
        return not without_comments(Text(node.astext())).strip()
    return isinstance(node, nodes.comment)


def _own_lines(body: list[Text], holder: Element) -> list[Text]:
    """Return the lines of *body* that stand before the first entry that nests in it, but for comments."""
    first = min((_line_of(node) for node in holder.children if isinstance(node, hp_entry)), default=_LAST)
    comments = {
        (comment.line or 0) + number
        for comment in holder.findall(nodes.comment)
        for number in range(len(comment.rawsource.splitlines()))
    }
    return [line for line in body if _line(line) < first and _line(line) not in comments]


def _line_of(node: Node) -> int:
    """Return the line on which *node* begins: docutils gives a node without one its own place."""
    return min((inner.line for inner in node.findall(nodes.Element) if inner.line), default=_LAST)


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
    words = without_comments(Text(dedent("\n".join(lines)))).strip()
    return Text(words, next(line.position for line in lines if line.strip())) if words else None
