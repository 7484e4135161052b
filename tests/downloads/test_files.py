"""The files beside the pages: when they are written, kept and taken back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_homepage.exports.formats import FORMATS

ROOT = Path(__file__).parents[2]
DATA = """\
profile: {name: Ana Petrov, headline: Nurse}
contact: {email: ana@petrov.example.org, phone: '+1 555 0100'}
awards:
  - {title: Shown, date: 2020}
  - {title: Left, date: 2019, tags: [left]}
grants: [Never]
news: [{date: 2024-01-02, summary: 'See [the page](page.md) and [a file](a.txt).'}]
"""
INDEX = """\
# Home

:::{profile}
:::

:::{contact}
:::

:::{awards}
:exclude-tags: left
:::

:::{news}
:::

[A file](a.txt)

:::{toctree}
page
:::
"""
FILES = {"cv.yaml": DATA, "index.md": INDEX, "page.md": "# Page\n", "a.txt": "a\n"}
URL = "https://petrov.example.org"


@pytest.fixture
def publish(build):
    def publish(exports=None, files=None, builder="html", **settings):
        asked = {} if exports is None else {"homepage_exports": exports}
        settings = {"homepage_data": "cv.yaml", "html_baseurl": URL, "project": "Ana"} | settings
        return build(FILES if files is None else files, builder, **asked, **settings)

    return publish


def own(site):
    """Return the files for other programs, with when each was written."""
    names = {row.file for row in FORMATS.values()}
    return {path.name: path.stat().st_mtime_ns for path in site.outdir.iterdir() if path.name in names}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_builders_of_sites_write_every_format(publish, builder):
    names = [name for name in FORMATS if name not in {"bibtex", "csl-json", "ris"}]
    site = publish(names, builder=builder)
    assert {*own(site)} == {FORMATS[name].file for name in names}
    assert site.stderr == ""


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "json", "gettext"])
def test_other_builders_write_none(publish, builder):
    site = publish(["json-resume"], builder=builder, html_theme="basic", version="1", copyright="2026")
    assert [*site.outdir.rglob("resume.json")] == []


def test_a_file_holds_what_pages_show_and_no_more(publish):
    resume = json.loads((publish(["json-resume"]).outdir / "resume.json").read_text("utf-8"))
    assert [award["title"] for award in resume["awards"]] == ["Shown"]
    assert "grants" not in resume
    assert resume["basics"]["name"] == "Ana Petrov"
    assert "phone" not in resume["basics"]


def test_an_entry_on_two_pages_is_one_and_one_typed_on_a_page_counts(publish):
    page = "# Page\n\n:::{awards}\n:::\n\n:::{award} Typed\n:date: 2021\n\n- *Well* done.\n:::\n"
    resume = json.loads(
        (publish(["json-resume"], {**FILES, "page.md": page}).outdir / "resume.json").read_text("utf-8")
    )
    assert [award["title"] for award in resume["awards"]] == ["Shown", "Left", "Typed"]
    assert resume["awards"][-1]["highlights"] == ["*Well* done."]


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_a_few_links_in_a_page_s_head_take_none_away(publish, name):
    contact = "contact: {email: ana@petrov.example.org, github: ana, orcid: 0000-0002-1825-0097}\n"
    home = "---\ntitle: Ana\nhomepage: {hero: {links: [orcid]}}\n---\n\n:::{toctree}\nPAGE\n:::\n"
    files = {
        "cv.yaml": contact,
        "index.md": home.replace("PAGE", name),
        f"{name}.md": "# Reach me\n\n:::{contact}\n:::\n",
    }
    site = publish(["json-resume"], files)
    basics = json.loads((site.outdir / "resume.json").read_text("utf-8"))["basics"]
    assert basics["email"] == "ana@petrov.example.org"
    assert [profile["network"] for profile in basics["profiles"]] == ["GitHub", "ORCID"]


def test_what_is_typed_on_the_first_page_comes_before_what_is_typed_on_others(publish):
    index = "# Home\n\n:::{award} Second\n:::\n\n:::{award} First\n:::\n\n:::{toctree}\nabout\n:::\n"
    files = {
        "index.md": index,
        "about.md": "# About\n\n:::{award} Third\n:::\n",
        "cv.yaml": "awards: [Zero]\n",
    }
    site = publish(["json-resume"], files | {"page.md": "---\norphan: true\n---\n# P\n\n:::{awards}\n:::\n"})
    awards = json.loads((site.outdir / "resume.json").read_text("utf-8"))["awards"]
    assert [award["title"] for award in awards] == ["Zero", "Second", "First", "Third"]


def test_who_the_person_is_is_said_where_no_page_shows_it(publish):
    site = publish(["vcard"], {**FILES, "index.md": "# Home\n\n:::{contact}\n:::\n"}, author="Ana P.")
    assert "\r\nFN:Ana P.\r\n" in (site.outdir / "contact.vcf").read_bytes().decode()


def test_a_build_without_changes_writes_none(publish):
    first = own(publish(["json-resume", "text", "atom", "sitemap"]))
    assert len(first) == 4
    assert own(publish(files={})) == first


def test_a_change_writes_what_it_changes_alone(publish):
    first = own(publish(["vcard", "text"]))
    second = own(publish(files={"cv.yaml": DATA.replace("Shown", "Given")}))
    assert second["contact.vcf"] == first["contact.vcf"]
    assert second["cv.txt"] > first["cv.txt"]


def test_a_file_that_nobody_asks_for_any_more_is_deleted_unless_it_is_somebody_elses(publish):
    site = publish(["vcard", "text", "markdown"])
    (site.outdir / "cv.md").write_text("mine", "utf-8")
    site = publish(["vcard"], {})
    assert {*own(site)} == {"contact.vcf", "cv.md"}
    site = publish({"vcard": "me.vcf"}, {})
    assert not (site.outdir / "contact.vcf").exists()
    assert (site.outdir / "me.vcf").is_file()


def test_a_file_that_is_gone_is_written_again(publish):
    site = publish(["text"])
    (site.outdir / "cv.txt").unlink()
    assert {*own(publish(files={}))} == {"cv.txt"}


def test_what_a_page_hides_now_is_in_no_file_any_more(publish):
    assert "Ana Petrov" in (publish(["text"]).outdir / "cv.txt").read_text("utf-8")
    site = publish(
        files={"index.md": "---\ndraft: true\n---\n" + INDEX, "page.md": "# Page\n"}, root_doc="page"
    )
    assert (site.outdir / "cv.txt").read_text("utf-8") == "Ana\n===\n"


@pytest.mark.parametrize("parallel", [1, 2])
def test_processes_that_read_pages_tell_what_they_show(build, parallel):
    pages = {f"page{n}.md": f"# P\n\n:::{{award}} Award {n}\n:::\n" for n in range(8)}
    site = build(
        {"index.md": "# I\n\n:::{toctree}\n:glob:\n*\n:::\n", **pages},
        parallel=parallel,
        homepage_exports=["text"],
    )
    text = (site.outdir / "cv.txt").read_text("utf-8")
    assert text.endswith("Awards\n------\n\n" + ", ".join(f"Award {n}" for n in range(8)) + "\n")


# Others' files


def test_a_persons_own_file_stays(publish):
    files = {**FILES, "extra/robots.txt": "mine\n", "index.md": INDEX + "\n{export}`robots`\n"}
    site = publish(["robots", "text"], files, html_extra_path=["extra"])
    assert (site.outdir / "robots.txt").read_text("utf-8") == "mine\n"
    assert "robots.txt is not written for robots: html_extra_path has one" in site.stdout
    assert '<a download="" href="robots.txt">robots.txt</a>' in site.html("index")


def test_the_sitemap_is_left_to_an_extension_that_writes_one(publish, monkeypatch):
    extension = "def setup(app):\n    return {'parallel_read_safe': True}\n"
    conf = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
    files = {**FILES, "sphinx_sitemap.py": extension, "conf.py": conf}
    site = publish(["sitemap", "robots"], files, extensions=["sphinx_homepage", "sphinx_sitemap"])
    assert {*own(site)} == {"robots.txt"}
    assert f"Sitemap: {URL}/sitemap.xml" in (site.outdir / "robots.txt").read_text("utf-8")


# The site's files


def test_links_of_the_feed_lead_to_the_site(publish):
    feed = (publish(["atom"]).outdir / "feed.xml").read_text("utf-8")
    assert f'&lt;a href="{URL}/page.html"&gt;the page&lt;/a&gt;' in feed
    assert f'&lt;a href="{URL}/_downloads/' in feed
    assert f'<link rel="alternate" href="{URL}/index.html#see-the-page-and-a-file"/>' in feed


def test_the_sitemap_has_the_addresses_that_pages_say_they_have(publish):
    page = "---\ntitle: Page\nurl: /page\n---\n"
    sitemap = (publish(["sitemap"], {**FILES, "page.md": page}).outdir / "sitemap.xml").read_text("utf-8")
    assert f"<loc>{URL}/index.html</loc>" in sitemap
    assert f"<loc>{URL}/page</loc>" in sitemap


# What is wrong


@pytest.mark.parametrize(
    ("exports", "settings", "message"),
    [
        (["vcrad"], {}, 'names the format "vcrad", and there is none; did you mean "vcard"?'),
        (
            ["atom"],
            {"html_baseurl": ""},
            'names "atom", whose addresses are absolute; set html_baseurl to that of the site',
        ),
        ({"vcard": {"foto": True}}, {}, 'gives "vcard" the option "foto"; did you mean "photo"?'),
        ({"vcard": {"photo": "yes"}}, {}, 'gives "photo" of "vcard" as \'yes\'; it is True or False'),
        ({"text": "../cv.txt"}, {}, 'calls the file of "text" "../cv.txt"; give a name without a folder'),
        ({"text": "a.md", "markdown": "a.md"}, {}, 'gives two formats the file "a.md"; give each its own'),
        ({"text": 3}, {}, 'gives "text" neither a file name nor a mapping of options'),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(publish, exports, settings, message):
    [said] = publish(exports, **settings).warnings
    assert (said.path, said.code) == ("conf.py", "homepage.setting")
    assert said.message == f"homepage_exports {message}"
    assert said.line
    assert said.column


def test_what_a_format_cannot_hold_is_information(publish):
    files = {**FILES, "cv.yaml": DATA.replace("headline: Nurse", "native_name: Ана")}
    site = publish(["vcard3"], files, warning_is_error=True)
    assert site.stderr == ""
    assert (
        "contact-3.vcf does not hold all that pages show: profile.native_name: vCard 3.0 has one name, "
        'so "Ана" is left out [homepage.export-loss]' in site.stdout
    )


def test_a_build_without_changes_imports_no_export(tmp_path):
    (tmp_path / "conf.py").write_text(
        f'extensions = ["sphinx_homepage"]\nhomepage_data = "cv.yaml"\nhtml_baseurl = "{URL}"\n'
        'homepage_exports = ["json-resume", "text", "atom"]\nproject = "Ana"\n'
    )
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    program = (
        "import sys\nfrom sphinx.cmd.build import main\n"
        "assert main(['-q', '.', 'out']) == 0\n"
        "print([name for name in sys.modules if name.startswith('sphinx_homepage.')])"
    )
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=True)
    imported = done.stdout.decode()
    for name in ("exports.json_resume", "exports.outline", "exports.atom", "downloads.site", "model.rows"):
        assert f"'sphinx_homepage.{name}'" not in imported
