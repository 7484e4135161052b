"""How a block of entries looks: the values of the option ``style``.

A style is a class of the block and rules of the style sheet; the nodes are the same in all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_homepage.model.sections import Section

ENTRY_STYLES = {
    "list": "One below the other, the dates in a column of their own. This is how entries look by default.",
    "cards": "Boxes side by side, as many as fit, each with its picture on top.",
    "timeline": "Along a line, with a dot for each entry.",
    "compact": "Close together, the dates at the end of the line: for much in little space.",
}
CONTACT_STYLES = {
    "list": "Each way to reach the person with its words. This is how a contact looks by default.",
    "icons": "Links as icons alone; their names are read aloud and shown by the pointer.",
}

_STYLES: dict[str, Mapping[str, str]] = {"card": {}, "address": CONTACT_STYLES}
"""The styles of the layouts that have others than entries."""


def styles_of(section: Section) -> Mapping[str, str]:
    """Return the values of ``style`` in the directive of *section*, each with what it does."""
    return _STYLES.get(section.layout, ENTRY_STYLES)


SHOWS = {
    "profile": {
        "summary": "The summary alone, for a page whose title says the name and whose subtitle the headline."
    },
    "projects": {
        "stars": "The stars of its `repository` on GitHub, as `sphinx-homepage sync github` has found them."
    },
}
"""What the option ``show`` takes in the directive of a section, each with what it does."""


def shows_of(section: Section) -> Mapping[str, str]:
    """Return the values of ``show`` in the directive of *section*: none where it has no such option."""
    return SHOWS.get(section.name, {})
