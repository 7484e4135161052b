"""YAML keeps every text as typed, says where each stands, and shows every mistake in one run."""

from __future__ import annotations

import copy
import json
import pickle
import string
import time

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import sphinx_homepage.sources.yaml_reader as reader
from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.text import Mapping, Position, Sequence, Text, as_typed
from sphinx_homepage.sources.yaml import parse
from sphinx_homepage.sources.yaml_characters import decode

PARSERS = [yaml.BaseLoader, *([yaml.CBaseLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__, autouse=True)
def parser(request, monkeypatch):
    """Every test holds with libyaml's parser and with the pure one."""
    monkeypatch.setattr(reader, "LOADER", request.param)


def located(tree):
    """Return a tree with each text as (text, line, column), and as a fourth the column of a comment."""
    if isinstance(tree, Mapping):
        return {str(key): located(value) for key, value in tree.items()}
    if isinstance(tree, Sequence):
        return [located(value) for value in tree]
    if tree is None:
        return None
    return (str(tree), *tree.position[1:], *([tree.cut.column] if tree.cut else []))


def problems(source, path="cv.yaml"):
    """Return the problems of a source as (code, line, column)."""
    return [(problem.code, *problem.position[1:]) for problem in parse(source, path)[1]]


def plain(source, path="cv.yaml"):
    """Return the tree of a source without positions."""
    return json.loads(json.dumps(parse(source, path)[0]))


# Texts and positions


def test_no_scalar_is_taken_for_anything_but_text():
    texts = ["NO", "12:30", "01234", "3.10", "+15551234", "2019-09-01", "yes", "Null", "1e3", ".inf", "<<"]
    assert parse("".join(f"- {text}\n" for text in texts), "cv.yaml") == (texts, [])


def test_only_an_empty_value_a_tilde_and_null_are_nothing():
    source = "a:\nb: ~\nc: null\nd: 'null'\ne: ''\nf: NULL\nnull: ~\n"
    assert parse(source, "cv.yaml") == (
        {"a": None, "b": None, "c": None, "d": "null", "e": "", "f": "NULL", "null": None},
        [],
    )


def test_every_text_stands_where_its_first_character_does():
    source = (
        "name: Ada\n"
        'note: "in quotes"\n'
        "more: 'in single'\n"
        "text: |\n"
        "    literal\n"
        "      deeper\n"
        "fold: >-\n"
        "\n"
        "  folded\n"
        "  on\n"
        "list:\n"
        "  - 日本 x\n"
        "  - {k: 😀, l: [v]}\n"
    )
    tree, found = parse(source, "cv.yaml")
    assert found == []
    assert located(tree) == {
        "name": ("Ada", 1, 7),
        "note": ("in quotes", 2, 8),
        "more": ("in single", 3, 8),
        "text": ("literal\n  deeper\n", 5, 5),
        "fold": ("\nfolded on", 8, 3),
        "list": [("日本 x", 12, 5), {"k": ("😀", 13, 9), "l": [("v", 13, 16)]}],
    }
    assert [located(key) for key in tree][:3] == [("name", 1, 1), ("note", 2, 1), ("more", 3, 1)]


def test_collections_stand_where_their_first_key_or_dash_or_brace_does():
    tree, _ = parse("a:\n  - b: 1\nc: [x]\nd: {}\ne:\n- f\n", "cv.yaml")
    assert [tree.position, *(tree[key].position for key in "acde"), tree["a"][0].position] == [
        Position("cv.yaml", *place) for place in [(1, 1), (2, 3), (3, 4), (4, 4), (6, 1), (2, 5)]
    ]


def test_positions_are_the_files_own_where_the_yaml_is_a_part_of_it():
    tree, found = parse("- a: x: y\n- *b\n", "page.md", first_line=10, first_column=4)
    assert located(tree) == [{"a": ("x: y", 10, 9)}, ("*b", 11, 6)]
    assert [problem.position for problem in found] == [
        Position("page.md", 10, 10),
        Position("page.md", 11, 6),
    ]


def test_windows_line_ends_and_unicode_line_breaks_do_not_move_a_line():
    assert located(parse("a: b\r\nc: d\u2028e\x85f\r\ng: h\r\n", "cv.yaml")[0]) == {
        "a": ("b", 1, 4),
        "c": ("d\u2028e\x85f", 2, 4),
        "g": ("h", 3, 4),
    }


def test_a_tree_survives_pickling_and_copying():
    tree, _ = parse("a: [x, {C++: good}]\n", "cv.yaml")
    for twin in (pickle.loads(pickle.dumps(tree)), copy.deepcopy(tree), copy.copy(tree)):
        assert located(twin) == located(tree)
        assert as_typed(twin["a"][1]) == "{C++: good}"


@pytest.mark.parametrize("source", ["", "\n\n", "# only a comment\n", "---\n"])
def test_a_text_that_says_nothing_is_nothing(source):
    assert parse(source, "cv.yaml") == (None, [])


def test_a_leading_marker_and_a_directive_are_fine():
    assert parse("%YAML 1.1\n---\na: b\n", "cv.yaml") == ({"a": "b"}, [])


# Comments


def test_a_comment_that_cuts_a_plain_text_leaves_its_place():
    source = "- Ranked #1 in class\n- x#y\n- 'quoted' # remark\n- AT&T\t# foo\n"
    tree, found = parse(source, "cv.yaml")
    assert located(tree) == [("Ranked", 1, 3, 10), ("x#y", 2, 3), ("quoted", 3, 4), ("AT&T", 4, 3, 8)]
    assert found == []


def test_an_item_that_is_all_comment_is_the_text_that_was_typed():
    tree, found = parse("- #1 in class\n- # first\n  a: b\n", "cv.yaml")
    assert located(tree) == [("#1 in class", 1, 3), {"a": ("b", 3, 6)}]
    assert [(problem.code, problem.message) for problem in found] == [
        (Code.YAML_COMMENT, 'a "#" makes a comment of the whole item: write it as  - "#1 in class"'),
    ]


def test_a_value_that_is_all_comment_is_reported_but_not_published():
    tree, found = parse("phone: #555 0100\nnote: # later\n", "cv.yaml")
    assert tree == {"phone": None, "note": None}
    assert [(problem.code, problem.position) for problem in found] == [
        (Code.YAML_COMMENT, Position("cv.yaml", 1, 8))
    ]


# Tags, anchors, aliases, keys, documents


def test_a_tag_is_shown_and_never_followed():
    source = (
        "- !!python/object/apply:os.system ['x']\n- !important text\n- !!int 5\n- !!map {a: b}\n- ! x # y\n"
    )
    tree, found = parse(source, "cv.yaml")
    assert located(tree) == [
        [("x", 1, 37)],
        ("!important text", 2, 3),
        ("!!int 5", 3, 3),
        {"a": ("b", 4, 13)},
        ("! x", 5, 3, 7),
    ]
    assert [(problem.code, problem.position.line) for problem in found] == [
        (Code.YAML_TAG, line) for line in (1, 2, 3, 4, 5)
    ]


def test_a_key_given_twice_keeps_its_first_value():
    tree, found = parse("a: 1\nb: 2\na: [3]\n", "cv.yaml")
    assert tree == {"a": "1", "b": "2"}
    assert [(problem.code, problem.position, problem.message) for problem in found] == [
        (
            Code.YAML_DUPLICATE_KEY,
            Position("cv.yaml", 3, 1),
            '"a" is given twice: the one in line 1 is kept, this one left out; remove one',
        )
    ]


def test_an_alias_stands_for_what_its_anchor_names():
    source = "a: &a {x: [1]}\nb: *a\nc: &t text\nd: [*t, *t]\n"
    assert parse(source, "cv.yaml") == (
        {"a": {"x": ["1"]}, "b": {"x": ["1"]}, "c": "text", "d": ["text", "text"]},
        [],
    )


def test_an_anchor_that_nothing_refers_to_swallows_no_word():
    tree, found = parse("- &c text\n- &d\n- {k: &e v}\n", "cv.yaml")
    assert located(tree) == [("&c text", 1, 3), ("&d", 2, 3), {"k": ("&e v", 3, 7)}]
    assert [(problem.code, problem.position.line) for problem in found] == [
        (Code.YAML_QUOTE, line) for line in (1, 2, 3)
    ]
    assert found[0].message == '"&c" names a value that nothing refers to: write it as  - "&c text"'


def test_aliases_do_not_expand_without_end():
    bomb = "a0: &a0 [" + ", ".join(["lol"] * 9) + "]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    tree, found = parse(bomb, "cv.yaml")
    assert [problem.code for problem in found] == [Code.YAML_EXPANSION]
    assert len(json.dumps(tree)) < 200_000


def test_an_alias_inside_its_own_anchor_is_left_out():
    tree, found = parse("a: &a [1, *a]\nb: &b {c: *b, d: e}\n", "cv.yaml")
    assert tree == {"a": ["1"], "b": {"d": "e"}}
    assert [(problem.code, problem.position.column) for problem in found] == [
        (Code.YAML_EXPANSION, 11),
        (Code.YAML_EXPANSION, 11),
    ]


def test_aliases_cannot_make_a_tree_deeper_than_what_reads_it():
    source = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 300))
    assert [code for code, *_ in problems(source)] == [Code.YAML_EXPANSION]


@pytest.mark.parametrize(
    "source",
    ["[" * 5000, "[\n" * 5000, "{a: " * 5000, "- " * 5000, "".join(" " * n + "a:\n" for n in range(300))],
    ids=["brackets", "lines of brackets", "braces", "dashes", "indentation"],
)
def test_deep_nesting_is_a_problem_and_no_crash(source):
    start = time.perf_counter()
    assert {code for code, *_ in problems(source)} & {Code.YAML_SYNTAX, Code.YAML_QUOTE}
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(("source", "column"), [("? [a]: b", 3), ("{a: b}: c", 1), ("[a]: c", 1)])
def test_a_key_that_is_no_text_is_left_out(source, column):
    assert (plain(source), problems(source)) == ({}, [(Code.YAML_SYNTAX, 1, column)])


def test_the_first_of_several_documents_is_read():
    assert plain("---\na: 1\n---\nb: 2\n") == {"a": "1"}
    assert problems("---\na: 1\n---\nb: 2\n") == [(Code.YAML_SYNTAX, 3, 1)]
    assert plain("a: 1\n...\nfoo: 2\n") == {"a": "1"}
    assert problems("a: 1\n...\nfoo: 2\n") == [(Code.YAML_SYNTAX, 2, 1)]


def test_a_character_that_cannot_be_printed_is_shown_as_such():
    assert plain("a: x\x07y\n") == {"a": "x\ufffdy"}
    assert problems("a: x\x07y\n") == [(Code.YAML_SYNTAX, 1, 5)]


# Recovery

AS_TYPED = [
    ("**Python** and more", 3),
    ("*emph* x", 3),
    ("*emph", 3),
    ("**Bold**: text", 3),
    ("[x](u) rest", 3),
    ("[x](u)", 3),
    ("@foo", 3),
    ("@foo: bar", 3),
    ("`c`", 3),
    ("> q", 3),
    ("| x", 3),
    ("|", 3),
    ("%x", 3),
    ("{a} b", 3),
    ('"quoted" rest', 3),
    ("'quoted' rest", 3),
    ("? x", 3),
    (", x", 3),
    ("] x", 3),
    ("& x", 3),
    ("!<a", 3),
    ('"abc', 3),
    ("'abc", 3),
    ("[a, b", 3),
    ("{a b", 3),
]


@pytest.mark.parametrize(("text", "column"), AS_TYPED)
def test_an_item_that_yaml_cannot_read_is_the_text_that_was_typed(text, column):
    tree, found = parse(f"- before\n- {text}\n- after\n", "cv.yaml")
    assert located(tree) == [("before", 1, 3), (text, 2, 3), ("after", 3, 3)]
    assert [problem.position for problem in found] == [Position("cv.yaml", 2, column)]


@pytest.mark.parametrize(
    ("text", "column"), [*((text, 9) for text, _ in AS_TYPED[:-5] if text != "|"), ("- x", 9)]
)
def test_a_value_that_yaml_cannot_read_is_the_text_that_was_typed(text, column):
    tree, found = parse(f"- note: {text}\n  more: x\n", "cv.yaml")
    assert located(tree) == [{"note": (text, 1, 9), "more": ("x", 2, 9)}]
    assert [problem.position for problem in found] == [Position("cv.yaml", 1, column)]


@pytest.mark.parametrize(
    ("line", "column", "tree"),
    [
        ("note: NASDAQ: XYZ, parent", 13, {"note": ("NASDAQ: XYZ, parent", 1, 7)}),
        ("note: Example Bank (NYSE: XYZ)", 25, {"note": ("Example Bank (NYSE: XYZ)", 1, 7)}),
        ("- a: b: c", 7, [{"a": ("b: c", 1, 6)}]),
        ("- - a: b: c # d", 9, [[{"a": ("b: c", 1, 8, 13)}]]),
    ],
)
def test_a_second_colon_is_reported_where_it_stands(line, column, tree):
    assert problems(line) == [(Code.YAML_QUOTE, 1, column)]
    assert located(parse(line, "cv.yaml")[0]) == tree


def test_the_message_shows_the_line_as_it_should_be():
    _, found = parse('note: NASDAQ: XYZ, parent company of Example\n- say "x": y: z\n'[:45], "cv.yaml")
    assert [problem.message for problem in found] == [
        'a ": " inside a text begins another mapping: '
        'write it as  note: "NASDAQ: XYZ, parent company of Example"'
    ]
    _, found = parse('- "The" book\n', "cv.yaml")
    assert [problem.message for problem in found] == [
        "the text goes on after its closing quote: write it as  - '\"The\" book'"
    ]


def test_a_text_goes_on_over_lines_after_its_repair():
    source = (
        "a: Worked at X: on\n  one thing\n  and another\n"
        "b: > q\n  r\n"
        "c: Built\n  a big thing: fast\n"
        "d: x # y\n  z\n"
    )
    tree, found = parse(source, "cv.yaml")
    assert located(tree) == {
        "a": ("Worked at X: on one thing and another", 1, 4),
        "b": ("> q r", 4, 4),
        "c": ("Built a big thing: fast", 6, 4),
        "d": ("x # y z", 8, 4),
    }
    assert [(problem.code, *problem.position[1:]) for problem in found] == [
        (Code.YAML_QUOTE, 1, 15),
        (Code.YAML_QUOTE, 4, 4),
        (Code.YAML_QUOTE, 7, 14),
        (Code.YAML_COMMENT, 8, 6),
    ]


def test_a_quote_that_is_not_closed_takes_one_line_and_not_the_file():
    source = '- t: "abc\n  n: def\n  x: "ghi"\n- t: "jkl\n- "mno"\n- u: \'p\n'
    tree, found = parse(source, "cv.yaml")
    assert located(tree) == [
        {"t": ('"abc', 1, 6), "n": ("def", 2, 6), "x": ("ghi", 3, 7)},
        {"t": ('"jkl', 4, 6)},
        ("mno", 5, 4),
        {"u": ("'p", 6, 6)},
    ]
    assert [(problem.code, *problem.position[1:]) for problem in found] == [
        (Code.YAML_QUOTE, 1, 6),
        (Code.YAML_QUOTE, 4, 6),
        (Code.YAML_QUOTE, 6, 6),
    ]


def test_a_quoted_text_may_go_on_over_lines():
    assert parse('a: "x\n  y: z\n\n  w"\nb: c\n', "cv.yaml") == ({"a": "x y: z\nw", "b": "c"}, [])


def test_a_backslash_in_double_quotes_may_have_been_meant():
    tree, found = parse('path: "C:\\path" # x\nnext: "\\u00e9"\n', "cv.yaml")
    assert located(tree) == {"path": ("C:\\path", 1, 8), "next": ("é", 2, 8)}
    assert [(problem.code, *problem.position[1:]) for problem in found] == [(Code.YAML_QUOTE, 1, 10)]


@pytest.mark.parametrize("text", ['"\\:" -', '"\\:" "rest', '"\\:": *x'])
def test_a_text_that_goes_on_after_a_quote_with_a_wrong_backslash_is_not_lost(text):
    tree, found = parse(f"- before\n- {text}\n- after\n", "cv.yaml")
    assert [as_typed(item) for item in tree] == ["before", text, "after"]
    assert {problem.position.line for problem in found} == {2}


def test_tabs_that_indent_are_reported_once_for_all_lines_in_a_row():
    tree, found = parse("a:\n\tb: 1\n\tc:\n\t\td: 2\ne:\n\tf: 3\n", "cv.yaml")
    assert located(tree) == {
        "a": {"b": ("1", 2, 5), "c": {"d": ("2", 4, 6)}},
        "e": {"f": ("3", 6, 5)},
    }
    assert [(problem.code, *problem.position[1:]) for problem in found] == [
        (Code.YAML_TAB, 2, 1),
        (Code.YAML_TAB, 6, 1),
    ]


def test_tabs_that_do_not_indent_are_spaces():
    assert parse("a:\tb\nc: [d,\te]\nf: g\t\nh: i\tj\n", "cv.yaml") == (
        {"a": "b", "c": ["d", "e"], "f": "g", "h": "i\tj"},
        [],
    )


@pytest.mark.parametrize(
    ("source", "tree", "place"),
    [
        ("a: 1\n  b: 2\n", {"a": ("1", 1, 4), "b": ("2", 2, 6)}, (2, 3)),
        ("a:\n  b: 1\n c: 2\n", {"a": {"b": ("1", 2, 6), "c": ("2", 3, 5)}}, (3, 2)),
        ("- a: 1\n   b: 2\n", [{"a": ("1", 1, 6), "b": ("2", 2, 7)}], (2, 4)),
        ("- a: 1\n b: 2\n", [{"a": ("1", 1, 6), "b": ("2", 2, 5)}], (2, 2)),
        (
            "k:\n  - a: 1\n - b: 2\n   c: 3\n",
            {"k": [{"a": ("1", 2, 8)}, {"b": ("2", 3, 7), "c": ("3", 4, 7)}]},
            (3, 2),
        ),
    ],
)
def test_a_line_that_is_indented_wrongly_joins_its_neighbours(source, tree, place):
    assert located(parse(source, "cv.yaml")[0]) == tree
    assert [code for code, *_ in problems(source)] == [Code.YAML_SYNTAX]
    assert problems(source)[0][1] == place[0]


@pytest.mark.parametrize(
    ("source", "tree", "place"),
    [
        ("a: 1\neducation\n  - x: y\nc: 2\n", {"a": "1", "education": [{"x": "y"}], "c": "2"}, (2, 10)),
        ("note:value\nb: 1\n", {"note": "value", "b": "1"}, (1, 6)),
        ("- a\n-b\n", ["a", "b"], (2, 2)),
    ],
)
def test_a_missing_colon_or_space_is_put_in(source, tree, place):
    assert (plain(source), problems(source)) == (tree, [(Code.YAML_SYNTAX, *place)])


def test_a_line_that_fits_nowhere_is_left_out_alone():
    tree, found = parse("a: 1\n- b\nc: 2\nhello, world\nd: 3\n", "cv.yaml")
    assert tree == {"a": "1", "c": "2", "d": "3"}
    assert [(problem.code, *problem.position[1:]) for problem in found] == [
        (Code.YAML_SYNTAX, 2, 1),
        (Code.YAML_SYNTAX, 4, 1),
    ]


def test_one_run_shows_every_problem_and_loses_nothing():
    source = "profile:\n  name: Ada: Countess\nexperience:\n"
    source += "".join(f"  - organization: Bank (NYSE: X{n})\n    note: **n{n}**\n" for n in range(60))
    tree, found = parse(source, "cv.yaml")
    assert tree == {
        "profile": {"name": "Ada: Countess"},
        "experience": [{"organization": f"Bank (NYSE: X{n})", "note": f"**n{n}**"} for n in range(60)],
    }
    assert [problem.position.line for problem in found] == [2, *range(4, 124)]


def test_a_file_with_hundreds_of_mistakes_keeps_its_other_entries():
    source = "entries:\n" + "".join(f"- title: a{': b: c' if n % 2 else ''}\n  n: x{n}\n" for n in range(600))
    tree, found = parse(source, "cv.yaml")
    assert len(found) == 201
    assert [entry["n"] for entry in tree["entries"] if entry["title"] == "a"] == [
        f"x{n}" for n in range(0, 600, 2)
    ]


def test_mistakes_in_a_long_file_cost_little_more_than_reading_it():
    entry = "- title: A thing\n  organization: Example Labs\n  start: 2019-09\n"
    source = "entries:\n" + (entry * 20 + entry.replace("A thing", "A: thing")) * 50
    start = time.perf_counter()
    tree, found = parse(source, "cv.yaml")
    assert (len(tree["entries"]), len(found)) == (1050, 50)
    assert time.perf_counter() - start < 10


# As typed


@pytest.mark.parametrize(
    "text", ["C++: good", "{a}", "[a, b]", "a: [b]", 'R: "x # y"', "- x", "{a: b}: c", "C++: good: better"]
)
def test_what_yaml_takes_for_a_collection_can_be_had_as_typed(text):
    tree, _ = parse(f"k:\n  - {text}\n  - z\n", "cv.yaml")
    typed = as_typed(tree["k"][0])
    assert (typed, typed.position) == (text, Position("cv.yaml", 2, 5))


def test_as_typed_ends_at_a_comment_and_says_so():
    tree, _ = parse("- C++: good #1\n# next\n- x\n", "cv.yaml")
    typed = as_typed(tree[0])
    assert (typed, typed.cut) == ("C++: good", Position("cv.yaml", 1, 13))
    assert as_typed(tree[1]) == "x"
    assert as_typed(None) == ""


# JSON


def test_json_is_read_with_its_tabs_and_escapes():
    source = '{\n\t"a":1,\n\t"b":\t["x\\/y \\ud83d\\ude00 z", true, null, -1.5e3],"c\\n":"\\\\ud83d\\td"}'
    tree, found = parse(source, "resume.json")
    assert located(tree) == {
        "a": ("1", 2, 6),
        "b": [("x/y 😀 z", 3, 9), ("true", 3, 31), None, ("-1.5e3", 3, 43)],
        "c\n": ("\\ud83d\td", 3, 58),
    }
    assert found == []


def test_json_without_a_comma_or_a_closing_quote_is_read():
    source = '{\n  "a": 1\n  "b": "x"\n  "c": [1 2],\n  "d": "open,\n  "e": "\\q"\n}'
    tree, found = parse(source, "resume.json")
    assert tree["d"] == '"open'
    assert tree["e"] == "\\q"
    assert (Code.YAML_QUOTE, 5, 8) in [(problem.code, *problem.position[1:]) for problem in found]


# Bytes


@pytest.mark.parametrize(
    ("data", "text", "place"),
    [
        (b"\xef\xbb\xbfa: \xc3\xa9\r\n", "a: é\r\n", None),
        (b"a: 1\r\nb: \xc3\xa9 \xe9t\xe9 \x96\n", "a: 1\r\nb: é été –\n", (2, 6)),
        ("a: é".encode("utf-16"), "a: é", (1, 1)),
        (b"\x81", "\x81", (1, 1)),
    ],
)
def test_a_file_that_is_not_utf_8_is_read_all_the_same(data, text, place):
    decoded, found = decode(data, "cv.yaml")
    assert decoded.removeprefix("\ufeff") == text
    assert [(problem.code, problem.position) for problem in found] == (
        [(Code.FILE_ENCODING, Position("cv.yaml", *place))] if place else []
    )


# Anything at all

PRINTABLE = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff"), max_size=40
)
MARKS = [" - ", " #", ":", ": ", *"%+_*<&\"'\\@`|>[]{}!?,-~ "]
BULLET_WORDS = ["C++", "$5M", "日本", "عربي", "😀", "null", "a", "word"]
BULLETS = (
    st.lists(st.sampled_from([*MARKS, *BULLET_WORDS]), min_size=1, max_size=7)
    .map(lambda parts: "".join(parts).strip())
    .filter(bool)
)
BREAKS = [
    "\n",
    "\n  ",
    "\n- ",
    "\nk: ",
    "\n\t",
    "\t",
    "\r\n",
    "\n---\n",
    "\n...\n",
    "|\n  ",
    "\x85",
    "\u2028",
]
WORDS = ["&a ", "*a", "<<: ", "é", "\x00", "\ufeff", "\ud800", "word", "%YAML 1.", "!!int "]
MESS = st.lists(st.sampled_from([*string.punctuation, *BREAKS, *WORDS]), max_size=40).map("".join)

# The fixture sets the parser once for a test, which is right for each example of it.
EACH_PARSER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(EACH_PARSER, max_examples=100)
@given(PRINTABLE)
def test_a_quoted_text_comes_back_as_it_is(text):
    single = "'" + text.replace("'", "''") + "'"
    double = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert parse(f"- {single}\n- {double}\n", "cv.yaml") == ([text, text], [])


@settings(EACH_PARSER, max_examples=300)
@given(BULLETS)
@example('"quoted" rest #1')
@example('{"<\\C++=')
def test_a_bullet_is_the_text_that_was_typed_or_a_problem_is_said(text):
    tree, found = parse(f"- {text}", "cv.yaml")
    assert isinstance(tree, Sequence)
    assert len(tree) == 1
    item = tree[0]
    if isinstance(item, Text) and item == text:
        return
    if item is None:
        assert text.split(" #")[0].strip() in ("~", "null")
        return
    typed = as_typed(item)
    is_quoted = isinstance(item, Text) and text[0] in "\"'"
    is_genuine = isinstance(item, (Mapping, Sequence)) or is_quoted or bool(found) or item.cut is not None
    assert is_genuine
    assert is_quoted or typed == text or text.removeprefix(typed).lstrip().startswith("#")


@settings(EACH_PARSER, max_examples=300)
@given(st.one_of(MESS, st.text(max_size=60)), st.sampled_from(["cv.yaml", "resume.json"]))
def test_no_text_at_all_makes_the_reader_fail(source, path):
    tree, found = parse(source, path)
    assert pickle.loads(pickle.dumps(tree)) == tree
    last_line = len(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= problem.position.line <= last_line and problem.position.column >= 1 for problem in found)
    assert len({(problem.code, problem.position) for problem in found}) == len(found)
