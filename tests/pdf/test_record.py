"""The record that rides along is what the PDF shows of a person, wherever it was typed, and nothing else."""

from __future__ import annotations

import json
import re

import pytest

pytest.importorskip("pypdf")

PDF = {"homepage_pdf": {"index": "cv.pdf"}}


def resume_of(site, name="cv.pdf"):
    from sphinx_homepage.pdf.attachment import read_record

    data = read_record((site.outdir / name).read_bytes())
    return {} if data is None else json.loads(data)


TYPED = """# CV

:::{profile} Sione Tuʻipulotu
:headline: Surveyor
:::

:::{contact}
:email: sione@example.org
:phone: "+676 000 000"
:::

::::{experience} Harbour Board
:position: Engineer
:start: 2019-03
:keywords: [tides]
:tags: [hiddentag]

Keeps the *charts*.

- Dredged the bar.

:::{project} Lighthouse
:start: 2020

- Painted it.
:::
::::

:::{awards}
- {title: Compass, amount: hiddenamount, private: [amount], x-why: hiddenextra}
- {title: Anchor, only: web}
- {title: Sextant, only: pdf}
:::

:::{skills}
- Soundings
- Knots
:::

:::{award} Barometer
:only: pdf
:::

:::{award} Lantern
:only: web
:::
"""


def test_what_is_typed_on_the_page_rides_along(build):
    site = build({"index.md": TYPED}, **PDF)
    assert site.warnings == []
    resume = resume_of(site)
    assert {key: resume["basics"][key] for key in ("name", "label", "email")} == {
        "name": "Sione Tuʻipulotu",
        "label": "Surveyor",
        "email": "sione@example.org",
    }
    (work,) = resume["work"]
    assert (work["name"], work["position"], work["startDate"]) == ("Harbour Board", "Engineer", "2019-03")
    assert (work["summary"], work["highlights"]) == ("Keeps the *charts*.", ["Dredged the bar."])
    assert [project["name"] for project in resume["projects"]] == ["Lighthouse"]
    assert [award["title"] for award in resume["awards"]] == ["Compass", "Sextant", "Barometer"]
    assert [skill["name"] for skill in resume["skills"]] == ["Soundings", "Knots"]
    assert re.findall("hidden|676|Anchor|Lantern", json.dumps(resume)) == []


def test_what_no_page_shows_is_not_even_in_the_page_as_it_was_read(build):
    site = build({"index.md": TYPED}, **PDF)
    stored = b"".join(path.read_bytes() for path in site.app.doctreedir.rglob("*") if path.is_file())
    for token in (b"hiddenextra", b"hiddenamount", b"676 000", b"hiddentag"):
        assert token not in stored


@pytest.mark.parametrize("parallel", [1, 4])
def test_it_is_the_same_record_wherever_it_is_typed(build, parallel):
    data = """
profile: {name: Sione Tuʻipulotu, headline: Surveyor}
experience:
- organization: Harbour Board
  position: Engineer
  start: 2019-03
  highlights: [Dredged the bar.]
- {organization: Never shown, start: 2001, end: 2002}
awards: [Compass, {title: Sextant, date: 2011}]
"""
    from_file = "# CV\n\n:::{profile}\n:::\n\n:::{experience}\n:limit: 1\n:::\n\n:::{awards}\n:::\n"
    on_page = """# CV

:::{profile} Sione Tuʻipulotu
:headline: Surveyor
:::

:::{experience} Harbour Board
:position: Engineer
:start: 2019-03

- Dredged the bar.
:::

:::{award} Compass
:::
:::{award} Sextant
:date: 2011
:::
"""
    more = {f"p{number}.md": f"---\norphan: true\n---\n# P{number}\n" for number in range(8)}
    files = {"index.md": from_file, "typed.md": on_page, "cv.yaml": data, **more}
    site = build(
        files,
        parallel=parallel,
        homepage_data="cv.yaml",
        homepage_pdf={"index": "a.pdf", "typed": "b.pdf"},
        suppress_warnings=["toc.not_included"],
    )
    assert site.warnings == []
    assert resume_of(site, "a.pdf") == resume_of(site, "b.pdf")
    assert resume_of(site, "a.pdf")["work"][0]["name"] == "Harbour Board"


def test_an_entry_that_is_shown_twice_rides_along_once(build):
    page = "# CV\n\n:::{awards}\n:::\n\n## Again\n\n:::{awards}\n:limit: 1\n:::\n"
    site = build({"index.md": page, "cv.yaml": "awards: [One, Two]\n"}, homepage_data="cv.yaml", **PDF)
    assert [award["title"] for award in resume_of(site)["awards"]] == ["One", "Two"]


def test_a_profile_of_the_web_and_one_of_the_pdf_do_not_mix(build):
    page = """# CV

:::{profile} Webname
:only: web
:::
:::{profile} Papername
:only: pdf
:::
"""
    assert resume_of(build({"index.md": page}, **PDF))["basics"]["name"] == "Papername"


@pytest.mark.parametrize("is_asked", [False, True])
def test_private_fields_ride_in_no_pdf_even_where_it_shows_them(build, is_asked):
    page = "# CV\n\n:::{profile}\n:::\n\n:::{contact}\n:::\n"
    data = (
        "profile: {name: Ana Petrov, pronouns: secretword, private: [pronouns, name]}\n"
        "contact: {email: ana@example.org, phone: secretphone}\n"
    )
    site = build({"index.md": page, "cv.yaml": data}, homepage_data="cv.yaml", **PDF)
    site = build(homepage_pdf_private=is_asked)
    resume = json.dumps(resume_of(site))
    assert "secret" not in resume
    assert "Petrov" not in resume
    assert "ana@example.org" in resume


def test_a_phone_that_is_shown_is_read_back_as_one_that_is(build):
    from sphinx_homepage.model.text import Text
    from sphinx_homepage.sources.record import load_record

    page = "# CV\n\n:::{contact}\n:phone: +676 000 000\n:private: []\n:::\n"
    site = build({"index.md": page}, **PDF)
    resume = resume_of(site)
    assert resume["basics"]["phone"] == "+676 000 000"
    (site.srcdir / "resume.json").write_text(json.dumps(resume))
    record, problems = load_record([Text("resume.json")], site.srcdir)
    assert problems == []
    assert record.contact.published().phone == ("+676 000 000",)


def test_the_organization_that_a_profile_takes_from_its_experience_is_said_once(build):
    page = "# CV\n\n:::{profile}\n:::\n\n:::{experience}\n:::\n"
    data = "profile: {name: Ana Petrov}\nexperience: [{organization: Atlas House, start: 2020}]\n"
    site = build({"index.md": page, "cv.yaml": data}, homepage_data="cv.yaml", **PDF)
    resume = resume_of(site)
    assert "Atlas House" not in json.dumps(resume["basics"])
    assert resume["work"][0]["name"] == "Atlas House"


def test_what_stands_in_books_alone_does_not_ride_along(build):
    page = """CV
==

.. experience:: Harbour Board

   Words.

   .. only:: latex

      .. project:: Booksecret

   .. project:: Lighthouse

.. only:: latex

   .. award:: Booksecret
"""
    resume = resume_of(build({"index.rst": page}, **PDF))
    assert [project["name"] for project in resume["projects"]] == ["Lighthouse"]
    assert "Booksecret" not in json.dumps(resume)


def test_publications_ride_along_with_the_entries_that_are_typed(build):
    page = """# CV

:::{publications}
- {title: Tides of Tongatapu, year: 2020}
:::

:::{publication} Reefs
:year: 2021
:::

:::{publication} Hidden shoals
:only: web
:::
"""
    resume = resume_of(build({"index.md": page}, **PDF))
    assert [item["name"] for item in resume["publications"]] == ["Tides of Tongatapu", "Reefs"]


def test_a_page_of_words_alone_carries_nothing(build):
    assert resume_of(build({"index.md": "# CV\n\nWords.\n"}, **PDF)) == {}


def test_other_builders_print_nothing_of_it(build):
    plain = build({"index.md": TYPED}, "xml")
    before = (plain.outdir / "index.xml").read_text("utf-8")
    after = (build(None, "xml", **PDF).outdir / "index.xml").read_text("utf-8")
    added = {*re.findall(r"\w+", after)} - {*re.findall(r"\w+", before)}
    assert added <= {"hp_pdf_only", "hp", "only", "web"}
