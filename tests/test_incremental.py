"""What a build reads and writes again, in one process or in several, and beside other extensions."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from outputs import PNG

EXAMPLE = Path(__file__).parent.parent / "example_site"

DATA = {
    "people.yaml": "people: [{name: Ada}]\n",
    "work.yaml": "awards: [One, Two]\nexperience: [{organization: A, image: {src: a.png, alt: A}}]\n",
}
PAGES = {
    "index.md": "# Home\n\n:::{toctree}\n:glob:\n*\n:::\n",
    "plain.md": "# Plain\n\nText.\n",
    "typed.md": "# Typed\n\n:::{award} Mine\n:::\n",
    "body.md": "# Body\n\n:::{awards}\n- Three\n:::\n",
    "shown.md": "# Shown\n\n:::{awards}\n:::\n",
    "also.rst": "Also\n====\n\n.. experience::\n",
    "a.png": PNG,
}


def written(site):
    """Return when each file of the output was last written."""
    return {path: path.stat().st_mtime_ns for path in site.outdir.rglob("*") if path.is_file()}


def contents(site, *patterns):
    files = (path for pattern in patterns for path in site.outdir.rglob(pattern))
    return {path.relative_to(site.outdir).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_second_build_reads_and_writes_nothing(build, parallel):
    first = build({**PAGES, **DATA}, homepage_data=[*DATA], parallel=parallel)
    assert len(first.read) == 6
    before = {path: time for path, time in written(first).items() if path.suffix == ".html"}
    second = build({}, parallel=parallel)
    assert second.read == []
    pages = {path: time for path, time in written(second).items() if path.suffix == ".html"}
    assert {
        path for path in pages if path.stem not in {"genindex", "search"} and pages[path] != before[path]
    } == set()


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_change_of_a_data_file_reads_the_pages_that_use_it(build, parallel):
    build({**PAGES, **DATA}, homepage_data=[*DATA], parallel=parallel)
    site = build({"work.yaml": DATA["work.yaml"].replace("Two", "Zwei")}, parallel=parallel)
    assert site.read == ["also", "shown"]
    assert "Zwei" in site.html("shown")


def test_a_page_that_no_longer_shows_the_data_is_not_read_again(build):
    build({**PAGES, **DATA}, homepage_data=[*DATA])
    build({"shown.md": "# Shown\n"})
    assert build({"work.yaml": "awards: [One]\nexperience: [{organization: A}]\n"}).read == ["also"]


def test_a_change_of_an_image_is_published(build):
    build({**PAGES, **DATA}, homepage_data=[*DATA])
    before = {path.name for path in (build.srcdir / "_build/html/_images").iterdir()}
    site = build({"a.png": PNG + b"more"})
    after = {path.name for path in (site.outdir / "_images").iterdir()}
    assert after
    assert not after & before
    assert set(site.read) <= {"also"}


def test_entries_of_a_removed_page_leave_search_and_inventory(build):
    build({**PAGES, **DATA}, homepage_data=[*DATA])
    (build.srcdir / "typed.md").unlink()
    site = build()
    domain = site.app.env.domains["homepage"]
    assert {name for name, *_ in domain.get_objects()} == {"a", "one", "two", "three"}
    assert "mine" not in (site.outdir / "searchindex.js").read_text("utf-8")


def test_many_processes_write_the_same_bytes_as_one(build_once, tmp_path_factory):
    files = {
        path.relative_to(EXAMPLE).as_posix(): path.read_bytes()
        for path in EXAMPLE.rglob("*")
        if path.is_file() and path.suffix in {".md", ".yaml", ".png"}
    }
    more = {f"more{number}.md": f"# More {number}\n\n:::{{projects}}\n:::\n" for number in range(8)}
    settings = {
        "homepage_data": "cv.yaml",
        "html_theme": "pydata_sphinx_theme",
        "exclude_patterns": ["_build"],
    }
    outputs = [
        contents(
            build_once({**files, **more}, parallel=parallel, **settings),
            "*.html",
            "searchindex.js",
            "objects.inv",
        )
        for parallel in (1, 4)
    ]
    assert outputs[0].keys() == outputs[1].keys()
    assert [name for name in outputs[0] if outputs[0][name] != outputs[1][name]] == []


# Beside other extensions

PAGE = {"index.md": "# Home\n\nCost $5M and $6M, $x^2$.\n\n:::{award} Prize\nText.\n:::\n"}


@pytest.mark.parametrize(
    "extensions",
    [["sphinx_homepage"], ["sphinx_homepage", "myst_parser"], ["myst_parser", "sphinx_homepage"]],
)
def test_the_extension_lives_beside_myst_parser_in_any_order(build, extensions):
    site = build(PAGE, extensions=extensions, warning_is_error=True)
    assert "hp-awards" in site.body()
    assert "Cost $5M and $6M, " in site.body()


@pytest.mark.skipif(not importlib.util.find_spec("myst_nb"), reason="needs myst_nb")
@pytest.mark.parametrize("extensions", [["sphinx_homepage", "myst_nb"], ["myst_nb", "sphinx_homepage"]])
def test_the_extension_lives_beside_myst_nb_in_any_order(build, extensions):
    """In a process of its own: in one process Sphinx keeps which parser of ``.md`` came first."""
    build.write({**PAGE, "conf.py": f"extensions = {extensions!r}\n"})
    command = [sys.executable, "-m", "sphinx", "-nW", "-b", "html", build.srcdir, build.srcdir / "_build"]
    subprocess.run(command, check=True, cwd=EXAMPLE.parent, capture_output=True)
    assert "hp-awards" in (build.srcdir / "_build" / "index.html").read_text("utf-8")


def test_myst_extensions_that_the_person_chooses_come_on_top(build):
    page = PAGE["index.md"] + "\n- [ ] to do\n\n[span]{.mine}\n\nTerm\n: What it is.\n"
    site = build({"index.md": page}, myst_enable_extensions=["tasklist"], warning_is_error=True)
    for shown in ("hp-awards", "checkbox", 'class="mine"', "<dt>Term"):
        assert shown in site.body()


def test_settings_that_the_person_chooses_stay(build):
    site = build(
        {"index.md": '---\ntitle: Home\n---\n\n## A\n\nWait... -- "go"\n'},
        smartquotes_action="qDe",
        html_title="Mine",
        latex_engine="lualatex",
        warning_is_error=True,
    )
    assert "Wait… – “go”" in site.body()
    assert "Mine</title>" in site.html()
    assert site.app.config.latex_engine == "lualatex"


def test_the_style_sheet_is_linked_from_pages_with_our_blocks_alone(build):
    site = build({**PAGES, **DATA}, homepage_data=[*DATA])
    linked = {
        page
        for page in ("index", "plain", "typed", "body", "shown", "also")
        if "sphinx-homepage.css" in site.html(page)
    }
    assert linked == {"typed", "body", "shown", "also"}
    assert (site.outdir / "_static" / "sphinx-homepage.css").stat().st_size < 12_500
