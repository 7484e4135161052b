"""Small data files that a setting names and that are one mapping: co-authors, venues."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.model.text import Mapping, Position, Sequence, Text
from sphinx_homepage.model.values import is_local, read_text, read_url, shape_of
from sphinx_homepage.sources.paths import inside, is_file, site_path
from sphinx_homepage.sources.yaml import parse
from sphinx_homepage.sources.yaml_characters import decode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx_homepage.model.text import Tree

_CODES = {code.slug: code for code in Code}


class Table:
    """A file that is read, and everything that is wrong in it.

    Args:
        setting: What names the file: ``homepage_venues``.
        name: The file, relative to the source directory.
        srcdir: The source directory.
        example: What the file may hold, for messages.
    """

    def __init__(self, setting: str, name: Text, srcdir: Path, example: str) -> None:
        self.problems: list[Problem] = []
        self.rows = Mapping()
        """What the file holds; nothing where it cannot be read."""
        self._srcdir = srcdir
        self._folder = str(PurePosixPath(name).parent)
        self._read(setting, name, example)

    def _read(self, setting: str, name: Text, example: str) -> None:
        file = inside(self._srcdir, name)
        if file is None:
            message = f'{setting} names "{name}", which leaves the source directory; move the file into it'
            self.problems.append(Problem(Code.FILE_OUTSIDE, message, name.position))
            return
        try:
            data = file.read_bytes()
        except OSError:
            message = f'{setting} names "{name}", and there is no such file in the source directory'
            self.problems.append(Problem(Code.FILE_MISSING, message, name.position))
            return
        source, self.problems = decode(data, name)
        tree, found = parse(source, name)
        self.problems += found
        if isinstance(tree, Mapping):
            self.rows = tree
        elif tree is None:
            if not self.problems:
                message = f"the file that {setting} names is empty; write {example}"
                self.problems.append(Problem(Code.FILE_EMPTY, message, Position(str(name), 1, 1)))
        else:
            message = (
                f"the file that {setting} names is {shape_of(tree)}, and should be a mapping; write {example}"
            )
            self.problems.append(
                Problem(Code.FILE_SHAPE, message, tree.position or Position(str(name), 1, 1))
            )

    def report(self, code: Code, message: str, tree: Tree, key: str = "") -> None:
        """Keep a problem, at the place of what is wrong, or else of its *key*."""
        position = (None if tree is None else tree.position) or getattr(key, "position", None)
        self.problems.append(Problem(code, message, position))

    def fields(self, tree: Mapping, known: tuple[str, ...], of: str) -> dict[str, Tree]:
        """Return the fields of a mapping that are *known* and say something; ``x-`` keys say it to nobody."""
        found: dict[str, Tree] = {}
        for key, value in tree.items():
            if key in known:
                if value is not None:
                    found[key] = value
            elif not key.startswith("x-"):
                message = (
                    f'{of} has no field "{shown(key)}"{did_you_mean(key, known)}; use {", ".join(known)}'
                )
                self.report(Code.UNKNOWN_FIELD, message, None, key)
        return found

    def text(self, tree: Tree) -> Text | None:
        """Return the text in *tree*, or None where there is none."""
        return self._checked(read_text, tree)

    def texts(self, tree: Tree) -> list[Text]:
        """Return the texts in *tree*, which is one or a list of them."""
        found = (self.text(item) for item in (tree if isinstance(tree, Sequence) else [tree]))
        return [text for text in found if text and text.strip()]

    def link(self, tree: Tree) -> Text | None:
        """Return the address in *tree*: an http(s) address, or a path as :func:`paths.site_path` reads it."""
        url = self._checked(read_url, tree)
        if url is None:
            return None
        if url.partition(":")[0].lower() in {"mailto", "tel"}:
            message = f'"{shown(url)}" is no page; write it as https://example.org/page'
            self.report(Code.URL, message, url)
            return None
        if is_local(url):
            path = site_path(url, self._folder)
            file = inside(self._srcdir, path)
            if file is None:
                message = f'the path "{shown(url)}" leaves the source directory; move the file into it'
                self.report(Code.FILE_OUTSIDE, message, url)
                return None
            if not is_file(file) and not path.endswith((".html", "/")):
                message = f'there is no file "{shown(path.lstrip("/"))}" in the source directory'
                self.report(Code.FILE_MISSING, message, url)
                return None
        return url

    def _checked(self, read: Callable[[object], Text], tree: Tree) -> Text | None:
        if tree is None:
            return None
        try:
            return read(tree)
        except PydanticCustomError as error:
            context = error.context or {}
            place = context.get("at") or tree.position
            self.problems.append(Problem(_CODES[error.type], context["message"], place))
            return None
