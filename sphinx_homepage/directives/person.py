"""The two sections that hold one entry: who the person is, and how to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_homepage.directives.rich_text import joined
from sphinx_homepage.locale import label, labelled
from sphinx_homepage.nodes import hp_address, hp_icon, hp_link

if TYPE_CHECKING:
    from docutils.nodes import Node

    from sphinx_homepage.directives.layout import Layout
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.rows import Contact, Profile
    from sphinx_homepage.model.text import Text


def card(entry: Common, body: list[Node] | None, layout: Layout) -> list[Node]:
    """Return a profile's portrait and lines (https://microformats.org/wiki/h-card)."""
    profile = cast("Profile", entry)
    text = layout.text
    result: list[Node] = []
    if profile.image:
        result += layout.links.image(profile.image, "hp-portrait", "u-photo")
    name = joined(
        (
            [text.phrase(part, css)]
            for part, css in (
                (profile.prefix, "p-honorific-prefix"),
                (profile.name, "p-name"),
                (profile.suffix, "p-honorific-suffix"),
            )
            if part
        ),
        " ",
    )
    if name:
        line = nodes.paragraph("", "", nodes.strong("", "", *name), classes=["hp-name"])
        for part, css in ((profile.native_name, "hp-native-name"), (profile.pronouns, "hp-pronouns")):
            if part:
                line += [nodes.Text(" "), text.phrase(part, css)]
        result.append(line)
    if profile.headline:
        result.append(
            nodes.paragraph("", "", text.phrase(profile.headline, "p-job-title"), classes=["hp-headline"])
        )
    if profile.organization:
        places = joined(([text.phrase(place, "p-org")] for place in profile.organization), " · ")
        result.append(nodes.paragraph("", "", *places, classes=["hp-organization"]))
    result += body if body is not None else layout.prose(profile)
    if links := layout.links.of(profile):
        result.append(
            nodes.paragraph("", "", *joined(([link] for link in links), " · "), classes=["hp-links"])
        )
    return result


def address(entry: Common, layout: Layout) -> hp_address:
    """Return the ways to reach the person, one an item."""
    contact = cast("Contact", entry.published())
    text, links = layout.text, layout.links
    items: list[list[Node]] = []
    for field, values in (
        ("email", contact.email),
        ("phone", contact.phone),
        ("office", contact.office),
        ("address", contact.address),
        ("location", (contact.location,) if contact.location else ()),
    ):
        for value in values or ():
            reached = (
                links.reach(field, value)
                if field in {"email", "phone"}
                else text.phrase(value, _ADDRESS[field])
            )
            items.append([*_labelled(field), reached])
    if contact.website:
        link = links.link(contact.website, [nodes.inline("", _without_scheme(contact.website))], "u-url")
        if isinstance(link, hp_link):
            link["rel"] = "me"
        items.append([*_labelled("website"), link])
    items += [
        [links.profile(network, user, is_own=True)]
        for network, user in (contact.profiles or {}).items()
        if user
    ]
    items += [[link] for link in links.more(contact)]
    flat = nodes.bullet_list(bullet="-", classes=["hp-contact-list"])
    flat += [nodes.list_item("", nodes.paragraph("", "", *item)) for item in items]
    node = hp_address("", flat, classes=["h-card"])
    if contact.image:
        node.insert(0, links.image(contact.image, "hp-portrait", "u-photo"))
    if contact.summary:
        node += text.blocks(contact.summary)
    return node


_ADDRESS = {"office": "p-extended-address", "address": "p-adr", "location": "p-locality"}


def _labelled(field: str) -> list[Node]:
    """Return the icon of a way to reach somebody, and its name for who does not see icons."""
    name = nodes.inline("", labelled(label(field.capitalize())), classes=["hp-icon-label"])
    return [hp_icon(icon=field), name, nodes.Text(" ")]


def _without_scheme(url: Text) -> str:
    return url.partition("://")[2].rstrip("/") or str(url)
