"""What is typed as a mapping of fields: the base of every entry, and the parts of one."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, TypeAlias, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from sphinx_homepage.model.fields import (
    DATE_SCHEMA,
    TEXT_SCHEMA,
    URL_SCHEMA,
    AnyDate,
    AnyText,
    Details,
    FilePath,
    Form,
    Inline,
    Url,
    list_of,
)
from sphinx_homepage.model.values import as_list


class Fields(BaseModel):
    """A mapping of fields."""

    model_config = ConfigDict(
        extra="forbid",
        arbitrary_types_allowed=True,
        frozen=True,
        defer_build=True,
        json_schema_extra={"patternProperties": {"^x-": {}}},
    )

    heads: ClassVar[tuple[str, ...]] = ()
    """The field that a bare text stands for (a directive's argument), and what heads it in its absence."""
    composed: ClassVar[dict[str, type[Fields]]] = {}
    """The fields that hold mappings of fields themselves, and the class of each."""

    lists: ClassVar[frozenset[str]] = frozenset()
    """The fields that take several values."""
    gathering: ClassVar[str] = ""
    """The key that the class itself makes, of others that a file may have under any name."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Find what the fields are made of."""
        super().__pydantic_init_subclass__(**kwargs)
        parts = {name: _part_in(info.annotation) for name, info in cls.model_fields.items()}
        cls.composed = {name: part for name, part in parts.items() if part is not None}
        cls.lists = frozenset(name for name in parts if cls.form(name).is_list)

    @classmethod
    def form(cls, name: str) -> Form:
        """Return what a person may type for the field *name*."""
        found = (item for item in cls.model_fields[name].metadata if isinstance(item, Form))
        return next(found, Form("list of entries", is_list=True, is_flow=True))

    @model_validator(mode="before")
    @classmethod
    def _normalise_keys(cls, data: Any) -> Any:
        """Read ``-`` in a field's name as ``_``; leave out fields that are empty, and ``x-`` keys."""
        if not isinstance(data, dict):
            return data
        named: dict[str, Any] = {}
        for key, value in data.items():
            name = key.replace("-", "_")
            if not key.startswith("x-") and (value is not None or name not in cls.model_fields):
                named.setdefault(name, value)
        return named


def _part_in(annotation: object) -> type[Fields] | None:
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return annotation
    return next(filter(None, map(_part_in, get_args(annotation))), None)


class Image(Fields):
    """A picture: a path of the site, and the words for those who do not see it."""

    heads = ("src",)

    src: FilePath
    alt: Inline = None
    """Empty, it says that the picture is decoration."""


class Link(Fields):
    """A labelled link; without an address it is a plain text."""

    heads = ("url", "label")

    label: AnyText
    url: Url = None
    icon: Inline = None


class Thesis(Fields):
    """A thesis: its title, and where it can be read."""

    heads = ("title",)

    title: AnyText
    url: Url = None


class Term(Fields):
    """One time that a course was given: when, with how many, and what else was said of it."""

    heads = ("date",)
    gathering = "*others"

    date: AnyDate
    enrollment: Inline = None
    others: Details = Field(default=None, validation_alias=gathering)
    """Whatever else was said, by its label."""

    @model_validator(mode="before")
    @classmethod
    def _gather_others(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        own = {key: value for key, value in data.items() if key in {"date", "enrollment"}}
        return own | {cls.gathering: {key: value for key, value in data.items() if key not in own} or None}


def _object(required: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [required], "additionalProperties": False}


_LINK = _object("label", label=TEXT_SCHEMA, url=URL_SCHEMA, icon={"type": "string"})
_LINKS = {
    "anyOf": [
        URL_SCHEMA,
        _LINK,
        {"type": "array", "items": {"anyOf": [URL_SCHEMA, _LINK]}},
        {"type": "object", "additionalProperties": URL_SCHEMA},
    ]
}
_IMAGE = {"anyOf": [{"type": "string"}, _object("src", src={"type": "string"}, alt={"type": "string"})]}
_THESIS = {"anyOf": [TEXT_SCHEMA, _object("title", title=TEXT_SCHEMA, url=URL_SCHEMA)]}
_TERM = {"type": "object", "properties": {"date": DATE_SCHEMA}, "required": ["date"]}


def _part(schema: dict[str, Any], words: str) -> tuple[WithJsonSchema, Form]:
    return WithJsonSchema(schema), Form(words, is_flow=True)


Picture: TypeAlias = Annotated[Image | None, *_part(_IMAGE, "{src, alt}, or the path alone")]
ThesisField: TypeAlias = Annotated[Thesis | None, *_part(_THESIS, "{title, url}, or the title alone")]
Links: TypeAlias = Annotated[
    tuple[Link, ...] | None,
    BeforeValidator(as_list),
    WithJsonSchema(_LINKS),
    Form("list of {label, url, icon}, or {label: url}", is_list=True, is_flow=True),
]
Terms: TypeAlias = Annotated[
    tuple[Term, ...] | None,
    *list_of({"anyOf": [DATE_SCHEMA, _TERM]}, "list of dates, or of {date, enrollment, ...}"),
]
