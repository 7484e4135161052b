"""RenderCV 2.x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.importing.records.trees import is_tree, read_tree, told
from sphinx_homepage.sources import rendercv

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found, Note
    from sphinx_homepage.model.text import Mapping


def is_one(path: Path) -> bool:
    """Whether a file is a CV of RenderCV."""
    return is_tree(path, rendercv.recognises)


def read(path: Path) -> Found:
    """Return what it holds."""
    return read_tree(path, _convert)


def _convert(tree: Mapping) -> tuple[Mapping, list[Note]]:
    data, problems = rendercv.convert(tree)
    return data, told(problems)
