"""Curricula vitae in al-folio's own YAML, RenderCV or JSON Resume -> sections of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.importing.sites.checkout import line_of, plain, text_of, texts_of
from sphinx_homepage.importing.sites.dates import date_fields
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources import json_resume, rendercv
from sphinx_homepage.sources.rendercv_sections import kind_of, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_homepage.importing.sites.checkout import Checkout
    from sphinx_homepage.model.text import Tree

_HEADS: Final[dict[str, tuple[str, str]]] = {
    "education": ("degree", "institution"),
    "experience": ("position", "organization"),
    "awards": ("title", "awarder"),
    "grants": ("title", "funder"),
    "talks": ("title", "event"),
    "teaching": ("course", "organization"),
    "service": ("role", "organization"),
    "memberships": ("position", "organization"),
    "volunteering": ("position", "organization"),
    "certificates": ("name", "issuer"),
    "projects": ("name", "organization"),
    "publications": ("title", "journal"),
    "press": ("title", "outlet"),
    "patents": ("title", "office"),
    "advising": ("name", "topic"),
    "references": ("name", "organization"),
    "skills": ("name", "note"),
    "interests": ("name", "note"),
    "languages": ("language", "note"),
    "entries": ("title", "subtitle"),
}
"""By section: what al-folio's ``title`` and ``institution`` of an entry are."""
_KNOWN: Final = {
    "title",
    "institution",
    "year",
    "description",
    "items",
    "location",
    "url",
    "department",
    "name",
}
_PERSON: Final = {
    "full name": ("profile", "name"),
    "name": ("profile", "name"),
    "pronouns": ("profile", "pronouns"),
    "email": ("contact", "email"),
    "e-mail": ("contact", "email"),
    "phone": ("contact", "phone"),
    "website": ("contact", "website"),
    "address": ("contact", "address"),
    "location": ("contact", "location"),
    "office": ("contact", "office"),
    "languages": ("languages", ""),
    "language": ("languages", ""),
}


def read_resume(tree: Mapping, path: str, checkout: Checkout) -> dict[str, Any]:
    """Return what a JSON Resume or RenderCV file holds, or nothing."""
    for foreign in (json_resume, rendercv):
        if foreign.recognises(tree):
            converted, problems = foreign.convert(tree)
            for problem in problems:
                if problem.code is Code.NOT_CARRIED:  # What is kept is noted field by field.
                    continue
                checkout.note(path, problem.position.line if problem.position else None, problem.message)
            data = plain(converted)
            assert isinstance(data, dict)
            data.pop("x-section-order", None)
            return data
    return {}


def read_cv(tree: Tree, path: str, checkout: Checkout, read: Callable[[str], str]) -> dict[str, Any]:
    """Return the sections of al-folio's ``cv.yml``, in whichever of its two forms.

    Args:
        tree: What the file holds.
        path: The file.
        checkout: For the report.
        read: Makes Markdown of a text with HTML and links.
    """
    if isinstance(tree, Mapping):
        data = read_resume(tree, path, checkout)
        if not data:
            checkout.note(
                path, 1, "is neither al-folio's list of sections nor a RenderCV file; it is not read"
            )
        return data
    sections: dict[str, Any] = {}
    for block in tree if isinstance(tree, Sequence) else ():
        if isinstance(block, Mapping):
            _Block(block, path, checkout, read).add_to(sections)
    return sections


def titles_of(tree: Tree) -> dict[str, str]:
    """Return what the old form of a CV calls the sections that one block alone makes."""
    titles: dict[str, list[str]] = {}
    for block in tree if isinstance(tree, Sequence) else ():
        if isinstance(block, Mapping) and (title := text_of(block.get("title"))):
            titles.setdefault(_section_of(title, text_of(block.get("type"))), []).append(title)
    return {section: names[0] for section, names in titles.items() if len(names) == 1}


def order_of(tree: Tree, found: Iterable[str]) -> list[str]:
    """Return the sections of a CV in its order, those first that its blocks are made of."""
    blocks = [block for block in tree if isinstance(block, Mapping)] if isinstance(tree, Sequence) else []
    own = [
        _section_of(text_of(block.get("title")), text_of(block.get("type")))
        for block in blocks
        if text_of(block.get("type")) != "map"
    ]
    return [name for name in dict.fromkeys([*own, *found]) if name in SECTIONS]


def _section_of(title: str, kind: str) -> str:
    shape = Mapping({Text("bullet"): Text("x")} if kind == "list" else {Text("name"): Text("x")})
    return place(title, shape).section


class _Block:
    """One section of the old form."""

    def __init__(self, block: Mapping, path: str, checkout: Checkout, read: Callable[[str], str]) -> None:
        self._title = text_of(block.get("title"))
        self._type = text_of(block.get("type"))
        self._contents = block.get("contents")
        self._line = line_of(block.get("title"))
        self._path = path
        self._checkout = checkout
        self._read = read
        self._section = _section_of(self._title, self._type)
        self._kind = kind_of(self._title, self._section)

    def add_to(self, data: dict[str, Any]) -> None:
        """Add the section's entries to *data*."""
        if isinstance(self._contents, Text):
            data.setdefault("entries", []).append(
                {"title": self._title, "summary": self._read(self._contents), "kind": self._title}
            )
            return
        items = self._contents if isinstance(self._contents, Sequence) else []
        if self._type == "map":
            self._add_map(items, data)
            return
        if self._type == "list" and SECTIONS[self._section].layout == "entries":
            words = [self._read(text) for text in texts_of(Sequence(items))]
            if words:
                entry = {"title": self._title, "highlights": words, "kind": self._title}
                data.setdefault("entries", []).append(entry)
            return
        for item in items:
            for entry in self._entries(item):
                data.setdefault(self._section, []).append(entry)

    def _add_map(self, items: list[Tree], data: dict[str, Any]) -> None:
        left = {}
        for item in items:
            if not isinstance(item, Mapping):
                continue
            name, value = text_of(item.get("name")), item.get("value")
            section, field = _PERSON.get(name.lower(), ("", ""))
            words = ", ".join(texts_of(value)) or text_of(value)
            if not words:
                continue
            if section == "languages":
                entries = data.setdefault("languages", [])
                entries += [_language(text) for text in re.split(r"\s*[,;]\s*(?![^(]*\))", words)]
            elif section:
                data.setdefault(section, {}).setdefault(field, self._read(words))
            elif self._section not in {"entries", "experience"}:
                head = _HEADS[self._section][0]
                key = "fluency" if self._section == "languages" else "keywords"
                said: object = words if key == "fluency" else [part.strip() for part in words.split(",")]
                data.setdefault(self._section, []).append({head: name, key: said})
            else:
                left[name or "?"] = words
        if left:
            key = "x-" + re.sub(r"[^a-z0-9]+", "-", self._title.lower()).strip("-")
            data.setdefault(key, {}).update(left)
            names = ", ".join(left)
            self._checkout.note(self._path, self._line, f'"{self._title}": {names} is kept under {key}')

    def _entries(self, item: Tree) -> Iterator[Any]:
        head, other = _HEADS.get(self._section, _HEADS["entries"])
        kind = self._kind or (self._title if self._section == "entries" else "")
        if isinstance(item, Text):
            words = self._read(item)
            if words:
                yield {head: words, "kind": kind} if kind else words if self._takes_words else {head: words}
            return
        if not isinstance(item, Mapping):
            return
        dates = date_fields(text_of(item.get("year")) or text_of(item.get("date")))
        below = item.get("items")
        if isinstance(below, Sequence) and not text_of(item.get("title")):
            for text in _flat(below):
                yield {head: self._read(text), **dates} | ({"kind": kind} if kind else {})
            return
        entry: dict[str, Any] = {}
        for field, name in ((head, "title"), (other, "institution")):
            if words := text_of(item.get(name)):
                entry[field] = self._read(words)
        if not text_of(item.get("title")) and (words := text_of(item.get("name"))):
            entry[head] = self._read(words)
        entry |= dates
        for name in ("location", "url"):
            if words := text_of(item.get(name)):
                entry[name] = self._read(words) if name == "location" else words
        if (words := text_of(item.get("department"))) and self._section in {"education", "experience"}:
            entry["department"] = self._read(words)
        if highlights := [self._read(text) for text in _flat(item.get("description"))]:
            is_one = isinstance(item.get("description"), Text)
            entry |= {"summary": highlights[0]} if is_one else {"highlights": highlights}
        if words_below := [self._read(text) for text in _flat(below)]:
            key = "keywords" if self._section in {"skills", "interests"} else "highlights"
            entry[key] = [*entry.get(key, []), *words_below]
        if kind:
            entry["kind"] = kind
        left = {key: plain(value) for key, value in item.items() if key not in _KNOWN | {"date"} and value}
        for key, value in left.items():
            entry[f"x-{key}"] = value
            self._checkout.note(
                self._path, line_of(key), f'"{key}" has no field here; it is kept under x-{key}'
            )
        if entry.keys() - {"kind"}:
            yield entry

    @property
    def _takes_words(self) -> bool:
        return SECTIONS[self._section].layout == "words"


def _language(text: str) -> Any:
    match = re.fullmatch(r"([^()]+?)\s*[(:–-]\s*([^()]+)\)?", text)
    return {"language": match[1], "fluency": match[2]} if match else {"language": text}


def _flat(value: Tree) -> list[str]:
    """Return the lines of a list in a list, each behind the words above it."""
    if isinstance(value, Text):
        return [text_of(value)] if value.strip() else []
    lines = []
    for item in value if isinstance(value, Sequence) else ():
        if isinstance(item, Mapping):
            title = text_of(item.get("title")) or text_of(item.get("name"))
            below = item.get("contents") or item.get("items") or item.get("value")
            words = "; ".join(_flat(below))
            lines.append(f"{title}: {words}" if title and words else title or words)
        else:
            lines += _flat(item)
    return [line for line in lines if line]
