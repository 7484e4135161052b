"""Fields of the model -> values in JSON: exactly, by our names, and as JSON Resume's own fields have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar
from urllib.parse import quote, urlsplit

from sphinx_homepage.exports.texts import with_addresses
from sphinx_homepage.model.dates import Date, Range, Written
from sphinx_homepage.model.entries import Common, Entry
from sphinx_homepage.model.parts import Fields, Term
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import MultilingualText, in_language, is_local
from sphinx_homepage.sources.json_resume_extension import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_homepage.exports.facts import Site
    from sphinx_homepage.model.dates import When

_Entry = TypeVar("_Entry", bound=Common)

Data: TypeAlias = dict[str, Any]
"""The fields of one entry as JSON has them, by our names."""

_DAY: Final = re.compile(r"[12][0-9]{3}(?:-[0-9]{2}){0,2}")
"""JSON Resume's ``iso8601``, which ends with the year 2999."""


def exact(value: object, nested: Callable[[Common], Any]) -> Any:
    """Return a value of the model as a data file may have it, so that reading it gives the value again.

    Args:
        value: The value.
        nested: Makes an object of an entry that nests in another.
    """
    if isinstance(value, MultilingualText):
        return {tag: str(text) for tag, text in value.texts.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (Date, Range)):
        return str(value)
    if isinstance(value, Written):
        return str(value.text)
    if isinstance(value, (tuple, list)):
        return [exact(item, nested) for item in value]
    if isinstance(value, dict):
        return {str(key): exact(item, nested) for key, item in value.items()}
    if isinstance(value, Common):
        return nested(value)
    assert isinstance(value, Fields)
    fields = {name: exact(part, nested) for name, part in value if part is not None}
    if isinstance(value, Term):
        fields |= fields.pop("others", {})
    return fields


def data_of(entry: Common, nested: Callable[[Common], Any]) -> Data:
    """Return what an entry says, its own fields first, profiles on networks under the networks' names."""
    fields = entry.__dict__
    names = dict.fromkeys((*entry.own_fields, *fields))
    data = {name: exact(value, nested) for name in names if (value := fields.get(name)) is not None}
    if isinstance(profiles := data.pop("profiles", None), dict):
        data |= profiles
    return data


def published(entry: _Entry) -> _Entry:
    """Return *entry* without its private fields, so that reading it again gives it as it is."""
    names = entry.private
    public = entry.published().without("other_names", "private")
    if names is not None and any(getattr(public, name) for name in public.private_by_default):
        public = public.model_copy(update={"private": ()})  # What is left would be private by default.
    return public


def extras_of(entry: Common) -> Data:
    """Return an entry's ``x-`` keys."""
    return {str(key): plain(value) for key, value in entry.extras.items()}


class Wording:
    """How JSON Resume's own fields say texts and addresses.

    Args:
        language: The language of texts.
        site: Where pages and files of the site are. Then a program that has nothing but the file can use
            what is said: roles are their words, and paths addresses. Without it texts are as typed.
    """

    def __init__(self, language: str, site: Site | None = None) -> None:
        self._language = language
        self._site = site

    def text(self, value: object) -> str:
        """Return a text; nothing for nothing."""
        if not isinstance(value, Text):
            return ""
        typed = str(in_language(value, self._language))
        if self._site is None:
            return typed
        said = with_addresses(value, self._language, self._site)
        return typed if said == typed.strip() else said

    def texts(self, values: Iterable[Text] | None) -> list[str]:
        """Return those of some texts that say something."""
        return [text for value in values or () if (text := self.text(value))]

    def address(self, value: object) -> str:
        """Return an address, that of a published file for its path; nothing for what has none."""
        if self._site is not None and isinstance(value, Text) and is_local(value):
            return address(self._site.address_of(value, value))
        return address(value)


def address(value: object) -> str:
    """Return an address as JSON Resume has it, absolute and in ASCII (RFC 3986); nothing for a path."""
    if not isinstance(value, str):
        return ""
    try:
        parts = urlsplit(value)
    except ValueError:
        return ""
    if not parts.scheme or not (parts.netloc or parts.path):
        return ""
    return value if value.isascii() else quote(value, safe="%/:?#[]@!$&'()*+,;=~-._")


class Time(NamedTuple):
    """When something began and ended, as JSON Resume has it: texts in ISO 8601, or nothing."""

    start: str = ""
    end: str = ""

    @property
    def point(self) -> str:
        """The day, for what JSON Resume gives one: that on which it ended."""
        return self.end or self.start


def time_of(entry: Common) -> Time:
    """Return when an entry was: of several times the first day and the last."""
    if not isinstance(entry, Entry):
        return Time()
    if entry.date is None:
        end = entry.end if isinstance(entry.end, Date) else None
        return Time(_iso(entry.start), _iso(end))
    is_in_words = bool(entry.date) and all(isinstance(when, Written) for when in entry.date)
    return time_between((entry.sort_date,) if is_in_words and entry.sort_date else entry.date)


def time_between(dates: Iterable[When]) -> Time:
    """Return the first day and the last of some dates; no last one for what goes on."""
    starts: list[Date] = []
    ends: list[Date | None] = []
    for when in dates:
        if isinstance(when, Written):
            continue
        start, end = (when, when) if isinstance(when, Date) else (when.start, when.end)
        starts += [start] if start else []
        ends.append(end)
    known = [end for end in ends if end is not None]
    first = min(starts, key=lambda date: date.first, default=None)
    last = max(known, key=lambda date: date.last, default=None) if len(known) == len(ends) else None
    return Time(_iso(first), _iso(last))


def _iso(date: object) -> str:
    return date.iso if isinstance(date, Date) and _DAY.fullmatch(date.iso) else ""
