"""Markdown as a person typed it -> plain paragraphs, Markdown without MyST, and HTML."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.model.markdown import without_directives
from sphinx_homepage.model.publications.plain import as_typed, plain
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import in_language, is_local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from sphinx_homepage.exports.facts import Site

_ROLE: Final = re.compile(r"\{([\w:+.-]+)\}(`+)(?!`)(.+?)(?<!`)\2(?!`)", re.DOTALL)
_ROLE_END: Final = re.compile(r"\{([\w:+.-]+)\}$")
_LINK: Final = re.compile(r"(!?)\[([^\[\]]*)\]\(([^()\s]+)\)")
_TITLED: Final = re.compile(r"(.*\S)\s*<([^<>]*)>", re.DOTALL)


def of(value: object, language: str) -> str:
    """Return a text in one language, as typed; nothing for nothing."""
    return str(in_language(value, language)).strip() if isinstance(value, Text) else ""


def readable(markdown: str) -> str:
    """Return a text as one line that people read: without markup, formulas as n² ≤ O(n log n)."""
    return plain(markdown, _formula)


def _formula(tex: str) -> str:
    from sphinx_homepage.formulas.latex import FormulaError
    from sphinx_homepage.formulas.line import to_line  # Late: most texts have no formula.

    try:
        return to_line(tex)
    except FormulaError:
        return as_typed(tex)


def line(value: object, language: str) -> str:
    """Return a text in one language as one line that people read."""
    return readable(of(value, language))


def role_words(content: str) -> tuple[str, str]:
    """Return the words of a role's content, nothing where it has a target alone, and its target."""
    titled = _TITLED.fullmatch(content)
    return (titled[1], titled[2]) if titled else ("", content)


def without_roles(text: str, site: Site | None = None) -> str:
    """Return Markdown with the words of MyST's roles in their place."""
    if "{" not in text:
        return text

    def words(role: re.Match[str]) -> str:
        if role[1] == "math":
            return f"${role[3]}$"
        own, target = role_words(role[3])
        return own or (site.words_of(role[1], target)[0] if site else target)

    return _ROLE.sub(words, text)


def with_addresses(text: Text, language: str, site: Site) -> str:
    """Return Markdown that every program reads: words for roles, addresses for paths, no directives.

    A link that leads to nothing published is its words.
    """
    found = in_language(text, language)

    def link(match: re.Match[str]) -> str:
        if match[3].startswith("#") or not is_local(match[3]):
            return match[0]
        address = site.address_of(match[3], found)
        return f"{match[1]}[{match[2]}]({address})" if address else match[2]

    return _LINK.sub(link, without_roles(without_directives(str(found)), site)).strip()


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of Markdown as plain lines; an item of a list begins with ``-`` or a number."""
    found: list[str] = []
    depth = 0
    mark = ""
    ordered: list[int | None] = []
    for token in _parser().parse(text):
        match token.type:
            case "bullet_list_open":
                ordered.append(None)
            case "ordered_list_open":
                ordered.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                ordered.pop()
            case "list_item_open":
                number = ordered[-1]
                depth = len(ordered)
                mark = "- " if number is None else f"{number}. "
                if number is not None:
                    ordered[-1] = number + 1
            case "inline":
                indent = "  " * (depth - 1 if ordered else 0)
                words = readable(token.content)
                if words:
                    found.append(f"{indent}{mark or ('  ' if ordered else '')}{words}")
                mark = ""
            case "math_block":
                found.append(f"    {_formula(token.content.strip())}")
            case "fence" | "code_block":
                found += [f"    {line}" for line in token.content.strip("\n").split("\n")]
    return found


# HTML


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
    parser.use(dollarmath_plugin).disable(["html_block", "html_inline"])
    rules: dict[str, Any] = parser.renderer.rules  # type: ignore[attr-defined]
    rules.update(math_inline=_math, math_inline_double=_math, math_block=_math_block)
    return parser


def to_html(text: Text, site: Site) -> str:
    """Return a text as HTML: formulas and roles are words, every address is absolute.

    Of a link that leads to nothing published, the words.
    """
    tokens = _parser().parse(str(text))
    for token in tokens:
        if token.type == "inline":
            token.children = _settled(token.children or [], text, site)
    parser = _parser()
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered.strip()


def _settled(tokens: Sequence[Token], text: Text, site: Site) -> list[Token]:
    """Return inline tokens that need nothing more than what is in them."""
    found: list[Token] = []
    closing: list[bool] = []
    for token in tokens:
        if token.type == "code_inline" and found and (role := _ROLE_END.search(found[-1].content)):
            if found[-1].type == "text":
                found[-1].content = found[-1].content[: role.start()]
                found += _role(role[1], token, site)
                continue
        elif token.type == "link_open":
            address = _absolute(str(token.attrs.get("href", "")), text, site)
            closing.append(bool(address))
            if not address:
                continue
            token.attrs = {"href": address}
        elif token.type == "link_close" and not closing.pop():
            continue
        elif token.type == "image":
            address = _absolute(str(token.attrs.get("src", "")), text, site)
            if not address:
                found += token.children or []
                continue
            token.attrs["src"] = address
        found.append(token)
    return found


def _role(name: str, token: Token, site: Site) -> list[Token]:
    if name == "math":
        return [_token(token, "math_inline", token.content)]
    words, target = role_words(token.content)
    known, address = site.words_of(name, target)
    inner = _token(token, "text", words or known)
    if not address:
        return [inner]
    opened, closed = _token(token, "link_open", "", "a", 1), _token(token, "link_close", "", "a", -1)
    opened.attrs = {"href": address}
    return [opened, inner, closed]


def _token(like: Token, type_: str, content: str, tag: str = "", nesting: Any = 0) -> Token:
    return type(like)(type_, tag, nesting, content=content, level=like.level)


def _absolute(address: str, text: Text, site: Site) -> str:
    if address.startswith(("http://", "https://", "mailto:")):
        return address
    return site.address_of(address, text) if address and is_local(address) else ""


def _math(tokens: Sequence[Token], number: int, *_: object) -> str:
    return escape(_formula(tokens[number].content.strip()), quote=False)


def _math_block(tokens: Sequence[Token], number: int, *_: object) -> str:
    return f"<p>{_math(tokens, number)}</p>\n"
