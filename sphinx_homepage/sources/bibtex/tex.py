r"""TeX and the two texts that are made of it: Markdown for pages, plain Unicode for everything else.

>>> to_plain(r"{\"U}ber CO$_2$ --- \emph{ein} Versuch")
'Über CO2 — ein Versuch'
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Final

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.text import Position, Text
from sphinx_homepage.sources.bibtex.markdown import escaped, one_spaced, write
from sphinx_homepage.sources.bibtex.tex_math import plain_formula
from sphinx_homepage.sources.bibtex.tex_reader import Reader
from sphinx_homepage.sources.bibtex.tex_state import LIGATURES, REFERENCE, Kind
from sphinx_homepage.sources.bibtex.tex_writer import markdown_to_tex

__all__ = ["markdown_to_tex", "to_markdown", "to_plain"]

_BLANKS: Final = " \t\r\n\f\v"
_COMMANDS: Final = re.compile(r"[\\{}$\n]")
"""What only the reader understands."""
_TYPED: Final = re.compile(
    rf"[-`'!?~&](?: (?<=-)--? | (?<=`)`? | (?<=')'? | (?<=[!?])` | (?<=~) | (?<=&){REFERENCE[1:]} )",
    re.VERBOSE,
)
"""What is replaced one by one."""
_SPECIAL: Final = re.compile(r"[\\{}$`'~*_\[\]<§&\t\r\n\f\v]")


def _is_itself(tex: str) -> bool:
    """Whether nothing in a text is TeX's or Markdown's."""
    return not (
        _SPECIAL.search(tex) or "--" in tex or "  " in tex or tex.startswith(" ") or tex.endswith(" ")
    )


def to_markdown(tex: Text) -> tuple[Text, list[Problem]]:
    r"""Return a field's TeX as MyST Markdown, with the same position.

    Titles come out as one line. A blank line or ``\par`` makes a paragraph, ``itemize`` a list.
    What is text in TeX is text in Markdown, whatever it looks like there. The capitals are as typed.

    Warns once in a text of each command that is not known; its message says nothing else, so that a caller
    can leave out the second one of a file.
    """
    if _is_itself(tex):
        return tex, []
    line = _one_line(tex)
    if not _COMMANDS.search(line):
        return Text(escaped(one_spaced(_TYPED.sub(_print, line)).strip(" ")), tex.position), []
    reader = Reader(line)
    markdown = write(reader.read())
    if not reader.unknown:
        return Text(markdown, tex.position), []
    if line is not tex:
        # Once more as typed, for the places.
        reader = Reader(tex)
        reader.read()
    problems = [
        Problem(
            Code.BIB_TEX,
            f'the TeX command "{name}" is not known: what stands in its braces is shown as text',
            _place(tex, offset),
        )
        for name, offset in reader.unknown.items()
    ]
    return Text(markdown, tex.position), problems


def to_plain(tex: str) -> str:
    r"""Return TeX as one line of Unicode without markup; a formula is its source, and readable if simple.

    >>> to_plain(r"$\alpha$-decay of CO$_2$ at $x^2$")
    'α-decay of CO2 at x^2'
    """
    return str(tex) if _is_itself(tex) else _plain(tex)


def name_to_plain(tex: str) -> str:
    """Return a part of a name as Unicode; its apostrophes are as typed, so that it can be compared."""
    return tex if _is_itself(tex) else _plain(tex, straight=True)


@lru_cache(maxsize=4096)
def _plain(tex: str, *, straight: bool = False) -> str:
    pieces = Reader(tex, straight=straight).read()
    texts = [
        piece.text
        if piece.kind is Kind.TEXT
        else plain_formula(piece.text)
        if piece.kind is Kind.MATH
        else " "
        for piece in pieces
    ]
    return one_spaced("".join(texts)).strip(" ")


def _one_line(tex: str) -> str:
    """Return a text of one paragraph without its line breaks, which the reader would meet one by one."""
    if "\n" not in tex:
        return tex
    lines = [line.strip(_BLANKS) for line in tex.strip(_BLANKS).split("\n")]
    return tex if "" in lines else " ".join(lines)


def _print(typed: re.Match[str]) -> str:
    return LIGATURES.get(typed[0]) or html.unescape(typed[0])


def _place(tex: Text, offset: int) -> Position | None:
    """Return where the character at *offset* stands in the file."""
    position = tex.position
    if position is None:
        return None
    line_start = tex.rfind("\n", 0, offset) + 1
    if not line_start:
        return position._replace(column=position.column + offset)
    return Position(position.path, position.line + tex.count("\n", 0, offset), offset - line_start + 1)
