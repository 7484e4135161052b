"""Fixtures that build small sites in this process.

``build`` is for a test that needs a site of its own::

    def test_a_misspelt_field_is_reported(build):
        site = build({"cv.yaml": "awards:\n- titel: A prize\n"}, homepage_data="cv.yaml")
        assert [(w.path, w.line, w.column, w.code) for w in site.warnings] == [
            ("cv.yaml", 2, 3, "homepage.unknown-field")
        ]

Called again in the same test it writes the files given, keeps the others, and builds again, as a person
does after an edit. ``build_once`` is the same for fixtures of a module, whose one site many tests look at.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import sphinx.locale
from hypothesis import HealthCheck, settings
from sphinx.config import Config
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEFAULTS: dict[str, Any] = {"extensions": ["sphinx_homepage"], "project": "Test", "html_theme": "basic"}
"""What conf.py says unless a test says otherwise; ``basic`` is the theme that is quickest to write."""

# The same examples in every run, so that a change is judged by what it changed; --hypothesis-profile=search
# tries others.
# No test fails because the machine is slow.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", _PATIENT, derandomize=True)
settings.register_profile("search", _PATIENT, derandomize=False)
settings.load_profile("repeatable")


def forget_language() -> None:
    """Let no build of this process speak the language of one before, which Sphinx keeps as a fallback."""
    sphinx.locale.translators.clear()


class Warned(NamedTuple):
    """One warning, as it was printed."""

    path: str
    """Relative to the source directory; empty where the warning names no file."""
    line: int | None
    column: int | None
    message: str
    """Without the location before it and the code behind it."""
    code: str
    """``homepage.unknown-field``, ``myst.header`` ..."""
    excerpt: str
    """The lines printed below: of ours, the source line and the caret."""


class Site:
    """A site that was built."""

    def __init__(self, app: SphinxTestApp, read: list[str]) -> None:
        self.app = app
        """The application, to look at its environment."""
        self.srcdir = Path(app.srcdir)
        self.outdir = Path(app.outdir)
        self.read = sorted(read)
        """The pages that this build has read: in a second build, those it has read again."""
        self.statuscode: int = app.statuscode
        """0, or with ``-W`` 1 where there was a warning."""
        self.stderr = strip_escape_sequences(app.warning.getvalue())
        """The warnings as one text."""
        self.stdout = strip_escape_sequences(app.status.getvalue())
        """Everything else that was printed."""
        self.warnings: list[Warned] = _parse(self.stderr, self.srcdir)

    def html(self, docname: str = "index") -> str:
        """Return what was written for the page *docname*, by the html builder."""
        return (self.outdir / f"{docname}.html").read_text("utf-8")

    def body(self, docname: str = "index") -> str:
        """Return the page *docname* without what the theme puts around it: its main section's HTML."""
        html = self.html(docname)
        start = html.index('<div class="body" role="main">')
        return html[start : html.index('<div class="clearer">', start)]

    def text(self, docname: str = "index") -> str:
        """Return what was written for the page *docname*, by the text builder."""
        return (self.outdir / f"{docname}.txt").read_text("utf-8")

    def doctree(self, docname: str = "index") -> Any:
        """Return the page *docname* as it was read, before cross-references are resolved."""
        return self.app.env.get_doctree(docname)


_WARNING = re.compile(
    r"^(?:(?P<path>[^\n]*?):(?:(?P<line>\d+):)?(?:(?P<column>\d+):)? )?(?:WARNING|ERROR|CRITICAL|SEVERE): "
    r"(?P<message>[^\n]*)"
)


def _parse(stderr: str, srcdir: Path) -> list[Warned]:
    """Return the warnings in what a build printed: each begins a line, and others may follow it."""
    found: list[list[str]] = []
    for line in stderr.splitlines():
        if _WARNING.match(line):
            found.append([line])
        elif found:
            found[-1].append(line)
    return [_warned(lines, srcdir) for lines in found]


def _warned(lines: list[str], srcdir: Path) -> Warned:
    match = _WARNING.match(lines[0])
    assert match is not None
    path = Path(match["path"] or "")
    message, code = match["message"], ""
    if typed := re.search(r" \[([\w.-]+)\]\Z", message):
        message, code = message[: typed.start()], typed[1]
    return Warned(
        path=path.relative_to(srcdir).as_posix() if path.is_relative_to(srcdir) else match["path"] or "",
        line=int(match["line"]) if match["line"] else None,
        column=int(match["column"]) if match["column"] else None,
        message=message,
        code=code,
        excerpt="\n".join(lines[1:]),
    )


class Builder:
    """Writes files and builds them, in one directory."""

    def __init__(self, srcdir: Path) -> None:
        self.srcdir = srcdir
        self._settings = dict(DEFAULTS)
        self._apps: list[SphinxTestApp] = []

    def __call__(
        self,
        files: Mapping[str, str | bytes] | None = None,
        builder: str = "html",
        *,
        parallel: int = 1,
        warning_is_error: bool = False,
        **settings: Any,
    ) -> Site:
        """Write *files*, build the directory, and return the site.

        Args:
            files: What to write, by path relative to the source directory, as it is: nothing is dedented.
                A conf.py among them is run after the settings below. There is an empty index.md by default.
            builder: The name of Sphinx's builder.
            parallel: As ``-j``.
            warning_is_error: As ``-W``.
            settings: What else conf.py says; it is kept for the next build.
        """
        self.write(files or {})
        if not [*self.srcdir.glob("index.*")]:
            self.write({"index.md": "# Test\n"})
        self._settings |= settings
        lines = [f"{name} = {value!r}" for name, value in self._settings.items()]
        own = (files or {}).get("conf.py")
        self.write({"conf.py": "\n".join([*lines, own if isinstance(own, str) else ""])})
        self.clean_up()
        read: list[str] = []
        forget_language()
        app = SphinxTestApp(builder, srcdir=self.srcdir, parallel=parallel, warningiserror=warning_is_error)
        self._apps.append(app)
        app.connect("env-before-read-docs", lambda app, env, docnames: read.extend(docnames), priority=999)
        app.build()
        return Site(app, read)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write *files* without building."""
        for name, content in files.items():
            path = self.srcdir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def clean_up(self) -> None:
        """Take out of docutils and Sphinx what the last application registered there."""
        while self._apps:
            _clean_up(self._apps.pop())


def _clean_up(app: SphinxTestApp) -> None:
    """Take out what *app* has registered in this process, and what its theme put among Sphinx's defaults."""
    app.cleanup()
    Config.config_values["templates_path"].default.clear()


@pytest.fixture
def build(tmp_path):
    """Return a function that writes files and builds them: see :class:`Builder`."""
    builder = Builder(tmp_path)
    yield builder
    builder.clean_up()


@pytest.fixture(scope="module")
def build_once(tmp_path_factory) -> Callable[..., Site]:
    """Return a function that builds a site in a directory of its own, for the fixtures of a module."""
    builders: list[Builder] = []

    def build(*args: Any, **kwargs: Any) -> Site:
        builder = Builder(tmp_path_factory.mktemp("site"))
        builders.append(builder)
        try:
            return builder(*args, **kwargs)
        finally:
            builder.clean_up()

    return build


ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def build_site(tmp_path_factory) -> Callable[..., Site]:
    """Return a function that builds a copy of one of the repository's own sites, as ``-nW`` does.

    Each is built once with each builder in a run of the tests, so what it returns is only to be looked at:
    ``build_site("tests/sites/student", "epub")``.
    """
    built: dict[str, Site] = {}
    srcdirs: dict[str, Path] = {}

    def build(name: str, builder: str = "html", **settings: Any) -> Site:
        # Pages are read in another way for these: without typographic quotes, or for translators.
        kind = {"text": "plain", "man": "plain", "gettext": "gettext"}.get(builder, "")
        read_with = repr((name, settings, kind))
        if read_with not in srcdirs:
            srcdirs[read_with] = tmp_path_factory.mktemp("site") / "src"
            shutil.copytree(ROOT / name, srcdirs[read_with], ignore=shutil.ignore_patterns("_*"))
        key = f"{read_with} {builder}"
        if key not in built:
            overrides = {"nitpicky": True, **settings}
            forget_language()
            app = SphinxTestApp(
                builder, srcdir=srcdirs[read_with], confoverrides=overrides, warningiserror=True
            )
            try:
                app.build()
                built[key] = Site(app, [])
            finally:
                _clean_up(app)
        return built[key]

    return build


# Tables of cases: a title, an input with the warnings about it, and what is shown (see problems/README.md)


class Case(NamedTuple):
    """A row of a table in ``problems/``."""

    title: str
    source: str
    """What somebody typed."""
    warnings: list[tuple[int, int | None, str, str]]
    """Line, column, code and message of what is said of it; a message that ends in ``...`` goes on."""
    shown: str


_SAID = re.compile(r"( *)([\^@]) ([\w.-]+): (.*)")


def _read_case(block: str) -> Case:
    title, *lines = block.split("\n")
    end = next(number for number, line in enumerate(lines) if line.startswith("=>"))
    source: list[str] = []
    warnings: list[tuple[int, int | None, str, str]] = []
    for line in lines[:end]:
        if (said := _SAID.fullmatch(line)) is None:
            source.append(line)
            continue
        column = len(said[1]) + 1 if said[2] == "^" else None
        code = said[3] if "." in said[3] else f"homepage.{said[3]}"
        warnings.append((len(source), column, code, said[4]))
    return Case(title, "\n".join(source) + "\n", warnings, lines[end][2:].strip())


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cases(file): run for each case of a table in problems/")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that is marked ``cases`` for each case of the table."""
    marker = metafunc.definition.get_closest_marker("cases")
    if marker is not None:
        table = Path(__file__).with_name("problems") / marker.args[0]
        blocks = re.split(r"^## ", table.read_text("utf-8"), flags=re.MULTILINE)[1:]
        metafunc.parametrize("case", [_read_case(block) for block in blocks], ids=lambda case: case.title)
