"""The types of fields: what each accepts, what it becomes, and where an entry shows it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, TypeAlias, TypeVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.model.dates import (
    Date,
    DateError,
    OrderError,
    Range,
    When,
    Written,
    parse,
    parse_end,
    parse_start,
)
from sphinx_homepage.model.text import Mapping, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Callable

Place: TypeAlias = Literal["head", "subtitle", "aside", "where", "fact", "link", "entries", "body", "hidden"]
"""Where an entry shows a field.

``head``: its heading. ``subtitle``: the line below. ``aside``: in parentheses after the part before.
``where``: with the location. ``fact``: a line of its own behind a label. ``link``: a link behind a label.
``entries``: entries that nest below. ``body``: the running text. ``hidden``: not printed.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a field is shown, and behind which label (an English message id)."""

    place: Place
    label: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a person may type for a field."""

    words: str
    """For the reference pages: "text", "list of texts", "date" ..."""
    is_list: bool = False
    """Whether several values may be given."""
    is_flow: bool = False
    """Whether a directive's option may give it as one line of YAML flow."""


def field(place: Place, description: str, label: str = "") -> Any:  # noqa: ANN401 - as pydantic.Field
    """Return the default of an optional field that is shown in *place*."""
    info = Field(default=None, description=description)
    info.metadata.append(Shown(place, label))  # type: ignore[attr-defined]
    return info


def fail(code: Code, message: str, offset: int = 0) -> NoReturn:
    """Reject a value: *offset* counts the characters from its beginning to what is wrong."""
    raise PydanticCustomError(code.slug, "{message}", {"message": message, "offset": offset})


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

    def __new__(cls, texts: dict[str, Text]) -> MultilingualText:  # type: ignore[override]
        first = next(iter(texts.values()))
        text = super().__new__(cls, str(first), first.position)
        text.texts = texts
        return text  # type: ignore[return-value]

    def __getnewargs__(self) -> tuple[dict[str, Text]]:  # type: ignore[override]
        return (self.texts,)


def in_language(text: Text, language: str) -> Text:
    """Return *text* in *language* (``de``, ``pt_BR``), else in the language without its region, else the first."""
    if not isinstance(text, MultilingualText):
        return text
    wanted = language.replace("_", "-").lower()
    by_tag = {tag.lower(): words for tag, words in text.texts.items()}
    return by_tag.get(wanted) or by_tag.get(wanted.partition("-")[0]) or next(iter(by_tag.values()))


_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def _is_multilingual(value: Mapping) -> bool:
    from babel import localedata

    return bool(value) and all(
        _LANGUAGE_TAG.match(tag)
        and localedata.exists(tag.partition("-")[0])
        and isinstance(words, Text)
        for tag, words in value.items()
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
            fail(
                Code.YAML_COMMENT,
                f'a " #" cuts this text off after "{value}"; quote the text, or put the comment on a line of its own',
                value.cut.column - value.position.column if value.position else 0,
            )
        return value
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, Mapping) and _is_multilingual(value):
        return MultilingualText({str(tag): words for tag, words in value.items() if isinstance(words, Text)})
    if isinstance(value, (dict, list)):
        fail(Code.WRONG_SHAPE, f"this is {shape_of(value)} where a text belongs; quote the text")
    return Text(str(value))


def as_list(value: object) -> list[Any]:
    """Accept one value where a list belongs."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


_When = TypeVar("_When", bound=When)


def _date_reader(parse: Callable[[str], _When]) -> Callable[[object], _When | Written]:
    def read(value: object) -> _When | Written:
        if isinstance(value, AsTyped):
            return Written(str(value))
        if isinstance(value, (dict, list)):
            fail(Code.WRONG_SHAPE, f"this is {shape_of(value)} where a date belongs; write it as 2019-09")
        try:
            return parse(str(value))
        except DateError as error:
            if isinstance(value, FreeText):
                return Written(str(value))
            code = Code.DATE_ORDER if isinstance(error, OrderError) else Code.DATE
            fail(code, str(error), error.column_offset)

    return read


_read_date = _date_reader(parse)


_EMAIL = re.compile(r"[^\s@<>()\[\]\",;:\\]+@[^\s@<>()\[\]\",;:\\]+\.[^\s@<>()\[\]\",;:\\.]{2,}\Z")
_DISGUISED_EMAIL = re.compile(r"[^\s]+ ?(\[at\]|/@/) ?[^\s]+.*\Z", re.IGNORECASE)


def is_email(text: str) -> bool:
    """Whether *text* is an address that a ``mailto:`` link can hold (RFC 5322's addr-spec, unquoted)."""
    return bool(_EMAIL.match(text))


def _read_email(value: object) -> Text:
    text = read_text(value)
    if not (isinstance(text, AsTyped) or is_email(text) or _DISGUISED_EMAIL.match(text)):
        fail(Code.EMAIL, f'"{text}" is not an e-mail address; write it as name@example.org')
    return text


SCHEMES = ("http", "https", "mailto", "tel")
"""The schemes an address may have; every other is refused, ``javascript:`` above all."""


def is_local(url: str) -> bool:
    """Whether *url* is a path of the site: ``/files/x.pdf`` from the source directory, or relative to its file."""
    parts = urlsplit(url)
    return not parts.scheme and not parts.netloc and bool(parts.path)


def _read_url(value: object) -> Text:
    text = read_text(value)
    url = text.strip()
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        fail(Code.URL, f'"{text}" is not an address; write it as https://example.org/page')
    if not url or re.search(r"[\s<>\"\\\x00-\x1f]", url):
        fail(Code.URL, f'"{text}" is not an address; write it as https://example.org/page')
    if scheme and scheme not in SCHEMES:
        fail(Code.URL, f'the address "{text}" begins with "{scheme}:"; use one of {", ".join(SCHEMES)}')
    if is_local(url) and posixpath.normpath(url.lstrip("/")).startswith(".."):
        fail(Code.FILE_OUTSIDE, f'the path "{text}" leaves the source directory; move the file into it')
    return Text(url, text.position)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: a path as in :func:`is_local`, and the words for those who do not see it."""

    src: Text
    alt: Text | None = None


def _read_image(value: object) -> Image:
    if isinstance(value, Mapping):
        keys = set(value)
        if unknown := keys - {"src", "alt"}:
            fail(Code.UNKNOWN_FIELD, f'an image has "src" and "alt", not "{sorted(unknown)[0]}"')
        if value.get("src") is None:
            fail(Code.MISSING_FIELD, 'an image needs "src", the path of its file')
        alt = value.get("alt")
        # An alt that is there and empty says that the picture is decoration.
        return Image(_read_path(value["src"]), read_text(alt) if alt is not None else None)
    return Image(_read_path(value))


def _read_path(value: object) -> Text:
    path = _read_url(value)
    if not is_local(path):
        fail(Code.URL, f'the image "{path}" is on another site; put the file into the source directory')
    return path


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled link; without an address it is a plain text."""

    label: Text
    url: Text | None = None
    icon: Text | None = None


def _read_link(value: object) -> Link:
    if isinstance(value, Mapping):
        if unknown := set(value) - {"label", "url", "icon"}:
            fail(Code.UNKNOWN_FIELD, f'a link has "label", "url" and "icon", not "{sorted(unknown)[0]}"')
        url, icon = value.get("url"), value.get("icon")
        label = value.get("label") or url
        if label is None:
            fail(Code.MISSING_FIELD, 'a link needs a "label" or a "url"')
        return Link(
            read_text(label),
            None if url is None else _read_url(url),
            None if icon is None else read_text(icon),
        )
    url = _read_url(value)
    return Link(url, url)


def _read_details(value: object) -> dict[Text, Text]:
    if not isinstance(value, Mapping):
        fail(Code.WRONG_SHAPE, f"this is {shape_of(value)} where {{label: text}} belongs")
    return {label: read_text(words) for label, words in value.items() if words is not None}


@dataclass(frozen=True, slots=True)
class Thesis:
    """A thesis: its title, and where it can be read."""

    title: Text
    url: Text | None = None


def _read_thesis(value: object) -> Thesis:
    if isinstance(value, Mapping):
        if unknown := set(value) - {"title", "url"}:
            fail(Code.UNKNOWN_FIELD, f'a thesis has "title" and "url", not "{sorted(unknown)[0]}"')
        if value.get("title") is None:
            fail(Code.MISSING_FIELD, 'a thesis needs a "title"')
        url = value.get("url")
        return Thesis(read_text(value["title"]), None if url is None else _read_url(url))
    return Thesis(read_text(value))


@dataclass(frozen=True, slots=True)
class Term:
    """One time that a course was given: when, with how many, and what else was said of it."""

    date: Date | Range | Written
    enrollment: Text | None = None
    details: tuple[tuple[Text, Text], ...] = ()


def _read_term(value: object) -> Term:
    if not isinstance(value, Mapping):
        return Term(_read_date(value))
    date = value.get("date")
    if date is None:
        fail(Code.MISSING_FIELD, 'a term needs a "date"')
    enrollment = value.get("enrollment")
    others = tuple(
        (key, read_text(words))
        for key, words in value.items()
        if key not in {"date", "enrollment"} and words is not None
    )
    return Term(_read_date(date), None if enrollment is None else read_text(enrollment), others)


def _read_only(value: object) -> Text:
    text = read_text(value)
    if text not in {"web", "pdf"}:
        fail(Code.WRONG_SHAPE, f'"only" is "web" or "pdf", not "{text}"')
    return text


_TEXT_SCHEMA = {
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {
            "type": "object",
            "description": "{language tag: text}",
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
            "additionalProperties": {"type": "string"},
        },
    ]
}
_DATE_SCHEMA = {"type": ["string", "integer"], "description": "2015, 2015-09, 2015-09/2017-05, Fall 2023 ..."}
_URL_SCHEMA = {"type": "string", "format": "uri-reference"}


def _object(required: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [required], "additionalProperties": False}


_LINK_SCHEMA = _object("label", label=_TEXT_SCHEMA, url=_URL_SCHEMA, icon={"type": "string"})
_LINKS_SCHEMA = {
    "anyOf": [
        _URL_SCHEMA,
        _LINK_SCHEMA,
        {"type": "array", "items": {"anyOf": [_URL_SCHEMA, _LINK_SCHEMA]}},
        {"type": "object", "additionalProperties": _URL_SCHEMA},
    ]
}
_IMAGE_SCHEMA = {"anyOf": [{"type": "string"}, _object("src", src={"type": "string"}, alt={"type": "string"})]}
_THESIS_SCHEMA = {"anyOf": [_TEXT_SCHEMA, _object("title", title=_TEXT_SCHEMA, url=_URL_SCHEMA)]}
_TERM_SCHEMA = {"type": "object", "properties": {"date": _DATE_SCHEMA}, "required": ["date"]}


def _type(
    read: Callable[[object], object], schema: dict[str, Any], words: str, *, is_flow: bool = False
) -> tuple[PlainValidator, WithJsonSchema, Form]:
    return PlainValidator(read), WithJsonSchema(schema), Form(words, is_flow=is_flow)


def _list(schema: dict[str, Any], words: str) -> tuple[BeforeValidator, WithJsonSchema, Form]:
    either = {"anyOf": [schema, {"type": "array", "items": schema}]}
    return BeforeValidator(as_list), WithJsonSchema(either), Form(words, is_list=True, is_flow=True)


_EMAIL_SCHEMA = {"type": "string"}
_Text: TypeAlias = Annotated[Text, PlainValidator(read_text)]
_When_: TypeAlias = Annotated[When, PlainValidator(_read_date)]

Inline: TypeAlias = Annotated[Text | None, *_type(read_text, _TEXT_SCHEMA, "text")]
Block: TypeAlias = Annotated[Text | None, *_type(read_text, _TEXT_SCHEMA, "text, of several paragraphs too")]
Texts: TypeAlias = Annotated[tuple[_Text, ...] | None, *_list(_TEXT_SCHEMA, "text, or list of texts")]
OneDate: TypeAlias = Annotated[When | None, *_type(_read_date, _DATE_SCHEMA, "date")]
StartDate: TypeAlias = Annotated[Date | Written | None, *_type(_date_reader(parse_start), _DATE_SCHEMA, "date")]
EndDate: TypeAlias = Annotated[When | None, *_type(_date_reader(parse_end), _DATE_SCHEMA, "date, or `present`")]
Dates: TypeAlias = Annotated[tuple[_When_, ...] | None, *_list(_DATE_SCHEMA, "date, range, or list of them")]
Email: TypeAlias = Annotated[Text | None, *_type(_read_email, _EMAIL_SCHEMA, "e-mail address")]
Emails: TypeAlias = Annotated[
    tuple[Annotated[Text, PlainValidator(_read_email)], ...] | None,
    *_list(_EMAIL_SCHEMA, "e-mail address, or list of them"),
]
Url: TypeAlias = Annotated[Text | None, *_type(_read_url, _URL_SCHEMA, "address, or path of a file")]
Picture: TypeAlias = Annotated[
    Image | None, *_type(_read_image, _IMAGE_SCHEMA, "{src, alt}, or the path alone", is_flow=True)
]
Links: TypeAlias = Annotated[
    tuple[Annotated[Link, PlainValidator(_read_link)], ...] | None,
    BeforeValidator(as_list),
    WithJsonSchema(_LINKS_SCHEMA),
    Form("list of {label, url, icon}, or {label: url}", is_list=True, is_flow=True),
]
Details: TypeAlias = Annotated[
    dict[Text, Text] | None,
    *_type(
        _read_details, {"type": "object", "additionalProperties": _TEXT_SCHEMA}, "{label: text}", is_flow=True
    ),
]
ThesisField: TypeAlias = Annotated[
    Thesis | None, *_type(_read_thesis, _THESIS_SCHEMA, "{title, url}, or the title alone", is_flow=True)
]
Terms: TypeAlias = Annotated[
    tuple[Annotated[Term, PlainValidator(_read_term)], ...] | None,
    *_list({"anyOf": [_DATE_SCHEMA, _TERM_SCHEMA]}, "list of dates, or of {date, enrollment, ...}"),
]
Only: TypeAlias = Annotated[Text | None, *_type(_read_only, {"enum": ["web", "pdf"]}, "`web` or `pdf`")]
