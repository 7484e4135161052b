"""Markdown as a person typed it, for programs that know no MyST."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_homepage.exports.facts import Site
from sphinx_homepage.exports.texts import paragraphs, to_html, with_addresses, without_directives
from sphinx_homepage.model.text import Text

SITE = Site(
    address_of=lambda path, text: f"https://a.example.org/{path}" if path == "page.md" else "",
    words_of=lambda role, target: (
        ("Ruiz 2024", "https://a.example.org/p#x") if role == "pub" else (target, "")
    ),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\n\n:::{contact}\n:phone: 5\n:::\n\nb", "a\n\n\nb"),
        ("::::{only} latex\n:::{note}\nx\n:::\n::::\nb", "b"),
        ("- ```{code} x\n  y\n  ```\n- b", "- b"),
        ("> :::{note}\n> x\n> :::\nb", "b"),
        ("a\n```{never} closed\nb", "a"),
        ("(here)=\na", "a"),
        ("```python\n{kept}\n```", "```python\n{kept}\n```"),
        ("a {pub}`b` {c}", "a {pub}`b` {c}"),
    ],
)
def test_directives_are_left_out_whole(typed, kept):
    assert without_directives(typed) == kept


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("See {pub}`a` and {pub}`that one <a>`.", "See Ruiz 2024 and that one."),
        ("{math}`x^2` is {abbr}`HTML (H)`", "$x^2$ is HTML (H)"),
        ("[a](page.md), [b](gone.md), [c](https://c.org), [d](#e)", None),
        ("Plain {words} `code`.", "Plain {words} `code`."),
    ],
)
def test_markdown_is_what_every_program_reads(typed, written):
    links = "[a](https://a.example.org/page.md), b, [c](https://c.org), [d](#e)"
    assert with_addresses(Text(typed), "en", SITE) == (written or links)


def test_paragraphs_are_lines_of_words():
    assert paragraphs("A *b*\nc.\n\n2. d\n3. e\n   - f\n\n```\ng\nh\n```") == [
        "A b c.",
        "2. d",
        "3. e",
        "  - f",
        "    g",
        "    h",
    ]


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("See {pub}`a`.", '<p>See <a href="https://a.example.org/p#x">Ruiz 2024</a>.</p>'),
        ("[a](page.md) [b](gone.md)", '<p><a href="https://a.example.org/page.md">a</a> b</p>'),
        ("![x](gone.png)", "<p>x</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("$a<b$ and C++", "<p>a &lt; b and C++</p>"),
        ("$$\na<b\n$$", "<p>a &lt; b</p>"),
    ],
)
def test_html_has_nothing_that_leads_nowhere(typed, html):
    assert to_html(Text(typed), SITE) == html


@given(st.text("ab`*_[]()<>!{}$&\\\n-#~:|", max_size=40))
def test_whatever_is_typed_is_html_without_a_script(typed):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parseFragment(to_html(Text(typed), SITE))
    assert not {"script", "style", "iframe"} & {node.tag for node in tree.iter() if isinstance(node.tag, str)}
    assert isinstance(paragraphs(typed), list)
    assert isinstance(with_addresses(Text(typed), "en", SITE), str)
