"""From which side texts and languages are read."""

from __future__ import annotations

import unicodedata


def first_strong(text: str) -> str:
    """Return the side that the first letter of *text* is read from: ``ltr``, ``rtl``, nothing without one."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in {"R", "AL"}:
            return "rtl"
    return ""


def side_of(language: str) -> str:
    """Return the side that a language with this tag is read from."""
    from babel.core import Locale, UnknownLocaleError  # Late: most pages have nothing to ask.

    try:
        return str(Locale.parse(language.replace("-", "_")).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
