"""Comments of a YAML file -> the section or entry that was made of what they stand beside."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from sphinx_homepage.sources.yaml_reader import LOADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.model.text import Tree

_WHOLE: Final = re.compile(r"\s*#+ ?(.*)\Z")
_BEHIND: Final = re.compile(r"[\s,\]}:]*(?<=\s)#+ ?(.*)\Z")
_FOR_PROGRAMS: Final = re.compile(r"yaml-language-server|\$schema|vim:|-\*-")


def comments_by_path(source: str, data: Tree) -> dict[str, str]:
    """Return the comments of *source* by what they belong to.

    Args:
        source: The file.
        data: The sections that were made of it, with their places in it.

    Returns:
        Comments by section (``education``) or entry (``education[0]``); those at the end under no name.
    """
    found = list(_comments(source))
    if not found:
        return {}
    owners = _Owners(_entries(data))
    comments: dict[str, str] = {}
    for line, text in found:
        name = owners.of(line)
        comments[name] = f"{comments[name]}\n{text}" if name in comments else text
    return comments


def _comments(source: str) -> Iterator[tuple[int, str]]:
    """Yield each comment, and the line that it belongs to: its own, or the next that says something."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    inside: set[int] = set()
    ends: dict[int, int] = {}
    parser = LOADER("\n".join(lines))
    try:
        while parser.check_event():
            event = parser.get_event()
            if not isinstance(event, yaml.ScalarEvent):
                continue
            start: Any = event.start_mark
            end: Any = event.end_mark
            if event.style in {"|", ">"}:
                inside.update(range(start.line + 1, end.line + (end.column > 0)))
            else:
                inside.update(range(start.line + 1, end.line + 1))
                ends[end.line] = end.column
    except (yaml.YAMLError, ValueError):
        return  # What cannot be read has been said.
    waiting: list[str] = []
    for number, line in enumerate(lines):
        if number in inside and number not in ends:
            continue
        whole = _WHOLE.match(line) if number not in inside else None
        if whole:
            if not _FOR_PROGRAMS.search(whole[1]):
                waiting.append(whole[1].rstrip())
            continue
        if not line.strip() or line.startswith("---"):
            continue
        behind = _BEHIND.match(line[ends.get(number, 0) :]) if number in ends else None
        text = [*waiting, *([behind[1].rstrip()] if behind else [])]
        if text:
            yield number + 1, "\n".join(text)
        waiting = []
    if waiting:
        yield len(lines) + 1, "\n".join(waiting)


class _Entry(NamedTuple):
    """An entry, and the lines of the source that it was made of."""

    first: int
    lines: frozenset[int]
    name: str
    outer: str
    """The section, if it is the first in it: a comment above both is the section's."""


def _entries(data: Any) -> list[_Entry]:
    entries = []
    for section, value in data.items() if isinstance(data, dict) else ():
        if section.startswith("x-"):
            continue
        for number, entry in enumerate(value if isinstance(value, list) else [value]):
            lines = frozenset(_lines(entry))
            if lines:
                name = f"{section}[{number}]" if isinstance(value, list) else section
                entries.append(_Entry(min(lines), lines, name, section if number == 0 else name))
    return sorted(entries, key=lambda entry: entry.first)


def _lines(tree: Any) -> Iterator[int]:
    position = getattr(tree, "position", None)
    if position:
        yield from range(
            position.line,
            position.line + str(tree).count("\n") + 1 if isinstance(tree, str) else position.line + 1,
        )
    parts = (
        [*tree.keys(), *tree.values()] if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    )
    for part in parts:
        yield from _lines(part)


class _Owners:
    """The entries, found by the lines that they were made of."""

    def __init__(self, entries: list[_Entry]) -> None:
        self._entries = entries
        self._firsts = [entry.first for entry in entries]
        self._by_line: dict[int, _Entry] = {}
        for entry in entries:
            for line in entry.lines:
                self._by_line.setdefault(line, entry)
        # The last line of any entry up to each: behind it nothing lies around.
        self._lasts = [*accumulate((max(entry.lines) for entry in entries), max)]

    def of(self, line: int) -> str:
        """Return the entry that was made of a line, or that lies around it; else the one that comes next."""
        entry = self._by_line.get(line)
        following = bisect_left(self._firsts, line)
        at = following - 1
        while entry is None and at >= 0 and self._lasts[at] >= line:
            entry = self._entries[at] if max(self._entries[at].lines) >= line else None
            at -= 1
        if entry is not None:
            return entry.outer if line == entry.first else entry.name
        return self._entries[following].outer if following < len(self._entries) else ""
