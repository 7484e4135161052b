"""A public record of ORCID, as its API v3.0 gives it as JSON (``https://pub.orcid.org/v3.0/<iD>/record``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.found import Note
from sphinx_homepage.importing.markup import from_text
from sphinx_homepage.importing.records.europass_candidate import country_of
from sphinx_homepage.importing.records.trees import (
    add,
    entry_of,
    is_tree,
    items_at,
    keep,
    mapping_at,
    read_tree,
    text_at,
)
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.foreign import is_field, model_of, named
from sphinx_homepage.sources.foreign_contact import add_link, add_profile

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found

_AFFILIATIONS: Final = {
    "employments": ("employment-summary", "experience", "organization", "position"),
    "invited-positions": ("invited-position-summary", "experience", "organization", "position"),
    "educations": ("education-summary", "education", "institution", "degree"),
    "qualifications": ("qualification-summary", "education", "institution", "degree"),
    "distinctions": ("distinction-summary", "awards", "awarder", "title"),
    "memberships": ("membership-summary", "memberships", "organization", "position"),
    "services": ("service-summary", "service", "organization", "role"),
}
"""By list of the record: its summaries, our section, and the fields of the organization and of the role."""

_TYPES: Final = {
    "journal-article": "article",
    "conference-paper": "inproceedings",
    "conference-proceedings": "proceedings",
    "book": "book",
    "edited-book": "book",
    "book-chapter": "incollection",
    "dissertation": "phdthesis",
    "dissertation-thesis": "phdthesis",
    "report": "techreport",
    "working-paper": "unpublished",
    "data-set": "dataset",
    "software": "software",
    "preprint": "preprint",
}
_READ: Final = {*_AFFILIATIONS, "fundings", "works", "peer-reviews"}
_IDENTIFIERS: Final = {"doi": "doi", "arxiv": "eprint", "isbn": "isbn", "pmid": "pmid", "pmc": "pmcid"}


def is_one(path: Path) -> bool:
    """Whether a file is a record of ORCID."""
    return is_tree(path, lambda tree: _is_record(tree) or _is_record(mapping_at(tree, "record")))


def _is_record(tree: Mapping) -> bool:
    return "orcid-identifier" in tree and ("person" in tree or "activities-summary" in tree)


def read(path: Path) -> Found:
    """Return what it holds."""
    found = read_tree(path, _convert)
    found.notes = [note._replace(file=path.name) for note in found.notes]
    return found


def _convert(tree: Mapping) -> tuple[Mapping, list[Note]]:
    record = tree if _is_record(tree) else mapping_at(tree, "record")
    person, activities = mapping_at(record, "person"), mapping_at(record, "activities-summary")
    data = Mapping()
    data["profile"] = _profile(person)
    data["contact"] = _contact(record, person)
    for key, (summary, section, place, role) in _AFFILIATIONS.items():
        for group in items_at(activities, key, "affiliation-group"):
            for item in list(items_at(group, "summaries"))[:1]:  # The others say the same, of other sources.
                kind = "Invited" if key == "invited-positions" else None
                add(data, section, _affiliation(mapping_at(item, summary), section, place, role, kind))
    for group in items_at(activities, "fundings", "group"):
        for item in list(items_at(group, "funding-summary"))[:1]:
            add(data, "grants", _grant(item))
    for group in items_at(activities, "works", "group"):
        for item in list(items_at(group, "work-summary"))[:1]:
            add(data, "publications", _work(item, group))
    _add_reviews(data, mapping_at(activities, "peer-reviews"))
    for item in items_at(person, "keywords", "keyword"):
        if text := text_at(item, "content"):
            add(data, "interests", entry_of(name=from_text(text)))
    message = (
        "what ORCID keeps for itself is left out: put-codes, sources, dates of change, visibility, "
        "identifiers of organizations"
    )
    notes = [Note("", None, message)]
    if "publications" in data:
        message = "ORCID's record does not name the authors of works; a .bib file of them says more"
        notes.append(Note("", None, message))
    notes += [
        Note(
            "",
            getattr(getattr(key, "position", None), "line", None),
            f'"{key}" of the record is not carried over',
        )
        for key, value in activities.items()
        if key not in _READ
        and isinstance(value, Mapping)
        and (value.get("group") or value.get("affiliation-group"))
    ]
    return data, notes


def _profile(person: Mapping) -> Mapping:
    given, family = (text_at(person, "name", key, "value") for key in ("given-names", "family-name"))
    names = [name for name in (given, family) if name]
    credit = text_at(person, "name", "credit-name", "value")
    whole = Text(" ".join(names), names[0].position) if names else None
    others = [
        text for item in items_at(person, "other-names", "other-name") if (text := text_at(item, "content"))
    ]
    if credit is not None and whole is not None and credit != whole:
        others.append(whole)
    about = text_at(person, "biography", "content")
    name = credit or whole
    return entry_of(
        name=from_text(name) if name else None,
        family_name=from_text(family) if family else None,
        other_names=list(map(from_text, others)),
        summary=from_text(about) if about else None,
    )


def _contact(record: Mapping, person: Mapping) -> Mapping:
    emails = [text for item in items_at(person, "emails", "email") if (text := text_at(item, "email"))]
    places = (
        country_of(text_at(item, "country", "value")) for item in items_at(person, "addresses", "address")
    )
    contact = entry_of(
        email=emails[0] if len(emails) == 1 else emails,
        location=next((from_text(place) for place in places if place), None),
        orcid=text_at(record, "orcid-identifier", "path"),
    )
    for item in items_at(person, "researcher-urls", "researcher-url"):
        url, label = text_at(item, "url", "value"), text_at(item, "url-name")
        if url is None:
            continue
        if label is None or not add_profile_of(contact, label, url):
            add_link(contact, from_text(label or url), url)
    for item in items_at(person, "external-identifiers", "external-identifier"):
        kind, value = text_at(item, "external-id-type"), text_at(item, "external-id-value")
        if kind is not None and value is not None:
            add_profile(contact, from_text(kind), value, text_at(item, "external-id-url", "value"))
    return contact


def add_profile_of(contact: Mapping, label: Text, url: Text) -> bool:
    """Add a link as a profile on a network, where its label names one; return whether it did."""
    from sphinx_homepage.model.networks import find_network

    row = find_network(label)
    if row is None or row.key in contact:
        return False
    contact[named(row.key, label)] = url
    return True


def _date(source: Mapping) -> Text | None:
    parts = []
    for key in ("year", "month", "day"):
        # Some programs' copies have the number itself.
        part = text_at(source, key, "value") or text_at(source, key)
        if part is None:
            break
        parts.append(part)
    return Text("-".join(part.zfill(2) for part in parts), parts[0].position) if parts else None


def _place(organization: Mapping) -> Text | None:
    address = mapping_at(organization, "address")
    city, region = text_at(address, "city"), text_at(address, "region")
    parts = [city, region if region != city else None, country_of(text_at(address, "country"))]
    said = [part for part in parts if part]
    return from_text(Text(", ".join(said), said[0].position)) if said else None


def _affiliation(item: Mapping, section: str, place: str, role: str, kind: str | None) -> Mapping:
    organization = mapping_at(item, "organization")
    who, title, part = (
        text_at(organization, "name"),
        text_at(item, "role-title"),
        text_at(item, "department-name"),
    )
    start, end = _date(mapping_at(item, "start-date")), _date(mapping_at(item, "end-date"))
    is_day = place == "awarder"
    entry = entry_of(
        **{place: from_text(who) if who else None, role: from_text(title) if title else None},
        location=_place(organization),
        start=None if is_day else start,
        end=None if is_day else end,
        date=start if is_day else None,
        url=text_at(item, "url", "value"),
        kind=Text(kind) if kind else None,
    )
    if part is not None:
        name = "department" if is_field(model_of(section), "department") else "note"
        entry[named(name, part)] = from_text(part)
    return entry


def _grant(item: Mapping) -> Mapping:
    title, funder = text_at(item, "title", "title", "value"), text_at(item, "organization", "name")
    numbers = [
        text_at(part, "external-id-value")
        for part in items_at(item, "external-ids", "external-id")
        if part.get("external-id-type") in {"grant_number", "grant-number"}
    ]
    return entry_of(
        title=from_text(title) if title else None,
        funder=from_text(funder) if funder else None,
        number=from_text(numbers[0]) if numbers and numbers[0] else None,
        start=_date(mapping_at(item, "start-date")),
        end=_date(mapping_at(item, "end-date")),
        url=text_at(item, "url", "value"),
    )


def _work(item: Mapping, group: Mapping) -> Mapping:
    title, journal = text_at(item, "title", "title", "value"), text_at(item, "journal-title", "value")
    below = text_at(item, "title", "subtitle", "value")
    if title is not None and below is not None:
        title = Text(f"{title}: {below}", title.position)
    kind = str(item.get("type") or "").lower().replace("_", "-")
    ours = _TYPES.get(kind, "misc")
    where = "booktitle" if ours in {"inproceedings", "incollection"} else "journal"
    entry = entry_of(
        title=from_text(title) if title else None,
        type=Text(ours, title.position if title else None),
        **{where: from_text(journal) if journal else None},
        date=_date(mapping_at(item, "publication-date")),
    )
    for source in (item, group):
        for part in items_at(source, "external-ids", "external-id"):
            name = _IDENTIFIERS.get(str(part.get("external-id-type") or "").lower())
            value = text_at(part, "external-id-value")
            if (
                name
                and value
                and name not in entry
                and part.get("external-id-relationship") in {"self", None}
            ):
                entry[named(name, value)] = value
                if name == "eprint":
                    entry[named("eprinttype", value)] = Text("arxiv", value.position)
    url = text_at(item, "url", "value")
    if url is not None and "doi" not in entry:
        entry[named("url", url)] = url
    if kind and kind not in _TYPES:
        keep(entry, "type", item.get("type"))
    others = [
        Text(f"{part['external-id-type']}: {value}", value.position)
        for part in items_at(item, "external-ids", "external-id")
        if (value := text_at(part, "external-id-value"))
        and str(part.get("external-id-type") or "").lower() not in _IDENTIFIERS
        and text_at(part, "external-id-type")
    ]
    if others:
        keep(entry, "identifiers", Sequence(others))
    return entry


def _add_reviews(data: Mapping, source: Mapping) -> None:
    """Add peer reviews: one entry for each organization, with the years."""
    years: dict[str, list[str]] = {}
    names: dict[str, Text] = {}
    for group in items_at(source, "group"):
        for part in items_at(group, "peer-review-group"):
            for item in items_at(part, "peer-review-summary"):
                name = text_at(item, "convening-organization", "name")
                if name is None:
                    continue
                names.setdefault(str(name), name)
                when = _date(mapping_at(item, "completion-date"))
                if when is not None:
                    years.setdefault(str(name), []).append(when[:4])
    for key, name in names.items():
        dates = [Text(year, name.position) for year in sorted(set(years.get(key, [])))]
        entry = entry_of(role=named("Reviewer", name), organization=from_text(name))
        if dates:
            entry[named("date", name)] = dates[0] if len(dates) == 1 else Sequence(dates)
        add(data, "service", entry)
