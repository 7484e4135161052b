"""What several formats want to know of a publication, as plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.model.dates import Date, Range
from sphinx_homepage.model.publications.plain import plain

if TYPE_CHECKING:
    from sphinx_homepage.model.publications.names import Names
    from sphinx_homepage.model.publications.publication import Publication

_LANGUAGES: Final = {
    "english": "en",
    "american": "en-US",
    "usenglish": "en-US",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "german": "de",
    "ngerman": "de",
    "austrian": "de-AT",
    "naustrian": "de-AT",
    "swissgerman": "de-CH",
    "french": "fr",
    "francais": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "brazilian": "pt-BR",
    "brazil": "pt-BR",
    "dutch": "nl",
    "russian": "ru",
    "ukrainian": "uk",
    "polish": "pl",
    "czech": "cs",
    "danish": "da",
    "swedish": "sv",
    "norwegian": "no",
    "finnish": "fi",
    "greek": "el",
    "latin": "la",
    "turkish": "tr",
    "hungarian": "hu",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "arabic": "ar",
    "hebrew": "he",
    "hindi": "hi",
    "catalan": "ca",
    "persian": "fa",
}
"""Babel's and biblatex's names of languages, as BCP 47 has them."""
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DASHES: Final = re.compile(r"\s*[-‐‑‒–—]+\s*")


def words(publication: Publication, *names: str) -> str:
    """Return the first of some fields that the publication has, as plain text; else nothing."""
    text = next((publication.fields[name] for name in names if name in publication.fields), "")
    return plain(text)


def title(publication: Publication) -> str:
    """Return the title with the subtitle."""
    return plain(publication.title)


def creators(publication: Publication) -> Names:
    """Return the authors; of what has editors only, these."""
    return publication.authors if publication.authors.people else publication.editors


def date(publication: Publication) -> tuple[int, ...]:
    """Return the year, or the year and the month, or these and the day; of a range its start."""
    first = next((when for when in publication.when if isinstance(when, (Date, Range))), None)
    found = (first.start or first.end) if isinstance(first, Range) else first
    if not isinstance(found, Date):
        return ()
    return tuple(part for part in (found.year, found.month, found.day) if part is not None)


def pages(publication: Publication) -> tuple[str, str]:
    """Return the first and the last page, as far as they are given."""
    ranges = words(publication, "pages").split(",")
    first, *rest = _DASHES.split(ranges[0].strip(), maxsplit=1)
    last = _DASHES.split(ranges[-1].strip())[-1] if len(ranges) > 1 else "".join(rest)
    return first, last.rstrip("+")


def language(publication: Publication) -> str:
    """Return the language of the work as BCP 47 has it, if the publication says a known one."""
    return _tag(words(publication, "language", "langid"))


def title_language(publication: Publication) -> str:
    """Return the language of the title as BCP 47 has it, if the entry says a known one: its ``langid``."""
    return _tag(words(publication, "langid"))


def _tag(names: str) -> str:
    name = names.partition(",")[0].strip().removeprefix("lang")
    return _LANGUAGES.get(name.lower()) or (name if _TAG.fullmatch(name) and len(name) != 4 else "")
