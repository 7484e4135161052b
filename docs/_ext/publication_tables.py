"""Directives that make the pages on publications from the extension's own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from tables import Generated, table

from sphinx_homepage.directives.publications import block, listing
from sphinx_homepage.model.publications import (
    fields,
    filter_fields,
    filter_terms,
    group_levels,
    identifiers,
    links,
    selection,
    types,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_homepage.model.publications.fields import Field

AL_FOLIO = (
    *("abbr", "abstract", "additional_info", "altmetric", "annotation", "arxiv", "award", "award_name"),
    *("bibtex_show", "blog", "code", "dimensions", "doi", "eprint", "google_scholar_id", "hal", "html"),
    *("inspirehep_id", "isbn", "pdf", "pmid", "poster", "preview", "selected", "slides", "supp", "video"),
    "website",
)
"""The fields that al-folio's own pages describe beside those of BibTeX."""


def names_of(names: Iterable[str]) -> str:
    """Return names as code, between commas."""
    return ", ".join(f"`{name}`" for name in names)


def also(names: Iterable[str]) -> str:
    """Return a sentence that says the other names, if there are any."""
    written = names_of(names)
    return f" Also {written}." if written else ""


class PublicationOptions(Generated):
    """``{publication-options} select``: the options that select and order; with ``look`` the others."""

    required_arguments = 1
    sources = (block, listing, selection)

    def markdown(self) -> str:
        """Return the table."""
        every = block.PublicationsBlock.filters
        is_look = self.arguments[0] == "look"
        lines = (
            (f"`:{name.replace('_', '-')}:`", meaning)
            for name, meaning in every.items()
            if (name in block.LOOKS) == is_look
        )
        return table(("Option", "What it takes"), lines, "hp-docs-options")


class PublicationParts(Generated):
    """``{publication-parts}``: what a list shows of a publication, for ``show`` and ``hide``."""

    sources = (listing,)

    def markdown(self) -> str:
        """Return the table: which style shows which part."""
        return table(
            ("Part", "What it is", "Shown in"),
            ((f"`{name}`", meaning, self._styles(name)) for name, meaning in listing.PARTS.items()),
            "hp-docs-options",
        )

    def _styles(self, part: str) -> str:
        if part in listing.HIDDEN:
            return "none, unless `show` asks for it"
        of_a_style = listing.OF_A_STYLE
        styles = [style for style in listing.STYLES if part in of_a_style.get(style, listing.PARTS)]
        return "every style" if len(styles) == len(listing.STYLES) else names_of(styles)


class GroupLevels(Generated):
    """``{group-levels}``: what publications can be grouped by."""

    sources = (group_levels,)

    def markdown(self) -> str:
        """Return the table."""
        orders = {"cv": "as the types below"}
        return table(
            ("`group-by`", "A heading for", "Order, unless `group-order` says it"),
            (
                (f"`{name}`", level.meaning, orders.get(level.order, f"`{level.order}`"))
                for name, level in group_levels.LEVELS.items()
            ),
        )


class FilterTerms(Generated):
    """``{filter-terms} fields``: what stands before an operator; with ``words`` what stands alone."""

    required_arguments = 1
    sources = (filter_fields, filter_terms)

    def markdown(self) -> str:
        """Return the table."""
        aliases: dict[str, list[str]] = {}
        for alias, name in filter_fields.ALIASES.items():
            aliases.setdefault(name, []).append(alias)
        rows = filter_fields.WORDS if self.arguments[0] == "words" else filter_fields.FIELDS
        return table(
            ("Term", "What it asks"),
            ((f"`{name}`", row.meaning + also(aliases.get(name, ()))) for name, row in rows.items()),
            "hp-docs-options",
        )


class PublicationTypes(Generated):
    """``{publication-types}``: every type, in the order of a CV."""

    sources = (types,)

    def markdown(self) -> str:
        """Return the table."""
        return table(
            ("Type", "As a heading", "Other and finer names"),
            (
                (f"`{row.name}`", f"{row.title} (`{row.schema_org}`)", names_of(row.aliases))
                for row in types.TYPES.values()
            ),
            "hp-docs-options",
        )


class PublicationFields(Generated):
    """``{publication-fields}``: a section for each group of fields, with their other names and meanings."""

    sources = (fields, identifiers, links)

    def markdown(self) -> str:
        """Return nothing: it is all in the sections."""
        return ""

    def sections(self) -> Iterator[nodes.section]:
        """Yield the groups."""
        groups: dict[str, list[Field]] = {}
        for row in fields.FIELDS.values():
            groups.setdefault(row.group, []).append(row)
        for title, rows in groups.items():
            lines = (
                (f"`{row.name}`", f"{row.meaning}{self._link(row.name)}{also(row.aliases)}") for row in rows
            )
            written = table(("Field", "What it is"), lines, "hp-docs-options")
            yield self.section(title, written, label=f"publication-{nodes.make_id(title)}")

    def _link(self, name: str) -> str:
        """Return a sentence on the link that is made of a field, if one is."""
        if name in links.LINK_FIELDS:
            return f" The link says *{links.LINK_FIELDS[name].label}*."
        row = identifiers.IDENTIFIERS.get(name)
        return f" *{row.label}* leads to `{row.template.format(row.example or '…')}`." if row else ""


class HiddenFields(Generated):
    """``{hidden-fields}``: what is never shown nor exported."""

    sources = (fields,)

    def markdown(self) -> str:
        """Return the names, and how others begin."""
        known = sorted(fields._HIDDEN)
        begin = sorted(fields._HIDDEN_PREFIXES)
        return f"Their names: {names_of(known)}.\n\nOr they begin with {names_of(begin)}.\n"


class ExportedFields(Generated):
    """``{unexported-fields}``: what lists may show and the BibTeX that a site gives away does not have."""

    sources = (fields,)

    def markdown(self) -> str:
        """Return the names."""
        return names_of(row.name for row in fields.FIELDS.values() if not row.is_exported) + ".\n"


class AlFolioFields(Generated):
    """``{al-folio-fields}``: the fields that al-folio describes, and what becomes of each."""

    sources = (fields, links, identifiers)

    def markdown(self) -> str:
        """Return the table; a field that is not known any more stops the build."""
        return table(
            ("Field", "What it is here", "What you see"),
            ((f"`{name}`", self._row(name).meaning, self._shown(name)) for name in AL_FOLIO),
            "hp-docs-options",
        )

    def _row(self, name: str) -> Field:
        row = fields.find_field(name)
        if row is None or row.name != name:
            raise self.error(f"al-folio's field {name} is not in the table of fields")
        return row

    def _shown(self, name: str) -> str:
        for rows in (identifiers.IDENTIFIERS, links.LINK_FIELDS):
            if name in rows:
                return f"a link: {rows[name].label}"
        return _SEEN[name]


_SEEN = {
    "abbr": "a badge, in the venue's colour",
    "abstract": "folded below the entry",
    "additional_info": "a line below the venue",
    "annotation": "a line below the authors",
    "award": "a line, or folded if it is long",
    "award_name": "the words that unfold the award",
    "bibtex_show": "BibTeX is shown of every entry; `false` hides it",
    "eprint": "a link to the archive that `archiveprefix` names, without it arXiv",
    "isbn": "in the BibTeX, and in the paper's own page for programs",
    "preview": "a thumbnail",
    "selected": "in lists with `:selected:`, and a page of its own",
}
"""What a reader sees of the fields that are no links."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    for name, directive in (
        ("publication-options", PublicationOptions),
        ("publication-parts", PublicationParts),
        ("group-levels", GroupLevels),
        ("filter-terms", FilterTerms),
        ("publication-types", PublicationTypes),
        ("publication-fields", PublicationFields),
        ("hidden-fields", HiddenFields),
        ("unexported-fields", ExportedFields),
        ("al-folio-fields", AlFolioFields),
    ):
        app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
