"""Single values as people type them: what each kind accepts, and what it becomes."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from urllib.parse import urlsplit

from babel import localedata
from pydantic_core import PydanticCustomError

from sphinx_homepage.diagnostics import Code, shown
from sphinx_homepage.model.dates import DateError, OrderError, When, Written, parse
from sphinx_homepage.model.text import Mapping, Position, Text, without_comments

if TYPE_CHECKING:
    from collections.abc import Callable


def fail(code: Code, message: str, offset: int = 0, at: Position | None = None) -> NoReturn:
    """Reject a value.

    Args:
        code: What kind of mistake it is.
        message: What is wrong and what to do; the name of the field is put before it.
        offset: How many characters of the value stand before what is wrong.
        at: Where it stands, if not in the value.
    """
    raise PydanticCustomError(code.slug, "{message}", {"message": message, "offset": offset, "at": at})


# Texts


class AsTyped(Text):
    """A text that was reported already, and is shown as it was typed."""

    __slots__ = ()


class FreeText(Text):
    """A date that may be any text, since a ``sort_date`` stands beside it."""

    __slots__ = ()


class MultilingualText(Text):
    """A text given as ``{language tag: text}``; its plain value is the first of them."""

    __slots__ = ("texts",)

    texts: dict[str, Text]

    def __new__(cls, texts: dict[str, Text]) -> MultilingualText:
        """Take the position of the first text."""
        first = next(iter(texts.values()))
        text = super().__new__(cls, str(first), first.position)
        assert isinstance(text, MultilingualText)
        text.texts = texts
        return text

    def __getnewargs__(self) -> tuple[dict[str, Text]]:  # type: ignore[override]
        """Return what a copy is made from."""
        return (self.texts,)


def in_language(text: Text, language: str) -> Text:
    """Return *text* in *language* (``pt_BR``), else in the language without its region, else the first."""
    if not isinstance(text, MultilingualText):
        return text
    tag = other_language(text, language)
    if tag:
        return text.texts[tag]
    wanted = language.replace("_", "-").lower()
    by_tag = {tag.lower(): words for tag, words in text.texts.items()}
    return by_tag.get(wanted) or by_tag[wanted.partition("-")[0]]


def other_language(text: Text, language: str) -> str:
    """Return the tag of the first language of *text* where it is not there in *language*; else nothing."""
    if not isinstance(text, MultilingualText):
        return ""
    wanted = language.replace("_", "-").lower()
    known = {tag.lower() for tag, words in text.texts.items() if words}
    is_there = not known.isdisjoint({wanted, wanted.partition("-")[0]})
    return "" if is_there else next(iter(text.texts))


_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def is_multilingual(value: object) -> bool:
    """Whether *value* is ``{language tag: text}``."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(
            _LANGUAGE_TAG.match(tag) and localedata.exists(tag.partition("-")[0]) and isinstance(words, Text)
            for tag, words in value.items()
        )
    )


def shape_of(value: object) -> str:
    """Name the shape of a value as a person would."""
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, (list, tuple)) else "nothing" if value is None else "a text"


def read_text(value: object) -> Text:
    """Read a text; numbers and dates count as typed, and ``{language tag: text}`` as one text."""
    if isinstance(value, Text):
        if value.cut is not None:
            message = (
                f'a " #" cuts this text off after "{shown(value)}"; '
                "quote the text, or put the comment on a line of its own"
            )
            fail(Code.YAML_COMMENT, message, at=value.cut)
        return without_comments(value)
    if isinstance(value, Mapping) and is_multilingual(value):
        texts = {str(tag): without_comments(words) for tag, words in value.items() if isinstance(words, Text)}
        return MultilingualText(texts)
    if isinstance(value, (dict, list)):
        fail(Code.WRONG_SHAPE, f"this is {shape_of(value)} where a text belongs; quote the text")
    return Text(str(value))


def as_list(value: object) -> list[Any]:
    """Accept one value where a list belongs."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _read_word(value: object) -> Text:
    """Read a text that holds no spaces: what stands behind a " #" is a comment."""
    if isinstance(value, Text) and value.cut is not None:
        return Text(value, value.position)
    return read_text(value)


# Dates

_When = TypeVar("_When", bound=When)


def date_reader(parse: Callable[[str], _When]) -> Callable[[object], _When | Written]:
    """Return the reader of a field that takes a date of the form that *parse* reads."""

    def read(value: object) -> _When | Written:
        if isinstance(value, AsTyped):
            return Written(value)
        if isinstance(value, (dict, list)):
            fail(Code.WRONG_SHAPE, f"this is {shape_of(value)} where a date belongs; write it as 2019-09")
        try:
            return parse(str(value))
        except DateError as error:
            if isinstance(value, FreeText):
                return Written(value)
            code = Code.DATE_ORDER if isinstance(error, OrderError) else Code.DATE
            fail(code, str(error), error.column_offset)

    return read


read_date = date_reader(parse)


# Addresses

_EMAIL = re.compile(r"[^\s@<>()\[\]\",;:\\]+@[^\s@<>()\[\]\",;:\\/]+\.[^\s@<>()\[\]\",;:\\./]{2,}\Z")
_DISGUISED_EMAIL = re.compile(r"[^\s]+ ?(\[at\]|/@/) ?[^\s]+.*\Z", re.IGNORECASE)


def is_email(text: str) -> bool:
    """Whether *text* is an address that a ``mailto:`` link can hold (RFC 5322's addr-spec, unquoted)."""
    return bool(_EMAIL.match(text))


def read_email(value: object) -> Text:
    """Read an e-mail address; one in ``[at]`` or ``/@/`` form is a text to be shown as it is."""
    text = _read_word(value)
    if not (isinstance(text, AsTyped) or is_email(text) or _DISGUISED_EMAIL.match(text)):
        fail(Code.EMAIL, f'"{shown(text)}" is not an e-mail address; write it as name@example.org')
    return text


SCHEMES = ("http", "https", "mailto", "tel")
"""The schemes an address may have; every other is refused, ``javascript:`` above all."""

_NO_URL = re.compile(r"[\s<>\"\\\x00-\x1f\x7f]")


def is_local(url: str) -> bool:
    """Whether *url* is a path of the site: ``/x.pdf`` from the source directory, or relative to its file."""
    parts = urlsplit(url)
    return not parts.scheme and not parts.netloc and bool(parts.path)


def read_url(value: object) -> Text:
    """Read an address, or a path of the site."""
    text = _read_word(value)
    url = text.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = None
    if not parts or not url or _NO_URL.search(url):
        fail(Code.URL, f'"{shown(text)}" is not an address; write it as https://example.org/page')
    if parts.scheme and parts.scheme.lower() not in SCHEMES:
        what = f'the address "{shown(text)}" begins with "{shown(parts.scheme)}:"'
        fail(Code.URL, f"{what}; use one of {', '.join(SCHEMES)}")
    if is_local(url) and posixpath.normpath(url.lstrip("/")).startswith(".."):
        fail(
            Code.FILE_OUTSIDE, f'the path "{shown(text)}" leaves the source directory; move the file into it'
        )
    return Text(url, text.position)


def read_path(value: object) -> Text:
    """Read the path of a file of the site."""
    path = read_url(value)
    if not is_local(path):
        fail(
            Code.URL, f'the image "{shown(path)}" is on another site; put the file into the source directory'
        )
    return path


def read_only(value: object) -> Text:
    """Read what ``only`` may say; anything else says nothing."""
    text = _read_word(value)
    if text not in {"web", "pdf"} and not isinstance(text, AsTyped):
        fail(Code.WRONG_SHAPE, f'"{shown(text)}" is neither "web" nor "pdf"; write one of them')
    return text
