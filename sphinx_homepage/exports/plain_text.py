"""A record -> ``cv.txt``: what a person pastes into a form, or gives to a program that reads text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from sphinx_homepage.exports.outline import outline
from sphinx_homepage.exports.texts import paragraphs, readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.exports.facts import Facts
    from sphinx_homepage.exports.outline import Item, Named, Part


def to_text(facts: Facts) -> str:
    """Return the CV; lines are not broken, for whoever takes a part of one."""
    cv = outline(facts)
    blocks = [
        [*_titled(readable(cv.name), "="), *map(readable, cv.lines)]
        if cv.name
        else [*map(readable, cv.lines)],
        [_named(way) for way in cv.ways],
        *([text] for text in paragraphs(cv.text)),
        *(block for part in cv.parts for block in _part(part, cv.comma)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _titled(title: str, sign: str) -> list[str]:
    width = sum(2 if east_asian_width(char) in {"W", "F"} else 1 for char in title)
    return [title, sign * width]


def _part(part: Part, comma: str) -> Iterator[list[str]]:
    yield _titled(readable(part.title), "-")
    if part.is_headed:
        for item in part.items:
            yield from _headed(item, "")
    elif all(item.is_word for item in part.items):
        yield [comma.join(readable(item.head) for item in part.items)]
    else:
        yield [line for item in part.items for line in _listed(item)]


def _headed(item: Item, indent: str) -> Iterator[list[str]]:
    line = " · ".join(map(readable, item.line))
    block = [line for line in (readable(item.head), line, *map(_named, item.facts)) if line]
    block += [*paragraphs(item.text), *_bullets(item)]
    yield [f"{indent}{line}" for line in block]
    for child in item.items:
        yield from _headed(child, f"{indent}  ")


def _listed(item: Item) -> Iterator[str]:
    news = paragraphs(item.text)
    parts = [readable(item.head), " · ".join(map(readable, item.line))]
    if not item.line and len(news) == 1 and not item.facts:
        yield f"- {readable(item.head)}: {news[0]}" if item.head else f"- {news[0]}"
    else:
        yield f"- {' · '.join(part for part in parts if part)}"
        yield from (f"  {line}" for line in (*map(_named, item.facts), *news))
    yield from (f"  {line}" for line in _bullets(item))


def _bullets(item: Item) -> Iterator[str]:
    for highlight in item.highlights:
        first, *rest = paragraphs(highlight) or [""]
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _named(named: Named) -> str:
    label, text = readable(named.label), readable(named.text)
    url = "" if named.url == f"mailto:{named.text}" else named.url
    words = f"{text} ({url})" if text and url else text or url
    return f"{label}: {words}" if label and words else label or words
