"""A PDF of ours: the record that it carries along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.importing.found import Found
from sphinx_homepage.importing.reading import RefusedError, bytes_of, head_of, notes_of, tree_of
from sphinx_homepage.importing.records.json_resume import convert
from sphinx_homepage.pdf.attachment import MOST_PDF, NAME, read_record

if TYPE_CHECKING:
    from pathlib import Path


def is_one(path: Path) -> bool:
    """Whether a file is a PDF; whether it is one of ours, only reading it tells."""
    return b"%PDF-" in head_of(path)[:1024]


def read(path: Path) -> Found:
    """Return what the record in it holds."""
    data = bytes_of(path, MOST_PDF)
    try:
        record = read_record(data)
    except ModuleNotFoundError as error:
        if error.name != "pypdf":
            raise
        message = (
            'reading a PDF takes pypdf; install it with  python -m pip install "sphinx-homepage[import]"'
        )
        raise RefusedError(message) from None
    if record is None:
        raise RefusedError(
            f"this PDF carries no {NAME}: only those that sphinx-homepage made can be imported"
        )
    tree, problems = tree_of(record.decode("utf-8", "replace"), NAME)
    found, notes = convert(tree)
    return Found(data=found, notes=[*notes_of(problems, path.name), *notes])
