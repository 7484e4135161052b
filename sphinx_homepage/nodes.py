"""Our nodes, each with its HTML visitor beside it.

Each subclasses the standard node it degrades to, so that every other builder shows it without a line of ours.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_homepage.html.icon_set import icon_svg
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class hp_phrase(addnodes.translatable, nodes.inline):  # noqa: N801 - docutils names nodes so
    """One text that a person typed, within a line of ours.

    Translated as a whole, by Sphinx's own protocol: a plain inline that is marked translatable is moved
    to the end of its line when the translations are in.
    """

    def preserve_original_messages(self) -> None:
        """Keep the text as typed, which the node has in its ``rawsource``."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:  # noqa: ARG002
        """Show the translation, which is MyST on whatever page."""
        from sphinx_homepage.directives.rich_text import RichText

        document = self.document
        assert document is not None
        rich_text = RichText.of(document.settings.env, document)
        self.children = []
        self += rich_text.inline(Text(translated_message))

    def extract_original_messages(self) -> list[str]:
        """Return the text as typed."""
        return [self.rawsource]


class hp_block(nodes.container):  # noqa: N801
    """The entries that one directive shows."""


def visit_block(self: HTML5Translator, node: Element) -> None:
    """Open a ``<div>`` without docutils' own classes."""
    self.body.append(self.starttag(node, "div"))


def depart_block(self: HTML5Translator, node: Element) -> None:
    """Close the ``<div>``."""
    self.body.append("</div>\n")


class hp_group(nodes.container):  # noqa: N801
    """Entries of one year or kind, behind a heading."""


class hp_entry(nodes.container):  # noqa: N801
    """One entry, and the entries that nest in it."""


def visit_entry(self: HTML5Translator, node: Element) -> None:
    """Open an ``<article>``."""
    self.body.append(self.starttag(node, "article"))


def depart_entry(self: HTML5Translator, node: Element) -> None:
    """Close the ``<article>``."""
    self.body.append("</article>\n")


class hp_heading(nodes.rubric):  # noqa: N801
    """An entry's or a group's heading; its level is set late, from the sections above it."""


def visit_heading(self: HTML5Translator, node: Element) -> None:
    """Open ``<h2>`` to ``<h6>``."""
    self.body.append(self.starttag(node, f"h{node.get('heading-level', 2)}", ""))


def depart_heading(self: HTML5Translator, node: Element) -> None:
    """Close the heading."""
    self.body.append(f"</h{node.get('heading-level', 2)}>\n")


class hp_time(nodes.inline):  # noqa: N801
    """A date, with its ISO form in ``datetime``."""


def visit_time(self: HTML5Translator, node: Element) -> None:
    """Open a ``<time>``."""
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def depart_time(self: HTML5Translator, node: Element) -> None:
    """Close the ``<time>``."""
    self.body.append("</time>")


class hp_address(nodes.container):  # noqa: N801
    """How to reach somebody."""


def visit_address(self: HTML5Translator, node: Element) -> None:
    """Open an ``<address>``."""
    self.body.append(self.starttag(node, "address"))


def depart_address(self: HTML5Translator, node: Element) -> None:
    """Close the ``<address>``."""
    self.body.append("</address>\n")


class hp_icon(nodes.inline):  # noqa: N801
    """A picture of what the text beside it says: a network's sign, an envelope. Empty elsewhere than in HTML."""


def visit_icon(self: HTML5Translator, node: Element) -> None:
    """Write the inline SVG, hidden from assistive tools, which read the text beside it."""
    self.body.append(icon_svg(node["icon"]))
    raise nodes.SkipNode


class hp_link(nodes.reference):  # noqa: N801
    """A link out of the record: a profile of the person's own says ``rel="me"``."""


def visit_link(self: HTML5Translator, node: Element) -> None:
    """Open an ``<a>``."""
    attributes = {"rel": node["rel"]} if node.get("rel") else {}
    if node.get("hreflang"):
        attributes["hreflang"] = node["hreflang"]
    self.body.append(self.starttag(node, "a", "", href=node["refuri"], **attributes))


def depart_link(self: HTML5Translator, node: Element) -> None:
    """Close the ``<a>``."""
    self.body.append("</a>")


class hp_value(nodes.inline):  # noqa: N801
    """A value that the page's text says elsewhere already, for programs; empty elsewhere than in HTML."""


def visit_value(self: HTML5Translator, node: Element) -> None:
    """Write a ``<data>`` that shows nothing."""
    self.body.append(f'<data class="{escape(" ".join(node["classes"]))}" value="{escape(node["value"])}"></data>')
    raise nodes.SkipNode


class hp_hero(nodes.section):  # noqa: N801
    """The lines above and below a page's title, and its portrait; in HTML the title itself too.

    A section of docutils' only so that the title finds in it what it asks of its parent.
    """


class hp_masthead(nodes.container):  # noqa: N801
    """What stands around a page's title, below it where a builder knows no better."""


def visit_hero(self: HTML5Translator, node: Element) -> None:
    """Open a ``<header>``; the section around it has the id."""
    self.body.append(f'<header class="{escape(" ".join(node["classes"]))}">\n')


def depart_hero(self: HTML5Translator, node: Element) -> None:
    """Close the ``<header>``."""
    self.body.append("</header>\n")


def pass_by(self: HTML5Translator, node: Element) -> None:
    """Write nothing."""


Visitor = Any
_HTML: tuple[tuple[type[Element], Visitor, Visitor], ...] = (
    (hp_block, visit_block, depart_block),
    (hp_group, visit_block, depart_block),
    (hp_entry, visit_entry, depart_entry),
    (hp_heading, visit_heading, depart_heading),
    (hp_time, visit_time, depart_time),
    (hp_address, visit_address, depart_address),
    (hp_icon, visit_icon, pass_by),
    (hp_link, visit_link, depart_link),
    (hp_value, visit_value, pass_by),
    (hp_masthead, visit_block, depart_block),
    (hp_hero, visit_hero, depart_hero),
)


def add_nodes(app: Sphinx) -> None:
    """Register every node with its HTML visitor."""
    for node, visit, depart in _HTML:
        app.add_node(node, html=(visit, depart))
