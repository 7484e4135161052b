"""The fonts of PDFs: which there are, which a script wants, what to install where one lacks.

Latin, Greek, Cyrillic and Hebrew are always set in the fonts that come along, so that a page looks the same
on every machine. A character that these lack is looked for in the system's fonts, which are listed only then.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import typst

BUNDLED: Final = Path(__file__).parent / "fonts"


class Fonts:
    """Fonts that Typst knows, and their families' names."""

    def __init__(self, paths: Sequence[Path], *, has_system: bool) -> None:
        import typst

        self._folder: tempfile.TemporaryDirectory[str] | None = None  # Typst reads a font when it is used.
        folders = [str(BUNDLED), *(str(path) for path in paths if path.is_dir())]
        files = [str(path) for path in paths if path.is_file()]
        own = typst.Fonts(include_system_fonts=False, font_paths=[*folders])
        takes_system_as_it_is = has_system
        if has_system:
            # A system's own copy of a family that comes along would mix with it.
            taken = set(own.families())
            everywhere = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
            takes_system_as_it_is = all(font.family not in taken for font in everywhere)
            if not takes_system_as_it_is:
                clashing = {font.path for font in everywhere if font.family in taken}
                files += sorted({font.path for font in everywhere if font.path} - clashing)
        if files:
            folders.append(self._linked(files))
        self.typst: typst.Fonts = typst.Fonts(
            include_system_fonts=takes_system_as_it_is, font_paths=[*folders]
        )
        self.families: frozenset[str] = frozenset(self.typst.families())

    def _linked(self, files: Iterable[str]) -> str:
        """Return a folder that holds *files*: Typst takes folders only, and is silent about a file."""
        self._folder = tempfile.TemporaryDirectory(prefix="homepage-fonts-", ignore_cleanup_errors=True)
        for i, file in enumerate(files):
            place = Path(self._folder.name, f"{i}{Path(file).suffix}")
            try:
                place.symlink_to(Path(file).resolve())
            except OSError:  # Windows lets few people make links.
                shutil.copyfile(file, place)
        return self._folder.name


@lru_cache(maxsize=8)
def open_fonts(paths: tuple[Path, ...] = (), *, has_system: bool = False) -> Fonts:
    """Return the fonts that come along, those in *paths* (files, folders), and the system's if asked."""
    return Fonts(paths, has_system=has_system)


class Script(NamedTuple):
    """A script whose fonts are chosen here: the fonts that come along have none, or one that is not fit."""

    name: str
    pattern: str
    """Its characters, as a class of regular expressions of Python and of Rust."""
    serif: tuple[str, ...]
    sans: tuple[str, ...]
    package: str


_CJK: Final = (
    "\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3100-\u31ff\u3200-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00020000-\U000323af"
)
SCRIPTS: Final = (
    Script(
        "Arabic",
        "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        ("Noto Naskh Arabic", "Amiri", "Scheherazade New", "Geeza Pro", "Traditional Arabic"),
        ("Noto Sans Arabic", "Vazirmatn", "Geeza Pro", "Segoe UI", "DejaVu Sans"),
        "fonts-noto-core",
    ),
    Script(
        "Devanagari",
        "\u0900-\u097f\ua8e0-\ua8ff",
        ("Noto Serif Devanagari", "Lohit Devanagari", "Kohinoor Devanagari", "Nirmala UI"),
        ("Noto Sans Devanagari", "Lohit Devanagari", "Kohinoor Devanagari", "Nirmala UI"),
        "fonts-noto-core",
    ),
)

_CJK_FAMILIES: Final = {
    # The names on Linux, macOS and Windows, in this order.
    "zh": (
        ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "SimSun"),
        ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"),
    ),
    "zh-TW": (
        ("Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", "Songti TC", "PMingLiU"),
        ("Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"),
    ),
    "zh-HK": (
        ("Noto Serif CJK HK", "Noto Serif HK", "Noto Serif CJK TC", "Songti TC", "PMingLiU"),
        ("Noto Sans CJK HK", "Noto Sans HK", "Noto Sans CJK TC", "PingFang HK", "Microsoft JhengHei"),
    ),
    "ja": (
        ("Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho"),
        ("Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans", "Hiragino Sans", "Yu Gothic"),
    ),
    "ko": (
        ("Noto Serif CJK KR", "Noto Serif KR", "Source Han Serif K", "AppleMyungjo", "Batang"),
        ("Noto Sans CJK KR", "Noto Sans KR", "Source Han Sans K", "Apple SD Gothic Neo", "Malgun Gothic"),
    ),
}
_ANY_CHARACTER: Final = re.compile(f"[{_CJK}{''.join(script.pattern for script in SCRIPTS)}]")


def wants_system(text: str) -> bool:
    """Say whether *text* is in a script that the fonts that come along are not made for."""
    return not text.isascii() and _ANY_CHARACTER.search(text) is not None


def rules_of_scripts(text: str, fonts: Fonts, *, is_sans: bool) -> tuple[str, list[Script]]:
    """Return Typst's rules that give each script in *text* its fonts, and the scripts that have none.

    Chinese, Japanese and Korean share characters whose forms differ: they are chosen by the language of the
    words, Chinese where it is none of them.
    """
    rules, lacking = [], []
    for script in SCRIPTS:
        if not re.search(f"[{script.pattern}]", text):
            continue
        families = _present((script.serif, script.sans), fonts.families, is_sans=is_sans)
        if families:
            rules.append(f'#show regex("[{script.pattern}]+"): set text(font: {_array(families)});')
        else:
            lacking.append(script)
    if re.search(f"[{_CJK}]", text):
        choices = {
            language: _array(present)
            for language, families in _CJK_FAMILIES.items()
            if (present := _present(families, fonts.families, is_sans=is_sans))
        }
        if choices:
            table = ", ".join(f'"{language}": {families}' for language, families in choices.items())
            rules.append(
                f'#show regex("[{_CJK}]+"): it => context {{ let fonts = ({table}); '
                'let region = if text.region == none { "" } else { "-" + upper(text.region) }; '
                "set text(font: fonts.at(text.lang + region, default: "
                f"fonts.at(text.lang, default: {choices.get('zh') or next(iter(choices.values()))}))); it }};"
            )
    return "".join(rules), lacking


def _present(
    families: tuple[tuple[str, ...], tuple[str, ...]], known: Collection[str], *, is_sans: bool
) -> list[str]:
    serif, sans = families
    ordered = [*sans, *serif] if is_sans else [*serif, *sans]
    return [family for family in dict.fromkeys(ordered) if family.lower() in {name.lower() for name in known}]


def _array(families: Sequence[str]) -> str:
    return "(" + "".join(f'"{family}", ' for family in families) + ")"


def stand_in(character: str) -> str:
    """Return what is printed for a character that no font has."""
    if unicodedata.category(character) in {"So", "Sm", "Sk"}:
        return f"[{unicodedata.name(character, '').lower()}]"
    return f"[U+{ord(character):04X}]"


def described(character: str) -> str:
    """Return a character with its number and its name: ``"ก" (U+0E01 THAI CHARACTER KO KAI)``."""
    name = unicodedata.name(character, "")
    return f'"{character}" (U+{ord(character):04X}{" " + name if name else ""})'


def package_for(character: str) -> str:
    """Return the Debian package whose fonts have *character*, as a rule."""
    if re.match(f"[{_CJK}]", character):
        return "fonts-noto-cjk"
    if ord(character) >= 0x1F000 and unicodedata.category(character) in {"So", "Sk"}:
        return "fonts-noto-color-emoji"
    is_old = any(word in unicodedata.name(character, "") for word in ("HIEROGLYPH", "CUNEIFORM", "LINEAR"))
    return "fonts-noto-extra" if is_old else "fonts-noto-core"
