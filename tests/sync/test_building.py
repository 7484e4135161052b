"""What builds make of the file that ``sync`` writes."""

from __future__ import annotations

import html5lib
import pytest
from pypdf import PdfReader

SYNCED = """\
openalex:
  date: 2026-11-21
  citations:
    10.5555/harbour: 12
    10.5555/kept: {count: 3, date: 2026-05-03}
github:
  date: 2026-11-20
  stars:
    adaeze/tides: 45
"""
PAPERS = """\
@article{okafor2024, title = {Harbours}, author = {Okafor, Adaeze}, year = 2024, doi = {10.5555/HARBOUR}}
@article{okafor2023, title = {Quays}, author = {Okafor, Adaeze}, year = 2023, doi = {10.5555/kept}}
@article{okafor2022, title = {Piers}, author = {Okafor, Adaeze}, year = 2022}
"""
DATA = """\
projects:
- name: Tides
  repository: https://github.com/Adaeze/tides.git
- name: Buoys
  repository: https://github.com/adaeze/buoys
- name: Elsewhere
  repository: https://code.example.org/adaeze/tides
"""
PAGES = {
    "index.md": "# Papers\n\n:::{publications}\n:show: citations\n:::\n",
    "plain.md": "---\norphan: true\n---\n# Papers\n\n:::{publications}\n:::\n",
    "projects.md": "---\norphan: true\n---\n# Projects\n\n:::{projects}\n:show: stars\n:::\n",
    "cv.yaml": DATA,
    "papers.bib": PAPERS,
}
SETTINGS = {"homepage_bibliography": "papers.bib", "homepage_data": "cv.yaml"}


def dated(html: str) -> list[tuple[str, str]]:
    """Return the numbers on a page, each with its title."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    names = {"hp-citations", "hp-stars"}
    found = [node for node in tree.iter("span") if names & {*node.get("class", "").split()}]
    return [("".join(node.itertext()), node.get("title")) for node in found]


def test_citations_and_stars_are_shown_where_they_are_asked_for_with_their_source_and_day(build):
    site = build({**PAGES, "synced.yaml": SYNCED}, **SETTINGS)
    assert site.warnings == []
    assert dated(site.html("index")) == [
        ("Citations: 12", "OpenAlex, Nov 21, 2026"),
        ("Citations: 3", "OpenAlex, May 3, 2026"),
    ]
    assert dated(site.html("plain")) == []
    assert dated(site.html("projects")) == [("Stars: 45", "GitHub, Nov 20, 2026")]


@pytest.mark.parametrize("style", ["compact", "cards", "table"])
def test_every_style_of_a_list_shows_citations(build, style):
    page = f"# Papers\n\n:::{{publications}}\n:show: citations\n:style: {style}\n:::\n"
    site = build({**PAGES, "index.md": page, "synced.yaml": SYNCED}, **SETTINGS)
    assert site.warnings == []
    assert [words for words, _ in dated(site.html())] == ["Citations: 12", "Citations: 3"]


def test_other_builders_show_the_numbers(build):
    site = build({**PAGES, "synced.yaml": SYNCED}, "text", **SETTINGS)
    assert site.warnings == []
    assert "Citations: 12" in site.text("index")
    assert "Stars: 45" in site.text("projects")


def test_a_pdf_shows_the_numbers(build):
    pdfs = {"index": "papers.pdf", "projects": "projects.pdf"}
    site = build({**PAGES, "synced.yaml": SYNCED}, homepage_pdf=pdfs, **SETTINGS)
    assert site.warnings == []
    pages = [page for name in pdfs.values() for page in PdfReader(site.outdir / name).pages]
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert all(said in words for said in ("Citations: 12", "Citations: 3", "Stars: 45"))


def test_the_language_of_the_site_is_that_of_the_numbers(build):
    site = build({**PAGES, "synced.yaml": SYNCED}, language="de", **SETTINGS)
    assert dated(site.html("projects")) == [("Sterne: 45", "GitHub, 20. Nov. 2026")]


def test_a_site_without_the_file_builds_without_a_word(build):
    site = build(PAGES, **SETTINGS)
    assert site.warnings == []
    assert dated(site.html("index")) == []


def test_a_file_that_conf_py_names_has_to_be_there(build):
    site = build(PAGES, homepage_synced="numbers.yaml", **SETTINGS)
    assert [(w.path, w.code, w.message) for w in site.warnings] == [
        (
            "conf.py",
            "homepage.file-missing",
            'homepage_synced names "numbers.yaml", and there is no such file in the source directory',
        )
    ]


def test_the_empty_setting_reads_no_file(build):
    site = build({**PAGES, "synced.yaml": SYNCED}, homepage_synced="", **SETTINGS)
    assert site.warnings == []
    assert dated(site.html("index")) == []


@pytest.mark.parametrize("parallel", [1, 4])
def test_a_file_that_is_new_changes_or_goes_makes_the_pages_that_show_it_be_read_again(build, parallel):
    assert build(PAGES, **SETTINGS).read == ["index", "plain", "projects"]
    site = build({"synced.yaml": SYNCED}, parallel=parallel)
    assert site.read == ["index", "projects"]
    assert dated(site.html("index"))[0][0] == "Citations: 12"
    site = build({"synced.yaml": SYNCED.replace(": 12", ": 15")}, parallel=parallel)
    assert site.read == ["index", "projects"]
    assert dated(site.html("index"))[0][0] == "Citations: 15"
    assert build(parallel=parallel).read == []
    (site.srcdir / "synced.yaml").unlink()
    site = build(parallel=parallel)
    assert site.read == ["index", "projects"]
    assert dated(site.html("index")) == []


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "message"),
    [
        (
            "openalex:\n  date: 2026-11-21\n  citations:\n    10.5555/harbour: twelve\n",
            *(4, 22, "synced"),
            'the number of citations of "10.5555/harbour" cannot be "twelve"; run '
            '"sphinx-homepage sync openalex", which writes it anew, or take it out',
        ),
        (
            "openalex:\n  date: 2026-11-21\n  citations:\n    10.5555/harbour: -1\n",
            *(4, 22, "synced"),
            'the number of citations of "10.5555/harbour" cannot be "-1"; run '
            '"sphinx-homepage sync openalex", which writes it anew, or take it out',
        ),
        (
            "openalex:\n  date: 2026-11-21\n  citations:\n    10.5555/harbour: 1234567890\n",
            *(4, 22, "synced"),
            'the number of citations of "10.5555/harbour" cannot be "1234567890"; run '
            '"sphinx-homepage sync openalex", which writes it anew, or take it out',
        ),
        (
            "openalex:\n  date: 2026-11-21\n  citations:\n    10.5555/harbour: [1]\n",
            *(4, 22, "synced"),
            'the number of citations of "10.5555/harbour" cannot be a list; run '
            '"sphinx-homepage sync openalex", which writes it anew, or take it out',
        ),
        (
            "openalex:\n  date: 2026-13-21\n  citations: {}\n",
            *(2, 9, "synced"),
            'a "date" is a day such as 2026-11-21, not "2026-13-21"; run '
            '"sphinx-homepage sync openalex", which writes it anew, or take it out',
        ),
        (
            'orcid:\n  date: 2026-11-21\n  works:\n    "orcid:4": {year: "2020"}\n',
            *(4, 16, "synced"),
            'the work "orcid:4" has no "title"; run '
            '"sphinx-homepage sync orcid", which writes it anew, or take it out',
        ),
        (
            "openalex:\n  date: 2026-11-21\n  citations:\n    <script>: 4\n",
            *(4, 5, "synced"),
            '"<script>" is no DOI in lower case; run '
            '"sphinx-homepage sync openalex", which writes it anew, or take it out',
        ),
        (
            "github:\n  date: 2026-11-21\n  stars:\n    ../../etc: 4\n",
            *(4, 5, "synced"),
            '"../../etc" is no repository in lower case; run '
            '"sphinx-homepage sync github", which writes it anew, or take it out',
        ),
        (
            "scholar: {date: 2026-11-21}\n",
            *(1, 1, "unknown-field"),
            'the file of synced values has no field "scholar"; use crossref, github, openalex, orcid, '
            "dismissed",
        ),
        (
            "openalex: 12\n",
            *(1, 11, "synced"),
            '"openalex" is a text, and should be a mapping; run '
            '"sphinx-homepage sync openalex", which writes it anew, or take it out',
        ),
    ],
)
def test_a_value_that_cannot_be_is_reported_with_its_place_and_left_out(
    build, text, line, column, code, message
):
    site = build({**PAGES, "synced.yaml": text}, **SETTINGS)
    assert [(w.path, w.line, w.column, w.code, w.message) for w in site.warnings] == [
        ("synced.yaml", line, column, f"homepage.{code}", message)
    ]
    assert dated(site.html("index")) == dated(site.html("projects")) == []


def test_a_wrong_value_is_reported_once_whatever_number_of_pages_show_it_and_as_long_as_it_is_there(build):
    files = {**PAGES, "synced.yaml": SYNCED.replace(": 12", ": x")}
    assert len(build(files, parallel=4, **SETTINGS).warnings) == 1
    assert len(build().warnings) == 1
    assert build({"synced.yaml": SYNCED}).warnings == []


def test_show_is_an_option_of_projects_alone_and_takes_what_it_knows(build):
    page = "# P\n\n:::{projects}\n:show: star\n:::\n\n:::{awards}\n:show: stars\n:::\n"
    site = build({**PAGES, "cv.yaml": DATA + "awards:\n- title: A prize\n", "index.md": page}, **SETTINGS)
    assert [(w.line, w.code, w.message) for w in site.warnings] == [
        (4, "homepage.directive-option", '"show" cannot be "star"; did you mean "stars"?'),
        (
            8,
            "homepage.directive-option",
            '"awards" has no option "show"; it has exclude-tags, group-by, kind, limit, only, sort, tags',
        ),
    ]


def test_a_build_needs_no_http_client(build):
    import sys

    before = {*sys.modules}
    build({**PAGES, "synced.yaml": SYNCED}, **SETTINGS)
    assert not {name for name in {*sys.modules} - before if name.partition(".")[0] in {"httpx", "httpcore"}}
