"""One organization under several spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sphinx_homepage.checks.material import Remark
from sphinx_homepage.checks.walking import plain, texts_of
from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.checks.material import Facts

_FIELDS: Final = frozenset({"organization", "institution", "awarder", "funder", "issuer", "outlet", "school"})

_IN_FULL: Final = {
    "acad": "academy",
    "assoc": "association",
    "cent": "center",
    "centre": "center",
    "co": "",
    "coll": "college",
    "corp": "",
    "corporation": "",
    "ctr": "center",
    "dept": "department",
    "engg": "engineering",
    "eng": "engineering",
    "fdn": "foundation",
    "gmbh": "",
    "inc": "",
    "incorporated": "",
    "inst": "institute",
    "intl": "international",
    "lab": "laboratory",
    "laboratories": "laboratory",
    "labs": "laboratory",
    "limited": "",
    "llc": "",
    "ltd": "",
    "natl": "national",
    "organisation": "organization",
    "res": "research",
    "sci": "science",
    "sciences": "science",
    "soc": "society",
    "tech": "technology",
    "the": "",
    "u": "university",
    "uni": "university",
    "univ": "university",
}
"""What words of organizations' names are short for; those that say only of what kind a company is, go."""


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Return what the spellings of one organization's name have in common."""
    letters = unicodedata.normalize("NFKD", plain(name).replace("&", " and ")).casefold()
    letters = "".join(char for char in letters if not unicodedata.combining(char))
    letters = re.sub(r"['’ʼ`]", "", letters)
    words = re.sub(r"[\W_]+", " ", letters).split()
    # What would leave nothing is the name itself: "The Co".
    return " ".join(filter(None, (_IN_FULL.get(word, word) for word in words))) or " ".join(words)


def mixed_names(facts: Facts) -> Iterator[Remark]:
    """Names of organizations that are spelt in two ways."""
    spellings: dict[str, dict[str, list[Text]]] = {}
    for text in _names(facts):
        words = " ".join(plain(text).split()).replace("’", "'")
        spellings.setdefault(key_of(text), {}).setdefault(words, []).append(text)
    for key, found in spellings.items():
        if not key or len(found) < 2:
            continue
        # The most used of them; of those that are used alike, the longest.
        main = max(found, key=lambda words: (len(found[words]), len(words)))
        first = found[main][0].position
        where = f" in line {first.line} of {first.path}" if first else ""
        for words, uses in found.items():
            if words != main:
                message = f'"{shown(words)}" is "{shown(main)}"{where}; write one of them everywhere'
                yield Remark(message, uses[0].position)


def _names(facts: Facts) -> Iterator[Text]:
    for entry in facts.entries():
        for field, text in texts_of(entry):
            if field in _FIELDS:
                yield text
    for publication in facts.publications:
        for field in ("school", "institution"):
            if name := publication.fields.get(field):
                yield name if name.position else Text(name, publication.position)
