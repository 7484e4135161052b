"""What a person may shorten, written out: every value then stands where its model has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.parts import Link
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.model.values import AsTyped, is_multilingual

if TYPE_CHECKING:
    from sphinx_homepage.model.parts import Fields
    from sphinx_homepage.model.text import Position, Tree


def write_out(model: type[Fields], tree: Mapping) -> None:
    """Write out in *tree*, in place, what *model* lets a person shorten.

    One value is a list of one, a bare text an entry with its head alone, ``{label: url}`` a list of links.
    """
    known = model.model_fields
    for key, value in tree.items():
        name = key.replace("-", "_")
        if value is None or name not in known:
            continue
        part = model.composed.get(name)
        if part is Link and isinstance(value, Mapping) and not part.model_fields.keys() & value.keys():
            value = Sequence(  # noqa: PLW2901 - the same value, written out
                mapping({"label": as_text(label), "url": url}, position_of(label))
                for label, url in value.items()
            )
        if name in model.lists:
            items = value if isinstance(value, Sequence) else [value]
            tree[key] = _placed(value, [_whole(item, part) for item in items if item is not None])
        else:
            tree[key] = _whole(value, part)


def _placed(value: Tree, items: list[Tree]) -> Sequence:
    sequence = Sequence(items)
    sequence.position = position_of(value)
    return sequence


def _whole(value: Tree, part: type[Fields] | None) -> Tree:
    """Return *value* as the mapping that its class wants, if it wants one."""
    if part is None or value is None:
        return value
    is_bare = not isinstance(value, Mapping) or (
        is_multilingual(value) and not part.model_fields.keys() & value.keys()
    )
    whole = mapping({part.heads[0]: value}, position_of(value)) if is_bare else value
    assert isinstance(whole, Mapping)
    if part is Link and whole.get("label") is None and isinstance(url := whole.get("url"), Text):
        whole[Text("label", url.position)] = AsTyped(url, url.position)
    write_out(part, whole)
    return whole


def mapping(fields: dict[str, Tree], position: Position | None) -> Mapping:
    """Return a mapping of *fields* that stands at *position*, as do its keys."""
    result = Mapping((Text(name, position), value) for name, value in fields.items())
    result.position = position
    return result


def as_text(key: str) -> Text:
    """Return a mapping's key, which is a text with its position wherever a file was read."""
    return key if isinstance(key, Text) else Text(key)


def head_words(model: type[Fields], tree: Mapping) -> str:
    """Return the words that head an entry, in parentheses, for messages."""
    words = next((words for name in model.heads if isinstance(words := tree.get(name), Text)), None)
    return f" ({shown(words)})" if words else ""


def position_of(value: object) -> Position | None:
    """Return where *value* was typed."""
    position: Position | None = getattr(value, "position", None)
    return position
