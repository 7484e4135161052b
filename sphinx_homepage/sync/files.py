"""The files that ``sync`` writes: the dated one, and the suggestions as a .bib file."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_homepage.exports.bibtex import balanced
from sphinx_homepage.model.anchors import free_anchor, slug
from sphinx_homepage.model.synced import SERVICES
from sphinx_homepage.sources.bibtex.tex_writer import escaped
from sphinx_homepage.sources.synced import DISMISSED

if TYPE_CHECKING:
    import datetime

    from sphinx_homepage.model.synced import Known, Synced, Value

SIGN: Final = 'Written by "sphinx-homepage sync"'
"""How our files begin: what begins otherwise is the person's own, and is not touched."""

_HEAD: Final = f"# {SIGN}, which writes it anew each time. Builds read it.\n"
_BIB_HEAD: Final = f"""\
% {SIGN}, which writes it anew each time. No build reads it.
% Works of your ORCID record that your own files lack. Copy what you want into your .bib file.
"""


def is_ours(path: Path) -> bool:
    """Whether a file may be written at *path*: there is none, or it is one that we have written."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return SIGN in file.readline(200)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def to_yaml(synced: Synced) -> str:
    """Return the dated file: in one order, a line for each value, so that a change of it is a small one.

    A value has a day of its own only if the service has not said it again on its last day.
    """
    lines = [_HEAD]
    for service in sorted(synced.dates):
        row, date = SERVICES[service], synced.dates[service]
        lines.append(f"{service}:\n  date: {date}\n")
        values = synced.of(service)
        lines.append(f"  {row.holds}:{'' if values else ' {}'}\n")
        lines += (f"    {_quoted(key)}: {_value(values[key], date)}\n" for key in sorted(values))
    if synced.dismissed:
        lines.append(f"{DISMISSED}:\n")
        lines += (f"  - {_quoted(name)}\n" for name in sorted(synced.dismissed))
    return "".join(lines)


def _value(known: Known, date: datetime.date) -> str:
    own = [] if known.date == date else [f"date: {known.date}"]
    if isinstance(known.value, dict):
        parts = [f"{name}: {_quoted(words)}" for name, words in known.value.items()]
        return f"{{{', '.join([*parts, *own])}}}"
    return f"{{count: {known.value}, {own[0]}}}" if own else str(known.value)


def _quoted(text: str) -> str:
    """Return *text* as YAML has it in double quotes, which is as JSON has it but for what nobody can see."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in written)


def to_bib(works: dict[str, Value]) -> str:
    """Return the suggestions as a .bib file."""
    taken: set[str] = set()
    found = [_BIB_HEAD]
    for key in sorted(works):
        work = works[key]
        if isinstance(work, dict):
            found.append(_entry(work, taken))
    return "\n".join(found)


def _entry(work: dict[str, str], taken: set[str]) -> str:
    authors = [name.strip() for name in work.get("authors", "").split(";") if name.strip()]
    family = authors[0].partition(",")[0].split()[-1] if authors and authors[0].partition(",")[0] else ""
    word = next((word for word in work["title"].split() if len(slug(word)) > 3), "")
    name = slug(f"{family}{work.get('year', '')}{word}").replace("-", "") or "work"
    key = free_anchor(name, taken) if name in taken else name
    taken.add(key)
    kind = work.get("type", "misc")
    venue = {"inproceedings": "booktitle", "incollection": "booktitle", "report": "institution"}
    fields = {
        "title": _tex(work["title"]),
        "author": " and ".join(_person(name) for name in authors),
        venue.get(kind, "journal" if kind == "article" else "publisher"): _tex(work.get("venue", "")),
        "year": work.get("year", ""),
        "doi": _address(work.get("doi", "")),
        "url": _address(work.get("url", "")),
    }
    lines = [f"  {field} = {{{value}}}" for field, value in fields.items() if value]
    return ",\n".join([f"@{kind if kind.isalpha() else 'misc'}{{{key}", *lines]) + "\n}\n"


def _tex(text: str) -> str:
    return balanced(escaped(" ".join(text.split())))


def _person(name: str) -> str:
    """Return a name of which ``and`` is no part that BibTeX would take for the end of it."""
    written = _tex(name)
    return f"{{{written}}}" if " and " in f" {written.lower()} " else written


def _address(text: str) -> str:
    return "" if set(text) & set("{}\\") or not text.isprintable() else text


def write(path: Path, text: str) -> bool:
    """Write a file at once or not at all; return whether it says something else than before."""
    path = path.resolve()  # What a link leads to is written, and the link stays.
    data = text.encode()
    mode = 0o666 & ~_umask()
    if path.is_file():
        if path.read_bytes() == data:
            return False
        mode = path.stat().st_mode & 0o777
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
