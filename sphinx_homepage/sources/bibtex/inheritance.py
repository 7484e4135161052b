"""What entries take over from others: ``crossref`` by the rules of BibTeX and biblatex, and ``xdata``.

By BibTeX's rule an entry takes every field that it lacks from the entry that its ``crossref`` names.
By biblatex's rules (its manual, "Default Inheritance Setup") the title of a book is the ``booktitle`` of what
stands in it, and the fields that identify or sort an entry are nobody else's. To these a homepage adds what
is true of one item alone, or each paper would get its volume's links: identifiers, files, abstracts.
An entry without a title of its own takes its parent's, as BibTeX has it for a chapter of a book.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, Problem, in_order
from sphinx_homepage.model.text import Position, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_homepage.sources.bibtex.reader import RawEntry

_TITLES: Final = ("title", "subtitle", "titleaddon")
_TITLES_OF_ITS_OWN: Final = frozenset({"shorttitle", "sorttitle", "indextitle", "indexsorttitle"})

_BOOKS: Final = frozenset({"book", "collection", "reference", "proceedings"})
_SERIES: Final = frozenset({"mvbook", "mvcollection", "mvreference", "mvproceedings"})
_PARTS: Final = frozenset(
    {
        "inbook",
        "bookinbook",
        "suppbook",
        "incollection",
        "suppcollection",
        "inreference",
        "inproceedings",
        "conference",
    }
)
_PARTS_OF_BOOKS: Final = frozenset({"inbook", "bookinbook", "suppbook"})
_ARTICLES: Final = frozenset({"article", "suppperiodical"})

# biblatex.def: \DeclareDataInheritance{*}{*}, and the fields that sort.
_BIBLATEX: Final = """
ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions
relatedstring relatedtype shorthand shorthandintro sortkey sortname sortyear sortshorthand
"""
# True of one item alone: its identifiers, its pages, its files, what its author says of it, how it is shown.
_ITEM: Final = """
doi eprint eprinttype eprintclass archiveprefix primaryclass arxiv hal hal_id pmid pmcid acl dblp openreview
inspirehep_id google_scholar_id mrnumber zblnumber zbl bibcode urldate verba verbb verbc
pages page eid pagetotal chapter
file pdf html website supp suppl appendix blog code data dataset demo slides poster video talk paper fulltext
preview teaser thumbnail image
abstract annote annotation additional_info award award_name honor
selected bibtex_show altmetric dimensions preprint_of timestamp date-added date-modified
"""
_NOT_TAKEN: Final = frozenset((_BIBLATEX + _ITEM).split())
_ITEM_NAME: Final = re.compile(r"_|bdsk-|\w*(?:url|link)s?\Z")

_ALIASES: Final = (
    frozenset({"journal", "journaltitle"}),
    frozenset({"address", "location"}),
    frozenset({"school", "institution"}),
)
_ALIAS: Final = {name: next(iter(group - {name})) for group in _ALIASES for name in group}

# A field that is taken over costs work further on; a small hostile file could make it a billion times.
_MAX_COST: Final = 50_000_000
_COST: Final = 100


def inherit(entries: list[RawEntry]) -> tuple[list[RawEntry], list[Problem]]:
    """Return the entries with what they take over from others, and without those of ``@xdata``.

    An entry's own fields come first and win. The fields of ``xdata`` come before those of ``crossref``.
    An entry that others name stays an entry of its own.

    Args:
        entries: All entries of a bibliography, so that one may name another of another file.
    """
    family = _Family(entries)
    made = [family.complete(entry) for entry in entries]
    return [entry for entry in made if entry.type != "xdata"], in_order(family.problems)


class _Family:
    def __init__(self, entries: Iterable[RawEntry]) -> None:
        self.problems: list[Problem] = []
        self._by_key: dict[str, RawEntry] = {}
        self._by_any_case: dict[str, RawEntry] = {}
        self._complete: dict[int, RawEntry] = {}
        self._cost = 0
        entries = list(entries)
        for entry in entries:
            self._by_key.setdefault(entry.key, entry)
            self._by_any_case.setdefault(entry.key.lower(), entry)
        for entry in entries:
            for key in entry.fields.get("ids", "").split(","):
                self._by_key.setdefault(key.strip(), entry)

    def complete(self, entry: RawEntry) -> RawEntry:
        """Return an entry with what it takes over; the entries that it names are completed first."""
        # Without recursion: a chain may be as long as the file.
        on_the_way: dict[int, RawEntry] = {}
        stack = [entry]
        while stack:
            top = stack[-1]
            if id(top) in self._complete:
                stack.pop()
                continue
            if id(top) not in on_the_way:
                on_the_way[id(top)] = top
                sources = (source for _, source in self._named(top))
                stack += [
                    source
                    for source in sources
                    if source and id(source) not in on_the_way and id(source) not in self._complete
                ]
                continue
            self._complete[id(top)] = self._take_over(top)
            stack.pop()
        return self._complete[id(entry)]

    def _named(self, entry: RawEntry) -> list[tuple[Text, RawEntry | None]]:
        """Return the keys that an entry names, each with its entry: those of ``xdata`` first."""
        fields = entry.fields
        keys = _keys(fields["xdata"]) if "xdata" in fields else []
        if fields.get("crossref", "").strip():
            typed = fields["crossref"]
            keys.append(_part(typed, 0, len(typed)))
        return [(key, self._by_key.get(key) or self._by_any_case.get(key.lower())) for key in keys]

    def _take_over(self, entry: RawEntry) -> RawEntry:
        named = self._named(entry)
        if not named:
            return entry
        fields = dict(entry.fields)
        crossref = fields.get("crossref", "").strip()
        for index, (key, typed_source) in enumerate(named):
            is_crossref = bool(crossref) and index == len(named) - 1
            name = "crossref" if is_crossref else "xdata"
            if typed_source is None:
                message = (
                    f"the {name} of '{entry.key}' names '{key}', which is no entry; write the key of one"
                )
                self.problems.append(Problem(Code.BIB_CROSSREF, message, key.position))
                continue
            source = self._complete.get(id(typed_source))
            if source is None:
                message = f"the {name} '{key}' of '{entry.key}' leads back to '{entry.key}'; take one out"
                self.problems.append(Problem(Code.BIB_CROSSREF, message, key.position))
                continue
            taken = _from_parent(fields, entry.type, source) if is_crossref else _from_data(fields, source)
            self._cost += sum(_COST + len(value) for value in taken.values())
            if self._cost > _MAX_COST:
                if self._cost - _MAX_COST < _MAX_COST:
                    message = (
                        "crossref and xdata make too much text of this bibliography; "
                        f"from '{entry.key}' on nothing is taken over"
                    )
                    self.problems.append(Problem(Code.BIB_CROSSREF, message, key.position))
                self._cost = 3 * _MAX_COST
                continue
            fields |= taken
        return replace(entry, fields=fields)


def _from_data(fields: Mapping[str, Text], source: RawEntry) -> dict[str, Text]:
    """Return what an entry takes over from an ``@xdata``: all that it lacks."""
    return {
        name: value
        for name, value in source.fields.items()
        if name not in {"ids", "xdata"} and name not in fields
    }


def _from_parent(fields: Mapping[str, Text], kind: str, parent: RawEntry) -> dict[str, Text]:
    """Return what an entry of a type takes over from the entry that its ``crossref`` names."""
    given = {name: value for name, value in parent.fields.items() if not _is_its_own(name)}
    prefix = _prefix(kind, parent.type) if "title" in fields else ""
    if prefix:
        titles = {prefix + name: given.pop(name) for name in _TITLES if name in given}
        given = {name: value for name, value in given.items() if name not in _TITLES_OF_ITS_OWN}
        if f"{prefix}title" not in fields and f"{prefix}title" not in given:
            given |= titles
    if kind in _PARTS_OF_BOOKS and parent.type in {"book", "mvbook"} and "author" in given:
        given.setdefault("bookauthor", given["author"])
    dates = _dates_not_taken(fields, given)
    return {
        name: value
        for name, value in given.items()
        if name not in fields
        and _ALIAS.get(name) not in fields
        and name not in dates
        # An annotation counts the people of its own list.
        and ("+" not in name or name.partition("+")[0] not in fields)
    }


def _prefix(kind: str, parent: str) -> str:
    """Return what stands in front of ``title`` in the field that an entry has for its parent's title."""
    if parent in _BOOKS and kind in _PARTS:
        return "book"
    if parent in _SERIES and (kind in _PARTS or kind in _BOOKS):
        return "main"
    if parent == "periodical" and kind in _ARTICLES:
        return "journal"
    return ""


def _is_its_own(name: str) -> bool:
    """Whether a field is true of the entry alone that has it."""
    name = name.partition("+")[0]
    return name in _NOT_TAKEN or _ITEM_NAME.match(name) is not None


def _dates_not_taken(fields: Mapping[str, Text], given: Mapping[str, Text]) -> frozenset[str]:
    """Return the date fields that would give an entry a second date beside its own."""
    if "date" in fields:
        return frozenset({"date", "year", "month", "day"})
    if "year" in fields:
        same = given.get("year", "").strip() == fields["year"].strip()
        return frozenset({"date"} if same else {"date", "month", "day"})
    return frozenset()


def _keys(typed: Text) -> list[Text]:
    """Return the keys of a list with commas between them."""
    keys: list[Text] = []
    start = 0
    for part in typed.split(","):
        if part.strip():
            keys.append(_part(typed, start, start + len(part)))
        start += len(part) + 1
    return keys


def _part(typed: Text, start: int, end: int) -> Text:
    """Return a part of a value without the space around it, and its position."""
    part = typed[start:end]
    start += len(part) - len(part.lstrip())
    place = typed.position
    if place is not None:
        before = typed[:start]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else place.column + len(before)
        place = Position(place.path, place.line + lines, column)
    return Text(part.strip(), place)
