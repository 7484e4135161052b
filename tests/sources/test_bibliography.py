"""The .bib files -> publications, with every problem at its place and nothing lost that can be shown."""

from __future__ import annotations

from textwrap import dedent

import pytest

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.dates import Date
from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.text import Position, Text
from sphinx_homepage.sources.bibliography import load_bibliography

CONF = Position("conf.py", 5, 1)


@pytest.fixture
def load(tmp_path):
    def load(text, aliases=None, files=(), name="papers.bib"):
        for path in files:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(b"x")
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(dedent(text), "utf-8")
        return load_bibliography([Text(name, CONF)], tmp_path, aliases or {})

    return load


def entry(load, text, **options):
    [publication], problems = load(text, **options)
    assert problems == []
    return publication


def test_an_entry_becomes_a_publication(load):
    publication = entry(
        load,
        r"""
        @Article{roos2024,
          author       = {Roos, Mette and Adeyemi, Tunde},
          title        = {Night {Shifts} \& Memory},
          journaltitle = {Journal of Invented Medicine},
          location     = {Bern},
          year         = 2024,
          month        = may,
          doi          = {https://doi.org/10.5555/12345678},
          keywords     = {sleep; memory, long and short},
          selected     = {true},
          file         = {:home/mette/x.pdf:PDF},
          _venue       = {secret},
          date-added   = {2024-01-01},
          x-odd        = {hidden},
          odd          = {kept},
        }
        """,
    )
    assert (publication.key, publication.type, publication.typed_type) == ("roos2024", "article", "article")
    assert publication.authors == Names((Name("Roos", "Mette"), Name("Adeyemi", "Tunde")))
    assert publication.fields == {
        "title": "Night Shifts & Memory",
        "journal": "Journal of Invented Medicine",
        "address": "Bern",
        "doi": "10.5555/12345678",
        "selected": "true",
    }
    assert publication.fields["journal"].position == Position("papers.bib", 5, 19)
    assert publication.when == (Date(2024, 5),)
    assert publication.keywords == ("sleep", "memory, long and short")
    assert publication.is_selected
    assert [(link.name, link.url) for link in publication.links] == [
        ("doi", "https://doi.org/10.5555/12345678")
    ]
    assert list(publication.bibtex) == [
        *("author", "title", "journaltitle", "location", "year", "month", "doi", "keywords", "odd"),
    ]
    assert publication.bibtex["title"] == r"Night {Shifts} \& Memory"
    assert publication.bibtex["doi"] == "10.5555/12345678"
    assert publication.position == Position("papers.bib", 2, 1)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("@misc{a, title={A}, eprint={2401.00001}}", "preprint"),
        ("@article{a, title={A}, journal={arXiv preprint arXiv:2401.00001}}", "preprint"),
        ("@article{a, title={A}, journal={CoRR}, volume={abs/2401.00001}}", "preprint"),
        ("@article{a, title={A}, journal={Annals of Examples}, eprint={2401.00001}}", "article"),
        ("@inproceedings{a, title={A}, eprint={2401.00001}}", "inproceedings"),
        ("@misc{a, title={A}, publisher={Example Press}, eprint={2401.00001}}", "misc"),
        ("@sculpture{a, title={A}}", "sculpture"),
    ],
)
def test_what_is_on_a_preprint_server_alone_is_a_preprint(load, text, type_):
    assert entry(load, text).type == type_


def test_a_thesis_has_a_school_and_a_report_an_institution_whatever_was_typed(load):
    thesis = entry(load, "@thesis{a, title={A}, institution={Example University}}")
    assert thesis.fields["school"] == "Example University"
    report = entry(load, "@report{a, title={A}, school={Example University}}")
    assert report.fields["institution"] == "Example University"


def test_alfolios_markdown_stays_markdown_and_its_line_breaks_break_lines(load):
    publication = entry(
        load,
        """
        @article{a,
          title = {A},
          award = {The **Example Prize** for *everything*},
          additional_info = {. *More* [here](https://example.org)},
          annotation = {* equal contribution<br>† corresponding},
        }
        """,
    )
    assert publication.fields["award"] == "The **Example Prize** for *everything*"
    assert publication.fields["additional_info"] == ". *More* [here](https://example.org)"
    assert publication.fields["annotation"] == "\\* equal contribution\\\n† corresponding"


def test_a_note_that_says_the_state_is_the_state(load):
    publication = entry(load, "@article{a, title={A}, year={2025}, note={To appear}}")
    assert (publication.state, "note" in publication.fields) == ("forthcoming", False)
    assert publication.bibtex["note"] == "To appear"


def test_annotations_give_roles_and_orcids(load):
    publication = entry(
        load,
        """
        @article{a,
          title = {A},
          author = {Roos, Mette and Adeyemi, Tunde},
          author+an = {1=self; 2=equal},
          author+an:orcid = {1="0000-0002-1825-0097"},
        }
        """,
    )
    assert publication.authors.people == (
        Name("Roos", "Mette", roles=("self",), orcid="0000-0002-1825-0097"),
        Name("Adeyemi", "Tunde", roles=("equal",)),
    )
    assert list(publication.bibtex) == ["title", "author"]


def test_a_persons_own_fields_are_fields_or_links(load):
    publication = entry(
        load,
        """
        @article{a,
          title = {A},
          talkfile = {https://example.org/talk},
          dataset_page = {https://example.org/data},
        }
        """,
        aliases={"talkfile": "slides", "Dataset_Page": "Open data"},
    )
    assert [(link.name, link.label, link.url) for link in publication.links] == [
        ("slides", "Slides", "https://example.org/talk"),
        ("dataset_page", "Open data", "https://example.org/data"),
    ]


def test_an_alias_that_holds_no_address_is_no_link(load):
    assert entry(load, "@article{a, title={A}, page={12}, talk={Given in Bern}, paper={yes}}").links == ()


def test_a_publication_without_title_is_shown_with_its_key_and_told(load):
    [publication], problems = load("@misc{roos2024,\n year = 2024}")
    assert publication.title == "roos2024"
    assert [(problem.code, problem.message, problem.position) for problem in problems] == [
        (
            Code.BIB_TITLE,
            '"roos2024" has no title, so its key stands there; give it one',
            Position("papers.bib", 1, 1),
        )
    ]


def test_an_unknown_command_is_told_once(load):
    _, problems = load(
        "@misc{a, title={\\oddly{A}}}\n@misc{b, title={\\oddly{B}}}\n@misc{c, note={\\oddly{B}}, title={C}}"
    )
    assert len(problems) == 1


def test_files_stand_beside_the_bib_file_or_in_the_source_directory_or_where_alfolio_has_them(load):
    publication = entry(
        load,
        """
        @article{a,
          title = {A},
          pdf = {near.pdf},
          slides = {/talks/far.pdf#page=2},
          poster = {theirs.pdf},
          html = {page.html},
          preview = {a.png},
          preview_alt = {A curve that rises},
        }
        """,
        name="bib/papers.bib",
        files=[
            *("bib/near.pdf", "talks/far.pdf", "assets/pdf/theirs.pdf", "bib/page.md"),
            "assets/img/publication_preview/a.png",
        ],
    )
    assert {link.name: str(link.url) for link in publication.links} == {
        "pdf": "/bib/near.pdf",
        "html": "/bib/page.html",
        "slides": "/talks/far.pdf#page=2",
        "poster": "/assets/pdf/theirs.pdf",
    }
    assert publication.fields["preview"] == "/assets/img/publication_preview/a.png"


def test_thumbnails_of_which_nothing_is_said_are_one_warning(load):
    publications, problems = load(
        """
        @misc{a, title = {A}, preview = {a.png}, preview_alt = {A curve}}
        @misc{b, title = {B}, preview = {a.png}}
        @misc{c, title = {C}, preview = {a.png}}
        """,
        files=["a.png"],
    )
    assert [publication.key for publication in publications] == ["a", "b", "c"]
    assert [(problem.code, problem.position) for problem in problems] == [
        (Code.IMAGE_ALT, Position("papers.bib", 3, 34))
    ]


@pytest.mark.parametrize(
    ("field", "code", "message"),
    [
        ("pdf = {x.pdf}", Code.FILE_MISSING, 'there is no file "x.pdf" in the source directory'),
        ("html = {x.html}", Code.FILE_MISSING, 'there is no file "x.html" in the source directory'),
        ("preview = {x.png}", Code.FILE_MISSING, 'there is no file "x.png" in the source directory'),
        (
            "code = {../x.zip}",
            Code.FILE_OUTSIDE,
            'the path "../x.zip" leaves the source directory; move the file into it',
        ),
        (
            "preview = {https://example.org/x.png}",
            Code.URL,
            'the image "https://example.org/x.png" is on another site; put the file into '
            "the source directory",
        ),
        (
            "url = {javascript:alert(1)}",
            Code.URL,
            'the address "javascript:alert(1)" begins with "javascript:"; use one of http, '
            "https, mailto, tel",
        ),
    ],
)
def test_a_file_that_cannot_be_shown_is_told_and_left_out(load, field, code, message):
    [publication], problems = load(f"@misc{{a, title={{A}},\n  {field}}}")
    column = field.index("{") + 4
    assert [(problem.code, problem.message, problem.position) for problem in problems] == [
        (code, message, Position("papers.bib", 2, column))
    ]
    assert (publication.links, "preview" in publication.fields) == ((), False)


def test_several_files_are_one_bibliography(tmp_path):
    (tmp_path / "a.bib").write_text("@misc{one, title={A}, crossref={two}}\n", "utf-8")
    (tmp_path / "b.bib").write_text(
        "@misc{one, title={B}}\n@proceedings{two, title={C}, year=2020}\n", "utf-8"
    )
    publications, problems = load_bibliography([Text("a.bib", CONF), Text("b.bib", CONF)], tmp_path)
    assert [(item.key, item.title) for item in publications] == [("one", "A"), ("two", "C")]
    assert [(problem.code, problem.position, problem.message) for problem in problems] == [
        (
            Code.BIB_DUPLICATE_KEY,
            Position("b.bib", 1, 7),
            "duplicate key 'one', which an entry in line 1 of a.bib has already, so that this one is left "
            "out; write another key",
        )
    ]


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        (
            "no.bib",
            Code.FILE_MISSING,
            'homepage_bibliography names "no.bib", and there is no such file in the source directory',
        ),
        (
            "../no.bib",
            Code.FILE_OUTSIDE,
            'homepage_bibliography names "../no.bib", which leaves the source directory; '
            "move the file into it",
        ),
    ],
)
def test_a_bib_file_that_is_not_there_is_told(tmp_path, name, code, message):
    publications, problems = load_bibliography([Text(name, CONF)], tmp_path)
    assert publications == []
    assert [(problem.code, problem.message, problem.position) for problem in problems] == [
        (code, message, CONF)
    ]


def test_a_preprint_is_shown_with_its_published_version(load):
    publications, problems = load(
        """
        @misc{roos2023, title={A}, eprint={2401.00001}, preprint_of={roos2024}}
        @article{roos2024, title={A}, doi={10.5555/1}}
        """
    )
    assert problems == []
    assert [(item.key, item.aliases, [link.name for link in item.links]) for item in publications] == [
        ("roos2024", ("roos2023",), ["doi", "arxiv"])
    ]


def test_a_set_is_not_shown_beside_its_members(load):
    publications, problems = load("@set{s, entryset={a}}\n@misc{a, title={A}}")
    assert ([item.key for item in publications], problems) == (["a"], [])
