"""A person's names, addresses and profiles, as sites give them -> ``profile`` and ``contact``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sphinx_homepage.model.networks import NETWORKS, ProfileError, find_network, profile_url
from sphinx_homepage.model.values import is_email

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_homepage.model.networks import Network

    Say = Callable[[str], None]
    """Adds a sentence to the report."""

_ENDINGS: Final = re.compile(r"[_-](?:id|username|userid|url|profile|number|user|name)$")
_OTHER_NAMES: Final = {
    "scholar": "google_scholar",
    "semantic": "semantic_scholar",
    "inspirehep": "inspire",
    "inspire-hep": "inspire",
    "research_gate": "researchgate",
    "stackexchange": "stack_exchange",
    "academia_edu": "academia",
    "arxiv_author": "arxiv",
}
_ADDRESSES: Final = {
    "quora": "https://www.quora.com/profile/{}",
    "lastfm": "https://www.last.fm/user/{}",
    "pinterest": "https://www.pinterest.com/{}",
    "unsplash": "https://unsplash.com/@{}",
    "codepen": "https://codepen.io/{}",
    "dribbble": "https://dribbble.com/{}",
    "soundcloud": "https://soundcloud.com/{}",
    "tumblr": "https://{}.tumblr.com",
    "steam": "https://steamcommunity.com/id/{}",
    "artstation": "https://www.artstation.com/{}",
}
"""Networks that have no field here: a profile there is a link."""
_LABELS: Final = {
    "quora": "Quora",
    "lastfm": "Last.fm",
    "work": "Work",
    "blogger": "Blog",
    "soundcloud": "SoundCloud",
    "artstation": "ArtStation",
    "pubmed": "PubMed",
    "impactstory": "ImpactStory",
}


def network_of(name: str) -> Network | None:
    """Return the network that a site's own name of a setting means."""
    name = name.strip().lower()
    bare = _ENDINGS.sub("", name)
    for text in (name, bare):
        found = find_network(_OTHER_NAMES.get(text, text))
        if found is not None:
            return found
    return None


def add_profile(contact: dict[str, Any], name: str, value: str, say: Say) -> None:
    """Add what a site says under *name* (``github_username``) to *contact*."""
    value = value.strip()
    if re.fullmatch(r"[\w.-]+\.[a-z]+/@\w+", value):  # As al-folio writes a profile on Mastodon.
        value = f"https://{value}"
    row = network_of(name)
    if name == "email":
        add_email(contact, value, say)
    elif row is not None:
        try:
            profile_url(row, value)
        except ProfileError as error:
            if is_address(value):
                add_link(contact, row.name, value)
            else:
                contact.setdefault(f"x-{name}", value)
                say(f"{error}; it is kept under x-{name}")
        else:
            if row.key in contact and contact[row.key] != value:
                add_link(contact, row.name, profile_url(row, value))
            contact.setdefault(row.key, value)
    else:
        _add_other(contact, name, value, say)


def _add_other(contact: dict[str, Any], name: str, value: str, say: Say) -> None:
    bare = _ENDINGS.sub("", name.lower())
    label = _LABELS.get(bare, bare.replace("_", " ").replace("-", " ").capitalize())
    if is_address(value):
        add_link(contact, label, value)
    elif bare in _ADDRESSES and re.fullmatch(r"[\w.-]+", value):
        add_link(contact, label, _ADDRESSES[bare].format(value))
    else:
        contact.setdefault(f"x-{name}", value)
        say(f'"{name}" has no field here; it is kept under x-{name}')


def add_address(contact: dict[str, Any], label: str, url: str, say: Say) -> None:
    """Add an address to *contact*: a profile on the network that it is on, or a link with *label*."""
    url = url.strip()
    if url.startswith("mailto:"):
        add_email(contact, url.removeprefix("mailto:").partition("?")[0], say)
        return
    if is_email(url):
        add_email(contact, url, say)
        return
    if not is_address(url):
        say(f'the link "{url[:80]}" ({label}) leads nowhere here, and is left out')
        return
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    for row in NETWORKS.values():
        if not row.owns(host) or row.key in contact:
            continue
        try:
            profile_url(row, url)
        except ProfileError:
            continue
        contact[row.key] = url
        return
    add_link(contact, label, url)


def add_email(contact: dict[str, Any], value: str, say: Say) -> None:
    """Add an e-mail address, spelt out or not."""
    text = re.sub(r"\s*[\[({<]\s*at\s*[\])}>]\s*|\s+at\s+", "@", value.strip(), flags=re.IGNORECASE)
    text = re.sub(r"\s*[\[({<]\s*dot\s*[\])}>]\s*|\s+dot\s+", ".", text, flags=re.IGNORECASE)
    if is_email(text):
        contact.setdefault("email", text)
    elif value:
        contact.setdefault("x-email", value)
        say(f'"{value[:80]}" is not an e-mail address; it is kept under x-email')


def add_link(contact: dict[str, Any], label: str, url: str) -> None:
    """Add a link to *contact*, once."""
    links = contact.setdefault("links", [])
    if all(link["url"] != url for link in links):
        links.append({"label": label, "url": url})


def is_address(value: str) -> bool:
    """Whether *value* is an address on the web."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"[\s<>\"\\]", value)


def merged(data: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return *data* with what *other* has beside it: more fields of the person, more entries."""
    whole = dict(data)
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(whole.get(key), dict):
            whole[key] = whole[key] | {name: part for name, part in value.items() if name not in whole[key]}
        elif isinstance(value, list) and isinstance(whole.get(key), list):
            whole[key] = whole[key] + [entry for entry in value if entry not in whole[key]]
        else:
            whole.setdefault(key, value)
    return whole
