"""``{bad}`` and ``{warnings-table}``: input that is wrong, beside what Sphinx really says of it.

Each file ``reference/warnings/<code>.md`` explains one code and holds examples of bad input. Before the pages
are read, all the examples are built in one go, as a project of their own, and its warnings are kept.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from tables import Generated, table

import sphinx_homepage
from sphinx_homepage import diagnostics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

EXPLANATIONS = Path(__file__).parents[1] / "reference" / "warnings"

_BAD = re.compile(
    r"^(?P<fence>:{3,})\{bad\} (?P<name>\S+)\n(?::encoding: (?P<encoding>\S+)\n)?\n?"
    r"(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_SAID = re.compile(
    r"^(?:(?P<path>/[^\n]*?|[A-Za-z]:[^\n]*?|None):(?P<place>\d+(?::\d+)?)?:? )?"
    r"(?P<words>(?:WARNING: )?[^\n]*) \[homepage\.(?P<code>[a-z-]+)\](?P<excerpt>(?:\n +\d* +\| ?[^\n]*)*)$",
    re.MULTILINE,
)
"""A message as it is printed: where, what, its code, and the source line with a caret below."""


_SETTING_OF = {".yaml": "homepage_data", ".json": "homepage_data", ".bib": "homepage_bibliography"}
"""What names the files of the examples that share a project."""


class Example(NamedTuple):
    """A file with something wrong in it."""

    code: str
    name: str
    text: str
    encoding: str


def examples() -> Iterator[Example]:
    """Yield every example of the explanations."""
    for path in sorted(EXPLANATIONS.glob("*.md")):
        for match in _BAD.finditer(path.read_text("utf-8")):
            yield Example(path.stem, match["name"], match["text"], match["encoding"] or "utf-8")


def messages() -> dict[str, list[str]]:
    """Build all the examples, and return by code what was said of its own examples.

    Those with a ``conf.py`` are a project each; the others share one, each in the folder of its code.
    """
    by_code: dict[str, list[Example]] = {}
    for example in examples():
        by_code.setdefault(example.code, []).append(example)
    alone = {code: found for code, found in by_code.items() if any(item.name == "conf.py" for item in found)}
    said: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder).resolve()
        for code, found in alone.items():
            _write(top / code, found)
            (top / code / "index.md").touch()
        with ThreadPoolExecutor() as pool:
            outputs = pool.map(_build, [top / code for code in alone])
        for code, output in zip(alone, outputs, strict=True):
            for name, line in _said(output, top):
                if name == code:
                    said.setdefault(code, []).append(line)
        site = top / "shared"
        files: dict[str, list[str]] = {"homepage_data": [], "homepage_bibliography": []}
        for code, found in by_code.items():
            if code not in alone:
                _write(site / code, found)
                for item in found:
                    if setting := _SETTING_OF.get(Path(item.name).suffix):
                        files[setting].append(f"{code}/{item.name}")
        conf = 'extensions = ["sphinx_homepage"]\nhtml_theme = "basic"\n'
        conf += "".join(f"{setting} = {names!r}\n" for setting, names in files.items())
        (site / "conf.py").write_text(conf, "utf-8")
        (site / "index.md").write_text(":::{toctree}\n:glob:\n\n*/*\n:::\n", "utf-8")
        for code, line in _said(_build(site), site):
            said.setdefault(code, []).append(line)
    return said


def _write(folder: Path, found: list[Example]) -> None:
    folder.mkdir(parents=True)
    for example in found:
        (folder / example.name).write_bytes(example.text.encode(example.encoding))


def _build(site: Path) -> str:
    package = str(Path(sphinx_homepage.__file__).parents[1])
    path = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "sphinx", "--no-color", "-n", "-b", "html", ".", "_out"]
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the examples of bad input do not build:\n{done.stdout}")
    return done.stdout


def _said(output: str, top: Path) -> Iterator[tuple[str, str]]:
    """Yield each message that a folder's own code gives, with paths as a person at that folder sees them."""
    for match in _SAID.finditer(output):
        code, path = match["code"], match["path"]
        where = ""
        if path and path != "None":
            folder, _, name = Path(path).relative_to(top).as_posix().partition("/")
            if folder != code:
                continue
            where = ":".join(filter(None, (name, match["place"]))) + ": "
        words = re.sub(rf'(?<=[" ])(/?){code}/', r"\1", match["words"])
        yield code, f"{where}{words} [homepage.{code}]{match['excerpt']}"


def read_messages(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Build the examples, if the page that shows them is to be read."""
    if "reference/warnings" in docnames:
        env.homepage_docs_messages = messages()  # type: ignore[attr-defined]


_LANGUAGES = {
    ".yaml": "yaml",
    ".json": "json",
    ".bib": "bibtex",
    ".py": "python",
    ".md": "markdown",
    ".typ": "typst",
}


class Bad(SphinxDirective):
    """Shows a file with something wrong in it; what Sphinx says of it comes after the last one of a code."""

    required_arguments = 1
    has_content = True
    option_spec = {"encoding": str}  # noqa: RUF012 - docutils' own

    def run(self) -> list[Node]:
        """Return the file's text behind its name."""
        text = "\n".join(self.content)
        name = self.arguments[0]
        language = _LANGUAGES.get(Path(name).suffix, "text")
        shown = nodes.literal_block(text, text, language=language, force=True)
        encoding = self.options.get("encoding")
        caption = nodes.caption("", f"{name} ({encoding})" if encoding else name)
        return [nodes.container("", caption, shown, literal_block=True, classes=["literal-block-wrapper"])]


class Said(SphinxDirective):
    """``{said} code``: what Sphinx says of the code's examples."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the messages as they are printed."""
        said = self.env.homepage_docs_messages.get(self.arguments[0])  # type: ignore[attr-defined]
        if not said:
            raise self.error(f"no example of {self.arguments[0]} gives it")
        text = "\n".join(said)
        return [nodes.literal_block(text, text, language="text", classes=["hp-docs-said"])]


class WarningsTable(Generated):
    """``{warnings-table}``: every code, with its meaning, an example, and what to do."""

    sources = (diagnostics,)

    def markdown(self) -> str:
        """Return a list of the codes."""
        lines = ((f"[`{code.slug}`](#warning-{code.slug})", _meaning(code)) for code in diagnostics.Code)
        return table(("Code", "What it means"), lines)

    def sections(self) -> Iterator[nodes.section]:
        """Yield a section for each code, whose anchor is the code itself."""
        for code in diagnostics.Code:
            path = EXPLANATIONS / f"{code.slug}.md"
            self.env.note_dependency(str(path))
            markdown = f"{_meaning(code)}\n\n{path.read_text('utf-8')}"
            yield self.section(code.slug, markdown, label=f"warning-{code.slug}")


def _meaning(code: diagnostics.Code) -> str:
    """Return a code's meaning, with the signs that it quotes as code."""
    return re.sub(r"'([ #:]+)'", r"`\1`", code.meaning)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    app.add_directive("bad", Bad)
    app.add_directive("said", Said)
    app.add_directive("warnings-table", WarningsTable)
    app.connect("env-before-read-docs", read_messages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
