"""Links and profiles on networks, as foreign files give them -> fields of our ``contact``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_homepage.model.networks import ProfileError, find_network, profile_url
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.foreign import like, named

if TYPE_CHECKING:
    from sphinx_homepage.model.networks import Network
    from sphinx_homepage.model.text import Tree


def add_link(contact: Mapping, label: Text, url: Text | None, icon: Text | None = None) -> None:
    """Add a link to *contact*, after those it has."""
    link = like(label)
    link[named("label", label)] = label
    if url is not None:
        link[named("url", url)] = url
    if icon is not None:
        link[named("icon", icon)] = icon
    links = contact.setdefault(named("links", label), Sequence())
    if not isinstance(links, Sequence):
        links = _as_links(links)
        contact["links"] = links
    links.append(link)


def add_profile(contact: Mapping, network: Text, username: Text | None, url: Text | None = None) -> bool:
    """Add a profile on a network to *contact*; return whether that says all there is to say.

    One on a network that we do not know, and a second one on the same network, becomes a link.
    """
    row = find_network(network)
    known = next((text for text in (username, url) if text and _address(row, text)), None)
    if row is not None and row.key not in contact:
        used = known or username or url  # If neither will do, the reader says why.
        contact[named(row.key, network)] = used
        other = url if used is username else username
        if other is None or used is None or other in used:
            return True
        return other is url and _same(_address(row, used), other)
    address = url or (named(_address(row, known), known) if known else None)
    is_said = username is None or (url is not None and username in url)
    label = network if is_said or url is not None else Text(f"{network}: {username}", network.position)
    add_link(contact, label, address)
    return is_said or url is None


def _address(row: Network | None, user: str) -> str:
    """Return the address of a profile, or nothing where it is none."""
    try:
        return profile_url(row, user) if row else ""
    except ProfileError:
        return ""


def _same(one: str, other: str) -> bool:
    """Whether two addresses differ in no more than what every browser and every network evens out."""

    def plain(url: str) -> tuple[str, str, str]:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/").lower(), parts.query

    try:
        return plain(one) == plain(other)
    except ValueError:
        return False


def _as_links(value: Tree) -> Sequence:
    """Return a list of links for what a person may write in place of one."""
    if not isinstance(value, Mapping) or {"label", "url"} & value.keys():
        return Sequence([value])
    links = Sequence()
    for label, url in value.items():
        link = like(url)
        link |= {named("label", label): named(label, label), named("url", label): url}
        links.append(link)
    return links
