"""Fonts that a person names come before those of the machine, whatever they are called, and may be broken."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from sphinx_homepage.pdf.compile import compile_pdf
from sphinx_homepage.pdf.font_files import BrokenFontError, characters_of
from sphinx_homepage.pdf.fonts import BUNDLED, Fonts, open_fonts, rules_of_scripts, wants_system

ROOT = Path(__file__).parent.parent.parent
NASKH = ROOT / "example_site" / "fonts" / "NotoNaskhArabic-Regular-subset.ttf"
SONG = ROOT / "example_site" / "fonts" / "NotoSerifCJKsc-Regular-subset.otf"
FIRA = BUNDLED / "fira-sans" / "FiraSans-Regular.ttf"
CONF = {"homepage_pdf": {"index": "cv.pdf"}}


def renamed(font: Path, old: str, new: str) -> bytes:
    """Return a font under another name of the same length."""
    assert len(old) == len(new)
    return font.read_bytes().replace(old.encode("utf-16-be"), new.encode("utf-16-be"))


def with_table(font: bytes, tag: bytes, content: bytes) -> bytes:
    """Return a font with *content* all over one of its tables."""
    (count,) = struct.unpack_from(">H", font, 4)
    for at in range(12, 12 + 16 * count, 16):
        name, _, offset, length = struct.unpack_from(">4sLLL", font, at)
        if name == tag:
            filling = (content * length)[:length]
            return font[:offset] + filling + font[offset + length :]
    raise AssertionError(tag)


def fonts_in(pdf: bytes) -> set[str]:
    return {name.decode() for name in re.findall(rb"/FontName/[A-Z]{6}\+([\w-]+)", pdf)}


def made(text: str, *paths: Path, **options):
    main = f'#set document(title: "a")\n#set text(lang: "en", font: "Libertinus Serif")\n{text}'
    return compile_pdf(main, {}, timestamp=0, font_paths=paths, **options)


@pytest.fixture
def naskh(tmp_path):
    """Return a font for Arabic of a name that nobody knows."""
    file = tmp_path / "mine.ttf"
    file.write_bytes(renamed(NASKH, "Noto Naskh Arabic", "Mein Naskh Arabic"))
    return file


# Which characters a font has


@pytest.mark.parametrize(
    ("font", "has", "has_not"),
    [(NASKH, "سلام،", "گa李\uffff"), (SONG, "地学音", "乙aس\U00020000"), (FIRA, "aΩЖ", "سא地")],
)
def test_a_fonts_characters_are_read_from_its_file(font, has, has_not):
    characters = characters_of(font)
    assert [character in characters for character in has] == [True] * len(has)
    assert [character in characters for character in has_not] == [False] * len(has_not)


@pytest.mark.parametrize(
    "content",
    [b"", b"no font", b"\0\1\0\0\xff\xff" + b"\xff" * 50, NASKH.read_bytes()[:300], b"ttcf" + b"\xff" * 40],
)
def test_what_is_no_font_is_told_from_one(tmp_path, content):
    file = tmp_path / "broken.ttf"
    file.write_bytes(content)
    with pytest.raises(BrokenFontError):
        characters_of(file)


def test_a_file_that_is_not_there_is_no_font(tmp_path):
    with pytest.raises(BrokenFontError):
        characters_of(tmp_path / "none.ttf")


# Named fonts come first


def test_a_named_font_sets_its_script_whatever_it_is_called(naskh):
    result = made('#"سلام";', naskh)
    assert (result.complaints, result.uses_system_fonts) == ((), False)
    assert fonts_in(result.pdf) == {"NotoNaskhArabic-Regular"}


def test_a_named_font_comes_before_those_of_the_machine(naskh):
    fonts = open_fonts((naskh,), has_system=True)
    rules, lacks = rules_of_scripts("سلام", fonts, is_sans=False)
    assert lacks == []
    assert 'set text(font: ("Mein Naskh Arabic", ' in rules


def test_the_font_that_the_settings_name_comes_before_all(naskh, tmp_path):
    other = tmp_path / "other.ttf"
    other.write_bytes(renamed(NASKH, "Noto Naskh Arabic", "Dein Naskh Arabic"))
    fonts = open_fonts((naskh, other))
    rules, _ = rules_of_scripts("سلام", fonts, preferred=["Dein Naskh Arabic"], is_sans=False)
    assert '("Dein Naskh Arabic", "Mein Naskh Arabic", )' in rules


def test_letters_that_a_named_font_lacks_are_told_where_no_other_has_them(naskh, monkeypatch):
    monkeypatch.setattr("sphinx_homepage.pdf.compile.open_fonts", lambda paths, **_: open_fonts(paths))
    result = made('\n#"سلام گل";', naskh)
    assert [(complaint.line, complaint.characters) for complaint in result.complaints] == [(4, "گ")]
    assert 'the fonts for Arabic have no "گ" (U+06AF ARABIC LETTER GAF)' in result.complaints[0].message


def test_a_joiner_stays_with_its_letters(naskh):
    rules, _ = rules_of_scripts("می\u200cخواهم", open_fonts((naskh,)), is_sans=False)
    pattern = re.search(r'regex\("(.*?)"\)', rules)[1]
    assert re.fullmatch(pattern, "می\u200cخواهم")


def test_a_systems_font_of_the_same_family_is_left_out(tmp_path, monkeypatch):
    at_home = tmp_path / "home" / ".local" / "share" / "fonts"
    at_home.mkdir(parents=True)
    (at_home / "system.ttf").write_bytes(renamed(FIRA, "Fira Sans", "Mine Sans"))
    (at_home / "other.ttf").write_bytes(renamed(FIRA, "Fira Sans", "Nine Sans"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    if "Nine Sans" not in Fonts((), has_system=True).families:
        pytest.skip("fonts of this system are elsewhere")
    named = tmp_path / "named.ttf"
    named.write_bytes(renamed(FIRA, "Fira Sans", "Mine Sans"))
    fonts = Fonts((named,), has_system=True)
    files = [Path(face.path).resolve() for face in fonts.typst.fonts() if face.family == "Mine Sans"]
    assert files == [named]
    assert "Nine Sans" in fonts.families


def test_a_named_font_takes_the_place_of_ours_of_the_same_family(tmp_path):
    named = tmp_path / "named.ttf"
    named.write_bytes(FIRA.read_bytes())
    faces = [face for face in Fonts((named,), has_system=False).typst.fonts() if face.family == "Fira Sans"]
    assert [Path(face.path).resolve() for face in faces] == [named]


# The same choice on every machine


def test_the_fonts_of_the_example_site_make_listing_the_systems_needless(build_site, monkeypatch):
    def refuse(paths=(), *, has_system=False, without=frozenset()):
        assert not has_system
        return open_fonts(paths)

    monkeypatch.setattr("sphinx_homepage.pdf.compile.open_fonts", refuse)
    site = build_site("example_site", "homepage-pdf")
    assert (site.outdir / "cv.pdf").is_file()


def test_what_the_fonts_that_come_along_have_does_not_change_with_the_machines_fonts(build):
    pages = {"index.md": "# Ketevan\n\nქეთევანი, Հայերեն, ∀ ☎ `ქ`\n"}
    alone = fonts_in((build(pages, homepage_pdf={"index": "cv.pdf"}).outdir / "cv.pdf").read_bytes())
    settings = {"homepage_pdf": {"index": "cv.pdf"}, "homepage_pdf_fonts": ["system"]}
    assert fonts_in((build(pages, **settings).outdir / "cv.pdf").read_bytes()) == alone


def test_only_letters_that_no_named_font_has_ask_for_the_systems(naskh):
    fonts = open_fonts((naskh,))
    assert [wants_system(text, fonts) for text in ("سلام", "سلام گ", "سلام 李")] == [False, True, True]


# Broken files


@pytest.mark.parametrize("content", [b"", NASKH.read_bytes()[:1000]])
def test_a_named_file_that_is_no_font_is_told_and_the_pdf_is_made(build, content):
    site = build(
        {"index.md": "# Ada\n", "fonts/bad.ttf": content, "fonts/good.ttf": FIRA.read_bytes()},
        homepage_pdf={"index": "cv.pdf"},
        homepage_pdf_fonts=["fonts"],
    )
    messages = [(warned.code, warned.message) for warned in site.warnings]
    assert messages == [
        (
            "homepage.setting",
            'homepage_pdf_fonts has "fonts/bad.ttf", which cannot be read as a font; copy it anew, or take '
            "it away",
        )
    ]
    assert (site.outdir / "cv.pdf").is_file()


def test_a_named_file_that_only_typst_finds_broken_is_told_once_for_all_pages(build):
    site = build(
        {
            "index.md": "# Ada\n\n```{toctree}\nother\n```\n",
            "other.md": "# Other\n",
            "bad.ttf": with_table(FIRA.read_bytes(), b"maxp", b"\0"),
        },
        homepage_pdf={"index": "cv.pdf", "other": "other.pdf"},
        homepage_pdf_fonts=["bad.ttf"],
    )
    assert [warned.code for warned in site.warnings] == ["homepage.setting"]
    assert 'has "bad.ttf", which cannot be read as a font' in site.warnings[0].message
    assert (site.outdir / "other.pdf").is_file()


def test_a_font_that_is_damaged_inside_is_left_out_and_told(tmp_path):
    damaged = tmp_path / "damaged.otf"
    font = renamed(SONG, "Noto Serif CJK SC", "Nota Serif CJK SC")
    damaged.write_bytes(with_table(font, b"CFF ", b"\0"))
    result = made('#text(font: ("Libertinus Serif", "Nota Serif CJK SC"))[#"a 地"];', damaged)
    assert result.complaints[0].message == (
        'a font is damaged, and not used: "Nota Serif CJK SC" (damaged.otf); install it anew, or copy its '
        "file anew"
    )
    assert not any("unknown font family" in complaint.message for complaint in result.complaints)
    assert result.pdf.startswith(b"%PDF")


def test_a_broken_font_of_the_machine_changes_nothing(tmp_path, monkeypatch):
    at_home = tmp_path / ".local" / "share" / "fonts"
    at_home.mkdir(parents=True)
    (at_home / "empty.ttf").write_bytes(b"")
    (at_home / "cut.ttf").write_bytes(FIRA.read_bytes()[:5000])
    (at_home / "rubbish.otf").write_bytes(bytes(range(256)) * 40)
    (at_home / "gone.ttf").symlink_to(tmp_path / "nowhere.ttf")
    monkeypatch.setenv("HOME", str(tmp_path))
    fonts = Fonts((), has_system=True)
    assert "Fira Sans" in fonts.families
    assert fonts.lacks(fonts.families, "\U0001b11f") in (frozenset(), frozenset("\U0001b11f"))
