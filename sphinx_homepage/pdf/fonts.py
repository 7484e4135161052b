"""The fonts of PDFs: which there are, which a script wants, what to install where one lacks.

Latin, Greek, Cyrillic and Hebrew are always set in the fonts that come along, so that a page looks the same
on every machine. A character that these lack is looked for in the fonts that the person names, and only then
in the system's, which take half a second to list.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.pdf.font_files import FONT_FILES, BrokenFontError, characters_of, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import typst

BUNDLED: Final = Path(__file__).parent / "fonts"
_IN_ORDER: Final = (
    *("Libertinus Serif", "Fira Sans", "New Computer Modern", "New Computer Modern Math"),
    "DejaVu Sans Mono",
)
"""The families that come along, in the order in which one stands in for another."""


class Fonts:
    """Fonts that Typst knows, their families' names, and the characters of those that have files.

    Attributes:
        typst: what Typst is given.
        families: all of them.
        named: the families of the fonts that the person names, in this order.
        stand_ins: the families that have what a page's own lacks, on every machine in the same order.
        unreadable: the named files that hold no font.
    """

    def __init__(
        self, paths: Sequence[Path], *, has_system: bool, without: frozenset[str] = frozenset()
    ) -> None:
        import typst

        self._folders: list[tempfile.TemporaryDirectory[str]] = []  # Typst reads a font when it is used.
        self._damaged = {family.lower() for family in without}
        files = [*_files(paths)]
        own = self._linked(map(str, files))
        self._typed: dict[str, Path] = {}
        """The named files, by what Typst calls them: it follows links."""
        for at, file in enumerate(files):
            for place in (Path(*own, _link_name(at, str(file))), file.resolve()):
                self._typed.setdefault(str(place), file)
        order = {file: at for at, file in enumerate(files)}
        typed = [(face, self._typed_of(str(face.path))) for face in _faces(own)]
        pairs = sorted(typed, key=lambda pair: (order.get(pair[1], len(order)), pair[0].index))
        found = [face for face, _ in pairs]
        self.named: tuple[str, ...] = tuple(dict.fromkeys(face.family for face in found))
        read = {file.resolve() for _, file in pairs}
        self.unreadable = tuple(file for file in files if file.resolve() not in read)
        if self._damaged:
            own = self._without(set(), found, own)
            found = [face for face in found if face.family.lower() not in self._damaged]
            self.named = tuple(family for family in self.named if family.lower() not in self._damaged)
        # Of two fonts of one family, which Typst would mix, the named one counts, then ours.
        taken = {family.lower() for family in self.named}
        folders = [*own, *self._without(taken, _faces([str(BUNDLED)]), [str(BUNDLED)])]
        takes_system_as_it_is = has_system
        if has_system:
            taken |= {face.family.lower() for face in _faces(folders, has_embedded=True)}
            everywhere = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
            refused = taken | self._damaged
            takes_system_as_it_is = all(face.family.lower() not in refused for face in everywhere)
            folders += [] if takes_system_as_it_is else self._without(taken, everywhere, [])
        self.typst: typst.Fonts = typst.Fonts(
            include_system_fonts=takes_system_as_it_is, font_paths=[*folders]
        )
        self.families: frozenset[str] = frozenset(self.typst.families())
        self._faces: dict[str, list[tuple[Path, int]]] = {}
        for face in self.typst.fonts():
            if face.path:
                self._faces.setdefault(face.family.lower(), []).append((Path(face.path), face.index))
        ours = (family for family in _IN_ORDER if family in self.families)
        self.stand_ins: tuple[str, ...] = tuple(dict.fromkeys([*self.named, *ours]))

    def _linked(self, files: Iterable[str]) -> list[str]:
        """Return a folder that holds *files*: Typst takes folders only, and is silent about a file."""
        links = [(_link_name(at, file), file) for at, file in enumerate(files)]
        if not links:
            return []
        folder = tempfile.TemporaryDirectory(prefix="homepage-fonts-", ignore_cleanup_errors=True)
        self._folders.append(folder)
        for name, file in links:
            place = Path(folder.name, name)
            try:
                place.symlink_to(Path(file).resolve())
            except OSError:  # Windows lets few people make links.
                with suppress(OSError):
                    shutil.copyfile(file, place)
        return [folder.name]

    def _without(self, taken: set[str], faces: Sequence[typst.FontInfo], otherwise: list[str]) -> list[str]:
        """Return a folder of the files of *faces* that hold other families; *otherwise* if all do."""
        files = {face.path for face in faces if face.path}
        others = {face.path for face in faces if face.path and face.family.lower() not in taken}
        others -= {face.path for face in faces if face.family.lower() in self._damaged}
        return otherwise if files == others and otherwise else self._linked(sorted(others))

    def described(self, family: str) -> str:
        """Return a family's name, with the file that has it."""
        files = [path for path, _ in self._faces.get(family.lower(), ())]
        if not files:
            return f'"{family}"'
        return f'"{family}" ({self._typed_of(str(files[0])).name})'

    def _typed_of(self, path: str) -> Path:
        """Return the named file that Typst calls *path*; on Windows it may have another beginning."""
        path = path.removeprefix("\\\\?\\")
        return self._typed.get(path) or self._typed.get(str(Path(path).resolve())) or Path(path)

    def lacks(self, families: Iterable[str], characters: Iterable[str]) -> frozenset[str]:
        """Return those of *characters* that none of *families* has, as far as these have files."""
        left = set(characters)
        for family in families:
            for path, index in self._faces.get(family.lower(), ()):
                if not left:
                    break
                try:
                    known = characters_of(path, index)
                except BrokenFontError:
                    continue
                left = {character for character in left if character not in known}
        return frozenset(left)

    def that_have(self, characters: frozenset[str]) -> list[str]:
        """Return families that have all of *characters* among them, if such are there: as few as may be."""
        chosen: list[str] = []
        ours = {family.lower() for family in _IN_ORDER}
        # A page is set in the same fonts by every build on one machine.
        families = sorted(self.families, key=lambda family: ("mono" in family.lower(), family))
        left = characters
        while left:
            rests = {family: self.lacks((family,), left) for family in families if family.lower() not in ours}
            best = min(rests, key=lambda family: len(rests[family]), default=None)
            if best is None or len(rests[best]) == len(left):
                break
            chosen.append(best)
            left = rests[best]
        return chosen


def _files(paths: Iterable[Path]) -> list[Path]:
    """Return the files of fonts among *paths* and in the folders among them, each once."""
    found: list[Path] = []
    for path in paths:
        inside = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
        found += [file for file in inside if file.suffix.lower() in FONT_FILES]
    return [*dict.fromkeys(found)]


def _link_name(at: int, file: str) -> str:
    return f"{at:05}{Path(file).suffix}"


def _faces(folders: Sequence[str], *, has_embedded: bool = False) -> list[typst.FontInfo]:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=has_embedded, font_paths=[*folders]
    ).fonts()


def open_fonts(
    paths: tuple[Path, ...] = (), *, has_system: bool = False, without: frozenset[str] = frozenset()
) -> Fonts:
    """Return the fonts that come along, those in *paths* (files, folders), and the system's if asked.

    The families *without* are left out.
    """
    return _opened(paths, tuple(map(stamp_of, _files(paths))), has_system, without)


@lru_cache(maxsize=8)
def _opened(
    paths: tuple[Path, ...],
    _stamps: tuple[tuple[int, int], ...],
    has_system: bool,
    without: frozenset[str],
) -> Fonts:
    return Fonts(paths, has_system=has_system, without=without)


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
_MARKS: Final = "\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""What says how the letter before it looks, and must not be cut from it."""
_ANY_CHARACTER: Final = re.compile(f"[{_CJK}{''.join(script.pattern for script in SCRIPTS)}]")


def wants_system(text: str, fonts: Fonts) -> bool:
    """Say whether *text* has letters of the scripts chosen here that none of the named *fonts* has."""
    return not text.isascii() and bool(fonts.lacks(fonts.named, _ANY_CHARACTER.findall(text)))


class Lack(NamedTuple):
    """A script that *families* set, if any, and its characters on the page that these have not."""

    script: Script
    families: list[str]
    characters: str


def rules_of_scripts(
    text: str, fonts: Fonts, *, preferred: Sequence[str] = (), is_sans: bool
) -> tuple[str, list[Lack]]:
    """Return Typst's rules that give each script in *text* its fonts, and what has none.

    The families that the person prefers come first, then those of the named files, then those that are known
    to be made for the script, at last any that have it.

    Chinese, Japanese and Korean share characters whose forms differ: they are chosen by the language of the
    words, Chinese where it is none of them.
    """
    if text.isascii():
        return "", []
    rules: list[str] = []
    lacks: list[Lack] = []
    own = [*preferred, *fonts.named]
    for script in SCRIPTS:
        characters = frozenset(re.findall(f"[{script.pattern}]", text))
        if not characters:
            continue
        families = _families((script.serif, script.sans), characters, fonts, own, is_sans=is_sans)
        if families:
            rules.append(f"#show regex({_run(script.pattern)}): set text(font: {_array(families)});")
        if left := fonts.lacks(families, characters):
            lacks.append(Lack(script, families, "".join(sorted(left))))
    if characters := frozenset(re.findall(f"[{_CJK}]", text)):
        choices = {
            language: _array(families)
            for language, known in _CJK_FAMILIES.items()
            if (families := _families(known, characters, fonts, own, is_sans=is_sans))
        }
        if choices:
            table = ", ".join(f'"{language}": {families}' for language, families in choices.items())
            rules.append(
                f"#show regex({_run(_CJK)}): it => context {{ let fonts = ({table}); "
                'let region = if text.region == none { "" } else { "-" + upper(text.region) }; '
                "set text(font: fonts.at(text.lang + region, default: "
                f"fonts.at(text.lang, default: {choices.get('zh') or next(iter(choices.values()))}))); it }};"
            )
    return "".join(rules), lacks


def _run(pattern: str) -> str:
    """Return the expression for letters of *pattern* with what belongs to each."""
    return f'"(?:[{pattern}][{_MARKS}]*)+"'


def _families(
    known: tuple[tuple[str, ...], tuple[str, ...]],
    characters: frozenset[str],
    fonts: Fonts,
    own: Sequence[str],
    *,
    is_sans: bool,
) -> list[str]:
    """Return the families for *characters*: of the person's *own* those that have some, then known ones."""
    serif, sans = known
    ordered = [*sans, *serif] if is_sans else [*serif, *sans]
    names = {name.lower(): name for name in fonts.families}
    present = [names[family.lower()] for family in dict.fromkeys(ordered) if family.lower() in names]
    mine = [family for family in own if len(fonts.lacks((family,), characters)) < len(characters)]
    # Of a person's several, the one made for the language, if one is.
    mine.sort(key=lambda family: present.index(family) if family in present else len(present))
    found = [*dict.fromkeys([*mine, *present])]
    return found + [
        family for family in fonts.that_have(fonts.lacks(found, characters)) if family not in found
    ]


def _array(families: Sequence[str]) -> str:
    return "(" + "".join(f'"{family}", ' for family in families) + ")"


def stand_in(character: str) -> str:
    """Return what is printed for a character that no font has: nothing for one that is never seen."""
    if unicodedata.category(character) == "Cf" or re.match(f"[{_MARKS}]", character):
        return ""
    if unicodedata.category(character) in {"So", "Sm", "Sk"}:
        return f"[{unicodedata.name(character, '').lower()}]"
    return f"[U+{ord(character):04X}]"


def described(character: str) -> str:
    """Return a character with its number and its name: ``"ก" (U+0E01 THAI CHARACTER KO KAI)``."""
    name = unicodedata.name(character, "")
    return f'"{character}" (U+{ord(character):04X}{" " + name if name else ""})'


def package_for(character: str) -> str:
    """Return the Debian package whose fonts have *character*, as a rule."""
    number = ord(character)
    if any(number in block for block in _RARE_HAN):
        return "fonts-babelstone-han"
    if number in _SUPPLEMENTARY_HAN:
        return "fonts-noto-cjk, or fonts-hanazono for a rare one"
    if re.match(f"[{_CJK}]", character):
        return "fonts-noto-cjk"
    if number >= 0x1F000 and unicodedata.category(character) in {"So", "Sk"}:
        return "fonts-noto-color-emoji"
    is_old = any(word in unicodedata.name(character, "") for word in ("HIEROGLYPH", "CUNEIFORM", "LINEAR"))
    return "fonts-noto-extra" if is_old else "fonts-noto-core"


_SUPPLEMENTARY_HAN: Final = range(0x20000, 0x2EBF0)
"""The ideographs of the extensions B to F, of which Noto's fonts have those that are in use."""
_RARE_HAN: Final = (range(0x2EBF0, 0x2F800), range(0x30000, 0x40000))
"""Those of the extensions G and later, of which Noto's fonts have three."""
