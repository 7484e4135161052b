"""Which author is the person whose homepage this is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.model.networks import ProfileError, orcid_id
from sphinx_homepage.model.publications.people import ORCID, People, Person
from sphinx_homepage.model.publications.written_names import forms_of
from sphinx_homepage.model.values import MultilingualText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.model.publications.names import Name, Names
    from sphinx_homepage.model.rows import Contact, Profile

_KEYS: Final = ("names", "orcid", "exclude")
_ALMOST_ORCID: Final = re.compile(r"[0-9][0-9 -]{8,30}[0-9Xx]")
_FORM: Final = 'write a name, a list of names, or {"names": [...], "orcid": "...", "exclude": [...]}'


class Identity:
    """The person, as bibliographies may name them.

    Args:
        person: Their names and ORCID.
        exclude: Citation keys of what is not theirs, and spellings that are never they.
    """

    def __init__(self, person: Person, exclude: Iterable[str] = ()) -> None:
        self.person = person
        self._people = People([person])
        self._excluded = frozenset(map(_as_printed, exclude))

    def __bool__(self) -> bool:
        """Whether anything is known by which the person can be found."""
        return bool(self.person.names or self.person.orcid)

    def matches(self, name: Name, key: str = "") -> bool:
        """Whether *name* is the person.

        The role ``self`` decides, then what is excluded, then an ORCID, then the names.

        Args:
            name: One author.
            key: The entry's citation key.
        """
        return self._strength(name, key) > 0

    def found_in(self, names: Names, key: str = "") -> tuple[int, ...]:
        """Return which of an entry's *names* is the person, counted from 0; none where nobody is.

        Only those that match best: beside a ``Wen Li`` a ``W. Li`` is somebody else. Two that match alike are
        both returned.
        """
        found = [self._strength(name, key) for name in names.people]
        best = max(found, default=0)
        return tuple(at for at, strength in enumerate(found) if strength == best) if best else ()

    def _strength(self, name: Name, key: str) -> int:
        if "self" in name.roles:
            return ORCID + 1
        found = self._people.find(name).get(0, 0)
        if found and self._excluded:
            typed = {_as_printed(text) for text in (key, name.full, name.inverted) if text}
            return found if typed.isdisjoint(self._excluded) else 0
        return found


def _as_printed(text: str) -> str:
    """Return a spelling without case, stops and commas; accents and initials count."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(text.replace(".", " ").replace(",", " , ").split())


def identity_of(
    me: object, profile: Profile | None, contact: Contact | None
) -> tuple[Identity, list[Problem]]:
    """Return who the person is, from the setting and the record.

    Names in the setting take the place of the profile's, as they were chosen to; so does its ORCID of the
    contact's. Whichever the setting does not give is the record's.

    Args:
        me: The value of ``homepage_me``: nothing, a name, a list of names, or a mapping of ``names``
            (one or a list), ``orcid``, and ``exclude`` (citation keys, and names as printed).
        profile: The record's profile: its name, native name and other names are looked for.
        contact: The record's contact, which may have an ORCID.
    """
    problems: list[Problem] = []
    typed = me if isinstance(me, Mapping) else {} if me is None else {"names": me}
    for key in typed:
        if key not in _KEYS:
            message = f'homepage_me has no "{shown(str(key))}"{did_you_mean(str(key), _KEYS) or f"; {_FORM}"}'
            problems.append(Problem(Code.SETTING, message))
    names, orcid, found = read_people("homepage_me", typed.get("names"), _FORM)
    problems += found
    if stated := typed.get("orcid"):
        orcid = [*_read_orcid("homepage_me", stated, problems), *orcid]
    exclude, found = _texts("homepage_me", typed.get("exclude"), 'write "exclude" as a list of texts')
    problems += found
    family = str(profile.family_name or "") if profile else ""
    person = Person(
        _all_forms(names or _names_in(profile), family), next(iter([*orcid, *_orcid_in(contact)]), "")
    )
    return Identity(person, exclude), problems


def _names_in(profile: Profile | None) -> list[str]:
    if profile is None:
        return []
    texts = [profile.name, profile.native_name, *(profile.other_names or ())]
    return [
        str(words)
        for text in texts
        if text
        for words in (text.texts.values() if isinstance(text, MultilingualText) else [text])
    ]


def _orcid_in(contact: Contact | None) -> list[str]:
    typed = (contact.profiles or {}).get("orcid") if contact else None
    try:
        return [orcid_id(typed)] if typed else []
    except ProfileError:
        return []  # Said where the contact is shown.


def _all_forms(names: Iterable[str], family: str) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(form for name in names for form in forms_of(name, family)))


def read_people(setting: str, value: object, form: str) -> tuple[list[str], list[str], list[Problem]]:
    """Return the names and the ORCIDs in one value of a setting: a text, or a list of texts.

    Args:
        setting: What messages call it.
        value: As it stands in conf.py.
        form: What to write, for messages.
    """
    texts, problems = _texts(setting, value, form)
    names, orcids = [], []
    for text in texts:
        if is_orcid(text):
            orcids += _read_orcid(setting, text, problems)
        elif forms_of(text):
            names.append(text)
        else:
            problems.append(Problem(Code.SETTING, f'{setting} has "{shown(text)}", which is no name; {form}'))
    return names, orcids, problems


def is_orcid(text: str) -> bool:
    """Whether *text* is meant as an ORCID, right or not."""
    return "orcid.org/" in text.lower() or bool(_ALMOST_ORCID.fullmatch(text.strip()))


def _read_orcid(setting: str, value: object, problems: list[Problem]) -> list[str]:
    try:
        return [orcid_id(str(value))]
    except ProfileError as error:
        problems.append(Problem(Code.SETTING, f"{setting}: {error}"))
        return []


def _texts(setting: str, value: object, form: str) -> tuple[list[str], list[Problem]]:
    if value is None or value == "":
        return [], []
    values = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
    texts = [item.strip() for item in values if isinstance(item, str) and item.strip()]
    problems = [
        Problem(Code.SETTING, f"{setting} has {shown(repr(item))}, which is not a text; {form}")
        for item in values
        if not isinstance(item, str)
    ]
    return texts, problems
