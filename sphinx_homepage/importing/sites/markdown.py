"""Pages of Jekyll and Hugo -> MyST: tags of a template language, kramdown's own signs, HTML, links.

Every step keeps the number of lines, up to the last, so that what is said of a part names its line.
What is done with waits behind a stand-in, where no later step sees it.
"""

from __future__ import annotations

import bisect
import html
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.sites.html import HtmlReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_homepage.importing.sites.links import Links

    Programs = Callable[[str, "Pieces"], str]
    """Reads a template language's tags, and returns the text without them."""

_PRIVATE: Final = re.compile("[\ue000-\ue00f]")
_STAND_IN: Final = re.compile("\ue000([0-9]+)\ue001")
_FILLER: Final = "\ue003\n"
"""A line that is there for the number of lines alone."""
_FENCE: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?P<sign>`{3,}|~{3,})(?P<info>[^\n`]*)\n"
    r"(?P<text>.*?)(?:^[ \t]*(?P=sign)[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_CODE: Final = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_FORMULA_START: Final = r"\\\\\[(?![-0-9.]+[ ]*(?:em|ex|pt|mm|cm)\])"
"""In kramdown's writing, and no line break of TeX with the space below it: ``\\\\[2pt]``."""
_DISPLAY: Final = re.compile(
    r"\$\$((?:(?!\n[ \t]*\n)[^$])+?)\$\$"
    rf"|{_FORMULA_START}((?:(?!\n[ \t]*\n|{_FORMULA_START}).)+?)\\\\\]",
    re.DOTALL,
)
_INLINE_MATH: Final = re.compile(r"\\\\\(((?:(?!\\\\\().)+?)\\\\\)")
_ATTRIBUTES: Final = re.compile(r"\{:((?:[^{}\n\"']|\"[^\"\n]*\"|'[^'\n]*')*)\}")
_HEADING_ID: Final = re.compile(r"^(#{1,6} .*?)[ \t]*\{#[\w:.-]+\}[ \t]*$", re.MULTILINE)
_LINK: Final = re.compile(
    r"(?<!\\)(?P<image>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]"
    r"\(\s*(?P<url><[^<>\n]*>|(?:[^\s()]|\([^\s()]*\))*)(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_DEFINITION: Final = re.compile(r"^( {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(<[^<>\n]*>|\S+)(.*)$", re.MULTILINE)
_EMOJI: Final = re.compile(r"(?<![\w:/]):([a-z][a-z0-9_+-]*|\+1|-1):(?![\w:])")
_EMOJI_NAMES: Final = {
    "tada": "🎉",
    "smile": "😄",
    "smiley": "😃",
    "grin": "😁",
    "wink": "😉",
    "blush": "😊",
    "heart": "❤️",
    "+1": "👍",
    "thumbsup": "👍",
    "star": "⭐",
    "star2": "🌟",
    "trophy": "🏆",
    "page_facing_up": "📄",
    "email": "📧",
    "computer": "💻",
    "mortar_board": "🎓",
    "link": "🔗",
    "pushpin": "📌",
    "clap": "👏",
    "muscle": "💪",
    "warning": "⚠️",
    "bulb": "💡",
    "raising_hand": "🙋",
    "v": "✌️",
    "wave": "👋",
    "boom": "💥",
    "mega": "📣",
    "loudspeaker": "📢",
    "earth_americas": "🌎",
    "earth_africa": "🌍",
    "earth_asia": "🌏",
    "pencil": "📝",
    "scroll": "📜",
    "1st_place_medal": "🥇",
    "2nd_place_medal": "🥈",
    "3rd_place_medal": "🥉",
    "point_right": "👉",
    "pray": "🙏",
    "sunglasses": "😎",
    "laughing": "😆",
    "heavy_check_mark": "✔️",
    "white_check_mark": "✅",
    "medal_sports": "🏅",
    "construction": "🚧",
    "us": "🇺🇸",
    "uk": "🇬🇧",
}
_LONGEST_CODE: Final = 100_000
_ENVIRONMENT: Final = re.compile(
    r"^[ \t]*\\begin\{(equation|align|gather|multline|eqnarray)(\*?)\}"
    r"((?:(?!\\begin\{).)*?)\\end\{\1\2\}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_SPACED_MATH: Final = re.compile(r"(?<![\\$\w])\$ ([^$\n]*[\\^_=][^$\n]*?) \$(?![\w$])")
_HARD_BREAK: Final = re.compile(r"(?<=[^\s|\ue004])(?<!\\) {2,}\n(?=[ \t]*[^\s#>|`:-])")
_SIZE: Final = re.compile(r"([0-9]{1,4})(?:px)?|([0-9]{1,3}%)")


class Pieces:
    """The parts of one page that are done with, and what is said of the others."""

    def __init__(self, links: Links, file: str, first_line: int) -> None:
        self.links = links
        self.file = file
        self._first_line = first_line
        self._kept: list[tuple[str, bool]] = []
        self._anchors: frozenset[str] = frozenset()
        self._counted: tuple[str, list[int]] = ("", [])
        """The text whose lines were counted last, and where they end."""

    def note(self, line: int | None, message: str) -> None:
        """Add to the report."""
        self.links.checkout.note(self.file, line, message)

    def line_at(self, text: str, at: int) -> int:
        """Return the line of the file for a place in *text*."""
        if self._counted[0] is not text:
            self._counted = (text, [found.start() for found in re.finditer("\n", text)])
        return self._first_line + bisect.bisect_left(self._counted[1], at)

    def keep(self, text: str, source: str = "", *, is_code: bool = False) -> str:
        """Return a stand-in for *text*, of as many lines as *source* has."""
        self._kept.append((text, is_code))
        return f"\ue000{len(self._kept) - 1}\ue001" + fillers(source)

    def keep_block(self, text: str, source: str = "") -> str:
        """Return a stand-in for a paragraph or a directive of its own."""
        return self.keep(f"\n\n{text}\n\n", source)

    def keep_in_place(self, text: str, match: re.Match[str]) -> str:
        """Return a stand-in for *text*: a paragraph where what it stands for is alone in its line."""
        before = match.string[: match.start()].rpartition("\n")[2]
        after = match.string[match.end() :].partition("\n")[0]
        return (
            self.keep(text, match[0]) if before.strip() or after.strip() else self.keep_block(text, match[0])
        )

    def keep_code(self, text: str, language: str = "", source: str = "", indent: str = "") -> str:
        """Return a stand-in for a block of code."""
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
        word = re.sub(r"[^\w+#.-]", "", language.split(maxsplit=1)[0]) if language.split() else ""
        if word and not _is_coloured(text, word):
            word = "text"
        lines = [f"{fence}{word}", *text.rstrip("\n").split("\n"), fence]
        body = "\n".join(f"{indent}{line}".rstrip() if line else "" for line in lines)
        return self.keep(body if indent else f"\n\n{body}\n\n", source, is_code=True)

    def keep_inline_code(self, text: str, source: str = "") -> str:
        """Return a stand-in for code in a line."""
        sign = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
        space = " " if text.startswith("`") or text.endswith("`") else ""
        return self.keep(f"{sign}{space}{text}{space}{sign}", source, is_code=True)

    def keep_comment(self, text: str, source: str = "", *, is_alone: bool = False) -> str:
        """Return a stand-in for what stays in the page's source, and is shown nowhere."""
        comment = f"<!-- {text.strip().replace('--', '- -')} -->"
        is_line = "\n" not in source and not is_alone
        return self.keep(comment if is_line else f"\n\n{comment}\n\n", source, is_code=True)

    def link(self, words: str, url: str, line: int | None, source: str = "") -> str:
        """Return a link, or its words where it leads nowhere in the new site."""
        target = self.links.target(url, self.file)
        if target is None or (target.startswith("#") and target[1:].lower() not in self._anchors):
            self.note(
                line, f'the link to "{_short(url)}" is plain text now: there is no such page or file here'
            )
            return words
        if target.startswith("#"):
            target = target.lower()
        return f"[{words}]{self.keep(f'({target})', source)}"

    def image(self, url: str, alt: str, line: int | None, source: str = "", width: str = "") -> str:
        """Return a picture, or its words where there is no such file."""
        alt = re.sub(r"([\[\]])", r"\\\1", " ".join(alt.split()))
        target = self.links.target(url, self.file)
        if target is None or target.startswith("#") or target.endswith(".md"):
            self.note(line, f'the picture "{_short(url)}" is left out: there is no such file here')
            return alt
        size = _SIZE.fullmatch(width.strip())
        attributes = f"{{width={size[1] or size[2]}}}" if size else ""
        return self.keep(f"![{alt}]({target}){attributes}", source)

    def row(self, text: str) -> str | None:
        """Return pictures that stood side by side as one paragraph; nothing where *text* holds more."""
        kept = [self._kept[int(number)][0].strip() for number in _STAND_IN.findall(text)]
        for _ in range(2):  # A tag's picture is in what the tag became.
            kept = [_STAND_IN.sub(lambda match: self._kept[int(match[1])][0].strip(), item) for item in kept]
        pictures = [re.fullmatch(r"(!\[[^\n]*\]\([^()\n]*\))(\{[^{}\n]*\})?", item) for item in kept]
        if _STAND_IN.sub("", text).strip(" \n\ue003") or not 1 < len(pictures) <= 4 or None in pictures:
            return None
        width = 100 // len(pictures) - 2
        return self.keep_block(" ".join(f"{item[1]}{{width={width}%}}" for item in pictures if item), text)

    def finish(self, text: str) -> str:
        """Return *text* with all that waits put in, and no more than one empty line after another."""
        text = re.sub(f"{_FILLER[0]}\n?", "", text)
        for is_code in (False, True):
            for _ in range(50):
                before = text
                text = _STAND_IN.sub(lambda match: self._put_back(match, is_code=is_code), text)  # noqa: B023
                if text == before:
                    break
                text = re.sub("\ue004\n*", "\n\n", re.sub("\n*\ue005", "\n\n", text))
            if not is_code:
                text = _HARD_BREAK.sub("\\\\\n", text)
                text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
                text = re.sub(r"\n{3,}", "\n\n", text)
        return text.strip()

    def _put_back(self, match: re.Match[str], *, is_code: bool) -> str:
        text, is_for_later = self._kept[int(match[1])]
        if is_for_later and not is_code:
            return match[0]
        is_block = text.startswith("\n\n")
        return f"\ue005{text.strip(chr(10))}\ue004" if is_block else text

    def read(self, text: str, programs: Programs | None = None) -> str:
        """Return a page's body, or a field of Markdown, in MyST."""
        text = _PRIVATE.sub("", text.replace("\r\n", "\n"))
        if programs is not None:
            text = programs(text, self)
        text = self._protect(text)
        self._anchors = frozenset(_slugs(text))
        text = self._read_kramdown(text)
        text = _DEFINITION.sub(self._definition, text)
        for _ in range(2):  # A picture in a link first, then the link around it.
            text = _LINK.sub(lambda match, text=text: self._markdown_link(match, text), text)  # type: ignore[misc]
        text = HtmlReader(self).read(text)
        return self.finish(_EMOJI.sub(_emoji, text))

    def _protect(self, text: str) -> str:
        """Put code, comments and formulas away, and take from the rest what only MyST would read."""
        text = _FENCE.sub(self._fence, text)
        text = _COMMENT.sub(lambda match: self.keep(match[0], match[0], is_code=True), text)
        text = _CODE.sub(lambda match: self.keep(match[0], match[0], is_code=True), text)
        text = _DISPLAY.sub(self._formula, text)
        text = _ENVIRONMENT.sub(self._environment, text)
        text = _SPACED_MATH.sub(lambda match: self.keep(f"${match[1]}$", is_code=True), text)
        text = _INLINE_MATH.sub(lambda match: self.keep(f"${match[1].strip()}$", is_code=True), text)
        text = re.sub(r"^([ \t]*)(:{3,}|%)", r"\1\\\2", text, flags=re.MULTILINE)
        text = re.sub(
            r"^([ \t]*>[ \t]*)\[!(\w+)\][+-]?",
            lambda match: f"{match[1]}**{match[2].capitalize()}**",
            text,
            flags=re.MULTILINE,
        )
        text = re.sub(r"^\+\+\+[ \t]*$", "", text, flags=re.MULTILINE)
        text = re.sub(r"^(\([^()\n]+\))=[ \t]*$", r"\\\1=", text, flags=re.MULTILINE)
        return re.sub(r"\{([\w:+-]+)\}(?=\ue000)", r"\\{\1}", text)

    def _fence(self, match: re.Match[str]) -> str:
        indent = match["indent"]
        lines = [line.removeprefix(indent) for line in match["text"].split("\n")]
        return self.keep_code("\n".join(lines), match["info"].strip(" {}.\t"), match[0], indent)

    def _environment(self, match: re.Match[str]) -> str:
        """Return an environment of TeX that stands alone, which MathJax reads without signs around it."""
        formula = re.sub(r"\\label\{[^{}]*\}|\\(?:no)?number\b|\\nonumber\b", "", match[3])
        lines = "\n".join(line.strip() for line in formula.split("\n") if line.strip())
        inner = {"align": "aligned", "eqnarray": "aligned", "gather": "gathered"}.get(match[1])
        if inner:
            lines = f"\\begin{{{inner}}}\n{lines}\n\\end{{{inner}}}"
        return self.keep(f"\n\n$$\n{lines}\n$$\n\n", match[0], is_code=True) if lines else fillers(match[0])

    def _formula(self, match: re.Match[str]) -> str:
        text = match.string
        before = text[: match.start()].rpartition("\n")[2]
        after = text[match.end() :].partition("\n")[0]
        formula = (match[1] or match[2] or "").strip()
        if before.strip(" \t>*-") or after.strip(" \t.,;") or not formula:
            return self.keep(f"${' '.join(formula.split())}$", match[0], is_code=True) if formula else ""
        lines = "\n".join(line.strip() for line in formula.split("\n"))
        return self.keep(f"\n\n$$\n{lines}\n$$\n\n", match[0], is_code=True)

    def _read_kramdown(self, text: str) -> str:
        text = _HEADING_ID.sub(r"\1", text)
        return _ATTRIBUTES.sub(lambda match: self._attributes(match, text), text)

    def _attributes(self, match: re.Match[str], text: str) -> str:
        said = match[1].strip()
        others = re.sub(r"""(?:target|rel|width|height)\s*=\s*(?:"[^"]*"|'[^']*'|\S+)|\btoc\b""", "", said)
        if others.strip():
            message = f'the attributes "{_short(said)}" are left out'
            self.note(self.line_at(text, match.start()), message)
        width = re.search(r"""\bwidth\s*=\s*["']?([0-9]+(?:px|%)?)""", said)
        is_on_image = re.search(r"!\[[^\]\n]*\]\([^)\n]*\)[ \t]*$", text[: match.start()])
        if width and is_on_image:
            return self.keep(f"{{width={width[1].removesuffix('px')}}}")
        return ""

    def _definition(self, match: re.Match[str]) -> str:
        target = self.links.target(match[2].strip("<>"), self.file)
        if target is None:
            self.note(
                self.line_at(match.string, match.start()), f'the link to "{_short(match[2])}" leads nowhere'
            )
            target = "#"
        return match[1] + self.keep(target, is_code=True) + match[3]

    def _markdown_link(self, match: re.Match[str], text: str) -> str:
        url = html.unescape(match["url"].strip("<>"))
        line = self.line_at(text, match.start())
        if match["image"]:
            return self.image(url, match["text"], line, match[0])
        if url.startswith("\ue000") or (not url and not match["text"]):
            return match[0]
        return self.link(match["text"], url, line) + fillers(match[0].replace(match["text"], "", 1))


def _is_coloured(text: str, language: str) -> bool:
    """Whether the text of a block of code can be coloured as *language*; a build warns where it cannot."""
    from pygments.lexers import get_lexer_by_name  # Late: most sites have no code.
    from pygments.token import Error
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return language in {"none", "text"}
    return len(text) < _LONGEST_CODE and all(kind is not Error for kind, _ in lexer.get_tokens(text))


def fillers(source: str) -> str:
    """Return as many lines that nobody will see as *source* has."""
    return _FILLER * source.count("\n")


def _slugs(text: str) -> list[str]:
    """Return the anchors of a page's headings, as kramdown and Hugo make them."""
    titles = re.findall(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", text, re.MULTILINE)
    return [re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in titles]


def _emoji(match: re.Match[str]) -> str:
    name = match[1]
    if name in _EMOJI_NAMES:
        return _EMOJI_NAMES[name]
    try:
        found = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return match[0]
    return found if ord(found[0]) > 0x2000 else match[0]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) < 80 else text[:79] + "…"


def front_matter(fields: dict[str, Any]) -> str:
    """Return the block above a page that says *fields*."""
    import yaml

    said = {key: value for key, value in fields.items() if value}
    if not said:
        return ""
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n\n"


def toctree(docnames: list[str], *, is_hidden: bool = True, is_glob: bool = False) -> str:
    """Return a table of contents that names pages, relative to the root of the site."""
    options = "".join(f":{name}:\n" for name, is_set in (("hidden", is_hidden), ("glob", is_glob)) if is_set)
    return (
        f":::{{toctree}}\n{options}\n"
        + "".join(f"{name if name.endswith('>') else '/' + name}\n" for name in docnames)
        + ":::\n"
    )
