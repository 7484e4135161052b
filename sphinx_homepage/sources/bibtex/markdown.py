"""Pieces of text -> MyST Markdown that shows just them.

What is text comes out character for character, whatever it would mean as markup. Emphasis stands where
CommonMark sees none in the same characters (its flanking rules,
https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis): inside a word, beside punctuation. There
the character outside is written as a character reference, which is punctuation to CommonMark.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import category

from sphinx_homepage.sources.bibtex.tex_commands import PLAIN
from sphinx_homepage.sources.bibtex.tex_state import Kind, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_homepage.sources.bibtex.tex_commands import Style

_MARKUP: Final = re.compile(r"[\\`*_\[\]<$~{§&](?:(?<!&)|(?=#[0-9xX]|[A-Za-z][A-Za-z0-9]{0,31};))")
"""What must be escaped in a line. Of ``!`` and ``^`` nothing is left once the brackets are."""

_LINE_START: Final = re.compile(r"[-+:>#=|]|\d{1,9}(?=[.)])")
"""What a paragraph among several must not begin with."""

_SPACE: Final = " \t\n\r\f\v\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What is white space to CommonMark."""

_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
_BREAKS: Final = re.compile(r"[\t\r\n\f\v]")
_DEFINITION: Final = re.compile(r"(?<!\\)\]:")
"""What makes a paragraph that begins with a link the definition of a reference; only code holds it bare."""

_TICKS: Final = re.compile("`+")
_TRAILING_BACKSLASHES: Final = re.compile(r"\\+\Z")
_NESTED_DOLLAR: Final = re.compile(r"(?<!\\)(?:\\\\)*\$")
_NOT_IN_URLS: Final = re.compile(r"[\x00-\x20<>\\\"`{}|^\x7f]")
_REFERENCE: Final = re.compile(r"&(?=#[0-9xX]|[A-Za-z][A-Za-z0-9]{0,31};)")


def escaped(text: str) -> str:
    """Return Markdown that shows *text* in a line."""
    # The section sign is no punctuation that a backslash could escape, and some have it as a reference.
    text = _MARKUP.sub(r"\\\g<0>", text)
    return text.replace("\\§", "&#167;") if "§" in text else text


def one_spaced(text: str) -> str:
    """Return a text with one space where there are several, or a tab, or a line break."""
    return _SPACES.sub(" ", text) if "  " in text or _BREAKS.search(text) else text


def write(pieces: Iterable[Piece]) -> str:
    """Return the Markdown of *pieces*: one line, or paragraphs and lists."""
    lines: list[tuple[str, bool, str, list[Piece]]] = []
    line: list[Piece] = []
    start, is_item = "", False
    for piece in (*pieces, Piece("", PLAIN, Kind.PARAGRAPH)):
        if piece.kind is Kind.TEXT or piece.kind is Kind.MATH:
            line.append(piece)
            continue
        if markdown := _Line(line).write():
            lines.append((start, is_item, markdown, line))
            start, is_item = "", False
        line = []
        if piece.kind is Kind.ITEM:
            start, is_item = piece.text, True
        elif not is_item:
            # A blank line between an item's marker and its text means nothing.
            start = piece.text
    if len(lines) == 1 and not lines[0][1]:
        return lines[0][2]
    result: list[str] = []
    was_item = False
    for begin, is_item, markdown, line in lines:
        if markdown.startswith("[") and _DEFINITION.search(markdown):
            markdown = _Line([_without_link(piece) for piece in line]).write()  # noqa: PLW2901
        if result:
            result.append("\n" if is_item and was_item else "\n\n")
        result.append(begin + _with_escaped_start(markdown))
        was_item = is_item
    return "".join(result)


def _without_link(piece: Piece) -> Piece:
    return piece._replace(style=piece.style._replace(link=""))


def _with_escaped_start(markdown: str) -> str:
    found = _LINE_START.match(markdown)
    if found is None:
        return markdown
    at = found.end() if markdown[0].isdigit() else 0
    return f"{markdown[:at]}\\{markdown[at:]}"


class _Atom:
    """A piece without white space at its edges, as Markdown, with the white space before it."""

    __slots__ = ("is_text", "markdown", "space", "style", "text")

    def __init__(self, space: str, piece: Piece) -> None:
        self.space = space
        self.text = piece.text
        self.style = piece.style
        self.is_text = False
        self.markdown = self._make(piece)

    def _make(self, piece: Piece) -> str:
        style, text = piece.style, piece.text
        if piece.kind is Kind.MATH:
            return _math(text, style.script)
        if style.script and not text.startswith("`") and not text.endswith("`"):
            ticks = _fence(text)
            return f"{{{style.script}}}{ticks}{text}{ticks}"
        if style.is_code:
            ticks = _fence(text)
            space = " " if text.startswith("`") or text.endswith("`") else ""
            return f"{ticks}{space}{text}{space}{ticks}"
        self.is_text = True
        return escaped(text)

    @property
    def last(self) -> str:
        """The last character that Markdown sees."""
        return self.markdown[-1]

    @property
    def first(self) -> str:
        """The first character that Markdown sees."""
        return self.markdown[0]

    def refer_to_first(self) -> None:
        """Write the first character as a character reference, unless it is punctuation."""
        if self.is_text and self.markdown[0] == self.text[0] and not _is_punctuation(self.text[0]):
            self.markdown = f"&#{ord(self.text[0])};{self.markdown[1:]}"

    def refer_to_last(self, also: str = "") -> None:
        """Write the last character as a character reference, unless it is punctuation other than *also*."""
        last = self.text[-1]
        if self.is_text and self.markdown[-1] == last and (last in also or not _is_punctuation(last)):
            written = self.markdown.removesuffix(escaped(last))
            self.markdown = f"{written}&#{ord(last)};"


def _fence(text: str) -> str:
    """Return the shortest row of backticks that is not in *text*."""
    if "`" not in text:
        return "`"
    lengths = {len(row) for row in _TICKS.findall(text)}
    return "`" * next(length for length in range(1, len(lengths) + 2) if length not in lengths)


def _math(source: str, script: str) -> str:
    source = source.strip(_SPACE)
    backslashes = _TRAILING_BACKSLASHES.search(source)
    if backslashes and len(backslashes[0]) % 2:
        source += " {}"  # A space that TeX is told to keep.
    if script:
        mark = "^" if script == "sup" else "_"
        source = source if source.startswith(mark) else f"{mark}{{{source}}}"
    if not _NESTED_DOLLAR.search(source):
        return f"${source}$"
    # Text inside the formula holds a formula.
    return f"{{math}}`{source}`" if "`" not in source else escaped(source)


def _is_punctuation(char: str) -> bool:
    """Whether CommonMark, of whatever version, takes *char* for punctuation."""
    return category(char)[0] == "P" or char in "$+<=>^`|~"


def _may_be_punctuation(char: str) -> bool:
    return category(char)[0] in "PS"


class _Start(NamedTuple):
    """What stands before an atom."""

    closed: list[str]
    ended: str
    begun: str
    opened: list[str]
    touches: bool
    """Whether nothing but emphasis stands between the atom and the one before it."""


class _Line:
    """One paragraph."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._atoms = list(_atoms(pieces))
        self._open: list[tuple[str, str]] = []
        """The emphasis and strong emphasis that are open, from the outside in, each with its delimiter."""

    def write(self) -> str:
        """Return the line; nothing where it shows nothing."""
        atoms = self._atoms
        if not atoms:
            return ""
        if len(atoms) == 1 and atoms[0].style == PLAIN:
            return atoms[0].markdown
        _guard_dollars(atoms)
        if all(atom.style is PLAIN for atom in atoms):
            atoms[0].space = ""
            return "".join([atom.space + atom.markdown for atom in atoms])
        starts = [self._start(PLAIN, atoms[0], is_apart=True)]
        starts += [
            self._start(before.style, atom, is_apart=bool(atom.space)) for before, atom in pairwise(atoms)
        ]
        ends = ["".join(self._close(frozenset())), _link_end(atoms[-1].style.link)]
        _set_apart(atoms, starts)
        atoms[0].space = ""
        result: list[str] = []
        for start, atom in zip(starts, atoms, strict=True):
            result += (*start.closed, start.ended, atom.space, start.begun, *start.opened, atom.markdown)
        return "".join((*result, *ends))

    def _start(self, style: Style, atom: _Atom, *, is_apart: bool) -> _Start:
        """Return what ends before *atom*, behind one of *style*, and what begins."""
        is_same_link = style.link == atom.style.link
        wanted = frozenset(_emphases(atom.style))
        closed = self._close(wanted if is_same_link else frozenset())
        touches = not is_apart and is_same_link
        opened = self._open_all(wanted, "".join(closed)[-1:] if touches else "")
        ended = "" if is_same_link else _link_end(style.link)
        begun = "[" if atom.style.link and not is_same_link else ""
        return _Start(closed, ended, begun, opened, touches)

    def _close(self, wanted: frozenset[str]) -> list[str]:
        """Close all emphasis that is not wanted, and what is inside of it; return the delimiters."""
        kept = 0
        while kept < len(self._open) and self._open[kept][0] in wanted:
            kept += 1
        closed = [delimiter for _, delimiter in reversed(self._open[kept:])]
        del self._open[kept:]
        return closed

    def _open_all(self, wanted: frozenset[str], touched: str) -> list[str]:
        """Open what is wanted and not open, with another character than what it stands in or touches."""
        opened: list[str] = []
        for name in ("strong", "emphasis"):
            if name in wanted and name not in {kind for kind, _ in self._open}:
                taken = {delimiter[0] for _, delimiter in self._open} | {touched}
                char = "_" if "*" in taken else "*"
                delimiter = char * 2 if name == "strong" else char
                self._open.append((name, delimiter))
                opened.append(delimiter)
        return opened


def _marks(style: Style) -> tuple[bool, bool, str]:
    return style.is_strong, style.is_emphasis, style.link


def _emphases(style: Style) -> list[str]:
    return [name for name, has in (("strong", style.is_strong), ("emphasis", style.is_emphasis)) if has]


def _link_end(url: str) -> str:
    if not url:
        return ""
    url = _NOT_IN_URLS.sub(lambda found: f"%{ord(found[0]):02X}", url)
    return f"](<{_REFERENCE.sub('&amp;', url)}>)"


def _guard_dollars(atoms: Sequence[_Atom]) -> None:
    """Write digits beside a formula's dollars as references: they would make an amount of money of it."""
    for before, after in pairwise(atoms):
        if not after.space and _marks(before.style) == _marks(after.style):
            if after.markdown[0] == "$" and before.last.isdigit():
                before.refer_to_last()
            if before.markdown[-1] == "$" and after.first.isdigit():
                after.refer_to_first()
    last = atoms[-1]
    if atoms[0].markdown[0] == "$" and (last.last.isdigit() or last.last == "\\"):
        # What stands before a dollar that begins a line, dollarmath looks for at the line's end.
        last.refer_to_last(also="\\")


def _set_apart(atoms: Sequence[_Atom], starts: Sequence[_Start]) -> None:
    """Write characters as references where Markdown would not see the emphasis beside them.

    A reference is punctuation: in an atom of one character it changes what the other side needs. That goes on
    to the left where emphasis begins, and to the right where it ends.
    """
    for place in range(len(atoms) - 1, 0, -1):
        start, before, after = starts[place], atoms[place - 1], atoms[place]
        if start.touches and start.opened and not start.closed:
            inside = after.first if len(start.opened) == 1 else "*"
            if start.opened[0][0] == "_" or _may_be_punctuation(inside):
                before.refer_to_last()
    for place in range(1, len(atoms)):
        start, before, after = starts[place], atoms[place - 1], atoms[place]
        if start.touches and start.closed and not start.opened:
            inside = before.last if len(start.closed) == 1 else "*"
            if start.closed[-1][0] == "_" or _may_be_punctuation(inside):
                after.refer_to_first()
        if start.begun and not (start.closed or start.ended or after.space) and before.last == "!":
            before.markdown = f"{before.markdown[:-1]}\\!"  # Else the link would be an image.


def _atoms(pieces: Iterable[Piece]) -> Iterator[_Atom]:
    """Yield the pieces that show something, neighbours of one style joined."""
    space = ""
    for (style, kind), group in groupby(pieces, key=itemgetter(1, 2)):
        if kind is Kind.MATH:
            for piece in group:
                yield _Atom(space, piece)
                space = ""
            continue
        text = one_spaced("".join([piece.text for piece in group]))
        inner = text.lstrip(_SPACE)
        space += text[: len(text) - len(inner)]
        if core := inner.rstrip(_SPACE):
            yield _Atom(one_spaced(space), Piece(core, style))
            space = inner[len(core) :]
