"""Dates of entries, and how long their texts are."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.checks.material import Remark
from sphinx_homepage.checks.organizations import key_of
from sphinx_homepage.checks.walking import Worded, name_of, texts_of
from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.dates import Date, Range, Written
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.record import with_children
from sphinx_homepage.model.rows import Experience, Positions, Publications, Teaching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.checks.material import Facts
    from sphinx_homepage.model.dates import Day
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.text import Text

_DATED: Final = frozenset(
    {"experience", "education", "awards", "grants", "talks", "teaching", "certificates", "patents", "press"}
)
"""The sections whose entries readers expect a date of."""


def undated(facts: Facts) -> Iterator[Remark]:
    """Entries of which readers want to know when it was."""
    tops = [*(entry for entries in facts.record.sections.values() for entry in entries), *facts.typed]
    for entry in tops:
        if entry.section in _DATED and isinstance(entry, Entry) and not _is_dated(entry):
            said = "a date, or start and end" if entry.section in {"experience", "education"} else "a date"
            yield Remark(f"{name_of(entry)} has no date; add {said}", entry.typed_at)
    for publication in facts.publications:
        if not publication.when and not publication.state:
            message = (
                f'"{shown(publication.key)}" has neither year nor state; add year, or pubstate = {{inpress}}'
            )
            yield Remark(message, publication.position)


def _is_dated(entry: Entry) -> bool:
    if entry.when or entry.sort_date or (isinstance(entry, Teaching) and entry.terms):
        return True
    nested = [part for part in with_children(entry) if part is not entry and isinstance(part, Entry)]
    return any(part.when for part in nested)


# Two posts at a time

_NOT_FULL_TIME: Final = re.compile(
    r"""part[-\ ]?time | \bintern | trainee | visiting | visitor | guest | adjunct | honorary | emerit
    | affiliat | associate\ member | consult | free[-\ ]?lanc | self[-\ ]employed | founder | advis | board
    | volunt | \bleave\b | sabbatical | \bbreak\b | second(?:ed|ment) | student | teaching\ assist
    | research\ assist | tutor | \bTA\b | \bRA\b | contract | hourly | side | \d\s?% | \bjoint | military
    | teilzeit | werkstudent | praktik | neben | minijob | hiwi | lehrbeauftrag | hilfskraft
    | temps\ partiel | stagiaire | vacataire | vacation | tiempo\ parcial | pr[áa]cticas | becari
    | tempo\ parzial | part-?tijd | deltid | sta[żz]
    | 兼 | 非常勤 | アルバイト | インターン | 实习 | 實習 | 客座 | 인턴 | 시간제 | стаж | совмест""",
    re.IGNORECASE | re.VERBOSE,
)
"""What says of a post that another may stand beside it."""


class _Post(NamedTuple):
    """A post: who gave it, and the days that it lasted at least."""

    entry: Experience
    typed: Entry
    first: date
    last: date


def overlapping(facts: Facts) -> Iterator[Remark]:
    """Two posts of different employers at a time, of which none says that it is less than full-time."""
    entries = [*facts.record["experience"], *facts.typed]
    posts = [
        post for entry in entries if isinstance(entry, Experience) for post in _posts(entry, facts.today)
    ]
    posts.sort(key=lambda post: (post.first, post.last))
    for number, later in enumerate(posts):
        for earlier in posts[:number]:
            days = (min(earlier.last, later.last) - later.first).days
            if days > _TOLERATED and _is_other(earlier.entry, later.entry):
                message = (
                    f"{name_of(later.entry)} and {name_of(earlier.entry)} overlap by at least "
                    f"{_months(days)}; if one of them is not full-time, say so, as in "
                    "kind: part-time; else mend the dates"
                )
                yield Remark(message, later.typed.typed_at)
                break


_TOLERATED: Final = 45
"""So many days two posts may overlap: people write the month they leave and the month they begin."""


def _is_other(one: Experience, other: Experience) -> bool:
    media = {one.only, other.only}
    return key_of(one.organization or "") != key_of(other.organization or "") and media != {"web", "pdf"}


def _posts(entry: Experience, today: Day) -> Iterator[_Post]:
    parts: tuple[Experience | Positions, ...] = entry.positions or (entry,)
    if _may_stand_beside(entry):
        return
    for part in parts:
        if part is not entry and _may_stand_beside(part):
            continue
        for when in part.when or (entry.when if part is entry else ()):
            if isinstance(when, Range) and when.start is not None and not when.start.circa:
                end = when.end.first if when.end and not when.end.circa else None
                if when.end is None:
                    end = today
                if end is not None and when.start.last < end:
                    yield _Post(entry, part, date(*when.start.last), date(*end))


def _may_stand_beside(entry: Entry) -> bool:
    names = ("position", "focus", "department", "kind", "status", "note", "tags", "organization", "details")
    words = " ".join(text for field, text in texts_of(entry) if field in names)
    return bool(_NOT_FULL_TIME.search(words))


def _months(days: int) -> str:
    months = max(1, round(days / 30.44))
    return "a month" if months == 1 else f"{months} months"


# What was to come

_HOPED: Final = re.compile(
    r"\b(?:expected|anticipated|planned|due|to appear)\b[\s:(]*(?:in|by|for|on)?\s*(?:\w+\.?,?\s+)?"
    r"((?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)


def overdue(facts: Facts) -> Iterator[Remark]:
    """What is said to be expected and is past."""
    for entry in facts.entries():
        if not isinstance(entry, Entry):
            continue
        for when in entry.when:
            dates = (when.start, when.end) if isinstance(when, Range) else (when,)
            for point in dates:
                if isinstance(point, Date) and point.expected and point.last < facts.today:
                    yield _overdue(entry, point.typed or str(point))
        for field, text in texts_of(entry):
            if field in {"date", "start", "end", "note", "status", "details"}:
                match = _HOPED.search(text)
                if match and int(match[1]) < facts.today[0] and not _is_date(entry, field):
                    yield _overdue(entry, match[0], text)
    for publication in facts.publications:
        year = publication.year
        if publication.state in {"inpress", "forthcoming"} and year and year < facts.today[0] - 1:
            message = f'"{shown(publication.key)}" is still to appear, with the year {year}; say where it did'
            yield Remark(message, publication.position)


def _is_date(entry: Entry, field: str) -> bool:
    """Whether *field* holds dates that were understood, of which all is said."""
    return field in {"date", "start", "end"} and not any(isinstance(when, Written) for when in entry.when)


def _overdue(entry: Entry, words: str, text: Text | None = None) -> Remark:
    message = f'"{shown(words)}" is past, in {name_of(entry)}; say what came of it'
    return Remark(message, text.position if text is not None and text.position else entry.typed_at, words)


# Too long

_LIMITS: Final = {"profile": 150, "summary": 120, "highlights": 60}
_EAST_ASIAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def long_texts(facts: Facts) -> Iterator[Remark]:
    """Summaries that nobody reads to the end."""
    for entry in facts.entries():
        if isinstance(entry, Publications):
            continue
        for worded in texts_of(entry):
            yield from _too_long(entry, worded)


def _too_long(entry: Common, worded: Worded) -> Iterator[Remark]:
    field, text = worded
    limit = _LIMITS.get("profile" if entry.section == "profile" and field == "summary" else field)
    if limit is None:
        return
    count = len(_EAST_ASIAN.sub("", text).split()) + len(_EAST_ASIAN.findall(text)) // 2
    if count > limit:
        what = "this highlight" if field == "highlights" else "the summary"
        place = "" if entry.section == "profile" else f" of {name_of(entry)}"
        yield Remark(f"{what}{place} has {count} words; about {limit} are read: cut it", text.position)
