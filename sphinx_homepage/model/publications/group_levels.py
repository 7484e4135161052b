"""What publications can be grouped by: the options ``group_by``, ``group_order`` and ``group_titles``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.publications import subjects
from sphinx_homepage.model.publications.filter_fields import type_name
from sphinx_homepage.model.publications.option_texts import (
    CLOSING_QUOTES,
    MOST_SUGGESTIONS,
    all_parts,
    part,
    parts,
    unknown,
    wrong,
)
from sphinx_homepage.model.publications.subjects import STATES, joined, words
from sphinx_homepage.model.publications.types import ORDER as TYPE_ORDER
from sphinx_homepage.model.publications.types import OTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.publications.groups import Kind
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.publications.subjects import Value
    from sphinx_homepage.model.text import Text


_TITLE = re.compile(r"(?:[^;\\]|\\.?)+")


class Level(NamedTuple):
    """A row of the table of what can be grouped by."""

    meaning: str
    values: Callable[[Publication], Sequence[Value]]
    """The publication's values; none for one that has none."""
    key: Callable[[Value], Hashable]
    """What is equal in two ways of writing one value, as a person's option writes it too."""
    order: str
    """How the groups stand where no option says it."""


def _one(value: Value) -> tuple[Value, ...]:
    return () if value is None else (value,)


def _year_key(value: Value) -> Hashable:
    if isinstance(value, int):
        return value
    text = joined(value or "")
    digits = re.fullmatch(r"(\d{4})s?", text, re.ASCII)
    return int(digits[1]) if digits else text


def _type_key(value: Value) -> Hashable:
    return type_name(str(value))


def _word_key(value: Value) -> Hashable:
    return words(str(value))


LEVELS: Final[dict[Kind, Level]] = {
    "year": Level("the year", lambda p: _one(subjects.year(p)), _year_key, "newest"),
    "type": Level("the type", lambda p: (p.type,), _type_key, "cv"),
    "venue": Level("the venue", lambda p: _one(subjects.venue(p)), _word_key, "alphabetical"),
    "keyword": Level("each keyword", lambda p: p.keywords, _word_key, "alphabetical"),
    "decade": Level(
        "the ten years from one that ends in 0", lambda p: _one(subjects.decade(p)), _year_key, "newest"
    ),
}
ORDERS: Final = ("newest", "oldest", "alphabetical", "typed", "count")
"""How groups stand, beside a list of their values."""

REST: Final = "*"
"""All values that a list of values does not name."""

_NO_VALUE: Final = frozenset(("other", "others", "undated", "none", "nodate"))
"""What a person calls the group of what has no value."""

_ALIASES = {
    "years": "year",
    "date": "year",
    "types": "type",
    "kind": "type",
    "venues": "venue",
    "journal": "venue",
    "keywords": "keyword",
    "decades": "decade",
}


@dataclass(slots=True)
class Plan:
    """How the groups of one level are made."""

    kind: Kind
    level: Level
    order: str
    """How the groups stand: one of :data:`ORDERS`, or ``cv``, the order of the table of types."""
    listed: dict[Hashable, int] = field(default_factory=dict)
    """The places of the values that the person lists, and that of :data:`REST`."""
    titles: dict[Hashable, Text] = field(default_factory=dict)
    """The person's own headings; None is what has no value."""
    keys: dict[Value, Hashable] = field(default_factory=dict)
    """The keys of the values that were met."""

    def key(self, value: Value) -> Hashable:
        """Return what is the same for every way of writing a value; None for what has none."""
        if value not in self.keys:
            self.keys[value] = None if value is None else self.level.key(value)
        return self.keys[value]


def read_plans(
    options: Mapping[str, Text], publications: Sequence[Publication], *, is_oldest_first: bool = False
) -> tuple[list[Plan], list[Problem]]:
    """Return the levels of groups that the options ask for, the outer one first, and what is wrong with them.

    Args:
        options: The values by the option's name.
        publications: All that there are: their values are those that the options may name.
        is_oldest_first: Whether the publications are sorted so: years then stand so too.
    """
    reader = _Reader(publications, is_oldest_first=is_oldest_first)
    if by := options.get("group_by"):
        reader.read_levels(by)
    for name, read in (("group_order", reader.read_order), ("group_titles", reader.read_titles)):
        if value := options.get(name):
            if reader.typed_levels:
                read(value)
            elif not by:
                option = name.replace("_", "-")
                reader.problems.append(
                    wrong(f'"{option}" needs "group-by", which says what the groups are', value)
                )
    plans = [plan for plan in reader.typed_levels if plan is not None]
    for plan in plans:
        if plan.kind == "type":
            _join_others(plan, publications)
    return plans, reader.problems


def _join_others(plan: Plan, publications: Sequence[Publication]) -> None:
    """Make one group of the types that the table lacks, but for those that the person lists or heads."""
    for name in {publication.type for publication in publications} - TYPE_ORDER.keys():
        key = plan.level.key(name)
        plan.keys[name] = key if key in plan.titles or key in plan.listed else OTHER.name


class _Reader:
    """Reads the three options, and collects what is wrong with them."""

    def __init__(self, publications: Sequence[Publication], *, is_oldest_first: bool) -> None:
        self.typed_levels: list[Plan | None] = []
        """None is a level that is not known: the orders of the others keep their places."""
        self.problems: list[Problem] = []
        self._publications = publications
        self._is_oldest_first = is_oldest_first
        self._values: dict[Kind, dict[Hashable, str]] = {}
        self._unknown = 0

    def read_levels(self, by: Text) -> None:
        seen: set[str] = set()
        for word in parts(by, r",>/\s"):
            name = joined(word)
            if name == "none":
                continue
            name = _ALIASES.get(name, name)
            kind = next((kind for kind in LEVELS if kind == name), None)
            if kind is None:
                self.problems.append(unknown("group-by", word, LEVELS))
            elif name in seen:
                self.problems.append(wrong(f'"group-by" has "{word}" twice: write it once', word))
            else:
                level = LEVELS[kind]
                is_turned = level.order == "newest" and self._is_oldest_first
                self.typed_levels.append(Plan(kind, level, "oldest" if is_turned else level.order))
                seen.add(name)
                continue
            self.typed_levels.append(None)

    def read_order(self, value: Text) -> None:
        typed = all_parts(value, ";")
        for place, order in enumerate(typed):
            if place >= len(self.typed_levels):
                if order:
                    message = f'"group-order" has "{shown(order)}" for a level that "group-by" has not'
                    self.problems.append(wrong(f"{message}: take it out", order))
                    return
            elif (plan := self.typed_levels[place]) is not None:
                self._read_order(plan, order)

    def _read_order(self, plan: Plan, order: Text) -> None:
        values = parts(order, ",")
        if len(values) == 1 and joined(values[0]) in ORDERS:
            plan.order = joined(values[0])
            return
        for value in values:
            key = self._key(plan, value)
            if value == REST:
                plan.listed.setdefault(REST, len(plan.listed))
            elif key in self._known(plan):
                plan.listed.setdefault(key, len(plan.listed))
            elif joined(value) in _NO_VALUE:
                plan.listed.setdefault(None, len(plan.listed))
            else:
                self._say_unknown("group-order", value, [*ORDERS, *self._known(plan).values()])

    def read_titles(self, value: Text) -> None:
        plans = [plan for plan in self.typed_levels if plan is not None]
        for match in _TITLE.finditer(value):
            title = part(value, match.start(), match.end())
            if not title:
                continue
            name, equals, _ = title.partition("=")
            heading = part(title, len(name) + 1)
            if not equals or not heading or not name.strip():
                message = f'"group-titles" takes value=Heading; ..., not "{shown(title)}"'
                self.problems.append(wrong(message, title))
                continue
            typed = _unquoted(part(title, 0, len(name)))
            named = [plan for plan in plans if self._key(plan, typed) in self._known(plan)]
            for plan in named:
                plan.titles.setdefault(self._key(plan, typed), heading)
            if not named and joined(typed) in _NO_VALUE:
                for plan in plans:
                    plan.titles.setdefault(None, heading)
            elif not named and plans:
                known = [text for plan in plans for text in self._known(plan).values()]
                self._say_unknown("group-titles", typed, known)

    def _key(self, plan: Plan, value: Text) -> Hashable:
        return plan.level.key(str(value))

    def _known(self, plan: Plan) -> dict[Hashable, str]:
        """Return the values that a level can have, by their keys, as they are written."""
        known = self._values.get(plan.kind)
        if known is None:
            found = [value for publication in self._publications for value in plan.level.values(publication)]
            found += {"type": [*TYPE_ORDER], "year": [*STATES], "decade": [*STATES]}.get(plan.kind, [])
            known = {plan.key(value): str(value) for value in dict.fromkeys(found)}
            self._values[plan.kind] = known
        return known

    def _say_unknown(self, option: str, word: Text, known: Sequence[str]) -> None:
        self._unknown += 1
        is_near_looked_for = self._unknown <= MOST_SUGGESTIONS
        self.problems.append(unknown(option, word, known, is_near_looked_for=is_near_looked_for))


def _unquoted(text: Text) -> Text:
    is_quoted = len(text) > 1 and CLOSING_QUOTES.get(text[0]) == text[-1]
    return part(text, 1, -1) if is_quoted else text
