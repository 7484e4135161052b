"""The services: what each is asked, and what is taken from its answers."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from sphinx_homepage.model.publications.names import Name
from sphinx_homepage.model.synced import bare_doi
from sphinx_homepage.sync.answers import at, number, rows, text
from sphinx_homepage.sync.client import AGENT, Client, Clock, ClosedError, UnansweredError, UnknownError
from sphinx_homepage.sync.similarity import same_people, same_title, same_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx_homepage.model.synced import Value
    from sphinx_homepage.sync.wanted import Paper, Wanted

_AT_ONCE: Final = 50
"""How many DOIs or works are asked for in one request."""


@dataclass
class Answers:
    """What a service has said."""

    values: dict[str, Value] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    """What it was asked for and has not answered: what is known of it stays."""
    unknown: set[str] = field(default_factory=set)
    """What it says it does not know: what is known of it stays too."""
    failures: list[str] = field(default_factory=list)
    """What went wrong, for the person."""
    has_answered: bool = False

    def fail(self, what: str, error: object, keys: Sequence[str] = ()) -> None:
        """Keep what is known of *keys*."""
        self.failures.append(f"{what}: {error}")
        self.kept.update(keys)


class Asked(NamedTuple):
    """A row of the table."""

    address: str
    interval: float
    """The seconds from one request to the next: what the service documents, or slower."""
    ask: Callable[[Wanted, Client, Answers], None]
    headers: Mapping[str, str] = {}
    key: str = ""
    """The environment variable that may hold a key."""
    takes_mail: bool = False
    """Whether it wants to know whom to write to if a program misbehaves."""
    polite_interval: float = 0.0
    """The seconds where it does know."""
    pause: float = 1.0
    """The seconds to wait first where it was asked too often, and does not say how long."""


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


# Citations: https://developers.openalex.org/api-reference/works


def ask_openalex(wanted: Wanted, client: Client, answers: Answers) -> None:
    """Ask how often each paper with a DOI is cited."""
    # These signs have a meaning in a filter.
    alone = [doi for doi in wanted.dois if set(doi) & set(",|!+")]
    together = [doi for doi in wanted.dois if doi not in alone]
    asked: list[tuple[Sequence[str], str, dict[str, str]]] = [
        (
            batch,
            "/works",
            {
                "filter": f"doi:{'|'.join(batch)}",
                "select": "doi,cited_by_count",
                "per_page": "100",
            },
        )
        for batch in _batches(together)
    ]
    asked += [
        ([doi], f"/works/doi:{quote(doi, safe='/')}", {"select": "doi,cited_by_count"}) for doi in alone
    ]
    key = {"api_key": client.secret} if client.secret else {}
    for place, (dois, path, parameters) in enumerate(asked, 1):
        what = f"{len(dois)} DOIs" if len(dois) > 1 else f"the DOI {dois[0]}"
        client.say(f"asking for {what} ({place} of {len(asked)})")
        try:
            answer = client.get(path, **parameters, **key)
        except ClosedError as error:
            rest = [doi for later, _, _ in asked[place - 1 :] for doi in later]
            answers.fail(f"{what} and what comes after", error, rest)
            return
        except UnansweredError as error:
            if not isinstance(error, UnknownError) or path == "/works":
                answers.fail(what, error, dois)
                continue
            answer = {"results": []}
        results = at(answer, "results")
        if results is None and path != "/works":
            results = [answer]
        if not isinstance(results, list):
            answers.fail(what, "the answer has no list of results", dois)
            continue
        answers.has_answered = True
        _take_counts(results, dois, answers)


def _take_counts(results: list[Any], dois: Sequence[str], answers: Answers) -> None:
    found: dict[str, int] = {}
    wrong: set[str] = set()
    for work in results:
        doi = bare_doi(text(work, "doi"))
        if doi is None or doi not in dois:
            continue
        count = number(work, "cited_by_count")
        if count is None:
            wrong.add(doi)
        else:  # It may have a work twice.
            found[doi] = max(count, found.get(doi, 0))
    for doi in sorted(wrong - found.keys()):
        answers.fail(doi, "the answer has no number of citations", [doi])
    answers.values |= found
    answers.unknown |= {*dois} - found.keys() - wrong


# Stars: https://docs.github.com/rest/repos/repos#get-a-repository


def ask_github(wanted: Wanted, client: Client, answers: Answers) -> None:
    """Ask for the stars of each repository."""
    for place, name in enumerate(wanted.repositories, 1):
        client.say(f"asking for {name} ({place} of {len(wanted.repositories)})")
        try:
            answer = client.get(f"/repos/{quote(name)}")
        except ClosedError as error:
            answers.fail(f"{name} and what comes after it", error, wanted.repositories[place - 1 :])
            return
        except UnansweredError as error:
            answers.fail(name, error, [name])
            continue
        count = number(answer, "stargazers_count")
        if count is None:
            answers.fail(name, "the answer has no number of stars", [name])
            continue
        answers.has_answered = True
        answers.values[name] = count


# DOIs: https://api.crossref.org/swagger-ui/index.html


def ask_crossref(wanted: Wanted, client: Client, answers: Answers) -> None:
    """Ask for the DOIs of the papers that have none."""
    taken = {*wanted.dois, *wanted.dismissed}
    papers = [
        paper
        for paper in wanted.papers
        if not paper.doi and paper.is_published and paper.title and paper.year and paper.authors
    ]
    for place, paper in enumerate(papers, 1):
        client.say(f"asking for {paper.key} ({place} of {len(papers)})")
        words = " ".join([paper.title, paper.authors[0].family, str(paper.year)])
        try:
            answer = client.get(
                "/works",
                **{
                    "query.bibliographic": words[:500],
                    "rows": "5",
                    "select": "DOI,title,subtitle,author,issued,type",
                },
            )
        except ClosedError as error:
            answers.fail(
                f"{paper.key} and what comes after it", error, [item.key for item in papers[place - 1 :]]
            )
            return
        except UnansweredError as error:
            answers.fail(paper.key, error, [paper.key])
            continue
        items = at(answer, "message", "items")
        if not isinstance(items, list):
            answers.fail(paper.key, "the answer has no list of works", [paper.key])
            continue
        answers.has_answered = True
        found = {doi: title for doi, title in _same_works(items, paper) if doi not in taken}
        if len(found) == 1:  # Of two, nobody can say which.
            doi, title = found.popitem()
            answers.values[paper.key] = {"doi": doi, "title": title}


def _same_works(items: list[Any], paper: Paper) -> Iterator[tuple[str, str]]:
    for item in items[:20]:
        doi = bare_doi(text(item, "DOI"))
        title = text(item, "title", 0)
        whole = f"{title}: {subtitle}" if (subtitle := text(item, "subtitle", 0)) else title
        is_preprint = at(item, "type") == "posted-content"
        people = [
            Name(text(person, "family"), text(person, "given"))
            for person in rows(item, "author")[:200]
            if text(person, "family")
        ]
        if (
            doi
            and is_preprint == (paper.type == "preprint")
            and (same_title(paper.title, title) or same_title(paper.title, whole))
            and same_people(paper.authors, people)
            and same_year(paper.year, number(item, "issued", "date-parts", 0, 0))
        ):
            yield doi, whole


# New papers: https://github.com/ORCID/ORCID-Source/tree/main/orcid-api-web/tutorial


_TYPES: Final = {
    "journal-article": "article",
    "conference-paper": "inproceedings",
    "book": "book",
    "edited-book": "book",
    "book-chapter": "incollection",
    "dissertation": "thesis",
    "dissertation-thesis": "thesis",
    "report": "report",
    "data-set": "dataset",
    "software": "software",
}
"""ORCID's types of works, and what BibTeX calls each; any other is ``misc``."""


def ask_orcid(wanted: Wanted, client: Client, answers: Answers) -> None:
    """Ask for the person's works, and look which of them the site lacks."""
    client.say(f"asking for the works of {wanted.orcid}")
    try:
        answer = client.get(f"/v3.0/{wanted.orcid}/works")
    except UnansweredError as error:
        answers.fail("works", error)
        return
    groups = at(answer, "group")
    if not isinstance(groups, list):
        answers.fail("works", "the answer has no list of works")
        return
    answers.has_answered = True
    new: dict[str, str] = {}
    for group in groups[:5000]:
        work = _preferred(group)
        title = text(work, "title", "title", "value")
        if not title:
            continue
        dois = [*_dois(group), *_dois(work)]
        if _is_known(title, dois, wanted):
            continue
        put_code = at(work, "put-code")
        code = str(put_code) if isinstance(put_code, int) and not isinstance(put_code, bool) else ""
        key = dois[0] if dois else f"orcid:{code}" if code else ""
        is_dismissed = not wanted.dismissed.isdisjoint({*dois, key, f"orcid:{code}"})
        if not key or key in answers.values or is_dismissed:
            continue
        answers.values[key] = _work(work, title, dois[0] if dois else "")
        if code:
            new[code] = key
    _add_authors(wanted, client, answers, new)


def _preferred(group: Any) -> Any:
    """Return the work that stands for its group: the one that the person has put first."""
    found = [work for work in rows(group, "work-summary") if isinstance(work, dict)]
    return max(found, key=lambda work: _index(at(work, "display-index")), default=None)


def _index(value: Any) -> int:
    digits = str(value)
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else 0


def _dois(tree: Any) -> list[str]:
    found = []
    for identifier in rows(tree, "external-ids", "external-id"):
        is_own = text(identifier, "external-id-relationship") in {"", "self"}
        if text(identifier, "external-id-type") == "doi" and is_own:
            typed = text(identifier, "external-id-value")
            if doi := bare_doi(text(identifier, "external-id-normalized", "value") or typed):
                found.append(doi)
    return found


def _is_known(title: str, dois: list[str], wanted: Wanted) -> bool:
    known = {*wanted.dois}
    return any(doi in known for doi in dois) or any(same_title(title, paper.title) for paper in wanted.papers)


def _work(work: Any, title: str, doi: str) -> dict[str, str]:
    subtitle = text(work, "title", "subtitle", "value")
    year = text(work, "publication-date", "year", "value")
    url = text(work, "url", "value")
    values = {
        "title": f"{title}: {subtitle}" if subtitle else title,
        "type": _TYPES.get(text(work, "type"), "misc"),
        "year": year if re.fullmatch(r"[0-9]{4}", year) else "",
        "venue": text(work, "journal-title", "value"),
        "doi": doi,
        "url": url if not doi and re.match(r"https?://[^\s<>\"{}]+\Z", url) else "",
    }
    return {name: value for name, value in values.items() if value}


def _add_authors(wanted: Wanted, client: Client, answers: Answers, new: Mapping[str, str]) -> None:
    """Ask for the works in full, which alone say who their authors are."""
    batches = [*_batches(sorted(new))]
    for place, codes in enumerate(batches, 1):
        client.say(f"asking for the authors of {len(codes)} works ({place} of {len(batches)})")
        try:
            answer = client.get(f"/v3.0/{wanted.orcid}/works/{','.join(codes)}")
        except UnansweredError as error:
            answers.fail("authors of works", error)
            return
        for item in rows(answer, "bulk"):
            code = str(at(item, "work", "put-code"))
            value = answers.values.get(new.get(code, ""))
            people = rows(item, "work", "contributors", "contributor")[:100]
            names = [name for person in people if (name := text(person, "credit-name", "value"))]
            if isinstance(value, dict) and names:
                value["authors"] = "; ".join(name.replace(";", ",") for name in names)[:1900]


ASKED: Final = {
    # 1 request a second, or 3 for those who say whom to write to: the limits of lists since December 2025.
    # https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/
    "crossref": Asked(
        "https://api.crossref.org",
        1.0,
        ask_crossref,
        takes_mail=True,
        polite_interval=0.4,
    ),
    # https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
    "github": Asked(
        "https://api.github.com",
        0.1,
        ask_github,
        {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"},
        "GITHUB_TOKEN",
        pause=60.0,
    ),
    # 100 requests a second: https://developers.openalex.org/api-reference/authentication
    "openalex": Asked("https://api.openalex.org", 0.2, ask_openalex, key="OPENALEX_API_KEY"),
    # 12 requests a second: https://info.orcid.org/ufaqs/what-are-the-api-limits
    "orcid": Asked("https://pub.orcid.org", 0.2, ask_orcid),
}


def client_for(
    service: str, base: str, say: Callable[[str], None], mailto: str = "", clock: Clock | None = None
) -> Client:
    """Return what asks *service* at the address *base*.

    Args:
        service: A key of the table.
        base: Its address.
        say: Tells the person what is going on.
        mailto: The person's address, if they have agreed that services get it.
        clock: The time.
    """
    row = ASKED[service]
    is_polite = bool(mailto and row.takes_mail)
    secret = os.environ.get(row.key, "").strip() if row.key else ""
    headers = dict(row.headers)
    if secret and service == "github":
        headers["Authorization"] = f"Bearer {secret}"
    return Client(
        base,
        say,
        row.polite_interval if is_polite and row.polite_interval else row.interval,
        f"{AGENT} (mailto:{mailto})" if is_polite else AGENT,
        headers,
        secret,
        row.pause,
        clock=clock or Clock(),
    )
