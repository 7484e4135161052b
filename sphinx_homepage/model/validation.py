"""Trees -> the record, with every problem found in one pass and nothing lost that can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, in_order, nearest, shown
from sphinx_homepage.model.anchors import assign_anchors
from sphinx_homepage.model.checks import check_entry
from sphinx_homepage.model.entries import Common, Entry
from sphinx_homepage.model.foreign_names import FOREIGN_FIELDS, FOREIGN_SECTIONS
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.reading import SURE, field_names, kept, key_of, read_fields
from sphinx_homepage.model.record import Record
from sphinx_homepage.model.rows import Profiles
from sphinx_homepage.model.sections import SECTIONS, Section
from sphinx_homepage.model.shorthand import as_text, head_words, mapping, position_of
from sphinx_homepage.model.text import Mapping, Sequence, Text, as_typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_homepage.model.text import Tree


def read_record(tree: Mapping) -> tuple[Record, list[Problem]]:
    """Read a data file's tree; anchors come later, when all files of a record are together."""
    record = Record(origin=tree.origin)
    problems: list[Problem] = []
    for key, value in tree.items():
        if key.startswith("x-"):
            record.extras[key] = value
            continue
        section = SECTIONS.get(key.replace("-", "_"))
        if section is None:
            problems.append(_unknown_section(key))
            section = SECTIONS.get(FOREIGN_SECTIONS.get(key) or nearest(key, SECTIONS, SURE) or "")
            if section is None or section.name in tree or section.name in record.sections:
                continue
        entries, found = read_section(section, value)
        if entries or found:  # One that holds nothing at all is none.
            record.sections[section.name] = entries
        problems += found
    return record, problems


def _unknown_section(key: str) -> Problem:
    if ours := FOREIGN_SECTIONS.get(key):
        return Problem(Code.FOREIGN_FIELD, f'the section "{key}" is called {ours} here', position_of(key))
    hint = did_you_mean(key, SECTIONS) or f"; the sections are {', '.join(SECTIONS)}"
    return Problem(Code.UNKNOWN_SECTION, f'unknown section "{shown(key)}"{hint}', position_of(key))


def merge_records(records: list[Record]) -> tuple[Record, list[Problem]]:
    """Join the records of several files, in order, and give every entry its anchor."""
    merged = Record(origin=records[0].origin if len(records) == 1 else None)
    problems = []
    for record in records:
        merged.extras |= record.extras
        for name, entries in record.sections.items():
            mine = merged.sections.setdefault(name, [])
            if mine and SECTIONS[name].is_single:
                message = f'two files have a "{name}"; the first is used, remove this one'
                problems.append(Problem(Code.WRONG_SHAPE, message, entries[0].typed_at))
            else:
                mine += entries
    return merged, problems + assign_anchors(merged.entries())


def read_section(section: Section, tree: Tree) -> tuple[list[Common], list[Problem]]:
    """Read what stands under a section's name, or in a directive's body: entries, or entries by kind."""
    problems: list[Problem] = []
    entries: list[Common] = []
    for number, (kind, item) in enumerate(_items(section, tree, problems)):
        if isinstance(item, Sequence):
            message = f"this is a list where an entry of {section.name} belongs; take out one dash"
            problems.append(Problem(Code.WRONG_SHAPE, message, item.position))
            item = kept(item)  # noqa: PLW2901 - what can be read of it
        elif isinstance(item, Mapping) and _is_text(section.entry, item):
            key, typed = next(iter(item)), as_typed(item)
            message = (
                f'unknown field "{shown(key)}" in {section.name}[{number}]; '
                f'if this is a text with a colon or a brace in it, quote it: "{shown(typed)}"'
            )
            problems.append(Problem(Code.UNKNOWN_FIELD, message, position_of(key)))
            item = kept(item)  # noqa: PLW2901
        place = section.name if section.is_single else f"{section.name}[{number}]"
        entry, found = read_entry(section.entry, item, place)
        if kind is not None and isinstance(entry, Entry) and entry.kind is None:
            entry = entry.model_copy(update={"kind": kind})
        entries.append(entry)
        problems += found
    if section.is_single and len(entries) > 1:
        message = f"a {section.name} is one entry; the first is used"
        problems.append(Problem(Code.WRONG_SHAPE, message, entries[1].typed_at))
        del entries[1:]
    return entries, in_order(problems)


def _is_text(model: type[Common], item: Mapping) -> bool:
    """Whether what YAML takes for a mapping of one field is a text: the field is none, nor nearly one."""
    names = [*field_names(model), *FOREIGN_FIELDS, *(NETWORKS if issubclass(model, Profiles) else ())]
    return (
        len(item) == 1
        and bool(model.heads)
        and not any(key.startswith("x-") or nearest(key.replace("-", "_"), names) for key in item)
    )


def _items(section: Section, tree: Tree, problems: list[Problem]) -> Iterator[tuple[Text | None, Tree]]:
    """Yield the entries under a section's name, each with its kind."""
    if tree is None:
        return
    if isinstance(tree, Mapping) and _is_by_kind(section, tree):
        for kind, items in tree.items():
            if not kind.startswith("x-"):
                for _, item in _items(section, items, problems):
                    yield as_text(kind), item
        return
    if isinstance(tree, Text) and (section.is_single or section.entry.heads[0] == "date"):
        fields = ", ".join(field_names(section.entry))
        message = f'"{section.name}" is a mapping of fields, not a text; its fields are {fields}'
        problems.append(Problem(Code.WRONG_SHAPE, message, tree.position))
        if section.name == "profile":
            yield None, tree
        return
    for item in tree if isinstance(tree, Sequence) else [tree]:
        if item is not None:
            yield None, item


def _is_by_kind(section: Section, tree: Mapping) -> bool:
    """Whether the keys of *tree* are kinds: none is a field's name, or nearly one, and each holds entries."""
    names = [*field_names(section.entry), *FOREIGN_FIELDS]
    kinds = {key: value for key, value in tree.items() if not key.startswith("x-")}
    return (
        not section.is_single
        and all(value is None or isinstance(value, (Sequence, Mapping)) for value in kinds.values())
        and not any(nearest(key.replace("-", "_"), names, SURE) for key in kinds)
    )


def read_entry(model: type[Common], tree: Tree, place: str) -> tuple[Common, list[Problem]]:
    """Read one entry; what is wrong in it is reported and left out, or kept as typed.

    Args:
        model: The row of the table.
        tree: A mapping of fields, or a text, which is an entry with its head alone.
        place: What messages call the entry: ``experience[0]``.
    """
    if not isinstance(tree, Mapping):
        tree = mapping({model.heads[0]: tree}, position_of(tree))
    words = head_words(model, tree)
    entry, problems = read_fields(model, tree, place, words)
    _fill_in(entry, tree)
    return entry, in_order([*problems, *check_entry(entry, tree, place, words)])


def _fill_in(entry: Common, tree: Mapping) -> None:
    """Give *entry*, and all that nests in it, what its fields do not say: its place and its ``x-`` keys."""
    entry._typed_at = tree.position
    entry._extras = {key: value for key, value in tree.items() if key.startswith("x-")}
    for name in entry.nested:
        children = getattr(entry, name) or ()
        trees = cast("Iterable[Mapping]", tree[key_of(tree, name)] if children else ())
        for child, item in zip(children, trees, strict=True):
            _fill_in(child, item)
