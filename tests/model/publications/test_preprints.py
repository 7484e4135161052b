"""A preprint and its published version are one item, where an entry says so."""

from __future__ import annotations

import pytest

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.publications.links import Link
from sphinx_homepage.model.publications.preprints import join_preprints
from sphinx_homepage.model.publications.publication import Publication
from sphinx_homepage.model.text import Position, Text

HERE = Position("papers.bib", 7, 3)


def link(name, url):
    return Link(name, name.upper(), Text(url), "link")


def paper(key, *links, aliases=(), is_selected=False, **fields):
    texts = {name: Text(value, HERE) for name, value in fields.items()}
    return Publication(
        key=key,
        type="article",
        typed_type="article",
        fields=texts,
        links=links,
        aliases=aliases,
        is_selected=is_selected,
        position=HERE,
    )


ARXIV = link("arxiv", "https://arxiv.org/abs/2401.00001")
DOI = link("doi", "https://doi.org/10.5555/1")


@pytest.mark.parametrize(
    ("preprint", "version"),
    [
        ({"preprint_of": "roos2024"}, {}),
        ({"related": "roos2024", "relatedtype": "preprintof"}, {}),
        ({}, {"related": "roos2023", "relatedtype": "preprint"}),
        ({"preprint_of": "roos2024"}, {"related": "roos2023", "relatedtype": "preprint"}),
    ],
)
def test_a_pair_is_one_item_with_the_links_of_both(preprint, version):
    first = paper("roos2023", ARXIV, link("doi", "https://doi.org/10.5555/0"), is_selected=True, **preprint)
    second = paper("roos2024", DOI, link("pdf", "/x.pdf"), **version)
    joined, problems = join_preprints([first, second])
    assert problems == []
    [item] = joined
    assert (item.key, item.aliases, item.related) == ("roos2024", ("roos2023",), (first,))
    assert [part.name for part in item.links] == ["doi", "arxiv", "pdf"]
    assert item.is_selected
    assert second.links == (DOI, link("pdf", "/x.pdf"))


def test_other_relations_join_nothing():
    papers = [paper("a", related="b", relatedtype="translationof"), paper("b", related="a")]
    assert join_preprints(papers) == (papers, [])


def test_equal_titles_join_nothing():
    papers = [paper("a", DOI, title="Bridges"), paper("b", DOI, title="Bridges")]
    assert join_preprints(papers) == (papers, [])


def test_versions_in_a_row_are_one_item():
    papers = [paper("c", preprint_of="b"), paper("b", preprint_of="a"), paper("a", aliases=("z",))]
    joined, problems = join_preprints(papers)
    assert [(item.key, item.aliases) for item in joined] == [("a", ("z", "c", "b"))]
    assert problems == []


def test_a_version_may_be_named_by_another_of_its_keys():
    joined, problems = join_preprints([paper("b", preprint_of="z"), paper("a", aliases=("z",))])
    assert ([item.key for item in joined], problems) == (["a"], [])


def test_a_missing_version_is_told_and_the_preprint_stays():
    joined, problems = join_preprints([paper("a", preprint_of="roos2025"), paper("roos2024")])
    assert [item.key for item in joined] == ["a", "roos2024"]
    [problem] = problems
    assert (problem.code, problem.position) == (Code.BIB_RELATED, HERE)
    assert problem.message == '"a" names "roos2025", and no entry has that key; did you mean "roos2024"?'


@pytest.mark.parametrize(
    "papers",
    [
        [paper("a", preprint_of="a")],
        [paper("a", preprint_of="b"), paper("b", preprint_of="a")],
        [paper("a", preprint_of="b"), paper("b", preprint_of="c"), paper("c", preprint_of="b")],
    ],
)
def test_a_circle_is_told_and_all_in_it_stay(papers):
    joined, problems = join_preprints(papers)
    assert [item.key for item in joined] == [item.key for item in papers]
    assert {problem.code for problem in problems} == {Code.BIB_RELATED}
    assert len(problems) == len(papers)


def test_a_long_row_is_joined_in_time():
    papers = [paper(f"v{number}", preprint_of=f"v{number + 1}") for number in range(20_000)]
    joined, problems = join_preprints([*papers, paper("v20000")])
    assert ([item.key for item in joined], problems) == (["v20000"], [])
