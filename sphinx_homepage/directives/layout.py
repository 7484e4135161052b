"""Entries -> nodes: what stands where in an entry, whatever form it was typed in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from sphinx_homepage.directives.dates import when_node
from sphinx_homepage.directives.facts import facts, keywords
from sphinx_homepage.directives.links import Links
from sphinx_homepage.directives.person import address, card
from sphinx_homepage.directives.rich_text import RichText, joined
from sphinx_homepage.directives.selection import kind_label
from sphinx_homepage.locale import label
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.sections import section_named
from sphinx_homepage.model.text import Text
from sphinx_homepage.nodes import hp_block, hp_entry, hp_group, hp_head, hp_heading, hp_phrase, hp_when

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.directives.selection import Group
    from sphinx_homepage.domain import HomepageDomain
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.sections import Section

_Head = TypeVar("_Head", hp_head, hp_heading, hp_phrase)

MICROFORMATS = {
    "profile": ("h-card",),
    "experience": ("p-experience", "h-event"),
    "positions": ("h-event",),
    "education": ("p-education", "h-event"),
    "references": ("h-card",),
    "people": ("h-card",),
}
"""What an entry is on its own and to the resume around it: https://microformats.org/wiki/h-resume."""


class Layout:
    """Lays the entries of one section out on one page."""

    def __init__(
        self, env: BuildEnvironment, document: nodes.document, section: Section, domain: HomepageDomain
    ) -> None:
        self.env = env
        self.section = section
        self.domain = domain
        self.text = RichText.of(env, document)
        self.links = Links(env, self.text)
        self.language: str = env.config.language or "en"
        self.shown: list[tuple[Element, Common]] = env.current_document.setdefault(  # type: ignore[assignment]
            "homepage_shown", []
        )

    def block(self, groups: list[Group], body: list[Node] | None = None) -> hp_block:
        """Return the node of all *groups*; *body* stands for the summary and highlights of the one entry."""
        block = hp_block(classes=["hp-block", f"hp-{self.section.name}"])
        if self.section.layout == "card":
            block["classes"] += MICROFORMATS[self.section.name]
        for group in groups:
            if group.title is None:
                block += self._entries(group.entries, body)
                continue
            heading = hp_heading("", "", self.text.phrase(group.title), classes=["hp-group-title"])
            block += hp_group("", heading, *self._entries(group.entries, body), classes=["hp-group"])
        return block

    def _entries(self, entries: list[Common], body: list[Node] | None) -> list[Node]:
        match self.section.layout:
            case "card":
                return [node for entry in entries for node in self._card(entry, body)]
            case "address":
                return [address(entry, self) for entry in entries]
            case "entries":
                return [self.nested(entry, body) for entry in entries]
            case "words" if all(_is_words(entry) for entry in entries) and body is None:
                return [self._words(entries)]
            case _:
                return [self._list(entries, body)]

    # Headed entries

    def nested(self, entry: Common, body: list[Node] | None = None) -> hp_entry:
        """Return an entry behind a heading, with the entries that nest in it."""
        entry = self._published(entry)
        node = hp_entry(classes=["hp-entry", *self._microformats(entry)])
        self._note(node, entry)
        node += self._headed(hp_heading(classes=["hp-heading"]), entry)
        if meta := self._meta(entry):
            node += nodes.paragraph("", "", *meta, classes=["hp-meta"])
        node += self._rest(entry, body)
        if body is None:
            for child in entry.children():
                if child.only != "pdf":
                    node += Layout(self.env, self.text.document, section_of(child), self.domain).nested(child)
        return node

    # Items of a list

    def _list(self, entries: list[Common], body: list[Node] | None) -> nodes.bullet_list:
        flat = nodes.bullet_list(bullet="-", classes=["hp-list"])
        for entry in entries:
            flat += self._item(self._published(entry), body)
        return flat

    def _item(self, entry: Common, body: list[Node] | None) -> nodes.list_item:
        item = nodes.list_item(classes=["hp-entry", *self._microformats(entry)])
        self._note(item, entry)
        line = nodes.paragraph(classes=["hp-line"])
        if entry.head in {"date", None} and isinstance(entry, Entry):
            # The date is the head: "May 2026: the news", or the text below it where that is long.
            line += [node for node in [self._when(entry)] if node]
        else:
            line += self._headed(hp_head(classes=["hp-head"]), entry)
            if meta := self._meta(entry):
                line += [nodes.inline("", ", ", classes=["hp-separator"] if len(meta) == 1 else []), *meta]
        item += line
        item += self._rest(entry, body)
        return item

    def _words(self, entries: list[Common]) -> nodes.Element:
        """Return entries that are nothing but a word or two as one line."""
        words = []
        for entry in entries:
            phrase = self._headed(hp_phrase(classes=["hp-word"]), entry)
            self._note(phrase, entry)
            words.append([phrase])
        return nodes.paragraph("", "", *joined(words, ", "), classes=["hp-words"])

    def _card(self, entry: Common, body: list[Node] | None) -> list[Node]:
        return card(self._published(entry), body, self)

    # Parts of an entry

    def _published(self, entry: Common) -> Common:
        public = entry.published()
        if public is not entry:
            # The anchor and the identity stay those of the entry as it stands in the record.
            public._anchor = entry.anchor
        return public

    def _note(self, node: Element, entry: Common) -> None:
        self.shown.append((node, entry))

    def _microformats(self, entry: Common) -> list[str]:
        return [*MICROFORMATS.get(entry.section, ())]

    def _headed(self, node: _Head, entry: Common) -> _Head:
        """Fill *node* with what heads the entry; one text and no more is the node's own, to be translated."""
        text = getattr(entry, entry.head) if entry.head else None
        if isinstance(text, Text) and not self._asides_of_head(entry) and not getattr(entry, "url", None):
            self.text.fill(node, text)
            if entry.section in MICROFORMATS:
                node["classes"].append("p-name")
        else:
            node += self._head(entry)
        return node

    def _head(self, entry: Common) -> list[Node]:
        head = entry.head
        if head is None or head == "date":
            if isinstance(entry, Entry) and (entry.kind or not entry.when):
                section = section_of(entry)
                return [nodes.Text(kind_label(entry.kind, section) if entry.kind else label(section.label))]
            return [when] if isinstance(entry, Entry) and (when := self._when(entry)) else []
        value = getattr(entry, head)
        names = ("p-name", "u-url") if entry.section in MICROFORMATS else ()
        words = self.text.phrase(value if isinstance(value, Text) else Text(str(value)), *names[:1])
        url = entry.url if isinstance(entry, Entry) else None
        result: list[Node] = [self.links.link(url, [words], *names[1:])] if url else [words]
        for name in self._asides_of_head(entry):
            words = self.text.phrase(getattr(entry, name))
            result.append(nodes.Text(" "))
            result.append(
                nodes.inline(
                    "", "", nodes.Text("("), words, nodes.Text(")"), classes=[f"hp-{_hyphened(name)}"]
                )
            )
        return result

    def _asides_of_head(self, entry: Common) -> list[str]:
        """Return the fields in parentheses that belong to the head: those before any of the line below it."""
        names = []
        for name in entry.own_fields:
            place = entry.shown(name).place
            if getattr(entry, name) is not None and name != entry.head:
                if place == "subtitle":
                    break
                if place == "aside":
                    names.append(name)
        return [*names, "note"] if isinstance(entry, Entry) and entry.note else names

    def _meta(self, entry: Common) -> list[Node]:
        """Return the line below the head: what, where, when."""
        if not isinstance(entry, Entry):
            return []
        parts: list[list[Node]] = []
        if what := self._subtitle(entry):
            parts.append(what)
        if entry.location:
            where = ["hp-where", "p-location"] if _is_event(entry) else ["hp-where"]
            parts.append([self.text.phrase(entry.location, *where)])
        line = joined(parts, " · ")
        if when := self._when(entry):
            if line:  # Marked, since a wide page shows the date in a column of its own.
                line.append(nodes.inline("", " · ", classes=["hp-separator"]))
            line.append(when)
        return line

    def _subtitle(self, entry: Entry) -> list[Node]:
        parts: list[list[Node]] = []
        in_head = {entry.head, *self._asides_of_head(entry)}
        for name in (*entry.own_fields, "status"):
            value = getattr(entry, name)
            place = entry.shown(name).place
            if value is None or name in in_head or place not in {"subtitle", "aside"}:
                continue
            texts = value if isinstance(value, tuple) else (value,)
            shown = joined(([self.text.phrase(text, f"hp-{_hyphened(name)}")] for text in texts), ", ")
            if place == "aside" and parts:
                parts[-1] += [nodes.Text(" ("), *shown, nodes.Text(")")]
            elif place == "aside":
                parts.append([nodes.Text("("), *shown, nodes.Text(")")])
            else:
                parts.append(shown)
        return joined(parts, ", ")

    def _when(self, entry: Entry) -> hp_when | hp_phrase | None:
        dates = entry.when
        if not dates:
            return None
        names = ("dt-start", "dt-end") if _is_event(entry) else ("", "")
        css = ["hp-when"] if len(dates) == 1 else ["hp-when", "hp-when-many"]
        return when_node(dates, self.text, names, css)

    def _rest(self, entry: Common, body: list[Node] | None) -> list[Node]:
        """Return all that stands below an entry's first lines."""
        result = facts(entry, self.text, self.links)
        if entry.image:
            result += self.links.image(entry.image, "hp-image")
        if body is not None:
            result += body
        else:
            result += self.prose(entry)
        if isinstance(entry, Entry) and entry.keywords:
            result.append(keywords(entry, self.text))
        if links := self.links.of(entry):
            result.append(
                nodes.paragraph("", "", *joined(([link] for link in links), " · "), classes=["hp-links"])
            )
        return result

    def prose(self, entry: Common) -> list[Node]:
        """Return the summary, other running text and the highlights of an entry."""
        result: list[Node] = []
        for name in ("summary", *entry.own_fields):
            value = getattr(entry, name)
            if value is not None and entry.shown(name).place == "body" and name != entry.head:
                result += self.text.blocks(value)
        if isinstance(entry, Entry) and entry.highlights:
            items = [nodes.list_item("", *self.text.blocks(text)) for text in entry.highlights]
            result.append(nodes.bullet_list("", *items, bullet="-"))
        return result


@lru_cache
def _hyphened(name: str) -> str:
    return name.replace("_", "-")


def section_of(entry: Common) -> Section:
    """Return the row of the table that *entry* is of."""
    return section_named(entry.section)


def _is_event(entry: Common) -> bool:
    return "h-event" in MICROFORMATS.get(entry.section, ())


def _is_words(entry: Common) -> bool:
    """Whether *entry* is nothing but its head."""
    return not (entry.model_fields_set - {entry.heads[0], "kind", "id", "tags", "only"})
