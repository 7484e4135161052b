"""The archive of LinkedIn's "Get a copy of your data": CSV files in a ZIP. Nothing is unpacked to disk."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.importing.found import Found, Note
from sphinx_homepage.importing.markup import from_text
from sphinx_homepage.importing.reading import RefusedError, head_of
from sphinx_homepage.importing.records.trees import add, entry_of, keep, keep_rest, text_at
from sphinx_homepage.model.text import Mapping, Position, Text
from sphinx_homepage.sources.foreign import HEAD, Conversion, named
from sphinx_homepage.sources.foreign_contact import add_link, add_profile
from sphinx_homepage.sources.yaml_characters import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_homepage.sources.foreign import Names

_MOST_FILE: Final = 8 * 2**20
_MOST_ALL: Final = 32 * 2**20
_MOST_FILES: Final = 20_000
_MOST_ROWS: Final = 5_000

_DATES: Final = {"Started On": "start", "Finished On": "end", "Start Date": "start", "End Date": "end"}
_EXACT: Final = {*_DATES, "Url", "Issued On", "Published On", "Creation Date"}


class _Table(NamedTuple):
    """A file of the archive that is a section of ours."""

    section: str
    names: Names


_TABLES: Final = {
    "positions": _Table(
        "experience", {"Company Name": "organization", "Title": "position", "Description": "summary"}
    ),
    "education": _Table(
        "education",
        {"School Name": "institution", "Degree Name": "degree", "Notes": "summary", "Activities": "note"},
    ),
    "projects": _Table("projects", {"Title": "name", "Description": "summary"}),
    "publications": _Table(
        "publications",
        {"Name": "title", "Published On": "date", "Description": "summary", "Publisher": "publisher"},
    ),
    "patents": _Table(
        "patents", {"Title": "title", "Description": "summary", "Number": "number", "Issued On": "date"}
    ),
    "skills": _Table("skills", {"Name": "name"}),
    "languages": _Table("languages", {"Name": "language", "Proficiency": "fluency"}),
    "honors": _Table("awards", {"Title": "title", "Description": "summary", "Issued On": "date"}),
    "certifications": _Table(
        "certificates",
        {
            "Name": "name",
            "Authority": "issuer",
            "License Number": "number",
            "Started On": "date",
            "Finished On": "expires",
        },
    ),
    "volunteering": _Table(
        "volunteering",
        {"Company Name": "organization", "Role": "position", "Cause": "note", "Description": "summary"},
    ),
    "organizations": _Table(
        "memberships", {"Name": "organization", "Position": "position", "Description": "summary"}
    ),
    "courses": _Table("entries", {"Name": "title", "Number": "note"}),
}
"""By the file's name in lower case, without what LinkedIn puts behind it."""

_SHARED: Final = {**_DATES, "Url": "url", "Location": "location", "Name": HEAD}
_SITE: Final = re.compile(r"\[([A-Z_ ]+):([^\]\s]+)\]|(?<![:\w])(https?://[^\s,\]]+)")
"""``[PORTFOLIO:https://example.org]``, or the address alone."""
_PERSON: Final = {"profile", "profile summary", "email addresses", "phonenumbers", "recommendations_received"}
_OTHER_NAMES: Final = {"volunteering experiences": "volunteering", "volunteer experiences": "volunteering"}


def is_one(path: Path) -> bool:
    """Whether a file is a ZIP archive with LinkedIn's files in it."""
    if not head_of(path).startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = {_name_of(info) for info in archive.infolist()[:_MOST_FILES]}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
        return False
    return "profile" in names or len(names & (_TABLES.keys() | _PERSON)) > 1


def _name_of(info: zipfile.ZipInfo) -> str:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.suffix.lower() != ".csv":
        return ""
    name = re.sub(r"(?:_\d+|\s*\(\d+\))\Z", "", path.stem.lower())
    return _OTHER_NAMES.get(name, name)


def read(path: Path) -> Found:
    """Return what it holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            tables, others = _tables(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError) as error:
        raise RefusedError(f"the archive cannot be read: {error}") from None
    except RuntimeError:
        raise RefusedError(
            "the archive is encrypted: unpack it, and pack it again without a password"
        ) from None
    data = _person(tables)
    conversion = Conversion("LinkedIn", {}, _SHARED)
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for name, table in _TABLES.items():
        for row in tables.get(name, ()):
            entry = conversion.entry(_markdown(row), table.section, name, {**_SHARED, **table.names})
            if name == "courses":
                entry = conversion.of_kind(entry, "entries", "Courses")
            said = repr(entry)
            if said in seen[table.section]:  # LinkedIn's archives repeat themselves.
                continue
            seen[table.section].add(said)
            add(data, table.section, entry if isinstance(entry, Mapping) else Mapping())
    notes = []
    for row in tables.get("recommendations_received", ()):
        if str(row.get("Status") or "VISIBLE").upper() == "VISIBLE":
            add(data, "references", _recommendation(row))
        else:  # It was not agreed to have it shown.
            message = "a recommendation that is not visible on LinkedIn is left out"
            file = f"{path.name}/{row.position.path}" if row.position else path.name
            notes.append(Note(file, _line(row), message))
    if others:
        shown = ", ".join(sorted(others)[:40])
        notes.append(Note(path.name, None, f"these files of the archive are no part of a record: {shown}"))
    return Found(data=data, notes=notes)


def _line(row: Mapping) -> int | None:
    return row.position.line if row.position else None


def _tables(archive: zipfile.ZipFile) -> tuple[dict[str, list[Mapping]], set[str]]:
    """Return the rows of the files that are read, and the names of the others."""
    infos = archive.infolist()
    if len(infos) > _MOST_FILES:
        raise RefusedError(f"the archive has more than {_MOST_FILES} files, which LinkedIn's has not")
    tables: dict[str, list[Mapping]] = {}
    others: set[str] = set()
    left = _MOST_ALL
    for info in infos:
        steps = PurePosixPath(info.filename.replace("\\", "/"))
        if ".." in steps.parts or steps.is_absolute() or re.match(r"[A-Za-z]:", info.filename):
            raise RefusedError(
                f'the archive names a file outside of itself, as LinkedIn never does: "{info.filename[:60]}"'
            )
        name = _name_of(info)
        if info.is_dir():
            continue
        if name not in _TABLES and name not in _PERSON:
            others.add(steps.name)
            continue
        with archive.open(info) as file:
            content = file.read(min(_MOST_FILE, left) + 1)
        if len(content) > min(_MOST_FILE, left):
            raise RefusedError(f'"{steps.name}" in the archive is larger than any that LinkedIn writes')
        left -= len(content)
        tables.setdefault(name, []).extend(_rows(content, steps.name))
    return tables, others


def _rows(content: bytes, name: str) -> Iterator[Mapping]:
    """Yield the rows of a CSV file by its columns, with their lines; notes may stand before the columns."""
    text, _ = decode(content, name)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""))
    columns: list[str] = []
    try:
        for number, cells in enumerate(reader):
            if number > _MOST_ROWS:
                raise RefusedError(f'"{name}" has more than {_MOST_ROWS} rows')
            if not columns:
                # "Notes:", a paragraph and an empty line stand before the columns of some files.
                if len(cells) > 1 or (cells and cells[0].strip() in {"Name", "Profile Summary"}):
                    columns = [cell.strip() for cell in cells]
                continue
            line = Position(name, reader.line_num, 1)
            row = Mapping()
            row.position = line
            for column, cell in zip(columns, cells, strict=False):
                if cell.strip() and column:
                    row.setdefault(Text(column, line), Text(cell.strip(), line))
            if row:
                yield row
    except csv.Error as error:
        raise RefusedError(f'"{name}" in the archive is no CSV: {error}') from None


def _markdown(row: Mapping) -> Mapping:
    plain = Mapping()
    plain.position = row.position
    for key, value in row.items():
        plain[key] = from_text(value) if isinstance(value, Text) and key not in _EXACT else value
    return plain


def _person(tables: dict[str, list[Mapping]]) -> Mapping:
    row = next(iter(tables.get("profile", ())), Mapping())
    names = [name for key in ("First Name", "Last Name") if (name := text_at(row, key))]
    about = text_at(row, "Summary")
    about = about or next(
        (text_at(item, "Profile Summary") for item in tables.get("profile summary", ())), None
    )
    last, headline, maiden = (text_at(row, key) for key in ("Last Name", "Headline", "Maiden Name"))
    profile = entry_of(
        name=from_text(Text(" ".join(names), names[0].position)) if names else None,
        family_name=from_text(last) if last else None,
        other_names=[from_text(maiden)] if maiden else None,
        headline=from_text(headline) if headline else None,
        summary=from_text(about) if about else None,
    )
    used = ("First Name", "Last Name", "Maiden Name", "Headline", "Summary", "Address", "Geo Location")
    keep_rest(profile, row, *used, "Twitter Handles", "Websites")
    data = Mapping()
    data["profile"], data["contact"] = profile, _contact(row, tables)
    return data


def _contact(row: Mapping, tables: dict[str, list[Mapping]]) -> Mapping:
    mails = sorted(tables.get("email addresses", ()), key=lambda item: item.get("Primary") != "Yes")
    emails = [
        mail for item in mails if (mail := text_at(item, "Email Address")) and item.get("Confirmed") != "No"
    ]
    numbers = [phone for item in tables.get("phonenumbers", ()) if (phone := text_at(item, "Number"))]
    by_digits: dict[str, Text] = {}
    for number in numbers:
        by_digits.setdefault(re.sub(r"\D", "", number), number)
    phones = list(by_digits.values())
    address, place = text_at(row, "Address"), text_at(row, "Geo Location")
    contact = entry_of(
        email=emails[0] if len(emails) == 1 else emails,
        phone=phones[0] if len(phones) == 1 else phones,
        address=from_text(address) if address else None,
        location=from_text(place) if place else None,
    )
    handles = text_at(row, "Twitter Handles")
    for handle in re.findall(r"[\w@]+", handles or ""):
        add_profile(contact, named("X", handles), Text(handle, handles.position if handles else None))
    sites = text_at(row, "Websites")
    for found in _SITE.finditer(sites or ""):
        label, url = found[1] or "", found[2] or found[3]
        address = Text(url if "://" in url else f"https://{url}", sites.position if sites else None)
        if "website" not in contact:
            contact[named("website", sites)] = address
        else:
            add_link(contact, from_text(Text(label.capitalize() or url, address.position)), address)
    return contact


def _recommendation(row: Mapping) -> Mapping:
    names = [name for key in ("First Name", "Last Name") if (name := text_at(row, key))]
    texts = {"position": "Job Title", "organization": "Company", "summary": "Text"}
    entry = entry_of(
        name=from_text(Text(" ".join(names), row.position)) if names else None,
        **{ours: from_text(text) for ours, key in texts.items() if (text := text_at(row, key))},
    )
    date = text_at(row, "Creation Date")
    if date is not None:
        keep(entry, "creation-date", date)
    return entry
