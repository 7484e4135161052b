"""A record -> a CV in words, as Markdown: what text and Markdown files are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sphinx_homepage.exports import bibliographic, texts
from sphinx_homepage.locale import comma
from sphinx_homepage.locale.dates import format_range_parts
from sphinx_homepage.model.dates import Date, Range, Written
from sphinx_homepage.model.entries import Common, Entry
from sphinx_homepage.model.networks import NETWORKS, ProfileError, profile_url
from sphinx_homepage.model.parts import Term, Thesis
from sphinx_homepage.model.rows import Contact, Profile, Profiles
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import is_email, is_local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_homepage.exports.facts import Facts
    from sphinx_homepage.model.dates import When
    from sphinx_homepage.model.publications.publication import Publication

_ADDRESSES = {"doi": "https://doi.org/{}", "eprint": "https://arxiv.org/abs/{}", "email": "mailto:{}"}
"""How a field that is not an address itself becomes one."""
_REACHED = ("email", "phone", "office", "address", "location")


class Named(NamedTuple):
    """A line behind a label."""

    label: str
    text: str
    """Markdown; nothing for a link whose words are its label."""
    url: str = ""


@dataclass(slots=True)
class Item:
    """An entry in words, each text Markdown without roles."""

    head: str = ""
    line: list[str] = field(default_factory=list)
    """What stands below the head: what, where, when."""
    facts: list[Named] = field(default_factory=list)
    text: str = ""
    highlights: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    @property
    def is_word(self) -> bool:
        """Whether the item is no more than its head."""
        return not (self.line or self.facts or self.text or self.highlights or self.items)


class Part(NamedTuple):
    """A section: its title, its items, and whether they stand behind headings."""

    title: str
    items: list[Item]
    is_headed: bool


@dataclass(slots=True)
class Outline:
    """A CV in words."""

    name: str
    lines: list[str]
    """What stands below the name."""
    ways: list[Named]
    """How to reach the person."""
    text: str
    parts: list[Part]
    comma: str = ", "
    """What stands between the items of a list."""


def outline(facts: Facts) -> Outline:
    """Return the record in words, its sections in the order of the table."""
    return _Writer(facts).outline()


class _Writer:
    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._record = facts.record
        self._label = facts.labels
        self._comma = comma(facts.labels)

    def outline(self) -> Outline:
        profile = next((one for one in self._record["profile"] if isinstance(one, Profile)), Profile())
        contact = next((one for one in self._record["contact"] if isinstance(one, Contact)), Contact())
        name = " ".join(filter(None, map(self._of, (profile.prefix, profile.name, profile.suffix))))
        pronouns = f"({self._of(profile.pronouns)})" if profile.pronouns else ""
        lines = [
            " ".join(filter(None, (self._of(profile.native_name), pronouns))),
            self._of(profile.headline),
            " · ".join(map(self._of, profile.organization or ())),
        ]
        ways = [*self._ways(contact), *self._links(profile)]
        text = "\n\n".join(filter(None, (self._block(profile.summary), self._block(contact.summary))))
        return Outline(
            name or self._facts.name,
            [line for line in lines if line],
            ways,
            text,
            [*self._parts()],
            self._comma,
        )

    # Texts

    def _of(self, value: object) -> str:
        return " ".join(self._block(value).split())

    def _block(self, value: object) -> str:
        facts = self._facts
        return texts.with_addresses(value, facts.language, facts.site) if isinstance(value, Text) else ""

    def _when(self, dates: Iterable[When]) -> str:
        words = []
        for when in dates:
            if isinstance(when, Written) and isinstance(when.text, Text):
                words.append(self._of(when.text))
                continue
            pieces = format_range_parts(when, self._facts.language, self._label)
            words.append("".join(text for text, _ in pieces))
        return self._comma.join(words).replace("\u00a0", " ")

    def _url(self, url: Text | None) -> str:
        if url is None:
            return ""
        return self._facts.site.address_of(str(url), url) if is_local(url) else str(url)

    # The person

    def _ways(self, contact: Contact) -> Iterator[Named]:
        for name in _REACHED:
            value = getattr(contact, name)
            for text in value if isinstance(value, tuple) else filter(None, (value,)):
                url = f"mailto:{text}" if name == "email" and is_email(text) else ""
                yield Named(self._label(name.capitalize()), str(text) if url else self._of(text), url)
        if url := self._url(contact.website):
            yield Named(self._label("Website"), "", url)
        yield from self._profiles(contact)
        yield from self._links(contact)

    def _profiles(self, entry: Profiles) -> Iterator[Named]:
        for network, user in (entry.profiles or {}).items():
            try:
                url = profile_url(network, user) if user else ""
            except ProfileError:
                url = ""
            if user:
                yield Named(NETWORKS[network].name, "" if url else self._of(user), url)

    def _links(self, entry: Common) -> Iterator[Named]:
        for link in entry.links or ():
            yield Named(self._of(link.label), "", self._url(link.url))

    # Sections

    def _parts(self) -> Iterator[Part]:
        for section in SECTIONS.values():
            entries = [one for one in self._record[section.name] if isinstance(one, Entry)]
            if section.name == "publications":
                items = [self._publication(publication) for publication in self._facts.publications]
                told = {publication.position for publication in self._facts.publications}
                items += [self._item(entry) for entry in entries if entry.typed_at not in told]
            else:
                items = [self._item(entry) for entry in entries]
            if items:
                yield Part(self._label(section.label), items, section.layout == "entries")

    def _item(self, entry: Entry) -> Item:
        item = Item(text=self._block(entry.summary) if entry.head != "summary" else "")
        shown = [(name, getattr(entry, name), entry.shown(name)) for name in entry.own_fields]
        in_head = {entry.head}
        when = self._when(entry.when)
        if entry.head in {None, "date"}:
            item.head, when = when, ""
        else:
            item.head = self._of(getattr(entry, entry.head or ""))
        what: list[str] = []
        for name, value, place in [*shown, ("status", entry.status, entry.shown("status"))]:
            if value is None or name in in_head or place.place not in {"subtitle", "aside"}:
                continue
            words = self._comma.join(
                self._of(text) for text in (value if isinstance(value, tuple) else (value,))
            )
            if place.place == "subtitle":
                what.append(words)
            elif what:
                what[-1] += f" ({words})"
            else:
                item.head += f" ({words})"
        if entry.note:
            item.head += f" ({self._of(entry.note)})"
        item.line = [part for part in (self._comma.join(what), self._of(entry.location), when) if part]
        item.facts = [*self._facts_of(entry)]
        for _, value, place in shown:
            if value is not None and place.place == "body":
                item.text = "\n\n".join(filter(None, (item.text, self._block(value))))
        item.highlights = [self._block(text) for text in entry.highlights or ()]
        item.items = [self._item(child) for child in entry.children()]
        return item

    def _facts_of(self, entry: Entry) -> Iterator[Named]:
        for name in entry.own_fields:
            value, shown = getattr(entry, name), entry.shown(name)
            if value is None or name == entry.head or shown.place != "fact":
                continue
            values = value if isinstance(value, tuple) else (value,)
            url = self._url(value.url) if isinstance(value, Thesis) else ""
            yield Named(self._label(shown.label), self._comma.join(map(self._value, values)), url)
        for label, text in (entry.details or {}).items():
            yield Named(texts.without_roles(label), self._of(text))
        if entry.keywords:
            words = self._comma.join(map(self._of, entry.keywords))
            yield Named("" if entry.section in {"skills", "interests"} else self._label("Keywords"), words)
        for name in (*entry.own_fields, "url"):
            value = getattr(entry, name)
            shown = entry.shown(name)
            if value is None or name == "profiles" or shown.place != "link":
                continue
            label = self._label(shown.label) if shown.label else self._label("Read more")
            if name in {"email", "phone"}:
                yield Named(label, str(value), f"mailto:{value}" if is_email(value) else "")
            elif url := self._url(Text(_ADDRESSES.get(name, "{}").format(value), value.position)):
                yield Named(label, "", url)
        if isinstance(entry, Profiles):
            yield from self._profiles(entry)
        yield from (link for link in self._links(entry) if link.url or link.label)

    def _value(self, value: object) -> str:
        if isinstance(value, Thesis):
            return self._of(value.title)
        if isinstance(value, Term):
            more = [value.enrollment, *(value.others or {}).values()]
            words = self._comma.join(self._of(text) for text in more if text)
            return self._when((value.date,)) + (f" ({words})" if words else "")
        return self._of(value)

    def _publication(self, publication: Publication) -> Item:
        item = Item(head=self._of(publication.title))
        when = self._when(when for when in publication.when if isinstance(when, (Date, Range)))
        item.line = [part for part in (*publication_line(publication), when) if part]
        link = next((link for link in publication.links if str(link.url).startswith("http")), None)
        if link is not None:
            item.facts = [Named(self._label(link.label), "", str(link.url))]
        return item


def publication_line(publication: Publication) -> tuple[str, str]:
    """Return who wrote a publication, and where it appeared: ``Archives & Speech 7(2), 1-28``."""
    creators = bibliographic.creators(publication)
    people = [*(name.full for name in creators.people), *(["et al."] if creators.has_others else [])]
    volume, number = (bibliographic.words(publication, name) for name in ("volume", "number"))
    first, last = bibliographic.pages(publication)
    venues = ("journal", "booktitle", "publisher", "school", "institution", "howpublished")
    numbers = f"{volume}({number})" if volume and number and "journal" in publication.fields else volume
    venue = " ".join(filter(None, (bibliographic.words(publication, *venues), numbers)))
    pages = f"{first}\N{EN DASH}{last}" if last else first
    return ", ".join(people), ", ".join(filter(None, (venue, pages)))
