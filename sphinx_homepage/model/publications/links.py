"""What a publication links to: identifiers, files and pages.

An identifier is found in its own field and in others where people put it: an arXiv number in ``eprint``, in
``journal = {arXiv preprint arXiv:1712.02052}``, in ``url`` or in ``note``. The same address is linked once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.model.publications.addresses import UnusableAddressError, address_of, is_address
from sphinx_homepage.model.publications.identifiers import IDENTIFIERS, Found, from_address, read_identifier
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_homepage.model.publications.identifiers import Identifier


class Link(NamedTuple):
    """One link of a publication."""

    name: str
    """A name of the tables: ``doi``, ``pdf``, ``code`` ...; of a link that a person adds, its field."""
    label: str
    """What the link says, an English message id: ``DOI``, ``PDF``, ``Code``."""
    url: Text
    """An absolute address, or the path of a local file or page as :mod:`sources.paths` reads it."""
    icon: str
    """A name of the icon set."""


class LinkField(NamedTuple):
    """A field that holds the address of a file or a page."""

    label: str
    icon: str


LINK_FIELDS: Final[dict[str, LinkField]] = {
    "pdf": LinkField("PDF", "pdf"),
    "html": LinkField("HTML", "file"),
    "url": LinkField("Link", "link"),
    "preprint": LinkField("Preprint", "file"),
    "code": LinkField("Code", "code"),
    "data": LinkField("Data", "data"),
    "slides": LinkField("Slides", "slides"),
    "poster": LinkField("Poster", "image"),
    "video": LinkField("Video", "video"),
    "demo": LinkField("Demo", "external"),
    "website": LinkField("Website", "website"),
    "supp": LinkField("Supplement", "file"),
    "blog": LinkField("Blog", "rss"),
}
"""The links to files and pages by their field, in the order they are shown."""

ORDER: Final[dict[str, int]] = {name: number for number, name in enumerate((*IDENTIFIERS, *LINK_FIELDS))}
"""The place of each link: identifiers first. What a person adds comes last."""

_SEARCHED: Final = ("url", "pdf", "html", "preprint")
"""The fields whose address may be that of an identifier."""

_IN_WORDS: Final = (
    ("doi", re.compile(r"(?:\bdoi(?:\.org/|:\s*|\s+)|\bDOI(?::\s*|\s+))(10\.[0-9]{4,9}/[^\s\"<>{}]+)")),
    (
        "arxiv",
        re.compile(
            r"(?:\barxiv(?:\.org/(?:abs|pdf)/|\s*:\s*|\s+)|\babs/)"
            r"([0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7}(?:v[0-9]+)?)(?![0-9])",
            re.IGNORECASE,
        ),
    ),
)
"""The identifiers that people write in running words."""

_WORDS: Final = (("journal", "volume"), ("note",), ("howpublished",), ("number",))
_HAS_IDENTIFIER: Final = re.compile(r"10\.|arxiv|abs/", re.IGNORECASE)

_ARCHIVES: Final = {
    "arxiv": "arxiv",
    "pubmed": "pmid",
    "medline": "pmid",
    "pmc": "pmcid",
    "hal": "hal",
    "jstor": "jstor",
    "hdl": "handle",
    "handle": "handle",
    "ssrn": "ssrn",
    "zenodo": "zenodo",
    "openreview": "openreview",
    "doi": "doi",
}
"""What ``archiveprefix`` says, in lower case, and the identifier that ``eprint`` then is."""


class LinkSet(NamedTuple):
    """What the fields of a publication say of its identifiers and links."""

    links: tuple[Link, ...]
    identifiers: dict[str, Text]
    """By the table's name, without prefixes and addresses: ``{"doi": "10.5555/12345678"}``."""
    problems: list[Problem]


def links_of(values: Mapping[str, Text], own: Iterable[Link] = ()) -> LinkSet:
    """Return the links that a publication's fields give.

    Args:
        values: By their names in the table of fields, as typed: with TeX in them or without.
        own: The links that the person adds, each with its address as typed.
    """
    finder = _Finder(values)
    finder.find_identifiers()
    finder.find_addresses(own)
    return finder.result()


def scholar_link(publication_fields: Mapping[str, Text], user: str) -> Link | None:
    """Return the link to the paper's page in the Google Scholar profile of *user*, if the fields name it."""
    paper = publication_fields.get("google_scholar_id")
    if not paper or not user or not re.fullmatch(r"[\w-]+(?::[\w-]+)?", paper, re.ASCII):
        return None
    number = paper if ":" in paper else f"{user}:{paper}"
    url = "https://scholar.google.com/citations?view_op=view_citation&citation_for_view=" + number
    return Link("google_scholar_id", "Google Scholar", Text(url, paper.position), "google_scholar")


class _Finder:
    """Gathers the links of one publication."""

    def __init__(self, values: Mapping[str, Text]) -> None:
        self._values = values
        self._found: dict[str, Found] = {}
        self._links: list[Link] = []
        self._seen: set[str] = set()
        self._addresses: dict[Text, list[Found]] = {}
        self._problems: list[Problem] = []

    def result(self) -> LinkSet:
        links = sorted(self._links, key=lambda link: ORDER.get(link.name, len(ORDER)))
        return LinkSet(
            tuple(links), {name: found.value for name, found in self._found.items()}, self._problems
        )

    # Identifiers

    def find_identifiers(self) -> None:
        values = self._values
        for name, value in values.items():
            if name in IDENTIFIERS:
                self._read(IDENTIFIERS[name], value)
        if "eprint" in values:
            self._read_eprint(values["eprint"])
        for name in _SEARCHED:
            if address := values.get(name):
                self._read_address(address)
        for names in _WORDS:
            if names[0] in values:
                self._search([values[name] for name in names if name in values])
        for name, found in self._found.items():
            row = IDENTIFIERS[name]
            url = Text(found.url(row), found.value.position)
            if self._is_new(url):
                self._links.append(Link(name, row.label, url, row.icon))
        self._read_dimensions()

    def _read(self, row: Identifier, value: Text) -> None:
        found = read_identifier(row, value)
        if found is not None:
            self._found.setdefault(row.name, found)
        elif is_address(value):
            self._add(row.name, row.label, value, row.icon)
        elif row.example:
            message = f'"{shown(value)}" is no identifier of {row.label}; write it like {row.example}'
            self._problems.append(Problem(Code.BIB_IDENTIFIER, message, value.position))

    def _read_eprint(self, value: Text) -> None:
        archive = self._values.get("archiveprefix", Text("arxiv")).strip().lower()
        name = _ARCHIVES.get(archive)
        if name is None or name in self._found:
            return
        row = IDENTIFIERS[name]
        section = self._values.get("primaryclass")
        if name == "arxiv" and section and re.fullmatch(r"[0-9]{7}(?:v[0-9]+)?", value.strip(), re.ASCII):
            value = Text(f"{section.strip()}/{value.strip()}", value.position)
        found = read_identifier(row, value)
        if found is not None:
            self._found[name] = found
        elif "archiveprefix" in self._values:
            self._read(row, value)
        elif is_address(value):
            self._read_address(value)

    def _read_address(self, value: Text) -> None:
        for found in self._identified(value):
            self._found.setdefault(found.name, found)

    def _identified(self, value: Text) -> list[Found]:
        """Return the identifiers that an address gives away, which is asked twice."""
        if value not in self._addresses:
            self._addresses[value] = from_address(value)
        return self._addresses[value]

    def _search(self, values: list[Text]) -> None:
        """Look for identifiers in running words; what a journal says may go on in its volume."""
        words = " ".join(values)
        if not _HAS_IDENTIFIER.search(words):
            return
        for name, pattern in _IN_WORDS:
            if name not in self._found and (match := pattern.search(words)):
                typed = match[1].rstrip(".,;)]")
                found = read_identifier(IDENTIFIERS[name], Text(typed, values[0].position))
                if found is not None:
                    self._found[name] = found

    def _read_dimensions(self) -> None:
        value = self._values.get("dimensions")
        doi = self._found.get("doi")
        if value and doi and value.strip().lower() in {"true", "yes"}:
            url = doi.url(IDENTIFIERS["doi"]).replace(
                "https://doi.org", "https://badge.dimensions.ai/details/doi"
            )
            row = IDENTIFIERS["dimensions"]
            self._links.append(Link(row.name, row.label, Text(url, value.position), row.icon))

    # Files and pages

    def find_addresses(self, own: Iterable[Link]) -> None:
        values = self._values
        for name, row in LINK_FIELDS.items():
            if (value := values.get(name)) and name != "url":
                self._add(name, row.label, value, row.icon)
        howpublished = values.get("howpublished")
        if url := values.get("url") or (howpublished if howpublished and is_address(howpublished) else None):
            self._add_url(url)
        for link in own:
            self._add(*link)

    def _add_url(self, value: Text) -> None:
        """Add the field ``url``: it may be the PDF itself, or only say an identifier again."""
        found = self._identified(value)
        path = value.strip().rstrip("}").partition("?")[0].lower()
        is_pdf = path.endswith((".pdf", "/pdf")) or not all(part.is_page for part in found)
        if not is_pdf and (found or self._is_doi(path)):
            return
        name = "pdf" if is_pdf and "pdf" not in self._values else "url"
        self._add(name, LINK_FIELDS[name].label, value, LINK_FIELDS[name].icon)

    def _is_doi(self, path: str) -> bool:
        """Whether an address of a publisher is where the DOI leads: ``https://example.org/doi/10.5555/1234``."""
        doi = self._found.get("doi")
        return (
            doi is not None
            and "/doi/" in path
            and path.endswith(f"/{doi.value.lower()}")
            and "/pdf" not in path
        )

    def _add(self, name: str, label: str, value: Text, icon: str) -> None:
        # Some write several addresses in one field.
        parts = value.split()
        several = len(parts) > 1 and all(part.startswith(("http://", "https://")) for part in parts)
        for typed in [part.rstrip(",;") for part in parts] if several else [value]:
            try:
                url = address_of(typed)
            except UnusableAddressError as error:
                self._problems.append(Problem(Code.URL, str(error), value.position))
                continue
            if url and self._is_new(url):
                self._links.append(Link(name, label, Text(url, value.position), icon))

    def _is_new(self, url: str) -> bool:
        bare = url.partition("://")[2] if url.startswith("http") else url
        bare = bare.removeprefix("www.").removeprefix("dx.").rstrip("/")
        is_new = bare not in self._seen
        self._seen.add(bare)
        return is_new
