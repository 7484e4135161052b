"""The co-authors' file links names, in al-folio's form and in ours."""

from __future__ import annotations

import pytest

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.publications.names import Name
from sphinx_homepage.model.text import Position, Text
from sphinx_homepage.sources.coauthors import load_coauthors

ORCID = "0000-0002-1825-0097"
AL_FOLIO = """\
"petrov":
  - firstname: ["Ana", "A.", "A. B."]
    url: https://example.org/ana
  - firstname: ["Anton"]
    url: https://example.org/anton

"vik":
  - firstname: Bo
    url: http://example.org/bo
"sorensen":
  - firstname: ["Jürgen"]
    url: https://example.org/j
"""
OURS = f"""\
Ana Petrov: https://example.org/ana
"{ORCID}":
  url: /team/bo.html
Wen Li:
  url: https://example.org/wen
  orcid: https://orcid.org/0000-0001-5109-3700
  other_names: [Wendy Li, 李 文]
  x-note: met in Oslo
Jan van der Vlist: {{orcid: 0000-0002-9079-593X}}
petrov:
- firstname: [Anton]
  url: https://example.org/anton
x-old: kept
"""


@pytest.fixture
def load(tmp_path):
    def load(source: str | bytes, name: str = "coauthors.yml"):
        (tmp_path / name).write_bytes(source.encode() if isinstance(source, str) else source)
        coauthors, problems = load_coauthors(Text(name, Position("conf.py", 3, 5)), tmp_path)
        return coauthors, [(problem.code, problem.message, problem.position) for problem in problems]

    return load


def test_al_folios_file_is_read_as_it_is(load):
    coauthors, problems = load(AL_FOLIO)
    assert problems == []
    names = {
        Name("Petrov", "Ana"): "https://example.org/ana",
        Name("Petrov", "A."): "https://example.org/ana",
        Name("Petrov", "A. B."): "https://example.org/ana",
        Name("Petrov", "Anton"): "https://example.org/anton",
        Name("Petrov", "Boris"): None,
        Name("Vik", "B."): "http://example.org/bo",
        Name("Sörensen", "Jürgen"): "https://example.org/j",
        Name("Favre", "Ketevan"): None,
        Name("Petrov", is_corporate=True): None,
    }
    assert {name: coauthors.url_of(name) for name in names} == names
    assert coauthors.url_of(Name("Petrov", "Ana")).position == Position("coauthors.yml", 3, 10)


def test_our_file_has_names_or_orcids_for_keys(load):
    coauthors, problems = load(OURS)
    assert problems == []
    names = {
        Name("Petrov", "Ana"): "https://example.org/ana",
        Name("Petrov", "Anton"): "https://example.org/anton",
        # Nothing says which of two it is.
        Name("Petrov", "A."): None,
        Name("Vik", "Bo"): None,
        Name("Vik", "Bo", orcid=ORCID): "/team/bo.html",
        Name("Li", "W."): "https://example.org/wen",
        Name("Li", "Wendy"): "https://example.org/wen",
        Name("李", "文"): "https://example.org/wen",
        Name("Li", "Wen", orcid=ORCID): "/team/bo.html",
        Name("Vlist", "Jan", "van der"): "https://orcid.org/0000-0002-9079-593X",
    }
    assert {name: coauthors.url_of(name) for name in names} == names


@pytest.mark.parametrize(
    ("source", "code", "message", "place"),
    [
        (
            "Ana Petrov: javascript:alert(1)",
            Code.URL,
            'the address "javascript:alert(1)" begins with "javascript:"; '
            "use one of http, https, mailto, tel",
            (1, 13),
        ),
        (
            "Ana Petrov: mailto:ana@example.org",
            Code.URL,
            '"mailto:ana@example.org" is no page; write it as https://example.org/page',
            (1, 13),
        ),
        (
            "Ana Petrov: two words",
            Code.URL,
            '"two words" is not an address; write it as https://example.org/page',
            (1, 13),
        ),
        (
            "Ana Petrov: /ana.pdf",
            Code.FILE_MISSING,
            'there is no file "ana.pdf" in the source directory',
            (1, 13),
        ),
        (
            "Ana Petrov: ../ana.pdf",
            Code.FILE_OUTSIDE,
            'the path "../ana.pdf" leaves the source directory; move the file into it',
            (1, 13),
        ),
        (
            "Ana Petrov:",
            Code.MISSING_FIELD,
            'the co-author "Ana Petrov" has no url; write "Ana Petrov": https://example.org/ana',
            (1, 1),
        ),
        (
            "Ana Petrov: {url: https://example.org/a, web: x}",
            Code.UNKNOWN_FIELD,
            'the co-author "Ana Petrov" has no field "web"; use url, orcid, other_names',
            (1, 42),
        ),
        (
            "Ana Petrov: {url: https://example.org/a, orcid: 12}",
            Code.NETWORK,
            '"12" is not an ORCID profile: write the 16-digit iD (like "0000-0002-1825-0097") '
            "or an https:// address",
            (1, 49),
        ),
        (
            "petrov:\n- Ana",
            Code.WRONG_SHAPE,
            'a co-author of "petrov" is a text; '
            'write it as  - {firstname: ["Ana", "A."], url: https://example.org/ana}',
            (2, 3),
        ),
        (
            "petrov:\n- url: https://example.org/a",
            Code.MISSING_FIELD,
            'a co-author of "petrov" has no firstname; write firstname: ["Ana", "A."]',
            (2, 3),
        ),
        (
            "- Ana Petrov",
            Code.FILE_SHAPE,
            "the file that homepage_coauthors names is a list, and should be a mapping; "
            'write "Ana Petrov": https://example.org/ana',
            (1, 1),
        ),
        (
            "# nobody yet",
            Code.FILE_EMPTY,
            'the file that homepage_coauthors names is empty; write "Ana Petrov": https://example.org/ana',
            (1, 1),
        ),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(load, source, code, message, place):
    assert load(source)[1] == [(code, message, Position("coauthors.yml", *place))]


def test_one_mistake_leaves_the_other_co_authors(load):
    coauthors, problems = load("Ana Petrov: ftp://example.org\nBo Vik: https://example.org/bo\n")
    assert [code for code, *_ in problems] == [Code.URL]
    assert coauthors.url_of(Name("Vik", "Bo")) == "https://example.org/bo"


def test_a_path_is_read_from_the_files_own_folder(load, tmp_path):
    (tmp_path / "data" / "people").mkdir(parents=True)
    (tmp_path / "data" / "people" / "ana.pdf").touch()
    coauthors, problems = load("Ana Petrov: people/ana.pdf", "data/coauthors.yml")
    assert problems == []
    assert coauthors.url_of(Name("Petrov", "Ana")) == "people/ana.pdf"


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        (
            "none.yml",
            Code.FILE_MISSING,
            'homepage_coauthors names "none.yml", and there is no such file in the source directory',
        ),
        (
            "../none.yml",
            Code.FILE_OUTSIDE,
            'homepage_coauthors names "../none.yml", which leaves '
            "the source directory; move the file into it",
        ),
    ],
)
def test_a_file_that_is_not_there_is_said_where_it_is_named(tmp_path, name, code, message):
    place = Position("conf.py", 3, 5)
    coauthors, problems = load_coauthors(Text(name, place), tmp_path)
    assert not coauthors
    assert [(problem.code, problem.message, problem.position) for problem in problems] == [
        (code, message, place)
    ]


def test_a_byte_that_is_not_utf_8_is_said_and_read(load):
    coauthors, problems = load("Jürgen Vik: https://example.org/j".encode("latin-1"))
    assert [code for code, *_ in problems] == [Code.FILE_ENCODING]
    assert coauthors.url_of(Name("Vik", "Jürgen")) == "https://example.org/j"
