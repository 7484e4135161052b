"""The table of fields: every known field of a publication, in BibTeX, biblatex, al-folio and real files.

Where BibTeX and biblatex have two names for a field, BibTeX's is ours. The address of a file or a page may be
given under the name of any link (:mod:`~sphinx_homepage.model.publications.links`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["tex", "markdown", "names", "date", "words", "identifier", "path", "flag", "key"]
"""How a field's value is read from a .bib file.

``tex``: rich text. ``markdown``: rich text that is Markdown already, as al-folio has it. ``names``: people.
``date``: a date, or a part of one. ``words``: a list. ``identifier``: as typed. ``path``: an address, or the
path of a file. ``flag``: true or false. ``key``: citation keys, or what only a program reads.
"""


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the table."""

    name: str
    kind: Kind
    meaning: str
    aliases: tuple[str, ...] = ()
    is_exported: bool = True
    """Whether the BibTeX that a site gives away has it: what only this site needs is left out."""
    group: str = ""
    """What the field is about, for the documentation."""


def _rows(group: str, *rows: Field) -> tuple[Field, ...]:
    return tuple(Field(row.name, row.kind, row.meaning, row.aliases, row.is_exported, group) for row in rows)


_ONLY_HERE = False

FIELDS: Final[dict[str, Field]] = {
    row.name: row
    for row in (
        *_rows(
            "Title and people",
            Field("title", "tex", "The title."),
            Field("subtitle", "tex", "The subtitle, which follows the title behind a colon."),
            Field("titleaddon", "tex", "What follows the title in another type."),
            Field("shorttitle", "tex", "The title in short."),
            Field("author", "names", "The authors, in order.", ("authors",)),
            Field(
                "author_an",
                "key",
                "What is to be said of single authors, as biblatex annotates them: `1=self; 2=equal`.",
                ("author+an",),
                _ONLY_HERE,
            ),
            Field("editor", "names", "The editors, in order.", ("editors",)),
            Field("editor_an", "key", "What is to be said of single editors.", ("editor+an",), _ONLY_HERE),
            Field("editortype", "key", "What the editors did, if not edit: `compiler`, `redactor`."),
            Field("translator", "names", "The translators."),
            Field("annotator", "names", "Who wrote the annotations."),
            Field("commentator", "names", "Who wrote the commentary."),
            Field("introduction", "names", "Who wrote the introduction."),
            Field("foreword", "names", "Who wrote the foreword."),
            Field("afterword", "names", "Who wrote the afterword."),
            Field("bookauthor", "names", "The authors of the book that holds the chapter."),
            Field("holder", "names", "Who holds the patent, where that is not its authors."),
        ),
        *_rows(
            "Where it appeared",
            Field("journal", "tex", "The journal.", ("journaltitle", "fulljournal", "periodical")),
            Field("journalsubtitle", "tex", "The journal's subtitle."),
            Field(
                "shortjournal",
                "tex",
                "The journal's name in short.",
                ("journalabbr", "journal_abbr", "journal-iso", "shortjournaltitle"),
            ),
            Field("booktitle", "tex", "The proceedings, or the book that holds the chapter."),
            Field("booksubtitle", "tex", "The subtitle of the proceedings or the book."),
            Field("booktitleaddon", "tex", "What follows the book's title in another type."),
            Field("maintitle", "tex", "The title of the work in several volumes that this is one of."),
            Field("mainsubtitle", "tex", "The subtitle of the work in several volumes."),
            Field("maintitleaddon", "tex", "What follows the title of the work in several volumes."),
            Field("eventtitle", "tex", "The conference.", ("event", "conference")),
            Field("eventtitleaddon", "tex", "What follows the conference's name."),
            Field("venue", "tex", "Where the conference took place, or the venue in the person's own words."),
            Field("volume", "tex", "The volume."),
            Field(
                "number", "tex", "The number of the issue, of a report, of a patent, or within the series."
            ),
            Field("issue", "tex", "The issue, where it is not a number: `Spring`."),
            Field("issuetitle", "tex", "The title of a special issue."),
            Field("issuesubtitle", "tex", "The subtitle of a special issue."),
            Field("series", "tex", "The series of books."),
            Field("part", "tex", "The part of a volume."),
            Field("volumes", "tex", "How many volumes the work has."),
            Field("edition", "tex", "The edition."),
            Field("chapter", "tex", "The chapter, section or other part of the book."),
            Field("pages", "tex", "The pages: `101--118`."),
            Field(
                "eid",
                "tex",
                "The article's number, in a journal without pages.",
                ("articleno", "article-number", "articlenumber", "article_number", "elocation"),
            ),
            Field("pagetotal", "tex", "How many pages the work has.", ("numpages", "page_count")),
            Field("publisher", "tex", "The publisher."),
            Field("organization", "tex", "Who held the conference or publishes the manual.", ("sponsor",)),
            Field("school", "tex", "The university that gave the degree.", ("university",)),
            Field("institution", "tex", "The institution that published the report."),
            Field("address", "tex", "The place of the publisher, or of the conference.", ("location",)),
            Field("howpublished", "tex", "How it was published, if in no usual way."),
            Field(
                "type",
                "tex",
                "What the thesis, report or patent is called; in a data file, the type of the entry.",
            ),
            Field("version", "tex", "The version of software, a dataset or a manual."),
        ),
        *_rows(
            "When",
            Field("date", "date", "The date: `2024-05`, or biblatex's other forms."),
            Field(
                "year", "date", "The year; words such as `in press` or `to appear` say that it is to come."
            ),
            Field("month", "date", "The month: `may`, `5`, `May`, `10~may`."),
            Field("day", "date", "The day of the month."),
            Field("eventdate", "key", "When the conference took place."),
            Field("origdate", "key", "When the original was published.", ("origyear",)),
            Field(
                "urldate", "key", "When the address was visited.", ("accessed", "lastaccessed", "lastchecked")
            ),
            Field(
                "pubstate",
                "tex",
                "How far it is from being published: `inpreparation`, `submitted`, `forthcoming`, `inpress`, "
                "`prepublished`.",
            ),
        ),
        *_rows(
            "Identifiers",
            Field("doi", "identifier", "The DOI, with or without `https://doi.org/`."),
            Field(
                "arxiv",
                "identifier",
                "The arXiv identifier, new or old: `2401.00001`, `hep-th/9901001`.",
                ("arxivid", "arxiv_id", "arxiv-id", "arxivurl", "arxiv_url"),
                _ONLY_HERE,
            ),
            Field("eprint", "identifier", "The identifier in the archive that `archiveprefix` names."),
            Field(
                "archiveprefix",
                "key",
                "The archive of `eprint`: arXiv, PubMed, HAL, JSTOR, a handle. Without it, arXiv.",
                ("eprinttype",),
            ),
            Field("primaryclass", "key", "The section of the archive: `cs.LG`.", ("eprintclass",)),
            Field(
                "pmid",
                "identifier",
                "The number in PubMed.",
                ("pubmed", "pubmedid", "pubmed_id", "pubmed-id"),
            ),
            Field("pmcid", "identifier", "The number in PubMed Central: `PMC1234567`.", ("pmc",)),
            Field(
                "acl",
                "identifier",
                "The identifier in the ACL Anthology: `2023.acl-long.1`, `P19-1001`.",
                ("aclanthology", "acl_id", "aclid", "anthology"),
                _ONLY_HERE,
            ),
            Field("dblp", "identifier", "The key in DBLP: `journals/jacm/Doe24`.", ("dblpkey",), _ONLY_HERE),
            Field(
                "openreview",
                "identifier",
                "The identifier at OpenReview.",
                ("openreviewid", "openreview_id", "openreviewurl"),
                _ONLY_HERE,
            ),
            Field(
                "hal", "identifier", "The identifier in HAL: `hal-01234567`.", ("hal_id", "halid"), _ONLY_HERE
            ),
            Field(
                "inspirehep_id",
                "identifier",
                "The number of the record at INSPIRE HEP.",
                ("inspire", "inspirehep", "inspireid", "inspire_id"),
                _ONLY_HERE,
            ),
            Field(
                "bibcode",
                "identifier",
                "The bibcode at NASA ADS.",
                ("ads", "adsurl", "adsbibcode", "ads_bibcode"),
                _ONLY_HERE,
            ),
            Field("zenodo", "identifier", "The number of the record at Zenodo.", ("zenodoid",), _ONLY_HERE),
            Field("ssrn", "identifier", "The number at SSRN.", ("ssrnid", "ssrn_id"), _ONLY_HERE),
            Field("handle", "identifier", "The handle: `1721.1/12345`.", ("hdl",), _ONLY_HERE),
            Field("jstor", "identifier", "The number at JSTOR.", ("jstorid",), _ONLY_HERE),
            Field("mrnumber", "identifier", "The number in Mathematical Reviews: `MR1234567`.", ("mr",)),
            Field("zbl", "identifier", "The number at zbMATH Open.", ("zblnumber", "zbmath")),
            Field("isbn", "identifier", "The ISBN."),
            Field("issn", "identifier", "The ISSN."),
            Field("isrn", "identifier", "The number of a technical report."),
            Field(
                "google_scholar_id",
                "identifier",
                "The part behind the colon of the paper's address in the person's Google Scholar profile.",
                ("scholar_id",),
                _ONLY_HERE,
            ),
            Field(
                "altmetric",
                "identifier",
                "The number at Altmetric, which gives a link and no badge.",
                ("altmetric_id",),
                _ONLY_HERE,
            ),
            Field(
                "dimensions",
                "identifier",
                "The number at Dimensions, or `true` beside a DOI, which gives a link and no badge.",
                ("dimensions_id",),
                _ONLY_HERE,
            ),
        ),
        *_rows(
            "Links",
            Field("url", "path", "The address of the work.", ("link", "ee")),
            Field(
                "pdf",
                "path",
                "The PDF: a file, or an address.",
                (
                    *("paper", "fulltext", "pdfurl", "pdf_url", "pdf-url", "pdflink", "pdf_link", "paperurl"),
                    *("paper_url", "paper-url", "paperlink", "fulltexturl", "eprinturl", "pdffile"),
                ),
                _ONLY_HERE,
            ),
            Field("html", "path", "The work as a web page.", ("htmlurl", "html_url"), _ONLY_HERE),
            Field("preprint", "path", "The preprint.", ("preprinturl", "preprint_url"), _ONLY_HERE),
            Field(
                "code",
                "path",
                "The source code.",
                (
                    *("codeurl", "code_url", "code-url", "codelink", "github", "gitlab", "githuburl", "git"),
                    *("github_url", "repository", "repo", "repourl", "sourcecode", "software"),
                ),
                _ONLY_HERE,
            ),
            Field(
                "data",
                "path",
                "The data.",
                ("dataset", "dataurl", "data_url", "datasets", "dataset_url", "dataseturl"),
                _ONLY_HERE,
            ),
            Field(
                "slides",
                "path",
                "The slides.",
                (
                    *("slidesurl", "slides_url", "slides-url", "slideurl", "slide", "presentation"),
                    *("talkslides", "slideslink", "presentationurl"),
                ),
                _ONLY_HERE,
            ),
            Field("poster", "path", "The poster.", ("posterurl", "poster_url", "poster-url"), _ONLY_HERE),
            Field(
                "video",
                "path",
                "A recording.",
                (
                    *("videourl", "video_url", "video-url", "talk", "talkurl", "talk_url", "talkvideo"),
                    *("youtube", "recording", "videolink"),
                ),
                _ONLY_HERE,
            ),
            Field("demo", "path", "A demonstration.", ("demourl", "demo_url"), _ONLY_HERE),
            Field(
                "website",
                "path",
                "The page of the project.",
                (
                    *(
                        "project",
                        "page",
                        "projectpage",
                        "project_page",
                        "projecturl",
                        "project_url",
                        "webpage",
                    ),
                    *(
                        "project-page",
                        "homepage",
                        "websiteurl",
                        "website_url",
                        "pageurl",
                        "projectsite",
                    ),
                ),
                _ONLY_HERE,
            ),
            Field(
                "supp",
                "path",
                "The supplement.",
                (
                    *("supplement", "supplementary", "supplemental", "suppurl", "supp_url", "suppl"),
                    *("supplementaryurl", "supplementary_material", "appendix", "supplementurl"),
                ),
                _ONLY_HERE,
            ),
            Field("blog", "path", "A post about it.", ("blogpost", "blogurl", "blog_url"), _ONLY_HERE),
        ),
        *_rows(
            "Shown with it",
            Field("abstract", "tex", "The abstract.", is_exported=_ONLY_HERE),
            Field(
                "keywords", "words", "Keywords, between commas or semicolons.", ("keyword", "author_keywords")
            ),
            Field("note", "tex", "A note, printed as typed."),
            Field("addendum", "tex", "What is printed last."),
            Field("abbr", "tex", "The venue in a few letters, as a badge.", is_exported=_ONLY_HERE),
            Field("award", "markdown", "What the work won, and why.", ("awards",), _ONLY_HERE),
            Field("award_name", "tex", "The award's name, as the badge has it.", ("awardname",), _ONLY_HERE),
            Field(
                "additional_info",
                "markdown",
                "What follows the venue, in Markdown.",
                ("additionalinfo", "info"),
                _ONLY_HERE,
            ),
            Field(
                "annotation",
                "markdown",
                "What the signs behind the authors' names mean, or a remark; `<br>` breaks the line.",
                is_exported=_ONLY_HERE,
            ),
            Field(
                "preview",
                "path",
                "The file of a small picture.",
                ("thumbnail", "teaser", "image", "img", "thumb"),
                _ONLY_HERE,
            ),
            Field(
                "preview_alt",
                "tex",
                "What the small picture shows, for those who do not see it.",
                ("image_alt", "thumbnail_alt", "teaser_alt"),
                _ONLY_HERE,
            ),
            Field(
                "selected", "flag", "Whether the work is among the selected ones.", ("featured",), _ONLY_HERE
            ),
            Field(
                "bibtex_show", "flag", "Whether al-folio shows the entry's BibTeX.", is_exported=_ONLY_HERE
            ),
            Field("language", "tex", "The language of the work."),
            Field("origlanguage", "tex", "The language it was translated from."),
            Field(
                "copyright", "tex", "The licence, or who has the rights.", ("license", "licence", "rights")
            ),
        ),
        *_rows(
            "Other entries",
            Field(
                "preprint_of",
                "key",
                "The key of the published version, of which this is the preprint: both are shown as one.",
                ("preprintof",),
                _ONLY_HERE,
            ),
            Field("related", "key", "The keys of entries that this one has to do with."),
            Field(
                "relatedtype",
                "key",
                "How it has to do with them; `preprint` and `preprintof` make one item of the two.",
            ),
            Field("relatedstring", "tex", "Words before the related entries."),
            Field("ids", "key", "Other keys of the entry."),
            Field("crossref", "key", "The entry that this one inherits from.", is_exported=_ONLY_HERE),
            Field("xdata", "key", "Entries of data that this one inherits from.", is_exported=_ONLY_HERE),
            Field("xref", "key", "The entry that this one is a part of, without inheriting."),
            Field("entryset", "key", "The entries of a set."),
        ),
        *_rows(
            "For citing and sorting",
            Field("key", "key", "What to sort by where there is no name.", ("sortkey",)),
            Field("sortname", "key", "The name to sort by."),
            Field("sorttitle", "key", "The title to sort by."),
            Field("sortyear", "key", "The year to sort by."),
            Field("presort", "key", "What to sort by before all else."),
            Field("label", "key", "What to cite by."),
            Field("shorthand", "key", "What the work is cited as."),
            Field("shortauthor", "key", "The authors in short."),
            Field("shorteditor", "key", "The editors in short."),
            Field("langid", "key", "The language of the entry, for hyphenation.", ("hyphenation",)),
            Field("options", "key", "Options for biblatex."),
        ),
    )
}
"""By name, in the order in which the documentation shows them."""

_BY_NAME: Final[dict[str, Field]] = {
    alias: row for row in FIELDS.values() for alias in (row.name, *row.aliases)
}

_HIDDEN: Final = frozenset(
    {
        # Where files lie on the person's own disk, and when programs touched the entry
        *("file", "files", "localfile", "local-url", "localurl", "local_file", "attachments", "folder"),
        *("timestamp", "owner", "added-at", "creationdate", "modificationdate", "creator", "username"),
        *("added", "modified", "date_added", "date_modified", "dateadded", "datemodified", "posted-at"),
        # What is for the person's own eyes: BibTeX's "annote" is where programs export private notes to
        *("annote", "comment", "comments", "review", "notes", "privatenote", "todo", "rating", "ranking"),
        *("read", "readstatus", "priority", "printed", "qualityassured", "relevance", "groups"),
        *("author-email", "author_email", "email", "emails"),
        # What other programs count and compare
        *("interhash", "intrahash", "biburl", "bibsource", "adsnote", "slaccitation"),
        *("times-cited", "number-of-cited-references", "usage-count-last-180-days", "usage-count-since-2013"),
        *("doc-delivery-number", "unique-id", "da", "web-of-science-categories", "research-areas"),
        *("affiliation", "affiliations", "cited-references", "researcherid-numbers", "orcid-numbers"),
        *("citation_key", "citationkey", "__markedentry"),
    }
)
_HIDDEN_PREFIXES: Final = (
    "_",
    "bdsk-",
    "date-",
    "mendeley-",
    "citeulike-",
    "zotero-",
    "jabref-",
    "hal_",
    "x-",
)


def find_field(name: str) -> Field | None:
    """Return the row of the field *name*, which is its own name or an alias, in lower case."""
    return _BY_NAME.get(name)


@lru_cache(maxsize=1024)
def is_hidden(name: str) -> bool:
    """Whether a field, in lower case, is for the person's programs or own eyes: never shown nor exported."""
    return name not in _BY_NAME and (
        name in _HIDDEN or name.startswith(_HIDDEN_PREFIXES) or "+an" in name or not name
    )


def is_exported(name: str) -> bool:
    """Whether the BibTeX that a site gives away has the field *name*; it keeps what no table here knows."""
    row = _BY_NAME.get(name)
    return row.is_exported if row else not is_hidden(name)
