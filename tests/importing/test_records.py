"""Each format, from a sample to the data file, and to a site that is built of that without a warning."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sphinx_homepage.importing import SOURCES, read, recognised
from sphinx_homepage.importing.report import as_text
from sphinx_homepage.importing.writing import data_file
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.record import load_record

EXPECTED = Path(__file__).parent / "expected"

KINDS = {
    "json-resume.json": "JSON Resume",
    "rendercv.yaml": "RenderCV",
    "yamlresume.yml": "YAMLResume",
    "reactive-resume-v3.json": "Reactive Resume",
    "reactive-resume-v4.json": "Reactive Resume",
    "reactive-resume-v5.json": "Reactive Resume",
    "europass-skills-passport.xml": "Europass XML",
    "europass-candidate.xml": "Europass XML",
    "europass.json": "Europass JSON",
    "linkedin.zip": "LinkedIn",
    "orcid.json": "ORCID",
    "papers.bib": "BibTeX",
    "cv.pdf": "PDF",
    "card-3.vcf": "vCard",
    "card-4.vcf": "vCard",
}
RECORDS = [name for name in KINDS if name != "papers.bib"]


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_file_is_known_by_what_it_holds(sample, tmp_path, name, kind):
    """A name without an ending says nothing."""
    bare = tmp_path / "record"
    bare.write_bytes(sample(name).read_bytes())
    assert [row.name for row in SOURCES if row.is_one(bare)][:1] == [kind]


@pytest.mark.parametrize("name", RECORDS)
def test_a_sample_becomes_this_data_file_and_this_report(sample, name):
    """``UPDATE_EXPECTED=1`` writes what comes out now, to be read before it is kept."""
    found = read(sample(name))
    result = f"{data_file(found.data, found.comments)}\n---\n{as_text(found.notes)}"
    expected = EXPECTED / f"{name}.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(result, "utf-8")
    assert result == expected.read_text("utf-8")


@pytest.mark.parametrize("name", RECORDS)
def test_our_reader_takes_the_data_file_without_a_word(sample, tmp_path, name):
    found = read(sample(name))
    (tmp_path / "cv.yaml").write_text(data_file(found.data, found.comments), "utf-8")
    for file, content in found.files.items():
        (tmp_path / file).write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    record, problems = load_record([Text("cv.yaml")], tmp_path)
    assert problems == []
    assert record["profile"]


@pytest.mark.parametrize("name", RECORDS)
def test_a_site_that_shows_all_of_it_is_built_without_a_warning(sample, build, name):
    found = read(sample(name))
    page = "# CV\n"
    for section in found.data:
        if section in SECTIONS:
            page += f"\n## {SECTIONS[section].label}\n\n:::{{{section}}}\n:::\n"
    site = build(
        {"index.md": page, "cv.yaml": data_file(found.data, found.comments)} | found.files,
        homepage_data="cv.yaml",
        nitpicky=True,
    )
    assert site.warnings == []
    assert found.data["profile"]["name"] in site.html()


def test_a_bib_file_is_copied_and_named_by_a_setting(sample):
    found = read(sample("papers.bib"))
    assert found.data == {}
    assert found.settings == {"homepage_bibliography": ["papers.bib"]}
    assert found.files["papers.bib"].samefile(sample("papers.bib"))


def test_a_portrait_beside_the_source_comes_along(sample, tmp_path):
    (tmp_path / "cv.yaml").write_bytes(sample("rendercv.yaml").read_bytes())
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    found = read(tmp_path / "cv.yaml")
    assert found.files == {"photo.jpg": tmp_path / "photo.jpg"}
    assert found.data["profile"]["image"] == {"src": "photo.jpg", "alt": "佐藤 はるか"}


def test_a_record_of_ours_is_none_of_them(tmp_path):
    (tmp_path / "cv.yaml").write_text("profile:\n  name: Ada Example\nexperience: []\n", "utf-8")
    assert recognised(tmp_path / "cv.yaml") is None


def test_a_jpeg_and_a_page_are_none_of_them(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20)
    (tmp_path / "a.md").write_text("# A page\n\nbasics: none\n", "utf-8")
    assert recognised(tmp_path / "a.jpg") is None
    assert recognised(tmp_path / "a.md") is None


def test_of_several_cards_the_first_is_read_and_the_others_are_named(sample, tmp_path):
    both = sample("card-4.vcf").read_text("utf-8") + sample("card-3.vcf").read_text("utf-8")
    (tmp_path / "both.vcf").write_text(both, "utf-8")
    found = read(tmp_path / "both.vcf")
    assert found.data["profile"]["name"] == "Kwame Mensah"
    assert (found.notes[0].line, found.notes[0].message) == (
        19,
        "it has 2 cards; the first is read, the others are left out",
    )


def test_an_old_card_with_quoted_printable_is_read(tmp_path):
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
        "M=C3=BCller;J=\r\n=C3=B6rg;;;\r\nTEL;CELL:+49 555 0123\r\nEND:VCARD\r\n"
    )
    (tmp_path / "old.vcf").write_bytes(card.encode())
    found = read(tmp_path / "old.vcf")
    assert found.data["profile"]["name"] == "Jörg Müller"
    assert found.data["contact"]["phone"] == "+49 555 0123"


def test_a_line_of_a_card_that_is_all_parameters_is_read_in_time(tmp_path):
    card = (
        f'BEGIN:VCARD\r\nFN:Ida Doe\r\nTEL{";a" * 50_000}\r\nTEL;LABEL="a;b:c":+1 555 0123\r\nEND:VCARD\r\n'
    )
    (tmp_path / "a.vcf").write_text(card, "utf-8")
    start = time.thread_time()
    found = read(tmp_path / "a.vcf")
    assert time.thread_time() - start < 5
    assert found.data["contact"] == {"phone": "+1 555 0123"}
