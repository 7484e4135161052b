"""Markdown as plain text."""

from __future__ import annotations

import pytest

from sphinx_homepage.model.publications.plain import plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("A study of 3 < 5 % of C# + C++", "A study of 3 < 5 % of C# + C++"),
        ("*Drosophila* and **more**", "Drosophila and more"),
        ("H{sub}`2`O and x{sup}`n`", "H2O and xn"),
        ("On $x_1 < y$ and `code <x>`", "On $x_1 < y$ and code <x>"),
        ("[a page](https://example.org) and {pub}`a paper <roos2024>`", "a page and a paper"),
        ("1\\* is \\$5 &amp; <script>", "1* is $5 & <script>"),
        ("one\\\ntwo\nthree\n\nfour", "one two three four"),
        ("- one\n- two", "one two"),
        ("# 1 in ten", "# 1 in ten"),
        ("", ""),
    ],
)
def test_markup_becomes_its_words(markdown, text):
    assert plain(markdown) == text
