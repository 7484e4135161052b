"""Several sources in one record."""

from __future__ import annotations

from sphinx_homepage.importing.found import Found, Note
from sphinx_homepage.importing.merging import merged


def test_the_first_wins_and_the_rest_is_kept_and_noted():
    one = Found(data={"profile": {"name": "Ada Example"}, "contact": {"email": "ada@example.org"}})
    two = Found(
        data={
            "profile": {"name": "A. Example", "headline": "Weaver"},
            "contact": {"email": "ada@example.org"},
        }
    )
    result = merged([("one", one), ("two", two)])
    assert result.data == {
        "profile": {"name": "Ada Example", "x-name": "A. Example", "headline": "Weaver"},
        "contact": {"email": "ada@example.org"},
    }
    assert result.notes == [
        Note("two", None, "profile.name is that of an earlier source; this one is kept as profile.x-name")
    ]


def test_entries_follow_each_other_but_for_those_that_say_nothing_new():
    post = {"organization": "Lab", "position": "Weaver", "start": "2015"}
    one = Found(data={"experience": [post, {"organization": "Mill"}]}, comments={"experience[1]": "mine"})
    two = Found(
        data={"experience": [{"organization": "Lab", "start": "2015"}, {"organization": "Loom"}]},
        comments={"experience[1]": "theirs", "experience": "all"},
    )
    result = merged([("one", one), ("two", two)])
    assert result.data == {"experience": [post, {"organization": "Mill"}, {"organization": "Loom"}]}
    assert result.comments == {"experience[1]": "mine", "experience[2]": "theirs", "experience": "all"}


def test_bibliographies_are_all_named():
    one = Found(settings={"homepage_bibliography": ["a.bib"]}, data={"x-note": "a"})
    two = Found(settings={"homepage_bibliography": ["b.bib"]}, data={"x-note": "b"})
    result = merged([("one", one), ("two", two)])
    assert result.settings == {"homepage_bibliography": ["a.bib", "b.bib"]}
    assert result.data == {"x-note": "a", "x-note-2": "b"}
