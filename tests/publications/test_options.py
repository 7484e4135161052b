"""The options of ``publications``: what is shown, in what order, how; what is said of wrong ones."""

from __future__ import annotations

import pytest
from outputs import PNG

ME = "Ilse Moravcová"


@pytest.fixture
def bib(entry):
    return "".join(
        [
            entry("roof", author=f"{ME} and Ravi Anand", year=2024, journal="Lichenology", keywords="roofs"),
            entry("sea", "inproceedings", author=f"Ravi Anand and {ME}", year=2022, booktitle="Sea Day"),
            entry("moss", author=ME, year=2022, month="may", journal="Mosses", keywords="moss; roofs"),
            entry("growth", "phdthesis", author=ME, year=2012, school="Nowhere", selected="true"),
            entry("soon", author=ME, year="in press", journal="Lichenology"),
            entry("other", "misc", author="Ravi Anand", title="A First"),
        ]
    )


def page(*options, name="publications"):
    return "# Test\n\n" + "\n".join([f":::{{{name}}}", *options, ":::"]) + "\n"


SETTINGS = {"homepage_me": ME, "suppress_warnings": ["homepage.bib-not-mine"]}

SELECTIONS = {
    "": ["soon", "roof", "sea", "moss", "growth", "other"],
    ":keys: sea, roof": ["sea", "roof"],
    ":selected:": ["growth"],
    ":filter: type=article year>=2022": ["soon", "roof", "moss"],
    ":filter: author:me first-author": ["soon", "roof", "moss", "growth"],
    ":filter: keyword=roofs -keyword=moss": ["roof"],
    ":filter: -type=article": ["sea", "growth", "other"],
    ":kind: thesis, inproceedings": ["sea", "growth"],
    ":limit: 2": ["soon", "roof"],
    ":sort: oldest": ["growth", "moss", "sea", "roof", "soon", "other"],
    ":sort: typed": ["roof", "sea", "moss", "growth", "soon", "other"],
    ":sort: title": ["other", "growth", "moss", "roof", "sea", "soon"],
    ":group-by: year": ["soon", "roof", "sea", "moss", "growth", "other"],
    ":group-by: type\n:group-order: thesis, article, *": ["growth", "soon", "roof", "moss", "sea", "other"],
    ":group-by: keyword\n:group-order: alphabetical": [
        *["moss", "roof", "moss", "soon", "sea", "growth", "other"]
    ],
}


@pytest.mark.parametrize("options", SELECTIONS)
def test_options_select_and_order(publish, items, bib, options):
    site = publish(page(*filter(None, options.split("\n"))), bib, warning_is_error=True, **SETTINGS)
    shown = [item.title.removeprefix("Title of ") for item in items(site.body())]
    assert [{"A First": "other"}.get(title, title) for title in shown] == SELECTIONS[options]


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ("", ["", "", "", "", "", ""]),
        (":numbering: ascending", ["1", "2", "3", "4", "5", "6"]),
        (":numbering: descending", ["6", "5", "4", "3", "2", "1"]),
        (":numbering: descending\n:limit: 2", ["6", "5"]),
        (":numbering: ascending\n:hide: number", ["", "", "", "", "", ""]),
        (":numbering: per-type\n:group-by: type", ["3", "2", "1", "1", "1", "1"]),
        (":numbering: per-group\n:group-by: year", ["1", "1", "2", "1", "1", "1"]),
    ],
)
def test_publications_are_numbered_as_asked(publish, items, bib, options, numbers):
    site = publish(page(*options.split("\n")), bib, warning_is_error=True, **SETTINGS)
    assert [item.number for item in items(site.body())] == numbers


FULL = {
    "author": f"{ME} and Ravi Anand",
    "author+an": "1=equal; 2=equal",
    "year": "2024",
    "journal": "Lichenology",
    "abbr": "LICH",
    "abstract": "An abstract.",
    "keywords": "roofs",
    "note": "A note",
    "award": "A prize",
    "doi": "10.5555/1",
    "preview": "a.png",
    "preview_alt": "A roof",
}

LOOKS = {
    "number": "hp-number",
    "image": "hp-preview",
    "badge": "hp-badge",
    "authors": "hp-pub-authors",
    "venue": "p-publication",
    "date": "dt-published",
    "note": "hp-pub-note",
    "award": "hp-award",
    "keywords": "hp-keywords",
    "links": "hp-pub-links",
    "abstract": "hp-abstract",
    "bibtex": "hp-bibtex",
    "legend": "hp-legend",
    "mentions": "hp-mentions",
    "coins": "Z3988",
    "download": "hp-more",
}
HIDDEN = {"keywords", "mentions", "coins"}


def parts_of(publish, of_class, parsed, entry, *options):
    site = publish(
        {
            "index.md": page(":numbering: ascending", *options) + "\n```{toctree}\nx\n```\n",
            "x.md": "# X\n\nSee {pub}`full`.\n",
            "a.png": PNG,
        },
        entry("full", **FULL),
        warning_is_error=True,
    )
    html = site.body()
    return {part for part, name in LOOKS.items() if of_class(parsed(html), name)}


def test_a_list_shows_all_parts_but_those_that_are_asked_for(publish, of_class, parsed, entry):
    assert parts_of(publish, of_class, parsed, entry) == LOOKS.keys() - HIDDEN


@pytest.mark.parametrize("part", sorted(HIDDEN))
def test_a_hidden_part_is_shown_where_it_is_asked_for(publish, of_class, parsed, entry, part):
    shown = parts_of(publish, of_class, parsed, entry, f":show: {part}")
    assert shown == (LOOKS.keys() - HIDDEN) | {part}


@pytest.mark.parametrize("part", sorted(LOOKS.keys() - HIDDEN))
def test_any_other_part_can_be_hidden(publish, of_class, parsed, entry, part):
    assert parts_of(publish, of_class, parsed, entry, f":hide: {part}") == LOOKS.keys() - HIDDEN - {part}


@pytest.mark.parametrize(
    ("style", "element", "is_in"),
    [("list", "li", "ul"), ("cards", "li", "ul"), ("compact", "li", "ul"), ("table", "tr", "table")],
)
def test_each_style_is_its_own_element(publish, parsed, of_class, text_of, bib, style, element, is_in):
    site = publish(page(f":style: {style}"), bib, warning_is_error=True, **SETTINGS)
    (block,) = of_class(parsed(site.body()), f"hp-style-{style}")
    (whole,) = of_class(block, "hp-pubs")
    assert whole.tag == is_in
    rows = [row for row in whole.iter(element) if "Title of" in text_of(row) or "A First" in text_of(row)]
    assert len(rows) == 6
    assert [row.get("id") for row in rows] == ["soon", "roof", "sea", "moss", "growth", "other"]


def test_a_compact_item_is_one_paragraph(publish, parsed, of_class, text_of, bib):
    site = publish(page(":style: compact", ":keys: sea"), bib, warning_is_error=True, **SETTINGS)
    (item,) = of_class(parsed(site.body()), "hp-pub")
    (paragraph,) = item.iter("p")
    assert text_of(paragraph) == "Ravi Anand, Ilse Moravcová. Title of sea. Sea Day, 2022."


def test_search_and_facets_tell_the_script_what_to_offer(publish, parsed, bib):
    site = publish(
        page(":search:", ":facets: year, type venue keyword", ":keys: moss"),
        bib,
        warning_is_error=True,
        **SETTINGS,
    )
    (block,) = (node for node in parsed(site.body()).iter("div") if node.get("data-hp-search") is not None)
    assert block.get("data-hp-search") == "q year type venue keyword"
    (item,) = block.iter("li")
    data = {name: value for name, value in item.attrib.items() if name.startswith("data-")}
    assert data == {
        "data-year": "2022",
        "data-type": "Journal articles",
        "data-venue": "Mosses",
        "data-keyword": "moss|roofs",
    }


@pytest.mark.parametrize("value", ["", "false", "no"])
def test_search_can_be_said_to_be_off(publish, bib, value):
    site = publish(page(f":search: {value}"), bib, warning_is_error=True, **SETTINGS)
    assert ("data-hp-search" in site.body()) == (value == "")


# Wrong ones

WRONG = [
    (":stile: cards", 4, 2, '"publications" has no option "stile"; did you mean "style"?'),
    (":style: card", 4, 9, '"style" cannot be "card"; did you mean "cards"?'),
    (":show: abstract, bibtx", 4, 18, '"show" has no "bibtx"; did you mean "bibtex"?'),
    (":hide: everything", 4, 8, '"hide" has no "everything"'),
    (":facets: year colour", 4, 15, '"facets" has no "colour"'),
    (":pages: some", 4, 9, '"pages" cannot be "some"'),
    (":max-authors: few", 4, 15, '"max-authors" is a number, not "few"'),
    (":limit: all", 4, 9, '"limit" is a number, not "all"'),
    (":sort: size", 4, 8, '"sort" does not know "size"'),
    (":group-by: colour", 4, 12, '"group-by" does not know "colour"'),
    (":numbering: roman", 4, 13, '"numbering" does not know "roman"'),
    (":filter: colour=red", 4, 10, '"filter" does not know "colour"'),
    (":keys: roof, rof", 4, 14, 'no publication has the key "rof"; did you mean "roof"?'),
    (":title: A field", 4, 2, '"title" is a field of one entry'),
]


@pytest.mark.parametrize(("option", "line", "column", "message"), WRONG, ids=[row[0] for row in WRONG])
def test_a_wrong_option_is_said_at_its_place_and_the_rest_is_shown(
    publish, items, places, bib, option, line, column, message
):
    site = publish(page(option), bib, **SETTINGS)
    assert places(site) == [("index.md", line, column, "homepage.directive-option")]
    said = site.warnings[0].message
    assert said.startswith(message), said
    is_field = option == ":title: A field"
    assert bool(items(site.body())) is not is_field


def test_all_wrong_options_of_one_directive_are_said_in_the_order_of_their_lines(publish, places, bib):
    site = publish(page(*(row[0] for row in WRONG if "title" not in row[0])), bib, **SETTINGS)
    assert [line for _, line, *_ in places(site)] == [*range(4, 4 + len(WRONG) - 1)]


def test_a_wrong_option_in_restructuredtext_has_its_place_too(publish, places, items, bib):
    rst = "Test\n====\n\n.. publications::\n   :style: cards\n   :limit: few\n   :sort: size, title\n"
    site = publish({"index.rst": rst}, bib, **SETTINGS)
    assert places(site) == [
        ("index.rst", 6, 12, "homepage.directive-option"),
        ("index.rst", 7, 11, "homepage.directive-option"),
    ]
    assert len(items(site.body())) == 6
