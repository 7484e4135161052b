"""What our own export adds to a JSON Resume, and how it is understood when it comes back.

A field that JSON Resume lacks stands in its objects under our own name. Beside it there are two keys:

``x-homepage``
    What JSON Resume's own fields say only in part (a date in words, a text in several languages), exactly,
    by our names; ``null`` is a field that the entry lacks, whatever JSON Resume's own says.
``x-mirrors``
    In an entry that repeats what nests in another, for programs that know no nesting: a JSON Pointer
    (RFC 6901) to it.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from sphinx_homepage.model.dates import Date, DateError, Range, parse
from sphinx_homepage.model.markdown import without_directives
from sphinx_homepage.model.publications.plain import plain as plain_words
from sphinx_homepage.model.text import Mapping, Sequence, Text

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Tree

EXTENSION: Final = "x-homepage"
MIRRORS: Final = "x-mirrors"

_HEADS: Final = {"positions": "position", "projects": "name"}


def said_exactly(source: Mapping) -> Mapping:
    """Return what stands under ``x-homepage``: nothing where it is not ours."""
    exact = source.get(EXTENSION)
    return exact if isinstance(exact, Mapping) else Mapping()


def is_mirror(entry: Tree, root: Mapping) -> bool:
    """Whether *entry* repeats another that is still there: one that stands alone now is no mirror."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get(MIRRORS), Text):
        return False
    found: Tree = root
    steps = str(entry[MIRRORS]).split("/")[1:]
    for step in steps:
        if isinstance(found, Mapping):
            found = found.get(step)
        elif isinstance(found, Sequence) and re.fullmatch("[0-9]{1,6}", step) and int(step) < len(found):
            found = found[int(step)]
        else:
            return False
    head = _HEADS.get(steps[-2]) if len(steps) > 1 else None
    if head is None or not isinstance(found, Mapping):
        return False
    return shows(found.get(head), entry.get(head))


_PATH: Final = re.compile(r"(?!//)[^\s:#?{}()\[\]]+(?:#\S*)?")
_WEB: Final = re.compile("https?://")
_NEEDS_SITE: Final = re.compile(r"\{[\w:+.-]+\}|\]\((?![\w+.-]+:|#)")
"""What in a text means something on the pages of its site alone: a role, a directive, a link to a path."""
_TIMES: Final = ("date", "start", "end", "sort_date")


def shows(exact: Tree, shown: Tree) -> bool:
    """Whether *shown* may be what our export made of *exact* for JSON Resume's own field.

    If not, somebody has changed it since.
    """
    if shown is None or exact is None:
        return True
    texts = {unquote(text) for text in _texts(exact)}
    days = _days(texts)
    names = {PurePosixPath(text.partition("#")[0]).stem for text in texts if _PATH.fullmatch(text)} - {""}
    bare = {_bare(text) for text in texts if _NEEDS_SITE.search(text)}

    def is_made(text: str) -> bool:
        if text in texts or text in days or (bare and _bare(text) in bare):
            return True
        return _WEB.match(text) is not None and any(name in text for name in names)

    return all(is_made(unquote(text)) for text in _texts(shown))


def _bare(text: str) -> str:
    return plain_words(without_directives(text)).replace("$", "")


def is_changed(source: Mapping, name: str, shown: Tree) -> bool:
    """Whether what JSON Resume's own field says of *name* is no longer what *source* says exactly."""
    exact = said_exactly(source)
    value = exact[name]
    if name in _TIMES and value is not None:  # A date may be shown by any of them.
        value = Sequence(times.get(time) for times in (exact, source) for time in _TIMES)
    return not shows(value, shown)


def _texts(tree: Tree) -> list[str]:
    parts = tree.values() if isinstance(tree, Mapping) else tree if isinstance(tree, Sequence) else ()
    return [str(tree)] if isinstance(tree, Text) else [text for part in parts for text in _texts(part)]


def _days(texts: set[str]) -> set[str]:
    days: set[str] = set()
    for text in texts:
        with suppress(DateError):
            when = parse(text)
            ends = (when.start, when.end) if isinstance(when, Range) else (when,)
            days |= {date.iso for date in ends if isinstance(date, Date)}
    return days


def as_json(tree: Mapping) -> Any:
    """Return what a file said, numbers and nulls as such if it is JSON; a text wherever it is YAML."""
    if tree.typed is not None:
        source, start, end = tree.typed
        with suppress(ValueError, RecursionError):
            return json.loads(source[start:end], object_pairs_hook=_first_of_each)
    return plain(tree)


def _first_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a key that is given twice, the first counts, as it does for every data file."""
    data: dict[str, Any] = {}
    for key, value in pairs:
        data.setdefault(key, value)
    return data


def plain(tree: Tree) -> Any:
    """Return a tree as JSON has it."""
    if isinstance(tree, Mapping):
        return {str(key): plain(value) for key, value in tree.items()}
    if isinstance(tree, Sequence):
        return [plain(value) for value in tree]
    return None if tree is None else str(tree)
