"""The fields of every section: a class for each row of the table, of the row's name.

What a class says of a field (its type, where an entry shows it, what it means, its label)
is what directives, validation, the JSON Schema and the reference pages are made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, create_model, model_validator

from sphinx_homepage.model.entries import Common, Entry
from sphinx_homepage.model.fields import (
    AnyText,
    Block,
    Email,
    Emails,
    Form,
    Inline,
    Texts,
    Url,
    field,
    filled,
)
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.parts import Terms, ThesisField  # noqa: TC001 - pydantic reads them
from sphinx_homepage.model.publications.fields import FIELDS as PUBLICATION_FIELDS
from sphinx_homepage.model.publications.fields import Field as PublicationField
from sphinx_homepage.model.publications.fields import find_field, is_hidden
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import as_list


class Profiles(Common):
    """The fields of who can be found on networks: one for each network, under its name."""

    gathering = "*profiles"

    profiles: Annotated[
        dict[str, AnyText] | None,
        BeforeValidator(filled),
        Field(validation_alias="*profiles"),
        Form("a user name, or the profile's address, under the network's name"),
    ] = field("link", "The person on a network.")

    @model_validator(mode="before")
    @classmethod
    def _gather_profiles(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        profiles = {key: user for key, user in data.items() if key in NETWORKS}
        fields = {key: value for key, value in data.items() if key not in {*profiles, cls.gathering}}
        return fields | ({cls.gathering: profiles} if profiles else {})


class Profile(Common):
    """Who the person is."""

    heads: ClassVar = ("name",)

    name: Inline = field("head", "The name, as the person writes it.")
    prefix: Inline = field("hidden", "What stands before the name: Dr., Prof.")
    suffix: Inline = field("hidden", "What stands after it: PhD, Jr.")
    family_name: Inline = field(
        "hidden", "The part of the name that is the family's, for sorting and citing."
    )
    native_name: Inline = field("aside", "The name in its own script.")
    other_names: Texts = field("hidden", "Names that papers may carry; matched, never printed.")
    pronouns: Inline = field("aside", "Pronouns.")
    headline: Inline = field("subtitle", "The person in one line.")
    organization: Texts = field(
        "subtitle", "Where the person works; by default that of the ongoing experience."
    )


class Contact(Profiles):
    """How to reach the person."""

    heads: ClassVar = ()
    private_by_default: ClassVar = ("phone", "address")

    email: Emails = field("link", "E-mail addresses.", "Email")
    phone: Texts = field("link", "Telephone numbers; private unless `private` says otherwise.", "Phone")
    address: Texts = field("where", "Postal addresses; private unless `private` says otherwise.", "Address")
    office: Texts = field("where", "Rooms.", "Office")
    location: Inline = field("where", "Town and country.", "Location")
    website: Url = field("link", "The person's own site.", "Website")


class Projects(Entry):
    """Pieces of work with a name."""

    name: Inline = field("head", "The project's name.")
    role: Inline = field("subtitle", "What the person did in it.")
    organization: Inline = field("subtitle", "For whom.")
    repository: Url = field("link", "Where its source is.", "Repository")


def _rows(of: type[Entry]) -> BeforeValidator:
    """Accept one entry where a list belongs, and a bare text as an entry with its head alone."""

    def read(value: object) -> object:
        return [item if isinstance(item, dict) else {of.heads[0]: item} for item in as_list(value)]

    return BeforeValidator(read)


class Positions(Entry):
    """Posts that one employer gave one after the other."""

    position: Inline = field("head", "The post.")
    focus: Inline = field("aside", "Its subject, printed in parentheses.")
    projects: Annotated[tuple[Projects, ...] | None, _rows(Projects)] = field(
        "entries", "What was done in it."
    )


class Experience(Entry):
    """Employment: an employer, the positions held there, and the projects done in each."""

    organization: Inline = field("head", "The employer.")
    department: Inline = field("subtitle", "The part of it.")
    position: Inline = field("subtitle", "The post.")
    focus: Inline = field("aside", "The post's subject, printed in parentheses.")
    positions: Annotated[tuple[Positions, ...] | None, _rows(Positions)] = field(
        "entries", "Several posts, newest first."
    )
    projects: Annotated[tuple[Projects, ...] | None, _rows(Projects)] = field("entries", "Titled projects.")


class Education(Entry):
    """Degrees and the places that gave them."""

    institution: Inline = field("head", "The school or university.")
    department: Inline = field("subtitle", "The part of it.")
    degree: Inline = field("subtitle", "The degree, as it is called there.")
    area: Inline = field("subtitle", "The subject.")
    score: Inline = field("fact", "The mark, printed as typed.", "Score")
    courses: Texts = field("fact", "Courses worth naming.", "Selected courses")
    thesis: ThesisField = field("fact", "The thesis.", "Thesis")
    advisors: Texts = field("fact", "Who advised.", "Advisors")


def _of_kind(row: PublicationField) -> Any:
    """Return the type of a field of the table of publications' fields."""
    types = {"names": Texts, "words": Texts, "path": Url}
    return Block if row.name in {"abstract", "annotation"} else types.get(row.kind, Inline)


if TYPE_CHECKING:
    _BibtexFields = Entry
else:
    _BibtexFields = create_model(
        "_BibtexFields",
        __base__=Entry,
        __module__=__name__,
        **{
            row.name: (_of_kind(row), field("hidden", row.meaning))
            for row in PUBLICATION_FIELDS.values()
            if row.name not in Entry.model_fields
        },
    )


class Publications(_BibtexFields):
    """Papers, books and other works, with BibTeX's field names."""

    heads: ClassVar = ("title", "author")

    title: Inline = field("head", "The title.")
    author: Texts = field("subtitle", "The authors, in order.")
    type: Inline = field("hidden", "BibTeX's entry type: article, inproceedings, phdthesis ...")
    journal: Inline = field("subtitle", "The journal.")
    booktitle: Inline = field("subtitle", "The proceedings or the book.")
    publisher: Inline = field("subtitle", "The publisher.")
    school: Inline = field("subtitle", "The university of a thesis.")
    institution: Inline = field("subtitle", "The institution of a report.")
    editor: Texts = field("fact", "The editors.", "Editors")
    volume: Inline = field("fact", "The volume.", "Volume")
    number: Inline = field("fact", "The number.", "Number")
    pages: Inline = field("fact", "The pages.", "Pages")
    year: Inline = field("hidden", "The year; `date` says it too.")
    month: Inline = field("hidden", "The month.")
    doi: Inline = field("link", "The DOI.", "DOI")
    eprint: Inline = field("link", "The arXiv identifier.", "arXiv")
    isbn: Inline = field("fact", "The ISBN.", "ISBN")
    abstract: Block = field("body", "The abstract.")

    @model_validator(mode="before")
    @classmethod
    def _read_aliases(cls, data: Any) -> Any:
        """Give fields their names here, in what was typed; keep what no site shows under ``x-`` keys."""
        if not isinstance(data, dict):
            return data
        names = {key: cls._name_of(key) for key in data}
        if any(key != name for key, name in names.items()):
            taken = {key for key, name in names.items() if key == name}
            renamed = []
            for key, value in data.items():
                name = names[key] if names[key] not in taken else key
                taken.add(name)
                renamed.append((Text(name, getattr(key, "position", None)), value))
            data.clear()
            data.update(renamed)
        return data

    @classmethod
    def _name_of(cls, key: str) -> str:
        if key.replace("-", "_") in cls.model_fields or key.startswith("x-"):
            return key
        row = find_field(key.lower()) or find_field(key.lower().replace("-", "_"))
        return row.name if row else f"x-{key}" if is_hidden(key.lower()) else key


class Skills(Entry):
    """What the person can do: texts, or groups of keywords."""

    name: Inline = field("head", "The skill, or the group's name.")
    level: Inline = field("aside", "How well.")


class Interests(Skills):
    """What the person cares about: texts, or groups of keywords."""


class Languages(Entry):
    """Languages spoken and written."""

    language: Inline = field("head", "The language.")
    fluency: Inline = field("subtitle", "How well, in words or as a CEFR level.")


class Awards(Entry):
    """Prizes, medals and distinctions."""

    title: Inline = field("head", "The award.")
    awarder: Inline = field("subtitle", "Who gave it.")
    amount: Inline = field("subtitle", "How much it carried.")


class Grants(Entry):
    """Money won for research."""

    title: Inline = field("head", "The grant's title.")
    funder: Inline = field("subtitle", "Who pays.")
    number: Inline = field("aside", "The funder's number.")
    role: Inline = field("subtitle", "Principal investigator, co-investigator ...")
    amount: Inline = field("fact", "The whole amount.", "Amount")
    share: Inline = field("fact", "The person's part of it.", "Share")


class Talks(Entry):
    """Talks given."""

    title: Inline = field("head", "The title.")
    event: Inline = field("subtitle", "Where it was given: conference, seminar.")
    authors: Texts = field("subtitle", "All who gave it, in order.")
    slides: Url = field("link", "The slides.", "Slides")
    video: Url = field("link", "A recording.", "Video")


class Teaching(Entry):
    """Courses taught."""

    course: Inline = field("head", "The course.")
    code: Inline = field("aside", "Its code.")
    role: Inline = field("subtitle", "Lecturer, teaching assistant ...")
    organization: Inline = field("subtitle", "Where.")
    enrollment: Inline = field("fact", "How many took it.", "Enrollment")
    terms: Terms = field("fact", "When it was given.", "Terms")


class Advising(Entry):
    """Students advised."""

    name: Inline = field("head", "The student.")
    topic: Inline = field("subtitle", "What on.")
    role: Inline = field("subtitle", "Advisor, committee member ...")
    placement: Inline = field("fact", "Where they went.", "Placement")


class Service(Entry):
    """Work for the community: reviewing, organizing, committees."""

    role: Inline = field("head", "What the person does.")
    organization: Inline = field("subtitle", "For whom.")


class Memberships(Entry):
    """Societies the person belongs to."""

    organization: Inline = field("head", "The society.")
    position: Inline = field("subtitle", "Member, fellow, chair ...")


class Volunteering(Memberships):
    """Unpaid work."""


class Certificates(Entry):
    """Certificates and licences."""

    name: Inline = field("head", "The certificate.")
    issuer: Inline = field("subtitle", "Who issued it.")
    number: Inline = field("aside", "Its number.")
    expires: Inline = field("fact", "When it ends.", "Expires")


class Patents(Entry):
    """Patents applied for and granted."""

    title: Inline = field("head", "The title.")
    inventors: Texts = field("subtitle", "The inventors, in order.")
    number: Inline = field("aside", "The number.")
    office: Inline = field("subtitle", "The patent office.")


class Press(Entry):
    """What others wrote or said about the work."""

    title: Inline = field("head", "The piece's title.")
    outlet: Inline = field("subtitle", "Where it appeared.")


class References(Entry):
    """People who would recommend the person."""

    name: Inline = field("head", "The referee.")
    position: Inline = field("subtitle", "The referee's post.")
    organization: Inline = field("subtitle", "The referee's employer.")
    email: Email = field("link", "An e-mail address.", "Email")
    phone: Inline = field("link", "A telephone number.", "Phone")


class News(Entry):
    """What happened lately."""

    heads: ClassVar = ("date", "summary")


class People(Entry, Profiles):
    """Members of a group."""

    heads: ClassVar = ("name", "position")

    name: Inline = field("head", "The person.")
    position: Inline = field("subtitle", "The person's post.")
    organization: Inline = field("subtitle", "The person's employer.")
    email: Email = field("link", "An e-mail address.", "Email")
    phone: Inline = field("link", "A telephone number.", "Phone")


class Entries(Entry):
    """Anything that no other section fits."""

    title: Inline = field("head", "The title.")
    subtitle: Inline = field("subtitle", "The line below it.")
