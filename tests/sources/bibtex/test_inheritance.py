"""What an entry takes over from others is what BibTeX and biblatex give it, and nothing of theirs alone."""

from __future__ import annotations

import time

import pytest

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.sources.bibtex.inheritance import inherit
from sphinx_homepage.sources.bibtex.reader import read


def inherited(source):
    """Return {key: fields} of a source and (code, line, column, message) of its problems."""
    entries, found = read(source, "papers.bib")
    assert found == []
    complete, problems = inherit(entries)
    return (
        {str(entry.key): {name: str(value) for name, value in entry.fields.items()} for entry in complete},
        [(problem.code, *problem.position[1:], problem.message) for problem in problems],
    )


def test_an_entry_takes_the_fields_that_it_lacks_and_keeps_its_own():
    source = """
        @misc{child, title = {Wells}, year = 2020, crossref = {parent}}
        @misc{parent, title = {Rivers}, year = 2019, publisher = {Example Press}, note = {A note}}
    """
    assert inherited(source) == (
        {
            "child": {
                "title": "Wells",
                "year": "2020",
                "crossref": "parent",
                "publisher": "Example Press",
                "note": "A note",
            },
            "parent": {
                "title": "Rivers",
                "year": "2019",
                "publisher": "Example Press",
                "note": "A note",
            },
        },
        [],
    )


@pytest.mark.parametrize(
    ("child", "parent", "prefix"),
    [
        ("inproceedings", "proceedings", "book"),
        ("conference", "proceedings", "book"),
        ("incollection", "collection", "book"),
        ("incollection", "book", "book"),
        ("inbook", "book", "book"),
        ("inreference", "reference", "book"),
        ("inproceedings", "mvproceedings", "main"),
        ("book", "mvbook", "main"),
        ("article", "periodical", "journal"),
    ],
)
def test_a_volume_has_its_title_in_another_field_of_what_stands_in_it(child, parent, prefix):
    source = f"""
        @{child}{{c, title = {{Wells}}, crossref = {{p}}}}
        @{parent}{{p, title = {{Rivers}}, subtitle = {{A Reader}}, titleaddon = {{3rd}}, shorttitle = {{R}},
          isbn = 1}}
    """
    assert inherited(source)[0]["c"] == {
        "title": "Wells",
        "crossref": "p",
        "isbn": "1",
        f"{prefix}title": "Rivers",
        f"{prefix}subtitle": "A Reader",
        f"{prefix}titleaddon": "3rd",
    }


def test_a_booktitle_that_the_volume_gives_itself_comes_before_its_title():
    source = """
        @inproceedings{c, title = {Wells}, crossref = {p}}
        @proceedings{p, title = {Proceedings of Rivers}, booktitle = {Rivers}}
    """
    assert inherited(source)[0]["c"] == {"title": "Wells", "crossref": "p", "booktitle": "Rivers"}


def test_a_chapter_without_a_title_has_that_of_its_book():
    source = "@inbook{c, chapter = 3, crossref = {p}} @book{p, title = {Rivers}, author = {Mwangi, A.}}"
    assert inherited(source)[0]["c"] == {
        "chapter": "3",
        "crossref": "p",
        "title": "Rivers",
        "author": "Mwangi, A.",
        "bookauthor": "Mwangi, A.",
    }


def test_what_is_true_of_one_item_alone_is_not_taken_over():
    own = """ids = {q}, options = {x}, label = {L}, shorthand = {S}, sortkey = {1}, related = {r},
        entryset = {s}, doi = {10.1000/1}, url = {https://example.org}, codeurl = {u}, eprint = {2101.00001},
        pdf = {p.pdf}, abstract = {A}, selected = {true}, pages = {1--900}, file = {f}, bdsk-url-1 = {b},
        _venue = {v},        preview = {p.png}, award = {Prize}, xref = {z}, timestamp = {2020}"""
    source = f"@misc{{c, crossref = {{p}}}} @misc{{p, {own}, abbr = {{RIV}}, editor = {{Sato, B.}}}}"
    assert inherited(source)[0]["c"] == {"crossref": "p", "abbr": "RIV", "editor": "Sato, B."}


@pytest.mark.parametrize(
    ("own", "given", "taken"),
    [
        ("year = 2020", "date = {2019-05}", {}),
        ("date = {2020}", "year = 2019, month = {May}", {}),
        ("year = 2020", "year = 2019, month = {May}", {}),
        ("year = 2020", "year = 2020, month = {May}", {"month": "May"}),
        ("title = {x}", "year = 2019, month = {May}", {"year": "2019", "month": "May"}),
        ("location = {Turku}", "address = {Nairobi}", {}),
        ("editor = {A}", "editor = {B}, editor+an = {1=self}", {}),
        ("title = {x}", "editor = {B}, editor+an = {1=self}", {"editor": "B", "editor+an": "1=self"}),
    ],
)
def test_one_thing_is_not_taken_over_under_a_second_name(own, given, taken):
    complete, _ = inherited(f"@misc{{c, {own}, crossref = {{p}}}} @misc{{p, {given}}}")
    before, _ = read(f"@misc{{c, {own}, crossref = {{p}}}}", "x")
    assert complete["c"] == {**before[0].fields, **taken}


def test_a_chain_is_followed_to_its_end():
    source = """
        @inproceedings{c, title = {Wells}, crossref = {p}}
        @proceedings{p, title = {Rivers}, crossref = {m}}
        @mvproceedings{m, title = {Waters}, publisher = {Example Press}}
    """
    assert inherited(source)[0]["c"] == {
        "title": "Wells",
        "crossref": "p",
        "publisher": "Example Press",
        "booktitle": "Rivers",
        "maintitle": "Waters",
    }


def test_xdata_entries_give_all_they_have_and_are_no_entries():
    source = """
        @xdata{house, publisher = {Example Press}, url = {https://example.org}, xdata = {town}}
        @xdata{town, location = {Nairobi}, publisher = {Another}}
        @xdata{other, note = {N}}
        @book{b, title = {Rivers}, note = {Mine}, xdata = {house, other}}
    """
    assert inherited(source) == (
        {
            "b": {
                "title": "Rivers",
                "note": "Mine",
                "xdata": "house, other",
                "publisher": "Example Press",
                "url": "https://example.org",
                "location": "Nairobi",
            }
        },
        [],
    )


def test_keys_are_found_by_their_other_ids_and_in_any_case():
    source = """
        @misc{a, crossref = {P}} @misc{b, crossref = {old}}
        @misc{p, ids = {older, old}, publisher = {Example Press}}
    """
    complete, found = inherited(source)
    assert [complete[key]["publisher"] for key in ("a", "b")] == ["Example Press", "Example Press"]
    assert found == []


def test_a_name_that_is_no_entry_is_a_problem_at_its_place():
    source = "@misc{a,\n  crossref = {gone},\n  xdata = {b,\n   lost}}\n@xdata{b, note = {N}}"
    complete, found = inherited(source)
    assert complete["a"]["note"] == "N"
    assert found == [
        (
            Code.BIB_CROSSREF,
            2,
            15,
            "the crossref of 'a' names 'gone', which is no entry; write the key of one",
        ),
        (Code.BIB_CROSSREF, 4, 4, "the xdata of 'a' names 'lost', which is no entry; write the key of one"),
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "@misc{a, crossref = {a}, note = {N}}",
            "the crossref 'a' of 'a' leads back to 'a'; take one out",
        ),
        (
            "@misc{a, crossref = {b}} @misc{b, crossref = {c}, note = {N}} @misc{c, crossref = {a}}",
            "the crossref 'a' of 'c' leads back to 'c'; take one out",
        ),
        (
            "@misc{a, xdata = {x}, note = {N}} @xdata{x, xdata = {y}} @xdata{y, xdata = {x}}",
            "the xdata 'x' of 'y' leads back to 'y'; take one out",
        ),
    ],
)
def test_a_loop_is_one_problem_and_the_rest_is_taken_over(source, message):
    complete, found = inherited(source)
    assert complete["a"]["note"] == "N"
    assert [text for _, _, _, text in found] == [message]


def test_entries_that_name_nothing_stay_the_same_objects():
    entries, _ = read("@misc{a, title = {A}} @misc{b, title = {B}}", "x")
    complete, _ = inherit(entries)
    assert [one is other for one, other in zip(entries, complete, strict=True)] == [True, True]


def test_a_chain_as_long_as_the_file_is_followed_without_end_of_stack_or_time():
    source = "".join(
        f"@misc{{k{number}, f{number} = {{x}}, crossref = {{k{number + 1}}}}}\n" for number in range(20_000)
    )
    entries, _ = read(source, "x")
    start = time.perf_counter()
    complete, found = inherit(entries)
    assert len(complete) == 20_000
    assert [problem.code for problem in found] == [Code.BIB_CROSSREF, Code.BIB_CROSSREF]
    assert time.perf_counter() - start < 20
