"""The headings of groups of publications: their words, their anchors, their place in the page's contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_homepage.directives.publications.citation import STATES, capitalized
from sphinx_homepage.directives.publications.listing import Heading
from sphinx_homepage.locale import label
from sphinx_homepage.model.anchors import free_anchor, slug
from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.publications.types import TYPES
from sphinx_homepage.model.text import Text
from sphinx_homepage.publication_nodes import hp_publications

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_homepage.model.publications.selection import Group, GroupTitle


_NOTHING = {"year": "undated", "decade": "undated"}
"""What anchors call the group of what has no value, by the kind of groups; all others are ``other``."""


def headings(groups: Iterable[Group], taken: Iterable[str]) -> list[Heading]:
    """Return the heading of each group that has one, outer ones before what nests in them.

    Args:
        groups: the groups.
        taken: the anchors that the page has already.
    """
    found: list[Heading] = []
    anchors = set(taken)
    for heading in _headings(groups, "publications", 0):
        anchor = heading.anchor if heading.anchor not in anchors else free_anchor(heading.anchor, anchors)
        anchors.add(anchor)
        found.append(heading._replace(anchor=anchor))
    return found


def _headings(groups: Iterable[Group], above: str, depth: int) -> Iterator[Heading]:
    for group in groups:
        anchor = above
        if group.title is not None:
            value = group.title.value
            words = str(value) if value is not None else _NOTHING.get(group.title.kind, "other")
            anchor = f"{above}-{slug(words)}".rstrip("-")
            yield Heading(anchor, _words(group.title), depth)
        yield from _headings(group.groups, anchor, depth + 1)


def _words(title: GroupTitle) -> Text:
    """Return what the person calls the group, else what the site's language does."""
    if title.words is not None:
        return title.words
    if title.value is None:
        return Text(label("Undated" if title.kind in _NOTHING else "Other"))
    value = str(title.value)
    if title.kind == "decade" and isinstance(title.value, int):
        return Text(f"{value}–{title.value + 9}")
    if title.kind == "type":
        return Text(label(TYPES[value].title if value in TYPES else "Other"))
    if title.kind == "year" and value in STATES:
        return Text(capitalized(label(STATES[value])))
    return title.value if isinstance(title.value, Text) else Text(value)


def list_in_contents(app: Sphinx, doctree: nodes.document) -> None:
    """Put the headings of groups into the page's own table of contents, below the section they stand in.

    Sphinx collects sections alone, and a section in a directive would swallow the text that follows it.
    """
    env = app.env
    docname = env.current_document.docname
    for node in doctree.findall(hp_publications):
        if not node.listing.headings:
            continue
        section, behind = _section_above(node)
        item = _item_of_section(env.tocs[docname], section)
        if item is None:
            continue
        open_items = [item]
        for heading in node.listing.headings:
            del open_items[heading.depth + 1 :]
            entry = _entry(heading, docname)
            entries = _sub_list(open_items[-1])
            entries.insert(_place_before(behind, entries) if heading.depth == 0 else len(entries), entry)
            open_items.append(entry)
            env.toc_num_entries[docname] += 1


def _section_above(node: nodes.Element) -> tuple[Container[str], set[str]]:
    """Return the ids of the section that *node* stands in, and those of the sections that follow in it."""
    inner, above = node, node.parent
    while above is not None and not isinstance(above, nodes.section):
        inner, above = above, above.parent
    if above is None:
        return (), set()
    following = above.children[above.index(inner) + 1 :]
    return above["ids"], {
        name for part in following if isinstance(part, nodes.section) for name in part["ids"]
    }


def _place_before(ids: set[str], entries: nodes.Element) -> int:
    """Return the place of the first of *entries* that is a section with one of *ids*, else behind all."""
    return next(
        (number for number, item in enumerate(entries) if not ids.isdisjoint(_ids_of_item(item))),
        len(entries),
    )


def _ids_of_item(item: nodes.Node) -> list[str]:
    """Return the anchor that an item of a table of contents leads to; of a whole page there is none."""
    reference = next(item.findall(nodes.reference), None) if isinstance(item, nodes.list_item) else None
    return [reference["anchorname"].removeprefix("#")] if reference is not None else []


def _item_of_section(contents: nodes.Element, ids: Container[str]) -> nodes.Element | None:
    """Return the item of the section with one of *ids*; the page's own has no anchor."""
    first = None
    for item in contents.findall(nodes.list_item):
        if any(name in ids for name in _ids_of_item(item)):
            return item
        first = first if first is not None else item
    return first


def _sub_list(item: nodes.Element) -> nodes.Element:
    if not isinstance(item[-1], nodes.bullet_list):
        item.append(nodes.bullet_list())
    return item[-1]  # type: ignore[return-value]


def _entry(heading: Heading, docname: str) -> nodes.list_item:
    reference = nodes.reference(
        "",
        "",
        nodes.Text(plain(heading.words)),
        internal=True,
        refuri=docname,
        anchorname=f"#{heading.anchor}",
    )
    return nodes.list_item("", addnodes.compact_paragraph("", "", reference, skip_section_number=True))
