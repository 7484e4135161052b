"""The card as a QR code beside the contact on a page: a drawing, with neither style nor script in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_homepage.application import app_of
from sphinx_homepage.domain import domain_of

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

QR = "qr"
"""What a page that shows the card as a QR code is said to offer."""
_WIDTH = 180
"""How wide the code is drawn, in CSS pixels: some 4 cm on a phone, which another phone reads."""
_QUIET = 4
"""How many modules of white stand around it (ISO/IEC 18004)."""


class hp_qr(nodes.container):  # noqa: N801 - docutils names nodes so
    """A QR code; a builder that draws none has the contact beside it in words."""


def visit_qr(self: HTML5Translator, node: Element) -> None:
    """Write the drawing."""
    size, path, title = node["size"], node["path"], escape(node["title"])
    self.body.append(
        f'<svg class="hp-qr" role="img" aria-label="{title}" width="{_WIDTH}" height="{_WIDTH}" '
        f'viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>\n'
    )
    raise nodes.SkipNode


def connect(app: Sphinx) -> None:
    """Add the node, and what becomes of it."""
    app.add_node(hp_qr, html=(visit_qr, None))
    app.add_post_transform(DrawQr)


class DrawQr(SphinxPostTransform):
    """Draws the codes where a web page shows them, and takes them out elsewhere."""

    default_priority = 885

    def run(self, **_: Any) -> None:
        """Run for every builder."""
        found = [*self.document.findall(hp_qr)]
        if not found:
            return
        builder = app_of(self.env).builder
        card = domain_of(self.env).qr if builder.format == "html" and builder.name != "epub" else ""
        for node in found:
            if card:
                node["size"], node["path"] = drawn(card)
                node["title"] = _title(card)
            else:
                assert node.parent is not None
                node.parent.remove(node)


def _title(card: str) -> str:
    name = next(line for line in card.replace("\r\n ", "").splitlines() if line.startswith("FN"))
    return f"vCard: {name.partition(':')[2]}".replace("\\", "")


def drawn(text: str) -> tuple[int, str]:
    """Return how many modules a QR code of *text* is wide, and the dark ones as the path of a pen."""
    import segno  # Late: few pages show one.

    code = segno.make_qr(text, error="l", boost_error=True)
    rows = [bytes(row) for row in code.matrix_iter(border=_QUIET)]
    pieces = []
    for number, row in enumerate(rows):
        at = 0
        while (at := row.find(1, at)) >= 0:
            end = row.find(0, at)  # There is white at the end of each row.
            pieces.append(f"M{at} {number}.5h{end - at}")
            at = end
    return len(rows), "".join(pieces)
