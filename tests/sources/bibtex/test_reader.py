"""A .bib file is read with every place, and no mistake goes beyond its entry."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database.input.bibtex import LowLevelParser

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.text import Position
from sphinx_homepage.sources.bibtex.reader import decode, read


def values(source):
    """Return the entries of a source as {key: (type, fields)}, and check that nothing is wrong with it."""
    entries, problems = read(source, "papers.bib")
    assert problems == []
    return {str(entry.key): (str(entry.type), dict(entry.fields)) for entry in entries}


def problems(source):
    """Return the problems of a source as (code, line, column)."""
    return [(problem.code, *problem.position[1:]) for problem in read(source, "papers.bib")[1]]


# Mistakes


def cases():
    text = Path(__file__).with_name("mistakes.txt").read_text("utf-8")
    for case in text.split("\n## ")[1:]:
        name, _, rest = case.partition("\n")
        lines = rest.split("\n")
        end = next(number for number, line in enumerate(lines) if line.startswith(("-> ", "!! ")))
        yield pytest.param("\n".join(lines[:end]) + "\n", [line for line in lines[end:] if line], id=name)


@pytest.mark.parametrize(("source", "expected"), list(cases()))
def test_a_mistake_is_named_once_and_the_rest_is_read(source, expected):
    entries, found = read(source, "papers.bib")
    shown = [
        " ".join(
            [
                f"-> {entry.type} {entry.key} {entry.position.line}:{entry.position.column}",
                *(f"{name}={value}".replace("\n", "⏎") for name, value in entry.fields.items()),
            ]
        )
        for entry in entries
    ]
    shown += [
        f"!! {problem.position.line}:{problem.position.column} {problem.code.slug}: {problem.message}"
        for problem in found
    ]
    assert shown == expected


# What is no mistake


def test_every_part_of_an_entry_has_its_place():
    source = '\n @Article{mwangi2021,\n  Title = {{Rivers}},\n  year = 2021, note =\n    "x" # {y},\n}'
    (entry,), _ = read(source, "papers.bib")
    assert (entry.position, entry.type.position, entry.key.position) == (
        Position("papers.bib", 2, 2),
        Position("papers.bib", 2, 3),
        Position("papers.bib", 2, 11),
    )
    assert {name: (str(value), *value.position[1:]) for name, value in entry.fields.items()} == {
        "title": ("{Rivers}", 3, 12),
        "year": ("2021", 4, 10),
        "note": ("xy", 5, 6),
    }


def test_the_white_space_of_a_value_stays_as_typed():
    assert values("@misc{a, title = {\n  Two \t lines\n}}") == {
        "a": ("misc", {"title": "\n  Two \t lines\n"})
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_move_no_place(end):
    source = f"\ufeff@misc{{a,{end}  title = {{A{end}B}},{end}  year = x{end}}}"
    (entry,), (problem,) = read(source, "papers.bib")
    assert (str(entry.fields["title"]), entry.position.column) == ("A\nB", 1)
    assert problem.position == Position("papers.bib", 4, 10)


def test_bytes_that_are_not_utf_8_are_read_as_windows_1252_with_one_problem():
    text, found = decode(b"\xef\xbb\xbf@misc{a,\r\n title = {Caf\xe9 \x96 \xc3\xa9}}", "papers.bib")
    assert text == "@misc{a,\r\n title = {Café – é}}"
    assert [(problem.code, problem.position) for problem in found] == [
        (Code.FILE_ENCODING, Position("papers.bib", 2, 14))
    ]


def test_strings_are_joined_and_can_be_defined_again():
    source = """
        @string{jow = {Journal of }} @STRING(JOW = jow # "Water")
        @misc{a, journal = jow # { } # 3}
        @string{jow = "Wells",}
        @misc{b, journal = Jow}
    """
    assert values(source) == {
        "a": ("misc", {"journal": "Journal of Water 3"}),
        "b": ("misc", {"journal": "Wells"}),
    }


@pytest.mark.parametrize("typed", ["sep", "SEP", "sept", "Sept.", "September", "{September}", '"September"'])
def test_a_month_is_taken_in_every_usual_spelling(typed):
    assert values(f"@misc{{a, month = {typed}}}") == {"a": ("misc", {"month": "September"})}


def test_the_full_name_of_a_month_is_an_abbreviation_in_a_month_only():
    assert problems("@misc{a, title = March}") == [(Code.BIB_STRING, 1, 18)]
    assert values('@misc{a, note = "1~" # mar}') == {"a": ("misc", {"note": "1~March"})}


@pytest.mark.parametrize(
    "around",
    [
        "---\n---\n\n{}",
        "---\nlayout: x@y{{z}}\n---\n{}",
        "Papers of A. Mwangi, a@example.org\n{}",
        "{}, % a comma\n",
        "% @misc{{b, title = {{No}}}}\n  % @misc{{c,\n{}%@misc{{d,\n",
        "@comment{{@misc{{b, title = {{No}}}}\n@misc{{c, title = {{No}}}}\n}}\n{}",
        "@Comment jabref-meta: 1;\n{}",
        '@preamble{{"\\newcommand{{\\x}}[1]{{#1}}" # {{y}}}}{}',
    ],
)
def test_what_stands_around_entries_is_no_entry_and_no_mistake(around):
    assert values(around.format("@misc{a, title = {Yes}}")) == {"a": ("misc", {"title": "Yes"})}


@pytest.mark.parametrize(
    "source",
    [
        "@misc(a, title = {Yes})",
        "@ misc\n{ a ,title={Yes} , }",
        "@MISC{a, % a comment } {\n  % year = {2020},\n  TITLE = {Yes} % another\n}",
    ],
)
def test_an_entry_may_be_typed_in_any_way_that_programs_write(source):
    assert values(source) == {"a": ("misc", {"title": "Yes"})}


@pytest.mark.parametrize("source", ["", "\n", "\ufeff", "---\n---\n", "%% nothing\n"])
def test_a_file_without_entries_has_none(source):
    assert values(source) == {}


@pytest.mark.parametrize(
    "key", ["DBLP:conf/xy/OkoyeS20", "ågren:2020", "佐藤2019", "O'Hara+1", "10.1000/(x)"]
)
def test_a_key_may_hold_what_bibtex_lets_it(key):
    assert values(f"@misc{{{key}}}@misc{{b, x = 1}}") == {key: ("misc", {}), "b": ("misc", {"x": "1"})}


def test_field_names_may_hold_biblatex_annotations_and_other_signs():
    source = '@misc{a, author+an = {1=self}, author+an:x = "2", bdsk-url-1 = {u}, _venue = {V}, a.b:c = 1}'
    assert values(source)["a"][1] == {
        "author+an": "1=self",
        "author+an:x": "2",
        "bdsk-url-1": "u",
        "_venue": "V",
        "a.b:c": "1",
    }


def test_a_value_may_hold_a_whole_entry():
    inner = "\n@misc{b,\n  title = {No}\n}\n"
    assert values(f"@misc{{a,\n  bibtex = {{{inner}}},\n  title = {{Yes}}\n}}\n@misc{{c, x = 1}}") == {
        "a": ("misc", {"bibtex": inner, "title": "Yes"}),
        "c": ("misc", {"x": "1"}),
    }


# Beside pybtex

KEYS = ["noether1918", "Ågren:2020", "conf/xy/Okoye", "佐藤", "u_v-w.9", "Zz"]
FIELDS = ["title", "author", "year", "note", "journal", "bdsk-url-1", "abstract"]
words = st.text(alphabet="abcXYZ äß山\\'$^~-.:;<&,= \n0123456789()[]", max_size=12)
content = st.recursive(
    words,
    lambda inner: st.lists(st.one_of(words, inner.map("{{{}}}".format)), max_size=4).map("".join),
    max_leaves=8,
)
pieces = st.one_of(
    content.map("{{{}}}".format),
    content.map('"{}"'.format),
    st.integers(0, 9999).map(str),
    st.sampled_from(["jan", "dec", "jow"]),
)
value = st.lists(pieces, min_size=1, max_size=3).map(" # ".join)
fields = st.lists(
    st.tuples(st.sampled_from(FIELDS), value), min_size=1, max_size=5, unique_by=lambda pair: pair[0]
)
space = st.sampled_from(["", " ", "\n  ", "\t"])


@st.composite
def entry(draw, key):
    gap = draw(space)
    body = "".join(f",\n  {name}{gap}={gap}{value}" for name, value in draw(fields))
    last = draw(st.sampled_from([",\n", "\n", "", ","]))
    return f"@{draw(st.sampled_from(['article', 'Book', 'misc']))}{{{key}{body}{last}}}\n"


@st.composite
def files(draw):
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    return [draw(entry(key)) for key in keys]


STRINGS = '@string{jow = "Journal of {Water}"}\n'


def plain(entries):
    return {str(entry.key): (str(entry.type), dict(entry.fields)) for entry in entries}


@given(files())
@settings(max_examples=300)
def test_a_well_formed_file_has_the_entries_that_pybtex_finds(parts):
    source = STRINGS + "\n".join(parts)
    theirs = {
        body[0]: (kind.lower(), {name.lower(): "".join(typed) for name, typed in body[1]})
        for kind, body in LowLevelParser(source)
        if kind.lower() != "string"
    }
    ours = {
        key: (kind, {name: re.sub(r"\s+", " ", value).strip() for name, value in fields.items()})
        for key, (kind, fields) in values(source).items()
    }
    assert ours == {
        key: (kind, {name: re.sub(r"\s+", " ", value).strip() for name, value in fields.items()})
        for key, (kind, fields) in theirs.items()
    }


# Damage


@given(files(), st.data())
@settings(max_examples=500)
def test_a_character_that_is_lost_harms_no_other_entry(parts, data):
    damaged = data.draw(st.integers(0, len(parts) - 1))
    offset = data.draw(st.integers(0, len(parts[damaged]) - 2))
    before = values(STRINGS + "".join(parts))
    part = parts[damaged]
    entries, found = read(
        STRINGS + "".join([*parts[:damaged], part[:offset] + part[offset + 1 :], *parts[damaged + 1 :]]), "x"
    )
    after = plain(entries)
    key = list(before)[damaged]
    assert {name: after.get(name) for name in before if name != key} == {
        name: entry for name, entry in before.items() if name != key
    }
    is_delimiter = part[offset] in '@{}"'
    assert found or after == before or not is_delimiter


@given(st.text(alphabet='@{}()",=#% \nab1\\', max_size=60))
@settings(max_examples=500)
def test_no_text_at_all_stops_the_reader_or_makes_a_problem_beyond_it(source):
    entries, found = read(source, "x")
    lines = source.split("\n")
    for place in [*(entry.position for entry in entries), *(problem.position for problem in found)]:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


@given(st.text(alphabet='@{}()",=#% \nab1\\', max_size=60))
@settings(max_examples=500)
def test_a_value_has_as_many_braces_closed_as_opened(source):
    for found in read(f"@misc{{k, title = {source}", "x")[0]:
        for value in found.fields.values():
            assert value.count("{") == value.count("}")


# Size


def test_ten_thousand_braces_and_three_thousand_authors_are_values_as_others():
    deep = "{" * 10_000 + "x" + "}" * 10_000
    authors = " and ".join(f"Author{number}, A." for number in range(3000))
    assert values(f'@misc{{a, title = {deep}, note = "{deep}", author = {{{authors}}}}}') == {
        "a": ("misc", {"title": deep[1:-1], "note": deep, "author": authors})
    }


@pytest.mark.parametrize(
    "unit",
    [
        "@",
        "@a{",
        "@a{x,t={\n",
        "{",
        "}",
        '"',
        "@a{x,b={\n@",
        "%@a{",
        "@comment{\n",
        "t={",
        ", t = ",
        "#",
        "= ",
    ],
)
def test_a_hostile_file_is_read_in_time_that_grows_with_its_length(unit):
    def seconds(length):
        source = "@a{x,t=" + unit * (length // len(unit))
        start = time.perf_counter()
        read(source, "x")
        read(unit * (length // len(unit)), "x")
        return time.perf_counter() - start

    seconds(1000)
    # Sixteen times the text: were it quadratic, it would be 256 times the time.
    assert seconds(160_000) < 64 * max(seconds(10_000), 0.005)


def test_strings_that_double_themselves_are_stopped_with_one_problem():
    doubled = "".join(f"@string{{a{number + 1} = a{number} # a{number}}}\n" for number in range(60))
    entries, found = read(f"@string{{a0 = {{xxxxxxxxxx}}}}\n{doubled}@misc{{a, title = a60}}", "x")
    assert [problem.code for problem in found] == [Code.BIB_STRING]
    assert len(entries[0].fields["title"]) < 20_000_000


def test_no_more_problems_are_kept_than_anybody_reads():
    found = read("".join(f"@misc{{a{number}, = }}\n" for number in range(5000)), "x")[1]
    assert len(found) == 1001
    assert "more than 1000 problems" in found[-1].message


def test_five_thousand_entries_are_read_in_a_moment():
    fields = (
        '  title = {On the {R}ivers},\n  author = {Mwangi, Asha and Sato, Ren},\n  journal = "Water",\n'
        f"  year = 2021,\n  month = jan,\n  doi = {{10.1000/1}},\n  abstract = {{{'Words. ' * 100}}}\n"
    )
    source = "".join(f"@article{{key{number},\n{fields}}}\n\n" for number in range(5000))
    start = time.perf_counter()
    entries, found = read(source, "x")
    seconds = time.perf_counter() - start
    assert (len(entries), found) == (5000, [])
    assert seconds < 2
