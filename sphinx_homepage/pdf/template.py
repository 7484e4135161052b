"""The files of a template: ours, or a person's own with what it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.pdf.settings import TEMPLATES_DIR
from sphinx_homepage.sources.paths import inside, is_file

if TYPE_CHECKING:
    from pathlib import Path

_STRING: Final = re.compile(r'"([^"\\\n]{1,200})"')
_MOST: Final = 100
"""How many files a template of one's own may name."""


def template_files(template: Path, srcdir: Path) -> dict[str, Path]:
    """Return what is compiled beside a page's source, by its name there: ``template.typ`` and what it needs.

    A template of a person's own may import, include and read the files beside it in the source directory.
    """
    files = {path.name: path for path in sorted(TEMPLATES_DIR.iterdir()) if path.suffix == ".typ"}
    pending = [("template.typ", template)] if not template.is_relative_to(TEMPLATES_DIR) else []
    files["template.typ"] = template
    while pending and len(files) < _MOST:
        _, file = pending.pop()
        for named in _STRING.findall(file.read_text("utf-8", errors="replace")):
            path = (template.parent / named.lstrip("/")).resolve()
            if named in files or not path.is_relative_to(srcdir.resolve()) or ".." in named:
                continue
            found = inside(srcdir, path.relative_to(srcdir.resolve()).as_posix())
            if found is not None and is_file(found) and len(files) < _MOST:
                files[named.lstrip("/")] = found
                if found.suffix == ".typ":
                    pending.append((named, found))
    return files
