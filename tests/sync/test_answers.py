"""Answers in which anything stands anywhere: nothing is raised, and what is written can be read."""

from __future__ import annotations

import copy
import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_homepage.commands.sync import _SERVICES as COMMAND
from sphinx_homepage.model.publications.names import Name
from sphinx_homepage.model.synced import SERVICES, Synced
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.bibliography import load_bibliography
from sphinx_homepage.sources.synced import load_synced
from sphinx_homepage.sync.changes import changes, joined, summary
from sphinx_homepage.sync.files import to_bib, to_yaml
from sphinx_homepage.sync.services import ASKED, Answers
from sphinx_homepage.sync.similarity import same_people, same_title
from sphinx_homepage.sync.wanted import Paper, Wanted

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
EXTERNAL = {
    "external-id": [
        {
            "external-id-type": "doi",
            "external-id-value": "10.5555/TIDES",
            "external-id-normalized": {"value": "10.5555/tides"},
            "external-id-relationship": "self",
        }
    ]
}
WORK = {
    "put-code": 3,
    "title": {"title": {"value": "Tides"}, "subtitle": {"value": "A study"}},
    "external-ids": EXTERNAL,
    "url": {"value": "https://example.org/tides"},
    "type": "journal-article",
    "publication-date": {"year": {"value": "2026"}},
    "journal-title": {"value": "Journal of Invented Ports"},
    "display-index": "1",
}
CONTRIBUTORS = {"contributor": [{"credit-name": {"value": "Adaeze Okafor"}}]}
DOCUMENTED = {
    "crossref": {
        "message": {
            "items": [
                {
                    "DOI": "10.5555/piers",
                    "type": "journal-article",
                    "title": ["Piers"],
                    "subtitle": [],
                    "author": [{"given": "Adaeze", "family": "Okafor"}],
                    "issued": {"date-parts": [[2022]]},
                }
            ]
        }
    },
    "github": {"stargazers_count": 45},
    "openalex": {"results": [{"doi": "https://doi.org/10.5555/quays", "cited_by_count": 3}]},
    "orcid": {
        "group": [{"external-ids": EXTERNAL, "work-summary": [WORK]}],
        "bulk": [{"work": {"put-code": 3, "contributors": CONTRIBUTORS}}],
    },
}
PAPERS = [
    Paper("okafor2022", "Piers", "article", 2022, (Name("Okafor", "Adaeze"),), None, is_published=True),
    Paper("okafor2023", "Quays", "article", 2023, (Name("Okafor"),), "10.5555/quays", is_published=True),
]


def places(tree, path=()):
    """Yield the path of everything in *tree*."""
    yield path
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def replaced(tree, path, value):
    """Return *tree* with *value* at *path*."""
    if not path:
        return value
    tree = copy.deepcopy(tree)
    inner = tree
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return tree


def asked(service, answer):
    wanted = Wanted(Path(), None, PAPERS, ["adaeze/tides"], "0000-0002-1825-0097")
    client = SimpleNamespace(say=lambda words: None, secret="", get=lambda path, **parameters: answer)
    answers = Answers()
    ASKED[service].ask(wanted, client, answers)
    return answers


def test_the_tables_name_the_same_services():
    assert {*SERVICES} == {*ASKED} == {*COMMAND} == {*DOCUMENTED}


@pytest.mark.parametrize("service", [*DOCUMENTED])
def test_a_documented_answer_gives_a_value(service):
    answers = asked(service, DOCUMENTED[service])
    assert answers.failures == []
    assert len(answers.values) == 1


@pytest.mark.parametrize("service", [*DOCUMENTED])
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_an_answer_what_is_written_can_be_read(tmp_path, service, data):
    answer = DOCUMENTED[service]
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from([*places(answer)]))
        answer = replaced(answer, path, data.draw(JSON))
    answers = asked(service, answer)
    today = datetime.date(2026, 11, 21)
    synced = joined(Synced(), service, answers, today)
    (tmp_path / "synced.yaml").write_bytes(to_yaml(synced).encode())
    if synced.dates:
        read, problems = load_synced(Text("synced.yaml"), tmp_path)
        assert problems == []
        assert read == synced
    assert summary(service, synced, [*changes(Synced(), synced, service, answers)])
    if service == "orcid":
        (tmp_path / "suggested.bib").write_bytes(to_bib(answers.values).encode())
        publications, _ = load_bibliography([Text("suggested.bib")], tmp_path)
        assert len(publications) == len(answers.values)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Night shifts and memory in nurses", "Night Shifts and Memory in Nurses.", True),
        ("Über die Brücken von Lviv", "Uber die Brucken von Lviv", True),
        ("睡眠と記憶", "睡眠と記憶", True),
        ("Night shifts and memory in nurses", "Night shift and memory in nurses", True),
        ("Night shifts and memory in nurses", "Night shifts and memory in bakers", False),
        ("Tides, part 1: the northern harbours", "Tides, part 2: the northern harbours", False),
        ("Tides of the northern harbours I", "Tides of the northern harbours II", False),
        ("Tides", "Tide", False),
        ("", "", False),
        ("!!!", "???", False),
    ],
)
def test_titles_are_compared_strictly(one, other, is_same):
    assert same_title(one, other) is same_title(other, one) is is_same


@pytest.mark.parametrize(
    ("ours", "theirs", "is_same"),
    [
        ([("Okafor", "Adaeze")], [("Okafor", "A.")], True),
        ([("Nguyễn", "Thị Minh Châu")], [("Nguyen", "Thi Minh Chau")], True),
        ([("Okafor", "Adaeze")], [("Okafor", "Benedict")], False),
        ([("Okafor", "Adaeze"), ("Niemi", "Aino")], [("Niemi", "Aino")], False),
        ([("Okafor", "Adaeze"), ("Niemi", "A"), ("Li", "B")], [("Okafor", "Adaeze")], False),
        ([], [("Okafor", "Adaeze")], False),
        ([("Okafor", "Adaeze")], [], False),
    ],
)
def test_people_are_the_same_if_the_first_and_half_of_all_are(ours, theirs, is_same):
    assert same_people([Name(*name) for name in ours], [Name(*name) for name in theirs]) is is_same
