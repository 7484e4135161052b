"""Dates, and numbers of a day, -> nodes, as the site's language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.locale import comma, labelled
from sphinx_homepage.locale.dates import format_date
from sphinx_homepage.model.dates import Date, Range, Written
from sphinx_homepage.model.text import Text
from sphinx_homepage.nodes import hp_dated, hp_phrase, hp_when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_homepage.directives.rich_text import RichText
    from sphinx_homepage.model.dates import When
    from sphinx_homepage.model.synced import Count


def when_node(
    dates: Sequence[When], text: RichText, names: tuple[str, str] = ("", ""), classes: Sequence[str] = ()
) -> hp_when | hp_phrase:
    """Return dates and ranges as one node with the ISO form of each end; a text alone is a text.

    Args:
        dates: points, ranges, and texts that are no dates.
        text: the page's texts, which know its language.
        names: the microformats classes of a start and of an end.
        classes: the node's own.
    """
    if len(dates) == 1 and isinstance(dates[0], Written) and isinstance(dates[0].text, Text):
        return text.phrase(dates[0].text, *classes)
    words: list[str] = []
    datetimes: list[str] = []
    kinds: list[str] = []
    for when in dates:
        pieces = text.date_parts(when)
        for piece, date in [(comma(), None), *pieces] if words else pieces:
            is_end = isinstance(when, Range) and date == when.end and date != when.start
            words.append(piece)
            datetimes.append(date.iso if date else "")
            kinds.append(names[is_end] if date else "")
    return hp_when("", "".join(words), words=words, datetimes=datetimes, kinds=kinds, classes=list(classes))


def dated(count: Count, name: str, language: str, *classes: str) -> hp_dated:
    """Return a number behind its *name*, in the site's language, with who said it when as its title."""
    day = Date(count.date.year, count.date.month, count.date.day)
    said = f"{count.source}, {format_date(day, language)}"
    return hp_dated("", f"{labelled(name)} {count.number}", said=said, classes=[*classes])
