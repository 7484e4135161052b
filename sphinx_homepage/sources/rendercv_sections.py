"""The sections of a RenderCV file: what their titles and their entries are in our own table.

Its titles are free text, and its entries are of nine kinds that are told apart by their fields.
The words of a title and the kind of an entry choose the section here:

- A title that a pattern of :data:`TITLES` finds is that section's, if it takes such an entry.
- Else an entry with a ``company``, an ``institution`` or ``authors`` is one of ``experience``, ``education``
  or ``publications``, and any other goes to ``entries``; the title is its ``kind``.
- Texts and bullets are entries of a section that prints lines. In others, and under an unknown title, they
  are the text and the bullets of one entry in ``entries``: a paragraph is no heading.
- Two titles of one section become the ``kind`` of their entries.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Text
from sphinx_homepage.sources.foreign import HEAD, is_empty

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Tree
    from sphinx_homepage.sources.foreign import Names


class EntryType(NamedTuple):
    """One of RenderCV's kinds of entries."""

    signs: frozenset[str]
    """An entry is of this kind if it has one of these fields."""
    names: Names
    """What its fields are called here, in any section; several are tried in order."""
    home: str = "entries"
    """Our section for it, where the title says nothing."""
    takes: frozenset[str] | None = None
    """Our sections that take such an entry; all, if this is not given."""


LINES: Final = frozenset({"bullet", "number", "reversed_number"})

TYPES: Final = {
    "one line": EntryType(frozenset({"label", "details"}), {"label": HEAD, "details": "summary"}),
    "normal": EntryType(frozenset({"name"}), {"name": HEAD}),
    "experience": EntryType(
        frozenset({"company", "position"}),
        {
            "company": "organization institution issuer awarder funder event outlet office",
            "position": f"position degree {HEAD}",
        },
        "experience",
        frozenset(SECTIONS) - {"skills", "interests", "languages", "publications", "news", "entries"},
    ),
    "education": EntryType(
        frozenset({"institution", "area", "degree"}),
        {},
        "education",
        frozenset({"education", "teaching", "certificates"}),
    ),
    "publication": EntryType(
        frozenset({"title", "authors", "doi", "journal"}),
        {"authors": "author"},
        "publications",
        frozenset({"publications", "talks", "patents"}),
    ),
    "line": EntryType(LINES, dict.fromkeys(LINES, HEAD)),
}
"""RenderCV's kinds of entries, in the order in which it tells them apart."""

SECTION_NAMES: Final[dict[tuple[str, str], Names]] = {
    ("skills", "one line"): {"details": "keywords"},
    ("interests", "one line"): {"details": "keywords"},
    ("languages", "one line"): {"details": "fluency"},
    ("news", "line"): dict.fromkeys(LINES, "summary"),
    ("news", "normal"): {"name": "summary"},
    ("news", "one line"): {"label": "summary", "details": "note"},
    ("projects", "experience"): {"company": "name", "position": "role"},
    ("advising", "experience"): {"company": "name", "position": "role"},
    ("teaching", "education"): {"institution": "organization", "area": "course", "degree": "role"},
    ("certificates", "education"): {"institution": "issuer", "area": "name", "degree": "note"},
    ("talks", "publication"): {"authors": "authors", "journal": "event"},
    ("patents", "publication"): {"authors": "inventors", "journal": "office"},
}
"""Where a section of ours calls the fields of a kind of entry otherwise."""

TITLES: Final = tuple(
    (section, re.compile(rf"\b(?:{words})\b"))
    for section, words in (
        ("languages", r"(?:spoken|foreign) languages?|languages? (?:skills?|proficiency)"),
        ("publications", r"publications?|papers?|preprints?|articles|books?|manuscripts|proceedings"),
        ("patents", r"patents?"),
        ("talks", r"talks?|presentations?|keynotes?|posters?|speaking|invited lectures?"),
        ("teaching", r"teaching|taught"),
        ("advising", r"advising|advisees|supervision|mentoring|mentorship"),
        ("volunteering", r"volunteer(?:ing|s)?"),
        ("memberships", r"memberships?|affiliations?|societies"),
        ("service", r"(?<!military )services?|reviewing|peer reviews?"),
        ("grants", r"grants?|funding"),
        ("certificates", r"certificat(?:es?|ions?)|licen[sc]es?"),
        ("awards", r"awards?|honou?rs?|prizes?|scholarships?|fellowships?|distinctions"),
        ("press", r"press|media coverage|in the media"),
        ("references", r"references?|referees?"),
        ("news", r"news"),
        ("people", r"people|(?:group|team) members"),
        ("projects", r"projects?|open.source"),
        ("skills", r"skills?|technolog(?:y|ies)|programming|competenc(?:es|ies)|expertise|tools"),
        ("languages", r"languages?"),
        ("interests", r"interests?|hobby|hobbies"),
        ("education", r"education|academic background|degrees?|studies"),
        ("experience", r"experiences?|employment|work|career|appointments?|positions?|internships?|jobs?"),
        ("entries", r"entries"),
    )
)
"""Our sections, each with what a title of theirs holds; the first that fits counts."""

SUMMARY_TITLE: Final = re.compile(
    r"(?:(?:professional|career|executive|personal) )?"
    r"(?:summary|profile|objective|statement|about(?: me)?|bio(?:graphy)?)"
)
"""A title of the person's own summary, if only texts stand below it."""

_SMALL_WORDS: Final = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
}


class Placed(NamedTuple):
    """An entry, and where it goes."""

    section: str
    type_name: str
    is_known: bool
    """Whether the title names the section."""
    entry: Tree


def place(title: str, entry: Tree) -> Placed:
    """Choose the section of an entry below *title*."""
    keys = entry.keys() if isinstance(entry, Mapping) else LINES
    type_name = next((name for name, kind in TYPES.items() if kind.signs & keys), "normal")
    kind = TYPES[type_name]
    for section, words in TITLES:
        is_heading = SECTIONS[section].layout == "entries" and type_name == "line"
        if words.search(words_of(title)) and not is_heading and (kind.takes is None or section in kind.takes):
            return Placed(section, type_name, True, entry)
    return Placed(kind.home, type_name, False, entry)


def line_of(entry: Tree) -> Text | None:
    """Return the text of an entry that is no more than one."""
    if isinstance(entry, Mapping):
        said = [key for key, value in entry.items() if not is_empty(value)]
        if len(said) != 1 or said[0] not in LINES:
            return None
        entry = entry[said[0]]
    return entry if isinstance(entry, Text) else None


def words_of(title: str) -> str:
    """Return a title's words in lower case."""
    return " ".join(title.lower().replace("_", " ").split())


def shown_title(title: str) -> str:
    """Return the title as RenderCV prints it: a key in lower case is one with its words joined."""
    if " " in title or title != title.lower():
        return title
    words = title.replace("_", " ").split()
    return " ".join(
        word if at and word in _SMALL_WORDS else word[:1].upper() + word[1:] for at, word in enumerate(words)
    )


def kind_of(title: str, section: str) -> str | None:
    """Return the known kind of *section* that the title names: ``Invited talks`` are ``invited``."""
    words = words_of(title)
    return next((kind for kind in SECTIONS[section].kinds if re.search(rf"\b{kind}s?\b", words)), None)
