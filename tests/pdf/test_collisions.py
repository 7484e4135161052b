"""Whatever conf.py calls a PDF, and whatever lies where it is to be written, the site is built."""

from __future__ import annotations

import pytest

PAGE = "# Ana Petrov\n\nCartographer.\n"
OTHER = {"index.md": PAGE, "b.md": "---\norphan: true\n---\n# B\n"}


@pytest.mark.parametrize(
    "name",
    [
        "a\x00.pdf",
        "a\n.pdf",
        f"{'a' * 300}.pdf",
        'a".pdf',
        "a?.pdf",
        "\ud800.pdf",
        "../a.pdf",
        "/tmp/a.pdf",
        "x/a.pdf",
        "index.html",
        ".pdf",
        "",
        "C:a.pdf",
        "..",
        "a\\b.pdf",
    ],
)
def test_a_name_that_is_none_everywhere_is_a_warning(build, name):
    build.write({"index.md": PAGE})
    site = build({"conf.py": f"homepage_pdf = {{'index': {name!r}}}\n"})
    assert [warned.code for warned in site.warnings] == ["homepage.setting"]
    assert [*site.srcdir.parent.glob("*.pdf")] == []
    assert [path for path in site.outdir.rglob("*") if path.name.lower().endswith(".pdf")] == []
    assert "Cartographer." in site.html()


def test_a_name_of_any_script_with_spaces_is_one(build):
    name = "Ana's CV ü 履歴 %20#1.pdf"
    site = build({"index.md": PAGE}, homepage_pdf={"index": name})
    assert site.warnings == []
    assert (site.outdir / name).is_file()
    assert 'href="Ana%27s%20CV%20%C3%BC%20%E5%B1%A5%E6%AD%B4%20%2520%231.pdf"' in site.html()


def test_two_names_that_differ_in_case_alone_are_one(build):
    site = build(OTHER, homepage_pdf={"index": "cv.pdf", "b": "CV.PDF"})
    assert [warned.message for warned in site.warnings] == [
        'homepage_pdf calls two files "CV.PDF"; give each page its own'
    ]


def test_a_file_of_the_persons_own_is_kept(build):
    files = {"index.md": PAGE, "extra/cv.pdf": "mine"}
    site = build(files, homepage_pdf={"index": "cv.pdf"}, html_extra_path=["extra"])
    assert [(warned.path, warned.message) for warned in site.warnings] == [
        (
            "conf.py",
            'homepage_pdf writes "cv.pdf", which html_extra_path has already, so there is no PDF of "index"; '
            "rename one of them",
        )
    ]
    assert (site.outdir / "cv.pdf").read_text() == "mine"
    assert "cv.pdf" not in site.html()


def test_what_cannot_be_written_is_a_warning(build):
    site = build({"index.md": PAGE})
    (site.outdir / "cv.pdf").mkdir()
    site = build(homepage_pdf={"index": "cv.pdf"})
    assert [(warned.path, warned.code) for warned in site.warnings] == [("conf.py", "homepage.pdf")]
    assert site.warnings[0].message.startswith('the PDF of "index" cannot be written to "cv.pdf": ')
    assert "Cartographer." in site.html()
