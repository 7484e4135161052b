"""What was made of pictures, kept from one build to the next, and for every builder.

A file's name says what it was made from, and how. It never changes once it is there, and it is there as a
whole or not at all: builds may run side by side.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_homepage.pictures.making import RECIPE, Box, Made, Untouched, make
from sphinx_homepage.pictures.metadata import stripped

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = "homepage-pictures"


class Version(NamedTuple):
    """One file made of a picture."""

    file: Path
    density: str
    """The pixels it has for one of CSS."""


class Kept(NamedTuple):
    """What there is of a picture."""

    width: int
    """As shown, in pixels of CSS."""
    height: int
    fallback: Path | None = None
    """None where the picture is shown as it is."""
    modern: tuple[Version, ...] = ()


class Store:
    """The folder of what was made."""

    def __init__(self, doctreedir: str | Path) -> None:
        self.folder = Path(doctreedir, _FOLDER)

    def find(self, name: str, data: bytes, box: Box) -> Kept | None:
        """Return what was made of a picture before.

        Args:
            name: what the file is called in the site, which the new names begin with.
            data: the file.
            box: what it is to be shown in.
        """
        try:
            note = json.loads((self.folder / f"{_stem(name, data, box)}.json").read_text("utf-8"))
            kept = Kept(
                note["width"],
                note["height"],
                self.folder / note["fallback"] if note["fallback"] else None,
                tuple(Version(self.folder / file, density) for file, density in note["modern"]),
            )
        except (OSError, ValueError, LookupError, TypeError):
            return None
        files = [kept.fallback, *(version.file for version in kept.modern)]
        return kept if all(file is None or file.is_file() for file in files) else None

    def make(self, name: str, data: bytes, box: Box) -> Kept:
        """Make and keep what is to be shown of a picture.

        Raises:
            UnusablePictureError: There is nothing that a browser could show.
        """
        made = make(data, box)
        stem = _stem(name, data, box)
        note: dict[str, Any] = {"width": made.width, "height": made.height, "fallback": None, "modern": []}
        if isinstance(made, Made):
            note["fallback"] = self._write(f"{stem}{made.kind}", made.fallback)
            for density, content in made.modern:
                apart = "" if density == "1" else f"-{density}x"
                note["modern"].append((self._write(f"{stem}{apart}.webp", content), density))
        else:
            assert isinstance(made, Untouched)
        self._write(f"{stem}.json", json.dumps(note, sort_keys=True).encode())
        kept = self.find(name, data, box)
        assert kept is not None
        return kept

    def clean(self, file: Path) -> Path:
        """Return a file that shows the same picture as *file* and says nothing else: *file*, if it is so."""
        if file.parent == self.folder:
            return file
        try:
            data = file.read_bytes()
        except OSError:  # Whoever wanted it will say so.
            return file
        content = stripped(data)
        if content == data:
            return file
        name = f"{sha256(data).hexdigest()[:_DIGITS]}{file.suffix}"
        return self.folder / self._write(name, content)

    def _write(self, name: str, content: bytes) -> str:
        place = self.folder / name
        if not place.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            number, typed = tempfile.mkstemp(dir=self.folder, prefix=".new-")
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(content)
                Path(typed).chmod(0o644)  # Sphinx's own files may be read too.
                Path(typed).replace(place)
            finally:
                with suppress(OSError):
                    Path(typed).unlink(missing_ok=True)
        return name


_DIGITS = 12


def _stem(name: str, data: bytes, box: Box) -> str:
    how = sha256(repr((RECIPE, tuple(box))).encode()).hexdigest()[:4]
    return f"{beginning(name)}{sha256(data).hexdigest()[:_DIGITS]}{how}"


def beginning(name: str) -> str:
    """Return what the names begin with of all that is made of a picture called *name* in the site."""
    return f"{name[:80]}."


_MADE = re.compile(
    rf"(?P<beginning>.+\.)(?P<digest>[0-9a-f]{{{_DIGITS}}})[0-9a-f]{{4}}(-[\d.]+x)?\.\w+", re.DOTALL
)


def made_of(folder: Path, name: str) -> list[Path]:
    """Return the files in *folder*, of a site, that were made of a picture that is called *name* there."""
    if not folder.is_dir():
        return []
    files = ((file, _MADE.fullmatch(file.name)) for file in folder.iterdir())
    return [file for file, match in files if match and match["beginning"] == beginning(name)]


def outdated(folder: Path, names: Iterable[str]) -> list[Path]:
    """Return the files in *folder* that were made of earlier contents of pictures.

    Args:
        folder: of a site.
        names: those of files there that were made of what the pictures are now.
    """
    made = [match for name in names if (match := _MADE.fullmatch(name))]
    current = {match["beginning"]: match["digest"] for match in made}
    if not current or not folder.is_dir():
        return []
    files = ((file, _MADE.fullmatch(file.name)) for file in folder.iterdir())
    return [
        file
        for file, match in files
        if match and current.get(match["beginning"], match["digest"]) != match["digest"]
    ]
