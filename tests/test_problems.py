"""What is wrong in a data file is said once, where it stands, with what to do; the rest is shown."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest
from outputs import PNG

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.sections import SECTIONS

TESTS = Path(__file__).parent
EVERYTHING = "# T\n\n" + "".join(f":::{{{name}}}\n:::\n\n" for name in SECTIONS)
"""A page that shows whatever the data files hold."""
EMPTY_IS_FINE = ["homepage.no-entries"]


def words(html):
    """Return what a page shows below its title, on one line."""
    text = "".join(html5lib.parse(html, namespaceHTMLElements=False).itertext())
    return " ".join(text.split()).removeprefix("T¶").strip()


def places(site):
    """Return the warnings of a site as (path, line, column, code), in the order of printing."""
    return [(warned.path, warned.line, warned.column, warned.code) for warned in site.warnings]


# The table


@pytest.mark.cases("data_files.txt")
def test_each_mistake_is_said_where_it_stands_and_the_rest_is_shown(case, build):
    site = build(
        {"cv.yaml": case.source, "index.md": EVERYTHING},
        homepage_data="cv.yaml",
        suppress_warnings=EMPTY_IS_FINE,
    )
    expected = sorted(case.warnings, key=lambda warning: warning[1] is None)  # MyST's come with the pages.
    said = [(warned.line, warned.column, warned.code, warned.message) for warned in site.warnings]
    assert [row[:3] for row in said] == [row[:3] for row in expected]
    for message, wanted in zip((row[3] for row in said), (row[3] for row in expected), strict=True):
        assert message == wanted or (wanted.endswith(" ...") and message.startswith(wanted[:-3]))
    assert {warned.path for warned in site.warnings} <= {"cv.yaml"}
    assert words(site.body()) == case.shown
    assert site.statuscode == 0
    for warned in site.warnings:
        if warned.column is not None:
            check_excerpt(warned, case.source)
            assert re.match(r'[a-z"<]|byte', warned.message)
            assert not warned.message.endswith(".")


def check_excerpt(warned, source):
    """The source line stands below the message, and below that a caret under the right character."""
    line, caret = warned.excerpt.split("\n")
    typed = source.split("\n")[warned.line - 1]
    assert line == f"{warned.line:5} | {typed}"
    blank = re.sub(r"[^\t]", " ", typed[: warned.column - 1])
    assert caret == f"      | {blank}^"


def test_a_caret_stands_under_its_character_after_wide_combining_and_no_characters(build):
    rows = [
        "- {title: 日本の賞, date: 20x9}",
        "- {title: a\tb, date: 20x8}",
        "- {title: e\u0301, date: 20x7}",
    ]
    site = build({"cv.yaml": "\n".join(["awards:", *rows])}, homepage_data="cv.yaml")
    assert [warned.excerpt for warned in site.warnings] == [
        "    2 | - {title: 日本の賞, date: 20x9}\n      |           \u3000\u3000\u3000\u3000        ^",
        "    3 | - {title: a\tb, date: 20x8}\n      |            \t         ^",
        "    4 | - {title: e\u0301, date: 20x7}\n      |                    ^",
    ]


# Files as a whole


@pytest.mark.parametrize(
    ("content", "warning", "shown"),
    [
        (None, ("conf.py", 4, 18, "file-missing", "there is no such file"), ""),
        ("", ("cv.yaml", 1, 1, "file-empty", "this data file is empty; write at least"), ""),
        ("# Nothing yet.\n", ("cv.yaml", 1, 1, "file-empty", "this data file is empty"), ""),
        ("- A prize\n", ("cv.yaml", 1, 1, "file-shape", "a data file is a mapping of sections"), ""),
        ("# Mine\nA prize\n", ("cv.yaml", 2, 1, "file-shape", "a data file is a mapping of sections"), ""),
        (
            "awards:\n- Prämie\n- Prix d'été\n".encode("latin-1"),
            ("cv.yaml", 2, 5, "file-encoding", 'byte 0xE4 is not UTF-8 and is read as "ä" (Windows-1252)'),
            "Prämie Prix d’été",
        ),
        (
            "awards:\n- Prämie\n".encode("utf-16"),
            ("cv.yaml", 1, 1, "file-encoding", "the file is UTF-16: save it as UTF-8"),
            "Prämie",
        ),
        (
            b"awards:\n- A\xed\xa0\x80 prize\n",
            ("cv.yaml", 2, 4, "file-encoding", "save the file as UTF-8"),
            None,
        ),
    ],
    ids=["missing", "empty", "comments", "list", "text", "latin-1", "utf-16", "lone surrogate"],
)
def test_a_file_that_is_no_data_file_is_said_at_its_place(build, content, warning, shown):
    *place, code, message = warning
    files = {"index.md": EVERYTHING} | ({} if content is None else {"cv.yaml": content})
    site = build(files, homepage_data="cv.yaml", suppress_warnings=EMPTY_IS_FINE)
    assert places(site) == [(*place, f"homepage.{code}")]
    assert message in site.warnings[0].message
    assert shown is None or words(site.body()) == shown
    assert site.statuscode == 0


@pytest.mark.parametrize("name", ["../cv.yaml", "data/../../cv.yaml", "link.yaml", "folder/cv.yaml"])
def test_a_data_file_outside_the_source_directory_is_not_read(build, tmp_path_factory, name):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "cv.yaml").write_text("awards:\n- S3CRET\n")
    (build.srcdir.parent / "cv.yaml").write_text("awards:\n- S3CRET\n")
    (build.srcdir / "link.yaml").symlink_to(outside / "cv.yaml")
    (build.srcdir / "folder").symlink_to(outside)
    site = build({"index.md": EVERYTHING}, homepage_data=["cv.yaml", name], suppress_warnings=EMPTY_IS_FINE)
    (build.srcdir.parent / "cv.yaml").unlink()
    assert [code for *_, code in places(site)] == ["homepage.file-missing", "homepage.file-outside"]
    assert site.warnings[1].path == "conf.py"
    assert site.warnings[1].excerpt.splitlines()[0][site.warnings[1].column + 7 :].startswith(name)
    assert "S3CRET" not in site.body()


def test_every_file_of_a_list_is_read_and_what_is_wrong_between_them_names_both(build):
    files = {
        "a.yaml": "profile: {name: Ada}\nawards:\n- {title: Best Paper, dat: 2019}\n",
        "b/b.yaml": "awards:\n- {title: Best Paper, date: 2019}\nprofile: {name: Bea}\n",
    }
    site = build(files, homepage_data=["a.yaml", "none.yaml", "b/b.yaml"])
    assert places(site) == [
        ("conf.py", 4, 29, "homepage.file-missing"),
        ("a.yaml", 3, 23, "homepage.unknown-field"),
        ("b/b.yaml", 2, 3, "homepage.duplicate-id"),
        ("b/b.yaml", 3, 10, "homepage.wrong-shape"),
    ]
    assert "on line 3 of a.yaml" in site.warnings[2].message


# One run, once


TWELVE = """\
profile:
  name: Ada Example
  image: {src: missing.png, alt: Ada}
contact:
  email: ada(at)example.org
  gihub: ada
experience:
- organization: Good Labs
- organization: Example Labs
  start: June 20x0
  highlights:
  - Good
  - Cut the time # 1
- organization: Other Labs
  start: 2020
  end: 2019
awards:
- Good prize
- **Bold** prize
- title: "Open prize
  dat: 2020
- title: Last prize: the end
projects:
- name: Good project
  url: javascript:alert(1)
hobbies: [sailing]
education:
- degree: MSc
- institution: Good University
"""

OF_TWELVE = [
    (3, 16, "file-missing"),
    (5, 10, "email"),
    (6, 3, "network"),
    (10, 10, "date"),
    (13, 18, "yaml-comment"),
    (16, 8, "date-order"),
    (19, 3, "yaml-quote"),
    (20, 10, "yaml-quote"),
    (21, 3, "unknown-field"),
    (22, 20, "yaml-quote"),
    (25, 8, "url"),
    (26, 1, "unknown-section"),
    (28, 3, "missing-field"),
]


def said_of_twelve(site):
    return [(line, column, code.removeprefix("homepage.")) for _, line, column, code in places(site)]


def test_one_run_says_all_problems_of_a_file_in_its_order_and_shows_all_that_is_good(build):
    site = build(
        {"cv.yaml": TWELVE, "index.md": EVERYTHING}, homepage_data="cv.yaml", suppress_warnings=EMPTY_IS_FINE
    )
    assert said_of_twelve(site) == OF_TWELVE
    shown = words(site.body())
    for good in (
        "Ada Example",
        "GitHub",
        "Good Labs",
        "Good prize",
        "Good project",
        "Good University",
        "MSc",
    ):
        assert good in shown
    for as_typed in (
        "ada(at)example.org",
        "June 20x0",
        "Bold prize",
        "Open prize, 2020",
        "Last prize: the end",
    ):
        assert as_typed in shown
    assert site.statuscode == 0


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_problem_is_said_once_whatever_number_of_pages_show_it_and_again_by_the_next_build(build, parallel):
    pages = {f"p{number}.md": "---\norphan: true\n---\n" + EVERYTHING for number in range(6)}
    files = pages | {"index.md": "# T\n", "cv.yaml": TWELVE}
    settings = {"homepage_data": "cv.yaml", "suppress_warnings": EMPTY_IS_FINE}
    first = build(files, parallel=parallel, **settings)
    second = build(parallel=parallel)
    assert (len(first.read), second.read) == (7, [])
    assert said_of_twelve(first) == said_of_twelve(second) == OF_TWELVE


def test_a_problem_is_said_of_a_file_that_no_page_shows(build):
    assert said_of_twelve(build({"cv.yaml": TWELVE}, homepage_data="cv.yaml")) == OF_TWELVE


def test_a_problem_that_was_mended_is_not_said_again(build):
    first = build(
        {"cv.yaml": "profile: {name: Ada, image: {src: a.png, alt: Ada}}\n"}, homepage_data="cv.yaml"
    )
    second = build({"a.png": PNG})
    assert ([code for *_, code in places(first)], places(second)) == (["homepage.file-missing"], [])


@pytest.mark.parametrize("parallel", [1, 2])
def test_what_others_say_of_a_text_names_the_data_file_and_comes_once(build, parallel):
    text = "awards:\n- title: A prize\n  summary: |\n    One.\n\n    {nothing}`x` {ref}`nowhere` [](#none)\n"
    pages = {f"p{number}.md": "---\norphan: true\n---\n# P\n\n:::{awards}\n:::\n" for number in range(6)}
    site = build({"cv.yaml": text} | pages, homepage_data="cv.yaml", parallel=parallel)
    assert sorted(places(site)) == [
        ("cv.yaml", 6, None, "myst.role_unknown"),
        ("cv.yaml", 6, None, "myst.xref_missing"),
        ("cv.yaml", 6, None, "ref.ref"),
    ]


def test_what_is_said_of_pages_is_not_taken_for_a_repetition(build):
    page = "---\norphan: true\n---\n# P\n\n{nothing}`x`\n\n{nothing}`x`\n"
    site = build({"p.md": page, "q.md": page, "cv.yaml": "awards: [A prize]\n"}, homepage_data="cv.yaml")
    assert len(site.warnings) == 4


# Silence, and errors


def test_one_kind_can_be_silenced_and_no_other(build):
    site = build(
        {"cv.yaml": TWELVE},
        homepage_data="cv.yaml",
        suppress_warnings=["homepage.yaml-quote", "homepage.date"],
    )
    assert said_of_twelve(site) == [row for row in OF_TWELVE if row[2] not in {"yaml-quote", "date"}]


def test_all_of_ours_can_be_silenced_at_once(build):
    site = build(
        {"cv.yaml": TWELVE}, homepage_data="cv.yaml", suppress_warnings=["homepage"], warning_is_error=True
    )
    assert (places(site), site.statuscode) == ([], 0)


def test_with_warnings_as_errors_the_build_fails_after_it_has_said_all(build):
    site = build({"cv.yaml": TWELVE}, homepage_data="cv.yaml", warning_is_error=True)
    assert (said_of_twelve(site), site.statuscode) == (OF_TWELVE, 1)


def test_what_is_only_information_does_not_fail_a_build(build):
    resume = '{"basics": {"name": "Ada", "favourite": "blue"}}'
    site = build({"cv.json": resume}, homepage_data="cv.json", warning_is_error=True)
    assert (places(site), site.statuscode) == ([], 0)
    assert "[homepage.not-carried]" in site.stdout


def test_every_code_is_a_stable_slug_that_some_test_is_about():
    tests = "\n".join(path.read_text("utf-8") for path in TESTS.rglob("*") if path.suffix in {".py", ".txt"})
    for code in Code:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.slug)
        slug = re.escape(code.slug)
        named = rf'(\^|!! [\d:]+) {slug}: |"(homepage\.)?{slug}"|\[homepage\.{slug}\]|\bCode\.{code.name}\b'
        assert re.search(named, tests), code.slug
    assert len({code.slug for code in Code}) == len(Code)


def test_the_model_knows_neither_sphinx_nor_docutils():
    code = (
        "import sys, sphinx_homepage.model.validation, sphinx_homepage.sources.record; "
        "print({name.partition('.')[0] for name in sys.modules} & {'sphinx', 'docutils', 'myst_parser'})"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=TESTS.parent
    )
    assert ran.stdout.strip() == "set()"


# No false alarms


@pytest.mark.parametrize("site", ["engineer", "engineer_directives", "researcher", "student", "example_site"])
def test_the_sites_that_we_show_build_without_a_warning(build, site):
    folder = TESTS.parent / site if site == "example_site" else TESTS / "sites" / site
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    # The theme is not what this is about, and takes most of the time.
    conf = files["conf.py"].decode() + "\nhtml_theme = 'basic'\nhtml_theme_options = {}\n"
    built = build(files | {"conf.py": conf}, nitpicky=True, warning_is_error=True)
    assert built.stderr == ""


UNUSUAL = """\
# Legal, if unusual.
x-anything: {at: [all]}
profile: {name: "Null", x-of: me, pronouns: they/them, headline: Yes}
contact:
  email: [ada@example.org, "`ada[at]example[dot]org`"]
  phone: +15550100
  private: []
  website: https://example.org/~ada  # mine
  mastodon: "@ada@example.social"
  github:
experience:
  organization: 01234
  start: 2019  # in September
  end: ~2020
  sort-date: 2020
  highlights: One alone
  positions: Engineer
education:
- institution: NO
  date: [2015/2017, 2019/.., Fall 2020, WS 2022/23, "2011-12", 2026-05 expected]
  score: 3.10
  courses: Analysis
  thesis: On Errors
  x-note: {nobody: sees}
talks:
  invited:
  - {title: 12:30, date: at noon, sort_date: 2019}
  my own kind: {title: A talk}
  x-kind: [hidden]
awards:
- "Yes"
- 42
- {title: A prize, amount: 1e3, date: 2019-09-01, image: {src: /a.png, alt: ""}, details: {Sum: 007, x-y: 1}}
- &same {title: Same, only: web}
skills: Python
interests: [C++, "C#", 100%, "a - b", $5M]
projects:
- {name: {en: Ranking, de: Rangfolge}, links: {Demo: https://example.org/demo, Text alone: }}
news:
- {date: 2020, summary: News}
publications:
teaching: []
"""


def test_what_is_legal_but_unusual_is_shown_as_typed_and_not_complained_about(build):
    site = build(
        {"cv.yaml": UNUSUAL, "index.md": EVERYTHING, "a.png": PNG},
        homepage_data="cv.yaml",
        suppress_warnings=EMPTY_IS_FINE,
        warning_is_error=True,
    )
    assert site.stderr == ""
    shown = words(site.body())
    typed_there = """Null|Yes|+15550100|ada[at]example[dot]org|01234|One alone|Engineer|NO|2015 – 2017|3.10|
        Analysis|On Errors|12:30|at noon|A talk|42|1e3|007|Python|C++|C#|100%|a - b|$5M|Ranking|Demo|
        Text alone|News"""
    for typed in map(str.strip, typed_there.split("|")):
        assert typed in shown, typed
    for hidden in ("Rangfolge", "nobody", "hidden", "in September", "mine"):
        assert hidden not in shown, hidden
