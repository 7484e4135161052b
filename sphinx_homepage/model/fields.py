"""The types of fields: what a person may type for each, and where an entry shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import core_schema

from sphinx_homepage.model.dates import Date, When, Written, parse_end, parse_start
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import (
    as_list,
    date_reader,
    read_date,
    read_email,
    read_only,
    read_path,
    read_text,
    read_url,
)

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


@dataclass(frozen=True, slots=True)
class Read:
    """What a field's value is read by, whatever the field is annotated with.

    As pydantic's ``PlainValidator``, which makes a schema of the annotation all the same: for the fields of
    all sections that takes a tenth of a second in every build.
    """

    read: Callable[[Any], object]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        """Return the schema that calls ``read`` and nothing else."""
        return core_schema.no_info_plain_validator_function(
            self.read, json_schema_input_schema=core_schema.any_schema()
        )


def field(place: Place, description: str, label: str = "") -> Any:
    """Return the default of an optional field that is shown in *place*."""
    info = Field(default=None, description=description)
    info.metadata.append(Shown(place, label))  # type: ignore[attr-defined]
    return info


TEXT_SCHEMA = {
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
DATE_SCHEMA = {"type": ["string", "integer"], "description": "2015, 2015-09, 2015-09/2017-05, Fall 2023 ..."}
URL_SCHEMA = {"type": "string", "format": "uri-reference"}
_EMAIL_SCHEMA = {"type": "string"}


def _type(
    read: Callable[[object], object], schema: dict[str, Any], words: str
) -> tuple[Read, WithJsonSchema, Form]:
    return Read(read), WithJsonSchema(schema), Form(words)


def list_of(schema: dict[str, Any], words: str) -> tuple[BeforeValidator, WithJsonSchema, Form]:
    """Return the annotations of a field that takes one value or several of *schema*."""
    either = {"anyOf": [schema, {"type": "array", "items": schema}]}
    return BeforeValidator(as_list), WithJsonSchema(either), Form(words, is_list=True, is_flow=True)


AnyText: TypeAlias = Annotated[Text, Read(read_text), Form("text")]
AnyDate: TypeAlias = Annotated[When, Read(read_date), Form("date")]

Inline: TypeAlias = Annotated[Text | None, *_type(read_text, TEXT_SCHEMA, "text")]
Block: TypeAlias = Annotated[Text | None, *_type(read_text, TEXT_SCHEMA, "text, of several paragraphs too")]
Texts: TypeAlias = Annotated[tuple[AnyText, ...] | None, *list_of(TEXT_SCHEMA, "text, or list of texts")]
OneDate: TypeAlias = Annotated[When | None, *_type(read_date, DATE_SCHEMA, "date")]
StartDate: TypeAlias = Annotated[Date | Written | None, *_type(date_reader(parse_start), DATE_SCHEMA, "date")]
EndDate: TypeAlias = Annotated[When | None, *_type(date_reader(parse_end), DATE_SCHEMA, "date, or `present`")]
Dates: TypeAlias = Annotated[
    tuple[AnyDate, ...] | None, *list_of(DATE_SCHEMA, "date, range, or list of them")
]
Email: TypeAlias = Annotated[Text | None, *_type(read_email, _EMAIL_SCHEMA, "e-mail address")]
Emails: TypeAlias = Annotated[
    tuple[Annotated[Text, Read(read_email)], ...] | None,
    *list_of(_EMAIL_SCHEMA, "e-mail address, or list of them"),
]
Url: TypeAlias = Annotated[Text | None, *_type(read_url, URL_SCHEMA, "address, or path of a file")]
FilePath: TypeAlias = Annotated[Text, *_type(read_path, {"type": "string"}, "path of a file")]


def filled(value: object) -> object:
    """Leave the keys of a mapping out that say nothing, or say it to nobody: ``x-`` keys."""
    if not isinstance(value, dict):
        return value
    return {key: item for key, item in value.items() if item is not None and not key.startswith("x-")}


Details: TypeAlias = Annotated[
    dict[Annotated[str, Read(lambda label: label)], AnyText] | None,
    BeforeValidator(filled),
    WithJsonSchema({"type": "object", "additionalProperties": TEXT_SCHEMA}),
    Form("{label: text}", is_flow=True),
]
Only: TypeAlias = Annotated[Text | None, *_type(read_only, {"enum": ["web", "pdf"]}, "`web` or `pdf`")]
