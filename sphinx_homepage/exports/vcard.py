"""The profile and the contact -> a vCard: 4.0 (RFC 6350, RFC 9554), or 3.0 (RFC 2426) for older phones."""

from __future__ import annotations

import base64
import re
import uuid
from typing import TYPE_CHECKING, Final, Literal

from sphinx_homepage.exports.losses import Loss
from sphinx_homepage.exports.texts import line, of, paragraphs, without_roles
from sphinx_homepage.model.markdown import without_directives
from sphinx_homepage.model.networks import NETWORKS, ProfileError, profile_url
from sphinx_homepage.model.rows import Contact, Profile
from sphinx_homepage.model.values import is_email, is_local
from sphinx_homepage.sources.bibtex.names import read_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_homepage.exports.facts import Facts
    from sphinx_homepage.model.text import Text

Version = Literal["3.0", "4.0"]

_IMAGES: Final = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
"""How the images that every address book shows begin, and the name of each after ``image/``."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST: Final = 75
"""How many bytes a line has at most."""


def to_vcard(
    facts: Facts, *, version: Version = "4.0", has_photo: bool = False, is_small: bool = False
) -> tuple[str, list[Loss]]:
    """Return the card, and what it cannot say.

    Args:
        facts: What is published.
        version: 4.0, or 3.0 for phones that read no other.
        has_photo: Whether the portrait is in it.
        is_small: Whether it has only what fits a QR code that a phone can read: no places, networks or text.
    """
    card = _Card(facts, version)
    card.write(has_photo=has_photo, is_small=is_small)
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *card.lines, "END:VCARD"]
    return "".join(_folded(text) for text in lines), card.losses


def escaped(text: str) -> str:
    """Return a value's text with a backslash where the format wants one (RFC 6350, 3.4)."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[\\,;]", r"\\\g<0>", text).replace("\n", "\\n")


def _folded(text: str) -> str:
    """Return a line in pieces of at most 75 bytes, none of which ends within a character."""
    pieces: list[str] = []
    size = 0
    for char in text:
        width = len(char.encode())
        if size + width > _LONGEST:
            pieces.append("\r\n ")
            size = 1
        pieces.append(char)
        size += width
    return "".join([*pieces, "\r\n"])


class _Card:
    def __init__(self, facts: Facts, version: Version) -> None:
        self.lines: list[str] = []
        self.losses: list[Loss] = []
        self._facts = facts
        self._language = facts.language
        self._is_new = version == "4.0"
        profile, contact = facts.record["profile"][:1], facts.record["contact"][:1]
        self._profile = profile[0] if profile and isinstance(profile[0], Profile) else Profile()
        self._contact = contact[0] if contact and isinstance(contact[0], Contact) else Contact()

    def write(self, *, has_photo: bool, is_small: bool) -> None:
        """Gather the lines."""
        if not is_small:
            self._add("PRODID", "-//sphinx-homepage//EN")
            self._add("UID", f"urn:uuid:{self._uuid()}")
            if self._is_new:
                self._add("KIND", "individual")
        self._add_name(is_small=is_small)
        profile, contact = self._profile, self._contact
        for organization in profile.organization or ():
            self._text("ORG", line(organization, self._language))
        self._text("TITLE", line(profile.headline, self._language))
        for email in contact.email or ():
            if is_email(email):
                self._text("EMAIL;TYPE=" + ("work" if self._is_new else "INTERNET"), str(email))
            else:
                self._lose("contact.email", f'the address "{email}" is written for people only', email)
        for phone in contact.phone or ():
            self._add_phone(phone)
        if not is_small:
            self._add_places()
        if contact.website:
            self._add_address("URL", contact.website, "contact.website")
        if is_small:
            return
        for network, user in (contact.profiles or {}).items():
            self._add_profile(network, user)
        for section, entry in (("contact", contact), ("profile", profile)):
            for link in entry.links or ():
                if link.url:
                    self._add_address("URL", link.url, f"{section}.links")
                else:
                    words = line(link.label, self._language)
                    self._lose(f"{section}.links", f'"{words}" has no address', link.label)
        note = without_roles(without_directives(of(profile.summary, self._language)), self._facts.site)
        self._text("NOTE", "\n\n".join(paragraphs(note)))
        if profile.image and has_photo:
            self._add_photo(profile.image.src, self._facts.photo)

    def _add(self, name: str, value: str) -> None:
        if value:
            self.lines.append(f"{name}:{value}")

    def _text(self, name: str, text: str) -> None:
        self._add(name, escaped(text))

    def _lose(self, place: str, message: str, at: Text | None = None) -> None:
        self.losses.append(Loss(place, message, getattr(at, "position", None)))

    def _uuid(self) -> uuid.UUID:
        """Return what tells an address book that a newer card is of the same person."""
        contact = self._contact
        orcid = str((contact.profiles or {}).get("orcid") or "")
        email = next((str(email) for email in contact.email or ()), "")
        known = self._facts.site.url or orcid or email or self._name()
        return uuid.uuid5(uuid.NAMESPACE_URL, known)

    def _name(self) -> str:
        return line(self._profile.name, self._language) or self._facts.name

    def _add_name(self, *, is_small: bool) -> None:
        profile, language = self._profile, self._language
        name = self._name()
        family = line(profile.family_name, language)
        if family and family in name:
            given = " ".join(name.replace(family, " ", 1).replace(",", " ").split())
        else:
            parts = read_name(name)
            family = " ".join(filter(None, (parts.prefix, parts.family)))
            given = parts.given
        native = line(profile.native_name, language)
        prefix, suffix = line(profile.prefix, language), line(profile.suffix, language)
        self._text("FN;PREF=1" if native and self._is_new else "FN", name)
        if native and self._is_new and not is_small:
            self._text("FN", native)  # 4.0 allows several.
        elif native and not is_small:
            self._lose(
                "profile.native_name",
                f'vCard 3.0 has one name, so "{native}" is left out',
                profile.native_name,
            )
        self._add("N", ";".join(map(escaped, (family, given, "", prefix, suffix))))
        if profile.pronouns and not is_small:
            pronouns = line(profile.pronouns, language)
            if self._is_new:
                self._text("PRONOUNS", pronouns)
            else:
                self._lose(
                    "profile.pronouns",
                    f'vCard 3.0 has no pronouns, so "{pronouns}" is left out',
                    profile.pronouns,
                )

    def _add_phone(self, phone: Text) -> None:
        words = line(phone, self._language)
        digits = re.sub(r"[\s().-]", "", words)
        if self._is_new and re.fullmatch(r"\+[0-9]+", digits):
            self._add("TEL;VALUE=uri", f"tel:{digits}")
        else:
            self._text("TEL", words)

    def _add_places(self) -> None:
        """Add a room, a postal address and a town as one place; more of them as places of their own."""
        contact, language = self._contact, self._language
        rooms = [line(text, language) for text in contact.office or ()]
        streets = [line(text, language) for text in contact.address or ()]
        town = line(contact.location, language)
        for number in range(max(len(rooms), len(streets), bool(town))):
            room = rooms[number] if number < len(rooms) else ""
            street = streets[number] if number < len(streets) else ""
            parts = ("", room, street, "" if number else town, "", "", "")
            self._add("ADR", ";".join(map(escaped, parts)))

    def _add_address(self, name: str, url: Text, place: str) -> None:
        if is_local(url):
            absolute = self._facts.site.address_of(str(url), url)
            if not absolute:
                self._lose(place, f'"{url}" is a file of the site, whose address is not known', url)
            self._add(name, absolute)
        else:
            self._add(name, str(url))

    def _add_profile(self, network: str, user: Text) -> None:
        try:
            url = profile_url(network, user) if user else ""
        except ProfileError:  # Reported when the entry was read.
            return
        if url and self._is_new:
            self._add(f'SOCIALPROFILE;SERVICE-TYPE="{NETWORKS[network].name}"', url)
        elif url:
            self._add(f"X-SOCIALPROFILE;TYPE={network.replace('_', '-')}", url)

    def _add_photo(self, path: Text, read: Callable[[Text], bytes | None]) -> None:
        data = read(path) or b""
        kind = next((kind for start, kind in _IMAGES.items() if data.startswith(start)), "")
        if not kind:
            self._lose("profile.image", f'"{path}" is no PNG, JPEG or GIF file, so there is no photo', path)
            return
        code = base64.b64encode(data).decode()
        if self._is_new:
            self._add("PHOTO", f"data:image/{kind};base64,{code}")
        else:
            self._add(f"PHOTO;ENCODING=b;TYPE={kind.upper()}", code)
