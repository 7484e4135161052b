"""The default theme: what its pages have around them, and what they load."""

import re

import pytest
from bs4 import BeautifulSoup

CV = """
profile:
  name: Nokuthula Vad-Szép
contact:
  email: nokuthula@example.org
  github: nokuthula-example
  orcid: 0000-0002-1825-0097
  mastodon: "@nokuthula@social.example.org"
  private: [mastodon]
awards:
- title: A prize
  date: 2024
talks:
- title: A talk
  date: 2025
"""
CONTENTS = "```{toctree}\n:hidden:\n\ncv\nabout\nnotes/index\n```\n"
HOME = f"# Hello\n\n:::{{profile}}\n:::\n\n:::{{contact}}\n:::\n\n{CONTENTS}"
PAGES = {
    "cv.yaml": CV,
    "index.md": HOME,
    "cv.md": "# Life\n\n## Awards\n\n:::{awards}\n:::\n\n## Talks\n\n:::{talks}\n:::\n",
    "about.md": "# About\n\n## One\n\nText.\n\n## Two\n\nText.\n",
    "notes/index.md": "# Notes\n\n```{toctree}\n\nfirst\n```\n",
    "notes/plain.md": "---\norphan: true\n---\n# Plain\n",
    "notes/first.md": "# First\n\n## One\n\nText.\n",
}
SETTINGS = {
    "html_theme": "pydata_sphinx_theme",
    "homepage_data": "cv.yaml",
    "project": "Nokuthula Vad-Szép",
    "project_copyright": "2026, Nokuthula Vad-Szép",
}


@pytest.fixture(scope="module")
def site(build_once):
    """Return a site that sets no option of the theme."""
    return build_once(PAGES, **SETTINGS)


def parsed(site, docname="index"):
    return BeautifulSoup(site.html(docname), "html.parser")


def texts(page, selector):
    return [" ".join(element.get_text().split()) for element in page.select(selector)]


def loads(page):
    """Return the files that a page loads, without their folders and checksums."""
    found = [tag.get("src") or tag.get("href") for tag in page.select("script[src], link[rel=stylesheet]")]
    return {re.sub(r"\?.*", "", address).rpartition("/")[2] for address in found}


FEW = {
    "documentation_options.js",
    "pydata-sphinx-theme.js",
    "sphinx-homepage-pydata.js",
    "sphinx-homepage-theme.css",
    "sphinx-homepage.css",
}
"""What a page loads that has blocks of ours and no code."""


# What is around a page


@pytest.mark.parametrize("docname", ["index", "cv", "about"])
def test_a_homepages_own_pages_have_an_article_between_a_header_and_a_footer(site, docname):
    page = parsed(site, docname)
    assert texts(page, "header .navbar-brand") == ["Nokuthula Vad-Szép"]
    assert texts(page, "header nav .nav-link") == ["Life", "About", "Notes"]
    assert texts(page, ".bd-footer") == ["© Copyright 2026, Nokuthula Vad-Szép."]
    for needless in (".bd-breadcrumbs", ".prev-next-area", ".bd-sidebar-secondary", "[href*=_sources]"):
        assert page.select(needless) == []
    assert page.select_one("#pst-primary-sidebar").select(".sidebar-primary-items__start") == []


def test_a_chapter_of_notes_keeps_the_themes_sidebars_breadcrumbs_and_neighbours(site):
    page = parsed(site, "notes/first")
    assert texts(page, "#pst-primary-sidebar .sidebar-primary-items__start a") == ["First"]
    assert texts(page, ".bd-breadcrumbs a") == ["", "Notes"]
    assert texts(page, ".bd-sidebar-secondary a") == ["One"]
    assert page.select(".prev-next-area")
    assert texts(page, ".bd-footer") == ["© Copyright 2026, Nokuthula Vad-Szép."]


def test_the_profiles_of_a_contact_that_is_shown_are_in_the_header_and_the_menu(site):
    links = [
        (link["href"], link["rel"], link.get_text().strip(), bool(link.select_one("svg[aria-hidden=true]")))
        for link in parsed(site, "about").select("header .navbar-icon-links a")
    ]
    assert links == [
        ("https://github.com/nokuthula-example", ["me", "noopener"], "GitHub", True),
        ("https://orcid.org/0000-0002-1825-0097", ["me", "noopener"], "ORCID", True),
    ]
    assert len(parsed(site, "about").select("#pst-primary-sidebar .navbar-icon-links a")) == 2


def test_what_is_private_of_a_contact_is_nowhere(site):
    assert all("social.example.org" not in file.read_text("utf-8") for file in site.outdir.rglob("*.html"))


def test_a_contact_that_no_page_shows_gives_no_icons(build):
    site = build({**PAGES, "index.md": HOME.replace(":::{contact}\n:::\n", "")}, **SETTINGS)
    assert parsed(site).select(".navbar-icon-links") == []
    assert "nokuthula-example" not in site.html()


def test_own_icon_links_replace_those_of_the_contact(build):
    mine = [{"name": "Shop", "url": "https://shop.example.org/", "icon": "fa-solid fa-shop"}]
    site = build(PAGES, html_theme_options={"icon_links": mine}, **SETTINGS)
    assert [link["href"] for link in parsed(site).select("header .navbar-icon-links a")] == [
        "https://shop.example.org/"
    ]


def test_no_icon_links_are_a_choice_too(build):
    site = build(PAGES, html_theme_options={"icon_links": []}, **SETTINGS)
    assert parsed(site).select(".navbar-icon-links") == []


def test_every_option_that_is_set_wins(build):
    options = {
        "navbar_align": "left",
        "navbar_persistent": ["search-button-field"],
        "footer_end": ["sphinx-version"],
        "show_prev_next": True,
        "article_header_start": ["breadcrumbs"],
        "secondary_sidebar_items": ["page-toc"],
        "search_bar_text": "Find",
    }
    site = build(PAGES, html_theme_options=options, html_context={"default_mode": "dark"}, **SETTINGS)
    page = parsed(site, "cv")
    assert page.select("header .me-auto")
    assert page.select("header .search-button-field")
    assert page.select(".bd-footer .sphinx-version")
    assert page.select(".prev-next-area a")
    assert texts(page, ".bd-breadcrumbs li:last-child") == ["Life"]
    assert texts(page, ".bd-sidebar-secondary a") == ["Awards", "Talks"]
    assert page.select_one("#pst-search-dialog input")["placeholder"] == "Find"
    assert page.html["data-theme"] == "dark"


def test_who_sets_the_sidebars_has_the_themes_own_pages(build):
    site = build(PAGES, html_sidebars={"cv": []}, **SETTINGS)
    page = parsed(site)
    assert page.select(".bd-footer .theme-version")
    assert page.select(".navbar-icon-links") == []
    assert parsed(site, "about").select(".bd-breadcrumbs, .prev-next-area")


def test_a_site_whose_first_page_shows_nothing_of_ours_is_left_as_the_theme_has_it(build):
    site = build({**PAGES, "index.md": f"# Manual\n\n{CONTENTS}"}, **SETTINGS)
    for docname in ("index", "cv", "about"):
        page = parsed(site, docname)
        assert page.select(".bd-footer .theme-version")
        assert page.select(".prev-next-area")
    assert parsed(site, "cv").select(".bd-breadcrumbs")
    assert parsed(site, "cv").select(".bd-sidebar-secondary")


def test_other_themes_have_nothing_of_it(build):
    site = build(PAGES, **{**SETTINGS, "html_theme": "sphinx_book_theme"})
    assert "sphinx-homepage-pydata" not in site.html()
    assert not [*site.outdir.rglob("*pydata.css"), *site.outdir.rglob("sphinx-homepage-theme.css")]


# The name


def test_the_first_page_has_the_name_once_in_its_title(build):
    site = build({**PAGES, "index.md": HOME.replace("# Hello", "# Nokuthula Vad-Szép")}, **SETTINGS)
    assert parsed(site).title.string == "Nokuthula Vad-Szép"
    assert parsed(site, "cv").title.string == "Life – Nokuthula Vad-Szép"


@pytest.fixture
def build_unnamed(build):
    """Return a function that builds a site whose conf.py has no name for it."""

    def build_unnamed(files, **settings):
        return build(
            {**files, "conf.py": "del project\n"}, **{**SETTINGS, "exclude_patterns": ["_build"], **settings}
        )

    return build_unnamed


@pytest.mark.parametrize("theme", ["pydata_sphinx_theme", "furo", "alabaster", "basic"])
def test_a_site_without_a_name_has_that_of_the_profile(build_unnamed, theme):
    site = build_unnamed(PAGES, html_theme=theme)
    assert parsed(site, "cv").title.string == "Life – Nokuthula Vad-Szép"


@pytest.mark.parametrize("theme", ["pydata_sphinx_theme", "furo", "alabaster", "basic"])
def test_a_name_is_never_html(build_unnamed, theme):
    cv = CV.replace("Nokuthula Vad-Szép", "'N<img src=x onerror=alert(1)> & Co'")
    site = build_unnamed({**PAGES, "cv.yaml": cv}, html_theme=theme)
    page = parsed(site, "about")
    assert page.select("img[src=x]") == []
    assert page.title.string.strip().endswith("N<img src=x onerror=alert(1)> & Co")


def test_a_site_without_a_name_and_a_profile_has_the_title_of_its_first_page(build_unnamed):
    site = build_unnamed({**PAGES, "index.md": HOME.replace(":::{profile}\n:::\n", "")})
    assert texts(parsed(site, "about"), "header .navbar-brand") == ["Hello"]


def test_a_private_name_is_not_the_sites(build_unnamed):
    cv = CV.replace("  name: Nokuthula Vad-Szép\n", "  name: Nokuthula Vad-Szép\n  private: [name]\n")
    site = build_unnamed({**PAGES, "cv.yaml": cv}, project_copyright="2026")
    assert texts(parsed(site, "about"), "header .navbar-brand") == ["Hello"]
    assert "Nokuthula Vad" not in site.html("about")


def test_the_icon_of_the_site_is_its_first_letter(site):
    page = parsed(site, "notes/first")
    icon = page.select_one("link[rel=icon]")
    assert icon["href"].startswith("../_static/sphinx-homepage-icon.svg?v=")
    svg = (site.outdir / "_static" / "sphinx-homepage-icon.svg").read_text("utf-8")
    assert BeautifulSoup(svg, "html.parser").find("text").string == "N"


def test_an_own_icon_of_the_site_is_the_only_one(build):
    site = build({**PAGES, "me.svg": "<svg/>"}, html_favicon="me.svg", **SETTINGS)
    icons = [link["href"].partition("?")[0] for link in parsed(site).select("link[rel=icon]")]
    assert icons == ["_static/me.svg"]


# What a page loads


def test_a_page_loads_few_files(site):
    assert loads(parsed(site)) == FEW
    assert loads(parsed(site, "notes/index")) >= FEW - {"sphinx-homepage.css"}


def test_the_search_page_loads_the_search(site):
    assert loads(parsed(site, "search")) >= {
        "doctools.js",
        "sphinx_highlight.js",
        "searchtools.js",
        "language_data.js",
        "searchindex.js",
    }


def body(text):
    return {**PAGES, "about.md": f"# About\n\n{text}\n"}


def raw(html):
    return f"```{{raw}} html\n{html}\n```"


@pytest.mark.parametrize(
    ("html", "files"),
    [
        ('<i class="fa-solid fa-leaf"></i>', {"pydata-sphinx-theme.css", "theme.css"}),
        ("<i class='fab fa-github'></i>", {"pydata-sphinx-theme.css"}),
        ('<i class="fa-custom fa-mine"></i>', {"fontawesome.js"}),
        ("<script>FontAwesome.library.add(mine)</script>", {"fontawesome.js", "pydata-sphinx-theme.css"}),
        ('<div id="x" class="collapse"></div><a data-bs-toggle="collapse" href="#x">x</a>', {"bootstrap.js"}),
        ('<div class="carousel" data-bs-ride="carousel"></div>', {"bootstrap.js"}),
        ("<script>new bootstrap.Popover(document.body)</script>", {"bootstrap.js"}),
        ('<script src="_static/mine.js"></script>', {"bootstrap.js"}),
        ('<script src="_static/not-there.js"></script>', {"bootstrap.js", "searchtools.js", "doctools.js"}),
        ("<script>Search.query('x')</script>", {"searchtools.js", "searchindex.js", "doctools.js"}),
        ("<script>_ready(() => 0)</script>", {"doctools.js"}),
        ('<pre class="highlight">x</pre>', {"pygments.css"}),
    ],
)
def test_a_page_loads_what_something_on_it_needs(build, html, files):
    site = build(
        {**body(raw(html)), "_static/mine.js": "addEventListener('shown.bs.modal', () => bootstrap.x)"},
        html_static_path=["_static"],
        **SETTINGS,
    )
    assert loads(parsed(site, "about")) >= files
    assert loads(parsed(site)) == FEW


def test_code_is_coloured(build):
    site = build(body("```python\nx = 1\n```"), **SETTINGS)
    assert "pygments.css" in loads(parsed(site, "about"))


def test_scripts_that_know_nothing_of_the_theme_change_nothing(build):
    text = raw('<script>document.title</script><script src="https://stats.example.org/x.js"></script>')
    assert loads(parsed(build(body(text), **SETTINGS), "about")) - {"x.js"} == FEW - {"sphinx-homepage.css"}


@pytest.mark.parametrize(
    ("option", "files"),
    [
        ({"search_as_you_type": True}, {"searchtools.js", "searchindex.js", "doctools.js"}),
        ({"navigation_with_keys": True}, {"doctools.js"}),
    ],
)
def test_an_option_of_the_theme_loads_what_it_needs(build, option, files):
    assert loads(parsed(build(PAGES, html_theme_options=option, **SETTINGS))) >= files


def test_a_page_with_the_folding_sidebar_loads_bootstrap_at_once(site):
    assert "bootstrap.js" in loads(parsed(site, "notes/first"))


def test_translations_are_loaded_with_the_marks_of_a_search(build):
    page = parsed(build(PAGES, language="de", **SETTINGS))
    later = page.select_one("script[data-highlight]")["data-highlight"].split()
    assert [re.sub(r"\?.*", "", address) for address in later] == [
        "_static/doctools.js",
        "_static/translations.js",
        "_static/sphinx_highlight.js",
    ]
    assert "translations.js" not in loads(page)


def test_addresses_are_right_in_folders(site):
    page = parsed(site, "notes/plain")
    script = page.select_one("script[data-bootstrap]")
    assert script["src"].startswith("../_static/sphinx-homepage-pydata.js?v=")
    for address in (script["data-bootstrap"], *script["data-highlight"].split(), script["src"]):
        assert (site.outdir / "notes" / address.partition("?")[0]).resolve().is_file()


def test_the_style_sheet_has_all_of_the_theme_but_the_names_of_icons(site):
    static = site.outdir / "_static"
    ours = (static / "styles" / "sphinx-homepage-theme.css").read_text("utf-8")
    theirs = (static / "styles" / "pydata-sphinx-theme.css").read_text("utf-8")
    icons = re.findall(r'\.fa-[^{}]*\{--fa:"[^"]*"\}', theirs)
    assert len(icons) > 1500
    rest = theirs
    for icon in icons:
        rest = rest.replace(icon, "", 1)
    assert rest in ours
    assert (static / "basic.css").read_text("utf-8") in ours


def test_a_release_of_the_theme_that_nobody_has_looked_at_is_left_alone(build, monkeypatch):
    monkeypatch.setattr("pydata_sphinx_theme.__version__", "0.99.0")
    site = build(PAGES, **SETTINGS)
    assert loads(parsed(site)) >= {"bootstrap.js", "fontawesome.js", "searchtools.js", "theme.css"}
    assert texts(parsed(site, "cv"), ".bd-footer") == ["© Copyright 2026, Nokuthula Vad-Szép."]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_other_builders_of_pages_for_browsers_do_the_same(build, builder):
    assert loads(parsed(build(PAGES, builder, **SETTINGS))) == FEW


def test_a_book_has_nothing_of_it(build):
    site = build(PAGES, "epub", version="1", **SETTINGS)
    assert not [file for file in site.outdir.rglob("*") if "pydata" in file.name or "-theme.css" in file.name]
    assert "sphinx-homepage-" not in (site.outdir / "cv.xhtml").read_text("utf-8")


# Builds


def test_pages_written_by_several_processes_are_the_same(build_once):
    pages = {**PAGES, **{f"page{number}.md": f"---\norphan: true\n---\n# {number}\n" for number in range(12)}}
    one, two = build_once(pages, **SETTINGS), build_once(pages, parallel=2, **SETTINGS)
    for name in ("index.html", "cv.html", "page7.html", "_static/styles/sphinx-homepage-theme.css"):
        assert (one.outdir / name).read_bytes() == (two.outdir / name).read_bytes()
    assert [*two.outdir.rglob("sphinx-homepage-theme.css?*")] == []


def written(site, before):
    return {
        file.name
        for file in site.outdir.glob("*.html")
        if file.stat().st_mtime_ns != before.get(file.name) and file.stem in {"index", "cv", "about"}
    }


def times(site):
    return {file.name: file.stat().st_mtime_ns for file in site.outdir.glob("*.html")}


def test_a_page_that_is_changed_alone_is_written_alone(build):
    before = times(build(PAGES, **SETTINGS))
    # Sphinx itself writes the page of its table of contents again.
    changed = build({"about.md": "# About\n\nMore.\n"})
    assert written(changed, before) == {"about.html", "index.html"}


def test_all_pages_are_written_again_when_a_profile_in_their_header_changes(build):
    before = times(build(PAGES, **SETTINGS))
    site = build({"cv.yaml": CV.replace("nokuthula-example", "nvs-example")})
    assert written(site, before) == {"index.html", "cv.html", "about.html"}
    assert "https://github.com/nvs-example" in site.html("about")
    assert "nokuthula-example" not in site.html("about")


def test_the_script_stays_small(site):
    assert (site.outdir / "_static" / "sphinx-homepage-pydata.js").stat().st_size < 2048
