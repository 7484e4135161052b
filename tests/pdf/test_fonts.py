"""Fonts that come along set Latin, Greek and Cyrillic everywhere alike; others are looked for."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from sphinx_homepage.pdf.compile import compile_pdf
from sphinx_homepage.pdf.fonts import (
    BUNDLED,
    described,
    open_fonts,
    package_for,
    rules_of_scripts,
    stand_in,
    wants_system,
)


def fonts_in(pdf: bytes) -> set[str]:
    return {name.decode() for name in re.findall(rb"/FontName/[A-Z]{6}\+([\w-]+)", pdf)}


def made(text: str, family: str, **options):
    main = f'#set document(title: "a")\n#set text(lang: "en", font: "{family}")\n{text}'
    return compile_pdf(main, {}, timestamp=0, **options)


ALPHABETS = (
    "Zoë Ærøskøbing Łódź Þórr Ďáblík Ștefan Nguyễn İstanbul Őrség Ġorġ",
    "Αθήνα Ξενοφώντας Ωμέγα ΐΰ",
    "Київ Ґалаґан Ёлкин Ђорђе Љиљана Қазақстан",
    "–—‘’“”„«»…•·×±−§©€£¥†‡№°ªº¹²³½",
)


@pytest.mark.parametrize("text", ALPHABETS)
@pytest.mark.parametrize("family", ["Libertinus Serif", "Fira Sans"])
def test_latin_greek_and_cyrillic_come_from_the_family_that_is_asked_for(family, text):
    result = made(f'#"{text}";', family)
    assert (result.complaints, result.uses_system_fonts) == ((), False)
    assert fonts_in(result.pdf) == {f"{family.replace(' ', '')}-Regular"}


@pytest.mark.parametrize("family", ["Libertinus Serif", "Fira Sans"])
def test_bold_and_italic_are_drawn_ones(family):
    text = (
        'A #text(weight: "bold")[B] #emph[C] #text(weight: "bold", style: "italic")[D] #text(weight: 600)[E]'
    )
    weights = {name.rpartition("-")[2] for name in fonts_in(made(text, family).pdf)}
    semibold = "SemiBold" if family == "Fira Sans" else "Semibold"
    assert weights == {"Regular", "Bold", "Italic", "BoldItalic", semibold}


def test_the_fonts_that_come_along_are_small_and_have_their_licence():
    fonts = [*BUNDLED.rglob("*.ttf")]
    assert sorted(font.name for font in fonts) == [
        "FiraSans-Bold.ttf",
        "FiraSans-Bold_Italic.ttf",
        "FiraSans-Medium.ttf",
        "FiraSans-Regular.ttf",
        "FiraSans-Regular_Italic.ttf",
        "FiraSans-SemiBold.ttf",
    ]
    assert sum(font.stat().st_size for font in fonts) < 3_000_000
    for folder in {font.parent for font in fonts}:
        assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")


def test_a_persons_fonts_are_taken_from_folders_and_from_files(tmp_path):
    whole = (BUNDLED / "fira-sans" / "FiraSans-Regular.ttf").read_bytes()
    mine = whole.replace("Fira Sans".encode("utf-16-be"), "Mine Sans".encode("utf-16-be"))
    file = tmp_path / "mine.ttf"
    file.write_bytes(mine)
    assert "Mine Sans" in open_fonts((file,)).families
    assert "Mine Sans" in open_fonts((tmp_path,)).families
    assert "Mine Sans" not in open_fonts().families
    result = made("abc", "Mine Sans", font_paths=(file,))
    assert (result.complaints, result.uses_system_fonts) == ((), False)


def test_the_systems_fonts_are_not_looked_at_for_what_the_others_have(monkeypatch):
    monkeypatch.setattr("sphinx_homepage.pdf.compile.open_fonts", _only_bundled)
    result = made('#"Zoë ‑ ■ ✓ ★ ↔ ∈ שלום";', "Fira Sans")
    assert (result.complaints, result.uses_system_fonts) == ((), False)


def _as_without_system(paths=(), *, has_system, without):
    return open_fonts(paths)


def _only_bundled(paths=(), *, has_system, without):
    assert not has_system
    return open_fonts(paths)


def test_a_script_without_its_font_is_told_once_with_its_line(monkeypatch):
    monkeypatch.setattr("sphinx_homepage.pdf.compile.open_fonts", _as_without_system)
    result = made('a\n#"नमस्ते";\n#"नमस्ते";', "Libertinus Serif")
    assert [(complaint.line, complaint.message) for complaint in result.complaints] == [
        (
            4,
            "no font for Devanagari is installed, so its letters are not joined as they should be: install "
            'one ("Noto Serif Devanagari", which is in fonts-noto-core), or name its file in '
            "homepage_pdf_fonts",
        )
    ]


def test_only_scripts_that_are_on_the_page_ask_for_fonts():
    texts = ("Jane", "Zoë Ωμέγα Київ שלום", "李", "한", "カ", "سلام", "हिन्दी")
    assert [wants_system(text, open_fonts()) for text in texts] == [
        *(False, False),
        *(True, True, True, True, True),
    ]
    assert rules_of_scripts("Zoë", open_fonts(), is_sans=False) == ("", [])


class Installed:
    """Fonts of which only the names matter."""

    named = ()

    def __init__(self, *families):
        self.families = frozenset(families)

    def lacks(self, families, characters):
        return frozenset() if families else frozenset(characters)

    def that_have(self, characters):
        return []


def test_han_characters_are_set_by_the_language_of_the_words():
    installed = Installed("Noto Serif CJK SC", "Noto Serif CJK JP", "Noto Sans CJK JP")
    (rule, lacking) = rules_of_scripts("骨", installed, is_sans=False)
    assert lacking == []
    assert '"zh": ("Noto Serif CJK SC", ), "ja": ("Noto Serif CJK JP", "Noto Sans CJK JP", )' in rule
    assert 'fonts.at(text.lang, default: ("Noto Serif CJK SC", ))' in rule
    assert (
        '"ja": ("Noto Sans CJK JP", "Noto Serif CJK JP", )'
        in rules_of_scripts("骨", installed, is_sans=True)[0]
    )


def test_each_language_gets_its_own_forms_where_the_fonts_are_installed():
    if (
        not {"Noto Serif CJK SC", "Noto Serif CJK TC", "Noto Serif CJK JP"}
        <= open_fonts(has_system=True).families
    ):
        pytest.skip("Noto Serif CJK is not installed")
    for language, region, font in (
        ("zh", "none", "sc"),
        ("zh", '"TW"', "tc"),
        ("ja", "none", "jp"),
        ("en", "none", "sc"),
    ):
        text = f'#text(lang: "{language}", region: {region})[#"骨直";]'
        assert fonts_in(made(text, "Libertinus Serif").pdf) == {f"NotoSerifCJK{font}-Regular"}


@pytest.mark.parametrize(
    ("character", "printed", "told", "package"),
    [
        ("ก", "[U+0E01]", '"ก" (U+0E01 THAI CHARACTER KO KAI)', "fonts-noto-core"),
        ("🎉", "[party popper]", '"🎉" (U+1F389 PARTY POPPER)', "fonts-noto-color-emoji"),
        ("李", "[U+674E]", '"李" (U+674E CJK UNIFIED IDEOGRAPH-674E)', "fonts-noto-cjk"),
        (
            "𠮷",
            "[U+20BB7]",
            '"𠮷" (U+20BB7 CJK UNIFIED IDEOGRAPH-20BB7)',
            "fonts-noto-cjk, or fonts-hanazono for a rare one",
        ),
        (
            "\U00030021",
            "[U+30021]",
            '"\U00030021" (U+30021 CJK UNIFIED IDEOGRAPH-30021)',
            "fonts-babelstone-han",
        ),
        ("𓀀", "[U+13000]", '"𓀀" (U+13000 EGYPTIAN HIEROGLYPH A001)', "fonts-noto-extra"),
    ],
)
def test_a_missing_character_has_a_stand_in_a_name_and_a_package(character, printed, told, package):
    assert (stand_in(character), described(character), package_for(character)) == (printed, told, package)


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "مرحبا بالعالم CV 2026"), ("he", "שלום עולם CV 2026"), ("en", "Jane שלום Doe, 2026")],
)
def test_lines_from_the_right_and_mixed_ones_keep_their_words_in_order(language, text):
    result = made(f'#set text(lang: "{language}")\n#"{text}";', "Libertinus Serif")
    assert result.standards == ("ua-1", "a-3a")
    # In a line from the left poppler loses the space after words from the right, unless it reads as written.
    assert _text_of(result.pdf, *(["-raw"] if language == "en" else [])) == text.split()


def _text_of(pdf: bytes, *options: str) -> list[str]:
    """Return the words as poppler reads them, the marks of direction taken off."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    read = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return re.sub("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", read).split()
