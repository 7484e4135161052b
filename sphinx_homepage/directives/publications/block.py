"""The directive ``publications``: its options, and what it leaves in the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sphinx_homepage.config import files_of
from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.directives.apart import is_apart
from sphinx_homepage.directives.publications.authors import author_lines
from sphinx_homepage.directives.publications.citation import cited
from sphinx_homepage.directives.publications.headings import headings
from sphinx_homepage.directives.publications.listing import (
    FACETS,
    HIDDEN,
    OF_A_STYLE,
    PARTS,
    STYLES,
    Listing,
    Look,
)
from sphinx_homepage.directives.publications.targets import register_files
from sphinx_homepage.directives.section import SectionBlock
from sphinx_homepage.directives.selection import FILTERS
from sphinx_homepage.domain import ShownPublication
from sphinx_homepage.garbage import lasting_objects
from sphinx_homepage.model.anchors import free_anchor
from sphinx_homepage.model.publications.option_texts import parts
from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.publications.selection import OPTIONS as SELECTION
from sphinx_homepage.model.publications.selection import Group, Item, select
from sphinx_homepage.model.rows import Publications
from sphinx_homepage.model.text import Text
from sphinx_homepage.publication_nodes import hp_publications
from sphinx_homepage.sources.bibliography import publication_of, publications_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils.nodes import Node

    from sphinx_homepage.bibliography import Bibliography
    from sphinx_homepage.directives.typed import TypedBlock
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.publications.publication import Publication

_SEPARATORS = r",\s"
_PAGES = ("selected", "all", "none")

LOOKS = {
    "style": "`list`, `compact` (one paragraph each), `cards` or `table`.",
    "max_authors": "How many authors are shown before the list folds, 10 unless given; 0 for all.",
    "show": f"What is shown beside the usual: {', '.join(f'`{name}`' for name in sorted(HIDDEN))}.",
    "hide": f"What is not shown: {', '.join(f'`{name}`' for name in PARTS if name not in HIDDEN)}.",
    "search": "A field to search in the list; for readers with scripting.",
    "facets": "Lists to choose from: "
    + ", ".join(f"`{name}`" for name in FACETS)
    + "; for readers with scripting.",
    "pages": "Which papers have a page of their own: `selected` (unless given), `all` or `none`.",
}
"""The options of how publications look, and what each takes."""


class PublicationsBlock(SectionBlock):
    """One use of the directive."""

    filters: ClassVar[Mapping[str, str]] = {
        "files": "The .bib files to show, relative to the source directory; those of `homepage_bibliography` "
        "unless given.",
        **SELECTION,
        **LOOKS,
        "only": FILTERS["only"],
    }
    _is_of_record = False

    def _styles(self) -> Mapping[str, str]:
        return {}  # They are among the looks, since they also say what is shown.

    def _record_entries(self) -> list[Common]:
        self._is_of_record = True
        return super()._record_entries()

    def _show(self, entries: list[Common], filters: Mapping[str, Text], own: dict[str, Text]) -> list[Node]:
        bibliography = self._bibliography(filters.get("files"))
        listing = self._listing(entries, filters, bibliography, says_problems=True)
        return [self._node(listing, bibliography, own, filters)] if listing.publications() else []

    def _show_both(
        self, entries: list[Common], filters: Mapping[str, Text], own: dict[str, Text]
    ) -> list[Node]:
        """Return the list of the web, with that of the PDF in it, or that of the PDF alone."""
        bibliography = self._bibliography(filters.get("files"))
        web = [entry for entry in entries if entry.only != "pdf"]
        listing = self._listing(web, filters, bibliography, says_problems=True)
        on_paper = [entry for entry in entries if entry.only != "web"]
        if not listing.publications():
            return self._apart(lambda: self._show(on_paper, filters, own))
        node = self._node(listing, bibliography, own, filters)
        if "only" in filters:
            node["hp-only"] = "web"
            return [node]
        paper = self._listing(on_paper, filters, bibliography, says_problems=False, is_for_pdf=True)
        self._fill(paper, bibliography)
        taken = [*self.document.ids, *listing.anchors.values()]
        paper.anchors = listing.anchors | {
            item.key: free_anchor(anchor, taken)
            if (anchor := "-".join(item.key.split())) in taken
            else anchor
            for item in paper.publications()
            if item.key not in self.domain.publications.get(self.env.docname, {})
        }
        paper.headings = headings(paper.groups, ())
        node.paper = paper
        return [node]

    def _listing(
        self,
        entries: list[Common],
        filters: Mapping[str, Text],
        bibliography: Bibliography,
        *,
        says_problems: bool,
        is_for_pdf: bool = False,
    ) -> Listing:
        rows = [row.published() for row in entries if isinstance(row, Publications)]
        if not self._is_of_record:
            publications = publications_of(rows)
        elif is_for_pdf or is_apart(self.env):
            publications = _on_paper(bibliography.publications, self.domain.files.record["publications"])
        else:
            publications = bibliography.publications
        options = {name: value for name, value in filters.items() if name in SELECTION}
        groups, left_out, problems = select(publications, options, bibliography.is_me)
        if says_problems:
            self._problems += problems
        return Listing(groups, self._look(filters), left_out)

    def _show_one(self, entry: Common, own: dict[str, Text], body: list[Node] | None) -> list[Node]:
        assert isinstance(entry, Publications)
        changes = {} if body is None else {"summary": None, "highlights": None}
        publication = publication_of(entry.published().model_copy(update=changes))
        groups = [Group(None, [Item(publication)])]
        node = self._node(
            Listing(groups, Look(parts=Look().parts - {"download"})), self._bibliography(None), own, {}
        )
        if entry.only == "web":
            node["hp-only"] = "web"
        node += body or []
        return [node]

    def _bibliography(self, files: Text | None) -> Bibliography:
        for name in self.domain.files.data_files:
            self.env.note_dependency(name)
        bibliography = self.domain.files.bibliography
        if files is not None:
            bibliography = bibliography.of_files(parts(files, _SEPARATORS), Path(self.env.srcdir))
            self._problems += bibliography.problems
        config = self.env.config
        people = [*files_of(config, "homepage_coauthors"), *files_of(config, "homepage_venues")]
        for name in (*bibliography.files, *people):
            self.env.note_dependency(name)
        return bibliography

    def _node(
        self,
        listing: Listing,
        bibliography: Bibliography,
        own: dict[str, Text],
        filters: Mapping[str, Text],
    ) -> hp_publications:
        self._fill(listing, bibliography)
        node = hp_publications(classes=["hp-block", "hp-publications", f"hp-style-{listing.look.style}"])
        node.listing = listing
        self._finish(node, own)
        ids = self.document.ids
        if is_apart(self.env):
            listing.anchors = {item.key: "-".join(item.key.split()) for item in listing.publications()}
            listing.headings = headings(listing.groups, ids)
            return node
        self._note(listing.publications(), node, self._pages(filters.get("pages")))
        listing.headings = headings(listing.groups, ids)
        for heading in listing.headings:
            ids[heading.anchor] = node
        on_page = self.domain.publications.get(self.env.docname, {})
        paged = {key for key, noted in on_page.items() if noted.is_paged}
        register_files(listing, self.env, paged)
        return node

    def _fill(self, listing: Listing, bibliography: Bibliography) -> None:
        """Say in *listing* who stands behind its publications, and what is known of their venues and them."""
        publications = listing.publications()
        with lasting_objects():
            lines, legend = author_lines(publications, bibliography, listing.look.max_authors)
        listing.authors, listing.legend = lines, legend
        venues = {item.key: bibliography.venue_of(item) for item in publications}
        listing.venues = {key: venue for key, venue in venues.items() if venue is not None}
        if "citations" in listing.look.parts:
            self.domain.note_synced(self.env.docname)
            synced = self.domain.files.synced
            counts = {item.key: synced.citations_of(item.fields.get("doi", "")) for item in publications}
            listing.citations = {key: count for key, count in counts.items() if count is not None}

    def _note(self, publications: list[Publication], node: hp_publications, pages: str) -> None:
        """Give each publication its anchor, unless a list above has it, and tell the domain where it is."""
        ids = self.document.ids
        for publication in publications:
            key = str(publication.key)
            # An id has no white space (https://html.spec.whatwg.org/#the-id-attribute).
            anchor = "-".join(key.split())
            anchor = free_anchor(anchor, ids) if anchor in ids else anchor
            is_paged = pages == "all" or (pages == "selected" and publication.is_selected)
            shown_as = ShownPublication(
                key,
                anchor,
                plain(publication.title),
                cited(publication),
                publication.aliases,
                is_paged,
                len(node.listing.look.parts),
            )
            if self.domain.note_publication(self.env.docname, shown_as):
                ids[anchor] = node
                node.listing.anchors[key] = anchor

    # Options

    def _look(self, filters: Mapping[str, Text]) -> Look:
        look = Look()
        if style := self._one_of("style", filters, STYLES):
            look.style = style
        usual = OF_A_STYLE.get(look.style, frozenset(PARTS) - HIDDEN)
        look.parts = usual | {*self._some_of("show", filters, PARTS)}
        look.parts -= {*self._some_of("hide", filters, PARTS)}
        look.facets = tuple(self._some_of("facets", filters, FACETS))
        look.has_search = "search" in filters and filters["search"].strip().lower() not in {"false", "no"}
        if (limit := filters.get("max_authors")) is not None:
            if limit.isascii() and limit.isdigit() and len(limit) < 6:
                look.max_authors = int(limit)
            else:
                self._wrong(f'"max-authors" is a number, not "{shown(limit)}"', limit)
        return look

    def _pages(self, value: Text | None) -> str:
        return self._one_of("pages", {"pages": value} if value is not None else {}, _PAGES) or "selected"

    def _some_of(self, option: str, filters: Mapping[str, Text], known: Iterable[str]) -> list[str]:
        found = []
        for word in parts(filters.get(option) or Text(""), _SEPARATORS):
            name = word.lower().replace("_", "-")
            if name in known:
                found.append(name)
            else:
                hint = did_you_mean(name, known) or f"; it has {', '.join(known)}"
                self._wrong(f'"{option}" has no "{shown(word)}"{hint}', word)
        return found

    def _wrong(self, message: str, value: Text) -> None:
        self._problem(Code.DIRECTIVE_OPTION, message, value)

    # Problems

    def _say_nothing_is_left(self, typed: TypedBlock, *, has_entries: bool) -> None:
        if not self._is_of_record or has_entries:
            super()._say_nothing_is_left(typed, has_entries=has_entries)
            return
        bibliography = self._bibliography(typed.options.get(Text("files")))
        if bibliography.publications:
            message = "the options leave no publication; loosen them"
        elif bibliography.problems:
            return  # What is wrong with the files was said.
        elif bibliography.files:
            message = f"there is no publication in {', '.join(bibliography.files)}"
        else:
            message = (
                f'"{self.name}" has no argument and no body, and homepage_bibliography names no file; '
                "name your .bib file there"
            )
        self._problems.append(Problem(Code.NO_ENTRIES, message, typed.start))


def _on_paper(publications: list[Publication], rows: list[Common]) -> list[Publication]:
    """Return what a PDF shows of all: the web's but for what only the web shows, and what only a PDF does."""
    own = [row.published() for row in rows if isinstance(row, Publications) and row.only]
    web = {item.key for item in publications_of(row for row in own if row.only == "web")}
    found = [item for item in publications if item.key not in web]
    keys = {item.key for item in found}
    of_pdf = publications_of(row for row in own if row.only == "pdf")
    return [*found, *(item for item in of_pdf if item.key not in keys)]
