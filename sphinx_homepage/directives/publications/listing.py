"""What one ``publications`` directive shows: publications in groups, and how they look.

It stands in the page as read. The nodes of the single publications are made when the page is written:
that is what keeps a page of thousands of them quick to read, to store, and to read again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_homepage.directives.publications.authors import AuthorLine
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.publications.selection import Group
    from sphinx_homepage.model.publications.signs import LegendRow
    from sphinx_homepage.model.synced import Count
    from sphinx_homepage.model.text import Text
    from sphinx_homepage.sources.venues import Venue

STYLES = ("list", "compact", "cards", "table")

PARTS: dict[str, str] = {
    "number": "the number that `numbering` gives it",
    "image": "the thumbnail that `preview` names",
    "badge": "the venue's short name, `abbr`",
    "authors": "the authors",
    "venue": "where it appeared",
    "date": "when",
    "note": "`note` and `additional_info`",
    "award": "`award`, behind its `award_name`",
    "keywords": "the keywords",
    "links": "the links",
    "abstract": "the abstract, folded",
    "bibtex": "the BibTeX entry, folded",
    "legend": "what the signs behind names mean",
    "download": "below the fullest list of the site, a link to all its publications as one .bib file",
    "mentions": "the pages that mention it",
    "citations": "how often it is cited, as `sphinx-homepage sync openalex` has found",
    "coins": "a COinS span, for reference managers (https://en.wikipedia.org/wiki/COinS)",
}
"""What an item of a list is made of, for ``show`` and ``hide``."""

HIDDEN = frozenset({"keywords", "mentions", "citations", "coins"})
"""The parts that are shown only where ``show`` asks for them."""

OF_A_STYLE = {
    "compact": frozenset({"number", "authors", "venue", "date", "links", "legend"}),
    "table": frozenset({"number", "authors", "venue", "date", "links", "award", "legend"}),
}
"""The parts of the styles that have fewer of them."""

FACETS = ("year", "type", "venue", "keyword")


@dataclass(slots=True)
class Look:
    """How the publications of one directive look."""

    style: str = "list"
    parts: frozenset[str] = frozenset(PARTS) - HIDDEN
    max_authors: int = 10
    """How many authors are shown before the list folds; 0 for all."""
    has_search: bool = False
    facets: tuple[str, ...] = ()


@dataclass(slots=True)
class Listing:
    """The publications of one directive."""

    groups: list[Group]
    look: Look
    left_out: int = 0
    """How many publications the limit has left out."""
    authors: dict[str, AuthorLine] = field(default_factory=dict)
    """Who stands behind each publication, by its key."""
    legend: tuple[LegendRow, ...] = ()
    """The signs behind names, and what each means."""
    venues: dict[str, Venue] = field(default_factory=dict)
    """What a file says of the venues of publications, by the publication's key."""
    citations: dict[str, Count] = field(default_factory=dict)
    """How often publications are cited, by their keys, where the list shows it."""
    headings: list[Heading] = field(default_factory=list)
    """The headings of the groups, in the order in which they are met."""
    anchors: dict[str, str] = field(default_factory=dict)
    """The anchors of the publications that have theirs here, by key: a list above may have it."""

    def publications(self) -> list[Publication]:
        """Return the publications, each once."""
        found: dict[str, Publication] = {}
        pending = [*reversed(self.groups)]
        while pending:
            group = pending.pop()
            found |= {item.publication.key: item.publication for item in group.items}
            pending += reversed(group.groups)
        return [*found.values()]


class Heading(NamedTuple):
    """The heading of a group."""

    anchor: str
    words: Text
    depth: int
    """0 for an outer group."""
