"""The default theme in a browser: what pages weigh, whether all that the theme does still works."""

import itertools

import pytest

PAGES = ("index.html", "cv.html", "publications.html", "publications/favre2024tapes/index.html")
"""A page of each kind."""


@pytest.fixture(scope="module")
def example(build_site):
    return build_site("example_site")


@pytest.fixture
def page(example, open_site):
    return open_site(example.outdir)


@pytest.fixture(scope="module")
def site(build_once):
    """Return a site of more pages than the header has room for, and with one that is long."""
    names = [f"page{number}" for number in range(8)]
    contents = "\n".join(names)
    home = f"# Home\n\n:::{{awards}}\n- A prize\n:::\n\n```{{toctree}}\n:hidden:\n\n{contents}\n```\n"
    text = f"{'Harbours and their tides. ' * 20}\n\n" * 30
    return build_once(
        {
            "index.md": home,
            **{f"{name}.md": f"# The {name}\n\n{text}" for name in names},
        },
        project="Ama Okonkwo",
        html_theme="pydata_sphinx_theme",
    )


@pytest.fixture
def tab(site, open_site):
    tab = open_site(site.outdir)
    yield tab
    assert tab.errors() == []


# Weight


def test_a_homepage_weighs_little_and_asks_for_little(page):
    page.open("index.html")
    files = page.loaded()
    assert [file.path for file in files if file.status != 200] == []
    assert [file.url for file in files if not file.url.startswith(page.root)] == []
    assert len(files) <= 12
    assert sum(file.size for file in files if "portrait" not in file.path) <= 100_000
    assert [file.path for file in files if file.kind == "font"] == []
    assert page.errors() == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_loads_from_elsewhere_or_complains(page, name):
    page.open(name)
    assert [file.url for file in page.loaded() if not file.url.startswith(page.root)] == []
    assert page.errors() == []


SHIFT = """
new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 600);
})
"""


@pytest.mark.parametrize(("name", "width"), [*itertools.product(PAGES, (390, 1280))])
def test_nothing_moves_while_a_page_loads(page, name, width):
    page.set_size(width, 800)
    page.open(name)
    # A picture whose file does not say its size makes room for itself when it is there; and the theme's own
    # header moves by a button where a machine is so slow that it shows half of it.
    assert page.run(SHIFT) <= (0.1 if name.startswith("publications/") else 0.005)


@pytest.mark.parametrize("width", [1100, 1280, 1920])
def test_the_text_stands_where_it_will_before_the_list_of_headings_has_come(page, width):
    page.set_size(width, 800)
    page.open("cv.html")
    place = "JSON.stringify(document.querySelector('.bd-article-container').getBoundingClientRect().left)"
    there = page.run(place)
    page.run("document.querySelector('.bd-sidebar-secondary').remove()")
    assert page.run(place) == there


@pytest.mark.parametrize("width", [390, 1280])
def test_the_name_stands_where_it_will_before_the_portrait_has_come(page, width):
    page.set_size(width, 800)
    page.open("index.html")
    place = "JSON.stringify(document.querySelector('.hp-hero-lines').getBoundingClientRect())"
    there = page.run(place)
    page.run("document.querySelector('.hp-hero .hp-picture, .hp-hero img.hp-portrait').remove()")
    assert page.run("!document.querySelector('.hp-hero img')")
    assert page.run(place) == there


# For everybody


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_assistive_tools_and_weak_eyes_find_no_fault(page, scheme, width, is_open):
    page.set_media(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
    page.set_size(width, 900)
    for name in PAGES:
        page.open(name)
        if is_open:
            page.run("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
            open_menu(page, width)
        assert page.violations() == [], name


def open_menu(page, width):
    """Open what holds the navigation on a telephone, and the choice of colours elsewhere."""
    button = ".primary-toggle" if width < 960 else "header .theme-switch-button"
    page.run(f"document.querySelector('{button}').click()")
    page.wait_until("!!document.querySelector('dialog[open], header .dropdown-menu.show')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_dialog_is_for_everybody(page, scheme):
    page.set_media(prefers_color_scheme=scheme)
    page.open("index.html")
    page.press("Control+k")
    assert page.violations() == []


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_a_page_is_readable_and_leads_to_the_others(page, name):
    page.disable_scripts()
    for width in (390, 1280):
        page.set_size(width, 900)
        page.open(name)
        assert page.run("document.querySelector('article').innerText.length") > 300
        links = page.run(
            "[...document.querySelectorAll('header nav a')].filter((link) => link.checkVisibility()"
            " && link.getBoundingClientRect().width).map((link) => link.textContent.trim())"
        )
        assert {"Publications", "Projects", "News"} <= {*links}
        colors = page.run(
            "[getComputedStyle(document.body).backgroundColor,"
            " getComputedStyle(document.querySelector('article p')).color]"
        )
        assert colors[0] != colors[1]
        assert page.run("document.documentElement.scrollWidth") <= width


def test_without_scripts_links_that_do_not_fit_the_header_are_there(tab):
    tab.disable_scripts()
    tab.open("page7.html")
    assert tab.run("document.querySelector('header nav a[href=\"page6.html\"]').checkVisibility()")


# What the theme does


SHOWN = "document.documentElement.dataset.theme"


def test_ctrl_k_finds_pages(tab):
    tab.open("index.html")
    assert not tab.run("!!window.Search")
    tab.press("Control+k")
    tab.wait_until("document.activeElement.name === 'q'")
    tab.type("prize")
    tab.press("Enter")
    tab.wait_until("location.pathname === '/search.html' && !!document.querySelector('.search li a')")
    assert tab.run("document.querySelector('.search li a').pathname") == "/index.html"


def test_escape_closes_the_search(tab):
    tab.open("index.html")
    tab.press("Control+k")
    tab.wait_until("document.querySelector('#pst-search-dialog').open")
    tab.press("Escape")
    tab.wait_until("!document.querySelector('#pst-search-dialog').open")


def test_the_button_opens_the_search(tab):
    tab.open("index.html")
    tab.run("document.querySelector('header .search-button__button').click()")
    assert tab.run("document.querySelector('#pst-search-dialog').open")


def focus(tab, selector):
    tab.run(f"document.querySelector('{selector}').focus()")


def choose_mode(tab, steps):
    focus(tab, "header .theme-switch-button")
    tab.press("Enter")
    tab.wait_until("!!document.querySelector('header .dropdown-menu.show')")
    for _ in range(steps):
        tab.press("ArrowDown")
    tab.press("Enter")
    tab.wait_until("!document.querySelector('header .dropdown-menu.show')")


def test_colours_are_chosen_by_keyboard_and_kept(tab):
    tab.set_media(prefers_color_scheme="light")
    tab.open("index.html")
    assert not tab.run("!!window.bootstrap")
    assert tab.run(SHOWN) == "light"
    choose_mode(tab, 3)
    assert tab.run(SHOWN) == "dark"
    tab.open("page1.html")
    assert tab.run(SHOWN) == "dark"
    choose_mode(tab, 2)
    assert tab.run(SHOWN) == "light"
    choose_mode(tab, 1)
    assert tab.run("document.documentElement.dataset.mode") == "auto"


def test_arrow_down_opens_the_choice_of_colours_too(tab):
    tab.open("index.html")
    focus(tab, "header .theme-switch-button")
    tab.press("ArrowDown")
    tab.wait_until("!!document.querySelector('header .dropdown-menu.show')")
    tab.press("Escape")
    tab.wait_until("!document.querySelector('header .dropdown-menu.show')")
    assert tab.run("document.activeElement.matches('.theme-switch-button')")


def test_a_click_opens_the_choice_of_colours_at_once(tab):
    tab.open("index.html")
    tab.tab.click("header .theme-switch-button")
    tab.wait_until("!!document.querySelector('header .dropdown-menu.show')")
    tab.tab.click("header .theme-change-button[data-mode=dark]")
    assert tab.run(SHOWN) == "dark"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_the_readers_colours_before_the_themes_script(tab, scheme):
    tab.set_media(prefers_color_scheme=scheme)
    tab.tab.route("**/pydata-sphinx-theme.js*", lambda route: route.fulfill(body=""))
    tab.open("index.html")
    assert tab.run(SHOWN) == scheme


def test_a_control_that_is_pointed_at_says_what_it_is_for(tab):
    tab.open("index.html")
    tab.tab.hover("header .search-button__button")
    tab.wait_until("document.querySelector('.tooltip')?.textContent === 'Search'")


def test_links_that_do_not_fit_the_header_are_in_a_menu(tab):
    tab.open("index.html")
    tab.tab.click("header nav .dropdown-toggle")
    tab.wait_until("document.querySelector('header nav a[href=\"page7.html\"]').checkVisibility()")


def test_the_menu_of_a_telephone_opens_and_closes_by_keyboard(tab):
    tab.set_size(390, 800)
    tab.open("index.html")
    menu = "document.querySelector('#pst-primary-sidebar-modal').open"
    focus(tab, ".primary-toggle")
    tab.press("Enter")
    tab.wait_until(menu)
    assert tab.run("document.querySelector('dialog[open] a[href=\"page7.html\"]').checkVisibility()")
    tab.press("Escape")
    tab.wait_until(f"!{menu}")
    assert tab.run("document.activeElement.matches('.primary-toggle')")


def test_words_in_the_address_are_marked(tab):
    tab.open("page1.html?highlight=harbours")
    tab.wait_until("document.querySelectorAll('span.highlighted').length > 100")
    assert tab.run("location.search") == ""


def test_who_scrolls_up_can_go_back_to_the_top(tab):
    tab.open("page1.html")
    tab.tab.mouse.wheel(0, 3000)
    tab.wait_until("scrollY > 2000 && !!window.bootstrap")
    for _ in range(3):
        tab.tab.mouse.wheel(0, -100)
        tab.tab.wait_for_timeout(100)
    tab.wait_until("document.querySelector('#pst-back-to-top').checkVisibility()")
    tab.tab.click("#pst-back-to-top")
    tab.wait_until("scrollY === 0")


def test_the_icons_of_the_theme_are_drawn_in_forced_colours_too(tab):
    tab.set_media(forced_colors="active")
    tab.open("index.html")
    style = "getComputedStyle(document.querySelector('header .fa-magnifying-glass'), '::before')"
    assert tab.run(f"{style}.maskImage").startswith('url("data:image/svg+xml')
    tab.run("document.body.style.color = 'ButtonText'")
    button_text = tab.run("getComputedStyle(document.body).color")
    assert tab.run(f"{style}.backgroundColor") == button_text
