"""Anchors: an id for every entry, made from its words, the same in every build and in any order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.model.dates import Date, Range
from sphinx_homepage.model.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from sphinx_homepage.model.entries import Common

_LONGEST = 60
_SPOKEN = {"+": "plus", "#": "sharp"}
_SIGNS = re.compile(r"(?<=[^\W_])[+#]+(?![^\W_])")
"""What tells C, C++ and C# apart."""


def slug(text: str) -> str:
    """Return *text* as an anchor: lower case, words joined by hyphens, Latin letters without their accents.

    Letters of other scripts stay, for HTML allows every character but white space in an id
    (https://html.spec.whatwg.org/#the-id-attribute), and a Chinese heading else would have none.
    """
    text = re.sub(r"\]\([^)]*\)", "]", text)  # A link's words are its name, not its address.
    text = _SIGNS.sub(lambda signs: "".join(f" {_SPOKEN[sign]}" for sign in signs[0]), text)
    folded = "".join(
        plain if (plain := unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()) else char
        for char in unicodedata.normalize("NFC", text)
    )
    words = re.findall(r"[^\W_]+", folded.lower())
    anchor = ""
    for word in words:
        if anchor and len(anchor) + len(word) >= _LONGEST:
            break
        anchor = f"{anchor}-{word}" if anchor else word[:_LONGEST]
    return anchor


def short_anchor(entry: Common) -> str:
    """Return the anchor made from the words that head *entry*."""
    if isinstance(entry, Entry) and entry.id:
        return re.sub(r"\s+", "-", entry.id.strip())
    head = entry.head
    words = getattr(entry, head) if head and head != "date" else entry.summary
    return slug(words if isinstance(words, str) else "") or entry.section


def long_anchor(entry: Common) -> str:
    """Return the anchor that tells entries with one head apart: the position and the start year are added."""
    if isinstance(entry, Entry) and entry.id:
        return short_anchor(entry)
    subtitles = [
        name for name in entry.own_fields if entry.shown(name).place == "subtitle" and name != entry.head
    ]
    position = "position" if "position" in subtitles else next(iter(subtitles), "")
    words = getattr(entry, position, None)
    parts = [short_anchor(entry), slug(words) if isinstance(words, str) else "", _start_year(entry)]
    return "-".join(part for part in parts if part)


def _start_year(entry: Common) -> str:
    for when in entry.when if isinstance(entry, Entry) else ():
        date = when.start if isinstance(when, Range) else when
        if isinstance(date, Date):
            return str(date.year)
    return ""


def assign_anchors(entries: Iterable[Common]) -> list[Problem]:
    """Give each of *entries* its anchor, and return a problem for each that equals an earlier one's.

    An anchor is published, so it is made from what is published of the entry.
    """
    entries = list(entries)
    short = [short_anchor(entry.published()) for entry in entries]
    times = Counter(short)
    taken: dict[str, Common] = {}
    repeated: Counter[str] = Counter()
    problems = []
    for entry, anchor in zip(entries, short, strict=True):
        if times[anchor] > 1:
            anchor = long_anchor(entry.published())  # noqa: PLW2901 - the entry's final one
        if anchor in taken:
            problems.append(duplicate(anchor, entry, taken[anchor]))
            repeated[anchor] += 1
            anchor = free_anchor(anchor, taken, repeated[anchor] + 1)  # noqa: PLW2901
        taken[anchor] = entry
        entry._anchor = anchor
    return problems


def free_anchor(anchor: str, taken: Container[str], number: int = 2) -> str:
    """Return *anchor* with a number behind it, the first from *number* on that makes it none of *taken*."""
    while f"{anchor}-{number}" in taken:
        number += 1
    return f"{anchor}-{number}"


def duplicate(anchor: str, entry: Common, other: Common) -> Problem:
    """Say that *entry* would share its anchor with *other*."""
    where = f" on line {other.typed_at.line}" if other.typed_at else ""
    if other.typed_at and entry.typed_at and other.typed_at.path != entry.typed_at.path:
        where += f" of {other.typed_at.path}"
    given = entry.id if isinstance(entry, Entry) else None
    return Problem(
        Code.DUPLICATE_ID,
        f'this entry would share the anchor "{shown(anchor)}" with the one{where}; '
        'give one of them an "id" of its own',
        (given.position if given else None) or entry.typed_at,
    )
