"""What is done for HTML alone: the page's context, the style sheet, the math, the addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.html import math, page

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def connect(app: Sphinx) -> None:
    """Hook into the writing of HTML."""
    math.connect(app)
    app.connect("builder-inited", page.add_style_sheet)
    app.connect("html-page-context", page.link_style_sheet)
    app.connect("html-page-context", page.set_canonical_url)
    # After the theme, which adds icon links of its own.
    app.connect("html-page-context", page.cloak_addresses, priority=900)
