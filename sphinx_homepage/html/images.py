"""The pictures of a site: ours as large as they are shown, and none with a camera's notes in it."""

from __future__ import annotations

import os
import re
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from sphinx_homepage.conditions import above
from sphinx_homepage.diagnostics import Code, Problem, report, source_lines
from sphinx_homepage.model.text import Position
from sphinx_homepage.nodes import hp_hero, hp_picture
from sphinx_homepage.pictures.making import Box, UnusablePictureError
from sphinx_homepage.pictures.metadata import may_hold_metadata
from sphinx_homepage.pictures.store import Kept, Store, outdated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_HERO: Final = Box(208, 208, is_square=True)
_PORTRAIT: Final = Box(144, 144, is_square=True)
_IMAGE: Final = Box(192)
_IMAGE_OF_CARD: Final = Box(400)
_PREVIEW: Final = Box(136, 102)
_PREVIEW_OF_CARD: Final = Box(400, 144)
_PREVIEW_OF_PAPER: Final = Box(720)
"""The largest that the style sheets show each in."""
_THREADS: Final = 4
_UNSTRIPPED: Final = (".avif", ".heic", ".heif", ".tif", ".tiff", ".dng")


def connect(app: Sphinx) -> None:
    """Hook in before a page is written, and before images are copied."""
    app.connect("builder-inited", copy_without_metadata)
    app.connect("doctree-resolved", fit_pictures)


def fit_pictures(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Make our pictures on a page as large as they are shown there, and warn of what tells too much.

    It runs in the main process, whatever number of others write.
    """
    if app.builder.format != "html":
        return
    pictures = _Pictures(app, doctree)
    pictures.make()
    pictures.show()
    _warn_of_metadata(app, doctree)


def copy_without_metadata(app: Sphinx) -> None:
    """Have the builder copy images without what cameras and programs wrote into them."""
    builder: Any = app.builder
    copy = getattr(builder, "copy_image_files", None)
    if copy is None:
        return

    def copy_image_files(*args: Any) -> None:
        images, store = builder.images, Store(app.doctreedir)
        builder.images = {str(store.clean(Path(app.srcdir, path))): name for path, name in images.items()}
        try:
            copy(*args)
        finally:
            builder.images = images
        for file in outdated(Path(app.outdir, builder.imagedir), images.values()):
            file.unlink(missing_ok=True)

    builder.copy_image_files = copy_image_files


class _Pictures:
    """Our pictures on one page."""

    def __init__(self, app: Sphinx, doctree: nodes.document) -> None:
        self.app = app
        self.store = Store(app.doctreedir)
        self.found: list[tuple[hp_picture, tuple[str, Box]]] = []
        """Each with what it shows, and how."""
        self.kept: dict[tuple[str, Box], Kept | UnusablePictureError | None] = {}
        portraits = (node for node in doctree.findall(hp_picture) if "hp-portrait" in node["classes"])
        if (first := next(portraits, None)) is not None:
            first["is-first"] = True
        for node in doctree.findall(hp_picture):
            key = str(node["uri"]), _box(node)
            if key[0] in app.env.images:
                self.found.append((node, key))
                if key not in self.kept:
                    self.kept[key] = self._find(*key)

    def _find(self, path: str, box: Box) -> Kept | None:
        data = self._read(path)
        if _is_svg(data):
            width, height = _fitted(*_size_of_svg(data), box)
            return Kept(width, height)
        return self.store.find(self._name(path), data, box)

    def _read(self, path: str) -> bytes:
        try:
            return Path(self.app.srcdir, path).read_bytes()
        except OSError:
            return b""

    def _name(self, path: str) -> str:
        return str(self.app.env.images[path][1])

    def make(self) -> None:
        """Make what was not made before: Pillow lets several threads work at once."""
        wanted = [key for key, kept in self.kept.items() if kept is None]
        if not wanted:
            return
        with warnings.catch_warnings(), ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1)) as threads:
            warnings.simplefilter("ignore")  # Of Pillow's, which we say in our own words.
            made = threads.map(self._make, wanted)
            if len(wanted) > 1:
                made = self._with_progress(made, wanted)
            self.kept.update(zip(wanted, made, strict=True))

    def _make(self, key: tuple[str, Box]) -> Kept | UnusablePictureError:
        path, box = key
        try:
            return self.store.make(self._name(path), self._read(path), box)
        except UnusablePictureError as error:
            return error

    def _with_progress(self, made: Iterator[Any], wanted: list[tuple[str, Box]]) -> Iterator[Any]:
        from sphinx.util.display import status_iterator

        names = iter(wanted)
        return iter(
            status_iterator(
                made,
                "making pictures... ",
                "brown",
                len(wanted),
                self.app.verbosity,
                stringify_func=lambda _: next(names)[0],
            )
        )

    def show(self) -> None:
        """Say on the page what is shown."""
        for node, key in self.found:
            kept = self.kept[key]
            if isinstance(kept, UnusablePictureError):
                message = f'the picture "{key[0]}" {kept}; the page is without it'
                report(Problem(Code.IMAGE_FILE, message, _place(node)), self.app.srcdir)
                node.parent.remove(node)
            elif kept is not None:
                self._show(node, kept)

    def _show(self, node: hp_picture, kept: Kept) -> None:
        if kept.width and kept.height:
            node["size"] = (kept.width, kept.height)
        if kept.fallback is None:
            return  # Sphinx copies it.
        node["candidates"] = {"?": ""}  # Which Sphinx leaves alone.
        node["uri"] = self._publish(kept.fallback)
        if self.app.builder.name != "epub":
            node["modern"] = [(self._publish(file), density) for file, density in kept.modern]

    def _publish(self, file: Path) -> str:
        self.app.builder.images[str(file)] = file.name
        return str(file)


def _box(node: hp_picture) -> Box:
    parents = [*above(node)]
    is_card = any("hp-style-cards" in parent["classes"] for parent in parents)
    if "hp-portrait" in node["classes"]:
        return _HERO if any(isinstance(parent, hp_hero) for parent in parents) else _PORTRAIT
    if "hp-preview" in node["classes"]:
        is_paper = any("hp-paper" in parent["classes"] for parent in parents)
        return _PREVIEW_OF_PAPER if is_paper else _PREVIEW_OF_CARD if is_card else _PREVIEW
    return _IMAGE_OF_CARD if is_card else _IMAGE


def _fitted(width: float, height: float, box: Box) -> tuple[int, int]:
    """Return the size of a drawing, which can be of any, in *box*; nothing where it does not say its own."""
    if box.is_square:
        return box.width, box.height
    if not width or not height:
        return 0, 0
    scale = min(box.width / width, box.height / height if box.height else box.width / width)
    return max(1, round(width * scale)), max(1, round(height * scale))


# SVG


def _is_svg(data: bytes) -> bool:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and b"<svg" in start


_ROOT: Final = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_LENGTH: Final = re.compile(rb"""\s(width|height)\s*=\s*["']\s*([0-9]{1,6}(?:\.[0-9]{1,9})?)(?:px)?\s*["']""")
_VIEW: Final = re.compile(rb"""\sviewBox\s*=\s*["']([^"']{0,200})["']""")


def _size_of_svg(data: bytes) -> tuple[float, float]:
    """Return what an SVG says of its size: of its sides, only how they relate to each other is certain."""
    root = _ROOT.search(data[:65536])
    if root is None:
        return 0, 0
    sides = {name: float(value) for name, value in _LENGTH.findall(root[0])}
    if len(sides) == 2:
        return sides[b"width"], sides[b"height"]
    view = _VIEW.search(root[0])
    try:
        _, _, width, height = map(float, re.split(rb"[\s,]+", view[1].strip())) if view else (0, 0, 0, 0)
    except ValueError:
        return 0, 0
    return (width, height) if 0 < width < 1e6 and 0 < height < 1e6 else (0, 0)


# Metadata that nobody here takes out


def _warn_of_metadata(app: Sphinx, doctree: nodes.document) -> None:
    for node in doctree.findall(nodes.image):
        path = str(node.get("uri", ""))
        if (
            isinstance(node, hp_picture)
            or path not in app.env.images
            or not path.lower().endswith(_UNSTRIPPED)
        ):
            continue
        try:
            data = Path(app.srcdir, path).read_bytes()
        except OSError:
            continue
        if may_hold_metadata(data):
            message = (
                f'the picture "{path}" may say where and when it was taken, and is published as it is: '
                "save it as JPEG, PNG or WebP, of which that is taken out"
            )
            report(Problem(Code.IMAGE_FILE, message, _place(node)), app.srcdir)


def _place(node: nodes.image) -> Position | None:
    position = getattr(node, "position", None)
    if isinstance(position, Position):
        return position
    from docutils.utils import get_source_line

    source, line = get_source_line(node)
    if not source or not line:
        return None
    # Sphinx knows where the paragraph begins; the name stands a few lines further at most.
    name = Path(str(node["uri"])).name
    for number, typed in enumerate(source_lines(Path(source))[line - 1 : line + 50], line):
        if name in typed:
            return Position(str(source), number, typed.index(name) + 1)
    return Position(str(source), line, 1)
