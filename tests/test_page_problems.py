"""What is wrong in a page is said where it stands: in options, bodies, front matter, included files."""

from __future__ import annotations

import html5lib
import pytest


def words(html):
    """Return what a page shows below its title, on one line."""
    text = "".join(html5lib.parse(html, namespaceHTMLElements=False).itertext())
    return " ".join(text.split()).removeprefix("Test¶").strip()


def places(site):
    """Return the warnings of a site as (path, line, column, code), in the order of printing."""
    return [(warned.path, warned.line, warned.column, warned.code) for warned in site.warnings]


# The tables

TITLE = "Test\n====\n\n"


def check(case, site, name, above):
    """A page's warnings are those of the table, with source line and caret, and the rest is shown."""
    expected = [(line + above, *rest) for line, *rest in case.warnings]
    said = [(warned.line, warned.column, warned.code, warned.message) for warned in site.warnings]
    assert sorted(row[:3] for row in said) == sorted(row[:3] for row in expected)
    for line, column, code, wanted in expected:
        start = wanted.removesuffix("...")
        is_whole = start == wanted
        found = [row[3] for row in said if row[:3] == (line, column, code)]
        assert any(message == wanted if is_whole else message.startswith(start) for message in found), found
    source = site.srcdir.joinpath(name).read_text("utf-8").split("\n")
    for warned in site.warnings:
        assert warned.path == name
        line, caret = warned.excerpt.split("\n")
        assert line == f"{warned.line:5} | {source[warned.line - 1]}"
        assert caret.replace("\u3000", " ") == f"      | {' ' * (warned.column - 1)}^"
    assert words(site.body()) == case.shown
    assert site.statuscode == 0


@pytest.mark.cases("pages.md.txt")
def test_each_mistake_in_a_markdown_page(case, build):
    title = "" if case.source.startswith("---") else TITLE
    check(case, build({"index.md": title + case.source}), "index.md", title.count("\n"))


@pytest.mark.cases("pages.rst.txt")
def test_each_mistake_in_a_restructuredtext_page(case, build):
    check(case, build({"index.rst": TITLE + case.source}), "index.rst", TITLE.count("\n"))


def test_what_is_said_of_one_block_comes_in_the_order_of_its_lines(build):
    block = """\
::::{experience} Example Labs
:limit: 3
:start: 2019-13
:foo: bar
:start: 2020

:::{project} Ranking
:start: 2019-13
:foo: bar
:::
::::
"""
    site = build({"index.md": block})
    assert [line for _, line, *_ in places(site)] == [2, 3, 4, 5, 8, 9]


# In other files, and in pages of other formats

PART = """\
:::{award} A prize
:date: 2019-13
:::

- In a list:

  :::{awards}
  - title: Another prize
    date: 2019-14
  :::
"""

RST_PART = """\
A paragraph.

.. award:: A prize
   :date: 2019-13

* In a list:

  .. awards::

     - title: Another prize
       date: 2019-14
"""


@pytest.mark.parametrize(
    ("page", "include"),
    [
        ("index.md", "Above.\n\n```{include} parts/part.txt\n```\n"),
        ("index.md", "::::{note}\n```{include} parts/part.txt\n```\n::::\n"),
        ("sub/index.md", "> Above.\n\n```{include} /parts/part.txt\n```\n"),
    ],
)
def test_in_an_included_markdown_file_the_place_is_that_file(build, page, include):
    last = "\n:::{award} Last\n:date: 2019-15\n:::\n"
    files = {
        "index.md": "---\norphan: true\n---\n# T\n",
        page: f"{TITLE}{include}{last}",
        "parts/part.txt": PART,
    }
    site = build(files, exclude_patterns=["parts"], root_doc=page.removesuffix(".md"))
    assert places(site) == [
        ("parts/part.txt", 2, 8, "homepage.date"),
        ("parts/part.txt", 9, 11, "homepage.date"),
        (page, TITLE.count("\n") + include.count("\n") + 3, 8, "homepage.date"),
    ]
    assert "    9 |     date: 2019-14\n      |           ^" in site.stderr


@pytest.mark.parametrize("options", ["", "   :start-line: 1\n", "   :start-after: A paragraph.\n"])
def test_in_an_included_restructuredtext_file_the_place_is_that_file(build, options):
    include = f".. include:: parts/part.txt\n{options}\n.. award:: Last\n   :date: 2019-15\n"
    site = build({"index.rst": TITLE + include, "parts/part.txt": RST_PART}, exclude_patterns=["parts"])
    assert places(site) == [
        ("parts/part.txt", 4, 11, "homepage.date"),
        ("parts/part.txt", 11, 14, "homepage.date"),
        ("index.rst", 3 + include.count("\n"), 11, "homepage.date"),
    ]


def test_a_restructuredtext_block_in_a_markdown_page_has_the_place_in_that_page(build):
    site = build({"index.md": TITLE + "```{eval-rst}\n.. award:: A prize\n   :date: 2019-13\n```\n"})
    assert places(site) == [("index.md", 6, 11, "homepage.date")]


def test_blocks_in_fences_that_begin_with_fences_have_their_place_at_any_depth(build):
    page = """\
::::::{note}
:::::{tip}
::::{container} box
:::{award} A prize
:date: 2019-13
:::
:::{awards}
- title: Another prize
  date: 2019-14
:::
::::
:::::
::::::
"""
    site = build({"index.md": page})
    assert places(site) == [("index.md", 5, 8, "homepage.date"), ("index.md", 9, 9, "homepage.date")]


def test_the_highlights_of_an_entry_in_such_a_fence_are_those_typed(build):
    page = "::::{note}\n:::{project} Ranking\nFast.\n\n- One\n- Two\n:::\n::::\n"
    assert words(build({"index.md": page}).body()) == "Note Ranking Fast. One Two"


def test_a_page_with_characters_that_end_lines_for_python_alone_keeps_its_lines(build):
    page = TITLE + "One\u2028two\x0bthree\x85four.\n\n:::{award} A prize\n:date: 2019-13\n:::\n"
    assert places(build({"index.md": page})) == [("index.md", 7, 8, "homepage.date")]


def test_a_page_with_windows_line_ends_keeps_its_places(build):
    page = "---\ntitle: Prizes # 1\n---\n\n:::{awards}\n- title: A prize\n  date: 2019-13\n:::\n"
    site = build({"index.md": page.replace("\n", "\r\n")})
    assert places(site) == [("index.md", 2, 15, "homepage.yaml-comment"), ("index.md", 7, 9, "homepage.date")]


@pytest.mark.parametrize("parallel", [1, 2])
def test_each_page_says_what_is_wrong_in_it(build, parallel):
    pages = {
        f"p{n}.md": "---\norphan: true\n---\n# P\n\n:::{award} A\n:date: 2019-13\n:::\n" for n in range(6)
    }
    site = build(pages, parallel=parallel)
    assert sorted(places(site)) == [(f"p{n}.md", 7, 8, "homepage.date") for n in range(6)]


# Silence, and errors

WRONG = "---\ntitle: Prizes # 1\n---\n\n:::{award} A prize\n:dat: 2019\n:::\n"


def test_with_warnings_as_errors_the_build_fails_after_it_has_written_the_page(build):
    site = build({"index.md": WRONG}, warning_is_error=True)
    assert (len(site.warnings), site.statuscode) == (2, 1)
    assert "A prize" in words(site.body())


def test_one_kind_can_be_silenced_and_no_other(build):
    site = build({"index.md": WRONG}, suppress_warnings=["homepage.unknown-field"])
    assert places(site) == [("index.md", 2, 15, "homepage.yaml-comment")]


# Settings


def test_publishing_the_pages_sources_is_said_at_the_setting(build):
    site = build(html_copy_source=True)
    assert places(site) == [("conf.py", 4, 1, "homepage.copy-source")]


@pytest.mark.parametrize("value", [3, {"cv.yaml": "x"}, [3, "cv.yaml"]])
def test_a_setting_of_another_type_is_no_crash(build, value):
    site = build({"cv.yaml": "awards: [A prize]\n"}, homepage_data=value)
    assert {warned.code for warned in site.warnings} <= {"config", ""}
    assert site.statuscode == 0


def test_a_directive_says_which_data_files_hold_nothing_of_its_section(build):
    site = build(
        {"index.md": "# Test\n\n:::{talks}\n:::\n", "cv.yaml": "awards: [A prize]\n"}, homepage_data="cv.yaml"
    )
    assert places(site) == [("index.md", 3, 1, "homepage.no-entries")]
    assert site.warnings[0].message == 'there is nothing to show under "talks" in cv.yaml'


# Legal, if unusual


def test_what_is_legal_but_unusual_is_not_complained_about(build):
    page = """\
---
title: 3.10
supertitle: NO
subtitle: 12:30
draft: no  # not any more
keywords: [anything, of: others]
x-mine: yes
---

:::{experience} Labs: Research # 1
:position: Engineer: C++ # 2, 100%
:start: 2019
:sort-date: 2020
:keywords: one alone
:links: {Demo: https://example.org/demo}
:x-note: hidden
:class: wide
:name: my-job

Text.
:::

:::{award} Yes
:::

:::{project} "Quoted"
:date: [2019, 2020/present]
:keywords: [C++, "a, b"]
:::

:::{skills}
---
sort: alphabetical
---
- Python
:::

:::{profile} Null
:::
"""
    site = build({"index.md": page}, warning_is_error=True)
    assert site.stderr == ""
    shown = words(site.body())
    for typed in ("NO 3.10", "12:30", "Labs: Research # 1", "Engineer: C++ # 2, 100%", "Yes", "a, b", "Null"):
        assert typed in shown, typed
    assert "hidden" not in shown
