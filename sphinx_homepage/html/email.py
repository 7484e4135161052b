"""E-mail addresses as character references: plain to every browser, not to who collects them by a pattern.

HTML is read here as its standard says (https://html.spec.whatwg.org/multipage/parsing.html#tokenization),
as far as it takes to know texts and attribute values, where references are decoded, from everything else.
What is broken so that this cannot be known is left as it is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


def cloak(fragment: str) -> str:
    """Return HTML with every character of every e-mail address as a reference, decimal or hexadecimal.

    A browser shows and follows the same as before. The same address always gives the same bytes, and
    what is cloaked already, by docutils or by this, comes out in this one form.
    A link says ``mailto:jane@example.org`` once its references are decoded, without ``%40``.

    Args:
        fragment: a page or a part of one. Scripts, style sheets and comments in it are not changed.
    """
    if not _SIGN_IN_HTML.search(fragment):
        return fragment
    return "".join(_cloaked(fragment))


_FORTY: Final = r"(?:4|&\#0*52;|&\#[xX]0*34;)(?:0|&\#0*48;|&\#[xX]0*30;)"
_SIGN_IN_HTML: Final = re.compile(
    # One of three characters first: what a search looks for at once, in pages of many megabytes.
    rf"""[@&%](?:
        (?<=[^\s>]@)
      | (?<=&)(?: \#0*64; | \#[xX]0*40; | commat; | (?: \#0*37; | \#[xX]0*25; | percnt; ){_FORTY} )
      | (?<=%){_FORTY}
    )""",
    re.VERBOSE,
)
"""The ways an address's sign is written in HTML, percent-encoded too; a text that one begins holds no name
before it, and nor does ``@article`` in BibTeX."""

# Where addresses stand

_MARKUP: Final = re.compile(r"[A-Za-z!?/]")
_NAME: Final = re.compile(r"</?([A-Za-z][^\t\n\f\r />]*)")
_ATTRIBUTE: Final = re.compile(
    r"""
      [\t\n\f\r /]+
    | (?P<end> > )
    | (?P<name> [^\t\n\f\r />] [^\t\n\f\r />=]* )
      (?: [\t\n\f\r ]* = [\t\n\f\r ]*
          (?: "(?P<double> [^"]* )"
            | '(?P<single> [^']* )'
            | (?P<bare> [^\t\n\f\r >"'] [^\t\n\f\r >]* )
            | (?= > )
          )
        | (?! [\t\n\f\r ]* = )
      )
    """,
    re.VERBOSE,
)
_COMMENT_END: Final = re.compile(r"--!?>")
_RAW: Final = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_TEXT_ONLY: Final = frozenset({"title", "textarea"})
_SPAN: Final = re.compile(r"<span>(&#64;|&#46;)</span>")
"""docutils cuts an address to pieces with these."""


def _cloaked(fragment: str) -> Iterator[str]:
    """Yield the pieces of *fragment*, changed or not."""
    end = 0
    in_mailto = False
    while end < len(fragment):
        start = end
        opening = _next_markup(fragment, start, through_spans=in_mailto)
        text = fragment[start:opening]
        yield _cloaked_text(_SPAN.sub(r"\1", text) if in_mailto else text)
        if opening == len(fragment):
            return
        name = _NAME.match(fragment, opening)
        if name is None:
            end = _end_of_comment(fragment, opening)
            yield fragment[opening:end]
            continue
        tag, end, is_mailto = _cloaked_tag(fragment, name)
        yield tag
        element = name[1].lower()
        if element == "a":
            in_mailto = is_mailto and not fragment.startswith("</", opening)
        if fragment.startswith("</", opening) or not tag:
            continue
        if element == "plaintext":
            yield fragment[end:]
            return
        if element in _RAW | _TEXT_ONLY:
            start, end = end, _end_of_content(fragment, element, end)
            content = fragment[start:end]
            has_references = element in _TEXT_ONLY and "<![CDATA[" not in content and end < len(fragment)
            yield _cloaked_text(content) if has_references else content


def _next_markup(fragment: str, start: int, *, through_spans: bool) -> int:
    """Return where the text that begins at *start* ends."""
    position = start
    while (position := fragment.find("<", position)) != -1:
        if through_spans and (span := _SPAN.match(fragment, position)):
            position = span.end()
        elif _MARKUP.match(fragment, position + 1):
            return position
        else:
            position += 1
    return len(fragment)


def _end_of_comment(fragment: str, start: int) -> int:
    """Return where a comment, a declaration or what a browser takes for a comment ends."""
    for abrupt in ("<!-->", "<!--->"):
        if fragment.startswith(abrupt, start):
            return start + len(abrupt)
    if fragment.startswith("<!--", start):
        found = _COMMENT_END.search(fragment, start + 4)
        return found.end() if found else len(fragment)
    # In SVG and MathML a text; elsewhere the first > ends it, but it is left alone all the same.
    close = "]]>" if fragment.startswith("<![CDATA[", start) else ">"
    position = fragment.find(close, start)
    return len(fragment) if position == -1 else position + len(close)


def _end_of_content(fragment: str, element: str, start: int) -> int:
    """Return where the end tag of an element without markup in it begins."""
    end = re.compile(rf"</{element}(?=[\t\n\f\r />])", re.IGNORECASE).search(fragment, start)
    if end is None:
        return len(fragment)
    if element == "script":
        comment = fragment.find("<!--", start, end.start())
        if comment != -1 and "<script" in fragment[comment : end.start()].lower():
            # Which of two end tags ends such a script takes the whole of the standard to say.
            return len(fragment)
    return end.start()


def _cloaked_tag(fragment: str, name: re.Match[str]) -> tuple[str, int, bool]:
    """Return a tag, where it ends, and whether it links to an address."""
    pieces = [name[0]]
    position = name.end()
    is_mailto = False
    while attribute := _ATTRIBUTE.match(fragment, position):
        start, position = position, attribute.end()
        group = next((group for group in ("double", "single", "bare") if attribute[group] is not None), None)
        if group is None:
            pieces.append(attribute[0])
        else:
            value = attribute[group]
            if attribute["name"].lower() in {"href", "xlink:href"} and (mailto := _cloaked_mailto(value)):
                is_mailto = True
                value = mailto
            else:
                value = _cloaked_text(value)
            pieces += (
                fragment[start : attribute.start(group)],
                value,
                fragment[attribute.end(group) : position],
            )
        if attribute["end"]:
            return "".join(pieces), position, is_mailto
    # No end, or a value that is no value: a browser drops the tag, or reads it in a way of its own.
    return fragment[name.start() :], len(fragment), False


# What an address is

_REFERENCE: Final = re.compile(
    r"(?P<whole> &(?: \#[0-9]{1,7} | \#[xX][0-9A-Fa-f]{1,6} | [A-Za-z][A-Za-z0-9]* ); )"
    r"| (?P<open> &[A-Za-z0-9\#]* ) | (?s:.)",
    re.VERBOSE,
)
_SIGN: Final = re.compile("@|%40")
_MAILTO: Final = re.compile(r"\s*mailto:", re.IGNORECASE)
_OPAQUE: Final = "\n"


def _cloaked_text(raw: str) -> str:
    if not _SIGN_IN_HTML.search(raw):
        return raw
    characters, raws = _decoded(raw)
    return _written(characters, raws, needs_dot=True)


def _cloaked_mailto(raw: str) -> str | None:
    """Return a link's address cloaked and without ``%40``, or None if it is no address."""
    if "&" not in raw and not _MAILTO.match(raw):
        return None
    characters, raws = _decoded(raw)
    scheme = _MAILTO.match(characters)
    if scheme is None:
        return None
    query = characters.find("?")
    end = len(characters) if query == -1 else query
    if "@" not in characters[:end]:
        address = characters[:end].replace("%40", "@")
        raws = [*_with_signs(characters[:end], raws), *raws[end:]]
        characters = address + characters[end:]
    return _written(characters, raws, needs_dot=False, start=scheme.end())


def _with_signs(characters: str, raws: list[str]) -> Iterator[str]:
    done = 0
    for sign in re.finditer("%40", characters):
        yield from raws[done : sign.start()]
        yield "@"
        done = sign.end()
    yield from raws[done : len(characters)]


def _decoded(raw: str) -> tuple[str, list[str]]:
    """Return *raw* with its references decoded, and for each character how it is written in *raw*."""
    if "&" not in raw:
        return raw, list(raw)
    characters, raws = [], []
    for unit in _REFERENCE.finditer(raw):
        character = html.unescape(unit[0]) if unit["whole"] else unit[0]
        if unit["open"] or len(character) != 1:
            # "&copyjane" begins with a copyright sign in a text and with an ampersand in a value.
            character = _OPAQUE
        characters.append(character)
        raws.append(unit[0])
    return "".join(characters), raws


def _written(characters: str, raws: list[str], *, needs_dot: bool, start: int = 0) -> str:
    """Return *raws* with the addresses among them as references."""
    pieces = ["".join(raws[:start])]
    done = start
    for first, last in _addresses(characters, start, needs_dot=needs_dot):
        pieces.append("".join(raws[done:first]))
        pieces.append(_references(characters[first:last]))
        done = last
    pieces.append("".join(raws[done:]))
    return "".join(pieces)


def _references(address: str) -> str:
    """Return each character as a reference: the mix depends on the address alone, not on chance."""
    return "".join(
        f"&#x{ord(character):x};" if (ord(character) * 7 + i * 5) % 3 else f"&#{ord(character)};"
        for i, character in enumerate(address)
    )


def _addresses(characters: str, start: int, *, needs_dot: bool) -> Iterator[tuple[int, int]]:
    """Yield where addresses begin and end, each looked for between the signs beside its own."""
    signs = [sign.span() for sign in _SIGN.finditer(characters, start)]
    floor = start
    for i, (sign, after) in enumerate(signs):
        ceiling = signs[i + 1][0] if i + 1 < len(signs) else len(characters)
        first = _start_of_name(characters, floor, sign)
        last = _end_of_host(characters, after, ceiling, needs_dot=needs_dot)
        if first < sign and last > after:
            yield first, last
            floor = last
        else:
            floor = after


def _start_of_name(characters: str, floor: int, sign: int) -> int:
    if sign > floor and characters[sign - 1] == '"':
        # "Jane Doe"@example.org; no longer than an address's name may be.
        quote = characters.rfind('"', max(floor, sign - 66), sign - 1)
        return sign if quote == -1 or _OPAQUE in characters[quote:sign] else quote
    first = sign
    while first > floor and _is_in(characters[first - 1], ".!#$%'*+-^_`{|}~"):
        first -= 1
    while first < sign and characters[first] == ".":
        first += 1
    return first


def _end_of_host(characters: str, after: int, ceiling: int, *, needs_dot: bool) -> int:
    if after < ceiling and characters[after] == "[":
        bracket = characters.find("]", after, min(ceiling, after + 50))
        return after if bracket == -1 or _OPAQUE in characters[after:bracket] else bracket + 1
    last = after
    while last < ceiling and _is_in(characters[last], ".-_%。．｡"):
        last += 1
    while last > after and characters[last - 1] in ".-_%":
        last -= 1
    host = characters[after:last]
    if not host or host[0] in ".-" or (needs_dot and not set(host) & set(".。．｡")):
        return after
    return last


def _is_in(character: str, signs: str) -> bool:
    """Say whether *character* is one of *signs*, a letter, a digit, or a sign of some script."""
    if character.isascii():
        return character.isalnum() or character in signs
    return character in signs or unicodedata.category(character)[0] in "LMNS"
