"""The page of one paper -> nodes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from sphinx_homepage.directives.links import Links
from sphinx_homepage.directives.publications.authors import AuthorNodes, Piece
from sphinx_homepage.directives.publications.items import ItemLayout, title_words
from sphinx_homepage.directives.publications.listing import PARTS
from sphinx_homepage.directives.publications.lists import legend_line
from sphinx_homepage.directives.publications.targets import Targets
from sphinx_homepage.directives.rich_text import RichText
from sphinx_homepage.domain import domain_of
from sphinx_homepage.locale import label
from sphinx_homepage.nodes import hp_block, hp_link

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.directives.publications.listing import Listing
    from sphinx_homepage.model.publications.links import Link
    from sphinx_homepage.model.publications.publication import Publication

_PARTS = frozenset(PARTS) - {"number", "abstract", "bibtex", "download"}
"""What stands in the lines below the title; the rest has a section of its own."""


class _TargetsOfPage(Targets):
    """The targets on a paper's own page, beside which its PDF lies."""

    pdf = ""

    def of(self, link: Link, _publication: Publication) -> Element:
        """Return a link with its words, which need not say on its page what they are of."""
        if link.name == "pdf" and self.pdf:
            return hp_link("", label(link.label), refuri=self.pdf)
        return self.to(link.url, [nodes.Text(label(link.label))])


def paper_section(
    publication: Publication,
    listing: Listing,
    list_page: str,
    pdf: str,
    env: BuildEnvironment,
    document: nodes.document,
) -> nodes.section:
    """Return all of *publication* as a page.

    Args:
        publication: the publication.
        listing: the list that it stands in.
        list_page: the docname of that list's page.
        pdf: the name of its PDF beside the page, or nothing.
        env: Sphinx's environment.
        document: the page to be.
    """
    text = RichText(env, document)  # Not the page's that Sphinx is at, for it is at none.
    targets = _TargetsOfPage(env, domain_of(env), Links(env, text))
    targets.pdf = quote(pdf)
    own = replace(listing, look=replace(listing.look, parts=_PARTS), anchors={})
    items = ItemLayout(own, text, targets, AuthorNodes(targets))
    title = nodes.title("", "", *title_words(publication, text))
    block = hp_block(
        "", *items.image(publication), *items.lines(publication), classes=["hp-block", "hp-paper"]
    )
    signs = "".join(piece.signs for piece in listing.authors[publication.key] if isinstance(piece, Piece))
    if legend := [row for row in listing.legend if row.sign in signs]:
        block += legend_line(legend)
    section = nodes.section("", title, block, ids=["paper"])
    if "abstract" in publication.fields:
        section += _part("abstract", label("Abstract"), text.blocks(publication.fields["abstract"]))
    if publication.shows_bibtex:
        entry = items.bibtex(publication)
        entry["is_open"] = True
        section += hp_block("", entry, classes=["hp-block", "hp-paper"])
    section += nodes.paragraph("", "", targets.page(list_page), classes=["hp-more"])
    return section


def _part(anchor: str, title: str, content: list[Node]) -> nodes.section:
    return nodes.section("", nodes.title("", title), *content, ids=[anchor])
