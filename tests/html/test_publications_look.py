"""How lists of publications look and are used, in a browser: widths, keyboard, assistive tools, paper."""

import gzip
import itertools

import pytest

BIB = r"""
@article{tides, title = {Tides in Small Data: Estimating $\alpha$-Mixing from $n \ll 10^3$ Samples},
  author = {Varga, Ilse and Løvås, Marit and 山田, 花子}, author+an = {1=equal; 2=equal},
  journal = {Journal of Examples}, abbr = {JEX}, volume = 12, number = 3, pages = {101--133},
  year = 2026, month = mar, doi = {10.5555/tides}, code = {https://example.org/tides},
  slides = {https://example.org/slides}, award = {Best Paper Award}, preview = {wave.png},
  abstract = {We measure eleven harbours. See \url{https://example.org/harbours} for the data.}}
@inproceedings{nets, title = {Nets that Forget: A Short Theory of Decay}, year = 2025, abbr = {CASE},
  author = {Đặng, Thị Mai and Varga, Ilse}, booktitle = {Proceedings of the Conference on Examples},
  pdf = {https://example.org/nets.pdf}, note = {A note}, abstract = {A theory of decay.}}
@article{survey, title = {The Great Harbour Survey},
  author = {{The Harbour Consortium} and Abara, Chidi and Bauer, Jonas and Castro, Inés and Dufour, Léa and
    Eriksen, Nils and Farouk, Samir and Grieg, Tove and Haddad, Rana and Ito, Kenji and Jansen, Saar and
    Kowalska, Zofia and Moreau, Hugo and Nakagawa, Ren and Oyelaran, Tunde and Pereira, Duarte and
    Varga, Ilse and Weber, Nele}, journal = {Annals of Observed Things}, year = 2025,
  award = {It was given for the best data of the year.}, award_name = {Dataset Prize}}
@article{waves, title = {قياس الأمواج}, author = {فريد, ليلى and Varga, Ilse}, year = 2024,
  journal = {مجلة القياس}}
@article{long, title = {Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung},
  author = {Varga, Ilse}, journal = {Zeitschrift für Beispiele}, year = 2024,
  url = {https://example.org/a-very-long-address-that-nobody-would-want-to-type-into-a-browser-by-hand}}
"""
STYLES = ("list", "compact", "cards", "table")
THEMES = ("pydata_sphinx_theme", "furo", "sphinx_book_theme", "alabaster")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001"
    "f61738550000000049454e44ae426082"
)
PAGES = {
    f"{style}.md": "---\norphan: true\n---\n# Papers\n\n:::{publications}\n"
    f":style: {style}\n:group-by: year\n:numbering: descending\n:search:\n:facets: year type\n:::\n"
    for style in STYLES
}


@pytest.fixture(scope="module", params=THEMES)
def themed(request, build_once):
    """Return the site in each of the themes."""
    settings = {"html_theme": request.param, "html_favicon": "wave.png"}
    if request.param == "pydata_sphinx_theme":
        settings |= {"html_context": {"default_mode": "auto"}}
    return build_once(
        {**PAGES, "papers.bib": BIB, "wave.png": PNG, "venues.yml": 'JEX:\n  color: "#00369f"\n'},
        homepage_bibliography="papers.bib",
        homepage_me="Ilse Varga",
        homepage_venues="venues.yml",
        **settings,
    )


@pytest.fixture(scope="module")
def site(build_once):
    """Return the site in the theme that has least to say."""
    return build_once(
        {**PAGES, "papers.bib": BIB, "wave.png": PNG},
        homepage_bibliography="papers.bib",
        homepage_me="Ilse Varga",
        html_theme="alabaster",
    )


@pytest.fixture
def page(site, open_site):
    page = open_site(site.outdir)
    page.open("list.html")
    return page


OPEN_ALL = "document.querySelectorAll('.hp-publications details').forEach((box) => { box.open = true; })"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_assistive_tools_and_weak_eyes_find_no_fault(themed, open_site, scheme):
    page = open_site(themed.outdir)
    page.set_media(prefers_color_scheme=scheme)
    for style in STYLES:
        page.open(f"{style}.html")
        page.run(OPEN_ALL)
        assert page.violations(".hp-publications") == []


def test_no_style_scrolls_sideways_on_a_narrow_screen(themed, open_site):
    page = open_site(themed.outdir)
    for style, width in itertools.product(STYLES, (320, 390)):
        page.set_size(width, 800)
        page.open(f"{style}.html")
        page.run(OPEN_ALL)
        too_wide = page.run(
            "[...document.querySelectorAll('.hp-publications, .hp-publications *')].filter((part) =>"
            "  part.getBoundingClientRect().right > innerWidth + 1 && !part.closest('math, svg, pre, thead'))"
            ".map((part) => part.outerHTML.slice(0, 99))"
        )
        assert (style, width, too_wide) == (style, width, [])


def test_what_can_be_clicked_is_large_enough_for_a_finger(page):
    small = page.run(
        "[...document.querySelectorAll('.hp-pub-links a, .hp-pub > details > summary, .hp-search label > *')]"
        ".filter((part) => part.checkVisibility()).map((part) => part.getBoundingClientRect())"
        ".filter((box) => box.width < 24 || box.height < 24).length"
    )
    assert small == 0


def focused(page):
    return page.run("document.activeElement.textContent")


def test_tab_goes_through_a_paper_in_the_order_of_the_eye(page):
    page.run("[...document.querySelectorAll('.hp-search select')].at(-1).focus()")
    words = []
    for _ in range(6):
        page.press("Tab")
        words.append(focused(page))
    title, *rest = words
    assert title.startswith("Tides in Small Data")
    assert rest == ["DOI", "Code", "Slides", "Abstract", "BibTeX"]


def test_what_is_folded_opens_and_closes_by_the_keyboard_and_is_read_next(page):
    page.run("document.querySelector('#tides .hp-abstract summary').focus()")
    is_open = "document.querySelector('#tides .hp-abstract').open"
    page.press("Enter")
    assert page.run(is_open)
    page.press("Tab")
    assert focused(page) == "https://example.org/harbours"
    page.press("Tab", shift=True)
    page.press(" ")
    assert not page.run(is_open)


def test_what_is_folded_has_no_height_and_no_stop_for_the_keyboard(page):
    page.run("document.querySelector('#nets .hp-abstract summary').focus()")
    page.press("Tab")
    assert focused(page) == "BibTeX"
    page.press("Tab")
    assert focused(page) != "Download"


TOPS = "((...names) => names.map((name) => document.querySelector(name).getBoundingClientRect().top))"


def test_links_and_what_unfolds_stand_in_one_row_and_the_abstract_below_it(page):
    row = ("#nets .hp-pub-links a", "#nets .hp-abstract summary", "#nets .hp-bibtex summary")
    tops = page.run(f"{TOPS}(...{list(row)})")
    assert max(tops) - min(tops) < 3
    page.run("document.querySelector('#nets .hp-abstract').open = true")
    *tops, abstract = page.run(f"{TOPS}(...{[*row, '#nets .hp-abstract p']})")
    assert max(tops) - min(tops) < 3
    assert abstract > max(tops) + 20


def test_names_behind_a_fold_stand_in_their_line_once_it_is_open(page):
    folded = page.run("document.querySelector('#survey .hp-more-authors summary').textContent")
    assert folded == "6 more"
    height = "document.querySelector('#survey .hp-pub-authors').offsetHeight"
    assert page.run(height) < 60
    page.run("document.querySelector('#survey .hp-more-authors').open = true")
    assert page.run("document.querySelector('#survey .hp-more-authors').getClientRects().length") >= 1
    assert page.run(height) < 90


def test_a_paper_that_a_link_leads_to_is_marked(page):
    color = "getComputedStyle(document.querySelector('#waves')).backgroundColor"
    assert page.run(color) == "rgba(0, 0, 0, 0)"
    page.run("location.hash = 'waves'")
    assert page.run(color) != "rgba(0, 0, 0, 0)"


def test_a_link_to_a_passage_in_a_folded_abstract_unfolds_it(page):
    page.open("list.html#:~:text=theory%20of%20decay.")
    page.wait_until("document.querySelector('#nets .hp-abstract').open")


def test_paper_has_all_the_authors_and_neither_abstracts_nor_bibtex_nor_the_search(page):
    page.set_media("print")
    shown = "document.querySelector({!r}).checkVisibility()"
    assert page.run(shown.format("#survey .hp-pub-authors"))
    assert not page.run(shown.format("#survey .hp-more-authors summary"))
    names = "getComputedStyle(document.querySelector('#survey .hp-more-authors'), '::details-content')"
    assert page.run(f"[{names}.display, {names}.position, {names}.contentVisibility]") == [
        "inline",
        "static",
        "visible",
    ]
    for part in ("#tides .hp-abstract summary", "#tides .hp-bibtex summary", ".hp-search"):
        assert not page.run(shown.format(part))


def test_a_page_written_from_right_to_left_is_mirrored(page):
    page.run("document.documentElement.dir = 'rtl'")
    title, number, picture = page.run(
        "['.p-name', '.hp-number', '.hp-preview'].map((name) => "
        "document.querySelector(`#tides ${name}`).getBoundingClientRect().left)"
    )
    assert picture < title < number


def test_forced_colours_keep_badges_and_fields_visible(page):
    page.set_media(forced_colors="active")
    borders = page.run(
        "['.hp-badge', '.hp-search input'].map((name) => "
        "getComputedStyle(document.querySelector(name)).borderTopWidth)"
    )
    assert borders == ["1px", "1px"]


def test_the_style_sheets_of_a_page_stay_small(site):
    sizes = [len(gzip.compress((site.outdir / "_static" / name).read_bytes())) for name in SHEETS]
    assert sum(sizes) < 6_000


SHEETS = ("sphinx-homepage.css", "sphinx-homepage-publications.css")
