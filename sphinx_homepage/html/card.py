"""The picture that messengers and networks show with a link to the site, made by Typst.

It is made anew only when what it shows has changed: it is kept beside the doctrees.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sphinx.util import logging

import sphinx_homepage
from sphinx_homepage.build_notes import write_file
from sphinx_homepage.domain import domain_of
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.html.metadata import is_site_of_person
from sphinx_homepage.html.person import is_chosen, person_of, site_name
from sphinx_homepage.model.directions import side_of
from sphinx_homepage.sources.paths import inside, is_file, site_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

SIZE: Final = (1200, 630)
FILE: Final = "_static/sphinx-homepage-card.png"
TEMPLATE: Final = Path(__file__).with_name("card.typ")
_FOLDER: Final = "homepage-card"
_PORTRAIT: Final = 480
_FONT: Final = "Fira Sans"


def card_url(app: Sphinx) -> str:
    """Return the address of the picture; nothing where there is none."""
    return f"{site_url(app.config)}{FILE}" if domain_of(app.env).has_card else ""


def words_of_card(app: Sphinx) -> tuple[str, str, str]:
    """Return what stands in the picture: the name, the person in one line, and the host of the site."""
    person = person_of(app.env)
    host = urlsplit(site_url(app.config)).hostname or ""
    return person.name or site_name(app.env), person.tagline, host.removeprefix("www.")


def write_card(app: Sphinx, builder: Builder) -> None:
    """Write the picture, for a site that says its address: a picture without one is not shown by anybody."""
    domain = domain_of(app.env)
    domain.has_card = False
    is_wanted = is_site_of_person(app) and builder.name in {"html", "dirhtml", "singlehtml"}
    if not is_wanted or not site_url(app.config) or "sphinxext.opengraph" in app.extensions:
        return
    data = _data(app)
    portrait = _portrait_file(app)
    picture = portrait.read_bytes() if portrait else b""
    fonts = [str(name) for name in _as_list(app.config.homepage_pdf_fonts)]
    recipe = (sphinx_homepage.__version__, TEMPLATE.read_bytes(), data, fonts, picture)
    kept = Path(app.doctreedir, _FOLDER, f"{hashlib.sha256(repr(recipe).encode()).hexdigest()[:20]}.png")
    if kept.is_file():
        content = kept.read_bytes()
    else:
        content, is_final = _made(app, data, portrait)
        for old in kept.parent.glob("*.png"):
            old.unlink(missing_ok=True)
        if is_final:
            write_file(kept, content)
    domain.has_card = True
    write_file(Path(builder.outdir, FILE), content)


def _as_list(value: Any) -> list[Any]:
    return [*value] if isinstance(value, (list, tuple)) else [value]


def _data(app: Sphinx) -> dict[str, Any]:
    from sphinx_homepage.html.favicon import site_color
    from sphinx_homepage.html.theme_options import Look

    name, tagline, host = words_of_card(app)
    return {
        "name": name,
        "tagline": tagline,
        "host": host,
        "paper": Look.COLORS["--hp-paper"][0],
        "ink": Look.COLORS["--hp-text"][0],
        "accent": site_color(app),
        "language": str(app.config.language or "en").partition("_")[0].partition("-")[0],
        "direction": side_of(app.config.language or "en"),
        "portrait": None,
    }


def _portrait_file(app: Sphinx) -> Path | None:
    path = person_of(app.env).portrait
    file = inside(app.srcdir, site_path(path, "")) if path else None
    return file if file is not None and is_file(file) else None


def _made(app: Sphinx, data: dict[str, Any], portrait: Path | None) -> tuple[bytes, bool]:
    """Return the picture, and whether it says all that it should: fonts may be installed later."""
    import typst

    from sphinx_homepage.pdf.fonts import open_fonts, rules_of_scripts, wants_system

    paths = tuple(
        file
        for name in _as_list(app.config.homepage_pdf_fonts)
        if name and name != "system" and (file := inside(app.srcdir, str(name))) is not None and file.exists()
    )
    words = data["name"] + data["tagline"]
    fonts = open_fonts(paths)
    if wants_system(words, fonts) or fonts.lacks((_FONT, *fonts.named), _letters(words)):
        fonts = open_fonts(paths, has_system=True)
    families = (_FONT, *(family for family in fonts.stand_ins if family != _FONT))
    everything = (*families, *sorted(fonts.families - {*families}))
    lacking = {name: fonts.lacks(everything, _letters(data[name])) for name in ("name", "tagline")}
    if lacking["name"]:
        others = _others(app, data["name"], lacking["name"])
        usual = next((name for name in others if name and not fonts.lacks(everything, _letters(name))), "")
        data = data | ({"name": usual} if usual else {"name": data["host"], "host": ""})
        _say_what_is_lacking(lacking["name"], data["name"])
    if lacking["tagline"]:
        data = data | {"tagline": ""}
    rules, _ = rules_of_scripts(words, fonts, is_sans=True)
    with tempfile.TemporaryDirectory(prefix="homepage-card-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        if portrait is not None and (picture := _picture(app, portrait)):
            name = f"portrait{picture[1]}"
            root.joinpath(name).write_bytes(picture[0])
            data = data | {"portrait": name}
        root.joinpath("data.json").write_text(json.dumps(data | {"fonts": [*families]}), "utf-8")
        root.joinpath("main.typ").write_text(f"{rules}\n{TEMPLATE.read_text('utf-8')}", "utf-8")
        try:
            png = typst.compile(
                root / "main.typ",
                root=root,
                format="png",
                ppi=72,
                font_paths=fonts.typst,
                ignore_system_fonts=True,
            )
        except typst.TypstError:
            if data["portrait"] is None:
                raise
            return _made(app, data | {"portrait": None}, None)  # A drawing that Typst cannot read.
    assert isinstance(png, bytes)
    return png, not any(lacking.values())


def _others(app: Sphinx, name: str, lacking: frozenset[str]) -> list[str]:
    """Return what else the person or the site is called: without its signs, a name is still itself."""
    has_letters = any(sign.isalpha() or unicodedata.combining(sign) for sign in lacking)
    bare = " ".join("".join(sign for sign in name if sign not in lacking).split())
    author = str(app.config.author) if is_chosen(app.config, "author") else ""
    return ["" if has_letters else bare, site_name(app.env), author]


def _say_what_is_lacking(letters: frozenset[str], name: str) -> None:
    from sphinx_homepage.pdf.fonts import described, package_for

    letter = min(letters)
    logging.getLogger(__name__).info(
        f"no font has {described(letter)} of the name: the picture for links to the site says {name!r}; "
        f"install {package_for(letter)}, or name a font that has it in homepage_pdf_fonts"
    )


def _letters(words: str) -> set[str]:
    return {letter for letter in words if not letter.isspace()}


def _picture(app: Sphinx, file: Path) -> tuple[bytes, str] | None:
    """Return the portrait as large as it is shown, and how the name of such a file ends."""
    from sphinx_homepage.pictures.making import Box, UnusablePictureError
    from sphinx_homepage.pictures.store import Store

    data = file.read_bytes()
    if file.suffix.lower() == ".svg":
        return data, ".svg"
    store, box = Store(app.doctreedir), Box(_PORTRAIT, _PORTRAIT, is_square=True, is_print=True)
    try:
        kept = store.find(file.name, data, box) or store.make(file.name, data, box)
    except UnusablePictureError:
        return None  # Which is reported where the page shows it.
    return (kept.fallback.read_bytes(), kept.fallback.suffix) if kept.fallback else None
