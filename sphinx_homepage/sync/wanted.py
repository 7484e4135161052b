"""What a site wants to know of services: found in its settings, its files and its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.checks.reading import pages_of, read_config
from sphinx_homepage.checks.typed_entries import typed_entries
from sphinx_homepage.config import SETTINGS, files_of
from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.publications.identity import identity_of
from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.record import with_children
from sphinx_homepage.model.rows import Projects, Publications
from sphinx_homepage.model.synced import bare_doi, repository_at
from sphinx_homepage.sources.bibliography import load_bibliography, publications_of
from sphinx_homepage.sources.record import load_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.config import Config

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.publications.names import Name
    from sphinx_homepage.model.publications.publication import Publication

_UNPUBLISHED: Final = frozenset({"inpreparation", "submitted"})
"""The states of works whose titles leave this machine in no question."""
_NO_DOI: Final = frozenset({"talk", "thesis", "patent", "unpublished"})
"""The types of works that Crossref has no DOI of, or is not asked for one."""
_BROKEN: Final = frozenset({Code.FILE_SHAPE, Code.FILE_ENCODING, Code.YAML_SYNTAX, Code.BIB_SYNTAX})
"""What may hide a part of a file."""


class SiteError(Exception):
    """A site that cannot be read: the message says why."""


@dataclass
class Paper:
    """A publication, as services know one."""

    key: str
    title: str
    type: str
    year: int | None
    authors: tuple[Name, ...]
    doi: str | None
    is_published: bool


@dataclass
class Wanted:
    """What a site wants to know."""

    srcdir: Path
    config: Config
    papers: list[Paper] = field(default_factory=list)
    repositories: list[str] = field(default_factory=list)
    """``owner/name``, in lower case and order."""
    orcid: str | None = None
    dismissed: set[str] = field(default_factory=set)
    """What is not to be suggested again."""
    problems: list[Problem] = field(default_factory=list)
    """What is wrong in the files; a build says it too."""

    @property
    def is_whole(self) -> bool:
        """Whether the files could be read to their end, so that what is not in them has been taken out."""
        return not any(problem.code in _BROKEN for problem in self.problems)

    @property
    def dois(self) -> list[str]:
        """The DOIs of the papers, in order."""
        return sorted({paper.doi for paper in self.papers if paper.doi})


def read_site(srcdir: Path) -> Wanted:
    """Read the site in the folder *srcdir*, as a build does.

    Raises:
        SiteError: There is no site, or its conf.py cannot be run.
    """
    config = _config(srcdir)
    wanted = Wanted(srcdir, config)
    record, found = load_record(files_of(config, "homepage_data"), srcdir)
    wanted.problems += found
    entries = [*record.entries()]
    for name, source in pages_of(config, srcdir):
        entries += (part for entry in typed_entries(name, source) for part in with_children(entry))
    files = files_of(config, "homepage_bibliography")
    publications, found = load_bibliography(files, srcdir, config.homepage_bibliography_aliases)
    wanted.problems += found
    wanted.papers = [*_papers([*publications, *_rows(entries)])]
    contact, profile = record.contact, record.profile
    identity, _ = identity_of(
        config.homepage_me, profile and profile.published(), contact and contact.published()
    )
    wanted.orcid = identity.person.orcid or None
    wanted.repositories = sorted({*_repositories(entries)})
    return wanted


def _config(srcdir: Path) -> Config:
    from sphinx.errors import ConfigError

    if not (srcdir / "conf.py").is_file():
        raise SiteError(f'there is no conf.py in "{srcdir}"; name the folder of your site with --site')
    try:
        config = read_config(srcdir)
    except ConfigError as error:
        raise SiteError(str(error)) from None
    for setting in SETTINGS:
        if not isinstance(config[setting.name], setting.types):
            raise SiteError(f"{setting.name} in conf.py has a value of another type than it takes")
    return config


def _rows(entries: Iterable[Common]) -> list[Publication]:
    rows = (row.published() for row in entries)
    return publications_of(row for row in rows if isinstance(row, Publications))


def _papers(publications: Iterable[Publication]) -> Iterator[Paper]:
    keys: set[str] = set()
    for publication in (entry for item in publications for entry in (item, *item.related)):
        if publication.key in keys:
            continue
        keys.add(publication.key)
        is_published = publication.state not in _UNPUBLISHED and publication.type not in _NO_DOI
        yield Paper(
            publication.key,
            plain(publication.title) if "title" in publication.fields else "",
            publication.type,
            publication.year,
            publication.authors.people,
            bare_doi(publication.fields.get("doi", "")),
            is_published,
        )


def _repositories(entries: Iterable[Common]) -> Iterator[str]:
    for entry in entries:
        public: Any = entry.published()
        if isinstance(public, Projects) and public.repository and (name := repository_at(public.repository)):
            yield name
