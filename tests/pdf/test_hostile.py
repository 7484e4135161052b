"""Whatever a person writes is text in the PDF: it calls nothing, reads nothing, ends nothing."""

from __future__ import annotations

import itertools
import json
import string as letters
import unicodedata

import pytest
import yaml
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.util.docutils import new_document

from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.nodes import hp_address, hp_block, hp_entry, hp_head, hp_heading, hp_icon
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


@settings(max_examples=200)
@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=20))
def test_any_text_is_itself_in_a_literal(texts):
    assert _values(texts) == [_cleaned(text) for text in texts]


def _page_of(texts):
    """Return a document that has *texts* in every kind of place."""
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
        section += _more_of(text)
    return document


def _more_of(text):
    """Yield what stands less often on a page, and the record's own nodes."""
    yield nodes.paragraph("", "", nodes.abbreviation("", text, explanation=text), nodes.superscript("", text))
    yield nodes.paragraph("", "", nodes.raw("", text, format="html"), nodes.math("", text))
    yield nodes.math_block("", text, number=text, ids=[text])
    yield nodes.enumerated_list(
        "", nodes.list_item("", nodes.paragraph("", text)), enumtype=text, prefix=text, suffix=text
    )
    name, body = nodes.field_name("", text), nodes.field_body("", nodes.paragraph("", text))
    yield nodes.field_list("", nodes.field("", name, body))
    option = nodes.option_group("", nodes.option("", nodes.option_string("", text)))
    described = nodes.description("", nodes.paragraph("", text))
    yield nodes.option_list("", nodes.option_list_item("", option, described))
    yield nodes.block_quote("", nodes.line_block("", nodes.line("", text)), nodes.attribution("", text))
    yield nodes.admonition("", nodes.title("", text), nodes.raw("", f"<p>{text}", format="html"))
    cells = nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for _ in "ab"))
    group = nodes.tgroup("", nodes.colspec(), nodes.colspec(), nodes.tbody("", cells), cols=2)
    yield nodes.table("", nodes.title("", text), group)
    picture = nodes.image(uri=text, alt=text, width=text)
    linked = nodes.reference("", "", picture, refuri=f"https://x.example.org/{text}")
    yield nodes.figure("", linked, nodes.caption("", text), nodes.legend("", nodes.paragraph("", text)))
    yield nodes.footnote("", nodes.label("", text), nodes.paragraph("", text), ids=[text])
    yield nodes.citation("", nodes.label("", text), nodes.paragraph("", text), ids=[text])
    meta = nodes.paragraph("", "", nodes.Text(text), classes=["hp-meta"])
    heading = hp_heading("", text, classes=["hp-heading"])
    label = nodes.strong("", text)
    facts = [
        nodes.paragraph("", "", label.deepcopy(), nodes.Text(text), classes=[f"hp-{name}"])
        for name in ("fact", "keywords", "links", "words", "legend")
    ]
    entry = hp_entry("", heading, meta, *facts, classes=["hp-entry"], ids=[f"e-{text}"])
    yield hp_block("", entry, classes=["hp-block", f"hp-{text}"])
    line = nodes.paragraph("", "", hp_head("", text), nodes.Text(text), classes=["hp-line"])
    rows = nodes.bullet_list("", nodes.list_item("", line, nodes.paragraph("", text)), classes=["hp-list"])
    yield hp_block("", rows, classes=["hp-block", "hp-awards"])
    way = nodes.paragraph("", "", hp_icon(icon=text), nodes.inline("", text, classes=["hp-icon-label"]))
    way += nodes.reference("", text, refuri=f"mailto:{text}")
    ways = nodes.bullet_list("", nodes.list_item("", way), classes=["hp-contact-list"])
    yield hp_block("", hp_address("", ways), classes=["hp-block", "hp-contact"])


def _compiled(document, tmp_path, text="x", picture=None):
    from sphinx_homepage.pdf.compile import compile_pdf
    from sphinx_homepage.pdf.settings import TEMPLATES_DIR
    from sphinx_homepage.pdf.template import template_files
    from sphinx_homepage.pdf.writer import Surroundings, write

    around = Surroundings(
        tmp_path, "index", warns_of_math=True, images=lambda _: picture, is_missing=lambda _: True
    )
    meta = {
        "title": text,
        "author": [text],
        "language": "en",
        "region": None,
        "keywords": [text],
        "description": text,
    }
    settings = {"paper": "a4", "last_updated": text, "labels": {"page": "{page}" + text}}
    written = write(document, around, meta, settings)
    files = template_files(TEMPLATES_DIR / "classic.typ", tmp_path) | written.files
    return compile_pdf(written.source.text, files, timestamp=0, standards=())


def test_no_text_calls_a_function(tmp_path, pdf_text):
    compiled = _compiled(_page_of(CALLS), tmp_path)
    (tmp_path / "a.pdf").write_bytes(compiled.pdf)
    text = pdf_text(tmp_path / "a.pdf")
    for call in CALLS[:-1]:
        assert "".join(call.split()) in "".join(text.split())


PRINTABLE = letters.ascii_letters + letters.digits + letters.punctuation + " "


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(max_codepoint=0x24F, exclude_categories=())), min_size=1, max_size=3))
def test_any_text_gives_a_pdf(tmp_path, red_png, texts):
    (tmp_path / "red.png").write_bytes(red_png)
    assert _compiled(_page_of(texts), tmp_path, texts[0], tmp_path / "red.png").pages >= 1


@pytest.mark.parametrize("text", ["a" * 100_000, "word " * 20_000, "\u0301" * 1000, "[" * 5000, "`" * 5000])
def test_a_line_of_any_length_gives_a_pdf(tmp_path, text):
    page = nodes.paragraph("", "", nodes.Text(text), nodes.literal("", text))
    section = nodes.section("", nodes.title("", "Page"), page, nodes.literal_block("", text), ids=["page"])
    document = new_document("index.md")
    document += section
    assert _compiled(document, tmp_path).pages >= 1


def test_a_picture_outside_the_source_directory_is_not_read(build, tmp_path, red_png):
    (tmp_path.parent / "outside.png").write_bytes(red_png)
    page = "# Page\n\n![secret](../outside.png)\n"
    site = build({"index.md": page}, homepage_pdf={"index": "a.pdf"})
    assert b"/Subtype /Image" not in (site.outdir / "a.pdf").read_bytes()
    (site.srcdir / "link.png").symlink_to(tmp_path.parent / "outside.png")
    site = build({"index.md": "# Page\n\n![secret](link.png)\n"})
    assert "homepage.pdf-image" in [warned.code for warned in site.warnings]
    assert b"/Subtype /Image" not in (site.outdir / "a.pdf").read_bytes()


# A whole site


def _hostile_entry(model, texts, depth=0):
    """Return an entry that has a hostile text in each of its fields that hold one."""
    entry = {}
    for name in model.model_fields:
        if name in model.nested:
            entry |= {name: [_hostile_entry(model.nested[name], texts, depth + 1)]} if depth < 2 else {}
        elif name == "links":
            entry[name] = {next(texts): f"https://x.example.org/{next(texts)}"}
        elif name == "details":
            entry[name] = {next(texts): next(texts)}
        elif name in {"highlights", "keywords"}:
            entry[name] = [next(texts), next(texts)]
        elif name == "image":
            entry[name] = {"src": "red.png", "alt": next(texts)}
        elif name not in {"only", "private", "sort_date", "start", "end", "date", "id"}:
            entry[name] = next(texts)
    return entry


@pytest.mark.parametrize("template", ["classic", "modern", "compact"])
def test_a_record_that_is_hostile_in_every_field_gives_a_pdf(build, red_png, template):
    texts = itertools.cycle(
        [*CALLS, letters.punctuation, "<script>alert(1)</script>", "$\\panic$", "word" * 200]
    )
    record = {
        name: _hostile_entry(section.entry, texts)
        if section.is_single
        else [_hostile_entry(section.entry, texts) for _ in range(3)]
        for name, section in SECTIONS.items()
        if name != "publications"
    }
    data = yaml.safe_dump(record, allow_unicode=True, width=100_000)
    page = "# Page\n\n" + "".join(f":::{{{name}}}\n:::\n\n" for name in record)
    site = build(
        {"index.md": page, "cv.yaml": data, "red.png": red_png},
        homepage_data="cv.yaml",
        homepage_pdf={"index": "a.pdf"},
        homepage_pdf_template=template,
        homepage_pdf_settings={"last_updated": CALLS[1], "font": CALLS[2]},
        project=CALLS[0],
        author=CALLS[1],
    )
    assert (site.outdir / "a.pdf").is_file()
    said = [warned for warned in site.warnings if warned.code == "homepage.pdf"]
    assert [warned.message for warned in said if "unknown font family" not in warned.message] == []


@pytest.mark.parametrize(
    "settings",
    [
        {"paper": 'a4"; #panic()'},
        {"accent": "#fff); #panic("},
        {"accent": "red"},
        {"margins": "1cm + panic()"},
        {"margins": {"x": "1cm", "y": "2cm, panic()"}},
        {"margins": {"top": "1cm"}},
        {"photo": "panic()"},
        {"page_numbers": "panic()"},
        {"font": [1]},
        {"panic()": True},
    ],
    ids=str,
)
def test_a_setting_that_is_code_is_a_warning(build, settings):
    site = build({}, homepage_pdf={"index": "a.pdf"}, homepage_pdf_settings=settings)
    assert [warned.code for warned in site.warnings] == ["homepage.setting"]
    assert (site.outdir / "a.pdf").is_file()


@pytest.mark.parametrize(
    "language", ['en"; #panic()', "x" * 100, "sr@latin", "zh-Hant-\u202e", "en_#panic()"]
)
def test_a_language_that_is_code_is_none(build, language):
    site = build({}, homepage_pdf={"index": "a.pdf"}, language=language)
    assert not [warned for warned in site.warnings if warned.code.startswith("homepage.pdf")]
    assert (site.outdir / "a.pdf").is_file()


@pytest.mark.parametrize(
    "reading",
    [
        'read("{secret}")',
        'read("/" + "{secret}".slice(1))',
        'read("../secret.txt")',
        'read("link.txt")',
        'read("folder/secret.txt")',
        'image("../secret.svg")',
        'include "../secret.typ"',
        'plugin("../secret.wasm")',
        'json("link.txt")',
        'import "@preview/secret:1.0.0": *',
        'import "@local/secret:1.0.0": *',
    ],
)
def test_a_template_reads_nothing_outside_the_source_directory(build, tmp_path_factory, reading):
    outside = tmp_path_factory.mktemp("outside")
    for name in ("secret.txt", "secret.typ", "secret.svg"):
        (outside / name).write_text("Secretwords")
    template = f'#import "classic.typ": *\n#let para(body) = {{ {reading} }}\n'
    template = template.replace("{secret}", str(outside / "secret.txt"))
    build.write({"index.md": "# Page\n\nWords.\n", "mine.typ": template})
    (build.srcdir / "link.txt").symlink_to(outside / "secret.txt")
    (build.srcdir / "folder").symlink_to(outside)
    if not (build.srcdir.parent / "secret.txt").exists():
        (build.srcdir.parent / "secret.txt").write_text("Secretwords")
    site = build({}, homepage_pdf={"index": "a.pdf"}, homepage_pdf_template="mine.typ")
    assert [warned.code for warned in site.warnings] == ["homepage.pdf"]
    assert not (site.outdir / "a.pdf").exists()
    assert "Secretwords" not in site.stderr
    assert "Words." in site.html()
