"""Pages as PDFs, through Typst: what is imported here is imported in builds that make none, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def connect(app: Sphinx) -> None:
    """Hook into the build: the builder, the making of PDFs, the links to them."""
    from sphinx_homepage.pdf import builder, links

    app.add_builder(builder.PdfBuilder)
    app.connect("env-get-outdated", _read_private_anew)
    # Behind all that changes pages, and what numbers figures, which comes later than "env-updated".
    app.connect("env-get-updated", _make_pdfs, priority=900)
    links.connect(app)


def _make_pdfs(app: Sphinx, env: BuildEnvironment) -> list[str]:
    from sphinx_homepage.pdf.pages import make_pdfs

    return make_pdfs(app, env)


def _read_private_anew(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Return the pages of PDFs where private fields were asked for, or not, by another build's tags."""
    from sphinx_homepage.domain import domain_of

    if not app.config.homepage_pdf:
        return []
    from sphinx_homepage.pdf.settings import PRIVATE_TAG, pages_of

    digests: dict[str, str] = domain_of(env).data["digests"]
    now = str(PRIVATE_TAG in app.tags)
    before, digests["private"] = digests.get("private", "False"), now
    return sorted(pages_of(app.config) & env.found_docs) if before != now else []
