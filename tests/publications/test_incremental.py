"""What a second build reads and writes again: nothing, or what has changed."""

from __future__ import annotations

import os

import pytest
from outputs import PNG

ME = "Ilse Moravcová"
PAGES = {
    "index.md": "# Home\n\n:::{toctree}\n:glob:\n*\n:::\n",
    "all.md": "# All\n\n:::{publications}\n:pages: all\n:::\n",
    "some.md": "# Some\n\n:::{publications}\n:keys: a\n:::\n",
    "other.md": "# Other\n\n:::{publications}\n:files: other.bib\n:::\n",
    "plain.md": "# Plain\n\nText.\n",
    "typed.md": "# Typed\n\n:::{publication} Typed\n:id: typed\n:::\n",
    "refers.md": "# Refers\n\n{pub}`a`\n",
}
PDF = b"%PDF-1.4\n"


@pytest.fixture
def files(entry):
    return {
        **PAGES,
        "papers.bib": entry("a", author=ME, pdf="a.pdf", preview="a.png") + entry("b", author=ME),
        "other.bib": entry("o", author="Bo Li"),
        "a.pdf": PDF,
        "a.png": PNG,
        "coauthors.yml": '"Ravi Anand": https://anand.example.org\n',
    }


SETTINGS = {"homepage_coauthors": "coauthors.yml", "html_baseurl": "https://example.org/"}


def written(site):
    """Return when each file of the output was written, without those that Sphinx writes in every build."""
    return {
        path.relative_to(site.outdir).as_posix(): path.stat().st_mtime_ns
        for path in site.outdir.rglob("*")
        if path.is_file()
        and not path.is_relative_to(site.outdir / "_static")
        and not {*path.parts, path.stem} & {"search", "genindex", "searchindex", "objects", ".buildinfo"}
    }


def changed(before, after):
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("parallel", [1, 2])
def test_a_second_build_reads_and_writes_nothing(publish, files, builder, parallel):
    first = publish(files, builder=builder, parallel=parallel, warning_is_error=True, **SETTINGS)
    before = written(first)
    assert {name for name in before if name.startswith("publications")} == {
        "publications.bib",
        *(f"publications/{key}.bib" for key in "ab"),
        *(f"publications/{key}/index.html" for key in "ab"),
        "publications/a/a.pdf",
    }
    second = publish({}, builder=builder, parallel=parallel)
    assert second.read == []
    assert changed(before, written(second)) == set()


def test_an_edit_of_another_page_reads_and_writes_that_page_alone(publish, files):
    before = written(publish(files, **SETTINGS))
    site = publish({"plain.md": "# Plain\n\nOther text.\n"})
    assert site.read == ["plain"]
    assert changed(before, written(site)) - {"index.html"} == {"plain.html"}


def test_a_touched_bib_file_reads_the_pages_that_show_it(publish, files):
    publish(files, **SETTINGS)
    stat = (publish({}).srcdir / "papers.bib").stat()
    os.utime(publish({}).srcdir / "papers.bib", ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))
    assert publish({}).read == ["all", "some", "typed"]


def test_a_changed_bib_file_changes_the_pages_that_show_it(publish, files, entry, titles):
    publish(files, **SETTINGS)
    site = publish({"papers.bib": entry("a", author=ME, title="New") + entry("c", author=ME)})
    assert site.read == ["all", "some", "typed"]
    assert (titles(site.body("all")), titles(site.body("some"))) == (["New", "Title of c"], ["New"])


def test_a_file_of_an_option_is_the_concern_of_its_page(publish, files, entry):
    publish(files, **SETTINGS)
    assert publish({"other.bib": entry("o2")}).read == ["other"]


def test_a_changed_file_that_a_publication_names_is_published(publish, files):
    publish(files, **SETTINGS)
    site = publish({"a.pdf": files["a.pdf"] + b"more"})
    assert site.read == ["all", "some"]
    copies = [*site.outdir.rglob("a.pdf")]
    assert {path.read_bytes() for path in copies} == {files["a.pdf"] + b"more"}


def test_a_changed_picture_that_a_publication_names_is_made_anew(publish, files):
    before = {*publish(files, **SETTINGS).outdir.rglob("a.png*")}
    site = publish({"a.png": PNG + b"more"})
    assert site.read == ["all", "some"]
    after = {*site.outdir.rglob("a.png*")}
    assert after
    assert not after & before


def test_a_file_of_coauthors_is_a_reason_to_read_again(publish, files):
    publish(files, **SETTINGS)
    site = publish({"coauthors.yml": f'"{ME}": https://moravcova.example.org\n'})
    assert {"all", "some"} <= {*site.read}
    assert "https://moravcova.example.org" in site.html("all")


def test_the_setting_of_the_person_is_a_reason_to_read_again(publish, files):
    site = publish(files, **SETTINGS)
    assert "hp-me" not in site.html("all")
    site = publish({}, homepage_me=ME)
    assert {"all", "some"} <= {*site.read}
    assert "hp-me" in site.html("all")


def test_the_person_of_the_data_file_is_a_reason_to_read_again(publish, files):
    publish({**files, "cv.yaml": "profile: {name: Bo Li}\n"}, homepage_data="cv.yaml", **SETTINGS)
    site = publish({"cv.yaml": f"profile: {{name: {ME}}}\n"})
    assert {"all", "some"} <= {*site.read}
    assert "hp-me" in site.html("all")


def test_what_is_wrong_in_the_files_is_said_again_by_a_build_that_reads_nothing(publish, places, entry):
    page = "# Test\n\n:::{publications}\n:::\n"
    bib = entry("a", author="Bo Li", year="2x24")
    said = places(publish(page, bib, homepage_me=ME))
    assert {code for *_, code in said} == {"homepage.bib-date", "homepage.bib-not-mine"}
    site = publish({})
    assert (site.read, places(site)) == ([], said)


# What nothing asks for any more


def own(site):
    return {name for name in written(site) if name.startswith("publications")}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_files_of_a_removed_publication_go(publish, files, entry, builder):
    before = own(publish(files, builder=builder, **SETTINGS))
    site = publish({"papers.bib": entry("b", author=ME)}, builder=builder)
    assert before - own(site) == {"publications/a.bib", "publications/a/index.html", "publications/a/a.pdf"}
    assert not (site.outdir / "publications" / "a").exists()


def test_the_page_of_a_publication_that_is_not_selected_any_more_goes(publish, entry):
    page = "# Test\n\n:::{publications}\n:::\n"
    site = publish(page, entry("a", selected="true"))
    assert own(site) == {"publications.bib", "publications/a.bib", "publications/a/index.html"}
    assert 'href="publications/a/index.html"' in site.html()
    site = publish({}, entry("a"))
    assert own(site) == {"publications.bib"}
    assert 'href="publications/a' not in site.html()


def test_everything_goes_with_the_page_that_shows_it(publish, entry):
    site = publish(
        {
            "index.md": "# Test\n",
            "all.md": "---\norphan: true\n---\n# All\n\n:::{publications}\n:pages: all\n:::\n",
        },
        entry("a"),
    )
    assert len(own(site)) == 3
    (site.srcdir / "all.md").unlink()
    assert own(publish({})) == set()


def test_a_pdf_that_was_taken_away_goes(publish, entry):
    page = "# Test\n\n:::{publications}\n:pages: all\n:::\n"
    site = publish({"index.md": page, "a.pdf": PDF}, entry("a", pdf="a.pdf"))
    assert (site.outdir / "publications" / "a" / "a.pdf").is_file()
    site = publish({}, entry("a"))
    assert own(site) == {"publications.bib", "publications/a.bib", "publications/a/index.html"}


def test_bibtex_that_is_not_to_be_shown_any_more_goes(publish, entry):
    page = "# Test\n\n:::{publications}\n:pages: all\n:::\n"
    publish(page, entry("a") + entry("b"))
    site = publish({}, entry("a", bibtex_show="false") + entry("b"))
    assert own(site) == {
        "publications.bib",
        "publications/a/index.html",
        "publications/b/index.html",
        "publications/b.bib",
    }
    assert "Title of a" not in (site.outdir / "publications.bib").read_text("utf-8")


def test_no_file_of_the_person_s_own_is_deleted_or_written_over(publish, entry):
    files = {
        "index.md": "# Test\n\n:::{publications}\n:pages: all\n:::\n",
        "publications/a/index.md": "---\norphan: true\n---\n# My own page\n",
        "publications/b.md": "---\norphan: true\n---\n# My own page\n",
        "extra/publications.bib": "mine\n",
        "extra/publications/c.bib": "mine\n",
        "extra/publications/d/index.html": "mine\n",
        "extra/publications/d/notes.txt": "mine\n",
    }
    bib = "".join(entry(key) for key in "abcde")
    mine = [name.removeprefix("extra/") for name in files if name.startswith("extra/")]
    for builder in ("html", "dirhtml"):
        site = publish(files, bib, builder, html_extra_path=["extra"], exclude_patterns=["extra"])
        for source in (bib, entry("e"), bib, ""):
            assert [(site.outdir / name).read_text() for name in mine] == ["mine\n"] * len(mine)
            assert "My own page" in (site.outdir / "publications" / "a" / "index.html").read_text("utf-8")
            site = publish({}, source, builder)
        kept = {
            path.relative_to(site.outdir).as_posix()
            for path in site.outdir.glob("publications/**/*")
            if path.is_file()
        }
        own_pages = {
            "publications/a/index.html",
            "publications/b.html" if builder == "html" else "publications/b/index.html",
        }
        assert kept == {*mine, *own_pages} - {"publications.bib"}


def test_a_file_that_was_changed_by_hand_is_left_alone(publish, entry):
    page = "# Test\n\n:::{publications}\n:pages: all\n:::\n"
    site = publish(page, entry("a") + entry("b"))
    edited = site.outdir / "publications" / "a.bib"
    edited.write_text("mine")
    site = publish({}, entry("b"))
    assert edited.read_text() == "mine"
    assert own(site) == {
        "publications.bib",
        "publications/a.bib",
        "publications/b.bib",
        "publications/b/index.html",
    }


def test_two_builders_with_one_environment_take_back_each_its_own(publish, entry):
    page = "# Test\n\n:::{publications}\n:pages: all\n:::\n"
    first = publish(page, entry("a") + entry("b"))
    publish({}, builder="dirhtml")
    publish({}, entry("b"), "dirhtml")
    assert {"publications/a.bib", "publications/a/index.html"} <= own(first)
    assert own(publish({})) == {"publications.bib", "publications/b.bib", "publications/b/index.html"}


def test_a_paper_s_page_is_written_again_when_another_list_is_its_own(publish, entry):
    files = {
        "index.md": "# Home\n\n:::{toctree}\n:glob:\n*\n:::\n",
        "many.md": "# Many\n\n:::{publications}\n:pages: all\n:::\n",
        "one.md": "# One\n\n:::{publications}\n:keys: a\n:pages: all\n:::\n",
    }
    site = publish(files, entry("a") + entry("b"))
    assert 'href="../../many.html"' in site.body("publications/a/index")
    (site.srcdir / "many.md").unlink()
    site = publish({})
    assert 'href="../../one.html"' in site.body("publications/a/index")
    assert "many.html" not in site.html("publications/a/index")


def test_a_page_that_becomes_a_draft_takes_its_papers_with_it(publish, entry):
    page = "---\norphan: true\n---\n# All\n\n:::{publications}\n:pages: all\n:::\n"
    site = publish({"index.md": "# Test\n", "all.md": page}, entry("a"))
    assert len(own(site)) == 3
    site = publish({"all.md": page.replace("orphan: true", "draft: true")})
    assert own(site) == set()
    assert len(own(publish({"all.md": page}))) == 3
