"""Files that a build writes beside Sphinx's own, and what it notes of them beside its doctrees for the next.

So a later build leaves alone what says the same, and can take back what nobody asks for any more. A file that
has changed since is somebody else's, and stays.
"""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class BuildNotes:
    """What the last build of one builder in one folder noted."""

    def __init__(self, app: Sphinx, file: str) -> None:
        """Read the notes.

        Args:
            app: The application: its builder, and the folder that this writes to.
            file: The name of the file among the doctrees that has them, of all builders and folders.
        """
        self.outdir = Path(app.outdir)
        self._file = Path(app.doctreedir, file)
        self._all = self._read()
        # A digest: the doctrees are published by mistake at times, and a path says whose machine it was.
        self._name = hashlib.sha256(f"{app.builder.name} {self.outdir}".encode()).hexdigest()[:16]

    def _read(self) -> dict[str, Any]:
        try:
            notes = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return notes if isinstance(notes, dict) else {}

    def load(self) -> dict[str, Any]:
        """Return what was noted, to be changed and saved."""
        own = self._all.get(self._name)
        return copy.deepcopy(own) if isinstance(own, dict) else {}

    def save(self, own: dict[str, Any]) -> None:
        """Note *own* instead, if it is anything else."""
        if own != self._all.get(self._name, {}):
            self._all |= {self._name: own}
            self._file.write_text(json.dumps(self._all), "utf-8")


class Stamp(NamedTuple):
    """What tells whether a file is still the one that was written."""

    size: int
    time: int
    """In nanoseconds."""


def stamp_of(file: Path) -> Stamp | None:
    """Return the stamp of a file; None where there is none."""
    try:
        stat = file.stat()
    except OSError:
        return None
    return Stamp(stat.st_size, stat.st_mtime_ns)


def write_file(file: Path, data: bytes) -> None:
    """Write a file, and the folders that it is in, unless it says the same already."""
    if not file.is_file() or file.read_bytes() != data:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
