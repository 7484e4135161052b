"""The person is found among authors however they are typed, and nobody else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.publications.comparison import FULL, LISTED, strength
from sphinx_homepage.model.publications.identity import identity_of
from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.publications.people import People, Person
from sphinx_homepage.model.rows import Contact, Profile


def name(typed: str, **more: object) -> Name:
    """Return a name as a reader of .bib files makes it: ``Family, Given`` or ``von Family, Jr, Given``."""
    parts = [part.strip() for part in typed.split(",")]
    prefix = []
    words = parts[0].split()
    while len(words) > 1 and words[0][0].islower():
        prefix.append(words.pop(0))
    return Name(
        " ".join(words),
        parts[-1] if len(parts) > 1 else "",
        " ".join(prefix),
        parts[1] if len(parts) > 2 else "",
        **more,
    )


def me(setting: object = None, profile: dict | None = None, contact: dict | None = None):
    identity, problems = identity_of(
        setting,
        Profile.model_validate(profile) if profile else None,
        Contact.model_validate(contact) if contact else None,
    )
    assert problems == []
    return identity


SAME = [
    # accents, and the letters that other keyboards write in other ways
    ("Jürgen Sörensen", "Sörensen, Jürgen"),
    ("Jürgen Sörensen", "Sorensen, Jurgen"),
    ("Jürgen Sörensen", "Soerensen, Juergen"),
    ("Juergen Soerensen", "Sörensen, Jürgen"),
    ("Jürgen Sörensen", "So\u0308rensen, Ju\u0308rgen"),
    ("Søren Ågård", "Aagaard, Soeren"),
    ("Søren Ågård", "Agard, Soren"),
    ("Søren Ågård", "Agard, Soeren"),
    ("Łucja Groß", "Gross, Lucja"),
    ("Đorđe Æsir", "Aesir, Djordje"),
    ("Đorđe Æsir", "Aesir, Dorde"),
    ("Þóra Œuvre", "Oeuvre, Thora"),
    ("Işıl Yıldız", "YILDIZ, Isil"),
    ("Íris Ólafs", "ÓLAFS, ÍRIS"),
    ("Niamh O'Dorney", "O’Dorney, Niamh"),
    ("Niamh O'Dorney", "ODorney, N."),
    # initials, hyphens, stops, spaces
    ("Ketevan Favre", "Favre, K."),
    ("K. Favre", "Favre, Ketevan"),
    ("Jürgen Öst", "Ost, J."),
    ("Östen Vik", "Vik, O."),
    ("Jean-Pierre Favre", "Favre, Jean Pierre"),
    ("Jean-Pierre Favre", "Favre, J.-P."),
    ("Jean-Pierre Favre", "Favre, J.P."),
    ("Jean-Pierre Favre", "Favre, J P"),
    ("Jean-Pierre Favre", "Favre, JP"),
    ("Jean-Pierre Favre", "Favre, J."),
    ("Jean Pierre Favre", "Favre, Jean\u2010Pierre"),
    ("Xiao-Ming Lu", "Lu, Xiaoming"),
    ("Xiaoming Lu", "Lu, Xiao Ming"),
    ("Xiaoming Lu", "Lu, X.-M."),
    ("Xiao-Ming T. Lu", "Lu, Xiaoming"),
    ("Christian Favre", "Favre, Chr."),
    ("Yulia Favre", "Favre, Yu."),
    # middle names
    ("Ketevan Tamar Favre", "Favre, K. T."),
    ("Ketevan Tamar Favre", "Favre, Ketevan T."),
    ("Ketevan Tamar Favre", "Favre, K."),
    ("Ketevan T. Favre", "Favre, Ketevan"),
    ("Ketevan Favre", "Favre, Ketevan T."),
    ("Ketevan Tamar Maria Favre", "Favre, K. Maria"),
    # particles
    ("Jan van der Vlist", "van der Vlist, Jan"),
    ("Jan van der Vlist", "Vlist, Jan"),
    ("Jan van der Vlist", "Vlist, Jan van der"),
    ("Jan Vlist", "van der Vlist, J."),
    ("Jan van der Vlist", "Vandervlist, Jan"),
    ("Jan De Vlist", "Vlist, Jan De"),
    ("Jan De Vlist", "De Vlist, J."),
    ("Jan De Vlist", "Vlist, J. De"),
    ("Jan van 't Vlist", "van ’t Vlist, Jan"),
    # double families
    ("Ketevan Tsikhiseli-Favre", "Tsikhiseli Favre, Ketevan"),
    ("Ketevan Tsikhiseli Favre", "Tsikhiseli-Favre, K."),
    ("Tsikhiseli Favre, Ketevan", "Favre, Ketevan Tsikhiseli"),
    ("Tsikhiseli Favre, Ketevan", "Favre, K. Tsikhiseli"),
    ("Ketevan Tsikhiseli Favre", "Favre, Ketevan Tsikhiseli"),
    ("Rosa Ibarra y Quiroga", "Ibarra Quiroga, Rosa"),
    # both orders
    ("Ketevan Favre", "Ketevan, Favre"),
    ("Ketevan Tamar Favre", "Ketevan, Favre"),
    ("Ketevan Tamar Favre", "Tamar, Favre Ketevan"),
    ("Jan van der Vlist", "van der Vlist Jan"),
    # other scripts
    ("山田 太郎", "山田, 太郎"),
    ("山田 太郎", "太郎, 山田"),
    ("山田 太郎", "山田太郎"),
    ("山田太郎", "山田, 太郎"),
    ("太郎 山田", "山田太郎"),
    ("박 지훈", "박지훈"),
    ("박지훈", "지훈, 박"),
    ("Кетеван Фавр", "Фавр, К."),
    ("ქეთევან ფავრე", "ფავრე, ქეთევან"),
    ("नीलिमा देशकर", "देशकर, नीलिमा"),
    # the rest
    ("Ketevan", "Ketevan"),
    ("Ketevan Favre, PhD", "Favre, Ketevan"),
    ("Dr. Ketevan Favre", "Favre, Ketevan"),
    ("Ketevan (Keto) Favre", "Favre, Keto"),
    ("Ketevan (Keto) Favre", "Favre, Ketevan"),
    ("Ketevan *Favre*", "Favre, Ketevan"),
    ("Samuel Vik Jr.", "Vik, Samuel"),
    ("Samuel Vik, Jr.", "Vik, Junior, Samuel"),
    ("Samuel Vik", "Vik, Jr., Samuel"),
]


@pytest.mark.parametrize(("mine", "typed"), SAME)
def test_a_spelling_of_the_name_is_the_person(mine, typed):
    assert me(mine).matches(name(typed))


DIFFERENT = [
    # namesakes
    ("Ketevan Favre", "Favre, Karl"),
    ("Ketevan Favre", "Favre, A."),
    ("Ketevan Favre", "Favre, A. K."),
    ("Ketevan Favre", "Favre, A. Ketevan"),
    ("Wen Li", "Li, Wei"),
    ("Wen Li", "Li, Wenbo"),
    ("Wen Li", "Lim, Wen"),
    ("Xiao-Ming Lu", "Lu, Xiao"),
    ("Jean-Pierre Favre", "Favre, Jean"),
    ("Jean Favre", "Favre, Jean-Pierre"),
    ("Jean-Pierre Favre", "Favre, Jean-Marc"),
    ("An Li", "LI, ANNA"),
    ("Yulia Favre", "Favre, Yu"),
    # middle names
    ("Ketevan T. Favre", "Favre, K. M."),
    ("Ketevan Tamar Favre", "Favre, Ketevan Maria"),
    ("Ketevan Tamar Favre", "Favre, Tamar"),
    ("K. T. Favre", "Favre, K. M."),
    ("An Van Nguyet", "Nguyet, An Le"),
    # families
    ("Ketevan Favre", "Favreau, Ketevan"),
    ("Ketevan Tsikhiseli-Favre", "Favre, Ketevan"),
    ("Tsikhiseli Favre, Ketevan", "Favre, Ketevan"),
    ("Ketevan Favre", "Tsikhiseli Favre, Ketevan"),
    ("Ketevan Favre", "Favre"),
    ("Favre", "Favre, Ketevan"),
    ("Jan van der Vlist", "van den Vlist, Jan"),
    ("Jürgen Müller", "Moller, Jurgen"),
    ("Muller, Jan", "Mueller, Jan"),
    # both orders
    ("Ketevan Favre", "Ketevan, F."),
    ("Ketevan Favre", "K., Favre"),
    ("Thomas Martin", "Kunz, Martin Thomas"),
    # other scripts
    ("山田 太郎", "山田, 次郎"),
    ("山田 太郎", "Yamada, Taro"),
    ("박 지훈", "박, 지은"),
    ("か が", "か, か"),
    ("नीलिमा देशकर", "देशकर, नील"),
    ("Кетеван Фавр", "Фавр, Нино"),
    # the rest
    ("Samuel Vik Jr.", "Vik, Sr., Samuel"),
    ("Ketevan Favre", ""),
    ("Ketevan Favre", "*"),
]


@pytest.mark.parametrize(("mine", "typed"), DIFFERENT)
def test_another_name_is_not_the_person(mine, typed):
    assert not me(mine).matches(name(typed))


def test_nobody_is_the_person_where_no_name_is_known():
    identity = me()
    assert not identity
    assert not identity.matches(name("Favre, Ketevan"))
    assert identity.matches(name("Favre, Ketevan", roles=("self",)))


def test_the_profile_names_the_person():
    identity = me(
        profile={
            "name": "Ketevan Tsikhiseli Favre",
            "prefix": "Dr.",
            "family_name": "Tsikhiseli Favre",
            "native_name": "ქეთევან ფავრე",
            "other_names": ["Keto Favre", "K. Brunner"],
        }
    )
    typed = [
        "Tsikhiseli Favre, K.",
        "ფავრე, ქეთევან",
        "Favre, Keto",
        "Brunner, Ketevan",
        "Favre, Ketevan",
        "Favre, Dr.",
    ]
    assert [identity.matches(name(one)) for one in typed] == [True, True, True, True, False, False]


def test_the_family_may_stand_first_in_the_profile():
    identity = me(profile={"name": "Vlist Jan Piet", "family_name": "Vlist"})
    assert identity.matches(name("Vlist, J. P."))
    assert not identity.matches(name("Piet, V."))


def test_names_in_the_setting_take_the_place_of_the_profiles():
    profile = {"name": "Ketevan Favre"}
    assert not me("Ana Petrov", profile).matches(name("Favre, Ketevan"))
    assert me(["Ana Petrov", "Ketevan Favre"], profile).matches(name("Favre, Ketevan"))
    assert me({"exclude": ["x"]}, profile).matches(name("Favre, Ketevan"))


ORCID = "0000-0002-1825-0097"
OTHER_ORCID = "0000-0001-5109-3700"


@pytest.mark.parametrize(
    ("setting", "contact"),
    [
        ({"orcid": f"https://orcid.org/{ORCID}"}, {"orcid": OTHER_ORCID}),
        (None, {"orcid": ORCID}),
        (["Ketevan Favre", ORCID], None),
    ],
)
def test_an_orcid_decides(setting, contact):
    identity = me(setting, {"name": "Ketevan Favre"}, contact)
    assert identity.matches(name("Brunner, A.", orcid=ORCID))
    assert not identity.matches(name("Favre, Ketevan", orcid=OTHER_ORCID))
    assert identity.matches(name("Favre, Ketevan"))


def test_who_has_no_orcid_is_found_by_name_even_if_the_author_has_one():
    assert me("Ketevan Favre").matches(name("Favre, Ketevan", orcid=OTHER_ORCID))


def test_a_corporation_is_the_person_only_if_it_is_listed_in_full():
    assert not me("Ketevan Favre").matches(Name("Favre", is_corporate=True))
    assert not me("Ketevan Favre").matches(Name("Favre, K.", is_corporate=True))
    assert me("Ketevan Favre").matches(Name("Ketevan Favre", is_corporate=True))
    assert me(["Ketevan Favre", "The Ararat Survey"]).matches(Name("The Ararat Survey", is_corporate=True))


def test_what_is_excluded_is_not_the_persons():
    identity = me({"names": "Wen Li", "exclude": ["li2019", "W. X. Li", "Lì, Wen"]})
    assert identity.matches(name("Li, W."), "li2020")
    assert not identity.matches(name("Li, W."), "li2019")
    assert not identity.matches(name("Li, W. X."))
    assert not identity.matches(name("Lì, Wen"))
    assert identity.matches(name("Li, Wen"))
    assert identity.matches(name("Li, W.", roles=("self",)), "li2019")


def test_in_one_entry_the_best_match_is_the_person():
    def found(*typed: Name) -> tuple[int, ...]:
        return me({"names": "Wen Li", "orcid": ORCID}).found_in(Names(typed))

    assert found(name("Brunner, A."), name("Li, W."), name("Li, Wen")) == (2,)
    assert found(name("Li, W."), name("Brunner, A.")) == (0,)
    assert found(name("Li, Wen"), name("Li, W.", orcid=ORCID)) == (1,)
    assert found(name("Li, Wen", orcid=ORCID), name("Brunner, A.", roles=("self",))) == (1,)
    assert found(name("Li, W."), name("Li, W.")) == (0, 1)
    assert found(name("Brunner, A.")) == ()
    assert found() == ()


FORM = 'write a name, a list of names, or {"names": [...], "orcid": "...", "exclude": [...]}'


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        (42, f"homepage_me has 42, which is not a text; {FORM}"),
        (["Wen Li", None], f"homepage_me has None, which is not a text; {FORM}"),
        ("?!", f'homepage_me has "?!", which is no name; {FORM}'),
        ({"name": "Wen Li"}, 'homepage_me has no "name"; did you mean "names"?'),
        ({"exclude": 3}, 'homepage_me has 3, which is not a text; write "exclude" as a list of texts'),
        (
            {"orcid": "0000-0002-1825-0098"},
            'homepage_me: "0000-0002-1825-0098" is not an ORCID iD: its last digit does not fit the others; '
            "compare it with the one on your ORCID page",
        ),
    ],
)
def test_a_wrong_setting_is_said_and_the_rest_of_it_is_used(setting, message):
    identity, problems = identity_of(setting, Profile(name="Ana Petrov"), None)
    assert [(problem.code, problem.message, problem.position) for problem in problems] == [
        (Code.SETTING, message, None)
    ]
    assert identity.matches(name("Li, Wen" if setting == ["Wen Li", None] else "Petrov, Ana"))


LATIN = (
    "Ana",
    "A.",
    "Aña",
    "Jörg",
    "Joerg",
    "Jorg",
    "J",
    "JP",
    "Jean-Pierre",
    "Åse",
    "Aase",
    "Se",
    "Æa",
    "Ea",
)
OTHERS = ("van", "De", "y", "Li", "LI", "Lì", "Jr", "-", "山", "山田", "か", "Ко", "Ю", "ja")
WORDS = st.sampled_from(LATIN + OTHERS)
PARTS = st.lists(WORDS, max_size=3).map(" ".join)
NAMES = st.builds(Name, PARTS, PARTS, st.sampled_from(["", "van", "de la"]), st.just("")) | st.builds(
    Name, PARTS, st.just(""), st.just(""), st.just(""), is_corporate=st.just(True)
)


@given(NAMES, NAMES)
def test_the_quick_look_loses_nobody(typed, listed):
    people = People([Person((listed,))])
    assert people.find(typed) == ({0: found} if (found := strength(typed, listed)) else {})


@given(st.lists(WORDS.filter("-".__ne__), min_size=1, max_size=3).map(" ".join), PARTS)
def test_a_name_is_its_own(family, given_name):
    typed = Name(family, given_name)
    assert strength(typed, typed) in (LISTED, FULL)


@pytest.mark.parametrize("part", ["a", "é", "ø", "- ", "(a) ", "A B ", "K.", "山", "van ", "'", ", "])
def test_a_huge_name_takes_no_time(part):
    huge = part * 100_000
    started = time.process_time()
    identity, _ = identity_of(["Ketevan Favre", huge], None, None)
    for typed in (Name(huge), Name("Favre", huge), Name(huge, huge, huge, is_corporate=True)):
        identity.matches(typed)
    assert time.process_time() - started < 1
