"""What a new site says before its owner has written anything: their answers, and placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.found import Found
from sphinx_homepage.scaffold.literals import markdown
from sphinx_homepage.scaffold.placeholders import DUTY, NAME, PROJECT, RESULT, ROLE, TOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

BIBLIOGRAPHY: Final = "papers.bib"

_COMMENTS: Final = {
    "": "Every fact once: the pages show what is here. Every text is Markdown.\n"
    'What has ": " or " #" in it stands in quotes.',
    "contact": "Also: phone, address, office, website, and profiles such as orcid, github, linkedin.\n"
    "Phone and address are on no page unless you say `private: []`.",
    "experience": "The newest first. Without an `end`, it is ongoing. Dates are 2026, 2026-11 or 2026-11-30.",
}

_BIBTEX: Final = """\
What stands outside of the entries is a comment.
Put your publications here, or name the file that you have in conf.py: homepage_bibliography.
The first page shows those that are selected.

@article{{first-paper,
  title    = {{Your First Paper}},{author}
  journal  = {{Your Journal}},
  year     = {{2025}},
  selected = {{true}}
}}

@inproceedings{{second-paper,
  title     = {{Your Second Paper}},{author}
  booktitle = {{Your Conference}},
  year      = {{2023}},
  selected  = {{true}}
}}
"""

_NO_NAME_OF_BIBTEX: Final = re.compile(r"[^\w\s.'’-]|\b(?:and|others)\b|^\W*$", re.IGNORECASE)
"""What BibTeX would read as more than a part of a name."""


def first_record(name: str, role: str, contact: Mapping[str, str]) -> Found:
    """Return the record of a new site, and its publications.

    Args:
        name: The person's name, as plain text; empty for a placeholder.
        role: What they are, as plain text; empty for a placeholder.
        contact: Fields of ``contact``, as they stand in a data file.
    """
    name, role = markdown(name) or NAME, markdown(role) or ROLE
    data: dict[str, Any] = {
        "profile": {"name": name, "headline": role},
        "contact": dict(contact) or {"location": TOWN},
        "experience": [
            {"organization": "Your Employer", "position": role, "start": "2023-09", "highlights": [RESULT]},
            {
                "organization": "Your Former Employer",
                "position": "Your Former Role",
                "start": "2020-10",
                "end": "2023-08",
                "highlights": [DUTY],
            },
        ],
        "education": [
            {
                "institution": "Your University",
                "degree": "Your Degree",
                "area": "Your Subject",
                "start": "2016-10",
                "end": "2020-07",
            }
        ],
        "projects": [
            {"name": "Your First Project", "start": "2024-03", "summary": PROJECT},
            {"name": "Your Second Project", "start": "2022-01", "end": "2023-06", "summary": PROJECT},
        ],
        "skills": [
            {
                "name": "Your Field",
                "keywords": ["Your First Skill", "Your Second Skill", "Your Third Skill"],
            }
        ],
    }
    return Found(data=data, comments=_COMMENTS, pages={BIBLIOGRAPHY: _bibtex(name)})


def _bibtex(name: str) -> str:
    """Return two publications by the person: by nobody, if BibTeX would make something else of the name."""
    author = "" if _NO_NAME_OF_BIBTEX.search(name) else f"\n  author = {{{name}}},"
    return _BIBTEX.format(author=author)
