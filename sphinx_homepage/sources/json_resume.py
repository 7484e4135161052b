"""JSON Resume 1.x (https://jsonresume.org/schema) -> a tree in our own vocabulary.

A field of ours that JSON Resume lacks may stand in its objects under our own name: ``talks`` beside
``work``, ``department`` in an entry of ``education``, ``projects`` in one of ``work``.
The names that its drafts before 1.0 had (``company``, ``website``, ``picture``) are read too.
What our own export adds beside that is in :mod:`~sphinx_homepage.sources.json_resume_extension`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.foreign import HEAD, Conversion, Item, is_empty, joined, like, model_of, named
from sphinx_homepage.sources.foreign_contact import add_link, add_profile
from sphinx_homepage.sources.json_resume_extension import (
    EXTENSION,
    MIRRORS,
    as_json,
    is_changed,
    is_mirror,
    said_exactly,
    shows,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.text import Tree
    from sphinx_homepage.sources.foreign import Names, Person

SECTION_NAMES: Final = {"work": "experience", "volunteer": "volunteering"}
"""The sections that have another name here; ``basics`` is our ``profile`` and ``contact``."""

SHARED_NAMES: Final = {
    "startDate": "start",
    "endDate": "end",
    "website": "url",
    "studyType": "degree",
    "name": f"name {HEAD}",
}
"""The fields of all entries that have another name here."""

FIELD_NAMES: Final[dict[str, Names]] = {
    "experience": {"company": "organization", "description": "note"},
    "positions": {"description": "note"},
    "volunteering": {"company": "organization", "description": "note"},
    "education": {"gpa": "score", "description": "summary"},
    "certificates": {"title": "name", "expirationDate": "expires", "expiryDate": "expires"},
    "publications": {"releaseDate": "date", "authors": "author", "description": "summary"},
    "languages": {"level": "fluency"},
    "references": {"reference": "summary", "company": "organization"},
    "projects": {
        "description": "summary note",
        "roles": "role",
        "entity": "organization",
        "type": "kind",
    },
}
"""By section of ours, its fields that have another name there; what is not here has one name in both."""

BASICS_NAMES: Final = {"label": "headline", "url": "website", "picture": "image"}

_HERE_ONLY: Final = {"profile", "contact", "experience", "volunteering"}
"""Our names of what JSON Resume has under other names: a file with one of them is ours."""
_SHARED_SECTIONS: Final = {
    *("education", "awards", "certificates", "publications", "skills"),
    *("languages", "interests", "references", "projects"),
}
PLACES: Final = {
    "location": ("city", "region", "countryCode"),
    "address": ("address", "city", "region", "postalCode", "countryCode"),
}
"""The parts of a place that make one of our fields; an address only where it says more than the location."""

_WORK_SIGNS: Final = {
    "work": {"name", "company", "startDate", "endDate"},
    "volunteer": {"startDate", "endDate"},
}
"""The fields by which an entry of ``work`` or ``volunteer`` is known to be JSON Resume's."""


def recognises(tree: Mapping) -> bool:
    """Whether a data file is a JSON Resume, by what it holds.

    It is one if it says so in ``$schema``, and else if it has ``basics``, ``work`` or ``volunteer`` in the
    shape they have there, or ``meta``. A file that also has a section under the name it has only here is
    ours, with one foreign name in it.
    """
    names = {key.replace("-", "_") for key in tree}
    is_declared = "jsonresume" in str(tree.get("$schema", "")).lower().replace("-", "")
    basics, meta = tree.get("basics"), tree.get("meta")
    signs = [
        isinstance(basics, Mapping),
        *(_has_entry_with(fields, tree.get(name)) for name, fields in _WORK_SIGNS.items()),
        isinstance(meta, Mapping) and bool({"canonical", "version", "lastModified"} & meta.keys()),
    ]
    if _HERE_ONLY & names:
        return is_declared and isinstance(basics, Mapping)
    if is_declared or sum(signs) > 1:
        return True
    return any(signs) and not (SECTIONS.keys() - _SHARED_SECTIONS) & names


def _has_entry_with(fields: set[str], value: Tree) -> bool:
    entries = [item for item in value if isinstance(item, Mapping)] if isinstance(value, Sequence) else []
    return any(fields & entry.keys() and not {"start", "end"} & entry.keys() for entry in entries)


def convert(tree: Mapping) -> tuple[Mapping, list[Problem]]:
    """Return *tree* in our own vocabulary, with all positions, and what of it has no field here.

    ``basics.location`` becomes the texts ``location`` and ``address``, and is kept as it was under
    ``x-location`` where that loses its parts. Several ``roles`` become one text.
    A profile whose address is not the one that its user name gives is kept under ``x-profiles`` as well.
    What our own export repeated is left out, and what it says exactly counts, except where somebody has
    changed JSON Resume's own field since: that is kept beside it.
    """
    conversion = _Conversion(tree)
    exact = said_exactly(tree)
    ours = {}
    for key, value in tree.items():
        if value is exact or (EXTENSION in tree and key == "$schema"):
            continue
        name = key.replace("-", "_")
        section = SECTION_NAMES.get(key, name)
        if key == "basics" and isinstance(value, Mapping):
            conversion.read_basics(value)
        elif name in {"profile", "contact"} and isinstance(value, Mapping):
            ours[name] = value
        elif section in SECTIONS:
            conversion.add_all(section, key, value)
        elif not is_empty(value):
            conversion.keep(conversion.tree, Item(key, value, key), is_left=key != "$schema")
    for name, value in ours.items():
        conversion.merge(value, name)
    conversion.tree |= {key: value for key, value in exact.items() if key.startswith("x-")}
    conversion.tree.origin = as_json(tree)
    return conversion.tree, conversion.problems()


class _Conversion(Conversion):
    def __init__(self, root: Mapping) -> None:
        super().__init__("JSON Resume", FIELD_NAMES, SHARED_NAMES)
        self._root = root

    def add_all(self, section: str, key: str, value: Tree) -> None:
        """Add the entries that stand under *key*, but for those that repeat what nests in another."""
        if isinstance(value, Sequence) and any(is_mirror(entry, self._root) for entry in value):
            entries = Sequence(entry for entry in value if not is_mirror(entry, self._root))
            entries.position = value.position
            value = entries
        super().add_all(section, key, value)

    def entry(self, source: Tree, section: str, path: str, names: Names | None = None) -> Tree:
        """Return an entry in our vocabulary; what our own export says exactly counts as it stands."""
        if not isinstance(source, Mapping) or not {EXTENSION, MIRRORS} & source.keys():
            return super().entry(source, section, path, names)
        exact = said_exactly(source)
        model = model_of(section)
        known = {**SHARED_NAMES, **FIELD_NAMES.get(section, {})}
        rest, changed = like(source), []
        for key, value in source.items():
            targets = known.get(key, key).replace(HEAD, model.heads[0]).split()
            target = next((name for name in targets if name in model.model_fields), "")
            if target in exact and is_changed(source, target, value):
                changed.append(Item(key, value, f"{path}.{key}"))
            elif value is not exact and key != MIRRORS and target not in exact:
                rest[key] = value
        entry = super().entry(rest, section, path, names)
        assert isinstance(entry, Mapping)
        add_exact(entry, exact)
        for item in changed:
            self.keep(entry, item)
        return entry

    def read_basics(self, source: Mapping) -> None:
        """Make ``profile`` and ``contact`` of ``basics``."""
        parts = said_exactly(source)
        exact = {
            name: part for name in ("profile", "contact") if isinstance(part := parts.get(name), Mapping)
        }
        rest, changed = like(source), []
        for key, value in source.items():
            if value is parts:
                continue
            name, target = _basics_field(key)
            said = exact.get(name, Mapping())
            if key == "location" and {"location", "address"} & said.keys():
                continue
            if target not in said:
                rest[key] = value
            elif not shows(said[target], value):
                changed.append((name, Item(key, value, f"basics.{key}")))
        readers = {"profiles": self.read_profiles}
        self.person(rest, "basics", BASICS_NAMES, readers, has_profile="profile" in exact)
        for name, said in exact.items():
            entry = self.tree.setdefault(named(name, source), like(source))
            if isinstance(entry, Mapping):
                add_exact(entry, said)
        for name, item in changed:
            entry = self.tree[name]
            assert isinstance(entry, Mapping)
            self.keep(entry, item)

    def put(self, entry: Mapping, model: type[Common], target: str, item: Item) -> bool:
        """Give *entry* a field, as every format does; a place may be a mapping here."""
        if target == "location" and isinstance(item.value, Mapping):
            return self._put_place(entry, model, item, item.value)
        return super().put(entry, model, target, item)

    def _put_place(self, entry: Mapping, model: type[Common], item: Item, place: Mapping) -> bool:
        said: set[str] = set()
        parts = [value for value in place.values() if isinstance(value, Text) and value]
        for name, keys in PLACES.items():
            text = text_of_place(place, keys, said)
            if text and super().put(entry, model, name, item._replace(value=text)):
                said.update(keys)
        left = [key for key, value in place.items() if key not in said and not is_empty(value)]
        if said and (left or len(parts) > 1):
            self.keep(entry, item, is_left=False)
        for key in left if said else ():
            self.say_left(Item(key, place[key], f"{item.path}.{key}"))
        return bool(said)

    def read_profiles(self, person: Person, item: Item) -> None:
        """Read the profiles on networks."""

        def read(network: Text | None, username: Text | None, url: Text | None) -> bool:
            if network is not None and (username or url):
                return add_profile(person.contact, network, username, url)
            if url is not None:
                add_link(person.contact, username or url, url)
            return url is not None

        self.read_each(person.contact, item, ("network", "username", "url"), read)


def text_of_place(place: Mapping, keys: tuple[str, ...], said: Collection[str]) -> Text | None:
    """Return some parts of a place as one text, or nothing where all of them are *said* already."""
    parts = {key: value for key, value in place.items() if isinstance(value, Text) and value}
    if all(key in said for key in parts.keys() & set(keys)):
        return None
    # A town that is a region as well is said once.
    return joined(list(dict.fromkeys(parts[key] for key in keys if key in parts)))


def add_exact(entry: Mapping, exact: Mapping) -> None:
    """Give *entry* what our own export says exactly; a field that is null is none."""
    for key, value in exact.items():
        if value is not None or key.startswith("x-"):
            entry[key] = value


def _basics_field(key: str) -> tuple[str, str]:
    """Return whose field a key of ``basics`` is, ``profile``'s or ``contact``'s, and which."""
    target = BASICS_NAMES.get(key, key)
    is_profile = target in model_of("profile").model_fields
    return ("profile" if is_profile else "contact"), target
