"""conf.py and what installs the site: requirements.txt."""

from __future__ import annotations

import json
from keyword import iskeyword
from typing import Any, Final

import sphinx_homepage
from sphinx_homepage.scaffold.literals import python

_EXCLUDED: Final = ["_build", "_site", ".venv", "README.md"]
_GROUPS: Final = {
    "project": "",
    "extensions": "",
    "homepage_data": "# The record: each fact once, and the pages show it.",
    "homepage_pdf": "# The page cv.md is also a PDF.",
    "html_theme": '# Another look is "homepage", which comes along too.',
    "html_baseurl": "# The site's address, which search engines and the pages of papers need.",
    "exclude_patterns": "# What is in this folder and is not the site.",
}
"""The settings that begin a paragraph of conf.py, and the comment above it."""


def conf_py(name: str, settings: dict[str, Any], bibliography: list[str]) -> str:
    """Return a conf.py for the person *name* with *settings*, which take the place of the usual ones."""
    usual: dict[str, Any] = {
        "project": name,
        "author": name,
        "language": "en",
        "extensions": ["sphinx_homepage"],
        "homepage_data": "cv.yaml",
        "homepage_bibliography": bibliography[0] if len(bibliography) == 1 else bibliography,
        "homepage_pdf": {"cv": "cv.pdf"},
        "html_theme": "pydata_sphinx_theme",
        "html_baseurl": None,
        "exclude_patterns": _EXCLUDED,
    }
    if not bibliography:
        del usual["homepage_bibliography"]
    given = usual | {
        key: value for key, value in settings.items() if key.isidentifier() and not iskeyword(key)
    }
    own = [key for key in given if key not in usual]
    lines = ['"""The settings of the site; those of Sphinx and of its extensions can stand here too."""']
    for key, value in given.items():
        if key in _GROUPS:
            lines += ["", *filter(None, [_GROUPS[key]])]
        elif key in own[:1]:
            lines.append("")
        if value is None:
            lines.append(f'# {key} = "https://name.example.org/"')
        else:
            lines.append(f"{key} = {python(value)}")
    return "\n".join(lines) + "\n"


def requirements() -> str:
    """Return a requirements.txt that installs this extension as it is installed here."""
    return f"{_requirement()}\n"


def _requirement() -> str:
    from importlib import metadata  # Late: somebody waits for the first question.

    try:
        origin = metadata.distribution("sphinx-homepage").read_text("direct_url.json")
        found = json.loads(origin or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        found = {}
    if vcs := found.get("vcs_info"):
        return f"sphinx-homepage @ {vcs['vcs']}+{found['url']}@{vcs['commit_id']}"
    return f"sphinx-homepage>={sphinx_homepage.__version__}"
