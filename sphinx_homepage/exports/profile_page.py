"""A record -> schema.org's description of the person, and of what they do, as JSON-LD.

The person is what Google asks for on a profile page
(https://developers.google.com/search/docs/appearance/structured-data/profile-page).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sphinx_homepage.exports.texts import readable
from sphinx_homepage.model.dates import Date, Range
from sphinx_homepage.model.languages import code_of, language_of_name
from sphinx_homepage.model.networks import ProfileError, profile_url
from sphinx_homepage.model.rows import Contact, Education, Experience, Profile, Projects, Talks
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import MultilingualText, in_language, other_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.model.entries import Common, Entry
    from sphinx_homepage.model.record import Record

CONTEXT: Final = "https://schema.org"


def profile_page(
    record: Record,
    *,
    name: str = "",
    site: str = "",
    image: str = "",
    description: str = "",
    modified: str = "",
    language: str = "en",
) -> dict[str, Any]:
    """Return the JSON-LD of the home page; nothing where nobody knows the person's name.

    Args:
        record: What the pages show; private fields of it are left out.
        name: What the site calls the person, where the record does not.
        site: The address of the site, with a ``/`` at its end; nothing where no one says it.
        image: The address of the portrait.
        description: The description of the page.
        modified: The day on which the page was changed last.
        language: The site's language, as Sphinx has it.
    """
    person = _Person(record, language).described(name, site, image)
    if not person.get("name"):
        return {}
    page = {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "@id": site,
        "url": site,
        "name": person["name"],
        "description": description,
        "inLanguage": language.replace("_", "-"),
        "dateModified": modified,
        "mainEntity": person,
    }
    return _filled(page)


def page_items(record: Record, *, name: str = "", site: str = "", language: str = "en") -> dict[str, Any]:
    """Return the JSON-LD of the talks and projects that a page shows; nothing where it shows none.

    Args:
        record: What the page shows; private fields of it are left out.
        name: What the site calls the person.
        site: The address of the site, with a ``/`` at its end; nothing where no one says it.
        language: The site's language, as Sphinx has it.
    """
    person = _filled({"@type": "Person", "@id": person_id(site), "name": "" if site else name})
    graph = [
        item
        for name in ("projects", "talks")
        for entry in record.entries()
        if entry.section == name
        if (item := _item(entry.published(), person if len(person) > 1 else {}, language))
    ]
    return {"@context": CONTEXT, "@graph": graph} if graph else {}


def person_id(site: str) -> str:
    """Return the person's ``@id``, which is the same on every page of the site."""
    return f"{site}#me" if site else ""


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value}


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _words(value: object, language: str) -> str:
    return readable(str(in_language(value, language))) if isinstance(value, Text) else ""


def _web(value: object) -> str:
    """Return an address that leads to the same place from everywhere."""
    return str(value) if value and urlsplit(str(value)).scheme in {"http", "https"} else ""


# The person


class _Person:
    def __init__(self, record: Record, language: str) -> None:
        self.record = record
        self.language = language
        self.profile = record.profile.published() if record.profile else Profile()
        self.contacts = [entry.published() for entry in record["contact"] if isinstance(entry, Contact)]

    def described(self, name: str, site: str, image: str) -> dict[str, Any]:
        """Return the person."""
        profile = self.profile
        full = self._words(profile.name) or name
        family = self._words(profile.family_name)
        posts = self._posts()
        titles = [*dict.fromkeys(title for title, _ in posts if title)]
        headline = self._words(profile.headline)
        organizations = self._organizations(posts)
        orcid = next((url for network, url in self._profiles() if network == "orcid"), "")
        person = {
            "@type": "Person",
            "@id": person_id(site),
            "url": site,
            "name": full,
            "honorificPrefix": self._words(profile.prefix),
            "honorificSuffix": self._words(profile.suffix),
            "givenName": given_name(full, family),
            "familyName": family if given_name(full, family) else "",
            "alternateName": self._native_name(full),
            "description": headline if titles else "",
            "image": image,
            "jobTitle": _one_or_many(titles) or headline,
            **organizations,
            "alumniOf": _one_or_many(self._schools(is_ongoing=False)),
            "knowsAbout": self._subjects(),
            "knowsLanguage": self._languages(),
            "award": _one_or_many([*map(self._award, self.record["awards"])]),
            "identifier": orcid and {"@type": "PropertyValue", "propertyID": "ORCID", "value": orcid},
            "sameAs": self._same_as(site),
        }
        return _filled(person)

    def _words(self, value: object) -> str:
        return _words(value, self.language)

    def _native_name(self, name: str) -> Any:
        """Return the native name with its language, or at least its script, where that is another."""
        native = self.profile.native_name
        words = self._words(native)
        if not words or words == name:
            return ""
        tag = other_language(native, self.language) if isinstance(native, MultilingualText) else ""
        known = (code_of(entry, self.language) for entry in self.record["languages"])
        tag = tag or language_of_name(words, known, self.language)
        return {"@value": words, "@language": tag} if tag else words

    def _posts(self) -> list[tuple[str, Entry]]:
        """Return what the person is now, and the employment that it is of."""
        found: list[tuple[str, Entry]] = []
        for entry in self.record["experience"]:
            post = entry.published()
            if not isinstance(post, Experience) or not post.organization:
                continue
            if post.positions:
                found += [(self._words(own.position), post) for own in post.positions if _is_ongoing(own)]
            elif _is_ongoing(post):
                found.append((self._words(post.position), post))
        return found

    def _organizations(self, posts: list[tuple[str, Entry]]) -> dict[str, Any]:
        employers: dict[str, dict[str, Any]] = {}
        for _, post in posts:
            assert isinstance(post, Experience)
            name = self._words(post.organization)
            employers[name] = _filled({"@type": "Organization", "name": name, "url": _web(post.url)})
        names = [self._words(place) for place in self.profile.organization or ()]
        others = [{"@type": "Organization", "name": name} for name in names if name and name not in employers]
        return {
            "worksFor": _one_or_many([*employers.values()]),
            "affiliation": _one_or_many([*others, *self._schools(is_ongoing=True)]),
        }

    def _schools(self, *, is_ongoing: bool) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for entry in self.record["education"]:
            school = entry.published()
            if isinstance(school, Education) and _is_ongoing(school) == is_ongoing:
                name = self._words(school.institution)
                found[name] = _filled(
                    {"@type": "EducationalOrganization", "name": name, "url": _web(school.url)}
                )
        return [school for name, school in found.items() if name]

    def _subjects(self) -> list[str]:
        found: list[str] = []
        for entry in (*self.record["interests"], *self.record["skills"]):
            public: Any = entry.published()
            found += map(self._words, public.keywords or [public.name])
        return [*dict.fromkeys(filter(None, found))]

    def _languages(self) -> list[Any]:
        found = []
        for entry in self.record["languages"]:
            name = self._words(getattr(entry.published(), "language", None))
            code = code_of(entry, self.language)
            found.append(code or (name and {"@type": "Language", "name": name}))
        return [*filter(None, found)]

    def _award(self, entry: Common) -> str:
        public: Any = entry.published()
        parts = (self._words(public.title), self._words(public.awarder), _year(public))
        return ", ".join(filter(None, parts))

    def _profiles(self) -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        for contact in self.contacts:
            for network, user in (contact.profiles or {}).items():
                try:
                    found.setdefault(profile_url(network, str(in_language(user, self.language))), network)
                except ProfileError:
                    continue  # Reported when the file was read, and shown as typed.
        return [(network, url) for url, network in found.items()]

    def _same_as(self, site: str) -> list[str]:
        urls = [url for _, url in self._profiles()]
        own = [_web(contact.website) for contact in self.contacts]
        return [*dict.fromkeys(url for url in (*urls, *own) if url and url.rstrip("/") != site.rstrip("/"))]


def given_name(full: str, family: str) -> str:
    """Return what a name has beside the family's part; nothing where that is not in it, or is all of it."""
    words, part = full.split(), family.split()
    for start in range(len(words) - len(part) + 1) if part else ():
        if words[start : start + len(part)] == part:
            return " ".join([*words[:start], *words[start + len(part) :]])
    # 久保田あおい has no space where one name ends.
    is_end = bool(part) and len(words) == 1
    if is_end and full.startswith(family):
        return full.removeprefix(family)
    return full.removesuffix(family) if is_end and full.endswith(family) else ""


def _is_ongoing(entry: Entry) -> bool:
    return any(isinstance(when, Range) and when.ongoing for when in entry.when)


# Talks and projects


def _item(entry: Common, person: dict[str, Any], language: str) -> dict[str, Any]:
    if isinstance(entry, Talks) and entry.title:
        return _talk(entry, person, language)
    return _project(entry, person, language) if isinstance(entry, Projects) and entry.name else {}


def _talk(talk: Talks, person: dict[str, Any], language: str) -> dict[str, Any]:
    place = _words(talk.location, language)
    event = _words(talk.event, language)
    slides, video = _web(talk.slides), _web(talk.video)
    start, end = _days(talk)
    return _filled(
        {
            "@type": "Event",
            "name": _words(talk.title, language),
            "performer": person,
            "startDate": start,
            "endDate": end,
            "location": place and {"@type": "Place", "name": place, "address": place},
            "superEvent": event and {"@type": "Event", "name": event},
            "url": _web(talk.url),
            "workFeatured": slides and {"@type": "PresentationDigitalDocument", "url": slides},
            "recordedIn": video and {"@type": "CreativeWork", "url": video},
        }
    )


def _project(project: Projects, person: dict[str, Any], language: str) -> dict[str, Any]:
    repository = _web(project.repository)
    organization = _words(project.organization, language)
    return _filled(
        {
            "@type": "SoftwareSourceCode" if repository else "CreativeWork",
            "name": _words(project.name, language),
            "contributor": person,
            "url": _web(project.url),
            "codeRepository": repository,
            "dateCreated": _days(project)[0],
            "keywords": [_words(word, language) for word in project.keywords or ()],
            "sourceOrganization": organization and {"@type": "Organization", "name": organization},
        }
    )


def _days(entry: Entry) -> tuple[str, str]:
    """Return when something began and ended, as far as it is a date and was typed as one."""
    points: list[tuple[Date | None, Date | None]] = []
    for when in entry.when:
        if isinstance(when, Range):
            points.append((when.start, when.end))
        elif isinstance(when, Date):
            points.append((when, None))
    starts: Iterable[str] = (start.iso for start, _ in points if start and start.iso)
    ends = (end.iso for _, end in points if end and end.iso)
    return min(starts, default=""), max(ends, default="")


def _year(entry: Entry) -> str:
    return _days(entry)[0][:4]
