"""Which pages become PDFs, when they are made again, and how a page says of its PDF."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

PDF = {"homepage_pdf": {"index": "cv.pdf"}}
PAGE = "# Ana Petrov\n\nCartographer.\n"


def test_a_page_is_a_pdf_in_the_root_of_the_site(build, pdf_text):
    site = build({"index.md": PAGE}, **PDF)
    assert site.warnings == []
    assert pdf_text(site.outdir / "cv.pdf").startswith("Ana Petrov Cartographer.")


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "linkcheck", "gettext"])
def test_builders_of_other_things_write_none(build, builder):
    site = build({"index.md": PAGE}, builder, version="1", copyright="2026, A", language="en", **PDF)
    assert not (site.outdir / "cv.pdf").exists()


def test_the_builder_writes_pdfs_and_nothing_else(build):
    site = build({"index.md": PAGE, "other.md": "---\norphan: true\n---\n# Other\n"}, "homepage-pdf", **PDF)
    assert site.warnings == []
    assert [path.name for path in site.outdir.iterdir()] == ["cv.pdf"]


# The link


def test_a_page_links_to_its_pdf_with_its_length_and_size(build):
    site = build({"index.md": PAGE}, **PDF)
    size = round((site.outdir / "cv.pdf").stat().st_size / 1000)
    link = '<a class="hp-pdf-link reference external" href="cv.pdf">PDF</a>'
    assert re.search(
        rf'<p class="hp-pdf">{link}<span class="hp-pdf-size"> \(1 p\., {size}\xa0kB\)', site.html()
    )
    assert '<link rel="alternate" type="application/pdf" href="cv.pdf" />' in site.html()


def test_a_role_puts_the_link_elsewhere(build):
    site = build({"index.md": f"{PAGE}\nRead {{pdf}}`it on paper <index>`.\n"}, **PDF)
    assert site.html().count('href="cv.pdf"') == 2  # One of them in the head.
    assert re.search(r'Read <a class="hp-pdf-link[^"]*" href="cv.pdf">it on paper</a>', site.html())


def test_other_pages_link_to_the_pdf_too(build):
    files = {"index.md": PAGE, "a/other.md": "---\norphan: true\n---\n# Other\n\n{pdf}`index`\n"}
    site = build(files, "dirhtml", **PDF)
    assert 'href="../../cv.pdf"' in (site.outdir / "a/other/index.html").read_text("utf-8")


def test_a_role_for_a_page_that_is_no_pdf_is_a_warning(build):
    site = build({"index.md": f"{PAGE}\n{{pdf}}`indx`\n"}, **PDF)
    assert [(warned.line, warned.message) for warned in site.warnings] == [
        (5, 'the page "indx" is no PDF; did you mean "index"?')
    ]


def test_the_link_is_not_in_the_pdf(build, pdf_text):
    site = build({"index.md": f"{PAGE}\nSee {{pdf}}`paper <index>`here.\n"}, **PDF)
    assert "See here." in pdf_text(site.outdir / "cv.pdf")


# Again


def stamp(site, name="cv.pdf"):
    path = site.outdir / name
    return path.stat().st_mtime_ns, path.stat().st_ino


def test_a_build_without_changes_leaves_the_file_and_does_not_import_typst(build):
    site = build({"index.md": PAGE}, **PDF)
    before = stamp(site)
    code = (
        "import sys; from sphinx.cmd.build import main; "
        f"main(['-q', '-d', {str(site.app.doctreedir)!r}, {str(site.srcdir)!r}, {str(site.outdir)!r}]); "
        "print([name for name in ('typst', 'sphinx_homepage.pdf.compile') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith("[]")
    assert stamp(site) == before


def test_a_change_of_another_page_leaves_the_file(build):
    files = {"index.md": PAGE, "other.md": "---\norphan: true\n---\n# Other\n"}
    before = stamp(build(files, **PDF))
    site = build({"other.md": "---\norphan: true\n---\n# Another\n"})
    assert site.read == ["other"]
    assert stamp(site) == before


@pytest.mark.parametrize(
    "change",
    [
        {"files": {"index.md": "# Ana Petrov\n\nGeographer.\n"}},
        {"files": {"cv.yaml": "awards: [Another prize]\n"}},
        {"homepage_pdf_settings": {"paper": "letter"}},
        {"homepage_pdf_template": "modern"},
        {"language": "de"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_what_it_is_made_from_makes_it_again(build, change):
    page = f"{PAGE}\n:::{{awards}}\n:::\n"
    site = build({"index.md": page, "cv.yaml": "awards: [A prize]\n"}, homepage_data="cv.yaml", **PDF)
    before = (site.outdir / "cv.pdf").read_bytes()
    site = build(change.pop("files", {}), **change)
    assert (site.outdir / "cv.pdf").read_bytes() != before


def test_a_page_that_says_how_long_its_pdf_is_is_written_anew_with_it(build):
    before = build({"index.md": PAGE}, homepage_pdf_settings={"paper": "a4"}, **PDF)
    size = (before.outdir / "cv.pdf").stat().st_size
    site = build(homepage_pdf_template="modern")
    now = (site.outdir / "cv.pdf").stat().st_size
    assert round(now / 1000) != round(size / 1000)
    assert site.read == []
    assert f"{round(now / 1000)}\xa0kB" in site.html()


def test_a_file_that_is_gone_is_made_again(build):
    site = build({"index.md": PAGE}, **PDF)
    (site.outdir / "cv.pdf").unlink()
    assert (build().outdir / "cv.pdf").is_file()


def test_a_pdf_that_nobody_asks_for_any_more_is_deleted(build):
    site = build({"index.md": PAGE}, **PDF)
    site = build(homepage_pdf={"index": "paper.pdf"})
    assert [path.name for path in site.outdir.glob("*.pdf")] == ["paper.pdf"]
    site = build(homepage_pdf={})
    assert [*site.outdir.glob("*.pdf")] == []
    assert "pdf" not in site.html().lower()


def test_the_same_sources_give_the_same_bytes(build, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    site = build({"index.md": PAGE}, **PDF)
    data = (site.outdir / "cv.pdf").read_bytes()
    (site.outdir / "cv.pdf").unlink()
    os.utime(site.srcdir / "index.md", (1, 1))
    assert (build().outdir / "cv.pdf").read_bytes() == data


def test_the_date_is_that_of_the_newest_source(build):
    build.write({"index.md": PAGE + "\n:::{awards}\n:::\n", "cv.yaml": "awards: [A prize]\n"})
    os.utime(build.srcdir / "index.md", (1_100_000_000, 1_100_000_000))
    os.utime(build.srcdir / "cv.yaml", (1_200_000_000, 1_200_000_000))
    site = build(homepage_data="cv.yaml", **PDF)
    assert b"D:20080110212000" in (site.outdir / "cv.pdf").read_bytes()


def test_many_processes_make_the_same(build):
    files = {f"p{number}.md": f"# Page {number}\n" for number in range(6)}
    wanted = {f"p{number}": f"p{number}.pdf" for number in range(6)}
    settings = {"homepage_pdf": wanted, "suppress_warnings": ["toc.not_included"]}
    site = build({"index.md": "# Home\n", **files}, parallel=4, **settings)
    assert site.warnings == []
    assert sorted(path.name for path in site.outdir.glob("*.pdf")) == sorted(wanted.values())
    assert all("1 p." in site.html(name) for name in wanted)
    before = [stamp(site, name) for name in wanted.values()]
    site = build(parallel=4)
    assert [stamp(site, name) for name in wanted.values()] == before


# What is wrong


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"homepage_pdf": {"indx": "a.pdf"}},
            'homepage_pdf names the page "indx", and there is none; did you mean "index"?',
        ),
        (
            {"homepage_pdf": {"index.md": "a.pdf"}},
            'homepage_pdf names the page "index.md", and there is none; did you mean "index"?',
        ),
        (
            {"homepage_pdf": {"index": "../a.pdf"}},
            'homepage_pdf calls a file "../a.pdf"; a PDF stands in the root of the site, '
            "so give a name without a folder",
        ),
        (
            {"homepage_pdf": {"index": "files/a.pdf"}},
            'homepage_pdf calls a file "files/a.pdf"; a PDF stands in the root of the site, '
            "so give a name without a folder",
        ),
        (
            {"homepage_pdf": {"index": "a.html"}},
            'homepage_pdf calls a file "a.html"; its name ends in ".pdf", and has something before that',
        ),
        (
            {"homepage_pdf_template": "moden", **PDF},
            'homepage_pdf_template is "moden", which is no template; did you mean "modern"?',
        ),
        (
            {"homepage_pdf_template": "mine.typ", **PDF},
            'homepage_pdf_template names "mine.typ", and there is no such file in the source directory',
        ),
        (
            {"homepage_pdf_settings": {"papr": "a4"}, **PDF},
            'homepage_pdf_settings has no "papr"; did you mean "paper"?',
        ),
        (
            {"homepage_pdf_settings": {"accent": "red"}, **PDF},
            'homepage_pdf_settings gives "accent" as \'red\'; it is a colour like "#0a5" or "#00aa55"',
        ),
        (
            {"homepage_pdf_fonts": ["fonts"], **PDF},
            'homepage_pdf_fonts names "fonts", and there is no such file or folder in the source directory',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_setting_is_a_warning_at_its_place(build, settings, message):
    site = build({"index.md": PAGE}, **settings)
    assert [(warned.path, warned.message, warned.code) for warned in site.warnings] == [
        ("conf.py", message, "homepage.setting")
    ]
    assert site.html()


def test_two_pages_cannot_be_one_file(build):
    files = {"index.md": PAGE, "b.md": "---\norphan: true\n---\n# B\n"}
    site = build(files, homepage_pdf={"index": "a.pdf", "b": "a.pdf"})
    assert [warned.message for warned in site.warnings] == [
        'homepage_pdf calls two files "a.pdf"; give each page its own'
    ]


TEMPLATE = """#import "classic.typ": *
#let quotation(body) = panic("no quotations")
"""


def test_a_pdf_that_cannot_be_made_is_a_warning_at_the_line_of_the_page(build):
    page = f"{PAGE}\n- item\n\n> Said.\n"
    site = build({"index.md": page, "mine.typ": TEMPLATE}, homepage_pdf_template="mine.typ", **PDF)
    assert [(warned.path, warned.line, warned.code) for warned in site.warnings] == [
        ("mine.typ", 2, "homepage.pdf")
    ]
    assert site.warnings[0].message == (
        "there is no PDF of this page: panicked with: no quotations, for line 7 of index.md"
    )
    assert not (site.outdir / "cv.pdf").exists()
    assert "Said." in site.html()
    assert "cv.pdf" not in site.html()


def test_a_template_of_ones_own_may_use_the_files_beside_it(build, pdf_text):
    files = {
        "index.md": PAGE,
        "look/mine.typ": '#import "base.typ": *\n#import "parts/colours.typ": word\n'
        "#let para(body) = par[#word #body]\n",
        "look/parts/colours.typ": '#let word = "Teal"\n',
    }
    site = build(files, homepage_pdf_template="look/mine.typ", **PDF)
    assert site.warnings == []
    assert "Teal Cartographer." in pdf_text(site.outdir / "cv.pdf")
    site = build({"look/parts/colours.typ": '#let word = "Amber"\n'})
    assert "Amber Cartographer." in pdf_text(site.outdir / "cv.pdf")


def test_a_picture_that_is_broken_is_left_out(build, pdf_text, red_png):
    page = f"{PAGE}\n![broken](broken.png)\n\n![whole](whole.png)\n"
    files = {"index.md": page, "broken.png": red_png[:40], "whole.png": red_png}
    site = build(files, **PDF)
    assert [(warned.line, warned.code) for warned in site.warnings] == [(5, "homepage.pdf-image")]
    assert "broken" in pdf_text(site.outdir / "cv.pdf")


# What it carries


def test_the_record_that_a_page_shows_rides_along(build):
    attachment = pytest.importorskip("sphinx_homepage.pdf.attachment")
    pytest.importorskip("pypdf")
    page = "# CV\n\n:::{profile}\n:::\n\n:::{awards}\n:limit: 1\n:::\n"
    data = (
        "profile: {name: Ana Petrov, pronouns: secretwords, private: [pronouns]}\n"
        "contact: {email: secret@example.org}\n"
        "awards: [A prize, {title: Secret prize}]\n"
    )
    site = build({"index.md": page, "cv.yaml": data}, homepage_data="cv.yaml", **PDF)
    resume = attachment.read_record((site.outdir / "cv.pdf").read_bytes()).decode()
    assert "Ana Petrov" in resume
    assert "A prize" in resume
    assert "ecret" not in resume


def test_a_character_that_no_font_has_is_named_and_something_stands_in_its_place(build):
    site = build({"index.md": "# Page\n\nBefore \u0378 after.\n"}, **PDF)
    (said,) = site.warnings
    assert (said.path, said.line, said.code) == ("index.md", 3, "homepage.pdf-font")
    assert "U+0378" in said.message
    text = subprocess.run(
        ["pdftotext", str(site.outdir / "cv.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "[U+0378]" in text


def test_blocks_of_the_web_and_of_the_pdf_may_stand_side_by_side(build):
    page = """# Page

:::{references} One
:only: pdf
:::
:::{references} Two
:only: web
:::
"""
    site = build({"index.md": page}, **PDF)
    text = subprocess.run(
        ["pdftotext", str(site.outdir / "cv.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert ("One" in text, "Two" in text) == (True, False)
    assert ("One" in site.body(), "Two" in site.body()) == (False, True)
