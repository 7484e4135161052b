"""What other programs read of a publication, as parsed by their own rules."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from sphinx_homepage.exports.bibtex import balanced, to_bibtex, to_bibtex_file
from sphinx_homepage.exports.citation_tags import citation_tags
from sphinx_homepage.exports.coins import to_coins
from sphinx_homepage.exports.scholarly_article import scholarly_article
from sphinx_homepage.model.dates import Date, Range
from sphinx_homepage.model.publications.links import Link
from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.publications.publication import Publication
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.bibtex.reader import read

AUTHORS = Names(
    (
        Name("Roos", "Mette", orcid="0000-0002-1825-0097"),
        Name("Berg", "Tunde", prefix="van der", suffix="Jr."),
        Name("Example Consortium", is_corporate=True),
    )
)
DOI = Link("doi", "DOI", Text("https://doi.org/10.5555/12345678"), "link")


DAY = (Date(2024, 5, 7),)


def paper(type_="article", when=DAY, links=(DOI,), **fields):
    return Publication(
        key="roos2024",
        type=type_,
        typed_type=type_,
        authors=AUTHORS,
        when=when,
        links=links,
        keywords=("sleep", "memory"),
        fields={"title": Text("Night *shifts* & $m_1$"), "doi": Text("10.5555/12345678")}
        | {name: Text(value) for name, value in fields.items()},
    )


ARTICLE = paper(
    journal="Journal of *Invented* Medicine",
    volume="12",
    number="3",
    pages="101–118",
    issn="1234-5679",
    arxiv="2401.00001",
    language="english",
    abstract="We {sub}`2` sleep.",
)

# BibTeX


def test_an_entry_is_written_as_typed():
    ARTICLE.bibtex.update({"title": "Night {Shifts} \\& memory,\n     and more", "year": "2024"})
    assert to_bibtex(ARTICLE) == (
        "@article{roos2024,\n  title = {Night {Shifts} \\& memory, and more},\n  year = {2024}\n}\n"
    )


def test_a_whole_file_holds_the_preprints_too():
    preprint = Publication(key="roos2023", type="preprint", typed_type="preprint", bibtex={"title": "P"})
    published = Publication(
        key="roos2024", type="article", typed_type="article", related=(preprint,), bibtex={"title": "A"}
    )
    assert to_bibtex_file([published]) == (
        "@article{roos2024,\n  title = {A}\n}\n\n@misc{roos2023,\n  title = {P}\n}\n"
    )


HOSTILE = [
    *(
        "}",
        "{",
        "}{",
        "a}, evil = {b",
        "\\{",
        "\\}",
        "\\{\\}{",
        "{a}}",
        "ends with \\",
        "\\\\",
        "{{{",
        "@misc{x,",
    ),
    *("a # b", '"', "%", "a\n\n@article{b,\n", "", " "),
]


@pytest.mark.parametrize("value", HOSTILE)
def test_whatever_a_value_holds_the_file_is_read_again(value):
    entry = Publication(
        key="a key, {with} #signs", type="misc", typed_type="misc", bibtex={"title": value, "note": "last"}
    )
    [raw], problems = read(to_bibtex(entry), "x.bib")
    assert problems == []
    assert (raw.key, list(raw.fields), raw.fields["note"]) == ("a-key-with-signs", ["title", "note"], "last")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("{a}", "{a}"),
        ("a}b", "ab"),
        ("{a", "a"),
        ("{a}}{", "{a}"),
        ("\\{a\\}", "\\{a\\}"),
        ("\\{a", "\\textbraceleft a"),
        ("a\\}", "a\\textbraceright "),
    ],
)
def test_a_brace_without_its_other_one_is_taken_out(typed, written):
    assert balanced(typed) == written


# Google Scholar


def test_the_tags_are_those_of_google_scholars_guidelines():
    assert citation_tags(
        ARTICLE, page_url="https://example.org/p/", pdf_url="https://example.org/p/x.pdf"
    ) == [
        ("citation_title", "Night shifts & $m_1$"),
        ("citation_author", "Roos, Mette"),
        ("citation_author", "van der Berg, Jr., Tunde"),
        ("citation_author", "Example Consortium"),
        ("citation_publication_date", "2024/05/07"),
        ("citation_journal_title", "Journal of Invented Medicine"),
        ("citation_volume", "12"),
        ("citation_issn", "1234-5679"),
        ("citation_doi", "10.5555/12345678"),
        ("citation_issue", "3"),
        ("citation_firstpage", "101"),
        ("citation_lastpage", "118"),
        ("citation_arxiv_id", "2401.00001"),
        ("citation_language", "en"),
        ("citation_keywords", "sleep"),
        ("citation_keywords", "memory"),
        ("citation_abstract_html_url", "https://example.org/p/"),
        ("citation_pdf_url", "https://example.org/p/x.pdf"),
    ]


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ((Date(2024),), "2024"),
        ((Date(2024, 5),), "2024/05"),
        ((Date(2024, 5, 7),), "2024/05/07"),
        ((Range(Date(2024, 5, 7), Date(2024, 5, 9)),), "2024/05/07"),
        ((), None),
    ],
)
def test_a_date_has_the_parts_that_are_known(when, date):
    assert dict(citation_tags(paper(when=when))).get("citation_publication_date") == date


@pytest.mark.parametrize(
    ("type_", "fields", "tags"),
    [
        (
            "thesis",
            {"school": "Example University"},
            {"citation_dissertation_institution": "Example University"},
        ),
        (
            "report",
            {"institution": "Example Institute", "number": "TR-7"},
            {
                "citation_technical_report_institution": "Example Institute",
                "citation_technical_report_number": "TR-7",
            },
        ),
        ("inproceedings", {"booktitle": "Proceedings"}, {"citation_conference_title": "Proceedings"}),
        ("incollection", {"booktitle": "Handbook"}, {"citation_inbook_title": "Handbook"}),
        ("book", {"publisher": "Example Press"}, {"citation_publisher": "Example Press"}),
    ],
)
def test_each_type_has_its_own_place(type_, fields, tags):
    common = {name for name, _ in citation_tags(paper(type_))}
    found = {name: content for name, content in citation_tags(paper(type_, **fields)) if name not in common}
    assert found == tags


# schema.org


def test_an_article_is_a_scholarly_article_in_an_issue_of_a_volume_of_a_periodical():
    document = scholarly_article(
        ARTICLE, url="https://example.org/p/", person_id="https://example.org/#me", is_me=[0].__contains__
    )
    assert document == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": "https://example.org/p/",
        "url": "https://example.org/p/",
        "name": "Night shifts & m₁",
        "headline": "Night shifts & m₁",
        "author": [
            {
                "@type": "Person",
                "@id": "https://example.org/#me",
                "name": "Mette Roos",
                "givenName": "Mette",
                "familyName": "Roos",
            },
            {
                "@type": "Person",
                "name": "Tunde van der Berg Jr.",
                "givenName": "Tunde",
                "familyName": "van der Berg",
                "honorificSuffix": "Jr.",
            },
            {"@type": "Organization", "name": "Example Consortium"},
        ],
        "datePublished": "2024-05-07",
        "abstract": "We 2 sleep.",
        "keywords": ["sleep", "memory"],
        "inLanguage": "en",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.5555/12345678"},
            {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2401.00001"},
        ],
        "sameAs": ["https://doi.org/10.5555/12345678"],
        "pageStart": "101",
        "pageEnd": "118",
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "3",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "12",
                "isPartOf": {
                    "@type": "Periodical",
                    "name": "Journal of Invented Medicine",
                    "issn": "1234-5679",
                },
            },
        },
    }


@pytest.mark.parametrize(
    ("type_", "schema_org"),
    [
        ("thesis", "Thesis"),
        ("book", "Book"),
        ("incollection", "Chapter"),
        ("dataset", "Dataset"),
        ("software", "SoftwareSourceCode"),
        ("report", "Report"),
        ("preprint", "ScholarlyArticle"),
        ("sculpture", "CreativeWork"),
    ],
)
def test_each_type_is_its_own_kind_of_work(type_, schema_org):
    assert scholarly_article(paper(type_))["@type"] == schema_org


def test_without_the_persons_address_an_author_is_known_by_the_orcid():
    [first, *_] = scholarly_article(ARTICLE, is_me=lambda place: place == 0)["author"]
    assert first["@id"] == "https://orcid.org/0000-0002-1825-0097"


# COinS


def test_a_span_is_an_openurl_of_keys_and_values():
    assert parse_qsl(to_coins(ARTICLE), strict_parsing=True) == [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft_id", "info:doi/10.5555/12345678"),
        ("rft.genre", "article"),
        ("rft.atitle", "Night shifts & $m_1$"),
        ("rft.jtitle", "Journal of Invented Medicine"),
        ("rft.aulast", "Roos"),
        ("rft.aufirst", "Mette"),
        ("rft.au", "Tunde van der Berg Jr."),
        ("rft.au", "Example Consortium"),
        ("rft.date", "2024-05-07"),
        ("rft.volume", "12"),
        ("rft.issue", "3"),
        ("rft.spage", "101"),
        ("rft.epage", "118"),
        ("rft.issn", "1234-5679"),
    ]


@pytest.mark.parametrize(
    ("type_", "form", "genre"),
    [
        ("inproceedings", "book", ("rft.genre", "proceeding")),
        ("incollection", "book", ("rft.genre", "bookitem")),
        ("preprint", "journal", ("rft.genre", "preprint")),
        ("thesis", "dissertation", ("rft.title", "Night shifts & $m_1$")),
        ("patent", "patent", ("rft.inventor", "Mette Roos")),
        ("dataset", "dc", ("rft.type", "dataset")),
        ("sculpture", "dc", ("rft.title", "Night shifts & $m_1$")),
    ],
)
def test_each_type_has_its_format(type_, form, genre):
    pairs = parse_qsl(to_coins(paper(type_)), strict_parsing=True)
    assert ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}") in pairs
    assert genre in pairs
