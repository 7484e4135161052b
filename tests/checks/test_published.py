"""What is said of a folder that is to be published, with something planted in it."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sphinx_homepage.checks import pdf_file
from sphinx_homepage.checks.reading import read_config, read_facts, read_site
from sphinx_homepage.checks.running import check_site, in_order
from sphinx_homepage.checks.table import CHECKS

CV = """\
profile:
  name: Ines Aguinaga
contact:
  email: ines@lens.example.edu
  phone: +1 555 01 42
  address: Camino de la Lente 7, Łódź
references:
- name: Bo Lindqvist
  email: bo@glass.example.edu
  note: a <dear> friend & colleague
  private: [email, note]
"""
CONF = """\
homepage_data = "cv.yaml"
html_baseurl = "https://ines.example.edu/lens/"
templates_path = ["_templates"]
"""
TABLE = {check.code: check for check in CHECKS}


@pytest.fixture
def check(tmp_path):
    """Return a function that writes a built site and returns what is said of it: file, line, column, code."""

    def run(files, sources=None, conf=""):
        srcdir, root = tmp_path / "src", tmp_path / "out"
        for folder, contents in (
            (srcdir, {"conf.py": CONF + conf, "cv.yaml": CV, **(sources or {})}),
            (root, files),
        ):
            for name, content in contents.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        facts, _ = read_facts(read_config(srcdir), srcdir, date(2026, 11, 21))
        return in_order(check_site(read_site(root, facts)))

    return run


def places(findings):
    return [(*finding.position, finding.code) for finding in findings]


def test_a_folder_with_nothing_planted_has_nothing_to_say_of(check):
    page = """<!-- a theme's own --><link href="_static/a.css?v=1">
<a href="/lens/cv.html#x">CV</a><a href="">x</a>"""
    files = {
        "index.html": page,
        "cv.html": '<a href="./">home</a><a href="mailto:x@y.org">x</a><a href="//host/x">y</a>',
        "_static/a.css": "",
        "_static/theme.html": '<a href="nowhere.html">',
        "objects.inv": b"# Sphinx inventory version 2\n# zlib.\n" + zlib.compress(b"x"),
    }
    assert check(files) == []


# Private texts


SECRETS = {
    "plain": (b"<p>\ncall +1 555 01 42</p>", (2, 6)),
    "a link": (b'<a href="tel:+15550142">', (1, 14)),
    "on two lines": (b"<p>+1 555\n01 42", (1, 4)),
    "references": ("".join(f"&#{ord(char)};" for char in "bo@glass.example.edu").encode(), (0, 0)),
    "entities": (b"a &lt;dear&gt; friend &amp; colleague", (0, 0)),
    "other letters": ("<p>Camino de la Lente 7, Łódź</p>".encode(), (1, 4)),
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_private_text_is_found_and_not_printed(check, name):
    data, place = SECRETS[name]
    (finding,) = check({"index.html": data})
    assert places([finding]) == [("index.html", *place, "private-text")]
    assert finding.is_secret
    assert finding.severity == "fault"
    assert not any(words in finding.message for words in ("555", "bo@", "Camino", "dear"))
    assert "of cv.yaml, is in this file" in finding.message


def test_a_field_of_a_bib_file_for_the_persons_own_eyes_is_found(check):
    bib = """@article{sand, author = {Ines Aguinaga}, title = {On sand}, journal = {Glass}, year = 2020,
  annote = {Bo's half is weak}, timestamp = {2020-03-04}, owner = {Aguinaga}, rating = {5},
  file = {:/home/ines/sand.pdf:PDF}, affiliation = {On sand}}
"""
    page = "<p>On sand 2020-03-04 Aguinaga 5</p><p>Bo&#39;s half is weak</p>\n:/home/ines/sand.pdf:PDF"
    conf = 'homepage_bibliography = "papers.bib"\n'
    found = [
        finding
        for finding in check({"index.html": page}, {"papers.bib": bib}, conf)
        if finding.code == "private-text"
    ]
    assert sorted(finding.message.partition(",")[0] for finding in found) == [
        'the private "annote" of "sand"',
        'the private "file" of "sand"',
    ]


def pdf(*, text="", metadata="", attachment=b""):
    file = BytesIO()
    with pikepdf.new() as document:
        for _ in range(3):
            document.add_blank_page()
        page = document.pages[0]
        font = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream(f"BT /F1 12 Tf 20 20 Td ({text}) Tj ET".encode())
        if metadata:
            document.docinfo["/Subject"] = metadata
        if attachment:
            document.attachments["a.json"] = pikepdf.AttachedFileSpec(document, attachment)
        document.save(file, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


OTHERS = {
    "a PDF's page": ("cv.pdf", pdf(text="+1 555 01 42")),
    "a PDF's metadata": ("cv.pdf", pdf(metadata="+1 555 01 42")),
    "a PDF's attachment": ("cv.pdf", pdf(attachment=b'{"phone": "+1 555 01 42"}')),
    "JSON": ("resume.json", json.dumps({"address": "Camino de la Lente 7, Łódź"}).encode()),
    "gzip": ("a.js.gz", gzip.compress(b"x = '+1 555 01 42'")),
    "an inventory": (
        "objects.inv",
        b"# Sphinx inventory version 2\n# The rest is zlib.\n" + zlib.compress(b"bo@glass.example.edu"),
    ),
    "a picture": ("a.png", b"\x89PNG\r\n\x1a\n\0\0 bo@glass.example.edu "),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_private_text_is_found_in_files_of_other_kinds(check, name):
    file, data = OTHERS[name]
    assert b"+1 555 01 42" not in data or name not in {"a PDF's page", "a PDF's attachment", "gzip"}
    assert places(check({file: data})) == [
        (file, *((1, 13) if name == "JSON" and b"\\u" not in data else (0, 0)), "private-text")
    ]


def test_without_pypdf_what_pages_show_is_not_searched_and_all_else_is(check, monkeypatch):
    monkeypatch.setattr(pdf_file, "can_read_pages", lambda: False)
    files = {"a.pdf": pdf(attachment=b"+1 555 01 42"), "b.pdf": pdf()}
    assert places(check(files)) == [("a.pdf", 0, 0, "private-text")]


def test_what_is_asked_for_in_pdfs_is_no_fault_there(check):
    files = {"cv.pdf": pdf(text="+1 555 01 42"), "other.pdf": pdf(text="bo@glass.example.edu")}
    found = check(files, conf="homepage_pdf_private = True\n")
    assert places(found) == [("other.pdf", 0, 0, "private-text")]


def test_what_is_public_elsewhere_or_part_of_a_longer_word_is_no_secret(check):
    sources = {"about.md": "Send parcels to Camino de la Lente 7, Łódź."}
    files = {"index.html": "<p>Camino de la Lente 7, Łódź, 99+1 555 01 421, bo@glass.example.edu.pl_</p>"}
    found = check(files, sources)
    assert [finding.code for finding in found] == ["private-text"]  # An address goes on behind a dot.
    assert '"email" of references' in found[0].message


def test_what_a_theme_repeats_on_every_page_is_said_once(check):
    found = check({f"{number}.html": "+1 555 01 42" for number in range(5)})
    assert places(found) == [("0.html", 1, 1, "private-text")]
    assert found[0].message.endswith("(and in 4 other files)")


# Photos


def photo(form, *, has_gps=True, has_camera=True):
    exif = Image.Exif()
    if has_camera:
        exif[0x010F] = "Kestrel"
    if has_gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 46.0, 30.0), 3: "E", 4: (19.0, 27.0, 0.0)})
        if form == "tiff":  # Pillow writes there only what is among the tags too.
            exif._data[0x8825] = 1
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, form, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("form", ["jpeg", "png", "webp", "tiff"])
def test_a_photo_that_tells_where_it_was_taken_is_found_and_no_other(check, form):
    files = {
        f"a.{form}": photo(form),
        f"b.{form}": photo(form, has_gps=False),
        f"c.{form}": photo(form, has_gps=False, has_camera=False),
        f"d.{form}": photo(form)[:40],
        f"e.{form}": b"",
    }
    assert places(check(files)) == [(f"a.{form}", 0, 0, "photo-place")]


def test_a_place_in_xmp_is_found(check):
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "jpeg")
    xmp = b"<x:xmpmeta><exif:GPSLatitude>51,46.5N</exif:GPSLatitude></x:xmpmeta>"
    assert places(check({"a.jpg": file.getvalue() + xmp})) == [("a.jpg", 0, 0, "photo-place")]


def test_heavy_pictures_are_found(check):
    files = {"a.png": b"\0" * 1_600_000, "b.png": b"\0" * 1_400_000, "c.html": b" " * 1_600_000}
    assert places(check(files)) == [("a.png", 0, 0, "heavy-picture")]


# What does not belong there


def test_folders_and_files_of_a_build_are_found(check):
    files = {
        ".doctrees/index.doctree": b"+1 555 01 42",
        "a/.git/config": "",
        "environment.pickle": b"",
        "index.html~": "",
        ".buildinfo": "",
        ".nojekyll": "",
    }
    assert places(check(files)) == [
        (".doctrees", 0, 0, "build-files"),
        ("a/.git", 0, 0, "build-files"),
        ("environment.pickle", 0, 0, "build-files"),
        ("index.html~", 0, 0, "build-files"),
    ]


def test_sources_are_found_by_their_folder_and_by_what_they_hold(check):
    public = CV.replace("phone: +1 555 01 42", "location: Łódź")
    files = {"_sources/index.md.txt": "x", "data/renamed.txt": CV, "cv.yaml": public}
    found = [row for row in places(check(files)) if row[-1] == "source-files"]
    assert found == [("_sources", 0, 0, "source-files"), ("data/renamed.txt", 0, 0, "source-files")]


def test_own_comments_are_found_and_those_of_a_theme_are_not(check):
    sources = {
        "index.md": "# Lenses\n\n<!-- ask Bo\nabout this -->\n",
        "_templates/layout.html": "<div>\n<!-- old phone -->\n",
    }
    page = "<!-- begin main -->\n<p><!--ask  Bo about this--></p>\n<!-- old phone -->"
    found = check({"index.html": page}, sources)
    assert places(found) == [("index.html", 2, 4, "html-comment"), ("index.html", 3, 1, "html-comment")]
    assert "from line 3 of index.md" in found[0].message
    assert "from line 2 of _templates/layout.html" in found[1].message


def test_the_path_of_the_source_directory_is_found(check, tmp_path):
    (finding,) = check({"log.txt": f"reading\n {tmp_path}/src/index.md"})
    assert places([finding]) == [("log.txt", 2, 2, "machine-path")]
    assert str(tmp_path) not in finding.message


# Links and addresses


def test_dead_links_to_files_of_the_site_are_found_with_their_places(check):
    page = """<p>
<a href="gone.html">1</a> <img src='/lens/gone.png'> <a href="folder/">2</a>
<a href="with%20space.pdf#p">3</a>
<a href="empty/">4</a> <a href="cv">5</a> <a href="javascript:x()">6</a> <a href="http://[">7</a>
<script>a = '<a href="none.html">'</script><!-- <a href="none.html"> -->
<a href="../out.html">8</a> <a href="gone.html#again">9</a>"""
    files = {
        "index.html": page,
        "folder/index.html": '<a href="../cv.html"></a>\n<a class="x"\nhref="gone2.html">',
        "empty/x.txt": "",
        "with space.pdf": "",
        "cv.html": "",
    }
    found = check(files)
    assert places(found) == [
        ("folder/index.html", 3, 7, "dead-link"),
        ("index.html", 2, 10, "dead-link"),
        ("index.html", 2, 37, "dead-link"),
        ("index.html", 4, 10, "dead-link"),
        ("index.html", 6, 38, "dead-link"),
    ]
    assert found[2].message == 'there is no "/lens/gone.png" in the site; mend the link, or add the file'


def test_an_address_in_clear_beside_cloaked_ones_is_found(check):
    files = {
        "index.html": '<p>\n<a href="mailto:ines@lens.example.edu">',
        "contact.vcf": "ines@lens.example.edu",
    }
    assert places(check(files)) == [("index.html", 2, 17, "plain-email")]
    assert check(files, conf="homepage_cloak_email = False\n") == []


# PDFs


def test_a_pdf_over_its_budget_is_found_and_pages_are_counted_whoever_wrote_it(check):
    names = {"cv": "cv.pdf", "b": "b.pdf", "c": "c.pdf"}
    conf = f'homepage_pdf = {names}\nhomepage_check_pages = {{"cv": 2, "b": 3, "c": 1}}\n'
    found = check({"cv.pdf": pdf(), "b.pdf": pdf()}, conf=conf)
    assert places(found) == [("cv.pdf", 0, 0, "long-pdf")]
    assert found[0].message == "this PDF has 3 pages, and homepage_check_pages allows 2; cut its page"


def test_pages_of_our_own_pdfs_are_counted(build):
    rows = "".join(f"- {{title: Lens {number}, date: 2020}}\n" for number in range(400))
    page = "# CV\n\n:::{awards}\n:::\n"
    site = build(
        {"index.md": page, "cv.yaml": f"awards:\n{rows}"},
        homepage_data="cv.yaml",
        homepage_pdf={"index": "cv.pdf"},
    )
    data = (site.outdir / "cv.pdf").read_bytes()
    with pikepdf.open(BytesIO(data)) as document:
        assert pdf_file.page_count(data) == len(document.pages) > 1


def test_what_is_no_pdf_has_no_pages():
    assert pdf_file.page_count(b"%PDF-1.7\nstream\n\0\0\0endstream") == 0


# Everything at once


def test_a_real_site_has_nothing_to_say_of_but_what_is_planted_there(build):
    page = "# Home\n\n<!-- for my eyes -->\n\n:::{contact}\n:::\n\n:::{references}\n:::\n"
    files = {
        "index.md": page,
        "cv.yaml": CV,
        "extra/photo.jpg": photo("jpeg"),
        "extra/old.html": "+1 555 01 42",
    }
    site = build(files, homepage_data="cv.yaml", html_extra_path=["extra"])
    facts, problems = read_facts(read_config(site.srcdir), site.srcdir, date(2026, 11, 21))
    assert problems == []
    found = in_order(check_site(read_site(site.outdir, facts)))
    assert [row for row in places(found) if not row[0].startswith(".")] == [
        ("old.html", 1, 1, "private-text"),
        ("photo.jpg", 0, 0, "photo-place"),
    ]


@pytest.mark.parametrize(
    "name", ["example_site", "tests/sites/engineer", "tests/sites/papers", "tests/sites/student"]
)
def test_of_the_sites_that_we_show_there_is_nothing_to_say(build_site, name):
    site = build_site(name)
    srcdir = Path(__file__).parents[2] / name
    facts, _ = read_facts(read_config(srcdir), srcdir, date(2026, 11, 21))
    assert list(check_site(read_site(site.outdir, facts))) == []


SUFFIXES = sorted({".html", ".pdf", ".jpg", ".png", ".tiff", ".heic", ".inv", ".js", ".gz", ""})


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.sampled_from([f"a{suffix}" for suffix in SUFFIXES]),
        st.one_of(
            st.binary(max_size=200),
            st.binary(max_size=100).map(lambda data: b"%PDF-1.7\nstream\n" + zlib.compress(data)),
            st.binary(max_size=60).map(lambda data: b"\xff\xd8\xff\xe1\0\x40Exif\0\0II*\0" + data),
            st.binary(max_size=60).map(lambda data: b"# Sphinx inventory version 2\nzlib.\n" + data),
            st.text(alphabet="<>a=\"'/hrefsc !-#?%[]:.&;", max_size=120).map(str.encode),
        ),
    )
)
def test_no_check_fails_on_any_file(tmp_path_factory, files):
    root = tmp_path_factory.mktemp("out")
    for name, data in files.items():
        (root / name).write_bytes(data)
    facts, _ = FACTS
    for finding in check_site(read_site(root, facts)):
        assert finding.code in TABLE


@pytest.fixture(scope="module", autouse=True)
def _facts(tmp_path_factory):
    srcdir = tmp_path_factory.mktemp("src")
    (srcdir / "conf.py").write_text(CONF, "utf-8")
    (srcdir / "cv.yaml").write_text(CV, "utf-8")
    FACTS[:] = read_facts(read_config(srcdir), srcdir, date(2026, 11, 21))


FACTS: list = []
