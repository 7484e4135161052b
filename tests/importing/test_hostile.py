"""Files that mean harm, or that something has broken: refused with a reason, or read as far as they go."""

from __future__ import annotations

import io
import json
import time
import zipfile

import pytest

from sphinx_homepage.importing import read, reading, recognised
from sphinx_homepage.importing.markup import from_html
from sphinx_homepage.importing.reading import RefusedError
from sphinx_homepage.importing.records import europass_xml, linkedin, vcard
from sphinx_homepage.importing.records.xml_tree import xml_tree

PROFILE = "First Name,Last Name\nAda,Example\n"
CANDIDATE = b'<Candidate xmlns="http://www.europass.eu/1.0"><CandidatePerson>%s</CandidatePerson></Candidate>'


def archive(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def refusal(path, reader=read):
    with pytest.raises(RefusedError) as refused:
        reader(path)
    return str(refused.value)


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    bomb = archive(tmp_path / "a.zip", {"Profile.csv": PROFILE, "Positions.csv": b"0" * (64 * 2**20)})
    assert bomb.stat().st_size < 2**17
    assert refusal(bomb) == '"Positions.csv" in the archive is larger than any that LinkedIn writes'


def test_many_large_files_are_one_bomb(tmp_path):
    files = {f"{number}/Skills.csv": b"Name\n" + b"a\n" * (3 * 2**20) for number in range(8)}
    assert "Skills.csv" in refusal(archive(tmp_path / "a.zip", {"Profile.csv": PROFILE, **files}))


@pytest.mark.parametrize(
    "name", ["../Profile.csv", "/etc/Profile.csv", "a/../../Profile.csv", "C:\\Profile.csv"]
)
def test_an_archive_that_leaves_itself_is_refused(tmp_path, name):
    path = archive(tmp_path / "a.zip", {"Profile.csv": PROFILE, name: PROFILE})
    assert "names a file outside of itself" in refusal(path)


def test_an_archive_of_too_many_files_is_refused(tmp_path):
    files = {"Profile.csv": PROFILE, **{f"{number}.txt": b"" for number in range(20_001)}}
    assert refusal(archive(tmp_path / "a.zip", files)).startswith("the archive has more than 20000 files")


def test_a_broken_archive_is_refused(tmp_path):
    whole = archive(tmp_path / "a.zip", {"Profile.csv": PROFILE * 50}).read_bytes()
    at = whole.index(b"Profile.csv") + 20
    (tmp_path / "a.zip").write_bytes(whole[:at] + b"\xff\xff\xff" + whole[at + 3 :])
    assert refusal(tmp_path / "a.zip", linkedin.read).startswith("the archive cannot be read")


def test_a_row_without_end_is_refused(tmp_path):
    path = archive(tmp_path / "a.zip", {"Profile.csv": PROFILE, "Skills.csv": 'Name\n"' + "a" * 200_000})
    assert refusal(path) == '"Skills.csv" in the archive is no CSV: field larger than field limit (131072)'


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
        b"<!DOCTYPE a>",
    ],
)
def test_xml_with_a_document_type_is_refused(tmp_path, doctype):
    (tmp_path / "a.xml").write_bytes(doctype + CANDIDATE % b"&x;")
    assert recognised(tmp_path / "a.xml").name == "Europass XML"
    assert refusal(tmp_path / "a.xml").startswith("its XML has a document type")


@pytest.mark.parametrize(
    "data",
    [b"<a>" * 100 + b"</a>" * 100, b"<a>" + b"<b/>" * 200_001 + b"</a>", b"<a><b></a>", b"<a>&x;</a>", b""],
)
def test_xml_that_is_too_deep_too_large_or_broken_is_refused(data):
    with pytest.raises(RefusedError, match="its XML"):
        xml_tree(data, "a.xml")


def test_xml_of_another_kind_in_europass_clothes_is_refused(tmp_path):
    (tmp_path / "a.xml").write_bytes(b"<!-- <Candidate > europass --><html/>")
    assert refusal(tmp_path / "a.xml", europass_xml.read) == (
        'its outermost element is "html", which is neither SkillsPassport nor Candidate'
    )


def test_deep_json_is_refused(tmp_path):
    (tmp_path / "a.json").write_text(
        '{"basics": {"name": "a"}, "work": ' + "[" * 100_000 + "]" * 100_000 + "}"
    )
    assert refusal(tmp_path / "a.json") == "it nests more than 100 deep, which no record does"


def test_brackets_in_texts_nest_nothing(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"basics": {"name": "[" * 500 + '\\"{'}}))
    assert read(tmp_path / "a.json").data["profile"]["name"].startswith("[[[")


def test_a_huge_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST", 1000)
    path = tmp_path / "a.json"
    path.write_text('{"basics": {"name": "' + "a" * (17 * 2**20) + '"}}')
    assert refusal(path) == "the file is larger than 16 MB, which no record is"


@pytest.mark.parametrize("part", ["<b>", "<a b=", "<a href='", "<!--", "<", "</"])
def test_html_of_one_sign_over_and_over_is_read_in_time(part):
    start = time.thread_time()
    from_html("<p>" + part * 20_000 + "</i>" * 20_000)
    from_html(part * 20_000)
    assert time.thread_time() - start < 10


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <b>b <i>c</b> d</p>", "a **b _c_** d"),
        ("<p>1 < 2<!-- no -->, x<y and <b>z</b></p>", r"1 \< 2, x\<y and **z**"),
        ("<p>a <!-- b", r"a \<!-- b"),
    ],
)
def test_html_that_is_not_well_formed_shows_its_words(html, markdown):
    assert from_html(html) == markdown


def test_a_pdf_of_others_is_refused(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    assert refusal(tmp_path / "a.pdf").startswith("this PDF carries no resume.json")


def test_a_card_that_does_not_end_is_refused(tmp_path):
    (tmp_path / "a.vcf").write_text("BEGIN:VCARD\nFN:Ada\n")
    assert refusal(tmp_path / "a.vcf", vcard.read) == "the card in it is not ended: END:VCARD is missing"


def test_an_alias_bomb_in_yaml_is_not_expanded(tmp_path):
    lines = ["cv:", "  name: Ada", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (tmp_path / "a.yaml").write_text("\n".join(lines))
    found = read(tmp_path / "a.yaml")
    assert found.data["profile"]["name"] == "Ada"
    assert any("makes the aliases stand for more than" in note.message for note in found.notes)


def test_a_bib_file_without_an_entry_is_refused(tmp_path):
    (tmp_path / "a.bib").write_text("@comment{nothing}\n@string{a = {b}}\n")
    assert refusal(tmp_path / "a.bib") == "it has no entry that can be read"


def test_what_plain_formats_hold_is_shown_as_typed(build, tmp_path):
    """The text of a cell is no markup: neither to Markdown nor to MyST nor to HTML."""
    texts = [
        *(
            "*a* _b_ **c**",
            "[x](y.md)",
            "{ref}`nowhere`",
            "<b>x</b>",
            "$x$ and $5",
            "# one",
            "- two",
            "1. three",
        ),
        *(
            "% four",
            "(five)=",
            "::: six",
            "| a | b |",
            "+++",
            "---",
            "> q",
            "`c`",
            "a \\ b",
            "&amp;",
            "[^1]: n",
            "~~s~~",
        ),
    ]
    skills = io.StringIO()
    skills.write("Name\n")
    for text in texts:
        skills.write('"' + text.replace('"', '""') + '"\n')
    rows = "Company Name,Title,Description\n" + "".join(
        f'"Firm {number}","{text}","before\n\n{text}\n\nafter"\n' for number, text in enumerate(texts)
    )
    path = archive(
        tmp_path / "a.zip", {"Profile.csv": PROFILE, "Skills.csv": skills.getvalue(), "Positions.csv": rows}
    )
    from sphinx_homepage.importing.writing import data_file

    site = build(
        {
            "index.md": "# CV\n\n:::{skills}\n:::\n\n:::{experience}\n:::\n",
            "cv.yaml": data_file(read(path).data),
        },
        "text",
        homepage_data="cv.yaml",
        smartquotes=False,
    )
    assert site.warnings == []
    shown = site.text()
    assert [text for text in texts if shown.count(text) < 2 and text not in {"- two", "---"}] == []
