"""What RenderCV can hold comes back from there the same; what it cannot is said."""

from __future__ import annotations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sphinx_homepage.exports.facts import Facts
from sphinx_homepage.exports.rendercv import to_rendercv
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.validation import read_record
from sphinx_homepage.sources import rendercv
from sphinx_homepage.sources.yaml import parse

WORD = st.text("abcdefghijklmnopqrstuvwxyzàßøłñ漢字かな", min_size=1, max_size=8)
KEYWORD = WORD.filter(lambda word: word not in {"and", "or", "und", "et", "y"})  # Which may join two of them.
WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
DATE = st.sampled_from(
    ["2019", "2019-09", "2019-09-30", "Fall 2019", "~2018", "2015/2017", "2020-02/present"]
)
TIMES = st.one_of(
    st.just({}),
    st.builds(lambda date: {"date": date}, DATE),
    st.just({"start": "2015-03"}),
    st.just({"start": "2015-03", "end": "2016"}),
)


def entries(required, **optional):
    shared = {"location": WORDS, "summary": WORDS, "highlights": st.lists(WORDS, min_size=1, max_size=3)}
    fields = st.fixed_dictionaries(
        dict.fromkeys(required, WORDS), optional={**shared, "note": WORDS, "url": URL, **optional}
    )
    return st.lists(st.builds(lambda data, times: data | times, fields, TIMES), min_size=1, max_size=3)


URL = WORD.map(lambda word: "https://example.org/page")
SECTIONS = {
    "experience": entries(["organization", "position"], department=WORDS, focus=WORDS),
    "education": entries(["institution", "area"], degree=WORDS, score=WORDS, department=WORDS),
    "projects": entries(["name"], role=WORDS, repository=URL),
    "skills": st.lists(
        st.fixed_dictionaries({"name": WORDS, "keywords": st.lists(KEYWORD, min_size=1, max_size=3)}),
        min_size=1,
    ),
    "languages": st.lists(st.fixed_dictionaries({"language": WORDS, "fluency": WORDS}), min_size=1),
    "interests": st.lists(st.fixed_dictionaries({"name": WORDS}), min_size=1),
    "awards": entries(["title", "awarder"], amount=WORDS),
    "grants": entries(["title"], funder=WORDS, number=WORDS, share=WORDS),
    "talks": entries(["title", "event"], kind=st.sampled_from(["invited", "poster"]), slides=URL),
    "teaching": entries(["course", "organization"], code=WORDS, enrollment=WORDS),
    "advising": entries(["name"], topic=WORDS, role=WORDS),
    "service": entries(["role"], organization=WORDS),
    "memberships": entries(["organization"], position=WORDS),
    "certificates": entries(["name", "issuer"], number=WORDS),
    "patents": entries(["title"], number=WORDS, office=WORDS),
    "press": entries(["title", "outlet"]),
    "people": entries(["name"], position=WORDS),
    "entries": entries(["title"], subtitle=WORDS, kind=WORDS),
}
PERSON = st.fixed_dictionaries(
    {
        "profile": st.fixed_dictionaries({"name": WORDS}, optional={"headline": WORDS}),
        "contact": st.fixed_dictionaries(
            {"email": st.just("a@b.org")},
            optional={
                "location": WORDS,
                "website": URL,
                "github": st.just("somebody"),
                "orcid": st.just("0000-0002-1825-0097"),
                "links": st.lists(
                    st.fixed_dictionaries({"label": WORDS, "url": URL}), min_size=1, max_size=2
                ),
            },
        ),
    }
)
RECORDS = st.builds(
    lambda person, sections: person | sections, PERSON, st.fixed_dictionaries({}, optional=SECTIONS)
)


def record_of(data):
    tree, problems = parse(str(data).replace("True", "true"), "cv.yaml")
    assert problems == []
    record, problems = read_record(tree)
    assert problems == []
    return record


def read(text):
    tree, problems = parse(text, "rendercv.yaml")
    assert problems == []
    assert rendercv.recognises(tree)
    converted, problems = rendercv.convert(tree)
    assert problems == []
    record, problems = read_record(converted)
    assert problems == []
    return record


def said_by(record):
    """Return what a record says, the times as what they mean: a range is its start and its end."""
    return {name: [said(entry) for entry in entries] for name, entries in record.sections.items()}


def said(entry):
    fields = {
        name: value for name, value in entry if value is not None and name not in {"date", "start", "end"}
    }
    return fields | ({"when": entry.when} if isinstance(entry, Entry) else {})


@settings(max_examples=100, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(RECORDS)
def test_what_rendercv_can_hold_comes_back_the_same(data):
    record = record_of(data)
    text, losses = to_rendercv(Facts(record=record))
    assert losses == []
    assert said_by(read(text)) == said_by(record)


def test_what_it_cannot_hold_is_said(facts_of):
    facts = facts_of(
        "profile: {name: Ana, pronouns: she/her}\n"
        "contact: {phone: '+1-555-0100', private: [], email: ana@ward.example}\n"
        "experience:\n"
        "- organization: Ward 3\n"
        "  positions: [{position: Nurse, start: 2020}, {position: Aide, start: 2018, end: 2020}]\n"
        "education: [{institution: A, area: B, courses: [C, D]}]\n"
        "awards: [{title: {en: Prize, de: Preis}, awarder: E, date: [2019, 2021], image: {src: a, alt: A}}]\n"
    )
    _, losses = to_rendercv(facts)
    assert [(loss.place, loss.position.line) for loss in losses] == [
        ("profile.pronouns", 1),
        ("contact.email", 2),
        ("contact.phone", 2),
        ("experience", 4),
        ("education.A.courses", 6),
        ("awards.Prize.title", 7),
        ("awards.Prize.date", 7),
        ("awards.Prize.image", 7),
    ]


def test_hostile_texts_stay_texts(facts_of):
    name = "- &a [x]: {y} # z"
    facts = facts_of(
        f"profile: {{name: {name!r}}}\nawards: [{{title: '!!python/object', awarder: '*b', date: 2019}}]"
    )
    record = read(to_rendercv(facts)[0])
    assert record["profile"][0].name == name
    assert (record["awards"][0].title, record["awards"][0].awarder) == ("!!python/object", "*b")
