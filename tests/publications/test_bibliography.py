"""What the person's files say together: which publications are theirs, and which page is about them."""

from __future__ import annotations

PAGE = "# Papers\n\n:::{publications}\n:::\n"


def test_proceedings_that_others_inherit_from_are_listed_only_if_they_are_the_person_s(
    publish, titles, entry
):
    bib = (
        entry("talk", "inproceedings", author="Ilse Moravcová", crossref="theirs", year=2024)
        + entry("chapter", "inproceedings", author="Ilse Moravcová", crossref="hers", year=2023)
        + entry("theirs", "proceedings", editor="Ravi Anand", year=2024)
        + entry("hers", "proceedings", editor="Ilse Moravcová", year=2023)
    )
    site = publish(PAGE, bib, homepage_me="Ilse Moravcová", warning_is_error=True)
    assert titles(site.body()) == ["Title of talk", "Title of chapter", "Title of hers"]


def test_nothing_is_left_out_where_nobody_says_who_the_person_is(publish, titles, entry):
    bib = entry("talk", "inproceedings", author="Ilse Moravcová", crossref="theirs", year=2024)
    site = publish(PAGE, bib + entry("theirs", "proceedings", editor="Ravi Anand", year=2023))
    assert titles(site.body()) == ["Title of talk", "Title of theirs"]


def test_google_scholar_s_number_of_a_paper_becomes_a_link_where_the_contact_names_the_profile(
    publish, items, entry
):
    data = "profile:\n  name: Ilse Moravcová\ncontact:\n  google_scholar: AbCdEf12345J\n"
    bib = entry("lichen", author="Ilse Moravcová", google_scholar_id="qyhmnyLat1gC", year=2024)
    site = publish({"index.md": PAGE, "cv.yaml": data}, bib, homepage_data="cv.yaml", warning_is_error=True)
    (item,) = items(site.body())
    assert item.links == (
        (
            "Google Scholar",
            "https://scholar.google.com/citations?view_op=view_citation&citation_for_view="
            "AbCdEf12345J:qyhmnyLat1gC",
        ),
    )


def test_of_two_pages_that_show_all_the_fuller_one_is_the_one_to_refer_to(publish, parsed, entry):
    home = "# Home\n\n{pub}`lichen`\n\n:::{toctree}\n:glob:\n*\n:::\n"
    files = {
        "index.md": home,
        "a-cv.md": "# CV\n\n:::{publications}\n:style: compact\n:::\n",
        "papers.md": PAGE,
    }
    site = publish(files, entry("lichen", author="Ilse Moravcová", year=2024), warning_is_error=True)
    links = [link.get("href") for link in parsed(site.body("index")).iter("a")]
    assert "papers.html#lichen" in links
    assert "publications.bib" in site.body("papers")
    assert "publications.bib" not in site.body("a-cv")


def test_months_are_written_as_the_macros_that_every_style_knows(publish, entry):
    publish(PAGE, entry("lichen", author="Ilse Moravcová", year=2024, month="march", pages="1--2"))
    site = publish()
    assert (site.outdir / "publications.bib").read_text("utf-8") == (
        "@article{lichen,\n"
        "  title = {Title of lichen},\n"
        "  author = {Ilse Moravcová},\n"
        "  year = {2024},\n"
        "  month = mar,\n"
        "  pages = {1--2}\n"
        "}\n"
    )
