"""A record -> a RenderCV 2 file (https://docs.rendercv.com), from which what it can hold reads back the same.

RenderCV has a flat list of entries below each title, of kinds that it tells apart by their fields, and one
kind below a title. What it prints stands in its own fields; what else an entry has, RenderCV keeps and does
not print, and stands beside them under our names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.exports import bibliographic
from sphinx_homepage.exports.json_resume_values import exact, time_of
from sphinx_homepage.exports.losses import Loss
from sphinx_homepage.exports.texts import line, with_addresses
from sphinx_homepage.model.dates import Date, Range, Written
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.networks import NETWORKS, ProfileError, profile_url
from sphinx_homepage.model.parts import Fields
from sphinx_homepage.model.rows import Contact, Experience, Profile, Projects
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import MultilingualText, is_email, is_local
from sphinx_homepage.sources.rendercv import split_details

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_homepage.exports.facts import Facts
    from sphinx_homepage.model.publications.publication import Publication

    Data = dict[str, Any]

_NETWORKS: Final = {
    "linkedin": ("LinkedIn", r"[^\s/]+"),
    "github": ("GitHub", r"[^\s/]+"),
    "gitlab": ("GitLab", r"[^\s/]+"),
    "instagram": ("Instagram", r"[^\s/]+"),
    "orcid": ("ORCID", r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]"),
    "mastodon": ("Mastodon", r"@[^@\s/]+@[^@\s/]+"),
    "stackoverflow": ("StackOverflow", r"[0-9]+/[^/\s]+"),
    "researchgate": ("ResearchGate", r"[^\s/]+"),
    "youtube": ("YouTube", r"[^@\s/][^\s/]*"),
    "google_scholar": ("Google Scholar", r"[A-Za-z0-9_-]+"),
    "telegram": ("Telegram", r"[^\s/]+"),
    "leetcode": ("Leetcode", r"[^\s/]+"),
    "x": ("X", r"[^\s/@]+"),
    "bluesky": ("Bluesky", r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z0-9-]*[a-zA-Z0-9]"),
    "reddit": ("Reddit", r"[a-zA-Z0-9_-]{3,23}"),
}
"""The networks that RenderCV knows, and the user names that it takes there."""

_PAIRS: Final = {
    "awards": ("title", "awarder"),
    "grants": ("title", "funder"),
    "certificates": ("name", "issuer"),
    "press": ("title", "outlet"),
    "talks": ("title", "event"),
    "service": ("role", "organization"),
    "memberships": ("position", "organization"),
    "volunteering": ("position", "organization"),
    "teaching": ("course", "organization"),
}
"""Sections whose entries are what one is and where, as an experience is: the fields of both."""
_LINES: Final = {"skills": "keywords", "interests": "keywords", "languages": "fluency"}
"""Sections of single lines, and what stands behind the label."""
_SPECIAL: Final = re.compile(r".+\.(?:example|test|invalid|localhost|local|onion|arpa)\Z", re.IGNORECASE)
"""Domains that the library that RenderCV checks addresses with refuses."""
_ISO: Final = re.compile(r"[12][0-9]{3}(?:-[0-9]{2}){0,2}")
_URL: Final = re.compile(r"https?://[^\s/?#]+\.[^\s]+\Z")
_SHARED: Final = ("location", "url", "summary", "kind", "status", "note", "keywords", "id")
_TIMES: Final = frozenset({"date", "start", "end", "sort_date"})


def to_rendercv(facts: Facts) -> tuple[str, list[Loss]]:
    """Return the file, and what it cannot hold."""
    import yaml

    writer = _Writer(facts)
    document = writer.document()
    text = yaml.dump(document, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=10**6)
    return str(text), writer.losses


def _dumper() -> type[Any]:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Indents lists, and writes texts of several lines as blocks."""

        def represent_str(self, data: str) -> Any:
            return self.represent_scalar("tag:yaml.org,2002:str", data, "|" if "\n" in data else None)

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: Any) -> bool:
            return True

    Dumper.add_representer(str, Dumper.represent_str)
    return Dumper


class _Writer:
    def __init__(self, facts: Facts) -> None:
        self.losses: list[Loss] = []
        self._facts = facts
        self._language = facts.language

    def document(self) -> Data:
        """Return the whole document."""
        record = self._facts.record
        cv: Data = {}
        profile = next((one for one in record["profile"] if isinstance(one, Profile)), Profile())
        contact = next((one for one in record["contact"] if isinstance(one, Contact)), Contact())
        self._add_profile(cv, profile)
        self._add_contact(cv, contact)
        sections: dict[str, list[Any]] = {}
        summary = [self._text(entry.summary) for entry in (profile, contact) if entry.summary]
        if summary:
            sections["Summary"] = [paragraph for text in summary for paragraph in re.split(r"\n\s*\n", text)]
        for section in SECTIONS.values():
            entries = [entry for entry in record[section.name] if isinstance(entry, Entry)]
            found = (
                [self._publication(item) for item in self._facts.publications]
                if section.name == "publications"
                else self._section(section.name, entries)
            )
            if found:
                sections[section.label] = found
        if sections:
            cv["sections"] = sections
        return {"cv": cv or {"name": self._facts.name or None}}

    def _lose(self, place: str, message: str, at: object = None) -> None:
        self.losses.append(Loss(place, message, getattr(at, "position", at)))  # type: ignore[arg-type]

    def _text(self, value: object) -> str:
        return with_addresses(value, self._language, self._facts.site) if isinstance(value, Text) else ""

    def _one_line(self, value: object) -> str:
        return " ".join(self._text(value).split())

    # The person

    def _add_profile(self, cv: Data, profile: Profile) -> None:
        name = self._one_line(profile.name) or self._facts.name
        if name:
            cv["name"] = name
        if profile.headline:
            cv["headline"] = self._one_line(profile.headline)
        for field in ("prefix", "suffix", "family_name", "native_name", "pronouns", "organization", "image"):
            value = getattr(profile, field)
            if value is not None:
                self._lose(f"profile.{field}", "has no place there", getattr(profile, "typed_at", None))
        for link in profile.links or ():
            self._lose(
                "profile.links", f'"{line(link.label, self._language)}" has no place there', link.label
            )

    def _add_contact(self, cv: Data, contact: Contact) -> None:
        if contact.location:
            cv["location"] = self._one_line(contact.location)
        connections: list[Data] = []
        emails = []
        for email in contact.email or ():
            if is_email(email) and email.isascii() and not _SPECIAL.match(email):
                emails.append(str(email))
            else:
                self._lose("contact.email", f'"{email}" is no address that RenderCV takes', email)
        if emails:
            cv["email"] = emails if len(emails) > 1 else emails[0]
        for phone in contact.phone or ():
            # RenderCV wants a number that is in use in its country, which no table of ours knows.
            connections.append(_connection(self._one_line(phone), None, "phone"))
            self._lose("contact.phone", f'"{phone}" is there as a text of its own', phone)
        if contact.website and _URL.match(contact.website):
            cv["website"] = str(contact.website)
        elif contact.website:
            self._lose("contact.website", f'"{contact.website}" is no address on the web', contact.website)
        networks: list[Data] = []
        for key, user in (contact.profiles or {}).items():
            self._add_network(networks, connections, key, user)
        for field in ("office", "address", "image"):
            if getattr(contact, field) is not None:
                self._lose(f"contact.{field}", "has no place there", contact.typed_at)
        for link in contact.links or ():
            url = str(link.url) if link.url and _URL.match(link.url) else None
            connections.append(_connection(self._one_line(link.label), url, str(link.icon or "link")))
            if link.url and url is None:
                self._lose("contact.links", f'"{link.url}" is no address on the web', link.url)
        if networks:
            cv["social_networks"] = networks
        if connections:
            cv["custom_connections"] = connections

    def _add_network(self, networks: list[Data], connections: list[Data], key: str, user: Text) -> None:
        if not user:
            return
        if key in _NETWORKS:
            name, pattern = _NETWORKS[key]
            if re.fullmatch(pattern, user):
                networks.append({"network": name, "username": str(user)})
                return
        try:
            url = profile_url(key, user)
        except ProfileError:
            self._lose(f"contact.{key}", f'"{user}" is no name there', user)
            return
        connections.append(_connection(NETWORKS[key].name, url, "link"))
        self._lose(f"contact.{key}", "is there as a link of its own", user)

    # Sections

    def _section(self, name: str, entries: Sequence[Entry]) -> list[Any]:
        if name == "experience":
            return [
                found for entry in entries if isinstance(entry, Experience) for found in self._posts(entry)
            ]
        if name == "education":
            has_area = all(
                entry.__dict__.get("area") and entry.__dict__.get("institution") for entry in entries
            )
            kind = {"institution": "institution", "area": "area", "degree": "degree"} if has_area else {}
            return [self._entry(entry, kind or {"name": "institution"}) for entry in entries]
        if name in _LINES:
            has_details = all(_is_line(entry, _LINES[name]) for entry in entries)
            if has_details:
                return [self._one_liner(entry, _LINES[name]) for entry in entries]
            heads = SECTIONS[name].entry.heads[0]
            if all(entry.model_fields_set <= {heads, "id"} for entry in entries):
                return [{"bullet": self._one_line(getattr(entry, heads))} for entry in entries]
        if name in _PAIRS:
            what, where = _PAIRS[name]
            if all(getattr(entry, what) and getattr(entry, where) for entry in entries):
                return [self._entry(entry, {"company": where, "position": what}) for entry in entries]
        return [self._entry(entry, {}) for entry in entries]

    def _posts(self, entry: Experience) -> Iterator[Data]:
        """Yield an entry for each position of an employer; of one that has none, one for all."""
        posts: Sequence[Entry] = entry.positions or ()
        if len(posts) > 1 or (posts and any(getattr(entry, name) for name in ("position", "summary"))):
            self._lose("experience", "the positions of one employer are entries of their own", entry.typed_at)
        if entry.positions and not entry.position and entry.summary is None and entry.highlights is None:
            for post in posts:
                shared = {
                    name: getattr(entry, name)
                    for name in ("organization", "department", "location", "url")
                    if getattr(entry, name) is not None and getattr(post, name, None) is None
                }
                own = {
                    name: value
                    for name, value in post
                    if value is not None and name in Experience.model_fields
                }
                whole = Experience.model_construct(**(dict.fromkeys(Experience.model_fields) | shared | own))
                yield self._post(whole)
            return
        yield self._post(entry)
        for post in posts:
            own = {
                name: value for name, value in post if value is not None and name in Experience.model_fields
            }
            own["organization"] = entry.organization
            yield self._post(Experience.model_construct(**(dict.fromkeys(Experience.model_fields) | own)))

    def _post(self, entry: Experience) -> Data:
        data = self._entry(entry, {"company": "organization", "position": "position"})
        for name in ("company", "position"):
            data.setdefault(name, "")
        return {name: data[name] for name in ("company", "position")} | data

    def _one_liner(self, entry: Entry, details: str) -> Data:
        value = getattr(entry, details)
        texts = [self._one_line(text) for text in (value if isinstance(value, tuple) else (value,))]
        data = self._entry(entry, {"label": entry.heads[0]}, without=(details,))
        if isinstance(value, tuple) and [*split_details(Text(", ".join(texts)))] != texts:
            self._lose(f"{entry.section}.{texts[0]}", "the keywords are one text there", entry.typed_at)
        return {"label": data.pop("label"), "details": ", ".join(texts)} | data

    def _entry(self, entry: Entry, kind: dict[str, str], without: Iterable[str] = ()) -> Data:
        """Return an entry of RenderCV's: its own fields by *kind*, all others under our names."""
        place = (
            f"{entry.section}.{line(getattr(entry, entry.head), self._language)}"
            if entry.head
            else entry.section
        )
        if not kind:
            kind = {"name": entry.head if entry.head not in {None, "date"} else "summary"}
        data: Data = {}
        for theirs, ours in kind.items():
            value = getattr(entry, ours)
            if value is not None:
                data[theirs] = self._one_line(value)
                self._check_languages(value, f"{place}.{ours}")
        if "name" in kind and "name" not in data:
            data["name"] = ""
        self._add_times(data, entry, place)
        highlights = [self._text(text) for text in entry.highlights or ()]
        taken = {*kind.values(), *_TIMES, "highlights", "details", "projects", "positions", *without}
        for name in (*entry.own_fields, *_SHARED):
            value = getattr(entry, name, None)
            if value is None or name in taken:
                continue
            taken.add(name)
            if name == "profiles" or isinstance(value, Fields) or _has_parts(value):
                self._lose(f"{place}.{name}", "has no place there", entry.typed_at)
                continue
            self._check_languages(value, f"{place}.{name}")
            key = _free(name, data, kind)
            if key is None or (name == "url" and is_local(str(value))):
                self._lose(f"{place}.{name}", "has no place there", entry.typed_at)
                continue
            # RenderCV takes texts alone for what it does not know.
            texts = [self._text(text) for text in value] if isinstance(value, tuple) else [self._text(value)]
            if key == "authors":  # But for these.
                data[key] = texts
                continue
            if len(texts) > 1:
                self._lose(f"{place}.{name}", "is one text there", entry.typed_at)
            if words := ", ".join(filter(None, texts)):
                data[key] = words
        for label, text in (entry.details or {}).items():
            highlights.append(f"**{label}**: {self._one_line(text)}")
            self._lose(f"{place}.details", f'"{label}" is a highlight there', entry.typed_at)
        for project in getattr(entry, "projects", None) or ():
            highlights += self._project(project)
            self._lose(f"{place}.projects", "a project of an employer is a highlight there", entry.typed_at)
        if highlights:
            data["highlights"] = highlights
        for name in ("links", "image"):
            if getattr(entry, name):
                self._lose(f"{place}.{name}", "has no place there", entry.typed_at)
        return data

    def _project(self, project: Projects) -> Iterator[str]:
        name = self._one_line(project.name)
        times = " – ".join(filter(None, (time_of(project).start, time_of(project).end)))
        head = f"**{name}**" + (f" ({times})" if times else "")
        text = self._one_line(project.summary)
        yield f"{head}: {text}" if text else head
        yield from (self._one_line(text) for text in project.highlights or ())

    def _add_times(self, data: Data, entry: Entry, place: str) -> None:
        """Add when it was: as RenderCV reckons with it, if it is one time, and else in words."""
        when = entry.when
        one = when[0] if len(when) == 1 else None
        if (
            isinstance(one, Range)
            and (one.start is None or _is_iso(one.start))
            and (one.end is None or _is_iso(one.end))
        ):
            if one.start is not None and _is_in_order(one):
                data["start_date"] = one.start.iso
                data["end_date"] = one.end.iso if one.end is not None else "present"
                return
            if one.start is None and one.end is None:
                data["date"] = "present"
                return
        if not when:
            return
        texts = [self._one_line(item.text) if isinstance(item, Written) else str(item) for item in when]
        data["date"] = ", ".join(texts) if not isinstance(one, (Date, Range)) else str(one)
        if entry.sort_date is not None:
            data["sort_date"] = str(exact(entry.sort_date, dict))
        if one is None:
            self._lose(f"{place}.date", "several dates are words there", entry.typed_at)

    def _check_languages(self, value: object, place: str) -> None:
        if isinstance(value, MultilingualText):
            self._lose(place, "is in one language there", value)
        for part in value if isinstance(value, tuple) else ():
            self._check_languages(part, place)

    # Publications

    def _publication(self, publication: Publication) -> Data:
        names = bibliographic.creators(publication)
        data: Data = {
            "title": self._one_line(publication.title),
            "authors": [name.full for name in names.people] + ["others"] * names.has_others,
        }
        if not names.people:
            data["authors"] = [self._facts.name or "N. N."]
            self._lose(
                publication.key, "has nobody as its author, whom RenderCV asks for", publication.position
            )
        doi = bibliographic.words(publication, "doi")
        url = next((str(link.url) for link in publication.links if _URL.match(str(link.url))), "")
        if re.search(r"\b10\..*", doi):
            data["doi"] = doi
        elif url:
            data["url"] = url
        if journal := bibliographic.words(
            publication, "journal", "booktitle", "publisher", "school", "institution"
        ):
            data["journal"] = journal
        date = next((when for when in publication.when if isinstance(when, (Date, Range))), None)
        if date is not None:
            data["date"] = str(date)
        if "abstract" in publication.fields:
            data["summary"] = self._text(publication.fields["abstract"])
        kept = {
            "title",
            "subtitle",
            "doi",
            "url",
            "journal",
            "booktitle",
            "publisher",
            "school",
            "institution",
        }
        left = sorted(publication.fields.keys() - kept - {"abstract", "date", "year", "month", "day"})
        if left:
            self._lose(publication.key, f"{', '.join(left)}: no place there", publication.position)
        return data


def _connection(words: str, url: str | None, icon: str) -> Data:
    return {"fontawesome_icon": icon, "placeholder": words, "url": url}


def _is_line(entry: Entry, details: str) -> bool:
    return bool(getattr(entry, details)) and getattr(entry, entry.heads[0]) is not None


def _is_iso(date: Date) -> bool:
    return bool(_ISO.fullmatch(str(date)))


def _is_in_order(one: Range) -> bool:
    return one.end is None or one.start is None or one.start.first <= one.end.first


def _has_parts(value: object) -> bool:
    return isinstance(value, tuple) and any(not isinstance(part, Text) for part in value)


def _free(name: str, data: Data, kind: dict[str, str]) -> str | None:
    """Return the name under which a field of ours can stand beside RenderCV's own."""
    signs: tuple[str, ...] = ("label", "details")  # Which RenderCV looks for first, then for the next.
    if "name" not in kind:
        signs += ("name",) if "company" in kind or "label" in kind else ("name", "company", "position")
    return None if name in data or name in signs else name
