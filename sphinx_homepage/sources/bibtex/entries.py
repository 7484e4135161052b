"""An entry of a .bib file as it was typed -> a publication."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.model.publications.addresses import looks_like_link, without_tex
from sphinx_homepage.model.publications.fields import find_field, is_exported
from sphinx_homepage.model.publications.links import Link, links_of
from sphinx_homepage.model.publications.publication import Publication
from sphinx_homepage.model.publications.types import canonical
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.annotations import annotate
from sphinx_homepage.sources.bibtex.dates import read_dates, state_of
from sphinx_homepage.sources.bibtex.names import read_names
from sphinx_homepage.sources.bibtex.tex import to_markdown, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_homepage.model.publications.names import Names
    from sphinx_homepage.sources.bibtex.reader import RawEntry


def read_publications(
    entries: Iterable[RawEntry], aliases: Mapping[str, str] | None = None
) -> tuple[list[Publication], list[Problem]]:
    """Return the publications that the entries of one file say, in order, and what is wrong in them.

    Args:
        entries: The entries, with what they inherit.
        aliases: What fields of the person's own mean: the name of another field, or a link's label.
    """
    reading = _Reading(aliases or {})
    return [reading.publication(entry) for entry in entries], reading.problems


class _Role(NamedTuple):
    """What is done with a field of some name."""

    name: str
    """Its name in the table of fields; none for what is not in it."""
    kind: str
    is_alias: bool
    is_exported: bool
    label: str = ""
    """The label of a link that the person adds; of an annotation its own name."""


_SHORT: Final = 200
_YES: Final = frozenset({"true", "yes", "1", "y", "on"})
_TEX: Final = re.compile(r"\\[A-Za-z\"'`^~=.]|\{")
"""What tells TeX from Markdown in a field that may hold either."""
_LINE_BREAK: Final = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_BULLET: Final = re.compile(r"(?m)^([ \t]*)([*+-])(?=\s)")
_PREPRINT_SERVERS: Final = re.compile(
    r"\b(?:arxiv|corr|bio-?rxiv|med-?rxiv|chem-?rxiv|psyarxiv|preprints?|ssrn)\b"
)
_MAY_BE_PREPRINT: Final = frozenset({"article", "misc", "online", "unpublished", "report"})
_REPOSITORIES: Final = frozenset({"arxiv", "ssrn"})


class _Reading:
    """One file on its way into the model."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self.problems: list[Problem] = []
        self._aliases = {name.lower(): meaning for name, meaning in aliases.items()}
        self._roles: dict[str, _Role] = {}
        self._said: set[str] = set()
        self._markdown: dict[Text, str] = {}
        """What journals, publishers and the like have become, which many entries share."""

    def publication(self, raw: RawEntry) -> Publication:
        """Return the publication that an entry says."""
        values: dict[str, Text] = {}
        kinds: dict[str, str] = {}
        links: list[Link] = []
        annotations: list[tuple[str, str, Text]] = []
        bibtex: dict[str, str] = {}
        roles = self._roles
        for name, value in raw.fields.items():
            if not value or value.isspace():
                continue
            role = roles.get(name) or self._find_role(name)
            if role.is_exported:
                bibtex[name] = str(value)
            if role.kind == "annotation":
                annotations.append((role.name, role.label, value))
            elif role.label:
                links.append(Link(name, role.label, value, "link"))
            elif role.name and (role.name not in values or not role.is_alias):
                # "page" and "talk" are links in one file, and a number and a title in another.
                if role.is_alias and role.kind == "path" and not looks_like_link(value):
                    continue
                values[role.name] = value
                kinds[role.name] = role.kind
        return self._assemble(raw, values, kinds, links, annotations, bibtex)

    def _find_role(self, name: str) -> _Role:
        row = find_field(name)
        meaning = self._aliases.get(name)
        exported = is_exported(name)
        if "+an" in name:
            field, _, rest = name.partition("+an")
            role = _Role(field, "annotation", False, False, rest.lstrip(":"))
        elif meaning is not None:
            meant = find_field(meaning.lower())
            role = (
                _Role(meant.name, meant.kind, True, exported)
                if meant
                else _Role("", "", True, exported, meaning)
            )
        elif row is not None:
            role = _Role(row.name, row.kind, name != row.name, exported)
        else:
            role = _Role("", "", False, exported)
        self._roles[name] = role
        return role

    def _assemble(
        self,
        raw: RawEntry,
        values: dict[str, Text],
        kinds: dict[str, str],
        links: list[Link],
        annotations: list[tuple[str, str, Text]],
        bibtex: dict[str, str],
    ) -> Publication:
        typed_type = raw.type.lower()
        found = links_of(values, links)
        self.problems += found.problems
        when, state, problems = read_dates(values)
        self.problems += problems
        publication = Publication(
            key=raw.key,
            type=canonical(typed_type),
            typed_type=typed_type,
            when=when,
            state=state,
            links=found.links,
            bibtex=bibtex,
            position=raw.position,
        )
        fields = publication.fields
        for name, value in values.items():
            kind = kinds[name]
            if kind == "tex":
                fields[name] = self._rich(value)
            elif kind == "names":
                self._read_people(publication, name, value)
            elif kind == "identifier":
                fields[name] = found.identifiers.get(name) or Text(without_tex(value), value.position)
            elif kind == "path":
                fields[name] = Text(without_tex(value), value.position)
            elif kind == "markdown":
                fields[name] = self._markdown_or_tex(name, value)
            elif kind == "key":
                fields[name] = Text(" ".join(value.split()), value.position)
        for name, value in found.identifiers.items():
            fields[name] = value
        self._settle(publication, values)
        for field, name, value in annotations:
            self._annotate(publication, field, name, value)
        return publication

    def _settle(self, publication: Publication, values: Mapping[str, Text]) -> None:
        """Say what the fields say together, or in words."""
        fields = publication.fields
        if "keywords" in values:
            publication.keywords = _words(values["keywords"])
        for name in ("selected", "bibtex_show"):
            if name in values and values[name].strip().lower() in _YES:
                fields[name] = Text("true", values[name].position)
        if "bibtex_show" in values and "bibtex_show" not in fields:
            fields["bibtex_show"] = Text("false", values["bibtex_show"].position)
        publication.is_selected = "selected" in fields
        if "ids" in fields:
            publication.aliases = tuple(filter(None, re.split(r"[\s,]+", fields["ids"])))
        for name in ("pubstate", "note"):
            if name in fields and (state := state_of(fields[name])):
                publication.state = publication.state or state
                del fields[name]  # Else it would be printed twice, and once in English only.
        # Biblatex has one name for the university of a thesis and the institution of a report.
        if publication.type == "thesis" and "school" not in fields and "institution" in fields:
            fields["school"] = fields.pop("institution")
        elif publication.type == "report" and "institution" not in fields and "school" in fields:
            fields["institution"] = fields.pop("school")
        if publication.type in _MAY_BE_PREPRINT and _is_preprint(publication):
            publication.type = "preprint"
        bibtex = publication.bibtex
        if "doi" in bibtex and "doi" in fields:
            bibtex["doi"] = fields["doi"]
        if "arxiv" in values and "eprint" not in bibtex and "arxiv" in fields:
            bibtex |= {"eprint": fields["arxiv"], "archiveprefix": "arXiv"}
        if "title" not in fields:
            message = f'"{shown(publication.key)}" has no title, so its key stands there; give it one'
            self.problems.append(Problem(Code.BIB_TITLE, message, publication.position))

    # Texts

    def _rich(self, value: Text) -> Text:
        known = self._markdown.get(value)
        if known is not None:
            return Text(known, value.position)
        markdown, problems = to_markdown(value)
        for problem in problems:
            # A macro that is unknown is so in every entry, and is told of once.
            if problem.message not in self._said:
                self._said.add(problem.message)
                self.problems.append(problem)
        if len(value) < _SHORT:
            self._markdown[value] = markdown
        return markdown

    def _markdown_or_tex(self, name: str, value: Text) -> Text:
        if _TEX.search(value):
            return self._rich(value)
        words = _LINE_BREAK.sub("\\\\\n", value.strip())
        if name == "annotation" and "\n" not in value.strip():
            # A sign and what it means are no list.
            words = _BULLET.sub(r"\1\\\2", words)
        return Text(words, value.position)

    # People

    def _read_people(self, publication: Publication, name: str, value: Text) -> None:
        names, problems = read_names(value)
        self.problems += problems
        if name == "author":
            publication.authors = names
        elif name == "editor":
            publication.editors = names
        else:
            publication.fields[name] = Text(listed(names), value.position)

    def _annotate(self, publication: Publication, field: str, name: str, value: Text) -> None:
        if field == "author":
            publication.authors, problems = annotate(publication.authors, value, name)
        elif field == "editor":
            publication.editors, problems = annotate(publication.editors, value, name)
        else:
            return
        self.problems += problems


def listed(names: Names) -> str:
    """Return the names of translators and the like as a text, in Markdown."""
    people = [re.sub(r"([\\`*_\[\]<&$!{~^])", r"\\\1", name.full) for name in names.people]
    return ", ".join([*people, "et al."] if names.has_others else people)


def _words(value: Text) -> tuple[str, ...]:
    words = (" ".join(word.split()) for word in value.split(";" if ";" in value else ","))
    if "\\" in value or "{" in value:
        words = (to_plain(word) for word in words)
    return tuple(dict.fromkeys(filter(None, words)))


def _is_preprint(publication: Publication) -> bool:
    """Whether what is typed as an article or as something else is in a repository of preprints only."""
    fields = publication.fields
    journal = fields.get("journal")
    if journal is not None:
        return _PREPRINT_SERVERS.search(journal.lower()) is not None and len(journal) < 80
    if "booktitle" in fields or ("publisher" in fields and "arxiv" not in fields["publisher"].lower()):
        return False
    if publication.typed_type == "article":
        return False
    return not _REPOSITORIES.isdisjoint(fields)
