"""What a list of publications shows: which, in what order, under which headings, with which numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.publications.filters import chosen
from sphinx_homepage.model.publications.group_levels import read_plans
from sphinx_homepage.model.publications.grouping import grouped
from sphinx_homepage.model.publications.groups import Group, GroupTitle, Item
from sphinx_homepage.model.publications.numbering import number, read_numbering
from sphinx_homepage.model.publications.option_texts import wrong
from sphinx_homepage.model.publications.ordering import in_time, ordered, places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.text import Text

__all__ = ["OPTIONS", "Group", "GroupTitle", "Item", "select"]

OPTIONS: Final[dict[str, str]] = {
    "keys": "Only these citation keys, in this order: `silva2021, okafor2019`.",
    "selected": "Only what is marked as selected; takes no value.",
    "filter": "Only what all of these hold for: "
    "`type=article year>=2020 author:me first-author keyword:tides -type=misc`.",
    "tags": "Only publications that have one of these tags: `a, b`.",
    "exclude_tags": "No publications that have one of these tags.",
    "kind": "Only these types: `article, inproceedings`.",
    "limit": "How many publications at most: a number.",
    "sort": "`newest` (the default), `oldest`, `title`, `author`, `venue`, `type`, `key` or `typed`, the "
    "file's order; a second one behind a comma sorts what is equal in the first; `-` turns one round.",
    "group_by": "`year`, `decade`, `type`, `venue` or `keyword`: a heading for each of its values; `type, "
    "year` for headings within headings.",
    "group_order": "`newest`, `oldest`, `alphabetical`, `typed`, `count` (the most first), or the values in "
    "order, with `*` for all others: `article, thesis, *`. That of the next level stands behind a `;`.",
    "group_titles": "Headings in your own words: `article=Journal papers; thesis=Theses`.",
    "numbering": "`none` (the default), `ascending`, `descending` (the first of 87 is 87), `per-type` or "
    "`per-group`, which begin anew for each.",
}
"""The options that say which publications are shown and how they are ordered, and what each takes."""


def select(
    publications: Sequence[Publication],
    options: Mapping[str, Text],
    is_me: Callable[[Publication, int], bool],
) -> tuple[list[Group], int, list[Problem]]:
    """Return the publications in groups, how many the limit leaves out, and what is wrong with the options.

    Numbers are those of the whole list that the filters leave, in the order of the page: a limit takes away
    publications, and changes neither the numbers nor the order of the groups.

    Args:
        publications: Those of all files, in the order typed.
        options: The values by the name in :data:`OPTIONS`; others are not looked at.
        is_me: Whether an author of a publication, counted from 0, is the person that ``me`` means.
    """
    typed = places(publications)
    found, problems = chosen(publications, options, is_me)
    found, orders, wrong_orders = ordered(found, options.get("sort"), typed)
    if not orders and not options.get("keys"):
        found = in_time(found)
    limit, wrong_limits = _limit(options.get("limit"))
    plans, wrong_levels = read_plans(options, publications, is_oldest_first=orders[:1] == ["oldest"])
    numbering, wrong_numbers = read_numbering(options.get("numbering"))
    groups = grouped(found, plans, typed)
    if numbering is not None:
        number([leaf for group in groups for leaf in group.leaves()], numbering)
    if limit is not None and limit < len(found):
        groups = _cut(groups, {id(publication) for publication in found[:limit]})
    left_out = max(0, len(found) - limit) if limit is not None else 0
    return groups, left_out, [*problems, *wrong_orders, *wrong_limits, *wrong_levels, *wrong_numbers]


def _limit(value: Text | None) -> tuple[int | None, list[Problem]]:
    if not value:
        return None, []
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value), []
    return None, [wrong(f'"limit" is a number, not "{shown(value)}"', value)]


def _cut(groups: list[Group], kept: set[int]) -> list[Group]:
    """Return the groups with the publications whose ``id()`` is in *kept*, without those left empty."""
    found = [
        Group(
            group.title,
            [item for item in group.items if id(item.publication) in kept],
            _cut(group.groups, kept),
        )
        for group in groups
    ]
    return [group for group in found if group.items or group.groups]
