"""Which entries a directive shows, in what order and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.locale import label
from sphinx_homepage.model.dates import Date, Range
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.sections import Section


class Group(NamedTuple):
    """Entries behind one heading, or behind none."""

    title: Text | None
    entries: list[Common]


FILTERS: dict[str, str] = {
    "limit": "How many entries at most: a number.",
    "sort": "`newest`, `oldest` or `alphabetical`; as typed where it is not given.",
    "group_by": "`year`, `kind`, or a field of the section: a heading for each of its values.",
    "tags": "Only entries that have one of these tags: `a, b`.",
    "exclude_tags": "No entries that have one of these tags.",
    "kind": "Only entries of these kinds: `a, b`.",
    "only": "`web`: not in the PDF; `pdf`: there alone.",
}
"""The options of a directive that shows entries of the data files, and what each takes."""

_SORTS = ("newest", "oldest", "alphabetical")


def select(
    entries: Iterable[Common], values: Mapping[str, Text], section: Section
) -> tuple[list[Group], list[Problem]]:
    """Return the entries that the options *values* leave, in groups, and what is wrong with the options."""
    problems: list[Problem] = []
    chosen = list(entries)
    if kinds := _words(values.get("kind")):
        chosen = [entry for entry in chosen if _kind(entry).casefold() in kinds]
    if tags := _words(values.get("tags")):
        chosen = [entry for entry in chosen if tags & _tags(entry)]
    if tags := _words(values.get("exclude_tags")):
        chosen = [entry for entry in chosen if not tags & _tags(entry)]
    if sort := values.get("sort"):
        chosen = _sorted(chosen, sort, problems)
    if limit := values.get("limit"):
        if limit.isascii() and limit.isdigit() and len(limit) < 10:
            chosen = chosen[: int(limit)]
        else:
            problems.append(_wrong(f'"limit" is a number, not "{shown(limit)}"', limit))
    groups = _grouped(chosen, values.get("group_by"), section, problems)
    return groups, problems


def _sorted(entries: list[Common], sort: Text, problems: list[Problem]) -> list[Common]:
    if sort == "alphabetical":
        return sorted(entries, key=lambda entry: str(getattr(entry, entry.head or "", "")).casefold())
    if sort in {"newest", "oldest"}:
        dated = [entry for entry in entries if isinstance(entry, Entry)]
        return [*sorted(dated, key=lambda entry: entry.sort_key, reverse=sort == "newest")]
    problems.append(_wrong(f'"sort" is one of {", ".join(_SORTS)}, not "{shown(sort)}"', sort))
    return entries


def _grouped(
    entries: list[Common], by: Text | None, section: Section, problems: list[Problem]
) -> list[Group]:
    if by is None:
        return [Group(None, entries)]
    name = by.replace("-", "_")
    if name not in {"year", "kind", "status", "location", *section.entry.own_fields}:
        known = ["year", "kind", *section.entry.own_fields]
        problems.append(
            _wrong(
                f'"group-by" cannot be "{shown(by)}"'
                f"{did_you_mean(by, known) or '; it is one of ' + ', '.join(known)}",
                by,
            )
        )
        return [Group(None, entries)]
    groups: dict[str, list[Common]] = {}
    titles: dict[str, Text] = {}
    for entry in entries:
        title = _group_title(entry, name, section)
        groups.setdefault(title, []).append(entry)
        titles.setdefault(title, title)
    return [Group(titles[title] or None, entries) for title, entries in groups.items()]


def _group_title(entry: Common, name: str, section: Section) -> Text:
    if name == "year":
        return Text(_year(entry))
    if name == "kind":
        return kind_label(_kind(entry), section)
    value = getattr(entry, name)
    value = value[0] if isinstance(value, tuple) and value else value
    return value if isinstance(value, Text) else Text("")


def kind_label(kind: Text, section: Section) -> Text:
    """Return how a kind is shown: a known one in the site's language, another as typed."""
    return Text(label(kind.capitalize())) if kind.lower() in section.kinds else kind


def _year(entry: Common) -> str:
    for when in entry.when if isinstance(entry, Entry) else ():
        date = (when.end or when.start) if isinstance(when, Range) else when
        if isinstance(date, Date):
            return str(date.year)
    return ""


def _kind(entry: Common) -> Text:
    return (entry.kind if isinstance(entry, Entry) else None) or Text("")


def _tags(entry: Common) -> set[str]:
    return {tag.casefold() for tag in (entry.tags if isinstance(entry, Entry) else None) or ()}


def _words(value: Text | None) -> set[str]:
    words = (value or "").strip("[]").split(",")
    return {word.strip().casefold() for word in words if word.strip()}


def _wrong(message: str, value: Text) -> Problem:
    return Problem(Code.DIRECTIVE_OPTION, message, value.position)
