"""Other programs' records and sites -> a data file, pages and settings of ours.

A kind of source is a :class:`~sphinx_homepage.importing.found.Source`, a row of :data:`SOURCES`.
Whatever a source holds goes one way: its reader makes a :class:`~sphinx_homepage.importing.found.Found`
of it, :mod:`~sphinx_homepage.importing.settling` puts what our reader would warn of under ``x-`` keys,
:mod:`~sphinx_homepage.importing.merging` makes one of several, and
:mod:`~sphinx_homepage.importing.writing` writes the data file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.records import RECORDS
from sphinx_homepage.importing.sites import SITES

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found, Source


SOURCES: Final = (*SITES, *RECORDS)
"""Every kind of source, in the order in which they are told apart."""


def recognised(path: Path) -> Source | None:
    """Return the kind of source that a file or folder is, by what it holds; nothing for any other."""
    return next((source for source in SOURCES if source.is_one(path)), None)


def read(path: Path, source: Source | None = None) -> Found:
    """Return what a file or folder holds, such that our reader takes it without a warning.

    Args:
        path: The file or folder.
        source: Its kind, if it is known.

    Raises:
        RefusedError: It is of no known kind, or cannot be read; the message says why.
    """
    from sphinx_homepage.importing.pictures import save
    from sphinx_homepage.importing.reading import RefusedError
    from sphinx_homepage.importing.settling import settle

    source = source or recognised(path)
    if source is None:
        names = ", ".join(row.name for row in SOURCES)
        message = "this is none of the records and sites that can be imported"
        raise RefusedError(f"{message}; these are {names}")
    found = source.read(path)
    save(found, path.name)
    settle(found, path)
    return found
