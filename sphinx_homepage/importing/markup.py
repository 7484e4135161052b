"""Plain texts and HTML of other programs -> MyST Markdown that shows the same."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import is_local, read_url
from sphinx_homepage.sources.bibtex.markdown import escaped, write
from sphinx_homepage.sources.bibtex.tex_commands import PLAIN
from sphinx_homepage.sources.bibtex.tex_state import Kind, Piece

if TYPE_CHECKING:
    from sphinx_homepage.sources.bibtex.tex_commands import Style

_BULLET: Final = re.compile(r"\s*[•●◦▪‣⁃∙·*–—-]\s+(?=\S)")
_LINE_START: Final = re.compile(r"\A(?:[-+](?=\s)|[:>#=|%]|\((?=[^()]*\)=))")
_NUMBER: Final = re.compile(r"\A(\d{1,9})(?=[.)](?:\s|\Z))")
_LATER_START: Final = re.compile(r"^([ ]*)(?=%|\([^()\n]*\)=)", re.MULTILINE)
"""What MyST reads as a comment or a target, and BibTeX's texts never hold."""
_MARK: Final = re.compile(
    r"<(?:/?[A-Za-z][^<>]*|!--(?:(?!<!--).)*?--)>|&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]+);", re.DOTALL
)
_NO_MARK: Final = re.compile(r"<(?!/?[A-Za-z][^<>]*>|!--(?:(?!<!--).)*?-->)", re.DOTALL)
"""What begins no mark: of many of these Python's parser looks for the end again and again."""
_BLOCKS: Final = {
    *("address", "article", "blockquote", "div", "dd", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "header", "main", "p", "pre", "section", "table", "tr"),
}
_SILENT: Final = frozenset({"script", "style", "template", "title"})
_EMPHASIS: Final = {"em", "i"}
_STRONG: Final = {"strong", "b"}


def from_text(text: str) -> Text:
    """Return Markdown that shows a plain text: its lines as paragraphs, those with a bullet as a list."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) == 1 and text.lstrip().startswith("• ") and text.count(" • "):
        lines = re.split(r"\s(?=• )", text.strip())  # LinkedIn's exports have lost the ends of lines.
    if len(lines) == 1:
        return _like(text, _with_escaped_lines(escaped(" ".join(text.split()))))
    pieces: list[Piece] = []
    for line in lines:
        bullet = _BULLET.match(line)
        pieces.append(Piece("- ", PLAIN, Kind.ITEM) if bullet else Piece("", PLAIN, Kind.PARAGRAPH))
        pieces.append(Piece(line[bullet.end() if bullet else 0 :].strip(), PLAIN))
    return _like(text, _LATER_START.sub(r"\1\\", write(pieces)))


def from_html(text: str) -> Text:
    """Return Markdown that shows HTML, or a plain text that has no marks of HTML."""
    if not _MARK.search(text):
        return from_text(text)
    reader = _Html()
    reader.feed(_NO_MARK.sub("&lt;", text))
    reader.close()
    return _like(text, _LATER_START.sub(r"\1\\", write(reader.pieces)))


_HOST: Final = re.compile(r"(?:[\w-]+\.)+(?P<end>[a-z]{2,24})(?::\d+)?(?:/[^\s]*)?", re.IGNORECASE)
_FILES: Final = {"pdf", "png", "jpg", "jpeg", "gif", "svg", "html", "htm", "md", "txt", "doc", "docx", "zip"}


def with_scheme(text: Text) -> Text:
    """Return an address that was typed without its beginning, ``example.org/me``, as one of the web."""
    match = _HOST.fullmatch(text.strip())
    is_host = match is not None and ("/" in text or match["end"].lower() not in _FILES)
    return Text(f"https://{text.strip()}", text.position) if is_host else text


def _like(source: str, text: str) -> Text:
    return Text(text, getattr(source, "position", None))


def _with_escaped_lines(markdown: str) -> str:
    """Return what is one paragraph such that its first character begins nothing else."""
    return (
        _LINE_START.sub(r"\\\g<0>", markdown)
        if not markdown[:1].isdigit()
        else _NUMBER.sub(r"\1\\", markdown)
    )


class _Html(HTMLParser):
    """HTML as pieces of text: emphasis, links, paragraphs, lists; of all else the text alone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._styles: list[tuple[str, Style]] = []
        self._open: Counter[str] = Counter()
        """How many of the styles each tag has begun."""
        self._lists: list[int] = []
        self._silent = 0

    @property
    def _style(self) -> Style:
        return self._styles[-1][1] if self._styles else PLAIN

    @property
    def _indent(self) -> str:
        return "   " * max(0, len(self._lists) - 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in {"ul", "ol"}:
            # Deeper lists than these nobody reads.
            self._lists.append(0 if tag == "ul" or len(self._lists) > 3 else 1)
        elif tag == "li":
            kind = dict(attrs).get("data-list")  # Quill, the editor of Europass, has bullets in an <ol>.
            number = self._lists[-1] if self._lists else 0
            if number and kind != "bullet":
                self._lists[-1] += 1
                marker = f"{number}. "
            else:
                marker = "- "
            self.pieces.append(Piece(self._indent[:9] + marker, PLAIN, Kind.ITEM))
        elif tag in _BLOCKS or tag == "br":
            indent = self._indent + "   " if self._lists else ""
            self.pieces.append(Piece(indent[:12], PLAIN, Kind.PARAGRAPH))
        elif tag in _EMPHASIS:
            self._begin(tag, self._style._replace(is_emphasis=True))
        elif tag in _STRONG:
            self._begin(tag, self._style._replace(is_strong=True))
        elif tag == "a" and (url := _url(dict(attrs).get("href"))):
            self._begin(tag, self._style._replace(link=url))

    def _begin(self, tag: str, style: Style) -> None:
        self._styles.append((tag, style))
        self._open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in {"ul", "ol"}:
            if self._lists:
                self._lists.pop()
            if not self._lists:
                self.pieces.append(Piece("", PLAIN, Kind.PARAGRAPH))
        elif tag in _BLOCKS and not self._lists:
            self.pieces.append(Piece("", PLAIN, Kind.PARAGRAPH))
        elif self._open[tag]:
            name = ""
            while name != tag:
                name, _ = self._styles.pop()
                self._open[name] -= 1

    def handle_data(self, data: str) -> None:
        last = self.pieces[-1].kind if self.pieces else Kind.PARAGRAPH
        bullet = _BULLET.match(data) if last is Kind.PARAGRAPH and not self._lists else None
        if bullet and not self._silent:  # A list that was typed as lines.
            self.pieces += [Piece("- ", PLAIN, Kind.ITEM), Piece(data[bullet.end() :], self._style)]
        elif data and not self._silent:
            self.pieces.append(Piece(data, self._style))


def _url(text: str | None) -> str:
    """Return an address that a page may link to, or nothing."""
    try:
        url = read_url(Text(text or ""))
        return "" if is_local(url) or url.startswith("#") else str(url)
    except ValueError:
        return ""
