"""Values that our reader would warn of, from any source: nothing is lost, and nothing is left to warn of."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_homepage.importing import read
from sphinx_homepage.importing.found import Found
from sphinx_homepage.importing.settling import settle
from sphinx_homepage.importing.writing import data_file
from sphinx_homepage.model.dates import Written
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.record import load_record

HOSTILE = [
    *(
        "javascript:alert(1)",
        "../../etc/passwd",
        "<script>",
        "a\x07b",
        "\ud800",
        "2019.09",
        "13/2020",
        "~",
        "null",
    ),
    *(
        "{role}`x`",
        "[a](b.md)",
        "$x$",
        "::: note",
        "-->",
        "name@",
        "https://",
        "http://[",
        "x" * 3000,
        "\u202e",
    ),
    *(
        "Jan 2020 - Present",
        "2020/2010",
        "soon",
        "0",
        "true",
        "- a\n- b",
        "# h\n\n## g",
        "a\r\nb",
        "\t",
        "…",
        "%",
    ),
]
VALUES = st.recursive(
    st.sampled_from(HOSTILE) | st.text(max_size=20) | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
FIELDS = [
    *(
        "name",
        "position",
        "url",
        "startDate",
        "endDate",
        "summary",
        "highlights",
        "organization",
        "institution",
    ),
    *(
        "image",
        "date",
        "location",
        "x-note",
        "projects",
        "positions",
        "links",
        "id",
        "private",
        "only",
        "details",
    ),
    *("keywords", "thesis", "terms", "title", "author", "publisher", "email", "phone", "language", "score"),
]
ENTRIES = st.lists(
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5) | st.sampled_from(HOSTILE), max_size=3
)
RESUMES = st.fixed_dictionaries(
    {
        "basics": st.dictionaries(
            st.sampled_from([*FIELDS, "profiles", "label", "github", "orcid"]), VALUES, max_size=6
        )
    },
    optional=dict.fromkeys(
        ("work", "volunteer", "education", "awards", "publications", "skills", "talks", "teaching", "news"),
        ENTRIES,
    ),
)


@settings(max_examples=60)
@given(RESUMES)
def test_our_reader_takes_whatever_was_in_a_json_resume(resume):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "resume.json")
        source.write_text(json.dumps(resume), "utf-8")
        from sphinx_homepage.importing.found import Source
        from sphinx_homepage.importing.records import json_resume

        found = read(source, Source("JSON Resume", "", json_resume.is_one, json_resume.read))
        if not found.data:
            return
        Path(folder, "cv.yaml").write_text(data_file(found.data, found.comments), "utf-8")
        _, problems = load_record([Text("cv.yaml")], Path(folder))
        assert [problem.message for problem in problems] == []


def settled(data):
    found = Found(data=data)
    settle(found, Path("source.json"))
    return found


def test_what_a_date_can_only_mean_is_written_so():
    found = settled({"experience": [{"organization": "Lab", "start": "Sep 2015", "end": "Jul 1, 2020"}]})
    assert found.data == {"experience": [{"organization": "Lab", "start": "2015-09", "end": "2020-07-01"}]}
    assert [note.message for note in found.notes] == [
        'dates are written as this program writes them: "Sep 2015" as 2015-09, for example'
    ]


def test_a_date_in_words_is_sorted_by_its_year():
    found = settled({"awards": [{"title": "Prize", "date": "the winter of 2018"}]})
    assert found.data == {"awards": [{"title": "Prize", "date": "the winter of 2018", "sort_date": "2018"}]}


def test_what_cannot_be_read_stands_beside_its_place():
    data = {"contact": {"email": ["ada@example.org", "ada at home"], "website": "javascript:x"}}
    found = settled(data)
    assert found.data == {
        "contact": {"email": ["ada@example.org"], "x-email": ["ada at home"], "x-website": "javascript:x"}
    }
    assert [note.message.split(", for")[0] for note in found.notes] == [
        "contact.email[1] is kept as contact.x-email",
        "contact.website is kept as contact.x-website",
    ]


def test_entries_that_share_their_words_get_ids():
    found = settled({"skills": ["Rust", "Rust"], "awards": [{"title": "Prize", "date": "2018"}] * 2})
    assert found.data["skills"] == ["Rust", {"name": "Rust", "id": "rust-2"}]
    assert found.data["awards"][1]["id"] == "prize-2018-2"


def test_a_section_that_nobody_knows_is_kept():
    assert settled({"hobbyhorses": ["a"]}).data == {"x-hobbyhorses": ["a"]}


def test_an_entry_without_a_head_is_kept_whole_and_comments_move_along():
    found = Found(
        data={"awards": [{"date": "2018"}, {"title": "Prize"}]},
        comments={"awards[0]": "first", "awards[1]": "second"},
    )
    settle(found, Path("source.json"))
    assert found.data == {"awards": [{"title": "Prize"}], "x-awards": [{"date": "2018"}]}
    assert found.comments == {"awards": "first", "awards[0]": "second"}


def test_nothing_is_left_of_a_picture_without_its_file():
    found = settled({"profile": {"name": "Ada", "image": {"src": "gone.jpg", "alt": "Ada"}}})
    assert found.data == {"profile": {"name": "Ada", "x-image": {"src": "gone.jpg", "alt": "Ada"}}}


def test_what_has_the_shape_of_something_else_moves_whole_and_is_said_once(tmp_path):
    (tmp_path / "cv.json").write_text(
        json.dumps({"basics": {"name": "A B"}, "work": [{"name": "Yard", "position": {"de": {"x": "1"}}}]})
    )
    found = read(tmp_path / "cv.json")
    assert found.data["experience"] == [{"organization": "Yard", "x-position": {"de": {"x": "1"}}}]
    assert [note.message for note in found.notes] == [
        "experience[0].position is kept as experience[0].x-position, for our reader says of it: "
        "this is a mapping where a text belongs; quote the text"
    ]


def test_two_entries_with_one_id_keep_both_and_the_second_gets_another(tmp_path):
    (tmp_path / "cv.yaml").write_text(
        "basics: {name: A B}\npublications:\n  - {name: X, id: a}\n  - {name: Y, id: a}\n"
    )
    found = read(tmp_path / "cv.yaml")
    assert [entry["id"] for entry in found.data["publications"]] == ["a", "a-2"]
    assert [(note.file, note.line) for note in found.notes] == [("cv.yaml", 4)]


def test_an_address_without_its_beginning_gets_one_and_a_missing_file_does_not(tmp_path):
    (tmp_path / "cv.yaml").write_text(
        "basics: {name: A B}\nprojects:\n  - {name: X, url: x.example.org/a}\n  - {name: Y, url: y.pdf}\n"
    )
    first, second = read(tmp_path / "cv.yaml").data["projects"]
    assert first == {"name": "X", "url": "https://x.example.org/a"}
    assert second == {"name": "Y", "x-url": "y.pdf"}


def test_thousands_of_faults_with_comments_are_settled_in_time(tmp_path):
    entries = "".join(
        f"  # comment {number}\n  - summary: s{number}\n    startDate: 20x\n    url: no url\n"
        for number in range(2000)
    )
    (tmp_path / "cv.yaml").write_text(f"basics: {{name: A B}}\nwork:\n{entries}")
    start = time.process_time()
    found = read(tmp_path / "cv.yaml")
    assert time.process_time() - start < 10
    assert len(found.data["x-experience"]) == 2000
    assert found.comments["experience"].count("\n") == 1999


def test_what_has_ended_at_no_date_that_can_be_read_does_not_go_on(tmp_path):
    entry = {"organization": "Example Water", "start": "2018", "end": "last summer"}
    found = Found(data={"experience": [entry]})
    settle(found, tmp_path / "cv.json")
    (tmp_path / "cv.yaml").write_text(data_file(found.data), "utf-8")
    record, problems = load_record([Text("cv.yaml")], tmp_path)
    assert problems == []
    (read_again,) = record["experience"]
    assert (read_again.start, read_again.end, read_again.date) == (
        None,
        None,
        (Written("2018 – last summer"),),
    )
    assert [note.message for note in found.notes] == [
        'the dates of experience[0] are kept in words: "2018 – last summer"'
    ]


def test_a_start_and_an_end_that_say_no_year_wait_under_keys_of_their_own(tmp_path):
    entry = {"organization": "Example Water", "end": "last summer", "start": "in spring"}
    found = Found(data={"experience": [entry]})
    settle(found, tmp_path / "cv.json")
    assert found.data["experience"] == [
        {"organization": "Example Water", "x-start": "in spring", "x-end": "last summer"}
    ]
