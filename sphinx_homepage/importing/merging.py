"""What several sources hold -> one: of two that say something else of one thing, the first wins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_homepage.diagnostics import shown
from sphinx_homepage.importing.found import Found, Note
from sphinx_homepage.model.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def merged(sources: Sequence[tuple[str, Found]]) -> Found:
    """Return one of what several sources hold.

    ``profile`` and ``contact`` take from each what those before it did not say. Entries of the other sections
    follow each other, but for those that say no more than one that is there.

    Args:
        sources: What was found, with the name of each source, the one that wins first.
    """
    result = Found()
    for name, found in sources:
        _add_data(result, found, name)
        for kind, mine, theirs in (
            ("page", result.pages, found.pages),
            ("file", result.files, found.files),
            ("setting", result.settings, found.settings),
        ):
            _add_named(result, kind, mine, theirs, name)
        result.notes += found.notes
    return result


def _add_named(result: Found, kind: str, mine: dict[str, Any], theirs: dict[str, Any], name: str) -> None:
    for key, value in theirs.items():
        first = mine.setdefault(key, value)
        if first is value or first == value:
            continue
        if isinstance(first, list) and isinstance(value, list):
            mine[key] = [*first, *(item for item in value if item not in first)]
        else:
            message = f'the {kind} "{shown(key)}" of an earlier source was taken, and this one left out'
            result.notes.append(Note(name, None, message))


def _add_data(result: Found, found: Found, name: str) -> None:
    for section, value in found.data.items():
        row = SECTIONS.get(section)
        mine = result.data.get(section)
        if mine is None:
            result.data[section] = value
            _add_comments(result, found, section, {})
        elif row is not None and row.is_single and isinstance(mine, dict) and isinstance(value, dict):
            _fill(result, section, mine, value, name)
            _add_comments(result, found, section, {})
        elif row is not None:
            mine = result.data[section] = _as_list(mine)
            places: dict[int, int] = {}
            for number, entry in enumerate(_as_list(value)):
                if any(_says_all(other, entry) for other in mine):
                    continue
                places[number] = len(mine)
                mine.append(entry)
            _add_comments(result, found, section, places)
        else:
            result.data[_free(section, result.data)] = value
    if "" in found.comments:
        _add_comment(result, "", found.comments[""])


def _fill(result: Found, section: str, mine: dict[str, Any], theirs: dict[str, Any], name: str) -> None:
    """Give *mine* what it does not say, and note what it says otherwise."""
    for key, value in theirs.items():
        if key not in mine:
            mine[key] = value
        elif key.startswith("x-"):
            if not _says_all(mine[key], value):
                mine[_free(key, mine)] = value
        elif key == "links":
            mine[key] = [*_as_list(mine[key]), *(link for link in _as_list(value) if link not in mine[key])]
        elif not _says_all(mine[key], value):
            kept = _free(f"x-{key}", mine)
            mine[kept] = value
            message = f"{section}.{key} is that of an earlier source; this one is kept as {section}.{kept}"
            result.notes.append(Note(name, getattr(getattr(value, "position", None), "line", None), message))


def _says_all(one: Any, other: Any) -> bool:
    """Whether *one* says all that *other* does."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(key in one and _says_all(one[key], value) for key, value in other.items())
    if isinstance(one, list) or isinstance(other, list):
        ones = _as_list(one)
        return all(any(_says_all(item, value) for item in ones) for value in _as_list(other))
    return " ".join(str(one).split()) == " ".join(str(other).split())


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _free(name: str, taken: Iterable[str]) -> str:
    names = set(taken)
    base, number = name, 2
    while name in names:
        name = f"{base}-{number}"
        number += 1
    return name


def _add_comments(result: Found, found: Found, section: str, places: dict[int, int]) -> None:
    """Take over the comments of a section and of its entries, which stand elsewhere now."""
    for key, text in found.comments.items():
        of_entry = re.fullmatch(rf"{re.escape(section)}\[(\d+)\]", key)
        if key == section:
            _add_comment(result, section, text)
        elif of_entry:
            number = int(of_entry[1])
            at = places.get(number) if places else number
            _add_comment(result, section if at is None else f"{section}[{at}]", text)


def _add_comment(result: Found, key: str, text: str) -> None:
    before = result.comments.get(key)
    result.comments[key] = f"{before}\n{text}" if before else text
