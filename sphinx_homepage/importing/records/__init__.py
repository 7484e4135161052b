"""Single files that hold a record -> a data file of ours: a row for each format, told apart by content."""

from __future__ import annotations

from typing import Final

from sphinx_homepage.importing.found import Source
from sphinx_homepage.importing.records import (
    bibtex,
    europass_json,
    europass_xml,
    json_resume,
    linkedin,
    orcid,
    pdf,
    reactive_resume,
    rendercv,
    vcard,
    yamlresume,
)

RECORDS: Final = (
    Source("PDF", "a PDF that sphinx-homepage made", pdf.is_one, pdf.read),
    Source("LinkedIn", "the ZIP archive of LinkedIn's data export", linkedin.is_one, linkedin.read),
    Source(
        "Europass XML", "a Europass CV, from before or after 2020", europass_xml.is_one, europass_xml.read
    ),
    Source("vCard", "a contact card, vCard 2.1, 3 or 4", vcard.is_one, vcard.read),
    Source("BibTeX", "a .bib file, which is copied", bibtex.is_one, bibtex.read),
    Source("ORCID", "a public record of ORCID's API, as JSON", orcid.is_one, orcid.read),
    Source("Europass JSON", "a Europass CV of Cedefop's API", europass_json.is_one, europass_json.read),
    # It has ``basics`` as JSON Resume does, so it is asked first.
    Source(
        "Reactive Resume",
        "an export of Reactive Resume, v3 to v5",
        reactive_resume.is_one,
        reactive_resume.read,
    ),
    Source("YAMLResume", "a résumé of YAMLResume", yamlresume.is_one, yamlresume.read),
    Source("RenderCV", "a CV of RenderCV 2.x", rendercv.is_one, rendercv.read),
    Source("JSON Resume", "a JSON Resume 1.x, as JSON or YAML", json_resume.is_one, json_resume.read),
)
"""The formats, in the order in which they are told apart."""
