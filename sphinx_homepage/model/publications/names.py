"""Names of authors and editors, in the parts that BibTeX gives them."""

from __future__ import annotations

import re
from typing import NamedTuple

_HAN_OR_HANGUL = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
"""Letters in which the family stands first, and no space behind it."""


class Name(NamedTuple):
    """One author or editor. Every part is plain Unicode: no TeX, no Markdown."""

    family: str
    """The last name; of a corporation, the whole name."""
    given: str = ""
    prefix: str = ""
    """BibTeX's *von* part: ``van der``."""
    suffix: str = ""
    """BibTeX's *Jr* part."""
    is_corporate: bool = False
    """Typed in braces: an organization, a consortium, a name that must not be taken apart."""
    symbols: str = ""
    """The signs typed behind the name: ``*†``."""
    roles: tuple[str, ...] = ()
    """What annotations say of the person: ``self``, ``equal``, ``corresponding``, ``student`` ..."""
    orcid: str = ""
    """``0000-0002-1825-0097``, where an annotation or a data file gives it."""

    @property
    def full(self) -> str:
        """The name in reading order: ``Ludwig van Beethoven``, ``Martin Luther King Jr.``, ``山田太郎``."""
        if _HAN_OR_HANGUL.fullmatch(self.family) and _HAN_OR_HANGUL.fullmatch(self.given):
            return f"{self.family}{self.given}"
        return " ".join(part for part in (self.given, self.prefix, self.family, self.suffix) if part)

    @property
    def inverted(self) -> str:
        """The name as catalogues and ``citation_author`` have it: ``van Beethoven, Ludwig``."""
        family = " ".join(part for part in (self.prefix, self.family) if part)
        return ", ".join(part for part in (family, self.suffix, self.given) if part)


class Names(NamedTuple):
    """The people of one field, in order."""

    people: tuple[Name, ...] = ()
    has_others: bool = False
    """The list ends in ``and others``."""


NOBODY = Names()
"""No people: the field is not there."""
