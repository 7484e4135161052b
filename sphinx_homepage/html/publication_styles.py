"""The style sheet of publications: ours, and the colours of venues from the person's file.

They are rules, and not styles in the page, which a site may forbid.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_homepage.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

STYLE_SHEET: Final = "sphinx-homepage-publications.css"
_RULES: Final = Path(__file__).parent / "styles" / STYLE_SHEET


def style_sheet(env: BuildEnvironment) -> str:
    """Return the rules, with one for each colour of a venue."""
    found = {venue.color for venue in domain_of(env).bibliography.venues.venues if venue.color}
    colors = "".join(
        f'[data-badge="{color.value[1:]}"] {{ --hp-badge: {color.value}; --hp-badge-ink: {color.ink}; }}\n'
        for color in sorted(found)
    )
    return _RULES.read_text("utf-8") + colors


def write_style_sheet(app: Sphinx, builder: Builder) -> None:
    """Write the style sheet, before Sphinx looks at it for the checksum in links to it."""
    if builder.format == "html" and builder.name != "epub":
        file = Path(builder.outdir, "_static", STYLE_SHEET)
        file.parent.mkdir(parents=True, exist_ok=True)
        css = style_sheet(app.env)
        if not file.is_file() or file.read_text("utf-8") != css:
            file.write_text(css, "utf-8")
