"""What of the record pages show: what their heads, and files for other programs, are made from.

A page notes the entries that it shows, each as it shows it: whatever was typed, in a data file or on the
page, and is private, hidden, commented out or for the PDF alone, is not even stored.
"""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_homepage.conditions import above, condition_of, either, holds
from sphinx_homepage.domain import domain_of
from sphinx_homepage.garbage import lasting_objects
from sphinx_homepage.model.markdown import without_directives
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import MultilingualText
from sphinx_homepage.nodes import hp_block, hp_entry
from sphinx_homepage.publication_nodes import hp_publications
from sphinx_homepage.translations import translated, translation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from docutils.nodes import Element, Node
    from sphinx.environment import BuildEnvironment
    from sphinx.util.tags import Tags

    from sphinx_homepage.domain import HomepageDomain
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.record import Record
    from sphinx_homepage.model.text import Position


class ShownBlock(NamedTuple):
    """The entries of one directive, as a page shows them."""

    section: str
    condition: str
    """What ``only`` asks for around it."""
    nested: tuple[tuple[Position, str], ...]
    """The same around entries that nest in these, by where they were typed."""
    entries: bytes
    """Pickled: a build that makes no file of them has no need of the model."""


# Noting


_TEXTS = ("summary", "highlights", "abstract")
"""The fields of running text, which may hold directives."""


_NOT_PRINTED = re.compile(
    r"<!--|:::|\[\^|\{\{|\{[\w:+.-]+\}\s*$|^(?:[ \t>*+-]|[0-9]+[.)])*(?:%|\([^()\n]+\)=)", re.MULTILINE
)
"""What Markdown may hold that is not printed as it was typed: comments, directives, targets, footnotes."""


def note_body(env: BuildEnvironment, entry: Common, body: list[Node], *, is_markdown: bool) -> Common:
    """Return an entry with the texts that the *body* of its directive prints.

    They are the source, where that is Markdown and nothing else, and else the words alone.
    """
    texts = [str(text) for text in (entry.summary, *(getattr(entry, "highlights", None) or ())) if text]
    if is_markdown and not any(map(_NOT_PRINTED.search, texts)):
        return entry
    found = _in_words(entry, body)
    words: Any = env.current_document.setdefault("homepage_words", {})
    words[id(entry)] = entry, found
    return found


def note_published(env: BuildEnvironment, entry: Common, public: Common) -> None:
    """Remember that *public* is *entry* without its private fields, and so prints the same texts."""
    words: Any = env.current_document.get("homepage_words") or {}
    if id(entry) in words:
        words[id(public)] = public, words[id(entry)][1]


def _in_words(entry: Common, body: list[Node]) -> Common:
    kinds = (hp_entry, hp_block)
    own = [node for node in body if isinstance(node, nodes.Element) and not isinstance(node, kinds)]
    has_list = bool(entry.__dict__.get("highlights")) and own and isinstance(own[-1], nodes.bullet_list)
    listed = own.pop().children if has_list else []
    items = (_words(item.children) for item in listed if isinstance(item, nodes.Element))
    texts: dict[str, object] = {"summary": _words(own)} if entry.summary else {}
    if "highlights" in type(entry).model_fields:
        texts["highlights"] = tuple(filter(None, items)) or None
    return entry.model_copy(update=texts)


def _words(own: Iterable[Node]) -> Text | None:
    lines = (
        line
        for node in own
        for line in node.findall(nodes.TextElement)
        if not isinstance(line, (nodes.Inline, nodes.Invisible, nodes.raw))
    )
    paragraphs = [words for line in lines if (words := _words_of_line(line))]
    return Text("\n\n".join(paragraphs)) if paragraphs else None


def _words_of_line(line: Element) -> str:
    hidden = (addnodes.only, nodes.raw, nodes.Invisible)
    texts = (
        text for text in line.findall(nodes.Text) if not any(isinstance(one, hidden) for one in above(text))
    )
    return _SPECIAL.sub(r"\\\g<0>", " ".join("".join(texts).split()))


_SPECIAL = re.compile(r"[\\`*_\[\]<&$!{~^]")


def note_block(env: BuildEnvironment, block: Element, entries: Iterable[Common]) -> None:
    """Remember that *block* shows *entries*, until it is known whether the page keeps it."""
    blocks: Any = env.current_document.setdefault("homepage_blocks", [])
    blocks.append((block, [*entries]))


def printed_words(env: BuildEnvironment) -> dict[int, Common]:
    """Return the page's entries with the texts that their directives' bodies print, by ``id()``."""
    noted: Any = env.current_document.get("homepage_words") or {}
    return {name: found for name, (_, found) in noted.items()}


def note_blocks(env: BuildEnvironment, document: nodes.document) -> None:
    """Tell the domain what the page shows of the record, before its blocks are joined."""
    found: list[ShownBlock] = []
    words = printed_words(env)
    nested = tuple(_conditions(env, document))
    translate = translation_of(env)
    for block, entries in env.current_document.get("homepage_blocks") or ():
        if document not in above(block) or not entries:
            continue  # It stood in an entry that is not shown.
        shown = [translated(printed(entry, words), translate) for entry in entries]
        found.append(ShownBlock(shown[0].section, condition_of(block), nested, pickle.dumps(shown)))
    if found:
        domain_of(env).note_shown(env.docname, found)


def _conditions(env: BuildEnvironment, document: nodes.document) -> Iterator[tuple[Position, str]]:
    """Yield where entries were typed that ``only`` shows, with what it asks for."""
    if not any(True for _ in document.findall(addnodes.only)):
        return
    found: dict[Position, list[str]] = {}
    shown: Any = env.current_document.get("homepage_shown") or ()
    for node, entry in shown:
        if entry.typed_at is not None:
            found.setdefault(entry.typed_at, []).append(condition_of(node))
    for at, conditions in found.items():
        if condition := either(conditions):
            yield at, condition


def with_shown_children(entry: Common, is_shown: Callable[[Common], bool]) -> Common:
    """Return an entry with those alone of the entries that nest in it that are shown."""
    changes = {
        name: tuple(with_shown_children(child, is_shown) for child in children if is_shown(child)) or None
        for name in entry.nested
        if (children := getattr(entry, name))
    }
    return entry.model_copy(update=changes) if changes else entry


def printed(
    entry: Common, words: Mapping[int, Common] | None = None, medium: Literal["web", "pdf"] = "web"
) -> Common:
    """Return an entry as a page shows it: without private fields, ``x-`` keys, and names never printed.

    Entries that nest in it and that only the other medium shows are left out too.

    Args:
        entry: The entry.
        words: Entries with the texts that the bodies of their directives print, by the ``id()`` of each.
        medium: What shows it.
    """
    entry = (words or {}).get(id(entry), entry)
    anchor = entry.anchor
    is_open = entry.private is not None  # Else what is private by default would be so once more.
    public = entry.published().without("other_names", "tags", "only", "private")
    changes: dict[str, object] = {"private": ()} if is_open else {}
    for name in _TEXTS:
        value = getattr(public, name, None)
        if isinstance(value, tuple):
            changes[name] = tuple(map(_without_directives, value))
        elif value is not None:
            changes[name] = _without_directives(value)
    for name in public.nested:
        children = getattr(public, name)
        if children:
            shown = (child for child in children if child.only in {None, medium})
            changes[name] = tuple(printed(child, words, medium) for child in shown) or None
    copy = public.model_copy(update=changes)
    copy._anchor, copy._extras = anchor, {}
    return copy


def _without_directives(text: Text) -> Text:
    if isinstance(text, MultilingualText):
        return MultilingualText({tag: _without_directives(words) for tag, words in text.texts.items()})
    return Text(without_directives(text), text.position)


# What is published


def published_record(
    env: BuildEnvironment, tags: Tags, docname: str | None = None, sections: Container[str] | None = None
) -> Record:
    """Return what pages show of the record: each entry once, in the order of the data files and the pages.

    Args:
        env: The environment.
        tags: What the conditions of ``only`` are about.
        docname: The one page that is asked for, else all are.
        sections: The sections that are asked for, else all are.
    """
    from sphinx_homepage.model.record import Record

    domain = domain_of(env)
    order = {str(name): number for number, name in enumerate(domain.files.data_files)}
    found: dict[tuple[str, object], Common] = {}
    for entry in _entries(env, tags, docname, sections):
        key = entry.section, entry.typed_at or repr(entry)
        found[key] = _joined(found[key], entry) if key in found else entry

    def place(entry: Common) -> tuple[object, ...]:
        at = entry.typed_at
        return (order[at.path], *at) if at and at.path in order else (len(order),)

    by_section: dict[str, list[Common]] = {}
    for entry in sorted(found.values(), key=place):
        by_section.setdefault(entry.section, []).append(entry)
    return Record(by_section)


def _entries(
    env: BuildEnvironment, tags: Tags, docname: str | None, sections: Container[str] | None
) -> Iterator[Common]:
    """Yield the entries that pages show, those of the first page first."""
    shown, root = domain_of(env).shown, env.config.root_doc
    docnames = [docname] if docname is not None else sorted(shown, key=lambda name: (name != root, name))
    for block in (block for name in docnames for block in shown.get(name, ())):
        is_asked_for = sections is None or block.section in sections
        if is_asked_for and holds(tags, block.condition):
            yield from _shown_of(block, tags)


def _shown_of(block: ShownBlock, tags: Tags) -> list[Common]:
    entries: list[Common] = pickle.loads(block.entries)  # noqa: S301 - ours, from the environment
    hidden = {at for at, condition in block.nested if not holds(tags, condition)}
    if not hidden:
        return entries
    return [with_shown_children(entry, lambda child: child.typed_at not in hidden) for entry in entries]


def _joined(entry: Common, again: Common) -> Common:
    """Return an entry with what either of two places shows of it: a page's head may have but a few links."""
    changes = {
        name: value
        for name, value in again.__dict__.items()
        if value is not None and entry.__dict__[name] is None
    }
    profiles = [one.__dict__.get("profiles") or {} for one in (entry, again)]
    if all(profiles):
        fewer, more = sorted(profiles, key=len)
        changes["profiles"] = more | fewer
    return entry.model_copy(update=changes) if changes else entry


def published_publications(domain: HomepageDomain) -> list[Publication]:
    """Return the publications that pages show, in the order of the files they come from."""
    with lasting_objects():
        pages = domain.shown_publications
        keys = {key for shown in pages.values() for key in shown}
        found: dict[str, Publication] = {}
        if domain.files.has_read_bibliography:  # Else the pages as read have them too.
            found = {item.key: item for item in domain.files.bibliography.publications if item.key in keys}
        for docname, shown in sorted(pages.items(), key=lambda page: (-len(page[1]), page[0])):
            if not shown.keys() <= found.keys():
                on_page = _on_page(domain, docname)
                found = {key: item for key, item in on_page.items() if key in keys} | found
    printed_ones = (printed_publication(item) for item in found.values() if item.only != "pdf")
    return sorted(printed_ones, key=lambda item: (item.position is None, item.position or (), item.key))


def _on_page(domain: HomepageDomain, docname: str) -> dict[str, Publication]:
    nodes_: Iterator[hp_publications] = domain.env.get_doctree(docname).findall(hp_publications)
    return {item.key: item for node in nodes_ for item in node.listing.publications()}


def printed_publication(publication: Publication) -> Publication:
    """Return a publication without what no page prints of it."""
    related = tuple(printed_publication(item) for item in publication.related if item.only != "pdf")
    return replace(publication, tags=(), related=related)


def is_own(publication: Publication, files: Iterable[str]) -> bool:
    """Whether a publication is the person's own: not of a .bib file that a single list names.

    Args:
        publication: A publication that a page shows.
        files: What ``homepage_bibliography`` names.
    """
    path = publication.position.path if publication.position else ""
    return not path.endswith(".bib") or path in {*files}
