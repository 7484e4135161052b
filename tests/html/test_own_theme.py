"""The theme of our own: what its pages weigh and link, what they are made of, and how they behave."""

from __future__ import annotations

import gzip
import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sphinx_homepage.html.theme_assets import PARTS_DIR, small_css, small_script
from sphinx_homepage.html.theme_options import Look
from sphinx_homepage.model.colors import contrast, mixed

STATIC = Path(PARTS_DIR.parent.parent.parent, "html")
STYLE_SHEETS = [
    PARTS_DIR / "theme.css",
    PARTS_DIR / "documents.css",
    STATIC / "static" / "sphinx-homepage.css",
    STATIC / "styles" / "sphinx-homepage-publications.css",
]
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
LONG_NAME = "Maximiliane Wolkenstein-Hohenfels von und zu Brandenburgheim"

SINK = """\
Everything
==========

.. _target:

A *word*, ``code``, :kbd:`Ctrl+C`, a note [#one]_, a citation [Knuth84]_ and :math:`a^2`.

.. note:: A note.

.. versionadded:: 2.0
   New.

A section
---------

.. code-block:: python
   :linenos:
   :caption: Listing

   def fib(n: int) -> int: return n if n < 2 else fib(n - 1) + fib(n - 2)  # which goes on and on and on

.. table:: A wide table

   ================= ================= ================= ================= ================= ===============
   Incompressible    Incompressible    Incompressible    Incompressible    Incompressible    Incompressible
   ================= ================= ================= ================= ================= ===============
   Incompressible    Incompressible    Incompressible    Incompressible    Incompressible    Incompressible
   ================= ================= ================= ================= ================= ===============

:Field: value

.. math:: \\int_0^\\infty e^{-x^2}\\,dx
   :label: gauss

.. glossary::

   word
      A meaning.

.. py:module:: larder

.. py:function:: spam(eggs: int, ham: str = "x") -> list[str]

   Makes spam.

   :param eggs: how many

.. [#one] The footnote.
.. [Knuth84] Literate programming.
"""
SITE = {
    "index.md": f"# {LONG_NAME}\n\nHello.\n\n:::{{toctree}}\n:hidden:\n\nsink\ndeep/index\n"
    "Elsewhere & more <https://elsewhere.example.org/?a=1&b=2>\n:::\n",
    "sink.rst": SINK,
    "deep/index.md": '# Notes & "more"\n\n:::{toctree}\n:hidden:\n\none\ntwo\n:::\n',
    "deep/one.md": "# Part *one*\n\n## First\n\n## Second\n",
    "deep/two.md": "# Part two\n",
}


TWO_PAGES_DATA = Path(__file__).parents[1] / "benchmarks" / "two_pages.yaml"
TWO_PAGES = (
    *("experience", "education", "publications", "projects", "talks", "awards", "skills", "languages"),
    "service",
)


class Elements(HTMLParser):
    """The start tags of a page, with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def of(self, tag, **wanted):
        return [
            attributes
            for name, attributes in self.found
            if name == tag and wanted.items() <= attributes.items()
        ]


def files(html):
    """Return the local files that a browser asks for with the page, by kind."""
    elements = Elements(html)
    return {
        "style": [link["href"].partition("?")[0] for link in elements.of("link", rel="stylesheet")],
        "script": [found["src"].partition("?")[0] for found in elements.of("script") if "src" in found],
    }


@pytest.fixture(scope="module")
def example(build_site):
    return build_site("example_site", html_theme="homepage", html_theme_options={})


@pytest.fixture(scope="module")
def site(build_once):
    return build_once(SITE, html_theme="homepage", project="Site", nitpicky=True, exclude_patterns=[])


@pytest.fixture(scope="module")
def papers(build_once):
    return build_once(
        {
            "index.md": "# Home\n\n:::{toctree}\n:hidden:\n\npapers\n:::\n",
            "papers.md": "# Papers\n\n:::{publications}\n:pages: all\n:search:\n:::\n",
            "papers.bib": "@article{a, title = {Tides}, author = {Varga, Ilse}, journal = {Ports},"
            " abbr = {P}, year = 2024, abstract = {Eleven harbours.}}\n",
            "venues.yaml": "P:\n  color: navy\n",
        },
        html_theme="homepage",
        homepage_bibliography="papers.bib",
        homepage_venues="venues.yaml",
        homepage_me="Ilse Varga",
        html_baseurl="https://varga.example.org/",
    )


def zipped(path):
    return len(gzip.compress(path.read_bytes(), 6))


class TestWeight:
    def test_a_home_page_is_at_most_15_kb_with_its_style_and_script(self, example):
        named = files(example.html())
        linked = [example.outdir / name for kind in named.values() for name in kind]
        assert sum(map(zipped, [example.outdir / "index.html", *linked])) <= 15 * 1024

    def test_a_cv_of_two_pages_is_at_most_5_kb_and_one_of_six_at_most_12(self, example, build_once):
        lists = "\n".join(f"## {name}\n\n:::{{{name}}}\n:::\n" for name in TWO_PAGES)
        cv = f"---\ntitle: Curriculum vitae\n---\n\n:::{{profile}}\n:::\n\n{lists}"
        record = TWO_PAGES_DATA.read_text("utf-8")
        site = build_once(
            {"index.md": "# Home\n", "cv.md": f"---\norphan: true\n{cv[4:]}", "cv.yaml": record},
            html_theme="homepage",
            homepage_data="cv.yaml",
            homepage_pdf={"cv": "cv.pdf"},
        )
        assert zipped(site.outdir / "cv.html") <= 5 * 1024
        assert zipped(example.outdir / "cv.html") <= 12 * 1024

    @pytest.mark.parametrize("page", ["index", "cv", "publications", "projects", "talks", "news", "people"])
    def test_every_page_asks_for_one_style_sheet_and_one_script(self, example, page):
        assert {kind: len(names) for kind, names in files(example.html(page)).items()} == {
            "style": 1,
            "script": 1,
        }

    def test_a_page_without_publications_has_the_small_ones(self, example):
        assert files(example.html("talks")) == {
            "style": ["_static/sphinx-homepage-theme.css"],
            "script": ["_static/sphinx-homepage-theme.js"],
        }

    def test_a_page_that_searches_publications_has_the_script_for_it(self, example):
        assert files(example.html("publications")) == {
            "style": ["_static/sphinx-homepage-theme-publications.css"],
            "script": ["_static/sphinx-homepage-theme-publications.js"],
        }

    def test_its_sheets_ask_no_other_theme_for_colours(self, example):
        for path in example.outdir.glob("_static/sphinx-homepage-theme*.css"):
            assert not re.findall(r"--hp-\w+:var\(--(?:pst|color)-", path.read_text("utf-8"))

    def test_the_theme_itself_is_under_12_kb_of_style_and_3_kb_of_script(self):
        parts = [(PARTS_DIR / f"{name}.css").read_text("utf-8") for name in ("theme", "documents")]
        rules = "".join([Look().css(), *parts])
        assert len(small_css(rules).encode()) < 12 * 1024
        assert len(small_script((PARTS_DIR / "switch.js").read_text("utf-8")).encode()) < 3 * 1024


class TestSmallFiles:
    @pytest.mark.parametrize(
        ("css", "small"),
        [
            ("a { color : red ; }", "a{color : red}"),
            ("a :is(b, c) > d { x: calc(1px + 2px) }", "a :is(b,c) > d{x:calc(1px + 2px)}"),
            ('a::before { content: "/* ; { } */  " / ""; }', 'a::before{content:"/* ; { } */  " / ""}'),
            ("a/**/b { } /* { */ c { d: e; }", "a b{}c{d:e}"),
            ('a { content: "\\"  ;  "; }', 'a{content:"\\"  ;  "}'),
            ("@media (min-width: 4rem) { a:hover { b: c } }", "@media (min-width: 4rem){a:hover{b:c}}"),
        ],
    )
    def test_spaces_and_comments_that_say_nothing_go_out_of_css(self, css, small):
        assert small_css(css) == small

    @pytest.mark.parametrize("path", STYLE_SHEETS, ids=lambda path: path.name)
    def test_a_browser_reads_the_same_rules_in_the_small_sheet(self, open_site, tmp_path, path):
        (tmp_path / "index.html").write_text("<!DOCTYPE html><title>x</title>")
        page = open_site(tmp_path)
        page.open("index.html")
        css = f"{Look().css()}{path.read_text('utf-8')}"
        rules = []
        for text in (css, small_css(css)):
            page.run(f"window.text = {text!r}")
            rules.append(
                page.run(
                    "(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);"
                    "return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s+/g, ' ')); })()"
                )
            )
        assert len(rules[0]) > 10
        # What a custom property holds is kept as typed, so only spaces may differ.
        assert [re.sub(r"\s", "", rule) for rule in rules[0]] == [
            re.sub(r"\s", "", rule) for rule in rules[1]
        ]

    def test_no_text_in_a_script_goes_over_several_lines(self):
        for path in (PARTS_DIR / "switch.js", STATIC / "static_web" / "sphinx-homepage.js"):
            assert all(line.count("`") % 2 == 0 for line in path.read_text("utf-8").splitlines())
            assert "/*" not in path.read_text("utf-8").replace("/* It holds for this page. */", "")


class TestPages:
    PAGES = ("index", "sink", "deep/index", "deep/one", "search", "genindex", "py-modindex")

    @pytest.mark.parametrize("page", PAGES)
    def test_have_no_inline_style_and_no_inline_script(self, site, page):
        html = site.html(page)
        elements = Elements(html)
        assert elements.of("style") == []
        assert [attributes for _, attributes in elements.found if "style" in attributes] == []
        assert [attributes for attributes in elements.of("script") if "src" not in attributes] == []
        assert [name for _, found in elements.found for name in found if name.startswith("on")] == []

    @pytest.mark.parametrize("page", PAGES)
    def test_are_html_without_a_mistake(self, site, page):
        html5lib = pytest.importorskip("html5lib")
        html5lib.HTMLParser(strict=True).parse(site.html(page))

    @pytest.mark.parametrize("page", PAGES)
    def test_have_one_of_each_landmark_and_one_h1(self, site, page):
        elements = Elements(site.html(page))
        counts = [len(elements.of(tag)) for tag in ("main", "h1")]
        assert counts == [1, 1]
        assert len(elements.of("header", **{"class": "hp-site"})) == 1
        assert len(elements.of("footer", **{"class": "hp-site"})) == 1
        assert len(elements.of("nav", **{"aria-label": "Navigation"})) == 1
        assert elements.of("a")[0] == {"class": "hp-skip", "href": "#hp-main"}
        ids = [found["id"] for _, found in elements.found if "id" in found]
        assert len(ids) == len({*ids})

    def test_name_the_site_once_in_the_title(self, site):
        titles = {
            page: re.search("<title>(.*)</title>", site.html(page))[1] for page in ("index", "deep/one")
        }
        assert titles == {"index": LONG_NAME, "deep/one": "Part one – Site"}

    def test_do_not_make_a_browser_ask_for_an_icon(self, site, build):
        assert site.html().count('<link rel="icon" href="data:,">') == 1
        other = build({"extra/favicon.ico": b"x"}, html_theme="homepage", html_extra_path=["extra"])
        assert 'rel="icon"' not in other.html()


class TestNavigation:
    def test_has_the_pages_of_the_root_with_the_current_one_marked(self, site):
        def links(page):
            html = re.search(r"<nav aria-label.*?</nav>", site.html(page), re.DOTALL)[0]
            return [(found.get("href"), found.get("aria-current", "")) for found in Elements(html).of("a")]

        elsewhere = "https://elsewhere.example.org/?a=1&b=2"
        assert links("index") == [("sink.html", ""), ("deep/index.html", ""), (elsewhere, "")]
        assert links("sink") == [("#", "page"), ("deep/index.html", ""), (elsewhere, "")]
        assert links("deep/one") == [("../sink.html", ""), ("index.html", "true"), (elsewhere, "")]

    def test_titles_are_escaped_once(self, site):
        assert ">Notes &amp; “more”</a>" in site.html()

    def test_leads_to_the_pages_below_and_back(self, site):
        html = site.html("deep/index")
        children = re.search(r'<nav class="hp-children".*?</nav>', html, re.DOTALL)[0]
        assert re.findall('<a href="(.*?)">(.*?)</a>', children) == [
            ("one.html", "Part <em>one</em>"),
            ("two.html", "Part two"),
        ]
        assert '<p class="hp-parents"><a href="index.html">Notes &amp; “more”</a></p>' in site.html(
            "deep/one"
        )

    def test_a_list_on_the_page_is_enough(self, build):
        site = build(
            {
                "index.md": "# Home\n\n:::{toctree}\nlist\n:::\n",
                "list.md": "# List\n\n:::{toctree}\npart\n:::\n",
                "part.md": "# Part\n",
            },
            html_theme="homepage",
        )
        assert "hp-children" not in site.html("list")

    def test_a_papers_page_belongs_to_its_list(self, papers):
        html = (papers.outdir / "publications" / "a" / "index.html").read_text("utf-8")
        assert '<a href="../../papers.html" aria-current="true">Papers</a>' in html
        assert '<p class="hp-parents"><a href="../../papers.html">Papers</a></p>' in html

    def test_an_empty_index_is_not_linked(self, site, build):
        assert 'href="genindex.html">General Index</a>' in site.html()
        assert "General Index" not in build({"index.md": "# Home\n"}, html_theme="homepage").html()

    def test_options_show_the_contents_and_the_neighbours(self, site, build):
        assert "hp-toc" not in site.html("deep/one")
        assert "hp-turn" not in site.html("deep/one")
        options = {"show_toc": True, "show_prev_next": True}
        html = build(SITE, html_theme="homepage", html_theme_options=options).html("deep/one")
        assert '<a class="reference internal" href="#first">First</a>' in html
        assert '<a rel="next" href="two.html"><small>next</small> Part two</a>' in html


class TestSettings:
    def test_of_sphinx_are_honoured(self, build):
        site = build(
            {
                "index.md": "# Home\n",
                "_static/mine.css": "",
                "_static/mine.js": "",
                "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "_templates/layout.html": '{% extends "!layout.html" %}'
                '{% block extrahead %}<meta name="mine">{% endblock %}'
                "{% block extrafooter %}<p>Imprint</p>{% endblock %}",
            },
            html_theme="homepage",
            html_static_path=["_static"],
            html_css_files=["mine.css"],
            html_js_files=["mine.js"],
            html_logo="logo.svg",
            html_favicon="icon.svg",
            templates_path=["_templates"],
            html_baseurl="https://ada.example.org/",
            html_last_updated_fmt="%Y",
            html_show_sphinx=False,
            copyright="1843, Ada <L>",
        )
        html = site.html()
        assert files(html)["style"] == ["_static/sphinx-homepage-theme.css", "_static/mine.css"]
        assert files(html)["script"] == ["_static/sphinx-homepage-theme.js", "_static/mine.js"]
        assert '<img src="_static/logo.svg" alt="Test">' in html
        assert '<link rel="icon" href="_static/icon.svg">' in html
        assert '<link rel="canonical" href="https://ada.example.org/index.html">' in html
        assert '<meta name="mine">' in html
        assert "<p>Imprint</p>" in html
        assert "Last updated on 20" in html
        assert "© 1843, Ada &lt;L&gt;" in html
        assert "Created using" not in html

    def test_html_style_takes_the_place_of_the_themes_sheet(self, build):
        site = build(
            {"index.md": "# A\n\n:::{awards}\n- A prize\n:::\n", "_static/mine.css": "a { b: c }"},
            html_theme="homepage",
            html_static_path=["_static"],
            html_style="mine.css",
        )
        assert sorted(files(site.html())["style"]) == ["_static/mine.css", "_static/sphinx-homepage.css"]

    def test_a_script_that_calls_sphinxs_own_gets_them(self, build):
        site = build(
            {"_static/mine.js": "console.log(DOCUMENTATION_OPTIONS.BUILDER)"},
            html_theme="homepage",
            html_static_path=["_static"],
            html_js_files=["mine.js"],
        )
        assert files(site.html())["script"] == [
            "_static/sphinx-homepage-theme.js",
            "_static/documentation_options.js",
            "_static/doctools.js",
            "_static/sphinx_highlight.js",
            "_static/mine.js",
        ]

    @pytest.mark.parametrize("page", ["sink", "search", "genindex"])
    def test_only_documents_get_the_rules_for_them(self, site, page):
        assert "_static/sphinx-homepage-theme-documents.css" in files(site.html(page))["style"]
        assert len(files(site.html(page))["style"]) == 2
        assert files(site.html())["style"] == ["_static/sphinx-homepage-theme.css"]

    def test_colours_of_code_can_be_read_on_both_grounds(self):
        from pygments.token import STANDARD_TYPES

        from sphinx_homepage.html.code_style import Dark, Light

        for style in (Light, Dark):
            inks = {style.style_for_token(token)["color"] for token in STANDARD_TYPES} - {None}
            assert len(inks) == 5
            assert min(contrast(f"#{ink}", style.background_color) for ink in inks) >= 4.5

    @pytest.mark.parametrize(
        ("language", "direction"), [("en", None), ("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ja", None)]
    )
    def test_the_direction_is_the_languages(self, build, language, direction):
        page = Elements(build(html_theme="homepage", language=language).html()).of("html")[0]
        assert page.get("dir") == direction
        assert page["lang"] == language


class TestOptions:
    def test_are_warned_of_where_they_cannot_be_used(self, build):
        options = {"accent": "nawy", "accent_dark": "#333", "font": "serfi", "show_toc": "perhaps"}
        conf = "extensions = ['sphinx_homepage']\nhtml_theme = 'homepage'\nhtml_theme_options = {\n"
        conf += "".join(f'  "{name}": {value!r},\n' for name, value in options.items()) + "}\n"
        site = build({"conf.py": conf})
        lines = (site.srcdir / "conf.py").read_text("utf-8").split("\n")
        assert [(lines_of(site, warned, lines), warned.code, warned.message) for warned in site.warnings] == [
            (
                '"accent"',
                "homepage.setting",
                'html_theme_options: "accent" is no colour: "nawy" is not a colour; did you mean "navy"?',
            ),
            (
                '"accent_dark"',
                "homepage.setting",
                'html_theme_options: "accent_dark" #333333 has a contrast of 1.3:1 on the dark page, and '
                "links need 4.5:1; #898989 would do",
            ),
            (
                '"font"',
                "homepage.setting",
                'html_theme_options: "font" is \'serfi\'; did you mean "serif"?',
            ),
            (
                '"show_toc"',
                "homepage.setting",
                "html_theme_options: \"show_toc\" is 'perhaps'; write True or False",
            ),
        ]

    def test_a_change_is_in_the_next_build_which_reads_no_page(self, build):
        build(html_theme="homepage")
        site = build(html_theme_options={"accent": "navy", "font": '"My Face", serif'})
        assert site.read == []
        css = (site.outdir / "_static" / "sphinx-homepage-theme.css").read_text("utf-8")
        assert "--hp-accent:#000080}" in css
        assert '--hp-font:"My Face",serif;' in css

    def test_a_second_build_does_nothing(self, build):
        site = build(SITE, html_theme="homepage")
        before = {path: path.stat().st_mtime_ns for path in site.outdir.glob("**/sink.html")}
        site = build()
        assert site.read == []
        assert {path: path.stat().st_mtime_ns for path in before} == before

    @pytest.mark.parametrize("accent", ["navy", "#1d4d4f", "black", "firebrick", "#5b2c83"])
    def test_the_accent_of_the_dark_page_is_made_readable(self, accent):
        look, problems = Look.of({"accent": accent})
        assert problems == []
        for at, color in enumerate((look.accent, look.accent_dark)):
            for ground in ("--hp-paper", "--hp-surface"):
                assert contrast(color, Look.COLORS[ground][at]) >= 4.5

    def test_every_colour_of_text_can_be_read_on_every_ground(self):
        look = Look()
        accents = (look.accent, look.accent_dark)
        for at in (0, 1):
            inks = [Look.COLORS["--hp-text"][at], Look.COLORS["--hp-muted"][at], accents[at]]
            paper, surface = (Look.COLORS[name][at] for name in ("--hp-paper", "--hp-surface"))
            grounds = [paper, surface, mixed(paper, accents[at], 0.09)]
            assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= 4.5

    @pytest.mark.parametrize("font", ["serif; } body { display: none", "a, b</style>", "a, url(x)", 3])
    def test_a_font_cannot_bring_other_rules(self, font):
        look, problems = Look.of({"font": font})
        assert look.font == Look().font
        assert len(problems) == 1


def lines_of(site, warned, lines):
    """Return the name in quotes where a warning points."""
    return re.match(r'"\w+"', lines[warned.line - 1][warned.column - 1 :])[0]


class TestBuilders:
    @pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "json"])
    def test_build_the_example_without_a_warning(self, build_site, builder):
        site = build_site("example_site", builder, html_theme="homepage", html_theme_options={})
        assert site.statuscode == 0
        assert site.warnings == []

    def test_dirhtml_and_singlehtml_link_what_is_there(self, build_site):
        for builder in ("dirhtml", "singlehtml"):
            site = build_site("example_site", builder, html_theme="homepage", html_theme_options={})
            for path in site.outdir.rglob("*.html"):
                elements = Elements(path.read_text("utf-8"))
                for attributes in [*elements.of("a"), *elements.of("link"), *elements.of("script")]:
                    target = attributes.get("href") or attributes.get("src") or "#"
                    if re.match(r"[a-z]+:|#", target):
                        continue
                    name = re.split("[?#]", target)[0]
                    found = (path.parent / name).resolve()
                    assert found.is_file() or (found / "index.html").is_file(), f"{path}: {target}"


SCHEME = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(253, 252, 250)", "rgb(22, 21, 20)"
PRESSED = "document.querySelector('.hp-switch').getAttribute('aria-pressed')"
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


class TestBrowser:
    @pytest.fixture
    def page(self, example, open_site):
        page = open_site(example.outdir, {"Content-Security-Policy": POLICY})
        yield page
        assert page.errors() == []

    def test_the_switch_changes_the_scheme_and_keeps_it(self, page):
        page.open("index.html")
        assert (page.run(SCHEME), page.run(PRESSED)) == (LIGHT, "false")
        page.run("document.querySelector('.hp-switch').focus()")
        page.press("Enter")
        assert (page.run(SCHEME), page.run(PRESSED)) == (DARK, "true")
        page.open("cv.html")
        assert (page.run(SCHEME), page.run(PRESSED)) == (DARK, "true")
        page.press("Tab")
        page.run("document.querySelector('.hp-switch').click()")
        assert (page.run(SCHEME), page.run("localStorage.getItem('theme')")) == (LIGHT, "auto")

    def test_a_chosen_scheme_is_there_before_anything_is_painted(self, page):
        page.open("index.html")
        page.run("localStorage.setItem('theme', 'dark')")
        page.tab.add_init_script(
            "new MutationObserver((_, seen) => { if (document.body) {"
            "window.first = document.documentElement.dataset.theme; seen.disconnect(); } })"
            ".observe(document, { childList: true, subtree: true })"
        )
        page.open("cv.html")
        assert page.run("window.first") == "dark"

    def test_the_system_decides_where_nobody_has_chosen(self, page):
        page.open("index.html")
        page.set_media(prefers_color_scheme="dark")
        page.wait_until(f"{SCHEME} === '{DARK}' && {PRESSED} === 'true'")

    def test_what_is_stored_is_nothing_but_a_scheme(self, page):
        page.open("index.html")
        page.run("localStorage.setItem('theme', 'pink')")
        page.open("index.html")
        assert page.run("document.documentElement.dataset.theme") == "auto"

    def test_without_scripts_there_is_no_switch_and_the_system_decides(self, example, open_site):
        page = open_site(example.outdir)
        page.disable_scripts()
        page.set_media(prefers_color_scheme="dark")
        page.open("publications.html")
        assert page.run(SCHEME) == DARK
        assert not page.run("document.querySelector('.hp-switch').checkVisibility()")
        visible = "document.querySelector('.hp-pub').checkVisibility({ visibilityProperty: true })"
        assert page.run(visible)

    def test_a_papers_page_keeps_to_the_policy_and_shows_the_venues_colour(self, papers, open_site):
        page = open_site(papers.outdir, {"Content-Security-Policy": POLICY})
        page.open("publications/a/index.html")
        badge = "getComputedStyle(document.querySelector('.hp-badge')).backgroundColor"
        assert (
            '<script type="application/ld+json">' in (papers.outdir / "publications/a/index.html").read_text()
        )
        page.open("papers.html")
        assert page.run(badge) == "rgb(0, 0, 128)"
        assert page.errors() == []

    def test_search_finds_pages(self, page):
        page.open("search.html?q=svan")
        page.wait_until("document.querySelectorAll('ul.search > li').length > 2")
        page.wait_until("document.querySelectorAll('ul.search .context').length > 1")

    def test_the_filter_of_publications_works(self, page):
        page.open("publications.html")
        shown = "[...document.querySelectorAll('.hp-pub')].filter((item) => item.checkVisibility()).length"
        before = page.run(shown)
        page.run("document.querySelector('.hp-search input').focus()")
        page.type("questionnaire")
        assert 0 < page.run(shown) < before

    def test_search_speaks_the_language_of_the_site(self, build, open_site):
        files = {
            "index.md": "# Accueil\n\nNous comptons les mouettes.\n",
            "a.md": "---\norphan: true\n---\n# Mouettes\n",
        }
        site = build(files, html_theme="homepage", language="fr")
        page = open_site(site.outdir, {"Content-Security-Policy": POLICY})
        page.open("search.html?q=mouettes")
        page.wait_until("document.querySelectorAll('ul.search > li').length === 2")
        page.wait_until(
            "document.querySelector('#search-results h2').innerText === 'Résultats de la recherche'"
        )
        page.wait_until("/2 pages trouvées/.test(document.querySelector('.search-summary').innerText)")
        assert page.errors() == []

    @pytest.mark.parametrize("name", ["index", "cv", "publications", "search", "people"])
    def test_no_page_scrolls_sideways_on_a_small_screen(self, page, name):
        page.set_size(320, 800)
        page.open(f"{name}.html")
        content, window = page.run(WIDTHS)
        assert content <= window

    def test_long_names_and_wide_tables_do_not_either(self, site, open_site):
        page = open_site(site.outdir, {"Content-Security-Policy": POLICY})
        page.set_size(320, 800)
        for name in ("index", "sink", "deep/one", "genindex", "py-modindex"):
            page.open(f"{name}.html")
            content, window = page.run(WIDTHS)
            assert content <= window, name
        assert page.errors() == []

    def test_what_scrolls_can_be_reached_by_keyboard(self, site, open_site):
        page = open_site(site.outdir)
        page.set_size(320, 800)
        page.open("sink.html")
        assert page.run("document.querySelector('.hp-scroll').tabIndex") == 0
        assert page.run("document.querySelector('pre').tabIndex") == 0
        page.set_size(1280, 900)
        page.open("deep/one.html")
        assert page.run("document.querySelectorAll('[tabindex]').length") == 0

    def test_the_first_link_goes_to_the_content(self, page):
        page.open("cv.html")
        page.press("Tab")
        assert page.run("document.activeElement.getBoundingClientRect().top >= 0")
        page.press("Enter")
        page.wait_until("location.hash === '#hp-main'")

    def test_paper_has_no_navigation_and_is_light(self, page):
        page.set_media("print", prefers_color_scheme="dark")
        page.open("cv.html")
        seen = "[...document.querySelectorAll('.hp-site, .hp-skip')].some((part) => part.checkVisibility())"
        assert not page.run(seen)
        assert page.run("getComputedStyle(document.body).color") == "rgb(17, 17, 17)"

    def test_nothing_moves_for_those_who_ask_for_that(self, page):
        page.set_media(prefers_reduced_motion="reduce")
        page.open("index.html")
        assert page.run("getComputedStyle(document.documentElement).scrollBehavior") == "auto"

    @pytest.mark.parametrize("name", ["index", "cv", "publications", "search"])
    def test_axe_finds_nothing(self, example, open_site, name):
        page = open_site(example.outdir)
        for width, scheme in itertools.product((1280, 390), ("light", "dark")):
            page.set_size(width, 900)
            page.set_media(prefers_color_scheme=scheme)
            page.open(f"{name}.html")
            assert page.violations() == [], (width, scheme)
