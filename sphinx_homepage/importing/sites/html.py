"""HTML between Markdown -> Markdown, as far as it has the same thing."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_homepage.importing.sites.markdown import Pieces

_LAYOUT: Final = {
    *("div", "section", "article", "main", "header", "footer", "nav", "aside", "center", "fieldset", "p"),
    *("figure", "figcaption", "details", "summary", "address", "hgroup", "picture"),
}
"""Blocks of which only what they hold is kept."""
_INLINE: Final = {
    *("span", "u", "small", "big", "font", "mark", "abbr", "time", "ins", "del", "s", "strike", "label"),
    *("button", "nobr", "tt", "q", "bdi", "bdo", "ruby", "rt", "rp"),
}
_MARKS: Final = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "var": "*", "dfn": "*"}
_CODE: Final = {"code", "kbd", "samp", "tt"}
_VOID: Final = {"br", "hr", "img", "input", "source", "meta", "link", "wbr", "embed", "col", "track"}
_MEDIA: Final = {
    "iframe": "Embedded page",
    "embed": "File",
    "object": "File",
    "video": "Video",
    "audio": "Audio",
}
_DROPPED: Final = {"script", "style", "svg", "noscript", "template", "form", "select", "textarea", "canvas"}
_STRUCTURE: Final = {
    *("ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"),
    *("dl", "dt", "dd", "blockquote", "pre", "a", "sup", "sub"),
    *(f"h{level}" for level in range(1, 7)),
}
_DISTILL: Final = {"d-cite", "d-footnote"}
"""The elements of Distill articles that al-folio's posts have."""
_KNOWN: Final = (
    _DISTILL | _LAYOUT | _INLINE | set(_MARKS) | _CODE | _VOID | set(_MEDIA) | _DROPPED | _STRUCTURE
)
_BLOCKS: Final = (_LAYOUT | _STRUCTURE | set(_MEDIA)) - {"a", "sup", "sub"}
_ATTRIBUTE: Final = r"""\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?"""
_TAG: Final = re.compile(
    rf"<(?P<close>/?)(?P<name>{'|'.join(sorted(_KNOWN, key=len, reverse=True))})"
    rf"(?P<attributes>(?:{_ATTRIBUTE})*)\s*/?>",
    re.IGNORECASE,
)
_ONE: Final = re.compile(r"""([\w:@.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_CLOSED_BY: Final = {
    "li": {"li"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "p": {"p"},
}
BREAK: Final = "\ue002"
_MAX_DEPTH: Final = 100


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0
    parts: list[str] = field(default_factory=list)
    rows: list[tuple[bool, list[str]]] = field(default_factory=list)
    """Of a table."""
    cells: list[str] = field(default_factory=list)
    """Of a row of a table, the items of a list, the terms and texts of a list of these."""
    is_head: bool = False

    @property
    def text(self) -> str:
        return "".join(self.parts)


class HtmlReader:
    """Turns the HTML in a page into Markdown."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._stack = [_Element("")]

    def read(self, text: str) -> str:
        """Return *text* with what Markdown has for its tags."""
        at = 0
        for match in _TAG.finditer(text):
            if match.start() < at:
                continue
            self._add(text[at : match.start()])
            at = match.end()
            name = match["name"].lower()
            line = self._pieces.line_at(text, match.start())
            if match["close"]:
                self._close(name)
            elif name in _DROPPED:
                at = self._drop(name, text, match.end(), line)
            else:
                self._open(name, _attributes(match["attributes"]), line)
        self._add(text[at:])
        while len(self._stack) > 1:
            self._pop()
        return _with_breaks(self._stack[0].text)

    def _drop(self, name: str, text: str, at: int, line: int) -> int:
        end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, at)
        if name == "form" or end is None:
            self._pieces.note(line, f"<{name}> has no counterpart; only the words in it are kept")
            return at
        what = {"style": "own styles go in html_css_files", "script": "a program of the page"}
        self._pieces.note(line, f"<{name}> is left out: {what.get(name, 'it has no counterpart')}")
        return end.end()

    def _add(self, text: str) -> None:
        if any(element.name in _BLOCKS for element in self._stack) and not self._is_markdown():
            text = re.sub(r"\n(?:[ \t]{4,}|[ \t]+(?!(?:[-*+]|[0-9]+[.)])[ \t]))", "\n", text)
        self._stack[-1].parts.append(text)

    def _is_markdown(self) -> bool:
        return any(
            element.name == "pre" or element.attributes.get("markdown") in {"1", "block"}
            for element in self._stack
        )

    def _open(self, name: str, attributes: dict[str, str], line: int) -> None:
        while len(self._stack) > 1 and self._stack[-1].name in _CLOSED_BY.get(name, ()):
            self._pop()
        element = _Element(name, attributes, line)
        if name in _VOID:
            self._stack[-1].parts.append(self._void(element))
        elif len(self._stack) < _MAX_DEPTH:
            self._stack.append(element)

    def _close(self, name: str) -> None:
        if all(element.name != name for element in self._stack):
            return
        while self._pop() != name:
            pass

    def _pop(self) -> str:
        element = self._stack.pop()
        parent = self._stack[-1]
        text = element.text
        if element.name in {"li", "td", "th", "dt", "dd", "tr", "table", "ul", "ol", "dl"}:
            self._gather(element, text)
        elif element.name in _LAYOUT:
            parent.parts.append(self._block(element, text))
        elif element.name in {"thead", "tbody", "tfoot", "colgroup", "caption"}:
            parent.parts.append(text)
            parent.rows += element.rows
        else:
            parent.parts.append(self._phrase(element, text))
        return element.name

    def _block(self, element: _Element, text: str) -> str:
        text = text.strip()
        classes = element.attributes.get("class", "").split()
        if "row" in classes and (pictures := self._pieces.row(text)):
            return f"\n\n{pictures}\n\n"
        is_caption = "caption" in classes or element.name == "figcaption"
        if text and is_caption and not re.search(r"\n\s*\n|^[#>|:*-]", text):
            text = _emphasised(_line(text))
        elif text and element.name == "summary":
            text = f"**{_line(text)}**"
        return f"\n\n{text}\n\n" if text else "\n"

    def _void(self, element: _Element) -> str:
        if element.name == "br":
            return BREAK
        if element.name == "hr":
            return "\n\n***\n\n"
        if element.name in {"img", "embed"}:
            return self._phrase(element, "")
        if element.name == "source" and "src" in element.attributes:
            media = next((item for item in reversed(self._stack) if item.name in {"video", "audio"}), None)
            if media is not None:
                media.attributes.setdefault("src", element.attributes["src"])
        return ""

    def _phrase(self, element: _Element, text: str) -> str:
        name, attributes = element.name, element.attributes
        if name in _MARKS or (name in _CODE and text.strip()):
            return self._marked(name, text)
        if name == "a":
            return self._link(element, text)
        if name == "d-footnote":
            return f"({_line(text)})" if text.strip() else ""
        if name == "d-cite":
            self._pieces.note(
                element.line, "a citation is its keys now: write {pub}`key` where your .bib has them"
            )
            return f"({attributes.get('key', '').replace(',', ', ')})"
        if name == "img":
            width = attributes.get("width", "")
            return self._pieces.image(
                attributes.get("src", ""), attributes.get("alt", ""), element.line, width=width
            )
        if name in {"sup", "sub"}:
            words = html.unescape(text.strip())
            if re.fullmatch(r"[\w ,.+()†‡§*−-]+", words):
                return self._pieces.keep(f"{{{name}}}`{words}`")
            return text
        if name in _MEDIA:
            source = attributes.get("src") or attributes.get("data") or ""
            label = attributes.get("title") or _MEDIA[name]
            self._pieces.note(element.line, f"<{name}> is a link now")
            return "\n\n" + self._pieces.link(label, source, element.line) + "\n\n"
        if name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            words = _line(text)
            return f"\n\n{'#' * int(name[1])} {words}\n\n" if words else ""
        if name == "blockquote":
            lines = text.strip().split("\n")
            return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
        if name == "pre":
            return self._pieces.keep_code(html.unescape(text.strip("\n")))
        return text

    def _marked(self, name: str, text: str) -> str:
        words = text.strip()
        if not words or re.search(r"\n\s*\n", words):
            return text
        before = text[: len(text) - len(text.lstrip())]
        after = text[len(text.rstrip()) :]
        if name in _CODE:
            if any(item.name == "pre" for item in self._stack):
                return text
            return f"{before}{self._pieces.keep_inline_code(html.unescape(words))}{after}"
        mark = _MARKS[name]
        if words.startswith("*") or words.endswith("*"):
            mark = mark.replace("*", "_")
        return f"{before}{mark}{words}{mark}{after}"

    def _link(self, element: _Element, text: str) -> str:
        target = element.attributes.get("href", "")
        words = text.strip()
        if not target or not words:
            return text
        if re.search(r"\n\s*\n", words):  # A link around blocks: one in words, behind them.
            return text
        return self._pieces.link(_line(words), html.unescape(target), element.line)

    def _gather(self, element: _Element, text: str) -> None:
        parent, name = self._stack[-1], element.name
        if name == "li":
            parent.cells.append(text.strip())
            if parent.name not in {"ul", "ol"}:
                parent.parts.append(f"\n\n- {_indented(text.strip(), 2)}\n")
        elif name in {"td", "th"}:
            parent.cells.append(text.strip())
            parent.is_head = parent.is_head or name == "th"
            if parent.name != "tr":
                parent.parts.append(text)
        elif name == "tr":
            parent.rows.append((element.is_head, element.cells))
        elif name in {"dt", "dd"}:
            parent.cells.append(f"{name} {text.strip()}")
        elif name in {"ul", "ol"}:
            sign = "-" if name == "ul" else "1."
            items = [f"{sign} {_indented(item, len(sign) + 1)}" for item in element.cells if item]
            rest = text.strip()
            parent.parts.append("\n\n" + "\n".join([*([rest, ""] if rest else []), *items]) + "\n\n")
        elif name == "dl":
            lines = [
                f"\n{_line(cell[3:])}" if cell.startswith("dt") else f": {_indented(cell[3:], 2)}"
                for cell in element.cells
            ]
            parent.parts.append("\n" + "\n".join(lines) + "\n\n")
        else:
            parent.parts.append(_table(element.rows, text))


def _table(rows: list[tuple[bool, list[str]]], rest: str) -> str:
    rows = [(is_head, cells) for is_head, cells in rows if any(cells)]
    before = f"\n\n{rest.strip()}" if rest.strip() else ""
    if not rows:
        return before + "\n\n"
    columns = max(len(cells) for _, cells in rows)
    if columns == 1 or any(re.search(r"\n\s*\n|^[-#>|]", cell) for _, cells in rows for cell in cells):
        return before + "\n\n" + "\n\n".join(cell for _, cells in rows for cell in cells if cell) + "\n\n"
    lines = [
        [_line(cell).replace("|", "\\|") for cell in cells] + [""] * (columns - len(cells))
        for _, cells in rows
    ]
    if not rows[0][0]:
        lines.insert(0, [""] * columns)
    lines.insert(1, ["---"] * columns)
    return before + "\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n\n"


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ONE.finditer(text):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value.strip()))
    return found


def _emphasised(text: str) -> str:
    mark = "_" if "*" in text else "*"
    return f"{mark}{text}{mark}"


def _line(text: str) -> str:
    return " ".join(text.replace(BREAK, " ").split())


def _indented(text: str, width: int) -> str:
    return text.replace("\n", "\n" + " " * width)


def _with_breaks(text: str) -> str:
    """Return *text* with Markdown's line breaks: none where a paragraph ends anyway."""
    if BREAK not in text:
        return text
    text = re.sub(rf"[ \t]*(?:{BREAK}[ \t]*\n?[ \t]*){{2,}}", "\n\n", text)
    text = re.sub(rf"(^|\n)[ \t]*{BREAK}[ \t]*", r"\1", text)
    text = re.sub(rf"[ \t]*{BREAK}[ \t]*(?:\n|\Z)(?=\s*(?:\n|\Z|[#>|`:-]))", "\n", text)
    text = re.sub(rf"^(#.*?|\|.*?){BREAK}", r"\1 ", text, flags=re.MULTILINE)
    return re.sub(rf"[ \t]*{BREAK}[ \t]*\n?", lambda _: "\\\n", text)
