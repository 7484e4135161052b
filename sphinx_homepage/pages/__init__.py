"""Pages as a whole: their front matter, headings, comments, and drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.pages import comments, drafts, masthead, source

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def connect(app: Sphinx) -> None:
    """Hook into the reading of pages."""
    app.connect("source-read", source.prepare_source)
    app.add_transform(comments.StripComments)
    app.add_transform(masthead.AddMasthead)
    app.add_post_transform(masthead.RaiseMasthead)
    app.connect("env-get-outdated", drafts.take_back_drafts)
    app.connect("env-before-read-docs", drafts.skip_drafts, priority=400)
    app.connect("doctree-read", drafts.unlist_drafts, priority=400)
    app.connect("env-updated", drafts.forget_drafts)
