"""Every page of the example site, gone through with the Tab key, in both themes that we care for most."""

import collections

import pytest

THEMES = {"pydata": {}, "homepage": {"html_theme": "homepage", "html_theme_options": {}}}
WATCH = """
window.stops = [];
const still = new CSSStyleSheet(); // A banner that slides away is not in the way for long.
still.replaceSync('* { transition: none !important }');
document.adoptedStyleSheets.push(still);
window.met = () => {
  const all = [...document.querySelectorAll('*')]; // Themes add to the page while one walks.
  return stops.map(({ target, ...stop }) => ({ ...stop, order: all.indexOf(target) }));
};
document.addEventListener('focusin', ({ target }) => {
  const box = target.getBoundingClientRect(), style = getComputedStyle(target);
  const seen = [...target.getClientRects()].some((part) => [[.1, .5], [.5, .5], [.9, .5]].some(([x, y]) => {
    const top = document.elementFromPoint(part.left + part.width * x, part.top + part.height * y);
    return top && (target.contains(top) || top.contains(target));
  }));
  const line = target.closest('p, li, h1, h2, h3, h4, .hp-pub-authors');
  stops.push({
    target, html: target.outerHTML.slice(0, 120), seen,
    skips: target.matches('.hp-skip, #pst-skip-link a'),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    shadow: style.boxShadow !== 'none',
    x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height,
    inText: style.display === 'inline' && !!line && line.innerText.trim() !== target.innerText.trim(),
  });
});
"""
SHORT = {"DOI", "PDF", "Code", "Data", "Slides", "Video", "Poster", "Link", "BibTeX", "Abstract", "Website"}


@pytest.fixture(scope="module", params=THEMES)
def example(request, build_site):
    return build_site("example_site", **THEMES[request.param])


@pytest.fixture
def page(example, open_site):
    page = open_site(example.outdir)
    page.set_media(prefers_reduced_motion="reduce")
    return page


def names(site):
    """Return the pages of a site, of those of papers one."""
    papers = sorted(path.relative_to(site.outdir).as_posix() for path in site.outdir.rglob("index.html"))
    return [*sorted(path.name for path in site.outdir.glob("*.html")), papers[-1]]


def stops(page, name):
    """Go through a page with Tab until its end, and return what was met."""
    page.open(name)
    # A field that has the focus at once would be the first.
    page.run("window.first = document.createElement('button'); document.body.prepend(first); first.focus()")
    page.run("first.remove()")
    page.run(WATCH)
    while not page.run("new Set(stops.map(({ target }) => target)).size < stops.length"):
        for _ in range(10):
            page.press("Tab")
    found = page.run("met()")
    orders = [stop["order"] for stop in found]
    end = next((at for at, order in enumerate(orders) if order in orders[:at]), None)
    return found[:end]  # Behind the last it begins again.


@pytest.mark.parametrize("width", [1280, 390])
def test_who_has_no_mouse_sees_where_they_are_and_meets_all_in_order(page, example, width):
    page.set_size(width, 900)
    for name in names(example):
        met = stops(page, name)
        assert met, name
        assert [stop["order"] for stop in met] == sorted(stop["order"] for stop in met), name
        assert [stop["html"] for stop in met if not (stop["ring"] or stop["shadow"])] == [], name
        assert [stop["html"] for stop in met if not stop["seen"] and not stop["skips"]] == [], name
        links = [stop for stop in met if not stop["skips"]]  # It lies over the others while it is there.
        assert [stop["html"] for stop in links if is_crowded(stop, links)] == [], name


def is_crowded(stop, met):
    """Return whether a finger would also meet another: WCAG 2.2, 2.5.8, with its exceptions."""
    if stop["inText"] or min(stop["width"], stop["height"]) >= 24:
        return False
    return any(other is not stop and touches(stop, other) for other in met)


def touches(stop, other):
    """Return whether the circle of 24 px around a target's middle meets another target, or its circle."""
    x, y = stop["x"] + stop["width"] / 2, stop["y"] + stop["height"] / 2
    across = max(other["x"] - x, 0, x - other["x"] - other["width"])
    down = max(other["y"] - y, 0, y - other["y"] - other["height"])
    if across**2 + down**2 < 12**2:
        return True
    if min(other["width"], other["height"]) >= 24:
        return False
    across = other["x"] + other["width"] / 2 - x
    down = other["y"] + other["height"] / 2 - y
    return across**2 + down**2 < 24**2


def test_the_focus_is_seen_in_forced_colours(page, example):
    page.set_media(forced_colors="active", prefers_reduced_motion="reduce")
    for name in ("cv.html", "search.html"):
        assert [stop["html"] for stop in stops(page, name) if not stop["ring"]] == [], name


def test_links_and_folds_say_without_their_place_what_they_are_of(page, example):
    for name in names(example):
        page.open(name)
        found = page.run(
            "[...document.querySelectorAll('main :is(a[href], summary)')]"
            ".filter((link) => !link.closest('.bd-sidebar-secondary') && !link.matches('.headerlink'))"
            ".map((link) => [link.ariaLabel ?? link.textContent.trim(), link.textContent.trim(), link.href])"
        )
        led = collections.defaultdict(set)
        for said, seen, href in found:
            assert said, (name, href)
            assert said.startswith(seen), f"{name}: who says {seen!r} to the machine means {said!r}"
            if href:
                led[said].add(href)
        assert {said: hrefs for said, hrefs in led.items() if len(hrefs) > 1} == {}, name
        if "/" not in name:
            assert SHORT.isdisjoint(said for said, *_ in found if name != "cv.html" or said != "PDF"), name


def test_spaced_out_text_is_not_cut_off(page, example):
    for name in names(example):
        page.set_size(390, 900)
        page.open(name)
        page.run(
            "{ const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important;"
            " letter-spacing: .12em !important; word-spacing: .16em !important }"
            " p { margin-block-end: 2em !important }'); document.adoptedStyleSheets.push(sheet); }"
        )
        cut = page.run(
            "[...document.querySelectorAll('main *, header *, footer *')].filter((box) => {"
            " const style = getComputedStyle(box);"
            " const cuts = (overflow) => /hidden|clip/.test(overflow);"
            " return box.clientWidth > 1 && (cuts(style.overflowX) && box.scrollWidth > box.clientWidth + 1"
            " || cuts(style.overflowY) && box.scrollHeight > box.clientHeight + 1);"
            " }).map((box) => box.outerHTML.slice(0, 120))"
        )
        assert cut == [], name
        assert page.run("document.documentElement.scrollWidth <= innerWidth"), name
