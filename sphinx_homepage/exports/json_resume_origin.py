"""What came as JSON Resume goes out as it came, down to its numbers, nulls and empty fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.exports.json_resume_basics import PRIVATE_PARTS
from sphinx_homepage.exports.json_resume_objects import FIELDS
from sphinx_homepage.sources.foreign import is_empty
from sphinx_homepage.sources.json_resume import SECTION_NAMES

if TYPE_CHECKING:
    from sphinx_homepage.exports.json_resume_values import Data

_NAMED: Final = frozenset({"private", "phone", *PRIVATE_PARTS})
_DAY: Final = re.compile("[12][0-9]{3}(?:-[01][0-9](?:-[0-3][0-9])?)?")
_DATES: Final = frozenset({"startDate", "endDate", "date", "releaseDate"})
_LISTS: Final = frozenset({"highlights", "courses", "keywords", "roles"})
_TEXTS: Final = {
    "basics": ("name", "label", "image", "email", "phone", "url", "summary"),
    "location": ("address", "postalCode", "city", "countryCode", "region"),
    "profiles": ("network", "username", "url"),
    "meta": ("canonical", "version", "lastModified"),
}


def as_it_came(origin: Any, whole: Data, document: Data, *, is_private_shown: bool) -> Data:
    """Return *document* with every part that is whole as the file has it, if it is valid there.

    Args:
        origin: The file.
        whole: All that was read from it, as this program writes it.
        document: What goes out of that.
        is_private_shown: Whether what is private goes out too.
    """
    if not isinstance(origin, dict):
        return document

    def is_right(key: str, part: Any) -> bool:
        if _is_list(key) and not isinstance(origin[key], list):
            return False
        return (is_private_shown or not _may_hide(part)) and _is_valid(key, part)

    parts = (
        (key, item)
        for key, part in origin.items()
        for item in (part if isinstance(part, list) and _is_list(key) else [part])
    )
    if whole == document and all(is_right(key, part) for key, part in parts):
        return origin
    result = dict(document)
    for key, part in origin.items():
        read, left = whole.get(key), document.get(key)
        if read is None:
            if is_empty(part) and is_right(key, part):
                result.setdefault(key, part)
        elif isinstance(part, list) and isinstance(read, list) and isinstance(left, list):
            if len(part) == len(read) == len(left):
                rows = zip(part, read, left, strict=True)
                result[key] = [was if now == then and is_right(key, was) else now for was, then, now in rows]
        elif key == "basics" and {"profile", "contact"} & origin.keys():
            continue
        elif read == left and is_right(key, part):
            result[key] = part
    return result


def _is_list(key: str) -> bool:
    return SECTION_NAMES.get(key, key) in FIELDS and key not in SECTION_NAMES.values()


def _may_hide(part: Any) -> bool:
    """Whether a part names private fields, or has one that is private unless it says otherwise."""
    todo = [part]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            if any(not is_empty(value[name]) for name in _NAMED & value.keys()):
                return True
            todo += value.values()
        elif isinstance(value, list):
            todo += value
    return False


# Whether the schema allows what a file has: many have null for a date that is not there.


def _is_valid(key: str, part: Any) -> bool:
    if key == "$schema":
        return isinstance(part, str)
    if _is_list(key):
        if part == []:  # The section itself, where it is empty.
            return True
        names = FIELDS[SECTION_NAMES.get(key, key)]
        return isinstance(part, dict) and all(
            _is_field(name, part[name]) for name in names.keys() & part.keys()
        )
    if key not in _TEXTS:
        return True
    if not isinstance(part, dict):
        return False
    if not all(isinstance(part.get(name, ""), str) for name in _TEXTS[key]):
        return False
    if key != "basics":
        return True
    profiles = part.get("profiles", [])
    return (
        _is_valid("location", part.get("location", {}))
        and isinstance(profiles, list)
        and all(_is_valid("profiles", profile) for profile in profiles)
    )


def _is_field(name: str, value: Any) -> bool:
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and (name not in _DATES or bool(_DAY.fullmatch(value)))
