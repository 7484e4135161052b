"""The file of venues: an abbreviation -> the venue's name, its page and its colour."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, in_order, shown
from sphinx_homepage.model.colors import Color, ColorError, read_color
from sphinx_homepage.model.text import Mapping, Text
from sphinx_homepage.sources.tables import Table

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.text import Tree

_EXAMPLE: Final = '"JIP": {url: https://example.org/jip, color: "#00369f"}'
_FIELDS: Final = ("name", "url", "color", "aliases")


@dataclass(frozen=True, slots=True)
class Venue:
    """A journal, a conference."""

    abbreviation: Text
    """The key in the file, as typed."""
    name: Text | None = None
    """The whole name."""
    url: Text | None = None
    """An http(s) address, or a path of the site as :func:`paths.site_path` reads it from the folder."""
    color: Color | None = None
    """The colour of its badge, with that of the letters on it."""


class Venues:
    """The venues of a file, by everything that they are called."""

    def __init__(self, venues: list[tuple[Venue, list[Text]]]) -> None:
        self.venues = tuple(venue for venue, _ in venues)
        self._typed: dict[str, Venue] = {}
        self._folded: dict[str, Venue] = {}
        # What a venue is called first, no other's alias takes from it.
        for venue, _ in venues:
            self._typed.setdefault(str(venue.abbreviation), venue)
            self._folded.setdefault(_folded(venue.abbreviation), venue)
        for venue, aliases in venues:
            for alias in filter(None, (venue.name, *aliases)):
                self._folded.setdefault(_folded(alias), venue)

    def __bool__(self) -> bool:
        return bool(self.venues)

    def find(self, *names: str) -> Venue | None:
        """Return the venue that the first of *names* that is known means, or None.

        Case, accents, punctuation and spaces make no difference, unless two abbreviations differ in no more.

        Args:
            names: What an entry calls it: its ``abbr``, its journal, its ``booktitle``.
        """
        for name in names:
            found = self._typed.get(name.strip()) or self._folded.get(_folded(name) or " ")
            if found is not None:
                return found
        return None


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name[:500]).casefold().replace("&", "and")
    return "".join(letter for letter in letters if letter.isalnum())


def load_venues(name: Text, srcdir: Path) -> tuple[Venues, list[Problem]]:
    """Read the file that ``homepage_venues`` names: YAML (or JSON) as al-folio's ``venues.yml`` has it.

    Its keys are abbreviations, as ``abbr`` has them, and its values mappings of ``url``, ``color``, ``name``
    and ``aliases``, all of them optional; an address alone is its ``url``.

    Args:
        name: The file, relative to the source directory.
        srcdir: The source directory.
    """
    table = Table("homepage_venues", name, srcdir, _EXAMPLE)
    venues: list[tuple[Venue, list[Text]]] = []
    for key, value in table.rows.items():
        if key.startswith("x-"):
            continue
        of = f'the venue "{shown(key)}"'
        fields: dict[str, Tree]
        if isinstance(value, Mapping):
            fields = table.fields(value, _FIELDS, of)
        elif value is None or isinstance(value, Text):
            fields = {"url": value}
        else:
            message = f"{of} is a list; write {_EXAMPLE}"
            table.report(Code.WRONG_SHAPE, message, value, key)
            continue
        abbreviation = Text(key, getattr(key, "position", None))
        whole = table.text(fields.get("name"))
        color = _color(table, table.text(fields.get("color")), of)
        venue = Venue(abbreviation, whole, table.link(fields.get("url")), color)
        venues.append((venue, table.texts(fields.get("aliases"))))
    return Venues(venues), in_order(table.problems)


def _color(table: Table, typed: Text | None, of: str) -> Color | None:
    if typed is None:
        return None
    try:
        return read_color(typed)
    except ColorError as error:
        table.report(Code.COLOR, f"{of}: {error}", typed)
        return None
