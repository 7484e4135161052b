"""The languages of texts, and from which side they are read.

A paragraph or a list begins where its first letter says, as Unicode has it in rules P2 and P3
(https://www.unicode.org/reports/tr9/): one that begins with a Hebrew or an Arabic letter is read from the
right. On a page whose language is read from the right, a text is read from the left only where it has no
letter of the other kind. A part of a line whose letters differ from it in that is kept together.

Words marked with docutils' class ``language-ja`` are in that language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_homepage.model.directions import first_strong, side_of
from sphinx_homepage.nodes import hp_entry
from sphinx_homepage.pdf.source import string
from sphinx_homepage.pdf.writer.text import TextWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils.nodes import Node

_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Blocks with letters that are read from the right; not everything in them is one."""


def has_from_right(text: str) -> bool:
    """Say whether *text* has a letter that is read from the right."""
    return any(unicodedata.bidirectional(found[0]) in {"R", "AL"} for found in _FROM_RIGHT.finditer(text))


_LANGUAGE = re.compile("language-([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")


def language_of(node: Node) -> str:
    """Return the tag of the language that *node* is marked with."""
    names: list[str] = node["classes"] if isinstance(node, nodes.Element) else []
    return next((found[1] for name in names if (found := _LANGUAGE.fullmatch(name))), "")


class DirectedWriter(TextWriter):
    """Writes texts so that they are read from their own side."""

    document: nodes.document
    """The page."""
    _side: str = ""
    _is_mixed: bool | None = None

    # What holds where something is written

    @property
    def side(self) -> str:
        """The side that what stands around is read from."""
        return self._side or self.around.side

    @property
    def is_mixed(self) -> bool:
        """Whether the page has, or is, anything that is read from the right."""
        if self._is_mixed is None:
            marked = any(language_of(node) for node in self.document.findall(nodes.Element))
            text = self.document.astext()
            self._is_mixed = self.around.side == "rtl" or marked or has_from_right(text)
        return self._is_mixed

    def _side_of(self, text: str) -> str:
        """Return the side that *text* is read from, where it stands."""
        if self.side == "rtl":
            return "ltr" if first_strong(text) == "ltr" and not has_from_right(text) else "rtl"
        return first_strong(text) or "ltr"

    # Running text

    def inline(self, children: Iterable[Node]) -> str:
        """Return running text, kept together where it is read from another side than what is around."""
        if not self.is_mixed:
            return super().inline(children)
        children = [*children]
        side = self._side_of("".join(node.astext() for node in children))
        before, self._side = self.side, side
        written = super().inline(children)
        self._side = before
        if side == before or not written:
            return written
        is_title = isinstance(children[0].parent, nodes.title)  # A line of its own, like a paragraph.
        return f"#{'directed' if is_title else 'directed-words'}({side})[{written}];"

    def inline_node(self, node: Node) -> str:
        """Return one node of a running text."""
        return self._in_language(node, super().inline_node)

    def _inline_literal(self, node: nodes.Element) -> str:
        written = super()._inline_literal(node)
        return f"#directed-words(ltr)[{written}];" if self.side == "rtl" and written else written

    def link(self, url: str, inner: str) -> str:
        """Return a link to another site; a phone's number, which has no letter, is read from the left."""
        is_number = url.lower().startswith("tel:") and self.side == "rtl"
        return super().link(url, f"#directed-words(ltr)[{inner}];" if is_number else inner)

    # Blocks

    def block_node(self, node: Node) -> str:
        """Return one block, which begins at its own side."""
        if not self.is_mixed:
            return super().block_node(node)
        side = self.side
        if isinstance(node, _CODE):
            side = "ltr"
        elif side == "ltr" and isinstance(node, (*_TEXTS, *_LAYOUTS)):
            text = node.astext()
            if first_strong(text) == "rtl" and (_is_one_text(node) or _is_from_right_mostly(text)):
                side = "rtl"
        before, self._side = self.side, side
        written = self._in_language(node, super().block_node)
        self._side = before
        if side == before or not written:
            return written
        return self.line(self.place(node), f"#directed({side})[\n{written}];")

    # Languages

    def _in_language(self, node: Node, write: Callable[[Node], str]) -> str:
        tag = language_of(node) if self.is_mixed else ""
        if not tag:
            return write(node)
        side = side_of(tag)
        before, self._side = self.side, side
        written = write(node)
        self._side = before
        if not written.endswith("\n"):
            marked = f"#lang-of({string(tag)}, dir: {side})[{written}];" if written else ""
            return f"#directed-words({side})[{marked}];" if marked and side != before else marked
        return self.line(self.place(node), f"#lang-of({string(tag)}, dir: {side})[\n{written}];")


_CODE = (nodes.literal_block, nodes.doctest_block)
_TEXTS = (
    *(nodes.paragraph, nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list),
    *(nodes.block_quote, nodes.line_block, nodes.Admonition, nodes.topic, nodes.rubric),
    *(nodes.table, nodes.figure),
)


_LAYOUTS = (hp_entry,)


def _is_one_text(node: Node) -> bool:
    """Whether *node* begins at one side as a whole: an entry has texts that do so each, and a date."""
    return isinstance(node, _TEXTS) and "hp-list" not in node["classes"]


def _is_from_right_mostly(text: str) -> bool:
    """Whether more letters of *text* are read from the right than from the left."""
    kinds = Counter(map(unicodedata.bidirectional, text))
    return kinds["R"] + kinds["AL"] > kinds["L"]
