"""What other people's programs read in our files."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import feedparser
import pytest
import rispy
import vobject
from html5lib import HTMLParser
from jsonschema import Draft7Validator
from pybtex.database import parse_string

from sphinx_homepage.exports.atom import to_atom
from sphinx_homepage.exports.csl_json import to_csl_json
from sphinx_homepage.exports.formats import FEED_SECTIONS, FORMATS
from sphinx_homepage.exports.ris import TYPES, to_ris
from sphinx_homepage.exports.vcard import to_vcard
from sphinx_homepage.model.publications import types

ROOT = Path(__file__).parents[2]


def made(name, facts, **options):
    return FORMATS[name].make(facts, options)[0]


# vCard


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_an_address_book_reads_the_card(facts, version):
    text, _ = to_vcard(facts, version=version, has_photo=True)
    card = vobject.readOne(text)
    assert card.version.value == version
    assert card.fn.value == "渡辺 あかり"
    assert (card.n.value.family, card.n.value.given) == ("渡辺", "あかり")
    assert card.email.value == "akari@watanabe.example.org"
    assert card.title.value == 'Acoustician; concert halls & "quiet rooms"'
    assert [org.value for org in card.org_list] == [["Hall Institute"], ["Studio Nami"]]
    assert (card.adr.value.extended, card.adr.value.city) == ("B 2; second floor, left", "Sendai, Japan")
    assert card.note.value == (
        "I measure rooms, see Watanabe et al. 2023.\n\nThen I build others; T₆₀ first."
    )
    assert [url.value for url in card.url_list] == [
        "https://watanabe.example.org",
        "https://rooms.example.org/a_(b)",
    ]
    photo = card.photo.value
    assert photo == b"\x89PNG\r\n\x1a\na portrait" if version == "3.0" else photo.startswith("data:image/png")


# JSON Resume


def test_the_resume_is_valid_by_its_schema(facts):
    schema = json.loads((Path(__file__).parent / "json_resume_schema" / "schema.json").read_text("utf-8"))
    resume = json.loads(made("json-resume", facts))
    assert [error.message for error in Draft7Validator(schema).iter_errors(resume)] == []


# Publications


def test_bibtex_reads_the_publications(facts):
    found = parse_string(made("bibtex", facts), "bibtex")
    assert [*found.entries] == ["hall2023", "felt2019", "wood2014", "nobody"]
    assert [str(person) for person in found.entries["hall2023"].persons["author"]] == [
        "Watanabe, Akari",
        "van der Berg, Tunde",
        "{Room Consortium}",
        "others",
    ]


def test_a_reference_manager_reads_ris(facts):
    entries = rispy.loads(to_ris(facts.publications)[0])
    assert [entry["type_of_reference"] for entry in entries] == ["JOUR", "CONF", "THES", "GEN"]
    first = entries[0]
    assert first["authors"] == ["Watanabe, Akari", "van der Berg, Tunde", "Room Consortium"]
    assert (first["title"], first["doi"]) == ("A hall that listens & answers", "10.5555/rl.2023.11")
    assert (first["start_page"], first["end_page"], first["volume"]) == ("11", "19", "7")
    assert first["keywords"] == ["halls", "felt"]


def test_every_type_of_publication_has_one_in_ris_and_csl():
    assert {row.csl for row in types.TYPES.values()} == {*TYPES}


CSL_TEXTS = {
    *("id", "type", "title", "container-title", "container-title-short", "event", "event-place", "genre"),
    *("collection-title", "publisher", "publisher-place", "volume", "edition", "version", "abstract"),
    *("ISBN", "ISSN", "PMID", "PMCID", "DOI", "URL", "note", "issue", "number", "page", "keyword"),
    *("language", "status"),
}
"""The variables of CSL's data that are texts (https://docs.citationstyles.org/en/stable/specification.html)."""
CSL_NAMES = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def test_csl_data_has_nothing_that_its_schema_lacks(facts):
    from sphinx_homepage.model.text import Text
    from sphinx_homepage.sources.bibliography import load_bibliography

    example, _ = load_bibliography([Text("papers.bib")], ROOT / "example_site", {})
    for publications in (facts.publications, example):
        items = json.loads(to_csl_json(publications)[0])
        assert len(items) >= len(publications)
        for item in items:
            names = [*item.pop("author", []), *item.pop("editor", [])]
            assert all(name.keys() <= CSL_NAMES for name in names)
            parts = item.pop("issued", {"date-parts": [[2020]]})["date-parts"]
            assert 1 <= len(parts) <= 2
            assert all(1 <= len(part) <= 3 and all(isinstance(n, int) for n in part) for part in parts)
            assert item.keys() <= CSL_TEXTS
            assert all(isinstance(value, str) for value in item.values())


# Feed and sitemap


def test_a_feed_reader_reads_every_entry_whole(facts):
    text, _ = to_atom(facts, FEED_SECTIONS)
    feed = feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "渡辺 あかり"
    assert [entry.title for entry in feed.entries][:3] == [
        "The hall is open, <i>at last</i>; see the pages, hall2023 and x < y.",
        "A hall that listens",
        "Two days of talks: on felt on wood",
    ]
    first = feed.entries[0]
    assert first.content[0].value == (
        '<p>The hall is <strong>open</strong>, &lt;i&gt;at last&lt;/i&gt;; see <a href="https://'
        'watanabe.example.org/rooms.html">the pages</a>, <a href="https://watanabe.example.org/'
        'papers.html#hall2023">Watanabe et al. 2023</a> and x &lt; y.</p>\n'
        '<p><a href="https://photos.example.org/hall?a=1&amp;b=2">Photos</a></p>'
    )
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_what_the_standard_asks_for(facts):
    root = ET.fromstring(to_atom(facts, FEED_SECTIONS)[0])
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert [len(element.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert element.find(f"{ATOM}title").text.strip()
        assert element.find(f"{ATOM}updated").text.endswith("T00:00:00Z")
    assert root.find(f"{ATOM}author/{ATOM}name").text == "渡辺 あかり"
    links = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert all(link.startswith("https://") for link in links)
    for content in root.iter(f"{ATOM}content"):
        HTMLParser(strict=True).parseFragment(content.text)


def test_a_feed_of_the_same_facts_is_the_same_whenever_it_is_made(facts):
    root = ET.fromstring(to_atom(facts)[0])
    dates = [element.text for element in root.iter(f"{ATOM}updated")]
    assert dates[0] == max(dates[1:]) == "2024-02-10T00:00:00Z"


def test_an_entry_keeps_its_id_when_others_come(facts_of):
    news = "news:\n- {date: 2024-01-05, summary: A cup of tea}\n"
    more = news + "- {date: 2025-01-05, summary: A cup of tea}\n- {date: 2025-02, summary: Other}\n"

    def ids(sections):
        return {element.text for element in ET.fromstring(to_atom(facts_of(sections))[0]).iter(f"{ATOM}id")}

    assert ids(news) < ids(more)


def test_what_no_xml_can_hold_is_replaced(facts_of):
    text, _ = to_atom(facts_of('news: [{date: 2024, summary: "a\\u0001b ]]> \\uFFFE <script>"}]'))
    root = ET.fromstring(text)
    assert root.find(f"{ATOM}entry/{ATOM}content").text.endswith("]]&gt; \ufffd &lt;script&gt;</p>")


def test_a_sitemap_is_xml_with_absolute_addresses(facts):
    root = ET.fromstring(made("sitemap", facts))
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [loc.text for loc in root.iter(f"{name}loc")] == [
        "https://watanabe.example.org/",
        "https://watanabe.example.org/%E9%83%A8%E5%B1%8B.html?a=1&b=2",
    ]


# RenderCV


def rendercv():
    """Return the command of RenderCV: of $RENDERCV, else of a Python that has it."""
    return os.environ.get("RENDERCV") or shutil.which("rendercv")


@pytest.mark.skipif(not rendercv(), reason="RenderCV 2.8, which wants Python 3.12, is named in no $RENDERCV")
@pytest.mark.parametrize("source", ["golden", "example"])
def test_rendercv_takes_the_file(facts, tmp_path, source):
    if source == "example":
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "sphinx_homepage",
                "export",
                "rendercv",
                "--source",
                ROOT / "example_site",
            ],
            capture_output=True,
            check=True,
        )
        text = done.stdout.decode()
    else:
        text = made("rendercv", facts)
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    # Its PDF needs a package that it downloads.
    done = subprocess.run(
        [rendercv(), "render", "cv.yaml", "-nopdf", "-nopng", "-nohtml"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    [typst] = (tmp_path / "rendercv_output").glob("*.typ")
    assert ("Quiet Prize" if source == "golden" else "Åse Lindmo Medal") in typst.read_text("utf-8")
