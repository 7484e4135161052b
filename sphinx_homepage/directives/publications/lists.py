"""The publications of a directive -> nodes, when the page is written: rich ones for the web, plain ones."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from sphinx_homepage.directives.links import Links
from sphinx_homepage.directives.publications.authors import AuthorNodes
from sphinx_homepage.directives.publications.items import ItemLayout
from sphinx_homepage.directives.publications.targets import Targets, settle_images
from sphinx_homepage.directives.rich_text import RichText
from sphinx_homepage.domain import domain_of
from sphinx_homepage.locale import label
from sphinx_homepage.nodes import filled, hp_block, hp_group, hp_heading
from sphinx_homepage.publication_nodes import hp_download, hp_listing, hp_pubs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element, Node
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.directives.publications.listing import Heading
    from sphinx_homepage.model.publications.selection import Group
    from sphinx_homepage.model.publications.signs import LegendRow
    from sphinx_homepage.publication_nodes import hp_publications


def legend_line(legend: Iterable[LegendRow]) -> nodes.paragraph:
    """Return what the signs behind names mean, as one line."""
    words = [f"{row.sign} {label(row.label) if row.is_message else row.label}" for row in legend]
    return nodes.paragraph("", ", ".join(words), classes=["hp-legend"])


class Lists(ABC):
    """Makes the nodes of one directive's publications."""

    def __init__(self, node: hp_publications, env: BuildEnvironment, document: nodes.document) -> None:
        self.node = node
        self.env = env
        self.listing = node.listing
        self.text = RichText.of(env, document)
        self.targets = Targets(env, domain_of(env), Links(env, self.text))
        self.items = ItemLayout(self.listing, self.text, self.targets, AuthorNodes(self.targets))
        self._headings: Iterator[Heading] = iter(self.listing.headings)

    def block(self) -> Element:
        """Return what stands for the directive in the page."""
        block = self._outer()
        block["classes"] = self.node["classes"]
        block["ids"] = self.node["ids"]
        block["names"] = self.node["names"]
        block.source, block.line = self.node.source, self.node.line
        for group in self.listing.groups:
            block += self._group(group)
        block += self.node.children
        block += self._below()
        settle_images(self.env)
        return block

    def _outer(self) -> Element:
        return hp_block()

    def _group(self, group: Group) -> list[Node]:
        heading = next(self._headings) if group.title is not None else None  # Before those that nest in it.
        inner = [*self._list(group), *(node for part in group.groups for node in self._group(part))]
        if heading is None:
            return inner
        title = hp_heading("", "", *self.text.inline(heading.words), classes=["hp-group-title"])
        return [hp_group("", title, *inner, ids=[heading.anchor], classes=["hp-group"])]

    @abstractmethod
    def _list(self, group: Group) -> list[Node]:
        """Return the list of a group's own publications: nothing where it has none."""

    def _below(self) -> list[Node]:
        """Return what the signs behind names mean, and a link to what the limit has left out."""
        listing = self.listing
        found: list[Node] = []
        if listing.legend and "legend" in listing.look.parts:
            found.append(legend_line(listing.legend))
        if listing.left_out and (rest := self.targets.all_publications()):
            found.append(nodes.paragraph("", "", rest, classes=["hp-more"]))
        return found + self._download()

    def _download(self) -> list[Node]:
        """Return a link to all publications of the site as one file, where there is such a file."""
        return []


class WebLists(Lists):
    """Lists on a web page."""

    def _outer(self) -> Element:
        look = self.listing.look
        if not look.has_search and not look.facets:
            return hp_block()
        return hp_listing(has_search=look.has_search, facets=look.facets)

    def _list(self, group: Group) -> list[Node]:
        if not group.items:
            return []
        if self.listing.look.style == "table":
            return [self._table(group)]
        return [filled(hp_pubs(classes=["hp-pubs"]), (self.items.item(item) for item in group.items))]

    def _download(self) -> list[Node]:
        if "download" not in self.listing.look.parts or self.listing.left_out:
            return []
        docname, number = self.targets.domain.fullest_page
        if docname != self.env.docname or len(self.listing.publications()) < number:
            return []
        bibtex = self.targets.domain.downloads.get("bibtex")
        if bibtex is None:
            return []
        link = hp_download("", label("Download all as BibTeX"), file=quote(bibtex.file))
        return [nodes.paragraph("", "", link, classes=["hp-more"])]

    def _table(self, group: Group) -> nodes.table:
        titles = (label("Year"), label("Publication"), label("Links"))
        head = nodes.row("", *(nodes.entry("", nodes.paragraph("", title)) for title in titles))
        body = filled(nodes.tbody(), (self.items.row(item) for item in group.items))
        columns = [nodes.colspec(colwidth=width) for width in (10, 70, 20)]
        inner = nodes.tgroup("", *columns, nodes.thead("", head), body, cols=len(columns))
        return nodes.table("", inner, classes=["hp-pubs"])


class PlainLists(Lists):
    """Numbered, linked entries, as every builder can write them."""

    def _list(self, group: Group) -> list[Node]:
        if not group.items:
            return []
        has_numbers = any(item.number for item in group.items)
        entries: Element = nodes.bullet_list(bullet="-") if has_numbers else self._numbered(len(group.items))
        for item in group.items:
            entries += nodes.list_item("", self.items.plain(item), ids=self.items.anchor(item.publication))
        return [entries]

    def _numbered(self, length: int) -> nodes.enumerated_list:
        """Return a list that goes on counting where the one before it on the page has ended."""
        start = (self.env.current_document.get("homepage_numbered") or 0) + 1
        self.env.current_document["homepage_numbered"] = start + length - 1
        return nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".", start=start)
