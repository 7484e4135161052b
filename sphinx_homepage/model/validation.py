"""Trees -> the record, with every problem found in one pass and nothing lost that can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from pydantic import ValidationError

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, in_order, nearest, shown
from sphinx_homepage.model.anchors import assign_anchors
from sphinx_homepage.model.checks import check_entry
from sphinx_homepage.model.entries import Common, Entry
from sphinx_homepage.model.foreign_names import FOREIGN_FIELDS, FOREIGN_SECTIONS
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.record import Record
from sphinx_homepage.model.rows import Profiles
from sphinx_homepage.model.sections import SECTIONS, Section
from sphinx_homepage.model.shorthand import as_text, mapping, position_of, write_out
from sphinx_homepage.model.text import Mapping, Sequence, Text, as_typed
from sphinx_homepage.model.values import AsTyped, shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_homepage.model.parts import Fields
    from sphinx_homepage.model.text import Tree

_SURE = 0.8
"""How like a name a misspelt one must be to be read as it."""

_SHOWN_AS_TYPED = {Code.DATE, Code.DATE_ORDER, Code.EMAIL, Code.WRONG_SHAPE, Code.YAML_COMMENT}
"""What is wrong with a value that can still be read by a person."""

_CODES = {code.slug: code for code in Code}


def read_record(tree: Mapping) -> tuple[Record, list[Problem]]:
    """Read a data file's tree; anchors come later, when all files of a record are together."""
    record = Record()
    problems: list[Problem] = []
    for key, value in tree.items():
        if key.startswith("x-"):
            record.extras[key] = value
            continue
        section = SECTIONS.get(key.replace("-", "_"))
        if section is None:
            problems.append(_unknown_section(key))
            section = SECTIONS.get(nearest(key, SECTIONS, _SURE) or "")
            if section is None or section.name in tree or section.name in record.sections:
                continue
        entries, found = read_section(section, value)
        if entries:
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
    merged = Record()
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
            typed = as_typed(item)
            item = AsTyped(typed, typed.position)  # noqa: PLW2901 - what can be read of it
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
        fields = ", ".join(_field_names(section.entry))
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
    names = [*_field_names(section.entry), *FOREIGN_FIELDS]
    return not section.is_single and all(
        value is None or isinstance(value, (Sequence, Mapping))
        for key, value in tree.items()
        if not key.startswith("x-")
    ) and not any(nearest(key.replace("-", "_"), names, _SURE) for key in tree)


def read_entry(model: type[Common], tree: Tree, place: str) -> tuple[Common, list[Problem]]:
    """Read one entry; what is wrong in it is reported and left out, or kept as typed.

    Args:
        model: The row of the table.
        tree: A mapping of fields, or a text, which is an entry with its head alone.
        place: What messages call the entry: ``experience[0]``.
    """
    if not isinstance(tree, Mapping):
        tree = mapping(position_of(tree), **{model.heads[0]: tree})
    words = _words(model, tree)
    entry, problems = read_fields(model, tree, place, words)
    _fill_in(entry, tree)
    return entry, in_order([*problems, *check_entry(entry, tree, place, words)])


_Model = TypeVar("_Model", bound="Fields")


def read_fields(model: type[_Model], tree: Mapping, place: str, words: str = "") -> tuple[_Model, list[Problem]]:
    """Read a mapping of fields; afterwards *tree* holds what was read, written out.

    Args:
        model: The class of the mapping.
        tree: What was typed.
        place: What messages call the mapping.
        words: What stands behind it in messages.
    """
    problems: list[Problem] = []
    while True:
        write_out(model, tree)
        try:
            return model.model_validate(tree), problems
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            changes: list[_Change] = []
            problems += [_take_out(model, tree, detail, place, words, changes) for detail in details]
            for holder, key, value in changes:
                holder[key] = value
            _close_gaps(tree)


def _words(model: type[Fields], tree: Mapping) -> str:
    """Return the words that head an entry, in parentheses, for messages."""
    words = next((words for name in model.heads if isinstance(words := tree.get(name), Text)), None)
    return f" ({shown(words)})" if words else ""


def _fill_in(entry: Common, tree: Mapping) -> None:
    """Give *entry*, and all that nests in it, what its fields do not say: its place and its ``x-`` keys."""
    entry._typed_at = tree.position
    entry._extras = {key: value for key, value in tree.items() if key.startswith("x-")}
    for name in entry.nested:
        children = getattr(entry, name) or ()
        trees = cast("Iterable[Mapping]", next(tree[key] for key in tree if key.replace("-", "_") == name)) if children else ()
        for child, item in zip(children, trees, strict=True):
            _fill_in(child, item)


def _close_gaps(tree: Tree) -> None:
    """Take what is nothing out of all lists in *tree*."""
    if isinstance(tree, Sequence):
        tree[:] = [item for item in tree if item is not None]
    for item in tree.values() if isinstance(tree, Mapping) else tree if isinstance(tree, Sequence) else ():
        _close_gaps(item)


_Change: TypeAlias = tuple[Any, Any, "Tree"]
"""What is to be put where: the mapping or list, its key, the new value."""


def _take_out(
    model: type[Fields],
    tree: Mapping,
    detail: Any,
    place: str,
    words: str,
    changes: list[_Change],
) -> Problem:
    """Turn one of pydantic's errors into a problem; its cause shall become nothing in *tree*, or a text as typed."""
    outer: Any = None
    outer_key: Any = None
    holder: Any = tree
    *path, last = detail["loc"]
    for step in path:
        key: Any = step if isinstance(step, int) else _key(holder, step)
        if key is None:  # "profiles" and "others" are in no file: what they gather stands in their place.
            continue
        outer, outer_key, holder = holder, key, holder[key]
        if isinstance(key, int):
            place += f"[{key}]"
        else:
            place += f".{key}"
            model = model.composed.get(step, model)
        if isinstance(holder, Mapping) and issubclass(model, Common):
            words = _words(model, holder) or words
    if detail["type"] == "missing":
        changes.append((outer, outer_key, None))
        needed = " or ".join(f'"{name}"' for name in model.heads)
        return Problem(Code.MISSING_FIELD, f"{place}{words} needs {needed}", position_of(holder))
    key = last if isinstance(last, int) else _key(holder, last)
    if detail["type"] == "extra_forbidden":
        return _unknown_field(model, holder, key, place + words)
    value = holder[key]
    code = _CODES.get(detail["type"])
    said = detail.get("ctx", {})
    message = said.get("message") or f"this is {shape_of(value)} where {model.form(last).words} belongs"
    if code in _SHOWN_AS_TYPED:
        typed = as_typed(value)
        changes.append((holder, key, AsTyped(typed, typed.position)))
    elif isinstance(last, str) and last in model.model_fields and model.model_fields[last].is_required():
        changes.append((outer, outer_key, None))
    else:
        changes.append((holder, key, None))
    position = said.get("at") or position_of(value) or position_of(key)
    if position is not None:
        position = position._replace(column=position.column + said.get("offset", 0))
    if not isinstance(key, int):
        place += f".{key}"
    return Problem(code or Code.WRONG_SHAPE, f"{place}{words}: {message}", position)


def _unknown_field(model: type[Fields], holder: Mapping, key: Text, place: str) -> Problem:
    """Report a field that *model* does not have; one that surely means another is read as that."""
    value = holder.pop(key)
    names = _field_names(model)
    if issubclass(model, Profiles):
        names += NETWORKS
    foreign = FOREIGN_FIELDS.get(key)
    ours = foreign if foreign in names else nearest(key, names, _SURE)
    if ours is not None and not any(other.replace("-", "_") == ours for other in holder):
        holder[Text(ours, position_of(key))] = value
    if foreign is not None:
        return Problem(Code.FOREIGN_FIELD, f'"{shown(key)}" is called "{foreign}" here, in {place}', position_of(key))
    hint = did_you_mean(key, names)
    if model.__name__ == "Contact" and not did_you_mean(key, _field_names(model)):
        hint = hint or '; put other links under "links"'
        return Problem(Code.NETWORK, f'unknown network "{shown(key)}" in {place}{hint}', position_of(key))
    hint = hint or f"; its fields are {', '.join(_field_names(model))}"
    return Problem(Code.UNKNOWN_FIELD, f'unknown field "{shown(key)}" in {place}{hint}', position_of(key))


def _field_names(model: type[Fields]) -> list[str]:
    """Return the names that a person may type, the section's own first."""
    own = getattr(model, "own_fields", ())
    shared = [name for name in model.model_fields if name not in own]
    return [name for name in (*own, *shared) if name != "profiles"]


def _key(holder: Mapping, name: str) -> Text | None:
    """Return the key as typed: ``sort-date`` for ``sort_date``."""
    return next((as_text(key) for key in holder if key.replace("-", "_") == name or key == name), None)
