"""HTML that a page has as it is: what of it a PDF can say."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from docutils.nodes import Node

FORMS: Final = {
    **dict.fromkeys(("s", "del", "strike"), "strike-of"),
    **dict.fromkeys(("b", "strong"), "strong-of"),
    **dict.fromkeys(("i", "em"), "emph-of"),
    "sub": "sub-of",
    "sup": "super-of",
}
"""Elements of running text, and the functions of a template that show the same."""

SIGNS: Final = {"br": "#linebreak();", "unchecked": '#"☐ ";', "checked": '#"☑ ";'}
"""What stands for elements that have no text, as Typst source."""

_TAG: Final = re.compile(r"\s*<(/?[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>\s*")
_UNSEEN: Final = frozenset({"script", "style", "template", "title", "noscript"})
_PICTURES: Final = frozenset(
    {"audio", "canvas", "embed", "iframe", "img", "math", "object", "picture", "svg", "video"}
)
_IN_TEXT: Final = frozenset({*FORMS, "a", "abbr", "code", "kbd", "mark", "q", "small", "span", "u", "var"})


def tag_of(node: Node) -> str:
    """Return the tag that *node* is and nothing else: ``br``, ``/s``; how it is for the box of a task."""
    html = node.astext() if is_html(node) else ""
    if 'type="checkbox"' in html:
        return "checked" if "checked=" in html else "unchecked"
    tag = _TAG.fullmatch(html)
    return tag[1].lower() if tag else ""


def is_html(node: Node) -> bool:
    """Whether *node* is HTML as it is; a page in HTML shows no other format."""
    return isinstance(node, nodes.raw) and "html" in str(node.get("format", "")).split()


def said_by(html: str) -> tuple[str, bool]:
    """Return the text that *html* shows, and whether it shows anything at all."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = " ".join("".join(reader.text).split())
    return text, bool(text) or reader.has_pictures


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.has_pictures = False
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if dict(attrs).get("aria-hidden") == "true":
            return
        self.has_pictures |= tag in _PICTURES and not self._unseen
        if tag not in _IN_TEXT:
            self.text.append(" ")
        if tag == "img" and not self._unseen:
            self.text.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(self._unseen - (tag in _UNSEEN), 0)
        if tag not in _IN_TEXT:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.text.append(data)
