"""Tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_homepage.pdf.source import array, call
from sphinx_homepage.pdf.writer.blocks import BlockWriter
from sphinx_homepage.pdf.writer.core import elements

if TYPE_CHECKING:
    from docutils.nodes import Element


class TableWriter(BlockWriter):
    """Writes tables, as rows of cells."""

    def _block_table(self, node: Element) -> str:
        group = next((child for child in node.children if isinstance(child, nodes.tgroup)), None)
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        caption = self.inline(title.children) if title is not None else ""
        written = self.line(self.place(node), self.anchors(node))
        if caption:
            written += self.line(self.place(title), call("para", call("strong-of", caption)))
        if group is None:
            return written
        head = [row for part in group.children if isinstance(part, nodes.thead) for row in elements(part)]
        body = [row for part in group.children if isinstance(part, nodes.tbody) for row in elements(part)]
        columns = int(group.get("cols") or 0) or max((len(row.children) for row in head + body), default=1)
        rows = array(self._row(row) for row in [*head, *body])
        if not head + body:
            return written
        table = f"#table-of(columns: {columns}, header: {len(head)}, rows: {rows});"
        return written + self.line(self.place(node), table)

    def _row(self, row: Element) -> str:
        return array(self._cell(cell) for cell in elements(row))

    def _cell(self, cell: Element) -> str:
        spans = [
            f"{name}: {cell[key] + 1}"
            for name, key in (("colspan", "morecols"), ("rowspan", "morerows"))
            if cell.get(key)
        ]
        inner = f"[{self.places.mark(self.place(cell))}{self.tight(cell.children)}]"
        return f"table.cell({', '.join(spans)}){inner}" if spans else inner
