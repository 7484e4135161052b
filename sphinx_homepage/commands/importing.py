"""``sphinx-homepage import``: other programs' records and sites become a data file, or a site."""

from __future__ import annotations

import re
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from sphinx_homepage.importing.found import Found
    from sphinx_homepage.importing.report import Written

DATA: str = "cv.yaml"
REPORT: str = "import-report.md"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the sources and the folder."""
    parser.add_argument(
        "sources",
        nargs="+",
        type=Path,
        metavar="SOURCE",
        help="a file or a folder; what it is, its content tells",
    )
    parser.add_argument(
        "--into",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="the site's folder; it is made if it is missing",
    )


def run(given: argparse.Namespace) -> int:
    """Import; return 0 if all sources were read, 1 if only some were, 2 if none was."""
    from sphinx_homepage.importing import read, recognised
    from sphinx_homepage.importing.merging import merged
    from sphinx_homepage.importing.reading import RefusedError
    from sphinx_homepage.importing.report import in_words

    folder: Path = given.into
    if folder.exists() and not folder.is_dir():
        return _failed(f"{folder} is a file; --into takes a folder")
    read_sources: list[tuple[str, str, Found]] = []
    for path in given.sources:
        if not (path.is_file() or path.is_dir()):
            _failed(f"{path}: there is no such file or folder")
            continue
        try:
            kind = recognised(path)
            found = read(path, kind)
        except RefusedError as error:
            _failed(f"{path}: {error}")
            continue
        assert kind is not None
        sys.stdout.write(f"{path}: {kind.name}: {in_words(found)}\n")
        read_sources.append((path.name, kind.name, found))
    if not read_sources:
        return 2
    together = merged([(name, found) for name, _, found in read_sources])
    try:
        _write(folder, together, [(name, kind) for name, kind, _ in read_sources])
    except OSError as error:
        return _failed(f"{error.filename or folder}: {error.strerror or error}")
    return 0 if len(read_sources) == len(given.sources) else 1


def _failed(message: str) -> int:
    from sphinx_homepage.diagnostics import printable

    sys.stderr.write(f"sphinx-homepage import: {printable(message)}\n")
    return 2


def _write(folder: Path, found: Found, sources: list[tuple[str, str]]) -> None:
    """Write what was found: a whole site where there is none, and else the data file and what it names."""
    from sphinx_homepage.importing.report import Written, as_markdown, as_text
    from sphinx_homepage.scaffold.site import write_site

    folder.mkdir(parents=True, exist_ok=True)
    settings: dict[str, Any] = {}
    written: list[Written]
    if _is_empty(folder):
        write_site(folder, found)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        written = [Written(path.relative_to(folder).as_posix(), "of the new site") for path in files]
    else:
        written = list(_write_files(folder, found, settings))
        if not (folder / "conf.py").exists():
            sys.stdout.write(
                "No site is written, only what was imported: the folder is not empty and has no conf.py.\n"
            )
    report = _free(folder, REPORT)
    text = as_markdown(sources, found, [*written, Written(report.name, "this report")], settings)
    _write_new(report, text)
    for path, meaning in written:
        sys.stdout.write(f"Wrote {folder / path}, {meaning}.\n")
    if settings:
        lines = "".join(f"    {name} = {value!r}\n" for name, value in settings.items())
        sys.stdout.write(f"conf.py has to say:\n{lines}")
    sys.stdout.write(as_text(found.notes))
    sys.stdout.write(f"This report is in {report}.\n")


def _is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


def _write_files(folder: Path, found: Found, settings: dict[str, Any]) -> Iterator[Written]:
    """Write the data file, the pages and the files, none over another; say which, and what conf.py needs."""
    from sphinx_homepage.importing.report import Written
    from sphinx_homepage.importing.writing import data_file

    renamed: dict[str, str] = {}
    written: list[Written] = []
    for name, source in found.files.items():
        target = folder / name
        content = source if isinstance(source, bytes) else source.read_bytes()
        if target.exists() and target.read_bytes() == content:
            continue
        target = _free(folder, name, "-imported")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as copy:
            copy.write(content)
        renamed[name] = target.relative_to(folder).as_posix()
        written.append(Written(renamed[name], "a copy"))
    addresses = {f"/{name}": f"/{new}" for name, new in renamed.items() if name != new}
    if found.data:
        target = _free(folder, DATA, "-imported")
        _rename(found.data, addresses)
        _write_new(target, data_file(found.data, found.comments))
        settings["homepage_data"] = target.name
        yield Written(target.name, "the record")
    for name, text in found.pages.items():
        target = _free(folder, name, "-imported")
        _write_new(target, _renamed(text, addresses))
        renamed[name] = target.relative_to(folder).as_posix()
        yield Written(renamed[name], "a page" if name.endswith(".md") else "a file")
    yield from written
    for name, value in found.settings.items():
        if isinstance(value, list):
            settings[name] = [renamed.get(item, item) for item in value]
        else:
            settings[name] = renamed.get(value, value) if isinstance(value, str) else value


def _rename(value: Any, renamed: dict[str, str]) -> None:
    """Name the files in a record as they are written, so that none shows another's portrait."""
    from sphinx_homepage.model.text import Text

    trees = [value]
    while trees:
        tree = trees.pop()
        for key, item in list(tree.items() if isinstance(tree, dict) else enumerate(tree)):
            if isinstance(item, dict | list):
                trees.append(item)
            elif isinstance(item, str) and item in renamed:
                tree[key] = Text(renamed[item], getattr(item, "position", None))


def _renamed(page: str, renamed: dict[str, str]) -> str:
    """Return a page that names the files as they are written."""
    if not renamed:
        return page
    names = "|".join(re.escape(name) for name in renamed)
    return re.sub(rf"(?<![\w/.:-])(?:{names})(?![\w/-])", lambda match: renamed[match[0]], page)


def _free(folder: Path, name: str, ending: str = "") -> Path:
    """Return the path of a file that is not there yet: ``cv.yaml``, ``cv-imported.yaml`` ..."""
    path = folder / name
    if not path.parent.resolve().is_relative_to(folder.resolve()):
        raise OSError(0, "a file of the source would be written outside of the folder", str(path))
    free = path
    endings = (f"{ending}-{number}" if number > 1 else ending for number in count(1 if ending else 2))
    while free.exists() or free.is_symlink():
        free = path.with_name(f"{path.stem}{next(endings)}{path.suffix}")
    return free


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
