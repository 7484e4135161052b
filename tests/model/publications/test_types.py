"""The table of types: every type that BibTeX and biblatex have is in it."""

from __future__ import annotations

import pytest

from sphinx_homepage.model.publications.types import ORDER, OTHER, TYPES, WORDS, canonical, type_of, words_of

BIBLATEX = (
    *("article", "book", "mvbook", "inbook", "bookinbook", "suppbook", "booklet"),
    *("collection", "mvcollection", "incollection", "suppcollection", "dataset"),
    *("manual", "misc", "online", "patent", "periodical", "suppperiodical"),
    *("proceedings", "mvproceedings", "inproceedings", "reference"),
    *("mvreference", "inreference", "report", "set", "software", "thesis"),
    *("unpublished", "conference", "electronic", "mastersthesis", "phdthesis"),
    *("techreport", "www"),
)


def test_no_name_stands_for_two_types() -> None:
    names = [name for row in TYPES.values() for name in (row.name, *row.aliases)]
    assert sorted(names) == sorted(set(names))


def test_every_type_of_biblatex_is_known() -> None:
    assert [name for name in BIBLATEX if canonical(name) not in TYPES] == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("article", "article"),
        ("Conference", "inproceedings"),
        ("phdthesis", "thesis"),
        ("PhD Thesis", "thesis"),
        ("techreport", "report"),
        ("inbook", "incollection"),
        ("www", "online"),
        ("proceedings", "collection"),
        ("Journal Articles", "article"),
        ("sculpture", "sculpture"),
        ("", ""),
    ],
)
def test_a_type_has_one_name_and_an_unknown_one_stays_as_typed(typed: str, name: str) -> None:
    assert canonical(typed) == name


def test_an_unknown_type_is_among_the_others_which_come_last() -> None:
    assert type_of("sculpture") is OTHER
    assert (OTHER.title, ORDER[OTHER.name]) == ("Other", len(TYPES) - 1)


def test_every_finer_type_has_words_that_say_no_more_than_one_thing() -> None:
    assert [name for name, words in WORDS.items() if not words.strip() or words != words.strip()] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("phdthesis", "PhD thesis"),
        ("patentus", "US patent"),
        ("thesis", "Thesis"),
        ("dataset", "Dataset"),
        ("unpublished", "Manuscript"),
        ("article", ""),  # Its journal says so.
        ("sculpture", ""),
    ],
)
def test_a_work_is_called_what_it_is_where_nothing_else_tells(name: str, words: str) -> None:
    assert words_of(name) == words
