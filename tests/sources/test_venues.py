"""The venues' file gives abbreviations a page and a colour, in al-folio's form."""

from __future__ import annotations

import pytest

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.colors import read_color
from sphinx_homepage.model.text import Position, Text
from sphinx_homepage.sources.venues import Venue, load_venues


@pytest.fixture
def load(tmp_path):
    def load(source: str):
        (tmp_path / "venues.yml").write_text(source, encoding="utf-8")
        venues, problems = load_venues(Text("venues.yml", Position("conf.py", 3, 5)), tmp_path)
        return venues, [(problem.code, problem.message, problem.position) for problem in problems]

    return load


def test_al_folios_file_is_read_as_it_is(load):
    venues, problems = load(
        '"JIP":\n  url: https://example.org/jip\n  color: "#00369f"\n\n"IsoMath":\n  url: https://example.org/im\n'
    )
    assert problems == []
    jip = Venue(Text("JIP"), None, Text("https://example.org/jip"), read_color("#00369f"))
    assert venues.venues == (jip, Venue(Text("IsoMath"), None, Text("https://example.org/im")))
    assert [venues.find(name) for name in ("JIP", " jip ", "J.I.P.", "JI", "")] == [jip, jip, jip, None, None]


def test_a_venue_is_found_by_its_name_and_its_aliases(load):
    venues, problems = load(
        "JIP:\n"
        "  name: Journal of Invented Physics\n"
        "  color: gold\n"
        "  aliases: [J. Inv. Phys., Physics & Co]\n"
        "Jip: https://example.org/other\n"
        "NODE: {}\n"
        "Note:\n"
        "Co: {aliases: JIP}\n"
    )
    assert problems == []
    names = {
        "Journal of invented physics": "JIP",
        "J Inv Phys": "JIP",
        "Physics and Co.": "JIP",
        "JIP": "JIP",
        "jip": "JIP",
        "Jip": "Jip",
        "node": "NODE",
        "Note": "Note",
        "Proceedings": None,
    }
    found = {name: venues.find(name) for name in names}
    assert {name: venue and venue.abbreviation for name, venue in found.items()} == names
    assert venues.find("", "nothing", "Note", "JIP").abbreviation == "Note"


@pytest.mark.parametrize(
    ("source", "code", "message", "place"),
    [
        (
            'JIP: {color: "red;}"}',
            Code.COLOR,
            'the venue "JIP": "red;}" is not a colour; write it like #00369f or navy',
            (1, 15),
        ),
        (
            "JIP: {color: nawy}",
            Code.COLOR,
            'the venue "JIP": "nawy" is not a colour; did you mean "navy"?',
            (1, 14),
        ),
        (
            "JIP:\n  url: https://example.org\n  color: #00369f\n",
            Code.YAML_COMMENT,
            'a "#" makes a comment of the whole value: write it as  color: "#00369f", '
            'or a space after the "#" if it is a comment',
            (3, 10),
        ),
        (
            "JIP: {url: 'javascript:x'}",
            Code.URL,
            'the address "javascript:x" begins with "javascript:"; use one of http, https, mailto, tel',
            (1, 13),
        ),
        (
            "JIP: {colour: navy}",
            Code.UNKNOWN_FIELD,
            'the venue "JIP" has no field "colour"; did you mean "color"?; use name, url, color, aliases',
            (1, 7),
        ),
        (
            "JIP: [navy]",
            Code.WRONG_SHAPE,
            'the venue "JIP" is a list; write "JIP": {url: https://example.org/jip, color: "#00369f"}',
            (1, 6),
        ),
    ],
)
def test_what_cannot_be_used_is_said_and_the_venue_stays(load, source, code, message, place):
    venues, problems = load(source)
    assert problems == [(code, message, Position("venues.yml", *place))]
    assert bool(venues.find("JIP")) == (code is not Code.WRONG_SHAPE)


def test_a_file_that_is_not_there_is_said_where_it_is_named(tmp_path):
    place = Position("conf.py", 3, 5)
    venues, problems = load_venues(Text("none.yml", place), tmp_path)
    assert not venues
    assert [(problem.code, problem.message, problem.position) for problem in problems] == [
        (
            Code.FILE_MISSING,
            'homepage_venues names "none.yml", and there is no such file in the source directory',
            place,
        )
    ]
