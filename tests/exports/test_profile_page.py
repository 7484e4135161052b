"""A record as schema.org's ProfilePage, read by a JSON-LD processor and held against the vocabulary."""

from __future__ import annotations

import json

import pytest

from sphinx_homepage.exports.profile_page import given_name, page_items, profile_page
from sphinx_homepage.model.record import Record
from sphinx_homepage.model.validation import read_record
from sphinx_homepage.sources.yaml import parse

SITE = "https://adomako.example.org/"
CV = """\
profile:
  name: Abena *Adomako* Boateng
  prefix: Dr
  family_name: Adomako Boateng
  native_name: Абена
  other_names: [Othername Secret]
  headline: Works on tides
contact:
  email: abena@adomako.example.org
  phone: "+1-555-0100"
  orcid: 0000-0002-1825-0097
  github: abena-example
  website: https://adomako.example.org
  mastodon: "@abena@social.example.org"
  private: [phone, mastodon]
experience:
- organization: Harbour Institute
  url: https://harbour.example.org
  positions:
  - {position: Head of department, start: 2021-04}
  - {position: Researcher, start: 2018, end: 2021-03}
- {organization: Former Ltd, position: Clerk, start: 2001, end: 2004}
education:
- {institution: University of Somewhere, degree: PhD, start: 1999, end: 2003}
- {institution: Evening School, start: 2024}
interests: [Tides, {name: Group, keywords: [salt marshes, silt]}]
languages: [{language: Twi}, {language: Ukrainian, fluency: C1}, {language: Whistled}]
awards:
- {title: Tide Medal, awarder: Society of Harbours, date: 2019}
- {title: Secret prize, awarder: Hidden Fund, private: [awarder]}
projects:
- {name: Gauge, repository: https://code.example.org/gauge, start: 2020-01, keywords: [C++]}
- {name: Atlas </script><b>, organization: Harbour Institute, url: /atlas}
talks:
- title: What *mud* remembers
  event: Coast Days
  location: Accra
  date: 2024-05-07/2024-05-08
  slides: https://slides.example.org/mud.pdf
  video: /files/mud.mp4
"""


def record_of(source):
    tree, problems = parse(source, "cv.yaml")
    record, more = read_record(tree)
    assert [*problems, *more] == []
    return record


@pytest.fixture(scope="module")
def record():
    return record_of(CV)


@pytest.fixture(scope="module")
def page(record):
    return profile_page(
        record,
        site=SITE,
        image=f"{SITE}_images/me.jpg",
        description="Tides.",
        modified="2026-03-01",
        language="en",
    )


# What is used of https://schema.org, as the models of pydantic_schemaorg 1.0.6 have it, which needs an old
# pydantic.
THING = {"name", "alternateName", "description", "identifier", "image", "sameAs", "url"}
WORK = THING | {"inLanguage", "dateModified", "dateCreated", "keywords", "sourceOrganization", "contributor"}
VOCABULARY = {
    "ProfilePage": WORK | {"mainEntity"},
    "Person": THING
    | {"affiliation", "alumniOf", "award", "familyName", "givenName", "honorificPrefix", "honorificSuffix"}
    | {"jobTitle", "knowsAbout", "knowsLanguage", "worksFor"},
    "PropertyValue": THING | {"propertyID", "value"},
    "Organization": THING,
    "EducationalOrganization": THING,
    "Language": THING,
    "Place": THING | {"address"},
    "Event": THING
    | {"performer", "startDate", "endDate", "location", "superEvent", "workFeatured", "recordedIn"},
    "CreativeWork": WORK,
    "SoftwareSourceCode": WORK | {"codeRepository"},
    "PresentationDigitalDocument": WORK,
}
EXPECTED = {
    "Person": {
        "affiliation": {"Organization", "EducationalOrganization"},
        "alumniOf": {"EducationalOrganization"},
        "worksFor": {"Organization"},
        "identifier": {"PropertyValue"},
        "knowsLanguage": {"Language"},
    },
    "Event": {
        "performer": {"Person"},
        "location": {"Place"},
        "superEvent": {"Event"},
        "workFeatured": {"PresentationDigitalDocument"},
        "recordedIn": {"CreativeWork"},
    },
    "CreativeWork": {"contributor": {"Person"}, "sourceOrganization": {"Organization"}},
    "SoftwareSourceCode": {"contributor": {"Person"}, "sourceOrganization": {"Organization"}},
    "ProfilePage": {"mainEntity": {"Person"}},
}
"""The types that the vocabulary expects as the values of properties, as far as values are objects."""


def wrong_in(data):
    """Return the types and properties in *data* that schema.org does not have there."""
    if isinstance(data, list):
        return [wrong for item in data for wrong in wrong_in(item)]
    if not isinstance(data, dict) or "@value" in data:
        return []
    if "@graph" in data:
        return wrong_in(data["@graph"])
    kind = data["@type"]
    if kind not in VOCABULARY:
        return [kind]
    found = [f"{kind}.{name}" for name in data if name[0] != "@" and name not in VOCABULARY[kind]]
    for name, value in data.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "@value" not in item:
                is_expected = item["@type"] in EXPECTED.get(kind, {}).get(name, set())
                found += [] if is_expected else [f"{kind}.{name}: {item['@type']}"]
        found += wrong_in(value)
    return found


def test_every_type_and_property_is_schema_orgs(record, page):
    assert wrong_in(page) == []
    assert wrong_in(page_items(record, site=SITE)) == []
    assert wrong_in({"@type": "Person", "worksFor": {"@type": "Place", "size": 3}}) == [
        "Person.worksFor: Place",
        "Place.size",
    ]


def expanded(document):
    jsonld = pytest.importorskip("pyld", reason="needs PyLD from PyPI").jsonld
    context = {
        "@vocab": "https://schema.org/",
        **{name: {"@type": "@id"} for name in ("url", "image", "sameAs", "codeRepository")},
    }

    def load(url, _options):
        assert url in {"https://schema.org", "https://schema.org/"}
        return {
            "contextUrl": None,
            "documentUrl": url,
            "contentType": "application/ld+json",
            "document": {"@context": context},
        }

    return jsonld.expand(json.loads(json.dumps(document)), {"base": SITE, "documentLoader": load})


def test_a_processor_reads_the_page_and_the_person_as_things_of_the_site(page):
    (found,) = expanded(page)
    assert found["@type"] == ["https://schema.org/ProfilePage"]
    (person,) = found["https://schema.org/mainEntity"]
    assert person["@id"] == f"{SITE}#me"
    assert person["https://schema.org/name"] == [{"@value": "Abena Adomako Boateng"}]
    assert person["https://schema.org/alternateName"] == [{"@value": "Абена", "@language": "uk"}]
    assert person["https://schema.org/sameAs"] == [
        {"@id": "https://orcid.org/0000-0002-1825-0097"},
        {"@id": "https://github.com/abena-example"},
    ]


def test_the_person_of_a_talk_is_that_of_the_home_page(record, page):
    talk = expanded(page_items(record, site=SITE))[-1]
    assert talk["https://schema.org/performer"][0]["@id"] == page["mainEntity"]["@id"]


def test_the_page_has_what_google_asks_for_and_recommends(page):
    assert page["mainEntity"]["@type"] == "Person"
    assert {"dateModified", "mainEntity"} <= page.keys()
    assert {"name", "alternateName", "description", "identifier", "image", "sameAs"} <= page[
        "mainEntity"
    ].keys()


def test_the_person_is_what_the_record_says(page):
    assert page["mainEntity"] == {
        "@type": "Person",
        "@id": f"{SITE}#me",
        "url": SITE,
        "name": "Abena Adomako Boateng",
        "honorificPrefix": "Dr",
        "givenName": "Abena",
        "familyName": "Adomako Boateng",
        "alternateName": {"@value": "Абена", "@language": "uk"},
        "description": "Works on tides",
        "image": f"{SITE}_images/me.jpg",
        "jobTitle": "Head of department",
        "worksFor": {
            "@type": "Organization",
            "name": "Harbour Institute",
            "url": "https://harbour.example.org",
        },
        "affiliation": {"@type": "EducationalOrganization", "name": "Evening School"},
        "alumniOf": {"@type": "EducationalOrganization", "name": "University of Somewhere"},
        "knowsAbout": ["Tides", "salt marshes", "silt"],
        "knowsLanguage": ["tw", "uk", {"@type": "Language", "name": "Whistled"}],
        "award": ["Tide Medal, Society of Harbours, 2019", "Secret prize"],
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "ORCID",
            "value": "https://orcid.org/0000-0002-1825-0097",
        },
        "sameAs": ["https://orcid.org/0000-0002-1825-0097", "https://github.com/abena-example"],
    }


def test_talks_and_projects_are_what_the_record_says(record):
    me = {"@type": "Person", "@id": f"{SITE}#me"}
    assert page_items(record, site=SITE)["@graph"] == [
        {
            "@type": "SoftwareSourceCode",
            "name": "Gauge",
            "contributor": me,
            "codeRepository": "https://code.example.org/gauge",
            "dateCreated": "2020-01",
            "keywords": ["C++"],
        },
        {
            "@type": "CreativeWork",
            "name": "Atlas </script><b>",
            "contributor": me,
            "sourceOrganization": {"@type": "Organization", "name": "Harbour Institute"},
        },
        {
            "@type": "Event",
            "name": "What mud remembers",
            "performer": me,
            "startDate": "2024-05-07",
            "endDate": "2024-05-08",
            "location": {"@type": "Place", "name": "Accra", "address": "Accra"},
            "superEvent": {"@type": "Event", "name": "Coast Days"},
            "workFeatured": {
                "@type": "PresentationDigitalDocument",
                "url": "https://slides.example.org/mud.pdf",
            },
        },
    ]


def test_what_is_private_or_never_printed_is_not_said(record, page):
    text = json.dumps([page, page_items(record, site=SITE)], ensure_ascii=False)
    for secret in ("Othername", "555-0100", "social.example.org", "abena@", "Hidden Fund"):
        assert secret not in text


def test_without_an_address_nothing_is_said_of_addresses(record):
    person = profile_page(record)["mainEntity"]
    assert {"@id", "url"}.isdisjoint(person)
    assert page_items(record, name="Abena")["@graph"][0]["contributor"] == {
        "@type": "Person",
        "name": "Abena",
    }


def test_nobody_is_a_person_without_a_name():
    assert profile_page(Record()) == {}
    assert profile_page(Record(), name="Ng")["mainEntity"]["name"] == "Ng"
    assert page_items(Record()) == {}


@pytest.mark.parametrize(
    ("native", "languages", "expected"),
    [
        ("ქეთევან", "[Georgian]", "ka"),
        ("ქეთევან", "[French]", "ka"),
        ("久保田あおい", "[English, Japanese]", "ja"),
        ("김하늘", "[Korean]", "ko"),
        ("Κωνσταντίνα", "[]", "el"),
        ("{sr: Зорана}", "[]", "sr"),
        ("Ángela", "[Spanish]", None),
        ("'[\"\", 7]'", "[Spanish]", None),
    ],
)
def test_a_native_name_has_its_language_or_its_script(native, languages, expected):
    source = f"profile: {{name: Zed Doe, native_name: {native}}}\n"
    source += f"languages: {languages}\n" if languages != "[]" else ""
    name = profile_page(record_of(source))["mainEntity"]["alternateName"]
    assert (name["@language"] if isinstance(name, dict) else None) == expected


@pytest.mark.parametrize(
    ("full", "family", "given"),
    [
        ("Ana María López Ruiz", "López Ruiz", "Ana María"),
        ("Nagy Béla", "Nagy", "Béla"),
        ("久保田あおい", "久保田", "あおい"),
        ("Madonna", "Madonna", ""),
        ("Ana López", "Ruiz", ""),
        ("Ana", "", ""),
    ],
)
def test_the_given_name_is_what_the_family_name_leaves(full, family, given):
    assert given_name(full, family) == given
