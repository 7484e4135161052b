"""The nodes of lists of publications, each with its HTML visitor beside it: see ``nodes``."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_homepage.locale import label
from sphinx_homepage.nodes import depart_block, hp_block, name_attribute

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_homepage.directives.publications.listing import Listing


class hp_publications(nodes.container):  # noqa: N801 - docutils names nodes so
    """The publications of one directive, before their own nodes are made.

    Its children are what the page's own markup says below the last of them.
    """

    listing: Listing
    paper: Listing | None = None
    """What the PDF shows, where that is something else."""

    def copy(self) -> hp_publications:
        """Return a node with the same publications, as docutils copies attributes."""
        copied = super().copy()
        assert isinstance(copied, hp_publications)
        copied.listing = self.listing
        copied.paper = self.paper
        return copied


class hp_listing(hp_block):  # noqa: N801
    """A block of publications that a script makes searchable: see ``html/static_web/sphinx-homepage.js``."""


def visit_listing(self: HTML5Translator, node: Element) -> None:
    """Open a ``<div>`` that says what the script is to offer: ``q year type``."""
    offered = [*(["q"] if node["has_search"] else []), *node["facets"]]
    attributes: dict[str, Any] = {"data-hp-search": " ".join(offered)}
    self.body.append(self.starttag(node, "div", "", **attributes))
    # The place of what the script makes, so that nothing below is pushed down by it.
    self.body.append(f'<div class="hp-search" aria-hidden="true">{"<i></i>" * len(offered)}<p></p></div>')


def script_words() -> dict[str, str]:
    """Return what the script says, in the site's language."""
    return {
        "q": label("Search"),
        "year": label("Year"),
        "type": label("Type"),
        "venue": label("Venue"),
        "keyword": label("Keyword"),
        "all": label("All"),
        "shown": label("{number} of {total} publications"),
        "copy": label("Copy"),
        "copied": label("Copied"),
    }


class hp_pubs(nodes.container):  # noqa: N801
    """A list of publications."""


def visit_pubs(self: HTML5Translator, node: Element) -> None:
    """Open a ``<ul>``: an item has the number that the person asked for, if any, in its text.

    It says that it is a list: Safari takes a list without bullets for none.
    """
    self.body.append(self.starttag(node, "ul", role="list"))


def depart_pubs(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<ul>``."""
    self.body.append("</ul>\n")


class hp_pub(nodes.container):  # noqa: N801
    """A publication; ``facets`` says for the script of searching what it can be found by."""


def visit_pub(self: HTML5Translator, node: Element) -> None:
    """Open a ``<li>`` that its title labels, where the title is a line of its own."""
    attributes = _facets(node)
    if "labelled-by" in node:
        attributes["aria-labelledby"] = node["labelled-by"]
    self.body.append(self.starttag(node, "li", "", **attributes))


def depart_pub(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<li>``."""
    self.body.append("</li>\n")


def _facets(node: Element) -> dict[str, Any]:
    facets: dict[str, str] = node.get("facets", {})
    return {f"data-{name}": value for name, value in facets.items()}


class hp_pub_row(nodes.row):  # noqa: N801
    """A publication in a table; see ``hp_pub``."""


def visit_pub_row(self: HTML5Translator, node: Element) -> None:
    """Open a ``<tr>``."""
    self.body.append(self.starttag(node, "tr", "", **_facets(node)))
    node.column = 0  # type: ignore[attr-defined]  # docutils' own visitor of cells counts them.


def depart_pub_row(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<tr>``."""
    self.body.append("</tr>\n")


class hp_details(nodes.container):  # noqa: N801
    """What a reader unfolds: its ``summary`` is always shown."""


def visit_details(self: HTML5Translator, node: Element) -> None:
    """Open a ``<details>``, which needs no script and which keyboards and screen readers handle."""
    self.body.append(self.starttag(node, "details", ""))
    self.body.append(_summary(node))


def _summary(node: Element) -> str:
    """Return what is always shown; its name says what it is ``of``, for it stands at each publication."""
    name = name_attribute(node["summary"], node.get("of", ""))
    return f"<summary{name}>{escape(node['summary'])}</summary>"


def depart_details(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<details>``."""
    self.body.append("</details>\n")


class hp_authors(nodes.paragraph):  # noqa: N801
    """The line of authors, which may hold a fold, as no ``<p>`` may."""


def visit_authors(self: HTML5Translator, node: Element) -> None:
    """Open a ``<div>``."""
    self.body.append(self.starttag(node, "div", ""))


def depart_authors(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<div>``."""
    self.body.append("</div>\n")


class hp_more_authors(nodes.inline):  # noqa: N801
    """The authors behind a fold."""


def visit_more_authors(self: HTML5Translator, node: Element) -> None:
    """Open a ``<details>`` within the line of authors."""
    self.body.append(self.starttag(node, "details", ""))
    self.body.append(f"<summary>{escape(node['summary'])}</summary> ")


def depart_more_authors(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<details>``; a comma follows it at once."""
    self.body.append("</details>")


class hp_bibtex(nodes.inline):  # noqa: N801
    """A publication's BibTeX, folded. It has no text, so that search finds the paper once."""


def visit_bibtex(self: HTML5Translator, node: Element) -> None:
    """Write a ``<details>`` with the entry, and a link to it as a file where there is one."""
    is_open = " open" if node.get("is_open") else ""
    self.body.append(f'<details class="hp-bibtex"{is_open}>{_summary(node)}')
    # No <pre>: pydata-sphinx-theme measures each, and with 5,000 of them a page does not load for a minute.
    self.body.append(f"<code>{escape(node['entry'], quote=False)}</code>")
    if node.get("file"):
        here = self.builder.get_target_uri(self.builder.current_docname)
        href, words = escape(relative_uri(here, node["file"])), escape(node["download"])
        name = name_attribute(node["download"], node.get("of", ""))
        self.body.append(f'<p class="hp-pub-links"><a{name} href="{href}" download>{words}</a></p>')
    self.body.append("</details>\n")
    raise nodes.SkipNode


class hp_download(nodes.inline):  # noqa: N801
    """A link to a file that the build itself writes, by its path in the site."""


def visit_download(self: HTML5Translator, node: Element) -> None:
    """Open an ``<a>``."""
    here = self.builder.get_target_uri(self.builder.current_docname)
    self.body.append(self.starttag(node, "a", "", href=relative_uri(here, node["file"]), download=""))


def depart_download(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<a>``."""
    self.body.append("</a>")


class hp_coins(nodes.inline):  # noqa: N801
    """A publication for reference managers: https://en.wikipedia.org/wiki/COinS."""


def visit_coins(self: HTML5Translator, node: Element) -> None:
    """Write an empty ``<span>`` that has all in its title."""
    self.body.append(f'<span class="Z3988" title="{escape(node["coins"])}"></span>')
    raise nodes.SkipNode


class hp_badge(nodes.inline):  # noqa: N801
    """A venue's short name, in the venue's own colour where a file gives one."""


def visit_badge(self: HTML5Translator, node: Element) -> None:
    """Open a ``<span>``; the rule for a colour stands in a style sheet of the site's own."""
    attributes: dict[str, Any] = {}
    if node.get("color"):
        attributes["data-badge"] = node["color"].removeprefix("#")
    self.body.append(self.starttag(node, "span", "", **attributes))


def depart_span(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<span>``."""
    self.body.append("</span>")


Visitor = Any
_HTML: tuple[tuple[type[Element], Visitor, Visitor], ...] = (
    (hp_listing, visit_listing, depart_block),
    (hp_pubs, visit_pubs, depart_pubs),
    (hp_pub, visit_pub, depart_pub),
    (hp_pub_row, visit_pub_row, depart_pub_row),
    (hp_details, visit_details, depart_details),
    (hp_authors, visit_authors, depart_authors),
    (hp_more_authors, visit_more_authors, depart_more_authors),
    (hp_bibtex, visit_bibtex, depart_span),
    (hp_download, visit_download, depart_download),
    (hp_coins, visit_coins, depart_span),
    (hp_badge, visit_badge, depart_span),
)


def add_nodes(app: Sphinx) -> None:
    """Register every node with its HTML visitor."""
    app.add_node(hp_publications)
    for node, visit, depart in _HTML:
        app.add_node(node, html=(visit, depart))
