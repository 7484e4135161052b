"""The page of a paper: what it shows to readers, to Google Scholar, to programs that read schema.org."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

import pytest

from sphinx_homepage.sources.bibtex.reader import read

NAME = "tests/sites/papers"
BASE = "https://moravcova.example.org/"
LICHEN = "publications/moravcova2024lichen/index"
ME = "Ilse Moravcová"


def tags(parsed, html):
    """Return the names and contents of the page's ``citation_*`` tags, in order."""
    metas = [(node.get("name") or "", node.get("content")) for node in parsed(html).iter("meta")]
    return [(name, content) for name, content in metas if name.startswith("citation_")]


def linked_data(parsed, html):
    (script,) = [node for node in parsed(html).iter("script") if node.get("type") == "application/ld+json"]
    return json.loads(script.text)


def paper_pages(site):
    return {path.parent.name for path in site.outdir.glob("publications/*/index.html")}


# Which papers have one


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize(
    ("option", "expected"),
    [("", {"b"}), (":pages: selected", {"b"}), (":pages: all", {"a", "b"}), (":pages: none", set())],
)
def test_the_person_says_which_papers_have_a_page(publish, items, entry, builder, option, expected):
    page = f"# Test\n\n:::{{publications}}\n{option}\n:::\n"
    site = publish(page, entry("a", year=2024) + entry("b", selected="true"), builder, warning_is_error=True)
    assert paper_pages(site) == expected
    leads_to = {item.id: item.href for item in items(site.body())}
    index = "index.html" if builder == "html" else ""
    assert leads_to == {key: f"publications/{key}/{index}" if key in expected else "" for key in ("a", "b")}


def test_one_list_that_asks_for_pages_is_enough(publish, items, entry):
    page = (
        "# Test\n\n:::{publications}\n:pages: none\n:::\n\n## Again\n\n:::{publications}\n:pages: all\n:::\n"
    )
    site = publish(page, entry("a"), warning_is_error=True)
    assert paper_pages(site) == {"a"}
    assert [item.href for item in items(site.body())] == ["publications/a/index.html"] * 2


def test_a_paper_typed_into_a_page_can_have_one(publish, items):
    body = "- title: A\n  id: a\n  selected: true\n  year: 2024\n"
    site = publish(
        f"# Test\n\n:::{{publications}}\n{body}:::\n", "", warning_is_error=True, homepage_bibliography=[]
    )
    assert paper_pages(site) == {"a"}


@pytest.mark.parametrize("theme", ["basic", "pydata_sphinx_theme", "furo"])
def test_a_paper_s_page_has_all_that_is_known_of_it(build_site, parsed, of_class, text_of, theme):
    site = build_site(NAME, html_theme=theme)
    tree = parsed(site.html(LICHEN))
    (heading,) = tree.iter("h1")
    assert "Growth of Xanthoria in" in text_of(heading)
    (authors,) = of_class(tree, "hp-pub-authors")
    assert text_of(authors) == "Ilse Moravcová*, Joost van der Zee*†, Tariq Oyelaran‡, 山田太郎"
    (legend,) = of_class(tree, "hp-legend")
    assert text_of(legend) == "* Equal contribution, † Corresponding author, ‡ Student"
    (section,) = (node for node in tree.iter("section") if node.get("id") == "abstract")
    assert [text_of(node) for node in section.iter("p")] == [
        "We measure thalli. It is 50% faster than H2O.",
        "A second paragraph says more.",
    ]
    (image,) = of_class(tree, "hp-preview")
    assert image.get("alt") == "A yellow lichen"
    assert (site.outdir / f"{LICHEN}.html").parent.joinpath(image.get("src")).is_file()
    (bibtex,) = of_class(tree, "hp-bibtex")
    assert bibtex.get("open") is not None
    assert "@article{moravcova2024lichen," in text_of(bibtex)
    links = {
        text_of(node): node.get("href") for line in of_class(tree, "hp-pub-links") for node in line.iter("a")
    }
    assert links["PDF"] == "lichen.pdf"
    assert links["DOI"] == "https://doi.org/10.5555/lich.2024.1"
    assert links["Download"] == "../moravcova2024lichen.bib"
    (mentions,) = of_class(tree, "hp-mentions")
    assert [node.get("href") for node in mentions.iter("a")] == ["../../index.html"]
    (back,) = of_class(tree, "hp-more")
    assert [node.get("href") for node in back.iter("a")] == ["../../publications.html"]


def test_a_paper_s_page_has_the_style_sheets_it_needs(build_site, parsed):
    site = build_site(NAME)
    sheets = [node.get("href", "").partition("?")[0] for node in parsed(site.html(LICHEN)).iter("link")]
    assert "../../_static/sphinx-homepage-publications.css" in sheets
    assert "../../_static/sphinx-homepage.css" in sheets


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_title_and_the_canonical_address_are_the_paper_s(build_site, parsed, builder):
    site = build_site(NAME, builder)
    tree = parsed(site.html(LICHEN))
    (title,) = tree.iter("title")
    assert title.text.startswith("Growth of Xanthoria in ℤ/p Roofs")
    links = [node.get("href") for node in tree.iter("link") if node.get("rel") == "canonical"]
    assert links == [f"{BASE}publications/moravcova2024lichen/"]


# Google Scholar's rules: https://scholar.google.com/intl/en/scholar/inclusion.html


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_tags_of_an_article(build_site, parsed, builder):
    site = build_site(NAME, builder)
    assert tags(parsed, site.html(LICHEN)) == [
        ("citation_title", "Growth of Xanthoria in $\\mathbb{Z}/p$ Roofs"),
        ("citation_author", "Moravcová, Ilse"),
        ("citation_author", "van der Zee, Joost"),
        ("citation_author", "Oyelaran, Tariq"),
        ("citation_author", "山田, 太郎"),
        ("citation_publication_date", "2024/03"),
        ("citation_journal_title", "Lichenology"),
        ("citation_volume", "12"),
        ("citation_issn", "1234-5679"),
        ("citation_doi", "10.5555/lich.2024.1"),
        ("citation_issue", "3"),
        ("citation_firstpage", "101"),
        ("citation_lastpage", "118"),
        ("citation_keywords", "lichens"),
        ("citation_keywords", "roofs"),
        ("citation_abstract_html_url", f"{BASE}publications/moravcova2024lichen/"),
        ("citation_pdf_url", f"{BASE}publications/moravcova2024lichen/lichen.pdf"),
    ]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_pdf_lies_in_the_directory_of_the_page(build_site, parsed, builder):
    site = build_site(NAME, builder)
    for key, source in (("moravcova2024lichen", "lichen.pdf"), ("moravcova2012growth", "thesis.pdf")):
        found = dict(tags(parsed, site.html(f"publications/{key}/index")))
        url = found["citation_pdf_url"]
        assert url == urljoin(found["citation_abstract_html_url"], source)
        copied = site.outdir / url.removeprefix(BASE)
        assert copied.read_bytes() == (site.srcdir / "files" / source).read_bytes()


def test_the_tags_of_a_thesis(build_site, parsed):
    found = tags(parsed, build_site(NAME).html("publications/moravcova2012growth/index"))
    assert found[:4] == [
        ("citation_title", "Slow Growth"),
        ("citation_author", "Moravcová, Ilse"),
        ("citation_publication_date", "2012/05"),
        ("citation_dissertation_institution", "University of Nowhere"),
    ]


PDFS = {
    "https://elsewhere.example.org/a.pdf": "",
    "files/a.pdf": "a.pdf",
    "files/two words.pdf": "two%20words.pdf",
    "files/ünï.PDF": "%C3%BCn%C3%AF.PDF",
    "files/page.html": "",
    "files/a.pdf#page=2": "a.pdf",
}


@pytest.mark.parametrize("pdf", PDFS)
def test_only_a_pdf_of_this_site_is_said_to_be_there(publish, parsed, entry, pdf):
    page = "# Test\n\n:::{publications}\n:pages: all\n:::\n"
    names = ("files/a.pdf", "files/two words.pdf", "files/ünï.PDF", "files/page.html")
    site = publish(
        {"index.md": page, **dict.fromkeys(names, b"%PDF-1.4 \n")},
        entry("a", pdf=pdf),
        html_baseurl="https://example.org/site",
        warning_is_error=True,
    )
    found = dict(tags(parsed, site.html("publications/a/index"))).get("citation_pdf_url", "")
    assert found == (f"https://example.org/site/publications/a/{PDFS[pdf]}" if PDFS[pdf] else "")
    links = [
        node.get("href") for node in parsed(site.body("publications/a/index")).iter("a") if node.text == "PDF"
    ]
    assert links == [PDFS[pdf] or links[0]]
    if PDFS[pdf]:
        assert [*(site.outdir / "publications" / "a").glob("*.[pP][dD][fF]")] != []


def test_without_an_address_of_the_site_nothing_absolute_is_claimed(publish, parsed, entry):
    page = "# Test\n\n:::{publications}\n:pages: all\n:::\n"
    site = publish({"index.md": page, "a.pdf": b"%PDF"}, entry("a", author=ME, pdf="a.pdf"), homepage_me=ME)
    html = site.html("publications/a/index")
    assert {name for name, _ in tags(parsed, html)} == {"citation_title", "citation_author"}
    assert linked_data(parsed, html) == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": "Title of a",
        "headline": "Title of a",
        "author": [{"@type": "Person", "name": ME, "givenName": "Ilse", "familyName": "Moravcová"}],
    }
    assert "canonical" not in html


# schema.org

CONTEXT = {
    "@context": {
        "@vocab": "https://schema.org/",
        **{name: {"@type": "@id"} for name in ("url", "sameAs", "contentUrl", "codeRepository")},
        "datePublished": {"@type": "Date"},
    }
}


def expanded(document, url):
    """Return what a JSON-LD processor reads; the context comes from here, not from the net."""
    jsonld = pytest.importorskip("pyld", reason="needs PyLD from PyPI").jsonld

    def load(address, _options):
        assert address.rstrip("/") == "https://schema.org"
        return {
            "contextUrl": None,
            "documentUrl": address,
            "document": CONTEXT,
            "contentType": "application/ld+json",
        }

    return jsonld.expand(document, {"base": url, "documentLoader": load})


def test_a_json_ld_processor_reads_the_article_and_its_person(build_site, parsed):
    url = f"{BASE}publications/moravcova2024lichen/"
    (node,) = expanded(linked_data(parsed, build_site(NAME).html(LICHEN)), url)
    schema = "https://schema.org/"
    assert (node["@id"], node["@type"]) == (url, [f"{schema}ScholarlyArticle"])
    assert node[f"{schema}sameAs"] == [{"@id": "https://doi.org/10.5555/lich.2024.1"}]
    assert node[f"{schema}datePublished"] == [{"@type": f"{schema}Date", "@value": "2024-03"}]
    authors = node[f"{schema}author"]
    assert [(author.get("@id"), author[f"{schema}name"][0]["@value"]) for author in authors] == [
        (f"{BASE}#me", "Ilse Moravcová"),
        (None, "Joost van der Zee"),
        (None, "Tariq Oyelaran"),
        ("https://orcid.org/0000-0001-5109-3700", "山田太郎"),
    ]
    (encoding,) = node[f"{schema}encoding"]
    assert encoding[f"{schema}contentUrl"] == [{"@id": f"{url}lichen.pdf"}]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("article", "ScholarlyArticle"),
        ("inproceedings", "ScholarlyArticle"),
        ("phdthesis", "Thesis"),
        ("book", "Book"),
        ("incollection", "Chapter"),
        ("techreport", "Report"),
        ("dataset", "Dataset"),
        ("software", "SoftwareSourceCode"),
        ("strange", "CreativeWork"),
    ],
)
def test_each_type_is_one_of_schema_org_s(publish, parsed, entry, kind, expected):
    site = publish("# Test\n\n:::{publications}\n:pages: all\n:::\n", entry("a", kind))
    assert linked_data(parsed, site.html("publications/a/index"))["@type"] == expected


def test_a_title_that_closes_scripts_is_harmless_everywhere(publish, parsed, entry):
    title = "x</script><script>alert(1)</script> <b onclick=x> & ]]>"
    page = "# Test\n\n:::{publications}\n:pages: all\n:::\n"
    bib = entry("a", title=title, author=f"{{{title}}}", journal=title, abstract=title, keywords=title)
    site = publish(page, bib, html_baseurl="https://example.org")
    html = site.html("publications/a/index")
    assert "alert(1)" in html
    tree = parsed(html)
    assert linked_data(parsed, html)["name"] == title
    assert dict(tags(parsed, html))["citation_title"] == title
    scripts = [
        node for node in tree.iter("script") if "alert" in (node.text or "") and node.get("type") is None
    ]
    assert scripts == []
    assert [*tree.iter("b")] == []
    assert not any("onclick" in node.attrib for node in tree.iter())
    (heading,) = tree.iter("h1")
    assert "".join(heading.itertext()).removesuffix("¶") == title


def test_the_description_is_the_beginning_of_the_abstract(publish, parsed, entry):
    page = "# Test\n\n:::{publications}\n:pages: all\n:::\n"
    site = publish(page, entry("a", abstract="We \\emph{measure} thalli. " * 30))
    metas = {
        node.get("name"): node.get("content")
        for node in parsed(site.html("publications/a/index")).iter("meta")
    }
    assert metas["description"].startswith("We measure thalli. We measure")
    assert len(metas["description"]) <= 160


# Where they lie

KEYS = {
    "../../x": "x",
    "<b>": "b",
    "A_b": "a-b",
    "a b": "a-b-2",
    "index": "index",
    "ä": "a",
    "山田2024": "山田2024",
    "x" * 300: "x" * 60,
    "---": "publication",
    "..": "publication-2",
    "a:b/c.d": "a-b-c-d",
    "CON": "con",
}


def test_any_key_gives_a_page_of_its_own_below_publications(publish, parsed, items):
    typed = "".join(f"- title: Title {number}\n  id: {json.dumps(key)}\n" for number, key in enumerate(KEYS))
    page = f"# Test\n\n:::{{publications}}\n:pages: all\n\n{typed}:::\n"
    for builder in ("html", "dirhtml"):
        site = publish(page, builder=builder, homepage_bibliography=[], html_baseurl="https://example.org")
        assert site.statuscode == 0
        assert paper_pages(site) == {*KEYS.values()}
        for number, slug in enumerate(KEYS.values()):
            html = (site.outdir / "publications" / slug / "index.html").read_text("utf-8")
            assert f"<h1>Title {number}" in html
        outside = [path for path in site.srcdir.rglob("index.html") if site.outdir not in path.parents]
        assert outside == [] or builder == "dirhtml"
        links = [item.href for item in items(site.body())]
        assert len({*links}) == len(KEYS)
        assert not any(re.search(r"[\s<>\"]", link) for link in links)


def test_keys_that_differ_in_case_alone_have_directories_of_their_own(publish, entry):
    site = publish(
        "# Test\n\n:::{publications}\n:pages: all\n:::\n", entry("Key", year=1) + entry("kEy", year=2)
    )
    assert paper_pages(site) == {"key", "key-2"}


# BibTeX to take away


def test_the_file_of_all_publications_is_what_the_site_shows_cleaned(build_site):
    site = build_site(NAME)
    entries, problems = read((site.outdir / "publications.bib").read_text("utf-8"), "publications.bib")
    assert problems == []
    shown = site.app.env.domains["homepage"].publications
    keys = {key for page in shown.values() for key in page}
    assert {str(entry.key) for entry in entries} == keys | {"moravcova2010pre"}
    assert "notes2023" in keys
    lichen = next(entry for entry in entries if entry.key == "moravcova2024lichen")
    assert {name: str(value) for name, value in lichen.fields.items()} == {
        "author": r"Moravcov{\'a}, Ilse and van der Zee, Joost and Oyelaran, Tariq and 山田, 太郎",
        "title": r"Growth of \emph{Xanthoria} in $\mathbb{Z}/p$ Roofs",
        "journal": "Lichenology",
        "volume": "12",
        "number": "3",
        "pages": "101--118",
        "year": "2024",
        "month": "March",
        "doi": "10.5555/lich.2024.1",
        "issn": "1234-5679",
        "keywords": "lichens, roofs",
        "note": "With data",
    }


def test_each_paper_with_a_page_has_its_entry_as_a_file(build_site):
    site = build_site(NAME)
    assert {path.name for path in site.outdir.glob("publications/*.bib")} == {
        "moravcova2024lichen.bib",
        "moravcova2012growth.bib",
    }
    whole = (site.outdir / "publications.bib").read_text("utf-8")
    for path in site.outdir.glob("publications/*.bib"):
        assert path.read_text("utf-8") in whole


def test_the_file_of_all_is_linked_below_the_fullest_list_alone(build_site, parsed):
    site = build_site(NAME)
    linked = {
        name: [
            node.get("href")
            for node in parsed(site.html(name)).iter("a")
            if "publications.bib" in node.get("href", "")
        ]
        for name in ("index", "publications", "teaching", "about")
    }
    assert linked == {"index": [], "publications": ["publications.bib"], "teaching": [], "about": []}


def test_a_site_without_publications_has_no_such_file(build):
    site = build({"index.md": "# Test\n\n:::{awards}\n- A prize\n:::\n"})
    assert [*site.outdir.rglob("*.bib")] == []


# Titles in another language


@pytest.mark.parametrize(
    ("langid", "language", "lang", "side"),
    [
        ("ngerman", "en", "de", None),
        ("de", "en", "de", None),
        ("arabic", "en", "ar", "rtl"),
        ("ngerman", "de", None, None),
        ("english", "en_GB", None, None),
        ("klingonese", "en", None, None),
        ('de"><script>', "en", None, None),
    ],
)
def test_a_title_says_its_language_where_it_is_not_the_page_s(build, parsed, langid, language, lang, side):
    title = "المد" if side else "Flut *und* Ebbe"
    entry = f"@book{{a, title = {{{title}}}, author = {{Varga, Ilse}}, selected = true, langid = "
    entry += f"{{{langid}}}}}"
    files = {"index.md": "# P\n\n:::{publications}\n:::\n", "a.bib": entry}
    site = build(files, homepage_bibliography="a.bib", homepage_me="Ilse Varga", language=language)
    for page, css in (("index", "p-name"), ("publications/a/index", None)):
        tree = parsed(site.html(page))
        (words,) = (
            node
            for node in tree.iter()
            if (css in node.get("class", "").split() if css else node.tag == "h1")
        )
        marked = next((node for node in words.iter() if node.get("lang")), None)
        assert (marked.get("lang"), marked.get("dir")) == (lang, side) if lang else marked is None
