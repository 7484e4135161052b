"""Contact cards: vCard 3 (RFC 2426) and 4 (RFC 6350, RFC 9554), and what old telephones write as 2.1."""

from __future__ import annotations

import quopri
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.importing.found import Found, Note
from sphinx_homepage.importing.markup import from_text, with_scheme
from sphinx_homepage.importing.pictures import as_address
from sphinx_homepage.importing.reading import RefusedError, head_of, text_of
from sphinx_homepage.importing.records.trees import entry_of, keep
from sphinx_homepage.model.networks import find_network
from sphinx_homepage.model.text import Mapping, Position, Text
from sphinx_homepage.sources.foreign_contact import add_link, add_profile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NOT_KEPT: Final = {
    *(
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "REV",
        "UID",
        "SORT-STRING",
        "CLASS",
        "X-ABUID",
        "X-ABLABEL",
        "SOURCE",
    ),
    *("KIND", "MAILER", "CLIENTPIDMAP", "X-ABSHOWAS", "CREATED", "PROFILE", "NAME", "X-ABADR"),
}
"""What the card says of itself."""
_FRAME: Final = {"BEGIN", "END", "X-ABLABEL", "X-ABADR", "X-ABSHOWAS"}
"""Of these what belongs to other lines."""
_BINARY: Final = {"PHOTO", "LOGO", "SOUND", "KEY"}
_NAMES: Final = re.compile(
    r"(?:([\w-]+)\.)?([\w-]+)((?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(.*)\Z", re.DOTALL
)


class _Line(NamedTuple):
    group: str
    name: str
    types: dict[str, str]
    value: Text


def is_one(path: Path) -> bool:
    """Whether a file begins as a contact card."""
    return head_of(path).lstrip(b"\xef\xbb\xbf \t\r\n")[:11].upper() == b"BEGIN:VCARD"


def read(path: Path) -> Found:
    """Return what its first card holds."""
    source, notes = text_of(path)
    cards = _cards(source, path.name)
    if not cards:
        raise RefusedError("the card in it is not ended: END:VCARD is missing")
    if len(cards) > 1:
        line = cards[1][0].value.position
        message = f"it has {len(cards)} cards; the first is read, the others are left out"
        notes.append(Note(path.name, line.line if line else None, message))
    data, said = _convert(cards[0], path.name)
    return Found(data=data, notes=[*notes, *said])


def _cards(source: str, name: str) -> list[list[_Line]]:
    cards: list[list[_Line]] = []
    card: list[_Line] | None = None
    for line in _lines(source, name):
        if line.name == "BEGIN":
            card = [line]
        elif line.name == "END" and card is not None:
            cards.append(card)
            card = None
        elif card is not None:
            card.append(line)
    return cards


def _lines(source: str, name: str) -> Iterator[_Line]:
    """Yield the lines, each with those that go on with it."""
    typed = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    number = 0
    while number < len(typed):
        first = number
        text = typed[number]
        parts = [text]
        number += 1
        is_quoted = "QUOTED-PRINTABLE" in text.partition(":")[0].upper()
        while number < len(typed) and (
            typed[number][:1] in {" ", "\t"} or (is_quoted and parts[-1].endswith("="))
        ):
            if is_quoted and parts[-1].endswith("="):
                parts[-1] = parts[-1][:-1]
                parts.append(typed[number])
            else:
                parts.append(typed[number][1:])
            number += 1
        found = _NAMES.match("".join(parts))
        if found:
            value = _decoded(found[4], found[3].upper())
            position = Position(name, first + 1, 1)
            yield _Line((found[1] or "").lower(), found[2].upper(), _types(found[3]), Text(value, position))


def _decoded(value: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters:
        return value
    charset = re.search(r"CHARSET=\"?([\w-]+)", parameters)
    try:
        return quopri.decodestring(value.encode("utf-8")).decode(
            charset[1] if charset else "utf-8", "replace"
        )
    except LookupError:
        return value


def _types(parameters: str) -> dict[str, str]:
    types: dict[str, str] = {}
    for part in parameters.split(";"):
        name, equals, value = part.partition("=")
        key, text = (name.upper(), value) if equals else ("TYPE", name)
        if text:
            types[key] = f"{types[key]},{text.strip(chr(34))}" if key in types else text.strip('"')
    return types


def _plain(text: str) -> str:
    r"""Return a value without its escapes: ``\n``, ``\,``, ``\;``, ``\\``."""
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text, flags=re.DOTALL
    ).strip()


def _parts(text: str, sign: str = ";") -> list[str]:
    """Return the parts of a value with several, without their escapes."""
    return [_plain(part) for part in re.split(rf"(?<!\\){sign}", text)]


def _convert(card: list[_Line], name: str) -> tuple[Mapping, list[Note]]:
    notes: list[Note] = []
    profile, contact = Mapping(), Mapping()
    labels = {line.group: _plain(line.value) for line in card if line.name == "X-ABLABEL"}
    for line in sorted(card, key=lambda line: _preference(line.types)):
        at = line.value.position
        text = Text(_plain(line.value), at)
        if not text or line.name in _NOT_KEPT or line.name.startswith("X-MS-OL-"):
            continue
        if line.name == "PHOTO":
            _read_photo(profile, line, text)
        elif line.name in _BINARY:
            message = f"the {line.name.lower()} of the card is not carried over"
            notes.append(Note(name, at.line if at else None, message))
        elif not _read_person(profile, line, text) and not _read_contact(contact, line, text, labels):
            keep(profile, line.name.lower().removeprefix("x-"), text)
    left = dict.fromkeys(
        line.name
        for line in card
        if line.name.startswith("X-MS-OL-") or (line.name in _NOT_KEPT and line.name not in _FRAME)
    )
    if left:
        message = f"lines that only programs have a use for are left out: {', '.join(left)}"
        notes.append(Note(name, None, message))
    _order(
        profile,
        ("name", "prefix", "suffix", "family_name", "other_names", "pronouns", "headline", "organization"),
    )
    _order(contact, ("email", "phone", "address", "location", "website"))
    data = Mapping()
    data["profile"], data["contact"] = profile, contact
    return data, notes


def _read_photo(profile: Mapping, line: _Line, text: Text) -> None:
    """Give *profile* the portrait that is in the card; of one that lies elsewhere the address is kept."""
    if text.startswith(("http:", "https:")):
        keep(profile, "photo", text)
    elif "image" not in profile:
        source = text if text.startswith("data:") else as_address(text)
        profile[Text("image", text.position)] = Text(source, text.position)


def _preference(types: dict[str, str]) -> int:
    """Return 0 for what is preferred, and 1 for the rest."""
    return 0 if "pref" in types.get("TYPE", "").lower().split(",") or types.get("PREF") == "1" else 1


def _order(entry: Mapping, names: tuple[str, ...]) -> None:
    ordered = {key: entry[key] for name in names for key in entry if key == name}
    rest = {key: value for key, value in entry.items() if key not in ordered}
    entry.clear()
    entry.update(ordered | rest)


def _read_person(profile: Mapping, line: _Line, text: Text) -> bool:
    """Give *profile* what a line says of the person; return whether it did."""
    at = text.position
    fields: dict[str, str] = {}
    match line.name:
        case "FN":
            fields["name"] = text
        case "N":
            family, given, more, prefix, suffix = [*_parts(line.value), "", "", "", "", ""][:5]
            fields = {"family_name": family, "prefix": prefix, "suffix": suffix}
            if "name" not in profile:
                fields["name"] = " ".join(part for part in (given, more, family) if part)
        case "TITLE":
            fields["headline"] = text
        case "ROLE":
            fields["headline" if "headline" not in profile else "x-role"] = text
        case "ORG":
            fields["organization"] = ", ".join(part for part in _parts(line.value) if part)
        case "NOTE":
            fields["summary"] = text
        case "PRONOUNS":
            fields["pronouns"] = text
        case "NICKNAME":
            names = [from_text(Text(part, at)) for part in _parts(line.value, ",") if part]
            profile |= entry_of(other_names=names)
            return True
        case _:
            return False
    for key, value in fields.items():
        if value and (key not in profile or line.name == "FN"):
            profile[Text(key, at)] = from_text(Text(value, at))
        elif value and profile.get(key) != from_text(value):
            keep(profile, key, Text(value, at))
    return True


def _read_contact(contact: Mapping, line: _Line, text: Text, labels: dict[str, str]) -> bool:
    """Give *contact* what a line says of how to reach the person; return whether it did."""
    label = re.sub(r"_\$!<(.*)>!\$_", r"\1", labels.get(line.group, ""))
    match line.name:
        case "EMAIL":
            _add(contact, "email", Text(re.sub(r"(?i)^mailto:", "", text), text.position))
        case "TEL" if "fax" in line.types.get("TYPE", "").lower().split(","):
            keep(contact, "fax", text)
        case "TEL":
            _add(contact, "phone", Text(re.sub(r"(?i)^tel:", "", text), text.position))
        case "ADR":
            box, extended, street, town, region, code, country = [*_parts(line.value), *[""] * 7][:7]
            whole = ", ".join(
                part for part in (box, street, extended, f"{code} {town}".strip(), region, country) if part
            )
            place = ", ".join(part for part in (town, region, country) if part)
            if street or box or extended:
                _add(contact, "address", from_text(Text(" ".join(whole.split()), text.position)))
            if place and "location" not in contact:
                contact[Text("location", text.position)] = from_text(
                    Text(" ".join(place.split()), text.position)
                )
        case "URL":
            text = with_scheme(text)
            if "website" not in contact and not label:
                contact[Text("website", text.position)] = text
            else:
                add_link(contact, from_text(Text(label, text.position) if label else text), text)
        case "X-SOCIALPROFILE" | "SOCIALPROFILE" | "IMPP" | "X-SOCIAL-PROFILE":
            network = (
                line.types.get("SERVICE-TYPE")
                or line.types.get("X-SERVICE-TYPE")
                or line.types.get("TYPE", "")
            )
            network = network.split(",")[0] or text.partition(":")[0]
            user = line.types.get("USERNAME") or line.types.get("X-USER")
            _add_profile(contact, Text(network, text.position), text, user)
        case name if name.startswith("X-") and find_network(name[2:]):
            add_profile(contact, Text(name[2:].lower(), text.position), text)
        case _:
            return False
    return True


def _add(contact: Mapping, key: str, text: Text) -> None:
    before = contact.get(key)
    if before is None:
        contact[Text(key, text.position)] = text
    elif isinstance(before, list):
        before.append(text)
    elif before != text:
        from sphinx_homepage.model.text import Sequence

        contact[key] = Sequence([before, text])


def _add_profile(contact: Mapping, network: Text, text: Text, user: str | None) -> None:
    is_page = text.startswith(("http://", "https://"))
    name = (
        Text(user, text.position)
        if user
        else None
        if is_page
        else Text(text.partition(":")[2] or text, text.position)
    )
    add_profile(contact, network, name, text if is_page else None)
