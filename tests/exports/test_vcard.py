"""A card is escaped and folded by the standard, whatever is in the record."""

from __future__ import annotations

from dataclasses import replace

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from sphinx_homepage.exports.facts import Facts
from sphinx_homepage.exports.vcard import to_vcard
from sphinx_homepage.model.record import Record
from sphinx_homepage.model.rows import Profile
from sphinx_homepage.model.text import Text

WORDS = st.text(
    st.characters(
        exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs", "Cf", "Cn", "Co"],
        exclude_characters="`*_[]<>&$!{}~^\\",
    ),
    min_size=1,
    max_size=120,
)


def card_of(**fields):
    profile = Profile(**{name: Text(value) for name, value in fields.items()})
    return Facts(record=Record({"profile": [profile]}))


@given(name=WORDS, headline=WORDS, version=st.sampled_from(["3.0", "4.0"]))
def test_what_goes_into_a_card_comes_out_of_it(name, headline, version):
    text, losses = to_vcard(card_of(name=name, headline=headline), version=version)
    assert losses == []
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]  # No character is cut in two.
    card = vobject.readOne(text)
    assert (card.fn.value, card.title.value) == (name, headline)


@pytest.mark.parametrize("text", ["END:VCARD\r\nBEGIN:VCARD", "a\nTEL:1", "a\x00b\x0bc", "\\n;,:\"'"])
def test_no_text_becomes_a_line_of_its_own(text):
    made, _ = to_vcard(card_of(name="Ana", headline=text))
    assert [line.partition(":")[0] for line in made.splitlines()] == [
        *("BEGIN", "VERSION", "PRODID", "UID", "KIND", "FN", "N", "TITLE", "END")
    ]


@pytest.mark.parametrize(
    ("name", "family", "parts"),
    [
        ("Ketevan Tsikhiseli Favre", "Tsikhiseli Favre", "Tsikhiseli Favre;Ketevan;;;"),
        ("Ludwig van Beethoven", None, "van Beethoven;Ludwig;;;"),
        ("Nagy Ilona", "Nagy", "Nagy;Ilona;;;"),
        ("Suharto", None, "Suharto;;;;"),
    ],
)
def test_a_name_is_taken_apart(name, family, parts):
    fields = {"name": name} | ({"family_name": family} if family else {})
    assert f"\r\nN:{parts}\r\n" in to_vcard(card_of(**fields))[0]


def test_a_photo_is_in_the_card_on_request_only(facts):
    assert "PHOTO" not in to_vcard(facts)[0]
    assert "PHOTO:data:image/png;base64," in to_vcard(facts, has_photo=True)[0]
    _, losses = to_vcard(replace(facts, photo=lambda path: b"<svg/>"), has_photo=True)
    assert losses[-1].message == '"portrait.png" is no PNG, JPEG or GIF file, so there is no photo'


def test_a_card_for_a_qr_code_has_what_one_dials_and_no_more(facts):
    text, _ = to_vcard(facts, version="3.0", is_small=True)
    assert [line.partition(":")[0] for line in text.splitlines()] == [
        *("BEGIN", "VERSION", "FN", "N", "ORG", "ORG", "TITLE", "EMAIL;TYPE=INTERNET", "TEL", "URL"),
        "END",
    ]


def test_an_address_book_takes_a_new_card_for_the_same_person(facts):
    uids = {
        line
        for changed in (facts, replace(facts, record=Record({"contact": facts.record["contact"]})))
        for line in to_vcard(changed)[0].splitlines()
        if line.startswith("UID")
    }
    assert len(uids) == 1
