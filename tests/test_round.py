"""What a person types comes out, character for character, but for quotes and Markdown's own markup."""

from __future__ import annotations

import json
import re
import zipfile

import html5lib
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

XHTML = "{http://www.w3.org/1999/xhtml}"

WORDS = [
    *(
        " - ",
        " -- ",
        "--flag",
        "...",
        " #",
        " #1",
        "#",
        "C#",
        "%",
        " % ",
        "100%",
        "+",
        "40%+",
        "C++",
        "1B+",
        " + ",
    ),
    *(
        "$5M",
        " $ ",
        "$5M and $6M",
        "US$",
        "_",
        "snake_case",
        "__init__",
        " _ ",
        "*",
        " * ",
        "2 * 3",
        "a*b",
        "<",
        " < ",
    ),
    *(
        "a<b",
        "<T>",
        "<br>",
        ">",
        " -> ",
        "&",
        " & ",
        "R&D",
        "&amp;",
        "&copy",
        '"',
        "'",
        "it's",
        '"so"',
        "\\",
        "C:\\x",
    ),
    *(
        "\\n",
        "\\LaTeX",
        "`",
        "``",
        "~",
        "~55%",
        "^",
        "|",
        "[",
        "]",
        "[x]",
        "(y)",
        "{",
        "}",
        "{z}",
        "!",
        "?",
        "@",
        ":",
    ),
    *(
        ": ",
        "::",
        ":x:",
        ";",
        ",",
        "=",
        "/",
        "TXT/ORC",
        "1.",
        "1)",
        "§",
        "€",
        "°",
        "½",
        "ﬁ",
        "\u00a0",
        "word",
        " ",
        "k",
    ),
    *(
        "郭子凡",
        "北京。",
        "かな",
        "한국어",
        "العربية",
        "עברית",
        "ქართული",
        "हिन्दी",
        "Żuraw",
        "naïve",
        "é",
        "🙂",
        "👩🏽‍🔬",
        "𝒳",
    ),
]

TEXTS = st.lists(
    st.sampled_from(WORDS) | st.text("abz09 é漢", min_size=1, max_size=3), min_size=1, max_size=9
).map("".join)

TEX = {
    "textbackslash{}": "\\",
    "textasciitilde{}": "~",
    "textasciicircum{}": "^",
    "textasciigrave{}": "`",
    "sphinxhyphen{}": "-",
    "textless{}": "<",
    "textgreater{}": ">",
    "textbar{}": "|",
    "textquotesingle{}": "'",
    "textdollar{}": "$",
}


def markdown(*literal):
    parser = MarkdownIt("commonmark").use(dollarmath_plugin, allow_space=False, allow_digits=False)
    return parser.use(attrs_plugin, spans=True).disable(literal)


FIELD = markdown("html_block", "html_inline", "heading", "lheading", "code", "hr")
"""Markdown as a field has it."""

PAGE = markdown()
"""Markdown as a page has it."""


def is_plain(text, parser):
    """Whether a text is words to Markdown: what it means as markup is Markdown's to say."""
    tokens = parser.parse(marked(0, text))
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"] or "<!--" in text:
        return False
    return all(token.type in {"text", "text_special"} for token in tokens[1].children)


def meant(text):
    """Return what a text says: Markdown's escapes and references are read, spaces are one."""
    (_, inline, _) = FIELD.parse(text)
    return plain("".join(token.content for token in inline.children))


def plain(text):
    """Return a text with straight quotes, and one space where there were several."""
    straight = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
    return re.sub(r"[ \n\t]+", " ", text.translate(straight)).strip(" \n\t")


def read_tex(tex):
    """Return the words of LaTeX without commands of layout."""
    tex = tex.replace("~", "\u00a0")  # Quotes are as they are: Sphinx takes ligatures out of XeLaTeX's fonts.
    tex = re.sub(r"\\(" + "|".join(map(re.escape, TEX)) + ")", lambda command: "\0" + TEX[command[1]], tex)
    tex = re.sub(r"\\([%$&_#{}])", "\0\\1", tex)
    tex = re.sub(r"(?<!\0)\{(\[|\]|`|''|'|\"|-|,)\}", r"\1", tex)
    tex = re.sub(r"(?<!\0)[{}]", "", tex)
    return tex.replace("\0", "")


# Each text stands between two marks that every builder leaves alone.

BEGIN, END = "⟦", "⟧"


def marked(number, text):
    return f"{BEGIN}{number}:{text}{END}"


def found(text):
    """Return the marked texts by their number."""
    return {
        int(number): plain(typed)
        for number, typed in re.findall(rf"{BEGIN}(\d+):(.*?){END}", text, re.DOTALL)
    }


def flow(text):
    """Return a text as YAML, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)


def page_of(texts):
    """Return a page and a data file that hold each text in every form, and what is to come out."""
    expected = {}
    data = ["awards:"]
    body = ["# Page", ":::{awards}\n:::", ""]
    typed = ["experience:"]

    def say(text):
        number = len(expected)
        expected.update(found(meant(marked(number, text))))
        return marked(number, text)

    for text in texts:
        data += [
            f"- title: {flow(say(text))}",
            f"  awarder: {flow(say(text))}",
            f"  summary: {flow(say(text))}",
            f"  highlights: [{flow(say(text))}]",
            f"  details: {{Label: {flow(say(text))}}}",
            f"  keywords: [{flow(say(text))}]",
        ]
        typed += [f"- organization: {flow(say(text))}", f"  highlights: [{flow(say(text))}]"]
        body += [
            f":::{{grant}} {say(text)}",
            f":funder: {say(text)}",
            f":links: [{{label: {flow(say(text))}}}]",
            "",
        ]
        body += [say(text), "", f"- {say(text)}"] if is_plain(text, PAGE) else []
        body += [":::", ""]
    body += [":::{experience}", *typed[1:], ":::", ""]
    return {"index.md": "\n".join(body), "cv.yaml": "\n".join(data) + "\n"}, expected


def read_html(html):
    tree = html5lib.parse(html)
    for parent in tree.iter():
        for child in [*parent]:
            if child.tag in {f"{XHTML}style", f"{XHTML}script", f"{XHTML}title"}:
                child.text = ""
    return "".join(tree.itertext())


def output(site, builder):
    if builder == "html":
        return read_html(site.html())
    if builder == "text":
        return site.text()
    if builder == "latex":
        (path,) = site.outdir.glob("*.tex")
        return read_tex(path.read_text("utf-8"))
    (path,) = site.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as book:
        return read_html(book.read("index.xhtml").decode())


@pytest.fixture
def wide_lines(monkeypatch):
    """The text builder breaks no line: it would between two Chinese characters."""
    monkeypatch.setattr("sphinx.writers.text.MAXWIDTH", 10**6)


@pytest.mark.parametrize("builder", ["html", "text", "latex", "epub"])
@settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[*HealthCheck],
)
@given(texts=st.lists(TEXTS, min_size=60, max_size=60))
def test_every_text_comes_out_as_typed(build, wide_lines, builder, texts):
    """In every form and every kind of field: a heading, a line, running text, a list, a label's text."""
    files, expected = page_of([text for text in texts if is_plain(text, FIELD)])
    assert expected
    site = build(
        files,
        builder,
        homepage_data="cv.yaml",
        html_permalinks=False,
        version="1",
        copyright="2026, A",
    )
    assert [warned for warned in site.warnings if warned.code.startswith("homepage")] == []
    shown = found(output(site, builder))
    wrong = {
        number: (text, shown.get(number)) for number, text in expected.items() if shown.get(number) != text
    }
    assert not wrong, wrong
