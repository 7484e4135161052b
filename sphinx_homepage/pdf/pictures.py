"""The files of a page's pictures, as far as Typst can show them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_homepage.nodes import hp_picture
from sphinx_homepage.pictures.making import Box, UnusablePictureError
from sphinx_homepage.pictures.store import Store
from sphinx_homepage.sources.paths import inside, is_file

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

_TYPES: Final = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "*")
"""The best first, of an image that has several files; ``*`` is what Sphinx calls the only one."""

_PRINT: Final = Box(540, 540, is_print=True)
"""300 pixels an inch, where a portrait is at most 3 cm high and a picture 4.5 cm wide."""


class Pictures:
    """Finds the files of one page's pictures."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self.env = env
        self.docname = docname
        self.store = Store(env.doctreedir)
        self.unreadable: set[Path] = set()
        """Files that Typst could not read."""

    def __call__(self, node: nodes.image) -> Path | None:
        """Return the file of an image: None where it is elsewhere, or nothing that Typst can show."""
        files = (self._file(path) for path in self._paths(node))
        printed = (self._printed(file, node) for file in files if file is not None and kind_of(file))
        return next((file for file in printed if file not in self.unreadable), None)

    def _printed(self, file: Path, node: nodes.image) -> Path:
        """Return what is put into the PDF: nothing but the picture, and of our photos no more than shows."""
        if not isinstance(node, hp_picture) or kind_of(file) != ".jpg":
            return self.store.clean(file)
        data, name = file.read_bytes(), file.name
        try:
            kept = self.store.find(name, data, _PRINT) or self.store.make(name, data, _PRINT)
        except UnusablePictureError:  # Typst says what it thinks of it.
            return self.store.clean(file)
        return kept.fallback or self.store.clean(file)

    def is_missing(self, node: nodes.image) -> bool:
        """Whether an image is to be a file of the site, and there is none."""
        files = [self._file(path) for path in self._paths(node)]
        return bool(files) and all(file is not None and not is_file(file) for file in files)

    def _paths(self, node: nodes.image) -> list[str]:
        candidates: dict[str, str] = node.get("candidates") or {}
        if candidates:
            return [str(candidates[name]) for name in _TYPES if name in candidates]
        uri = str(node.get("uri", ""))
        # An image that only the PDF shows was not collected; its path may begin at the page's folder.
        return [] if "://" in uri else [self.env.relfn2path(uri, self.docname)[0]]

    def _file(self, path: str) -> Path | None:
        if Path(path).is_absolute():  # Sphinx has taken it out of a "data:" address.
            file = Path(path)
            return file if file.is_relative_to(self.env.doctreedir) else None
        return inside(self.env.srcdir, path)


def kind_of(file: Path) -> str:
    """Return how the name of a file of this kind ends, by how it begins; nothing for another kind."""
    try:
        with file.open("rb") as opened:
            start = opened.read(4096)
    except (OSError, ValueError):
        return ""
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return ".webp"
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            return kind
    return ".svg" if b"<svg" in start else ""


_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
)
