"""Trees -> the record, with every problem found in one pass and nothing lost that can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean
from sphinx_homepage.model.anchors import assign_anchors
from sphinx_homepage.model.dates import OrderError, Written, between
from sphinx_homepage.model.entries import Common, Entry
from sphinx_homepage.model.fields import AsTyped
from sphinx_homepage.model.networks import NETWORKS, ProfileError, profile_url
from sphinx_homepage.model.record import Record, with_children
from sphinx_homepage.model.rows import Experience, Profiles
from sphinx_homepage.model.sections import SECTIONS, Section
from sphinx_homepage.model.text import Mapping, Position, Sequence, Text, as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.model.text import Tree

FOREIGN_FIELDS = {
    "startDate": "start",
    "start_date": "start",
    "endDate": "end",
    "end_date": "end",
    "company": "organization",
    "employer": "organization",
    "studyType": "degree",
    "label": "headline",
    "photo": "image",
    "profiles": "the networks' own names",
    "social_networks": "the networks' own names",
    "reference": "summary",
    "text": "summary",
    "bullets": "highlights",
    "gpa": "score",
    "enrolment": "enrollment",
}
"""What JSON Resume, RenderCV and others call a field, and what it is called here."""

FOREIGN_SECTIONS = {
    "work": "experience",
    "volunteer": "volunteering",
    "basics": "profile and contact",
    "profiles": "contact",
    "social_networks": "contact",
}

_SHOWN_AS_TYPED = {Code.DATE, Code.DATE_ORDER, Code.EMAIL, Code.WRONG_SHAPE, Code.YAML_COMMENT}
"""What is wrong with a value that can still be read by a person."""


def read_record(tree: Mapping) -> tuple[Record, list[Problem]]:
    """Read a data file's tree; anchors come later, when all files of a record are together."""
    record = Record()
    problems: list[Problem] = []
    for key, value in tree.items():
        if key.startswith("x-"):
            record.extras[key] = value
        elif (section := SECTIONS.get(key.replace("-", "_"))) is not None:
            entries, found = read_section(section, value)
            if entries:
                record.sections[section.name] = entries
            problems += found
        else:
            problems.append(_unknown_section(key))
    return record, problems


def _unknown_section(key: str) -> Problem:
    if ours := FOREIGN_SECTIONS.get(key):
        return Problem(Code.FOREIGN_FIELD, f'the section "{key}" is called {ours} here', _position(key))
    known = [*SECTIONS, *(row.singular for row in SECTIONS.values() if row.singular)]
    hint = did_you_mean(key, known) or f"; the sections are {', '.join(SECTIONS)}"
    return Problem(Code.UNKNOWN_SECTION, f'unknown section "{key}"{hint}', _position(key))


def merge_records(records: list[Record]) -> tuple[Record, list[Problem]]:
    """Join the records of several files, in order, and give every entry its anchor."""
    merged = Record()
    problems = []
    for record in records:
        merged.extras |= record.extras
        for name, entries in record.sections.items():
            mine = merged.sections.setdefault(name, [])
            if mine and SECTIONS[name].is_single:
                problems.append(
                    Problem(
                        Code.WRONG_SHAPE,
                        f'two files have a "{name}"; the first is used, remove this one',
                        entries[0].typed_at,
                    )
                )
            else:
                mine += entries
    return merged, problems + assign_anchors(merged.entries())


def read_section(section: Section, tree: Tree, *, is_file: bool = True) -> tuple[list[Common], list[Problem]]:
    """Read what stands under a section's name, or in a directive's body: entries, or entries by kind."""
    problems: list[Problem] = []
    entries: list[Common] = []
    for number, (kind, item) in enumerate(_items(section, tree, problems)):
        if isinstance(item, Sequence):
            problems.append(
                Problem(
                    Code.WRONG_SHAPE,
                    f"this is a list where an entry of {section.name} belongs; take out one dash",
                    item.position,
                )
            )
            item = Mapping({section.entry.heads[0]: as_typed(item)})  # noqa: PLW2901
        place = section.name if section.is_single else f"{section.name}[{number}]"
        entry, found = read_entry(section.entry, item, place if is_file else f"entry {number + 1}")
        if kind is not None and isinstance(entry, Entry) and entry.kind is None:
            entry = _keeping_place(entry, entry.model_copy(update={"kind": kind}))
        entries.append(entry)
        problems += found
    if section.is_single and len(entries) > 1:
        problems.append(
            Problem(
                Code.WRONG_SHAPE, f"a {section.name} is one entry; the first is used", entries[1].typed_at
            )
        )
        del entries[1:]
    return entries, problems


def _items(section: Section, tree: Tree, problems: list[Problem]) -> Iterator[tuple[Text | None, Tree]]:
    if tree is None:
        return
    if isinstance(tree, Mapping) and _is_by_kind(section, tree):
        for kind, items in tree.items():
            name = Text(kind, _position(kind))
            for item in items if isinstance(items, Sequence) else [items]:
                if item is not None:
                    yield name, item
        return
    if isinstance(tree, Text) and (section.is_single or section.entry.heads[0] == "date"):
        problems.append(
            Problem(
                Code.WRONG_SHAPE,
                f'"{section.name}" is a mapping of fields, not a text; its fields are '
                f"{', '.join(_field_names(section.entry))}",
                tree.position,
            )
        )
        if section.name == "profile":
            yield None, tree
        return
    for item in tree if isinstance(tree, Sequence) else [tree]:
        if item is not None:
            yield None, item


def _is_by_kind(section: Section, tree: Mapping) -> bool:
    if section.is_single or any(key.replace("-", "_") in section.entry.model_fields for key in tree):
        return False
    names = [*section.entry.model_fields, *FOREIGN_FIELDS]
    return all(
        value is None
        or isinstance(value, Sequence)
        or (isinstance(value, Mapping) and not did_you_mean(key, names))
        for key, value in tree.items()
        if not key.startswith("x-")
    )


def read_entry(
    model: type[Common], tree: Tree, place: str, *, lacks_body: bool = True
) -> tuple[Common, list[Problem]]:
    """Read one entry; what is wrong in it is reported and left out, or kept as typed.

    Args:
        model: The row of the table.
        tree: A mapping of fields, or a text, which is an entry with its head alone.
        place: What messages call the entry: ``experience[0]``.
        lacks_body: Whether the tree is all there is of the entry, so that its head must be in it.
    """
    if not isinstance(tree, Mapping):
        text = Mapping({model.heads[0]: tree})
        text.position = getattr(tree, "position", None)
        tree = text
    words = next((tree[name] for name in model.heads if isinstance(tree.get(name), Text)), None)
    if words is not None:
        place = f"{place} ({words})"
    problems: list[Problem] = []
    _spell_out(model, tree)
    while True:
        try:
            entry = model.model_validate(tree)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                problems.append(_take_out(model, tree, detail, place))  # noqa: PERF401 - it changes the tree
        else:
            break
    _fill_in(entry, tree)
    for item in with_children(entry):
        problems += _check(item, item.typed_at or tree.position, lacks_body or item is not entry)
    return entry, problems


def _fill_in(entry: Common, tree: Mapping) -> None:
    entry._typed_at = tree.position  # noqa: SLF001 - the one place that fills an entry in
    extras = {key: value for key, value in tree.items() if key.startswith("x-")}
    if extras:
        entry._extras = extras  # noqa: SLF001
    for name in entry.nested:
        if children := getattr(entry, name):
            trees = cast("list[Mapping]", tree[_key(tree, name)])
            for child, item in zip(children, trees, strict=True):
                _fill_in(child, item)


def _keeping_place(entry: Common, copy: Common) -> Common:
    copy._typed_at, copy._extras = entry._typed_at, entry._extras  # noqa: SLF001
    return copy


def _spell_out(model: type[Common], tree: Mapping) -> None:
    """Write out in *tree* what a person may shorten, so that every value stands where its model has it.

    One value is a list of one, a bare text an entry with its head alone, ``{label: url}`` a list of links.
    """
    for key, value in tree.items():
        name = key.replace("-", "_")
        if value is None or name not in model.model_fields:
            continue
        if name == "links" and isinstance(value, Mapping) and not {"label", "url"} & value.keys():
            value = Sequence(  # noqa: PLW2901
                _mapping(_position(label), label=Text(label, _position(label)), url=url)
                for label, url in value.items()
            )
        row = _row_of(model, name)
        if row is not None or model.form(name).is_list:
            items = value if isinstance(value, Sequence) else [value]
            items = [item for item in items if item is not None]
            if row is not None:
                items = [
                    item if isinstance(item, Mapping) else _mapping(_position(item), **{row.heads[0]: item})
                    for item in items
                ]
                for item in items:
                    _spell_out(row, item)
            tree[key] = Sequence(items)


def _mapping(position: Position | None, **fields: Tree) -> Mapping:
    mapping = Mapping((Text(name, position), value) for name, value in fields.items())
    mapping.position = position
    return mapping


def _take_out(model: type[Common], tree: Mapping, detail: Any, place: str) -> Problem:  # noqa: ANN401
    """Turn one of pydantic's errors into a problem, and take its cause out of *tree*, or keep it as typed."""
    holder: Any = tree
    *path, last = detail["loc"]
    for step in path:
        if isinstance(step, int):
            holder = holder[step]
            place += f"[{step}]{_named(model, holder)}"
        elif step in {key.replace("-", "_") for key in holder}:  # "profiles" is in no file: networks stand for it
            key = _key(holder, step)
            place += f".{key}"
            model = _row_of(model, step) or model
            holder = holder[key]
    if detail["type"] == "extra_forbidden":
        return _unknown_field(model, holder, _key(holder, last), place)
    key = last if isinstance(last, int) else _key(holder, last)
    value = holder[key]
    context = detail.get("ctx", {})
    code = next((code for code in Code if code.slug == detail["type"]), Code.WRONG_SHAPE)
    if code in _SHOWN_AS_TYPED and not isinstance(value, AsTyped):
        typed = as_typed(value)
        holder[key] = AsTyped(typed, typed.position)
    else:
        del holder[key]
    position = _position(value) or _position(key)
    if position is not None:
        position = position._replace(column=position.column + context.get("offset", 0))
    inside = f" in {place}" if isinstance(key, int) else f' in "{key}" of {place}'
    return Problem(code, context.get("message", detail["msg"]) + inside, position)


def _unknown_field(model: type[Common], holder: Mapping, key: Text, place: str) -> Problem:
    value = holder.pop(key)
    position = _position(key)
    names = _field_names(model)
    ours = FOREIGN_FIELDS.get(key)
    if ours is not None:
        if ours in names and ours not in holder:
            holder[Text(ours, position)] = value
        return Problem(Code.FOREIGN_FIELD, f'"{key}" is called "{ours}" here, in {place}', position)
    networks = list(NETWORKS) if issubclass(model, Profiles) else []
    hint = did_you_mean(key, [*names, *networks])
    if networks and model.section == "contact" and not did_you_mean(key, names):
        hint = hint or '; put other links under "links"'
        return Problem(Code.NETWORK, f'unknown network "{key}" in {place}{hint}', position)
    hint = hint or f"; its fields are {', '.join(names)}"
    return Problem(Code.UNKNOWN_FIELD, f'unknown field "{key}" in {place}{hint}', position)


def _field_names(model: type[Common]) -> list[str]:
    shared = [name for name in model.model_fields if name not in model.own_fields]
    return [name for name in (*model.own_fields, *shared) if name != "profiles"]


def _key(holder: Mapping, name: str) -> Text:
    """Return the key as typed: ``sort-date`` for ``sort_date``."""
    return next(key for key in holder if key.replace("-", "_") == name or key == name)  # type: ignore[return-value]


def _row_of(model: type[Common], name: str) -> type[Common] | None:
    """Return the row of the entries that nest under *name* in *model*, if entries do."""
    return model.nested.get(name)


def _named(model: type[Common], holder: Mapping) -> str:
    words = holder.get(model.heads[0]) if model.heads else None
    return f" ({words})" if isinstance(words, Text) else ""


def _position(value: object) -> Position | None:
    return getattr(value, "position", None)


def _check(entry: Common, position: Position | None, must_have_head: bool) -> Iterator[Problem]:  # noqa: FBT001
    """Yield what is wrong between the fields of an entry that can each be read."""
    if must_have_head and entry.heads and not _has_head(entry):
        first, *rest = entry.heads
        other = f' (or "{rest[0]}")' if rest else ""
        yield Problem(Code.MISSING_FIELD, f'an entry of {entry.section} needs "{first}"{other}', position)
    if isinstance(entry, Entry) and not isinstance(entry.start, Written) and not isinstance(entry.end, Written):
        try:
            between(entry.start, entry.end)
        except OrderError as error:
            yield Problem(Code.DATE_ORDER, f"{error}, in this entry of {entry.section}", position)
    if entry.image is not None and entry.image.alt is None:
        yield Problem(
            Code.IMAGE_ALT,
            f'the image "{entry.image.src}" has no "alt": say in a few words what it shows, '
            'or write alt: "" if it is decoration',
            entry.image.src.position or position,
        )
    known = {*_field_names(type(entry)), *(NETWORKS if isinstance(entry, Profiles) else ())}
    for name in entry.private or ():
        if name.replace("-", "_") not in known:
            yield Problem(
                Code.UNKNOWN_FIELD,
                f'"private" names "{name}", which is no field of {entry.section}{did_you_mean(name, known)}',
                name.position or position,
            )
    if isinstance(entry, Profiles):
        for network, user in (entry.profiles or {}).items():
            try:
                if user is not None:
                    profile_url(network, user)
            except ProfileError as error:
                yield Problem(Code.NETWORK, str(error), _position(user) or position)


def _has_head(entry: Common) -> bool:
    if isinstance(entry, Experience) and entry.kind == "break":
        return True
    return any(getattr(entry, name) is not None for name in entry.heads)
