"""The script of lists of publications, in a browser: search, facets, addresses, copying."""

import pytest

BIB = r"""
@article{tides, title = {Tides in Small Data: $\alpha$-Mixing}, author = {Varga, Ilse and Løvås, Marit},
  journal = {Journal of Examples}, year = 2026, doi = {10.5555/tides}, keywords = {statistics, data},
  abstract = {We measure eleven harbours.}}
@inproceedings{nets, title = {Nets that Forget}, author = {Đặng, Thị Mai and Varga, Ilse}, year = 2025,
  booktitle = {Conference on Examples}, keywords = {learning}, abstract = {A theory of decay.},
  note = {See \url{https://example.org/nets}}}
@article{gulls, title = {Counting Gulls}, author = {Müßig, Änne and Varga, Ilse}, year = 2025,
  journal = {Birds and Numbers}, keywords = {data}}
@article{port, title = {小さな港}, author = {山田, 花子 and Varga, Ilse}, journal = {計測}, year = 2024,
  selected = true}
@phdthesis{thesis, title = {Estimation under Tides}, author = {Varga, Ilse},
  school = {Harbour State University}, year = 2010}
"""
PAGE = """# Papers

[the thesis](#thesis)

:::{publications}
:group-by: year
:search:
:facets: year type keyword
:::

"""
TWO = """---
orphan: true
---
# Two lists

:::{publications}
:filter: type=article
:search:
:facets: year
:::

:::{publications}
:filter: -type=article
:search:
:facets: year
:::
"""
KEYWORDS = """---
orphan: true
---
# By keyword

:::{publications}
:group-by: keyword
:search:
:::
"""
SELF_ONLY = "default-src 'self'; style-src 'self' 'unsafe-inline'"

SHOWN = (
    "[...document.querySelectorAll('.hp-pub')].filter((item) => item.checkVisibility())"
    ".map((item) => item.id)"
)
STATUS = "document.querySelector('.hp-search [role=status]').textContent"
GROUPS = (
    "[...document.querySelectorAll('.hp-group-title')].filter((title) => title.checkVisibility())"
    ".map((title) => title.firstChild.textContent)"
)
ADDRESS = "location.search + location.hash"


@pytest.fixture(scope="module")
def site(build_once):
    pages = {
        "index.md": PAGE,
        "two.md": f"---\norphan: true\n---\n{TWO}",
        "words.md": f"---\norphan: true\n---\n{KEYWORDS}",
    }
    return build_once(
        {**pages, "papers.bib": BIB},
        homepage_bibliography="papers.bib",
        homepage_me="Ilse Varga",
        html_sidebars={"**": []},  # The theme's search there has a script in the page.
    )


@pytest.fixture
def page(site, open_site):
    page = open_site(site.outdir, {"Content-Security-Policy": SELF_ONLY})
    yield page
    assert page.errors() == []


def search(page, text, field="input"):
    page.run(f"document.querySelector('.hp-search {field}').focus()")
    page.run(f"document.querySelector('.hp-search {field}').value = ''")
    page.type(text)


def choose(page, label, value):
    page.run(f"""(() => {{
      const label = [...document.querySelectorAll('.hp-search label')].find((found) =>
        found.firstChild.textContent === {label!r});
      const select = label.querySelector('select');
      select.value = {value!r};
      select.dispatchEvent(new Event('input', {{ bubbles: true }}));
    }})()""")


def test_the_script_stays_small(site):
    assert (site.outdir / "_static" / "sphinx-homepage.js").stat().st_size < 4096


def test_pages_without_publications_do_not_load_it(build):
    site = build({"index.md": "# Home\n\n:::{awards}\n- A prize\n:::\n"})
    assert "sphinx-homepage.css" in site.html()
    assert "sphinx-homepage.js" not in site.html()
    assert "sphinx-homepage-publications.css" not in site.html()


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("forget", ["nets"]),
        ("COUNTING", ["gulls"]),
        ("lovas", ["tides"]),
        ("Løvås", ["tides"]),
        ("dang thi", ["nets"]),
        ("mussig anne", ["gulls"]),
        ("harbours", ["tides"]),
        ("花子", ["port"]),
        ("harbour", ["tides", "thesis"]),
        ("varga decay", ["nets"]),
        ("decay harbour", []),
        ("  ", ["tides", "nets", "gulls", "port", "thesis"]),
        ("@article", []),
        ("\u0301", ["tides", "nets", "gulls", "port", "thesis"]),
    ],
)
def test_search_finds_by_title_author_and_abstract_whatever_the_case_and_accents(page, words, keys):
    page.open("index.html")
    search(page, words)
    assert page.run(SHOWN) == keys


def test_groups_without_a_find_are_hidden_with_their_headings(page):
    page.open("index.html")
    assert page.run(GROUPS) == ["2026", "2025", "2024", "2010"]
    search(page, "gulls")
    assert page.run(GROUPS) == ["2025"]


def test_a_status_says_how_many_were_found(page):
    page.open("index.html")
    assert page.run(STATUS) == ""
    search(page, "harbour")
    assert page.run(STATUS) == "2 of 5 publications"
    search(page, "zzz")
    assert page.run(STATUS) == "0 of 5 publications"


def test_a_paper_in_two_groups_is_counted_once(page):
    page.open("words.html")
    assert len(page.run(SHOWN)) == 6
    search(page, "tides small")
    assert page.run(STATUS) == "1 of 5 publications"


def test_facets_offer_what_the_list_has_and_narrow_it_together(page):
    page.open("index.html")
    options = page.run(
        "[...document.querySelectorAll('.hp-search select')].map((select) => "
        "[...select.options].map((option) => option.text))"
    )
    assert options == [
        ["All", "2026", "2025", "2024", "2010"],
        ["All", "Conference papers", "Journal articles", "Theses"],
        ["All", "data", "learning", "statistics"],
    ]
    choose(page, "Year", "2025")
    assert page.run(SHOWN) == ["nets", "gulls"]
    choose(page, "Keyword", "data")
    assert page.run(SHOWN) == ["gulls"]


def test_the_search_is_kept_in_the_address_and_comes_back(page):
    page.open("index.html")
    search(page, "varga")
    choose(page, "Year", "2025")
    page.wait_until(f"{ADDRESS} === '?q=varga&year=2025'")
    page.open("index.html?q=varga&year=2025")
    assert page.run(SHOWN) == ["nets", "gulls"]
    assert page.run("document.querySelector('.hp-search input').value") == "varga"
    search(page, "")
    page.press("Escape")
    choose(page, "Year", "")
    page.wait_until(f"{ADDRESS} === ''")


def test_an_address_with_a_year_that_is_not_there_shows_all(page):
    page.open("index.html?year=1900&utm=x")
    assert len(page.run(SHOWN)) == 5
    assert page.run("document.querySelector('.hp-search select').selectedOptions[0].text") == "All"


def test_escape_clears_the_search(page):
    page.open("index.html")
    search(page, "gulls")
    page.press("Escape")
    assert page.run("document.querySelector('.hp-search input').value") == ""
    assert len(page.run(SHOWN)) == 5


def test_a_link_to_a_paper_that_the_search_hides_shows_it(page):
    page.open("index.html?q=gulls")
    assert page.run(SHOWN) == ["gulls"]
    page.run("document.querySelector('a[href=\"#thesis\"]').click()")
    page.wait_until("document.querySelector('#thesis').checkVisibility()")
    assert page.run(ADDRESS) == "#thesis"
    assert page.run("document.querySelector(':target').id") == "thesis"
    page.run("history.back()")
    page.wait_until(f"({SHOWN}).length === 1")
    assert page.run(SHOWN) == ["gulls"]


def test_an_address_with_a_search_and_a_paper_shows_the_paper(page):
    page.open("index.html?q=gulls#thesis")
    page.wait_until("document.querySelector('#thesis').checkVisibility()")
    page.wait_until("document.querySelector('#thesis').getBoundingClientRect().top < innerHeight")


def test_a_link_to_a_year_that_the_search_hides_shows_it(page):
    page.open("index.html?q=gulls#publications-2010")
    page.wait_until("document.querySelector('#publications-2010').checkVisibility()")


def test_two_lists_on_a_page_are_searched_apart(page):
    page.open("two.html")
    search(page, "gulls", "input")
    assert page.run(SHOWN) == ["gulls", "nets", "thesis"]
    page.run("document.querySelectorAll('.hp-search input')[1].focus()")
    page.type("decay")
    assert page.run(SHOWN) == ["gulls", "nets"]
    page.wait_until(f"{ADDRESS} === '?q=gulls&q2=decay'")
    page.open("two.html?q2=decay")
    assert page.run(SHOWN) == ["tides", "gulls", "port", "nets"]


def open_bibtex(page, key):
    page.open("index.html")
    page.run(f"document.querySelector('#{key} .hp-bibtex').open = true")
    page.wait_until(f"!!document.querySelector('#{key} .hp-bibtex button')")


def test_bibtex_is_copied_and_that_is_said(page):
    page.allow_clipboard()
    open_bibtex(page, "gulls")
    page.run("document.querySelector('#gulls button').focus()")
    page.press("Enter")
    page.wait_until("document.querySelector('#gulls output').textContent === 'Copied'")
    copied = page.run("navigator.clipboard.readText()")
    assert copied == page.run("document.querySelector('#gulls code').textContent")
    assert copied.startswith("@article{gulls,\n")


def test_bibtex_that_may_not_be_copied_is_selected(page):
    open_bibtex(page, "gulls")
    page.run("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.run("document.querySelector('#gulls button').click()")
    page.wait_until("getSelection().toString().trim().startsWith('@article{gulls')")
    assert page.run("document.querySelector('#gulls output').textContent") == ""


def test_opening_bibtex_again_adds_no_second_button(page):
    open_bibtex(page, "gulls")
    page.run("document.querySelector('#gulls .hp-bibtex').open = false")
    page.run("new Promise((done) => setTimeout(done, 50))")
    page.run("document.querySelector('#gulls .hp-bibtex').open = true")
    page.run("new Promise((done) => setTimeout(done, 50))")
    assert page.run("document.querySelectorAll('#gulls .hp-bibtex button').length") == 1


def test_bibtex_that_is_open_before_the_script_comes_can_be_copied(site, open_site):
    page = open_site(site.outdir)

    def late(route):
        page.tab.wait_for_timeout(300)
        route.continue_()

    page.tab.route("**/sphinx-homepage.js*", late)
    page.open("publications/port/index.html")
    page.wait_until("document.querySelectorAll('.hp-bibtex[open] button').length === 1")


def test_without_scripts_everything_is_there_and_nothing_is_dead(site, open_site):
    page = open_site(site.outdir)
    page.disable_scripts()
    page.open("index.html")
    text = page.run("document.querySelector('[role=main]').textContent")
    for words in ("Tides in Small Data", "Marit Løvås", "We measure eleven harbours.", "@phdthesis{thesis,"):
        assert words in text
    dead = "document.querySelectorAll('[role=main] :is(input, select, button, [hidden])').length"
    assert page.run(dead) == 0
    page.run("document.querySelector('#tides .hp-abstract summary').focus()")
    page.press("Enter")
    assert page.run(
        "document.querySelector('#tides .hp-abstract p').checkVisibility({contentVisibilityAuto: true})"
    )
