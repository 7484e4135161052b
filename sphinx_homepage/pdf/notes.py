"""What the last build knew of each PDF, kept beside the doctrees: what has not changed is not made again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
        try:
            stat = path.stat()
        except OSError:
            return False
        return (stat.st_size, stat.st_mtime_ns) == (self.size, self.time)


class Notes:
    """The PDFs of one builder in one folder, by their names."""

    def __init__(self, app: Sphinx) -> None:
        self._file = Path(app.doctreedir, _FILE)
        # A digest: the doctrees are published by mistake at times, and a path says whose machine it was.
        self._name = hashlib.sha256(f"{app.builder.name} {app.outdir}".encode()).hexdigest()[:16]
        self._all = _read(self._file)
        own = self._all.get(self._name)
        self.made = {
            name: made for name, values in (own or {}).items() if (made := _made(values)) is not None
        }

    def save(self) -> None:
        """Write what has changed."""
        now = {name: asdict(made) for name, made in self.made.items()}
        if now != (self._all.get(self._name) or {}):
            self._file.write_text(json.dumps(self._all | {self._name: now}), "utf-8")


def _read(file: Path) -> dict[str, dict[str, object]]:
    try:
        notes = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _made(values: object) -> Made | None:
    names = {item.name for item in fields(Made)}
    if not isinstance(values, dict) or values.keys() != names:
        return None
    return Made(**values)
