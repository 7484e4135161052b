"""YAML as people type it: every scalar a text with its position, every mistake a problem with its fix.

PyYAML's parser gives events, which are read here straight into a tree: no tag is resolved, nothing is
constructed, no node graph is composed, and a tree that nests deeply costs no recursion.
What the parser stops at is put right in memory by :mod:`sphinx_homepage.sources.yaml_repair`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.text import Mapping, Position, Sequence, Text
from sphinx_homepage.sources.yaml_repair import (
    TAB,
    TOO_DEEP,
    UNCLOSED_QUOTE,
    WRONG_ESCAPE,
    Fault,
    Repair,
    Shape,
    quoted,
)

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Tree

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser of events: libyaml's, or the pure one where PyYAML was built without it."""

MAX_DEPTH: Final = 100
"""How deep mappings and sequences may nest: what reads the tree may recurse."""

MAX_EXPANSION: Final = 10_000
"""How many values all aliases of a file together may stand for."""

_NULLS: Final = frozenset({"", "~", "null"})
_COMMENT: Final = re.compile(r"[ \t]+#")
_EXPLICIT_KEY: Final = re.compile(r"\?\s")
_FIRST_WORD: Final = re.compile(r"(?:[ ]*\n)*([ ]*)\S")
_STRUCTURE: Final = re.compile(r"( *)(?:- |[\w-]+:(?:\s|$))")

# YAML 1.1 breaks lines at these, and drops a byte order mark: no editor counts lines so.
_LINE_BREAKS: Final = "\x85\u2028\u2029\ufeff"
_UNPRINTABLE: Final = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_UNPRINTABLE: Final = 20
_FILLER: Final = "\U0010fffd"
_JSON_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\t', re.DOTALL)
_SURROGATES: Final = re.compile(
    r"\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)

# What is read next, where it is not the value of a key: told apart by identity.
_KEY: Final = Text("a key")
_ITEM: Final = Text("an item")
_NOWHERE: Final = Text("a value that is left out")


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Return the text of a file's bytes, and what is wrong with its encoding.

    A byte that is not UTF-8 is reported once, where the first one stands; such bytes are read as
    Windows-1252, so that the rest of the file is read all the same.

    Args:
        data: The file's bytes, with or without a byte order mark.
        path: The file, for positions.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is UTF-16: save it as UTF-8"
        return data.decode("utf-16", "replace"), [Problem(Code.FILE_ENCODING, message, Position(path, 1, 1))]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        place = Position(path, len(before), len(before[-1].decode()) + 1)
        byte = data[error.start]
    windows = {
        0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)
    }
    text = data.decode("utf-8", "surrogateescape").translate(windows)
    message = (
        f'byte 0x{byte:02X} is not UTF-8 and is read as "{windows[0xDC00 + byte]}" (Windows-1252): '
        "save the file as UTF-8"
    )
    return text, [Problem(Code.FILE_ENCODING, message, place)]


def parse(
    source: str, path: str, *, first_line: int = 1, first_column: int = 1
) -> tuple[Tree, list[Problem]]:
    """Return the tree of a YAML or JSON text, and everything that is wrong with it.

    Every scalar is a :class:`Text` as typed (``NO``, ``12:30`` and ``3.10`` too); only an empty value,
    ``~`` and ``null`` are ``None``. A text that is not YAML is put right in memory, each time with a
    problem that shows the right line, and read on.

    Args:
        source: The text. In a ``.json`` file, JSON's tabs and surrogate pairs are understood.
        path: The file, for positions.
        first_line: The line of the file at which *source* begins.
        first_column: The column of the file at which each line of *source* begins.
    """
    origin = Position(path, first_line, first_column)
    problems: list[Problem] = []
    is_json = path.endswith(".json")
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    source = _printable(source, origin, problems)
    text, typed = _with_stand_ins(source, is_json=is_json)
    reader = _Reader(text, source, origin, typed)
    tree = reader.read()
    if reader.fault is not None:
        repair = Repair(text, source, _first_fault, is_json=is_json)
        repair.run()
        typed[ord(TAB)] = "\t"
        reader = _Reader("\n".join(repair.lines), source, origin, typed, repair)
        tree = reader.read()
        if reader.fault is not None:
            repair.give_up(reader.fault)
        problems += (
            Problem(fix.code, fix.message, reader.place(fix.line, fix.column)) for fix in repair.fixes()
        )
    problems += reader.problems
    distinct = {(problem.code, problem.position): problem for problem in reversed(problems)}
    return tree, sorted(distinct.values(), key=lambda problem: (problem.position or origin)[1:])


def _first_fault(text: str, *, as_part: bool = False) -> Fault | None:
    """Return where the parser stops in *text*; in a part of a larger tree, a bare text is a fault too."""
    reader = _Reader(text, text, Position("", 1, 1), {})
    tree = reader.read()
    if reader.fault is None and as_part and isinstance(tree, Text) and tree.position is not None:
        return Fault("could not find expected ':'", tree.position.line - 1, tree.position.column - 1)
    return reader.fault


def _printable(source: str, origin: Position, problems: list[Problem]) -> str:
    """Return *source* with U+FFFD for each character that no YAML text may hold."""
    if _UNPRINTABLE.search(source) is None:
        return source
    for match in _UNPRINTABLE.finditer(source):
        line = source.count("\n", 0, match.start())
        column = match.start() - source.rfind("\n", 0, match.start()) - 1
        message = f"the character U+{ord(match[0]):04X} cannot be printed and is shown as \ufffd: remove it"
        place = Position(origin.path, origin.line + line, origin.column + column)
        problems.append(Problem(Code.YAML_SYNTAX, message, place))
        if len(problems) >= _MAX_UNPRINTABLE:
            break
    return _UNPRINTABLE.sub("\ufffd", source)


def _with_stand_ins(source: str, *, is_json: bool) -> tuple[str, dict[int, str | None]]:
    """Return the source as the parser needs it, each character at its place, and what was typed instead."""
    typed: dict[int, str | None] = {}
    text = source
    if is_json and "\t" in text:
        text = _JSON_STRING.sub(lambda match: " " if match[0] == "\t" else match[0], text)
    if is_json and "\\u" in text:
        text = _SURROGATES.sub(_paired, text)
        typed[ord(_FILLER)] = None
    if not text.isascii():
        for character in _LINE_BREAKS:
            if character in text:
                stand_in = chr(0xF0000 + ord(character))
                text = text.replace(character, stand_in)
                typed[ord(stand_in)] = character
    return text, typed


def _paired(escapes: re.Match[str]) -> str:
    """Return the character that JSON's surrogate escapes mean, filled up to their length."""
    if escapes[0] == "\\\\":
        return escapes[0]
    character = "\ufffd"
    if escapes[1]:
        character = chr(0x10000 + ((int(escapes[1], 16) - 0xD800) << 10) + int(escapes[2], 16) - 0xDC00)
    return character.ljust(len(escapes[0]), _FILLER)


class _StopError(Exception):
    """The parser would read on, but not as the author meant."""

    def __init__(self, problem: str, mark: Any) -> None:
        super().__init__(problem)
        self.fault = Fault(problem, mark.line, mark.column)


class _Reader:
    """One pass over the parser's events: a tree, the problems that leave it whole, and the first fault."""

    def __init__(
        self,
        text: str,
        source: str,
        origin: Position,
        typed: dict[int, str | None],
        repair: Repair | None = None,
    ) -> None:
        self.text = text
        self.source = source
        self.origin = origin
        self.typed = typed
        self.edits = repair.edits if repair is not None else {}
        self.problems: list[Problem] = []
        self.fault: Fault | None = None
        # In a repaired text, only lines stand where they stood.
        self._line_starts = [0, *(m.end() for m in re.finditer("\n", source))] if repair is not None else []
        self._event: Any = None
        self._folded: Any = None
        self._anchors: dict[str, Tree] = {}
        self._unused: dict[str, tuple[Any, Any, Text, str]] = {}
        self._weights: dict[int, tuple[int, int, Tree]] = {}
        self._expanded = 0

    def read(self) -> Tree:
        """Return the tree, or as much of it as stands before the first fault."""
        root = Sequence()
        try:
            self._read_into(root)
        except _StopError as stop:
            self.fault = stop.fault
        except yaml.MarkedYAMLError as error:
            self.fault = self._fault(error)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # An escape beyond Unicode, a tag that is not UTF-8: raised without a mark.
            mark = self._event.end_mark if self._event is not None else None
            self.fault = Fault(str(error), mark.line if mark else 0, mark.column if mark else 0)
        for name in list(self._unused):
            self._report_unused(name)
        return root[0] if root else None

    def place(self, line: int, column: int) -> Position:
        """Return the position in the file of a place in the text, both counted from 0."""
        edit = self.edits.get(line)
        if edit is not None:
            column = max(column - edit.shift, 0)
        return Position(self.origin.path, line + self.origin.line, column + self.origin.column)

    def _read_into(self, root: Sequence) -> None:  # noqa: PLR0915 - one loop over all events, for speed
        path, first_line, first_column = self.origin
        text, typed, edits = self.text, self.typed, self.edits
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
                        node = Text(value, place, self._cut(event.end_mark) if has_comments else None)
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
                container.typed = (self.source, container.typed[1], self._offset(event.end_mark))
                container, following = stack.pop()
                continue
            elif kind is yaml.AliasEvent:
                node = self._aliased(event, [container, *(frame[0] for frame in stack)])
                if node is _NOWHERE:
                    if following is not _ITEM:
                        following = _NOWHERE if following is _KEY else _KEY
                    continue
            elif kind is yaml.DocumentStartEvent:
                if has_document:
                    message = "a second document begins here and is not read: remove it, or this line"
                    self._report(Code.YAML_SYNTAX, message, event.start_mark)
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
                        node = _NOWHERE
                    following = node
                    continue
                message = (
                    "a list or a mapping stands as a key: write a text; the key and its value are left out"
                )
                self._report(Code.YAML_SYNTAX, message, event.start_mark)
                following = _NOWHERE
            else:
                if following is not _NOWHERE:
                    container[following] = node
                following = _KEY
            if kind is not yaml.ScalarEvent and kind is not yaml.AliasEvent:
                stack.append((container, following))
                container = node
                following = _KEY if kind is yaml.MappingStartEvent else _ITEM

    def _collection(self, event: Any, depth: int) -> Mapping | Sequence:
        mark = event.start_mark
        if depth >= MAX_DEPTH:
            raise _StopError(TOO_DEEP, mark)
        collection: Mapping | Sequence
        if isinstance(event, yaml.MappingStartEvent):
            collection = Mapping()
            if _EXPLICIT_KEY.match(self.text, mark.index) and not event.flow_style:
                line_start = self.text.rfind("\n", 0, mark.index) + 1
                if self.text[line_start : mark.index].strip():
                    # "- ? x" is a question mark that somebody typed; a "? x" of its own line is YAML's.
                    raise _StopError("explicit key", mark)
        else:
            collection = Sequence()
        collection.position = self.place(mark.line, mark.column)
        # To the end of the source, until the end is read: a fault may come before.
        collection.typed = (self.source, self._offset(mark), len(self.source))
        if event.tag is not None:
            self._report(Code.YAML_TAG, f'the tag "{_tag(event)}" is not followed: remove it', mark)
        if event.anchor is not None:
            self._anchors[event.anchor] = collection
        return collection

    # Comments

    def _cut(self, mark: Any) -> Position | None:
        comment = _COMMENT.match(self.text, mark.index)
        return self.place(mark.line, mark.column + len(comment[0]) - 1) if comment else None

    def _empty(self, mark: Any, following: Text) -> Text | None:
        """Return what an empty value's author may have meant by the comment behind it."""
        comment = _COMMENT.match(self.text, mark.index)
        if comment is None or following is _NOWHERE:
            return None
        start = comment.end() - 1
        column = mark.column + start - mark.index
        rest = self.text[start:].partition("\n")[0].rstrip().translate(self.typed)
        place = self.place(mark.line, column)
        if following is _ITEM:
            message = f'a "#" makes a comment of the whole item: write it as  - {quoted(rest)}'
            self.problems.append(Problem(Code.YAML_COMMENT, message, place))
            return Text(rest, place)
        if rest[1:2].strip(" #"):
            # Not taken as the value: a telephone number that somebody commented out stays private.
            message = (
                f'a "#" makes a comment of the whole value: write it as  {following}: {quoted(rest)}, '
                'or a space after the "#" if it is a comment'
            )
            self.problems.append(Problem(Code.YAML_COMMENT, message, place))
        return None

    # Scalars that span lines

    def _block(self, event: Any, value: str, following: Text) -> Text:
        """Return a block scalar: it begins in the line after its mark, at its indentation."""
        mark = event.start_mark
        if not value and following is _ITEM and event.anchor is None and event.tag is None:
            typed = self.source[self._offset(mark) :].partition("\n")[0].rstrip()
            message = f'no text is indented below the "{typed}": write it as  - {quoted(typed)}, or remove it'
            self._report(Code.YAML_QUOTE, message, mark)
            return Text(typed, self.place(mark.line, mark.column))
        start = self.text.find("\n", mark.index) + 1
        indentation = 0
        if start and (written := _FIRST_WORD.match(self.text, start)) and (own := _FIRST_WORD.match(value)):
            indentation = len(written[1]) - len(own[1])
        return Text(value, self.place(mark.line + 1, indentation))

    def _check_folded(self, event: Any) -> None:
        """Stop where a quoted scalar has swallowed lines that are keys or items: its quote is not closed."""
        self._folded = event
        start = self.text.rfind("\n", 0, event.start_mark.index) + 1
        first, *others = self.text[start : event.end_mark.index].split("\n")
        level = Shape(first).level
        for line in others:
            structure = _STRUCTURE.match(line)
            if structure and len(structure[1]) <= level:
                raise _StopError(UNCLOSED_QUOTE, event.start_mark)

    # Tags, anchors and aliases

    def _with_properties(self, event: Any, node: Text | None, container: Any, following: Text) -> Text | None:
        """Return a scalar that has a tag or an anchor: with a tag, as typed."""
        mark = event.start_mark
        raw = self.source[self._offset(mark) : self._offset(event.end_mark)]
        if "\n" in raw:
            raw = " ".join(raw.split())
        typed = Text(raw, self.place(mark.line, mark.column))
        typed.cut = self._cut(event.end_mark)
        if event.tag is not None:
            message = (
                f'the tag "{_tag(event)}" is not followed, it is shown as typed: quote the text, or remove it'
            )
            self._report(Code.YAML_TAG, message, mark)
            if event.style not in ("|", ">"):
                node = typed
        if event.anchor is not None:
            if event.anchor in self._unused:
                self._report_unused(event.anchor)
            self._anchors[event.anchor] = node
            slot = len(container) if following is _ITEM else following
            fix = f"{self._before(mark)}{quoted(typed)}"
            self._unused[event.anchor] = (container, slot, typed, fix)
        return node

    def _report_unused(self, name: str) -> None:
        """Put back the first word that an anchor to which no alias refers has taken from a text."""
        container, slot, typed, fix = self._unused.pop(name)
        message = f'"&{name}" names a value that nothing refers to: write it as  {fix}'
        self.problems.append(Problem(Code.YAML_QUOTE, message, typed.position))
        if (isinstance(slot, int) and slot < len(container)) or (
            isinstance(slot, Text) and slot in container
        ):
            container[slot] = typed

    def _aliased(self, event: Any, ancestors: list[Any]) -> Any:
        """Return the tree an alias stands for, or ``_NOWHERE`` where it would expand without end."""
        name, mark = event.anchor, event.start_mark
        if name not in self._anchors:
            message = (
                f'no "&{name}" stands before "*{name}": write it as  {self._before(mark)}{quoted("*" + name)}'
            )
            self._report(Code.YAML_QUOTE, message, mark)
            return Text("*" + name, self.place(mark.line, mark.column), self._cut(event.end_mark))
        self._unused.pop(name, None)
        tree = self._anchors[name]
        if any(tree is ancestor for ancestor in ancestors):
            self._report(
                Code.YAML_EXPANSION, f'"*{name}" stands inside "&{name}" itself: it is left out', mark
            )
            return _NOWHERE
        size, height = self._weight(tree)
        if self._expanded + size > MAX_EXPANSION or len(ancestors) + height > MAX_DEPTH:
            if self._expanded <= MAX_EXPANSION:
                message = (
                    f'"*{name}" makes the aliases stand for more than {MAX_EXPANSION:,} values, '
                    f"or nest more than {MAX_DEPTH} deep: it is left out, and so are all that do after it"
                )
                self._report(Code.YAML_EXPANSION, message, mark)
                self._expanded = MAX_EXPANSION + 1
            return _NOWHERE
        self._expanded += size
        return tree

    def _weight(self, tree: Tree) -> tuple[int, int]:
        """Return how many values a tree has, its aliases written out, and how deep it nests."""
        if not isinstance(tree, (Mapping, Sequence)):
            return 1, 0
        if id(tree) not in self._weights:
            values = tree.values() if isinstance(tree, Mapping) else tree
            weights = [self._weight(value) for value in values]
            size = 1 + sum(weight[0] for weight in weights)
            height = 1 + max((weight[1] for weight in weights), default=0)
            self._weights[id(tree)] = (size, height, tree)
        return self._weights[id(tree)][:2]

    # Places

    def _as_edited(self, event: Any, node: Text | None) -> Text | None:
        """Return a scalar of a repaired line as it was typed."""
        mark = event.start_mark
        edit = self.edits[mark.line]
        if event.style == '"' and mark.column == edit.column:
            origin = self.origin
            cut = edit.cut
            return Text(
                edit.value,
                Position(origin.path, mark.line + origin.line, edit.typed_column + origin.column),
                Position(origin.path, cut[0] + origin.line, cut[1] + origin.column) if cut else None,
            )
        if node is not None and event.style not in ("|", ">"):
            node.position = self.place(mark.line, mark.column + (1 if event.style else 0))
        return node

    def _offset(self, mark: Any) -> int:
        """Return where in the source a mark stands."""
        if not self._line_starts:
            index: int = mark.index
            return index
        line, column = mark.line, mark.column
        edit = self.edits.get(line)
        if edit is not None:
            if 0 <= edit.column < column:
                line, column = edit.end[0], edit.end[1] + max(column - edit.column - edit.width, 0)
            else:
                column = max(column - edit.shift, 0)
        if line >= len(self._line_starts):
            return len(self.source)
        return int(min(self._line_starts[line] + column, len(self.source)))

    # Problems

    def _before(self, mark: Any) -> str:
        """Return what stands before a mark in its line."""
        end = self._offset(mark)
        return self.source[self.source.rfind("\n", 0, end) + 1 : end].lstrip()

    def _report(self, code: Code, message: str, mark: Any) -> None:
        self.problems.append(Problem(code, message, self.place(mark.line, mark.column)))

    def _report_duplicate(self, key: Text, mapping: Mapping, mark: Any) -> None:
        first: Any = next(other for other in reversed(mapping) if other == key)
        line = first.position.line if first.position is not None else self.origin.line
        message = f'"{key}" is given twice: the one in line {line} is kept, this one left out; remove one'
        self._report(Code.YAML_DUPLICATE_KEY, message, mark)

    def _fault(self, error: yaml.MarkedYAMLError) -> Fault:
        """Return the place to mend, which is often not where the parser noticed."""
        problem, context = error.problem or "", error.context or ""
        mark: Any = error.problem_mark
        opening: Any = error.context_mark or mark
        if self._folded is not None and self._folded.end_mark.line == mark.line:
            return Fault(UNCLOSED_QUOTE, self._folded.start_mark.line, self._folded.start_mark.column)
        if "quoted" in context:
            kind = UNCLOSED_QUOTE if "found unexpected" in problem else WRONG_ESCAPE
            return Fault(kind, opening.line, opening.column)
        if "simple key" in context or ("flow" in context and opening.line != mark.line):
            return Fault(problem, opening.line, opening.column)
        return Fault(problem, mark.line, mark.column)


def _tag(event: Any) -> str:
    """Return a tag in its short form."""
    return str(event.tag).replace("tag:yaml.org,2002:", "!!")
