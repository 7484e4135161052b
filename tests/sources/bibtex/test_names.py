"""Names are taken apart as BibTeX takes them apart, and without the signs behind them."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import Person

from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.text import Position, Text
from sphinx_homepage.sources.bibtex import names as module
from sphinx_homepage.sources.bibtex.names import read_name, read_names
from sphinx_homepage.sources.bibtex.tex import name_to_plain

# Each row: the name as typed, its given, prefix, family and suffix, and its signs.

PEOPLE = [
    ("Jana Quill", ("Jana", "", "Quill", ""), ""),
    ("Quill, Jana", ("Jana", "", "Quill", ""), ""),
    ("Quill,Jana", ("Jana", "", "Quill", ""), ""),
    ("Quill", ("", "", "Quill", ""), ""),
    ("Ludo van der Zand", ("Ludo", "van der", "Zand", ""), ""),
    ("van der Zand, Ludo", ("Ludo", "van der", "Zand", ""), ""),
    ("Zand, Jr., Ludo", ("Ludo", "", "Zand", "Jr."), ""),
    ("de la Costa Mira, III, Ana Sol", ("Ana Sol", "de la", "Costa Mira", "III"), ""),
    ("Ludo Zand Jr.", ("Ludo", "", "Zand", "Jr."), ""),
    ("Ana von Berg auf der Heide", ("Ana", "von Berg auf der", "Heide", ""), ""),
    ("{van der} Zand", ("van der", "", "Zand", ""), ""),
    ("Ludo {van der Zand}", ("Ludo", "", "van der Zand", ""), ""),
    ("{\\'E}mile d'Orbe", ("Émile", "", "d'Orbe", ""), ""),
    ("Ana {\\'e}tienne Orbe", ("Ana", "étienne", "Orbe", ""), ""),
    ("Ana {\\OE}uvre", ("Ana", "", "Œuvre", ""), ""),
    ("Ana {\\oe}uvre Orbe", ("Ana", "œuvre", "Orbe", ""), ""),
    ("\\v{S}ime Novotn{\\'y}", ("Šime", "", "Novotný", ""), ""),
    ("S\\o ren {\\AA}kerlund", ("Søren", "", "Åkerlund", ""), ""),
    ("Jean-pierre Orbe", ("Jean-pierre", "", "Orbe", ""), ""),
    ("Jean-Marc Orbe--Quill", ("Jean-Marc", "", "Orbe–Quill", ""), ""),
    ("Omar al-Bahri", ("Omar", "", "al-Bahri", ""), ""),
    ("Garc{\\'\\i}a Sol, Ana", ("Ana", "", "García Sol", ""), ""),
    ("J.~K. Quill", ("J. K.", "", "Quill", ""), ""),
    ("J.K. O'Quill", ("J.K.", "", "O'Quill", ""), ""),
    ("Gu{\\dh}r{\\'u}n J{\\'o}nsd{\\'o}ttir", ("Guðrún", "", "Jónsdóttir", ""), ""),
    ("Sukartono", ("", "", "Sukartono", ""), ""),
    ("海野灯", ("", "", "海野灯", ""), ""),
    ("海野, 灯", ("灯", "", "海野", ""), ""),
    ("ليلى البحري", ("ليلى", "", "البحري", ""), ""),
    ("נועה ים", ("נועה", "", "ים", ""), ""),
    ("Анна де Марина", ("Анна", "де", "Марина", ""), ""),
    ("M&uuml;hle, Jana", ("Jana", "", "Mühle", ""), ""),
    ("Quill, Jana and", ("Jana", "", "Quill", ""), ""),
    ("Quill,", ("", "", "Quill", ""), ""),
    (", Jana", ("", "", "Jana", ""), ""),
    ("von", ("", "", "von", ""), ""),
    ("Jana Quill*", ("Jana", "", "Quill", ""), "*"),
    ("Quill*†, Jana", ("Jana", "", "Quill", ""), "*†"),
    ("Quill, Jana$^*$", ("Jana", "", "Quill", ""), "*"),
    ("Quill, Jana$^{*,\\dagger}$", ("Jana", "", "Quill", ""), "*,†"),
    ("Jana Quill\\textsuperscript{1,2}", ("Jana", "", "Quill", ""), "1,2"),
    ("Jana Quill\\textsuperscript{$\\ast$}{\\dag}", ("Jana", "", "Quill", ""), "*†"),
    ("Jana Quill\\ddag", ("Jana", "", "Quill", ""), "‡"),
    ("Jana Quill{\\S}\\P", ("Jana", "", "Quill", ""), "§¶"),
    ("Jana* Quill", ("Jana", "", "Quill", ""), "*"),
    ("Jana Quill^{*}", ("Jana", "", "Quill", ""), "*"),
    ("Jana Quill\\#", ("Jana", "", "Quill", ""), "#"),
    ("Jana Quill¹", ("Jana", "", "Quill", ""), "¹"),
    ("Jana 3\\textsuperscript{rd}", ("Jana", "", "3rd", ""), ""),
    ("Jana $\\alpha$ Quill", ("Jana α", "", "Quill", ""), ""),
    ("given=Jana, family=Quill", ("Jana", "", "Quill", ""), ""),
    (
        "family={Quill, Inc}, given={Jana}, prefix=van, suffix=Jr, id=jq",
        ("Jana", "van", "Quill, Inc", "Jr"),
        "",
    ),
    ('family="Quill, X", given="Jana", given-i=J, useprefix=true', ("Jana", "", "Quill, X", ""), ""),
    ('"given=Jana, family=Quill"', ("Jana", "", "Quill", ""), ""),
]


def read(tex):
    return read_names(Text(tex, Position("p.bib", 3, 10)))


@pytest.mark.parametrize(("typed", "parts", "symbols"), PEOPLE, ids=[row[0] for row in PEOPLE])
def test_a_name_is_taken_apart(typed, parts, symbols):
    given_name, prefix, family, suffix = parts
    names, _ = read(typed)
    assert names == Names((Name(family, given_name, prefix, suffix, symbols=symbols),))


@pytest.mark.parametrize(
    ("typed", "family", "symbols"),
    [
        ("{Invented Consortium for Tides}", "Invented Consortium for Tides", ""),
        ("{Quill and Sons, Inc.}", "Quill and Sons, Inc.", ""),
        ("{{C\\# Users}}$^\\dagger$", "C# Users", "†"),
        ("{Sand {\\&} Water}", "Sand & Water", ""),
    ],
)
def test_a_name_in_braces_is_a_corporation(typed, family, symbols):
    assert read(typed) == (Names((Name(family, is_corporate=True, symbols=symbols),)), [])


@pytest.mark.parametrize(
    ("typed", "families", "has_others"),
    [
        ("A and B", ["A", "B"], False),
        ("A\n    and\tB AND C And D", ["A", "B", "C", "D"], False),
        ("Armand and Sandy andel", ["Armand", "andel"], False),
        ("{A and B} and C", ["A and B", "C"], False),
        ("A and others", ["A"], True),
        ("A and {others}", ["A"], True),
        ("A and et al.", ["A"], True),
        ("A and et al", ["A"], True),
        ("A et al.", ["A"], True),
        ("A, Pascal", ["A"], False),
        ("", [], False),
        ("  \n ", [], False),
    ],
)
def test_names_stand_between_and(typed, families, has_others):
    names, problems = read(typed)
    assert ([name.family for name in names.people], names.has_others) == (families, has_others)
    assert problems == []


EMPTY = 'a name is empty: take out the "and" that has none before or behind it'
COMMAS = 'has {} commas: write "and" between two people, and braces around a name with commas of its own'


@pytest.mark.parametrize(
    ("typed", "families", "warned"),
    [
        ("A and and B", ["A", "B"], [(EMPTY, 3, 15)]),
        ("A and\n  B and", ["A", "B"], [(EMPTY, 4, 8)]),
        ("and A", ["A"], [(EMPTY, 3, 10)]),
        ("and", [], [(EMPTY, 3, 10), (EMPTY, 3, 13)]),
        (
            "A and A. Alpha, B. Beta, C. Gamma",
            ["A", "A. Alpha, B. Beta, C. Gamma"],
            [(f'the name "A. Alpha, B. Beta, C. Gamma" {COMMAS.format(2)}', 3, 16)],
        ),
        (
            "Alpha, A., Beta, B. and C",
            ["Alpha, A., Beta, B.", "C"],
            [(f'the name "Alpha, A., Beta, B." {COMMAS.format(3)}', 3, 10)],
        ),
        (
            "Alpha, A.; Beta, B.",
            ["Alpha, A.; Beta, B."],
            [('the name "Alpha, A.; Beta, B." has a semicolon: write "and" between two people', 3, 10)],
        ),
        ("* and A", ["A"], [('the name "*" is only a sign: write the name before it', 3, 10)]),
        ("{} and A", ["A"], [('a name shows nothing: write it, or take out its "and"', 3, 10)]),
        (
            "family=Quill, nick=J",
            ["Quill"],
            [
                (
                    '"nick=J" is no part of a name: write given, family, prefix or suffix before the "="',
                    3,
                    10,
                )
            ],
        ),
    ],
)
def test_what_cannot_be_a_name_is_reported_and_shown(typed, families, warned):
    names, problems = read(typed)
    assert [name.family for name in names.people] == families
    assert [(problem.message, *problem.position[1:]) for problem in problems] == warned
    assert {problem.code.slug for problem in problems} == {"bib-name"}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Jana Quill", Name("Quill", "Jana")),
        (" van der Zand, Ludo ", Name("Zand", "Ludo", "van der")),
        (
            "given=Jana, family=Quill, orcid=0000-0002-1825-0097",
            Name("Quill", "Jana", orcid="0000-0002-1825-0097"),
        ),
        ("", Name("")),
    ],
)
def test_one_name_is_read_from_a_setting(typed, name):
    assert read_name(typed) == name


# Pybtex knows the same rules.

LETTERS = st.text("aBcDéÉßλΛя海0.'", min_size=1, max_size=3)
WORDS = st.lists(
    LETTERS
    | LETTERS.map(lambda text: f"{{{text}}}")
    | LETTERS.map(lambda text: f"{{{text} {text}, {text}}}")
    | st.sampled_from(
        ["{\\'E}", "{\\'e}", '{\\"{o}}', "{\\OE}", "{\\L}", "-", "von", "de", "and", "others", "Quill"]
    ),
    min_size=1,
    max_size=3,
).map("".join)
SPACES = st.sampled_from([" ", "  ", "~", "\n "])
PARTS = st.lists(st.tuples(WORDS, SPACES), min_size=1, max_size=5).map(
    lambda pairs: "".join(word + space for word, space in pairs).strip(" ~\n")
)
TYPED = st.lists(PARTS, min_size=1, max_size=3).map(", ".join)


def plain(words):
    return name_to_plain(" ".join(words))


@settings(max_examples=500)
@given(st.lists(TYPED, min_size=1, max_size=4))
def test_pybtex_takes_names_apart_alike(typed):
    text = " and ".join(typed)
    # Pybtex takes a line break around "and" for a letter, and an "and" that ends the field for a name.
    chunks = split_name_list(" ".join(text.split()))
    assume(
        not any(chunk.lower() in {"others", "and"} or chunk.lower().startswith("and ") for chunk in chunks)
    )
    assume(not any(chunk.lower().endswith((" and", " jr", "~and")) for chunk in chunks))
    people = [Person(chunk) for chunk in chunks]
    # Where two commas stand between many words, BibTeX reads a Jr part and we warn of a list.
    parts = [[split_tex_string(part) for part in split_tex_string(chunk, ",")] for chunk in chunks]
    assume(not any(len(part) == 3 and all(len(words) > 1 for words in part) for part in parts))
    names, _ = read(text)
    found = [(name.given, name.prefix, name.family, name.suffix) for name in names.people]
    expected = [
        (
            plain(person.bibtex_first_names),
            plain(person.prelast_names),
            plain(person.last_names),
            plain(person.lineage_names),
        )
        for person in people
    ]
    assert found == expected, text


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 20000,
        "and " * 20000,
        "* " * 20000,
        "$^" * 20000,
        "\\textsuperscript{" * 20000,
        "{\\'" * 20000,
        " ," * 20000 + "et al.",
        "a and " * 20000,
        "given=a," * 20000,
        "\\v " * 20000,
    ],
    ids=lambda tex: tex[:8],
)
def test_hostile_names_take_no_longer_than_others(tex):
    start = process_time()
    read(tex)
    assert process_time() - start < 2


def test_three_thousand_authors_take_no_noticeable_time():
    module._read.cache_clear()
    text = " and ".join(f"Quill{number}, Jana {chr(65 + number % 26)}." for number in range(3000))
    start = process_time()
    names, problems = read(text)
    assert process_time() - start < 1
    assert (len(names.people), problems) == (3000, [])
