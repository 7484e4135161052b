"""What sources are converted to: whether every text of one is still there."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from sphinx_homepage.model.text import Mapping, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator


def numbered(data: Any, numbers: Iterator[int] | None = None) -> Any:
    """Return *data* with a number behind every text, so that no two are one."""
    numbers = numbers or count(1000)
    if isinstance(data, dict):
        return {key: numbered(value, numbers) for key, value in data.items()}
    if isinstance(data, list):
        return [numbered(value, numbers) for value in data]
    return f"{data}<{next(numbers)}>" if data else data


def texts_in(tree: object, *, with_keys: bool = False) -> Iterator[str]:
    """Yield every text of a tree; its keys too, if they are asked for."""
    if isinstance(tree, Text):
        yield tree
    for part in tree.values() if isinstance(tree, Mapping) else tree if isinstance(tree, Sequence) else ():
        yield from texts_in(part, with_keys=with_keys)
    if with_keys and isinstance(tree, Mapping):
        yield from tree
