"""A name in its own script says its language, on pages and in the PDF, and is read from its side."""

from __future__ import annotations

import html5lib
import pytest
from outputs import holding

XHTML = "{http://www.w3.org/1999/xhtml}"
PAGE = "# CV\n\n:::{profile}\n:::\n"
WITH_LANGUAGES = f"{PAGE}\n:::{{languages}}\n:::\n"


def data(native, *languages):
    lines = [f"profile: {{name: Zed Doe, native_name: {native}, pronouns: they}}"]
    return "\n".join([*lines, *(["languages:"] if languages else []), *(f"- {name}" for name in languages)])


def name_of(html):
    """Return the words of the native name, its language and its direction, as a browser has them."""
    tree = html5lib.parse(html)
    (name,) = (node for node in tree.iter() if "hp-native-name" in node.get("class", "").split())
    marked = next((node for node in name.iter() if node.get("lang")), None)
    if marked is None:
        return "".join(name.itertext()), None, None
    return "".join(marked.itertext()), marked.get("lang"), marked.get("dir")


@pytest.fixture
def written(build):
    """Return a function that builds a page with a native name."""

    def build_with(native, *languages, page=WITH_LANGUAGES, **settings):
        files = {"index.md": page, "cv.yaml": data(native, *languages)}
        return build(files, homepage_data="cv.yaml", **settings)

    return build_with


@pytest.mark.parametrize(
    ("native", "languages", "language", "lang", "side"),
    [
        ("久保田あおい", ["Japanese"], "en", "ja", None),
        ("王小明", ["Chinese"], "en", "zh", None),
        ("王小明", ["Traditional Chinese"], "en", "zh-Hant", None),
        ("王小明", ["Japanese", "Chinese"], "en", "und-Hani", None),
        ("王小明", ["Chinese"], "ja", None, None),
        ("ქეთევან", ["French"], "en", "ka", None),
        ("Ірина", ["Ukrainian"], "en", "uk", None),
        ("Ірина", ["French"], "en", "und-Cyrl", None),
        ("نور حداد", ["Arabic"], "en", "ar", "rtl"),
        ("נועה לוי", ["French"], "en", "und-Hebr", "rtl"),
        ("نور حداد", ["العربية"], "ar", None, None),
        ("김하늘", ["الكورية"], "ar", "ko", "ltr"),
        ("Nguyễn Thị Hạnh", ["Vietnamese"], "en", None, None),
        ("{ka: ნინო, hy: Նինո}", ["French"], "en", "ka", None),
        ("{he: נועה}", ["French"], "en", "he", "rtl"),
    ],
)
def test_a_native_name_says_its_language_and_its_side(written, native, languages, language, lang, side):
    site = written(native, *languages, language=language)
    assert site.warnings == []
    assert name_of(site.html())[1:] == (lang, side)


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex", "man", "texinfo", "json", "xml"])
def test_other_builders_show_the_name_as_before(build, builder):
    files = {"index.md": WITH_LANGUAGES, "cv.yaml": data("ქეთევან", "Georgian")}
    site = build(files, builder, homepage_data="cv.yaml", version="1", copyright="2026, A", language="en")
    assert site.warnings == []
    found = [name for name, _ in holding(site, "ქეთევან", "\\u10e5")]
    assert any(name.startswith(f"_build/{builder}/") for name in found)


def test_a_name_on_an_rst_page_and_one_that_is_typed_there_are_marked_too(build):
    page = "CV\n==\n\n.. profile:: Zed Doe\n   :native-name: ქეთევან\n"
    assert name_of(build({"index.rst": page}).html()) == ("ქეთევან", "ka", None)


@pytest.mark.parametrize(
    "languages",
    [
        "",
        "languages:\n- {language: Ukrainian, private: language}\n",
        "languages:\n- {language: Ukrainian, only: pdf}\n",
        "languages: [Ukrainian]\n",
    ],
)
def test_a_language_that_no_page_shows_has_no_say(build, languages):
    page = PAGE if languages.startswith("languages: [") else WITH_LANGUAGES
    source = f"{data('Ірина')}\n{languages}"
    site = build({"index.md": page, "cv.yaml": source}, homepage_data="cv.yaml")
    assert name_of(site.html())[1] == "und-Cyrl"
    assert holding(site, "Ukrainian", 'lang="uk"', "language-uk") == []


@pytest.mark.parametrize("parallel", [1, 4])
def test_a_change_of_the_languages_on_another_page_changes_the_name(build, parallel):
    languages = "---\norphan: true\n---\n# Languages\n\n:::{languages}\n- LANGUAGE\n:::\n"
    more = {f"p{number}.md": f"---\norphan: true\n---\n# P{number}\n" for number in range(8)}
    files = {
        "index.md": PAGE,
        "cv.yaml": data("Ірина"),
        "more.md": languages.replace("LANGUAGE", "Ukrainian"),
    }
    site = build(files | more, homepage_data="cv.yaml", parallel=parallel)
    assert name_of(site.html())[1] == "uk"
    site = build({"more.md": languages.replace("LANGUAGE", "Bulgarian")}, parallel=parallel)
    assert site.read == ["more"]
    assert name_of(site.html())[1] == "bg"
    (site.srcdir / "more.md").unlink()
    assert name_of(build(parallel=parallel).html())[1] == "und-Cyrl"


def test_a_translated_name_is_what_counts(build):
    po = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Nino"\nmsgstr "ნინო"\n'
    files = {"index.md": PAGE, "cv.yaml": data("Nino"), "locale/de/LC_MESSAGES/index.po": po}
    site = build(files, homepage_data="cv.yaml", language="de", locale_dirs=["locale"])
    assert name_of(site.html()) == ("ნინო", "ka", None)


def languages_of(pdf):
    """Return the languages that the tags of a PDF name, without that of the document."""
    import pikepdf

    return {
        str(item["/Lang"])
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and "/Lang" in item and item.get("/Type") != "/Catalog"
    }


@pytest.mark.parametrize(
    ("native", "languages", "expected"),
    [("久保田あおい", ["Japanese"], {"ja"}), ("نور حداد", ["Arabic"], {"ar"}), ("Łucja", ["Polish"], set())],
)
def test_the_tags_of_the_pdf_name_the_language_too(written, native, languages, expected):
    pikepdf = pytest.importorskip("pikepdf")
    site = written(native, *languages, homepage_pdf={"index": "cv.pdf"}, homepage_pdf_fonts="system")
    with pikepdf.open(site.outdir / "cv.pdf") as pdf:
        found = languages_of(pdf)
    assert {tag for tag in found if not tag.startswith("en")} == expected


def test_a_change_of_the_languages_on_another_page_changes_the_pdf(build):
    pikepdf = pytest.importorskip("pikepdf")
    languages = "---\norphan: true\n---\n# Languages\n\n:::{languages}\n- LANGUAGE\n:::\n"
    files = {
        "index.md": PAGE,
        "cv.yaml": data("Ірина"),
        "more.md": languages.replace("LANGUAGE", "Ukrainian"),
    }
    site = build(files, homepage_data="cv.yaml", homepage_pdf={"index": "cv.pdf"})
    with pikepdf.open(site.outdir / "cv.pdf") as pdf:
        assert "uk" in languages_of(pdf)
    site = build({"more.md": languages.replace("LANGUAGE", "Bulgarian")})
    assert site.read == ["more"]
    with pikepdf.open(site.outdir / "cv.pdf") as pdf:
        assert "bg" in languages_of(pdf)


@pytest.mark.parametrize(("language", "forms"), [("Japanese", "jp"), ("Chinese", "sc"), ("Korean", "kr")])
def test_the_pdf_has_the_forms_of_the_characters_that_the_language_has(written, language, forms):
    pikepdf = pytest.importorskip("pikepdf")
    site = written("骨直", language, homepage_pdf={"index": "cv.pdf"}, homepage_pdf_fonts="system")
    with pikepdf.open(site.outdir / "cv.pdf") as pdf:
        fonts = {str(item.get("/BaseFont")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)}
    cjk = {font for font in fonts if "NotoSerifCJK" in font}
    if not cjk:
        pytest.skip("the fonts of fonts-noto-cjk are not installed")
    assert all(f"CJK{forms}-" in font for font in cjk)


# Other texts


TEXTS = """\
awards:
- title: {ar: 'جائزة (2020)'}
  summary: {ar: 'هذه "جائزة" (2020).'}
- title: {de: Preis}
  summary: {de: 'Der "Preis".'}
"""


def test_texts_that_are_there_in_another_language_say_so_too(build):
    page = "# CV\n\n:::{awards}\n:::\n"
    site = build({"index.md": page, "cv.yaml": TEXTS}, homepage_data="cv.yaml", language="en")
    assert site.warnings == []
    found = [
        (node.tag.removeprefix(XHTML), "".join(node.itertext()).strip(), node.get("lang"), node.get("dir"))
        for node in html5lib.parse(site.body()).iter()
        if node.get("lang")
    ]
    assert found == [
        ("span", "جائزة (2020)", "ar", "rtl"),
        ("div", "هذه “جائزة” (2020).", "ar", "rtl"),
        ("span", "Preis", "de", None),
        ("p", "Der „Preis“.", "de", None),
    ]
