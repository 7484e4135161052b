"""All that is done for pydata-sphinx-theme alone: how its pages are laid out, and what they load.

On other themes, those that are made from it too, nothing of this happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

THEME = "pydata_sphinx_theme"


def connect(app: Sphinx) -> None:
    """Hook into the writing of HTML, where the theme is this one."""
    app.connect("config-inited", _connect_to_theme, priority=900)


def _connect_to_theme(app: Sphinx, _config: object) -> None:
    if app.config.html_theme != THEME:
        return
    from sphinx_homepage.html.pydata import layout, weight

    layout.connect(app)
    weight.connect(app)
