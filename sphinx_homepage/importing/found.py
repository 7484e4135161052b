"""What a source of an import holds, in our vocabulary, and what of it found no place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Note(NamedTuple):
    """What was not placed as it stands, or was placed with a guess."""

    file: str
    """The file of the source, relative to it."""
    line: int | None
    message: str
    """What it is and where it is now: one sentence that begins in lower case."""


@dataclass(slots=True)
class Found:
    """What a source holds."""

    data: dict[str, Any] = field(default_factory=dict)
    """A data file: plain values by section, in the order to be written.

    What has no place stands under ``x-`` keys.
    """
    comments: dict[str, str] = field(default_factory=dict)
    """Comments of the source, to write above a section or above an entry of one (``education[0]``)."""
    pages: dict[str, str] = field(default_factory=dict)
    """Pages to write: their text by path, relative to the new site."""
    files: dict[str, Path | bytes] = field(default_factory=dict)
    """Files to write: where each lies now, or what it holds, by its path relative to the new site."""
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings for conf.py."""
    notes: list[Note] = field(default_factory=list)


class Source(NamedTuple):
    """A kind of source."""

    name: str
    meaning: str
    """What it is, for the help and the docs."""
    is_one: Callable[[Path], bool]
    """Whether a file or folder is of this kind, told by what it holds."""
    read: Callable[[Path], Found]
