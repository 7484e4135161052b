"""Europass's ``SkillsPassport`` (Cedefop, versions 3.0 to 3.4), as the JSON of its API has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.found import Note
from sphinx_homepage.importing.markup import from_html, from_text
from sphinx_homepage.importing.pictures import as_address
from sphinx_homepage.importing.records.trees import (
    add,
    entry_of,
    is_tree,
    items_at,
    keep,
    keep_rest,
    mapping_at,
    read_tree,
    text_at,
)
from sphinx_homepage.model.text import Mapping, Text
from sphinx_homepage.sources.foreign import is_empty, items_of, named
from sphinx_homepage.sources.foreign_contact import add_link, add_profile

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found
    from sphinx_homepage.model.text import Tree

_SKILLS: Final = {
    "Communication": "Communication skills",
    "Organisational": "Organisational and managerial skills",
    "JobRelated": "Job-related skills",
    "Computer": "Digital skills",
    "Other": "Other skills",
}
_LEVELS: Final = {
    "Listening": "listening",
    "Reading": "reading",
    "SpokenInteraction": "spoken interaction",
    "SpokenProduction": "spoken production",
    "Writing": "writing",
}


def is_one(path: Path) -> bool:
    """Whether a file is a Europass CV as JSON."""
    return is_tree(
        path, lambda tree: "LearnerInfo" in mapping_at(tree, "SkillsPassport") or "LearnerInfo" in tree
    )


def read(path: Path) -> Found:
    """Return what it holds."""
    found = read_tree(path, convert)
    found.notes = [note._replace(file=path.name) for note in found.notes]
    return found


def convert(tree: Mapping) -> tuple[Mapping, list[Note]]:
    """Return its tree in our vocabulary."""
    info = mapping_at(tree, "SkillsPassport", "LearnerInfo") or mapping_at(tree, "LearnerInfo")
    notes: list[Note] = []
    data = Mapping()
    person = mapping_at(info, "Identification")
    data["profile"] = _profile(info, person, notes)
    data["contact"] = _contact(mapping_at(person, "ContactInfo"))
    for item in items_at(info, "WorkExperience"):
        add(data, "experience", _work(item))
    for item in items_at(info, "Education"):
        add(data, "education", _education(item))
    _add_languages(data, mapping_at(info, "Skills", "Linguistic"))
    _add_skills(data, mapping_at(info, "Skills"))
    for item in items_at(info, "Achievement"):
        title = text_at(item, "Title", "Label") or text_at(item, "Title", "Code")
        entry = entry_of(title=_plain(title), summary=_rich(text_at(item, "Description")))
        keep_rest(entry, item, "Title", "Description")
        add(data, "entries", entry)
    keep_rest(
        data, info, "Identification", "Headline", "WorkExperience", "Education", "Skills", "Achievement"
    )
    passport = mapping_at(tree, "SkillsPassport")
    keep_rest(data, passport, "LearnerInfo", "DocumentInfo", "PrintingPreferences", "Locale")
    looks = [key for key in ("DocumentInfo", "PrintingPreferences") if not is_empty(passport.get(key))]
    if looks:
        message = f"what says how the document was made and looked is left out: {', '.join(looks)}"
        notes.append(Note("", None, message))
    return data, notes


def _plain(text: Text | None) -> Text | None:
    return None if text is None else from_text(text)


def _rich(text: Text | None) -> Text | None:
    return None if text is None else from_html(text)


def _profile(info: Mapping, person: Mapping, notes: list[Note]) -> Mapping:
    first, last = text_at(person, "PersonName", "FirstName"), text_at(person, "PersonName", "Surname")
    names = [name for name in (first, last) if name]
    name = from_text(Text(" ".join(names), names[0].position)) if names else None
    headline = mapping_at(info, "Headline")
    said = text_at(headline, "Description", "Label") or text_at(headline, "Description")
    is_statement = text_at(headline, "Type", "Code") == "personal_statement"
    profile = entry_of(
        name=name,
        family_name=_plain(last),
        prefix=_plain(text_at(person, "PersonName", "Title", "Label")),
        headline=None if is_statement else _plain(said),
        summary=_rich(said) if is_statement else None,
    )
    keep(profile, "demographics", person.get("Demographics"))
    photo = text_at(person, "Photo", "Data") or text_at(person, "Photo")
    if photo is not None:
        profile[named("image", photo)] = as_address(photo)
    elif not is_empty(person.get("Photo")):
        line = getattr(getattr(person["Photo"], "position", None), "line", None)
        notes.append(Note("", line, "the photograph in it is not carried over: it has no data"))
    keep_rest(profile, person, "PersonName", "ContactInfo", "Demographics", "Photo")
    return profile


def _place(holder: Tree, *, is_whole: bool = False) -> Text | None:
    """Return a place as one text: town and country, or the whole address."""
    contact = mapping_at(holder, "Address", "Contact")
    town = [
        text_at(contact, "Municipality"),
        text_at(contact, "Country", "Label") or text_at(contact, "Country", "Code"),
    ]
    lines = [text_at(contact, key) for key in ("AddressLine", "AddressLine2")] if is_whole else []
    code = text_at(contact, "PostalCode")
    if is_whole and code:
        town[0] = Text(f"{code} {town[0] or ''}".strip(), code.position)
    parts = [part for part in (*lines, *town) if part]
    return from_text(Text(", ".join(parts), parts[0].position)) if parts else None


def _contact(source: Mapping) -> Mapping:
    emails = [text for item in items_at(source, "Email") if (text := text_at(item, "Contact"))]
    phones = [text for item in items_at(source, "Telephone") if (text := text_at(item, "Contact"))]
    sites = [text for item in items_at(source, "Website") if (text := text_at(item, "Contact"))]
    contact = entry_of(
        email=emails[0] if len(emails) == 1 else emails,
        phone=phones[0] if len(phones) == 1 else phones,
        address=_place(source, is_whole=True)
        if text_at(source, "Address", "Contact", "AddressLine")
        else None,
        location=_place(source),
        website=_address(sites[0]) if sites else None,
    )
    for site in sites[1:]:
        add_link(contact, from_text(site), _address(site))
    for item in items_at(source, "InstantMessaging"):
        network, user = (
            text_at(item, "Use", "Label") or text_at(item, "Use", "Code"),
            text_at(item, "Contact"),
        )
        if network is not None and user is not None:
            add_profile(contact, network, user)
    keep_rest(contact, source, "Address", "Email", "Telephone", "Website", "InstantMessaging")
    return contact


def _address(text: Text) -> Text:
    """Return an address with its scheme, which Europass does not ask for."""
    return text if "://" in text or " " in text else Text(f"https://{text}", text.position)


def _date(source: Tree) -> Text | None:
    parts = [text_at(source, key) for key in ("Year", "Month", "Day")]
    if parts[0] is None:
        return None
    said = [
        str(part).strip("-").zfill(2) for part in parts[: parts.index(None) if None in parts else 3] if part
    ]
    return Text("-".join(said), parts[0].position)


def _period(source: Mapping) -> tuple[Text | None, Text | None]:
    period = mapping_at(source, "Period")
    is_current = str(period.get("Current", "")).lower() == "true"
    start, end = _date(period.get("From")), _date(period.get("To"))
    return start, end or (Text("present", start.position) if is_current and start else None)


def _work(item: Mapping) -> Mapping:
    start, end = _period(item)
    employer = mapping_at(item, "Employer")
    site = text_at(employer, "ContactInfo", "Website", "Contact")
    entry = entry_of(
        organization=_plain(text_at(employer, "Name")),
        position=_plain(text_at(item, "Position", "Label") or text_at(item, "Position")),
        location=_place(employer.get("ContactInfo")),
        start=start,
        end=end,
        url=_address(site) if site else None,
        summary=_rich(text_at(item, "Activities")),
    )
    keep(entry, "sector", employer.get("Sector"))
    keep_rest(entry, item, "Period", "Position", "Activities", "Employer")
    return entry


def _education(item: Mapping) -> Mapping:
    start, end = _period(item)
    school = mapping_at(item, "Organisation")
    site = text_at(school, "ContactInfo", "Website", "Contact")
    level = text_at(item, "Level", "Label")
    entry = entry_of(
        institution=_plain(text_at(school, "Name")),
        degree=_plain(text_at(item, "Title")),
        area=_plain(text_at(item, "Field", "Label")),
        location=_place(school.get("ContactInfo")),
        start=start,
        end=end,
        url=_address(site) if site else None,
        details=Mapping({"Level": from_text(level)}) if level else None,
        summary=_rich(text_at(item, "Activities")),
    )
    keep_rest(entry, item, "Period", "Title", "Activities", "Organisation", "Level", "Field")
    return entry


def _add_languages(data: Mapping, source: Mapping) -> None:
    for item in items_at(source, "MotherTongue"):
        name = text_at(item, "Description", "Label") or text_at(item, "Description", "Code")
        add(data, "languages", entry_of(language=_plain(name), fluency=Text("Native")))
    for item in items_at(source, "ForeignLanguage"):
        name = text_at(item, "Description", "Label") or text_at(item, "Description", "Code")
        levels = mapping_at(item, "ProficiencyLevel")
        scores = {said: text for key, said in _LEVELS.items() if (text := text_at(levels, key))}
        entry = entry_of(language=_plain(name), fluency=fluency_of(scores))
        certificates = [text for part in items_at(item, "Certificate") if (text := text_at(part, "Title"))]
        if certificates:
            entry[named("keywords", certificates[0])] = list(map(from_text, certificates))  # type: ignore[assignment]
        keep_rest(entry, item, "Description", "ProficiencyLevel", "Certificate")
        add(data, "languages", entry)


def fluency_of(scores: dict[str, Text]) -> Text | None:
    """Return one text of the levels in listening, reading and so on: one level where all are the same."""
    if not scores:
        return None
    first = next(iter(scores.values()))
    if len(set(scores.values())) == 1:
        return from_text(first)
    words = ", ".join(f"{said} {level}" for said, level in scores.items())
    return from_text(Text(words[:1].upper() + words[1:], first.position))


def _add_skills(data: Mapping, source: Mapping) -> None:
    for key, value in source.items():
        if key == "Linguistic":
            continue
        if key == "Driving":
            said = mapping_at(value).get("Description")
            codes = [
                code
                for code in items_of(said.get("Licence") if isinstance(said, Mapping) else said)
                if isinstance(code, Text)
            ]
            entry = entry_of(name=named("Driving licence", key), keywords=list(map(from_text, codes)))
        elif key in _SKILLS:
            entry = entry_of(name=named(_SKILLS[key], key), summary=_rich(text_at(value, "Description")))
            keep_rest(entry, mapping_at(value), "Description")
        else:
            keep(data, key, value)
            continue
        if len(entry) > 1:
            add(data, "skills", entry)
