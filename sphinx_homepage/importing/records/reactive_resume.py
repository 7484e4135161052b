"""Reactive Resume (https://rxresu.me), the JSON of its versions 3, 4 and 5: HTML inside plain texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.found import Note
from sphinx_homepage.importing.markup import from_html, from_text
from sphinx_homepage.importing.records.trees import is_tree, keep, mapping_at, read_tree, text_at
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.foreign import HEAD, Conversion, Item, is_empty, items_of, like, named
from sphinx_homepage.sources.foreign_contact import add_link, add_profile

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found
    from sphinx_homepage.model.text import Tree
    from sphinx_homepage.sources.foreign import Names

_SECTIONS: Final = {
    "experience": "experience",
    "work": "experience",
    "education": "education",
    "projects": "projects",
    "publications": "publications",
    "skills": "skills",
    "interests": "interests",
    "languages": "languages",
    "awards": "awards",
    "certifications": "certificates",
    "volunteer": "volunteering",
    "references": "references",
}
_SHARED: Final = {"period": "date", "name": HEAD, "title": HEAD, "description": "summary note"}
_NAMES: Final[dict[str, Names]] = {
    "experience": {"company": "organization", "name": "organization", "roles": "positions"},
    "positions": {"period": "date", "description": "summary"},
    "education": {"school": "institution", "studyType": "degree", "grade": "score"},
    "skills": {"proficiency": "level", "description": "level"},
    "languages": {"name": "language", "description": "fluency", "level": "fluency"},
    "projects": {"description": "note summary"},
    "references": {"description": "position summary", "relationship": "position"},
    "entries": {"description": "subtitle summary"},
}
_MARKUP: Final = {"summary", "description", "content"}
_EXACT: Final = {"url", "href", "email", "phone", "date", "period", "start", "end", "username", "network"}
_LOOKS: Final = {"id", "visible", "hidden", "icon", "iconColor", "levelNum", "columns", "showLinkInTitle"}
_NO_FACTS: Final = {
    *("basics", "sections", "customSections", "summary", "metadata", "picture", "$schema"),
    *("id", "shortId", "name", "slug", "public", "image", "user", "userId", "createdAt", "updatedAt"),
}


def is_one(path: Path) -> bool:
    """Whether a file is an export of Reactive Resume: sections that are mappings of items."""
    return is_tree(path, _recognises)


def _recognises(tree: Mapping) -> bool:
    sections = tree.get("sections")
    if not isinstance(tree.get("basics"), Mapping) or not isinstance(sections, Mapping):
        return False
    return any(isinstance(value, Mapping) and "items" in value for value in sections.values())


def read(path: Path) -> Found:
    """Return what it holds."""
    found = read_tree(path, _convert)
    found.notes = [note if note.file else note._replace(file=path.name) for note in found.notes]
    return found


def _convert(tree: Mapping) -> tuple[Mapping, list[Note]]:
    conversion = Conversion("Reactive Resume", _NAMES, _SHARED)
    profile, contact = _person(tree)
    hidden = Mapping()
    for name, section in mapping_at(tree, "sections").items():
        if name == "custom" and isinstance(section, Mapping):
            for key, part in section.items():
                _read_section(conversion, hidden, key, part)
        elif name not in {"summary", "profiles"}:
            _read_section(conversion, hidden, name, section)
    for part in items_of(tree.get("customSections")):
        if isinstance(part, Mapping):
            _read_section(conversion, hidden, text_at(part, "type") or Text("custom"), part)
    data = Mapping()
    for name, entry in (("profile", profile), ("contact", contact)):
        if entry:
            data[named(name, entry)] = entry
    data |= conversion.tree
    if hidden:
        data["x-hidden"] = hidden
    for key, value in tree.items():
        # How it looks, and where it is kept, is no fact of a life.
        if key not in _NO_FACTS:
            keep(data, key, value if not is_empty(value) else None)
    words = text_at(tree, "metadata", "notes")
    if words is not None:
        keep(data, "notes", from_html(words))
    notes = []
    if mapping_at(tree, "metadata") or any(key in tree for key in ("id", "slug", "user", "userId")):
        message = "how it looked and where it was kept is left out: layout, fonts, icons, names of sections"
        notes.append(Note("", None, message))
    return data, notes


def _read_section(conversion: Conversion, hidden: Mapping, name: str, section: Tree) -> None:
    if not isinstance(section, Mapping):
        return
    ours = _SECTIONS.get(name, "entries")
    title = text_at(section, "title") or text_at(section, "name")
    for item in items_of(section.get("items")):
        if not isinstance(item, Mapping):
            continue
        entry = conversion.entry(_plain(item), ours, f"sections.{name}")
        if ours == "entries" and title is not None:
            entry = conversion.of_kind(entry, ours, from_text(title))
        if _is_hidden(section) or _is_hidden(item):
            hidden.setdefault(named(ours, item), Sequence()).append(entry)  # type: ignore[union-attr]
        else:
            conversion.add(ours, entry)


def _is_hidden(item: Mapping) -> bool:
    return item.get("hidden") == "true" or item.get("visible") == "false"


def _plain(item: Mapping) -> Mapping:
    """Return an item with addresses and dates as texts, and HTML as Markdown."""
    plain = like(item)
    for key, value in item.items():
        if key in _LOOKS or (key == "level" and (value == "0" or _says_level(item))) or is_empty(value):
            continue
        if key in {"url", "website"}:
            link = value if isinstance(value, Mapping) else Mapping({"url": value})
            address, label = text_at(link, "href") or text_at(link, "url"), text_at(link, "label")
            if address is not None and label is not None:
                entry = like(link)
                entry |= {named("label", label): from_text(label), named("url", address): address}
                plain[named("links", key)] = Sequence([entry])
            elif address is not None:
                plain[named("url", key)] = address
        elif key == "date" and isinstance(value, Mapping):
            plain |= {part: value[part] for part in value if part in {"start", "end"} and value[part]}
        elif isinstance(value, Mapping):
            plain[key] = value
        elif isinstance(value, Sequence):
            plain[key] = Sequence(
                _plain(part) if isinstance(part, Mapping) else _markdown(key, part) for part in value
            )
        else:
            plain[key] = _markdown(key, value)
    return plain


def _says_level(item: Mapping) -> bool:
    return any(text_at(item, key) for key in ("description", "proficiency", "fluency"))


def _markdown(key: str, value: Tree) -> Tree:
    if not isinstance(value, Text) or key in _EXACT:
        return value
    return from_html(value) if key in _MARKUP else from_text(value)


def _person(tree: Mapping) -> tuple[Mapping, Mapping]:
    basics = mapping_at(tree, "basics")
    profile, contact = like(basics), like(basics)
    for key, value in basics.items():
        if is_empty(value):
            continue
        if key in {"name", "headline"} and isinstance(value, Text):
            profile[named(key, key)] = from_text(value)
        elif key in {"email", "phone"}:
            contact[key] = value
        elif key in {"url", "website"}:
            link = value if isinstance(value, Mapping) else Mapping({"href": value})
            if address := text_at(link, "href") or text_at(link, "url"):
                contact[named("website", key)] = address
        elif key == "location":
            _add_place(contact, key, value)
        elif key == "summary" and isinstance(value, Text):
            profile[key] = from_html(value)
        elif key == "profiles":
            _add_profiles(contact, value)
        elif key == "customFields":
            for item in items_of(value):
                text = text_at(item, "value") or text_at(item, "text")
                if text is not None:
                    label = text_at(item, "name")
                    url = text_at(item, "link") or (
                        text if text.startswith(("http://", "https://")) else None
                    )
                    said = from_text(text) if label is None or text is url else from_text(f"{label}: {text}")
                    add_link(contact, label if label is not None and text is url else said, url)
        elif key not in {"picture", "photo"}:
            keep(profile or contact, key, value)
    summary = text_at(tree, "sections", "summary", "content") or text_at(tree, "summary", "content")
    if summary is not None:
        profile[named("summary", summary)] = from_html(summary)
    _add_profiles(contact, mapping_at(tree, "sections", "profiles").get("items"))
    picture = text_at(tree, "picture", "url") or text_at(basics, "picture", "url")
    if picture is not None:
        keep(profile, "image", picture)
    return profile, contact


def _add_place(contact: Mapping, key: str, value: Tree) -> None:
    if isinstance(value, Text):
        contact[key] = from_text(value)
    elif isinstance(value, Mapping):
        parts = [text_at(value, name) for name in ("city", "region", "country")]
        if said := [part for part in parts if part]:
            contact[key] = from_text(Text(", ".join(said), said[0].position))
        lines = [text_at(value, name) for name in ("address", "postalCode")]
        if street := [line for line in lines if line]:
            contact[named("address", key)] = from_text(Text(", ".join([*street, *said]), street[0].position))


def _add_profiles(contact: Mapping, value: Tree) -> None:
    conversion = Conversion("", {}, {})
    for item in items_of(value):
        network, username = text_at(item, "network"), text_at(item, "username")
        url = text_at(item, "url") or text_at(item, "url", "href") or text_at(item, "website", "url")
        if not isinstance(item, Mapping) or _is_hidden(item):
            continue
        is_said = (
            network is not None and bool(username or url) and add_profile(contact, network, username, url)
        )
        if not is_said:
            conversion.keep(contact, Item("profiles", _plain(item), "profiles"))
