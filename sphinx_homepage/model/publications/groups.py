"""A list of publications: what stands behind which heading, with which number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.publications.subjects import Value
    from sphinx_homepage.model.text import Text

Kind: TypeAlias = Literal["year", "decade", "type", "venue", "keyword"]


@dataclass(frozen=True, slots=True)
class GroupTitle:
    """What a heading says, before it is put in the site's language."""

    kind: Kind
    value: Value
    """A year, the first year of a decade, a state in a year's place, a name of the table of types, a venue, a
    keyword; None for what has no such value."""
    words: Text | None = None
    """The heading in the person's own words, Markdown."""


@dataclass(slots=True)
class Item:
    """A publication at one place of a list."""

    publication: Publication
    number: int | None = None


@dataclass(slots=True)
class Group:
    """Publications behind one heading, or behind none; there are items or groups in it, never both."""

    title: GroupTitle | None = None
    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def leaves(self) -> list[list[Item]]:
        """Return the items of every group that holds some, in the order of the page."""
        return [leaf for group in self.groups for leaf in group.leaves()] if self.groups else [self.items]
