"""The headings of groups: their level, their anchors, their place in the page's table of contents."""

from __future__ import annotations

import re

import pytest
from docutils import nodes

BIB = """\
@article{a, title = {A}, year = 2024}
@article{b, title = {B}, year = 2023}
@book{c, title = {C}, year = 2024}
@misc{d, title = {D}}
"""
BY_TYPE = ":::{publications}\n:group-by: type, year\n:::\n"


def headings(html):
    """Return the level, the words and the id of each heading."""
    found = re.findall(
        r'<(?:section|div)[^>]*?id="([^"]*)"[^>]*>\s*(?:<[^>]*>\s*)?<h([1-6])[^>]*>([^<]*)', html
    )
    return [(int(level), words, anchor) for anchor, level, words in found]


def test_headings_of_nested_groups_are_one_below_the_other(publish):
    site = publish(f"# Test\n\n{BY_TYPE}", BIB, warning_is_error=True)
    assert headings(site.body()) == [
        (1, "Test", "test"),
        (2, "Journal articles", "publications-article"),
        (3, "2024", "publications-article-2024"),
        (3, "2023", "publications-article-2023"),
        (2, "Books", "publications-book"),
        (3, "2024", "publications-book-2024"),
        (2, "Other", "publications-misc"),
    ]


def test_each_publication_stands_below_the_headings_of_its_groups(publish, parsed):
    site = publish(f"# Test\n\n{BY_TYPE}", BIB, warning_is_error=True)
    path, found = {}, {}
    for node in parsed(site.body()).iter():
        if re.fullmatch("h[1-6]", str(node.tag)):
            path = {level: words for level, words in path.items() if level < node.tag} | {node.tag: node.text}
        elif node.get("id") in {"a", "b", "c", "d"}:
            found[node.get("id")] = [*path.values()][1:]
    assert found == {
        "a": ["Journal articles", "2024"],
        "b": ["Journal articles", "2023"],
        "c": ["Books", "2024"],
        "d": ["Other"],
    }


def test_in_a_deep_section_levels_go_on_from_there_and_end_at_six(publish):
    page = "# Test\n\n## Two\n\n### Three\n\n#### Four\n\n:::{publications}\n:group-by: type, year\n:::\n"
    site = publish(page, "@article{a, title = {A}, year = 2024, keywords = {k}}\n", warning_is_error=True)
    assert [level for level, *_ in headings(site.body())] == [1, 2, 3, 4, 5, 6]
    site = publish(page.replace("#### Four", "#### Four\n\n##### Five"), warning_is_error=True)
    assert [level for level, *_ in headings(site.body())] == [1, 2, 3, 4, 5, 6, 6]


def contents(site, docname="index"):
    """Return the page's table of contents as nested lists of (words, anchor)."""

    def read(node):
        found = []
        for item in node.children:
            reference = next(item.findall(nodes.reference), None)
            if not isinstance(item, nodes.list_item) or reference is None:
                continue
            inner = [read(part) for part in item.children if isinstance(part, nodes.bullet_list)]
            found.append((reference.astext(), reference["anchorname"], *inner))
        return found

    return read(site.app.env.tocs[docname])


def test_groups_are_in_the_contents_where_they_stand_among_the_sections(publish):
    page = (
        f"# Test\n\n## Before\n\nText.\n\n## Papers\n\n{BY_TYPE}\n### Inner\n\nText.\n\n## After\n\nText.\n"
    )
    site = publish(page, BIB, warning_is_error=True)
    assert contents(site) == [
        (
            "Test",
            "",
            [
                ("Before", "#before"),
                (
                    "Papers",
                    "#papers",
                    [
                        (
                            "Journal articles",
                            "#publications-article",
                            [("2024", "#publications-article-2024"), ("2023", "#publications-article-2023")],
                        ),
                        ("Books", "#publications-book", [("2024", "#publications-book-2024")]),
                        ("Other", "#publications-misc"),
                        ("Inner", "#inner"),
                    ],
                ),
                ("After", "#after"),
            ],
        )
    ]
    anchors = re.findall(r'id="([^"]*)"', site.html())
    flat = re.findall(r"'#([^']*)'", str(contents(site)))
    assert [anchor for anchor in flat if anchor not in anchors] == []


def test_groups_above_the_first_section_come_before_it_in_the_contents(publish):
    page = "# Test\n\n:::{publications}\n:group-by: year\n:::\n\n## After\n\nText.\n"
    site = publish(page, BIB, warning_is_error=True)
    ((_, _, inner),) = contents(site)
    assert [(words, anchor) for words, anchor, *_ in inner] == [
        ("2024", "#publications-2024"),
        ("2023", "#publications-2023"),
        ("Undated", "#publications-undated"),
        ("After", "#after"),
    ]


def test_groups_in_another_directive_are_in_the_contents_too(publish):
    page = (
        "# Test\n\n::::{container} wide\n:::{publications}\n:group-by: year\n:::\n::::\n\n## After\n\nText.\n"
    )
    site = publish(page, BIB, warning_is_error=True)
    ((_, _, inner),) = contents(site)
    assert [words for words, *_ in inner] == ["2024", "2023", "Undated", "After"]


def test_two_grouped_lists_have_anchors_of_their_own(publish):
    page = f"# Test\n\n## One\n\n{BY_TYPE}\n## Two\n\n{BY_TYPE}"
    site = publish(page, BIB, warning_is_error=True)
    ids = re.findall(r'\bid="([^"]*)"', site.html())
    assert len(ids) == len({*ids})
    ((_, _, (one, two)),) = contents(site)
    assert [anchor for _, anchor, *_ in one[2]] == [
        "#publications-article",
        "#publications-book",
        "#publications-misc",
    ]
    assert [anchor for _, anchor, *_ in two[2]] == [
        "#publications-article-2",
        "#publications-book-2",
        "#publications-misc-2",
    ]


@pytest.mark.parametrize("theme", ["basic", "pydata_sphinx_theme", "furo", "alabaster", "sphinx_book_theme"])
def test_every_theme_lists_the_groups_in_the_page_s_contents(publish, parsed, theme):
    page = f"# Test\n\n{BY_TYPE}\n## After\n\nText.\n"
    home = "# Home\n\n:::{toctree}\npapers\n:::\n"  # Which shows no contents in pydata.
    site = publish({"index.md": home, "papers.md": page}, BIB, html_theme=theme, warning_is_error=True)
    tree = parsed(site.html("papers"))
    groups = {node.get("id") for node in tree.iter("div") if "hp-group" in node.get("class", "").split()}
    links = {node.get("href", "").removeprefix("#") for node in tree.iter("a")}
    assert groups
    assert groups <= links


def test_a_toctree_elsewhere_lists_the_groups(publish):
    files = {"index.md": "# Home\n\n:::{toctree}\npapers\n:::\n", "papers.md": f"# Papers\n\n{BY_TYPE}"}
    site = publish(files, BIB, warning_is_error=True)
    assert 'href="papers.html#publications-article-2023"' in site.body()


def test_headings_are_the_person_s_words_where_they_give_some(publish):
    page = """\
# Test

:::{publications}
:group-by: type
:group-titles: article=In *journals* & more; book=Bücher
:::
"""
    site = publish(page, BIB, warning_is_error=True)
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", site.body()) == [
        "In <em>journals</em> &amp; more",
        "Bücher",
        "Other",
    ]
    ((_, _, inner),) = contents(site)
    assert [words for words, *_ in inner] == ["In journals & more", "Bücher", "Other"]


def test_years_need_no_language(publish):
    page = "# Test\n\n:::{publications}\n:group-by: year\n:limit: 3\n:::\n"
    site = publish(page, BIB, language="de", warning_is_error=True)
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", site.body()) == ["2024", "2023"]


def test_a_list_before_any_heading_is_no_crash(publish):
    site = publish({"index.md": BY_TYPE.strip() + "\n"}, BIB)
    assert "publications-article" in site.html()
