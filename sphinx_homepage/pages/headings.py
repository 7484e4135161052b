"""The headings of a Markdown page: under a front matter title they close up below it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_ATX = re.compile(r"^( {0,3})#{1,6}(?=[ \t]|$)")


def close_up(lines: list[str], tokens: Sequence[Token], title: str) -> None:
    """Rewrite the heading lines of a page in place, so that its body nests below its *title* without gaps.

    Each heading comes one level below the nearest heading above it that was of a higher level, ``h2`` the
    first: a body that begins at ``###`` is as good as one that begins at ``#``. A first heading with the
    title's own words is the title, and is not repeated. No line is added or taken away, so that every
    warning still names the right one.

    Args:
        lines: the page's lines, front matter included.
        tokens: what markdown-it makes of them; only headings at the top level are looked at.
        title: the front matter's title.
    """
    above: list[int] = []
    is_first = True
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or token.level > 0 or token.map is None:
            continue
        start, end = token.map
        if is_first and _words(inline.content) == _words(title):
            lines[start:end] = [""] * (end - start)
            is_first = False
            continue
        is_first = False
        level = int(token.tag[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        _set_level(lines, start, end, min(len(above) + 1, 6), is_underlined=token.markup[:1] in {"=", "-"})


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _set_level(lines: list[str], start: int, end: int, level: int, *, is_underlined: bool) -> None:
    if not is_underlined:
        lines[start] = _ATX.sub(lambda match: match[1] + "#" * level, lines[start], count=1)
        return
    words = " ".join(line.strip() for line in lines[start : end - 1])
    lines[start:end] = ["#" * level + " " + words, *[""] * (end - start - 1)]
