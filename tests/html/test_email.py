"""Addresses are cloaked wherever a browser decodes references, and nothing else changes."""

from __future__ import annotations

import html
import re
import time

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_homepage.html.email import cloak


def tree(fragment: str) -> list[object]:
    """Return what a browser makes of *fragment*: elements with attributes, texts and comments, in order."""
    items: list[object] = []

    def add(element):
        attributes = dict(element.attrib)
        if re.match(r"\s*mailto:", attributes.get("href", ""), re.IGNORECASE):
            address, mark, query = attributes["href"].partition("?")
            if "@" not in address:
                attributes["href"] = address.replace("%40", "@") + mark + query
        items.append((str(element.tag), sorted(map(str, attributes.items())), element.text or ""))
        for child in element:
            add(child)
        items.append(element.tail or "")

    add(html5lib.parseFragment(fragment, namespaceHTMLElements=False))
    return items


def text(fragment: str) -> str:
    return "".join(html5lib.parseFragment(fragment, namespaceHTMLElements=False).itertext())


@pytest.mark.parametrize(
    "fragment",
    [
        "jane@example.org",
        "<p>Write to jane@example.org.</p>",
        "jane&#64;example.org",
        "jane&#x40;example&#46;org",
        "jane&commat;example.org",
        "Jane.Doe+site@mail.example.co.uk",
        "josé@bücher.example",
        "jose\u0301@example.org",
        "用户@例子.公司",
        "用户@例子。公司",
        "我@xn--fsqu00a.example",
        "a!#$%'*+-^_`{|}~b@example.org",
        "&quot;Jane Doe&quot;@example.org",
        "jane@[192.168.0.1]",
        "jane%40example.org",
        "jane&#37;&#52;&#48;example.org",
        "<span title=\"jane@example.org\" data-x='jane@example.org' data-y=jane@example.org>x</span>",
        '<meta name="description" content="Write to jane@example.org">',
        "<title>jane@example.org</title>",
        "<textarea><b>jane@example.org</b></textarea>",
        "<em>jane@example.org</em>, <b>john@example.org</b>",
        "a &copy; jane@example.org",
        "1 < 2 jane@example.org",
    ],
)
def test_no_address_is_left_in_clear_and_the_page_says_the_same(fragment):
    cloaked = cloak(fragment)
    assert "@" not in cloaked
    assert "%40" not in cloaked
    assert "example" not in cloaked
    assert "jane" not in cloaked.lower()
    assert tree(cloaked) == tree(fragment)
    assert cloak(cloaked) == cloaked


@pytest.mark.parametrize(
    ("fragment", "href"),
    [
        ('<a href="mailto:jane@example.org">x</a>', "mailto:jane@example.org"),
        ('<a href="mailto:jane%40example.org">x</a>', "mailto:jane@example.org"),
        ("<a href=mailto:jane%40example.org>x</a>", "mailto:jane@example.org"),
        ('<a href="MAILTO:jane@localhost">x</a>', "MAILTO:jane@localhost"),
        ('<a href="mailto:jane&#37;&#52;&#48;example&#46;org">x</a>', "mailto:jane@example.org"),
        ('<a href="&#109;ailto:jane%40example.org">x</a>', "mailto:jane@example.org"),
        ('<a href="mailto:jane%2Bsite@b%C3%BCcher.example">x</a>', "mailto:jane%2Bsite@b%C3%BCcher.example"),
        (
            '<a href="mailto:jane@example.org?subject=Hello%20there&amp;cc=john%40example.org">x</a>',
            "mailto:jane@example.org?subject=Hello%20there&cc=john%40example.org",
        ),
        (
            '<a href="mailto:jane%40example.org,john%40example.org?subject=a%40b">x</a>',
            "mailto:jane@example.org,john@example.org?subject=a%40b",
        ),
    ],
)
def test_a_link_is_one_clean_mailto_once_decoded(fragment, href):
    cloaked = cloak(fragment)
    [link] = html5lib.parseFragment(cloaked, namespaceHTMLElements=False)
    assert link.get("href") == href
    assert not re.search("jane|john|example", cloaked)
    assert cloak(cloaked) == cloaked


def test_docutils_own_cloaking_becomes_the_one_form():
    docutils = (
        '<a class="reference external" href="mailto:jane&#37;&#52;&#48;example&#46;org">'
        "jane<span>&#64;</span>example<span>&#46;</span>org</a>"
    )
    cloaked = cloak(docutils)
    assert html.unescape(cloaked) == (
        '<a class="reference external" href="mailto:jane@example.org">jane@example.org</a>'
    )
    assert "<span>" not in cloaked
    assert text(cloaked) == text(docutils) == "jane@example.org"
    assert cloak(cloaked) == cloaked == cloak(html.unescape(cloaked))


def test_the_mix_is_of_both_kinds_and_always_the_same():
    cloaked = cloak("jane@example.org")
    assert re.fullmatch(r"(?:&#[0-9]+;|&#x[0-9a-f]+;)+", cloaked)
    assert re.search(r"&#[0-9]", cloaked)
    assert re.search(r"&#x", cloaked)
    assert cloak("x jane@example.org").endswith(cloaked)


@pytest.mark.parametrize(
    "fragment",
    [
        "<script>var a = 'jane@example.org' </script>",
        '<script type="application/ld+json">{"email": "jane@example.org"}</script>',
        "<script><!--<script>jane@example.org</script>jane@example.org</script>",
        "<STYLE>@media print { a@b.example {} }</STYLE>",
        "<!-- jane@example.org -->",
        "<!-- > jane@example.org --!>",
        "<!doctype jane@example.org>",
        "<?php jane@example.org>",
        "<p @click='f()'>@media, @jane, 3 @ 4, @</p>",
        "<a href='https://medium.com/@jane'>x</a>",
        "<a href='https://medium.com/%40jane'>x</a>",
        "<a href='jane@example.org",
        "<plaintext>jane@example.org",
        "<svg><![CDATA[jane@example.org]]></svg>",
        "user@host",
        "",
        "no address",
    ],
)
def test_what_is_no_text_or_no_address_is_left_alone(fragment):
    assert cloak(fragment) == fragment


def test_texts_after_what_is_left_alone_are_cloaked():
    for before in ("<script>a@b.co</script>", "<!-- a@b.co -->", "<!-->", "<!--->", "<style>a@b.co</style >"):
        cloaked = cloak(before + "jane@example.org")
        assert cloaked.startswith(before)
        assert "jane" not in cloaked


def test_addresses_of_repositories_say_the_same():
    assert text(cloak("<code>git@github.com:user/repo.git</code>")) == "git@github.com:user/repo.git"


pieces = st.one_of(
    st.sampled_from(
        [
            *(
                "jane@example.org",
                "@",
                "%40",
                "&#64;",
                "&#37;&#52;&#48;",
                "&commat;",
                ".",
                "a",
                "é",
                "\u0301",
                '"',
            ),
            *(
                "<p>",
                "</p>",
                "<a href=",
                '<a href="',
                '<a href="mailto:',
                "<a href='mailto:",
                '">',
                "'>",
                ">",
                "</a>",
            ),
            *(
                "<script>",
                "</script>",
                "<style>",
                "</style>",
                "<title>",
                "</title>",
                "<textarea>",
                "</textarea>",
            ),
            *(
                "<!--",
                "-->",
                "--!>",
                "<!",
                "<?",
                "</",
                "<",
                "<svg>",
                "</svg>",
                "<![CDATA[",
                "]]>",
                "<math>",
                "/>",
            ),
            *(
                "&",
                "&amp;",
                "&copy",
                "&copy;",
                "&#",
                "&#x",
                ";",
                "&#106",
                "&#x6a;",
                "&notit;",
                "=",
                " ",
                "\n",
                "?",
            ),
            *(
                "<span>&#64;</span>x",
                "<plaintext>",
                "<xmp>",
                "</xmp>",
                "<b title=a@b.co>",
                "mailto:",
                "[",
                "]",
                "/",
            ),
        ]
    ),
    st.text(max_size=3),
)
fragments = st.lists(pieces, max_size=14).map("".join)


@given(fragments)
@settings(max_examples=1500)
def test_any_html_says_the_same_and_is_cloaked_once(fragment):
    cloaked = cloak(fragment)
    assert text(cloaked) == text(fragment)
    assert cloak(cloaked) == cloaked
    if "<span>" not in fragment:
        assert tree(cloaked) == tree(fragment)


names = st.from_regex(r"[A-Za-z0-9_+-]{1,8}(\.[A-Za-z0-9é]{1,5})?", fullmatch=True)
hosts = st.from_regex(r"[a-zé]{1,8}(\.[a-z]{2,5}){1,2}", fullmatch=True)


@given(
    names,
    hosts,
    st.sampled_from(["<p>{}</p>", '<a href="mailto:{}?subject=x">{}</a>', "<b title='{}'>{}</b>"]),
)
@settings(max_examples=150)
def test_any_address_is_cloaked(name, host, page):
    address = f"{name}@{host}"
    cloaked = cloak(page.format(address, address))
    assert address not in cloaked
    assert "@" not in cloaked
    assert html.unescape(cloaked) == page.format(address, address)


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "a@",
            "a.",
            "@",
            "a%40",
            "%40",
            '<a href="',
            "<!--",
            "<!-- --!",
            "<a ",
            "&#64;",
            "<script>",
            "<title>",
        ),
        *(
            '"@',
            "@[",
            '<a href="mailto:x@y.z">',
            "<span>&#64;</span>",
            '<a href="mailto:x"><span>&#64;',
            "&a",
        ),
        *(
            "<a\n=@ ",
            "<",
            "mailto:%40",
            '<a href="mailto:%40',
            "a@b.co ",
            "<![CDATA[",
            "<title></title>",
            "é@",
        ),
    ],
)
@pytest.mark.parametrize("shell", ["{}@", '<a href="mailto:{}">@', "<a{}>@", "a@b{}"])
def test_hostile_text_takes_no_long_time(unit, shell):
    hostile = shell.format(unit * (150_000 // len(unit)))
    start = time.process_time()
    cloak(hostile)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("unit", ["a@", "a.", "%40", "&#64;"])
def test_a_megabyte_of_hostile_text_takes_seconds_at_most(unit):
    hostile = unit * (1_000_000 // len(unit)) + "@"
    start = time.process_time()
    cloak(hostile)
    assert time.process_time() - start < 10
