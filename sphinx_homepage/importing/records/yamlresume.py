"""YAMLResume (https://yamlresume.dev): a JSON Resume in all but a few names, below ``content``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.records.json_resume import convert
from sphinx_homepage.importing.records.trees import is_tree, keep_rest, mapping_at, read_tree
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.foreign import items_of, like, named

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found, Note
    from sphinx_homepage.model.text import Tree

_SECTIONS: Final = {"basics", "education", "work", "languages", "skills", "projects", "volunteer", "location"}
_BASICS: Final = {"headline": "label"}


def is_one(path: Path) -> bool:
    """Whether a file is a résumé of YAMLResume."""
    return is_tree(path, lambda tree: bool(_SECTIONS & mapping_at(tree, "content").keys()))


def read(path: Path) -> Found:
    """Return what it holds."""
    return read_tree(path, _convert)


def _convert(tree: Mapping) -> tuple[Mapping, list[Note]]:
    content = mapping_at(tree, "content")
    resume = like(content)
    basics = like(content.get("basics"))
    for key, value in mapping_at(content, "basics").items():
        basics[named(_BASICS.get(key, key), key)] = value
    for key in ("location", "profiles"):
        if key in content:
            basics[named(key, next(name for name in content if name == key))] = content[key]
    location = basics.get("location")
    if isinstance(location, Mapping):
        basics["location"] = _renamed(location, {"country": "countryCode"})
    if basics:
        resume[named("basics", content)] = basics
    for key, value in content.items():
        if key not in {"basics", "location", "profiles"}:
            resume[key] = _section(key, value)
    data, notes = convert(resume)
    keep_rest(data, tree, "content")
    return data, notes


def _section(key: str, value: Tree) -> Tree:
    names = {"references": {"relationship": "position", "summary": "reference"}}.get(key, {})
    entries = Sequence(
        _renamed(item, names) if isinstance(item, Mapping) else item for item in items_of(value)
    )
    entries.position = getattr(value, "position", None)
    return entries


def _renamed(source: Mapping, names: dict[str, str]) -> Mapping:
    renamed = like(source)
    for key, value in source.items():
        renamed[named(names.get(key, key), key)] = (
            Text(value.strip(), value.position) if isinstance(value, Text) else value
        )
    return renamed
