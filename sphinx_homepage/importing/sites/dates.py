"""Dates as sites give them -> the fields of an entry."""

from __future__ import annotations

import re

from sphinx_homepage.model.dates import DateError, parse

_TIME = re.compile(r"^(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:.*$")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def readable(text: str) -> str:
    """Return a date in a form that is read here, or nothing: ``2019 - present`` is ``2019/present``."""
    text = _TIME.sub(r"\1", " ".join(text.split()))
    try:
        return str(parse(text))
    except DateError as error:
        return error.suggestions[0] if len(error.suggestions) == 1 else ""


def date_fields(text: str) -> dict[str, str]:
    """Return the fields of an entry that say its date: as typed, with what to sort by, where it is words."""
    text = " ".join(text.split())
    if not text:
        return {}
    if date := readable(text):
        return {"date": date}
    years = _YEAR.findall(text)
    return {"date": text, "sort_date": max(years)} if years else {"note": text}


def between(start: str, end: str) -> dict[str, str]:
    """Return the fields that say when something began and ended."""
    first, last = readable(start), readable(end)
    if start and end and first and last:
        return {"start": first, "end": last}
    if start and first and not end:
        return {"start": first}
    return date_fields(" – ".join(part for part in (start, end) if part))
