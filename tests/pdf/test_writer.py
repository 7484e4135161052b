"""A page becomes Typst source that calls the functions of a template, in the order of the page."""

from __future__ import annotations

import pytest

from sphinx_homepage.pdf.source import Place, Places, string, words

# A page's own Markdown


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("Plain words.", '#para[#"Plain words.";];'),
        (
            '*Em*, **strong**, `a "b" \\n`.',
            '#para[#emph-of[#"Em";];#", ";#strong-of[#"strong";];#", ";#code("a \\"b\\" \\\\n");#".";];',
        ),
        ("[A link](https://a.example.org)", '#para[#link-to("https://a.example.org")[#"A link";];];'),
        ("- a\n- b", '#bullets(([#"a";], [#"b";],));'),
        ("3. a\n4. b", '#numbers(start: 3, ([#"a";], [#"b";],));'),
        ("- a\n\n  b", '#bullets(([\n#para[#"a";];\n#para[#"b";];\n],));'),
        ("Term\n: Meaning", '#definitions(((term: [#"Term";], body: [#"Meaning";]),));'),
        ("> Said", '#quotation[\n#para[#"Said";];\n];'),
        ('```python\nx = "#["\n```', '#code-block("x = \\"#[\\"", lang: "python");'),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |",
            '#table-of(columns: 2, header: 1, rows: (([#"a";], [#"b";],), ([#"1";], [#"2";],),));',
        ),
        (":::{note}\nWell.\n:::", '#note(title: [#"Note";])[\n#para[#"Well.";];\n];'),
        (":::{admonition} Own\nWell.\n:::", '#note(title: [#"Own";])[\n#para[#"Well.";];\n];'),
        ("Before.\n\n---\n\nBehind.", '#para[#"Before.";];\n#rule();\n#para[#"Behind.";];'),
        ("H{sub}`2`O and x{sup}`2`", '#para[#"H";#sub-of[#"2";];#"O and x";#super-of[#"2";];];'),
        ("Words[^a].\n\n[^a]: A note.", '#para[#"Words";#footnote-of[#"A note.";];#".";];'),
        ("$x^2$", '#para[#math-inline($x^(2)$, alt: "x squared");];'),
        ("<b>Words</b> <!-- not this -->", '#para[#strong-of[#"Words";];#" ";];'),
        ("a <S>b *c*</S><br/>d", '#para[#"a ";#strike-of[#"b ";#emph-of[#"c";];];#linebreak();#"d";];'),
        ("</b><i>un<s>closed</i>", '#para[#"un";#"closed";];'),
        ("```{toctree}\n```", ""),
    ],
    ids=lambda value: value[:20].split("\n")[0],
)
def test_markdown_has_a_function_for_each_thing(typst_of, page, source):
    written = typst_of(f"{page}\n")
    if "math-inline" in source:  # How a formula is written is said elsewhere.
        assert written.startswith("#para[#math-inline($")
    else:
        assert written.strip("\n") == source


def test_headings_nest_below_the_page_title(typst_of):
    written = typst_of("# Page\n\n## One\n\n### Two\n\nWords.\n\n## Three\n")
    assert [line for line in written.splitlines() if "#section" in line] == [
        '#section(level: 2, id: "one")[#"One";];',
        '#section(level: 3, id: "two")[#"Two";];',
        '#section(level: 2, id: "three")[#"Three";];',
    ]


def test_cells_that_span_others_say_so(typst_of):
    page = "```{eval-rst}\n+---+---+\n| a | b |\n+   +---+\n|   | c |\n+---+---+\n| d     |\n+-------+\n```\n"
    assert typst_of(page).strip() == (
        '#table-of(columns: 2, header: 0, rows: ((table.cell(rowspan: 2)[#"a";], [#"b";],), ([#"c";],), '
        '(table.cell(colspan: 2)[#"d";],),));'
    )


def test_a_picture_has_its_words(typst_of, red_png):
    files = {"red.png": red_png}
    assert typst_of("![A red square](red.png)\n", files).strip() == (
        '#para[#box(picture(path: "files/1.png", alt: "A red square", width: none));];'
    )
    figure = "```{figure} red.png\n:alt: A square\n:width: 50%\n\nThe *caption*.\n```\n"
    assert '#figure-of(picture(path: "files/1.png", alt: "A square", width: "50%"), caption: [#"The ";' in (
        typst_of(figure, files)
    )


def test_a_picture_that_typst_cannot_show_is_its_words_and_a_warning(build):
    page = "Words.\n\n![A drawing](drawing.bmp)\n"
    site = build({"index.md": page, "drawing.bmp": b"BM no picture"}, homepage_pdf={"index": "a.pdf"})
    assert [(warned.line, warned.code) for warned in site.warnings] == [(3, "homepage.pdf-image")]
    assert (site.outdir / "a.pdf").is_file()


def test_a_node_without_a_form_is_its_text_and_one_warning(build):
    extension = """
from docutils import nodes
from sphinx.util.docutils import SphinxDirective
class strange(nodes.Element): pass
class Strange(SphinxDirective):
    has_content = True
    def run(self):
        node = strange()
        node.source, node.line = self.get_source_info()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]
def skip(self, node): pass
def setup(app):
    app.add_node(strange, html=(skip, skip))
    app.add_directive("strange", Strange)
"""
    page = "# Page\n\n:::{strange}\nFirst.\n:::\n\n:::{strange}\nSecond.\n:::\n"
    settings = {"extensions": ["sphinx_homepage", "strange_nodes"], "homepage_pdf": {"index": "a.pdf"}}
    # conf.py is read in its folder, and imports from there.
    site = build({"index.md": page, "strange_nodes.py": extension, "conf.py": _PATH + _extensions(settings)})
    assert [(warned.line, warned.message, warned.code) for warned in site.warnings] == [
        (3, 'the PDF has no form for a "strange", and shows its text alone', "homepage.pdf")
    ]


_PATH = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\n"


def _extensions(settings):
    return "".join(f"{name} = {value!r}\n" for name, value in settings.items())


# The record

ENTRY = """# Page

## Work

::::{experience} Example Labs
:position: Engineer
:focus: search
:location: Town
:start: 2020-01
:end: 2021-03
:note: a start-up
:keywords: [a, b]

Summary.

- First

:::{project} Ranking
:start: 2020

- Second
:::
::::
"""


def test_an_entry_is_taken_apart(typst_of):
    assert typst_of(ENTRY).splitlines() == [
        '#section(level: 2, id: "work")[#"Work";];',
        '#entry(level: 3, id: "example-labs", title: [#"Example Labs";], aside: [#"(";#"a start-up";#")";], '
        'subtitle: [#"Engineer";#" (";#"search";#")";], place: [#"Town";], date: [#"Jan 2020 – Mar 2021";], '
        'section: "experience")[',
        '#para[#"Summary.";];',
        '#bullets(([#"First";],));',
        '#entry(level: 4, id: "ranking", title: [#"Ranking";], aside: none, subtitle: none, place: none, '
        'date: [#"2020 – present";], section: "experience")[',
        '#bullets(([#"Second";],));',
        "];",
        '#keywords(label: "Keywords:")[#"a";#", ";#"b";];',
        "];",
    ]


def test_items_and_words_are_taken_apart(typst_of):
    page = """# Page

:::{awards}
- title: A prize
  awarder: The academy
  location: Town
  date: 2024
  summary: Words.
- Bare
:::

:::{news}
- {date: 2024-05, summary: News.}
:::

:::{languages}
- {language: Georgian, fluency: native}
:::

:::{interests}
- Tides
- Maps
:::
"""
    assert typst_of(page).splitlines() == [
        '#entries(section: "awards")[',
        '#item(id: "a-prize", head: [#"A prize";], aside: none, meta: [#"The academy";], place: [#"Town";], '
        'date: [#"2024";], section: "awards")[#"Words.";];',
        '#item(id: "bare", head: [#"Bare";], aside: none, meta: none, place: none, date: none, '
        'section: "awards")[];',
        "];",
        '#entries(section: "news")[',
        '#item(id: "news", head: none, aside: none, meta: none, place: none, date: [#"May 2024";], '
        'section: "news")[#"News.";];',
        "];",
        '#entries(section: "languages")[',
        '#item(id: "georgian", head: [#"Georgian";], aside: none, meta: [#"native";], place: none, '
        'date: none, section: "languages")[];',
        "];",
        '#words(section: "interests")[#"Tides";#", ";#"Maps";];',
    ]


def test_ways_to_reach_somebody_have_a_kind_an_icon_and_a_label(typst_of):
    page = "# Page\n\n:::{contact}\n:email: ana@example.org\n:location: Town\n:github: ana\n:::\n"
    assert typst_of(page).splitlines() == [
        '#contact(items: ((kind: "email", icon: "email", label: "Email", '
        'body: [#link-to("mailto:ana@example.org")[#"ana@example.org";];]), '
        '(kind: "where", icon: "location", label: "Location", body: [#"Town";]), '
        '(kind: "network", icon: "github", label: "GitHub", '
        'body: [#link-to("https://github.com/ana")[#"ana";];]),));'
    ]


def test_the_name_of_a_profile_heads_the_document(typst_of):
    page = """---
title: Curriculum vitae
subtitle: In short
---

:::{profile}
name: Ana Petrov
pronouns: she/her
headline: Cartographer
summary: Draws maps.
:::
"""
    written = typst_of(page, whole=True).splitlines()
    assert 'meta: (title: "Ana Petrov – Curriculum vitae", author: ("Ana Petrov",),' in written[1]
    assert written[2] == (
        '#name-block(name: [#"Ana Petrov";], supertitle: none, '
        'subtitle: [#"Curriculum vitae";#" · ";#"In short";], '
        'aside: ([#"she/her";],), lines: ([#"Cartographer";],), portrait: none);'
    )
    assert written[3:] == ["#profile[", '#para[#"Draws maps.";];', "];"]


def test_publications_have_their_numbers_apart(typst_of):
    rows = "- {title: One, year: 2021, id: one}\n- {title: Two, year: 2020, id: two}\n"
    plain = typst_of(f"# Page\n\n:::{{publications}}\n{rows}:::\n")
    assert '#publications(items: ((number: "1", id: "one", body: [#"One";#".";#" ";#"2021";#".";]),' in plain
    numbered = typst_of(f"# Page\n\n:::{{publications}}\n:numbering: descending\n\n{rows}:::\n")
    assert '(number: "2", id: "one", body: [#"One";' in numbered
    assert '(number: "1", id: "two", body: [#"Two";' in numbered


# Links


def test_a_link_leads_to_what_is_in_the_document(typst_of):
    page = "# Page\n\n(here)=\n## Place\n\n{ref}`here`, {ref}`Words <genindex>`.\n"
    written = typst_of(page)
    assert '#section(level: 2, id: "place")' in written or '#section(level: 2, id: "here")' in written
    assert '[#"Place";];#", ";#"Words";#"."' in written


def test_a_link_that_runs_something_is_its_words(typst_of):
    from docutils import nodes

    from sphinx_homepage.pdf.writer.page import PageWriter

    writer = PageWriter.__new__(PageWriter)
    for url in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "vbscript:x",
        "",
        "x" * 9000,
    ):
        assert PageWriter.link(writer, url, words("w")) == '#"w";'
    assert nodes.Text("w") == "w"


# Texts


def test_a_text_is_one_literal():
    assert words('a "b" \\ #c\n  [d] $e$ // f') == '#"a \\"b\\" \\\\ #c [d] $e$ // f";'


def test_what_is_no_character_is_replaced():
    assert string("a\x00b\ud800c\uffff\x7f") == '"a\ufffdb\ufffdc\ufffd\ufffd"'


def test_lines_know_where_they_come_from():
    places = Places()
    marked = f"one\n{places.mark(Place('a.md', 3))}two\nthree\n{places.mark(Place('b.md', 7))}four\n"
    source = places.settle(marked)
    assert source.text == "one\ntwo\nthree\nfour\n"
    assert [source.place_of(line) for line in range(1, 5)] == [
        None,
        Place("a.md", 3),
        Place("a.md", 3),
        Place("b.md", 7),
    ]
