"""Comments stay with their author: none reaches the output, nor the doctrees that people publish too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from docutils.nodes import Element

# What a browser takes for a comment: one that is never closed runs to the end, and "<?...>" is one too.
# https://html.spec.whatwg.org/multipage/parsing.html#comment-start-state
_COMMENT = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z)) | <\?.*?(?:>|\Z) | <!(?!--|\[CDATA\[|doctype)[^>]*(?:>|\Z)",
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)


class StripComments(SphinxTransform):
    """Takes comments out of the page: HTML's, Markdown's and reStructuredText's."""

    default_priority = 10

    def apply(self, **_: Any) -> None:
        """Run before anything else looks at the page."""
        for comment in [*self.document.findall(nodes.comment)]:
            _forget(comment.rawsource, comment.parent)
            comment.parent.remove(comment)
        for raw in [*self.document.findall(nodes.raw)]:
            if "html" not in raw.get("format", "").split():
                continue
            html = raw.astext()
            kept = _COMMENT.sub("", html)
            if kept == html:
                continue
            parent = raw.parent
            for comment in _COMMENT.findall(html):
                _forget(comment, parent)
            if kept.strip():
                parent.replace(raw, nodes.raw(kept, kept, **raw.attributes))
                continue
            parent.remove(raw)
            if isinstance(parent, nodes.paragraph) and not parent.astext().strip() and not parent.children:
                parent.parent.remove(parent)


def _forget(comment: str, node: Element | None) -> None:
    """Take *comment* out of the source that *node* and what it stands in keep for translators."""
    while node is not None:
        node.rawsource = node.rawsource.replace(comment, "") if isinstance(node, nodes.TextElement) else ""
        node = node.parent
