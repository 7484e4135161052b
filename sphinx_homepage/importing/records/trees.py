"""What the formats have in common: a file's tree, its comments, and the result as it was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.found import Found, Note
from sphinx_homepage.importing.reading import notes_of, text_of, tree_at, tree_of
from sphinx_homepage.importing.records.comments import comments_by_path
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.foreign import Conversion, items_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.text import Tree


def is_tree(path: Path, is_one: Callable[[Mapping], bool]) -> bool:
    """Whether a file is YAML or JSON of the shape that *is_one* wants."""
    tree = tree_at(path)
    return tree is not None and is_one(tree)


def read_tree(path: Path, convert: Callable[[Mapping], tuple[Mapping, list[Note]]]) -> Found:
    """Return what a YAML or JSON file holds, with its comments.

    Args:
        path: The file.
        convert: Makes sections of ours of its tree.
    """
    source, notes = text_of(path)
    tree, problems = tree_of(source, path.name)
    data, said = convert(tree)
    language = language_of(tree)
    return Found(
        data=data,
        settings={"language": language} if language else {},
        comments=comments_by_path(source, data) if not source.lstrip().startswith("{") else {},
        notes=[*notes, *notes_of(problems, path.name), *said],
    )


_LANGUAGES: Final = (
    ("layout", "locale", "language"),
    ("locale", "language"),
    ("metadata", "page", "locale"),
    ("metadata", "locale"),
    ("SkillsPassport", "Locale"),
    ("Locale",),
    ("CandidateProfile", "Locale"),
)
"""Where the formats say in which language a record is written."""


def language_of(tree: Mapping) -> str:
    """Return the language that a record is in, as Sphinx sets it; nothing for English or none."""
    from babel import Locale, UnknownLocaleError

    said = next((text for keys in _LANGUAGES if (text := text_at(tree, *keys))), None)
    if said is None:
        return ""
    code = re.sub(r"[-_].*", lambda match: match[0].replace("-", "_"), said.strip())
    if len(code) > 3 and "_" not in code:  # RenderCV has names.
        names = Locale("en").languages
        code = next((short for short, name in names.items() if name.lower() == code.lower()), "")
    try:
        language = Locale.parse(code).language if code else ""
    except (ValueError, UnknownLocaleError):
        return ""
    return "" if language in {"", "en"} else code


def told(problems: list[Problem]) -> list[Note]:
    """Return what is wrong in a source as notes; what only lists the ``x-`` keys is said by each of these."""
    return notes_of([problem for problem in problems if not problem.is_information], "")


def mapping_at(tree: Tree, *keys: str) -> Mapping:
    """Return the mapping under some keys, one in the other; an empty one where there is none."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree if isinstance(tree, Mapping) else Mapping()


def text_at(tree: Tree, *keys: str) -> Text | None:
    """Return the text under some keys, one in the other; None where there is none."""
    found = mapping_at(tree, *keys[:-1]).get(keys[-1])
    return found if isinstance(found, Text) and found.strip() else None


def items_at(tree: Tree, *keys: str) -> Iterator[Mapping]:
    """Yield the mappings of the list under some keys, or the one that stands in its place."""
    for item in items_of(mapping_at(tree, *keys[:-1]).get(keys[-1])):
        if isinstance(item, Mapping):
            yield item


def entry_of(**fields: Any) -> Mapping:
    """Return an entry of the fields that say something; its place is that of the first."""
    entry = Mapping()
    for name, value in fields.items():
        if value is None or value in ("", [], {}):
            continue
        key = name.removesuffix("_")
        position = getattr(value, "position", None)
        entry[Text(key, position)] = Sequence(value) if isinstance(value, list) else value
        entry.position = entry.position or position
    return entry


def add(data: Mapping, section: str, entry: Mapping) -> None:
    """Add an entry at the end of a section, if it says something."""
    if entry:
        entries = data.setdefault(Text(section, entry.position), Sequence())
        assert isinstance(entries, list)
        entries.append(entry)


def keep(holder: Mapping, key: str, value: Tree) -> None:
    """Keep a value under an ``x-`` key of *holder*."""
    conversion = Conversion("", {}, {})
    if value is not None:
        from sphinx_homepage.sources.foreign import Item

        conversion.keep(holder, Item(key, value, key))


def keep_rest(holder: Mapping, source: Mapping, *used: str) -> None:
    """Keep what *source* says under other keys than those *used*."""
    from sphinx_homepage.sources.foreign import Item, is_empty

    conversion = Conversion("", {}, {})
    for key, value in source.items():
        if key not in used and not is_empty(value):
            conversion.keep(holder, Item(key, value, key))
