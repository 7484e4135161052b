"""JSON Resume 1.x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.importing.records.trees import is_tree, read_tree, told
from sphinx_homepage.sources import json_resume

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found, Note
    from sphinx_homepage.model.text import Mapping


def is_one(path: Path) -> bool:
    """Whether a file is a JSON Resume."""
    return is_tree(path, json_resume.recognises)


def read(path: Path) -> Found:
    """Return what it holds."""
    return read_tree(path, convert)


def convert(tree: Mapping) -> tuple[Mapping, list[Note]]:
    """Return its tree in our vocabulary."""
    data, problems = json_resume.convert(tree)
    data.pop("x-$schema", None)  # It is not the schema of what is written.
    return data, told(problems)
