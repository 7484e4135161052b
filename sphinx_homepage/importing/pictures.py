"""Pictures inside a record, as contact cards and Europass have them -> files beside the data."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.found import Note
from sphinx_homepage.model.text import Mapping, Text

if TYPE_CHECKING:
    from sphinx_homepage.importing.found import Found

_DATA: Final = re.compile(r"data:[\w./+-]*(?:;[\w=.-]+)*;base64,(?P<data>[A-Za-z0-9+/=\s]+)\Z")
_ENDINGS: Final = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF8", "gif"))


def as_address(text: str) -> Text:
    """Return a picture in base 64 as a ``data:`` address, which :func:`save` makes a file of."""
    return Text(f"data:;base64,{''.join(text.split())}", getattr(text, "position", None))


def save(found: Found, name: str) -> None:
    """Make a file of a portrait that stands in the record itself.

    Args:
        found: What a reader made of a source; it is changed in place.
        name: The source, for the report.
    """
    profile = found.data.get("profile")
    if not isinstance(profile, dict):
        return
    image: Any = profile.get("image")
    source = image.get("src") if isinstance(image, dict) else image
    if not isinstance(source, str) or not source.startswith("data:"):
        return
    line = getattr(getattr(source, "position", None), "line", None)
    content = _decoded(source)
    ending = _ending(content)
    if not ending:
        del profile["image"]
        found.notes.append(Note(name, line, "the picture in it is none that browsers show, and is left out"))
        return
    target = f"portrait.{ending}"
    found.files[target] = content
    said = profile.get("name")
    alt = said if isinstance(said, str) else ""
    profile["image"] = Mapping({Text("src"): Text(f"/{target}"), Text("alt"): Text(alt)})
    found.notes.append(Note(name, line, f"the picture in it is the file {target} now"))


def _decoded(source: str) -> bytes:
    match = _DATA.match(source)
    try:
        return base64.b64decode("".join(match["data"].split()), validate=True) if match else b""
    except (binascii.Error, ValueError):
        return b""


def _ending(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((ending for sign, ending in _ENDINGS if content.startswith(sign)), "")
