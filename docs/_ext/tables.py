"""Directives that make reference pages from the extension's own tables, so that the two cannot differ."""

from __future__ import annotations

import gettext
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_homepage import config, locale
from sphinx_homepage.directives import selection, styles
from sphinx_homepage.exports import formats
from sphinx_homepage.locale.dates import format_range_parts
from sphinx_homepage.model import dates, entries, fields, networks, rows, sections
from sphinx_homepage.sources import front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_homepage.model.entries import Common

SNIPPETS = Path(__file__).parents[1] / "snippets"


class Generated(SphinxDirective):
    """A directive that stands for Markdown made from tables in the code."""

    sources: ClassVar[tuple[ModuleType, ...]] = ()
    """The modules it is made from: when one changes, the page is read again."""

    def run(self) -> list[Node]:
        """Return the nodes of the Markdown."""
        for module in (*self.sources, sys.modules[type(self).__module__]):
            self.env.note_dependency(str(module.__file__))
        return [*self.parse_text_to_nodes(self.markdown()), *self.sections()]

    def markdown(self) -> str:
        """Return the Markdown, without headings."""
        raise NotImplementedError

    def sections(self) -> Iterable[nodes.section]:
        """Return the sections that follow it."""
        return ()

    def section(self, title: str, markdown: str, *, label: str = "") -> nodes.section:
        """Return a section of Markdown; pages can refer to it by *label*.

        It is not left to MyST, which would put a section of a nested text before what the directive returns.
        """
        section = nodes.section("", nodes.title("", title), ids=[nodes.make_id(title)])
        if label:
            section["names"] = [label]
            self.state.document.note_explicit_target(section, section)
        else:
            section["names"] = [nodes.fully_normalize_name(title)]
            self.state.document.note_implicit_target(section, section)
        section += self.parse_text_to_nodes(markdown)
        return section


def table(head: tuple[str, ...], lines: Iterable[tuple[str, ...]], css: str = "") -> str:
    """Return a Markdown table."""
    rows_ = [head, tuple("---" for _ in head), *lines]
    written = "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows_)
    return f":::{{table}}\n:class: {css}\n\n{written}\n:::\n" if css else written + "\n"


def field_rows(model: type[Common], names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return a line for each field: its name (bold if it heads the entry), its form, its meaning."""
    result = []
    for name in names:
        if name == "profiles":
            names_cell = "`orcid`, `github` ..."
        else:
            names_cell = f"**`{name}`**" if model.heads[:1] == (name,) else f"`{name}`"
        meaning = model.model_fields[name].description or ""
        result.append((names_cell, model.form(name).words, meaning))
    return result


FIELD_HEAD = ("Field", "What to write", "What it is")


class SectionFields(Generated):
    """``{section-fields} awards``: the section's own fields."""

    required_arguments = 1
    sources = (rows, entries, fields)

    def markdown(self) -> str:
        """Return the table."""
        model = sections.section_named(self.arguments[0]).entry
        return table(FIELD_HEAD, field_rows(model, model.own_fields))


class SharedFields(Generated):
    """``{shared-fields}``: the fields of every entry; with ``card``: those of profile and contact."""

    optional_arguments = 1
    sources = (entries, fields)

    def markdown(self) -> str:
        """Return the table."""
        model = entries.Common if self.arguments else entries.Entry
        own_first = sorted(model.model_fields, key=lambda name: name in entries.Common.model_fields)
        return table(FIELD_HEAD, field_rows(model, own_first))


class SectionReference(Generated):
    """``{section-reference} awards``: all there is to know of a section, with its snippets live.

    What its body says more of the section comes below the fields. With ``:head:``, the page itself has the
    fields and the examples.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"head": directives.flag}
    sources = (rows, entries, fields, sections)

    def markdown(self) -> str:
        """Return what the section is, and its names."""
        section = sections.section_named(self.arguments[0])
        names = [section.name, *([section.singular] if section.singular else [])]
        called = " or ".join(f"`{{{name}}}`" for name in names)
        key, css = f"`{section.name}`", f"`hp-{section.name}`"
        facts = f"Directive: {called}. Key in a data file: {key}. CSS class: {css}."
        return f"{section.entry.__doc__}\n\n{facts}\n"

    def sections(self) -> Iterable[nodes.section]:
        """Yield the fields, and the examples."""
        if "head" in self.options:
            return
        section = sections.section_named(self.arguments[0])
        model = section.entry
        parts = [table(FIELD_HEAD, field_rows(model, model.own_fields))] if model.own_fields else []
        parts.append(self._heads(model))
        if section.kinds:
            kinds = ", ".join(f"`{kind}`" for kind in section.kinds)
            parts.append(
                f"Known kinds: {kinds}. They are shown in the site's language; any other kind as typed.\n"
            )
        yield self.section("Fields", "\n".join([*parts, *self.content]))
        found = [SNIPPETS / f"{section.name}.md", *sorted(SNIPPETS.glob(f"{section.name}-*.md"))]
        yield self.section("Examples", "\n".join(f":::{{live}} {path.name}\n:::\n" for path in found))

    def _heads(self, model: type[Common]) -> str:
        card = not issubclass(model, entries.Entry)
        shared = "Beside these it takes the [fields that every entry has](fields.md)"
        shared += "; of them, only the [few that fit a single entry](#fields-of-a-card).\n" if card else ".\n"
        if not model.heads:
            return shared
        first, *rest = model.heads
        head = f"`{first}` heads the entry and is the directive's argument."
        if rest:
            head += f" Where it is absent, `{rest[0]}` heads the entry."
        return f"{head}\n{shared}"


class SectionsTable(Generated):
    """``{sections-table}``: every section, with a link to its page."""

    sources = (rows, sections)

    def markdown(self) -> str:
        """Return the table."""
        return table(
            ("Section", "Headed by", "What it holds"),
            (
                (
                    f"[`{section.name}`](/reference/{section.name}.md)",
                    f"`{section.entry.heads[0]}`" if section.entry.heads else "",
                    str(section.entry.__doc__),
                )
                for section in sections.SECTIONS.values()
            ),
        )


class SettingsTable(Generated):
    """``{settings-table}``: every setting."""

    sources = (config,)

    def markdown(self) -> str:
        """Return a ``confval`` for each setting."""
        return "\n".join(
            f":::{{confval}} {setting.name}\n"
            f":type: {' or '.join(f'`{kind.__name__}`' for kind in setting.types)}\n"
            f":default: `{setting.default!r}`\n\n{setting.meaning}\n:::\n"
            for setting in config.SETTINGS
        )


class FiltersTable(Generated):
    """``{filters-table}``: the options of a directive that shows several entries."""

    sources = (selection,)

    def markdown(self) -> str:
        """Return the table."""
        lines = ((f"`:{name.replace('_', '-')}:`", meaning) for name, meaning in selection.FILTERS.items())
        return table(("Option", "What it does"), lines)


class StylesTable(Generated):
    """``{styles-table}``: the values of the option ``style``."""

    sources = (styles,)

    def markdown(self) -> str:
        """Return the table."""
        known = (("entries", styles.ENTRY_STYLES), ("`contact`", styles.CONTACT_STYLES))
        lines = ((f"`{name}`", of, meaning) for of, values in known for name, meaning in values.items())
        return table(("Style", "Of", "How it looks"), lines)


class HeroTable(Generated):
    """``{hero-table}``: what ``hero`` in a page's front matter may say."""

    sources = (front_matter,)

    def markdown(self) -> str:
        """Return the table."""
        known = (("layout", front_matter.HERO_LAYOUTS), ("portrait", front_matter.PORTRAITS))
        lines = ((f"`{key}: {name}`", meaning) for key, values in known for name, meaning in values.items())
        links = "Links to e-mail addresses and all profiles of the data file's `contact`, as icons."
        some = f"Links to these alone: {', '.join(f'`{name}`' for name in front_matter.HERO_LINKS[:3])}, "
        more = (("`links: true`", links), ("`links: [email, github]`", f"{some}or networks."))
        return table(("Say", "What it does"), (*lines, *more))


class NetworksTable(Generated):
    """``{networks-table}``: every network, and what to type for it."""

    sources = (networks,)

    def markdown(self) -> str:
        """Return the table."""
        return table(
            ("Field", "Network", "What to write", "Leads to"),
            (
                (
                    f"`{row.key}`",
                    row.name,
                    f"{row.expects}, like `{row.example}`",
                    f"`{networks.profile_url(row, row.example)}`",
                )
                for row in networks.NETWORKS.values()
            ),
            "hp-docs-networks",
        )


class FrontMatterKeys(Generated):
    """``{front-matter-keys}``: the keys at the top of a page."""

    sources = (front_matter,)

    def markdown(self) -> str:
        """Return the table."""
        return table(("Key", "What it does"), ((f"`{key}`", what) for key, what in front_matter.KEYS.items()))


class DatesTable(Generated):
    """``{dates-table} en de``: the dates in its body, a line each, as these languages show them."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    sources = (dates,)

    def markdown(self) -> str:
        """Return the table."""
        languages = self.arguments[0].split()
        return table(
            ("Written", *(f"`{language}`" for language in languages)),
            (
                (f"`{line}`", *(_shown(line, language) for language in languages))
                for line in self.content
                if line.strip()
            ),
            "hp-docs-dates",
        )


def _shown(text: str, language: str) -> str:
    catalogue = gettext.translation(locale.CATALOGUE, locale.LOCALE_DIR, [language], fallback=True)
    parts = format_range_parts(dates.parse(text), language, catalogue.gettext)
    return "".join(words for words, _ in parts)


class WrongDates(Generated):
    """``{wrong-dates}``: texts that are no dates, a line each, and what the warning says of them."""

    has_content = True
    sources = (dates,)

    def markdown(self) -> str:
        """Return the table."""
        return table(
            ("Written", "What the warning says"),
            ((f"`{line}`", self._message(line)) for line in self.content if line.strip()),
        )

    def _message(self, line: str) -> str:
        try:
            read = dates.parse(line)
        except dates.DateError as error:
            return str(error)
        raise self.error(f'"{line}" is a date: {read}')


class FormatsTable(Generated):
    """``{formats-table}``: the formats of files for other programs."""

    sources = (formats,)

    def markdown(self) -> str:
        """Return the table."""
        lines = []
        for row in formats.FORMATS.values():
            options = " ".join(
                f"`{name}`: {option.meaning.rstrip('.')} ({option.form})."
                for name, option in row.options.items()
            )
            lines.append((f"`{row.name}`", f"`{row.file}`", f"{row.meaning} {options}".strip()))
        return table(("Format", "File", "What it is for"), lines)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    for name, directive in (
        ("section-fields", SectionFields),
        ("shared-fields", SharedFields),
        ("section-reference", SectionReference),
        ("sections-table", SectionsTable),
        ("settings-table", SettingsTable),
        ("filters-table", FiltersTable),
        ("styles-table", StylesTable),
        ("hero-table", HeroTable),
        ("networks-table", NetworksTable),
        ("front-matter-keys", FrontMatterKeys),
        ("dates-table", DatesTable),
        ("wrong-dates", WrongDates),
        ("formats-table", FormatsTable),
    ):
        app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
