"""Taking values out of what a service has answered, which may be anything."""

from __future__ import annotations

from typing import Any, Final
from unicodedata import category

from sphinx_homepage.model.synced import LARGEST

_LONGEST: Final = 1000
"""The characters that are kept of a text."""
_UNSEEN: Final = frozenset({"Cc", "Cs", "Cn", "Co"})
_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""What shows the text behind it in another order than it has."""


def at(tree: Any, *path: str | int) -> Any:
    """Return what is at *path* in a tree of JSON, or None where there is nothing."""
    for step in path:
        if isinstance(step, int):
            tree = tree[step] if isinstance(tree, list) and len(tree) > step else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def rows(tree: Any, *path: str | int) -> list[Any]:
    """Return the list at *path*: an empty one where there is none."""
    found = at(tree, *path)
    return found if isinstance(found, list) else []


def text(tree: Any, *path: str | int) -> str:
    """Return the text at *path* on one line, without what no page can show; empty where there is none."""
    found = at(tree, *path)
    if not isinstance(found, str):
        return ""
    kept = (" " if char in "\t\n\r\u2028\u2029" else char for char in found[: 4 * _LONGEST])
    line = "".join(char for char in kept if category(char) not in _UNSEEN and char not in _TURNS)
    return " ".join(line.split())[:_LONGEST].strip()


def number(tree: Any, *path: str | int) -> int | None:
    """Return the number at *path*, or None where there is none that can be one of citations or stars."""
    found = at(tree, *path)
    is_number = isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= LARGEST
    return found if is_number else None
