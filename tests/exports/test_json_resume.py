"""A record goes out as JSON Resume and comes back the same; a JSON Resume comes in and goes out the same."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from sphinx_homepage.exports.facts import Site
from sphinx_homepage.exports.json_resume import to_json, to_json_resume
from sphinx_homepage.exports.losses import Loss
from sphinx_homepage.model.dates import Written
from sphinx_homepage.model.entries import Common
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.parts import Fields
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.validation import merge_records, read_record
from sphinx_homepage.model.values import MultilingualText
from sphinx_homepage.sources import json_resume
from sphinx_homepage.sources.bibliography import load_bibliography
from sphinx_homepage.sources.foreign import is_empty
from sphinx_homepage.sources.publication_rows import publications_of
from sphinx_homepage.sources.record import load_record
from sphinx_homepage.sources.yaml import parse

HERE = Path(__file__).parent
EXAMPLE_SITE = HERE.parents[1] / "example_site"
SCHEMA = Draft7Validator(json.loads((HERE / "json_resume_schema" / "schema.json").read_text("utf-8")))


def tree_of(data, path="cv.json"):
    tree, problems = parse(json.dumps(data, ensure_ascii=False), path)
    assert problems == []
    return tree


def record_of(data):
    record, problems = read_record(tree_of(data))
    assert problems == []
    return record


def read(document):
    """Return the record that our reader makes of a JSON Resume."""
    tree = tree_of(document, "resume.json")
    assert json_resume.recognises(tree)
    converted, _ = json_resume.convert(tree)
    record, _ = read_record(converted)
    return record


def plain(value):
    """Return all that a part of a record says, for comparison: equal texts and dates may be typed apart."""
    if isinstance(value, MultilingualText):
        return {"texts": {str(tag): str(text) for tag, text in value.texts.items()}}
    if isinstance(value, Written):
        return {"written": str(value.text)}
    if isinstance(value, Fields):
        said = {name: plain(part) for name, part in value if part is not None}
        return said | ({"x-": plain(value.extras)} if isinstance(value, Common) and value.extras else {})
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, str) else value


def said_by(record):
    sections = {name: plain(entries) for name, entries in record.sections.items()}
    return {name: entries for name, entries in sections.items() if entries and entries != [{}]} | plain(
        record.extras
    )


def document_of(record, **options):
    document, _ = to_json_resume(record, **options)
    assert [error.message for error in SCHEMA.iter_errors(document)] == []
    return document


# What stands where


def test_a_record_of_nested_positions_and_projects_becomes_a_resume_that_flat_themes_show_too():
    record = record_of(
        {
            "profile": {"name": "Ada Quist", "headline": "Marine engineer", "pronouns": "she/her"},
            "contact": {
                "email": "ada@quist.example",
                "location": "Trondheim",
                "github": "adaquist",
                "links": {"Dinghy": "https://dinghy.example/ada"},
            },
            "experience": [
                {
                    "organization": "Fjord Marine",
                    "department": "Hulls",
                    "positions": [
                        {"position": "Lead", "start": "2019-09", "projects": ["Silent Hull"]},
                        {"position": "Engineer", "start": "Fall 2015", "end": "2019-08"},
                    ],
                    "projects": [{"name": "Whisper", "date": "2021", "summary": "A *catalogue*"}],
                }
            ],
            "talks": [{"title": "Quiet seas", "kind": "invited", "date": "2022-05/2022-06"}],
            "awards": [{"title": {"en": "Prize", "de": "Preis"}, "date": "~2020", "x-jury": "five"}],
            "x-boat": "Skiff",
        }
    )
    document, losses = to_json_resume(record, language="de")
    assert losses == []
    assert document == {
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {
            "name": "Ada Quist",
            "label": "Marine engineer",
            "email": "ada@quist.example",
            "location": {"city": "Trondheim"},
            "profiles": [
                {"network": "GitHub", "username": "adaquist", "url": "https://github.com/adaquist"},
                {"network": "Dinghy", "url": "https://dinghy.example/ada"},
            ],
            "pronouns": "she/her",
        },
        "work": [
            {
                "name": "Fjord Marine",
                "position": "Lead",
                "startDate": "2019-09",
                "department": "Hulls",
                "positions": [
                    {"position": "Lead", "projects": [{"name": "Silent Hull"}], "start": "2019-09"},
                    {"position": "Engineer", "start": "Fall 2015", "end": "2019-08"},
                ],
                "projects": [{"name": "Whisper", "date": "2021", "summary": "A *catalogue*"}],
                "x-homepage": {"position": None, "start": None},
            },
            {
                "name": "Fjord Marine",
                "position": "Engineer",
                "startDate": "2015",
                "endDate": "2019-08",
                "x-mirrors": "/work/0/positions/1",
            },
        ],
        "projects": [
            {
                "name": "Silent Hull",
                "entity": "Fjord Marine",
                "x-mirrors": "/work/0/positions/0/projects/0",
            },
            {
                "name": "Whisper",
                "description": "A *catalogue*",
                "startDate": "2021",
                "endDate": "2021",
                "entity": "Fjord Marine",
                "x-mirrors": "/work/0/projects/0",
            },
        ],
        "awards": [
            {
                "title": "Preis",
                "date": "2020",
                "jury": "five",
                "x-homepage": {"title": {"en": "Prize", "de": "Preis"}, "date": ["~2020"]},
            }
        ],
        "talks": [{"title": "Quiet seas", "kind": "invited", "date": "2022-05/2022-06"}],
        "boat": "Skiff",
        "x-homepage": {"version": "1"},
    }
    assert said_by(read(document)) == said_by(record)


@pytest.mark.parametrize(
    ("entry", "start", "end"),
    [
        ({"start": "2019-09"}, "2019-09", None),
        ({"start": "2019-09", "end": "present"}, "2019-09", None),
        ({"start": "WS 2022/23", "end": "2026-05 expected"}, "2022", "2026-05"),
        ({"start": "2027-03 expected"}, "2027-03", None),
        ({"date": ["2012-07/2012-09", "2010-07/2010-08", "2025-08"]}, "2010-07", "2025-08"),
        ({"date": ["2012/2013", "2019/.."]}, "2012", None),
        ({"date": "2018"}, "2018", "2018"),
        ({"date": "../2018"}, None, "2018"),
        ({"date": "every first Saturday", "sort_date": "2026-03-07"}, "2026-03-07", "2026-03-07"),
        ({"date": "3000"}, None, None),
        ({"end": "2018"}, None, "2018"),
        ({}, None, None),
    ],
)
def test_a_date_of_any_form_is_shown_in_iso_and_comes_back_as_it_was(entry, start, end):
    record = record_of({"projects": [{"name": "Whisper", **entry}]})
    document = document_of(record)
    shown = document["projects"][0]
    assert (shown.get("startDate"), shown.get("endDate")) == (start, end)
    assert said_by(read(document)) == said_by(record)


def test_a_day_in_words_is_shown_by_what_it_is_sorted_by():
    record = record_of({"awards": [{"title": "Prize", "date": "at midsummer", "sort_date": "2019-06"}]})
    document = document_of(record)
    assert document["awards"][0]["date"] == "2019-06"
    assert said_by(read(document)) == said_by(record)


def test_where_a_paper_appeared_and_its_doi_fill_the_fields_that_themes_show():
    record = record_of(
        {
            "publications": [
                {
                    "title": "On slow propellers",
                    "author": ["Ada Quist", "Bo Lind"],
                    "journal": "Journal of Drag",
                    "doi": "10.5555/slow",
                    "date": "2018-10",
                    "website": "https://slow.example",
                }
            ]
        }
    )
    document = document_of(record)
    assert document["publications"] == [
        {
            "name": "On slow propellers",
            "publisher": "Journal of Drag",
            "releaseDate": "2018-10",
            "url": "https://doi.org/10.5555/slow",
            "author": ["Ada Quist", "Bo Lind"],
            "journal": "Journal of Drag",
            "doi": "10.5555/slow",
            "x-homepage": {"publisher": None, "url": None, "website": "https://slow.example"},
        }
    ]
    assert said_by(read(document)) == said_by(record)


# What goes out

TOKENS = {
    "profile": {"name": "Ada", "headline": "T1", "other_names": ["T2"], "private": ["headline"]},
    "contact": {"email": "t3@quist.example", "phone": "T4", "address": "T5", "orcid": "T6x",
                "private": ["email", "phone", "address", "orcid"]},
    "experience": [
        {"organization": "Fjord", "summary": "T7", "private": ["summary"],
         "positions": [{"position": "Lead", "note": "T8", "private": ["note"]}],
         "projects": [{"name": "T9", "only": "pdf"}]},
        {"organization": "T10", "only": "pdf"},
    ],
    "talks": [{"title": "Seas", "location": {"en": "T11"}, "private": ["location"]}],
    "people": [{"name": "Bo", "github": "T12", "private": ["github"]}],
}  # fmt: skip


def test_what_is_private_or_for_the_other_medium_stands_nowhere():
    record, _ = read_record(tree_of(TOKENS))
    text = to_json(to_json_resume(record)[0])
    assert [token for token in (f"T{n}" for n in range(1, 13)) if token.lower() in text.lower()] == []
    assert "private" not in text
    text = to_json(to_json_resume(record, medium="pdf")[0])
    assert [token for token in ("T9", "T10") if token not in text] == []
    text = to_json(to_json_resume(record, is_private_shown=True, medium="pdf")[0])
    assert [token for token in (f"T{n}" for n in range(1, 13)) if token.lower() not in text.lower()] == []


def test_extras_stay_at_home_when_told_to():
    record = record_of({"talks": [{"title": "Seas", "x-a": "T1"}], "x-b": "T2"})
    text = to_json(to_json_resume(record, are_extras_shown=False)[0])
    assert "T1" not in text
    assert "T2" not in text


def test_a_telephone_that_is_shown_is_still_shown_by_who_reads_the_export():
    record = record_of(
        {
            "profile": {"name": "Ada"},
            "contact": {"phone": "+47 1", "private": ["address"], "address": "Kai 3"},
        }
    )
    document = document_of(record)
    assert "Kai 3" not in to_json(document)
    back = read(document)
    assert back.contact.published().phone == ("+47 1",)
    assert back.contact.address is None


@pytest.mark.parametrize("extra", [{}, {"mood": "calm"}])
def test_of_a_resume_the_private_telephone_and_address_are_left_out(extra):
    resume = {
        "basics": {
            "name": "Ada",
            "image": "",
            "phone": "+47 1",
            "location": {"address": "Kai 3", "postalCode": "7010", "city": "Bergen", "countryCode": "NO"},
            **extra,
        },
        "work": [{"name": "Fjord", "isRemote": True, "url": "", "stars": None}],
        "awards": [],
    }
    document = document_of(read(resume))
    added = {key: document.pop(key) for key in ("$schema", "x-homepage")}
    assert added["x-homepage"] == {"version": "1"}
    assert document == resume | {
        "basics": {"name": "Ada", "location": {"city": "Bergen", "countryCode": "NO"}, **extra}
    }
    odd = {"basics": {"name": "Ada", "phone": {"mobile": "+47 1"}}, "work": []}
    assert "+47" not in to_json(to_json_resume(read(odd))[0])


# What is lost


def test_a_file_that_is_only_named_is_a_loss():
    record = record_of(
        {
            "profile": {"name": "Ada", "image": {"src": "ada.png", "alt": "Ada"}},
            "experience": [{"organization": "Fjord", "projects": [{"name": "Hull", "url": "hull.html"}]}],
        }
    )
    _, losses = to_json_resume(record)
    assert [(loss.place, loss.message) for loss in losses] == [
        ("profile.image", 'the file "ada.png" is only named; it does not ride along'),
        ("experience[0].projects[0].url", 'the file "hull.html" is only named; it does not ride along'),
    ]
    assert all(
        isinstance(loss, Loss) and loss.position and loss.position.path == "cv.json" for loss in losses
    )


def address_of(path, _):
    return (
        f"https://ada.example.org/{path.strip('/').replace('.md', '.html')}" if "secret" not in path else ""
    )


SITE = Site(url="https://ada.example.org/", address_of=address_of)


def test_beside_its_site_links_lead_there_and_roles_are_words_and_what_was_typed_comes_back():
    data = {
        "profile": {
            "name": "Ada",
            "image": {"src": "/ada.png", "alt": "Ada at a loom"},
            "summary": "Of [looms](looms.md#first), [drafts](secret.md) and {abbr}`NLP`.\n",
        },
        "experience": [
            {
                "organization": "Fjord",
                "highlights": ["As typed", "A [hull](/hull.md)"],
                "projects": [{"name": "Hull", "url": "hull.md"}],
            }
        ],
    }
    document, losses = to_json_resume(record_of(data), site=SITE)
    assert losses == []
    assert [error.message for error in SCHEMA.iter_errors(document)] == []
    basics, [work] = document["basics"], document["work"]
    assert basics["summary"] == "Of [looms](https://ada.example.org/looms.html#first), drafts and NLP."
    assert basics["image"] == "https://ada.example.org/ada.png"
    assert work["highlights"] == ["As typed", "A [hull](https://ada.example.org/hull.html)"]
    assert document["projects"][0]["url"] == "https://ada.example.org/hull.html"
    assert said_by(read(document)) == said_by(record_of(data))


# Somebody else changes it


def test_what_somebody_changed_in_the_export_is_kept_and_said():
    document = document_of(record_of({"projects": [{"name": "Whisper", "start": "Fall 2015"}]}))
    document["projects"][0]["startDate"] = "2016"
    tree, problems = json_resume.convert(tree_of(document, "resume.json"))
    assert tree["projects"] == [{"name": "Whisper", "start": "Fall 2015", "x-startDate": "2016"}]
    assert [problem.message for problem in problems if '"projects.startDate"' in problem.message]


def test_a_mirror_of_what_is_no_longer_there_is_an_entry():
    document = document_of(record_of({"experience": [{"organization": "Fjord", "projects": ["Hull"]}]}))
    del document["work"][0]["projects"]
    tree, _ = json_resume.convert(tree_of(document, "resume.json"))
    assert tree["projects"] == [{"name": "Hull", "organization": "Fjord"}]


@pytest.mark.parametrize(
    "pointer", ["", "/", "/work", "/work/0", "/work/x/projects/0", "/work/9/projects/0", "/basics/name"]
)
def test_a_pointer_to_nothing_leaves_an_entry(pointer):
    resume = {"basics": {"name": "Ada"}, "projects": [{"name": "Hull", "x-mirrors": pointer}]}
    assert [str(project.name) for project in read(resume)["projects"]] == ["Hull"]


# Publications of a .bib file

BIB = r"""
@article{quist18,
  title = {On {\'e}lan and $x^2$},
  author = {Quist, Ada and {The Fjord Collaboration} and van der Meer, Bo and 早森, 静香 and others},
  author+an = {1=self,equal; 3=equal},
  journal = {Journal of Drag}, year = 2018, month = oct, doi = {10.5555/slow}, pages = {1--9},
  abstract = {Slow *and* quiet.}, keywords = {drag, C++}, note = {With pictures},
  code = {https://code.example/slow},
}
@phdthesis{quist15, title = {Hulls}, author = {Ada Quist}, school = {Coast University}, year = {2015}}
@misc{soon, title = {Soon}, author = {Ada Quist}, year = {in press}}
"""


def test_publications_of_a_bib_file_come_back_as_entries_that_say_the_same(tmp_path):
    (tmp_path / "papers.bib").write_text(BIB, "utf-8")
    publications, _ = load_bibliography([Text("papers.bib")], tmp_path)
    document, losses = to_json_resume(record_of({"profile": {"name": "Ada"}}), publications)
    assert losses == []
    assert [error.message for error in SCHEMA.iter_errors(document)] == []
    assert [
        (entry["name"], entry.get("publisher"), entry.get("releaseDate"), entry.get("url"))
        for entry in document["publications"]
    ] == [
        ("On élan and $x^2$", "Journal of Drag", "2018-10", "https://doi.org/10.5555/slow"),
        ("Hulls", "Coast University", "2015", None),
        ("Soon", None, None, None),
    ]
    back = publications_of(read(document)["publications"])
    assert [_said(item) for item in back] == [_said(item) for item in publications]


def _said(item):
    fields = {
        name: str(text)
        for name, text in item.fields.items()
        if name not in {"author_an", "keywords", "pubstate"}
    }
    return (
        *(item.key, item.type, item.typed_type, fields, item.authors, item.editors, item.when, item.state),
        *(item.keywords, item.tags, item.is_selected, [(link.name, str(link.url)) for link in item.links]),
    )


def test_a_publication_that_the_record_has_itself_is_said_once():
    record = record_of({"publications": [{"title": "Slow", "date": "2018"}]})
    document, _ = to_json_resume(record, publications_of(record["publications"]))
    assert len(document["publications"]) == 1


# Round trips

WORDS = st.text("abcXYZ 019-,:./@*_#é日", min_size=0, max_size=10)
LANGUAGES = st.dictionaries(st.sampled_from(["en", "de", "pt-BR", "ja"]), WORDS, min_size=1, max_size=3)
TEXTS = WORDS | LANGUAGES
POINTS = st.sampled_from(
    ["2019", "2019-09", "2015-02-28", "Fall 2023", "Autumn 2023", "WS 2022/23", "2023/24", "~2020",
     "2026-05 expected", "Q3 2024", "Michaelmas 2023", "2999", "3000"]
)  # fmt: skip
DATES = POINTS | st.sampled_from(
    ["present", "2015-09/2017-05", "2019/present", "../2019", "2020-02/2026-05 expected", "~2005/2007"]
)
URLS = st.sampled_from(
    ["https://fjord.example/a?b=c", "http://é.example/ü", "files/x.pdf", "mailto:a@b.example"]
)
EMAILS = st.sampled_from(["ada@quist.example", "bo [at] lind.example"])
USERS = {
    name: st.just(row.example) | st.just(f"https://{name.replace('_', '-')}.example/{row.example}")
    for name, row in NETWORKS.items()
}
ANYTHING = st.recursive(
    st.none() | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
EXTRAS = st.dictionaries(
    st.sampled_from(
        ["x-a", "x-", "x-x-a", "x-summary", "x-name", "x-location", "x-image", "x-profiles", "x-startDate",
         "x-homepage", "x-mirrors", "x-organization", "x-talks", "x-meta", "x-$schema", "x-label", "x-github"]
    ),
    ANYTHING,
    max_size=2,
)  # fmt: skip
LINKS = st.fixed_dictionaries({"label": TEXTS.filter(bool)}, optional={"url": URLS, "icon": WORDS})
BY_WORDS = {
    "text": TEXTS,
    "text, of several paragraphs too": TEXTS | st.just("a\n\n- b\n"),
    "text, or list of texts": st.lists(TEXTS, max_size=3),
    "date": POINTS,
    "date, or `present`": POINTS | st.just("present"),
    "date, range, or list of them": st.lists(DATES, max_size=2),
    "e-mail address": EMAILS,
    "e-mail address, or list of them": st.lists(EMAILS, max_size=2),
    "address, or path of a file": URLS,
    "{label: text}": st.dictionaries(st.sampled_from(["Jury", "a-b", "Note"]), TEXTS, max_size=2),
    "`web` or `pdf`": st.sampled_from(["web", "pdf"]),
    "{src, alt}, or the path alone": st.fixed_dictionaries({"src": st.just("x.png"), "alt": TEXTS}),
    "{title, url}, or the title alone": st.fixed_dictionaries({"title": TEXTS}, optional={"url": URLS}),
    "list of {label, url, icon}, or {label: url}": st.lists(LINKS, max_size=2),
    "list of dates, or of {date, enrollment, ...}": st.lists(
        st.fixed_dictionaries({"date": DATES}, optional={"enrollment": TEXTS, "Room": TEXTS}), max_size=2
    ),
}


def fields_of(model):
    """Return a strategy for entries of *model*, as a data file may have them."""
    fields = {}
    for name in model.model_fields:
        if name == "profiles":
            continue
        if name in model.nested:
            fields[name] = st.lists(
                st.deferred(lambda child=model.nested[name]: entries_of(child)), max_size=2
            )
        elif name == "private":
            fields[name] = st.lists(
                st.sampled_from([*model.own_fields, "summary"]).filter(lambda x: x != "profiles"), max_size=2
            )
        else:
            fields[name] = BY_WORDS[model.form(name).words]
    if "profiles" in model.model_fields:
        fields |= USERS
    # Few of many fields: a dictionary of all would be slow to make.
    some = st.lists(st.sampled_from(sorted(fields)), max_size=5, unique=True)
    return some.flatmap(lambda names: st.fixed_dictionaries({name: fields[name] for name in names}))


STRATEGIES: dict = {}


def _filled(fields, head):
    return {name: value for name, value in fields.items() if not (name in head and is_empty(value))}


def entries_of(model):
    if model not in STRATEGIES:
        head = {"date": "2020"} if model.heads[:1] == ("date",) else dict.fromkeys(model.heads[:1], "Head")
        STRATEGIES[model] = st.tuples(fields_of(model), EXTRAS).map(
            # An entry that says nothing is none.
            lambda parts: head | _filled(parts[0], head) | parts[1]
        )
    return STRATEGIES[model]


RECORDS = st.fixed_dictionaries(
    {},
    optional={
        name: entries_of(row.entry) if row.is_single else st.lists(entries_of(row.entry), max_size=2)
        for name, row in SECTIONS.items()
    },
)
SLOW = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@SLOW
@given(st.tuples(RECORDS, EXTRAS).map(lambda parts: parts[0] | parts[1]))
def test_ours_to_json_resume_to_ours_is_equality(data):
    record, _ = read_record(tree_of(data))
    document, _ = to_json_resume(record, is_private_shown=True, medium=None)
    assert [error.message for error in SCHEMA.iter_errors(document)] == []
    assert said_by(read(document)) == said_by(record)
    once = read(document)
    once.origin = None
    assert to_json_resume(once, is_private_shown=True, medium=None)[0] == document


@SLOW
@given(RECORDS, st.sampled_from([None, SITE]))
def test_what_is_published_is_valid_and_comes_back_as_it_went_out(data, site):
    record, _ = read_record(tree_of(data))
    document = document_of(record, site=site)
    back = read(document)
    assert to_json_resume(back, site=site)[0] == document


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(0, 1) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "name"]), inner, max_size=2)
    ),
    max_leaves=4,
)
ISO = st.sampled_from(["2019", "2019-09", "2015-02-28", "2014-13"])
STRINGS = WORDS | st.sampled_from(["https://fjord.example", "Oslo", "GitHub", "ada", "1.0"])


def of_schema(schema):
    """Return a strategy for what *schema* allows, with fields that it does not know."""
    if "$ref" in schema:
        return ISO
    if schema["type"] == "array":
        return st.lists(of_schema(schema["items"]), max_size=2)
    if schema["type"] == "string":
        return STRINGS
    known = {name: of_schema(part) for name, part in schema["properties"].items()}
    names = ["mood", "x-mood", "isRemote", "organization", "start", "company", "private", "tags"]
    unknown = st.dictionaries(
        st.sampled_from([name for name in names if name not in known]), JSON, max_size=1
    )
    return st.tuples(unknown, st.fixed_dictionaries({}, optional=known)).map(
        lambda parts: parts[0] | parts[1]
    )


@SLOW
@given(of_schema(SCHEMA.schema))
def test_json_resume_to_ours_to_json_resume_is_equality(resume):
    tree = tree_of(resume, "resume.json")
    converted, _ = json_resume.convert(tree)
    record, _ = merge_records([read_record(converted)[0]])
    assert to_json_resume(record, is_private_shown=True)[0] == resume


NAMES = st.sampled_from(["Fjord Marine", "Bay & Sons", "日本 Co"])
PLAIN = st.sampled_from(["Quiet *seas*", "A 40% cut", "x\n\n- y"])
DAYS = st.sampled_from(["2019", "2019-09", "2015-02-28"])
LINK = st.sampled_from(["https://fjord.example", "http://bay.example/a?b#c"])


HEADS = ("name", "title", "institution", "organization", "language", "version")


def usual(schema):
    if "$ref" in schema:
        return DAYS
    if schema["type"] == "array":
        return st.lists(usual(schema["items"]), min_size=1, max_size=2)
    if schema["type"] == "string":
        is_address = schema.get("format") == "uri" or "image" in schema.get("description", "")
        return LINK if is_address else PLAIN
    return st.fixed_dictionaries(
        {name: NAMES for name in HEADS if name in schema["properties"]},
        optional={
            name: st.lists(PLAIN, min_size=1, max_size=1) if name == "roles" else usual(part)
            for name, part in schema["properties"].items()
            if name not in {*HEADS, "email", "location", "profiles", "phone"}
        }
        | {"mood": PLAIN},
    )


@SLOW
@given(usual(SCHEMA.schema))
def test_a_usual_resume_is_equal_even_where_its_file_is_forgotten(resume):
    """As when it was turned into a data file of ours in between."""
    record = read(resume | {"$schema": "https://jsonresume.example/schema.json"})
    record.origin = None
    document, _ = to_json_resume(record)
    added = {key: document.pop(key) for key in ("$schema", "x-homepage")}
    assert added["x-homepage"].keys() == {"version", "x-$schema"}
    resume.pop("$schema", None)
    assert document == resume


# The example


def test_the_example_site_is_valid_comes_back_and_takes_milliseconds():
    record, _ = load_record([Text("cv.yaml")], EXAMPLE_SITE)
    publications, _ = load_bibliography([Text("papers.bib")], EXAMPLE_SITE)
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        document, _ = to_json_resume(record, publications, medium="pdf")
        text = to_json(document)
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.1  # About 8 ms.
    assert [error.message for error in SCHEMA.iter_errors(document)] == []
    assert to_json_resume(read(json.loads(text)), medium="pdf")[0] == document
    whole, _ = to_json_resume(record, is_private_shown=True, medium=None)
    assert said_by(read(whole)) == said_by(record)


@pytest.mark.parametrize(
    "part",
    [
        {"work": [{"name": "Fjord", "endDate": None, "mood": 1}]},
        {"work": [{"name": "Fjord", "highlights": "One"}]},
        {"work": {"name": "Fjord"}},
        {"basics": {"name": "Ada", "location": "Bergen"}},
        {"basics": {"name": "Ada", "profiles": {"network": "GitHub", "username": "ada"}}},
        {"awards": [{"title": "Prize", "date": "May 2019"}], "meta": "none"},
    ],
)
def test_a_resume_that_is_not_valid_goes_out_valid(part):
    resume = {"$schema": "https://jsonresume.example/schema.json"} | part
    document = document_of(read(resume))
    assert said_by(read(document)) == said_by(read(resume))
