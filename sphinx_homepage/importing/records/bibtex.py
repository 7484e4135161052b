"""A .bib file, which our site reads as it is: it is copied, and a setting names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.found import Found
from sphinx_homepage.importing.reading import MOST, RefusedError, bytes_of, head_of, notes_of
from sphinx_homepage.sources.bibtex.entries import read_publications
from sphinx_homepage.sources.bibtex.inheritance import inherit
from sphinx_homepage.sources.bibtex.reader import read as read_entries
from sphinx_homepage.sources.yaml_characters import decode

if TYPE_CHECKING:
    from pathlib import Path

_ENTRY: Final = re.compile(rb"^[ \t]*@{1,2}[ \t]*[A-Za-z]+[ \t\r\n]*[{(]", re.MULTILINE)


def is_one(path: Path) -> bool:
    """Whether a file has an entry of BibTeX's among its first lines."""
    head = head_of(path)
    return (
        b"\0" not in head
        and not head.lstrip().startswith((b"{", b"<", b"%PDF"))
        and bool(_ENTRY.search(head))
    )


def read(path: Path) -> Found:
    """Return where it is copied to, and what is wrong in it."""
    source, problems = decode(bytes_of(path, MOST), path.name)
    entries, found = read_entries(source, path.name)
    problems += found
    entries, found = inherit(entries)
    problems += found
    publications, found = read_publications(entries)
    problems += found
    if not publications:
        raise RefusedError("it has no entry that can be read")
    name = re.sub(r"[^\w.-]+", "-", path.stem).strip("-.") or "papers"
    target = f"{name}.bib"
    return Found(
        files={target: path.resolve()},
        settings={"homepage_bibliography": [target]},
        notes=notes_of([problem for problem in problems if not problem.is_information], path.name),
    )
