"""``{live}``: a snippet's source, and below it what the page shows for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SNIPPETS = Path(__file__).parents[1] / "snippets"


class Live(SphinxDirective):
    """Shows the file ``snippets/<argument>`` as it was typed and as it comes out."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return a box with both."""
        path = SNIPPETS / self.arguments[0]
        self.env.note_dependency(str(path))
        source = path.read_text("utf-8").rstrip()
        typed = nodes.literal_block(source, source, language="markdown", classes=["hp-docs-typed"])
        label = nodes.paragraph("", "The page shows:", classes=["hp-docs-label"])
        result = nodes.container(classes=["hp-docs-result"])
        # Included, so that a warning names the snippet's own line.
        result += self.parse_text_to_nodes(f":::{{include}} /snippets/{self.arguments[0]}\n:::\n")
        return [nodes.container("", typed, label, result, classes=["hp-docs-live"])]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("live", Live)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
