"""Which publications a list shows: the options ``keys``, ``selected``, ``kind``, ``tags`` and ``filter``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import did_you_mean, shown
from sphinx_homepage.model.publications.conditions import NO, YES, Conditions
from sphinx_homepage.model.publications.option_texts import MOST_SUGGESTIONS, parts, wrong
from sphinx_homepage.model.publications.subjects import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.text import Text


def chosen(
    publications: Sequence[Publication],
    options: Mapping[str, Text],
    is_me: Callable[[Publication, int], bool],
) -> tuple[list[Publication], list[Problem]]:
    """Return the publications that all options leave, in the order typed, and what is wrong with the options.

    With ``keys`` they stand in the order of the keys. A key, a type, a field or a value that is not known is
    left out, and the rest of the option works.

    Args:
        publications: Those of all files.
        options: The values by the option's name.
        is_me: Whether an author of a publication, counted from 0, is the person that ``me`` means.
    """
    problems: list[Problem] = []
    found = list(publications)
    if (keys := options.get("keys")) is not None:
        found = _with_keys(found, keys, problems)
    if (selected := options.get("selected")) is not None:
        if selected.strip().lower() in YES:
            found = [publication for publication in found if publication.is_selected]
        elif selected.strip().lower() not in NO:
            problems.append(
                wrong(f'"selected" takes nothing, true or false, not "{shown(selected)}"', selected)
            )
    if wanted := _folded(options.get("tags")):
        found = [publication for publication in found if wanted & {fold(tag) for tag in publication.tags}]
    if unwanted := _folded(options.get("exclude_tags")):
        found = [
            publication for publication in found if not unwanted & {fold(tag) for tag in publication.tags}
        ]
    conditions = Conditions(publications, is_me)
    for holds in (*conditions.of_kind(options.get("kind")), *conditions.of_filter(options.get("filter"))):
        found = list(filter(holds, found))
    return found, problems + conditions.problems


def _folded(value: Text | None) -> set[str]:
    return {fold(word) for word in parts(value, ",")} if value else set()


def _with_keys(publications: Sequence[Publication], keys: Text, problems: list[Problem]) -> list[Publication]:
    """Return the publications with some keys, in the order of the keys."""
    by_key: dict[str, Publication] = {}
    for publication in publications:
        by_key.setdefault(publication.key, publication)
    found: dict[str, Publication] = {}
    missing = 0
    for key in parts(keys, r",\s"):
        if key in by_key:
            found[key] = by_key[key]
            continue
        missing += 1
        near = did_you_mean(key, by_key) if missing <= MOST_SUGGESTIONS else ""
        message = f'no publication has the key "{shown(key)}"{near}'
        problems.append(wrong(message if near else f"{message}; write one of a .bib file", key))
    return list(found.values())
