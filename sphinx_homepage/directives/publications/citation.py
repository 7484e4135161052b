"""The line that says where and when a publication appeared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_homepage.directives.dates import when_node
from sphinx_homepage.directives.rich_text import joined
from sphinx_homepage.locale import label
from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.publications.types import words_of
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from docutils.nodes import Node

    from sphinx_homepage.directives.rich_text import RichText
    from sphinx_homepage.model.publications.publication import Publication

_CONTAINERS = ("journal", "booktitle", "maintitle", "eventtitle", "howpublished")
_ISSUERS = ("publisher", "school", "institution", "organization")
_NUMBERED = frozenset({"patent", "report"})
_ARTICLES = frozenset({"article", "periodical", "suppperiodical"})

STATES = {
    "inpreparation": "in preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in press",
    "prepublished": "published online",
}
"""What a list says of works that are not published yet: English message ids."""

_RANGE = re.compile(r"(?<=\d)-(?=\d)")


def venue_line(publication: Publication, text: RichText, parts: frozenset[str]) -> list[Node]:
    """Return where and when *publication* appeared, as far as *parts* ask for it."""
    line = _Where(publication, text).line() if "venue" in parts else []
    if "date" in parts:
        for words in _when(publication, text, is_first=not line):
            line += [nodes.Text(", "), words] if line else [words]
    return line


def capitalized(words: str) -> str:
    """Return words of ours as they begin a line."""
    return words[:1].upper() + words[1:]


def venue(publication: Publication) -> Text | None:
    """Return the journal, the proceedings or the book that holds *publication*."""
    return next((publication.fields[name] for name in _CONTAINERS if name in publication.fields), None)


class _Where:
    """The words of where one publication appeared."""

    def __init__(self, publication: Publication, text: RichText) -> None:
        self.publication = publication
        self.text = text
        self._labelled: list[list[Node]] = []
        """The parts that begin with words of ours, which are in lower case."""

    def line(self) -> list[Node]:
        """Return them as one line."""
        parts = [part for part in self._parts() if part]
        if parts and any(parts[0] is part for part in self._labelled):
            parts[0][0] = nodes.Text(capitalized(parts[0][0].astext()))
        return joined(parts, ", ")

    def _parts(self) -> list[list[Node]]:
        publication = self.publication
        holder = venue(publication)
        first = self._kind() if holder is None else [self._name(holder)]
        parts = [first]
        if publication.type in _ARTICLES:
            issue = self._of("number", "issue")
            issue = [nodes.Text("("), *issue, nodes.Text(")")] if issue else []
            volume = joined((self._of("volume"), issue), " ")
            parts = [joined((first, volume), " ")]
        else:
            parts += self._of_book()
        parts.append(self._pages())
        if publication.type not in _ARTICLES or holder is None:
            parts += [self._of(*_ISSUERS), self._of("address")]
        return parts

    def _of(self, *names: str) -> list[Node]:
        """Return the first of the fields *names* that there is."""
        fields = self.publication.fields
        return next((self.text.inline(fields[name]) for name in names if name in fields), [])

    def _named(self, pattern: str, name: str) -> list[Node]:
        """Return a field in its place in words of ours: ``chapter {number}``."""
        words = self._of(name)
        if not words:
            return []
        before, _, after = pattern.partition("{number}")
        part = [node for node in (nodes.Text(before), *words, nodes.Text(after)) if node.astext()]
        self._labelled.append(part)
        return part

    def _pages(self) -> list[Node]:
        """Return the pages, with a dash between numbers, or what articles have in their place."""
        pages = self._of("pages", "eid")
        return [nodes.Text(_RANGE.sub("–", node)) if isinstance(node, nodes.Text) else node for node in pages]

    def _name(self, holder: Text) -> Node:
        return nodes.emphasis("", "", *self.text.inline(holder), classes=["p-publication"])

    def _kind(self) -> list[Node]:
        """Return what kind of work it is, with its number: a thesis, a report, a patent."""
        publication = self.publication
        typed = publication.fields.get("type")
        if typed is None:
            message = words_of(publication.typed_type) or words_of(publication.type)
        else:
            message = words_of(typed.strip().lower())
        words = [nodes.Text(label(message))] if message else self.text.inline(typed) if typed else []
        return joined((words, self._of("number") if publication.type in _NUMBERED else []), " ")

    def _of_book(self) -> list[list[Node]]:
        publication, fields = self.publication, self.publication.fields
        parts: list[list[Node]] = []
        if publication.editors.people and publication.authors.people:
            names = ", ".join(name.full for name in publication.editors.people)
            parts.append([nodes.Text(label("edited by {names}").replace("{names}", names))])
            self._labelled.append(parts[-1])
        if "series" in fields:
            parts.append(joined((self._of("series"), self._of("volume", "number")), " "))
        else:
            parts.append(self._named(label("volume {number}"), "volume"))
            if publication.type not in _NUMBERED:
                parts.append(self._named(label("number {number}"), "number"))
        is_counted = fields.get("edition", Text("")).strip().isdigit()
        edition = label("edition {number}" if is_counted else "{number} edition")
        parts.append(self._named(edition, "edition"))
        parts.append(self._named(label("chapter {number}"), "chapter"))
        parts.append(self._named(label("version {number}"), "version"))
        return parts


def _when(publication: Publication, text: RichText, *, is_first: bool) -> list[Node]:
    found: list[Node] = []
    if publication.state:
        words = label(STATES.get(publication.state, publication.state))
        words = capitalized(words) if is_first else words
        found.append(nodes.inline("", words, classes=["hp-state"]))
    if publication.when:
        found.append(when_node(publication.when, text, ("dt-published", "")))
    return found


def cited(publication: Publication) -> str:
    """Return how running text names *publication*: ``Favre and Nguyễn 2024``, ``Favre et al. in press``."""
    names = publication.authors if publication.authors.people else publication.editors
    families = [" ".join(filter(None, (name.prefix, name.family))) for name in names.people]
    when = str(publication.year or "")
    if not when and publication.state:
        when = label(STATES.get(publication.state, publication.state))
    if not families:
        return " ".join(filter(None, (plain(publication.title), when)))
    if len(families) > 2 or names.has_others:
        who = label("{name} et al.").replace("{name}", families[0])
    elif len(families) == 2:
        who = label("{first} and {second}").replace("{first}", families[0]).replace("{second}", families[1])
    else:
        who = families[0]
    return " ".join(filter(None, (who, when)))
