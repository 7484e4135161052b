"""Files beside the pages: what other programs read of the record, and how pages offer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def connect(app: Sphinx) -> None:
    """Hook into the build: the making of files, the links to them."""
    from sphinx_homepage.downloads import links, qr

    links.connect(app)
    qr.connect(app)
    # Behind all that changes pages, and before one is written: a page says of a file how large it is.
    app.connect("env-updated", _make_files, priority=890)


def _make_files(app: Sphinx, env: BuildEnvironment) -> list[str]:
    from sphinx_homepage.downloads.files import make_files

    return make_files(app, env)
