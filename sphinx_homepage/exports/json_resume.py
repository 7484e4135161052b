"""A record -> JSON Resume 1.0.0 (https://jsonresume.org/schema), from which the same record can be read.

What JSON Resume lacks rides in its objects: what, and under which keys,
:mod:`~sphinx_homepage.sources.json_resume_extension` says. Programs that know no nesting find a project
of an employer, and the second of two positions, among ``projects`` and ``work`` as well.
Texts are Markdown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, cast

from sphinx_homepage.exports.json_resume_basics import Basics
from sphinx_homepage.exports.json_resume_objects import FIELDS, KEYS, add_extras, placed
from sphinx_homepage.exports.json_resume_origin import as_it_came
from sphinx_homepage.exports.json_resume_publications import (
    data_of_publication,
    shown_of_bib,
    shown_of_publication,
)
from sphinx_homepage.exports.json_resume_values import (
    Wording,
    data_of,
    extras_of,
    published,
    time_of,
)
from sphinx_homepage.exports.losses import Loss
from sphinx_homepage.model.rows import Contact, Experience, Positions, Profile, Projects, Publications
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import is_local
from sphinx_homepage.sources.json_resume import SECTION_NAMES
from sphinx_homepage.sources.json_resume_extension import EXTENSION, MIRRORS, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_homepage.exports.facts import Site
    from sphinx_homepage.exports.json_resume_values import Data
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.record import Record

Medium = Literal["web", "pdf"]
_Entry = TypeVar("_Entry", bound="Common")

SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

_FILES: Final = ("url", "image", "repository", "slides", "video", "website")
"""The fields that may name a file of the site."""
_OF_A_POST: Final = ("position", "date", "start", "end", "summary", "highlights")


def to_json_resume(
    record: Record,
    publications: Sequence[Publication] = (),
    *,
    language: str = "en",
    is_private_shown: bool = False,
    medium: Medium | None = "web",
    are_extras_shown: bool = True,
    site: Site | None = None,
) -> tuple[Data, list[Loss]]:
    """Return the record as a JSON Resume, and what of it nobody gets back from there.

    A record that is one JSON Resume file, and of which nothing is left out, is returned as that file has it.

    Args:
        record: The record.
        publications: Those of .bib files; the record's own among them are not said twice.
        language: The language of what JSON Resume can say in one only.
        is_private_shown: Whether private fields, and names that are only matched, go out too.
        medium: Where it goes out: entries that are ``only`` for the other are left out. None is both.
        are_extras_shown: Whether ``x-`` keys go out.
        site: Where the site is, for a file that goes out alone: links in its texts then lead there.
    """
    export = _Export(
        Wording(language, site),
        medium,
        is_private_shown=is_private_shown,
        are_extras_shown=are_extras_shown,
    )
    document = export.document(record, publications)
    if record.origin is not None and are_extras_shown:
        whole = _Export(Wording(language), None, is_private_shown=True, are_extras_shown=True)
        base = whole.document(record, ())
        document = as_it_came(record.origin, base, document, is_private_shown=is_private_shown)
    return document, export.losses


def to_json(document: Data) -> str:
    """Return a JSON Resume as the text of a file."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


class _Export:
    def __init__(
        self, wording: Wording, medium: Medium | None, *, is_private_shown: bool, are_extras_shown: bool
    ) -> None:
        self.losses: list[Loss] = []
        self._wording = wording
        self._medium = medium
        self._is_private_shown = is_private_shown
        self._are_extras_shown = are_extras_shown

    def document(self, record: Record, publications: Sequence[Publication]) -> Data:
        """Return the whole document."""
        document: Data = {"$schema": SCHEMA}
        exact: Data = {}
        if basics := self._basics(record):
            document["basics"] = basics
        mirrors: list[Data] = []
        for section in SECTIONS.values():
            if section.is_single:
                continue
            entries: list[Data] = []
            for entry in self._visible(record[section.name]):
                place = f"{section.name}[{len(entries)}]"
                self._look_for_files(entry, place)
                entries.append(self._object(entry))
                if isinstance(entry, Experience):
                    self._add_mirrors(entry, entries, mirrors)
            if section.name == "publications":
                entries += self._publications(record, publications)
            if entries:
                document[KEYS.get(section.name, section.name)] = entries
        told = {project.get("name") for project in document.get("projects", ())}
        # Who tells of a project at length beside the employer has named it there already.
        if mirrors := [project for project in mirrors if project.get("name") not in told]:
            document.setdefault("projects", []).extend(mirrors)
        if self._are_extras_shown:
            self._add_extras(document, exact, record)
        document[EXTENSION] = {"version": "1"} | exact
        return document

    def _add_extras(self, document: Data, exact: Data, record: Record) -> None:
        extras = {str(key): plain(value) for key, value in record.extras.items()}
        schema, meta = extras.get("x-$schema"), extras.get("x-meta")
        if isinstance(schema, str) and "jsonresume" in schema.lower().replace("-", ""):
            document["$schema"] = schema
        if "x-$schema" in extras:
            exact["x-$schema"] = extras.pop("x-$schema")
        is_meta = isinstance(meta, dict) and all(isinstance(value, str) for value in meta.values())

        def is_taken(name: str) -> bool:
            return name.replace("-", "_") in SECTIONS or name in {*SECTION_NAMES, "basics", "meta", "$schema"}

        add_extras(document, exact, extras, is_taken, {"meta"} if is_meta else ())

    # What goes out

    def _visible(self, entries: Sequence[_Entry]) -> Iterator[_Entry]:
        for entry in entries:
            if (
                self._medium is None
                or entry.only is None
                or entry.only not in {"web", "pdf"} - {self._medium}
            ):
                yield self._published(entry)

    def _published(self, entry: _Entry) -> _Entry:
        """Return an entry without what does not go out, in it and in all that nests in it."""
        if not self._is_private_shown:
            entry = published(entry)
        changes: dict[str, Any] = {}
        for name in entry.nested:
            children = getattr(entry, name)
            if children:
                changes[name] = tuple(self._visible(children)) or None
        return entry.model_copy(update=changes) if changes else entry

    def _single(self, record: Record, section: str) -> Common | None:
        return next(self._visible(record[section][:1]), None)

    def _extras(self, entry: Common) -> Data:
        return extras_of(entry) if self._are_extras_shown else {}

    def _look_for_files(self, entry: Common, place: str) -> None:
        """Report the files of the site that are named and nowhere to be found: the record rides without."""
        named = {name: getattr(entry, name, None) for name in _FILES}
        if entry.image is not None:
            named["image"] = entry.image.src
        for name, path in named.items():
            if isinstance(path, Text) and is_local(path) and not self._wording.address(path):
                message = f'the file "{path}" is only named; it does not ride along'
                self.losses.append(Loss(f"{place}.{name}", message, path.position))
        for name in entry.nested:
            for number, child in enumerate(getattr(entry, name) or ()):
                self._look_for_files(child, f"{place}.{name}[{number}]")

    # Objects

    def _basics(self, record: Record) -> Data:
        profile = cast("Profile | None", self._single(record, "profile"))
        contact = cast("Contact | None", self._single(record, "contact"))
        for entry in (profile, contact):
            if entry is not None:
                self._look_for_files(entry, entry.section)
        basics = Basics(profile, contact, self._wording, is_private_shown=self._is_private_shown)
        return basics.object(
            data_of(profile, self._own_object) if profile else {},
            data_of(contact, self._own_object) if contact else {},
            self._extras(profile) if profile else {},
            self._extras(contact) if contact else {},
        )

    def _own_object(self, entry: Common) -> Data:
        """Return an entry in our own words."""
        return placed(type(entry), data_of(entry, self._own_object), self._extras(entry))

    def _object(self, entry: Common) -> Data:
        """Return an entry as JSON Resume has it, if it has such, and else in our own words."""
        if entry.section not in FIELDS:
            return self._own_object(entry)
        data = data_of(entry, self._own_object)
        shown = self._shown(entry)
        if isinstance(entry, Experience) and _stands_for_first(entry):
            shown |= {
                key: view
                for key, view in self._shown(_posts(entry)[0]).items()
                if view and not shown.get(key)
            }
        if isinstance(entry, Publications):
            shown |= shown_of_publication(data)
        return placed(type(entry), data, self._extras(entry), shown)

    def _shown(self, entry: Common) -> Data:
        """Return what JSON Resume's own fields say of an entry."""
        section = "experience" if isinstance(entry, Positions) else entry.section
        shown: Data = {}
        time = time_of(entry)
        for key, name in FIELDS[section].items():
            value = getattr(entry, name, None)
            if key in {"startDate", "endDate"}:
                shown[key] = time.start if key == "startDate" else time.end
            elif name == "date":
                shown[key] = time.point
            elif key == "url":
                shown[key] = self._wording.address(value)
            elif key == "roles":
                shown[key] = self._wording.texts([value] if value else None)
            elif isinstance(value, tuple):
                shown[key] = self._wording.texts(value)
            else:
                shown[key] = self._wording.text(value)
        return shown

    def _add_mirrors(self, entry: Experience, work: list[Data], projects: list[Data]) -> None:
        """Repeat what nests in *entry*, the last of *work*, where programs that know no nesting look."""
        pointer = f"/work/{len(work) - 1}"
        employer = self._wording.text(entry.organization)
        for number, post in enumerate(_posts(entry)):
            if number or not _stands_for_first(entry):
                shown = self._shown(post) | {"name": employer}
                work.append(_mirror(shown, f"{pointer}/positions/{number}"))
            for place, project in enumerate(post.projects or ()):
                path = f"{pointer}/positions/{number}/projects/{place}"
                projects.append(self._project(project, employer, path))
        for place, project in enumerate(entry.projects or ()):
            projects.append(self._project(project, employer, f"{pointer}/projects/{place}"))

    def _project(self, project: Projects, employer: str, pointer: str) -> Data:
        shown = self._shown(project)
        return _mirror(shown | {"entity": shown["entity"] or employer}, pointer)

    def _publications(self, record: Record, publications: Sequence[Publication]) -> Iterator[Data]:
        own = {entry.typed_at for entry in record["publications"]}
        number = len(record["publications"])
        for publication in publications:
            for item in (publication, *publication.related):
                if item.only not in {"", self._medium} or (
                    item.position is not None and item.position in own
                ):
                    continue
                data, losses = data_of_publication(item, f"publications[{number}]")
                if item is not publication:
                    data["preprint_of"] = publication.key
                self.losses += losses
                number += 1
                yield placed(Publications, data, {}, shown_of_bib(data, item))


def _posts(entry: Experience) -> tuple[Positions, ...]:
    return entry.positions or ()


def _stands_for_first(entry: Experience) -> bool:
    """Whether JSON Resume's own fields of an employer tell of the first position: it has none of its own."""
    return bool(entry.positions) and all(getattr(entry, name) is None for name in _OF_A_POST)


def _mirror(shown: Data, pointer: str) -> Data:
    return {key: view for key, view in shown.items() if view} | {MIRRORS: pointer}
