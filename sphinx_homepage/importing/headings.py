"""Headings of pages that an import writes, in the language of what was imported."""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING

from sphinx_homepage.locale import CATALOGUE, LOCALE_DIR
from sphinx_homepage.model.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable


def headings(language: str) -> Callable[[str], str]:
    """Return what gives a label of ours in a language: English where there is no catalogue for it."""
    parts = re.split(r"[-_]", language)
    names = ["_".join([parts[0].lower(), *parts[1:]]), parts[0].lower()]
    return gettext.translation(CATALOGUE, LOCALE_DIR, languages=names, fallback=True).gettext


def heading_of(section: str, language: str) -> str:
    """Return the heading above a section."""
    return headings(language)(SECTIONS[section].label)
