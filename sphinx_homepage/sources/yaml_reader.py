"""The parser's events, read straight into a tree: every scalar a text with its position.

No tag is resolved, nothing is constructed, no node graph is composed, and a tree that nests deeply costs
no recursion.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.text import Mapping, Position, Sequence, Text
from sphinx_homepage.sources.yaml_aliases import NOWHERE, Anchored, Anchors
from sphinx_homepage.sources.yaml_faults import MAX_DEPTH, TOO_DEEP, UNCLOSED_QUOTE, StopError, fault_of
from sphinx_homepage.sources.yaml_lines import Shape, quoted

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Tree
    from sphinx_homepage.sources.yaml_faults import Fault
    from sphinx_homepage.sources.yaml_marks import Marks

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser of events: libyaml's, or the pure one where PyYAML was built without it."""

_NULLS: Final = frozenset({"", "~", "null"})
_EXPLICIT_KEY: Final = re.compile(r"\?\s")
_FIRST_WORD: Final = re.compile(r"(?:[ ]*\n)*([ ]*)\S")
_STRUCTURE: Final = re.compile(r"( *)(?:- |[\w-]+:(?:\s|$))")

# What is read next, where it is not the value of a key: told apart by identity.
_KEY: Final = Text("a key")
_ITEM: Final = Text("an item")


class Reader:
    """One pass over the parser's events: a tree, the problems that leave it whole, and the first fault.

    Args:
        marks: The text to read, and where it stands.
        typed: The characters that were typed, by the code points that stand for them in the text.
    """

    def __init__(self, marks: Marks, typed: dict[int, str | None]) -> None:
        self.fault: Fault | None = None
        self._marks = marks
        self._typed = typed
        self._anchors = Anchors(marks)
        self._event: Any = None
        self._folded: Any = None

    def read(self) -> Tree:
        """Return the tree, or as much of it as stands before the first fault."""
        root = Sequence()
        try:
            self._read_into(root)
        except StopError as stop:
            self.fault = stop.fault
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self.fault = fault_of(error, self._event, self._folded)
        self._anchors.report_unused()
        return root[0] if root else None

    def _read_into(self, root: Sequence) -> None:  # noqa: PLR0915 - one loop over all events, for speed
        marks, typed = self._marks, self._typed
        path, first_line, first_column = marks.origin
        text, edits = marks.text, marks.edits
        new_position: Any = tuple.__new__
        has_comments = " #" in text or "\t#" in text
        get_event = LOADER(text).get_event
        stack: list[tuple[Any, Text]] = []
        container: Any = root
        following: Text = _ITEM
        has_document = False
        event: Any = None
        node: Any
        while True:
            last = event
            self._event = event = get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                mark = event.start_mark
                line, column, style, value = mark.line, mark.column, event.style, event.value
                if typed:
                    value = value.translate(typed)
                if not style:
                    if value in _NULLS and following is not _KEY:
                        node = self._empty(mark, following) if has_comments and not value else None
                    else:
                        place = new_position(Position, (path, line + first_line, column + first_column))
                        node = Text(value, place, marks.cut(event.end_mark) if has_comments else None)
                elif style in "|>":
                    node = self._block(event, value, following)
                else:
                    node = Text(
                        value, new_position(Position, (path, line + first_line, column + first_column + 1))
                    )
                    if event.end_mark.line != line:
                        self._check_folded(event)
                if edits and line in edits:
                    node = self._as_edited(event, node)
                if event.tag is not None or event.anchor is not None:
                    node = self._with_properties(event, node, container, following)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                node = self._collection(event, len(stack))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                if event.end_mark.index == event.start_mark.index:
                    # A block collection's own end is where the next token begins, after all comments.
                    event = last
                container.typed = (marks.source, container.typed[1], marks.offset(event.end_mark))
                container, following = stack.pop()
                continue
            elif kind is yaml.AliasEvent:
                node = self._anchors.resolve(event, [container, *(frame[0] for frame in stack)])
                if node is NOWHERE:
                    if following is not _ITEM:
                        following = NOWHERE if following is _KEY else _KEY
                    continue
            elif kind is yaml.DocumentStartEvent:
                if has_document:
                    message = "a second document begins here and is not read: remove it, or this line"
                    marks.report(Code.YAML_SYNTAX, message, event.start_mark)
                    return
                has_document = True
                continue
            elif kind is yaml.StreamEndEvent:
                return
            else:
                continue

            if following is _ITEM:
                container.append(node)
            elif following is _KEY:
                if isinstance(node, Text):
                    if node in container:
                        self._report_duplicate(node, container, event.start_mark)
                        node = NOWHERE
                    following = node
                    continue
                message = (
                    "a list or a mapping stands as a key: write a text; the key and its value are left out"
                )
                marks.report(Code.YAML_SYNTAX, message, event.start_mark)
                following = NOWHERE
            else:
                if following is not NOWHERE:
                    container[following] = node
                following = _KEY
            if kind is not yaml.ScalarEvent and kind is not yaml.AliasEvent:
                stack.append((container, following))
                container = node
                following = _KEY if kind is yaml.MappingStartEvent else _ITEM

    def _collection(self, event: Any, depth: int) -> Mapping | Sequence:
        mark = event.start_mark
        if depth >= MAX_DEPTH:
            raise StopError(TOO_DEEP, mark)
        marks = self._marks
        collection: Mapping | Sequence
        if isinstance(event, yaml.MappingStartEvent):
            collection = Mapping()
            if _EXPLICIT_KEY.match(marks.text, mark.index) and not event.flow_style:
                line_start = marks.text.rfind("\n", 0, mark.index) + 1
                if marks.text[line_start : mark.index].strip():
                    # "- ? x" is a question mark that somebody typed; a "? x" of its own line is YAML's.
                    raise StopError("explicit key", mark)
        else:
            collection = Sequence()
        collection.position = marks.place(mark.line, mark.column)
        # To the end of the source, until the end is read: a fault may come before.
        collection.typed = (marks.source, marks.offset(mark), len(marks.source))
        if event.tag is not None:
            marks.report(Code.YAML_TAG, f'the tag "{_tag(event)}" is not followed: remove it', mark)
        if event.anchor is not None:
            self._anchors.add(event.anchor, collection)
        return collection

    # Comments

    def _empty(self, mark: Any, following: Text) -> Text | None:
        """Return what an empty value's author may have meant by the comment behind it."""
        marks = self._marks
        place = marks.cut(mark)
        if place is None or following is NOWHERE:
            return None
        rest = marks.text[mark.index :].partition("\n")[0].strip().translate(self._typed)
        if following is _ITEM:
            message = f'a "#" makes a comment of the whole item: write it as  - {quoted(rest)}'
            marks.problems.append(Problem(Code.YAML_COMMENT, message, place))
            return Text(rest, place)
        if rest[1:2].strip(" #"):
            # Not taken as the value: a telephone number that somebody commented out stays private.
            message = (
                f'a "#" makes a comment of the whole value: write it as  {following}: {quoted(rest)}, '
                'or a space after the "#" if it is a comment'
            )
            marks.problems.append(Problem(Code.YAML_COMMENT, message, place))
        return None

    # Scalars that span lines

    def _block(self, event: Any, value: str, following: Text) -> Text:
        """Return a block scalar: it begins in the line after its mark, at its indentation."""
        marks, mark = self._marks, event.start_mark
        if not value and following is _ITEM and event.anchor is None and event.tag is None:
            typed = marks.source[marks.offset(mark) :].partition("\n")[0].rstrip()
            message = f'no text is indented below the "{typed}": write it as  - {quoted(typed)}, or remove it'
            marks.report(Code.YAML_QUOTE, message, mark)
            return Text(typed, marks.place(mark.line, mark.column))
        start = marks.text.find("\n", mark.index) + 1
        indentation = 0
        if start and (written := _FIRST_WORD.match(marks.text, start)) and (own := _FIRST_WORD.match(value)):
            indentation = len(written[1]) - len(own[1])
        return Text(value, marks.place(mark.line + 1, indentation))

    def _check_folded(self, event: Any) -> None:
        """Stop where a quoted scalar has swallowed lines that are keys or items: its quote is not closed."""
        self._folded = event
        text = self._marks.text
        start = text.rfind("\n", 0, event.start_mark.index) + 1
        first, *others = text[start : event.end_mark.index].split("\n")
        level = Shape(first).level
        for line in others:
            structure = _STRUCTURE.match(line)
            if structure and len(structure[1]) <= level:
                raise StopError(UNCLOSED_QUOTE, event.start_mark)

    # Properties: tags and anchors

    def _with_properties(self, event: Any, node: Text | None, container: Any, following: Text) -> Text | None:
        """Return a scalar that has a tag or an anchor: with a tag, as typed."""
        marks, mark = self._marks, event.start_mark
        raw = marks.source[marks.offset(mark) : marks.offset(event.end_mark)]
        if "\n" in raw:
            raw = " ".join(raw.split())
        typed = Text(raw, marks.place(mark.line, mark.column), marks.cut(event.end_mark))
        if event.tag is not None:
            message = (
                f'the tag "{_tag(event)}" is not followed, it is shown as typed: quote the text, or remove it'
            )
            marks.report(Code.YAML_TAG, message, mark)
            if event.style not in ("|", ">"):
                node = typed
        if event.anchor is not None:
            slot = len(container) if following is _ITEM else following
            fix = f"{marks.before(mark)}{quoted(typed)}"
            self._anchors.add_scalar(event.anchor, node, Anchored(container, slot, typed, fix))
        return node

    # Repaired lines

    def _as_edited(self, event: Any, node: Text | None) -> Text | None:
        """Return a scalar of a repaired line as it was typed."""
        marks, mark = self._marks, event.start_mark
        edit = marks.edits[mark.line]
        if event.style == '"' and mark.column == edit.column:
            path, first_line, first_column = marks.origin
            # Not marks.place: these columns are those that were typed.
            return Text(
                edit.value,
                Position(path, mark.line + first_line, edit.typed_column + first_column),
                Position(path, edit.cut[0] + first_line, edit.cut[1] + first_column) if edit.cut else None,
            )
        if node is not None and event.style not in ("|", ">"):
            node.position = marks.place(mark.line, mark.column + (1 if event.style else 0))
        return node

    # Keys

    def _report_duplicate(self, key: Text, mapping: Mapping, mark: Any) -> None:
        first: Any = next(other for other in reversed(mapping) if other == key)
        line = first.position.line if first.position is not None else self._marks.origin.line
        message = f'"{key}" is given twice: the one in line {line} is kept, this one left out; remove one'
        self._marks.report(Code.YAML_DUPLICATE_KEY, message, mark)


def _tag(event: Any) -> str:
    """Return a tag in its short form."""
    return str(event.tag).replace("tag:yaml.org,2002:", "!!")
