"""The record inside a PDF: ``resume.json``, an associated file (ISO 32000-2, 14.13).

Typst writes it with ``pdf.attach``, by :func:`typst_attachment`.
Reading takes pypdf, which is imported when a PDF is read and at no build.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = "resume.json"
MIME_TYPE: Final = "application/json"
RELATIONSHIP: Final = "data"
"""What the file is to the PDF, which was made from it (``/AFRelationship /Data``)."""

MOST_PDF: Final = 64 * 2**20
"""How large a PDF may be, in bytes."""
MOST_RECORD: Final = 8 * 2**20
"""How large a record may be, in bytes."""
_MOST_UNPACKED: Final = 32 * 2**20
"""How large one stream that describes the PDF's objects may be."""
_MOST_FILES: Final = 1000
"""How many files are looked at, and nodes of the tree of their names."""


def typst_attachment(path: str, description: str) -> str:
    """Return the Typst code that attaches a file, whose name must be ``resume.json``.

    Args:
        path: Its path, from the folder that is compiled.
        description: What it is, in the PDF's language; PDF/A-3 wants one.
    """
    values = {"relationship": RELATIONSHIP, "mime-type": MIME_TYPE, "description": description}
    arguments = ", ".join([_literal(path), *(f"{name}: {_literal(value)}" for name, value in values.items())])
    return f"pdf.attach({arguments})"


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def read_record(pdf: bytes) -> bytes | None:
    """Return the bytes of ``resume.json`` in a PDF, or None where it has none that can be read.

    A PDF may be anything that somebody sent: one that is broken, encrypted, or larger than a record's could
    be has none. No more is unpacked than the limits above allow.
    """
    if len(pdf) > MOST_PDF or b"%PDF-" not in pdf[:1024]:
        return None
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import PyPdfError

    try:
        with apply_configuration(
            zlib_maximum_output_length=_MOST_UNPACKED, stream_decoding_work_maximum_length=2 * _MOST_UNPACKED
        ):
            reader = PdfReader(BytesIO(pdf), strict=True)
            if reader.is_encrypted:
                return None
            for specification in _files(reader.trailer["/Root"]):
                if _value(specification, "/UF") == NAME or _value(specification, "/F") == NAME:
                    return _content(specification)
    # What pypdf raises for a broken file depends on where it is broken.
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError):
        return None
    except (OSError, MemoryError, zlib.error, AssertionError, NotImplementedError):
        return None
    return None


def _files(catalog: Any) -> Iterator[Any]:
    """Yield the file specifications: the associated files, then those that only have a name."""
    associated = _value(catalog, "/AF")
    for item in list(associated or ())[:_MOST_FILES]:
        yield item.get_object()
    names = _value(catalog, "/Names")
    todo = [_value(names, "/EmbeddedFiles")] if names is not None else []
    for _ in range(_MOST_FILES):
        if not todo:
            return
        node = todo.pop()
        if node is None:
            continue
        for item in list(_value(node, "/Names") or ())[1 : 2 * _MOST_FILES : 2]:
            yield item.get_object()
        todo += [kid.get_object() for kid in list(_value(node, "/Kids") or ())[:_MOST_FILES]]


def _value(holder: Any, key: str) -> Any:
    value = holder.get(key)
    return None if value is None else value.get_object()


def _content(specification: Any) -> bytes | None:
    files = _value(specification, "/EF")
    stream = _value(files, "/UF") or _value(files, "/F") if files is not None else None
    if stream is None:
        return None
    packed: bytes = stream._data  # Packed: pypdf would unpack whatever stands there.
    filters = _value(stream, "/Filter")
    names = filters if isinstance(filters, list) else [] if filters is None else [filters]
    if not names:
        return packed if len(packed) <= MOST_RECORD else None
    if names not in (["/FlateDecode"], ["/Fl"]) or _value(stream, "/DecodeParms") is not None:
        return None
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(packed, MOST_RECORD + 1)
    return data if len(data) <= MOST_RECORD and unpacker.eof else None
