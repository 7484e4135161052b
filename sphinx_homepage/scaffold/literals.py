"""Values -> text in the files of a new site, whatever the values hold."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from typing import Any

_MARKUP = re.compile(r"[\\`*_\[\]<$~{&]")


def markdown(text: str) -> str:
    """Return Markdown that shows the characters of a plain *text*, on one line."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def python(value: Any, indent: int = 0) -> str:
    """Return a Python literal of a plain *value*, with double quotes where that changes nothing else."""
    if isinstance(value, str):
        # Of a text without control characters, JSON escapes what Python would.
        return json.dumps(value, ensure_ascii=False) if value.isprintable() else repr(value)
    if isinstance(value, dict):
        items = [f"{python(key)}: {python(item, indent + 4)}" for key, item in value.items()]
        return _bracketed("{", items, "}", indent)
    if isinstance(value, (list, tuple)):
        return _bracketed("[", [python(item, indent + 4) for item in value], "]", indent)
    return repr(value)


def _bracketed(start: str, items: list[str], end: str, indent: int) -> str:
    line = f"{start}{', '.join(items)}{end}"
    if len(line) + indent <= 90:
        return line
    pad = " " * (indent + 4)
    return f"{start}\n{''.join(f'{pad}{item},' + chr(10) for item in items)}{' ' * indent}{end}"


def yaml(value: Any) -> str:
    """Return YAML of a plain *value*, one line a text, with the order kept."""
    import yaml

    written: str = yaml.dump(
        _plain(value), Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=float("inf")
    )
    return written.removesuffix("...\n")


def _plain(value: Any) -> Any:
    """Return *value* in what every YAML reader has: a tuple is a list, a date a text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


@cache
def _dumper() -> Any:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Indents lists, follows no aliases, leaves dates bare, and writes texts of several lines as such."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            """Indent lists below their keys."""
            super().increase_indent(flow, indentless=False)

        def ignore_aliases(self, data: Any) -> bool:
            """Write what occurs twice twice."""
            return True

    Dumper.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def text(dumper: Any, value: str) -> Any:
        style = "|" if "\n" in value.strip("\n") else None  # PyYAML leaves it where it would change the text.
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    return Dumper
