"""A publication in a list on a web page -> nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from sphinx_homepage.directives.dates import dated
from sphinx_homepage.directives.publications.citation import venue, venue_line
from sphinx_homepage.directives.rich_text import joined
from sphinx_homepage.exports.bibliographic import title_language
from sphinx_homepage.exports.bibtex import to_bibtex
from sphinx_homepage.exports.coins import to_coins
from sphinx_homepage.exports.texts import readable
from sphinx_homepage.locale import label, labelled
from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.publications.types import TYPES
from sphinx_homepage.nodes import filled, hp_foreign, hp_picture, marked
from sphinx_homepage.publication_nodes import (
    hp_authors,
    hp_badge,
    hp_bibtex,
    hp_coins,
    hp_details,
    hp_pub,
    hp_pub_row,
)

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

    from sphinx_homepage.directives.publications.authors import AuthorNodes
    from sphinx_homepage.directives.publications.listing import Listing
    from sphinx_homepage.directives.publications.targets import Targets
    from sphinx_homepage.directives.rich_text import RichText
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.publications.selection import Item
    from sphinx_homepage.model.synced import Count
    from sphinx_homepage.model.text import Text
    from sphinx_homepage.nodes import hp_dated
    from sphinx_homepage.sources.venues import Venue


def ended(sentences: list[list[Node]]) -> list[Node]:
    """Return *sentences* as one text, each with a full stop unless it ends in a sign of its own."""
    found: list[Node] = []
    for sentence in filter(None, sentences):
        words = "".join(node.astext() for node in sentence).rstrip()
        stop = "" if words.endswith((".", "?", "!", "。", "؟", "…")) else "."
        found += [*([nodes.Text(" ")] if found else []), *sentence, *([nodes.Text(stop)] if stop else [])]
    return found


def title_words(publication: Publication, text: RichText) -> list[Node]:
    """Return the title, marked with its language where the entry says that it is not the page's."""
    words = text.inline(publication.title)
    tag = title_language(publication)
    if not tag or tag.partition("-")[0] == text.language.partition("_")[0].partition("-")[0].lower():
        return words
    return [hp_foreign("", "", *words, classes=[marked(tag)])]


_Item = TypeVar("_Item", hp_pub, hp_pub_row)

_SHORT_AWARD = 60
"""An award of up to so many characters is said at once; a longer one is folded."""


class ItemLayout:
    """Lays single publications out for a web page."""

    def __init__(self, listing: Listing, text: RichText, targets: Targets, authors: AuthorNodes) -> None:
        self.listing = listing
        self.parts = listing.look.parts
        self.text = text
        self.targets = targets
        self.authors = authors
        self._anchors = dict(listing.anchors)

    def anchor(self, publication: Publication) -> list[str]:
        """Return the anchor of *publication*, if this list has it, for the first of the groups it is in."""
        anchor = self._anchors.pop(publication.key, None)
        return [anchor] if anchor else []

    def item(self, item: Item) -> hp_pub:
        """Return a publication with all its lines."""
        publication = item.publication
        node = self._start(hp_pub(), publication)
        inner: list[Node] = []
        if "image" in self.parts:
            inner += self.image(publication)
        if self.listing.look.style == "compact":
            inner.append(self.plain(item))
        else:
            inner += [self._title(item), *self.lines(publication)]
        if "abstract" in self.parts and "abstract" in publication.fields:
            abstract = self.text.blocks(publication.fields["abstract"])
            details = hp_details(
                summary=label("Abstract"), of=readable(publication.title), classes=["hp-abstract"]
            )
            inner.append(filled(details, abstract))
        if "bibtex" in self.parts and publication.shows_bibtex:
            bibtex = self.bibtex(publication)
            bibtex["of"] = readable(publication.title)
            inner.append(bibtex)
        if "coins" in self.parts:
            inner.append(hp_coins(coins=to_coins(publication)))
        if node["ids"] and self.listing.look.style != "compact":  # There the one line would label itself.
            title = next(line for line in inner if isinstance(line, nodes.paragraph))
            title["ids"].append(f"{node['ids'][0]}--title")
            node["labelled-by"] = title["ids"][-1]
        return filled(node, inner)

    def plain(self, item: Item) -> nodes.paragraph:
        """Return a publication as one paragraph: who, what, where and when, links."""
        publication = item.publication
        sentences: list[list[Node]] = []
        if "authors" in self.parts:
            sentences.append(self.authors.of(self.listing.authors[publication.key], has_folds=False))
        words = nodes.inline("", "", *title_words(publication, self.text), classes=["p-name"])
        sentences.append([self.targets.of_title(publication, words)])
        sentences.append(venue_line(publication, self.text, self.parts))
        for part, name in (("note", "note"), ("authors", "annotation")):
            if part in self.parts and name in publication.fields:
                sentences.append(self.text.inline(publication.fields[name]))
        if count := self.listing.citations.get(publication.key):
            sentences.append([self._citations(count)])
        line = nodes.paragraph()
        if item.number:
            line += [nodes.inline("", f"[{item.number}]", classes=["hp-number"]), nodes.Text(" ")]
        line += ended(sentences)
        if "links" in self.parts and publication.links:
            line += [
                nodes.Text(" "),
                *joined(([self.targets.of(link, publication)] for link in publication.links), ", "),
            ]
        return line

    def row(self, item: Item) -> hp_pub_row:
        """Return a publication as a table's row: the year, the work, the links."""
        publication = item.publication
        title = self._title(item)
        lines = self.lines(publication)
        links = [line for line in lines if "hp-pub-links" in line["classes"]]
        work: list[Node] = [title, *(line for line in lines if line not in links)]
        year = publication.year
        cells: list[list[Node]] = [[nodes.paragraph("", str(year))] if year else [], work, [*links]]
        node = self._start(hp_pub_row(), publication)
        return filled(node, (filled(nodes.entry(), cell) for cell in cells))

    def _start(self, node: _Item, publication: Publication) -> _Item:
        node["classes"] = ["hp-pub", "h-cite", f"hp-type-{publication.type}"]
        node["ids"] = self.anchor(publication)
        if self.listing.look.facets:
            node["facets"] = self._facets(publication)
        return node

    def _facets(self, publication: Publication) -> dict[str, str]:
        holder = publication.fields.get("abbr") or venue(publication)
        values = {
            "year": str(publication.year or ""),
            "type": label(TYPES[publication.type].title if publication.type in TYPES else "Other"),
            "venue": plain(holder) if holder else "",
            "keyword": "|".join(publication.keywords),
        }
        return {name: values[name] for name in self.listing.look.facets if values[name]}

    # Its lines

    def image(self, publication: Publication) -> list[Node]:
        """Return its thumbnail, if there is one."""
        path = publication.fields.get("preview")
        # The title stands beside it and says all that a thumbnail can: to a screen reader it is decoration
        # unless the person describes it.
        alt = publication.fields.get("preview_alt", "")
        found = self.targets.image(path) if path else None
        if path is None or found is None:
            return []
        picture = hp_picture.of(found, plain(alt), "hp-preview", position=path.position)
        picture["candidates"] = {"*": found}  # Sphinx looks for pictures in pages as they are read.
        return [picture]

    def _title(self, item: Item) -> nodes.paragraph:
        publication = item.publication
        line: list[Node] = []
        if item.number and "number" in self.parts:
            line += [nodes.inline("", str(item.number), classes=["hp-number"]), nodes.Text(" ")]
        words = filled(nodes.inline(classes=["p-name"]), title_words(publication, self.text))
        line.append(self.targets.of_title(publication, words))
        if "badge" in self.parts and (abbr := publication.fields.get("abbr")):
            line += [nodes.Text(" "), self._badge(abbr, self.listing.venues.get(publication.key))]
        return self._line("hp-pub-title", line)

    def _badge(self, abbr: Text, venue: Venue | None) -> Element:
        badge = hp_badge("", "", *self.text.inline(abbr), classes=["hp-badge"])
        if venue is None:
            return badge
        if venue.color:
            badge["color"] = venue.color.value
        return self.targets.to(venue.url, [badge]) if venue.url else badge

    def lines(self, publication: Publication) -> list[Element]:
        """Return what stands below its title."""
        fields, parts = publication.fields, self.parts
        found: list[Element] = []
        if "authors" in parts and (line := self.listing.authors.get(publication.key)):
            who = self.authors.of(line, has_folds=True)
            found.append(filled(hp_authors(classes=["hp-pub-authors"]), who))
        where = venue_line(publication, self.text, parts)
        if where:
            found.append(self._line("hp-pub-venue", where))
        if "authors" in parts and "annotation" in fields:
            found.append(self._line("hp-pub-note", self.text.inline(fields["annotation"])))
        if "note" in parts:
            notes = (fields[name] for name in ("note", "additional_info", "summary") if name in fields)
            found += [self._line("hp-pub-note", self.text.inline(note)) for note in notes]
        if "award" in parts:
            found += self._award(publication)
        if "keywords" in parts and publication.keywords:
            words: list[Node] = [nodes.inline("", labelled(label("Keywords")), classes=["hp-label"])]
            found.append(
                self._line("hp-keywords", [*words, nodes.Text(f" {', '.join(publication.keywords)}")])
            )
        if count := self.listing.citations.get(publication.key):
            found.append(self._line("hp-pub-note", [self._citations(count)]))
        if "mentions" in parts and (pages := self.targets.mentions(publication)):
            words = [nodes.inline("", labelled(label("Mentioned in")), classes=["hp-label"]), nodes.Text(" ")]
            found.append(self._line("hp-mentions", [*words, *joined(([page] for page in pages), ", ")]))
        if "links" in parts and publication.links:
            links = [[self.targets.of(link, publication)] for link in publication.links]
            found.append(self._line("hp-pub-links", joined(links, " ")))
        return found

    def _citations(self, count: Count) -> hp_dated:
        language = self.targets.env.config.language or "en"
        return dated(count, label("Citations"), language, "hp-citations")

    def _line(self, css: str, words: list[Node]) -> nodes.paragraph:
        return filled(nodes.paragraph(classes=[css]), words)

    def _award(self, publication: Publication) -> list[Element]:
        award = publication.fields.get("award")
        name = publication.fields.get("award_name")
        if award is None and name is None:
            return []
        if award is None or (name is None and len(award) <= _SHORT_AWARD):
            return [self._line("hp-award", self.text.inline(award or name))]  # type: ignore[arg-type]
        details = hp_details(summary=plain(name) if name else label("Award"), classes=["hp-award"])
        return [filled(details, self.text.blocks(award))]

    def bibtex(self, publication: Publication) -> hp_bibtex:
        """Return its BibTeX, which is also published as a file."""
        entry = to_bibtex(publication)
        file = self.targets.bibtex_file(publication, entry)
        return hp_bibtex(summary="BibTeX", entry=entry, file=file, download=label("Download"))
