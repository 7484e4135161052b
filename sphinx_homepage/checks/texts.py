"""Texts that were left from a template, and addresses that could be better."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.checks.material import Remark
from sphinx_homepage.checks.page_lines import COMMENT, blanked, shown_lines
from sphinx_homepage.checks.walking import texts_of
from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.text import Position
from sphinx_homepage.scaffold.placeholders import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.checks.material import Facts


class _Line(NamedTuple):
    """A text of an entry, or a line of a page without its code and comments."""

    text: str
    position: Position | None
    is_page: bool


def _lines(facts: Facts) -> Iterator[_Line]:
    for entry in facts.record.entries():
        for _, text in texts_of(entry):
            yield _Line(text, text.position or entry.typed_at, is_page=False)
    for publication in facts.publications:
        for text in publication.fields.values():
            yield _Line(text, text.position or publication.position, is_page=False)
    for text in facts.settings.values():
        yield _Line(text, text.position, is_page=False)
    for name, source in facts.pages.items():
        for number, line in enumerate(shown_lines(name, source), 1):
            if line.strip():
                yield _Line(line, Position(name, number, 1), is_page=True)


# Placeholders

_ANYWHERE: Final = re.compile(
    r"""lorem\ ipsum | dolor\ sit\ amet
    | \bTODO(?=\s*(?:[:(\])]|$)) | \bFIXME\b | \bTKTK\b
    | (?:\bx{3,}-x{3,}\b|\b0000-0000-0000-0000\b)
    | \b(?:your|you|name|email|e-mail|user|username|yourname|your[.-_]?name|your[.-_]?email|first\.?last
        |firstname\.lastname|someone)@(?:your[\w-]*|example|domain|university|company|email)\.\w+(?:\.\w+)?
    | [\w.+-]+@example\.(?:com|org|net)(?![\w.])
    | https?://(?:www\.)?(?:example\.(?:com|org|net)|your[\w-]*\.\w+(?:\.\w+)?)(?=[/\s)"'>\]]|$)
    | \b(?:github|gitlab|linkedin|twitter|x)\.com/(?:in/)?(?:your|user)[-_]?(?:name|handle|id|profile)?\b
    | \b(?:your|user)[-_]?name\.github\.io\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""What no finished text holds."""
_CASED: Final = re.compile(r"\b(?:TODO|FIXME|TKTK)\b")
_ALONE: Final = re.compile(
    r"""(?:your|insert|enter|add)\ (?:full\ |first\ |last\ |job\ |company\ |university\ |short\ )?
        (?:name|title|position|role|university|institution|company|organi[sz]ation|e-?mail(?:\ address)?
        |address|city|town|location|department|degree|bio|biography|headline|subtitle|tagline
        |phone(?:\ number)?|photo
        |summary|description|text|advisor|project)(?:\ here)?
    | (?:first\ ?name|given\ ?name)\ (?:last\ ?name|family\ ?name|surname) | name\ surname
    | (?:full|company|university|institution|school|employer|project|course|award)\ name
    | (?:job|paper|talk|award|project|position)\ title
    | city,\ (?:state|country)(?:,\ country)? | (?:john|jane)\ doe
    | placeholder(?:\ text)? | description\ here | some\ text(?:\ here)? | tbd | t\.b\.d\.
    | to\ be\ (?:written|added)
    | your[-_]?(?:user[-_]?)?name | user[-_]?name | changeme | insert\ .{1,40}\ here""",
    re.VERBOSE | re.IGNORECASE,
)
"""What is a placeholder where it is all that is said."""
_AROUND: Final = re.compile(r"^\s*(?:[-*+>#]+\s+|:?\w[\w-]*:\s+)*[\[<({\"'*_]*|[\])>}\"'*_.:!]*\s*$")
"""What may stand around it: the mark of a heading or of an item, a key, brackets, quotes."""


def placeholders(facts: Facts) -> Iterator[Remark]:
    """Texts that were to be replaced."""
    for text, position, is_page in _lines(facts):
        words = ""
        for match in _ANYWHERE.finditer(text):
            if match[0].upper() not in {"TODO", "FIXME", "TKTK"} or _CASED.fullmatch(match[0]):
                words = match[0]
                break
        if not words and (found := ANY.search(text)):
            words = found[0]
        if not words:
            bare = _AROUND.sub("", text) if is_page else text.strip(" []<>(){}\"'*_.:!")
            words = bare if len(bare) <= 60 and _ALONE.fullmatch(bare) else ""
        if words:
            message = f'"{shown(words)}" is a placeholder; write your own words, or take it out'
            yield Remark(message, position, words)


# Addresses

_HTTP: Final = re.compile(r"\bhttp://([^\s/:)>\]}\"'<,;`|]+)[^\s)>\]}\"'<`|]*", re.IGNORECASE)
_WITHOUT: Final = re.compile(
    r"localhost|127\..*|10\..*|192\.168\..*|\[.*|(?:.*\.)?(?:onion|local|localhost|test|invalid)|www\.w3\.org"
)
"""Hosts that have no certificate, or whose addresses are names."""


def plain_http(facts: Facts) -> Iterator[Remark]:
    """Links by http://, of which browsers warn."""
    said = set()
    for text, position, _ in _lines(facts):
        for match in _HTTP.finditer(text):
            url = match[0].rstrip(".,;:!?")
            if not _WITHOUT.fullmatch(match[1].lower()) and (position, url) not in said:
                said.add((position, url))
                message = f'"{shown(url)}" is not encrypted; write https:// if the site has it'
                yield Remark(message, position, url)


_DISGUISED: Final = re.compile(
    r"([\w.+-]+)\s*(?:\[at\]|\(at\)|\{at\}|/@/)\s*([\w-]+(?:\s*(?:\[dot\]|\(dot\)|\{dot\}|\.)\s*[\w-]+)+)",
    re.IGNORECASE,
)
_DOT: Final = re.compile(r"\s*(?:\[dot\]|\(dot\)|\{dot\}|\.)\s*", re.IGNORECASE)
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def half_disguised(facts: Facts) -> Iterator[Remark]:
    """Addresses that are disguised in one place and plain in another."""
    plain: dict[str, Position | None] = {}
    disguised: list[tuple[str, str, Position | None]] = []
    entries = (entry.published() for entry in facts.entries())
    texts = [(str(text), text.position or entry.typed_at) for entry in entries for _, text in texts_of(entry)]
    for name, source in facts.pages.items():
        lines = enumerate(COMMENT.sub(blanked, source).split("\n"), 1)
        texts += ((line, Position(name, number, 1)) for number, line in lines if "@" in line or "at" in line)
    for text, position in texts:
        for match in _EMAIL.finditer(text):
            plain.setdefault(match[0].lower(), position)
        disguised += (
            (f"{match[1]}@{_DOT.sub('.', match[2])}".lower(), match[0], position)
            for match in _DISGUISED.finditer(text)
        )
    for address, words, position in disguised:
        if address in plain:
            at = plain[address]
            where = f" in line {at.line} of {at.path}" if at else ""
            message = (
                f'"{shown(words)}" stands undisguised{where}; write it plainly here too (pages cloak it), or '
                "disguise it everywhere"
            )
            yield Remark(message, position, words)
