"""Liquid tags of al-folio, academicpages and other Jekyll sites -> what says the same here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_homepage.importing.sites.liquid import Liquid, Tag

_OPTION: Final = re.compile(r"""--?([a-z_-]+)(?:[ =]+("[^"]*"|'[^']*'|[^\s-][^\s]*))?""")
_VIDEOS: Final = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "twitter": "{}",
    "tweet": "{}",
    "gist": "https://gist.github.com/{}",
}


def publications(*options: str) -> str:
    """Return a list of publications with *options*."""
    lines = "".join(f"{option}\n" for option in options)
    return f":::{{publications}}\n{lines}:::"


def _figure(liquid: Liquid, given: dict[str, str], line: int) -> str:
    pieces = liquid.pieces
    source = given["source"]
    caption = given.get("caption", "")
    alt = given.get("alt") or re.sub(r"<[^>]*>|[*_`]", "", caption) or given.get("title", "")
    url = given.get("path") or given.get("src") or given.get("image_path") or given.get("url") or ""
    image = pieces.image(url, alt, line, width=given.get("width", ""))
    text = f"\n\n{image}\n\n" + (f"*{caption.strip()}*\n\n" if caption.strip() else "")
    return pieces.keep(text, source)


def _media(liquid: Liquid, given: dict[str, str], line: int) -> str:
    words = given[""].split()
    url = (
        given.get("path") or given.get("src") or given.get("url") or (words[0].strip("\"'") if words else "")
    )
    name = "Audio" if "include audio" in given["source"] else "Video"
    liquid.pieces.note(line, f'the player of "{url[:80]}" is a link now')
    return liquid.pieces.keep_block(
        liquid.pieces.link(given.get("title") or name, url, line), given["source"]
    )


def _service(name: str) -> Tag:
    def tag(liquid: Liquid, given: dict[str, str], line: int) -> str | None:
        words = (given.get("id") or given[""]).split()
        if not words:
            return None
        url = words[0].strip("\"'")
        url = url if url.startswith("http") else _VIDEOS[name].format(url)
        liquid.pieces.note(line, f'what "{name}" embeds is a link now')
        link = liquid.pieces.link(name.capitalize(), url, line)
        return liquid.pieces.keep_block(link, given["source"])

    return tag


def _bibliography(liquid: Liquid, given: dict[str, str], line: int) -> str:
    options = {match[1]: (match[2] or "").strip("\"'") for match in _OPTION.finditer(given[""])}
    file = options.get("f") or options.get("file") or ""
    query = options.get("q") or options.get("query") or ""
    lines = []
    if file:
        path = file if file.endswith(".bib") else f"{file}.bib"
        found = liquid.pieces.links.checkout.find(path, "_bibliography")
        if found:
            lines.append(f":files: {found}")
            liquid.pieces.links.files[found] = liquid.pieces.links.checkout.folder / found
    terms = [f"type={kind}" for kind in re.findall(r"@(\w+)", query)]
    for name, sign, value in re.findall(r"(\w+)\s*(<=|>=|!=|=|<|>)\s*([\w-]+)", query):
        if name == "selected" and value == "true":
            lines.append(":selected:")
        elif name in {"year", "keywords", "abbr", "type"} and sign != "!=":
            terms.append(f"{'keyword' if name == 'keywords' else name}{sign}{value}")
        else:
            liquid.pieces.note(
                line, f'the condition "{name}{sign}{value}" of a list of publications is left out'
            )
    if terms:
        lines.append(f":filter: {' '.join(terms)}")
    group = options.get("group_by") or ""
    if group != "none" and ":selected:" not in lines:
        lines.append(":group-by: year")
    if "bib_search" in liquid.seen:
        lines.append(":search:")
    limit = options.get("m") or options.get("max") or ""
    if limit.isdecimal():
        lines.append(f":limit: {limit}")
    return liquid.pieces.keep_block(publications(*lines), given["source"])


def _cite(liquid: Liquid, given: dict[str, str], line: int) -> str | None:
    keys = re.match(r"[\w:./+-]+(?:[\s,]+[\w:./+-]+)*", re.sub(r"\s--?\w.*", "", given[""]))
    if keys is None:
        return None
    roles = [f"{{pub}}`{key}`" for key in re.split(r"[\s,]+", keys[0])]
    return liquid.pieces.keep(", ".join(roles), given["source"])


def _path(liquid: Liquid, given: dict[str, str], line: int) -> str:
    return "/" + given[""].strip("\"' ").lstrip("/")


def _post(liquid: Liquid, given: dict[str, str], line: int) -> str:
    return f"/_posts/{given[''].strip().removesuffix('.md')}.md"


def _unfolded(liquid: Liquid, given: dict[str, str], line: int) -> str:
    return liquid.pieces.keep_block(f"**{given['']}**", given["source"])


def _tab(liquid: Liquid, given: dict[str, str], line: int) -> str:
    return liquid.pieces.keep_block(f"**{' '.join(given[''].split()[1:])}**", given["source"])


def _nothing(liquid: Liquid, given: dict[str, str], line: int) -> str:
    return liquid.pieces.keep("", given["source"])


def _search(liquid: Liquid, given: dict[str, str], line: int) -> str:
    liquid.seen.add("bib_search")
    return _nothing(liquid, given, line)


def _block(text: str) -> Tag:
    return lambda liquid, given, _: liquid.pieces.keep_block(text, given["source"])


TAGS: Final[dict[str, Tag]] = {
    "include figure": _figure,
    "include image": _figure,
    "include video": _media,
    "include audio": _media,
    "include news": _block(":::{news}\n:limit: 5\n:::"),
    "include selected_papers": _block(publications(":selected:")),
    "include social": _block(":::{contact}\n:style: icons\n:::"),
    "include bib_search": _search,
    "include base_path": _nothing,
    "include toc": _nothing,
    "bibliography": _bibliography,
    "cite": _cite,
    "link": _path,
    "post_url": _post,
    "details": _unfolded,
    "enddetails": _nothing,
    "tab": _tab,
    **{name: _service(name) for name in _VIDEOS},
}
