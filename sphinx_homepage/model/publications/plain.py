"""Markdown -> plain text, for what takes no markup: metadata, sort keys, other programs' files."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKUP: Final = re.compile(r"[\\`*_\[\]<&$!{~\n]")
"""A text without any of these is itself."""
_ROLE: Final = re.compile(r"\{([\w:+.-]+)\}$")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # Late: most texts have no markup.
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough").use(dollarmath_plugin)
    return parser.disable(["heading", "lheading", "code", "hr", "html_block", "html_inline"])


def as_typed(formula: str) -> str:
    """Return a formula as it was typed, between dollars."""
    return f"${formula}$"


def plain(markdown: str, formula: Callable[[str], str] = as_typed) -> str:
    """Return a text without its markup; of a link and a role the words, of a formula what *formula* says.

    Paragraphs and lines are joined by a space.
    """
    if not _MARKUP.search(markdown):
        return markdown.strip()
    words: list[str] = []
    for block in _parser().parse(markdown):
        if block.type == "inline":
            words.append("".join(_words(block.children or [], formula)))
        elif block.type == "math_block":
            words.append(formula(block.content.strip()))
        elif block.type == "fence":
            words.append(block.content)
    return " ".join(" ".join(words).split())


def _words(tokens: list[Token], formula: Callable[[str], str]) -> list[str]:
    words: list[str] = []
    for token in tokens:
        if token.type == "text":
            words.append(token.content)
        elif token.type.startswith("math_inline"):
            words.append(formula(token.content))
        elif token.type == "code_inline":
            before = words[-1] if words else ""
            content = token.content
            if role := _ROLE.search(before):  # {pub}`words <target>` is its words.
                words[-1] = before[: role.start()]
                is_math = role[1] == "math"
                content = formula(content) if is_math else re.sub(r"(?<=\S)\s*<[^<>]*>$", "", content)
            words.append(content)
        elif token.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif token.type == "image":
            words.extend(_words(token.children or [], formula))
    return words
