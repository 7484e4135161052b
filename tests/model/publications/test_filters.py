"""Which publications a list shows: each term of a filter, each mistake at its column."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.dates import parse
from sphinx_homepage.model.publications.filter_fields import ALIASES, FIELDS, WORDS
from sphinx_homepage.model.publications.filters import chosen
from sphinx_homepage.model.publications.links import Link
from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.publications.publication import Publication
from sphinx_homepage.model.publications.selection import select
from sphinx_homepage.model.text import Position, Text

ME = Name("Nováková", "Dorota")


def publication(key, typed="article", when="", canonical="", authors=(ME,), others=False, links=(), **more):
    fields = {name: Text(value) for name, value in more.pop("fields", {}).items()}
    return Publication(
        key=key,
        type=canonical or typed,
        typed_type=typed,
        when=(parse(when),) if when else (),
        authors=Names(tuple(authors), others),
        fields=fields,
        links=tuple(Link(name, name, Text("https://example.org/"), name) for name in links),
        **more,
    )


SHELF = (
    publication(
        "tides",
        when="2021-05",
        authors=(ME, Name("Okafor", "Chidi")),
        keywords=("Tides", "Remote sensing"),
        tags=("main",),
        is_selected=True,
        links=("doi", "pdf"),
        fields={"title": "On *Tides*: A Survey", "journal": "Journal of Tides", "volume": "7", "abbr": "JoT"},
    ),
    publication(
        "dunes",
        "inproceedings",
        "2019",
        authors=(Name("van der Meer", "Anouk"), ME),
        keywords=("Dunes", "tides"),
        links=("code",),
        fields={"title": "Dünen in Łódź", "booktitle": "Proceedings of Sand", "volume": "12"},
    ),
    publication(
        "kabe",
        "phdthesis",
        "2015",
        "thesis",
        authors=(Name("山田", "太郎"),),
        tags=("old",),
        fields={"title": "壁の研究", "school": "Example University", "language": "japanese"},
    ),
    publication(
        "master",
        "thesis",
        "2013",
        authors=(Name("Brontë-Øster", "Élodie", "de la", "Jr."),),
        fields={"title": "Small sand", "type": "mastersthesis"},
    ),
    publication("next", state="inpress", authors=(Name("Okafor", "Chidi"), ME), fields={"title": "Next"}),
    publication(
        "draft",
        "unpublished",
        authors=(
            Name("Consortium of Shores", is_corporate=True),
            Name("Nováková", "Dorota", roles=("corresponding",)),
        ),
        others=True,
        keywords=("draft",),
        fields={"title": "A Draft", "eprint": "2401.00001"},
        links=("arxiv",),
    ),
    publication(
        "DBLP:conf/sand/Okafor20",
        "conference",
        "2020",
        "inproceedings",
        authors=(Name("Okafor", "Chidi", orcid="0000-0002-1825-0097"),),
        editors=Names((Name("Jameson", "Mel"),)),
        fields={"title": "Sand: a field guide", "booktitle": "Sand, Shore and Sea", "abstract": "Long."},
    ),
)
ALL = [one.key for one in SHELF]


def is_me(one, number):
    return one.authors.people[number].family == "Nováková"


def keys_and_problems(option="filter", value="", shelf=SHELF):
    text = Text(value, Position("index.md", 4, 10))
    found, problems = chosen(shelf, {option: text}, is_me)
    assert {problem.code for problem in problems} <= {Code.DIRECTIVE_OPTION}
    assert all(problem.position[:2] == ("index.md", 4) for problem in problems)
    return [one.key for one in found], [
        (problem.position.column - 10, problem.message) for problem in problems
    ]


DBLP = "DBLP:conf/sand/Okafor20"


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        # Types: the table's name, the typed one, another name
        ("type=article", ["tides", "next"]),
        ("type=Article", ["tides", "next"]),
        ("type:article", ["tides", "next"]),
        ("type=articles", ["tides", "next"]),
        ("type=thesis", ["kabe", "master"]),
        ("type=phdthesis", ["kabe"]),
        ("type=mastersthesis", ["master"]),
        ("type=inproceedings", ["dunes", DBLP]),
        ("type=conference", ["dunes", DBLP]),
        ("type=article|thesis", ["tides", "kabe", "master", "next"]),
        ("type=article,thesis", ["tides", "kabe", "master", "next"]),
        ("type=article, thesis", ["tides", "kabe", "master", "next"]),
        ("type=article | thesis", ["tides", "kabe", "master", "next"]),
        ("-type=article,thesis", ["dunes", "draft", DBLP]),
        ("type!=article,thesis", ["dunes", "draft", DBLP]),
        ("-type!=article", ["tides", "next"]),
        ("kind=unpublished", ["draft"]),
        # Years: what is in press comes after all of them, what is undated is in none
        ("year=2019", ["dunes"]),
        ("year: 2019", ["dunes"]),
        ("year==2019", ["dunes"]),
        ("year=2019,2021", ["tides", "dunes"]),
        ("year=2019-2021", ["tides", "dunes", DBLP]),
        ("year=2021–2019", ["tides", "dunes", DBLP]),
        ("year=2019..2020|2013", ["dunes", "master", DBLP]),
        ("year>2019", ["tides", "next", DBLP]),
        ("year>=2019", ["tides", "dunes", "next", DBLP]),
        ("year >= 2019", ["tides", "dunes", "next", DBLP]),
        ("year≥2019", ["tides", "dunes", "next", DBLP]),
        ("year<2015", ["master"]),
        ("year<=2015", ["kabe", "master"]),
        ("year>=2015 year<2020", ["dunes", "kabe"]),
        ("-year>=2015", ["master", "draft"]),
        ("year!=2019", ["tides", "kabe", "master", "next", "draft", DBLP]),
        ("dated", ["tides", "dunes", "kabe", "master", DBLP]),
        ("undated", ["next", "draft"]),
        # People: any way of writing a name
        ("author:okafor", ["tides", "next", DBLP]),
        ("author:OKA", ["tides", "next", DBLP]),
        ("author=oka", []),
        ("author=Okafor", ["tides", "next", DBLP]),
        ('author="Chidi Okafor"', ["tides", "next", DBLP]),
        ('author="Okafor, Chidi"', ["tides", "next", DBLP]),
        ("author='Okafor Chidi'", ["tides", "next", DBLP]),
        ("author=“Chidi Okafor”", ["tides", "next", DBLP]),
        ('author="chidi okafor"|"van der meer"', ["tides", "dunes", "next", DBLP]),
        ("author:novakova", ["tides", "dunes", "next", "draft"]),
        ("author:bronte", ["master"]),
        ("author:oster", ["master"]),
        ('author:"de la Bronte"', ["master"]),
        ('author="Élodie de la Brontë-Øster Jr."', ["master"]),
        ('author="de la Brontë-Øster, Jr., Élodie"', ["master"]),
        ("author=山田太郎", ["kabe"]),
        ('author="山田 太郎"', ["kabe"]),
        ('author="consortium of shores"', ["draft"]),
        ("author:0000-0002-1825-0097", [DBLP]),
        ('author:"Dorota Okafor"', []),
        ("author:me", ["tides", "dunes", "next", "draft"]),
        ("author=me", ["tides", "dunes", "next", "draft"]),
        ("-author:me", ["kabe", "master", DBLP]),
        ("author!=me", ["kabe", "master", DBLP]),
        ("author:me|山田", ["tides", "dunes", "kabe", "next", "draft"]),
        ("first-author", ["tides"]),
        ("first_author", ["tides"]),
        ("First-Author", ["tides"]),
        ("last-author", ["dunes", "next"]),
        ("-first-author author:me", ["dunes", "next", "draft"]),
        ("corresponding", ["draft"]),
        ("editor:jameson", [DBLP]),
        ("editor:Okafor", []),
        # Words: case and accents make no difference, Markdown's marks are no part of a text
        ("keyword=tides", ["tides", "dunes"]),
        ("keywords:sens", ["tides"]),
        ('keyword="remote sensing"', ["tides"]),
        ("-keyword=draft", [key for key in ALL if key != "draft"]),
        ("tag=main", ["tides"]),
        ("tags=main|old", ["tides", "kabe"]),
        ("title:tides", ["tides"]),
        ('title:"on tides: a"', ["tides"]),
        ("title:lodz", ["dunes"]),
        ("title:DUNEN", ["dunes"]),
        ("title:の研", ["kabe"]),
        ("title=壁の研究", ["kabe"]),
        ("title: Sand:", [DBLP]),
        ("venue:sand", ["dunes", DBLP]),
        ("venue=jot", ["tides"]),
        ('venue="Journal of Tides"', ["tides"]),
        ('venue:"sand, shore"', [DBLP]),
        ("venue:university", ["kabe"]),
        ("language=Japanese", ["kabe"]),
        ("lang=japanese", ["kabe"]),
        ("state=inpress", ["next"]),
        ('state="In Press"', ["next"]),
        ("pubstate=in-press", ["next"]),
        ("state=published -undated", ["tides", "dunes", "kabe", "master", DBLP]),
        # Keys may hold signs of the filter's
        ("key=DBLP:conf/sand/Okafor20", [DBLP]),
        ("key=tides|dblp:CONF/sand/okafor20", ["tides", DBLP]),
        ("key:sand", [DBLP]),
        # Fields of the table and of the file, by all their names
        ("volume=7", ["tides"]),
        ("volume>7", ["dunes"]),
        ("volume>=7", ["tides", "dunes"]),
        ("journal:tides", ["tides"]),
        ("journaltitle:tides", ["tides"]),
        ("author_keywords=tides", ["tides", "dunes"]),
        ("featured", ["tides"]),
        ("university:example", ["kabe"]),
        ("has:pdf", ["tides"]),
        ("has=code", ["dunes"]),
        ("has:github", ["dunes"]),
        ("has:pdf|code", ["tides", "dunes"]),
        ("-has:author", []),
        ("has:editor", [DBLP]),
        ("has:abstract", [DBLP]),
        ("has:keyword", ["tides", "dunes", "draft"]),
        ("has:date has:volume", ["tides", "dunes"]),
        ("has:venue -has:pdf", ["dunes", "kabe", DBLP]),
        ("has:year", ["tides", "dunes", "kabe", "master", DBLP]),
        ("has:tags", ["tides", "kabe"]),
        # Words that stand alone, in a .bib file's form too
        ("selected", ["tides"]),
        ("-selected year>=2020", ["next", DBLP]),
        ("selected=true", ["tides"]),
        ("selected=false", [key for key in ALL if key != "tides"]),
        ("selected!=yes", [key for key in ALL if key != "tides"]),
        ("preprint", ["draft"]),
        # Terms: all of them hold; white space and commas stand between
        ("type=article year>=2020 author:me first-author keyword=tides -type=misc", ["tides"]),
        ("type=article, year>2020", ["tides", "next"]),
        ("keyword=tides, selected", ["tides"]),
        ("  selected ,  year=2021,  ", ["tides"]),
        ("", ALL),
        ("   ", ALL),
    ],
)
def test_a_filter_leaves_what_all_of_its_terms_hold_for(value, keys):
    assert keys_and_problems(value=value) == (keys, [])


@pytest.mark.parametrize(
    ("value", "keys", "problems"),
    [
        ("yaer>=2020", ALL, [(0, '"filter" does not know "yaer"; did you mean "year"?')]),
        ("selected yaer>=2020", ["tides"], [(9, '"filter" does not know "yaer"; did you mean "year"?')]),
        (
            "-frist-author selected",
            ["tides"],
            [(1, '"filter" does not know "frist-author"; did you mean "first-author"?')],
        ),
        (
            "tidal",
            ALL,
            [(0, '"filter" does not know "tidal"; it takes ' + ", ".join(WORDS))],
        ),
        (
            "type=artcle|thesis",
            ["kabe", "master"],
            [(5, '"filter" does not know "artcle"; did you mean "article"?')],
        ),
        (
            "type=artcle selected",
            ["tides"],
            [(5, '"filter" does not know "artcle"; did you mean "article"?')],
        ),
        ("state=inpres", ALL, [(6, '"filter" does not know "inpres"; did you mean "inpress"?')]),
        ("has:slids|pdf", ["tides"], [(4, '"filter" does not know "slids"; did you mean "slides"?')]),
        (
            "year=20|2019",
            ["dunes"],
            [(5, '"year" takes a year of four digits, or two as in 2019-2024, not "20"')],
        ),
        ("year>=soon selected", ["tides"], [(6, '"year>=" takes a year of four digits, not "soon"')]),
        ("year>=2020|2021", ["tides", "next", DBLP], [(11, '"year>=" takes one number, not several')]),
        ("volume>many", ALL, [(7, '"volume>" takes a number, not "many"')]),
        ("author>2", ALL, [(0, '"filter" takes =, != and : for "author", not ">"')]),
        ("editor:me", ALL, [(7, '"filter" finds "me" among the authors alone: write the name')]),
        ("editor:me|jameson", [DBLP], [(7, '"filter" finds "me" among the authors alone: write the name')]),
        ("year", ALL, [(0, '"filter" wants a value for "year": write year:...')]),
        (
            "doi",
            ALL,
            [(0, '"filter" wants a value for "doi": write doi:... or, for all that have one, has:doi')],
        ),
        ("selected=maybe", ALL, [(9, '"filter" takes "selected" alone, or "-selected", without a value')]),
        ("type=", ALL, [(4, '"filter" has no value behind "="')]),
        ("type= year>2020", ["tides", "next"], [(4, '"filter" has no value behind "="')]),
        ("=article selected", ["tides"], [(0, '"filter" has no field before "="')]),
        ('selected venue:"Journal of', ["tides"], [(15, '"filter" has no " to close the quote')]),
        ("selected venue:“Journal of", ["tides"], [(15, '"filter" has no ” to close the quote')]),
        (
            'selected "Journal of Tides"',
            ["tides"],
            [(9, '"filter" cannot read ""Journal of Tides"": write terms like type=article or year>=2020')],
        ),
        (
            "| selected -",
            ["tides"],
            [
                (0, '"filter" cannot read "|": write terms like type=article or year>=2020'),
                (11, '"filter" cannot read "-": write terms like type=article or year>=2020'),
            ],
        ),
    ],
)
def test_a_wrong_part_is_said_at_its_column_and_the_other_terms_hold(value, keys, problems):
    found, said = keys_and_problems(value=value)
    assert sorted(said) == problems
    assert found == keys


def test_an_unknown_field_says_which_there_are():
    found, [(column, message)] = keys_and_problems(value="zzzzz=1")
    assert (found, column) == (ALL, 0)
    assert message.startswith(
        '"filter" does not know "zzzzz"; it takes type, year, key, author, editor, keyword, '
    )
    assert message.endswith(" in all)")


def test_a_field_of_the_file_that_no_table_has_can_be_filtered_by():
    shelf = [publication("a", fields={"boat": "Blue Heron"}), publication("b")]
    assert keys_and_problems(value="boat:heron", shelf=shelf) == (["a"], [])
    assert keys_and_problems(value="has:boat", shelf=shelf) == (["a"], [])


def test_a_type_of_the_file_that_no_table_has_can_be_filtered_by():
    shelf = [publication("a", "boatlog"), publication("b")]
    assert keys_and_problems(value="type=boatlog", shelf=shelf) == (["a"], [])
    assert keys_and_problems("kind", "boatlog", shelf=shelf) == (["a"], [])
    assert keys_and_problems(value="type=boatlgo", shelf=shelf)[1] == [
        (5, '"filter" does not know "boatlgo"; did you mean "boatlog"?')
    ]


def test_an_apostrophe_in_a_name_opens_no_quote():
    shelf = [
        publication("a", authors=(Name("'t Hooft-Berg", "Saar"),)),
        publication("b", authors=(Name("O'Neill", "Aoife"),)),
    ]
    assert keys_and_problems(value="author:'t author:hooft", shelf=shelf) == (["a"], [])
    assert keys_and_problems(value="author:O'Neill", shelf=shelf) == (["b"], [])
    assert keys_and_problems(value='author:"O\'Neill"', shelf=shelf) == (["b"], [])


@pytest.mark.parametrize(
    ("one", "is_preprint"),
    [
        (publication("a", "preprint"), True),
        (publication("a", state="prepublished"), True),
        (publication("a", fields={"journal": "arXiv preprint arXiv:2401.00001"}), True),
        (publication("a", "misc", fields={"howpublished": "bioRxiv"}), True),
        (publication("a", "misc", links=("arxiv",)), True),
        (publication("a", links=("arxiv",), fields={"journal": "Journal of Tides"}), False),
        (publication("a", "book", links=("arxiv",)), False),
        (publication("a", "misc"), False),
    ],
)
def test_a_preprint_is_known_by_type_state_or_venue(one, is_preprint):
    assert keys_and_problems(value="preprint", shelf=[one])[0] == ["a"] * is_preprint


def test_authors_behind_et_al_are_not_the_last():
    shelf = [
        publication("a", authors=(Name("Okafor"), ME)),
        publication("b", authors=(Name("Okafor"), ME), others=True),
    ]
    assert keys_and_problems(value="last-author", shelf=shelf) == (["a"], [])


@pytest.mark.parametrize(
    ("option", "value", "keys", "problems"),
    [
        ("keys", "dunes, tides", ["dunes", "tides"], []),
        ("keys", "dunes tides dunes", ["dunes", "tides"], []),
        ("keys", "[dunes, DBLP:conf/sand/Okafor20]", ["dunes", DBLP], []),
        ("keys", "dunes, tide", ["dunes"], [(7, 'no publication has the key "tide"; did you mean "tides"?')]),
        (
            "keys",
            "[zzzz, dunes]",
            ["dunes"],
            [(1, 'no publication has the key "zzzz"; write one of a .bib file')],
        ),
        ("keys", "", [], []),
        ("selected", "", ["tides"], []),
        ("selected", "True", ["tides"], []),
        ("selected", "false", ALL, []),
        ("selected", "some", ALL, [(0, '"selected" takes nothing, true or false, not "some"')]),
        ("kind", "article, thesis", ["tides", "kabe", "master", "next"], []),
        ("kind", "[conference]", ["dunes", DBLP], []),
        (
            "kind",
            "article, thesys",
            ["tides", "next"],
            [(9, '"kind" does not know "thesys"; did you mean "thesis"?')],
        ),
        ("tags", "Main, old", ["tides", "kabe"], []),
        ("tags", "[main]", ["tides"], []),
        ("tags", "none such", [], []),
        ("exclude_tags", "main", [key for key in ALL if key != "tides"], []),
        ("exclude_tags", "", ALL, []),
    ],
)
def test_the_short_options_choose_as_the_filter_does(option, value, keys, problems):
    assert keys_and_problems(option, value) == (keys, problems)


def test_all_options_hold_together():
    options = {"keys": "next dunes tides", "filter": "author:me", "kind": "article", "exclude_tags": "main"}
    found, problems = chosen(SHELF, {name: Text(value) for name, value in options.items()}, is_me)
    assert ([one.key for one in found], problems) == (["next"], [])


def test_whether_an_author_is_me_is_asked_once_of_each():
    asked = []
    shelf = [publication("a", authors=(ME, Name("Okafor"))), publication("b", authors=(Name("Okafor"),))]

    def ask(one, number):
        asked.append((one.key, number))
        return is_me(one, number)

    chosen(shelf, {"filter": Text("author:me first-author -last-author")}, ask)
    assert asked == [("a", 0), ("a", 1), ("b", 0)]


def test_every_field_and_word_says_what_it_means_and_every_alias_names_one():
    assert all(row.meaning.endswith(".") for row in (*FIELDS.values(), *WORDS.values()))
    assert set(ALIASES.values()) <= {*FIELDS, *WORDS}
    assert not set(ALIASES) & {*FIELDS, *WORDS}


PIECES = st.sampled_from(
    (
        *("type", "year", "author", "has", "state", "me", "=", ">=", ":", "!=", "<", "-", "|", ",", ";", "*"),
        *(" ", "\t", "2020", "article", "selected", "first-author", "tides", "\\", "\0", "東京", "É"),
        *('"', "'", "“", "”"),
    )
)


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=14).map("".join)))
@settings(max_examples=300)
def test_whatever_is_typed_leaves_some_of_the_publications_in_order(value):
    found, problems = keys_and_problems(value=value)
    assert found == [key for key in ALL if key in found]
    assert all(0 <= column <= len(value) for column, _ in problems)


@given(st.lists(PIECES, max_size=10).map("".join))
@settings(max_examples=200)
def test_a_minus_turns_a_term_round(value):
    term = f'title:"{value.replace(chr(34), "").strip() or "x"}"'
    held, problems = keys_and_problems(value=term)
    turned, _ = keys_and_problems(value=f"-{term}")
    assert sorted(held + turned) == sorted(ALL)
    assert problems == []


@pytest.mark.parametrize(
    "value",
    [
        "selected " * 20_000,
        "zzz=1 " * 2_000,
        "type=" + "article|" * 20_000,
        " " * 200_000,
        "‘,'," * 20_000,
        "|" * 200_000,
        "a" * 200_000,
        '"' * 100_000,
        "type=" + "'" * 100_000,
    ],
    ids=["words", "unknown", "values", "spaces", "quotes", "bars", "long", "doubles", "singles"],
)
def test_a_hostile_filter_is_read_in_little_time(value):
    start = time.perf_counter()
    keys_and_problems(value=value, shelf=SHELF[:2])
    assert time.perf_counter() - start < 10


def test_five_thousand_keys_that_are_unknown_take_little_time():
    shelf = [publication(f"silva{number}") for number in range(5000)]
    start = time.perf_counter()
    found, problems = keys_and_problems("keys", " ".join(f"silvo{number}" for number in range(5000)), shelf)
    assert (found, len(problems)) == ([], 5000)
    assert time.perf_counter() - start < 10


def test_a_selection_filters_too():
    groups, left_out, problems = select(SHELF, {"filter": Text("selected")}, is_me)
    assert ([[item.publication.key for item in group.items] for group in groups], left_out) == (
        [["tides"]],
        0,
    )
    assert problems == []
