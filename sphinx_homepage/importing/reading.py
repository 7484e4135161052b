"""Files that somebody sent: how much of one is read, and how deeply it may nest."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.importing.found import Note
from sphinx_homepage.model.text import Mapping
from sphinx_homepage.sources.yaml import parse
from sphinx_homepage.sources.yaml_characters import decode
from sphinx_homepage.sources.yaml_faults import MAX_DEPTH

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.diagnostics import Problem

MOST: Final = 16 * 2**20
"""How large a file of text may be, in bytes: a photograph in it is some megabytes."""

_HEAD: Final = 4096
_JSON_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET: Final = re.compile(r"[\[{\]}]")
_NO_TREES: Final = (b"PK", b"%PDF-", b"\x89PNG", b"\xff\xd8", b"GIF8", b"\x1f\x8b")


class RefusedError(ValueError):
    """A source that is not read; the message says why, as a sentence that begins in lower case."""


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file; nothing where there is no file that can be read."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def bytes_of(path: Path, most: int = MOST) -> bytes:
    """Return the bytes of a file.

    Raises:
        RefusedError: It is larger than *most*, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise RefusedError(f"the file cannot be read: {error.strerror or error}") from None
    if len(data) > most:
        raise RefusedError(f"the file is larger than {most // 2**20} MB, which no record is")
    return data


def text_of(path: Path) -> tuple[str, list[Note]]:
    """Return the text of a file, and what is wrong with its encoding."""
    text, problems = decode(bytes_of(path), path.name)
    return text, notes_of(problems, path.name)


def notes_of(problems: list[Problem], name: str) -> list[Note]:
    """Return problems of a source as notes, those that only inform too."""
    return [
        Note(name, problem.position.line if problem.position else None, problem.message)
        for problem in problems
    ]


def depth_of(source: str) -> int:
    """Return how deeply brackets nest in a JSON text."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(_JSON_STRING.sub("", source)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def tree_of(source: str, name: str) -> tuple[Mapping, list[Problem]]:
    """Return the tree of a YAML or JSON text, with the places in it, and what is wrong with it.

    Raises:
        RefusedError: It nests too deeply, or is no mapping.
    """
    if source.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        if depth_of(source) > MAX_DEPTH:
            raise RefusedError(f"it nests more than {MAX_DEPTH} deep, which no record does")
        name = name if name.endswith(".json") else f"{name}.json"
    tree, problems = parse(source, name)
    if not isinstance(tree, Mapping):
        raise RefusedError("it holds no mapping of sections")
    return tree, [problem for problem in problems if problem.code is not Code.FILE_ENCODING]


def tree_at(path: Path) -> Mapping | None:
    """Return the tree of a YAML or JSON file, for a look at what it is; nothing where it is none.

    Raises:
        RefusedError: It is too large, or nests too deeply.
    """
    if not path.is_file():
        return None
    stat = path.stat()
    return _tree_at(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _tree_at(path: Path, _modified: int, _size: int) -> Mapping | None:
    head = head_of(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"\0" in head or head.startswith(_NO_TREES) or start[:1] in {b"<", b"@"}:
        return None
    if start[:12].upper() == b"BEGIN:VCARD" or (start[:1] not in {b"{", b"["} and b":" not in head):
        return None
    source, _ = decode(bytes_of(path), path.name)
    try:
        return tree_of(source, path.name)[0]
    except RefusedError:
        if depth_of(source) > MAX_DEPTH:
            raise
        return None
