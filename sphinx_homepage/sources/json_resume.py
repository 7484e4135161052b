"""JSON Resume 1.x (https://jsonresume.org/schema) -> a tree in our own vocabulary.

A field of ours that JSON Resume lacks may stand in its objects under our own name: ``talks`` beside
``work``, ``department`` in an entry of ``education``, ``projects`` in one of ``work``.
The names that its drafts before 1.0 had (``company``, ``website``, ``picture``) are read too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.foreign import HEAD, Conversion, Item, is_empty, joined
from sphinx_homepage.sources.foreign_contact import add_link, add_profile

if TYPE_CHECKING:
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
_PLACE: Final = ("city", "region", "countryCode")
_ADDRESS: Final = ("address", "city", "region", "postalCode", "countryCode")

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
    """
    conversion = _Conversion()
    ours = {}
    for key, value in tree.items():
        name = key.replace("-", "_")
        section = SECTION_NAMES.get(key, name)
        if key == "basics" and isinstance(value, Mapping):
            conversion.person(value, "basics", BASICS_NAMES, {"profiles": conversion.read_profiles})
        elif name in {"profile", "contact"} and isinstance(value, Mapping):
            ours[name] = value
        elif section in SECTIONS:
            conversion.add_all(section, key, value)
        elif not is_empty(value):
            conversion.keep(conversion.tree, Item(key, value, key), is_left=key != "$schema")
    for name, value in ours.items():
        conversion.merge(value, name)
    return conversion.tree, conversion.problems()


class _Conversion(Conversion):
    def __init__(self) -> None:
        super().__init__("JSON Resume", FIELD_NAMES, SHARED_NAMES)

    def put(self, entry: Mapping, model: type[Common], target: str, item: Item) -> bool:
        """Give *entry* a field, as every format does; a place may be a mapping here."""
        if target == "location" and isinstance(item.value, Mapping):
            return self._put_place(entry, model, item, item.value)
        return super().put(entry, model, target, item)

    def _put_place(self, entry: Mapping, model: type[Common], item: Item, place: Mapping) -> bool:
        parts = {key: value for key, value in place.items() if isinstance(value, Text) and value}
        said: set[str] = set()
        for name, keys in (("location", _PLACE), ("address", _ADDRESS)):
            if said.issuperset(parts.keys() & set(keys)):
                continue
            # A town that is a region as well is said once.
            texts = dict.fromkeys(parts[key] for key in keys if key in parts)
            if super().put(entry, model, name, item._replace(value=joined(list(texts)))):
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
