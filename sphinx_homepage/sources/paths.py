"""Paths of the site, as people write them."""

from __future__ import annotations

import posixpath
from pathlib import Path


def site_path(url: str, folder: str) -> str:
    """Return a local *url* as a path from the source directory, with a ``/`` before it.

    Args:
        url: ``/images/x.png`` from the source directory, or ``images/x.png`` from *folder*.
        folder: the folder of the file that names it, relative to the source directory.
    """
    path = url.partition("#")[0].partition("?")[0]
    return posixpath.normpath(path if path.startswith("/") else posixpath.join("/", folder, path))


def inside(srcdir: str | Path, path: str) -> Path | None:
    """Return the file at *path* below *srcdir*, or None where it, or what it links to, lies outside."""
    file = Path(srcdir, path.lstrip("/"))
    try:
        return file if file.resolve().is_relative_to(Path(srcdir).resolve()) else None
    except (OSError, ValueError, RuntimeError):  # Too long, with a null character, a link to itself.
        return None


def is_file(path: Path) -> bool:
    """Whether there is a file at *path*, which may be anything that somebody typed."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # Too long, with a null character.
        return False
