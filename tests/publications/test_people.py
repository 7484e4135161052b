"""Who stands behind a publication: the person, those who are marked or have a page, others, folded."""

from __future__ import annotations

import re

import pytest

PAGE = "# Test\n\n:::{publications}\n:hide: bibtex\n:::\n"
ME = "Ilse Moravcová"


def authors(of_class, parsed, site):
    """Return the line of authors of each publication, as markup."""
    found = re.findall(r'<div class="hp-pub-authors">(.*?)</div>', site.body(), re.DOTALL)
    assert len(found) == len(of_class(parsed(site.body()), "hp-pub-authors"))
    return found


def test_the_own_name_is_marked_however_it_is_written(publish, entry, of_class, parsed):
    spellings = [
        "Moravcová, Ilse",
        "I. Moravcov{\\'a}",
        "Moravcova, I",
        "Moravcová Ilse",
        "Otto Moravcová",
        "伊尔莎",
    ]
    bib = "".join(entry(f"k{number}", author=name) for number, name in enumerate(spellings))
    data = f"profile:\n  name: {ME}\n  other_names: [伊尔莎, Moravcová Ilse]\n"
    site = publish(
        {"index.md": PAGE.replace(":hide", ":sort: typed\n:hide"), "cv.yaml": data},
        bib,
        homepage_data="cv.yaml",
        suppress_warnings=["homepage.bib-not-mine"],
    )
    mine = '<strong class="hp-me">{}</strong>'.format
    assert authors(of_class, parsed, site) == [
        mine("Ilse Moravcová"),
        mine("I. Moravcová"),
        mine("I Moravcova"),
        mine("Moravcová Ilse"),
        "Otto Moravcová",
        mine("伊尔莎"),
    ]


def test_the_setting_counts_before_the_profile_and_namesakes_can_be_excluded(
    publish, entry, of_class, parsed
):
    bib = (
        entry("a", author="Ilse Moravcová")
        + entry("b", author="Ilse Moravcová")
        + entry("c", author="Z. Novak")
    )
    site = publish(
        {
            "index.md": PAGE.replace(":hide", ":sort: typed\n:hide"),
            "cv.yaml": "profile: {name: Nobody Else}\n",
        },
        bib,
        homepage_data="cv.yaml",
        homepage_me={"names": [ME, "Zora Novak"], "exclude": ["b"]},
        suppress_warnings=["homepage.bib-not-mine"],
    )
    assert authors(of_class, parsed, site) == [
        '<strong class="hp-me">Ilse Moravcová</strong>',
        "Ilse Moravcová",
        '<strong class="hp-me">Z. Novak</strong>',
    ]


def test_the_signs_of_authors_are_explained_below_the_list(publish, entry, of_class, parsed, text_of):
    bib = entry(
        "a",
        author=f"{ME} and Ravi Anand and Tariq Oyelaran",
        **{"author+an": "1=equal; 2=equal,corresponding; 3=student"},
    )
    site = publish(PAGE, bib, homepage_me=ME, warning_is_error=True)
    assert authors(of_class, parsed, site) == [
        '<strong class="hp-me">Ilse Moravcová</strong><sup>*</sup>, Ravi Anand<sup>*†</sup>, '
        "Tariq Oyelaran<sup>‡</sup>"
    ]
    (legend,) = of_class(parsed(site.body()), "hp-legend")
    assert text_of(legend) == "* Equal contribution, † Corresponding author, ‡ Student"


def test_a_list_without_signs_has_no_legend(publish, entry):
    assert "hp-legend" not in publish(PAGE, entry("a", author=ME), warning_is_error=True).body()


NAMES = [f"Name{number}, N." for number in range(1, 190)]


def test_many_authors_are_folded_around_the_person(publish, entry, of_class, parsed, text_of):
    people = [*NAMES]
    people[96] = "Moravcová, Ilse"
    site = publish(PAGE, entry("a", author=" and ".join(people)), homepage_me=ME, warning_is_error=True)
    (line,) = of_class(parsed(site.body()), "hp-pub-authors")
    folds = [(text_of(fold.find("summary")), text_of(fold)) for fold in line.iter("details")]
    assert "Ilse Moravcová (author 97 of 189)" in text_of(line)
    total = sum(int(summary.split()[0]) for summary, _ in folds)
    shown = text_of(line)
    for fold in folds:
        shown = shown.replace(fold[1], "")
    visible = [name for name in shown.split(",") if "N." in name or "Ilse" in name]
    assert total + len(visible) == 189
    assert all(int(summary.split()[0]) > 1 for summary, _ in folds)
    hidden = [name for _, names in folds for name in names.split(" more ")[1].split(", ")]
    assert len(hidden) == total


@pytest.mark.parametrize(
    ("option", "is_folded"),
    [(":max-authors: 0", False), (":max-authors: 200", False), (":max-authors: 3", True)],
)
def test_how_many_authors_are_shown_is_the_person_s_choice(
    publish, entry, parsed, of_class, option, is_folded
):
    site = publish(
        PAGE.replace(":hide", f"{option}\n:hide"),
        entry("a", author=" and ".join(NAMES)),
        warning_is_error=True,
    )
    (line,) = of_class(parsed(site.body()), "hp-pub-authors")
    assert bool([*line.iter("details")]) is is_folded


@pytest.mark.parametrize("count", [9, 10, 11, 12, 13])
def test_never_is_one_author_alone_folded(publish, entry, parsed, of_class, text_of, count):
    site = publish(PAGE, entry("a", author=" and ".join(NAMES[:count])), warning_is_error=True)
    (line,) = of_class(parsed(site.body()), "hp-pub-authors")
    assert [
        text_of(fold.find("summary"))
        for fold in line.iter("details")
        if text_of(fold.find("summary")) == "1 more"
    ] == []


def test_others_are_et_al_and_editors_are_said_to_be_editors(publish, entry, of_class, parsed, text_of):
    bib = (
        entry("a", author=f"{ME} and others")
        + entry("b", "proceedings", editor=f"{ME} and Ravi Anand")
        + entry("c", "proceedings", editor=ME)
        + entry("d", author="{The Roof Collaboration}")
    )
    site = publish(PAGE.replace(":hide", ":sort: typed\n:hide"), bib)
    assert [text_of(line) for line in of_class(parsed(site.body()), "hp-pub-authors")] == [
        "Ilse Moravcová, et al.",
        "Ilse Moravcová, Ravi Anand (editors)",
        "Ilse Moravcová (editor)",
        "The Roof Collaboration",
    ]


def test_marks_and_pages_of_others(publish, entry, of_class, parsed):
    files = {
        "index.md": PAGE,
        "coauthors.yml": '"Anand":\n- firstname: ["Ravi", "R."]\n  url: https://anand.example.org\n',
    }
    bib = entry("a", author=f"{ME} and R. Anand and Tariq Oyelaran and Bo Anand")
    site = publish(
        files,
        bib,
        homepage_me=ME,
        homepage_coauthors="coauthors.yml",
        homepage_marks={"student": ["Tariq Oyelaran", ME]},
        warning_is_error=True,
    )
    assert authors(of_class, parsed, site) == [
        '<strong class="hp-me hp-student">Ilse Moravcová</strong>, '
        '<a href="https://anand.example.org">R. Anand</a>, '
        '<span class="hp-student">Tariq Oyelaran</span>, Bo Anand'
    ]


def test_a_venue_s_badge_has_its_colour_and_its_page(publish, entry, parsed, of_class):
    files = {
        "index.md": PAGE,
        "venues.yml": '"ICIL":\n  url: https://icil.example.org\n  color: "#FFD700"\n'
        '"Wrong":\n  color: "nocolour"\n',
    }
    bib = entry("a", abbr="ICIL") + entry("b", abbr="Unknown {\\&} Co") + entry("c", abbr="Wrong")
    site = publish(files, bib, homepage_venues="venues.yml")
    tree = parsed(site.body())
    badges = of_class(tree, "hp-badge")
    assert [(badge.text, badge.get("data-badge"), badge.get("style")) for badge in badges] == [
        ("ICIL", "ffd700", None),
        ("Unknown & Co", None, None),
        ("Wrong", None, None),
    ]
    rules = (site.outdir / "_static" / "sphinx-homepage-publications.css").read_text("utf-8")
    assert [line for line in rules.splitlines() if "data-badge" in line] == [
        '[data-badge="ffd700"] { --hp-badge: #ffd700; --hp-badge-ink: #000000; }'
    ]
    assert [node.get("href") for node in tree.iter("a") if badges[0] in [*node]] == [
        "https://icil.example.org"
    ]
    assert [(said.path, said.line, said.column, said.code) for said in site.warnings] == [
        ("venues.yml", 5, 11, "homepage.color")
    ]


# Whose publications these are


def test_an_own_entry_in_which_nobody_is_the_person_is_said(publish, places, entry):
    bib = entry("a", author=ME) + entry("b", author="Ravi Anand")
    site = publish(PAGE, bib, homepage_me=ME)
    assert places(site) == [("papers.bib", 5, 1, "homepage.bib-not-mine")]
    assert "'b'" in site.warnings[0].message


def test_where_nobody_is_found_at_all_it_is_said_once(publish, places, entry):
    bib = entry("a", author="Bo Anand") + entry("b", author="Ravi Anand")
    site = publish(PAGE, bib, homepage_me=ME)
    assert places(site) == [("papers.bib", 1, 1, "homepage.bib-not-mine")]
    assert site.warnings[0].message.startswith("none of the 2 publications has an author who is the person")


def test_without_a_person_nothing_is_said(publish, entry):
    publish(PAGE, entry("a", author="Bo Anand"), warning_is_error=True)


@pytest.mark.parametrize("bibliography", [["papers.bib"], []])
@pytest.mark.parametrize(
    ("setting", "value"), [("homepage_me", {"name": ME}), ("homepage_marks", {"two words": [ME]})]
)
def test_a_wrong_setting_is_said_at_its_place(publish, places, entry, setting, value, bibliography):
    data = f"publications: [{{title: A, author: [{ME}]}}]\n"
    site = publish(
        {"index.md": PAGE, "cv.yaml": data},
        entry("a", author=ME),
        homepage_data="cv.yaml",
        homepage_bibliography=bibliography,
        **{setting: value},
    )
    assert [(path, code) for path, _, _, code in places(site)] == [("conf.py", "homepage.setting")]
    line = (site.srcdir / "conf.py").read_text("utf-8").splitlines()[site.warnings[0].line - 1]
    assert line.startswith(setting)
