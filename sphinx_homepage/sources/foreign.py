"""Foreign files -> a tree in our own vocabulary, with nothing lost and every position kept.

A format is tables: what it calls our fields. What no table and no row of ours knows stays under an
``x-`` key of the same entry, and is said once for the whole file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.model.values import is_local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Mapping as Table

    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.text import Position, Tree

Names: TypeAlias = "Table[str, str]"
"""What a format calls our fields: several of ours, with spaces between them, are tried in order."""

HEAD: Final = "*"
"""In a table: the field that heads the entry, whatever its section calls it."""

_CONTACT_FIRST = {"links", "private"}
"""Fields of both ``profile`` and ``contact`` that are more at home in the second."""


class Item(NamedTuple):
    """One value of a foreign mapping."""

    key: str
    value: Tree
    path: str
    """What the report calls it: ``work.department``."""


class Person(NamedTuple):
    """What a file says of the person, as it is gathered."""

    profile: Mapping
    contact: Mapping


def named(name: str, key: object) -> Text:
    """Return *name* where *key* was typed."""
    return Text(name, getattr(key, "position", None))


def like(source: Tree) -> Mapping:
    """Return an empty mapping that stands where *source* does."""
    mapping = Mapping()
    mapping.position = getattr(source, "position", None)
    mapping.typed = getattr(source, "typed", None)
    return mapping


def items_of(value: Tree) -> Iterator[Tree]:
    """Yield the values of a list, or the one value that stands where a list belongs."""
    yield from (item for item in (value if isinstance(value, Sequence) else [value]) if not is_empty(item))


def is_empty(value: object) -> bool:
    """Whether *value* says nothing: null, an empty text, list or mapping, or one of such values only."""
    if isinstance(value, dict):
        return all(is_empty(item) for item in value.values())
    if isinstance(value, list):
        return all(is_empty(item) for item in value)
    return value is None or value == ""


def joined(texts: list[Text], sign: str = ", ") -> Text:
    """Return one text of several, where the first of them stands."""
    if len(texts) == 1:
        return texts[0]
    return Text(sign.join(texts), texts[0].position, next((text.cut for text in texts if text.cut), None))


def texts_of(value: Tree) -> list[Text]:
    """Return the texts of a list of nothing else, or the one text; else nothing."""
    items = list(items_of(value))
    texts = [item for item in items if isinstance(item, Text)]
    return texts if len(texts) == len(items) else []


class Conversion:
    """One file on its way into our vocabulary.

    Args:
        format_name: The format, for the report.
        tables: By section of ours (and ``positions``): what the format calls the fields of its entries.
        shared: What it calls the fields of all entries.
    """

    def __init__(self, format_name: str, tables: Table[str, Names], shared: Names) -> None:
        self.tree = Mapping()
        self._format = format_name
        self._tables = tables
        self._shared = shared
        self._left: dict[str, Position | None] = {}

    def problems(self) -> list[Problem]:
        """Return what to say of the file as a whole."""
        if not self._left:
            return []
        names = ", ".join(f'"{path}"' for path in self._left)
        message = (
            f"this {self._format} file has fields that no section here has; "
            f"they are kept under x- keys, which no page shows: {names}"
        )
        return [Problem(Code.NOT_CARRIED, message, next(iter(self._left.values())), is_information=True)]

    def keep(self, holder: Mapping, item: Item, *, is_left: bool = True) -> None:
        """Keep a value under an ``x-`` key of *holder*; *is_left*: nothing else says it."""
        name = base = item.key if item.key.startswith("x-") else f"x-{item.key}"
        number = 2
        while name in holder:
            name = f"{base}-{number}"
            number += 1
        holder[named(name, item.key)] = item.value
        if is_left and not item.key.startswith("x-"):
            self.say_left(item)

    def say_left(self, item: Item) -> None:
        """Count a value among those that the report names."""
        self._left.setdefault(item.path, getattr(item.key, "position", None))

    def add_all(self, section: str, key: str, value: Tree) -> None:
        """Add the entries that stand under *key*: a list of them, one of them, or lists of them by kind."""
        model = model_of(section)
        names = self._shared.keys() | self._tables.get(section, {}).keys()
        if isinstance(value, Mapping) and all(
            isinstance(entries, Sequence) and kind not in names and not is_field(model, kind)
            for kind, entries in value.items()
        ):
            for kind, entries in value.items():
                for entry in items_of(entries):
                    self.add(section, self.of_kind(self.entry(entry, section, key), section, kind))
            return
        for entry in items_of(value):
            self.add(section, self.entry(entry, section, key))

    def of_kind(self, entry: Tree, section: str, kind: str) -> Mapping:
        """Return *entry* with a kind, unless it has one."""
        if not isinstance(entry, Mapping):
            text = like(entry)
            text[named(model_of(section).heads[0], entry)] = entry
            entry = text
        entry.setdefault(named("kind", kind), named(kind, kind))
        return entry

    def add(self, section: str, entry: Tree) -> None:
        """Put an entry at the end of one of our sections."""
        entries = self.tree.setdefault(named(section, entry), Sequence())
        assert isinstance(entries, Sequence)
        if entries.position is None:
            entries.position = getattr(entry, "position", None)
        entries.append(entry)

    def entry(self, source: Tree, section: str, path: str, names: Names | None = None) -> Tree:
        """Return an entry in our vocabulary; what is no mapping stays as it is.

        Args:
            source: The foreign entry.
            section: The section of ours whose entry it becomes.
            path: What the report calls it.
            names: What this kind of entry calls its fields, if the section's table does not say it.
        """
        if not isinstance(source, Mapping):
            return source
        model = model_of(section)
        names = {**self._shared, **(self._tables.get(section, {}) if names is None else names)}
        entry = like(source)
        for item in _items(source, path, lambda key: key in names or not is_field(model, key)):
            targets = (
                names[item.key].replace(HEAD, model.heads[0]).split() if item.key in names else [item.key]
            )
            if not any(self.put(entry, model, target, item) for target in targets):
                self.keep(entry, item)
        return entry

    def put(self, entry: Mapping, model: type[Common], target: str, item: Item) -> bool:
        """Give *entry* the field *target*, if its row has it, and the value may be one."""
        field = target.replace("-", "_")
        value = item.value
        if not is_field(model, field) or any(key.replace("-", "_") == field for key in entry):
            return False
        if field in NETWORKS:
            entry[named(target, item.key)] = value
            return True
        if field == "image" and isinstance(value, Text) and not _is_local(value):
            return False
        if field in model.nested:
            section = model.nested[field].section
            value = _sequence([self.entry(child, section, item.path) for child in items_of(value)], value)
        elif isinstance(value, Sequence):
            texts = [] if model.form(field).is_list else texts_of(value)
            value = joined(texts) if texts else _sequence(list(items_of(value)), value)
        entry[named(target, item.key)] = value
        return True

    def person(
        self,
        source: Mapping,
        path: str,
        names: Names,
        readers: Table[str, Callable[[Person, Item], None]],
        *,
        has_profile: bool = False,
    ) -> None:
        """Make ``profile`` and ``contact`` of what a format says in one mapping.

        Args:
            source: The foreign mapping.
            path: What the report calls it.
            names: What the format calls our fields.
            readers: What takes a value that is more than one field of ours, with the person so far.
            has_profile: Whether there is a profile whatever *source* says of it: what is kept is kept there.
        """
        person = Person(like(source), like(source))
        left = []
        for item in _items(source, path, lambda key: key in names or key in readers):
            if item.key in readers:
                readers[item.key](person, item)
                continue
            target = names.get(item.key, item.key)
            sections = ("contact", "profile") if target in _CONTACT_FIRST else Person._fields
            if not any(self.put(getattr(person, name), model_of(name), target, item) for name in sections):
                left.append(item)
        _describe_portrait(person.profile)
        for item in left:
            self.keep(person.profile if has_profile or person.profile else person.contact, item)
        others = dict(self.tree)
        self.tree.clear()
        for name, fields in zip(Person._fields, person, strict=True):
            if name == "profile" and not has_profile and all(key.startswith("x-") for key in fields):
                self.tree |= fields  # No profile, and nobody's name to ask for: they are the file's own.
            elif fields:
                self.tree[named(name, source)] = fields
        self.tree |= others

    def merge(self, source: Mapping, section: str) -> None:
        """Add what stands under ``profile`` or ``contact`` itself to what was made of the rest."""
        model = model_of(section)
        entry = self.tree.setdefault(named(section, source), like(source))
        for item in _items(source, section, lambda key: not is_field(model, key)):
            if isinstance(entry, Mapping) and not self.put(entry, model, item.key, item):
                self.keep(entry, item)

    def read_each(
        self, contact: Mapping, item: Item, names: tuple[str, ...], read: Callable[..., bool]
    ) -> None:
        """Read a list of mappings of texts; those of which a part has no place are kept as they were, too.

        Args:
            contact: Where they are kept.
            item: The list.
            names: The keys of a mapping.
            read: Takes the texts under *names*, and returns whether that says all there is to say.
        """
        left = []
        for value in items_of(item.value):
            parts = value if isinstance(value, Mapping) else {}
            texts = [parts.get(name) if isinstance(parts.get(name), Text) else None for name in names]
            said = [text for text in texts if text]
            is_all = len(said) == sum(not is_empty(part) for part in parts.values())
            if not (said and read(*(text or None for text in texts)) and is_all):
                left.append(value)
        if left:
            self.keep(contact, item._replace(value=_sequence(left, item.value)))


def _sequence(items: list[Tree], source: Tree) -> Sequence:
    """Return a sequence of *items* that stands where *source* does."""
    sequence = Sequence(items)
    sequence.position = getattr(source, "position", None)
    sequence.typed = getattr(source, "typed", None)
    return sequence


def model_of(section: str) -> type[Common]:
    """Return the model of a section's entries, or of the positions in one of ``experience``."""
    if section in SECTIONS:
        return SECTIONS[section].entry
    return SECTIONS["experience"].entry.nested[section]


def is_field(model: type[Common], name: str) -> bool:
    """Whether a person may type the field *name* in an entry of *model*."""
    name = name.replace("-", "_")
    if "profiles" in model.model_fields:
        return (name in model.model_fields and name != "profiles") or name in NETWORKS
    return name in model.model_fields


def _items(source: Mapping, path: str, is_foreign: Callable[[str], bool]) -> Iterator[Item]:
    """Yield what *source* says; what bears our own names first, so that it takes our fields."""
    for key in sorted(source, key=is_foreign):
        if not is_empty(source[key]):
            yield Item(key, source[key], f"{path}.{key}")


def _describe_portrait(profile: Mapping) -> None:
    """Give a portrait that is a path alone the person's name as its alternative text."""
    path, name = profile.get("image"), profile.get("name")
    if isinstance(path, Text) and isinstance(name, Text):
        image = like(path)
        image |= {named("src", path): path, named("alt", path): Text(name, name.position)}
        profile["image"] = image


def _is_local(url: str) -> bool:
    try:
        return is_local(url.strip())
    except ValueError:
        return False
