"""JSON Resume files are read as they are: nothing is lost, and every value keeps its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import numbered, texts_in

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.text import Position
from sphinx_homepage.model.validation import read_record
from sphinx_homepage.sources import json_resume, rendercv
from sphinx_homepage.sources.yaml import parse

SAMPLE = {
    "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
    "basics": {
        "name": "Ada Quist",
        "label": "Marine engineer",
        "image": "",
        "email": "ada@quist.example",
        "phone": "+47 22 55 55 55",
        "url": "https://quist.example",
        "summary": "Builds *quiet* propellers.",
        "location": {
            "address": "Havnegata 7",
            "postalCode": "7010",
            "city": "Trondheim",
            "countryCode": "NO",
            "region": "Trøndelag",
        },
        "profiles": [
            {"network": "GitHub", "username": "adaquist", "url": "https://github.com/adaquist"},
            {"network": "Twitter", "username": "adaq", "url": "https://twitter.com"},
            {"network": "Dinghy", "username": "ada", "url": "https://dinghy.example/ada"},
            {"network": "Skiff", "username": "aq"},
        ],
    },
    "work": [
        {
            "name": "Fjord Marine",
            "location": "Ålesund",
            "description": "Shipyard",
            "position": "Lead engineer",
            "url": "https://fjord.example",
            "startDate": "2019-09-01",
            "endDate": "Present",
            "summary": "Leads the hull group.",
            "highlights": ["Cut the noise by 40%."],
            "projects": [{"name": "Silent Hull", "startDate": "2020", "endDate": "2021"}],
        },
        {"name": "Fjord Marine", "position": "Engineer", "startDate": "2015-02", "endDate": "2019-08-31"},
    ],
    "volunteer": [
        {
            "organization": "Sea Rescue",
            "position": "Skipper",
            "url": "https://rescue.example/",
            "startDate": "2012-01-01",
            "endDate": "2013-01-01",
            "summary": "Weekend duty.",
            "highlights": ["Eleven calls"],
        }
    ],
    "education": [
        {
            "institution": "Coast University",
            "url": "https://coast.example/",
            "area": "Naval architecture",
            "studyType": "Master",
            "startDate": "2010-08",
            "endDate": "2015-01",
            "score": "1.3",
            "courses": ["NA101 - Hulls"],
            "location": "Bergen",
        }
    ],
    "awards": [
        {"title": "Silver Rudder", "date": "2021-11-01", "awarder": "Nautical Union", "summary": "For quiet."}
    ],
    "certificates": [
        {"name": "Deck officer", "date": "2014-06", "url": "https://deck.example", "issuer": "Maritime Board"}
    ],
    "publications": [
        {
            "name": "On slow propellers",
            "publisher": "Nordic Press",
            "releaseDate": "2018-10",
            "url": "https://press.example/slow_(1)",
            "summary": "Why slower is better.",
        }
    ],
    "skills": [{"name": "Simulation", "level": "Expert", "keywords": ["CFD", "C++"]}],
    "languages": [{"language": "Norwegian", "fluency": "Native"}],
    "interests": [{"name": "Rowing", "keywords": ["Sculls"]}],
    "references": [{"name": "Bo Lind", "reference": "She is thorough."}],
    "projects": [
        {
            "name": "Whisper",
            "description": "A propeller catalogue",
            "highlights": ["1,200 blades"],
            "keywords": ["CFD"],
            "startDate": "2016-08-24",
            "endDate": "2017-08-24",
            "url": "https://whisper.example",
            "roles": ["Lead", "Designer"],
            "entity": "Fjord Marine",
            "type": "application",
        }
    ],
    "talks": [{"title": "Quiet seas", "date": "2022-05", "event": "Harbour Days"}],
    "meta": {"version": "v1.0.0", "lastModified": "2024-12-24T15:53:00"},
}

CONVERTED = {
    "profile": {"name": "Ada Quist", "headline": "Marine engineer", "summary": "Builds *quiet* propellers."},
    "contact": {
        "email": "ada@quist.example",
        "phone": "+47 22 55 55 55",
        "website": "https://quist.example",
        "location": "Trondheim, Trøndelag, NO",
        "address": "Havnegata 7, Trondheim, Trøndelag, 7010, NO",
        "x-location": SAMPLE["basics"]["location"],
        "github": "adaquist",
        "x": "adaq",
        "links": [{"label": "Dinghy", "url": "https://dinghy.example/ada"}, {"label": "Skiff: aq"}],
        "x-profiles": [SAMPLE["basics"]["profiles"][1]],
    },
    "experience": [
        {
            "organization": "Fjord Marine",
            "location": "Ålesund",
            "note": "Shipyard",
            "position": "Lead engineer",
            "url": "https://fjord.example",
            "start": "2019-09-01",
            "end": "Present",
            "summary": "Leads the hull group.",
            "highlights": ["Cut the noise by 40%."],
            "projects": [{"name": "Silent Hull", "start": "2020", "end": "2021"}],
        },
        {"organization": "Fjord Marine", "position": "Engineer", "start": "2015-02", "end": "2019-08-31"},
    ],
    "volunteering": [
        {
            "organization": "Sea Rescue",
            "position": "Skipper",
            "url": "https://rescue.example/",
            "start": "2012-01-01",
            "end": "2013-01-01",
            "summary": "Weekend duty.",
            "highlights": ["Eleven calls"],
        }
    ],
    "education": [
        {
            "institution": "Coast University",
            "url": "https://coast.example/",
            "area": "Naval architecture",
            "degree": "Master",
            "start": "2010-08",
            "end": "2015-01",
            "score": "1.3",
            "courses": ["NA101 - Hulls"],
            "location": "Bergen",
        }
    ],
    "awards": SAMPLE["awards"],
    "certificates": SAMPLE["certificates"],
    "publications": [
        {
            "title": "On slow propellers",
            "publisher": "Nordic Press",
            "date": "2018-10",
            "url": "https://press.example/slow_(1)",
            "summary": "Why slower is better.",
        }
    ],
    "skills": SAMPLE["skills"],
    "languages": SAMPLE["languages"],
    "interests": SAMPLE["interests"],
    "references": [{"name": "Bo Lind", "summary": "She is thorough."}],
    "projects": [
        {
            "name": "Whisper",
            "summary": "A propeller catalogue",
            "highlights": ["1,200 blades"],
            "keywords": ["CFD"],
            "start": "2016-08-24",
            "end": "2017-08-24",
            "url": "https://whisper.example",
            "role": "Lead, Designer",
            "organization": "Fjord Marine",
            "kind": "application",
        }
    ],
    "talks": SAMPLE["talks"],
    "x-$schema": SAMPLE["$schema"],
    "x-meta": SAMPLE["meta"],
}


def tree_of(data, path="resume.json"):
    tree, problems = parse(json.dumps(data, ensure_ascii=False, indent=1), path)
    assert problems == []
    return tree


def convert(data):
    return json_resume.convert(tree_of(data))


def test_a_full_resume_becomes_our_sections_without_a_warning():
    tree, problems = convert(SAMPLE)
    assert tree == CONVERTED
    assert [(problem.code, problem.is_information) for problem in problems] == [(Code.NOT_CARRIED, True)]
    assert problems[0].message.endswith('no page shows: "basics.profiles", "meta"')
    record, problems = read_record(tree)
    assert problems == []
    assert [post.position for post in record["experience"]] == ["Lead engineer", "Engineer"]
    assert record.profile.organization == ("Fjord Marine",)


def test_every_key_and_value_keeps_its_position():
    source = (
        '{"basics":\n {"label": "Engineer", "name": "Ada"},\n'
        ' "work": [{"company": "Fjord",\n  "endDate": "2019-13"}]}'
    )
    tree, _ = json_resume.convert(parse(source, "resume.json")[0])
    assert {key: key.position[1:] for key in tree["profile"]} == {"headline": (2, 4), "name": (2, 25)}
    assert tree["profile"]["headline"].position == Position("resume.json", 2, 13)
    assert tree["experience"][0].position[1:] == (3, 11)
    _, problems = read_record(tree)
    assert [problem.position for problem in problems] == [Position("resume.json", 4, 15)]


OURS = {"profile": {"name": "Ada"}, "experience": [{"organization": "Fjord", "start": "2019"}]}
WORK = [{"name": "Fjord", "startDate": "2019"}]


@pytest.mark.parametrize(
    ("data", "is_json_resume", "is_rendercv"),
    [
        (SAMPLE, True, False),
        ({"basics": {"name": "Ada"}}, True, False),
        ({"work": WORK}, True, False),
        ({"work": WORK, "education": [{"institution": "Coast"}]}, True, False),
        ({"volunteer": [{"organization": "Sea Rescue", "startDate": "2019"}]}, True, False),
        ({"skills": [{"name": "CFD"}], "meta": {"version": "v1.0.0"}}, True, False),
        ({"$schema": SAMPLE["$schema"], "skills": [{"name": "CFD"}]}, True, False),
        ({"basics": {"name": "Ada"}, "work": WORK, "talks": [{"title": "Seas"}]}, True, False),
        (
            {"$schema": SAMPLE["$schema"], "basics": {"name": "Ada"}, "contact": {"email": "a@b.example"}},
            True,
            False,
        ),
        # Ours, with one foreign name
        (OURS, False, False),
        (OURS | {"basics": {"name": "Ada"}}, False, False),
        (OURS | {"meta": {"version": "1"}}, False, False),
        ({"profile": {"name": "Ada"}, "work": WORK}, False, False),
        ({"contact": {"email": "a@b.example"}, "work": WORK}, False, False),
        ({"experience": OURS["experience"], "volunteer": WORK}, False, False),
        ({"talks": [{"title": "Seas"}], "work": WORK}, False, False),
        ({"work": [{"organization": "Fjord", "start": "2019"}]}, False, False),
        ({"work": [{"name": "Fjord", "start": "2019"}]}, False, False),
        ({"education": [{"institution": "Coast", "studyType": "Master"}]}, False, False),
        ({"skills": ["CFD"]}, False, False),
        # Neither
        ({"basics": "Ada", "work": "Fjord"}, False, False),
        ({"meta": {"title": "x"}}, False, False),
        ({"cv": "Ada"}, False, False),
        ({"cv": {}}, False, False),
        ({"cv": {"profile": {"name": "Ada"}}}, False, False),
        ({"design": {"theme": "classic"}}, False, False),
        ({"cv": {"name": "Ada"}, "experience": []}, False, False),
        # RenderCV's
        ({"cv": {"name": "Ada"}}, False, True),
        ({"cv": {"sections": {}}, "design": {"theme": "classic"}}, False, True),
    ],
)
def test_a_file_is_known_by_what_it_holds(data, is_json_resume, is_rendercv):
    tree = tree_of(data)
    assert json_resume.recognises(tree) is is_json_resume
    assert rendercv.recognises(tree) is is_rendercv


def test_what_has_no_field_is_kept_in_its_entry_and_said_once():
    data = {
        "basics": {"name": "Ada", "image": "https://quist.example/ada.png", "mood": "calm", "x-ours": "kept"},
        "work": [{"name": "Fjord", "remote": "yes"}, {"name": "Bay", "remote": "no"}],
        "hobbies": ["rowing"],
    }
    tree, problems = convert(data)
    assert tree == {
        "profile": {
            "name": "Ada",
            "x-image": "https://quist.example/ada.png",
            "x-mood": "calm",
            "x-ours": "kept",
        },
        "experience": [
            {"organization": "Fjord", "x-remote": "yes"},
            {"organization": "Bay", "x-remote": "no"},
        ],
        "x-hobbies": ["rowing"],
    }
    assert len(problems) == 1
    assert problems[0].message.endswith('"basics.image", "basics.mood", "work.remote", "hobbies"')
    assert read_record(tree)[1] == []


def test_our_own_names_stand_in_its_objects_and_go_before_its_own():
    data = {
        "basics": {
            "label": "Engineer",
            "headline": "Marine engineer",
            "pronouns": "she/her",
            "orcid": "0000",
        },
        "work": [
            {
                "name": "Fjord",
                "department": "Hulls",
                "positions": [{"name": "Lead", "startDate": "2020", "projects": ["Silent Hull"]}],
            }
        ],
        "references": [{"name": "Bo", "reference": "Thorough.", "summary": "Knows her."}],
    }
    tree, _ = convert(data)
    assert tree == {
        "profile": {"headline": "Marine engineer", "pronouns": "she/her", "x-label": "Engineer"},
        "contact": {"orcid": "0000"},
        "experience": [
            {
                "organization": "Fjord",
                "department": "Hulls",
                "positions": [{"position": "Lead", "start": "2020", "projects": ["Silent Hull"]}],
            }
        ],
        "references": [{"name": "Bo", "summary": "Knows her.", "x-reference": "Thorough."}],
    }


def test_a_portrait_in_the_source_directory_has_the_name_as_its_alternative_text():
    tree, _ = convert({"basics": {"name": "Ada", "image": "ada.png"}})
    assert tree["profile"]["image"] == {"src": "ada.png", "alt": "Ada"}


@pytest.mark.parametrize(
    ("location", "fields"),
    [
        ("Bergen", {"location": "Bergen"}),
        ({"city": "Bergen"}, {"location": "Bergen"}),
        (
            {"city": "Oslo", "region": "Oslo"},
            {"location": "Oslo", "x-location": {"city": "Oslo", "region": "Oslo"}},
        ),
        ({"address": "Kai 3"}, {"address": "Kai 3"}),
        (
            {"city": "Bergen", "pier": "7"},
            {"location": "Bergen", "x-location": {"city": "Bergen", "pier": "7"}},
        ),
        ({"pier": "7"}, {"x-location": {"pier": "7"}}),
    ],
)
def test_a_place_becomes_a_text_and_keeps_its_parts(location, fields):
    tree, problems = convert({"basics": {"email": "a@b.example", "location": location}})
    assert tree == {"contact": {"email": "a@b.example"} | fields}
    assert bool(problems) is ("pier" in str(location))


@pytest.mark.parametrize(
    ("profiles", "fields"),
    [
        ([{"network": "GitHub", "username": "ada"}], {"github": "ada"}),
        ([{"network": "GitHub", "url": "https://github.com/ada"}], {"github": "https://github.com/ada"}),
        ([{"network": "Google Scholar", "username": "Ada Quist", "url": "https://scholar.google.com/citations?user=ABCDEFGHIJKL"}],
         {"google_scholar": "https://scholar.google.com/citations?user=ABCDEFGHIJKL", "x-profiles": "kept"}),
        ([{"network": "GitHub", "username": "ada"}, {"network": "GitHub", "username": "fjord"}],
         {"github": "ada", "links": [{"label": "GitHub: fjord", "url": "https://github.com/fjord"}]}),
        ([{"url": "https://dinghy.example/ada"}],
         {"links": [{"label": "https://dinghy.example/ada", "url": "https://dinghy.example/ada"}]}),
        ([{"network": "GitHub", "username": "ada", "mood": "1"}], {"github": "ada", "x-profiles": "kept"}),
        ([{"network": "GitHub"}], {"x-profiles": "kept"}),
        ("ada", {"x-profiles": "kept"}),
    ],
)  # fmt: skip
def test_profiles_become_networks_or_links(profiles, fields):
    tree, _ = convert({"basics": {"email": "a@b.example", "profiles": profiles}})
    kept = profiles if isinstance(profiles, list) else [profiles]
    expected = {key: kept if value == "kept" else value for key, value in fields.items()}
    assert tree["contact"] == {"email": "a@b.example"} | expected


def test_entries_by_kind_and_a_contact_of_ours_are_read_too():
    data = {
        "$schema": SAMPLE["$schema"],
        "basics": {"name": "Ada", "email": "ada@quist.example"},
        "contact": {"office": "Kai 3", "email": "a@b.example"},
        "talks": {"invited": [{"name": "Quiet seas"}, "Slow seas"]},
        "skills": {"name": "CFD"},
    }
    tree, _ = convert(data)
    assert tree["contact"] == {"email": "ada@quist.example", "office": "Kai 3", "x-email": "a@b.example"}
    assert tree["talks"] == [
        {"title": "Quiet seas", "kind": "invited"},
        {"title": "Slow seas", "kind": "invited"},
    ]
    assert tree["skills"] == [{"name": "CFD"}]


FIELDS = {
    "basics": [*SAMPLE["basics"], "pronouns", "links", "mood"],
    **{
        section: [*entries[0], "name", "title", "summary", "description", "image", "mood", "x-mood", ""]
        for section, entries in SAMPLE.items()
        if isinstance(entries, list)
    },
}
WORDS = st.text("abcxyz0129 -,:./@", min_size=1, max_size=12)
VALUES = st.recursive(
    st.none() | WORDS | st.sampled_from(["2019-09", "https://github.com/ada", "Present", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "network", "username", "url", "city", "address", "label", "mood"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def entries_of(section):
    return st.dictionaries(st.sampled_from(FIELDS[section]), VALUES, max_size=6)


RESUMES = st.fixed_dictionaries(
    {},
    optional={
        "basics": entries_of("basics") | VALUES,
        **{
            section: st.lists(entries_of(section), max_size=3) | VALUES
            for section in FIELDS
            if section != "basics"
        },
        "contact": st.dictionaries(st.sampled_from(["email", "links", "mood"]), VALUES),
        "meta": VALUES,
        "hobbies": VALUES,
    },
)


@settings(max_examples=150)
@given(RESUMES | RESUMES.map(numbered))
def test_nothing_is_lost_and_nothing_loses_its_place(data):
    source = tree_of(data)
    tree, _ = json_resume.convert(tree_of(data))
    found = list(texts_in(tree))
    for text in filter(None, texts_in(source)):
        assert any(text in other for other in found)
    typed = {text.position: text for text in texts_in(source, with_keys=True)}
    for text in texts_in(tree):
        assert typed[text.position] in text
