"""Which change makes which PDFs again, and that the same sources give the same bytes anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sphinx_homepage.pdf

FONTS = Path(sphinx_homepage.pdf.__file__).parent / "fonts" / "fira-sans"
ORPHAN = "---\norphan: true\n---\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z" fill="%s"/></svg>'
TEMPLATE = '#import "base.typ": *\n#import "colours.typ": word\n#let para(body) = par[#word #body]\n'
FILES = {
    "index.md": "# Ana Petrov\n\nWords.\n\n:::{awards}\n:::\n",
    "cv.yaml": "awards: [A prize]\n",
    "sea.md": f"{ORPHAN}# The sea\n\nWords.\n\n![a triangle](sea.svg)\n",
    "sea.svg": PICTURE % "red",
    "plain.md": f"{ORPHAN}# Plain\n\nWords.\n",
    "look/mine.typ": TEMPLATE,
    "look/colours.typ": '#let word = "Teal"\n',
    "fonts/own.ttf": (FONTS / "FiraSans-Regular.ttf").read_bytes(),
}
SETTINGS = {
    "homepage_data": "cv.yaml",
    "homepage_pdf": {"index": "cv.pdf", "sea": "sea.pdf", "plain": "plain.pdf"},
    "homepage_pdf_template": "look/mine.typ",
    "homepage_pdf_fonts": ["fonts"],
    "homepage_pdf_settings": {"font": "Fira Sans"},
}


def pdfs(site):
    """Return the bytes of each PDF of a site."""
    return {path.name: path.read_bytes() for path in site.outdir.glob("*.pdf")}


def stamps(site):
    """Return when each PDF of a site was written."""
    return {path.name: path.stat().st_mtime_ns for path in site.outdir.glob("*.pdf")}


@pytest.mark.parametrize(
    ("path", "content", "made"),
    [
        ("index.md", FILES["index.md"].replace("Words", "Other words"), {"cv.pdf"}),
        ("cv.yaml", "awards: [Another prize]\n", {"cv.pdf"}),
        ("sea.svg", PICTURE % "blue", {"sea.pdf"}),
        ("look/mine.typ", TEMPLATE.replace("#word", "Own"), "all"),
        ("look/colours.typ", '#let word = "Amber"\n', "all"),
        ("fonts/own.ttf", (FONTS / "FiraSans-Regular_Italic.ttf").read_bytes(), "all"),
    ],
    ids=["page", "data", "picture", "template", "file of a template", "font"],
)
def test_a_change_makes_those_pdfs_again_that_are_made_from_it(build, path, content, made):
    site = build(FILES, **SETTINGS)
    assert site.warnings == []
    before, written = pdfs(site), stamps(site)
    site = build({path: content})
    now = pdfs(site)
    expected = set(before) if made == "all" else made
    assert {name for name in before if now[name] != before[name]} == expected
    assert {name for name in written if stamps(site)[name] != written[name]} == expected


def test_a_source_that_is_only_touched_writes_no_pdf(build, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    site = build(FILES, **SETTINGS)
    written = stamps(site)
    for path in FILES:
        os.utime(site.srcdir / path, (1_900_000_000, 1_900_000_000))
    assert stamps(build()) == written


@pytest.mark.parametrize("parallel", [1, 4])
def test_clean_builds_in_two_folders_give_the_same_bytes(build, tmp_path_factory, monkeypatch, parallel):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    many = {f"p{number}.md": f"{ORPHAN}# Page {number}\n\nWords.\n" for number in range(6)}
    wanted = SETTINGS["homepage_pdf"] | {f"p{number}": f"p{number}.pdf" for number in range(6)}
    one = build(FILES | many, **SETTINGS | {"homepage_pdf": wanted})
    other = type(build)(tmp_path_factory.mktemp("elsewhere"))
    other.write(FILES | many)
    for path in FILES:
        os.utime(other.srcdir / path, (1_900_000_000, 1_900_000_000))
    two = other(parallel=parallel, **SETTINGS | {"homepage_pdf": wanted})
    other.clean_up()
    assert len(pdfs(one)) == 9
    assert pdfs(two) == pdfs(one)


def test_a_build_leaves_no_temporary_files(build, tmp_path_factory):
    build.write(FILES)
    settings = "".join(f"{name} = {value!r}\n" for name, value in SETTINGS.items())
    build.write({"conf.py": f'extensions = ["sphinx_homepage"]\nhtml_theme = "basic"\n{settings}'})
    temporary, out = tmp_path_factory.mktemp("temporary"), tmp_path_factory.mktemp("site")
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "4", str(build.srcdir), str(out)]
    subprocess.run(command, env={**os.environ, **places}, check=True)
    assert {path.name for path in out.glob("*.pdf")} == set(SETTINGS["homepage_pdf"].values())
    assert [*temporary.iterdir()] == []


def test_a_network_stays_closed_until_the_last_of_several_runs_ends(monkeypatch):
    pytest.importorskip("typst")
    from sphinx_homepage.pdf.compile import _NO_NETWORK

    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.org")
    monkeypatch.delenv("https_proxy", raising=False)
    before = dict(os.environ)
    with _NO_NETWORK:
        with _NO_NETWORK:
            pass
        assert os.environ["HTTPS_PROXY"] != "http://proxy.example.org"
        assert "https_proxy" in os.environ
    assert dict(os.environ) == before
