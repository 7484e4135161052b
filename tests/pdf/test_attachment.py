"""The record rides in the PDF, byte for byte, and a hostile PDF is only one without a record."""

from __future__ import annotations

import time
import zlib
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader, PdfWriter

from sphinx_homepage.pdf import attachment
from sphinx_homepage.pdf.attachment import read_record, typst_attachment

RECORD = '{"basics": {"name": "Zoë 早森 😀"}}\n'.encode()
PAGE = """
#set document(title: "CV", author: "Ada Quist", date: datetime(year: 2026, month: 5, day: 1))
#set text(lang: "en")
#{attachment}
= Ada Quist
"""


def pdf_with(tmp_path, record, description='The data of "this" CV \\ #f()', standards=("a-3a", "ua-1")):
    (tmp_path / "resume.json").write_bytes(record)
    source = PAGE.replace("{attachment}", typst_attachment("resume.json", description))
    (tmp_path / "main.typ").write_text(source, "utf-8")
    return typst.compile(
        tmp_path / "main.typ", root=tmp_path, pdf_standards=list(standards), ignore_system_fonts=True
    )


@pytest.mark.parametrize("record", [RECORD, b"{}", b"", b'{"a": "' + b"x" * 300_000 + b'"}\n'])
def test_what_typst_attaches_is_read_back_byte_for_byte(tmp_path, record):
    assert read_record(pdf_with(tmp_path, record)) == record


@pytest.mark.parametrize("standards", [[], ["2.0"], ["a-3b"]])
def test_it_is_read_back_from_a_pdf_of_any_standard_that_allows_it(tmp_path, standards):
    assert read_record(pdf_with(tmp_path, RECORD, standards=standards)) == RECORD


def test_the_file_is_named_typed_described_and_said_to_be_the_data(tmp_path):
    catalog = PdfReader(BytesIO(pdf_with(tmp_path, RECORD))).trailer["/Root"]
    (file,) = (item.get_object() for item in catalog["/AF"])
    assert {key: file[key] for key in ("/Type", "/F", "/UF", "/AFRelationship", "/Desc")} == {
        "/Type": "/Filespec",
        "/F": "resume.json",
        "/UF": "resume.json",
        "/AFRelationship": "/Data",
        "/Desc": 'The data of "this" CV \\ #f()',
    }
    assert file["/EF"]["/F"].get_object()["/Subtype"] == "/application/json"


def test_it_is_found_among_other_files_and_where_it_only_has_a_name():
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_attachment("a.txt", b"a")
    writer.add_attachment("resume.json", RECORD)
    assert read_record(written(writer)) == RECORD


def written(writer):
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_without_it_has_none(tmp_path):
    (tmp_path / "main.typ").write_text("Hello", "utf-8")
    assert read_record(typst.compile(tmp_path / "main.typ", ignore_system_fonts=True)) is None
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_attachment("cv.json", RECORD)
    assert read_record(written(writer)) is None


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"{}", b"%PDF-1.7\n%%EOF", b"\0" * 5000, b"%PDF-1.7\nstartxref\n9\n%%EOF"]
)
def test_what_is_no_pdf_has_none(data):
    assert read_record(data) is None


def test_an_encrypted_pdf_has_none():
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_attachment("resume.json", RECORD)
    writer.encrypt("secret", algorithm="RC4-128")
    assert read_record(written(writer)) is None


def test_a_broken_pdf_raises_nothing_wherever_it_is_broken(tmp_path):
    pdf = pdf_with(tmp_path, RECORD)
    for place in range(0, len(pdf), 211):
        assert read_record(pdf[:place]) is None
        damaged = pdf[:place] + bytes([pdf[place] ^ 0x55]) + pdf[place + 1 :]
        assert read_record(damaged) in {None, RECORD}


def document(*objects, root=b"<< /Type /Catalog /Pages 2 0 R /AF [3 0 R] >>"):
    """Return a PDF of these objects, the first of which has the number 3."""
    parts, places = [b"%PDF-1.7\n"], []
    for number, body in enumerate((root, b"<< /Type /Pages /Kids [] /Count 0 >>", *objects), start=1):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))
    return b"".join(parts)


def stream(data, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


FILE = b"<< /Type /Filespec /UF (resume.json) /EF << /F 4 0 R >> >>"


def test_a_plain_stream_is_read():
    assert read_record(document(FILE, stream(RECORD))) == RECORD
    assert read_record(document(FILE, stream(zlib.compress(RECORD), b"/Filter [/FlateDecode]"))) == RECORD


HOSTILE = {
    "a bomb": document(FILE, stream(zlib.compress(b"0" * 2**26, 9), b"/Filter /FlateDecode")),
    "a truncated stream": document(FILE, stream(zlib.compress(RECORD)[:-9], b"/Filter /FlateDecode")),
    "no deflated data": document(FILE, stream(b"hello", b"/Filter /FlateDecode")),
    "many filters": document(FILE, stream(b"hello", b"/Filter [" + b"/FlateDecode " * 99 + b"]")),
    "another filter": document(FILE, stream(b"hello", b"/Filter /LZWDecode")),
    "a predictor": document(
        FILE, stream(zlib.compress(RECORD), b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>")
    ),
    "no stream": document(FILE, b"(hello)"),
    "no file": document(b"<< /UF (resume.json) >>"),
    "a file of nothing": document(b"<< /UF (resume.json) /EF 7 >>"),
    "files that are none": document(b"7"),
    "a loop": document(
        b"<< /Kids [3 0 R 3 0 R] >>",
        root=b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>",
    ),
    "names that are none": document(
        b"<< /Names 7 /Kids (x) >>",
        root=b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 3 0 R >> >>",
    ),
    "an object of itself": document(b"3 0 R"),
    "deep arrays": document(b"[" * 100_000),
    "a list of nothing": document(root=b"<< /Type /Catalog /Pages 2 0 R /AF 9 >>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_has_none_and_costs_little(name):
    begin = time.perf_counter()
    assert read_record(HOSTILE[name]) is None
    assert time.perf_counter() - begin < 2


def test_a_pdf_or_a_record_that_is_too_large_is_not_looked_at(monkeypatch):
    pdf = document(FILE, stream(RECORD))
    monkeypatch.setattr(attachment, "MOST_RECORD", len(RECORD) - 1)
    assert read_record(pdf) is None
    monkeypatch.undo()
    monkeypatch.setattr(attachment, "MOST_PDF", len(pdf) - 1)
    assert read_record(pdf) is None
