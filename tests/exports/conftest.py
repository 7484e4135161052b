"""The record whose exports are compared with whole files, in ``golden/``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_homepage.exports.facts import Facts, Page, Site
from sphinx_homepage.model.text import Text
from sphinx_homepage.published import printed
from sphinx_homepage.sources.bibliography import load_bibliography
from sphinx_homepage.sources.record import load_record

GOLDEN = Path(__file__).parent / "golden"
PNG = b"\x89PNG\r\n\x1a\n" + b"a portrait"


def address_of(address, text):
    return {"rooms.md": "https://watanabe.example.org/rooms.html"}.get(address, "")


def words_of(role, target):
    if role == "pub":
        return "Watanabe et al. 2023", f"https://watanabe.example.org/papers.html#{target}"
    return target, ""


SITE = Site(
    url="https://watanabe.example.org/",
    title="渡辺 あかり",
    description="Rooms & halls.",
    pages=(
        Page("Home [of rooms]", "https://watanabe.example.org/", "Rooms & halls."),
        Page("部屋", "https://watanabe.example.org/部屋.html?a=1&b=2"),
    ),
    files=(Page("contact.vcf", "https://watanabe.example.org/contact.vcf", "A card."),),
    sitemap="sitemap.xml",
    address_of=address_of,
    words_of=words_of,
    place_of=lambda entry: "https://watanabe.example.org/news.html#x" if hasattr(entry, "note") else "",
)


@pytest.fixture
def facts():
    """The facts of ``golden/cv.yaml`` and ``golden/papers.bib``."""
    record, problems = load_record([Text("cv.yaml")], GOLDEN)
    assert [problem.message for problem in problems] == []
    publications, _ = load_bibliography([Text("papers.bib")], GOLDEN, {})
    for name, entries in record.sections.items():
        record.sections[name] = [printed(entry) for entry in entries]
    return Facts(record=record, publications=publications, name="Site", site=SITE, photo=lambda path: PNG)


@pytest.fixture
def facts_of(facts):
    """Return a function that reads other sections as the same person's."""

    def read(sections, **changes):
        from sphinx_homepage.model.validation import read_record
        from sphinx_homepage.sources.yaml import parse

        tree, _ = parse(sections, "cv.yaml")
        record, _ = read_record(tree)
        for name, entries in record.sections.items():
            record.sections[name] = [printed(entry) for entry in entries]
        return replace(facts, record=record, publications=(), **changes)

    return read
