"""Our labels in the site's language, and how the language writes dates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from collections.abc import Callable

CATALOGUE = "sphinx_homepage"
"""The name of the message catalogue."""

LOCALE_DIR = Path(__file__).parent
"""The folder of the catalogues: ``<language>/LC_MESSAGES/sphinx_homepage.mo``."""

label = get_translation(CATALOGUE)
"""Return an English message in the site's language."""


def labelled(text: str) -> str:
    """Return a label as it stands before what it labels: with the colon that the language uses."""
    return label("{label}:").replace("{label}", text)


def comma(label: Callable[[str], str] = label) -> str:
    """Return what stands between the items of a list: a sign, and a space where the language has one.

    Args:
        label: Returns an English message in a language; by default in the site's.
    """
    return label("{first}, {second}").removeprefix("{first}").removesuffix("{second}")
