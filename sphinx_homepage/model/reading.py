"""A mapping of fields -> its model; what is wrong in it is said, and left out or shown as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from pydantic import ValidationError

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, nearest, shown
from sphinx_homepage.model.entries import Common
from sphinx_homepage.model.foreign_names import FOREIGN_FIELDS
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.rows import Profiles
from sphinx_homepage.model.shorthand import as_text, head_words, position_of, write_out
from sphinx_homepage.model.text import Mapping, Sequence, Text, as_typed
from sphinx_homepage.model.values import AsTyped, shape_of

if TYPE_CHECKING:
    from sphinx_homepage.model.parts import Fields
    from sphinx_homepage.model.text import Tree

SURE = 0.8
"""How like a name a misspelt one must be to be read as it."""

_SHOWN_AS_TYPED = {Code.DATE, Code.DATE_ORDER, Code.EMAIL, Code.WRONG_SHAPE, Code.YAML_COMMENT}
"""What is wrong with a value that can still be read by a person."""

_CODES = {code.slug: code for code in Code}
_MOST_PASSES = 100
"""Each pass mends all mistakes that pydantic sees, which may bring others to light."""

_Model = TypeVar("_Model", bound="Fields")


def read_fields(
    model: type[_Model], tree: Mapping, place: str, words: str = ""
) -> tuple[_Model, list[Problem]]:
    """Read a mapping of fields; afterwards *tree* holds what was read, written out.

    Args:
        model: The class of the mapping.
        tree: What was typed.
        place: What messages call the mapping.
        words: What stands behind it in messages.
    """
    problems: list[Problem] = []
    for is_last in [False] * _MOST_PASSES + [True]:
        write_out(model, tree)
        try:
            return model.model_validate(tree), problems
        except ValidationError as error:
            if is_last:
                raise
            details = error.errors(include_url=False, include_input=False)
        found = [_problem_of(model, tree, detail, place, words) for detail in details]
        problems += (problem for problem, _ in found)
        for holder, key, value in (change for _, change in found if change):
            holder[key] = value
        _close_gaps(tree)
    raise AssertionError


def _close_gaps(tree: Tree) -> None:
    """Take what is nothing out of all lists in *tree*."""
    if isinstance(tree, Sequence):
        tree[:] = [item for item in tree if item is not None]
    for item in tree.values() if isinstance(tree, Mapping) else tree if isinstance(tree, Sequence) else ():
        _close_gaps(item)


_Change: TypeAlias = tuple[Any, Any, "Tree"]
"""What is to be put where: the mapping or list, its key, the new value."""


def _problem_of(
    model: type[Fields], tree: Mapping, detail: Any, place: str, words: str
) -> tuple[Problem, _Change | None]:
    """Turn one of pydantic's errors into a problem, and say what shall stand in *tree* for its cause.

    That is the text as typed where a person can read it, and else nothing.
    """
    outer: Any = None
    outer_key: Any = None
    holder: Any = tree
    *path, last = detail["loc"]
    for step in path:
        if step == model.gathering:  # In the file, what it gathers stands in its place.
            continue
        key: Any = step if isinstance(step, int) else key_of(holder, step)
        outer, outer_key, holder = holder, key, holder[key]
        if isinstance(key, int):
            place += f"[{key}]"
        else:
            place += f".{key}"
            model = model.composed.get(step, model)
        if isinstance(holder, Mapping) and issubclass(model, Common):
            words = head_words(model, holder) or words
    if detail["type"] == "missing":
        needed = " or ".join(f'"{name}"' for name in model.heads)
        problem = Problem(Code.MISSING_FIELD, f"{place}{words} needs {needed}", position_of(holder))
        return problem, (outer, outer_key, None)
    key = last if isinstance(last, int) else key_of(holder, last)
    if detail["type"] == "extra_forbidden":
        return _unknown_field(model, holder, key, place + words), None
    value = holder[key]
    code = _CODES.get(detail["type"])
    said = detail.get("ctx", {})
    message = said.get("message") or f"this is {shape_of(value)} where {model.form(last).words} belongs"
    change: _Change = (holder, key, None)
    if code in _SHOWN_AS_TYPED and not isinstance(value, AsTyped):
        change = holder, key, kept(value)
    elif isinstance(last, str) and last in model.model_fields and model.model_fields[last].is_required():
        change = outer, outer_key, None
    position = said.get("at") or position_of(value) or position_of(key)
    if position is not None:
        position = position._replace(column=position.column + said.get("offset", 0))
    if not isinstance(key, int):
        place += f".{key}"
    return Problem(code or Code.WRONG_SHAPE, f"{place}{words}: {message}", position), change


def _unknown_field(model: type[Fields], holder: Mapping, key: Text, place: str) -> Problem:
    """Report a field that *model* does not have; one that surely means another is read as that."""
    value = holder.pop(key)
    names = field_names(model)
    if issubclass(model, Profiles):
        names += NETWORKS
    foreign = FOREIGN_FIELDS.get(key)
    ours = foreign if foreign in names else nearest(key, names, SURE)
    if ours is not None and not any(other.replace("-", "_") == ours for other in holder):
        holder[Text(ours, position_of(key))] = value
    if foreign is not None:
        return Problem(
            Code.FOREIGN_FIELD, f'"{shown(key)}" is called "{foreign}" here, in {place}', position_of(key)
        )
    hint = did_you_mean(key, names)
    if model.__name__ == "Contact" and not did_you_mean(key, field_names(model)):
        hint = hint or '; put other links under "links"'
        return Problem(Code.NETWORK, f'unknown network "{shown(key)}" in {place}{hint}', position_of(key))
    hint = hint or f"; its fields are {', '.join(field_names(model))}"
    return Problem(Code.UNKNOWN_FIELD, f'unknown field "{shown(key)}" in {place}{hint}', position_of(key))


def field_names(model: type[Fields]) -> list[str]:
    """Return the names that a person may type, the section's own first."""
    own = getattr(model, "own_fields", ())
    shared = [name for name in model.model_fields if name not in own]
    return [name for name in (*own, *shared) if name != "profiles"]


def key_of(holder: Mapping, name: str) -> Text:
    """Return the key under which *holder* has the field *name*: ``sort-date`` for ``sort_date``."""
    return as_text(next(key for key in holder if key.replace("-", "_") == name or key == name))


def kept(tree: Tree) -> AsTyped:
    """Return what was typed, to be shown as it is."""
    typed = as_typed(tree)
    return AsTyped(typed, typed.position)
