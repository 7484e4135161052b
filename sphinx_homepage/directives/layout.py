"""Entries -> nodes: what stands where in an entry, whatever form it was typed in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from sphinx_homepage.directives.apart import hidden, is_apart, is_on_paper, shows_private
from sphinx_homepage.directives.dates import dated, when_node
from sphinx_homepage.directives.facts import facts, keywords
from sphinx_homepage.directives.links import Links
from sphinx_homepage.directives.person import address, card
from sphinx_homepage.directives.rich_text import RichText, joined
from sphinx_homepage.directives.selection import kind_label
from sphinx_homepage.locale import comma, label
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.rows import Projects
from sphinx_homepage.model.sections import section_named
from sphinx_homepage.model.text import Text
from sphinx_homepage.nodes import (
    hp_block,
    hp_entry,
    hp_group,
    hp_head,
    hp_heading,
    hp_pdf_only,
    hp_phrase,
    hp_when,
)
from sphinx_homepage.published import note_published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docutils.nodes import Element, Node
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.directives.person import Slots
    from sphinx_homepage.directives.selection import Group
    from sphinx_homepage.domain import HomepageDomain
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.sections import Section

_Part = TypeVar("_Part")
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
        self.is_apart = is_apart(env)
        self.is_on_paper = is_on_paper(env)
        self.media: dict[int, str] = {}
        """What alone shows an entry, by its ``id()``: ``web``, ``pdf``, or nothing for both."""
        self.shows = ""
        """What is to be shown of the entries, or beside their own fields: see ``styles.SHOWS``."""
        self.shown: list[tuple[Element, Common]] = env.current_document.setdefault(  # type: ignore[assignment]
            "homepage_shown", []
        )

    def block(self, groups: list[Group], body: list[Node] | None = None) -> hp_block:
        """Return the node of all *groups*; *body* stands for the summary and highlights of the one entry."""
        block = hp_block(classes=["hp-block", f"hp-{self.section.name}"])
        if self.section.layout == "card":
            block["classes"] += MICROFORMATS[self.section.name]
        for group in groups:
            if all(self._medium(entry) == "pdf" for entry in group.entries):
                block += self._hidden([group], lambda layout, group: layout._group(group, body))
            else:
                block += self._group(group, body)
        return block

    def _group(self, group: Group, body: list[Node] | None) -> list[Node]:
        found = self._entries(group.entries, body)
        if group.title is not None:
            heading = hp_heading("", "", self.text.phrase(group.title), classes=["hp-group-title"])
            found = [hp_group("", heading, *found, classes=["hp-group"])]
        if all(self._medium(entry) == "web" for entry in group.entries):
            self._mark(found)
        return found

    # What the web alone and what the PDF alone shows

    def _medium(self, entry: Common) -> str:
        return "" if self.is_apart else self.media.get(id(entry), str(entry.only or ""))

    def each(self, entries: Iterable[Common], make: Callable[[Layout, Common], list[Node]]) -> list[Node]:
        """Return what *make* makes of each of *entries*, hidden where only the PDF shows one."""
        if self.is_apart:
            return [node for entry in entries if entry.only != "web" for node in make(self, entry)]
        entries = [entry for entry in entries if self.is_on_paper or self._medium(entry) != "pdf"]
        media = [self._medium(entry) for entry in entries]
        of_pdf = [entry for entry, medium in zip(entries, media, strict=True) if medium == "pdf"]
        hidden_ones = iter(self._hidden(of_pdf, make) if of_pdf else ())
        found: list[Node] = []
        for entry, medium in zip(entries, media, strict=True):
            if medium == "pdf":
                found.append(next(hidden_ones))
                continue
            made = make(self, entry)
            if medium == "web":
                self._mark(made)
            found += made
        return found

    def _hidden(
        self, parts: Sequence[_Part], make: Callable[[Layout, _Part], list[Node]]
    ) -> list[hp_pdf_only]:
        """Return what *make* makes of each of *parts*, for the PDF alone."""

        def made(document: nodes.document) -> list[list[Node]]:
            layout = Layout(self.env, document, self.section, self.domain)
            layout.shows = self.shows
            return [make(layout, part) for part in parts]

        return hidden(self.env, self.text.document, made) if self.is_on_paper else []

    def with_private(self, entry: Common, make: Callable[[Layout, Common], Slots]) -> list[Node]:
        """Return the parts that *make* makes of a person; the private ones for the PDF, if it is asked to."""
        public = self._published(entry)
        if self.is_apart and shows_private(self.env):
            public = entry
        slots = make(self, public)
        if public is entry or not shows_private(self.env):
            return [node for part in slots.values() for node in part]
        names: list[tuple[object, ...]] = []

        def made(document: nodes.document) -> list[list[Node]]:
            full = make(Layout(self.env, document, self.section, self.domain), entry)
            names.extend(full)
            return [*full.values()]

        of_pdf = hidden(self.env, self.text.document, made)
        result: list[Node] = []
        for name, part in slots.items():
            if name not in names:  # A part of it is private: the PDF has another line.
                self._mark(part)
        pending = [*slots]
        for name, secret in zip(names, of_pdf, strict=True):
            if name in slots:
                result += slots[name]
                pending.remove(name)
                continue
            for other in [other for other in pending if other[0] == name[0] and other not in names]:
                result += slots[other]
                pending.remove(other)
            result.append(secret)
        return result + [node for name in pending for node in slots[name]]

    def _mark(self, made: Iterable[Node]) -> None:
        """Mark nodes for the PDF to leave them out."""
        for node in made if self.is_on_paper else ():
            if isinstance(node, nodes.Element):
                node["hp-only"] = "web"

    def _entries(self, entries: list[Common], body: list[Node] | None) -> list[Node]:
        match self.section.layout:
            case "card":
                return self.each(entries, lambda layout, entry: card(entry, body, layout))
            case "address":
                return self.each(entries, lambda layout, entry: [address(entry, layout)])
            case "entries":
                return self.each(entries, lambda layout, entry: [layout.nested(entry, body)])
            case "words" if body is None and all(map(_is_words, entries)):
                return [self._words(entries)]
            case "words" if body is None and all(map(_is_words, on_web := self._on_web(entries))) and on_web:
                rest = [entry for entry in entries if entry not in on_web]
                return [
                    self._words(on_web),
                    *self._hidden([rest], lambda layout, rest: [layout._list(rest, None)]),
                ]
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
            node += self.each(entry.children(), _nested)
        return node

    # Items of a list

    def _list(self, entries: list[Common], body: list[Node] | None) -> nodes.bullet_list:
        flat = nodes.bullet_list(bullet="-", classes=["hp-list"])
        flat += self.each(entries, lambda layout, entry: [layout._item(layout._published(entry), body)])
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
                line += [nodes.inline("", comma(), classes=["hp-separator"] if len(meta) == 1 else []), *meta]
        item += line
        item += self._rest(entry, body)
        return item

    def _words(self, entries: list[Common]) -> nodes.Element:
        """Return entries that are nothing but a word or two as one line."""
        words: list[Node] = []
        is_first = True
        for word in self.each(entries, lambda layout, entry: [layout._word(entry)]):
            if not isinstance(word, hp_pdf_only):
                words += [] if is_first else [nodes.Text(comma())]
                is_first = False
            words.append(word)
        return nodes.paragraph("", "", *words, classes=["hp-words"])

    def _word(self, entry: Common) -> hp_phrase:
        phrase = self._headed(hp_phrase(classes=["hp-word"]), entry)
        self._note(phrase, entry)
        return phrase

    def _on_web(self, entries: list[Common]) -> list[Common]:
        return [entry for entry in entries if self._medium(entry) != "pdf"]

    # Parts of an entry

    def _published(self, entry: Common) -> Common:
        public = entry.published()
        if public is not entry:
            # The anchor and the identity stay those of the entry as it stands in the record.
            public._anchor = entry.anchor
            note_published(self.env, entry, public)
        return public

    def _note(self, node: Element, entry: Common) -> None:
        self.shown.append((node, entry))
        self.carry([node], entry)

    def carry(self, made: Iterable[Node], entry: Common) -> None:
        """Let the page's PDF know that the nodes *made* show *entry*."""
        if self.is_on_paper:
            from sphinx_homepage.pdf.record import carry  # Late: few pages are.

            carry(self.env, made, entry)

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
            shown = joined(([self.text.phrase(text, f"hp-{_hyphened(name)}")] for text in texts), comma())
            if place == "aside" and parts:
                parts[-1] += [nodes.Text(" ("), *shown, nodes.Text(")")]
            elif place == "aside":
                parts.append([nodes.Text("("), *shown, nodes.Text(")")])
            else:
                parts.append(shown)
        return joined(parts, comma())

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
        if links := [*self.links.of(entry), *self._stars(entry)]:
            result.append(
                nodes.paragraph("", "", *joined(([link] for link in links), " · "), classes=["hp-links"])
            )
        return result

    def _stars(self, entry: Common) -> list[Node]:
        """Return the stars of a project's repository, where they are asked for and known."""
        if self.shows != "stars" or not isinstance(entry, Projects) or entry.repository is None:
            return []
        count = self.domain.files.synced.stars_of(entry.repository)
        return [dated(count, label("Stars"), self.language, "hp-stars")] if count else []

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


def _nested(layout: Layout, child: Common) -> list[Node]:
    inner = Layout(layout.env, layout.text.document, section_of(child), layout.domain)
    return [inner.nested(child)]


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
