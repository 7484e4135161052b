"""The record: entries, their lines taken apart into what a template places, contacts, publications."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_homepage import html
from sphinx_homepage.nodes import hp_head, hp_heading, hp_icon, hp_when
from sphinx_homepage.pdf.source import array, block, dictionary, line_of, optional, string, words
from sphinx_homepage.pdf.writer.core import elements
from sphinx_homepage.pdf.writer.tables import TableWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node


def classes_of(node: Node) -> frozenset[str]:
    """Return the classes of *node*, which a text has none of."""
    return frozenset(node["classes"]) if isinstance(node, nodes.Element) else frozenset()


class Line:
    """The line of what, where and when of an entry, taken apart."""

    def __init__(self, children: Iterable[Node]) -> None:
        self.what: list[Node] = []
        self.where: list[Node] = []
        self.when: list[Node] = []
        for node in children:
            classes = classes_of(node)
            if isinstance(node, hp_when) or "hp-when" in classes:
                _end_at(self.what, " · ")
                self.when.append(node)
            elif "hp-where" in classes:
                _end_at(self.what, " · ")
                self.where.append(node)
            elif "hp-separator" not in classes:
                self.what.append(node)


class Person(NamedTuple):
    """A profile, taken apart."""

    portrait: nodes.image | None
    name: Sequence[Node]
    aside: list[Sequence[Node]]
    """What stands behind the name."""
    lines: list[Sequence[Node]]
    rest: list[Node]

    @classmethod
    def of(cls, node: Element) -> Person:
        """Take the block of a profile apart."""
        portrait: nodes.image | None = None
        name: Sequence[Node] = ()
        aside: list[Sequence[Node]] = []
        lines: list[Sequence[Node]] = []
        rest: list[Node] = []
        for child in node.children:
            classes = classes_of(child)
            if isinstance(child, nodes.image) and "hp-portrait" in classes and portrait is None:
                portrait = child
            elif isinstance(child, nodes.paragraph) and "hp-name" in classes:
                strong = child[0]
                name = strong.children if isinstance(strong, nodes.strong) else [strong]
                aside += [[part] for part in child.children[1:] if not isinstance(part, nodes.Text)]
            elif isinstance(child, nodes.paragraph) and classes & {"hp-headline", "hp-organization"}:
                lines.append(child.children)
            else:
                rest.append(child)
        return cls(portrait, name, aside, lines, rest)


def _end_at(run: list[Node], separator: str) -> None:
    """Take the *separator* that ends *run* out of it."""
    if run and isinstance(run[-1], nodes.Text) and run[-1].endswith(separator):
        rest = str(run.pop())[: -len(separator)]
        if rest:
            run.append(nodes.Text(rest))


def without_aside(children: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Return what heads an entry, and behind it what stands in parentheses."""
    for at, node in enumerate(children):
        if at and type(node) is nodes.inline and _is_aside(node):
            head = [*children[:at]]
            _end_at(head, " ")
            return head, [*children[at:]]
    return [*children], []


def _is_aside(node: Element) -> bool:
    first = node.children[0] if node.children else None
    is_ours = any(name.startswith("hp-") for name in node["classes"])
    return is_ours and isinstance(first, nodes.Text) and first.startswith("(")


class EntryWriter(TableWriter):
    """Writes the nodes of the record."""

    # Blocks

    def _block_hp_block(self, node: Element) -> str:
        before = self.section
        own = next((name for name in node["classes"] if name.startswith("hp-") and name != "hp-block"), "")
        self.section = own.removeprefix("hp-") or before
        anchors = self.line(self.place(node), self.anchors(node))
        if self.section == "profile":
            written = self.profile(node)
        elif self.section == "publications":
            written = self._publications(node.children)
        else:
            written = self.blocks(node.children)
        self.section = before
        return anchors + written

    def _block_hp_group(self, node: Element) -> str:
        heading = next((child for child in node.children if isinstance(child, hp_heading)), None)
        before, self.depth = self.depth, self.depth + 1
        own, others = self.own_anchor(node)
        written = ""
        if heading is not None:
            inner = self.anchors(heading) + self.title(heading.children)
            call_of_group = f"{others}#group(level: {self.depth}, id: {own})[{inner}];"
            written = self.line(self.place(heading), call_of_group)
        rest = [child for child in node.children if child is not heading]
        written += self._publications(rest) if self.section == "publications" else self.blocks(rest)
        self.depth = before
        return written

    def _block_hp_entry(self, node: Element) -> str:
        before, self.depth = self.depth, self.depth + 1
        own, others = self.own_anchor(node)
        children = [*node.children]
        heading = children.pop(0) if isinstance(children[0], hp_heading) else None
        head, aside = without_aside(heading.children) if heading is not None else ([], [])
        line = Line([])
        if children and "hp-meta" in classes_of(children[0]):
            line = Line(children.pop(0).children)
        arguments = (
            f"level: {self.depth}, id: {own}, title: [{self.title(head)}], "
            f"aside: {optional(self.inline(aside))}, subtitle: {optional(self.inline(line.what))}, "
            f"place: {optional(self.inline(line.where))}, date: {optional(self.inline(line.when))}, "
            f"section: {string(self.section)}"
        )
        written = self.line(self.place(node), f"{others}#entry({arguments})[\n{self.blocks(children)}];")
        self.depth = before
        return written

    def _block_hp_heading(self, node: Element) -> str:
        """Write a heading without its entry, which no directive makes."""
        return self._block_rubric(node)

    # Lists

    def _block_bullet_list(self, node: Element) -> str:
        if "hp-list" not in classes_of(node):
            return super()._block_bullet_list(node)
        rows = "".join(self._row_of_list(item) for item in elements(node))
        return self.line(self.place(node), f"#entries(section: {string(self.section)})[\n{rows}];")

    def _row_of_list(self, item: Element) -> str:
        own, others = self.own_anchor(item)
        children = [*item.children]
        first = children[0] if children else None
        head: list[Node] = []
        aside: list[Node] = []
        line = Line([])
        if isinstance(first, nodes.paragraph) and "hp-line" in first["classes"]:
            parts = children.pop(0).children
            if parts and isinstance(parts[0], hp_head):
                # Behind the head stands the comma before the rest.
                parts = [part for part in parts if not _is_comma(part)]
                head, aside = without_aside(parts[0].children)
                line = Line(parts[1:])
            else:
                line = Line(parts)
        title = optional(self.inline(head))
        arguments = (
            f"id: {own}, head: {title}, aside: {optional(self.inline(aside))}, "
            f"meta: {optional(self.inline(line.what))}, place: {optional(self.inline(line.where))}, "
            f"date: {optional(self.inline(line.when))}, section: {string(self.section)}"
        )
        # A fact, words or links look as they do among others, even alone.
        is_special = any(classes_of(child) & _PARAGRAPHS.keys() for child in children)
        body = f"\n{self.blocks(children)}" if is_special else self.tight(children)
        return self.line(self.place(item), f"{others}#item({arguments})[{body}];")

    def _block_paragraph(self, node: Element) -> str:
        for name in classes_of(node) & _PARAGRAPHS.keys():
            written: str = getattr(self, _PARAGRAPHS[name])(node)
            return self.line(self.place(node), self.anchors(node) + written) if written else ""
        return super()._block_paragraph(node)

    def _words(self, node: Element) -> str:
        found = [self.inline([word]) for word in node.children if not isinstance(word, nodes.Text)]
        inner = words(", ").join(filter(None, found))
        return f"#words(section: {string(self.section)})[{inner}];" if inner else ""

    def _fact(self, node: Element) -> str:
        label, rest = _behind_label(node.children)
        return f"#fact(label: {string(label)})[{self.inline(rest)}];"

    def _keywords(self, node: Element) -> str:
        label, rest = _behind_label(node.children)
        return f"#keywords(label: {string(label) if label else 'none'})[{self.inline(rest)}];"

    def _links(self, node: Element) -> str:
        items = [block(inner) for part in parted(node.children, "·") if (inner := self.inline(part))]
        return f"#links(items: {array(items)});" if items else ""

    def _legend(self, node: Element) -> str:
        return f"#legend[{self.inline(node.children)}];"

    def _inline_hp_when(self, node: Element) -> str:
        return words(node.astext())

    # A person

    def profile(self, node: Element) -> str:
        """Return a profile that stands below other things: its name is a line of it."""
        person = Person.of(node)
        lines = [*([person.name] if person.name else []), *person.lines]
        portrait = self.portrait(person.portrait) if person.portrait is not None else "none"
        arguments = (
            f"aside: {self.contents(person.aside)}, lines: {self.contents(lines)}, portrait: {portrait}"
        )
        return self.line(self.place(node), f"#profile({arguments})[\n{self.blocks(person.rest)}];")

    def contents(self, parts: Iterable[Sequence[Node]]) -> str:
        """Return an array of texts."""
        return array(block(self.inline(part)) for part in parts)

    def portrait(self, node: nodes.image) -> str:
        """Return a portrait as an expression."""
        path = self.picture_path(node)
        if path is None:
            return "none"
        return dictionary({"path": string(path), "alt": string(str(node.get("alt") or ""))})

    def _block_hp_address(self, node: Element) -> str:
        written = self.line(self.place(node), self.anchors(node))
        for child in node.children:
            if "hp-contact-list" in classes_of(child):
                items = [self._way(item[0]) for item in elements(child) if item.children]
                written += self.line(self.place(child), f"#contact(items: {array(items)});") if items else ""
            elif isinstance(child, nodes.image) and "hp-portrait" in classes_of(child):
                if (picture := self.picture(child)) is not None:
                    written += self.line(self.place(child), f"#{picture};")
            else:
                written += self.blocks([child])
        return written

    def _way(self, paragraph: Element) -> str:
        """Return a way to reach somebody: the icon and the label apart from the words."""
        icon = next((node for node in paragraph.findall(hp_icon)), None)
        labels = [node for node in paragraph.findall(nodes.inline) if classes_of(node) & _LABELS]
        label = _without_colon(labels[0].astext()) if labels else ""
        self.instead |= {id(node): "" for node in labels[:1]}
        for user in paragraph.findall(nodes.inline):
            if "hp-user" in user["classes"]:
                self.instead[id(user)] = words(user.astext().lstrip())
        children = [*paragraph.children]
        while children and (isinstance(children[0], hp_icon) or children[0] in labels[:1]):
            del children[0]
        if children and isinstance(children[0], nodes.Text) and not children[0].strip():
            del children[0]
        name = str(icon["icon"]) if icon is not None else ""
        kind = _KINDS.get(
            name, "network" if any(classes_of(one) & {"hp-network"} for one in labels) else "link"
        )
        if not name and any(isinstance(child, nodes.reference) for child in children):
            name = "link"
        body = self.inline(children)
        return dictionary(
            {
                "kind": string(kind),
                "icon": self._icon(name),
                "label": string(label) if label else "none",
                "body": block(self.places.mark(self.place(paragraph)) + body),
            }
        )

    def _icon(self, name: str) -> str:
        """Return the name of an icon, whose file comes along: none where there is no icon of that name."""
        file = ICONS_DIR / f"{name}.svg"
        if not name or not _ICON.fullmatch(name) or not file.is_file():
            return "none"
        self.files[file] = f"icons/{name}.svg"
        return string(name)

    # Publications

    def _publications(self, children: Sequence[Node]) -> str:
        written = ""
        for child in children:
            if isinstance(child, (nodes.bullet_list, nodes.enumerated_list)):
                start = int(child.get("start", 1)) if isinstance(child, nodes.enumerated_list) else None
                items = [
                    self._publication(item, None if start is None else str(start + at))
                    for at, item in enumerate(elements(child))
                ]
                written += self.line(self.place(child), f"#publications(items: {array(items)});")
            else:
                written += self.blocks([child])
        return written

    def _publication(self, item: Element, number: str | None) -> str:
        own, others = self.own_anchor(item)
        first = item[0] if item.children else None
        if number is None and isinstance(first, nodes.paragraph) and first.children:
            typed = first[0]
            match = _NUMBER.match(typed.astext())
            if match and not isinstance(typed, nodes.reference):
                number = match[1]
                rest = typed.astext()[match.end() :]
                self.instead[id(typed)] = words(rest)
                behind = first[1] if len(first) > 1 else None
                if not rest and isinstance(behind, nodes.Text):
                    self.instead[id(behind)] = words(str(behind).lstrip())
        body = self.places.mark(self.place(item)) + others + self.tight(item.children)
        return dictionary({"number": string(number) if number else "none", "id": own, "body": block(body)})


_PARAGRAPHS = {
    "hp-words": "_words",
    "hp-fact": "_fact",
    "hp-keywords": "_keywords",
    "hp-links": "_links",
    "hp-legend": "_legend",
}
_LABELS = frozenset({"hp-icon-label", "hp-network"})
_KINDS = {
    "email": "email",
    "phone": "phone",
    "office": "where",
    "address": "where",
    "location": "where",
    "website": "link",
}
ICONS_DIR = Path(html.__file__).parent / "icons"
_ICON = re.compile(r"[a-z0-9_]+")
_NUMBER = re.compile(r"\[([^\]]+)\](?: |\Z)")


def _is_comma(node: Node) -> bool:
    return type(node) is nodes.inline and node.astext() == ", "


def _behind_label(children: Sequence[Node]) -> tuple[str, list[Node]]:
    """Return the label of a line, and what stands behind it."""
    if not children or "hp-label" not in classes_of(children[0]):
        return "", [*children]
    rest = [*children[1:]]
    if rest and isinstance(rest[0], nodes.Text) and not rest[0].strip():
        del rest[0]
    return line_of(children[0].astext()).strip(), rest


def _without_colon(label: str) -> str:
    return line_of(label).strip().rstrip(":\uff1a").rstrip()


def parted(children: Iterable[Node], separator: str) -> list[list[Node]]:
    """Return the nodes between separators, which are texts of their own."""
    parts: list[list[Node]] = [[]]
    for node in children:
        if isinstance(node, nodes.Text) and node.strip() == separator:
            parts.append([])
        else:
            parts[-1].append(node)
    return [part for part in parts if part]
