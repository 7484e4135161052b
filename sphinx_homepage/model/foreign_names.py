"""What JSON Resume, RenderCV and others call a field or a section, and what it is called here."""

from __future__ import annotations

FOREIGN_FIELDS = {
    "startDate": "start",
    "start_date": "start",
    "endDate": "end",
    "end_date": "end",
    "company": "organization",
    "employer": "organization",
    "studyType": "degree",
    "label": "headline",
    "photo": "image",
    "profiles": "the networks' own names",
    "social_networks": "the networks' own names",
    "reference": "summary",
    "text": "summary",
    "bullets": "highlights",
    "gpa": "score",
    "enrolment": "enrollment",
}

FOREIGN_SECTIONS = {
    "work": "experience",
    "volunteer": "volunteering",
    "basics": "profile and contact",
    "profiles": "contact",
    "social_networks": "contact",
}
