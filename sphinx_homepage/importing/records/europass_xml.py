"""Europass CVs as XML: Cedefop's ``SkillsPassport`` until 2020, ``Candidate`` of europass.europa.eu since."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.found import Found
from sphinx_homepage.importing.reading import RefusedError, bytes_of, head_of
from sphinx_homepage.importing.records import europass_candidate, europass_json
from sphinx_homepage.importing.records.trees import language_of
from sphinx_homepage.importing.records.xml_tree import xml_tree
from sphinx_homepage.model.text import Mapping

if TYPE_CHECKING:
    from pathlib import Path

_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?(?:SkillsPassport|Candidate)[\s>]")
_EUROPASS: Final = re.compile(rb"europass", re.IGNORECASE)


def is_one(path: Path) -> bool:
    """Whether a file is XML whose outermost element is one of Europass."""
    head = head_of(path).replace(b"\0", b"")
    is_xml = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    return is_xml and bool(_ROOT.search(head)) and bool(_EUROPASS.search(head))


def read(path: Path) -> Found:
    """Return what it holds."""
    root, tree = xml_tree(bytes_of(path), path.name)
    if root == "SkillsPassport":
        data, notes = europass_json.convert(Mapping({"SkillsPassport": tree}))
    elif root == "Candidate":
        data, notes = europass_candidate.convert(tree)
    else:
        raise RefusedError(
            f'its outermost element is "{root}", which is neither SkillsPassport nor Candidate'
        )
    language = language_of(tree)
    return Found(
        data=data,
        settings={"language": language} if language else {},
        notes=[note._replace(file=path.name) for note in notes],
    )
