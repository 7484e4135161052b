"""The texts of an entry, in whatever shape its fields have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.dates import Written
from sphinx_homepage.model.parts import Fields
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import MultilingualText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.model.entries import Common


class Worded(NamedTuple):
    """A text of an entry."""

    field: str
    text: Text


def texts_of(entry: Common) -> Iterator[Worded]:
    """Yield the texts of *entry*, without those of entries that nest in it."""
    for name in type(entry).model_fields:
        if name not in entry.nested:
            yield from (Worded(name, text) for text in _texts_in(getattr(entry, name)))


def _texts_in(value: Any) -> Iterator[Text]:
    if isinstance(value, MultilingualText):
        yield from value.texts.values()
    elif isinstance(value, Text):
        yield value
    elif isinstance(value, Written):
        yield value.text if isinstance(value.text, Text) else Text(value.text)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts_in(key)
            yield from _texts_in(part)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _texts_in(part)
    elif isinstance(value, Fields):
        for name in type(value).model_fields:
            yield from _texts_in(getattr(value, name))


def name_of(entry: Common) -> str:
    """Return the words by which a message names *entry*, in quotes; or its section."""
    head = entry.head
    texts = _texts_in(getattr(entry, head)) if head else iter(())
    words = shown(plain(next(texts, Text(""))), 50)
    return f'"{words}"' if words else f"this entry of {entry.section}"


_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS = re.compile(r"[*_`]+(?=\w)|(?<=\w)[*_`]+")


def plain(text: str) -> str:
    """Return Markdown without the marks that a name may have: links, emphasis."""
    return _MARKS.sub("", _LINK.sub(r"\1", text)) if any(mark in text for mark in "*_`[") else text
