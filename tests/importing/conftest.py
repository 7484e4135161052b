"""Invented records in the formats that are imported."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = Path(__file__).parent / "expected"


def write_linkedin(path: Path, folder: str = "Basic_LinkedInDataExport_01-02-2025/") -> Path:
    """Pack the CSV files as LinkedIn does."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((SAMPLES / "linkedin").iterdir()):
            archive.write(file, folder + file.name)
    return path


def write_europass_json(path: Path) -> Path:
    """Write the SkillsPassport of the XML sample as JSON, as Cedefop's API has it."""
    from sphinx_homepage.importing.records.xml_tree import xml_tree
    from sphinx_homepage.sources.json_resume_extension import plain

    _, tree = xml_tree((SAMPLES / "europass-skills-passport.xml").read_bytes(), "x")
    data = plain(tree)
    # JSON has the codes of driving licences as they are.
    data["LearnerInfo"]["Skills"]["Driving"]["Description"] = ["B", "C1"]
    path.write_text(json.dumps({"SkillsPassport": data}), "utf-8")
    return path


def write_pdf(path: Path, resume: bytes) -> Path:
    """Make a PDF that carries a record, as ours do."""
    import typst

    from sphinx_homepage.pdf.attachment import typst_attachment

    folder = path.with_suffix("")
    folder.mkdir()
    (folder / "resume.json").write_bytes(resume)
    code = typst_attachment("resume.json", "The record")
    (folder / "cv.typ").write_text(f"#{code}\nA page", "utf-8")
    path.write_bytes(typst.compile(str(folder / "cv.typ"), root=str(folder)))
    return path


@pytest.fixture
def sample(tmp_path):
    """Return the path of a sample, made first where it is no single file of text."""

    def path_of(name: str) -> Path:
        made = tmp_path / name
        if made.exists():
            return made
        if name == "linkedin.zip":
            return write_linkedin(made)
        if name == "europass.json":
            return write_europass_json(made)
        if name == "cv.pdf":
            return write_pdf(made, (SAMPLES / "json-resume.json").read_bytes())
        return SAMPLES / name

    return path_of
