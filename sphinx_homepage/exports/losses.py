"""What a format cannot hold of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Position


class Loss(NamedTuple):
    """One value that nobody gets back from an export."""

    place: str
    """What holds it: ``projects[0].image``."""
    message: str
    """One sentence that begins in lower case, names the value, and says what becomes of it."""
    position: Position | None = None
    """Where it was typed."""
