"""The table of sections: their names, their labels and their layouts. Their fields are in ``rows``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from sphinx_homepage.model.entries import Common

Layout: TypeAlias = Literal["entries", "lines", "words", "card", "address"]
"""How a section's entries are laid out.

``entries``: each behind a heading. ``lines``: each an item of a list. ``words``: as ``lines``,
or one line of words where no entry has more than its head. ``card`` and ``address``: one entry.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A row of the table."""

    name: str
    """The directive, the key in the data file, the reference page, the CSS class; capitalised, the model."""
    label: str
    """The section's English name, a message id."""
    layout: Layout
    singular: str = ""
    """A second name of the directive."""
    kinds: tuple[str, ...] = ()
    """Kinds that have a label in every language; others are printed as typed."""

    @property
    def entry(self) -> type[Common]:
        """The model of the section's entries."""
        from sphinx_homepage.model import rows  # Late: a build that shows no entry pays nothing for it.

        model: type[Common] = getattr(rows, self.name.capitalize())
        return model

    @property
    def is_single(self) -> bool:
        """Whether the section holds one entry, not a list."""
        return self.layout in {"card", "address"}


SECTIONS: dict[str, Section] = {
    row.name: row
    for row in (
        Section("profile", "Profile", "card"),
        Section("contact", "Contact", "address"),
        Section("experience", "Experience", "entries", kinds=("break",)),
        Section("education", "Education", "entries"),
        Section("projects", "Projects", "entries", "project"),
        Section("publications", "Publications", "lines", "publication"),
        Section("skills", "Skills", "words", "skill"),
        Section("interests", "Interests", "words", "interest"),
        Section("languages", "Languages", "lines", "language"),
        Section("awards", "Awards", "lines", "award"),
        Section("grants", "Grants", "lines", "grant"),
        Section("talks", "Talks", "lines", "talk", ("invited", "keynote", "contributed", "poster", "panel")),
        Section("teaching", "Teaching", "lines"),
        Section("advising", "Advising", "lines"),
        Section("service", "Service", "lines"),
        Section("memberships", "Memberships", "lines", "membership"),
        Section("volunteering", "Volunteering", "entries"),
        Section("certificates", "Certificates", "lines", "certificate"),
        Section("patents", "Patents", "lines", "patent"),
        Section("press", "Press", "lines"),
        Section("references", "References", "entries", "reference"),
        Section("news", "News", "lines"),
        Section("people", "People", "entries", "person"),
        Section("entries", "Entries", "entries", "entry"),
    )
}

POSITIONS = Section("positions", "Positions", "entries", "position")
"""Not a section of a record: it only nests in an experience."""


def section_named(name: str) -> Section:
    """Return the section with the directive name *name*: its own, or its singular."""
    if name in SECTIONS:
        return SECTIONS[name]
    return next(row for row in (*SECTIONS.values(), POSITIONS) if name in {row.name, row.singular})
