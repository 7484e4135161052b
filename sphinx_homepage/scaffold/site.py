"""Which files a new site has, and how they come into its folder."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.scaffold.pages import contents, pages_of
from sphinx_homepage.scaffold.placeholders import NAME
from sphinx_homepage.scaffold.settings import conf_py, requirements

if TYPE_CHECKING:
    from sphinx_homepage.importing.found import Found

DATA: Final = "cv.yaml"
SCHEMA: Final = "cv.schema.json"
_AS_THEY_ARE: Final = {
    ".gitignore": "gitignore",
    ".readthedocs.yaml": "readthedocs.yaml",
    ".github/workflows/pages.yml": "github-pages.yml",
}
"""The files that are alike in every site, and where their texts lie."""

_NOT_CONTENT: Final = frozenset({".git"})
"""What a folder may hold and still be empty: a repository that was cloned before its first commit."""

_SELECTED: Final = re.compile(r"^\s*selected\s*=\s*[{\"]?true", re.MULTILINE | re.IGNORECASE)
_CONTENTS: Final = re.compile(r"\{toctree\}")
_SHOWN: Final = re.compile(r"^:::\{(publications|projects|news|people)\}$", re.MULTILINE)
_NAMED: Final = re.compile(r"^/?([\w./-]+)$", re.MULTILINE)
"""A page that a table of contents names, without its ending."""


class FolderError(OSError):
    """A folder that a site is not written into; the message says why and what to do."""


@dataclass(slots=True)
class Plan:
    """What will be written, and what of that is there already."""

    folder: Path
    files: dict[str, bytes | Path] = field(default_factory=dict)
    """What to write, or the file to copy, by path relative to the folder; what is there alike is left out."""
    replaced: list[str] = field(default_factory=list)
    """Those of them that are there with something else in them."""

    def write(self) -> list[Path]:
        """Write the files, and return them; what was there is kept beside the new file, as ``.bak``."""
        written = []
        for name, content in self.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name in self.replaced:
                path.rename(backup_of(path))
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                shutil.copyfile(content, path)
            written.append(path)
        return written


def backup_of(path: Path) -> Path:
    """Return the first free name beside *path* for what it holds now."""
    names = (path.with_name(f"{path.name}.bak{number or ''}") for number in range(10_000))
    return next(name for name in names if not os.path.lexists(name))


def write_site(folder: Path, found: Found, *, force: bool = False) -> list[Path]:
    """Write a site of what was *found* into *folder*, and return the files written: see :func:`plan_site`."""
    return plan_site(folder, found, force=force).write()


def plan_site(folder: Path, found: Found, *, force: bool = False, introduction: str = "") -> Plan:
    """Find out what writing a site into *folder* would do, without doing it.

    Args:
        folder: The site's folder, which need not exist.
        found: The record, pages, files and settings that there are; what a site needs beside them is made.
        force: Whether to write into a folder that holds something, and over files that differ.
        introduction: What the first page begins with where the profile has no summary, as Markdown.

    Raises:
        FolderError: the folder holds something and *force* is not given, a folder stands in a file's place,
            or a path leads out of the folder.
    """
    check_folder(folder, force=force)
    plan = Plan(folder)
    for name, content in files_of(found, introduction).items():
        path = folder / _inside(name)
        if path.is_dir() and not path.is_symlink():
            raise FolderError(f"{path} is a folder, where the site has a file; move it away")
        if os.path.lexists(path):
            new = content if isinstance(content, bytes) else content.read_bytes()
            if path.is_file() and not path.is_symlink() and path.read_bytes() == new:
                continue
            plan.replaced.append(name)
        plan.files[name] = content
    return plan


def check_folder(folder: Path, *, force: bool = False) -> None:
    """Raise a FolderError if *folder* is none that a site may be written into: see :func:`plan_site`."""
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is a file; name a folder")
    if not force and folder.is_dir() and any(item.name not in _NOT_CONTENT for item in folder.iterdir()):
        raise FolderError(
            f"{folder} is not empty, so nothing was changed; name a new folder, or add --force, "
            "which keeps each file that it replaces as .bak"
        )


def files_of(found: Found, introduction: str = "") -> dict[str, bytes | Path]:
    """Return the files of a site of what was *found*: their bytes, or where they lie now, by path."""
    from sphinx_homepage.importing.writing import data_file  # Late: nobody waits for it to be asked.

    data = dict(found.data)
    profile = data.get("profile")
    profile = {"name": NAME} | profile if isinstance(profile, dict) else {"name": profile or NAME}
    profile["name"] = profile["name"] or NAME
    data = {"profile": profile} | data | {"profile": profile}
    bibliography = _bibliography(found)
    pages = _pages(found, data, bibliography, introduction)
    name = _plain_name(profile["name"])
    texts = {
        "conf.py": conf_py(name, found.settings, bibliography),
        **pages,
        DATA: data_file(data, found.comments),
        SCHEMA: _schema(),
        "requirements.txt": requirements(),
        **{path: _template(file) for path, file in _AS_THEY_ARE.items()},
    }
    written = {path: text.encode("utf-8", errors="replace") for path, text in texts.items()}
    return written | dict(found.files)


def _bibliography(found: Found) -> list[str]:
    """Return the .bib files of a site: those that its settings name, or else all that come along."""
    named = found.settings.get("homepage_bibliography")
    if isinstance(named, str):
        return [named]
    return list(named or sorted(name for name in (*found.pages, *found.files) if name.endswith(".bib")))


def _pages(found: Found, data: dict[str, Any], bibliography: list[str], introduction: str) -> dict[str, str]:
    """Return the pages found, and those that are missing; each has its place in the first one's contents."""
    shown = data | ({"publications": data.get("publications") or True} if bibliography else {})
    texts = [text for path, text in found.pages.items() if path.endswith(".bib")]
    texts += [
        (path if isinstance(path, bytes) else path.read_bytes()).decode("utf-8", errors="replace")
        for name, path in found.files.items()
        if name.endswith(".bib")
    ]
    name = _one_line(data["profile"]["name"])
    has_selected = any(_SELECTED.search(text) for text in texts)
    language = str(found.settings.get("language", "en"))
    pages = pages_of(shown, name, introduction, has_selected=has_selected, language=language)
    # What a page of the person's own shows needs no second one.
    own = {
        f"{section}.md"
        for path, text in found.pages.items()
        for section in _SHOWN.findall(text)
        if path != "index.md" and len(_SHOWN.findall(text)) == 1
    }
    pages = {path: text for path, text in pages.items() if path not in own} | found.pages
    names = sorted(
        (path for path in pages if path != "index.md" and PurePosixPath(path).suffix in {".md", ".rst"}),
        key=lambda path: (path in found.pages, [*pages].index(path)),
    )
    if "index.rst" not in pages:
        given = found.pages.get("index.md", "")
        if _CONTENTS.search(given):  # What it does not name are the pages that the record has beside it.
            named = {*_NAMED.findall(given)}
            made = (path for path in names if path not in found.pages)
            names = [path for path in made if path.rpartition(".")[0] not in named]
        if names:
            pages["index.md"] = pages["index.md"].rstrip("\n") + "\n" + contents(names)
    return pages


@cache
def _schema() -> str:
    from sphinx_homepage.model.schema import data_file_schema  # Late: it takes longer than all the rest.

    return json.dumps(data_file_schema(), ensure_ascii=False, separators=(",", ":")) + "\n"


def _template(name: str) -> str:
    return Path(__file__).with_name("files").joinpath(name).read_text("utf-8")


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or re.search(r"[\\\0]|^[A-Za-z]:", name):
        raise FolderError(f'"{name}" would lie outside of the site; nothing was changed')
    return path


def _one_line(text: Any) -> str:
    if isinstance(text, dict):
        text = next(iter(text.values()), "") or NAME
    return " ".join(str(text).split())


def _plain_name(text: Any) -> str:
    """Return a name without the backslashes that keep Markdown from reading it as more than it is."""
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", _one_line(text))
