"""What a page of the theme loads: only what something on it needs.

The theme gives every page a font of 2,000 icons, Bootstrap's script and those of the search.
Here a page is looked at when it is whole, with whatever people and extensions have put on it:
what none of it needs is not loaded, or not before somebody asks for it.
All that is known of the theme's scripts stands here; a release of it that nobody has looked at is left alone.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache, cached_property
from html import escape, unescape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_homepage.html.pydata import layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx, TemplateBridge

KNOWN_RELEASES: Final = ("0.24.",)
"""How the releases begin whose pages and scripts are as this file says."""

SCRIPT: Final = "sphinx-homepage-pydata.js"
SHEET: Final = "styles/sphinx-homepage-theme.css"
"""Its style sheets in one, without the names of icons; beside them, for the fonts that they name."""


def connect(app: Sphinx) -> None:
    """Have a say in every whole page."""
    import pydata_sphinx_theme as theme

    if theme.__version__.startswith(KNOWN_RELEASES):
        app.connect("builder-inited", wrap_templates, priority=910)


class _Templates:
    """The theme's templates, whose whole pages load less."""

    def __init__(self, templates: TemplateBridge, app: Sphinx) -> None:
        self._templates: Any = templates  # Sphinx says that "render" returns nothing.
        self._app = app

    def __getattr__(self, name: str) -> Any:
        return getattr(self._templates, name)

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Return a page, or a part of one as it is."""
        page: str = self._templates.render(template, context)
        if "</html>" not in page:
            return page
        return lightened(page, context, Path(self._app.outdir), self._sheet)

    @cached_property
    def _sheet(self) -> Sheet:
        """The style sheet, written once the files are there that it is made of: before the first page."""
        sheet = _sheet(Path(self._app.outdir, "_static"), with_layout=layout.applies_to(self._app))
        file = Path(self._app.outdir, "_static", SHEET)
        if not file.is_file() or file.read_text("utf-8") != sheet.text:
            whole = file.with_name(f"{file.name}.{os.getpid()}")  # Several processes may write pages.
            whole.write_text(sheet.text, "utf-8")
            whole.replace(file)
        return sheet


def wrap_templates(app: Sphinx) -> None:
    """Wrap the templates of the builders that write pages for browsers."""
    if app.builder.format == "html" and app.builder.name != "epub" and hasattr(app.builder, "templates"):
        templates: TemplateBridge = app.builder.templates
        app.builder.templates = _Templates(templates, app)


# The style sheet

_ICON_RULE: Final = re.compile(r'((?:\.fa-[a-z0-9-]+,?)+)\{--fa:"[^"]*"\}')


class Sheet(NamedTuple):
    """The theme's style sheet as most pages load it."""

    text: str
    icons: frozenset[str]
    """The classes of the theme's icons that are not in it: all but the few of its own controls."""
    digest: str


def _sheet(static: Path, *, with_layout: bool) -> Sheet:
    theme = (static / "styles" / "pydata-sphinx-theme.css").read_text("utf-8")
    drawn = files(__package__).joinpath("icons.css").read_text("utf-8")
    icons = {name for rule in _ICON_RULE.finditer(theme) for name in rule[1].replace(".", "").split(",")}
    parts = [(static / "basic.css").read_text("utf-8"), _ICON_RULE.sub("", theme), drawn]
    if with_layout:
        parts.append((static / layout.STYLE_SHEET).read_text("utf-8"))
    text = "\n".join(parts)
    own = set(re.findall(r"\.(fa-[a-z-]+)::", drawn))
    return Sheet(text, frozenset(icons - own), hashlib.sha256(text.encode()).hexdigest()[:8])


# The page

_SCRIPT: Final = re.compile(r"[ \t]*<script\b([^>]*)>(.*?)</script>\n?", re.DOTALL | re.IGNORECASE)
_LINK: Final = re.compile(r"[ \t]*<link\b([^>]*)/?>\n?", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"""\b(?:src|href)=["']([^"']*)["']""")

_BOOTSTRAP: Final = "scripts/bootstrap.js"
_ICON_SCRIPT: Final = "scripts/fontawesome.js"
_SEARCH: Final = ("searchtools.js", "language_data.js", "../searchindex.js")
_HIGHLIGHT: Final = ("doctools.js", "translations.js", "sphinx_highlight.js")
_THEIRS: Final = (
    _BOOTSTRAP,
    _ICON_SCRIPT,
    *_SEARCH,
    *_HIGHLIGHT,
    "scripts/pydata-sphinx-theme.js",
    "documentation_options.js",
)
"""The scripts of Sphinx and of the theme, relative to ``_static``."""


_IN_SHEET: Final = ("styles/theme.css", layout.STYLE_SHEET)
"""The style sheets that ours holds; all that the theme's ``theme.css`` does is to import ``basic.css``."""


def lightened(page: str, context: dict[str, Any], outdir: Path, sheet: Sheet) -> str:
    """Return a whole page that loads what it needs."""
    needs = _Needs(page, context, outdir, sheet)
    later: dict[str, str] = {}

    def script(found: re.Match[str]) -> str:
        address, name = _file(found[1])
        if not name or found[2].strip() or needs.script(name):
            return found[0]
        if name == _BOOTSTRAP or name in _HIGHLIGHT:
            later[name] = address
        return ""

    def link(found: re.Match[str]) -> str:
        address, name = _file(found[1])
        if name == "styles/pydata-sphinx-theme.css" and needs.is_lean:
            root = address.partition("_static/")[0]
            return f'<link href="{root}_static/{SHEET}?v={sheet.digest}" rel="stylesheet" />\n'
        if name in _IN_SHEET and needs.is_lean:
            return ""
        is_needless = ("preload" in found[1] and name == _BOOTSTRAP and not needs.script(name)) or (
            name == "pygments.css" and not needs.highlighting
        )
        return "" if is_needless else found[0]

    page = _in_head_and_end(page, lambda part: _LINK.sub(link, _SCRIPT.sub(script, part)))
    if later:
        page = page.replace("</head>", f"{_loader(later, outdir)}\n  </head>", 1)
    return _without_flash(_without_repeated_title(page))


def _in_head_and_end(page: str, change: Callable[[str], str]) -> str:
    """Change what the theme writes: the head, and the scripts behind the article."""
    head, end_of_head, body = page.partition("</head>")
    article, end_of_article, end = body.rpartition("</main>")
    return f"{change(head)}{end_of_head}{article}{end_of_article}{change(end)}"


def _file(attributes: str) -> tuple[str, str]:
    """Return the address that a tag loads, and its path from ``_static`` if it is a file of the site."""
    found = _ADDRESS.search(attributes)
    address = unescape(found[1]) if found else ""
    path = address.partition("?")[0]
    root, is_static, name = path.rpartition("_static/")
    if is_static and not root.strip("./"):
        return address, name
    is_index = path.rpartition("/")[2] == "searchindex.js"
    return address, "../searchindex.js" if is_index else ""


def _loader(later: dict[str, str], outdir: Path) -> str:
    """Return the tag of our script, which loads what is asked for."""
    root = next(iter(later.values())).partition("_static/")[0]
    highlight = [later[name] for name in _HIGHLIGHT if name in later]
    attributes = {
        "src": f"{root}_static/{SCRIPT}?v={_digest(outdir / '_static' / SCRIPT)}",
        "data-bootstrap": later.get(_BOOTSTRAP, ""),
        "data-highlight": " ".join(highlight),
    }
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)
    return f"    <script defer {written}></script>"


@cache
def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8] if file.is_file() else ""


class _Needs:
    """What something on a page needs."""

    def __init__(self, page: str, context: dict[str, Any], outdir: Path, sheet: Sheet) -> None:
        self._outdir = outdir
        self._markup = _SCRIPT.sub("", page)
        self._code = "\n".join(self._other_scripts(page))
        self._is_search = context.get("pagename") == "search" or "search_as_you_type = true" in page
        self._has_keys = str(context.get("theme_navigation_with_keys")).lower() == "true"
        has_code_with_icons = bool(re.search(r"\bfa-|FontAwesome", self._code))
        words = {*re.findall(r"\bfa-[a-z0-9-]+", self._markup)}
        self.is_lean = not has_code_with_icons and words.isdisjoint(sheet.icons)
        """Whether the icons of the theme's own controls are all that the page has."""
        self.highlighting = "highlight" in self._markup.partition("<body")[2] or "highlight" in self._code

    def script(self, name: str) -> bool:
        """Say whether the page needs the script *name* at once."""
        if name == _ICON_SCRIPT:
            return "fa-custom" in self._markup or "FontAwesome" in self._code
        if name == _BOOTSTRAP:
            return self._uses_bootstrap()
        if name in _SEARCH:
            return self._is_search or self._says(r"Search|Stemmer|Scorer|splitQuery")
        if name in _HIGHLIGHT:
            return (
                self._is_search
                or self._has_keys
                or 'class="toggler"' in self._markup
                or self._says(r"Search|Documentation|SphinxHighlight|_ready")
            )
        return True

    def _uses_bootstrap(self) -> bool:
        kinds = {*re.findall(r"""\bdata-bs-toggle=["']?([\w-]+)""", self._markup)}
        names = {*re.findall(r"\bdata-bs-([\w-]+)=", self._markup)}
        return (
            not kinds <= {"tooltip", "dropdown"}  # Those that our script knows how to wait for.
            or not names <= {"toggle", "placement"}
            or 'id="pst-collapse-sidebar-button"' in self._markup
            or self._says(r"bootstrap|\w+\.bs\.\w+")
        )

    def _says(self, words: str) -> bool:
        return bool(re.search(rf"\b(?:{words})\b", self._code))

    def _other_scripts(self, page: str) -> Iterator[str]:
        """Yield the scripts that are neither Sphinx's nor the theme's: what people and extensions add.

        One from another host is taken to know nothing of the theme.
        """
        for attributes, code in _SCRIPT.findall(page):
            address, name = _file(attributes)
            if "application/ld+json" in attributes:
                continue
            if not address:
                yield "" if _is_theirs(code) else code
            elif "//" not in address and name not in _THEIRS:
                yield _text(self._outdir / "_static" / name) if name else _ANYTHING


_ANYTHING: Final = "bootstrap Search Documentation FontAwesome fa- highlight"
"""What a script uses of which nothing is known."""


@cache
def _text(file: Path) -> str:
    if file.name.startswith("sphinx-homepage"):
        return ""  # Ours need nothing of theirs.
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return _ANYTHING


def _is_theirs(code: str) -> bool:
    """Say whether a script in the page is one that Sphinx or the theme has put there."""
    return bool(re.match(r"\s*(?:DOCUMENTATION_OPTIONS\.|document\.documentElement\.dataset\.mode =)", code))


# Two of the theme's own slips


def _without_repeated_title(page: str) -> str:
    """Return the page with the person's name once in the title of the first page."""
    return re.sub(r"<title>([^<]*) (?:&#8212;|—) \1</title>", r"<title>\1</title>", page, count=1)


def _without_flash(page: str) -> str:
    """Return the page in the reader's colours from the first moment on, and light where no script runs."""
    old = 'dataset.theme = localStorage.getItem("theme") || "auto"'
    new = (
        'dataset.theme = localStorage.getItem("theme") || '
        '(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")'
    )
    return page.replace(old, new, 1).replace(' data-theme="auto"', "", 1) if old in page else page
