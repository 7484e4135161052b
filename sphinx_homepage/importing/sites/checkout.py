"""A folder of somebody's site: the files in it, and nothing that it only points to."""

from __future__ import annotations

import os
import posixpath
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.importing.found import Note
from sphinx_homepage.model.text import Mapping, Sequence
from sphinx_homepage.sources.yaml import parse
from sphinx_homepage.sources.yaml_characters import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_homepage.model.text import Tree

_SKIPPED: Final = {
    "node_modules",
    "_site",
    "public",
    "resources",
    "vendor",
    "__pycache__",
    "lighthouse_results",
}
"""Folders that programs fill."""
_MAX_TEXT: Final = 4_000_000
_MAX_FILES: Final = 20_000
_MAX_DEPTH: Final = 12
_FENCE: Final = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class Document(NamedTuple):
    """A page of the old site."""

    path: str
    """Relative to the checkout."""
    fields: Mapping
    """Its front matter."""
    body: str
    first_line: int
    """The line of the file at which the body begins."""

    def text(self, *names: str) -> str:
        """Return the first of the fields *names* that is a text and says something."""
        return next((text for name in names if (text := text_of(self.fields.get(name)))), "")


class Checkout:
    """A site's folder. Links and paths that lead out of it are as if they were not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes: list[Note] = []
        self._said: set[Note] = set()
        self.paths = tuple(self._walk())
        self._by_name = {path.lower(): path for path in reversed(self.paths)}
        self._known = frozenset(self.paths)

    def _walk(self) -> Iterator[str]:
        """Yield the files of a folder in order, relative to it; no links, nothing hidden."""
        count = 0
        waiting: list[tuple[str, int]] = [("", 0)]
        while waiting:
            place, depth = waiting.pop(0)
            try:
                with os.scandir(self.folder / place) as found:
                    entries = sorted(found, key=lambda entry: (_natural(entry.name), entry.name))
            except OSError as error:
                self.note(place, None, f"cannot be read: {error.strerror}")
                continue
            folders = []
            for entry in entries:
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                path = f"{place}/{entry.name}" if place else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name in _SKIPPED:
                        continue
                    if depth < _MAX_DEPTH:
                        folders.append((path, depth + 1))
                    else:
                        self.note(path, None, "lies too deep in folders, and is left out")
                elif entry.is_file(follow_symlinks=False):
                    count += 1
                    if count > _MAX_FILES:
                        message = f"only the first {_MAX_FILES} files are read: the folder has more"
                        self.note("", None, message)
                        return
                    yield path
            waiting += folders

    def note(self, file: str, line: int | None, message: str) -> None:
        """Add to the report."""
        note = Note(file, line, message)
        if note not in self._said:
            self._said.add(note)
            self.notes.append(note)

    def below(self, folder: str, *endings: str) -> list[str]:
        """Return the files below *folder* with one of *endings*, but for hidden ones."""
        return [
            path
            for path in self.paths
            if path.startswith(f"{folder}/") and (not endings or path.lower().endswith(endings))
        ]

    def has(self, path: str) -> bool:
        """Whether there is a file at *path*."""
        return path in self._known

    def find(self, path: str, *folders: str) -> str | None:
        """Return the file that *path* means: from the checkout's root, or in one of *folders*."""
        bare = path.partition("#")[0].partition("?")[0].strip()
        for name in dict.fromkeys((bare, unquote(bare))):
            for folder in ("", *folders):
                whole = posixpath.normpath(posixpath.join(folder, name.lstrip("/") or "."))
                if whole in self._known:
                    return whole
                if whole.lower() in self._by_name and not whole.startswith(".."):
                    return self._by_name[whole.lower()]
        return None

    def read(self, path: str) -> str:
        r"""Return the text of a file, or nothing; ``\\n`` ends its lines."""
        if path not in self._known:
            return ""
        file = self.folder / path
        try:
            if file.stat().st_size > _MAX_TEXT:
                self.note(path, None, "is larger than a text that anybody wrote; it is left out")
                return ""
            data = file.read_bytes()
        except OSError as error:
            self.note(path, None, f"cannot be read: {error.strerror}")
            return ""
        text, problems = decode(data, path)
        for problem in problems:
            self.note(path, problem.position.line if problem.position else None, problem.message)
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def data(self, *paths: str) -> Tree:
        """Return what the first of the YAML, JSON or TOML files *paths* holds that is there."""
        for path in paths:
            if path in self._known:
                text = self.read(path)
                return self._toml(text, path, 1) if path.endswith(".toml") else self._yaml(text, path, 1)
        return None

    def mapping(self, *paths: str) -> Mapping:
        """Return the mapping in the first of the files *paths* that is there."""
        tree = self.data(*paths)
        return tree if isinstance(tree, Mapping) else Mapping()

    def document(self, path: str) -> Document:
        """Return a page: its front matter in YAML, TOML or JSON, and its body."""
        source = self.read(path)
        match = _FENCE.match(source)
        if match is None:
            return Document(path, Mapping(), source, 1)
        tree = self._toml(match[2], path, 2) if match[1] == "+++" else self._yaml(match[2], path, 2)
        if tree is not None and not isinstance(tree, Mapping):
            self.note(
                path, 2, "its front matter is no list of fields, and is left out: write each as  name: value"
            )
        fields = tree if isinstance(tree, Mapping) else Mapping()
        return Document(path, fields, source[match.end() :], source.count("\n", 0, match.end()) + 1)

    def _yaml(self, text: str, path: str, first_line: int) -> Tree:
        # In Jekyll's own files a bare "---" above the data is common.
        body = re.sub(r"\A(?:---[ \t]*\n)+", lambda match: "\n" * match[0].count("\n"), text)
        # As academicpages has it: a name for a value, which nothing refers to.
        for name in set(re.findall(r":[ \t]+&([\w-]+)", body)):
            if f"*{name}" not in body:
                body = re.sub(rf"(:[ \t]+)&{name}(?![\w-])[ \t]*", r"\1", body)
        tree, problems = parse(body, path, first_line=first_line)
        for problem in problems:
            # The template's own files have comments in the places of values: ``paperurl: #'http://...'``.
            if not problem.is_information and problem.code is not Code.YAML_COMMENT:
                line = problem.position.line if problem.position else None
                self.note(path, line, problem.message)
        return tree

    def _toml(self, text: str, path: str, first_line: int) -> Tree:
        import tomllib

        try:
            return _as_tree(tomllib.loads(text))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self.note(path, first_line, f"is not TOML, and is read no further: {error}")
            return None


def _as_tree(value: object) -> Tree:
    """Return what a TOML file holds in the form that all data has here."""
    import datetime

    from sphinx_homepage.model.text import Text

    if isinstance(value, dict):
        return Mapping({Text(str(key)): _as_tree(item) for key, item in value.items()})
    if isinstance(value, list):
        return Sequence([_as_tree(item) for item in value])
    if isinstance(value, bool):
        return Text(str(value).lower())
    if isinstance(value, datetime.datetime):
        return Text(value.date().isoformat())
    return Text(str(value))


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key by which ``2_x`` comes before ``10_x``."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.lower())
    return [(int(part), "") if part.isdecimal() and part.isascii() else (-1, part) for part in parts]


def text_of(value: object) -> str:
    """Return a text without what stands around it; of anything else, nothing."""
    return str(value).strip() if isinstance(value, str) else ""


def texts_of(value: Tree) -> list[str]:
    """Return the texts of a list, or the one text."""
    items = value if isinstance(value, Sequence) else [value]
    return [text for item in items if (text := text_of(item))]


def number_of(value: object, otherwise: float) -> float:
    """Return a number that things are put in order by; *otherwise* where it is none."""
    text = text_of(value)
    return float(text) if re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{0,9})?", text) else otherwise


def is_true(value: object) -> bool:
    """Whether a value of YAML means yes."""
    return text_of(value).lower() in {"true", "yes", "on"}


def plain(tree: Tree) -> object:
    """Return a tree as plain mappings, lists and texts, without what is empty."""
    if isinstance(tree, Mapping):
        parts = {str(key): plain(value) for key, value in tree.items()}
        return {key: value for key, value in parts.items() if value not in (None, "", [], {})}
    if isinstance(tree, Sequence):
        items = [plain(value) for value in tree]
        return [item for item in items if item not in (None, "", [], {})]
    return None if tree is None else str(tree)


def line_of(value: object) -> int | None:
    """Return the line at which a part of a tree stands."""
    position = getattr(value, "position", None)
    return position.line if position else None
