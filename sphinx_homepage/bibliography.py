"""The publications that directives show, and who is who among their authors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sphinx_homepage.config import files_of, place_of
from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.model.publications.identity import identity_of
from sphinx_homepage.model.publications.links import scholar_link
from sphinx_homepage.model.publications.marks import marks_of
from sphinx_homepage.model.rows import Publications
from sphinx_homepage.scaffold.placeholders import NAME
from sphinx_homepage.sources.bibliography import load_bibliography, publications_of
from sphinx_homepage.sources.coauthors import Coauthors, load_coauthors
from sphinx_homepage.sources.venues import Venues, load_venues

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sphinx.config import Config

    from sphinx_homepage.model.publications.identity import Identity
    from sphinx_homepage.model.publications.marks import Marks
    from sphinx_homepage.model.publications.names import Names
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.record import Record
    from sphinx_homepage.model.text import Text
    from sphinx_homepage.sources.venues import Venue


@dataclass(kw_only=True)
class Bibliography:
    """Publications, and the people in them."""

    publications: list[Publication]
    files: Sequence[Text]
    """The .bib files, relative to the source directory."""
    problems: list[Problem]
    identity: Identity
    marks: Marks
    coauthors: Coauthors
    venues: Venues
    config: Config
    _of_files: dict[tuple[str, ...], Bibliography] = field(default_factory=dict)

    @classmethod
    def of(cls, config: Config, srcdir: Path, record: Record) -> Bibliography:
        """Read what the settings name; the *record*'s own publications come behind those of .bib files."""
        files = files_of(config, "homepage_bibliography")
        publications, problems = load_bibliography(files, srcdir, config.homepage_bibliography_aliases)
        publications, found = _with_rows(publications, record)
        publications = [_with_scholar(item, record) for item in publications]
        problems += found
        identity, found = identity_of(config.homepage_me, record.profile, record.contact)
        problems += _placed(found, "homepage_me", config)
        marks, found = marks_of(config.homepage_marks)
        problems += _placed(found, "homepage_marks", config)
        coauthors, venues = Coauthors([]), Venues([])
        for name in files_of(config, "homepage_coauthors"):
            coauthors, found = load_coauthors(name, srcdir)
            problems += found
        for name in files_of(config, "homepage_venues"):
            venues, found = load_venues(name, srcdir)
            problems += found
        bibliography = cls(
            publications=publications,
            files=files,
            problems=problems,
            identity=identity,
            marks=marks,
            coauthors=coauthors,
            venues=venues,
            config=config,
        )
        bibliography._leave_out_parents()
        if not (record.profile and record.profile.name == NAME):  # A placeholder is nobody, and named itself.
            problems += bibliography._not_mine()
        return bibliography

    def of_files(self, names: Sequence[Text], srcdir: Path) -> Bibliography:
        """Return what other files hold, whose publications may be anybody's, with the same people."""
        key = tuple(map(str, names))
        if key not in self._of_files:
            aliases = self.config.homepage_bibliography_aliases
            publications, problems = load_bibliography(names, srcdir, aliases, named_by='"files"')
            self._of_files[key] = replace(self, publications=publications, files=names, problems=problems)
        return self._of_files[key]

    def is_me(self, publication: Publication, at: int) -> bool:
        """Whether the author of *publication* at a place, counted from 0, is the person."""
        return at in self.found_in(publication.authors, publication.key)

    def found_in(self, names: Names, key: str) -> tuple[int, ...]:
        """Return which of the *names* of the publication *key* is the person, counted from 0."""
        return self.identity.found_in(names, key)

    def venue_of(self, publication: Publication) -> Venue | None:
        """Return what is known of the venue of *publication*."""
        names = (publication.fields.get(name) for name in ("abbr", "journal", "booktitle"))
        return self.venues.find(*(str(name) for name in names if name))

    def _leave_out_parents(self) -> None:
        """Leave out proceedings and the like that others inherit from, and that are not the person's own."""
        parents = {str(item.fields["crossref"]) for item in self.publications if "crossref" in item.fields}
        if self.identity and parents:
            self.publications = [
                item for item in self.publications if item.key not in parents or self._is_mine(item)
            ]

    def _not_mine(self) -> Iterable[Problem]:
        """Yield a problem for each publication of an own .bib file that nobody is the person in."""
        own = [item for item in self.publications if item.position and item.position.path in self.files]
        if not self.identity or not own:
            return
        strangers = [item for item in own if not self._is_mine(item)]
        fix = "name the spelling in homepage_me, or the person's entries alone in homepage_bibliography"
        if len(strangers) == len(own):
            message = f"none of the {len(own)} publications has an author who is the person; {fix}"
            yield Problem(Code.BIB_NOT_MINE, message, own[0].position)
            return
        for item in strangers:
            message = f"nobody among the authors of '{item.key}' is the person; {fix}"
            yield Problem(Code.BIB_NOT_MINE, message, item.position)

    def _is_mine(self, publication: Publication) -> bool:
        names = (publication.authors, publication.editors)
        is_anonymous = not any(part.people or part.has_others for part in names)
        return is_anonymous or any(self.found_in(part, publication.key) for part in names)


def _with_scholar(publication: Publication, record: Record) -> Publication:
    """Return *publication* with a link to the person's Google Scholar profile, where both are named."""
    contact = record.contact
    user = (contact.profiles or {}).get("google_scholar") if contact else None
    link = scholar_link(publication.fields, str(user)) if user else None
    return replace(publication, links=(*publication.links, link)) if link else publication


def _with_rows(publications: list[Publication], record: Record) -> tuple[list[Publication], list[Problem]]:
    """Return *publications* and behind them those of the data files, of which no key is taken."""
    by_key = {publication.key: publication for publication in publications}
    entries = (row.published() for row in record["publications"] if row.only != "pdf")
    rows = publications_of(entry for entry in entries if isinstance(entry, Publications))
    problems = []
    for row in rows:
        if (first := by_key.get(row.key)) and first.position:
            message = (
                f"duplicate key '{shown(row.key)}', which an entry in line {first.position.line} of "
                f'{first.position.path} has already, so that this one is left out; give it another "id"'
            )
            problems.append(Problem(Code.BIB_DUPLICATE_KEY, message, row.position))
    return [*publications, *(row for row in rows if row.key not in by_key)], problems


def _placed(problems: Iterable[Problem], setting: str, config: Config) -> list[Problem]:
    """Return *problems* with the setting's place in conf.py, where they have none."""
    place = place_of(setting, config)
    return [problem if problem.position else replace(problem, position=place) for problem in problems]
