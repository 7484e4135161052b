"""Europass's ``Candidate``, HR-XML as europass.europa.eu writes it since 2020.

Its schema is not published; the names are those of documents that people have shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.core import get_global

from sphinx_homepage.importing.found import Note
from sphinx_homepage.importing.markup import from_html, from_text
from sphinx_homepage.importing.pictures import as_address
from sphinx_homepage.importing.records.europass_json import fluency_of
from sphinx_homepage.importing.records.trees import (
    add,
    entry_of,
    items_at,
    keep,
    keep_rest,
    mapping_at,
    text_at,
)
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.foreign import items_of
from sphinx_homepage.sources.foreign_contact import add_link, add_profile

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Tree

_LEVELS: Final = {
    "CEF-Understanding-Listening": "listening",
    "CEF-Understanding-Reading": "reading",
    "CEF-Speaking-Interaction": "spoken interaction",
    "CEF-Speaking-Production": "spoken production",
    "CEF-Writing-Production": "writing",
}
_READ: Final = {
    *("ID", "ExecutiveSummary", "EmploymentHistory", "EducationHistory", "PersonQualifications"),
    *("Skills", "Attachment", "RenderingInformation", "Others", "Locale"),
}
_SECTIONS: Final = {
    "Projects": ("projects", "name"),
    "PublicationHistory": ("publications", "title"),
    "VoluntaryWorks": ("volunteering", "position"),
    "Certifications": ("certificates", "name"),
    "CourseCertifications": ("certificates", "name"),
    "NetworksAndMemberships": ("memberships", "organization"),
}
"""By list: our section, and the field that an entry's title is."""
_LISTS: Final = {"ConferencesAndSeminars": "Conferences and seminars", "Others": ""}


def convert(tree: Mapping) -> tuple[Mapping, list[Note]]:
    """Return its tree in our vocabulary."""
    notes: list[Note] = []
    person = mapping_at(tree, "CandidatePerson") or mapping_at(tree, "CandidateSupplier", "PersonContact")
    source = mapping_at(tree, "CandidateProfile")
    data = Mapping()
    data["profile"] = _profile(person, source)
    data["contact"] = _contact(person)
    for employer in items_at(source, "EmploymentHistory", "EmployerHistory"):
        for entry in _work(employer):
            add(data, "experience", entry)
    for item in items_at(source, "EducationHistory", "EducationOrganizationAttendance"):
        add(data, "education", _education(item))
    _add_languages(data, person, source)
    for group in items_at(source, "Skills", "SkillsGroup"):
        names = [text_at(item, "CompetencyName") for item in items_at(group, "PersonCompetency")]
        keywords = [from_text(name) for name in names if name]
        title = text_at(group, "Title") or text_at(group, "Name")
        keep_rest(data, group, "Title", "Name", "PersonCompetency")
        if title is not None:
            add(data, "skills", entry_of(name=from_text(title), keywords=keywords))
        for name in keywords if title is None else ():
            add(data, "skills", entry_of(name=name))
    _add_other_skills(data, mapping_at(source, "Skills"))
    _add_others(data, source)
    _add_attachments(data, source, notes)
    looks = [key for key in ("DocumentID", "CandidateSupplier", "RenderingInformation") if tree.get(key)]
    if looks:
        message = f"what says how the document was made and looked is left out: {', '.join(looks)}"
        notes.append(Note("", None, message))
    keep_rest(
        data,
        tree,
        "DocumentID",
        "CandidateSupplier",
        "CandidatePerson",
        "CandidateProfile",
        "RenderingInformation",
    )
    return data, notes


def _add_other_skills(data: Mapping, source: Mapping) -> None:
    """Add the skills in lists of their own: ``DigitalSkills``, ``OrganisationalSkills`` ..."""
    for key, value in source.items():
        if key == "SkillsGroup":
            continue
        words = [from_text(text) for text in _titles(value)]
        position = getattr(key, "position", None)
        name = Text(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key).capitalize(), position)
        if words:
            add(data, "skills", entry_of(name=name, keywords=words))
        else:
            keep(data, key, value)


def _titles(tree: Tree) -> list[Text]:
    """Return the titles and names in a tree."""
    found = []
    for item in items_of(tree):
        if not isinstance(item, Mapping):
            continue
        for key, value in item.items():
            if key in {"Title", "Name", "CompetencyName"}:
                found += [text for text in items_of(value) if isinstance(text, Text)]
            else:
                found += _titles(value)
    return found


def _add_attachments(data: Mapping, source: Mapping, notes: list[Note]) -> None:
    """Take the portrait out of the attachments, and say what else there is."""
    profile, others = data["profile"], []
    assert isinstance(profile, Mapping)
    for item in items_at(source, "Attachment"):
        content = text_at(item, "EmbeddedData")
        is_picture = content is not None and content.startswith(("/9j/", "iVBORw0KGgo", "R0lGOD", "UklGR"))
        if content is not None and is_picture and "image" not in profile:
            profile[Text("image", content.position)] = as_address(content)
        else:
            others.append(text_at(item, "FileName") or text_at(item, "Title") or Text("without a name"))
    if others:
        notes.append(Note("", None, f"attachments are left out ({len(others)}): {', '.join(others[:20])}"))


def _profile(person: Mapping, source: Mapping) -> Mapping:
    given, family = text_at(person, "PersonName", "GivenName"), text_at(person, "PersonName", "FamilyName")
    names = [name for name in (given, family) if name]
    summary = text_at(source, "ExecutiveSummary")
    profile = entry_of(
        name=from_text(Text(" ".join(names), names[0].position)) if names else None,
        family_name=from_text(family) if family else None,
        summary=from_html(summary) if summary else None,
    )
    keep_rest(profile, person, "PersonName", "Communication", "PrimaryLanguageCode")
    return profile


def _contact(person: Mapping) -> Mapping:
    emails: list[Text] = []
    phones: list[Text] = []
    contact = entry_of()
    for item in items_at(person, "Communication"):
        channel = str(item.get("ChannelCode") or "").lower().replace(" ", "")
        uri = text_at(item, "URI") or text_at(item, "URL") or text_at(item, "Text")
        use = text_at(item, "OtherTitle") or text_at(item, "UseCode")
        if channel == "email" and uri:
            emails.append(uri)
        elif channel in {"telephone", "mobile", "fax"} and text_at(item, "DialNumber"):
            phones.append(_phone(item))
        elif channel == "web" and uri and "website" not in contact:
            contact[Text("website", uri.position)] = uri
        elif uri and use and (channel.startswith(("social", "instant")) or use.lower() != "other"):
            add_profile(contact, use, None, uri) if "://" in uri else add_profile(contact, use, uri)
        elif uri:
            add_link(contact, from_text(uri), uri if "://" in uri else None)
        elif "Address" in item:
            whole, town = _address(mapping_at(item, "Address")), _town(mapping_at(item, "Address"))
            if whole and whole != town:
                contact.setdefault(Text("address", whole.position), Sequence()).append(whole)  # type: ignore[union-attr]
            if town and "location" not in contact:
                contact[Text("location", town.position)] = town
        else:
            keep(contact, "communication", item)
    contact |= entry_of(
        email=emails[0] if len(emails) == 1 else emails, phone=phones[0] if len(phones) == 1 else phones
    )
    return contact


def _phone(item: Mapping) -> Text:
    number = text_at(item, "DialNumber") or Text("")
    country = str(item.get("CountryDialing") or "").lstrip("+0")
    return Text(f"+{country} {number.lstrip('0')}", number.position) if country else number


def country_of(code: Text | None) -> Text | None:
    """Return a country's name in English, for its code of two letters; any other text as it is."""
    if code is None:
        return None
    return Text(Locale("en").territories.get(code.upper(), code), code.position)


def _language_of(code: Text) -> Text:
    short = get_global("language_aliases").get(code.lower(), code.lower())
    return Text(Locale("en").languages.get(short, code), code.position)


def _town(address: Mapping) -> Text | None:
    parts = [text_at(address, "CityName"), country_of(text_at(address, "CountryCode"))]
    said = [part for part in parts if part]
    return from_text(Text(", ".join(said), said[0].position)) if said else None


def _address(address: Mapping) -> Text | None:
    lines = [line for line in items_of(address.get("AddressLine")) if isinstance(line, Text)]
    town = [text_at(address, "PostalCode"), text_at(address, "CityName")]
    parts = [*lines, " ".join(part for part in town if part), country_of(text_at(address, "CountryCode"))]
    said = [part for part in parts if part]
    return from_text(Text(", ".join(said), address.position)) if lines and said else None


def _when(period: Mapping) -> tuple[Text | None, Text | None]:
    start = text_at(period, "StartDate", "FormattedDateTime") or text_at(period, "StartDate")
    end = text_at(period, "EndDate", "FormattedDateTime") or text_at(period, "EndDate")
    is_current = "true" in {str(period.get("Ongoing", "")), str(period.get("CurrentIndicator", ""))}
    return start, end or (Text("present", start.position) if is_current and start else None)


def _links(item: Mapping) -> list[Mapping]:
    urls = [url for url in items_of(item.get("Link")) if isinstance(url, Text)]
    return [entry_of(label=from_text(url), url=url) for url in urls]


def _work(employer: Mapping) -> list[Mapping]:
    organization = text_at(employer, "OrganizationName")
    contacts = list(items_at(employer, "OrganizationContact", "Communication"))
    site = next((text_at(item, "URI") for item in contacts if text_at(item, "ChannelCode") == "Web"), None)
    entries = []
    for position in list(items_at(employer, "PositionHistory")) or [Mapping()]:
        start, end = _when(mapping_at(position, "EmploymentPeriod"))
        places = [text_at(position, "City"), country_of(text_at(position, "Country"))]
        said = [part for part in places if part]
        title, summary = text_at(position, "PositionTitle"), text_at(position, "Description")
        department = text_at(employer, "Department")
        entry = entry_of(
            organization=from_text(organization) if organization else None,
            department=from_text(department) if department and department != organization else None,
            position=from_text(title) if title else None,
            location=from_text(Text(", ".join(said), said[0].position)) if said else None,
            start=start,
            end=end,
            url=site,
            links=_links(employer),
            summary=from_html(summary) if summary else None,
        )
        keep_rest(entry, position, "PositionTitle", "EmploymentPeriod", "Description", "City", "Country")
        used = (
            "OrganizationName",
            "OrganizationContact",
            "PositionHistory",
            "Department",
            "Link",
        )
        keep_rest(entry, employer, *used)
        entries.append(entry)
    return entries


def _education(item: Mapping) -> Mapping:
    start, end = _when(mapping_at(item, "AttendancePeriod"))
    degree = mapping_at(item, "EducationDegree")
    contacts = list(items_at(item, "OrganizationContact", "Communication"))
    site = next((text_at(part, "URI") for part in contacts if text_at(part, "ChannelCode") == "Web"), None)
    town = next((_town(mapping_at(part, "Address")) for part in contacts if "Address" in part), None)
    texts = {
        "institution": text_at(item, "OrganizationName"),
        "degree": text_at(degree, "DegreeName"),
        "score": text_at(degree, "FinalGrade", "ScoreText"),
        "thesis": text_at(degree, "Thesis"),
        "area": text_at(degree, "FieldOfStudy", "MainFieldOfStudy"),
    }
    level, summary = text_at(item, "EducationLevelCode"), text_at(degree, "OccupationalSkillsCovered")
    entry = entry_of(
        **{name: from_text(text) for name, text in texts.items() if text},
        location=town,
        start=start,
        end=end,
        url=site,
        links=_links(item),
        details=Mapping({"EQF level": from_text(level)}) if level else None,
        summary=from_html(summary) if summary else None,
    )
    said = ("DegreeName", "FinalGrade", "Thesis", "OccupationalSkillsCovered", "FieldOfStudy")
    keep_rest(degree_rest := entry, degree, *said)
    keep_rest(entry, mapping_at(degree, "FieldOfStudy"), "MainFieldOfStudy")
    used = ("OrganizationName", "OrganizationContact", "AttendancePeriod", "EducationDegree")
    keep_rest(degree_rest, item, *used, "EducationLevelCode", "Link")
    return entry


def _add_languages(data: Mapping, person: Mapping, source: Mapping) -> None:
    for code in items_of(person.get("PrimaryLanguageCode")):
        if isinstance(code, Text):
            add(data, "languages", entry_of(language=from_text(_language_of(code)), fluency=Text("Native")))
    for item in items_at(source, "PersonQualifications", "PersonCompetency"):
        code = text_at(item, "CompetencyID") or text_at(item, "CompetencyName")
        if str(item.get("TaxonomyID", "")).lower() != "language" or code is None:
            keep(data, "competency", item)
            continue
        scores = {}
        for dimension in items_at(item, "CompetencyDimension"):
            key, level = (
                text_at(dimension, "CompetencyDimensionTypeCode"),
                text_at(dimension, "Score", "ScoreText"),
            )
            if key is not None and level is not None:
                scores[_LEVELS.get(key, str(key))] = level
        name = from_text(_language_of(code))
        add(data, "languages", entry_of(language=name, fluency=fluency_of(scores)))


def _add_others(data: Mapping, source: Mapping) -> None:
    """Add what stands in lists with a title: conferences, projects, sections of the person's own."""
    for key, value in source.items():
        if key in _READ - {"Others"}:
            continue
        for group in items_of(value):
            if not isinstance(group, Mapping):
                keep(data, key, group)
                continue
            kind = text_at(group, "Title") or Text(
                _LISTS.get(key) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key).capitalize()
            )
            for name, items in group.items():
                for part in items_of(items) if name != "Title" else ():
                    inner = mapping_at(part, "Activity")
                    item: Tree = inner or part
                    title = text_at(item, "Title") or text_at(item, "Name")
                    if not isinstance(item, Mapping) or title is None:
                        keep(data, key, item)
                        continue
                    start, end = _when(mapping_at(item, "Date"))
                    place, summary = text_at(item, "Location"), text_at(item, "Description")
                    entry = entry_of(
                        title=from_text(title),
                        kind=from_text(kind),
                        location=from_text(place) if place else None,
                        start=start if end else None,
                        end=end,
                        date=None if end else start,
                        links=_links(item),
                        summary=from_html(summary) if summary else None,
                    )
                    keep_rest(entry, item, "Title", "Name", "Date", "Location", "Description", "Link")
                    section, head = _SECTIONS.get(key, ("entries", "title"))
                    if section != "entries":
                        entry[Text(head, title.position)] = entry.pop("title")
                        del entry["kind"]
                    add(data, section, entry)
