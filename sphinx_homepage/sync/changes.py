"""What is known after a service was asked, and what of it is another thing than before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.model.synced import SERVICES, Known, Synced

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from sphinx_homepage.model.synced import Value
    from sphinx_homepage.sync.services import Answers


SUGGESTING: Final = ("crossref", "orcid")
"""The services whose values are suggestions."""


class Change(NamedTuple):
    """One line of what has changed."""

    sign: str
    """``+`` is new, ``~`` is another, ``-`` is gone, ``=`` was not answered and stays."""
    key: str
    words: str


def joined(before: Synced, service: str, answers: Answers, today: datetime.date) -> Synced:
    """Return what is known now: what *service* has not answered stays as it was, with its day."""
    after = Synced(dict(before.dates), dict(before.values), before.dismissed)
    if not answers.has_answered and answers.failures:
        return after
    known = before.of(service)
    kept = {key: known[key] for key in answers.kept | answers.unknown if key in known}
    after.dates[service] = today
    after.values[service] = kept | {key: Known(value, today) for key, value in answers.values.items()}
    return after


def without(before: Synced, dismissed: set[str]) -> Synced:
    """Return what is known without the suggestions *dismissed*, which will not come again."""
    values = dict(before.values)
    for service in SUGGESTING:
        known = before.of(service)
        if service in values:
            values[service] = {
                key: known[key] for key in known if not _ids(key, known[key].value) & dismissed
            }
    return Synced(dict(before.dates), values, before.dismissed | dismissed)


def _ids(key: str, value: Value) -> set[str]:
    """Return what a suggestion is known by."""
    return {key, value.get("doi", key)} if isinstance(value, dict) else {key}


def changes(before: Synced, after: Synced, service: str, answers: Answers) -> Iterator[Change]:
    """Yield what has changed of *service*, in the order of the keys."""
    old, new = before.of(service), after.of(service)
    for key in sorted(old.keys() | new.keys()):
        was, is_ = old.get(key), new.get(key)
        if was is None and is_ is not None:
            yield Change("+", key, _words(is_.value))
        elif is_ is None and was is not None:
            yield Change("-", key, f"was {_words(was.value)}")
        elif was is not None and is_ is not None:
            if was.value != is_.value:
                yield Change("~", key, f"{_words(was.value)} -> {_words(is_.value)}")
            elif key in answers.kept | answers.unknown:
                why = "not answered" if key in answers.kept else "no more known there"
                yield Change("=", key, f"{_words(is_.value)}, as of {is_.date} ({why})")


def summary(service: str, after: Synced, found: list[Change]) -> str:
    """Return one line for all that has changed."""
    number = len(after.of(service))
    signs = [change.sign for change in found]
    names = (("+", "new"), ("~", "changed"), ("-", "gone"), ("=", "kept"))
    parts = [f"{signs.count(sign)} {name}" for sign, name in names if sign in signs]
    row = SERVICES[service]
    return f"{row.name}: {number} {row.counted[number != 1]}, {', '.join(parts) or 'no change'}"


def _words(value: Value) -> str:
    if isinstance(value, dict):
        doi, title = value.get("doi", ""), value.get("title", "")
        return f'{doi} "{title}"'.strip() if title else doi
    return str(value)
