"""What the last build knew of each PDF: what has not changed is not made again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from sphinx_homepage.build_notes import BuildNotes, stamp_of

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

_FILE = "homepage-pdf.json"


@dataclass
class Made:
    """A PDF that a build has made."""

    docname: str
    refers_to: list[str]
    """The other pages that it says something of."""
    files: list[str]
    """The files that it was made from, beside its page and what that depends on."""
    key: str
    """What changes when the PDF may have to be made again."""
    digest: str
    """What changes when it has to."""
    size: int
    time: int
    """When the file was written, in nanoseconds: another's file at the same place is left alone."""
    pages: int

    def is_at(self, path: Path) -> bool:
        """Whether the file at *path* is the one that was written."""
        return stamp_of(path) == (self.size, self.time)


class Notes:
    """The PDFs of one builder in one folder, by their names."""

    def __init__(self, app: Sphinx) -> None:
        self._notes = BuildNotes(app, _FILE)
        self.made = {
            name: made for name, values in self._notes.load().items() if (made := _made(values)) is not None
        }

    def save(self) -> None:
        """Write what has changed."""
        self._notes.save({name: asdict(made) for name, made in self.made.items()})


def _made(values: object) -> Made | None:
    names = {item.name for item in fields(Made)}
    if not isinstance(values, dict) or values.keys() != names:
        return None
    return Made(**values)
