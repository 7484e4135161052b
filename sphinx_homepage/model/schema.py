"""The JSON Schema of a data file, for editors that complete and check while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from sphinx_homepage.model.fields import DATE_SCHEMA, TEXT_SCHEMA
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.rows import Profiles
from sphinx_homepage.model.sections import SECTIONS

if TYPE_CHECKING:
    from sphinx_homepage.model.sections import Section


def data_file_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) of a data file in this project's vocabulary."""
    models = [section.entry for section in SECTIONS.values()]
    _, definitions = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/$defs/{model}", by_alias=False
    )
    for model in models:
        if issubclass(model, Profiles):
            properties = definitions["$defs"][model.__name__]["properties"]
            del properties["profiles"]
            for network in NETWORKS.values():
                properties[network.key] = {
                    "type": "string",
                    "description": f"{network.name}: {network.expects}",
                }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A person's record, for sphinx-homepage",
        "type": "object",
        "properties": {name: _section_schema(section) for name, section in SECTIONS.items()},
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
        "$defs": _SHARED | _shortened(definitions["$defs"]),
    }


def _section_schema(section: Section) -> dict[str, Any]:
    entry = {"$ref": f"#/$defs/{section.entry.__name__}"}
    summary = {"description": (section.entry.__doc__ or "").strip()}
    if section.is_single:
        return summary | entry
    one = {"anyOf": [entry, {"type": "string"}]}
    entries = {"type": "array", "items": one}
    by_kind = {"type": "object", "additionalProperties": {"anyOf": [entries, one]}}
    return summary | {"anyOf": [entries, *one["anyOf"], by_kind]}


_SHARED = {"text": TEXT_SCHEMA, "date": DATE_SCHEMA}
"""What stands in so many fields that it is written once."""


def _shortened(schema: Any) -> Any:
    """Refer to what is shared, and take out the titles that repeat a field's name in capitals."""
    for name, shared in _SHARED.items():
        if schema == shared:
            return {"$ref": f"#/$defs/{name}"}
    if isinstance(schema, dict):
        return {
            key: _shortened(value)
            for key, value in schema.items()
            if not (key == "title" and isinstance(value, str))
        }
    return [_shortened(item) for item in schema] if isinstance(schema, list) else schema
