"""Comments stay with their author: none reaches the output, or the doctrees that people publish by mistake."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

# What a browser takes for a comment: one that is never closed runs to the end, and "<?...>" is one too.
# https://html.spec.whatwg.org/multipage/parsing.html#comment-start-state
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<\?.*?(?:>|\Z)", re.DOTALL)


class StripComments(SphinxTransform):
    """Takes HTML comments out of raw HTML, and Markdown's and reStructuredText's own comments out of the page."""

    default_priority = 10

    def apply(self, **kwargs: Any) -> None:
        """Run before anything else looks at the page."""
        for comment in [*self.document.findall(nodes.comment)]:
            comment.parent.remove(comment)
        for raw in [*self.document.findall(nodes.raw)]:
            if "html" not in raw.get("format", "").split():
                continue
            html = raw.astext()
            kept = _COMMENT.sub("", html)
            if kept == html:
                continue
            parent = raw.parent
            if kept.strip():
                parent.replace(raw, nodes.raw(kept, kept, **raw.attributes))
                continue
            parent.remove(raw)
            if isinstance(parent, nodes.paragraph) and not parent.astext().strip() and not parent.children:
                parent.parent.remove(parent)
