"""A record -> ``cv.md``: CommonMark for people and programs that read it, without MyST's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_homepage.exports.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.exports.facts import Facts
    from sphinx_homepage.exports.outline import Item, Named, Part

_DEEPEST = 6
_BLOCK = re.compile(r"([-+*>#=]|[0-9]+[.)](?= ))")
"""What makes something else of a line that begins with it."""


def to_markdown(facts: Facts) -> str:
    """Return the CV: its texts as typed, headings that nest, a list of how to reach the person."""
    cv = outline(facts)
    blocks = [
        f"# {cv.name}" if cv.name else "",
        "  \n".join(map(_line, cv.lines)),
        "\n".join(f"- {_named(way)}" for way in cv.ways),
        _shifted(cv.text),
        *(block for part in cv.parts for block in _part(part, cv.comma)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _line(text: str) -> str:
    """Return a text that stays a line of a paragraph whatever it begins with."""
    return re.sub(r"^([0-9]+)([.)])|^(?=[-+>#=])", r"\1\\\2", text) if _BLOCK.match(text) else text


def _shifted(text: str) -> str:
    """Return running text, whose headings would take the CV's own apart."""
    return re.sub(r"^#+[ \t]+(.*?)[ \t#]*$", r"**\1**", text, flags=re.MULTILINE)


def _part(part: Part, comma: str) -> Iterator[str]:
    yield f"## {part.title}"
    if part.is_headed:
        for item in part.items:
            yield from _headed(item, 3)
    elif all(item.is_word for item in part.items):
        yield _line(comma.join(item.head for item in part.items))
    else:
        yield "\n".join(_listed(item) for item in part.items)


def _headed(item: Item, level: int) -> Iterator[str]:
    yield f"{'#' * min(level, _DEEPEST)} {item.head}"
    yield _line(" · ".join(item.line))
    yield "\n".join(f"- {_named(fact)}" for fact in item.facts)
    yield _shifted(item.text)
    yield "\n".join(_bullet(text) for text in item.highlights)
    for child in item.items:
        yield from _headed(child, level + 1)


def _listed(item: Item) -> str:
    head = f"**{item.head}**" if item.head and not re.search(r"[*_]", item.head) else item.head
    line = " · ".join(filter(None, (head, *item.line)))
    if not item.line and item.text and "\n" not in item.text and not item.facts:
        line = ": ".join(filter(None, (head, item.text)))
        blocks = []
    else:
        blocks = [*(f"- {_named(fact)}" for fact in item.facts)]
        blocks += ["", _shifted(item.text)] if item.text else []
    blocks += [_bullet(text) for text in item.highlights]
    return _bullet("\n".join([_line(line), *blocks]))


def _bullet(text: str) -> str:
    return "- " + text.replace("\n", "\n  ").replace("\n  \n", "\n\n")


def _named(named: Named) -> str:
    label, text, url = named.label, named.text, named.url
    if url and not text and label:
        return f"[{_words(label)}]({_target(url)})"
    words = f"[{_words(text or url)}]({_target(url)})" if url else text
    return f"{label}: {words}" if label and words else _line(label or words)


def _words(text: str) -> str:
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)


def _target(url: str) -> str:
    return f"<{url}>" if re.search(r"[()\s]", url) else url
