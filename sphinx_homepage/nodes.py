"""Our nodes, each with its HTML visitor beside it.

Each subclasses the standard node it degrades to, so that every other builder shows it without a line of ours.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import extract_messages

from sphinx_homepage.conditions import above
from sphinx_homepage.html.icon_set import icon_svg
from sphinx_homepage.locale import labelled
from sphinx_homepage.model.directions import first_strong, side_of
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_homepage.model.text import Position

_Node = TypeVar("_Node", bound=nodes.Element)


def filled(node: _Node, children: Iterable[nodes.Node]) -> _Node:
    """Return a new *node* with all its *children* at once: docutils goes up the tree for each of them.

    Texts that follow each other become one: every node costs each time that a page is gone through.
    """
    merged: list[nodes.Node] = []
    for child in children:
        last = merged[-1] if merged else None
        if isinstance(child, nodes.Text) and isinstance(last, nodes.Text):
            merged[-1] = nodes.Text(last + child)
        else:
            merged.append(child)
    node.children = merged
    for child in merged:
        child.parent = node
    return node


class hp_typed(addnodes.translatable):  # noqa: N801 - docutils names nodes so
    """A text that a person typed in a field: MyST, on whatever page, and so are its translations.

    Sphinx's own protocol for such nodes: else it reads the translations as what the page is written in.
    """

    def preserve_original_messages(self) -> None:
        """Keep the text as typed, which the node has in its ``rawsource``."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Show the translation."""
        from sphinx_homepage.directives.rich_text import RichText

        assert isinstance(self, nodes.TextElement)
        document = self.document
        assert document is not None
        rich_text = RichText.of(document.settings.env, document)
        self.children = []
        self += rich_text.inline(Text(translated_message))
        self["translated"] = True

    def extract_original_messages(self) -> list[str]:
        """Return the text as typed, as Sphinx writes it into catalogues; our own labels have no source."""
        assert isinstance(self, nodes.TextElement)
        if any(node is not self for node in self.findall(hp_typed)):
            return []  # They are translated, each on its own.
        paragraph = nodes.paragraph(self.rawsource)
        paragraph.source = self.source
        return [message for _, message in extract_messages(paragraph)]


class hp_phrase(hp_typed, nodes.inline):  # noqa: N801
    """One text within a line of ours.

    Translated as a whole: a plain inline that is marked translatable is moved to the end of its line
    when the translations are in.
    """


class hp_foreign(nodes.inline):  # noqa: N801
    """Words in another language than the page's, which its class ``language-ka`` names as docutils has it."""


class hp_foreign_blocks(nodes.container):  # noqa: N801
    """The same for paragraphs and lists, where they are read from the other side than the page."""


def marked(tag: str) -> str:
    """Return the class by which docutils marks a language: it becomes the attribute ``lang`` in HTML."""
    return f"language-{tag}"


def visit_foreign(self: HTML5Translator, node: Element) -> None:
    """Say from which side the words are read, if it is not the page's; so they are kept apart from it."""
    side = first_strong(node.astext())
    if side in {"", side_of(self.config.language or "en")}:
        self.body.append(self.starttag(node, "span", ""))
    else:
        self.body.append(self.starttag(node, "span", "", dir=side))


def depart_foreign(self: HTML5Translator, _node: Element) -> None:
    """End them."""
    self.body.append("</span>")


def visit_foreign_blocks(self: HTML5Translator, node: Element) -> None:
    """Say from which side they are read."""
    self.body.append(self.starttag(node, "div", dir=first_strong(node.astext())))


def depart_foreign_blocks(self: HTML5Translator, _node: Element) -> None:
    """End them."""
    self.body.append("</div>\n")


def visit_phrase(self: HTML5Translator, node: Element) -> None:
    """Open a ``<span>`` where it has a use: a page has hundreds of texts."""
    # The style that shows contacts as icons hides their names, which only an element can be.
    is_needed = node["ids"] or node["classes"] or any(isinstance(one, hp_address) for one in above(node))
    self.body.append(self.starttag(node, "span", "") if is_needed else "")
    self.context.append("</span>" if is_needed else "")


def depart_phrase(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<span>``."""
    self.body.append(self.context.pop())


class hp_paragraph(hp_typed, nodes.paragraph):  # noqa: N801
    """A paragraph of a field; once the translations are in, it is a plain one."""


class hp_head(hp_typed, nodes.strong):  # noqa: N801
    """What heads an item of a list."""


class hp_block(nodes.container):  # noqa: N801
    """The entries that one directive shows."""


def visit_block(self: HTML5Translator, node: Element) -> None:
    """Open a ``<div>`` without docutils' own classes."""
    self.body.append(self.starttag(node, "div"))


def depart_block(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<div>``."""
    self.body.append("</div>\n")


class hp_group(nodes.container):  # noqa: N801
    """Entries of one year or kind, behind a heading."""


class hp_entry(nodes.container):  # noqa: N801
    """One entry, and the entries that nest in it."""


def visit_entry(self: HTML5Translator, node: Element) -> None:
    """Open an ``<article>``."""
    self.body.append(self.starttag(node, "article"))


def depart_entry(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<article>``."""
    self.body.append("</article>\n")


class hp_heading(hp_typed, nodes.rubric):  # noqa: N801
    """An entry's or a group's heading; its level is set late, from the sections above it."""


def visit_heading(self: HTML5Translator, node: Element) -> None:
    """Open ``<h2>`` to ``<h6>``."""
    self.body.append(self.starttag(node, f"h{node.get('heading-level', 2)}", ""))


def depart_heading(self: HTML5Translator, node: Element) -> None:
    """Close the heading."""
    self.body.append(f"</h{node.get('heading-level', 2)}>\n")


class hp_when(nodes.inline):  # noqa: N801
    """Dates, as one text, and its pieces: their words, their ISO forms (none between them), their classes."""


def visit_when(self: HTML5Translator, node: Element) -> None:
    """Write each date in its own ``<time>``, all in a ``<span>`` where they have a class."""
    if node["classes"]:
        self.body.append(self.starttag(node, "span", ""))
    for words, iso, css in zip(node["words"], node["datetimes"], node["kinds"], strict=True):
        if iso:
            name = f' class="{escape(css)}"' if css else ""
            self.body.append(f'<time{name} datetime="{escape(iso)}">{escape(words)}</time>')
        else:
            # Where a line has to end, it ends behind the dash.
            self.body.append(escape(words.replace(" –", "\N{NO-BREAK SPACE}–")))
    if node["classes"]:
        self.body.append("</span>")
    raise nodes.SkipNode


class hp_dated(nodes.inline):  # noqa: N801
    """A number that a service has said; its title is which service, and when."""


def visit_dated(self: HTML5Translator, node: Element) -> None:
    """Open a ``<span>`` with the title."""
    self.body.append(self.starttag(node, "span", "", title=node["said"]))


def depart_dated(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<span>``."""
    self.body.append("</span>")


class hp_address(nodes.container):  # noqa: N801
    """How to reach somebody."""


def visit_address(self: HTML5Translator, node: Element) -> None:
    """Open an ``<address>``."""
    self.body.append(self.starttag(node, "address"))


def depart_address(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<address>``."""
    self.body.append("</address>\n")


class hp_icon(nodes.inline):  # noqa: N801
    """A picture of what the text beside it says: a network's sign, an envelope. Empty but for HTML."""


def visit_icon(self: HTML5Translator, node: Element) -> None:
    """Write the inline SVG, hidden from assistive tools, which read the text beside it."""
    svg = icon_svg(node["icon"])
    if self.builder.name == "epub":  # XHTML, where an element without its namespace is none.
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    self.body.append(svg)
    raise nodes.SkipNode


class hp_picture(nodes.image):  # noqa: N801
    """A portrait or another picture of an entry: on paper as wide as it says, on a page as styled.

    Before HTML is written, ``html/images.py`` says how large it is and what is made of it.
    """

    position: Position | None = None
    """Where its file is named."""

    @classmethod
    def of(cls, path: str, alt: str, *classes: str, position: Position | None = None) -> hp_picture:
        """Return the picture at *path*, from the source directory, without a link to its own file."""
        picture = cls(uri=path, alt=alt, width="9em", classes=[*classes, "no-scaled-link"])
        picture.position = position
        return picture

    def copy(self) -> hp_picture:
        """Return a node with the same place, as docutils copies attributes."""
        copied = super().copy()
        assert isinstance(copied, hp_picture)
        copied.position = self.position
        return copied


def visit_picture(self: HTML5Translator, node: nodes.image) -> None:
    """Write an ``<img>``, in a ``<picture>`` where there is a modern format too."""
    attributes = {"alt": node.get("alt", ""), "src": _address(self, node["uri"])}
    if "size" in node:
        attributes["width"], attributes["height"] = map(str, node["size"])
    if self.builder.name != "epub":
        is_first = node.get("is-first", False)
        attributes["decoding"] = "async"
        attributes.update({"fetchpriority": "high"} if is_first else {"loading": "lazy"})
    classes = [name for name in node["classes"] if name != "no-scaled-link"]
    image = self.emptytag(nodes.image(ids=node["ids"], classes=classes), "img", "", **attributes)
    if modern := node.get("modern"):
        files = ", ".join(f"{_address(self, file)} {density}x" for file, density in modern)
        source = f'<source srcset="{escape(files)}" type="image/webp" />'
        image = f'<picture class="hp-picture">{source}{image}</picture>'
    self.body.append(f"{image}\n")


def _address(self: HTML5Translator, path: str) -> str:
    """Return where a page finds the picture that the builder copies from *path*."""
    if path not in self.builder.images:
        return path
    return posixpath.join(self.builder.imgpath, quote(self.builder.images[path]))


class hp_link(nodes.reference):  # noqa: N801
    """A link out of the record: a profile of the person's own says ``rel="me"``."""


def visit_link(self: HTML5Translator, node: Element) -> None:
    """Open an ``<a>``."""
    attributes = {"rel": node["rel"]} if node.get("rel") else {}
    if node.get("hreflang"):
        attributes["hreflang"] = node["hreflang"]
    self.body.append(self.starttag(node, "a", "", href=node["refuri"], **attributes))


def depart_link(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<a>``."""
    self.body.append("</a>")


class hp_named(nodes.inline):  # noqa: N801
    """A link whose words, like "Slides", stand at many entries; ``of`` says at which, else the entry does."""


def visit_named(self: HTML5Translator, node: Element) -> None:
    """Note where the ``<a>`` will stand."""
    node["at"] = len(self.body)


def depart_named(self: HTML5Translator, node: Element) -> None:
    """Give the link a name that begins with its words: screen readers also list links out of their place."""
    tag = self.body[node["at"]]
    owner = node.get("of") or _head_of(node)
    if owner and tag.startswith("<a "):  # Not where the link could not be made.
        self.body[node["at"]] = f"<a{name_attribute(node.astext(), owner)}{tag[2:]}"


def name_attribute(words: str, owner: str) -> str:
    """Return the attribute that tells assistive tools where *words* lead: "Slides: Ladders of the verb"."""
    return f' aria-label="{escape(f"{labelled(words)} {owner}")}"' if owner else ""


def _head_of(node: nodes.Node | None) -> str:
    while node is not None and not (isinstance(node, nodes.Element) and "hp-entry" in node["classes"]):
        node = node.parent
    heads = node.findall(lambda found: isinstance(found, hp_heading | hp_head)) if node else iter(())
    head = next(heads, None)
    return head.astext() if head else ""


class hp_value(nodes.inline):  # noqa: N801
    """A value that the page's text says elsewhere already, for programs; empty elsewhere than in HTML."""


def visit_value(self: HTML5Translator, node: Element) -> None:
    """Write a ``<data>`` that shows nothing."""
    self.body.append(
        f'<data class="{escape(" ".join(node["classes"]))}" value="{escape(node["value"])}"></data>'
    )
    raise nodes.SkipNode


class hp_hero(nodes.container):  # noqa: N801
    """The head of a page in HTML: its lines, and its portrait beside them."""


class hp_hero_lines(nodes.section):  # noqa: N801
    """The title, and the lines above and below it.

    A section of docutils' only so that the title finds in it what it asks of its parent.
    """


class hp_masthead(nodes.container):  # noqa: N801
    """What stands around a page's title, below it where a builder knows no better."""


def visit_hero(self: HTML5Translator, node: Element) -> None:
    """Open a ``<header>``."""
    self.body.append(self.starttag(node, "header"))


def depart_hero(self: HTML5Translator, _node: Element) -> None:
    """Close the ``<header>``."""
    self.body.append("</header>\n")


def visit_hero_lines(self: HTML5Translator, node: Element) -> None:
    """Open a ``<div>``; the section around it has the id."""
    self.body.append(f'<div class="{escape(" ".join(node["classes"]))}">\n')


class hp_pdf_only(nodes.Invisible, nodes.Element):  # noqa: N801
    """What only the PDF shows.

    It stands in no list of children: whatever looks through a page does not find it.
    """

    content: list[nodes.Node]

    def copy(self) -> hp_pdf_only:
        """Return a node with the same content, as docutils copies attributes."""
        copied = super().copy()
        assert isinstance(copied, hp_pdf_only)
        copied.content = self.content
        return copied

    @classmethod
    def of(cls, content: Iterable[nodes.Node]) -> hp_pdf_only:
        """Return a node that holds *content*."""
        node = cls()
        node.content = list(content)
        for child in node.content:
            child.parent = None
        return node


def pass_by(self: HTML5Translator, _node: Element) -> None:
    """Write nothing."""


Visitor = Any
_HTML: tuple[tuple[type[Element], Visitor, Visitor], ...] = (
    (hp_block, visit_block, depart_block),
    (hp_group, visit_block, depart_block),
    (hp_entry, visit_entry, depart_entry),
    (hp_heading, visit_heading, depart_heading),
    (hp_foreign, visit_foreign, depart_foreign),
    (hp_foreign_blocks, visit_foreign_blocks, depart_foreign_blocks),
    (hp_phrase, visit_phrase, depart_phrase),
    (hp_when, visit_when, pass_by),
    (hp_dated, visit_dated, depart_dated),
    (hp_address, visit_address, depart_address),
    (hp_icon, visit_icon, pass_by),
    (hp_picture, visit_picture, pass_by),
    (hp_link, visit_link, depart_link),
    (hp_named, visit_named, depart_named),
    (hp_value, visit_value, pass_by),
    (hp_masthead, visit_block, depart_block),
    (hp_hero, visit_hero, depart_hero),
    (hp_hero_lines, visit_hero_lines, depart_block),
)


def add_nodes(app: Sphinx) -> None:
    """Register every node with its HTML visitor."""
    for node, visit, depart in _HTML:
        app.add_node(node, html=(visit, depart))
    for node in (hp_paragraph, hp_head, hp_pdf_only):
        app.add_node(node)
