"""What ``sphinx-homepage sync`` has learned from services: values, each with its source and its day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from sphinx_homepage.model.publications.identifiers import IDENTIFIERS

if TYPE_CHECKING:
    import datetime


class Service(NamedTuple):
    """A row of the table."""

    key: str
    """What a person types, and the key in the file."""
    name: str
    """What readers know it by."""
    holds: str
    """What its values are called in the file."""
    one: str
    """What one of them is, in messages."""
    counted: tuple[str, str]
    """What the command counts: one of them, and many."""
    fields: tuple[str, ...] = ()
    """The texts that a value has; none where it is a number."""


SERVICES: Final = {
    row.key: row
    for row in (
        Service("crossref", "Crossref", "dois", "DOI", ("DOI suggested", "DOIs suggested"), ("doi", "title")),
        Service("github", "GitHub", "stars", "number of stars", ("repository", "repositories")),
        Service("openalex", "OpenAlex", "citations", "number of citations", ("paper", "papers")),
        Service(
            "orcid",
            "ORCID",
            "works",
            "work",
            ("work suggested", "works suggested"),
            ("title", "type", "year", "authors", "venue", "doi", "url"),
        ),
    )
}

LARGEST: Final = 999_999_999
"""The largest number that is taken for a number of citations or stars."""

Value: TypeAlias = "int | dict[str, str]"
"""A number; or the texts of a suggestion, by the names in its service's row."""


class Known(NamedTuple):
    """A value of a service."""

    value: Value
    date: datetime.date
    """The day on which the service said so last."""


class Count(NamedTuple):
    """A number as readers are shown it."""

    number: int
    source: str
    """The service's name."""
    date: datetime.date


@dataclass(slots=True)
class Synced:
    """All that is known, by the service's key."""

    dates: dict[str, datetime.date] = field(default_factory=dict)
    """The day on which a service has answered last."""
    values: dict[str, dict[str, Known]] = field(default_factory=dict)
    """What is known, by DOI, by repository, or by citation key."""
    dismissed: set[str] = field(default_factory=set)
    """What the person does not want to be suggested again: see :func:`suggestion_id`."""

    def of(self, service: str) -> dict[str, Known]:
        """Return the values of *service*."""
        return self.values.get(service, {})

    def citations_of(self, doi: str) -> Count | None:
        """Return how often what has this DOI is cited, or None where that is not known."""
        return self._count("openalex", bare_doi(doi))

    def stars_of(self, url: str) -> Count | None:
        """Return the stars of the repository at *url*, or None where they are not known."""
        return self._count("github", repository_at(url))

    def _count(self, service: str, key: str | None) -> Count | None:
        known = self.of(service).get(key) if key else None
        if known is None or not isinstance(known.value, int):
            return None
        return Count(known.value, SERVICES[service].name, known.date)


_REPOSITORY: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38})/[a-z0-9._-]{1,100}")


def bare_doi(text: str) -> str | None:
    """Return the DOI in *text* in lower case, for DOIs are equal in any; None where there is none."""
    found = IDENTIFIERS["doi"].pattern.fullmatch(text.strip())
    return found[1].lower() if found and len(found[1]) < 300 and found[1].isprintable() else None


def suggestion_id(text: str) -> str | None:
    """Return what a suggestion is known by: its DOI, or ``orcid:`` and a number for a work that has none."""
    return bare_doi(text) or (text.strip() if re.fullmatch(r"orcid:[0-9]{1,20}", text.strip()) else None)


def is_repository(text: str) -> bool:
    """Whether *text* is ``owner/name`` in lower case, as GitHub has them."""
    return bool(_REPOSITORY.fullmatch(text)) and text.partition("/")[2] not in {".", ".."}


def repository_at(url: str) -> str | None:
    """Return ``owner/name`` of a repository's page on GitHub, in lower case; None for any other address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if (parts.hostname or "").removeprefix("www.") != "github.com":
        return None
    owner, _, rest = parts.path.strip("/").partition("/")
    name = f"{owner}/{rest.partition('/')[0].removesuffix('.git')}".lower()
    return name if is_repository(name) else None
