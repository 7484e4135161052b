"""What checks look at, and what they find."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from sphinx_homepage.model.text import Position

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_homepage.model.dates import Day
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.record import Record
    from sphinx_homepage.model.text import Text

Severity: TypeAlias = Literal["advice", "fault"]
"""``fault``: wrong or not meant to be public, whoever looks. ``advice``: it would be better otherwise."""


class Remark(NamedTuple):
    """What a check says of one place."""

    message: str
    """One sentence that begins in lower case, names the value, and says what to do."""
    position: Position | None
    """In a source, or in a file of the built site; there its line is 0 where it has no lines."""
    words: str = ""
    """What to point at, if it stands behind *position*."""
    is_secret: bool = False
    """The line is not to be printed."""


class Finding(NamedTuple):
    """A remark with its code."""

    code: str
    severity: Severity
    message: str
    position: Position | None
    is_published: bool = False
    """The position is in the built site."""
    is_secret: bool = False


class Portrait(NamedTuple):
    """A picture of the person."""

    path: Text
    alt: str | None
    size: int
    """In bytes."""
    width: int
    """In pixels; 0 where the file cannot be read as a picture."""
    height: int


class Disk(NamedTuple):
    """A file of the built site."""

    name: str
    """Its path from the root of the site, with ``/``."""
    size: int


class Hidden(NamedTuple):
    """A field of a .bib file that is never shown nor exported."""

    field: str
    key: str
    """The entry's citation key."""
    text: Text


@dataclass(kw_only=True, eq=False)
class Facts:
    """What the person wrote; two are never the same."""

    record: Record
    typed: Sequence[Common] = ()
    """The entries that stand in pages, and not in the data files."""
    publications: Sequence[Publication] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    """The sources of the pages by their paths from the source directory."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """The person's own templates, likewise."""
    settings: Mapping[str, Text] = field(default_factory=dict)
    """What conf.py says in words of the site: ``project``, ``author``, ``copyright``."""
    portraits: Sequence[Portrait] = ()
    data_files: Mapping[str, bytes] = field(default_factory=dict)
    """conf.py, the data files and the .bib files as they are on the disk."""
    srcdir: Path = Path()
    today: Day = (1000, 1, 1)
    is_cloaked: bool = True
    has_private_pdf: bool = False
    """PDFs shall have the private fields of ``profile`` and ``contact``."""
    pdfs: Mapping[str, str] = field(default_factory=dict)
    """The names of the PDFs by their pages."""
    budgets: Mapping[str, int] = field(default_factory=dict)
    """How many pages the PDFs of pages may have."""
    prefix: str = "/"
    """The path that the site has at its address."""
    has_address: bool = True
    made: frozenset[str] = frozenset()
    """The paths of files of the site that a build makes or copies, and that are no pages."""
    hidden: Sequence[Hidden] = ()
    """What fields of the .bib files say that are for the person's own eyes."""

    def entries(self) -> list[Common]:
        """Return every entry, of the data files and of the pages, and those that nest in another."""
        from sphinx_homepage.model.record import with_children

        return [*self.record.entries(), *(part for entry in self.typed for part in with_children(entry))]


@dataclass(eq=False)
class Published:
    """The folder of the built site."""

    root: Path
    files: Sequence[Disk]
    folders: frozenset[str]
    """The paths of those in it."""
    facts: Facts

    @cached_property
    def names(self) -> frozenset[str]:
        """The paths of its files."""
        return frozenset(file.name for file in self.files)


LARGEST = 64 * 1024 * 1024
"""Files that are larger are not looked into."""


@dataclass
class PublishedFile:
    """One file of the built site; it is read when a check asks for it."""

    site: Published
    name: str
    size: int

    @property
    def suffix(self) -> str:
        """The end of its name, in lower case."""
        return Path(self.name).suffix.lower()

    @property
    def is_page(self) -> bool:
        """Whether it is a page of HTML that is not a theme's part."""
        return self.suffix in {".html", ".htm", ".xhtml"} and not self.name.startswith("_static/")

    @cached_property
    def data(self) -> bytes:
        """What it holds; nothing of what is too large, or cannot be read."""
        try:
            return self.site.root.joinpath(self.name).read_bytes() if self.size <= LARGEST else b""
        except OSError:
            return b""

    @cached_property
    def text(self) -> str:
        """What it holds, as text."""
        return self.data.decode("utf-8", "replace")

    def place(self, at: int | None = None) -> Position:
        """Return the position of a character of :attr:`text`, or of the file as a whole."""
        if at is None:
            return Position(self.name, 0, 0)
        return Position(self.name, self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at))
