"""Files that a record names: only those in the source directory."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.fields import Image, Link, Thesis, is_local
from sphinx_homepage.model.record import with_children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.text import Text


def site_path(url: str, folder: str) -> str:
    """Return a local *url* as a path from the source directory, with a ``/`` before it.

    Args:
        url: ``/images/x.png`` from the source directory, or ``images/x.png`` from *folder*.
        folder: the folder of the file that names it, relative to the source directory.
    """
    path = url.partition("#")[0].partition("?")[0]
    return posixpath.normpath(path if path.startswith("/") else posixpath.join("/", folder, path))


def inside(srcdir: Path, path: str) -> Path | None:
    """Return the file at *path* below *srcdir*, or None where it, or what it links to, lies outside."""
    file = srcdir / path.lstrip("/")
    return file if file.resolve().is_relative_to(srcdir.resolve()) else None


def local_urls(entry: Common) -> Iterator[Text]:
    """Yield every address in *entry* that is a path of the site, in all that nests in it too."""
    for item in with_children(entry):
        for name in item.model_fields_set:
            value = getattr(item, name)
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Image):
                    yield part.src
                elif isinstance(part, (Link, Thesis)):
                    if part.url and is_local(part.url):
                        yield part.url
                elif name in _URL_FIELDS and part and is_local(part):
                    yield part


_URL_FIELDS = {"url", "website", "repository", "slides", "video"}


def missing_files(entry: Common, srcdir: Path, folder: str) -> Iterator[Problem]:
    """Yield a problem for each file that *entry* names and that is not there."""
    for url in local_urls(entry):
        path = site_path(url, folder)
        file = inside(srcdir, path)
        where = url.position or (entry.typed_at if isinstance(entry, Entry) else None)
        if file is None:
            yield Problem(
                Code.FILE_OUTSIDE, f'the path "{url}" leaves the source directory; move the file into it', where
            )
        elif not file.is_file() and not path.endswith((".html", "/")):
            yield Problem(
                Code.FILE_MISSING, f'there is no file "{path.lstrip("/")}" in the source directory', where
            )
