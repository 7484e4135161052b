"""A page as a whole: who it is of, what the document says of itself, and all the rest in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from sphinx_homepage.nodes import hp_block, hp_masthead
from sphinx_homepage.pdf.source import (
    Expression,
    Source,
    array,
    block,
    call,
    dictionary,
    line_of,
    optional,
    string,
    words,
)
from sphinx_homepage.pdf.writer.entries import EntryWriter, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from docutils.nodes import Element, Node

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.pdf.writer.core import Surroundings


class Written(NamedTuple):
    """A page as Typst source."""

    source: Source
    files: dict[str, Path]
    """The pictures, by their names in the source."""
    problems: list[Problem]


def write(
    document: nodes.document, around: Surroundings, meta: Mapping[str, Any], settings: Mapping[str, Any]
) -> Written:
    """Return the Typst source of a page.

    Args:
        document: the page, resolved: see ``resolve``.
        around: what its doctree does not say.
        meta: what the document says of itself; its ``title`` is what the page is called if it has no other.
        settings: what the template is told.
    """
    reachable: frozenset[str] | None = None
    while True:
        writer = PageWriter(document, around, reachable)
        text = writer.page(meta, settings)
        if reachable is not None or writer.referred <= writer.anchored:
            break
        reachable = frozenset(writer.anchored)  # Again, now that it is known what links can lead to.
    files = {name: path for path, name in writer.files.items()}
    return Written(writer.places.settle(text), files, writer.problems)


class PageWriter(EntryWriter):
    """Writes a page."""

    def __init__(
        self, document: nodes.document, around: Surroundings, reachable: frozenset[str] | None
    ) -> None:
        super().__init__(around, reachable)
        self.document = document
        self.page_section = next(
            (node for node in document.children if isinstance(node, nodes.section)), None
        )
        self.opening = document.children if self.page_section is None else self.page_section.children
        self.head = self._head()
        links = [*document.findall(nodes.reference)]
        self.wanted = {str(link["refid"]) for link in links if link.get("refid")}
        self.wanted |= {uri[1:] for link in links if (uri := str(link.get("refuri") or "")).startswith("#")}
        self.footnotes = {
            name: footnote for footnote in document.findall(nodes.footnote) for name in footnote["ids"]
        }
        self.footnotes_begun: set[str] = set()
        self.explained: set[str] = set()

    def page(self, meta: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
        """Return the whole source, with its marks."""
        name_block, title = self._name_block(str(meta.get("title") or ""))
        known = literal({**meta, "title": title})
        return (
            '#import "template.typ": *\n'
            f"#show: page-of.with(meta: {known}, settings: {literal(settings)})\n"
            f"{name_block}{self.blocks(self.document.children)}"
        )

    def _block_section(self, node: nodes.section) -> str:
        if node is not self.page_section:
            return super()._block_section(node)
        # Its title is the page's, and what stands below it stands on the page.
        return self.blocks(node.children)

    # The name block

    def _head(self) -> Element | None:
        """Return the profile that opens the page: its name is the first thing that the PDF says."""
        for node in self.opening:
            if isinstance(node, nodes.section):
                return None
            if isinstance(node, hp_block) and "hp-profile" in node["classes"] and Person.of(node).name:
                return node
        return None

    def _name_block(self, otherwise: str) -> tuple[str, str]:
        """Return what opens the document, and the title of the document."""
        title = next((node for node in self.opening if isinstance(node, nodes.title)), None)
        masthead = next((node for node in self.opening if isinstance(node, hp_masthead)), None)
        person = Person.of(self.head) if self.head is not None else None
        titles = [_plain(title.children)] if title is not None else []
        above = self._lines_of(masthead, "hp-supertitle")
        below = self._lines_of(masthead, "hp-subtitle")
        name: Sequence[Node] = title.children if title is not None else [nodes.Text(otherwise)]
        if person is not None:
            name = person.name
            titles.insert(0, _plain(name))
            if title is not None and titles[0] != titles[1]:
                below.insert(0, self.inline(title.children))  # Who it is, is read first.
        others = ""
        if self.page_section is not None:
            others = self.anchors(self.page_section)
        arguments = {
            "name": block(self.title(name, otherwise)),
            "supertitle": optional(words(" · ").join(above)),
            "subtitle": optional(words(" · ").join(below)),
            "aside": self.contents(person.aside if person else ()),
            "lines": self.contents(person.lines if person else ()),
            "portrait": self._portrait(masthead, person),
        }
        written = self.line(self.place(name[0]) if name else None, call("name-block", **arguments))
        return written + self.line(None, others), " – ".join(dict.fromkeys(filter(None, titles))) or otherwise

    def _lines_of(self, masthead: Element | None, css: str) -> list[str]:
        lines = masthead.children if masthead is not None else ()
        return [
            self.inline(line.children)
            for line in lines
            if isinstance(line, nodes.paragraph) and css in line["classes"]
        ]

    def _portrait(self, masthead: Element | None, person: Person | None) -> str:
        images = [node for node in masthead.children if isinstance(node, nodes.image)] if masthead else []
        if person is not None and person.portrait is not None:
            images.append(person.portrait)
        return self.portrait(images[0]) if images else "none"

    def _block_hp_masthead(self, _node: Element) -> str:
        return ""  # The name block has it.

    def profile(self, node: Element) -> str:
        """Return a profile; of the one that opens the page what the name block does not say."""
        if node is not self.head:
            return super().profile(node)
        # The name block has the rest.
        inner = self.blocks(Person.of(node).rest)
        return self.line(self.place(node), f"#profile[\n{inner}];") if inner else ""


def _plain(children: Iterable[Node]) -> str:
    return line_of("".join(node.astext() for node in children)).strip()


def literal(value: Any) -> str:
    """Return a plain value as a Typst expression."""
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case Expression():
            return str(value)
        case int():
            return str(value)
        case str():
            return string(value)
        case dict():
            return dictionary({name.replace("_", "-"): literal(item) for name, item in value.items()})
        case _:
            items: Sequence[Any] = value
            return array(literal(item) for item in items)
