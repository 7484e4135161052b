"""What an import says afterwards: what was written, and what of the sources found no place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_homepage.diagnostics import printable
from sphinx_homepage.model.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from sphinx_homepage.importing.found import Found, Note


class Written(NamedTuple):
    """A file that was written."""

    path: str
    """Relative to the new site."""
    meaning: str


def in_words(found: Found) -> str:
    """Return what was found in a few words: ``profile, contact, 3 experience, 12 publications``."""
    words = []
    for name, value in found.data.items():
        if name in SECTIONS:
            count = len(value) if isinstance(value, list) else 1
            words.append(name if SECTIONS[name].is_single else f"{name} ({count})")
    for name, things in (("pages", found.pages), ("files", found.files)):
        if things:
            words.append(f"{len(things)} {name if len(things) > 1 else name[:-1]}")
    return ", ".join(words) or "nothing"


def place_of(note: Note) -> str:
    """Return where a note's part of the source is: ``cv.json:12``."""
    return f"{note.file}:{note.line}" if note.file and note.line else note.file


def as_text(notes: Iterable[Note]) -> str:
    """Return the notes for a terminal, a line each."""
    lines = (": ".join(part for part in (place_of(note), note.message) if part) for note in notes)
    return "".join(f"{printable(line)}\n" for line in lines)


def as_markdown(
    sources: Sequence[tuple[str, str]],
    found: Found,
    written: Sequence[Written],
    settings: Mapping[str, Any],
) -> str:
    """Return the report as a file.

    Args:
        sources: The names of the sources, each with that of its kind.
        found: What they hold together.
        written: The files that were written.
        settings: What conf.py has to say, where the import has not written it.
    """
    # A draft is on no site: what found no place may be private.
    lines = ["---", "draft: true", "---", "", "# Import", "", "Read:", ""]
    lines += [f"- {_code(name)}, {kind}" for name, kind in sources]
    lines += ["", f"They hold: {in_words(found)}.", "", "Written:", ""]
    lines += [f"- {_code(path)}, {meaning}" for path, meaning in written]
    if settings:
        lines += ["", "Put this into `conf.py`:", "", "```python"]
        lines += [f"{name} = {value!r}" for name, value in settings.items()]
        lines += ["```"]
    lines += ["", "## What found no place of its own", ""]
    if found.notes:
        lines += ["Keys that begin with `x-` are kept in the data file and never shown.", ""]
        lines += [f"- {_note(note)}" for note in found.notes]
    else:
        lines += ["Nothing: all of it has a place."]
    return "\n".join(lines) + "\n"


def _note(note: Note) -> str:
    place = place_of(note)
    message = printable(" ".join(note.message.split()))
    # A source's words are in it: none of them may be markup.
    message = re.sub(r"([\\`*_\[\]<>#|{}$&~])", r"\\\1", message)
    return f"{_code(place)}: {message}." if place else f"{message}."


def _code(text: str) -> str:
    return f"`{printable(text).replace('`', chr(39))}`"
