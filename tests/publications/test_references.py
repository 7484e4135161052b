"""Publications as objects of Sphinx: references, inventories, back-links, search, translations."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from sphinx.util.inventory import InventoryFile

LIST = "# Papers\n\n:::{publications}\n:show: mentions\n:::\n"
HOME = "# Home\n\n:::{toctree}\n:glob:\n*\n:::\n"


@pytest.fixture
def bib(entry):
    return entry(
        "lichen",
        author="Ilse Moravcová and Ravi Anand",
        title="Growth of \\emph{Xanthoria} on Roofs",
        journal="Lichenology",
        year=2024,
        abstract="We measure thalli.",
        ids="oldkey",
    ) + entry("moss", author="Ilse Moravcová and Bo Li and Ana Roy", title="Moss", year=2022)


def references(parsed, site, docname):
    """Return where the references of a page lead, and their words."""
    links = parsed(site.body(docname)).iter("a")
    return [
        ("".join(link.itertext()), link.get("href"))
        for link in links
        if "headerlink" not in link.get("class", "")
    ]


def test_a_publication_is_referred_to_from_any_page_by_role_and_by_link(publish, parsed, bib):
    markdown = """# Notes

{pub}`lichen`, {homepage:pub}`moss`, {pub}`the first <lichen>`, {pub}`oldkey`,
[](#lichen), [words](#moss), {any}`moss`
"""
    rst = "RST\n===\n\n:pub:`lichen` :homepage:pub:`moss` :pub:`the first <lichen>` :any:`lichen`\n"
    site = publish(
        {"index.md": HOME, "papers.md": LIST, "notes.md": markdown, "sub.rst": rst},
        bib,
        warning_is_error=True,
    )
    lichen, moss = "papers.html#lichen", "papers.html#moss"
    assert references(parsed, site, "notes") == [
        ("Moravcová and Anand 2024", lichen),
        ("Moravcová et al. 2022", moss),
        ("the first", lichen),
        ("Moravcová and Anand 2024", lichen),
        ("Growth of Xanthoria on Roofs", lichen),
        ("words", moss),
        ("Moss", moss),
    ]
    assert [href for _, href in references(parsed, site, "sub")] == [lichen, moss, lichen, lichen]


def test_an_unknown_key_is_said_at_its_place(publish, places, bib):
    page = "# Notes\n\n{pub}`lichn`\n\nSee {homepage:pub}`x`.\n"
    site = publish({"index.md": HOME, "papers.md": LIST, "notes.md": page}, bib)
    assert [(path, line, code) for path, line, _, code in places(site)] == [
        ("notes.md", 3, "ref.pub"),
        ("notes.md", 5, "ref.pub"),
    ]
    assert site.warnings[0].message == "no page shows a publication with the key lichn"


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "text", "latex", "man", "xml"])
def test_every_builder_resolves_references(publish, bib, builder):
    page = "# Notes\n\n{pub}`lichen` and [](#moss)\n"
    site = publish(
        {"index.md": HOME, "papers.md": LIST, "notes.md": page},
        bib,
        builder,
        warning_is_error=True,
        nitpicky=True,
        version="1",
        copyright="A",
        language="en",
    )
    assert site.stderr == ""


# For other projects


def test_the_inventory_has_every_publication(publish, bib):
    site = publish({"index.md": HOME, "papers.md": LIST}, bib, "dirhtml")
    data = (site.outdir / "objects.inv").read_bytes()
    inventory = InventoryFile.loads(data, uri="https://example.org")
    found = {name: (item.uri, item.display_name) for name, item in inventory.data["homepage:pub"].items()}
    assert found == {
        "lichen": ("https://example.org/papers/#lichen", "Growth of Xanthoria on Roofs"),
        "moss": ("https://example.org/papers/#moss", "Moss"),
        "oldkey": ("https://example.org/papers/#lichen", "Growth of Xanthoria on Roofs"),
    }


def test_another_project_refers_to_a_publication_by_intersphinx(publish, build_once, parsed, bib):
    site = publish({"index.md": HOME, "papers.md": LIST}, bib)
    roles = (
        "{external+mine:homepage:pub}`lichen`",
        "{external+mine:homepage:pub}`words <moss>`",
        "{pub}`lichen`",
    )
    page = f"# Docs\n\n{' '.join(roles)}\n"
    other = build_once(
        {"index.md": page},
        extensions=["sphinx_homepage", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"mine": ("https://mine.example.org/", str(site.outdir / "objects.inv"))},
        warning_is_error=True,
    )
    links = [link for link in parsed(other.body()).iter("a") if "external" in link.get("class", "").split()]
    assert [("".join(link.itertext()), link.get("href")) for link in links] == [
        ("Growth of Xanthoria on Roofs", "https://mine.example.org/papers.html#lichen"),
        ("words", "https://mine.example.org/papers.html#moss"),
        ("Growth of Xanthoria on Roofs", "https://mine.example.org/papers.html#lichen"),
    ]


# Back-links


def mentions(parsed, of_class, text_of, site):
    tree = parsed(site.body("papers"))
    return {
        item.get("id"): [
            link.get("href") for line in of_class(item, "hp-mentions") for link in line.iter("a")
        ]
        for item in of_class(tree, "hp-pub")
    }


def written(site):
    """Return when each page was written."""
    return {
        path.relative_to(site.outdir).with_suffix("").as_posix(): path.stat().st_mtime_ns
        for path in site.outdir.rglob("*.html")
        if path.stem not in {"search", "genindex"}
    }


def test_a_publication_says_where_it_is_mentioned(publish, parsed, of_class, text_of, bib):
    files = {
        "index.md": HOME,
        "papers.md": LIST + "\nSee {pub}`moss`.\n",
        "one.md": "# One\n\n{pub}`lichen` {pub}`lichen` {pub}`oldkey`\n",
        "two.md": "# Two\n\n[](#lichen)\n",
        "three.md": "# Three\n\n:::{publications}\n:keys: lichen\n:::\n",
    }
    site = publish(files, bib, warning_is_error=True)
    found = mentions(parsed, of_class, text_of, site)
    assert found == {"lichen": ["one.html", "two.html"], "moss": []}


def test_a_new_mention_writes_again_the_pages_that_show_the_publication_and_no_other(
    publish, parsed, of_class, text_of, bib
):
    files = {
        "index.md": HOME,
        "papers.md": LIST,
        "plain.md": "# Plain\n\n[](papers.md)\n",
        "moss.md": "# Moss\n\n:::{publications}\n:keys: moss\n:::\n",
        "note.md": "# Note\n\nNothing yet.\n",
    }
    before = written(publish(files, bib, warning_is_error=True))
    site = publish({"note.md": "# Note\n\nSee {pub}`lichen`.\n"}, warning_is_error=True)
    after = written(site)
    assert site.read == ["note"]
    assert {name for name in after if after[name] != before[name]} - {"index"} == {"note", "papers"}
    assert mentions(parsed, of_class, text_of, site) == {"lichen": ["note.html"], "moss": []}
    before = after
    site = publish({"note.md": "# Note\n\nSee {pub}`lichen` again.\n"}, warning_is_error=True)
    after = written(site)
    assert {name for name in after if after[name] != before[name]} - {"index"} == {"note"}
    (site.srcdir / "note.md").unlink()
    before = after
    site = publish({}, warning_is_error=True)
    after = written(site)
    assert {name for name in after if after[name] != before[name]} - {"index"} == {"papers"}
    assert mentions(parsed, of_class, text_of, site) == {"lichen": [], "moss": []}


# Search


def search_index(site):
    source = (site.outdir / "searchindex.js").read_text("utf-8")
    return json.loads(re.fullmatch(r"Search\.setIndex\((.*)\)", source, re.DOTALL)[1])


@pytest.mark.parametrize("style", ["list", "cards", "compact", "table"])
def test_search_finds_title_author_venue_and_abstract_and_no_bibtex(publish, entry, style):
    bib = entry(
        "keysecret",
        author="Ilse Moravec",
        title="Growth of {\\emph{Xanthoria}}",
        journal="Lichenology",
        year=2024,
        abstract="We measure thalli.",
        issn="1234-5678",
        series="seriesonlybibtex",
    )
    page = LIST.replace(":show: mentions", f":style: {style}\n:pages: none\n:hide: download")
    site = publish({"index.md": HOME, "papers.md": page}, bib, warning_is_error=True)
    index = search_index(site)
    words = {word for word, pages in index["terms"].items() if pages != []}
    # Of the venue the stem differs with Sphinx's stemmer.
    assert any(word.startswith("lichenolog") for word in words)
    wanted = {"moravec", "xanthoria"} | ({"thalli"} if style in {"list", "cards"} else set())
    assert wanted - words == set()
    assert [word for word in words if "bibtex" in word or "1234" in word or word == "journal"] == []
    titles = {item[4] if len(item) > 4 else item for items in index["objects"].values() for item in items}
    assert "Growth of Xanthoria" in titles


# Translations


def test_translators_are_given_no_titles_and_no_names(publish, bib):
    page = LIST.replace(":show: mentions", ":group-by: type") + "\nWords of the page.\n"
    site = publish({"index.md": HOME, "papers.md": page}, bib, "gettext", warning_is_error=True)
    (template,) = site.outdir.glob("papers.pot")
    messages = [message.id for message in read_po(BytesIO(template.read_bytes())) if message.id]
    assert messages == ["Papers", "Words of the page."]


def test_translators_are_given_what_the_page_says_below_an_entry(publish):
    page = "# Papers\n\n:::{publication} The Title\n:author: Ilse Moravec\n\nWritten in a cold summer.\n:::\n"
    site = publish(page, builder="gettext", homepage_bibliography=[], warning_is_error=True)
    (template,) = site.outdir.glob("index.pot")
    messages = [message.id for message in read_po(BytesIO(template.read_bytes())) if message.id]
    assert messages == ["Papers", "Written in a cold summer."]


# Sphinx's own options


@pytest.mark.parametrize("options", ["", ":search:\n"])
def test_a_list_has_the_name_and_the_classes_that_it_is_given(publish, parsed, of_class, bib, options):
    block = f":::{{publications}}\n:name: my list\n:class: wide dark\n{options}:::\n"
    site = publish(f"# Papers\n\n{block}\n[here](#my-list)\n", bib, warning_is_error=True)
    (block,) = of_class(parsed(site.body()), "hp-publications")
    assert block.get("id") == "my-list"
    assert {"wide", "dark", "hp-block"} <= {*block.get("class").split()}
    assert 'href="#my-list"' in site.body()
