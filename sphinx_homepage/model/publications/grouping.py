"""Under which headings publications stand, and in what order these come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_homepage.model.publications.group_levels import REST
from sphinx_homepage.model.publications.groups import Group, GroupTitle, Item
from sphinx_homepage.model.publications.ordering import moment
from sphinx_homepage.model.publications.subjects import STATES, words
from sphinx_homepage.model.publications.types import ORDER as TYPE_ORDER
from sphinx_homepage.model.publications.types import type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from sphinx_homepage.model.publications.group_levels import Plan
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.publications.subjects import Value


class _Pile(NamedTuple):
    """The publications with one value."""

    value: Value
    publications: list[Publication]


def grouped(
    publications: Sequence[Publication], plans: Sequence[Plan], typed: Mapping[int, int]
) -> list[Group]:
    """Return the publications in groups; in each they stand in the order in which they came.

    A publication with several values stands in the group of each, once. What has no value is in a group
    without one; where nothing has any, the level is left out and its publications stand one level higher.

    Args:
        publications: In order.
        plans: The levels, the outer one first; without any there is one group without a heading.
        typed: The publications' places in the files, as :func:`ordering.places` returns them.
    """
    if not publications:
        return []
    if not plans:
        return [Group(None, [Item(publication) for publication in publications])]
    plan = plans[0]
    piles = _piles(publications, plan)
    if piles.keys() == {None}:
        return grouped(publications, plans[1:], typed)
    groups: list[Group] = []
    for key in _in_order(piles, plan, typed):
        # Of types joined in one group, none is its name.
        value = str(key) if plan.kind == "type" else piles[key].value
        title = GroupTitle(plan.kind, value, plan.titles.get(key))
        inner = grouped(piles[key].publications, plans[1:], typed)
        is_leaf = inner[0].title is None
        groups.append(Group(title, inner[0].items) if is_leaf else Group(title, groups=inner))
    return groups


def _piles(publications: Sequence[Publication], plan: Plan) -> dict[Hashable, _Pile]:
    values_of = plan.level.values
    piles: dict[Hashable, _Pile] = {}
    for publication in publications:
        own: dict[Hashable, Value] = {}
        for value in values_of(publication) or (None,):
            own.setdefault(plan.key(value), value)
        for key, value in own.items():
            if key not in piles:
                piles[key] = _Pile(value, [])
            piles[key].publications.append(publication)
    return piles


def _in_order(piles: Mapping[Hashable, _Pile], plan: Plan, typed: Mapping[int, int]) -> list[Hashable]:
    """Return the keys of the groups in order: without one of its own, what has no value is the last."""
    keys = [key for key in piles if key is not None]
    for order in dict.fromkeys((plan.level.order, plan.order)):
        if order in {"newest", "oldest"}:
            keys = _by_time(keys, piles, plan, is_newest_first=order == "newest")
        else:
            compared: dict[str, Callable[[Hashable], Any]] = {
                "cv": lambda key: (TYPE_ORDER.get(str(key), len(TYPE_ORDER)), str(key)),
                "alphabetical": lambda key: words(_heading(plan, key, piles[key].value)),
                "typed": lambda key: min(typed[id(p)] for p in piles[key].publications),
                "count": lambda key: -len(piles[key].publications),
            }
            keys.sort(key=compared[order])
    if None in piles:
        keys.append(None)
    if plan.listed:
        rest = plan.listed.get(REST, len(plan.listed))
        # What has no value is behind all others, unless the person lists it.
        last = len(plan.listed) + 1
        keys.sort(key=lambda key: plan.listed.get(key, last if key is None else rest))
    return keys


def _by_time(
    keys: list[Hashable], piles: Mapping[Hashable, _Pile], plan: Plan, *, is_newest_first: bool
) -> list[Hashable]:
    """Sort years by themselves, and other groups by the newest, or the oldest, that is in them."""
    if plan.kind in {"year", "decade"}:
        return sorted(
            keys,
            key=lambda key: (0, key) if isinstance(key, int) else (1, STATES.index(str(key))),
            reverse=is_newest_first,
        )
    times = {
        key: [time for publication in piles[key].publications if (time := moment(publication)) is not None]
        for key in keys
    }
    dated = [key for key in keys if times[key]]
    dated.sort(
        key=lambda key: max(times[key]) if is_newest_first else min(times[key]), reverse=is_newest_first
    )
    return dated + [key for key in keys if not times[key]]


def _heading(plan: Plan, key: Hashable, value: Value) -> str:
    """Return what a group is sorted by as its heading: the person's words, or English ones."""
    return plan.titles.get(key) or (type_of(str(value)).title if key in TYPE_ORDER else str(value))
