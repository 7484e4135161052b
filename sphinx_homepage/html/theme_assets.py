"""What our own theme gives a browser: one style sheet, one script, and one more sheet for documents."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.html import publication_styles
from sphinx_homepage.html.page import STATIC_DIR, WEB_DIR

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_homepage.html.theme_options import Look

PARTS_DIR: Final = Path(__file__).parent.parent / "themes" / "homepage" / "parts"

STYLE_SHEET: Final = "sphinx-homepage-theme.css"
STYLE_SHEET_WITH_PUBLICATIONS: Final = "sphinx-homepage-theme-publications.css"
SCRIPT: Final = "sphinx-homepage-theme.js"
SCRIPT_WITH_PUBLICATIONS: Final = "sphinx-homepage-theme-publications.js"
DOCUMENT_STYLE: Final = "sphinx-homepage-theme-documents.css"
WORDS: Final = "sphinx-homepage-theme-words.js"


_ASKED: Final = re.compile(r"--(?:hp-\w+: var\(--(?:pst|color)-[^;]*|(?:pst|color)-[\w-]+: #\w+);\s*")
"""A colour that is taken from another theme, or given to it for paper."""


def write_assets(builder: StandaloneHTMLBuilder, look: Look) -> None:
    """Write what pages link into ``_static``: before Sphinx looks at it for the checksums in their links."""
    # The blocks ask other themes for their colours, on the body; here the root says what they are.
    blocks = _ASKED.sub("", (STATIC_DIR / "sphinx-homepage.css").read_text("utf-8"))
    publications = publication_styles.style_sheet(builder.env)
    switch = small_script((PARTS_DIR / "switch.js").read_text("utf-8"))
    search = small_script((WEB_DIR / "sphinx-homepage.js").read_text("utf-8"))
    documents = small_css((PARTS_DIR / "documents.css").read_text("utf-8"))
    before = f"{look.css()}{(PARTS_DIR / 'theme.css').read_text('utf-8')}"
    folder = Path(builder.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {
        STYLE_SHEET: small_css(f"{before}{blocks}"),
        STYLE_SHEET_WITH_PUBLICATIONS: small_css(f"{before}{blocks}{publications}"),
        SCRIPT: switch,
        # The first part runs before anything is painted, the second, which is a block, when all is there.
        SCRIPT_WITH_PUBLICATIONS: f'{switch}addEventListener("DOMContentLoaded",()=>{search.rstrip()});\n',
        DOCUMENT_STYLE: f"{documents}{code_css(builder)}\n",
    }.items():
        (folder / name).write_text(text, "utf-8")


# Less to send

_CSS: Final = re.compile(
    r"""(?P<text> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )
      | (?P<comment> /\*.*?\*/ )
      | \s* (?P<sign> [{};,] ) \s*
      | (?P<space> \s+ )
    """,
    re.VERBOSE | re.DOTALL,
)


def small_css(css: str) -> str:
    """Return a style sheet without comments and without spaces that say nothing.

    Texts in quotes stay as they are, and so does every space but those beside ``{ } ; ,``, where CSS never
    gives them a meaning (https://www.w3.org/TR/css-syntax-3/#tokenization), and behind a declaration's colon.
    """
    without = _CSS.sub(lambda found: " " if found["comment"] else found[0], css)
    small = _CSS.sub(lambda found: found["text"] or found["sign"] or " ", without)
    return re.sub(r"(?<=[{;])([\w-]+): ", r"\1:", small).replace(";}", "}").strip()


def small_script(script: str) -> str:
    """Return a script of ours without the lines that are comments, and without indentation.

    No text in our scripts goes over several lines.
    """
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


# The colours of code

_MORE_CODE: Final = ".highlight pre { margin: 0; }"


def code_css(builder: StandaloneHTMLBuilder) -> str:
    """Return the rules for Pygments' classes, in one sheet for both schemes.

    Sphinx's two sheets ask the system for the scheme; a switch on the page could not change them.
    """
    light = _rules(builder.highlighter)
    dark = _rules(builder.dark_highlighter) if builder.dark_highlighter else light
    rules = [f".highlight {selector}{{{text}}}" for selector, text in sorted(light.items())]
    in_dark = [f".highlight {selector}{{{text}}}" for selector, text in sorted(dark.items())]
    if in_dark != rules:
        system = "".join(f":root:not([data-theme=light]) {rule}" for rule in in_dark)
        chosen = "".join(f"[data-theme=dark] {rule}" for rule in in_dark)
        rules += [f"@media screen and (prefers-color-scheme:dark){{{system}}}", f"@media screen{{{chosen}}}"]
    return small_css("".join((_MORE_CODE, *rules)))


def _rules(highlighter: Any) -> dict[str, str]:
    """Return what a style of Pygments says of each class of token."""
    from pygments.token import STANDARD_TYPES

    style = highlighter.formatter_args["style"]
    found: dict[str, list[str]] = {}
    for token, name in STANDARD_TYPES.items():
        look = style.style_for_token(token)
        text = "".join(
            [
                f"color:#{look['color']};" if look["color"] else "",
                f"background:#{look['bgcolor']};" if look["bgcolor"] else "",
                "font-weight:bold;" if look["bold"] else "",
                "font-style:italic;" if look["italic"] else "",
                "text-decoration:underline;" if look["underline"] else "",
            ]
        )
        if text and name:
            found.setdefault(text, []).append(f".{name}")
    return {f":is({','.join(names)})": text for text, names in found.items()}


# What Sphinx's search says

_CATALOGUE: Final = re.compile(r"\ADocumentation\.addTranslations\((\{.*\})\);?\s*\Z", re.DOTALL)
_PLURAL: Final = re.compile(r"[\sn0-9()?:!=<>%&|;]*")


@cache
def _words(source: str) -> str:
    found = _CATALOGUE.match(source.strip())
    catalogue = json.loads(found[1]) if found else {}
    plural = str(catalogue.get("plural_expr", ""))
    # What has no translation is there as an empty text; without it Sphinx shows the English words.
    messages = {
        english: words
        for english, words in catalogue.get("messages", {}).items()
        if (all(words) if isinstance(words, list) else words)
    }
    lines = [f"Object.assign(Documentation.TRANSLATIONS, {json.dumps(messages, ensure_ascii=False)});"]
    if plural and _PLURAL.fullmatch(plural):
        lines.append(f"Documentation.PLURAL_EXPR = (n) => Number({plural.rstrip('; ')});")
    return "\n".join(lines) + "\n"


def write_words(builder: StandaloneHTMLBuilder) -> bool:
    """Write the translations for the search page, if there are any.

    Sphinx's own file has the rule for plurals as a text, which ``new Function`` reads: a content security
    policy without ``unsafe-eval`` stops that.
    """
    folder = Path(builder.outdir, "_static")
    try:
        source = (folder / "translations.js").read_text("utf-8")
    except OSError:
        return False
    (folder / WORDS).write_text(_words(source), "utf-8")
    return True
