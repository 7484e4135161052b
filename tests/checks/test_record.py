"""What is said of what a person wrote: the tables beside this file, and what no table can say."""

from __future__ import annotations

import string
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sphinx_homepage.checks.material import Facts
from sphinx_homepage.checks.organizations import key_of
from sphinx_homepage.checks.reading import ignored_codes, read_config, read_facts
from sphinx_homepage.checks.running import CODES, check_facts, check_problems, in_order, is_silenced
from sphinx_homepage.checks.table import CHECKS
from sphinx_homepage.model.dates import Date, Range
from sphinx_homepage.model.rows import Awards, Experience, Profile
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Position, Sequence, Text
from sphinx_homepage.model.validation import read_record

TODAY = date(2026, 11, 21)
ROOT = Path(__file__).parents[2]
ADDRESS = 'html_baseurl = "https://ines.example.edu/"\n'
CONF = ADDRESS + 'homepage_data = "cv.yaml"\nhomepage_bibliography = "papers.bib"\n'


def picture(width, height):
    file = BytesIO()
    Image.new("RGB", (width, height)).save(file, "PNG")
    return file.getvalue()


def write(folder, files):
    for name, content in {"conf.py": ADDRESS, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def facts_in(folder):
    return read_facts(read_config(folder), folder, TODAY)


def said_of(folder, files):
    write(folder, files)
    return in_order(check_facts(facts_in(folder)[0]))


def rows(findings):
    return [
        (finding.position.line, finding.position.column, f"homepage.{finding.code}", finding.message)
        for finding in findings
    ]


def check_case(case, findings):
    in_table = sorted(case.warnings)
    assert sorted(rows(findings)) == in_table
    severities = dict(zip([code for *_, code, _ in case.warnings], case.shown.split(), strict=True))
    assert {f"homepage.{finding.code}": finding.severity for finding in findings} == severities


@pytest.mark.cases("../checks/data_files.txt")
def test_each_fault_of_a_data_file_is_said_where_it_stands_and_nothing_else(case, tmp_path):
    files = {"conf.py": 'homepage_data = "cv.yaml"\n', "cv.yaml": case.source}
    check_case(case, said_of(tmp_path, files))


@pytest.mark.cases("../checks/papers.txt")
def test_each_fault_of_a_bib_file_is_said_where_it_stands_and_nothing_else(case, tmp_path):
    files = {"conf.py": 'homepage_bibliography = "papers.bib"\n', "papers.bib": case.source}
    check_case(case, said_of(tmp_path, files))


@pytest.mark.cases("../checks/pages.txt")
def test_each_fault_of_a_page_is_said_where_it_stands_and_nothing_else(case, tmp_path):
    files = {"index.md": case.source, "portrait.png": picture(300, 300)}
    check_case(case, said_of(tmp_path, files))


@pytest.mark.cases("../checks/rst_pages.txt")
def test_each_fault_of_a_page_of_restructuredtext_is_said_where_it_stands(case, tmp_path):
    files = {"index.rst": case.source, "portrait.png": picture(300, 300)}
    check_case(case, said_of(tmp_path, files))


def test_every_check_of_what_a_person_wrote_has_a_case():
    tables = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("*.txt"))
    tested_below = {"long-text", "portrait-size", "no-address"}
    codes = {check.code for check in CHECKS if check.facts}
    assert {code for code in codes if f"^ {code}: " not in tables} == tested_below


def test_every_check_has_a_code_of_its_own_and_looks_at_one_thing():
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    assert all(sum(part is not None for part in (row.facts, row.folder, row.file)) == 1 for row in CHECKS)
    assert len(CODES) > len(codes)
    for row in CHECKS:
        assert set(row.code) <= {*string.ascii_lowercase, "-"}
        assert row.meaning.endswith(".")
        assert row.fix.endswith(".")


# What takes more than a line


def test_a_summary_is_too_long_by_its_words_and_by_its_characters_where_there_are_no_spaces(tmp_path):
    texts = {"fine": "word " * 120, "long": "word " * 121, "长": "字" * 242, "好": "字" * 240}
    entries = "".join(
        f"- title: {name}\n  date: 2020\n  summary: {text.strip()}\n" for name, text in texts.items()
    )
    said = said_of(tmp_path, {"conf.py": CONF, "papers.bib": "", "cv.yaml": f"awards:\n{entries}"})
    assert [(finding.position.line, finding.code, finding.message) for finding in said] == [
        (7, "long-text", 'the summary of "long" has 121 words; about 120 are read: cut it'),
        (10, "long-text", 'the summary of "长" has 121 words; about 120 are read: cut it'),
    ]


def test_a_persons_own_summary_may_be_longer_and_a_highlight_is_to_be_short(tmp_path):
    source = f"profile:\n  summary: {'word ' * 150}\nvolunteering:\n- organization: Lens\n  highlights:\n"
    said = said_of(tmp_path, {"conf.py": CONF, "papers.bib": "", "cv.yaml": f"{source}  - {'word ' * 61}\n"})
    assert [finding.message for finding in said] == [
        'this highlight of "Lens" has 61 words; about 60 are read: cut it'
    ]


@pytest.mark.parametrize(
    ("width", "height", "words"),
    [
        (4000, 3000, "has 4000x3000 pixels"),
        (150, 150, "is blurred where it is shown"),
        (1000, 1000, ""),
    ],
)
def test_a_portrait_is_too_large_or_too_small(tmp_path, width, height, words):
    cv = "profile:\n  name: Ines Aguinaga\n  image: {src: /me.png, alt: Ines}\n"
    files = {"conf.py": CONF, "papers.bib": "", "cv.yaml": cv, "me.png": picture(width, height)}
    said = said_of(tmp_path, files)
    assert [(finding.position, finding.code) for finding in said] == (
        [(Position("cv.yaml", 3, 16), "portrait-size")] if words else []
    )
    assert all(words in finding.message for finding in said)


def test_what_conf_py_says_of_the_site_is_read_too(tmp_path):
    said = said_of(tmp_path, {"conf.py": 'project = "Your Name"\nhtml_baseurl = "https://example.org/"\n'})
    assert [(finding.position.line, finding.position.column, finding.code) for finding in said] == [
        (1, 12, "placeholder"),
        (2, 17, "placeholder"),
    ]


def test_a_draft_and_an_excluded_page_are_not_read(tmp_path):
    files = {
        "conf.py": f'{ADDRESS}exclude_patterns = ["old"]\n',
        "draft.md": "---\ndraft: true\n---\nLorem ipsum\n",
        "old/index.md": "Lorem ipsum\n",
        "_build/index.md": "fine\n",
    }
    assert said_of(tmp_path, files) == []


def test_what_a_build_would_say_is_a_fault(tmp_path):
    write(
        tmp_path,
        {
            "conf.py": CONF,
            "cv.yaml": "profile:\n  name: Ines\n  image: {src: none.png}\n",
            "papers.bib": "@article{a}\n",
            "index.md": "---\nicon: {url: /none.png, alt: Ines}\n---\n",
        },
    )
    found = list(check_problems(facts_in(tmp_path)[1]))
    assert {finding.severity for finding in found} == {"fault"}
    assert sorted(finding.code for finding in found) == [
        "bib-title",
        "file-missing",
        "file-missing",
        "image-alt",
    ]


# Silence


def test_conf_py_silences_checks_and_what_a_build_says(tmp_path):
    write(
        tmp_path,
        {"conf.py": 'homepage_check_ignore = ["no-doi", "nodoi"]\nsuppress_warnings = ["homepage.url"]\n'},
    )
    ignored, problems = ignored_codes(read_config(tmp_path), CODES)
    assert {"no-doi", "url"} <= ignored
    assert [(problem.position.line, problem.position.column) for problem in problems] == [(1, 37)]
    assert "nodoi" in problems[0].message


def test_conf_py_silences_what_a_check_says_of_some_words(tmp_path):
    write(tmp_path, {"conf.py": 'homepage_check_ignore = ["placeholder:Your Name", "nodoi:x"]\n'})
    ignored, problems = ignored_codes(read_config(tmp_path), CODES)
    assert [problem.message.partition(",")[0] for problem in problems] == [
        'homepage_check_ignore names "nodoi:x"'
    ]
    said = said_of(
        tmp_path,
        {"conf.py": CONF, "papers.bib": "", "cv.yaml": "profile: {name: Your Name, headline: TBD}\n"},
    )
    assert [is_silenced(finding, ignored) for finding in said] == [True, False]


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("no-doi:lens2021", False),
        ("no-doi:lens202", True),
        ("no-doi:ens2021", True),
        ("no-doi:has no", False),
    ],
)
def test_words_that_silence_a_check_are_whole_ones(tmp_path, said, is_told):
    paper = "@article{lens2021, title={A lens}, author={Doe, Ida}, journal={Optics}, year={2021}}\n"
    conf = f'{ADDRESS}homepage_bibliography = "papers.bib"\n'
    found = said_of(tmp_path, {"conf.py": conf, "papers.bib": paper})
    (finding,) = (finding for finding in found if finding.code == "no-doi")
    assert is_silenced(finding, {said}) is not is_told


def test_a_site_has_an_address(tmp_path, monkeypatch):
    (found,) = said_of(tmp_path, {"conf.py": "project = 'Ines'\n", "index.md": "# Ines\n"})
    assert (*found.position, found.code, found.severity) == ("conf.py", 1, 1, "no-address", "advice")
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://ines.example.edu/")
    assert said_of(tmp_path, {"conf.py": "project = 'Ines'\n"}) == []


def test_what_a_build_makes_is_no_file_that_is_missing(tmp_path):
    conf = (
        f'{ADDRESS}homepage_pdf = {{"cv": "files/cv.pdf"}}\nhomepage_exports = ["vcard"]\n'
        'html_extra_path = ["extra"]\n'
    )
    page = "# Ines\n\n[CV](files/cv.pdf), [card](contact.vcf), [key](key.asc), [style](/_static/x.css)\n"
    assert (
        said_of(tmp_path, {"conf.py": conf, "index.md": page, "extra/key.asc": "", "cv.md": "# CV\n"}) == []
    )


def test_a_budget_names_a_page_of_which_there_is_a_pdf(tmp_path):
    conf = 'homepage_pdf = {"cv": "cv.pdf"}\nhomepage_check_pages = {"cv": 2, "about": 2, "cv2": 0}\n'
    write(tmp_path, {"conf.py": conf})
    facts, problems = facts_in(tmp_path)
    assert facts.budgets == {"cv": 2}
    assert [problem.message.partition(";")[0] for problem in problems] == [
        'homepage_check_pages names "about", of which homepage_pdf makes no PDF',
        'homepage_check_pages gives "cv2" as 0',
    ]


# No false alarms


@pytest.mark.parametrize(
    "name", ["example_site", "docs", "engineer", "engineer_directives", "researcher", "student"]
)
def test_of_a_good_record_there_is_nothing_to_say(name):
    folder = ROOT / name if name in {"example_site", "docs"} else ROOT / "tests" / "sites" / name
    facts, problems = facts_in(folder)
    ignored, _ = ignored_codes(read_config(folder), CODES)
    ignored |= {"no-address"} if name not in {"example_site", "docs"} else set()
    found = [*check_problems(problems), *check_facts(facts, ignored)]
    assert [finding for finding in found if not is_silenced(finding, ignored)] == []


def test_of_papers_of_every_type_there_is_little_to_say():
    facts, problems = facts_in(ROOT / "tests" / "sites" / "papers")
    found = [*check_problems(problems), *check_facts(facts)]
    assert [(finding.code, finding.severity) for finding in found] == [
        ("no-date", "advice"),
        ("no-doi", "advice"),
    ]


def test_the_entries_of_a_page_are_those_of_the_same_facts_in_a_data_file():
    in_file, _ = facts_in(ROOT / "tests" / "sites" / "engineer")
    in_page, _ = facts_in(ROOT / "tests" / "sites" / "engineer_directives")
    section = "experience"
    typed = [entry for entry in in_page.typed if entry.section == section]
    assert [(post.organization, post.when) for post in typed] == [
        (post.organization, post.when) for post in in_file.record[section]
    ]
    assert [len(post.projects or ()) for post in typed] == [
        len(post.projects or ()) for post in in_file.record[section]
    ]


# Names


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("Univ. of Bergen", "University of Bergen", True),
        ("Massachusetts Inst. of Tech.", "massachusetts institute of technology", True),
        ("The Open University", "Open University", True),
        ("Archives & Speech", "Archives and Speech", True),
        ("Tessera, Inc.", "Tessera", True),
        ("Queen’s College", "Queens College", True),
        ("Bell Labs", "Bell Laboratories", True),
        ("University of Bergen", "Bergen University", False),
        ("Lake University", "Lake University Press", False),
        ("東京大学", "京都大学", False),
        ("Σχολή Άργους", "ΣΧΟΛΗ ΑΡΓΟΥΣ", True),
    ],
)
def test_spellings_of_one_organization_are_alike(one, other, are_same):
    assert (key_of(one) == key_of(other)) == are_same


def test_an_organization_of_nothing_but_common_words_is_still_one():
    assert key_of("The Co") == "the co"
    assert key_of("!!!") == ""


# Whatever is typed


WORDS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [
        "2020",
        "2019/..",
        "2020 expected",
        "Your Name",
        "http://[",
        "https://a.b",
        "[a](b)",
        "x@y.org",
        "`" * 3,
        "TODO",
    ]
)


def tree(value):
    place = Position("cv.yaml", 1, 1)
    if isinstance(value, dict):
        made = Mapping({Text(key, place): tree(part) for key, part in value.items()})
        made.position = place
        return made
    if isinstance(value, list):
        listed = Sequence(map(tree, value))
        listed.position = place
        return listed
    return Text(value, place)


VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)
)


@st.composite
def records(draw):
    sections = {}
    for name in draw(st.lists(st.sampled_from(sorted(SECTIONS)), unique=True, min_size=1, max_size=4)):
        fields = sorted(SECTIONS[name].entry.model_fields)
        entry = st.dictionaries(st.sampled_from(fields), VALUES, max_size=6)
        sections[name] = draw(entry if SECTIONS[name].is_single else st.lists(entry, max_size=3))
    return sections


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(records(), st.text(max_size=80))
def test_no_check_fails_on_any_record_or_page(data, page):
    record, _ = read_record(tree(data))
    facts = Facts(record=record, pages={"index.md": page}, today=(2026, 11, 21))
    for finding in check_facts(facts):
        assert finding.message
        assert "\n" not in finding.message


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            [
                ":::{awards} A",
                ":::{experience}",
                "::::{position} B",
                ":::",
                "::::",
                ":start: 2020",
                "- title: x",
                "- [",
                "words",
                "```{talk} T",
                "```",
                "",
            ]
        ),
        max_size=14,
    )
)
def test_no_page_with_directives_open_or_closed_makes_a_check_fail(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("page")
    said_of(folder, {"index.md": "\n".join(lines)})


def test_a_post_until_now_overlaps_with_another():
    posts = [
        Experience(organization=Text("A"), date=["2015/present"]),
        Experience(organization=Text("B"), date=["2018/present"]),
    ]
    facts = Facts(record=read_record(Mapping())[0], typed=posts, today=(2026, 11, 21))
    assert [finding.code for finding in check_facts(facts)] == ["overlap"]
    assert posts[0].when == (Range(Date(2015), None, ongoing=True),)


def test_entries_of_other_sections_are_no_posts():
    entries = [Awards(title=Text("A"), date=["2015/2020"]), Profile(name=Text("B"))]
    facts = Facts(record=read_record(Mapping())[0], typed=entries, today=(2026, 11, 21))
    assert list(check_facts(facts)) == []
