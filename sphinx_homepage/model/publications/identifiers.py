"""The table of identifiers: how each is written, where it leads, and how an address gives it away."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from sphinx_homepage.model.publications.addresses import without_tex
from sphinx_homepage.model.text import Text


class Identifier(NamedTuple):
    """A row of the table."""

    name: str
    """The field that holds it, and the link's name."""
    label: str
    """What the link says."""
    icon: str
    pattern: re.Pattern[str]
    """The identifier with the prefixes that people write; the first group is the identifier itself."""
    template: str
    """The address; ``{}`` is the identifier, percent-encoded."""
    example: str = ""
    """One of the right form; without it, what is no identifier is passed over: ``altmetric = {true}``."""
    addresses: tuple[tuple[str, re.Pattern[str]], ...] = ()
    """The last two labels of a host, and what stands behind the host; its first group is the identifier."""


class Found(NamedTuple):
    """An identifier that a field says."""

    name: str
    value: Text
    is_page: bool = True
    """It was found in the address of the page to which the identifier leads, not of a file."""

    def url(self, row: Identifier) -> str:
        """Return where it leads."""
        return row.template.format(quote(self.value, safe="/:;().,_-~!$&'*=@", errors="replace"))


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


_DOI = r"(10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s]+)"
_ARXIV = r"([0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z-]+(?:\.[A-Za-z-]{2,})?/[0-9]{7}(?:v[0-9]+)?)"
_HAL = r"((?:[a-z][a-z0-9-]*)-[0-9]{6,}(?:v[0-9]+)?)"

IDENTIFIERS: Final[dict[str, Identifier]] = {
    row.name: row
    for row in (
        Identifier(
            "doi",
            "DOI",
            "link",
            # The DOI handbook allows any printable character: https://www.doi.org/doi-handbook/
            re.compile(r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/)?(?:doi:?\s*)?" + _DOI, re.IGNORECASE),
            "https://doi.org/{}",
            "10.5555/12345678",
            (("doi.org", re.compile(_DOI)),),
        ),
        Identifier(
            "arxiv",
            "arXiv",
            "arxiv",
            _p(r"(?:arxiv:?\s*|abs/)*" + _ARXIV + r"(?:\s*\[[^\]]*\])?"),
            "https://arxiv.org/abs/{}",
            "2401.00001",
            (("arxiv.org", _p(r"(?:abs|pdf|html|format)/" + _ARXIV + r"(?:\.pdf)?")),),
        ),
        Identifier(
            "pmid",
            "PubMed",
            "file",
            _p(r"(?:pmid:?\s*)?([0-9]+)"),
            "https://pubmed.ncbi.nlm.nih.gov/{}/",
            "12345678",
            (("nih.gov", _p(r"(?:pubmed/)?([0-9]+)")),),
        ),
        Identifier(
            "pmcid",
            "PMC",
            "file",
            _p(r"(?:pmcid:?\s*)?((?:PMC)?[0-9]+)"),
            "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
            "PMC1234567",
            (("nih.gov", _p(r"(?:pmc/)?articles/(PMC[0-9]+)(?:/.*)?")),),
        ),
        Identifier(
            "acl",
            "ACL",
            "file",
            _p(r"(?:acl:?\s*)?([A-Z][0-9]{2}-[0-9]{4,5}|[0-9]{4}\.[a-z0-9_-]+\.[0-9]+)"),
            "https://aclanthology.org/{}/",
            "2023.acl-long.1",
            (
                (
                    "aclanthology.org",
                    _p(r"([A-Z][0-9]{2}-[0-9]{4,5}|[0-9]{4}\.[a-z0-9_-]+\.[0-9]+)(?:v[0-9]+)?(?:\.pdf)?"),
                ),
                ("aclweb.org", _p(r"anthology/(?:papers/.*/)?([A-Z][0-9]{2}-[0-9]{4,5}|[0-9]{4}\.[\w.-]+)")),
            ),
        ),
        Identifier(
            "dblp",
            "DBLP",
            "dblp",
            _p(r"(?:dblp:)?((?:conf|journals|books|phd|reference|series|tr|homepages|data)/[\w./+:-]+)"),
            "https://dblp.org/rec/{}",
            "journals/jacm/Doe24",
            tuple(
                (host, _p(r"rec/(?:bib/|html/)?([\w./+:-]+?)(?:\.(?:bib|html))?"))
                for host in ("dblp.org", "uni-trier.de")
            ),
        ),
        Identifier(
            "openreview",
            "OpenReview",
            "file",
            _p(r"([\w-]{8,})"),
            "https://openreview.net/forum?id={}",
            "a1B2c3D4e5",
            (("openreview.net", _p(r"(?:forum|pdf|attachment)\?id=([\w-]+)(?:&.*)?")),),
        ),
        Identifier(
            "hal",
            "HAL",
            "hal",
            _p(_HAL),
            "https://hal.science/{}",
            "hal-01234567",
            tuple(
                (host, _p(_HAL + r"(?:/.*)?")) for host in ("hal.science", "archives-ouvertes.fr", "inria.fr")
            ),
        ),
        Identifier(
            "inspirehep_id",
            "INSPIRE",
            "inspire",
            _p(r"(?:inspire:?\s*)?([0-9]+)"),
            "https://inspirehep.net/literature/{}",
            "1234567",
            (("inspirehep.net", _p(r"(?:literature|record)/([0-9]+)")),),
        ),
        Identifier(
            "bibcode",
            "ADS",
            "file",
            re.compile(r"([0-9]{4}[A-Za-z0-9&.]{14}[A-Za-z.:])"),
            "https://ui.adsabs.harvard.edu/abs/{}",
            "2024ApJ...900....1D",
            (("harvard.edu", re.compile(r"(?:abs|full)/([0-9]{4}[A-Za-z0-9&.%]{14,18})(?:/.*)?")),),
        ),
        Identifier(
            "zenodo",
            "Zenodo",
            "zenodo",
            _p(r"(?:(?:https://doi\.org/)?10\.5281/zenodo\.)?([0-9]+)"),
            "https://zenodo.org/records/{}",
            "1234567",
            (("zenodo.org", _p(r"records?/([0-9]+)")),),
        ),
        Identifier(
            "ssrn",
            "SSRN",
            "ssrn",
            _p(r"(?:ssrn:?\s*)?([0-9]+)"),
            "https://ssrn.com/abstract={}",
            "1234567",
            (("ssrn.com", _p(r"(?:sol3/papers\.cfm\?abstract_id=|abstract=)([0-9]+)(?:&.*)?")),),
        ),
        Identifier(
            "handle",
            "Handle",
            "link",
            _p(r"(?:hdl:\s*)?([0-9][0-9.]*/[^\s]+)"),
            "https://hdl.handle.net/{}",
            "1721.1/12345",
            (("handle.net", _p(r"([0-9][0-9.]*/[^\s?#]+)")),),
        ),
        Identifier(
            "jstor",
            "JSTOR",
            "file",
            _p(r"([0-9a-z./]+)"),
            "https://www.jstor.org/stable/{}",
            "1234567",
            (("jstor.org", _p(r"stable/(?:pdf/)?([0-9]+)(?:\.pdf)?")),),
        ),
        Identifier(
            "mrnumber",
            "MathSciNet",
            "file",
            _p(r"(?:MR\s*)?([0-9]+)(?:\s*\(.*\))?"),
            "https://mathscinet.ams.org/mathscinet-getitem?mr={}",
        ),
        Identifier(
            "zbl",
            "zbMATH",
            "file",
            _p(r"(?:Zbl\s*)?([0-9]{4}\.[0-9]{5}|[0-9]{7,})"),
            "https://zbmath.org/?q=an:{}",
        ),
        Identifier(
            "google_scholar_id",
            "Google Scholar",
            "google_scholar",
            _p(r"([\w-]{12}:[\w-]+)"),
            "https://scholar.google.com/citations?view_op=view_citation&citation_for_view={}",
        ),
        Identifier(
            "altmetric", "Altmetric", "external", _p(r"([0-9]+)"), "https://www.altmetric.com/details/{}"
        ),
        Identifier(
            "dimensions",
            "Dimensions",
            "external",
            _p(r"(pub\.[0-9]+)"),
            "https://badge.dimensions.ai/details/id/{}",
        ),
    )
}
"""By name, in the order in which the links are shown."""

_BY_HOST: Final[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}
for _row in IDENTIFIERS.values():
    for _host, _pattern in _row.addresses:
        _BY_HOST.setdefault(_host, []).append((_row.name, _pattern))

_FILE: Final = re.compile(r"(?:^|/)pdf[/?]|\.pdf$|/document$|/attachment\?", re.IGNORECASE)


def read_identifier(row: Identifier, typed: Text) -> Found | None:
    """Return what a field says, or None where that is no identifier of this kind."""
    bare = without_tex(typed)
    match = row.pattern.fullmatch(bare)
    if match is not None:
        value = match[1]
        if row.name == "doi":
            value = unquote(value) if bare.lower().startswith("http") else value
            value = value.rstrip(".,;")
        return Found(row.name, Text(value, typed.position))
    return next((found for found in from_address(typed) if found.name == row.name), None)


def from_address(typed: Text) -> list[Found]:
    """Return the identifiers that an address on the web gives away."""
    bare = without_tex(typed)
    if bare.startswith("www."):
        bare = "https://" + bare
    scheme, slashes, rest = bare.partition("://")
    host, _, path = rest.partition("/")
    if not slashes or scheme.lower() not in {"http", "https"} or not path:
        return []
    rows = _BY_HOST.get(".".join(host.lower().rsplit(".", 2)[-2:]), ())
    path = path.rstrip("/").partition("#")[0]
    found = []
    for name, pattern in rows:
        match = pattern.fullmatch(path) or pattern.fullmatch(path.partition("?")[0])
        if match is not None:
            value = unquote(match[1])
            found.append(Found(name, Text(value, typed.position), not _FILE.search(path)))
    return found
