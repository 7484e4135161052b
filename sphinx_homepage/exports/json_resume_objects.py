"""What an entry says -> one object of a JSON Resume, from which the same entry can be read.

What JSON Resume's own field says in full stands there alone. What it lacks stands beside it under our own
name, and what it says in part is said again, exactly, under ``x-homepage``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.sources.foreign import HEAD, is_empty, is_field
from sphinx_homepage.sources.json_resume import FIELD_NAMES, SHARED_NAMES
from sphinx_homepage.sources.json_resume_extension import EXTENSION, MIRRORS

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from sphinx_homepage.exports.json_resume_values import Data
    from sphinx_homepage.model.entries import Common

_SPAN: Final = {"startDate": "start", "endDate": "end"}

FIELDS: Final[dict[str, dict[str, str]]] = {
    "experience": {
        "name": "organization",
        "position": "position",
        "location": "location",
        "description": "note",
        "url": "url",
        **_SPAN,
        "summary": "summary",
        "highlights": "highlights",
    },
    "volunteering": {
        "organization": "organization",
        "position": "position",
        "url": "url",
        **_SPAN,
        "summary": "summary",
        "highlights": "highlights",
    },
    "education": {
        "institution": "institution",
        "url": "url",
        "area": "area",
        "studyType": "degree",
        **_SPAN,
        "score": "score",
        "courses": "courses",
    },
    "awards": {"title": "title", "date": "date", "awarder": "awarder", "summary": "summary"},
    "certificates": {"name": "name", "date": "date", "url": "url", "issuer": "issuer"},
    "publications": {
        "name": "title",
        "publisher": "publisher",
        "releaseDate": "date",
        "url": "url",
        "summary": "summary",
    },
    "skills": {"name": "name", "level": "level", "keywords": "keywords"},
    "languages": {"language": "language", "fluency": "fluency"},
    "interests": {"name": "name", "keywords": "keywords"},
    "references": {"name": "name", "reference": "summary"},
    "projects": {
        "name": "name",
        "description": "summary",
        "highlights": "highlights",
        "keywords": "keywords",
        **_SPAN,
        "url": "url",
        "roles": "role",
        "entity": "organization",
        "type": "kind",
    },
}
"""By section of ours: the fields that JSON Resume 1.0.0 has, and which of ours each is."""

KEYS: Final = {"experience": "work", "volunteering": "volunteer"}
"""The sections that have another name there."""


def placed(model: type[Common], data: Data, extras: Data, shown: Mapping[str, Any] | None = None) -> Data:
    """Return the object of one entry.

    Args:
        model: The entry's class.
        data: What it says, by our names.
        extras: Its ``x-`` keys.
        shown: What JSON Resume's own fields say of it; without them, all is said under our own names.
    """
    section = model.section
    theirs = FIELDS.get(section, {}) if shown is not None else {}
    foreign = {**SHARED_NAMES, **FIELD_NAMES.get(section, {})}
    entry: Data = {}
    rest = dict(data)
    exact: Data = {}
    for key, view in (shown or {}).items():
        if not view:
            continue
        entry[key] = view
        name = theirs[key]
        if as_read(model, name, view) == data.get(name):
            del rest[name]
        elif name not in exact:
            exact[name] = rest.pop(name, None)
    for name, value in rest.items():
        target = foreign.get(name, name).replace(HEAD, model.heads[0] if model.heads else "").split()[0]
        if name not in theirs and target == name and is_kept(name, value):
            entry[name] = value[0] if name == "date" and len(value) == 1 else value
        else:
            exact[name] = value

    def is_taken(name: str) -> bool:
        return name in theirs or name in foreign or is_field(model, name)

    add_extras(entry, exact, extras, is_taken)
    if exact:
        entry[EXTENSION] = exact
    return entry


def as_read(model: type[Common], name: str, view: Any) -> Any:
    """Return what the field *name* is when JSON Resume's own field says *view*."""
    is_list = model.form(name).is_list
    if isinstance(view, list):
        return view if is_list else ", ".join(view)
    return [view] if is_list else view


def is_kept(name: str, value: Any) -> bool:
    """Whether a field that stands under our own name is read just as it stands there."""
    if is_empty(value) or (name == "location" and isinstance(value, dict)):
        return False
    return not isinstance(value, list) or not any(is_empty(item) for item in value)


def add_extras(entry: Data, exact: Data, extras: Data, is_taken: Any, known: Container[str] = ()) -> None:
    """Add ``x-`` keys: without the ``x-`` where reading gives it back, for so other programs call them.

    Args:
        entry: The object, to which they are added.
        exact: What is said exactly in it, for those that must stand there.
        extras: They.
        is_taken: Whether a name means something in such an object.
        known: Those that JSON Resume has a field for and that may go there.
    """
    for key, value in extras.items():
        name = key.removeprefix("x-")
        is_free = name and not name.startswith("x-") and name not in entry
        if is_empty(value) or key in {EXTENSION, MIRRORS}:
            exact[key] = value
        elif is_free and (name in known or not is_taken(name)):
            entry[name] = value
        else:
            exact[key] = value
