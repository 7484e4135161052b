"""``sphinx-homepage sync``: what it asks, what it writes, what it keeps and what it says."""

from __future__ import annotations

import stat
import subprocess
import sys

import pytest

from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.bibliography import load_bibliography
from sphinx_homepage.sources.synced import load_synced

CONF = """\
extensions = ["sphinx_homepage"]
homepage_data = "cv.yaml"
homepage_bibliography = "papers.bib"
"""
DATA = """\
profile: {name: Adaeze Okafor}
contact: {orcid: 0000-0002-1825-0097}
projects:
- {name: Tides, repository: https://github.com/Adaeze/Tides.git}
- {name: Buoys, repository: https://github.com/adaeze/buoys}
- {name: Elsewhere, repository: https://code.example.org/adaeze/x}
- {name: Secret, repository: https://github.com/adaeze/secret, private: [repository]}
"""
BIB = """\
@article{okafor2024, title = {Harbours of the north}, author = {Okafor, Adaeze and Niemi, Aino}, year = 2024,
  doi = {https://doi.org/10.5555/HARBOUR}}
@article{okafor2023, title = {Quays}, author = {Okafor, Adaeze}, year = 2023, doi = {10.5555/quays}}
@article{okafor2022, title = {On the settling of wooden piers}, author = {Okafor, Adaeze and Niemi, Aino},
  year = 2022}
@article{okafor2025, title = {What nobody shall know yet}, author = {Okafor, Adaeze}, year = 2025,
  pubstate = {submitted}}
"""
FILES = {"conf.py": CONF, "cv.yaml": DATA, "papers.bib": BIB}


def works(**counts):
    """Return OpenAlex's answer: https://developers.openalex.org/api-reference/works/list-works."""
    results = [
        {"doi": f"https://doi.org/10.5555/{name}", "cited_by_count": count} for name, count in counts.items()
    ]
    return {"meta": {"count": len(results), "page": 1, "per_page": 100}, "results": results, "group_by": []}


def repository(stars):
    return {"id": 1, "full_name": "Adaeze/Tides", "private": False, "stargazers_count": stars}


def crossref(*items):
    """Return Crossref's answer to a search."""
    message = {"items": [*items], "total-results": len(items), "items-per-page": 5}
    return {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}


PIERS = {
    "DOI": "10.5555/PIERS",
    "type": "journal-article",
    "title": ["On the Settling of Wooden Piers"],
    "author": [
        {"given": "Adaeze", "family": "Okafor", "sequence": "first", "affiliation": []},
        {"given": "A.", "family": "Niemi", "sequence": "additional", "affiliation": []},
    ],
    "issued": {"date-parts": [[2022, 3]]},
}


class TestOpenAlex:
    def test_writes_the_counts_in_one_order_with_their_day(self, command, replay, tmp_path):
        replay.answer("/works", works(quays=3, harbour=12))
        done = command("openalex", files=FILES)
        assert done.status == 0
        assert (tmp_path / "synced.yaml").read_text() == (
            '# Written by "sphinx-homepage sync", which writes it anew each time. Builds read it.\n'
            "openalex:\n"
            "  date: 2026-11-21\n"
            "  citations:\n"
            '    "10.5555/harbour": 12\n'
            '    "10.5555/quays": 3\n'
        )
        assert done.out == (
            "  + 10.5555/harbour: 12\n  + 10.5555/quays: 3\nOpenAlex: 2 papers, 2 new\nWrote synced.yaml\n"
        )
        assert done.err == "openalex: asking for 2 DOIs (1 of 1)\n"

    def test_asks_for_all_dois_in_one_request_and_sends_nothing_else(self, command, replay):
        replay.answer("/works", works())
        command("openalex", files=FILES)
        (request,) = replay.requests
        assert request.parameters == {
            "filter": "doi:10.5555/harbour|10.5555/quays",
            "select": "doi,cited_by_count",
            "per_page": "100",
        }
        assert "@" not in request.headers["user-agent"]

    def test_asks_for_many_dois_in_several_requests(self, command, replay):
        bib = "".join(f"@article{{k{n}, title={{T}}, doi={{10.5555/{n:03}}}}}\n" for n in range(120))
        replay.answer("/works", works())
        command("openalex", files={**FILES, "papers.bib": bib})
        assert [request.parameters["filter"].count("|") + 1 for request in replay.requests] == [50, 50, 20]

    def test_asks_alone_for_a_doi_with_a_sign_that_filters_have(self, command, replay, tmp_path):
        bib = "@article{k, title={T}, doi={10.5555/a,b|c}}\n"
        replay.answer(
            "/works/doi:10.5555/a%2Cb%7Cc", {"doi": "https://doi.org/10.5555/a,b|c", "cited_by_count": 7}
        )
        assert command("openalex", files={**FILES, "papers.bib": bib}).status == 0
        assert '"10.5555/a,b|c": 7' in (tmp_path / "synced.yaml").read_text()

    def test_a_doi_that_is_asked_for_alone_and_not_known_is_no_failure(self, command, replay):
        bib = "@article{k, title={T}, doi={10.5555/a,b}}\n"
        assert command("openalex", files={**FILES, "papers.bib": bib}).status == 0
        assert [request.path for request in replay.requests] == ["/works/doi:10.5555/a%2Cb"]

    def test_an_address_where_there_is_no_service_is_a_failure(self, command):
        done = command("openalex", files=FILES)
        assert done.status == 1
        assert done.err.endswith("openalex: 2 DOIs: it answers 404 Not Found\n")

    def test_a_second_run_says_what_has_changed_and_changes_no_other_line(self, command, replay, tmp_path):
        replay.answer("/works", works(quays=3, harbour=12))
        command("openalex", files=FILES)
        before = (tmp_path / "synced.yaml").read_text().splitlines()
        replay.answer("/works", works(harbour=15, quays=3))
        done = command("openalex")
        assert done.out.splitlines()[:2] == [
            "  ~ 10.5555/harbour: 12 -> 15",
            "OpenAlex: 2 papers, 1 changed",
        ]
        after = (tmp_path / "synced.yaml").read_text().splitlines()
        assert [line for line in after if line not in before] == ['    "10.5555/harbour": 15']

    def test_the_same_answer_on_another_day_changes_one_line(self, command, replay, clock, tmp_path):
        replay.answer("/works", works(quays=3, harbour=12))
        command("openalex", files=FILES)
        before = (tmp_path / "synced.yaml").read_text().splitlines()
        clock.passed += 3 * 86400
        done = command("openalex")
        assert done.out == "OpenAlex: 2 papers, no change\nWrote synced.yaml\n"
        after = (tmp_path / "synced.yaml").read_text().splitlines()
        assert [line for line in after if line not in before] == ["  date: 2026-11-24"]

    def test_the_same_answer_on_the_same_day_writes_nothing(self, command, replay, tmp_path):
        replay.answer("/works", works(quays=3))
        command("openalex", files=FILES)
        before = (tmp_path / "synced.yaml").stat().st_mtime_ns
        assert "Wrote" not in command("openalex").out
        assert (tmp_path / "synced.yaml").stat().st_mtime_ns == before

    def test_a_value_that_is_not_answered_stays_with_its_day(self, command, replay, clock, tmp_path):
        replay.answer("/works", works(quays=3, harbour=12))
        command("openalex", files=FILES)
        clock.passed += 86400
        answer = works(harbour=13)
        answer["results"].append({"doi": "https://doi.org/10.5555/quays", "cited_by_count": "many"})
        replay.answer("/works", answer)
        done = command("openalex")
        assert done.status == 1
        assert "openalex: 10.5555/quays: the answer has no number of citations\n" in done.err
        assert "  = 10.5555/quays: 3, as of 2026-11-21 (not answered)\n" in done.out
        text = (tmp_path / "synced.yaml").read_text()
        assert '    "10.5555/quays": {count: 3, date: 2026-11-21}\n' in text
        synced, problems = load_synced(Text("synced.yaml"), tmp_path)
        assert problems == []
        assert [str(known.date) for known in synced.of("openalex").values()] == ["2026-11-22", "2026-11-21"]

    def test_a_doi_that_the_service_does_not_know_any_more_stays_too_and_is_no_failure(
        self, command, replay, clock, tmp_path
    ):
        replay.answer("/works", works(quays=3, harbour=12))
        command("openalex", files=FILES)
        clock.passed += 86400
        replay.answer("/works", works(harbour=12))
        done = command("openalex")
        assert done.status == 0
        assert "  = 10.5555/quays: 3, as of 2026-11-21 (no more known there)\n" in done.out

    @pytest.mark.parametrize(
        "body", [b"<html>", b"[]", b"null", b'{"results": 3}', b'{"results": {"a": 1}}', b"7"]
    )
    def test_an_answer_that_is_none_leaves_the_file_as_it_is(self, command, replay, clock, tmp_path, body):
        replay.answer("/works", works(quays=3, harbour=12))
        command("openalex", files=FILES)
        before = (tmp_path / "synced.yaml").read_text()
        clock.passed += 86400
        replay.answer("/works", replay.Reply(body))
        assert command("openalex").status == 1
        assert (tmp_path / "synced.yaml").read_text() == before

    @pytest.mark.parametrize(
        "result",
        [
            None, 3, [], {}, {"doi": 3, "cited_by_count": 3}, {"doi": ["10.5555/quays"]},
            {"doi": "https://doi.org/10.5555/quays", "cited_by_count": True},
            {"doi": "https://doi.org/10.5555/quays", "cited_by_count": -3},
            {"doi": "https://doi.org/10.5555/quays", "cited_by_count": 10**12},
            {"doi": "https://doi.org/10.5555/quays", "cited_by_count": 1.5},
            {"doi": "https://doi.org/10.5555/others", "cited_by_count": 5},
        ],
    )  # fmt: skip
    def test_a_result_of_another_form_writes_no_value(self, command, replay, tmp_path, result):
        replay.answer("/works", {"results": [result]})
        command("openalex", files=FILES)
        synced, problems = load_synced(Text("synced.yaml"), tmp_path)
        assert problems == []
        assert synced.of("openalex") == {}

    def test_a_paper_that_is_taken_out_takes_its_count_along(self, command, replay, tmp_path):
        replay.answer("/works", works(quays=3, harbour=12))
        command("openalex", files=FILES)
        done = command("openalex", files={"papers.bib": BIB.replace("doi = {10.5555/quays}", "")})
        assert "  - 10.5555/quays: was 3\n" in done.out
        assert "quays" not in (tmp_path / "synced.yaml").read_text()

    def test_the_key_goes_to_the_service_and_nowhere_else(self, command, replay, tmp_path, monkeypatch):
        monkeypatch.setenv("OPENALEX_API_KEY", "s3cret")
        replay.answer("/works", replay.Reply({"error": "s3cret"}, 429), replay.Reply({}, 500), works(quays=3))
        done = command("openalex", files=FILES)
        assert done.status == 0
        assert {request.parameters["api_key"] for request in replay.requests} == {"s3cret"}
        assert "s3cret" not in done.out + done.err + (tmp_path / "synced.yaml").read_text()

    def test_an_address_is_told_only_to_those_who_ask_for_it_and_only_if_it_is_given(self, command, replay):
        replay.answer("/works", crossref(), works())
        replay.answer("/repos/adaeze/tides", repository(1))
        replay.answer("/repos/adaeze/buoys", repository(1))
        command("crossref", "--mailto", "adaeze@example.org", files=FILES)
        command("openalex", "--mailto", "adaeze@example.org")
        command("github", "--mailto", "adaeze@example.org")
        agents = [request.headers["user-agent"] for request in replay.requests]
        assert [("mailto:adaeze@example.org" in agent) for agent in agents] == [True, False, False, False]

    def test_a_limit_without_a_key_is_said_with_the_name_of_the_key(self, command, replay, monkeypatch):
        replay.answer("/works", replay.Reply({}, 429, {"Retry-After": "40000"}))
        hint = "openalex: a key in the environment variable OPENALEX_API_KEY allows more questions\n"
        assert hint in command("openalex", files=FILES).err
        monkeypatch.setenv("OPENALEX_API_KEY", "s3cret")
        assert hint not in command("openalex").err

    def test_a_file_that_is_broken_takes_no_value_away(self, command, replay, tmp_path):
        replay.answer("/works", works(quays=3, harbour=12))
        command("openalex", files=FILES)
        broken = BIB.replace("title = {Quays}", "title = {Quays")
        replay.answer("/works", works(harbour=13))
        command("openalex", files={"papers.bib": broken})
        known = load_synced(Text("synced.yaml"), tmp_path)[0].of("openalex")
        assert {doi: item.value for doi, item in known.items()} == {"10.5555/harbour": 13, "10.5555/quays": 3}


class TestGitHub:
    def test_writes_the_stars_of_public_repositories(self, command, replay, tmp_path):
        replay.answer("/repos/adaeze/tides", repository(45))
        replay.answer("/repos/adaeze/buoys", repository(0))
        done = command("github", files=FILES)
        assert done.status == 0
        assert (
            "  stars:\n"
            '    "adaeze/buoys": 0\n'
            '    "adaeze/tides": 45\n' in (tmp_path / "synced.yaml").read_text()
        )
        assert [request.path for request in replay.requests] == ["/repos/adaeze/buoys", "/repos/adaeze/tides"]
        headers = replay.requests[0].headers
        assert headers["accept"] == "application/vnd.github+json"
        assert headers["x-github-api-version"] == "2022-11-28"
        assert "authorization" not in headers

    def test_finds_the_repositories_that_pages_name_but_not_those_of_drafts(self, command, replay):
        page = ":::{projects} Tides\n:repository: https://github.com/adaeze/tides\n:::\n"
        files = {
            "conf.py": 'exclude_patterns = ["parts", "_build"]\n',
            "index.md": f"# P\n\n{page}",
            "list.rst": "P\n=\n\n.. projects::\n\n   - name: X\n     repository: 'https://github.com/adaeze/list'\n",
            "draft.md": f"---\ndraft: true\n---\n{page.replace('tides', 'draft')}",
            "parts/part.md": page.replace("tides", "part"),
            "_build/old.md": page.replace("tides", "old"),
            "_deep/er.md": page.replace("tides", "deeper"),
        }
        command("github", files=files)
        asked = [request.path.removeprefix("/repos/adaeze/") for request in replay.requests]
        assert asked == ["deeper", "list", "tides"]

    def test_finds_the_papers_that_pages_name(self, command, replay):
        papers = """# Papers

:::{publications}
- {title: Weirs, author: "Adaeze Okafor", journal: J, year: 2020, type: article, doi: 10.5555/weirs}
- {title: Locks, year: 2020, doi: 10.5555/locks, private: [doi]}
:::
"""
        more = "More\n====\n\n.. publications:: Sluices\n   :doi: 10.5555/sluices\n   :year: 2021\n"
        replay.answer("/works", works())
        command("openalex", files={"conf.py": "", "papers.md": papers, "more.rst": more})
        assert replay.requests[0].parameters["filter"] == "doi:10.5555/sluices|10.5555/weirs"

    def test_a_token_is_sent_as_such(self, command, replay, monkeypatch):
        monkeypatch.setenv("GITHUB_TOKEN", "s3cret")
        done = command("github", files=FILES)
        assert {request.headers["authorization"] for request in replay.requests} == {"Bearer s3cret"}
        assert "s3cret" not in done.out + done.err

    def test_a_repository_that_is_gone_fails_and_the_others_are_written(self, command, replay, tmp_path):
        replay.answer("/repos/adaeze/tides", repository(45))
        done = command("github", files=FILES)
        assert done.status == 1
        assert "github: adaeze/buoys: it answers 404 Not Found\n" in done.err
        assert '"adaeze/tides": 45' in (tmp_path / "synced.yaml").read_text()

    def test_a_limit_that_is_used_up_ends_the_questions_and_keeps_the_rest(
        self, command, replay, clock, tmp_path
    ):
        replay.answer("/repos/adaeze/tides", repository(45))
        replay.answer("/repos/adaeze/buoys", repository(7))
        command("github", files=FILES)
        replay.requests.clear()
        headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1795222800"}
        replay.answer("/repos/adaeze/buoys", replay.Reply({"message": "limit"}, 403, headers))
        before = (tmp_path / "synced.yaml").read_text()
        done = command("github")
        assert done.status == 1
        assert len(replay.requests) == 1
        assert "try again later" in done.err
        assert (tmp_path / "synced.yaml").read_text() == before


class TestCrossref:
    def test_suggests_the_doi_of_the_same_work(self, command, replay, tmp_path):
        replay.answer("/works", crossref({"DOI": "10.5555/other", "title": ["Other"]}, PIERS))
        done = command("crossref", files=FILES)
        assert done.status == 0
        assert done.out.startswith(
            '  + okafor2022: 10.5555/piers "On the Settling of Wooden Piers"\n'
            "Crossref: 1 DOI suggested, 1 new\n"
        )
        assert (
            '"okafor2022": {doi: "10.5555/piers", title: "On the Settling of Wooden Piers"}'
            in (tmp_path / "synced.yaml").read_text()
        )
        assert (tmp_path / "papers.bib").read_text() == BIB

    def test_asks_only_for_what_is_published_and_has_no_doi(self, command, replay):
        replay.answer("/works", crossref())
        command("crossref", files=FILES)
        (request,) = replay.requests
        assert request.parameters["query.bibliographic"] == "On the settling of wooden piers Okafor 2022"

    @pytest.mark.parametrize(
        "change",
        [
            {"title": ["On the Settling of Wooden Peers and Lords"]},
            {"title": ["On the Settling of Wooden Piers II"]},
            {"title": ["On the settling of wooden piers 2"]},
            {"title": "On the settling of wooden piers"},
            {"title": None},
            {"author": [{"given": "Ada", "family": "Byron"}]},
            {"author": [{"given": "Aino", "family": "Niemi"}]},
            {"author": "Okafor"},
            {"issued": {"date-parts": [[2019]]}},
            {"issued": {"date-parts": [[None]]}},
            {"issued": {}},
            {"type": "posted-content"},
            {"DOI": "piers"},
            {"DOI": 10.5},
            {"DOI": "10.5555/harbour"},
        ],
    )
    def test_suggests_nothing_that_may_be_another_work(self, command, replay, tmp_path, change):
        replay.answer("/works", crossref({**PIERS, **change}))
        done = command("crossref", files=FILES)
        assert done.status == 0
        assert load_synced(Text("synced.yaml"), tmp_path)[0].of("crossref") == {}

    def test_suggests_nothing_where_two_works_are_the_same(self, command, replay, tmp_path):
        replay.answer("/works", crossref(PIERS, {**PIERS, "DOI": "10.5555/twin"}))
        command("crossref", files=FILES)
        assert load_synced(Text("synced.yaml"), tmp_path)[0].of("crossref") == {}

    def test_a_hyphen_an_accent_and_a_year_in_print_make_no_difference(self, command, replay, tmp_path):
        same = {
            **PIERS,
            "title": ["On the <i>settling</i> of wóoden piers"],
            "issued": {"date-parts": [[2023]]},
        }
        replay.answer("/works", crossref({**same, "title": ["On the settling of wóoden-piers"]}))
        command("crossref", files=FILES)
        assert [*load_synced(Text("synced.yaml"), tmp_path)[0].of("crossref")] == ["okafor2022"]

    def test_asks_once_a_second_and_faster_with_an_address(self, command, replay, clock):
        bib = BIB.replace("pubstate = {submitted}", "")
        replay.answer("/works", crossref())
        command("crossref", files={**FILES, "papers.bib": bib})
        assert clock.waits == [1.0]
        command("crossref", "--mailto", "adaeze@example.org")
        assert clock.waits == [1.0, 0.4]


def group(title, code, doi="", **more):
    """Return a work as ORCID groups it (works-3.0.xsd, as JSON)."""
    ids = [
        {
            "external-id-type": "doi",
            "external-id-value": doi.upper(),
            "external-id-normalized": {"value": doi, "transient": True},
            "external-id-url": {"value": f"https://doi.org/{doi}"},
            "external-id-relationship": "self",
        }
    ]
    summary = {
        "put-code": code,
        "title": {"title": {"value": title}, "subtitle": None, "translated-title": None},
        "external-ids": {"external-id": ids if doi else []},
        "url": None,
        "type": "journal-article",
        "publication-date": {"year": {"value": "2026"}, "month": None, "day": None},
        "journal-title": {"value": "Journal of Invented Ports & Quays"},
        "display-index": "0",
        **more,
    }
    return {"external-ids": summary["external-ids"], "work-summary": [summary]}


WORKS = "/v3.0/0000-0002-1825-0097/works"


class TestOrcid:
    def test_suggests_the_works_that_the_files_lack(self, command, replay, tmp_path):
        groups = [
            group("Harbours, as we call them", 1, "10.5555/harbour"),
            group("On the settling of wooden piers", 2),
            group("100% tidal: {ports} & $dreams_", 3, "10.5555/tidal"),
            group("A talk", 4, type="lecture-speech", url={"value": "https://example.org/talk"}),
        ]
        replay.answer(WORKS, {"last-modified-date": None, "group": groups, "path": WORKS})
        contributors = {"contributor": [{"credit-name": {"value": "Adaeze Okafor"}}, {"credit-name": None}]}
        replay.answer(f"{WORKS}/3,4", {"bulk": [{"work": {"put-code": 3, "contributors": contributors}}]})
        done = command("orcid", files=FILES)
        assert done.status == 0
        assert '  + 10.5555/tidal: 10.5555/tidal "100% tidal: {ports} & $dreams_"\n' in done.out
        assert 'orcid:4: "A talk"' in done.out
        publications, problems = load_bibliography([Text("suggested.bib")], tmp_path)
        assert [problem.code.slug for problem in problems] == []
        tidal, talk = publications
        assert (tidal.key, tidal.type, tidal.fields["doi"], tidal.year) == (
            "okafor2026tidal",
            "article",
            "10.5555/tidal",
            2026,
        )
        assert plain(tidal.title) == "100% tidal: {ports} & $dreams_"
        assert [name.full for name in tidal.authors.people] == ["Adaeze Okafor"]
        assert talk.type == "misc"
        assert load_synced(Text("synced.yaml"), tmp_path)[1] == []
        assert (tmp_path / "papers.bib").read_text() == BIB

    def test_asks_for_what_is_public_as_json(self, command, replay):
        replay.answer(WORKS, {"group": []})
        assert command("orcid", files=FILES).status == 0
        assert [(r.path, r.headers["accept"]) for r in replay.requests] == [(WORKS, "application/json")]

    def test_hostile_words_stay_words(self, command, replay, tmp_path):
        url = {"value": "javascript:1"}
        title = 'x}}\n@comment{\\input{/etc/passwd} "\u0000\u202e<script>\ud800 # - &a'
        replay.answer(WORKS, {"group": [group(title, 5, "10.5555/evil", type="x{", url=url)]})
        replay.answer(f"{WORKS}/5", {"bulk": [{"work": {"put-code": 5}}, {"error": {}}, None, 7]})
        assert command("orcid", files=FILES).status == 0
        publications, problems = load_bibliography([Text("suggested.bib")], tmp_path)
        assert len(publications) == 1
        assert problems == []
        assert "script" in publications[0].title
        assert "\u202e" not in publications[0].title
        synced, problems = load_synced(Text("synced.yaml"), tmp_path)
        assert problems == []
        assert len(synced.of("orcid")) == 1

    @pytest.mark.parametrize(
        "tree",
        [
            *([], 7, None, {}, {"group": None}, {"group": {"a": 1}}),
            *({"group": [None, 3, [], {}]}, {"group": [{"work-summary": 3}]}),
            {"group": [{"work-summary": [{"title": "x", "put-code": [1], "display-index": {}}]}]},
            {"group": [{"work-summary": [{"title": {"title": {"value": 3}}}]}]},
            {"group": [{"external-ids": {"external-id": [{"external-id-type": []}]}, "work-summary": [{}]}]},
        ],
    )
    def test_an_answer_of_another_form_suggests_nothing(self, command, replay, tmp_path, tree):
        replay.answer(WORKS, tree)
        done = command("orcid", files=FILES)
        assert len(replay.requests) == 1
        assert done.status == (0 if isinstance(tree, dict) and isinstance(tree.get("group"), list) else 1)
        assert load_synced(Text("synced.yaml"), tmp_path)[0].of("orcid") == {}

    def test_without_the_authors_the_works_are_suggested_all_the_same(self, command, replay, tmp_path):
        replay.answer(WORKS, {"group": [group("Tides", 3, "10.5555/tides")]})
        done = command("orcid", files=FILES)
        assert done.status == 1
        assert "authors of works: it answers 404 Not Found" in done.err
        assert "10.5555/tides" in (tmp_path / "suggested.bib").read_text()

    def test_a_person_without_an_orcid_is_told_where_to_put_it(self, command, replay):
        done = command("orcid", files={"conf.py": ""})
        assert done.status == 1
        assert done.err == "orcid: whose works? put your orcid into contact, or into homepage_me\n"
        assert replay.requests == []

    def test_an_orcid_that_is_private_is_told_nobody(self, command, replay):
        data = "contact: {orcid: 0000-0002-1825-0097, private: [orcid]}\n"
        command("orcid", files={**FILES, "cv.yaml": data})
        assert replay.requests == []

    def test_a_file_of_the_persons_own_is_not_overwritten(self, command, replay, tmp_path):
        done = command("orcid", files={**FILES, "suggested.bib": "@misc{mine}\n"})
        assert done.status == 2
        assert "is not of sync and stays as it is; move it out of the way" in done.err
        assert (tmp_path / "suggested.bib").read_text() == "@misc{mine}\n"
        assert replay.requests == []


class TestDismiss:
    def test_a_suggestion_goes_and_does_not_come_again(self, command, replay, clock, tmp_path):
        groups = [group("Tides", 3, "10.5555/tides"), group("A talk", 4), group("Weirs", 5, "10.5555/weirs")]
        replay.answer(WORKS, {"group": groups})
        replay.answer(f"{WORKS}/3,4,5", {"bulk": []})
        command("orcid", files=FILES)
        asked = len(replay.requests)
        done = command("--dismiss", "https://doi.org/10.5555/TIDES", "--dismiss", "orcid:4", base=None)
        assert done.status == 0
        assert done.out == (
            '  - 10.5555/tides: was 10.5555/tides "Tides"\n'
            '  - orcid:4: was "A talk"\n'
            "Wrote synced.yaml\nWrote suggested.bib\n"
        )
        assert len(replay.requests) == asked
        text = (tmp_path / "synced.yaml").read_text()
        assert text.endswith('dismissed:\n  - "10.5555/tides"\n  - "orcid:4"\n')
        assert "Tides" not in (tmp_path / "suggested.bib").read_text()
        clock.passed += 86400
        replay.answer(f"{WORKS}/5", {"bulk": []})
        assert command("orcid").status == 0
        synced, problems = load_synced(Text("synced.yaml"), tmp_path)
        assert problems == []
        assert [*synced.of("orcid")] == ["10.5555/weirs"]
        assert synced.dismissed == {"10.5555/tides", "orcid:4"}

    def test_a_doi_that_is_dismissed_makes_room_for_another(self, command, replay, tmp_path):
        replay.answer("/works", crossref(PIERS, {**PIERS, "DOI": "10.5555/twin"}))
        command("crossref", "--dismiss", "10.5555/piers", files=FILES)
        found = load_synced(Text("synced.yaml"), tmp_path)[0].of("crossref")
        assert found["okafor2022"].value["doi"] == "10.5555/twin"

    def test_what_is_written_into_the_file_by_hand_counts_at_once(self, command, replay, tmp_path):
        replay.answer("/works", crossref(PIERS))
        command("crossref", files=FILES)
        file = tmp_path / "synced.yaml"
        file.write_text(file.read_text() + "dismissed: 10.5555/PIERS\n")
        done = command("crossref")
        assert done.out.startswith("  - okafor2022: was 10.5555/piers")
        assert load_synced(Text("synced.yaml"), tmp_path)[0].of("crossref") == {}

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--dismiss", "piers"], '"piers" is no suggestion; --dismiss takes a DOI'),
            ([], "name a service: crossref, github, openalex, orcid"),
            (["openalx"], 'there is no service "openalx"; did you mean "openalex"?'),
        ],
    )
    def test_a_wrong_use_is_said(self, command, tmp_path, words, message):
        done = command(*words, files=FILES)
        assert done.status == 2
        assert message in done.err
        assert not (tmp_path / "synced.yaml").exists()

    def test_a_list_that_holds_something_else_is_a_problem_with_its_place(self, tmp_path):
        (tmp_path / "synced.yaml").write_text("dismissed:\n  - 10.5555/a\n  - piers\n  - {a: b}\n", "utf-8")
        synced, problems = load_synced(Text("synced.yaml"), tmp_path)
        assert synced.dismissed == {"10.5555/a"}
        assert [(problem.position.line, problem.code.slug) for problem in problems] == [
            (3, "synced"),
            (4, "synced"),
        ]


class TestCommand:
    def test_several_services_go_into_one_file_and_one_that_fails_does_not_stop_the_others(
        self, command, replay, tmp_path
    ):
        urls = f"homepage_sync_urls = {{'openalex': {replay.url + '/oa'!r}, 'github': {replay.url!r}}}\n"
        replay.answer("/oa/works", works(quays=3))
        done = command("github", "openalex", files={**FILES, "conf.py": CONF + urls}, base=None)
        assert done.status == 1
        assert [*load_synced(Text("synced.yaml"), tmp_path)[0].dates] == ["openalex"]
        replay.answer("/repos/adaeze/tides", repository(45))
        command("github", base=None)
        assert [*load_synced(Text("synced.yaml"), tmp_path)[0].dates] == ["github", "openalex"]

    def test_a_dry_run_says_all_and_writes_nothing(self, command, replay, tmp_path):
        replay.answer("/works", works(quays=3))
        done = command("openalex", "--dry-run", files=FILES)
        assert done.status == 0
        assert "  + 10.5555/quays: 3\n" in done.out
        assert "Not written: synced.yaml\n" in done.out
        assert not (tmp_path / "synced.yaml").exists()

    def test_writes_at_once_keeps_the_files_mode_and_leaves_nothing_beside_it(
        self, command, replay, tmp_path
    ):
        replay.answer("/works", works(quays=3))
        command("openalex", files=FILES)
        file = tmp_path / "synced.yaml"
        file.chmod(0o640)
        replay.answer("/works", works(quays=4))
        command("openalex")
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    def test_a_write_that_fails_leaves_the_file_as_it_was(self, tmp_path, monkeypatch):
        import os

        from sphinx_homepage.sync import files

        path = tmp_path / "synced.yaml"
        files.write(path, "before")

        def fail(_handle):
            raise OSError

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(OSError):  # noqa: PT011
            files.write(path, "after")
        assert path.read_text() == "before"
        assert [*tmp_path.iterdir()] == [path]

    @pytest.mark.parametrize(
        ("words", "files", "message"),
        [
            (["openalex"], {"synced.yaml": "mine: true\n"}, "is not of sync and stays as it is"),
            (["openalex"], {"conf.py": 'homepage_synced = ""\n'}, 'homepage_synced is "", so that builds'),
            (["openalex"], {"conf.py": 'homepage_synced = "../x.yaml"\n'}, "leaves the source directory"),
            (["openalex"], {"conf.py": "homepage_synced = 3\n"}, "has a value of another type"),
            (["openalex"], {"conf.py": "1 / 0\n"}, "ZeroDivisionError"),
            (["openalex"], {"conf.py": 'homepage_bibliography = "no.bib"\n'}, "there is no such file"),
            (
                ["openalex"],
                {"conf.py": 'homepage_sync_urls = {"scholar": "https://x"}\n'},
                'has no "scholar"',
            ),
            (["openalex", "--mailto", "nobody"], {}, "is no e-mail address"),
            (["openalex", "--mailto", "a@example.org\r\nX: y"], {}, "is no e-mail address"),
            (["openalex", "github"], {}, "--base-url is the address of one service"),
            (
                ["openalex"],
                {"synced.yaml": '# Written by "sphinx-homepage sync"\nopenalex: {date: x}\n'},
                'synced.yaml:2: a "date" is a day such as 2026-11-21',
            ),
        ],
    )
    def test_what_stands_in_the_way_is_said_before_anybody_is_asked(
        self, command, replay, tmp_path, words, files, message
    ):
        done = command(*words, files={**FILES, **files})
        assert done.status == 2
        assert message in done.err
        assert replay.requests == []
        if "synced.yaml" in files:
            assert (tmp_path / "synced.yaml").read_text() == files["synced.yaml"]

    def test_an_address_that_is_not_encrypted_is_not_asked(self, command):
        done = command("openalex", files=FILES, base="http://api.example.org")
        assert done.status == 2
        assert "is not encrypted" in done.err

    def test_a_folder_without_a_site_is_said(self, command, tmp_path):
        done = command("openalex", "--site", str(tmp_path / "nowhere"))
        assert done.status == 2
        assert "name the folder of your site with --site" in done.err

    def test_without_httpx_it_says_how_to_get_it(self, command, monkeypatch):
        import importlib.util

        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        done = command("openalex", files=FILES)
        assert done.status == 2
        assert "install it with: python -m pip install 'sphinx-homepage[sync]'" in done.err

    def test_what_is_written_is_shown_by_the_next_build(self, command, replay, build, tmp_path):
        replay.answer("/works", works(quays=3, harbour=12))
        command("openalex", files=FILES)
        (tmp_path / "conf.py").unlink()
        page = "# Papers\n\n:::{publications}\n:show: citations\n:::\n"
        site = build({"index.md": page}, homepage_bibliography="papers.bib")
        assert site.warnings == []
        assert 'title="OpenAlex, Nov 21, 2026"' in site.html()

    def test_help_needs_neither_httpx_nor_sphinx(self):
        code = (
            "import sys; from sphinx_homepage import cli\n"
            "try: cli.main(['sync', '--help'])\n"
            "except SystemExit: pass\n"
            "print([name for name in ('httpx', 'sphinx', 'pydantic') if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "[]"
