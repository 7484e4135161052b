r"""MyST Markdown -> TeX, for the entries that come from a data file and go into a .bib file."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SPECIAL: Final = re.compile(r"[\\&%$#_{}~^`\u00a0]")
_TEX: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "\u00a0": "~",
    **{char: f"\\{char}" for char in "&%$#_"},
    # BibTeX counts a brace behind a backslash too.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
_MARKUP: Final = re.compile(r"[\\`*_\[\]<&$!{~^]")
_BRACES: Final = re.compile(r"[{}]")
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")
_IN_ADDRESSES: Final = {"%": r"\%", "#": r"\#", "\\": "%5C", "{": "%7B", "}": "%7D"}

_OPENING: Final = {"em_open": r"\emph{", "strong_open": r"\textbf{"}
_ROLES: Final = {"sup": r"\textsuperscript{", "sub": r"\textsubscript{"}


def markdown_to_tex(text: str) -> str:
    r"""Return a text of a data file as TeX: ``*x*`` is ``\emph{x}``, ``$x$`` stays, ``%`` is ``\%``.

    Emphasis, strong emphasis, code, links, formulas and the roles ``sup``, ``sub`` and ``math`` are
    understood; of any other markup the words are kept. A paragraph is a blank line.
    """
    if not _MARKUP.search(text):
        return escaped(text)
    return "\n\n".join(_inline(part) for part in _PARAGRAPHS.split(text))


def _inline(text: str) -> str:
    tokens = _parser().parseInline(text)[0].children or []
    return "".join(_written(token) for token in tokens)


def _written(token: Token) -> str:
    if token.type in _OPENING:
        return _OPENING[token.type]
    if token.type in {"em_close", "strong_close", "link_close"}:
        return "}"
    if token.type == "link_open":
        address = "".join(_IN_ADDRESSES.get(char, char) for char in str(token.attrs["href"]))
        return rf"\href{{{address}}}{{"
    if token.type == "code_inline":
        return rf"\texttt{{{escaped(token.content)}}}"
    if token.type == "math_inline":
        return _formula(token.content)
    if token.type == "myst_role":
        name = token.meta["name"]
        if name == "math":
            return _formula(token.content)
        return f"{_ROLES[name]}{escaped(token.content)}}}" if name in _ROLES else escaped(token.content)
    return "\n" if token.type in {"softbreak", "hardbreak"} else escaped(token.content)


def _formula(source: str) -> str:
    r"""Return a formula; one whose braces do not match, as in ``\left\{ x \right.``, without these."""
    if not _is_balanced(source):
        source = source.replace(r"\{", r"\lbrace ").replace(r"\}", r"\rbrace ")
    return f"${source}$" if _is_balanced(source) else escaped(source)


def _is_balanced(text: str) -> bool:
    depth = 0
    for found in _BRACES.finditer(text):
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            return False
    return not depth


def escaped(text: str) -> str:
    """Return a plain text as TeX that shows it."""
    return _SPECIAL.sub(lambda found: _TEX[found[0]], text)


@cache
def _parser() -> MarkdownIt:
    # Late: most sites have no publication in a data file.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.myst_role import myst_role_plugin

    parser = MarkdownIt("commonmark").use(dollarmath_plugin, allow_space=False, allow_digits=False)
    return parser.use(myst_role_plugin).disable("html_inline")
