"""Where the publications of a directive come from: settings, options, a YAML body, a single entry."""

from __future__ import annotations

import pytest

PAGE = "# Test\n\n:::{publications}\n:::\n"
ME = "Ilse Moravcová"


def test_rows_of_the_data_file_stand_among_the_entries_of_the_bib_file(publish, items, entry):
    data = f"""\
publications:
- {{title: In **between**, author: [{ME}], year: 2023, journal: Mosses, doi: 10.5555/x, id: row}}
"""
    site = publish(
        {"index.md": PAGE, "cv.yaml": data},
        entry("a", author=ME, year=2024) + entry("b", author=ME, year=2022),
        homepage_data="cv.yaml",
        warning_is_error=True,
    )
    assert [(item.id, item.title, item.venue, item.links) for item in items(site.body())] == [
        ("a", "Title of a", "2024", ()),
        ("row", "In between", "Mosses, 2023", (("DOI", "https://doi.org/10.5555/x"),)),
        ("b", "Title of b", "2022", ()),
    ]


def test_data_files_alone_are_enough(publish, items):
    site = publish(
        {
            "index.md": PAGE,
            "cv.yaml": "publications:\n- {title: One, date: 2020}\n- {title: Two, date: 2021}\n",
        },
        homepage_data="cv.yaml",
        homepage_bibliography=[],
        warning_is_error=True,
    )
    assert [item.title for item in items(site.body())] == ["Two", "One"]


def test_a_row_with_the_key_of_a_bib_entry_is_left_out_and_said(publish, items, places, entry):
    data = "publications:\n- title: Again\n  id: a\n  year: 2023\n"
    site = publish({"index.md": PAGE, "cv.yaml": data}, entry("a", year=2024), homepage_data="cv.yaml")
    assert [item.title for item in items(site.body())] == ["Title of a"]
    assert places(site) == [("cv.yaml", 2, 3, "homepage.bib-duplicate-key")]
    assert site.warnings[0].message == (
        "duplicate key 'a', which an entry in line 1 of papers.bib has already, so that this one is left "
        'out; give it another "id"'
    )


def test_files_of_the_option_are_shown_alone_and_several_are_one_list(publish, items, entry):
    files = {
        "index.md": "# Test\n\n:::{publications}\n:files: group/b.bib, c.bib\n:::\n",
        "group/b.bib": entry("b", year=2022),
        "c.bib": entry("c", year=2023),
    }
    site = publish(files, entry("a", year=2024), warning_is_error=True)
    assert [item.id for item in items(site.body())] == ["c", "b"]


def test_others_files_may_be_of_others_and_the_person_is_found_in_them(
    publish, items, entry, of_class, parsed
):
    files = {
        "index.md": "# Test\n\n:::{publications}\n:files: group.bib\n:::\n",
        "group.bib": entry("b", author="Ravi Anand") + entry("c", author=f"Ravi Anand and {ME}"),
    }
    site = publish(files, entry("a", author=ME), homepage_me=ME, warning_is_error=True)
    assert [mine.text for mine in of_class(parsed(site.body()), "hp-me")] == [ME]


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        (
            "none.bib",
            "file-missing",
            '"files" names "none.bib", and there is no such file in the source directory',
        ),
        (
            "../none.bib",
            "file-outside",
            '"files" names "../none.bib", which leaves the source directory; move the file into it',
        ),
    ],
)
def test_a_missing_file_of_the_option_is_said_there_and_the_others_are_shown(
    publish, items, places, entry, name, code, message
):
    page = f"# Test\n\n:::{{publications}}\n:files: papers.bib, {name}\n:::\n"
    site = publish(page, entry("a"), homepage_bibliography=[])
    assert places(site) == [("index.md", 4, 21, f"homepage.{code}")]
    assert site.warnings[0].message == message
    assert [item.id for item in items(site.body())] == ["a"]


def test_what_is_wrong_in_a_file_is_said_once_however_many_lists_show_it(publish, places, entry):
    block = ":::{publications}\n:files: group.bib\n:::\n"
    page = f"# Test\n\n{block}\n## Again\n\n{block}"
    files = {
        "index.md": page + "\n:::{toctree}\nx\n:::\n",
        "x.md": page,
        "group.bib": entry("b", year="20x4"),
    }
    site = publish(files, "")
    assert places(site).count(("group.bib", 3, 11, "homepage.bib-date")) == 1
    assert {path for path, *_ in places(site)} <= {"group.bib", "papers.bib"}


def test_a_missing_bib_file_is_said_at_the_setting(publish, places):
    site = publish(PAGE, homepage_bibliography=["none.bib"])
    assert places(site) == [("conf.py", 4, 27, "homepage.file-missing")]
    assert site.warnings[0].message == (
        'homepage_bibliography names "none.bib", and there is no such file in the source directory'
    )


def test_a_list_without_any_source_says_what_to_do(publish, places):
    site = publish(PAGE, homepage_bibliography=[])
    assert places(site) == [("index.md", 3, 1, "homepage.no-entries")]
    assert site.warnings[0].message == (
        '"publications" has no argument and no body, and homepage_bibliography names no file; '
        "name your .bib file there"
    )


def test_an_empty_file_is_said(publish, places):
    site = publish(PAGE, "% nothing yet\n")
    assert places(site) == [("index.md", 3, 1, "homepage.no-entries")]
    assert site.warnings[0].message == "there is no publication in papers.bib"


def test_options_that_leave_nothing_are_said(publish, places, entry):
    site = publish("# Test\n\n:::{publications}\n:kind: book\n:::\n", entry("a"))
    assert places(site) == [("index.md", 3, 1, "homepage.no-entries")]
    assert site.warnings[0].message == "the options leave no publication; loosen them"


# Typed into the page

BODY = """\
- title: Growth of *Xanthoria*
  author: [Ilse Moravcová, Ravi Anand]
  journal: Lichenology
  volume: 12
  year: 2024
  doi: 10.5555/1
  selected: true
- title: Moss
  type: phdthesis
  school: Nowhere
  date: 2012-05
"""
SHOWN = [
    (
        "Growth of Xanthoria",
        "Ilse Moravcová, Ravi Anand",
        "Lichenology 12, 2024",
        (("DOI", "https://doi.org/10.5555/1"),),
    ),
    ("Moss", "", "PhD thesis, Nowhere, May 2012", ()),
]


def facts(items, site):
    return [(item.title, item.authors, item.venue, item.links) for item in items(site.body())]


def test_a_yaml_body_is_a_list_as_a_bib_file_is(publish, items):
    site = publish(
        f"# Test\n\n:::{{publications}}\n{BODY}:::\n", warning_is_error=True, homepage_bibliography=[]
    )
    assert facts(items, site) == SHOWN


def test_options_select_in_a_yaml_body(publish, items):
    body = BODY.rstrip().replace("\n", "\n")
    page = f"# Test\n\n:::{{publications}}\n:sort: oldest\n:limit: 1\n\n{body}\n:::\n"
    site = publish(page, warning_is_error=True, homepage_bibliography=[])
    assert facts(items, site) == SHOWN[1:]


ONE = """\
:::{publication} Growth of *Xanthoria*
:author: [Ilse Moravcová, Ravi Anand]
:journal: Lichenology
:volume: 12
:year: 2024
:doi: 10.5555/1
:id: growth

Written in a **cold** summer, see {pub}`growth`.

- It grows.
:::
"""


def test_one_entry_has_its_fields_as_options_and_what_the_page_says_as_body(publish, items, parsed, text_of):
    site = publish(f"# Test\n\n{ONE}", warning_is_error=True, homepage_bibliography=[])
    assert facts(items, site) == SHOWN[:1]
    tree = parsed(site.body())
    assert [node.text for node in tree.iter("strong")] == ["cold"]
    assert [text_of(node) for node in tree.iter("li") if not node.get("class")] == ["It grows."]
    assert [node.get("href") for node in tree.iter("a") if node.get("href") == "#growth"] == ["#growth"]


RST_BODY = "".join(f"   {line}\n" for line in BODY.splitlines())
RST_ONE = """\
.. publication:: Growth of *Xanthoria*
   :author: [Ilse Moravcová, Ravi Anand]
   :journal: Lichenology
   :volume: 12
   :year: 2024
   :doi: 10.5555/1
   :id: growth

   Written in a **cold** summer, see :pub:`growth`.

   - It grows.
"""


@pytest.mark.parametrize(
    ("markdown", "rst"),
    [
        (f":::{{publications}}\n{BODY}:::\n", f".. publications::\n\n{RST_BODY}"),
        (ONE, RST_ONE),
        (
            ":::{publications}\n:group-by: type, year\n:style: cards\n:show: keywords\n:search:\n:::\n",
            ".. publications::\n   :group-by: type, year\n   :style: cards\n"
            "   :show: keywords\n   :search:\n",
        ),
    ],
)
def test_the_same_facts_give_the_same_page_in_both_formats(publish, parsed, entry, markdown, rst):
    """Only the first page, as good as the other, has the link to all; a publication alone has none."""
    bib = entry("a", author=ME, year=2024, keywords="x") + entry("b", "book", editor=ME, year=2020)
    site = publish(
        {"index.md": f"# Test\n\n{markdown}\n:::{{toctree}}\nr\n:::\n", "r.rst": f"Test\n====\n\n{rst}"},
        bib,
        warning_is_error=True,
    )

    def block(html):
        start = html.index('<div class="hp-block')
        end = html.index('<div class="toctree') if "toctree-wrapper" in html else html.rindex("</section>")
        return html[start:end].strip()

    download = '<p class="hp-more"><a download="" href="publications.bib">Download all as BibTeX</a></p>\n'
    first, second = block(site.body()), block(site.body("r"))
    assert (first.replace(download, ""), first.count(download)) == (second, int(markdown != ONE))


# A .bib file as people have them

NASTY = r"""
---
title: from Jekyll
---
Some words before.
@comment{not shown, author = {x}}
@preamble{"\newcommand{\x}{y}"}
@string(j = "Journal of" # { Troubles})
@article{good, author = {Ilse Moravcov{\'a}}, title = {Good}, journal = j, year = 2024}
@article{twice, author = {Ilse Moravcov{\'a}}, title = {Twice}, title = {Not this}, year = 2023}
@article{good, author = {Somebody}, title = {Same key}, year = 2022}
@ARTICLE (round, author = "Ilse Moravcov{\'a}", title = "In (round) ones", year = 2021)
@article{comma, author = {Ilse Moravcov{\'a}} title = {A comma is missing}, year = 2020}
@article{monthly, author = {Ilse Moravcov{\'a}}, title = {Month}, month = nonsense, year = 2019}
@article{yearless, author = {Ilse Moravcov{\'a}}, title = {No year}}
@article{nobody, title = {No author}, year = 2018}
@article{untitled, author = {Ilse Moravcov{\'a}}, year = 2017}
@strange{odd, author = {Ilse Moravcov{\'a}}, title = {Odd \unknown{type} and <b>field</b>},
  colour = {red}, year = 2016}
@article{, author = {Ilse Moravcov{\'a}}, title = {No key}, year = 2015}
@inproceedings{child, author = {Ilse Moravcov{\'a}}, title = {Child}, crossref = {nowhere}, year = 2014}
@@article{double, author = {Ilse Moravcov{\'a}}, title = {Double at}, year = 2013}
@article{names, author = {Moravcov{\'a}, Ilse, Jr, PhD, X and , and and others}, title = {Names}, year = 2012}
@article{doi, author = {Ilse Moravcov{\'a}}, title = {Identifiers}, doi = {not a doi},
  url = {javascript:alert(1)}, year = 2011}
@article{file, author = {Ilse Moravcov{\'a}}, title = {Files}, pdf = {none.pdf},
  preview = {none.png}, year = 2010}
@article{math, author = {Ilse Moravcov{\'a}}, title = {Math $x^2 and $\frac{1}{$}, year = 2009}
@article{open, author = {Ilse Moravcov{\'a}}, title = {Never closed, year = 2008
@article{last, author = {Ilse Moravcov{\'a}}, title = {Last}, year = 2007}
"""
SHOWN_OF_NASTY = {
    *("Good", "Twice", "In (round) ones", "A comma is missing", "Month", "No year", "No author", "untitled"),
    *("No key", "Child", "Double at", "Names", "Identifiers", "Files", "Last"),
}


@pytest.mark.parametrize("builder", ["html", "text"])
def test_every_entry_is_shown_whatever_is_wrong_with_it(publish, items, builder):
    site = publish(PAGE, NASTY, builder, homepage_me=ME)
    assert site.statuscode == 0
    shown = {item.title for item in items(site.body())} if builder == "html" else set()
    assert SHOWN_OF_NASTY - (shown or {title for title in SHOWN_OF_NASTY if title in site.text()}) == set()
    if builder == "html":
        assert len(items(site.body())) == 18
        assert "Odd type and <b>field</b>" in shown
    assert {said.path for said in site.warnings} == {"papers.bib"}
    assert all(said.line and said.column and said.excerpt for said in site.warnings)


def test_each_thing_that_is_wrong_has_its_code(publish):
    site = publish(PAGE, NASTY, homepage_me=ME)
    assert {said.code for said in site.warnings} == {
        "homepage.bib-syntax",
        "homepage.bib-string",
        "homepage.bib-duplicate-field",
        "homepage.bib-duplicate-key",
        "homepage.bib-crossref",
        "homepage.bib-name",
        "homepage.bib-date",
        "homepage.bib-title",
        "homepage.bib-tex",
        "homepage.bib-identifier",
        "homepage.bib-not-mine",
        "homepage.file-missing",
        "homepage.url",
    }


def test_pictures_in_the_words_of_a_publication_are_published(publish, parsed, places, entry):
    """Fields that al-folio has in Markdown, and those of a data file, may hold pictures."""
    data = """\
publications:
- title: Row
  id: row
  year: 2020
  selected: true
  abstract: "See ![a plot](pictures/plot.png), ![none](none.png) and ![far](https://example.org/far.png)."
"""
    files = {
        "sub/list.md": PAGE,
        "index.md": "# Home\n\n:::{toctree}\nsub/list\n:::\n",
        "cv.yaml": data,
        "pictures/plot.png": b"\x89PNG\r\n\x1a\n",
    }
    bib = entry("a", year=2024, award="Won ![a cup](pictures/plot.png)")
    site = publish(files, bib, homepage_data="cv.yaml")

    def images(docname):
        return [(node.get("src"), node.get("alt")) for node in parsed(site.body(docname)).iter("img")]

    assert images("sub/list") == [
        ("../_images/plot.png", "a cup"),
        ("../_images/plot.png", "a plot"),
        ("https://example.org/far.png", "far"),
    ]
    assert images("publications/row/index") == [
        ("../../_images/plot.png", "a plot"),
        ("https://example.org/far.png", "far"),
    ]
    assert (site.outdir / "_images" / "plot.png").is_file()
    assert ", none and" in site.body("sub/list")
    assert {(path, code) for path, _, _, code in places(site)} == {("cv.yaml", "image.not_readable")}
    for builder in ("epub", "latex", "text", "singlehtml"):
        settings = {"version": "1", "copyright": "A", "language": "en"}
        assert publish({}, builder=builder, **settings).statuscode == 0


def test_a_warning_about_a_bib_file_quotes_the_line(publish):
    site = publish(PAGE, "@article{a,\n  title = {A},\n  year = {2x24},\n}\n")
    (said,) = site.warnings
    assert said.excerpt == "    3 |   year = {2x24},\n      |           ^"


def test_an_author_list_of_thousands_is_shown(publish, items, entry):
    names = [f"Name{number}, N." for number in range(3000)]
    names[1500] = "Moravcová, Ilse"
    site = publish(PAGE, entry("big", author=" and ".join(names)), homepage_me=ME, warning_is_error=True)
    (item,) = items(site.body())
    assert "Ilse Moravcová (author 1501 of 3000)" in item.authors


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_files_are_looked_for_beside_the_bib_file_and_linked_from_pages_in_any_folder(
    publish, items, entry, builder
):
    files = {
        "index.md": "# Home\n\n:::{toctree}\nsub/deep/list\n:::\n",
        "sub/deep/list.md": PAGE,
        "bib/my.bib": entry("a", year=2024, pdf="own.pdf", slides="/talks/a.pdf", selected="true")
        + entry("b", year=2023, website="/sub/deep/list.html", code="../talks/code.zip"),
        "bib/own.pdf": b"%PDF own",
        "talks/a.pdf": b"%PDF talk",
        "talks/code.zip": b"PK",
    }
    site = publish(files, builder=builder, homepage_bibliography=["bib/my.bib"], warning_is_error=True)
    page = "sub/deep/list" if builder == "html" else "sub/deep/list/index"
    found = [link for item in items(site.html(page)) for link in item.links]
    assert [words for words, _ in found] == ["PDF", "Slides", "Code", "Website"]
    folder = (site.outdir / page).parent
    contents = [(folder / href).read_bytes() for words, href in found if "_downloads" in href]
    assert contents == [b"%PDF own", b"%PDF talk", b"PK"]
    assert (site.outdir / "publications" / "a" / "own.pdf").read_bytes() == b"%PDF own"
