"""Which language a name in its own script is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_homepage.model.directions import first_strong, side_of
from sphinx_homepage.model.languages import code_of, language_of_name, script_of
from sphinx_homepage.model.rows import Languages
from sphinx_homepage.model.text import Text


@pytest.mark.parametrize(
    ("words", "script"),
    [
        ("Łucja Świątek", ""),
        ("", ""),
        ("№ 7", ""),
        ("Ірина Бондар", "Cyrl"),
        ("久保田あおい", "Hira"),
        ("林タケシ", "Kana"),
        ("王小明", "Hani"),
        ("金 하늘", "Hang"),
        ("«نور»", "Arab"),
    ],
)
def test_the_script_is_that_of_the_first_letter_unless_others_say_more(words, script):
    assert script_of(words) == script


@pytest.mark.parametrize(
    ("words", "known", "language", "expected"),
    [
        # One language has the script.
        ("久保田あおい", [], "en", "ja"),
        ("김하늘", ["zh"], "en", "ko"),
        ("ქეთევან", [], "en", "ka"),
        # The person knows one that does.
        ("Абена", ["en", "uk"], "en", "uk"),
        ("王小明", ["en", "zh"], "de", "zh"),
        ("王小明", ["zh-Hant"], "de", "zh-Hant"),
        ("山田花子", ["ja", "fr"], "pt_BR", "ja"),
        ("נועה", ["he"], "en", "he"),
        # Nobody can tell.
        ("Абена", ["en"], "en", "und-Cyrl"),
        ("Абена", ["uk", "bg"], "en", "und-Cyrl"),
        ("王小明", ["ja", "zh"], "en", "und-Hani"),
        ("نور", [], "en", "und-Arab"),
        # It may well be the page's own.
        ("王小明", ["zh"], "ja", ""),
        ("王小明", [], "zh_TW", ""),
        ("王小明", [], "ko", ""),
        ("Абена", ["uk"], "ru", ""),
        # It is not the page's own.
        ("久保田あおい", ["zh"], "zh_CN", "ja"),
        ("김하늘", [], "ja", "ko"),
        ("Зорана", [], "sr_Latn", "und-Cyrl"),
        ("Łucja", ["pl"], "en", ""),
        ("", ["ka"], "en", ""),
    ],
)
def test_a_name_is_in_the_language_that_its_script_the_person_and_the_page_leave(
    words, known, language, expected
):
    assert language_of_name(words, known, language) == expected


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("Georgian", "en", "ka"),
        ("Georgisch", "de", "ka"),
        ("georgian", "de", "ka"),
        ("*Georgian*", "en", "ka"),
        ("Traditional Chinese", "en", "zh-Hant"),
        ("Brazilian Portuguese", "en", "pt-BR"),
        ("Klingonese", "en", ""),
        ("Georgian", "no-such", "ka"),
    ],
)
def test_a_language_is_known_by_its_name_in_the_site_s_language_or_in_english(typed, language, code):
    assert code_of(Languages(language=Text(typed)), language) == code


def test_a_private_language_is_not_looked_at():
    assert code_of(Languages(language=Text("Georgian"), private=(Text("language"),)), "en") == ""


@given(
    st.text("aŁ王あキ김نנЖქ1 -\u0301\ue000𐘀", max_size=20),
    st.lists(st.sampled_from(["ja", "zh", "uk", "ar", "x", ""])),
    st.sampled_from(["en", "ja", ""]),
)
def test_any_name_is_in_a_language_that_a_page_can_name(words, known, language):
    tag = language_of_name(words, known, language)
    assert tag == "" or tag.replace("-", "").isalnum()


@pytest.mark.parametrize(
    ("tag", "side"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("und-Arab", "rtl"), ("ar_EG", "rtl"), ("ka", "ltr"), ("x", "ltr")],
)
def test_a_language_is_read_from_its_side(tag, side):
    assert side_of(tag) == side


@pytest.mark.parametrize(("text", "side"), [("12 نور", "rtl"), ("Noor نور", "ltr"), ("12", "")])
def test_a_text_is_read_from_the_side_of_its_first_letter(text, side):
    assert first_strong(text) == side
