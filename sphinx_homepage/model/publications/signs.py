"""The signs behind authors' names: who contributed equally, who corresponds; and the legend that says so."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_homepage.model.publications.names import Name, Names

_SIGNS: Final = "*†‡§¶‖#"
LABELS: Final = {
    "equal": "Equal contribution",
    "corresponding": "Corresponding author",
    "student": "Student",
}
"""The roles that have a sign of their own, in the order of the signs, with their labels (message ids)."""
_LOOK_ALIKES: Final = str.maketrans({"∗": "*", "＊": "*", "⋆": "*", "∥": "‖", "∣": "‖"})


class Sign(NamedTuple):
    """A sign behind a name."""

    text: str
    """``*``."""
    role: str = ""
    """The role that it stands for; empty for what was typed behind the name."""


class LegendRow(NamedTuple):
    """What one sign means."""

    sign: str
    role: str
    label: str
    """An English message id; of a role that is not known, its name as typed."""
    is_message: bool = True
    """Whether the catalogues have the label."""


class Signs:
    """The signs of one list: the same role has the same sign in all of it.

    Equal contribution is ``*``, a corresponding author ``†``, a student ``‡``, further roles ``§ ¶ ‖ #`` and
    then ``**``, in the order in which they first occur. A sign that an entry with roles has typed behind a
    name is passed over, unless it stands behind exactly those who have the role.

    Args:
        entries: The authors (and editors) of every entry of the list, in order.
    """

    def __init__(self, entries: Iterable[Names]) -> None:
        occurring: dict[str, None] = {}
        taken: dict[str, set[str]] = {}  # The sign -> the roles that may have it all the same.
        for names in entries:
            carriers: dict[str, set[int]] = {}
            typed: dict[str, set[int]] = {}
            for at, name in enumerate(names.people):
                for role in _roles_of(name):
                    carriers.setdefault(role, set()).add(at)
                for sign in _typed_signs(name):
                    typed.setdefault(sign.translate(_LOOK_ALIKES), set()).add(at)
            occurring |= dict.fromkeys(carriers)
            if carriers:
                for sign, whom in typed.items():
                    meant = {role for role, those in carriers.items() if those == whom}
                    taken[sign] = taken[sign] & meant if sign in taken else meant
        known = [role for role in LABELS if role in occurring]
        others = [role for role in occurring if role not in LABELS]
        preferred = dict(zip(LABELS, _SIGNS, strict=False))
        self._signs: dict[str, str] = {}
        for role in known:
            if role in taken.get(preferred[role], {role}):
                self._signs[role] = preferred[role]
        for role in (*known, *others):
            if role not in self._signs:
                kept = {*taken, *preferred.values(), *self._signs.values()}
                self._signs[role] = next(sign for sign in _all_signs() if sign not in kept)
        self.legend: tuple[LegendRow, ...] = tuple(
            _row(role, self._signs[role]) for role in (*known, *others)
        )
        """The roles that occur in the list, each once: first those known, then others as they first occur."""

    def of(self, name: Name) -> tuple[Sign, ...]:
        """Return the signs behind *name*: first those that were typed, then those of its roles.

        A role whose sign was typed already has it once.
        """
        roles = {self._signs[role]: role for role in _roles_of(name) if role in self._signs}
        signs = [Sign(typed, roles.pop(typed.translate(_LOOK_ALIKES), "")) for typed in _typed_signs(name)]
        order = [row.sign for row in self.legend]
        return (*signs, *(Sign(sign, roles[sign]) for sign in sorted(roles, key=order.index)))


def _row(role: str, sign: str) -> LegendRow:
    if role in LABELS:
        return LegendRow(sign, role, LABELS[role])
    return LegendRow(sign, role, role[:1].upper() + role[1:], is_message=False)


def _roles_of(name: Name) -> list[str]:
    # Who "self" is, is shown in another way.
    return [role for role in name.roles if role != "self"]


def _typed_signs(name: Name) -> list[str]:
    """Return the signs typed behind a name, one by one; the same twice is one: ``**``."""
    signs: list[str] = []
    for sign in name.symbols:
        if sign in " ,;":
            continue
        if signs and signs[-1][0] == sign:
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs


def _all_signs() -> Iterator[str]:
    for times in count(1):
        for sign in _SIGNS:
            yield sign * times


def author_signs(entries: Iterable[Names]) -> Signs:
    """Return the signs of a list, and its legend."""
    return Signs(entries)
