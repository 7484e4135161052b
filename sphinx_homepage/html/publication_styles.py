"""The style sheet of publications: ours, and the colours of venues from the person's file.

They are rules, and not styles in the page, which a site may forbid.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_homepage.config import files_of
from sphinx_homepage.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

STYLE_SHEET: Final = "sphinx-homepage-publications.css"
_RULES: Final = Path(__file__).parent / "styles" / STYLE_SHEET


def style_sheet(env: BuildEnvironment) -> str:
    """Return the rules, with one for each colour of a venue."""
    rules = _RULES.read_text("utf-8")
    if not files_of(env.config, "homepage_venues"):
        return rules
    found = {venue.color for venue in domain_of(env).files.bibliography.venues.venues if venue.color}
    return rules + "".join(
        f'[data-badge="{color.value[1:]}"] {{ --hp-badge: {color.value}; --hp-badge-ink: {color.ink}; }}\n'
        for color in sorted(found)
    )


def write_style_sheet(app: Sphinx, builder: Builder) -> None:
    """Write the style sheet, before Sphinx looks at it for the checksum in links to it."""
    if builder.format != "html" or builder.name == "epub":
        return
    file = Path(builder.outdir, "_static", STYLE_SHEET)
    sources = hashlib.sha256(_RULES.read_bytes())
    for name in files_of(app.config, "homepage_venues"):
        with suppress(OSError):  # Reported when it is read.
            sources.update(Path(app.srcdir, name).read_bytes())
    mark = f"/* {sources.hexdigest()[:16]} */\n"
    # A build that has nothing to do reads no colours.
    if not file.is_file() or not file.read_text("utf-8").endswith(mark):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(style_sheet(app.env) + mark, "utf-8")
