"""RenderCV 2.x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.importing.records.trees import is_tree, read_tree, told
from sphinx_homepage.model.text import Mapping
from sphinx_homepage.sources import rendercv

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found, Note


def is_one(path: Path) -> bool:
    """Whether a file is a CV of RenderCV."""
    return is_tree(path, rendercv.recognises)


def read(path: Path) -> Found:
    """Return what it holds."""
    return read_tree(path, _convert)


def _convert(tree: Mapping) -> tuple[Mapping, list[Note]]:
    data, problems = rendercv.convert(tree)
    order = data.get("x-section-order")
    if isinstance(order, Mapping):  # Only what a section was called otherwise says something here.
        for title in [title for title, section in order.items() if title.lower() == section]:
            del order[title]
        if not order:
            del data["x-section-order"]
    return data, told(problems)
