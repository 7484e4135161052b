"""RenderCV files are read as they are: nothing is lost, and every value keeps its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import numbered, texts_in

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.model.validation import read_record
from sphinx_homepage.sources import json_resume, rendercv
from sphinx_homepage.sources.yaml import parse

SAMPLE = """\
# yaml-language-server: $schema=schema.json
cv:
  name: Bo Lind
  headline:
  location: Malmö, Sweden
  email: bo@lind.example
  photo:
  phone: +46 40 555 555
  website: https://lind.example/
  social_networks:
    - network: LinkedIn
      username: bolind
    - network: StackOverflow
      username: 12345/bo-lind
    - network: IMDB
      username: nm0000000
  custom_connections:
    - fontawesome_icon: calendar-days
      placeholder: Meet me
      url: https://meet.example/bo
  sections:
    Welcome:
      - A CV of an invented person.
      - With **bold**, *italic*, a [link](https://lind.example) and $$x^2$$.
    education:
      - institution: Sound University
        area: Acoustics
        degree: PhD
        date:
        start_date: 2018-09
        end_date: 2023-05
        location: Malmö
        summary:
        highlights:
          - "Thesis: Quiet rooms"
          - Two prizes
            - one for the talk
            - one for the room
    experience:
      - company: Bridge Audio
        position: Engineer & tuner
        start_date: 2023-06
        end_date: present
        location: Copenhagen
        highlights:
          - Tuned 40+ halls, at $5M in all
      - company: Ferry Radio
        position: Trainee
        date: Summer of 2017
    projects:
      - name: "[Hush](https://hush.example/)"
        date: "2021"
        summary: A meter for quiet
        highlights: [Used by 3 halls]
    publications:
      - title: "Rooms that listen: a study"
        authors: ["*Bo Lind*", Eva Sten]
        doi: 10.5555/rooms.2022
        url:
        journal: Journal of Quiet
        date: 2022-07
    selected_honors:
      - bullet: Golden Ear (2022)
    skills:
      - label: Languages
        details: Python, C++, SuperCollider
      - label: Measuring
        details: rooms (halls, cabins), and machines
    patents:
      - number: A door that closes softly (SE 555)
    invited_talks:
      - reversed_number: Listening to rooms — Sound Days (2024)
design:
  theme: classic
settings:
  current_date: 2026-01-01
"""

CONVERTED = {
    "profile": {"name": "Bo Lind"},
    "contact": {
        "location": "Malmö, Sweden",
        "email": "bo@lind.example",
        "phone": "+46 40 555 555",
        "website": "https://lind.example/",
        "linkedin": "bolind",
        "stack_overflow": "12345/bo-lind",
        "links": [
            {"label": "IMDB", "url": "https://www.imdb.com/name/nm0000000/"},
            {"label": "Meet me", "url": "https://meet.example/bo", "icon": "calendar-days"},
        ],
    },
    "entries": [
        {
            "title": "Welcome",
            "kind": "Welcome",
            "summary": "A CV of an invented person.\n\n"
            "With **bold**, *italic*, a [link](https://lind.example) and $$x^2$$.",
        }
    ],
    "education": [
        {
            "institution": "Sound University",
            "area": "Acoustics",
            "degree": "PhD",
            "start": "2018-09",
            "end": "2023-05",
            "location": "Malmö",
            "highlights": ["Thesis: Quiet rooms", "Two prizes - one for the talk - one for the room"],
        }
    ],
    "experience": [
        {
            "organization": "Bridge Audio",
            "position": "Engineer & tuner",
            "start": "2023-06",
            "end": "present",
            "location": "Copenhagen",
            "highlights": ["Tuned 40+ halls, at $5M in all"],
        },
        {
            "organization": "Ferry Radio",
            "position": "Trainee",
            "date": "Summer of 2017",
            "sort_date": "2017",
        },
    ],
    "projects": [
        {
            "name": "[Hush](https://hush.example/)",
            "date": "2021",
            "summary": "A meter for quiet",
            "highlights": ["Used by 3 halls"],
        }
    ],
    "publications": [
        {
            "title": "Rooms that listen: a study",
            "author": ["*Bo Lind*", "Eva Sten"],
            "doi": "10.5555/rooms.2022",
            "journal": "Journal of Quiet",
            "date": "2022-07",
        }
    ],
    "awards": [{"title": "Golden Ear (2022)"}],
    "skills": [
        {"name": "Languages", "keywords": ["Python", "C++", "SuperCollider"]},
        {"name": "Measuring", "keywords": ["rooms (halls, cabins), and machines"]},
    ],
    "patents": [{"title": "A door that closes softly (SE 555)"}],
    "talks": [{"title": "Listening to rooms — Sound Days (2024)", "kind": "invited"}],
    "x-section-order": {
        "Welcome": "entries",
        "education": "education",
        "experience": "experience",
        "projects": "projects",
        "publications": "publications",
        "selected_honors": "awards",
        "skills": "skills",
        "patents": "patents",
        "invited_talks": "talks",
    },
    "x-design": {"theme": "classic"},
    "x-settings": {"current_date": "2026-01-01"},
}


def tree_of(data, path="cv.json"):
    tree, problems = parse(json.dumps(data, ensure_ascii=False, indent=1), path)
    assert problems == []
    return tree


def converted(sections, **cv):
    tree, _ = rendercv.convert(tree_of({"cv": {"name": "Bo"} | cv | {"sections": sections}}))
    return tree


def test_a_full_file_becomes_our_sections_without_a_warning():
    source, _ = parse(SAMPLE, "cv.yaml")
    assert rendercv.recognises(source)
    assert not json_resume.recognises(source)
    tree, problems = rendercv.convert(source)
    assert tree == CONVERTED
    assert list(tree)[:3] == ["profile", "contact", "entries"]
    assert list(tree["x-section-order"]) == list(CONVERTED["x-section-order"])
    assert [(problem.code, problem.is_information) for problem in problems] == [(Code.NOT_CARRIED, True)]
    assert problems[0].message.endswith('no page shows: "design", "settings"')
    record, problems = read_record(tree)
    assert problems == []
    assert [talk.kind for talk in record["talks"]] == ["invited"]


def test_every_key_and_value_keeps_its_position():
    source, _ = parse(SAMPLE, "cv.yaml")
    tree, _ = rendercv.convert(source)
    lines = SAMPLE.splitlines()
    post = tree["experience"][0]
    assert lines[post.position.line - 1].strip() == "- company: Bridge Audio"
    assert {key: lines[key.position.line - 1].split(":")[0].strip(" -") for key in post} == {
        "organization": "company",
        "position": "position",
        "start": "start_date",
        "end": "end_date",
        "location": "location",
        "highlights": "highlights",
    }
    for keyword in tree["skills"][0]["keywords"]:
        _, line, column = keyword.position
        assert lines[line - 1][column - 1 :].startswith(keyword)


ENTRY = {"highlights": ["Loud"]}
COMPANY = {"company": "Bridge", "position": "Tuner"}
POST = {"organization": "Bridge", "position": "Tuner"}
SCHOOL = {"institution": "Sound", "area": "Acoustics", "degree": "PhD"}
PAPER = {"title": "Rooms", "authors": ["Bo"]}
LABEL = {"label": "Ears", "details": "two"}


@pytest.mark.parametrize(
    ("title", "entry", "section", "fields"),
    [
        ("Work Experience", COMPANY, "experience", POST),
        ("Teaching experience", COMPANY, "teaching", {"organization": "Bridge", "course": "Tuner"}),
        ("teaching", SCHOOL, "teaching", {"organization": "Sound", "course": "Acoustics", "role": "PhD"}),
        ("Volunteer Experience", COMPANY, "volunteering", POST),
        ("Professional Service", COMPANY, "service", {"organization": "Bridge", "role": "Tuner"}),
        ("Affiliations", COMPANY, "memberships", POST),
        ("Projects", COMPANY, "projects", {"name": "Bridge", "role": "Tuner"}),
        ("Honors and Awards", COMPANY, "awards", {"awarder": "Bridge", "title": "Tuner"}),
        ("Certifications", COMPANY, "certificates", {"issuer": "Bridge", "name": "Tuner"}),
        ("Certifications", SCHOOL, "certificates", {"issuer": "Sound", "name": "Acoustics", "note": "PhD"}),
        ("Grants", COMPANY, "grants", {"funder": "Bridge", "title": "Tuner"}),
        ("education", COMPANY, "education", {"institution": "Bridge", "degree": "Tuner"}),
        ("Experience", {"name": "Bridge"}, "experience", {"organization": "Bridge"}),
        ("Talks", PAPER | {"journal": "A"}, "talks", {"title": "Rooms", "authors": ["Bo"], "event": "A"}),
        ("patents", PAPER, "patents", {"title": "Rooms", "inventors": ["Bo"]}),
        ("Peer-reviewed papers", PAPER, "publications", {"title": "Rooms", "author": ["Bo"]}),
        ("Technologies", LABEL, "skills", {"name": "Ears", "keywords": ["two"]}),
        ("Programming Languages", LABEL, "skills", {"name": "Ears", "keywords": ["two"]}),
        ("Languages", LABEL, "languages", {"language": "Ears", "fluency": "two"}),
        ("Language Skills", LABEL, "languages", {"language": "Ears", "fluency": "two"}),
        ("Research Interests", LABEL, "interests", {"name": "Ears", "keywords": ["two"]}),
        ("Research interests", "Ears", "interests", {"name": "Ears"}),
        ("awards", LABEL, "awards", {"title": "Ears", "summary": "two"}),
        ("References", {"name": "Eva"}, "references", {"name": "Eva"}),
        ("News", "A new room.", "news", {"summary": "A new room."}),
        ("Keynotes", "Rooms", "talks", {"title": "Rooms", "kind": "keynote"}),
        ("Career breaks", COMPANY, "experience", {**POST, "kind": "break"}),
        # The kind of the entry says more than the title
        ("Ausbildung", SCHOOL, "education", {**SCHOOL, "kind": "Ausbildung"}),
        ("Leadership", COMPANY, "experience", {**POST, "kind": "Leadership"}),
        ("Works", PAPER, "publications", {"title": "Rooms", "author": ["Bo"], "kind": "Works"}),
        ("Skills", COMPANY, "experience", {**POST, "kind": "Skills"}),
        # Nothing says anything
        ("odds_and_ends", {"name": "Harp"}, "entries", {"title": "Harp", "kind": "Odds and Ends"}),
        ("Odds", LABEL, "entries", {"title": "Ears", "summary": "two", "kind": "Odds"}),
        ("Odds", {"bullet": "Harp"} | ENTRY, "entries", {"title": "Harp", "kind": "Odds"} | ENTRY),
        ("Odds", "Harp", "entries", {"title": "Odds", "kind": "Odds", "summary": "Harp"}),
        ("Odds", {"number": "Harp"}, "entries", {"title": "Odds", "kind": "Odds", "highlights": ["Harp"]}),
        ("Odds", ENTRY, "entries", {"kind": "Odds"} | ENTRY),
        # A bullet heads no entry that prints as a heading
        ("Jobs", {"bullet": "Harp"}, "entries", {"title": "Jobs", "kind": "Jobs", "highlights": ["Harp"]}),
    ],
)  # fmt: skip
def test_the_words_of_a_title_and_the_kind_of_an_entry_choose_the_section(title, entry, section, fields):
    tree = converted({title: [entry]})
    assert tree[section] == [fields]
    assert tree["x-section-order"] == {title: section}


def test_two_titles_of_one_section_become_kinds():
    tree = converted(
        {"journal_articles": [PAPER], "Conference Papers": [PAPER], "Preprints": [], "Talks": None}
    )
    assert [paper["kind"] for paper in tree["publications"]] == ["Journal Articles", "Conference Papers"]
    assert tree["x-section-order"] == {
        "journal_articles": "publications",
        "Conference Papers": "publications",
        "Preprints": None,
        "Talks": None,
    }


def test_a_section_of_texts_about_the_person_is_the_summary():
    tree = converted({"about_me": ["Listens.", "Builds."], "Summary": ["Short."]})
    assert tree["profile"] == {"name": "Bo", "summary": "Listens.\n\nBuilds."}
    assert tree["entries"] == [{"title": "Summary", "kind": "Summary", "summary": "Short."}]


@pytest.mark.parametrize(
    ("dates", "fields"),
    [
        ({"date": "2020-09-01"}, {"date": "2020-09-01"}),
        ({"date": "Fall 2023"}, {"date": "Fall 2023"}),
        ({"start_date": "2020"}, {"start": "2020"}),
        ({"end_date": "2020"}, {"date": "2020"}),
        ({"date": "Jan to Mar 2021"}, {"date": "Jan to Mar 2021", "sort_date": "2021-01/2021-03"}),
        ({"date": "Summers, 2019 and 2021"}, {"date": "Summers, 2019 and 2021", "sort_date": "2021"}),
        (
            {"date": "long ago", "start_date": "1999"},
            {"date": "long ago", "start": "1999", "sort_date": "1999/present"},
        ),
        ({"date": "long ago"}, {"note": "long ago", "x-date": "long ago"}),
        ({"date": "long ago", "note": "Yes"}, {"note": "Yes", "x-date": "long ago"}),
    ],
)
def test_a_date_in_free_words_is_shown_and_sorted(dates, fields):
    tree = converted({"Experience": [{"company": "Bridge"} | dates]})
    assert tree["experience"] == [{"organization": "Bridge"} | fields]
    assert read_record(tree)[1] == []


@pytest.mark.parametrize(
    ("details", "keywords"),
    [
        ("Python, C++, CI/CD", ["Python", "C++", "CI/CD"]),
        ("Python", ["Python"]),
        ("AWS (EC2, S3), Rust", ["AWS (EC2, S3), Rust"]),
        ("**a, b**, c", ["**a, b**, c"]),
        ("Fast, with 1,000 users", ["Fast, with 1,000 users"]),
        ("I like it, and so do others.", ["I like it, and so do others."]),
        ("Python,Rust", ["Python,Rust"]),
        ("one two three four five, six", ["one two three four five, six"]),
    ],
)
def test_details_of_skills_are_split_only_where_nothing_can_go_wrong(details, keywords):
    tree = converted({"Skills": [{"label": "Tools", "details": details}]})
    assert tree["skills"] == [{"name": "Tools", "keywords": keywords}]


def test_all_of_the_head_is_carried():
    tree = converted(
        None,
        label="Listener",
        photo="bo.jpg",
        email=["bo@lind.example", "b@sound.example"],
        website=["https://lind.example", "https://bo.example"],
        social_networks=[
            {"network": "GitHub", "username": "bo"},
            {"network": "GitHub", "username": "bridge"},
            {"network": "Harpnet", "username": "bo"},
        ],
        custom_connections=[{"placeholder": "By post", "url": None, "fontawesome_icon": "pen"}],
        mood="calm",
    )
    assert tree["profile"] == {
        "name": "Bo",
        "headline": "Listener",
        "image": {"src": "bo.jpg", "alt": "Bo"},
        "x-mood": "calm",
    }
    assert tree["contact"] == {
        "email": ["bo@lind.example", "b@sound.example"],
        "website": "https://lind.example",
        "github": "bo",
        "links": [
            {"label": "https://bo.example", "url": "https://bo.example"},
            {"label": "GitHub: bridge", "url": "https://github.com/bridge"},
            {"label": "Harpnet: bo"},
            {"label": "By post", "icon": "pen"},
        ],
    }
    assert read_record(tree)[1] == []


KEYS = [
    "label",
    "details",
    "name",
    "company",
    "position",
    "institution",
    "area",
    "degree",
    "title",
    "authors",
]
KEYS += ["doi", "url", "journal", "bullet", "number", "date", "start_date", "end_date", "location", "summary"]
KEYS += ["highlights", "note", "kind", "mood", "x-mood", "image", ""]
WORDS = st.text("abcxyz0129 -,:./@", min_size=1, max_size=12)
TEXTS = st.none() | WORDS | st.sampled_from(["2019-09", "Summer of 2019", "present", "Python, C++, Rust", ""])
VALUES = TEXTS | st.lists(TEXTS, max_size=3) | st.dictionaries(st.sampled_from(KEYS), TEXTS, max_size=2)
ENTRIES = st.lists(TEXTS | st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6), max_size=3)
TITLES = [
    "Experience",
    "education",
    "Skills",
    "summary",
    "News",
    "invited_talks",
    "Awards",
    "Odds",
    "Projects",
    "",
]
NETWORKS = st.dictionaries(st.sampled_from(["network", "username", "url", "placeholder", "mood"]), VALUES)
FILES = st.fixed_dictionaries(
    {
        "cv": st.fixed_dictionaries(
            {},
            optional={
                "name": VALUES,
                "photo": VALUES,
                "website": VALUES,
                "summary": VALUES,
                "links": VALUES,
                "mood": VALUES,
                "social_networks": VALUES | st.lists(NETWORKS, max_size=3),
                "custom_connections": VALUES | st.lists(NETWORKS, max_size=3),
                "sections": VALUES | st.dictionaries(st.sampled_from(TITLES), VALUES | ENTRIES, max_size=4),
            },
        )
    },
    optional={"design": VALUES, "locale": VALUES},
)


@settings(max_examples=150)
@given(FILES | FILES.map(numbered))
def test_nothing_is_lost_and_nothing_loses_its_place(data):
    source = tree_of(data)
    tree, _ = rendercv.convert(tree_of(data))
    found = [*texts_in(tree), *(", ".join(texts) for texts in lists_in(tree))]
    for text in filter(None, texts_in(source)):
        assert any(text in other for other in found)
    places = {text.position: text for text in texts_in(source, with_keys=True)}
    for text in texts_in(tree):
        _, line, _ = text.position
        assert text.position in places or any(place.line == line for place in places)


def lists_in(tree):
    """Yield every list of texts of a tree: the keywords that one text became are one of them."""
    if isinstance(tree, Sequence) and all(isinstance(item, Text) for item in tree):
        yield tree
    for part in tree.values() if isinstance(tree, Mapping) else tree if isinstance(tree, Sequence) else ():
        yield from lists_in(part)
