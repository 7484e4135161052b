"""A directive for the kinds of sources that can be imported, made from the table in the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tables import Generated, table

from sphinx_homepage import importing
from sphinx_homepage.importing import records

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class ImportSources(Generated):
    """``{import-sources}``: what can be imported."""

    sources = (importing, records)

    def markdown(self) -> str:
        """Return the table."""
        return table(("Source", "What it is"), ((row.name, row.meaning) for row in importing.SOURCES))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("import-sources", ImportSources)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
