"""Languages and their scripts: which one a name is in, as far as that can be told."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from babel.core import Locale, UnknownLocaleError, get_global

from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.rows import Languages
from sphinx_homepage.model.values import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.model.entries import Common

# What a language is called


def code_of(entry: Common, language: str) -> str:
    """Return the tag of an entry of ``languages``, by its name in the site's language or in English."""
    public = entry.published()
    if not isinstance(public, Languages) or public.language is None:
        return ""
    name = plain(str(in_language(public.language, language))).casefold()
    return _codes(language).get(name) or _codes("en").get(name) or ""


@cache
def _codes(language: str) -> dict[str, str]:
    """Return the tags of languages by what they are called in *language*."""
    try:
        names = Locale.parse(language.replace("-", "_")).languages
    except (UnknownLocaleError, ValueError):
        return {}
    return {str(name).casefold(): code.replace("_", "-") for code, name in names.items()}


# What a name is in


_SCRIPTS: Final = {
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "BENGALI": "Beng",
    "CJK": "Hani",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
    "ETHIOPIC": "Ethi",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "GUJARATI": "Gujr",
    "GURMUKHI": "Guru",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "HIRAGANA": "Hira",
    "KANNADA": "Knda",
    "KATAKANA": "Kana",
    "KHMER": "Khmr",
    "LAO": "Laoo",
    "MALAYALAM": "Mlym",
    "MONGOLIAN": "Mong",
    "MYANMAR": "Mymr",
    "SINHALA": "Sinh",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "THAI": "Thai",
    "TIBETAN": "Tibt",
}
"""What Unicode's names of letters begin with, and the script's code (ISO 15924)."""
_WRITTEN_IN: Final = {
    "Hang": ("Kore",),
    "Hani": ("Hans", "Hant", "Jpan", "Kore"),
    "Hira": ("Jpan",),
    "Kana": ("Jpan",),
}
"""The scripts of languages that are written with others in one line, by one of these."""
_OF_ONE_LANGUAGE: Final = {
    "Armn": "hy",
    "Geor": "ka",
    "Grek": "el",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Hira": "ja",
    "Kana": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thai": "th",
}
"""The scripts that one language alone has, or one that has by far the most speakers."""


def script_of(words: str) -> str:
    """Return the script of the first letter, where it is none of Latin's; nothing where it is.

    With a Chinese character first, letters that Chinese does not have say more.
    """
    scripts = [_script_of_letter(letter) for letter in words if letter.isalpha()]
    first = scripts[0] if scripts else ""
    others = (script for script in scripts if script in {"Hira", "Kana", "Hang"})
    return next(others, first) if first == "Hani" else first


def _script_of_letter(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "")


def language_of_name(words: str, known: Iterable[str], language: str) -> str:
    """Return the tag of the language that a name is in.

    It is nothing where the name is in Latin letters, or in those of the site's language: then nobody knows
    better. Where all that is known is the script, it is the tag of an undetermined language in this script.

    Args:
        words: The name.
        known: The tags of the languages that the person knows.
        language: The site's language, as Sphinx has it.
    """
    script = script_of(words)
    written_in = _WRITTEN_IN.get(script, (script,))
    if not script or _script_of_language(language) in written_in:
        return ""
    fitting = {code for code in known if _script_of_language(code) in written_in}
    if len(fitting) == 1:
        return fitting.pop()
    return _OF_ONE_LANGUAGE.get(script) or f"und-{script}"


def _script_of_language(tag: str) -> str:
    """Return the script that a language is written in as a rule, or that its tag says."""
    language, *others = tag.replace("_", "-").split("-")
    likely_ones = get_global("likely_subtags")  # ka: ka_Geor_GE
    for name in ("_".join((language, *others)), "_".join((language, *others[-1:])), language):
        likely = str(likely_ones.get(name, "")).split("_")
        if len(likely) > 1:
            return next((part for part in others if len(part) == 4), likely[1])
    return ""
