"""Our labels in the site's language, and how the language writes dates."""

from pathlib import Path

from sphinx.locale import get_translation

CATALOGUE = "sphinx_homepage"
"""The name of the message catalogue."""

LOCALE_DIR = Path(__file__).parent
"""The folder of the catalogues: ``<language>/LC_MESSAGES/sphinx_homepage.mo``."""

label = get_translation(CATALOGUE)
"""Return an English message in the site's language."""


def labelled(text: str) -> str:
    """Return a label as it stands before what it labels: with the colon that the language uses."""
    return label("{label}:").replace("{label}", text)
