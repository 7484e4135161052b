"""The icon in a browser's tab: the first letter of the site's name, where the person has none.

Where there is none at all, browsers ask for one and find an error.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from sphinx_homepage.build_notes import write_file
from sphinx_homepage.html.person import site_name
from sphinx_homepage.html.theme_options import Look

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

ICON: Final = "sphinx-homepage-icon.svg"
_COLOR: Final = "#0a58a8"
_LETTER: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
    'fill="{color}"/><text x="16" y="16" fill="#fff" font-family="system-ui, sans-serif" font-size="19" '
    'font-weight="600" text-anchor="middle" dominant-baseline="central">{letter}</text></svg>\n'
)


def site_color(app: Sphinx) -> str:
    """Return the colour of the site: that of our own theme's links, else one that suits any theme."""
    from sphinx_homepage.html.themes import is_ours  # Here: it needs the pages, and they their heads.

    if is_ours(app.builder):
        builder: Any = app.builder
        return Look.of(builder.theme_options)[0].accent
    return _COLOR


def icon_link(app: Sphinx, context: dict[str, Any]) -> str:
    """Return the link to the icon for a page; nothing where there is another icon."""
    if _has_favicon(app):
        return ""
    url = context["pathto"](f"_static/{ICON}", 1)
    return f'<link rel="icon" type="image/svg+xml" href="{escape(url)}?v={crc32(_svg(app).encode()):08x}">'


def _has_favicon(app: Sphinx) -> bool:
    config = app.config
    if config.html_favicon or config.html_theme_options.get("favicons") or "sphinx_favicon" in app.extensions:
        return True
    return any(
        Path(app.srcdir, path, "favicon.ico").is_file() or Path(path).name == "favicon.ico"
        for path in config.html_extra_path
    )


def _svg(app: Sphinx) -> str:
    letter = next((sign for sign in site_name(app.env) if sign.isalnum()), "")
    return _LETTER.format(letter=escape(letter.upper()), color=site_color(app))


def write_icon(app: Sphinx, builder: Builder) -> None:
    """Write the icon of the site."""
    from sphinx_homepage.html.metadata import is_site_of_person

    if not is_site_of_person(app) or _has_favicon(app):
        return
    write_file(Path(builder.outdir, "_static", ICON), _svg(app).encode())
