"""The lines behind labels: score, courses, thesis, keywords, and what a person adds as details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_homepage.directives.dates import when_node
from sphinx_homepage.directives.rich_text import joined
from sphinx_homepage.locale import comma, label, labelled
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.parts import Thesis
from sphinx_homepage.model.shorthand import as_text
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from docutils.nodes import Node

    from sphinx_homepage.directives.links import Links
    from sphinx_homepage.directives.rich_text import RichText
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.fields import Shown
    from sphinx_homepage.model.parts import Term


def facts(entry: Common, text: RichText, links: Links) -> list[Node]:
    """Return a line for each fact of *entry*, in the order of the table, then one for each of its details."""
    result: list[Node] = []
    for name in entry.own_fields:
        shown = entry.shown(name)
        value = getattr(entry, name)
        if value is not None and shown.place == "fact" and name != entry.head:
            result.append(_fact(shown, value, text, links))
    for title, words in ((isinstance(entry, Entry) and entry.details) or {}).items():
        heading = [text.phrase(as_text(title)), nodes.Text(labelled(""))]
        before = nodes.inline("", "", *heading, classes=["hp-label"])
        result.append(
            nodes.paragraph("", "", before, nodes.Text(" "), text.phrase(words), classes=["hp-fact"])
        )
    return result


def _fact(shown: Shown, value: object, text: RichText, links: Links) -> nodes.paragraph:
    name = nodes.inline("", labelled(label(shown.label)), classes=["hp-label"])
    return nodes.paragraph("", "", name, nodes.Text(" "), *_value(value, text, links), classes=["hp-fact"])


def _value(value: object, text: RichText, links: Links) -> list[Node]:
    if isinstance(value, tuple):
        return joined((_value(item, text, links) for item in value), comma())
    if isinstance(value, Thesis):
        words = text.phrase(value.title)
        return [links.link(value.url, [words])] if value.url else [words]
    if isinstance(value, Text):
        return [text.phrase(value)]
    return _term(value, text)  # type: ignore[arg-type]


def _term(term: Term, text: RichText) -> list[Node]:
    others = ([text.phrase(words)] for words in (term.others or {}).values())
    enrollment = [text.phrase(term.enrollment)] if term.enrollment else []
    more = joined([enrollment, *others], comma())
    if more:
        return [when_node((term.date,), text), nodes.Text(" ("), *more, nodes.Text(")")]
    return [when_node((term.date,), text)]


def keywords(entry: Entry, text: RichText) -> nodes.paragraph:
    """Return the line of an entry's keywords; a skill's need no label."""
    words = joined(([text.phrase(word)] for word in entry.keywords or ()), comma())
    if entry.section not in {"skills", "interests"}:
        words = [
            nodes.inline("", labelled(label("Keywords")), classes=["hp-label"]),
            nodes.Text(" "),
            *words,
        ]
    return nodes.paragraph("", "", *words, classes=["hp-keywords"])
