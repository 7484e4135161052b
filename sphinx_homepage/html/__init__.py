"""What is done for HTML alone: the page's context, the style sheet, the math, the addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def connect(app: Sphinx) -> None:
    """Hook into the writing of HTML."""
    from sphinx_homepage.html import (
        card,
        favicon,
        home_page,
        images,
        math,
        metadata,
        page,
        paper_files,
        papers,
        person,
        publication_styles,
        pydata,
        themes,
    )  # Here: nodes needs the icons of this package, and pages the nodes.

    math.connect(app)
    images.connect(app)
    app.connect("doctree-read", person.note_person)
    app.connect("env-updated", person.update_person)
    app.connect("env-updated", home_page.update_home_page)
    app.connect("write-started", favicon.write_icon)
    app.connect("write-started", card.write_card)
    # Before the themes' own hooks.
    app.connect("html-page-context", person.name_site, priority=400)
    themes.connect(app)
    pydata.connect(app)
    app.connect("builder-inited", page.add_static_files)
    app.connect("write-started", publication_styles.write_style_sheet)
    app.connect("html-page-context", page.link_static_files)
    app.connect("html-page-context", page.set_canonical_url)
    # After every extension has said what it wants in the head, and before our own theme looks at it.
    app.connect("html-page-context", metadata.add_metadata, priority=880)
    # After the theme, which looks at the templates and adds to the context.
    app.connect("builder-inited", page.wrap_templates, priority=900)
    app.connect("html-page-context", page.write_addresses, priority=900)
    app.connect("html-collect-pages", papers.collect_papers)
    app.connect("build-finished", paper_files.publish)
    app.connect("build-finished", page.clean_search_index)
