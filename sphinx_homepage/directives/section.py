"""What a directive shows: one entry typed in it, a YAML list of them, or those of the record."""

from __future__ import annotations

from dataclasses import replace
from itertools import compress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst.states import RSTState

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, in_order, report, shown
from sphinx_homepage.directives.apart import hidden, is_apart, is_on_paper
from sphinx_homepage.directives.body import Body, read_body
from sphinx_homepage.directives.layout import Layout
from sphinx_homepage.directives.selection import FILTERS, Group, select
from sphinx_homepage.directives.styles import shows_of, styles_of
from sphinx_homepage.directives.typed import TypedBlock, read_typed
from sphinx_homepage.domain import domain_of
from sphinx_homepage.downloads.qr import QR, hp_qr
from sphinx_homepage.model.sections import section_named
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.model.validation import read_entry, read_section
from sphinx_homepage.published import note_block, note_body
from sphinx_homepage.sources.files import missing_files
from sphinx_homepage.sources.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Mapping as Options

    from docutils.nodes import Element, Node

    from sphinx_homepage.directives import SectionDirective
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.rows import Profile
    from sphinx_homepage.model.text import Tree

SPHINX_OPTIONS = ("name", "class")
"""Options that mean here what they mean in Sphinx's own directives."""


class _Parent(NamedTuple):
    """An entry whose body is being read, and what was found in it so far."""

    model: type[Common]
    children: list[Common]
    problems: list[Problem]


class SectionBlock:
    """One use of a section's directive."""

    filters: ClassVar[Options[str, str]] = FILTERS
    """The options that select among entries, and order and group them."""

    def __init__(self, directive: SectionDirective) -> None:
        self.directive = directive
        self.name = directive.name
        self.env = directive.env
        self.section = section_named(directive.section_name)
        self.model = self.section.entry
        self.domain = domain_of(self.env)
        self.document = directive.state.document
        self.layout = Layout(self.env, self.document, self.section, self.domain)
        self.styles = self._styles()
        self.shows = shows_of(self.section)
        parents: Any = self.env.current_document.setdefault("homepage_parents", [])
        self._parents: list[_Parent] = parents
        self._problems: list[Problem] = []
        self._style = ""
        self._has_qr = False

    def nodes(self) -> list[Node]:
        """Return the block of the entries, or in another entry's body the entries alone."""
        try:
            return self._nodes()
        finally:
            if self._parents:
                self._parents[-1].problems.extend(self._problems)
            else:
                for problem in in_order(self._problems):
                    report(problem, self.env.srcdir)

    def _nodes(self) -> list[Node]:
        typed = read_typed(self.directive, is_rst=isinstance(self.directive.state, RSTState))
        self._problems += typed.problems
        own = {str(key): typed.options.pop(key) for key in [*typed.options] if key in SPHINX_OPTIONS}
        self._read_style(typed)
        self._read_qr(typed)
        self._read_show(typed)
        if typed.argument is not None and not self.model.heads:
            words = shown(typed.argument)
            message = f'"{self.name}" takes no argument; give "{words}" as an option, under its field'
            self._problem(Code.DIRECTIVE_ARGUMENT, message, typed.argument)
            typed.argument = None
        is_for_pdf = typed.options.get(Text("only")) == "pdf"
        if is_for_pdf and is_on_paper(self.env) and not is_apart(self.env):
            return self._apart(lambda: self._form(typed, own))
        return self._form(typed, own)

    def _styles(self) -> Options[str, str]:
        """Return the values that the option ``style`` may have here, each with what it does."""
        return styles_of(self.section)

    def _read_style(self, typed: TypedBlock) -> None:
        """Read how the block shall look, which no entry has to know."""
        value = typed.options.pop(Text("style"), None) if self.styles else None
        if value is None:
            return
        if self._parents:
            outer = f"this stands in another entry; give that one's directive the style {shown(value)}"
            self._problem(Code.DIRECTIVE_OPTION, outer, value)
        self._style = self._one_of("style", {"style": value}, self.styles)

    def _read_show(self, typed: TypedBlock) -> None:
        """Read what is to be shown of the entries, or beside their own fields."""
        value = typed.options.pop(Text("show"), None) if self.shows else None
        if value is None:
            return
        if self.section.is_single and (typed.argument is not None or typed.body or typed.options):
            message = '"show" is for the profile of the data file, and this is another; take the option out'
            self._problem(Code.DIRECTIVE_OPTION, message, value)
            return
        if found := self._one_of("show", {"show": value}, self.shows):
            self.layout.shows = found
            if found == "stars":
                self.domain.note_synced(self.env.docname)

    def _one_of(self, option: str, values: Options[str, Text], known: Iterable[str]) -> str:
        """Return the value of *option* if it is one of those *known*; report another."""
        value = values.get(option)
        if value is None or value.strip().lower() in known:
            return (value or "").strip().lower()
        hint = did_you_mean(value, known) or f"; it is one of {', '.join(known)}"
        self._problem(Code.DIRECTIVE_OPTION, f'"{option}" cannot be "{shown(value)}"{hint}', value)
        return ""

    def _read_qr(self, typed: TypedBlock) -> None:
        """Take out the option that shows a contact as a QR code too."""
        name = next((name for name in typed.options if name == "qr" and self.section.name == "contact"), None)
        if name is not None and (value := typed.options.pop(name)):
            self._problem(Code.DIRECTIVE_OPTION, f'"qr" takes no value; take "{shown(value)}" out', value)
        self._has_qr = name is not None

    def _form(self, typed: TypedBlock, own: dict[str, Text]) -> list[Node]:
        """Return what the directive shows, by the form that was typed."""
        has_fields = self.section.is_single and bool(typed.options.keys() - {"only"})
        if typed.argument is not None or (has_fields and not typed.body):
            return self._one_entry(typed, own)
        if typed.body:
            entries = self._typed_entries(typed)
        elif self._refuse_fields(typed):
            return []
        else:
            entries = self._record_entries()
        filters = {str(name): value for name, value in typed.options.items() if name in self.filters}
        if filters.get("only") == "pdf" and not is_apart(self.env):
            return []
        web = [entry for entry in entries if entry.only != "pdf"]
        paper = [entry for entry in entries if entry.only != "web"]
        if is_apart(self.env):
            found = self._show(paper, filters, own)
        elif is_on_paper(self.env) and (
            len(web) < len(entries) or len(paper) < len(entries) or "only" in filters
        ):
            found = self._show_both(entries, filters, own)
        else:
            found = self._show(web, filters, own)
        if not found:
            self._say_nothing_is_left(typed, has_entries=bool(web))
        return found

    def _show(self, entries: list[Common], filters: Options[str, Text], own: dict[str, Text]) -> list[Node]:
        """Return the block of the *entries* that *filters* leave: nothing where they leave none."""
        groups, problems = select(entries, filters, self.section)
        self._problems += problems
        return self._place(groups, own) if any(group.entries for group in groups) else []

    def _show_both(
        self, entries: list[Common], filters: Options[str, Text], own: dict[str, Text]
    ) -> list[Node]:
        """Return the block of *entries* some of which the web alone or the PDF alone shows.

        The options select on each for itself: "limit: 3" is three entries on either.
        """
        web = [entry for entry in entries if entry.only != "pdf"]
        paper = [entry for entry in entries if entry.only != "web"] if "only" not in filters else []
        groups, problems = select(web, filters, self.section)
        self._problems += problems
        on_web = {id(entry) for group in groups for entry in group.entries}
        groups, _ = select(paper, filters, self.section)
        on_paper = {id(entry) for group in groups for entry in group.entries}
        unlimited = {name: value for name, value in filters.items() if name != "limit"}
        groups = []
        for group in select(entries, unlimited, self.section)[0]:
            kept = [entry for entry in group.entries if id(entry) in on_web | on_paper]
            if kept:
                groups.append(Group(group.title, kept))
        self.layout.media |= dict.fromkeys(on_web - on_paper, "web") | dict.fromkeys(on_paper - on_web, "pdf")
        self.layout.media |= dict.fromkeys(on_web & on_paper, "")
        if not groups:
            return []
        if on_web:
            return self._place(groups, own)
        return self._apart(lambda: self._place(groups, own))

    def _apart(self, make: Callable[[], list[Node]]) -> list[Node]:
        """Return what *make* makes, for the PDF alone."""
        before = self.document, self.layout

        def made(document: nodes.document) -> list[list[Node]]:
            self.document = document
            self.layout = Layout(self.env, document, self.section, self.domain)
            self.layout.shows = before[1].shows
            return [make()]

        try:
            found = hidden(self.env, before[0], made)
        finally:
            self.document, self.layout = before
        return [node for node in found if node.content]

    # The three forms

    def _one_entry(self, typed: TypedBlock, own: dict[str, Text]) -> list[Node]:
        tree = Mapping()
        tree.position = typed.start
        if typed.argument is not None:
            tree[Text(self.model.heads[0], typed.argument.position)] = typed.argument
        self._read_options(typed, tree)
        parent = _Parent(self.model, [], self._problems)
        self._parents.append(parent)
        is_left_out = typed.options.get(Text("only")) == "pdf" and not is_apart(self.env)
        try:
            if is_left_out:
                # Not even read: what it names would be found, and its entries be noted.
                body = Body([], None, ())
            else:
                body = read_body(self.directive, typed, self.document if is_apart(self.env) else None)
        finally:
            self._parents.pop()
        for field, value in (("summary", body.summary), ("highlights", Sequence(body.highlights))):
            if value and field in self.model.model_fields:
                tree[Text(field, typed.start)] = value
        entry, problems = read_entry(self.model, tree, self.name)
        self._problems += problems
        entry = _with_children(entry, parent.children)
        self._check_files([entry])
        if entry.only == ("web" if is_apart(self.env) else "pdf"):
            return []
        return self._show_one(entry, own, body.nodes if typed.body else None)

    def _show_one(self, entry: Common, own: dict[str, Text], body: list[Node] | None) -> list[Node]:
        """Return the one entry that the directive holds; *body* stands for its summary and highlights."""
        return self._place([Group(None, [entry])], own, body)

    def _read_options(self, typed: TypedBlock, tree: Mapping) -> None:
        """Put the options into *tree*; a list or mapping field may be one line of YAML flow."""
        for name, value in typed.options.items():
            if name in tree:
                self._problem(Code.DIRECTIVE_OPTION, f'"{name}" is given already; take the option out', name)
            elif name in {"summary", "highlights"} and typed.body:
                self._problem(
                    Code.DIRECTIVE_OPTION, f'the body is the "{name}" already; move the text there', name
                )
            elif name in self.filters and name not in self.model.model_fields:
                message = f'"{name}" selects among entries, and this is one; take the option out'
                self._problem(Code.DIRECTIVE_OPTION, message, name)
            else:
                tree[name] = self._option_value(name, value)

    def _option_value(self, name: Text, value: Text) -> Tree:
        is_flow = name in self.model.model_fields and self.model.form(name).is_flow
        if not is_flow or value[:1] not in {"[", "{"} or value.position is None:
            return value or None
        path, line, column = value.position
        tree, problems = parse(value, path, first_line=line, first_column=column)
        self._problems += problems
        return tree

    def _typed_entries(self, typed: TypedBlock) -> list[Common]:
        first = typed.body[0].position
        assert first is not None
        tree, problems = parse(
            "\n".join(typed.body), first.path, first_line=first.line, first_column=first.column
        )
        shapes = (Mapping,) if self.section.is_single else (Mapping, Sequence)
        if not isinstance(tree, shapes):
            self._say_body_is_prose(typed)
            return []
        self._problems += problems
        if self.section.is_single and isinstance(tree, Mapping):
            self._read_options(replace(typed, body=[]), tree)
            typed.options = {}
        else:
            self._refuse_fields(typed)
        entries, problems = read_section(self.section, tree)
        self._problems += problems
        self._check_files(entries)
        return entries

    def _record_entries(self) -> list[Common]:
        for name in self.domain.files.data_files:
            self.env.note_dependency(name)
        if self.section.name == "profile":
            profile = self.domain.files.record.profile
            return [self._shown_profile(profile)] if profile else []
        return self.domain.files.record[self.section.name]

    def _shown_profile(self, profile: Profile) -> Profile:
        """Return of the record's *profile* what ``show`` asks for."""
        if self.layout.shows != "summary":
            return profile
        if profile.summary is None and profile.typed_at is not None:
            message = "the profile has no summary to show here; write one, or take the directive out"
            self._problems.append(Problem(Code.NO_ENTRIES, message, profile.typed_at))
        return profile.without(*type(profile).model_fields.keys() - {"summary", "only", "private"})

    # Placing

    def _place(self, groups: list[Group], own: dict[str, Text], body: list[Node] | None = None) -> list[Node]:
        parent = self._parents[-1] if self._parents else None
        noted = [entry for group in groups for entry in group.entries]
        if body is not None:
            is_markdown = not isinstance(self.directive.state, RSTState)
            noted = [note_body(self.env, entry, body, is_markdown=is_markdown) for entry in noted]
        if parent and self.model in parent.model.nested.values():
            entries = [entry for group in groups for entry in group.entries]
            paper = {"only": Text("pdf")} if is_apart(self.env) else {}
            parent.children.extend(entry.model_copy(update=paper) if paper else entry for entry in entries)
            return self.layout.each(entries, lambda layout, entry: [layout.nested(entry, body)])
        block = self.layout.block(groups, body)
        if self._style:
            block["classes"].append(f"hp-style-{self._style}")
        self._finish(block, own)
        if not is_apart(self.env):
            media = self.layout.media
            shown = (entry for group in groups for entry in group.entries)
            kept = [media.get(id(entry), entry.only) != "pdf" for entry in shown]
            note_block(self.env, block, compress(noted, kept))
            if self._has_qr:
                block += hp_qr()
                self.domain.note_offer(self.env.docname, QR)
        return [block]

    def _finish(self, block: Element, own: dict[str, Text]) -> None:
        """Give the directive's *block* what Sphinx's own options say, and its place in the source."""
        self.directive.set_source_info(block)
        block["classes"] += own.get("class", "").split()
        if "name" in own:
            block["names"].append(nodes.fully_normalize_name(own["name"]))
            self.document.note_explicit_target(block, block)

    # Problems

    def _refuse_fields(self, typed: TypedBlock) -> bool:
        """Report the options that do not select entries; return whether one is an entry's field."""
        is_field = False
        for name in typed.options:
            if name in self.filters:
                continue
            if name in self.model.model_fields:
                is_field = True
                head = self.model.heads[0]
                message = (
                    f'"{name}" is a field of one entry; give that entry\'s {head} as the argument, behind '
                )
                self._problem(Code.DIRECTIVE_OPTION, f'{message}"{self.name}"', name)
            else:
                self._unknown_option(name, self.filters)
        return is_field

    def _unknown_option(self, name: Text, known: Iterable[str]) -> None:
        names = sorted(item.replace("_", "-") for item in known)
        typed_name = name.replace("_", "-")
        unlisted = [*SPHINX_OPTIONS, *(["style"] if self.styles else []), *(["show"] if self.shows else [])]
        hint = did_you_mean(typed_name, [*names, *unlisted]) or f"; it has {', '.join(names)}"
        self._problem(Code.DIRECTIVE_OPTION, f'"{self.name}" has no option "{typed_name}"{hint}', name)

    def _say_body_is_prose(self, typed: TypedBlock) -> None:
        heads = self.model.heads
        form = "a mapping of fields" if self.section.is_single else f'a list such as "- {heads[0]}: ..."'
        fix = f"give the {heads[0]} as the argument" if heads else "put the text outside the directive"
        message = f'the body of "{self.name}" without an argument is YAML, {form}; for running text {fix}'
        self._problem(Code.DIRECTIVE_BODY, message, typed.body[0])

    def _say_nothing_is_left(self, typed: TypedBlock, *, has_entries: bool) -> None:
        files = self.domain.files.data_files
        if has_entries:
            message = f'the options leave no entry of "{self.section.name}"; loosen them'
        elif typed.body:
            return  # What is wrong with the body was said.
        elif not files:
            message = (
                f'"{self.name}" has no argument and no body, and homepage_data names no file with entries'
            )
        elif self.section.name in self.domain.files.record.sections:
            return  # What is wrong with the section was said.
        elif self.domain.files.record.sections:
            message = f'there is nothing to show under "{self.section.name}" in {", ".join(files)}'
        else:
            return  # What is wrong with the files was said.
        self._problems.append(Problem(Code.NO_ENTRIES, message, typed.start))

    def _check_files(self, entries: Iterable[Common]) -> None:
        folder = str(PurePosixPath(self.env.docname).parent)
        for entry in entries:
            self._problems += missing_files(entry, Path(self.env.srcdir), folder)

    def _problem(self, code: Code, message: str, text: Text) -> None:
        self._problems.append(Problem(code, message, text.position))


def _with_children(entry: Common, children: list[Common]) -> Common:
    changes = {
        name: tuple(child for child in children if type(child) is row)
        for name, row in entry.nested.items()
        if any(type(child) is row for child in children)
    }
    return entry.model_copy(update=changes)
