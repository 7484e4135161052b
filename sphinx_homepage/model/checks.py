"""What is wrong between the fields of an entry that can each be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.model.dates import OrderError, Written, between
from sphinx_homepage.model.entries import Common, Entry
from sphinx_homepage.model.networks import NETWORKS, ProfileError, profile_url
from sphinx_homepage.model.rows import Experience, Profiles
from sphinx_homepage.model.shorthand import head_words, position_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.model.text import Mapping


def check_entry(entry: Common, tree: Mapping, place: str, words: str) -> Iterator[Problem]:
    """Yield what is wrong in *entry*, which was read from *tree*, and in all that nests in it.

    Args:
        entry: The entry.
        tree: What was typed, written out.
        place: What messages call the entry: ``experience[0]``.
        words: The words that head it, in parentheses.
    """
    if entry.heads and not _has_head(entry):
        first, *rest = entry.heads
        other = f' (or "{rest[0]}")' if rest else ""
        yield Problem(
            Code.MISSING_FIELD, f'an entry of {entry.section} needs "{first}"{other}', tree.position
        )
    yield from _check_keys(tree, place, words)
    yield from _check_dates(entry, tree, place, words)
    if entry.image is not None and entry.image.alt is None:
        message = (
            f'the image "{shown(entry.image.src)}" has no "alt": say in a few words what it shows, '
            'or write alt: "" if it is decoration'
        )
        yield Problem(Code.IMAGE_ALT, message, entry.image.src.position or tree.position)
    yield from _check_names(entry, tree)
    for name in entry.nested:
        trees = cast("list[Mapping]", tree.get(name) or [])
        for number, (child, item) in enumerate(zip(getattr(entry, name) or (), trees, strict=True)):
            below = f"{place}.{name}[{number}]"
            yield from check_entry(child, item, below, head_words(type(child), item) or words)


def _has_head(entry: Common) -> bool:
    if isinstance(entry, Experience) and entry.kind == "break":
        return True
    return any(getattr(entry, name) is not None for name in entry.heads)


def _check_keys(tree: Mapping, place: str, words: str) -> Iterator[Problem]:
    """Check that no field is given twice, once with ``-`` and once with ``_``."""
    names: set[str] = set()
    for key in tree:
        name = key.replace("-", "_")
        if name in names:
            message = f'{place}{words}: "{shown(key)}" is given twice; the first is kept, remove one'
            yield Problem(Code.YAML_DUPLICATE_KEY, message, position_of(key))
        names.add(name)


def _check_dates(entry: Common, tree: Mapping, place: str, words: str) -> Iterator[Problem]:
    if not isinstance(entry, Entry) or isinstance(entry.start, Written) or isinstance(entry.end, Written):
        return
    try:
        between(entry.start, entry.end)
    except OrderError as error:
        position = position_of(tree.get("end")) or tree.position
        yield Problem(Code.DATE_ORDER, f"{place}.end{words}: {error}", position)


def _check_names(entry: Common, tree: Mapping) -> Iterator[Problem]:
    """Check the names that fields hold: those of private fields, and those on networks."""
    is_person = isinstance(entry, Profiles)
    known = [*type(entry).model_fields, *(NETWORKS if is_person else ())]
    for name in entry.private or ():
        if name.replace("-", "_") not in known:
            hint = did_you_mean(name, known)
            message = f'"private" names "{shown(name)}", which is no field of {entry.section}{hint}'
            yield Problem(Code.UNKNOWN_FIELD, message, name.position or tree.position)
    for network, user in ((entry.profiles or {}) if isinstance(entry, Profiles) else {}).items():
        try:
            if user is not None:
                profile_url(network, user)
        except ProfileError as error:
            yield Problem(Code.NETWORK, str(error), position_of(user) or tree.position)
