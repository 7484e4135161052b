"""RenderCV 2.x (https://docs.rendercv.com) -> a tree in our own vocabulary.

What its sections become is in :mod:`sphinx_homepage.sources.rendercv_sections`. Their titles, in their order,
are kept under ``x-section-order``, each with the section it became.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from sphinx_homepage.model.dates import DateError, parse
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.foreign import (
    Conversion,
    Item,
    is_empty,
    items_of,
    joined,
    like,
    named,
    texts_of,
)
from sphinx_homepage.sources.foreign_contact import add_link, add_profile
from sphinx_homepage.sources.rendercv_sections import (
    SECTION_NAMES,
    SUMMARY_TITLE,
    TYPES,
    Placed,
    kind_of,
    line_of,
    place,
    shown_title,
    words_of,
)

if TYPE_CHECKING:
    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.text import Tree
    from sphinx_homepage.sources.foreign import Names, Person


SHARED_NAMES: Final = {"start_date": "start", "end_date": "end"}
CV_NAMES: Final = {"label": "headline", "photo": "image"}
_CV_FIELDS: Final = {
    *("name", "headline", "label", "location", "email", "photo", "phone", "website"),
    *("social_networks", "custom_connections", "sections"),
}
_ADDRESSES: Final = {"imdb": "https://www.imdb.com/name/{}/"}
"""Networks of RenderCV's that have no key here."""


def recognises(tree: Mapping) -> bool:
    """Whether a data file is RenderCV's: ``cv`` with one of its fields, and no section of ours beside it."""
    cv = tree.get("cv")
    if not isinstance(cv, Mapping) or not _CV_FIELDS & cv.keys():
        return False
    return not SECTIONS.keys() & {key.replace("-", "_") for key in tree}


def convert(tree: Mapping) -> tuple[Mapping, list[Problem]]:
    """Return *tree* in our own vocabulary, with all positions, and what of it has no field here.

    A ``date`` in free words gets a ``sort_date``: from the dates beside it, from what it can be read as, or
    from the last year in it. Without any of these it becomes the ``note``, and is kept under ``x-date``.
    An ``end_date`` alone is a ``date``, as it is there.
    """
    conversion = _Conversion()
    for key, value in tree.items():
        if key == "cv" and isinstance(value, Mapping):
            conversion.person(value, "cv", CV_NAMES, conversion.readers)
        elif not is_empty(value):
            conversion.keep(conversion.tree, Item(key, value, key))
    return conversion.tree, conversion.problems()


class _Conversion(Conversion):
    def __init__(self) -> None:
        super().__init__("RenderCV", {}, SHARED_NAMES)
        self.readers = {
            "website": self._read_website,
            "social_networks": self._read_social_networks,
            "custom_connections": self._read_custom_connections,
            "sections": self._read_sections,
        }

    def entry(self, source: Tree, section: str, path: str, names: Names | None = None) -> Tree:
        """Return an entry in our vocabulary, with dates that can be read or sorted."""
        entry = super().entry(source, section, path, names)
        if isinstance(entry, Mapping):
            self._settle_dates(entry, path)
        return entry

    def put(self, entry: Mapping, model: type[Common], target: str, item: Item) -> bool:
        """Give *entry* a field, as every format does; details of skills are several keywords."""
        if target == "keywords" and item.key == "details" and isinstance(item.value, Text):
            item = item._replace(value=split_details(item.value))
        return super().put(entry, model, target, item)

    def _settle_dates(self, entry: Mapping, path: str) -> None:
        date, start, end = (entry.get(name) for name in ("date", "start", "end"))
        if date is None and start is None and end is not None:
            key = next(key for key in entry if key == "end")
            entry[named("date", key)] = entry.pop("end")
            date = end
        if not isinstance(date, Text) or "sort_date" in entry or _can_be_read(date):
            return
        if sort_date := _sort_date(date, start, end):
            entry[named("sort_date", date)] = Text(sort_date, date.position)
            return
        key = next(key for key in entry if key == "date")
        self.keep(entry, Item(key, entry.pop("date"), f"{path}.date"))
        entry.setdefault(named("note", date), date)

    def _read_website(self, person: Person, item: Item) -> None:
        texts = texts_of(item.value)
        if not texts:
            self.keep(person.contact, item)
        for text in texts:
            if "website" in person.contact:
                add_link(person.contact, text, text)
            else:
                person.contact[named("website", item.key)] = text

    def _read_social_networks(self, person: Person, item: Item) -> None:
        def read(network: Text | None, username: Text | None) -> bool:
            if network is None or username is None:
                return False
            template = _ADDRESSES.get(network.lower())
            url = Text(template.format(username), username.position) if template else None
            return add_profile(person.contact, network, username, url)

        self.read_each(person.contact, item, ("network", "username"), read)

    def _read_custom_connections(self, person: Person, item: Item) -> None:
        def read(label: Text | None, url: Text | None, icon: Text | None) -> bool:
            if label is None and url is None:
                return False
            # The icon of any link, which RenderCV wants one of, says nothing.
            add_link(person.contact, label or url or Text(""), url, None if icon == "link" else icon)
            return True

        self.read_each(person.contact, item, ("placeholder", "url", "fontawesome_icon"), read)

    def _read_sections(self, person: Person, item: Item) -> None:
        if not isinstance(item.value, Mapping):
            self.keep(person.profile, item)
            return
        order = like(item.value)
        chosen: list[tuple[str, list[Placed]]] = []
        for title, value in item.value.items():
            entries = list(items_of(value))
            texts = texts_of(value)
            if texts and "summary" not in person.profile and SUMMARY_TITLE.fullmatch(words_of(title)):
                person.profile[named("summary", title)] = joined(texts, "\n\n")
                order[title] = named("profile", title)
                continue
            placed = [place(title, entry) for entry in entries]
            chosen.append((title, placed))
            order[title] = named(placed[0].section, title) if placed else None
        titles = Counter(section for _, placed in chosen for section in {entry.section for entry in placed})
        for title, placed in chosen:
            self._read_section(title, placed, titles)
        self.tree[named("x-section-order", item.key)] = order

    def _read_section(self, title: str, placed: list[Placed], titles: Counter[str]) -> None:
        shown = named(shown_title(title), title)
        block = Mapping({named("title", title): shown, named("kind", title): shown})
        for section, type_name, is_known, entry in placed:
            line = line_of(entry)
            if section == "entries" and line is not None:
                block.position = block.position or line.position
                self._add_line(block, line, is_text=isinstance(entry, Text))
                continue
            if isinstance(entry, Text):
                text, entry = entry, like(entry)  # noqa: PLW2901
                entry[named("bullet", text)] = text
            names = {**TYPES[type_name].names, **SECTION_NAMES.get((section, type_name), {})}
            ours = self.entry(entry, section, f"cv.sections.{title}", names)
            kind = kind_of(title, section)
            if kind is None and (titles[section] > 1 or not is_known):
                kind = shown
            self.add(section, ours if kind is None else self.of_kind(ours, section, named(kind, title)))
        if len(block) > 2:
            self.add("entries", block)

    def _add_line(self, block: Mapping, line: Text, *, is_text: bool) -> None:
        if not is_text:
            highlights = block.setdefault(named("highlights", line), Sequence())
            assert isinstance(highlights, Sequence)
            highlights.append(line)
        elif isinstance(before := block.get("summary"), Text):
            block["summary"] = joined([before, line], "\n\n")
        else:
            block[named("summary", line)] = line


def split_details(text: Text) -> Sequence:
    """Return the parts of a text between its commas, or the whole where a comma may be part of a part."""
    parts = text.split(", ")
    is_list = not re.search(r"[][(){}*_`\"$:;\n]|,(?! )|\.$|\b(?:and|or|und|et|y)\b", text)
    if not is_list or any(not part.strip() or part.count(" ") > 3 for part in parts):
        return Sequence([text])
    keywords = Sequence()
    column = 0
    for part in parts:
        position = text.position and text.position._replace(column=text.position.column + column)
        keywords.append(Text(part, position, text.cut if part is parts[-1] else None))
        column += len(part) + 2
    return keywords


def _can_be_read(date: str) -> bool:
    try:
        parse(date)
    except DateError:
        return False
    return True


def _sort_date(date: Text, start: Tree, end: Tree) -> str:
    """Return what to sort a date in free words by, or nothing."""
    if isinstance(start, Text) or isinstance(end, Text):
        near = f"{start}/{end or 'present'}" if start else str(end)
        if _can_be_read(near):
            return near
    try:
        parse(date)
    except DateError as error:
        if len(error.suggestions) == 1:
            return error.suggestions[0]
    years = re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", date)
    return max(years, default="")
