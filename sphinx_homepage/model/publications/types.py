"""The table of types: what BibTeX and others call a kind of work, and what it is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Type:
    """A row of the table. The rows stand in the order of a CV."""

    name: str
    """The name after the ``@``, and in a data file's ``type``."""
    title: str
    """What a group of such works is called, an English message id."""
    singular: str
    """What one of them is called, an English message id."""
    schema_org: str
    """Its type at https://schema.org."""
    coins_genre: str
    """Its genre in a COinS span: one of OpenURL's formats for journals, books, dissertations and patents,
    or else a word of Dublin Core."""
    csl: str
    """Its type in the Citation Style Language, as CSL-JSON has it."""
    aliases: tuple[str, ...] = ()
    """Other names of it, and finer ones."""


_BOOK = ("Book", "book")

TYPES: Final[dict[str, Type]] = {
    row.name: row
    for row in (
        Type(
            "article",
            "Journal articles",
            "Journal article",
            "ScholarlyArticle",
            "article",
            "article-journal",
            ("suppperiodical", "review", "journal", "journalarticle", "magazine", "newspaper"),
        ),
        Type(
            "inproceedings",
            "Conference papers",
            "Conference paper",
            "ScholarlyArticle",
            "proceeding",
            "paper-conference",
            ("conference", "workshop", "conferencepaper"),
        ),
        Type("book", "Books", "Book", *_BOOK, "book", ("mvbook", "booklet", "monograph")),
        Type(
            "incollection",
            "Book chapters",
            "Book chapter",
            "Chapter",
            "bookitem",
            "chapter",
            ("inbook", "bookinbook", "suppbook", "suppcollection", "inreference", "chapter", "bookchapter"),
        ),
        Type(
            "collection",
            "Edited volumes",
            "Edited volume",
            *_BOOK,
            "book",
            (
                *("mvcollection", "proceedings", "mvproceedings", "reference", "mvreference"),
                *("periodical", "editedvolume", "specialissue"),
            ),
        ),
        Type(
            "thesis",
            "Theses",
            "Thesis",
            "Thesis",
            "dissertation",
            "thesis",
            (
                *("phdthesis", "mastersthesis", "masterthesis", "bachelorsthesis", "bachelorthesis"),
                *("dissertation", "habilthesis", "habilitation", "diplomathesis"),
            ),
        ),
        Type("preprint", "Preprints", "Preprint", "ScholarlyArticle", "preprint", "article", ("eprint",)),
        Type(
            "report",
            "Reports",
            "Report",
            "Report",
            "report",
            "report",
            ("techreport", "technicalreport", "manual", "standard", "whitepaper", "workingpaper"),
        ),
        Type(
            "unpublished",
            "Manuscripts",
            "Manuscript",
            "ScholarlyArticle",
            "unknown",
            "manuscript",
            ("manuscript", "draft"),
        ),
        Type(
            "software",
            "Software",
            "Software",
            "SoftwareSourceCode",
            "software",
            "software",
            ("code", "softwareversion", "softwaremodule", "codefragment", "program"),
        ),
        Type("dataset", "Datasets", "Dataset", "Dataset", "dataset", "dataset", ("data",)),
        Type("patent", "Patents", "Patent", "CreativeWork", "patent", "patent"),
        Type(
            "talk",
            "Talks",
            "Talk",
            "CreativeWork",
            "presentation",
            "speech",
            ("presentation", "lecture", "poster", "slides", "keynote", "unpublishedtalk"),
        ),
        Type(
            "online",
            "Web pages",
            "Web page",
            "WebPage",
            "webpage",
            "webpage",
            ("electronic", "www", "webpage", "blog", "blogpost"),
        ),
        Type(
            "misc",
            "Other",
            "Other",
            "CreativeWork",
            "unknown",
            "document",
            (
                *("other", "set", "artwork", "audio", "bibnote", "commentary", "image", "jurisdiction"),
                *("legislation", "legal", "letter", "movie", "music", "performance", "video"),
                *("customa", "customb", "customc", "customd", "custome", "customf"),
            ),
        ),
    )
}
"""By name, in the order of a CV."""

OTHER: Final = TYPES["misc"]
"""What stands for a type that the table lacks."""

ORDER: Final[dict[str, int]] = {name: number for number, name in enumerate(TYPES)}
"""The place of each type in a CV."""

_BY_NAME: Final[dict[str, str]] = {
    name: row.name for row in TYPES.values() for name in (row.name, *row.aliases)
}

WORDS: Final[dict[str, str]] = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "masterthesis": "Master’s thesis",
    "mathesis": "Master’s thesis",
    "bachelorsthesis": "Bachelor’s thesis",
    "bachelorthesis": "Bachelor’s thesis",
    "bathesis": "Bachelor’s thesis",
    "diplomathesis": "Diploma thesis",
    "habilthesis": "Habilitation",
    "habilitation": "Habilitation",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "technicalreport": "Technical report",
    "resreport": "Research report",
    "workingpaper": "Working paper",
    "whitepaper": "White paper",
    "manual": "Manual",
    "standard": "Standard",
    "software": "Software",
    "patent": "Patent",
    "patentus": "US patent",
    "patenteu": "European patent",
    "patentde": "German patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "poster": "Poster",
    "keynote": "Keynote",
}
"""What an entry's type, or biblatex's key in its field ``type``, is called in print: English message ids."""

_TOLD: Final = frozenset({"preprint", "thesis", "report", "unpublished", "software", "dataset", "patent"})
"""The types that are said in print: no journal and no book tells what such a work is."""


def canonical(typed: str) -> str:
    """Return the table's name of a type: ``thesis`` for ``phdthesis``; of an unknown one, what was typed.

    Args:
        typed: The type, in any case; ``-``, ``_`` and spaces make no difference.
    """
    name = typed.lower()
    found = _BY_NAME.get(name)
    if found is None:
        compact = "".join(char for char in name if char not in "-_ ")
        found = _BY_NAME.get(compact) or _BY_NAME.get(compact.removesuffix("s"))
    return found or name


def words_of(name: str) -> str:
    """Return what a work is called in print, an English message id; nothing if that need not be said.

    Args:
        name: A type, as typed or the table's, or biblatex's key for one, in lower case.
    """
    return WORDS.get(name) or (TYPES[name].singular if name in _TOLD else "")


def type_of(name: str) -> Type:
    """Return the row of a canonical name; what the table lacks is among the others."""
    return TYPES.get(name, OTHER)
