"""Whatever stands in a .bib file becomes text, and nothing outside the source directory is read."""

from __future__ import annotations

import re
import time

import html5lib
import pytest

from sphinx_homepage.model.publications.links import LINK_FIELDS

PAGE = """\
# Test

:::{publications}
:pages: all
:show: keywords, mentions, coins
:facets: year type venue keyword
:search:
:numbering: ascending
:group-by: keyword
:::
"""

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></head><svg onload=alert(1)>",
    "[x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    r"\url{javascript:alert(1)}",
    r"\href{javascript:alert(1)}{click}",
    r"\href{data:text/html,<script>alert(1)</script>}{click}",
    r"\textbf{<b onclick=alert(1)>x</b>}",
    "$<img src=x onerror=alert(1)>$",
    r"$\href{javascript:alert(1)}{x}$",
    "{{ config }} {% raw %} {{cookiecutter}}",
    "{doc}`index` {pub}`a` {raw}`html <b>`",
    "```{raw} html <script>alert(1)</script> ```",
    "--> <!-- comment",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "]]> <![CDATA[ <?php x ?>",
    "x@example.org <mailto:x@example.org>",
)
FIELDS = (
    *("title", "subtitle", "journal", "booktitle", "publisher", "school", "institution", "address", "note"),
    *("abstract", "keywords", "abbr", "award", "award_name", "additional_info", "annotation", "preview_alt"),
    *("volume", "number", "pages", "edition", "series", "howpublished", "type", "version", "year", "month"),
    *("eventtitle", "chapter", "isbn", "issn", "language", "eid", "titleaddon", "translator", "custom"),
)


def unsafe(html):
    """Return the elements and attributes in *html* that run something, or lead to what does."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        if name in {"iframe", "object", "embed", "form", "base", "style", "link", "meta"}:
            found.append(name)
        if (
            name == "script"
            and "alert" in (element.text or "")
            and element.get("type") != "application/ld+json"
        ):
            found.append(name)
        for key, value in element.attrib.items():
            attribute = key if isinstance(key, str) else key[-1]
            scheme = "".join(str(value).split()).partition(":")[0].lower()
            if attribute.startswith("on") and name != "body":
                found.append(f"{name} {attribute}")
            if attribute in {"href", "src", "action"} and scheme in {"javascript", "data", "vbscript"}:
                found.append(f"{name} {attribute}={value}")
    return found


def body_of(html):
    start = html.index('<div class="body" role="main">')
    return html[start : html.index('<div class="clearer">', start)]


@pytest.mark.parametrize("text", NASTY)
def test_no_field_becomes_markup_on_any_page(publish, entry, text):
    fields = dict.fromkeys(FIELDS, text)
    bib = (
        entry("a", "article", author=f"{{{text}}} and {text.replace(' and ', ' ')}", **fields)
        + entry("b", "book", editor=f"{{{text}}}", **fields)
        + entry("c", "strange", author="A B", **fields)
    )
    site = publish(PAGE, bib, html_baseurl="https://example.org")
    assert site.statuscode == 0
    pages = [site.html(), *(site.html(f"publications/{key}/index") for key in "abc")]
    assert [unsafe(body_of(page)) for page in pages] == [[]] * 4
    for page in pages:
        # What the theme has in its head and its sidebar.
        assert [found for found in unsafe(page) if found not in {"meta", "link", "form"}] == []


@pytest.mark.parametrize(
    "scheme",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        " javascript:alert(1)",
        "//[",
        "http://[",
    ],
)
def test_no_link_field_leads_to_what_runs(publish, entry, places, scheme):
    bib = entry("a", **dict.fromkeys([*LINK_FIELDS, "doi", "arxiv", "mylink"], scheme))
    site = publish(PAGE, bib, homepage_bibliography_aliases={"mylink": "My link"})
    assert unsafe(body_of(site.html())) == []
    assert unsafe(body_of(site.html("publications/a/index"))) == []
    assert {path for path, *_ in places(site)} <= {"papers.bib"}
    is_path = "//" in scheme or " s" in scheme
    assert is_path or {code for *_, code in places(site)} >= {"homepage.url"}


# Outside


def test_nothing_outside_the_source_directory_is_read_or_published(publish, entry, tmp_path_factory, places):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "s3cret.pdf").write_bytes(b"%PDF S3CRET")
    (outside / "s3cret.png").write_bytes(b"\x89PNG S3CRET")
    (outside / "s3cret.bib").write_text("@misc{x, title = {S3CRET}}")
    (outside / "s3cret.yml").write_text('"S3CRET": https://s3cret.example.org\n')
    site = publish("# Test\n", "")
    for name in ("pdf", "png", "bib", "yml"):
        (site.srcdir / f"link.{name}").symlink_to(outside / f"s3cret.{name}")
    (site.srcdir / "link").symlink_to(outside)
    up = "../" * 12
    paths = [
        str(outside / "s3cret.pdf"),
        f"{up}{outside}/s3cret.pdf",
        "link.pdf",
        "link/s3cret.pdf",
        f"file://{outside}/s3cret.pdf",
        "../../etc/passwd",
        f"..%2f..%2f{outside}/s3cret.pdf",
        "/etc/passwd",
    ]
    bib = "".join(
        entry(f"k{number}", pdf=path, slides=path, preview=path.replace(".pdf", ".png"), url=path)
        for number, path in enumerate(paths)
    )
    page = (
        PAGE
        + "\n## Others\n\n:::{publications}\n:files: "
        + f"link.bib, link/s3cret.bib, {up}{outside}/s3cret.bib"
        + "\n:::\n"
    )
    site = publish(
        page,
        bib,
        homepage_bibliography=["papers.bib", "link.bib", "link/s3cret.bib", f"{up}{outside}/s3cret.bib"],
        homepage_coauthors="link.yml",
        homepage_venues=f"{up}{outside}/s3cret.yml",
        exclude_patterns=["link"],
    )
    assert site.statuscode == 0
    assert [
        path
        for path in (site.srcdir / "_build").rglob("*")
        if path.is_file() and b"S3CRET" in path.read_bytes()
    ] == []
    assert [path for path in site.outdir.rglob("*") if path.is_file() and b"root:" in path.read_bytes()] == []
    assert "S3CRET" not in site.stderr
    assert {code for *_, code in places(site)} == {
        "homepage.file-outside",
        "homepage.file-missing",
        "homepage.url",
    }


@pytest.mark.parametrize("name", ["papers", "pa\x00pers.bib", "x" * 5000, ".", "", "con.bib", "papers.bib/"])
def test_a_name_of_a_file_that_is_none_is_said_and_no_crash(publish, name):
    site = publish("# Test\n\n:::{publications}\n:::\n", "", homepage_bibliography=[name])
    assert site.statuscode == 0
    assert site.warnings != []


# What is too much

TOO_MUCH = [
    "{" * 20_000,
    "}" * 20_000,
    "{" * 20_000 + "}" * 20_000,
    r"\emph{" * 5_000 + "}" * 5_000,
    "$" * 10_001,
    "a and " * 5_000,
    "\\" * 20_000,
    "~" * 50_000,
    "x " * 50_000,
    "x" * 500_000,
    "<" * 50_000,
    "[" * 50_000,
    "*" * 50_001,
    "\x00\x01\x1b[31m\u202e",
    "`" * 50_000,
]


@pytest.mark.parametrize("text", TOO_MUCH, ids=lambda text: repr(text[:8]))
def test_what_is_too_much_neither_stops_the_build_nor_hides_what_stands_before_it(publish, text):
    fields = ("author", "title", "journal", "abstract", "keywords", "note", "year", "doi", "url", "pages")
    bib = "@misc{first, title = {First}}\n" + "".join(
        f"@article{{k{number}, {name} = {{{text}}}, custom = {{x}}}}\n" for number, name in enumerate(fields)
    )
    begin = time.perf_counter()
    site = publish("# Test\n\n:::{publications}\n:pages: none\n:::\n", bib)
    assert time.perf_counter() - begin < 20
    assert site.statuscode == 0
    assert "First" in site.body()
    assert all(len(line) < 1000 for line in site.stderr.splitlines())
    assert "\x1b" not in site.stderr
    assert re.search("[\x00-\x08\x0e-\x1f]", site.html()) is None
