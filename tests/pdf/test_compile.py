"""A PDF is made in a closed room, as the standards want it; what is wrong is said with its line."""

from __future__ import annotations

import os
import socket
import time
from io import BytesIO

import pytest

from sphinx_homepage.pdf.compile import CompileError, compile_pdf
from sphinx_homepage.pdf.complaints import Complaint

HEAD = '#set document(title: "Jane Doe")\n#set text(lang: "en")\n'
TODAY = 1_780_000_000


def made(body: str, files=None, **options):
    return compile_pdf(HEAD + body, files or {}, timestamp=TODAY, **options)


def complaints(body: str, files=None, **options) -> list[Complaint]:
    with pytest.raises(CompileError) as error:
        made(body, files, **options)
    return list(error.value.complaints)


def test_a_pdf_declares_both_standards_and_says_how_many_pages_it_has():
    result = made("= Jane Doe\n#pagebreak()\nText")
    assert (result.pages, result.complaints, result.standards) == (2, (), ("ua-1", "a-3a"))
    assert not result.uses_system_fonts
    assert b"<pdfuaid:part>1</pdfuaid:part>" in result.pdf
    assert b"<pdfaid:part>3</pdfaid:part>" in result.pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in result.pdf


def test_the_same_input_gives_the_same_bytes_and_another_time_others():
    files = {"template.typ": b"#let a = [a]", "files/1.svg": SVG}
    body = '#import "template.typ": *\n#a\n#image("files/1.svg", alt: "A square")'
    first = made(body, files).pdf
    assert made(body, files).pdf == first
    assert b"/CreationDate(D:20260528202640Z)" in first
    assert compile_pdf(HEAD + body, files, timestamp=TODAY + 1).pdf != first


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def test_a_file_rides_along_as_the_standard_wants_it():
    pypdf = pytest.importorskip("pypdf")
    body = (
        '#pdf.attach("resume.json", relationship: "source", mime-type: "application/json", '
        'description: "The data of this CV")\nText'
    )
    result = made(body, {"resume.json": b'{"basics": {}}'})
    assert (result.standards, result.complaints) == (("ua-1", "a-3a"), ())
    assert b"/AFRelationship/Source" in result.pdf
    assert pypdf.PdfReader(BytesIO(result.pdf)).attachments == {"resume.json": [b'{"basics": {}}']}


def test_a_mistake_is_told_with_its_line_and_what_typst_advises():
    assert complaints("= A\n$ab$") == [
        Complaint(
            "unknown variable: ab",
            4,
            (
                "if you meant to display multiple letters as is, try adding spaces between each letter: "
                "`a b`",
                'or if you meant to display this as text, try placing it in quotes: `"ab"`',
            ),
        )
    ]


def test_a_mistake_in_a_template_is_told_with_both_places():
    template = b"#let entry(body) = {\n  body + nothing\n}\n"
    assert complaints('#import "template.typ": *\n\n#entry[a]', {"template.typ": template}) == [
        Complaint("unknown variable: nothing", 5, (), "template.typ:2:10")
    ]


def test_what_the_standards_do_not_allow_is_made_without_them_and_told():
    result = made("= A\n=== B\n")
    assert (result.pages, result.standards) == (1, ())
    assert result.complaints == (
        Complaint(
            "the PDF is neither accessible nor archival as the standards want it: "
            "skipped from heading level 1 to 3",
            4,
            ("heading levels must be consecutive",),
        ),
    )
    assert b"pdfuaid" not in result.pdf


# U+0378 and U+0379 are no characters yet: no font has them.


def test_a_character_that_no_font_has_is_printed_as_its_number_and_told_with_its_line():
    result = made('= A\n#"a \u0378 b";\n#"\u0379\u0378";\n#"\u0378";\n')
    assert result.standards == ("ua-1", "a-3a")
    assert [(complaint.line, complaint.characters) for complaint in result.complaints] == [
        (4, "\u0378"),
        (5, "\u0379"),
    ]
    assert result.complaints[0].message == (
        'no font has the character "\u0378" (U+0378); install a font that has it (on Debian and Ubuntu '
        "fonts-noto-core), or name its file in homepage_pdf_fonts"
    )
    assert _words(result.pdf) == ["A", "a", "[U+0378]", "b", "[U+0379][U+0378]", "[U+0378]"]


def test_a_title_keeps_a_character_that_only_the_text_cannot_show():
    body = '#set document(title: "\u0378")\n#"\u0378";'
    pypdf = pytest.importorskip("pypdf")
    assert pypdf.PdfReader(BytesIO(made(body).pdf)).metadata.title == "\u0378"


def _words(pdf: bytes) -> list[str]:
    pypdf = pytest.importorskip("pypdf")
    return " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).split()


# The closed room


@pytest.mark.parametrize("name", ["../a.typ", "/a.typ", "a/../../b", "C:a", "a\\b", "", "main.typ"])
def test_no_file_is_put_elsewhere(name):
    with pytest.raises(ValueError, match="is no path"):
        made("a", {name: b""})


@pytest.mark.parametrize("path", ["../secret.txt", "/../secret.txt", "../../../../../../etc/hostname"])
def test_nothing_outside_is_read(path):
    (complaint,) = complaints(f'#read("{path}")')
    assert complaint.line == 3


def test_a_link_is_copied_as_what_it_points_to(tmp_path):
    (tmp_path / "a.txt").write_text("inside", encoding="utf-8")
    try:
        (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    except OSError:
        pytest.skip("links are not allowed here")
    assert "inside" in _words(made('#read("link.txt")', {"link.txt": tmp_path / "link.txt"}).pdf)


def test_the_folder_is_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made("a")
    complaints("#b")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("package", ['"@preview/cetz:0.3.0"', '"@pre" + "view/cetz:0.3.0"'])
def test_a_package_is_not_downloaded(package, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0.2)
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        before = dict(os.environ)
        (complaint,) = complaints(f"#import {package}: canvas")
        with pytest.raises(TimeoutError):
            proxy.accept()
    assert dict(os.environ) == before
    assert complaint == Complaint(
        'the template asks for the package "cetz-0.3.0": no build downloads one; copy what you need of it '
        "into a .typ file of your own",
        3,
    )


def test_a_template_that_counts_for_ever_does_not_hold_the_build_up():
    start = time.perf_counter()
    endless = "#for i in range(5000) { for j in range(5000) { let x = i * j } }"
    assert complaints(endless, limit=0.3) == [Complaint("Typst was not done after 0.3 seconds")]
    assert time.perf_counter() - start < 3
    assert made("= The next one").pages == 1
