"""The model of one publication."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_homepage.model.dates import Date, Range, span
from sphinx_homepage.model.publications.names import NOBODY, Names
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from sphinx_homepage.model.dates import Span, When
    from sphinx_homepage.model.publications.links import Link
    from sphinx_homepage.model.text import Position


@dataclass(slots=True, kw_only=True)
class Publication:
    """A paper, a book, a dataset ..., whether a .bib file or a data file says it."""

    key: str
    """The citation key as typed; its anchor on a page, and what ``{pub}`` takes."""
    type: str
    """A name of the table of types: ``article``; of a type that it lacks, the name as typed, lower case."""
    typed_type: str
    """The type as typed, lower case: ``phdthesis`` where :attr:`type` is ``thesis``."""
    fields: dict[str, Text] = field(default_factory=dict)
    """The texts by the field's name in the table of fields, MyST Markdown; addresses and paths as typed."""
    authors: Names = NOBODY
    editors: Names = NOBODY
    when: tuple[When, ...] = ()
    """The date of publication; none where nothing is dated."""
    sort_date: When | None = None
    """What to sort by, beside a date in free words."""
    state: str = ""
    """Biblatex's ``pubstate`` of what is not published yet: ``inpreparation``, ``submitted``,
    ``forthcoming``, ``inpress``, ``prepublished``; empty for what is published."""
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Only to select by."""
    is_selected: bool = False
    links: tuple[Link, ...] = ()
    """Identifiers first, then what the fields name, in the order of the table of links."""
    related: tuple[Publication, ...] = ()
    """The preprint, reprint ... that is shown as one item with this."""
    aliases: tuple[str, ...] = ()
    """Other keys of it, and those of what is shown as one item with it; ``{pub}`` takes them too."""
    only: str = ""
    """``web`` or ``pdf``, if only one of the two shows it."""
    bibtex: dict[str, str] = field(default_factory=dict)
    """The fields that may be published, as BibTeX: what the BibTeX export writes, in the order typed."""
    position: Position | None = None
    """Where the entry was typed."""

    @property
    def title(self) -> Text:
        """The title, with the subtitle behind a colon; where there is none, the key."""
        title = self.fields.get("title")
        subtitle = self.fields.get("subtitle")
        if title is None:
            return Text(self.key, self.position)
        return Text(f"{title}: {subtitle}", title.position) if subtitle else title

    @property
    def shows_bibtex(self) -> bool:
        """Whether lists show the entry's BibTeX: unless ``bibtex_show`` says no."""
        return self.fields.get("bibtex_show", "").strip().lower() not in {"false", "no", "0"}

    @property
    def year(self) -> int | None:
        """The year of publication, or None for what is undated."""
        first = next((when for when in self._dates if isinstance(when, (Date, Range))), None)
        date = (first.start or first.end) if isinstance(first, Range) else first
        return date.year if isinstance(date, Date) else None

    @property
    def sort_key(self) -> Span:
        """The place among others; a greater one is newer."""
        return span(self._dates)

    @property
    def _dates(self) -> tuple[When, ...]:
        return (self.sort_date,) if self.sort_date else self.when
