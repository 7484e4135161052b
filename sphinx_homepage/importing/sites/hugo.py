"""Hugo's shortcodes -> what says the same here, and where a Hugo site's settings stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.sites.checkout import text_of
from sphinx_homepage.importing.sites.markdown import fillers
from sphinx_homepage.importing.sites.site import Site
from sphinx_homepage.model.text import Mapping

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.sites.markdown import Pieces, Programs

_SHORTCODE: Final = re.compile(
    r"\{\{(?P<sign>[<%])\s*(?P<close>/?)\s*(?P<name>[\w./-]+)(?P<rest>(?:(?!\{\{[<%]).){0,4000}?)(?P<self>/?)[>%]\}\}",
    re.DOTALL,
)
_PAIR: Final = re.compile(
    r"\{\{[<%]\s*(?P<name>button|cta|link)\b(?P<rest>[^{}]{0,1000})[>%]\}\}"
    r"(?P<words>[^{}]{0,1000})\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}"
)
_ARGUMENT: Final = re.compile(
    r"""(?:([\w-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\s"'=]+))"""
)
_SILENT: Final = {
    *("math", "/math", "fragment", "row", "col", "columns", "column", "toc", "table_of_contents", "icon"),
    *(
        "list_children",
        "steps",
        "speaker_note",
        "center",
        "div",
        "section",
        "chart",
        "math_inline",
        "hl",
        "cards",
    ),
}
_EMBEDS: Final = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "bilibili": "https://www.bilibili.com/video/{}",
    "video": "{}",
    "audio": "{}",
    "pdf": "{}",
    "embed-pdf": "{}",
    "gist": "https://gist.github.com/{}",
    "tweet": "https://x.com/i/status/{}",
    "twitter": "https://x.com/i/status/{}",
    "x": "https://x.com/i/status/{}",
    "instagram": "https://www.instagram.com/p/{}",
}
_NOTES: Final = {"callout": "note", "alert": "note", "warning": "warning", "note": "note", "tip": "tip"}
_PARAMS: Final = {"description", "marketing", "author", "profilemode", "homeinfoparams", "socialicons"}
_SETTINGS: Final = {"title", "baseurl", "params", "languagecode", "defaultcontentlanguage", "author"}
_CONFIGS: Final = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("config/_default/", "")
    for name in ("hugo", "config")
    for ending in ("yaml", "yml", "toml", "json")
)


def is_hugo(folder: Path) -> bool:
    """Whether a folder is a Hugo site's."""
    if not (folder / "content").is_dir():
        return False
    return any((folder / path).is_file() for path in _CONFIGS) or (folder / "data").is_dir()


def read_shortcodes(text: str, pieces: Pieces) -> str:
    """Return *text* without Hugo's shortcodes, each in as many lines as before."""
    text = re.sub(r"<!--\s*more\s*-->", "", text)
    if "{{<" not in text and "{{%" not in text:
        return text
    # Written {{</* like this */>}}, a shortcode is only shown.
    shown = re.compile(r"\{\{([<%])/\*([^{}]{0,1000})\*/([>%])\}\}")
    text = _PAIR.sub(_with_words, text)
    text = shown.sub(
        lambda match: pieces.keep(f"{{{{{match[1]}{match[2]}{match[3]}}}}}", match[0], is_code=True), text
    )
    return _SHORTCODE.sub(lambda match: _read(match, pieces), text)


def _with_words(match: re.Match[str]) -> str:
    """Return a button such that the words in it are an argument of it."""
    words = " ".join(match["words"].replace('"', "”").split())
    text = f'{{{{< {match["name"]}{match["rest"].rstrip("/ ")} text="{words}" >}}}}'
    return text + "\n" * (match[0].count("\n") - text.count("\n"))


def _read(match: re.Match[str], pieces: Pieces) -> str:
    name, source = match["name"].lower(), match[0]
    line = pieces.line_at(match.string, match.start())
    given, plain = {}, []
    for part in _ARGUMENT.finditer(match["rest"]):
        value = next((group for group in part.groups()[1:] if group is not None), "")
        if part[1]:
            given[part[1].lower()] = value
        else:
            plain.append(value)
    first = plain[0] if plain else ""
    if name in _SILENT:
        return fillers(source)
    if name in _NOTES:
        if match["close"]:
            return pieces.keep_block(":::", source)
        kind = first if first in {"note", "warning", "tip"} else _NOTES[name]
        return pieces.keep_block(f":::{{{kind}}}", source)
    if name == "staticref":
        return (
            "</a>" + fillers(source)
            if match["close"]
            else f'<a href="/{first.lstrip("/")}">' + fillers(source)
        )
    if match["close"]:
        return fillers(source)
    if name in {"relref", "ref"}:
        return (first or given.get("path", "")) + fillers(source)
    if name == "figure":
        return _figure(given, pieces, line, source)
    if name in {"button", "cta", "link", "card"}:
        target = given.get("url") or given.get("link") or given.get("cta_link") or given.get("href") or first
        words = given.get("text") or given.get("cta_text") or given.get("title") or target
        return pieces.keep_in_place(pieces.link(words, target, line), match) if target else fillers(source)
    if name in _EMBEDS:
        value = first or given.get("id") or given.get("src") or given.get("url") or ""
        url = (
            value if value.startswith(("http", "/")) or _EMBEDS[name] == "{}" else _EMBEDS[name].format(value)
        )
        pieces.note(line, f'what the shortcode "{name}" embeds is a link now')
        return pieces.keep_in_place(pieces.link(given.get("title") or name.capitalize(), url, line), match)
    if name in {"spoiler", "toggle", "details"}:
        return pieces.keep_block(f"**{given.get('text') or given.get('title') or first or 'More'}**", source)
    pieces.note(line, f'the shortcode "{name}" is kept as a comment: nothing here says the same')
    return pieces.keep_comment(source, source)


def _figure(given: dict[str, str], pieces: Pieces, line: int, source: str) -> str:
    caption = given.get("caption") or given.get("title") or ""
    alt = given.get("alt") or re.sub(r"<[^>]*>|[*_`]", "", caption)
    image = pieces.image(given.get("src", ""), alt, line, width=given.get("width", ""))
    if (target := given.get("link")) and "\ue000" in image:
        image = pieces.link(image, target, line)
    text = f"\n\n{image}\n\n" + (f"*{caption.strip()}*\n\n" if caption.strip() else "")
    return pieces.keep(text, source)


class Hugo(Site):
    """A Hugo site on its way into a site of ours."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            folder, ("static", "assets/media", "assets", "content", "static/img"), ("static/", "content/")
        )
        self.config_path = next((path for path in _CONFIGS if self.checkout.has(path)), "")
        self.config = self.checkout.mapping(self.config_path) if self.config_path else Mapping()
        self.links.site = text_of(self.config.get("baseURL") or self.config.get("baseurl")).rstrip("/")
        self.params = Mapping()
        for path in ("config/_default/params.yaml", "config/_default/params.toml"):
            self.params = self.params or self.checkout.mapping(path)
        inner = self.config.get("params")
        self.params = self.params or (inner if isinstance(inner, Mapping) else Mapping())

    def say_settings(self) -> None:
        """Report the settings that only Hugo and its theme have a use for."""
        left = [*(key for key in self.params if key not in _PARAMS and self.params[key])]
        left += [key for key in self.config if key.lower() not in _SETTINGS and self.config[key]]
        if left:
            message = f"settings that nothing here is made of are left out: {', '.join(left)}"
            self.checkout.note(self.config_path or "config", None, message)

    def programs(self, fields: Mapping) -> Programs | None:
        """Return what reads the shortcodes of a page."""
        return read_shortcodes
