"""``{typst-functions}``: the functions of the PDFs' templates, made from the comments above them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tables import Generated

from sphinx_homepage.pdf.settings import TEMPLATES_DIR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Function(NamedTuple):
    """A function, or another name, with what its comment says."""

    group: str
    """The heading that it stands under."""
    name: str
    signature: str
    comment: str


_PART = re.compile(
    r"^// (?P<group>[^\n]+)\n(?=\n)"
    r"|^(?P<comment>(?:///[^\n]*\n)*)#let (?P<name>[a-z][a-z-]*)(?P<opening>\()?",
    re.MULTILINE,
)


def functions_of(source: str) -> Iterator[Function]:
    """Yield the names that a file of Typst defines, in their order."""
    group = ""
    for found in _PART.finditer(source):
        if found["group"]:
            group = found["group"]
            continue
        signature = found["name"]
        if found["opening"]:
            signature += _parenthesis(source[found.end("opening") - 1 :])
        lines = [line[3:].removeprefix(" ") for line in found["comment"].splitlines()]
        yield Function(group, found["name"], signature, "\n".join(lines))


def _parenthesis(text: str) -> str:
    """Return the parenthesis that *text* begins with, on one line."""
    depth = 0
    for end, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if not depth:
            inner = " ".join(text[1:end].split()).removesuffix(",")
            return f"({inner})"
    raise ValueError(f"a parenthesis does not end: {text[:40]}")


class TypstFunctions(Generated):
    """``{typst-functions} base``: what a template of the package defines, under the headings it has there."""

    required_arguments = 1

    def markdown(self) -> str:
        """Return nothing: all of it is in the sections."""
        return ""

    def sections(self) -> Iterable[nodes.section]:
        """Yield a section for each heading."""
        path = TEMPLATES_DIR / f"{self.arguments[0]}.typ"
        self.env.note_dependency(str(path))
        groups: dict[str, list[str]] = {}
        for function in functions_of(path.read_text("utf-8")):
            if function.comment:
                described = f"::::{{describe}} {function.signature}\n\n{function.comment}\n::::\n"
                groups.setdefault(function.group, []).append(described)
        for title, described in groups.items():
            yield self.section(title, "\n".join(described))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("typst-functions", TypstFunctions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
