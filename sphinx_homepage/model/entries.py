"""What every entry of a record has: the fields that all sections share."""

from __future__ import annotations

from inspect import get_annotations
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pydantic import PrivateAttr, model_validator

from sphinx_homepage.model.dates import OrderError, Span, When, Written, between, span
from sphinx_homepage.model.fields import (
    Block,
    Dates,
    Details,
    EndDate,
    Inline,
    OneDate,
    Only,
    Shown,
    StartDate,
    Texts,
    Url,
    field,
)
from sphinx_homepage.model.parts import Fields, Links, Picture
from sphinx_homepage.model.text import Position, Tree  # noqa: TC001 - pydantic reads them
from sphinx_homepage.model.values import FreeText, as_list

if TYPE_CHECKING:
    from collections.abc import Iterator


class Common(Fields):
    """The fields that ``profile`` and ``contact`` share with every other entry."""

    own_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that the section has beside those of every entry; what it inherits comes last."""
    nested: ClassVar[dict[str, type[Entry]]] = {}
    """The fields that hold entries, and the row of each."""
    private_by_default: ClassVar[tuple[str, ...]] = ()
    """The fields that are private where ``private`` is not given."""
    section: ClassVar[str] = ""
    """The name of the section: the class's own, in lower case."""

    image: Picture = field("body", "A picture and its alternative text.")
    summary: Block = field("body", "Running text.")
    links: Links = field("link", "More links.")
    only: Only = field("hidden", "Shown in the PDF only, or on the web only.")
    private: Texts = field("hidden", "The names of the entry's fields that no page shows.")

    _typed_at: Position | None = PrivateAttr(default=None)
    _extras: dict[str, Tree] = PrivateAttr(default_factory=dict)
    _anchor: str = PrivateAttr(default="")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.section = cls.__name__.lower()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        bases = [base for base in cls.__mro__ if base.__module__ == __name__ and issubclass(base, Fields)]
        shared = {name for base in bases for name in base.model_fields}
        typed = [name for base in cls.__mro__ for name in get_annotations(base)]
        cls.own_fields = tuple(
            dict.fromkeys(name for name in typed if name in cls.model_fields and name not in shared)
        )
        cls.nested = {
            name: cast("type[Entry]", part)
            for name, part in cls.composed.items()
            if cls.shown(name).place == "entries"
        }
        if "heads" not in cls.__dict__:
            cls.heads = cls.own_fields[:2]

    @classmethod
    def shown(cls, name: str) -> Shown:
        """Return where the field *name* is shown."""
        return next(item for item in cls.model_fields[name].metadata if isinstance(item, Shown))

    @property
    def typed_at(self) -> Position | None:
        """Where the entry was typed."""
        return self._typed_at

    @property
    def extras(self) -> dict[str, Tree]:
        """The entry's ``x-`` keys: kept, never printed."""
        return self._extras

    @property
    def anchor(self) -> str:
        """The anchor that the record gave the entry, or nothing for an entry that stands in no record."""
        return self._anchor

    @property
    def head(self) -> str | None:
        """The field that heads this entry: the first of :attr:`heads` that it has, else any of its own."""
        for name in (*self.heads, *self.own_fields):
            if getattr(self, name) is not None:
                return name
        return None

    def children(self) -> Iterator[Entry]:
        """Yield the entries that nest in this one, in the order they are shown."""
        for name in self.nested:
            yield from getattr(self, name) or ()

    def published(self) -> Self:
        """Return the entry without its private fields."""
        private = self.private_by_default if self.private is None else self.private
        return self.without(*(name.replace("-", "_") for name in private))

    def without(self, *names: str) -> Self:
        """Return the entry without the fields *names*, networks among them."""
        changes: dict[str, Any] = {name: None for name in names if getattr(self, name, None) is not None}
        profiles: dict[str, Any] = getattr(self, "profiles", None) or {}
        if not profiles.keys().isdisjoint(names):
            changes["profiles"] = {key: user for key, user in profiles.items() if key not in names}
        return self.model_copy(update=changes) if changes else self


class Entry(Common):
    """One entry of a section."""

    date: Dates = field("hidden", "When: a point, a range, or several of them.")
    start: StartDate = field("hidden", "When it began; alone it means that it goes on.")
    end: EndDate = field("hidden", "When it ended.")
    sort_date: OneDate = field("hidden", "What to sort by, beside a date in free words.")
    location: Inline = field("where", "Where.")
    kind: Inline = field("hidden", "A name to select and to group by.")
    status: Inline = field("aside", "In what state: in press, on leave ...")
    note: Inline = field("aside", "A few words printed after the head.")
    details: Details = field("fact", "Further facts, each behind its label.")
    url: Url = field("link", "Where to read more; the head links to it.")
    highlights: Texts = field("body", "What is worth telling, as a bulleted list.")
    keywords: Texts = field("fact", "Printed after the text.", "Keywords")
    tags: Texts = field("hidden", "Only to select by.")
    id: Inline = field("hidden", "The entry's anchor, else made from its words.")

    @model_validator(mode="before")
    @classmethod
    def _allow_free_date(cls, data: Any) -> Any:
        """A date may be any text where a ``sort_date`` stands beside it."""
        if not isinstance(data, dict) or data.get("sort_date") is None or data.get("date") is None:
            return data
        return data | {
            "date": [FreeText(item, getattr(item, "position", None)) for item in as_list(data["date"])]
        }

    @property
    def when(self) -> tuple[When, ...]:
        """The entry's dates: those of ``date``, else what ``start`` and ``end`` say together."""
        if self.date:
            return self.date
        if self.start is None and self.end is None:
            return ()
        if isinstance(self.start, Written) or isinstance(self.end, Written):
            return tuple(part for part in (self.start, self.end) if part is not None)
        try:
            return (between(self.start, self.end),)
        except OrderError:  # Reported when the entry was read; both are shown as typed.
            return tuple(part for part in (self.start, self.end) if part is not None)

    @property
    def sort_key(self) -> Span:
        """The entry's place among others; a greater one is newer."""
        return span((self.sort_date,) if self.sort_date else self.when)
