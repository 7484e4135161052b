"""The two sections that hold one entry: who the person is, and how to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from docutils import nodes

from sphinx_homepage.directives.rich_text import joined
from sphinx_homepage.locale import label, labelled
from sphinx_homepage.native_names import CSS as NATIVE_NAME
from sphinx_homepage.nodes import hp_address, hp_icon, hp_link

if TYPE_CHECKING:
    from docutils.nodes import Node

    from sphinx_homepage.directives.layout import Layout
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.rows import Contact, Profile
    from sphinx_homepage.model.text import Text


Slots: TypeAlias = "dict[tuple[object, ...], list[Node]]"
"""The parts of a person, in order, by what each is made of."""


def card(entry: Common, body: list[Node] | None, layout: Layout) -> list[Node]:
    """Return a profile's portrait and lines (https://microformats.org/wiki/h-card)."""
    # A body that was typed is one: the page has it, and what of it is private is not even read.
    made = layout.with_private(entry, lambda inner, entry: _card(entry, body, inner, is_page=inner is layout))
    layout.carry(made, entry)
    return made


def _card(entry: Common, body: list[Node] | None, layout: Layout, *, is_page: bool) -> Slots:
    profile = cast("Profile", entry)
    text = layout.text
    result: Slots = {}
    if profile.image:
        result["image",] = [*layout.links.image(profile.image, "hp-portrait", "u-photo")]
    parts = (
        (profile.prefix, "p-honorific-prefix"),
        (profile.name, "p-name"),
        (profile.suffix, "p-honorific-suffix"),
    )
    others = ((profile.native_name, NATIVE_NAME), (profile.pronouns, "hp-pronouns"))
    name = joined(([text.phrase(part, css)] for part, css in parts if part), " ")
    if name:
        line = nodes.paragraph("", "", nodes.strong("", "", *name), classes=["hp-name"])
        for part, css in others:
            if part:
                line += [nodes.Text(" "), text.phrase(part, css)]
        result["name", *(css for part, css in (*parts, *others) if part)] = [line]
    if profile.headline:
        result["headline",] = [
            nodes.paragraph("", "", text.phrase(profile.headline, "p-job-title"), classes=["hp-headline"])
        ]
    if profile.organization:
        places = joined(([text.phrase(place, "p-org")] for place in profile.organization), " · ")
        result["organization",] = [nodes.paragraph("", "", *places, classes=["hp-organization"])]
    if body is not None:
        result["body",] = body if is_page else []
    else:
        result["body", profile.summary is None] = layout.prose(profile)
    if links := layout.links.of(profile):
        result["links",] = [
            nodes.paragraph("", "", *joined(([link] for link in links), " · "), classes=["hp-links"])
        ]
    return result


def address(entry: Common, layout: Layout) -> hp_address:
    """Return the ways to reach the person, one an item."""
    items = layout.with_private(entry, _ways)
    node = hp_address("", classes=["h-card"])
    if items:
        node += nodes.bullet_list("", *items, bullet="-", classes=["hp-contact-list"])
    node.insert(0, layout.with_private(entry, _portrait))
    node += layout.with_private(entry, _summary)
    layout.carry([node], entry)
    return node


def _portrait(layout: Layout, entry: Common) -> Slots:
    image = entry.image
    return {("image",): [*layout.links.image(image, "hp-portrait", "u-photo")]} if image else {}


def _summary(layout: Layout, entry: Common) -> Slots:
    return {("summary",): layout.text.blocks(entry.summary)} if entry.summary else {}


def _ways(layout: Layout, entry: Common) -> Slots:
    contact = cast("Contact", entry)
    text, links = layout.text, layout.links
    items: dict[tuple[object, ...], list[Node]] = {}
    for field, values in (
        ("email", contact.email),
        ("phone", contact.phone),
        ("office", contact.office),
        ("address", contact.address),
        ("location", (contact.location,) if contact.location else ()),
    ):
        for at, value in enumerate(values or ()):
            reached = (
                links.reach(field, value)
                if field in {"email", "phone"}
                else text.phrase(value, _ADDRESS[field])
            )
            items[field, at] = [*_labelled(field), reached]
    if contact.website:
        link = links.link(contact.website, [nodes.inline("", _without_scheme(contact.website))], "u-url")
        if isinstance(link, hp_link):
            link["rel"] = "me"
        items["website",] = [*_labelled("website"), link]
    for network, user in (contact.profiles or {}).items():
        if user:
            items["profiles", network] = [links.profile(network, user, is_own=True)]
    for at, more in enumerate(links.more(contact)):
        items["links", at] = [more]
    return {name: [nodes.list_item("", nodes.paragraph("", "", *item))] for name, item in items.items()}


_ADDRESS = {"office": "p-extended-address", "address": "p-adr", "location": "p-locality"}


def _labelled(field: str) -> list[Node]:
    """Return the icon of a way to reach somebody, and its name for who does not see icons."""
    name = nodes.inline("", labelled(label(field.capitalize())), classes=["hp-icon-label"])
    return [hp_icon(icon=field), name, nodes.Text(" ")]


def _without_scheme(url: Text) -> str:
    return url.partition("://")[2].rstrip("/") or str(url)
