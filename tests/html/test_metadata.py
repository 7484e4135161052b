"""What the heads of pages say: each thing once, in every theme, and nothing that no page shows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from struct import unpack

import html5lib
import pytest

from sphinx_homepage.html.metadata import Said, json_ld

XHTML = "{http://www.w3.org/1999/xhtml}"
THEMES = ["pydata_sphinx_theme", "furo", "sphinx_book_theme", "alabaster", "basic", "homepage"]
BASE = "https://odhiambo.example.org/"
CV = """\
profile:
  name: Achieng <b> Odhiambo
  family_name: Odhiambo
  native_name: Ачьенг
  other_names: [Othernamesecret]
  headline: Keeper of *slow* clocks & tides
contact:
  github: achieng-example
  orcid: 0000-0002-1825-0097
  mastodon: "@achieng@mastodonsecret.example.org"
  phone: phonesecret
  private: [phone, mastodon]
awards:
- Clock prize
- {title: Pdfsecret, only: pdf}
interests: [Interestunshown]
talks:
- {title: </script><script>alert(1)</script>, event: Clock Days, date: 2024-05}
projects:
- {name: Draftsecret}
"""
PAGES = {
    "index.md": "---\ntitle: Welcome, all\n---\n\nHello & <b>good</b> day.\n\n:::{contact}\n:::\n\n"
    ":::{toctree}\n:hidden:\n\ncv\nabout\ndraft\n:::\n",
    "cv.md": "---\ntitle: Life\ndescription: What she did.\n---\n\n:::{profile}\n:::\n\n:::{awards}\n:::\n\n"
    ":::{talks}\n:::\n",
    "about.md": "# About *her*\n\n:::{note}\nNot this.\n:::\n\nThe first paragraph.\n\nThe second.\n",
    "draft.md": "---\ntitle: Draft\ndraft: true\n---\n\n:::{projects}\n:::\n",
    "cv.yaml": CV,
}
SETTINGS = {
    "homepage_data": "cv.yaml",
    "html_baseurl": BASE,
    "language": "en",
    "exclude_patterns": ["_build"],
}


class Head:
    """The head of a page, as a browser reads it."""

    def __init__(self, html):
        head = html5lib.parse(html).find(f"{XHTML}head")
        self.metas = [
            (meta.get("property") or meta.get("name"), meta.get("content"))
            for meta in head.iter(f"{XHTML}meta")
        ]
        self.links = [(link.get("rel"), link.get("href")) for link in head.iter(f"{XHTML}link")]
        self.titles = [title.text.strip() for title in head.iter(f"{XHTML}title")]
        scripts = [node for node in head.iter(f"{XHTML}script") if node.get("type") == "application/ld+json"]
        self.data = [json.loads(script.text) for script in scripts]

    def meta(self, name):
        return [content for own, content in self.metas if own == name]

    def link(self, rel):
        return [href for own, href in self.links if own == rel]


@pytest.fixture(scope="module", params=THEMES)
def site(build_once, request):
    return build_once(PAGES, html_theme=request.param, **SETTINGS)


@pytest.fixture(scope="module")
def basic(build_once):
    return build_once(PAGES, **SETTINGS)


# Every theme


def test_the_title_is_the_name_on_the_home_page_and_the_page_and_the_name_elsewhere(site):
    assert Head(site.html()).titles == ["Achieng <b> Odhiambo"]
    assert Head(site.html("about")).titles == ["About her – Test"]
    assert Head(site.html("search")).titles[0].endswith(" – Test")


def test_every_page_has_one_canonical_address(site):
    addresses = {name: Head(site.html(name)).link("canonical") for name in ("index", "cv", "search")}
    assert addresses == {"index": [BASE], "cv": [f"{BASE}cv.html"], "search": [f"{BASE}search.html"]}


def test_every_page_has_one_icon(site):
    for name in ("index", "cv", "search"):
        (icon,) = Head(site.html(name)).link("icon")
        path, _, digest = icon.partition("?v=")
        assert digest
        assert ">A</text>" not in (site.outdir / path).read_text("utf-8")  # The site is called "Test".
        assert ">T</text>" in (site.outdir / path).read_text("utf-8")


def test_nothing_is_said_twice(site):
    for name in ("index", "cv", "about"):
        names = [
            own for own, _ in Head(site.html(name)).metas if own and own.startswith(("og:", "tw", "desc"))
        ]
        assert sorted(names) == sorted(set(names))
        assert len(Head(site.html(name)).data) == {"index": 1, "cv": 1, "about": 0}[name]


# Names and contents


def test_the_home_page_is_a_profile(basic):
    head = Head(basic.html())
    found = {
        name: content for name, content in head.metas if name and re.match("og:|profile:|twitter:", name)
    }
    assert found == {
        "og:type": "profile",
        "og:title": "Achieng <b> Odhiambo",
        "og:description": "Keeper of slow clocks & tides",
        "og:url": BASE,
        "og:site_name": "Test",
        "og:locale": "en_US",
        "profile:first_name": "Achieng <b>",
        "profile:last_name": "Odhiambo",
        "og:image": f"{BASE}_static/sphinx-homepage-card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Achieng <b> Odhiambo, Keeper of slow clocks & tides",
        "twitter:card": "summary_large_image",
    }
    assert head.meta("description") == ["Keeper of slow clocks & tides"]
    assert head.meta("author") == ["Achieng <b> Odhiambo"]


def test_other_pages_are_websites_described_by_their_front_matter_or_their_first_paragraph(basic):
    life, about = Head(basic.html("cv")), Head(basic.html("about"))
    assert life.meta("og:type") == about.meta("og:type") == ["website"]
    assert life.meta("description") == life.meta("og:description") == ["What she did."]
    assert about.meta("og:description") == ["The first paragraph."]
    assert about.meta("description") == []
    assert about.meta("og:title") == ["About her"]


def test_profiles_elsewhere_are_linked_from_the_head_of_the_home_page(basic):
    assert Head(basic.html()).link("me") == [
        "https://github.com/achieng-example",
        "https://orcid.org/0000-0002-1825-0097",
    ]
    assert Head(basic.html("about")).link("me") == []


def test_the_search_page_is_nobodys_to_share(basic):
    head = Head(basic.html("search"))
    assert head.meta("og:title") == head.data == []


# JSON-LD


def test_the_home_page_says_who_the_person_is(basic):
    (data,) = Head(basic.html()).data
    assert data["@type"] == "ProfilePage"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["dateModified"])
    person = data["mainEntity"]
    assert (person["@id"], person["name"]) == (f"{BASE}#me", "Achieng <b> Odhiambo")
    assert person["award"] == "Clock prize"
    assert person["alternateName"] == {"@value": "Ачьенг", "@language": "und-Cyrl"}


def test_a_page_says_what_talks_it_shows_and_no_text_ends_the_script(basic):
    (data,) = Head(basic.html("cv")).data
    assert [item["name"] for item in data["@graph"]] == ["</script><script>alert(1)</script>"]
    assert data["@graph"][0]["performer"]["@id"] == f"{BASE}#me"


def test_what_no_page_shows_is_in_no_head_and_in_no_stored_page(basic):
    secrets = (
        "othernamesecret",
        "mastodonsecret",
        "phonesecret",
        "interestunshown",
        "draftsecret",
        "pdfsecret",
    )
    for file in (basic.srcdir / "_build").rglob("*"):
        text = file.read_bytes().decode("utf-8", "replace").casefold() if file.is_file() else ""
        assert [secret for secret in secrets if secret in unescape(text)] == [], file


def test_an_address_in_a_text_is_no_address_in_the_data():
    data = {"@type": "Person", "name": "Ask x@example.org or @x"}
    written = json_ld(data)
    assert "x@example.org" not in written
    assert json.loads(written[written.index("{") : written.rindex("}") + 1]) == data


def test_the_date_is_no_later_than_the_one_that_a_build_is_told(build, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    (data,) = Head(build(PAGES, **SETTINGS).html()).data
    assert data["dateModified"] == "1970-01-02"


def test_a_change_on_another_page_is_on_the_home_page_too(build):
    build(PAGES, **SETTINGS)
    site = build({"cv.yaml": CV.replace("Clock prize", "Tide prize")})
    assert Head(site.html()).data[0]["mainEntity"]["award"] == "Tide prize"
    site = build({"cv.md": "# Life\n"})
    assert "award" not in site.html()


def test_without_a_profile_the_author_is_the_person_where_a_portrait_is(build, png):
    page = '---\ntitle: Hi\nicon: {url: me.png, alt: "Ines at sea"}\n---\n\nHello.\n'
    site = build({"index.md": page, "me.png": png}, author="Inês Quadros", html_baseurl=BASE)
    (data,) = Head(site.html()).data
    assert data["mainEntity"]["name"] == "Inês Quadros"
    assert data["mainEntity"]["image"].startswith(f"{BASE}_images/me.png")
    assert Head(build({"index.md": "---\ntitle: Our group\n---\n"}).html()).data == []


@pytest.fixture
def png():
    from io import BytesIO

    from PIL import Image

    target = BytesIO()
    Image.new("RGB", (300, 300), "#884422").save(target, "PNG")
    return target.getvalue()


# Own words


def test_what_a_page_says_itself_is_not_said_again(build):
    own = (
        "---\ntitle: Me\nmyst:\n  html_meta:\n    description: Own words\n    author: Someone\n"
        '    "property=og:title": Own title\n    "property=og:image": https://elsewhere.example.org/me.png\n---\n'
        "\n:::{profile}\n:::\n"
    )
    head = Head(build({**PAGES, "index.md": own}, **SETTINGS).html())
    assert head.meta("description") == head.meta("og:description") == ["Own words"]
    assert head.meta("author") == ["Someone"]
    assert head.meta("og:title") == ["Own title"]
    assert head.meta("og:image") == ["https://elsewhere.example.org/me.png"]
    assert head.meta("og:image:width") == []


def test_an_extension_for_open_graph_leaves_us_none_of_it(build, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path / "ext")
    code = {"ext/sphinxext/opengraph.py": "def setup(app):\n    return {'parallel_read_safe': True}\n"}
    extensions = ["sphinx_homepage", "sphinxext.opengraph"]
    site = build(
        {**PAGES, **code}, **SETTINGS | {"extensions": extensions, "exclude_patterns": ["_build", "ext"]}
    )
    for name in ("sphinxext.opengraph", "sphinxext"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    head = Head(site.html())
    assert [name for name, _ in head.metas if name and name.startswith(("og:", "twitter:"))] == []
    assert head.data
    assert not card(site).exists()


def test_data_of_an_own_is_all_the_data(build):
    code = "def setup(app):\n    app.add_js_file(None, body='{}', type='application/ld+json')\n"
    assert Head(build({**PAGES, "conf.py": code}, **SETTINGS).html()).data == [{}]


def test_a_link_of_another_extension_is_the_only_one_of_its_kind(build):
    code = """
def add(app, pagename, templatename, context, doctree):
    links = '<link rel="canonical" href="/c"><link rel="icon" href="/i"><link rel="me" href="/m">'
    context["metatags"] = context.get("metatags", "") + links

def setup(app):
    app.connect("html-page-context", add)
"""
    head = Head(build({**PAGES, "conf.py": code}, **SETTINGS).html())
    assert (head.link("canonical"), head.link("icon"), head.link("me")) == (["/c"], ["/i"], ["/m"])


def test_an_own_title_in_a_template_stays(build):
    template = (
        '{% extends "!layout.html" %}{% block htmltitle %}<title>Mine: {{ title }}!</title>{% endblock %}'
    )
    site = build({**PAGES, "t/layout.html": template}, templates_path=["t"], **SETTINGS)
    assert Head(site.html("cv")).titles == ["Mine: Life!"]


def test_a_site_that_is_no_homepage_is_left_alone(build):
    head = Head(build({"index.md": "# Manual\n\nText.\n"}, html_baseurl=BASE).html())
    assert head.titles == ["Manual — Test"]
    assert head.data == head.link("icon") == head.meta("og:title") == []
    assert head.link("canonical") == [f"{BASE}index.html"]


def test_without_an_address_there_is_no_picture_and_nothing_absolute(build, monkeypatch):
    monkeypatch.delenv("READTHEDOCS_CANONICAL_URL", raising=False)
    site = build(PAGES, **SETTINGS | {"html_baseurl": ""})
    head = Head(site.html())
    assert head.meta("og:url") == head.meta("og:image") == head.link("canonical") == []
    assert head.meta("twitter:card") == ["summary"]
    assert not (site.outdir / "_static" / "sphinx-homepage-card.png").exists()


def test_the_address_may_come_from_read_the_docs(build, monkeypatch):
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://odhiambo.example.com/en/latest/")
    head = Head(build(PAGES, **SETTINGS | {"html_baseurl": ""}).html("cv"))
    assert head.link("canonical") == ["https://odhiambo.example.com/en/latest/cv.html"]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "json"])
def test_other_builders_get_what_they_have_a_use_for(build, builder):
    site = build(PAGES, builder, version="1", copyright="2026, A", **SETTINGS)
    if builder == "dirhtml":
        assert Head(site.html("cv/index")).link("canonical") == [f"{BASE}cv/"]
    elif builder == "singlehtml":
        assert Head(site.html()).data[0]["@type"] == "ProfilePage"
    else:
        texts = [path.read_text("utf-8") for path in site.outdir.rglob("*html")]
        assert not any("og:title" in text or "ld+json" in text for text in texts)


def test_tags_are_read_in_any_order_of_their_attributes():
    said = Said(
        '<meta content="a" name="Description"><LINK href="x" rel="alternate me"><script type="text/x">'
    )
    assert (said.metas, said.rels, said.has_json_ld) == ({"description": "a"}, {"alternate", "me"}, False)


# The picture


def card(site):
    return site.outdir / "_static" / "sphinx-homepage-card.png"


def test_the_picture_has_the_size_that_is_said_and_is_the_same_each_time(basic, build):
    data = card(basic).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert unpack(">II", data[16:24]) == (1200, 630)
    assert card(build(PAGES, **SETTINGS)).read_bytes() == data


def test_the_picture_is_made_anew_only_when_it_changes(build, monkeypatch):
    import typst

    runs = []
    compile_ = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *args, **kwargs: runs.append(1) or compile_(*args, **kwargs))
    first = card(build(PAGES, **SETTINGS)).read_bytes()
    time = card(build({"about.md": "# About\n\nOther.\n"})).stat().st_mtime_ns
    assert len(runs) == 1
    site = build({"cv.yaml": CV.replace("slow", "fast")})
    assert (len(runs), card(site).read_bytes() != first) == (2, True)
    assert card(site).stat().st_mtime_ns > time


@pytest.mark.parametrize(
    "portrait", ["<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "<svg", None]
)
def test_any_portrait_gives_a_picture(build, png, portrait):
    name = "me.png" if portrait is None else "me.svg"
    page = f'---\ntitle: Me\nicon: {{url: {name}, alt: "Me"}}\n---\n'
    site = build({**PAGES, "index.md": page, name: png if portrait is None else portrait}, **SETTINGS)
    assert card(site).is_file()
    if portrait is None:
        from PIL import Image

        assert Image.open(card(site)).convert("RGB").getpixel((950, 315)) == (136, 68, 34)


@pytest.mark.parametrize(
    "name", ["#panic()", '" + read("/etc/passwd") + "', "$x$ b _i_ `c` \\\\ [d] @e </script>"]
)
def test_no_name_is_code(build, name):
    data = json.dumps({"profile": {"name": name, "headline": name}})
    page = {"index.md": "# Hi\n\n:::{profile}\n:::\n", "cv.yaml": data}
    site = build(page, warning_is_error=True, **SETTINGS)
    assert card(site).is_file()
    assert len(Head(site.html()).data) == 1


LINEAR_A = "\U00010600\U00010601"


@pytest.fixture
def lettered(build):
    """Return a function that builds a site and returns it, and the words of its picture."""

    def build_with(name, monkeypatch, **settings):
        import typst

        said = []
        compile_ = typst.compile

        def compile_and_note(file, **options):
            said.append(json.loads(file.with_name("data.json").read_text("utf-8")))
            return compile_(file, **options)

        monkeypatch.setattr(typst, "compile", compile_and_note)
        page = {"index.md": "# Hi\n\n:::{profile}\n:::\n", "cv.yaml": f"profile: {{name: {name}}}"}
        return build(page, **SETTINGS | settings), said

    return build_with


@pytest.mark.parametrize(
    ("name", "settings", "words"),
    [
        (LINEAR_A, {"project": "Site of A"}, ("Site of A", "odhiambo.example.org")),
        (LINEAR_A, {"project": LINEAR_A, "author": "Adisa"}, ("Adisa", "odhiambo.example.org")),
        (LINEAR_A, {"project": LINEAR_A}, ("odhiambo.example.org", "")),
        ("Ana \ue000 Luz", {"project": LINEAR_A}, ("Ana Luz", "odhiambo.example.org")),
    ],
)
def test_a_name_that_no_font_has_is_said_otherwise(lettered, monkeypatch, name, settings, words):
    site, said = lettered(name, monkeypatch, **settings)
    assert [(data["name"], data["host"]) for data in said] == [words]
    assert card(site).is_file()
    assert f"the picture for links to the site says '{words[0]}'" in site.stdout
    assert site.warnings == []


def test_a_picture_that_lacks_a_name_is_made_again_until_a_font_has_it(lettered, monkeypatch):
    site, said = lettered(LINEAR_A, monkeypatch)
    time = card(site).stat().st_mtime_ns
    site, said = lettered(LINEAR_A, monkeypatch, html_show_copyright=False)
    assert len(said) == 1
    assert card(site).stat().st_mtime_ns == time


# A checker


def checker():
    """Return the command of the Nu HTML checker, or None."""
    jar = os.environ.get("VNU_JAR", "")
    if jar and shutil.which("java"):
        return ["java", "-jar", jar]
    return ["vnu"] if shutil.which("vnu") else None


@pytest.mark.parametrize("theme", ["pydata_sphinx_theme", "homepage"])
def test_every_page_of_the_example_is_valid_html(build_site, theme):
    site = build_site("example_site", html_theme=theme, html_theme_options={})
    pages = [path for path in site.outdir.rglob("*.html") if "_static" not in path.parts]
    for path in pages:
        parser = html5lib.HTMLParser()
        parser.parse(path.read_text("utf-8"))
        assert [f"{path.name}: {error}" for _, error, _ in parser.errors] == []
    command = checker()
    if command is None:
        pytest.skip("needs the Nu HTML checker: VNU_JAR, the path of vnu.jar from the npm package vnu-jar")
    result = subprocess.run(
        [*command, "--errors-only", "--format", "json", *map(str, pages)], capture_output=True, check=False
    )
    messages = json.loads(result.stderr)["messages"]
    assert [(Path(found["url"]).name, found["message"]) for found in messages] == []
