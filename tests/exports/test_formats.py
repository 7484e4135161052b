"""Every format, as a whole file: what one record becomes, and what of it a format cannot hold."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from sphinx_homepage.exports.facts import Facts
from sphinx_homepage.exports.formats import FEED_SECTIONS, FORMATS

GOLDEN = Path(__file__).parent / "golden"
OPTIONS = {"atom": {"sections": FEED_SECTIONS}}


@pytest.mark.parametrize("name", FORMATS)
def test_a_record_becomes_the_file(facts, name):
    text, _ = FORMATS[name].make(facts, OPTIONS.get(name, {}))
    assert text.encode() == (GOLDEN / FORMATS[name].file).read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_facts_give_the_same_bytes(facts, name):
    made = [FORMATS[name].make(facts, {})[0] for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_becomes_a_file_too(name):
    text, losses = FORMATS[name].make(Facts(), {})
    assert isinstance(text, str)
    assert losses == []


def test_what_a_format_cannot_hold_is_said_with_its_place(facts):
    said = {
        (name, loss.place, loss.position.line if loss.position else None)
        for name in ("vcard3", "csl-json", "atom")
        for loss in FORMATS[name].make(facts, OPTIONS.get(name, {}))[1]
    }
    assert said == {
        ("vcard3", "profile.native_name", 4),
        ("vcard3", "profile.pronouns", 5),
        ("vcard3", "contact.email", 14),
        ("vcard3", "contact.links", 23),
        ("csl-json", "hall2023.author", 1),
        ("atom", "nobody", 26),
    }


def test_each_format_has_a_file_of_its_own():
    files = [row.file for row in FORMATS.values()]
    assert len({*files}) == len(files)
    assert [row.name for row in FORMATS.values()] == [*FORMATS]
    assert all(len(inspect.signature(row.make).parameters) == 2 for row in FORMATS.values())
