"""The profile and the contact -> ``basics`` of a JSON Resume."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.exports.json_resume_objects import add_extras, as_read, is_kept
from sphinx_homepage.exports.json_resume_values import address
from sphinx_homepage.model.networks import NETWORKS, ProfileError, find_network, profile_url
from sphinx_homepage.model.rows import Contact, Profile
from sphinx_homepage.model.text import Mapping, Text
from sphinx_homepage.model.values import is_email
from sphinx_homepage.sources.foreign import is_empty, is_field
from sphinx_homepage.sources.foreign_contact import add_profile
from sphinx_homepage.sources.json_resume import BASICS_NAMES, PLACES, text_of_place
from sphinx_homepage.sources.json_resume_extension import EXTENSION

if TYPE_CHECKING:
    from sphinx_homepage.exports.json_resume_values import Data, Wording

PRIVATE_PARTS: Final = ("address", "postalCode")
"""What of a place is private where the address is."""
_PUBLIC_PARTS: Final = ("city", "region", "countryCode")
_KEYS: Final = ("name", "label", "image", "email", "phone", "url", "summary", "location", "profiles")


class Basics:
    """``basics``, as it is gathered.

    Args:
        profile: Who the person is, if the record says it.
        contact: How to reach the person, if the record says it.
        wording: How JSON Resume's own fields say things.
        is_private_shown: Whether what is private is still in them.
    """

    def __init__(
        self, profile: Profile | None, contact: Contact | None, wording: Wording, *, is_private_shown: bool
    ) -> None:
        self._profile = profile
        self._contact = contact
        self._wording = wording
        self._is_private_shown = is_private_shown
        self._basics: Data = {}
        self._exact: dict[str, Data] = {"profile": {}, "contact": {}}

    def object(self, profile: Data, contact: Data, profile_extras: Data, contact_extras: Data) -> Data:
        """Return ``basics``: *profile* and *contact* are what they say, by our names."""
        who, how = dict(profile), dict(contact)
        self._show(Profile, who, {"name": "name", "label": "headline", "summary": "summary"})
        self._show(Contact, how, {"email": "email", "phone": "phone", "url": "website"})
        self._add_portrait()
        self._add_place(how, contact_extras)
        self._add_profiles(how)
        for name, model, rest in (("profile", Profile, who), ("contact", Contact, how)):
            other = Contact if model is Profile else Profile
            for field, value in rest.items():
                is_certain = not is_field(other, field) or (field == "links" and model is Contact)
                if is_certain and field not in {*_KEYS, *NETWORKS} and is_kept(field, value):
                    self._basics[field] = value
                else:
                    self._exact[name][field] = value
        self._add_extras(profile_extras, contact_extras)
        exact = {name: fields for name, fields in self._exact.items() if fields}
        return self._basics | ({EXTENSION: exact} if exact else {})

    def _show(self, model: type[Profile] | type[Contact], rest: Data, names: dict[str, str]) -> None:
        """Give JSON Resume's own fields what they can hold, and take out of *rest* what they say in full."""
        holder = self._profile if model is Profile else self._contact
        for key, name in names.items():
            value = getattr(holder, name, None)
            texts = self._wording.texts(value if isinstance(value, tuple) else value and [value])
            if name == "email":
                texts = [text for text in texts if is_email(text)]
            elif name == "website":
                texts = [self._wording.address(text) for text in texts]
            view = next(filter(None, texts), "")
            if view:
                self._basics[key] = view
                said = rest.pop(name)
                if as_read(model, name, view) != said:
                    self._exact[model.section][name] = said

    def _add_portrait(self) -> None:
        """Give the portrait's address, where it has one; the image as it was typed has more to say."""
        image = self._profile.image if self._profile else None
        if image and (view := self._wording.address(image.src)):
            self._basics["image"] = view

    def _add_place(self, rest: Data, extras: Data) -> None:
        parts = extras.get("x-location")
        place, lines = rest.get("location"), rest.get("address")
        if isinstance(parts, dict):
            if lines is None and not self._is_private_shown:
                # Where the address is private, so are its parts.
                parts = {key: part for key, part in parts.items() if key in _PUBLIC_PARTS}
                extras["x-location"] = parts
                if len(parts) < 2:  # The location says it.
                    del extras["x-location"]
            texts = {key: Text(part) for key, part in parts.items() if isinstance(part, str) and part}
            read = _read_place(Mapping(texts))
            if texts == parts and len(parts) > 1 and read == _filled(location=place, address=_only(lines)):
                self._basics["location"] = parts
                rest.pop("location", None)
                rest.pop("address", None)
                del extras["x-location"]
                return
        contact = self._contact
        if contact is None:
            return
        first = next(iter(contact.address or ()), None)
        view = _filled(address=self._wording.text(first), city=self._wording.text(contact.location))
        if not view:
            return
        self._basics["location"] = view
        if len(view) == 1 and [*view.values()] in ([place], lines):
            rest.pop("location" if "city" in view else "address")
            return
        for name in ("location", "address"):
            self._exact["contact"][name] = rest.pop(name, None)

    def _add_profiles(self, rest: Data) -> None:
        """Add the profiles on networks, and the links, which JSON Resume knows as such."""
        profiles: list[Data] = []
        read = Mapping()
        for key in [name for name in rest if name in NETWORKS]:
            item = _profile_of(key, rest[key])
            if item is not None:
                trial = Mapping()
                _read_profile(trial, item)
                if dict(trial) == {key: rest[key]}:
                    profiles.append(item)
                    read |= trial
                    del rest[key]
        links = rest.get("links")
        for link in links if isinstance(links, list) else ():
            label, url = link.get("label"), address(link.get("url"))
            if isinstance(label, str) and label and url and find_network(label) is None:
                profiles.append({"network": label, "url": url})
                _read_profile(read, profiles[-1])
        if "links" in read:
            if read["links"] == links:
                del rest["links"]
            else:
                self._exact["contact"]["links"] = rest.pop("links")
        if profiles:
            self._basics["profiles"] = profiles

    def _add_extras(self, profile_extras: Data, contact_extras: Data) -> None:
        exact = self._exact

        def is_taken(name: str) -> bool:
            return name in _KEYS or name in BASICS_NAMES or is_field(Profile, name) or is_field(Contact, name)

        known = set()
        if "image" not in exact["profile"] and address(profile_extras.get("x-image")).startswith("http"):
            known.add("image")
        if "name" not in self._basics:  # Then reading would not know whose they are.
            exact["profile"] |= profile_extras
        else:
            add_extras(self._basics, exact["profile"], profile_extras, is_taken, known)
        exact["contact"] |= contact_extras


def _profile_of(key: str, user: Any) -> Data | None:
    """Return a profile on a network, or nothing for one whose network JSON Resume would not give back."""
    row = NETWORKS[key]
    if not isinstance(user, str) or is_empty(user) or find_network(row.name) is not row:
        return None
    item = {"network": row.name}
    try:
        url = profile_url(row, user)
    except ProfileError:
        return item | {"username": user}
    if user.startswith(("http://", "https://")):
        return item | {"url": user} if address(user) == user else None
    return item | {"username": user, "url": url}


def _read_profile(contact: Mapping, item: Data) -> None:
    username, url = item.get("username"), item.get("url")
    add_profile(
        contact, Text(item["network"]), Text(username) if username else None, Text(url) if url else None
    )


def _read_place(parts: Mapping) -> Data:
    read: Data = {}
    said: set[str] = set()
    for name, keys in PLACES.items():
        if text := text_of_place(parts, keys, said):
            read[name] = text
            said.update(keys)
    return read


def _filled(**fields: Any) -> Data:
    return {name: value for name, value in fields.items() if value}


def _only(values: Any) -> Any:
    return values[0] if isinstance(values, list) and len(values) == 1 else values
