"""A publication may stand in any number of lists: it has one anchor on each page, and one that counts."""

from __future__ import annotations

import re

import pytest

ALL = ":::{publications}\n:::\n"
FIRST = ":::{publications}\n:keys: a\n:::\n"


@pytest.fixture
def bib(entry):
    return entry("a", year=2024, selected="true") + entry("b", year=2023) + entry("c", year=2022)


def ids(html):
    return re.findall(r'\bid="([^"]*)"', html)


def test_of_two_lists_on_a_page_the_first_has_the_anchor(publish, items, bib):
    site = publish(f"# Test\n\n{FIRST}\n## All\n\n{ALL}", bib, warning_is_error=True)
    assert [(item.id, item.title) for item in items(site.body())] == [
        ("a", "Title of a"),
        ("", "Title of a"),
        ("b", "Title of b"),
        ("c", "Title of c"),
    ]
    assert len(ids(site.html())) == len({*ids(site.html())})


def test_a_publication_in_two_groups_has_one_anchor(publish, bib, entry):
    bib = entry("a", keywords="x, y")
    site = publish("# Test\n\n:::{publications}\n:group-by: keyword\n:::\n", bib, warning_is_error=True)
    assert ids(site.body()).count("a") == 1
    assert len(ids(site.html())) == len({*ids(site.html())})


def test_references_lead_to_the_page_that_shows_most_unless_the_own_page_shows_it(publish, bib, parsed):
    pages = {
        "index.md": f"# Test\n\n{FIRST}\n{{pub}}`a` {{pub}}`b`\n\n:::{{toctree}}\nall\nplain\n:::\n",
        "all.md": f"# All\n\n{ALL}",
        "plain.md": "# Plain\n\n{pub}`a` {pub}`b`\n",
    }
    site = publish(pages, bib, warning_is_error=True)

    def links(docname):
        found = [node.get("href") for node in parsed(site.body(docname)).iter("a")]
        return [href for href in found if href and href.endswith(("#a", "#b"))]

    assert links("index") == ["#a", "all.html#b"]
    assert links("plain") == ["all.html#a", "all.html#b"]
    domain = site.app.env.domains["homepage"]
    assert sorted(domain.get_objects()) == [
        ("a", "Title of a", "pub", "all", "a", 1),
        ("b", "Title of b", "pub", "all", "b", 1),
        ("c", "Title of c", "pub", "all", "c", 1),
    ]


def test_a_key_that_is_the_page_s_own_anchor_gets_a_number(publish, items, entry):
    page = "(a)=\n# Test\n\n:::{publications}\n:::\n\nSee {pub}`a`.\n"
    site = publish(page, entry("a"), warning_is_error=True)
    assert [item.id for item in items(site.body())] == ["a-2"]
    assert 'href="#a-2"' in site.body()


NASTY_KEYS = [
    "a b",
    "<b>",
    "../../x",
    "ä",
    "山田2024",
    "x" * 300,
    "index",
    "a/b:c",
    'q"uote',
    "a%20b",
    "A",
    "a",
]


def test_any_key_makes_a_valid_anchor(publish, items, entry, parsed):
    """An id has no white space (https://html.spec.whatwg.org/#the-id-attribute), and is on a page once."""
    bib = "".join(entry(key, title=f"Title {number}") for number, key in enumerate(NASTY_KEYS))
    typed = "".join(
        f"- title: Title {number}\n  id: {key!r}\n  year: 2000\n" for number, key in enumerate(NASTY_KEYS)
    )
    for page, source in ((f"# Test\n\n{ALL}", bib), (f"# Test\n\n:::{{publications}}\n{typed}:::\n", "")):
        site = publish(page, source)
        found = [item.id for item in items(site.body())]
        assert len({*found}) == len(NASTY_KEYS)
        assert [anchor for anchor in found if not anchor or re.search(r"\s", anchor)] == []


@pytest.mark.parametrize("builder", ["latex", "epub", "text", "singlehtml", "xml", "man", "texinfo"])
def test_nasty_keys_break_no_builder(publish, entry, builder):
    bib = "".join(entry(key, title=f"Title {number}") for number, key in enumerate(NASTY_KEYS))
    site = publish(f"# Test\n\n{ALL}", bib, builder, version="1", copyright="A", language="en")
    assert site.statuscode == 0
    assert {said.path for said in site.warnings} <= {"papers.bib"}


# What a limit leaves out


def test_a_limit_links_to_the_rest(publish, bib, parsed):
    pages = {
        "index.md": "# Test\n\n:::{publications}\n:limit: 1\n:::\n\n:::{toctree}\nall\n:::\n",
        "all.md": f"# All\n\n{ALL}",
    }
    site = publish(pages, bib, warning_is_error=True)
    (more,) = [node for node in parsed(site.body()).iter("p") if node.get("class") == "hp-more"]
    (link,) = more.iter("a")
    assert ("".join(link.itertext()), link.get("href")) == ("All 3 publications", "all.html")


@pytest.mark.parametrize("limit", ["3", "4"])
def test_a_limit_that_leaves_out_nothing_links_nowhere(publish, bib, limit):
    pages = {
        "index.md": f"# Test\n\n:::{{publications}}\n:limit: {limit}\n:::\n\n:::{{toctree}}\nall\n:::\n",
        "all.md": f"# All\n\n{ALL}\n",
    }
    assert "hp-more" not in publish(pages, bib, warning_is_error=True).body()


def test_a_limit_on_the_only_page_links_nowhere(publish, bib):
    site = publish("# Test\n\n:::{publications}\n:limit: 1\n:::\n", bib, warning_is_error=True)
    assert "hp-more" not in site.body()
