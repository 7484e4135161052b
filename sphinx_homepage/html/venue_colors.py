"""The colours of venues, from the person's file: rules, for a site may forbid styles in its pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_homepage.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

STYLE_SHEET: Final = "sphinx-homepage-venues.css"


def rules(env: BuildEnvironment) -> str:
    """Return a rule for each colour, or nothing where no venue has one."""
    found = {venue.color for venue in domain_of(env).bibliography.venues.venues if venue.color}
    return "".join(
        f'[data-badge="{color.value[1:]}"] {{ --hp-badge: {color.value}; --hp-badge-ink: {color.ink}; }}\n'
        for color in sorted(found)
    )


def write_style_sheet(app: Sphinx, builder: Builder) -> None:
    """Write the style sheet, before Sphinx looks at it for the checksum in links to it."""
    if builder.format == "html" and builder.name != "epub" and (css := rules(app.env)):
        folder = Path(builder.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / STYLE_SHEET).write_text(css, "utf-8")
