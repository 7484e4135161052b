"""What exports are made from: the facts of a record that go out, and of the site that they go out with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_homepage.locale.dates import untranslated
from sphinx_homepage.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.text import Text

Labels: TypeAlias = Callable[[str], str]
"""Translates an English label."""


class Page(NamedTuple):
    """A page of the site."""

    title: str
    url: str
    """Absolute where the site says on which host it is, else from its root."""
    description: str = ""


def _nowhere(*_: object) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site, as far as files for other programs name it."""

    url: str = ""
    """Its address with a ``/`` at the end; nothing where no one says it."""
    title: str = ""
    description: str = ""
    pages: tuple[Page, ...] = ()
    files: tuple[Page, ...] = ()
    """The files for other programs."""
    feed: str = "feed.xml"
    """The path of the feed."""
    sitemap: str = ""
    """The path of the sitemap, where there is one."""
    address_of: Callable[[str, Text], str] = _nowhere
    """The absolute address of what a path in a text names; nothing where that is not published."""
    words_of: Callable[[str, str], tuple[str, str]] = lambda _role, target: (target, "")
    """The words, and the absolute address, of what a role without words of its own names."""
    place_of: Callable[[Common | Publication], str] = _nowhere
    """The absolute address of the place where a page shows an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that an export may say: nothing private, and nothing that is not published."""

    record: Record = field(default_factory=Record)
    publications: Sequence[Publication] = ()
    """The person's own."""
    others: Sequence[Publication] = ()
    """Other people's, which a page lists."""
    name: str = ""
    """What the site calls the person, where the record does not."""
    language: str = "en"
    labels: Labels = untranslated
    site: Site = field(default_factory=Site)
    photo: Callable[[Text], bytes | None] = lambda path: None  # noqa: ARG005 - a path that names nothing
    """The bytes of an image of the site."""

    @property
    def all_publications(self) -> list[Publication]:
        """Every publication, in the order of the files they come from."""
        found = [*self.publications, *self.others]
        return sorted(found, key=lambda item: (item.position is None, item.position or (), item.key))
