"""Whatever a person writes is text in the PDF: it calls nothing, reads nothing, ends nothing."""

from __future__ import annotations

import json
import string as letters
import unicodedata

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_homepage.pdf.source import line_of, string

typst = pytest.importorskip("typst")

CALLS = [
    '#panic("x")',
    '"); #panic("x"); ("',
    '";#read("/etc/passwd");"',
    '\\";#panic("x");\\"',
    "]#panic()[",
    '#import "@preview/x:1.0.0": *',
    "#{ while true {} }",
    "$ #panic() $",
    "`#panic()`",
    "```#panic()```",
    "// not a comment",
    "/* neither",
    "<label> @reference",
    "\\u{41}\\n\\",
    "= Heading",
    "-- --- ... ~",
    "{{ page }} {% x %}",
    "\u202e\u2066\u200d\ufe0f",
]


def _values(texts):
    """Return what Typst takes the literals of *texts* for."""
    source = f"({', '.join(map(string, texts))},)"
    return json.loads(typst.eval(b"", source))


def _cleaned(text):
    """Return *text* with U+FFFD for what is no character, said in another way than the code does."""
    return "".join(
        char
        if char in "\n\t\r\x85"
        or not (
            unicodedata.category(char) in {"Cc", "Cs"}
            or (ord(char) & 0xFFFE) == 0xFFFE
            or 0xFDD0 <= ord(char) <= 0xFDEF
        )
        else "\ufffd"
        for char in text
    )


def test_every_character_is_itself_in_a_literal():
    texts = [f"a{chr(code)}b" for code in range(0x3000)] + CALLS
    assert _values(texts) == [_cleaned(text) for text in texts]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=20))
def test_any_text_is_itself_in_a_literal(texts):
    assert _values(texts) == [_cleaned(text) for text in texts]


def _page_of(texts):
    """Return a document that has *texts* in every kind of place."""
    from sphinx.util.docutils import new_document

    document = new_document("index.md")
    section = nodes.section("", nodes.title("", texts[0]), ids=["page"])
    document += section
    for text in texts:
        section += nodes.paragraph(
            "", "", nodes.Text(text), nodes.emphasis("", text), nodes.literal("", text)
        )
        section += nodes.paragraph("", "", nodes.reference("", text, refuri=f"https://x.example.org/{text}"))
        section += nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", text)))
        section += nodes.literal_block(text, text, language=text)
        section += nodes.rubric("", text, ids=[text or "x"])
        section += nodes.paragraph("", "", nodes.reference("", text, refid=text or "x"))
        definition = nodes.definition("", nodes.paragraph("", text))
        section += nodes.definition_list("", nodes.definition_list_item("", nodes.term("", text), definition))
        section += nodes.note("", nodes.paragraph("", text))
        section += nodes.rubric("", text, level=2, ids=[f"h-{text}"])
    return document


def _compiled(document, tmp_path):
    from sphinx_homepage.pdf.compile import compile_pdf
    from sphinx_homepage.pdf.settings import TEMPLATES_DIR
    from sphinx_homepage.pdf.template import template_files
    from sphinx_homepage.pdf.writer import Surroundings, write

    around = Surroundings(
        tmp_path, "index", warns_of_math=False, images=lambda _: None, is_missing=lambda _: True
    )
    meta = {"title": "x", "author": [], "language": "en", "region": None, "keywords": [], "description": None}
    written = write(document, around, meta, {"paper": "a4", "labels": {"page": "{page}"}})
    files = template_files(TEMPLATES_DIR / "classic.typ", tmp_path)
    return compile_pdf(written.source.text, files, timestamp=0, standards=())


def test_no_text_calls_a_function(tmp_path, pdf_text):
    compiled = _compiled(_page_of(CALLS), tmp_path)
    (tmp_path / "a.pdf").write_bytes(compiled.pdf)
    text = pdf_text(tmp_path / "a.pdf")
    for call in CALLS[:-1]:
        assert "".join(call.split()) in "".join(text.split())


PRINTABLE = letters.ascii_letters + letters.digits + letters.punctuation + " "


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(PRINTABLE, min_size=1, max_size=30), min_size=1, max_size=4))
def test_any_text_is_what_the_pdf_says(tmp_path, pdf_text, texts):
    compiled = _compiled(_page_of(texts), tmp_path)
    (tmp_path / "a.pdf").write_bytes(compiled.pdf)
    said = "".join(pdf_text(tmp_path / "a.pdf").split())
    for text in texts:
        assert "".join(line_of(text).split()) in said


@pytest.mark.parametrize("text", ["\xad", "\u200b", "\u2060\ufeff", "\u200e \xad"])
def test_a_text_in_which_there_is_nothing_to_see_gives_a_pdf(tmp_path, text):
    assert _compiled(_page_of([text]), tmp_path).pages == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(max_codepoint=0x24F, exclude_categories=())), min_size=1, max_size=3))
def test_any_text_gives_a_pdf(tmp_path, texts):
    assert _compiled(_page_of(texts), tmp_path).pages >= 1


def test_a_picture_outside_the_source_directory_is_not_read(build, tmp_path, red_png):
    (tmp_path.parent / "outside.png").write_bytes(red_png)
    page = "# Page\n\n![secret](../outside.png)\n"
    site = build({"index.md": page}, homepage_pdf={"index": "a.pdf"})
    assert b"/Subtype /Image" not in (site.outdir / "a.pdf").read_bytes()
    (site.srcdir / "link.png").symlink_to(tmp_path.parent / "outside.png")
    site = build({"index.md": "# Page\n\n![secret](link.png)\n"})
    assert "homepage.pdf-image" in [warned.code for warned in site.warnings]
    assert b"/Subtype /Image" not in (site.outdir / "a.pdf").read_bytes()
