"""conf.py and what it names -> the facts that checks look at, without a build."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sphinx_homepage.bibliography import Bibliography
from sphinx_homepage.checks.material import Disk, Facts, Hidden, Portrait, Published
from sphinx_homepage.checks.typed_entries import typed_entries
from sphinx_homepage.config import SETTINGS, files_of, place_of
from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.model.publications.fields import is_hidden
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.front_matter import is_draft, read_front_matter, split
from sphinx_homepage.sources.paths import inside, is_file, site_path
from sphinx_homepage.sources.record import load_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.config import Config

    from sphinx_homepage.model.record import Record

_MARKDOWN: Final = (".md", ".markdown", ".myst")
_PAGES: Final = (*_MARKDOWN, ".rst")


def read_config(srcdir: Path) -> Config:
    """Read conf.py as a build does, with our settings in it.

    Raises:
        ConfigError: There is none, or it cannot be run.
    """
    from sphinx.config import Config
    from sphinx.util.tags import Tags

    config = Config.read(srcdir, overrides={}, tags=Tags())
    for setting in SETTINGS:
        config.add(setting.name, setting.default, setting.rebuild, setting.types)
    config.add("html_baseurl", "", "html", str)
    return config


def read_facts(config: Config, srcdir: Path, today: date | None = None) -> tuple[Facts, list[Problem]]:
    """Read what conf.py names; return it with what a build would say of it."""
    srcdir = srcdir.resolve()
    problems: list[Problem] = []
    record, found = load_record(files_of(config, "homepage_data"), srcdir)
    problems += found
    bibliography = Bibliography.of(config, srcdir, record)
    problems += bibliography.problems
    pages = dict(pages_of(config, srcdir))
    portraits, found = _portraits(record, pages, srcdir)
    problems += found
    typed = [entry for name, source in pages.items() for entry in typed_entries(name, source)]
    budgets, found = _budgets(config)
    problems += found
    today = today or datetime.now(UTC).date()
    facts = Facts(
        record=record,
        typed=typed,
        publications=bibliography.publications,
        pages=pages,
        templates=_templates(config, srcdir),
        settings=dict(_settings(config)),
        portraits=portraits,
        data_files=_data_files(config, srcdir),
        srcdir=srcdir,
        today=(today.year, today.month, today.day),
        is_cloaked=bool(config.homepage_cloak_email),
        has_private_pdf=bool(config.homepage_pdf_private),
        pdfs=_texts_in(config.homepage_pdf),
        budgets=budgets,
        prefix=_prefix(config),
        has_address=bool(site_url(config)),
        made=frozenset(_made(config, srcdir)),
        hidden=[*_hidden(config, srcdir)],
    )
    return facts, [problem for problem in problems if not problem.is_information]


def ignored_codes(config: Config, known: Iterable[str]) -> tuple[set[str], list[Problem]]:
    """Return what conf.py silences, codes and ``code:words``, and what is wrong with it."""
    given = config.homepage_check_ignore
    names = [given] if isinstance(given, str) else given if isinstance(given, (list, tuple)) else []
    known = set(known)
    problems = []
    for name in names:
        if str(name).partition(":")[0] not in known:
            message = f'homepage_check_ignore names "{shown(str(name))}", which is no check; take it out'
            place = place_of("homepage_check_ignore", config, str(name))
            problems.append(Problem(Code.SETTING, message, place))
    ours = "homepage"
    suppressed = [str(name) for name in config.suppress_warnings]
    names = [*names, *(name.removeprefix(f"{ours}.") for name in suppressed if name.startswith(f"{ours}."))]
    if ours in suppressed or f"{ours}.*" in suppressed:
        names = [*names, *(code.slug for code in Code)]
    return set(map(str, names)), problems


def pages_of(config: Config, srcdir: Path) -> Iterator[tuple[str, str]]:
    """Yield the pages that would be built: their paths, and what they hold."""
    from sphinx.project import EXCLUDE_PATHS
    from sphinx.util.matching import get_matching_files

    excluded = [*config.exclude_patterns, *config.templates_path, *EXCLUDE_PATHS]
    for name in sorted(get_matching_files(srcdir, config.include_patterns, excluded)):
        if name.endswith(_PAGES):
            try:
                source = Path(srcdir, name).read_text("utf-8-sig", errors="replace")
            except OSError:
                continue
            if not is_draft(source):
                yield name, source


def _templates(config: Config, srcdir: Path) -> dict[str, str]:
    found = {}
    for folder in config.templates_path:
        for path in sorted(Path(srcdir, folder).rglob("*.html")):
            if path.is_file() and path.is_relative_to(srcdir):
                found[path.relative_to(srcdir).as_posix()] = path.read_text("utf-8", errors="replace")
    return found


def _settings(config: Config) -> Iterator[tuple[str, Text]]:
    for name in ("project", "author", "copyright", "project_copyright", "html_title", "html_baseurl"):
        value = config._raw_config.get(name)
        if isinstance(value, str):
            yield name, Text(value, place_of(name, config, value))


def _data_files(config: Config, srcdir: Path) -> dict[str, bytes]:
    settings = ("homepage_data", "homepage_bibliography", "homepage_coauthors", "homepage_venues")
    found = {}
    for name in ("conf.py", *(str(name) for setting in settings for name in files_of(config, setting))):
        file = inside(srcdir, name)
        if file is not None and is_file(file):
            found[name] = file.read_bytes()
    return found


def _made(config: Config, srcdir: Path) -> Iterator[str]:
    """Yield the paths of the files that a build puts into the site beside its pages."""
    from sphinx_homepage.downloads.settings import wishes_of

    yield from _texts_in(config.homepage_pdf).values()
    yield from (wish.file for wish in wishes_of(config)[0].values())
    extra = config._raw_config.get("html_extra_path")
    for name in extra if isinstance(extra, (list, tuple)) else ():
        path = Path(srcdir, str(name))
        if path.is_file():
            yield path.name
        for file in path.rglob("*"):
            yield file.relative_to(path).as_posix()


def _hidden(config: Config, srcdir: Path) -> Iterator[Hidden]:
    """Yield the fields of the .bib files that no page may show, with their values as they are typed."""
    from sphinx_homepage.sources.bibtex.reader import decode, read

    for name in files_of(config, "homepage_bibliography"):
        file = inside(srcdir, str(name))
        if file is None or not is_file(file):
            continue
        entries, _ = read(decode(file.read_bytes(), str(name))[0], str(name))
        for entry in entries:
            for field, text in entry.fields.items():
                if is_hidden(field):
                    yield Hidden(field, str(entry.key), text)


def _portraits(record: Record, pages: dict[str, str], srcdir: Path) -> tuple[list[Portrait], list[Problem]]:
    found: list[tuple[Text, str | None, str]] = []
    problems: list[Problem] = []
    for entry in record["profile"]:
        if entry.image is not None:
            folder = Path(entry.typed_at.path).parent.as_posix() if entry.typed_at else "."
            found.append((entry.image.src, entry.image.alt, site_path(entry.image.src, folder)))
    for name, source in pages.items():
        block, _ = split(source)
        if not block or not name.endswith(_MARKDOWN):
            continue
        front_matter, _, said = read_front_matter(block, name)
        problems += said
        icon = front_matter.icon
        if icon is not None:
            path = site_path(icon.url, Path(name).parent.as_posix())
            file = inside(srcdir, path)
            if file is None or not is_file(file):
                message = f'there is no file "{shown(path.lstrip("/"))}" in the source directory'
                problems.append(Problem(Code.FILE_MISSING, message, icon.url.position))
            found.append((icon.url, icon.alt, path))
    portraits = []
    for url, alt, path in found:
        file = inside(srcdir, path)
        if file is not None and is_file(file):
            portraits.append(Portrait(url, alt, file.stat().st_size, *_size_of(file)))
    return portraits, problems


def _size_of(file: Path) -> tuple[int, int]:
    from PIL import Image

    try:
        with Image.open(file) as picture:
            return picture.size
    except Exception:
        return 0, 0


def _texts_in(value: Any) -> dict[str, str]:
    pairs = value.items() if isinstance(value, dict) else ()
    return {key: name for key, name in pairs if isinstance(key, str) and isinstance(name, str)}


def _budgets(config: Config) -> tuple[dict[str, int], list[Problem]]:
    setting = "homepage_check_pages"
    given = config[setting] if isinstance(config[setting], dict) else {}
    pdfs = _texts_in(config.homepage_pdf)
    budgets: dict[str, int] = {}
    problems = []
    for page, most in given.items():
        place = place_of(setting, config, str(page))
        if not isinstance(most, int) or isinstance(most, bool) or most < 1:
            message = f'{setting} gives "{shown(str(page))}" as {shown(repr(most))}; write a number of pages'
            problems.append(Problem(Code.SETTING, message, place))
        elif page not in pdfs:
            message = f'{setting} names "{shown(str(page))}", of which homepage_pdf makes no PDF; take it out'
            problems.append(Problem(Code.SETTING, message, place))
        else:
            budgets[page] = most
    return budgets, problems


def _prefix(config: Config) -> str:
    """Return the path of the site's address, as a site below ``https://someone.github.io/name/`` has one."""
    base = config._raw_config.get("html_baseurl")
    try:
        path = urlsplit(base).path if isinstance(base, str) else ""
    except ValueError:
        path = ""
    return f"{path.rstrip('/')}/"


def read_site(root: Path, facts: Facts) -> Published:
    """Find all that lies in the folder of the built site; links to elsewhere are not followed."""
    import os

    files: list[Disk] = []
    folders: set[str] = set()
    for folder, names, file_names in os.walk(root):
        here = Path(folder).relative_to(root)
        names.sort()
        folders |= {(here / name).as_posix() for name in names}
        names[:] = [name for name in names if name not in {".doctrees", ".git", ".hg", ".svn"}]
        for name in sorted(file_names):
            try:
                size = Path(folder, name).stat().st_size
            except OSError:
                continue
            files.append(Disk((here / name).as_posix(), size))
    return Published(root, files, frozenset(folders), facts)
