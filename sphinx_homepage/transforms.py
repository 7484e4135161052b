"""What is done to entries once their page, or the assembled book, is known as a whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_homepage.conditions import above, condition_of, holds
from sphinx_homepage.garbage import lasting_objects
from sphinx_homepage.nodes import (
    hp_address,
    hp_block,
    hp_entry,
    hp_group,
    hp_head,
    hp_heading,
    hp_paragraph,
    hp_pdf_only,
    hp_phrase,
    hp_value,
    marked,
)
from sphinx_homepage.publication_nodes import hp_publications

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_homepage.model.entries import Common


class SettleParagraphs(SphinxTransform):
    """Makes the paragraphs of fields plain ones: the same as those of a page's own text."""

    default_priority = 30

    def apply(self, **_: Any) -> None:
        """Run when the translations are in."""
        for node in [*self.document.findall(hp_paragraph)]:
            paragraph = nodes.paragraph(node.rawsource, "", *node.children, **node.attributes)
            paragraph.source, paragraph.line = node.source, node.line
            node.replace_self(paragraph)


class NoteBlocks(SphinxTransform):
    """Tells the domain what the page shows of the record."""

    default_priority = 35  # Before JoinBlocks takes blocks apart.

    def apply(self, **_: Any) -> None:
        """Run on the page as it was parsed."""
        if self.env.current_document.get("homepage_blocks"):
            from sphinx_homepage.published import note_blocks  # Late: most pages show no entry.

            note_blocks(self.env, self.document)


class JoinBlocks(SphinxTransform):
    """Joins the blocks of directives of one section that stand one behind the other.

    Entries typed one a directive are the same page as entries that come from a list.
    """

    default_priority = 40

    def apply(self, **_: Any) -> None:
        """Run when comments, which may stand between two directives, are gone."""
        for block in [*self.document.findall(hp_block)]:
            if block.parent is None:
                continue
            index = block.parent.index(block)
            first = index
            while first and isinstance(block.parent[first - 1], hp_pdf_only):
                first -= 1
            before = block.parent[first - 1] if first else None
            if not isinstance(before, hp_block) or before.attributes != block.attributes:
                continue
            between = [*block.parent.children[first:index]]
            if all(_is_hidden_part(node, block) for node in between):
                for node in between:
                    assert isinstance(node, hp_pdf_only)
                    block.parent.remove(node)
                    _join_hidden(before, node)
                block.parent.remove(block)
                _join(before, block)


def _is_hidden_part(node: nodes.Node, block: hp_block) -> bool:
    """Whether *node* hides what would be joined to *block* if everybody saw it."""
    return isinstance(node, hp_pdf_only) and all(
        isinstance(inner, hp_block) and inner.attributes == block.attributes for inner in node.content
    )


def _join_hidden(block: Element, hidden: hp_pdf_only) -> None:
    """Move what *hidden* holds to the end of *block*: into its list, if it ends in one."""
    for inner in hidden.content:
        assert isinstance(inner, hp_block)
        if not inner.children:
            continue
        last, first = block[-1] if block.children else None, inner[0]
        if type(last) is type(first) and isinstance(last, (nodes.bullet_list, nodes.paragraph)):
            last.append(hp_pdf_only.of(first.children))
            del inner[0]
        if inner.children:
            block += hp_pdf_only.of(inner.children)


def _join(block: Element, other: Element) -> None:
    """Move what *other* holds to the end of *block*; two lists there become one."""
    if not block.children or not other.children:  # What one medium alone shows leaves an empty block behind.
        block += other.children
        return
    last, first = block[-1], other[0]
    if isinstance(last, nodes.bullet_list) and isinstance(first, nodes.bullet_list):
        last += first.children
        del other[0]
    elif isinstance(last, nodes.paragraph) and isinstance(first, nodes.paragraph):
        last += [nodes.Text(", "), *first.children]
        del other[0]
    block += other.children


class MarkResume(SphinxTransform):
    """Marks the page's resume (https://microformats.org/wiki/h-resume), and names its contact.

    It is the outermost section of a page that shows experience or education.
    """

    default_priority = 710

    def apply(self, **_: Any) -> None:
        """Run on the page alone, before single-page HTML puts it below another."""
        cards = [card for card in self.document.findall(nodes.container) if "h-card" in card["classes"]]
        who = [card for card in cards if isinstance(card, (hp_address, hp_block))]
        self._name([card for card in who if isinstance(card, hp_address)])
        for section in self.document.children:
            if isinstance(section, nodes.section) and any(section.findall(_is_of_resume)):
                section["classes"].append("h-resume")
                for card in who:
                    card["classes"].append("p-contact")

    def _name(self, contacts: list[hp_address]) -> None:
        """Say for programs whom one reaches, where the page says it to its readers."""
        profiles = (block for block in self.document.findall(hp_block) if "hp-profile" in block["classes"])
        names = [
            name for block in profiles for name in block.findall(hp_phrase) if "p-name" in name["classes"]
        ]
        for contact in contacts if names else ():
            contact.insert(0, hp_value(value=names[0].astext(), classes=["p-name"]))


def _is_of_resume(node: nodes.Node) -> bool:
    return isinstance(node, hp_block) and not {"hp-experience", "hp-education"}.isdisjoint(node["classes"])


class MarkLanguages(SphinxTransform):
    """Marks the blocks in languages for which docutils has no quotation marks."""

    default_priority = 860  # When it has set the others'.

    def apply(self, **_: Any) -> None:
        """Run where there is one."""
        if self.env.current_document.get("homepage_languages"):
            for node in self.document.findall(nodes.Element):
                if tag := node.attributes.pop("hp-language", None):
                    node["classes"].append(marked(tag))


class NoteEntries(SphinxTransform):
    """Gives every entry on the page its id, and tells the domain where it is."""

    default_priority = 700

    def apply(self, **_: Any) -> None:
        """Run when the page has been parsed: only then are all its ids known."""
        shown: list[tuple[Element, Common]] = self.env.current_document.get("homepage_shown") or []
        # An entry may stand in another that is not for the web.
        shown = [(node, entry) for node, entry in shown if self.document in above(node)]
        if not shown:
            return
        from sphinx_homepage.diagnostics import report
        from sphinx_homepage.domain import ShownEntry, domain_of
        from sphinx_homepage.model.anchors import duplicate, free_anchor, long_anchor, short_anchor

        domain = domain_of(self.env)
        ids = self.document.ids
        seen: dict[str, Common] = {}
        times = Counter(entry.anchor or short_anchor(entry) for _, entry in shown)
        for node, entry in shown:
            anchor = entry.anchor or short_anchor(entry)
            if entry.anchor:
                if anchor in seen and seen[anchor].typed_at == entry.typed_at:
                    # The same entry, shown twice on one page: it is the first that one refers to.
                    node["ids"].append(free_anchor(anchor, ids))
                    ids[node["ids"][-1]] = node
                    continue
            elif times[anchor] > 1 or anchor in ids:
                anchor = long_anchor(entry)
            if anchor in seen:
                report(duplicate(anchor, entry, seen[anchor]), self.env.srcdir)
            if anchor in ids:
                anchor = free_anchor(anchor, ids)
            seen[anchor] = entry
            node["ids"].append(anchor)
            ids[anchor] = node
            title = _title(node) or entry.section
            domain.note_entry(self.env.docname, ShownEntry(anchor, entry.section, title, condition_of(node)))


_LONGEST_TITLE = 80


def _title(node: Element) -> str:
    """Return what heads the entry that *node* shows, in the words that the page shows."""
    head = next(node.findall(lambda inner: isinstance(inner, (hp_head, hp_heading))), None)
    if head is None and isinstance(node, nodes.list_item):
        head = node[-1] if len(node) == 1 else node[1]  # Behind its date.
    words = next((head or node).findall(hp_phrase), head or node).astext()
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_TITLE else words[:_LONGEST_TITLE].rstrip() + "…"


class DropPdfOnly(SphinxPostTransform):
    """Takes out what only the PDF shows: there it has been put in its place already."""

    default_priority = 1

    def run(self, **_: Any) -> None:
        """Run before anything is made of the page."""
        for node in [*self.document.findall(hp_pdf_only)]:
            assert node.parent is not None
            node.parent.remove(node)


class ShowPublications(SphinxPostTransform):
    """Makes the nodes of publications, which a page as read holds as one."""

    default_priority = 5  # Before references are resolved: they hold some.
    formats: tuple[str, ...] = ("html",)

    def run(self, **_: Any) -> None:
        """Make them for this page."""
        from sphinx_homepage.application import app_of

        tags = app_of(self.env).tags
        with lasting_objects():
            for node in [*self.document.findall(hp_publications)]:
                if holds(tags, condition_of(node)):
                    node.replace_self(self._nodes(node))
                elif node.parent is not None:  # What is not shown leaves no file behind, either.
                    node.parent.remove(node)

    def _nodes(self, node: hp_publications) -> Element:
        from sphinx_homepage.directives.publications.lists import WebLists

        return WebLists(node, self.env, self.document).block()


class ShowPlainPublications(ShowPublications):
    """Makes numbered lists of them, for books and for builders that write no HTML."""

    default_priority = 6
    formats = ()

    def _nodes(self, node: hp_publications) -> Element:
        from sphinx_homepage.directives.publications.lists import PlainLists

        return PlainLists(node, self.env, self.document).block()


class ShowPublicationsInEpub(ShowPlainPublications):
    """An EPUB is HTML, and a book."""

    default_priority = 4
    builders = ("epub",)


class KeepFirstIds(SphinxPostTransform):
    """Takes the id of an entry out where single-page HTML shows the same entry again."""

    default_priority = 790
    builders = ("singlehtml",)

    def run(self, **_: Any) -> None:
        """Go through all pages, which are one by now."""
        seen: set[str] = set()
        for block in self.document.findall(hp_block):
            for node in block.findall(nodes.Element):
                node["ids"] = [name for name in node["ids"] if name not in seen]
                seen.update(node["ids"])


class SetHeadingLevels(SphinxPostTransform):
    """Sets the level of entry headings from the sections above them.

    A page's own level is known only here: single-page HTML and LaTeX put pages below one another.
    """

    default_priority = 800

    def run(self, **_: Any) -> None:
        """Count the sections, groups and entries above each heading."""
        for heading in self.document.findall(hp_heading):
            heading["heading-level"] = min(max(_depth(heading) + 1, 2), 6)


def _depth(heading: hp_heading) -> int:
    depth = 0
    node: Element | None = heading.parent
    while node is not None:
        # The entry or group that the heading is of counts as the section above it would.
        if isinstance(node, (nodes.section, hp_group, hp_entry)) and node is not heading.parent:
            depth += 1
        node = node.parent
    return depth
