"""The one place where files for other programs are written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util.display import status_iterator

import sphinx_homepage
from sphinx_homepage.build_notes import BuildNotes, stamp_of, write_file
from sphinx_homepage.diagnostics import Code, Problem, report
from sphinx_homepage.domain import domain_of
from sphinx_homepage.downloads.qr import QR
from sphinx_homepage.downloads.settings import Wish, wishes_of
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.html.paper_files import their_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.exports.facts import Facts
    from sphinx_homepage.exports.losses import Loss

_FILE = "homepage-exports.json"
BUILDERS = frozenset({"html", "dirhtml", "singlehtml", "readthedocs", "readthedocsdirhtml"})


class Download(NamedTuple):
    """A file for other programs, as a page speaks of it."""

    file: str
    media_type: str
    size: int
    digest: str


def make_files(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write what is out of date; return the pages that offer a file that has changed."""
    domain = domain_of(env)
    domain.downloads.clear()
    if app.builder.name not in BUILDERS:
        return []
    notes = _Notes(app)
    wishes, problems = wishes_of(app.config)
    for problem in problems:
        report(problem, app.srcdir)
    theirs = {name: why for name, wish in wishes.items() if (why := _whose(app, wish))}
    for name, why in theirs.items():
        own = their_file(app, wishes[name].file)
        if own is not None and own.is_file():
            row = wishes[name].format
            domain.downloads[name] = Download(wishes[name].file, row.media_type, own.stat().st_size, "")
        message = f"{wishes[name].file} is not written for {name}: {why}"
        report(Problem(Code.EXPORT_LOSS, message, is_information=True), app.srcdir)
    has_qr = any(QR in formats for formats in domain.offers.values())
    wishes = {name: wish for name, wish in wishes.items() if name not in theirs}
    if not any(domain.shown_publications.values()) and not notes.files:
        wishes = {name: wish for name, wish in wishes.items() if name != "bibtex"}
    before = dict(notes.files)
    if wishes or has_qr or notes.files:
        key = _key(app, env)
        if not notes.is_current(key, wishes):
            _write(app, notes, wishes, has_qr=has_qr)
            notes.made_from = key
    notes.save()
    for name, written in notes.files.items():
        row = wishes[name].format
        domain.downloads[name] = Download(written.file, row.media_type, written.size, written.digest)
    domain.qr = notes.qr
    changed = {name for name in {*before, *notes.files} if before.get(name) != notes.files.get(name)}
    if notes.qr != notes.qr_before:
        changed.add(QR)
    return sorted(docname for docname, offered in domain.offers.items() if offered & changed)


def _whose(app: Sphinx, wish: Wish) -> str:
    """Return who else gives the site the file, in words; nothing where nobody does."""
    extension = wish.format.their_extension
    if extension and extension in app.extensions:
        return f"{extension} writes one"
    return "html_extra_path has one" if their_file(app, wish.file) else ""


def _key(app: Sphinx, env: BuildEnvironment) -> str:
    """Return what changes when a file may have to be made again; quick to find."""
    config = app.config
    own = (config.homepage_exports, config.homepage_pdf, config.language, config.project, config.author)
    parts = (
        *(sphinx_homepage.__version__, own, config.html_title, site_url(config), app.builder.name),
        *(sorted(app.tags), sorted(env.all_docs.items()), [*app.extensions], config.html_extra_path),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _write(app: Sphinx, notes: _Notes, wishes: dict[str, Wish], *, has_qr: bool) -> None:
    from sphinx_homepage.downloads.site import facts_of  # Late: most builds make nothing anew.

    facts = facts_of(app, wishes)
    wishes = {name: wish for name, wish in wishes.items() if _is_of_something(name, facts)}
    for name in notes.files.keys() - wishes.keys():
        notes.delete(name)
    for name in [name for name, wish in wishes.items() if name in notes.files]:
        if notes.files[name].file != wishes[name].file:
            notes.delete(name)
    for name in _progress(app, wishes):
        wish = wishes[name]
        text, losses = wish.format.make(facts, wish.options)
        notes.write(name, wish.file, text.encode("utf-8", errors="replace"))
        _say(app, wish, losses)
    notes.qr = ""
    if has_qr:
        from sphinx_homepage.exports.vcard import to_vcard

        notes.qr, _ = to_vcard(facts, version="3.0", is_small=True)


def _is_of_something(name: str, facts: Facts) -> bool:
    """Whether there is anything to say in a format: a file of publications is of some."""
    if name == "bibtex":
        return any(item.shows_bibtex for item in facts.all_publications)
    return bool(facts.all_publications) if name in {"csl-json", "ris"} else True


def _progress(app: Sphinx, wishes: dict[str, Wish]) -> Iterator[str]:
    if wishes:
        yield from status_iterator(
            wishes,
            "writing files for other programs... ",
            "darkgreen",
            len(wishes),
            app.verbosity,
            stringify_func=lambda name: wishes[name].file,
        )


def _say(app: Sphinx, wish: Wish, losses: Iterable[Loss]) -> None:
    """Report what a format cannot hold, once for a file."""
    losses = [*losses]
    if losses:
        said = "; ".join(f"{loss.place}: {loss.message}" for loss in losses)
        message = f"{wish.file} does not hold all that pages show: {said}"
        place = next((loss.position for loss in losses if loss.position), None)
        report(Problem(Code.EXPORT_LOSS, message, place, is_information=True), app.srcdir)


# What was written


class _Written(NamedTuple):
    file: str
    size: int
    time: int
    digest: str


class _Notes:
    """What the last build of one builder wrote."""

    def __init__(self, app: Sphinx) -> None:
        self._notes = BuildNotes(app, _FILE)
        own = self._notes.load()
        files = own.get("files", {})
        self.files = {name: _Written(*values) for name, values in files.items() if len(values) == 4}
        self.made_from = str(own.get("made_from", ""))
        self.qr = self.qr_before = str(own.get("qr", ""))

    def is_current(self, key: str, wishes: dict[str, Wish]) -> bool:
        """Whether nothing that the files are made from has changed, nor they themselves."""
        if key != self.made_from or not self.files.keys() <= wishes.keys():
            return False
        return all(self._is_there(written) for written in self.files.values())

    def _is_there(self, written: _Written) -> bool:
        return stamp_of(self._notes.outdir / written.file) == (written.size, written.time)

    def write(self, name: str, file: str, data: bytes) -> None:
        """Write a file unless it says the same already."""
        path = self._notes.outdir / file
        write_file(path, data)
        digest = hashlib.sha256(data).hexdigest()[:16]
        self.files[name] = _Written(file, len(data), path.stat().st_mtime_ns, digest)

    def delete(self, name: str) -> None:
        """Take back a file that nobody asks for any more."""
        written = self.files.pop(name)
        if self._is_there(written):
            (self._notes.outdir / written.file).unlink()

    def save(self) -> None:
        """Write the notes if they have changed."""
        now: dict[str, Any] = {"made_from": self.made_from, "qr": self.qr}
        now["files"] = {name: list(written) for name, written in self.files.items()}
        if self.made_from:
            self._notes.save(now)
