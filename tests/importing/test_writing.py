"""Data as YAML: what our reader reads of it is what was written."""

from __future__ import annotations

import pytest
import yaml as pyyaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_homepage.importing.writing import data_file
from sphinx_homepage.sources.json_resume_extension import plain
from sphinx_homepage.sources.yaml import parse

TEXTS = st.text(
    st.characters(max_codepoint=0xEFFFF, exclude_categories=("Cs", "Cc")), min_size=1
) | st.sampled_from(
    [
        *(
            "NO",
            "yes",
            "null",
            "~",
            "12:30",
            "01234",
            "3.10",
            "+1555",
            "1e3",
            ".inf",
            "=",
            "<<",
            "2015-09-01",
        ),
        *(
            "- a",
            "-",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "? a",
            "%a",
            "@a",
            "`a`",
            "[a",
            "{a}",
            "a, b",
            "'",
            '"',
            "\\",
            "*",
        ),
        *(
            " a",
            "a ",
            "a\nb\n",
            "a\n\n  b\n",
            "a\n\n\n",
            " a\nb\n",
            "a\nb",
            "\n",
            "# a\n- b\n",
            "a: b\n---\n...\n",
        ),
        *(
            "---",
            "--- a",
            "...",
            "a\u2028b",
            "a\x85b",
            "\ufeffa",
            "a\tb",
            "\ta\nb\n",
            "x" * 5000,
            "|",
            ">",
            "!a",
            "&a",
        ),
    ]
)
KEYS = st.text(
    st.characters(max_codepoint=0xEFFFF, exclude_categories=("Cs", "Cc")), min_size=1, max_size=200
)
TREES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4) | st.dictionaries(KEYS, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_what_is_read_is_what_was_written(data):
    source = data_file(data)
    tree, problems = parse(source, "cv.yaml")
    assert problems == []
    assert plain(tree) == data


@settings(max_examples=80)
@given(st.dictionaries(KEYS, TEXTS, min_size=1, max_size=4))
def test_any_yaml_reader_reads_texts_where_texts_were_written(data):
    """But for numbers and dates that stand without quotes in our docs too: the year 2015 is one."""
    read = pyyaml.safe_load(data_file(data))
    for (key, value), (name, text) in zip(read.items(), data.items(), strict=True):
        assert key == name
        assert value == text or (value is not None and not isinstance(value, (bool, float, str)))


def test_it_looks_as_a_person_would_write_it():
    data = {
        "profile": {"name": "Ada Example", "summary": "One.\n\nTwo: more.\n"},
        "experience": [
            {"organization": "Lab: north", "start": "2015-09", "highlights": ["a", "- b"], "url": None},
            {"organization": "NO"},
        ],
        "skills": ["C#", "R #1"],
        "x-empty": [],
    }
    comments = {"experience": "Newest first.", "experience[1]": "Short.\nVery.", "": "The end."}
    assert data_file(data, comments) == (
        "# yaml-language-server: $schema=cv.schema.json\n"
        "\nprofile:\n  name: Ada Example\n  summary: |\n    One.\n\n    Two: more.\n"
        "\n# Newest first.\nexperience:\n"
        '  - organization: "Lab: north"\n    start: 2015-09\n    highlights:\n      - a\n      - "- b"\n'
        '  # Short.\n  # Very.\n  - organization: "NO"\n'
        '\nskills:\n  - C#\n  - "R #1"\n'
        "\nx-empty: []\n"
        "\n# The end.\n"
    )


@pytest.mark.parametrize("text", ["two\nlines", "# a\nb: c", "x\n\n- y"])
def test_no_comment_ends_before_its_last_line(text):
    tree, problems = parse(data_file({"skills": ["a"]}, {"skills": text}), "cv.yaml")
    assert (plain(tree), problems) == ({"skills": ["a"]}, [])
