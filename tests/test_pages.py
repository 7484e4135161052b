"""Pages as a whole: front matter, titles, headings, canonical addresses and drafts."""

from __future__ import annotations

import json
import re
from base64 import b64decode

import html5lib
import pytest

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
XHTML = "{http://www.w3.org/1999/xhtml}"

HEADINGS = [f"{XHTML}h{level}" for level in range(1, 7)]


def tree(html):
    return html5lib.parse(html)


def words(element):
    """Return the text of an element, without the link to itself that a heading ends with."""
    links = {id(node) for node in element.iter() if node.get("class") == "headerlink"}
    texts = [element.text or ""]
    texts += [("" if id(node) in links else words(node)) + (node.tail or "") for node in element]
    return " ".join("".join(texts).split())


def headings(html):
    """Return the level and the words of every heading, in order."""
    return [(int(node.tag[-1]), words(node)) for node in tree(html).iter() if node.tag in HEADINGS]


def meta(html, name):
    found = [node.get("content") for node in tree(html).iter(f"{XHTML}meta") if node.get("name") == name]
    return found[0] if found else None


def canonical(html):
    return [node.get("href") for node in tree(html).iter(f"{XHTML}link") if node.get("rel") == "canonical"]


def search_index(site):
    text = (site.outdir / "searchindex.js").read_text("utf-8")
    return json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))


def page(**keys):
    """Return a Markdown page with front matter of *keys*, and the key ``body`` below it."""
    body = keys.pop("body", "Some text.\n")
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + "---\n" + body


# The real pages


@pytest.mark.parametrize(
    ("name", "supertitle", "title", "subtitle", "sections"),
    [
        (
            "student",
            "Zhixuan (Nico) Ouyang",
            "Hey, I’m Nico.",
            "You can also call me Zhixuan, or 欧阳芷萱.",
            ["Contact"],
        ),
        (
            "researcher",
            "Isidore Hoang-Mbeki",
            "Hello, I’m Isidore.",
            "Postdoc, cyclist, keeper of one very slow rain gauge.",
            ["Currently", "Contact"],
        ),
    ],
)
def test_a_homepage_shows_its_front_matter_in_order(build_site, name, supertitle, title, subtitle, sections):
    """Supertitle, title, subtitle, portrait: one header, whose title is the page's one h1."""
    site = build_site(f"tests/sites/{name}")
    html = site.html()
    assert headings(html)[: 1 + len(sections)] == [(1, title), *((2, section) for section in sections)]
    (header,) = [node for node in tree(html).iter(f"{XHTML}header") if "hp-hero" in node.get("class", "")]
    lines, *_ = header
    assert [words(line) for line in lines] == [supertitle, title, subtitle]
    (portrait,) = header.iter(f"{XHTML}img")
    assert portrait.get("alt").startswith("Drawn portrait of")
    assert next(tree(html).iter(f"{XHTML}title")).text == site.app.config.project


def test_a_homepage_says_its_description_in_its_head_alone(build_site):
    site = build_site("tests/sites/student")
    html = site.html()
    description = "Nico Ouyang is a student of computer science and music at Harbour State University."
    assert meta(html, "description") == description
    assert description not in html[html.index("<body") :]


def test_addresses_and_blocks_of_a_homepage_come_out_as_typed(build_site):
    student = build_site("tests/sites/student").html()
    researcher = build_site("tests/sites/researcher").html()
    assert "nouyang[at]harbour[dot]example[dot]edu" in student
    assert "ihoang/@/andrew.wharf.example.edu" in researcher
    shell = "echo aHR0cHM6Ly9leGFtcGxlLm9yZy9+aWhvYW5nL29mZmljZS1ob3Vycz9mcm9tPWhvbWVwYWdl | base64 --decode"
    assert shell in " ".join("".join(pre.itertext()) for pre in tree(researcher).iter(f"{XHTML}pre"))


def test_an_engineers_cv_shows_every_fact_once(build_site):
    site = build_site("tests/sites/engineer", "text")
    text = " ".join((site.outdir / "cv" / "index.txt").read_text("utf-8").split())
    for fact in (
        "tomasz@wielgorski.example.com",
        "+1-555-0167",
        "LinkedIn twielgorski-example",
        "Lakeshore Institute of Technology",
        "M.S., Computer Science · Port Ellery, WA · Sep 2019 – May 2021",
        "Score: 3.74/4.00",
        "Selected courses: Machine Learning with Large Datasets, Distributed Systems,",
        "Marrowgate Media (NASDAQ: QZXV, parent company of Fernlight TV and Hatch Radio)",
        "Senior Machine Learning Engineer (Ads Ranking) · San Amaro, CA · Jul 2021 – Oct 2025",
        "from 120M to 1B+ features a day",
        "readers of TXT/ORC/Parquet behind one C++/Python interface",
        "click model by 40%+, from 31 to 18 hours.",
        r"AUC of \Delta \leq 0.0005 on 14 days",
        "Found $2.3M of yearly overspend",
        "within $5 of plan",
        "k >= 50 users",
        "C++, Python, CUDA, SQL, Spark, PyTorch",
        "recommender systems, model compression, calibration, privacy-",  # The builder breaks the line there.
    ):
        assert text.count(fact) == 1, fact


def test_entry_headings_of_a_cv_nest_below_its_sections(build_site):
    html = build_site("tests/sites/engineer").html("cv/index")
    assert headings(html)[1:7] == [
        (2, "Education"),
        (3, "Lakeshore Institute of Technology"),
        (3, "Politechnika Nadwarciańska"),
        (2, "Experience"),
        (3, "Marrowgate Media (NASDAQ: QZXV, parent company of Fernlight TV and Hatch Radio)"),
        (4, "Feature Store for Ranking Models"),
    ]
    assert [level for level, _ in headings(html)] == [1, 2, 3, 3, 2, 3, 4, 4, 4, 4, 4, 3, 3, 2, 2]


# Titles


def test_the_title_names_the_page_in_toctrees_and_in_search(build):
    site = build(
        {
            "index.md": "# Home\n\n:::{toctree}\nabout\n:::\n",
            "about.md": page(title="About me, mostly", body="### Early years\n\nText.\n"),
        },
        warning_is_error=True,
        nitpicky=True,
    )
    toctree = [link for link in tree(site.body()).iter(f"{XHTML}a") if link.get("href") == "about.html"]
    assert ["".join(link.itertext()) for link in toctree] == ["About me, mostly"]
    assert "About me, mostly" in search_index(site)["titles"]
    assert next(tree(site.html("about")).iter(f"{XHTML}title")).text.startswith("About me, mostly")


@pytest.mark.parametrize(
    "title", ["C#", "3.10", "C# #", "- dash", "1. First", "> quoted", "100%", "yes", "A & B <C>"]
)
def test_a_title_comes_out_as_typed(build, title):
    site = build({"index.md": page(title=json.dumps(title))}, warning_is_error=True)
    (h1,) = tree(site.body()).iter(f"{XHTML}h1")
    assert h1.text == title


def test_a_title_may_hold_markdown(build):
    site = build({"index.md": page(title="The *fast* `fmt`")}, warning_is_error=True)
    (h1,) = tree(site.body()).iter(f"{XHTML}h1")
    assert "".join(h1.itertext()).startswith("The fast fmt")
    assert h1.find(f"{XHTML}em").text == "fast"


def test_a_first_heading_with_the_titles_words_is_the_title(build):
    site = build({"index.md": page(title="Ada  Lovelace", body="# Ada Lovelace\n\nText.\n\n## Work\n")})
    assert headings(site.body()) == [(1, "Ada Lovelace"), (2, "Work")]
    assert not site.warnings


def test_a_later_heading_with_the_titles_words_stays(build):
    site = build({"index.md": page(title="Work", body="## Life\n\n## Work\n")})
    assert headings(site.body()) == [(1, "Work"), (2, "Life"), (2, "Work")]


# Headings


def test_headings_below_a_title_close_up_without_gaps(build):
    body = "### A\n\n##### B\n\n#### C\n\n# D\n\n###### E\n\n### F\n"
    site = build({"index.md": page(title="T", body=body)}, warning_is_error=True)
    assert headings(site.body()) == [(1, "T"), (2, "A"), (3, "B"), (3, "C"), (2, "D"), (3, "E"), (3, "F")]


def test_underlined_headings_close_up_too(build):
    body = "Over two\nlines\n--------\n\nText.\n\nTop\n===\n\nBelow\n-----\n"
    site = build({"index.md": page(title="T", body=body)}, warning_is_error=True)
    assert headings(site.body()) == [(1, "T"), (2, "Over two lines"), (2, "Top"), (3, "Below")]


def test_what_only_looks_like_a_heading_is_left_alone(build):
    body = (
        "### Real\n\n<!--\n### Hidden\n-->\n\n```md\n### In code\n```\n\n    ### Indented\n\n"
        "- item\n\n  #tag and `### more`\n\n\\### Escaped\n\n:::{note}\n    ### In a block\n:::\n"
    )
    site = build({"index.md": page(title="T", body=body)}, warning_is_error=True)
    html = site.body()
    assert headings(html) == [(1, "T"), (2, "Real")]
    assert "Hidden" not in html
    text = "".join(tree(html).itertext())
    for typed in ("### In code", "### Indented", "#tag and ### more", "### Escaped", "### In a block"):
        assert typed in text


def test_headings_of_a_page_without_a_title_are_as_typed(build):
    site = build({"index.md": "---\nsubtitle: S\n---\n# A\n\n## B\n"}, warning_is_error=True)
    assert headings(site.body()) == [(1, "A"), (2, "B")]


def test_a_rewritten_page_still_gives_the_right_lines_in_warnings(build):
    typed = page(
        title="Über uns",
        subtitle='"a: b"',
        icon="\n  url: /x.png\n  alt: A face",
        body="\nTop\n===\n\nText {nope}`x`.\n\n### Deep\n\n[](nowhere.md)\n\n<!-- a\nb -->\n\n{nope}`y`\n",
    )
    lines = typed.splitlines()
    site = build({"index.md": typed, "x.png": PNG})
    found = {(warned.line, warned.code) for warned in site.warnings}
    assert found == {
        (lines.index("Text {nope}`x`.") + 1, "myst.role_unknown"),
        (lines.index("[](nowhere.md)") + 1, "myst.xref_missing"),
        (lines.index("{nope}`y`") + 1, "myst.role_unknown"),
    }


# Canonical addresses


@pytest.mark.parametrize(
    ("builder", "docname", "url"),
    [
        ("html", "index", "/"),
        ("html", "index", "/index.html"),
        ("html", "cv", "/cv.html"),
        ("html", "cv", "/cv"),
        ("html", "sub/index", "/sub/"),
        ("dirhtml", "index", "/"),
        ("dirhtml", "cv", "/cv/"),
        ("dirhtml", "cv", "/cv"),
        ("dirhtml", "sub/index", "/sub/"),
    ],
)
def test_a_url_is_the_canonical_address_below_the_base(build, builder, docname, url):
    files = {"index.md": page(title="Home"), f"{docname}.md": page(title="T", orphan="true", url=url)}
    site = build(files, builder, html_baseurl="https://example.org/~me/", warning_is_error=True)
    path = docname if builder == "html" or docname.endswith("index") else f"{docname}/index"
    assert canonical(site.html(path)) == [f"https://example.org/~me{url}"]


@pytest.mark.parametrize(("builder", "served"), [("html", "/cv.html"), ("dirhtml", "/cv/")])
def test_a_url_that_cannot_be_served_is_a_warning(build, builder, served):
    site = build(
        {"index.md": page(title="T", url="/"), "cv.md": page(orphan="true", title="CV", url="/vita")}, builder
    )
    (warned,) = site.warnings
    assert (warned.path, warned.line, warned.column, warned.code) == ("cv.md", 4, 6, "homepage.page-url")
    assert f'"{served}"' in warned.message


def test_a_url_without_a_base_address_gives_no_canonical_link(build):
    assert canonical(build({"index.md": page(title="T", url="/")}, warning_is_error=True).html()) == []


# Drafts

DRAFT = page(title="Zirconium", draft="true", body="Xylophone.\n\n:::{award} Secretprize\n:::\n")
PUBLISHED = DRAFT.replace("true", "false")
HOME = "# Home\n\n:::{toctree}\ndraft\nother\n:::\n"
OTHER = "# Other\n\nText.\n"


def traces(site):
    """Return the files of the output, doctrees too, that hold a word of the draft."""
    return sorted(
        path.relative_to(site.srcdir).as_posix()
        for path in (site.srcdir / "_build").rglob("*")
        if path.is_file()
        and (
            path.stem == "draft"
            or re.search(rb"Zirconium|Xylophone|xylophon|[Ss]ecretpriz", path.read_bytes())
        )
    )


@pytest.mark.parametrize("parallel", [1, 2])
@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "epub"])
def test_a_draft_leaves_no_trace_and_its_toctree_does_not_warn(build, builder, parallel):
    site = build(
        {
            "index.md": HOME,
            "draft.md": DRAFT,
            "other.md": OTHER,
            "third.md": "---\norphan: true\n---\n# Third\n",
        },
        builder,
        parallel=parallel,
        warning_is_error=True,
        version="1",
        copyright="2026, A",
    )
    assert site.read == ["index", "other", "third"]
    assert not any("draft" in line for line in traces(site))
    assert traces(site) == []
    assert "homepage" not in site.app.env.domains or "secretprize" not in str(
        site.app.env.domains["homepage"].data
    )


def test_a_link_to_a_draft_is_a_warning_where_it_stands(build):
    site = build({"index.md": "# Home\n\nSee [that](draft.md).\n\nAnd {doc}`draft`.\n", "draft.md": DRAFT})
    assert [(warned.path, warned.line) for warned in site.warnings] == [("index.md", 3), ("index.md", 5)]


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_page_that_becomes_a_draft_is_taken_back(build, parallel):
    site = build({"index.md": HOME, "draft.md": PUBLISHED, "other.md": OTHER}, parallel=parallel)
    assert "draft.html" in site.html()
    assert "Zirconium" in search_index(site)["titles"]
    site = build({"draft.md": DRAFT}, parallel=parallel, warning_is_error=True)
    assert traces(site) == []
    assert search_index(site)["docnames"] == ["index", "other"]
    assert "draft.html" not in site.html() + site.html("other")
    site = build({}, parallel=parallel, warning_is_error=True)
    assert site.read == []
    assert traces(site) == []


def test_the_files_that_only_a_draft_shows_are_taken_back(build):
    """Its pictures and downloads are deleted; those that another page shows stay."""
    shown = "\n![a](a.png)\n\n![b](b.png)\n\n{download}`a.txt` {download}`b.txt`\n"
    files = dict.fromkeys(("a.png", "b.png"), PNG) | {"a.txt": "a", "b.txt": "b"}
    other = OTHER + "\n![b](b.png)\n\n{download}`b.txt`\n"
    site = build({"index.md": HOME, "draft.md": PUBLISHED + shown, "other.md": other, **files})

    def published():
        names = (
            path.name for folder in ("_images", "_downloads") for path in (site.outdir / folder).rglob("*.*")
        )
        return sorted(names)

    assert published() == ["a.png", "a.txt", "b.png", "b.txt"]
    build({"draft.md": DRAFT + shown}, warning_is_error=True)
    assert published() == ["b.png", "b.txt"]


def test_a_draft_that_is_published_is_in_the_pages_that_name_it(build):
    build(
        {
            "index.md": HOME,
            "draft.md": DRAFT,
            "other.md": OTHER,
            "third.md": "---\norphan: true\n---\n# Third\n",
        }
    )
    site = build({"draft.md": PUBLISHED}, warning_is_error=True)
    assert site.read == ["draft", "index"]
    assert "draft.html" in site.html()
    assert "Zirconium" in search_index(site)["titles"]


def test_a_glob_toctree_follows_a_draft(build):
    home = "# Home\n\n:::{toctree}\n:glob:\n*\n:::\n"
    site = build({"index.md": home, "draft.md": DRAFT, "other.md": OTHER}, warning_is_error=True)
    assert traces(site) == []
    site = build({"draft.md": PUBLISHED}, warning_is_error=True)
    assert site.read == ["draft", "index"]
    assert "draft.html" in site.html()
    site = build({"draft.md": DRAFT}, warning_is_error=True)
    assert traces(site) == []
    assert "draft.html" not in site.html()


@pytest.mark.parametrize("value", ["true", "True", '"true"', "yes", "on", "true  # not yet"])
def test_every_spelling_of_true_makes_a_draft(build, value):
    site = build(
        {"index.md": "# Home\n", "draft.md": page(title="Zirconium", draft=value)}, warning_is_error=True
    )
    assert traces(site) == []


@pytest.mark.parametrize("value", ["false", "no", "off"])
def test_every_spelling_of_false_publishes(build, value):
    files = {"index.md": "# Home\n", "page.md": page(orphan="true", title="Zirconium", draft=value)}
    assert build(files, warning_is_error=True).html("page")


def test_a_formula_that_begins_a_text_is_one_whatever_ends_the_text(build):
    site = build(
        {"cv.yaml": "awards:\n- $x$ in 2020\n", "index.md": "# A\n\n:::{awards}\n:::\n"},
        "text",
        homepage_data="cv.yaml",
    )
    formula, words = next(
        node
        for node in site.doctree().findall()
        if "hp-head" in getattr(node, "attributes", {}).get("classes", ())
    )
    assert (type(formula).__name__, formula.astext(), words.astext()) == ("math", "x", " in 2020")
