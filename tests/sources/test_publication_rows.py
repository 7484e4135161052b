"""The publications of a data file: BibTeX's names, and the same model as a .bib file gives."""

from __future__ import annotations

import json

import jsonschema
import pytest

from sphinx_homepage.model.dates import Date, Written
from sphinx_homepage.model.publications.fields import FIELDS
from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.schema import data_file_schema
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.validation import read_section
from sphinx_homepage.sources.publication_rows import publication_of, publications_of
from sphinx_homepage.sources.yaml import parse


def rows(entries, path="cv.json"):
    tree, problems = parse(json.dumps(entries, ensure_ascii=False), path)
    assert problems == []
    return read_section(SECTIONS["publications"], tree)


def publication(**fields):
    [row], problems = rows([fields])
    assert problems == []
    return publication_of(row)


def test_a_row_becomes_what_an_entry_becomes():
    paper = publication(
        title="Night *shifts* & $m_1$",
        author=["Roos, Mette", "Tunde Adeyemi"],
        journaltitle="Journal of Invented Medicine",
        volume="12",
        pages="101–118",
        date="2023-05",
        doi="https://doi.org/10.5555/12345678",
        keywords=["sleep"],
        selected="true",
        codeurl="https://example.org/code",
    )
    assert (paper.key, paper.type, paper.typed_type) == ("roos-2023-night", "article", "article")
    assert paper.authors == Names((Name("Roos", "Mette"), Name("Adeyemi", "Tunde")))
    assert paper.when == (Date(2023, 5),)
    assert paper.fields == {
        "title": "Night *shifts* & $m_1$",
        "journal": "Journal of Invented Medicine",
        "volume": "12",
        "pages": "101–118",
        "doi": "10.5555/12345678",
        "code": "https://example.org/code",
        "selected": "true",
    }
    assert [link.name for link in paper.links] == ["doi", "code"]
    assert (paper.keywords, paper.is_selected) == (("sleep",), True)
    assert paper.bibtex["author"] == "Roos, Mette and Adeyemi, Tunde"
    assert (paper.bibtex["year"], paper.bibtex["month"]) == ("2023", "5")
    assert paper.position is not None


def test_no_name_of_bibtex_is_unknown():
    values = {"path": "https://example.org/x", "date": "2020"}
    names = [alias for row in FIELDS.values() for alias in (row.name, *row.aliases)]
    for name in names:
        row = FIELDS.get(name)
        value = values.get(row.kind if row else "", "https://example.org/x")
        _, problems = rows([{"title": "A", name: value} if name != "title" else {name: value}])
        assert [problem.message for problem in problems if name not in {"image", "date"}] == [], name


def test_what_a_bib_file_hides_is_kept_and_never_shown():
    [row], problems = rows([{"title": "A", "file": "x", "bdsk-file-1": "y", "_venue": "z"}])
    assert problems == []
    assert row.extras == {"x-file": "x", "x-bdsk-file-1": "y", "x-_venue": "z"}
    assert publication_of(row).fields == {"title": "A"}


def test_a_misspelt_field_is_still_told():
    _, problems = rows([{"title": "A", "jurnal": "B"}])
    assert [problem.message for problem in problems] == [
        'unknown field "jurnal" in publications[0] (A); did you mean "journal"?'
    ]


def test_an_alias_beside_its_field_is_told():
    _, problems = rows([{"title": "A", "journal": "B", "journaltitle": "C"}])
    assert len(problems) == 1


def test_the_schema_has_every_field():
    schema = data_file_schema()
    jsonschema.Draft202012Validator(schema).validate(
        {
            "publications": [
                {"title": "A", "archiveprefix": "arXiv", "eid": 7, "slides": "x.pdf", "translator": ["Bo"]}
            ]
        }
    )


@pytest.mark.parametrize(
    ("authors", "people"),
    [
        ("Roos, Mette and Adeyemi, Tunde", (Name("Roos", "Mette"), Name("Adeyemi", "Tunde"))),
        ("Mette Roos", (Name("Roos", "Mette"),)),
        (
            ["*Mette Roos*", "Tunde Adeyemi"],
            (Name("Roos", "Mette", roles=("self",)), Name("Adeyemi", "Tunde")),
        ),
        (["**Mette Roos**"], (Name("Roos", "Mette", roles=("self",)),)),
    ],
)
def test_authors_are_a_list_or_a_text_of_bibtex(authors, people):
    assert publication(title="A", author=authors).authors.people == people


def test_others_are_others():
    assert publication(title="A", author=["Mette Roos", "et al."]).authors == Names(
        (Name("Roos", "Mette"),), True
    )


@pytest.mark.parametrize(
    ("fields", "type_"),
    [
        ({"journal": "J"}, "article"),
        ({"booktitle": "B"}, "inproceedings"),
        ({"school": "S"}, "thesis"),
        ({"institution": "I"}, "report"),
        ({"isbn": "9"}, "book"),
        ({"eprint": "2401.00001"}, "preprint"),
        ({"kind": "Conference Papers"}, "inproceedings"),
        ({"type": "PhD Thesis"}, "thesis"),
        ({"type": "sculpture"}, "sculpture"),
        ({}, "misc"),
    ],
)
def test_the_type_is_guessed_from_the_fields(fields, type_):
    assert publication(title="A", **fields).type == type_


def test_what_every_entry_may_say_is_kept():
    paper = publication(
        title="A",
        kind="Works",
        tags=["x"],
        status="in press",
        summary="An abstract.",
        details={"Cited": "9 times"},
        highlights=["One", "Two"],
        links=[{"label": "Review", "url": "https://example.org/r"}, {"label": "Out of print"}],
        image={"src": "a.png", "alt": "A bridge"},
        location="Bern",
    )
    assert (paper.tags, paper.state) == (("x", "Works"), "inpress")
    assert paper.fields == {
        "title": "A",
        "abstract": "An abstract.",
        "address": "Bern",
        "preview": "a.png",
        "preview_alt": "A bridge",
        "additional_info": "Cited: 9 times\n\nOut of print\n\n- One\n- Two",
    }
    assert [(link.name, link.label, link.url) for link in paper.links] == [
        ("review", "Review", "https://example.org/r")
    ]


def test_what_is_private_is_not_there():
    paper = publication(title="A", note="hush", journal="J", private=["note"])
    assert "hush" not in str(paper)


def test_a_date_in_words_is_sorted_by_its_sort_date():
    paper = publication(title="A", date="some day", sort_date="2021")
    assert (paper.when, paper.year) == ((Written("some day"),), 2021)


def test_year_and_month_say_a_date_too():
    assert publication(title="A", year=2021, month="may").when == (Date(2021, 5),)


def test_keys_are_made_of_name_year_and_title_and_differ():
    papers, _ = rows(
        [
            {"title": "On bridges", "author": "Mette Roos", "date": "2021"},
            {"title": "On tides", "author": "Mette Roos", "date": "2021"},
            {"title": "橋", "author": ["山田 花子"]},
            {"title": "?"},
            {"title": "Kept", "id": "my key"},
        ]
    )
    assert [paper.key for paper in publications_of(papers, ["roos-2021-on"])] == [
        "roos-2021-on-2",
        "roos-2021-on-3",
        *(paper.key for paper in publications_of(papers[2:3])),
        "publication",
        "my-key",
    ]
