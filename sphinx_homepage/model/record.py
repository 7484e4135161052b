"""A person's record: every section's entries, as they stand in the data files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sphinx_homepage.model.dates import Range
from sphinx_homepage.model.rows import Contact, Experience, Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.text import Text, Tree


@dataclass(slots=True)
class Record:
    """The sections of a record by name, each with its entries in the order they were typed."""

    sections: dict[str, list[Common]] = field(default_factory=dict)
    extras: dict[str, Tree] = field(default_factory=dict)
    """The ``x-`` keys of the data files' top level: kept, never printed."""
    origin: Any = None
    """What the file said, as JSON has it, if the record is one file in another program's format."""

    def __getitem__(self, section: str) -> list[Common]:
        """Return the entries of *section*: none where the record lacks it."""
        return self.sections.get(section, [])

    def entries(self) -> Iterator[Common]:
        """Yield every entry, those that nest in another too."""
        for entries in self.sections.values():
            for entry in entries:
                yield from with_children(entry)

    @property
    def profile(self) -> Profile | None:
        """Who the person is; the organization defaults to those of the ongoing experience."""
        profile = cast("Profile | None", next(iter(self["profile"]), None))
        if profile is None or profile.organization:
            return profile
        return profile.model_copy(update={"organization": self._present_employers() or None})

    @property
    def contact(self) -> Contact | None:
        """How to reach the person."""
        return cast("Contact | None", next(iter(self["contact"]), None))

    def _present_employers(self) -> tuple[Text, ...]:
        posts = [entry.published() for entry in self["experience"] if isinstance(entry, Experience)]
        return tuple(
            post.organization
            for post in posts
            if post.organization
            and post.only != "pdf"
            and any(isinstance(when, Range) and when.ongoing for when in _dates_of(post))
        )


def with_children(entry: Common) -> Iterator[Common]:
    """Yield *entry* and all that nests in it."""
    yield entry
    for child in entry.children():
        yield from with_children(child)


def _dates_of(post: Experience) -> Iterator[object]:
    yield from post.when
    for position in post.positions or ():
        yield from position.when
