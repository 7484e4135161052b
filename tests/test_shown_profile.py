"""``:show: summary``: of the profile, a page shows the summary alone."""

from __future__ import annotations

import json

CV = """\
profile:
  name: Rangi Tāwhiri
  headline: Volcanologist
  summary: I listen to *mountains*.
contact: {email: rangi@tawhiri.example.org}
"""


def test_a_page_may_show_of_the_profile_its_summary_alone(build):
    page = "# Rangi Tāwhiri\n\n:::{profile}\n:show: summary\n:::\n"
    settings = {"homepage_data": "cv.yaml", "homepage_exports": ["json-resume"]}
    site = build({"index.md": page, "cv.yaml": CV}, **settings)
    assert site.warnings == []
    assert "<em>mountains</em>" in site.html()
    assert "Volcanologist" not in site.html()
    resume = json.loads((site.outdir / "resume.json").read_text("utf-8"))
    assert "I listen" in resume["basics"]["summary"]
    assert "label" not in resume["basics"]


def test_what_two_pages_show_of_the_profile_is_published_together(build):
    page = "# Rangi Tāwhiri\n\n:::{profile}\n:show: summary\n:::\n\n:::{toctree}\nzz\n:::\n"
    files = {"index.md": page, "zz.md": "# CV\n\n:::{profile}\n:::\n", "cv.yaml": CV}
    site = build(files, homepage_data="cv.yaml", homepage_exports=["json-resume"])
    basics = json.loads((site.outdir / "resume.json").read_text("utf-8"))["basics"]
    assert (basics["name"], basics["label"]) == ("Rangi Tāwhiri", "Volcanologist")


def test_a_profile_without_a_summary_and_one_that_is_typed_have_none_to_show(build):
    page = "# R\n\n:::{profile}\n:show: summary\n:::\n\n:::{profile} Rangi\n:show: summary\n:::\n"
    site = build({"index.md": page, "cv.yaml": "profile:\n  name: Rangi\n"}, homepage_data="cv.yaml")
    assert [(warned.path, warned.line, warned.code) for warned in site.warnings] == [
        ("cv.yaml", 2, "homepage.no-entries"),
        ("index.md", 8, "homepage.directive-option"),
    ]
