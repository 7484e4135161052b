"""Typst source and the files beside it to a PDF.

Everything is copied into a private folder and nothing else can be read. No package is loaded and nothing is
downloaded. The PDF is made as the standards want it; what cannot be is made all the same, with a complaint.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, cast

from sphinx_homepage.pdf.complaints import (
    DAMAGED,
    MAIN,
    Complaint,
    are_about_standards,
    complaints_in,
    missing_characters,
    named,
    stand_ins,
    without_standards,
)
from sphinx_homepage.pdf.fonts import open_fonts, rules_of_scripts, stand_in, wants_system

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import typst

    from sphinx_homepage.pdf.fonts import Fonts

STANDARDS: Final = ("ua-1", "a-3a")
"""PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3)."""
LIMIT: Final = 30.0
"""Seconds. A CV takes a hundredth of one; only a template that counts for ever takes longer."""


class CompileError(Exception):
    """There is no PDF; ``complaints`` say why."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        super().__init__("; ".join(complaint.message for complaint in complaints))
        self.complaints = tuple(complaints)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A PDF.

    Attributes:
        pdf: its bytes.
        pages: how many it has.
        complaints: what a person should know, each once.
        standards: those that it keeps; none if a complaint says so.
        uses_system_fonts: whether it may look different on another machine.
    """

    pdf: bytes
    pages: int
    complaints: tuple[Complaint, ...] = ()
    standards: tuple[str, ...] = STANDARDS
    uses_system_fonts: bool = False


def compile_pdf(
    main: str,
    files: Mapping[str, bytes | Path],
    *,
    timestamp: int,
    standards: Sequence[str] = STANDARDS,
    font_paths: Sequence[Path] = (),
    has_system_fonts: bool = False,
    families: Sequence[str] = (),
    is_sans: bool = False,
    limit: float = LIMIT,
) -> Compiled:
    """Make a PDF.

    Args:
        main: Typst source.
        files: what it reads, by relative paths with ``/``: the bytes, or the file to copy.
        timestamp: seconds since 1970, for the date of the PDF: the same input gives the same bytes.
        standards: what Typst calls them.
        font_paths: files and folders of fonts beside those that come along.
        has_system_fonts: whether the system's fonts are there from the beginning. If not, they are where a
            character or its script needs them.
        families: the fonts that the person prefers, for any script that they have.
        is_sans: whether scripts that have no font here are to be set in a sans serif.
        limit: seconds that one run may take.

    Raises:
        CompileError: Typst cannot make it, or takes too long.
        ValueError: A path of *files* leads elsewhere.
    """
    with tempfile.TemporaryDirectory(prefix="homepage-pdf-", ignore_cleanup_errors=True) as folder:
        root = Path(folder, "root")
        _fill(root, files)
        Path(folder, "packages").mkdir()
        job = _Job(
            main, root, timestamp, tuple(standards), tuple(font_paths), tuple(families), is_sans, limit
        )
        return job.run(has_system=has_system_fonts)


def _fill(root: Path, files: Mapping[str, bytes | Path]) -> None:
    root.mkdir()
    for name, content in files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or name in {"", MAIN}:
            raise ValueError(f'"{name}" is no path of a file beside {MAIN}')
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            place.write_bytes(content)
        else:
            shutil.copyfile(content, place)  # What a link points to, never the link.


@dataclass
class _Job:
    main: str
    root: Path
    timestamp: int
    standards: tuple[str, ...]
    font_paths: tuple[Path, ...]
    families: tuple[str, ...]
    is_sans: bool
    limit: float
    complaints: list[Complaint] = field(default_factory=list)

    def run(self, *, has_system: bool) -> Compiled:
        """Make the PDF without the fonts that turn out to be damaged, which are told."""
        without: frozenset[str] = frozenset()
        damages: list[Complaint] = []
        while True:
            self.complaints = [*damages]
            try:
                return self._run(without, has_system=has_system)
            except CompileError as error:
                families = {found[1] for one in error.complaints if (found := DAMAGED.match(one.message))}
                if not families or families <= without:
                    raise
                fonts = _open_fonts(self.font_paths, has_system=True, without=without)
                damages += [
                    Complaint(
                        f"a font is damaged, and not used: {fonts.described(family)}; install it anew, or "
                        "copy its file anew"
                    )
                    for family in sorted(families - without)
                ]
                without |= families

    def _run(self, without: frozenset[str], *, has_system: bool) -> Compiled:
        fonts = _open_fonts(self.font_paths, has_system=has_system, without=without)
        if not has_system and wants_system(self.main, fonts):
            has_system = True
            fonts = _open_fonts(self.font_paths, has_system=True, without=without)
        rules = self._rules(fonts)
        outcome = self._once(rules, fonts)
        missing = _missing(outcome)
        if missing and not has_system:
            has_system = True
            fonts = _open_fonts(self.font_paths, has_system=True, without=without)
            outcome = self._once(rules, fonts)
            missing = _missing(outcome)
        if missing:
            self.complaints += [lack for lack in missing if any(map(stand_in, lack.characters))]
            rules = stand_ins(missing) + rules
            outcome = self._once(rules, fonts)
        standards = self.standards
        if isinstance(outcome, _Failure) and standards and outcome.is_about_standards:
            self.complaints += [
                replace(complaint, message=without_standards(complaint.message))
                for complaint in dict.fromkeys(outcome.complaints)
            ]
            standards = ()
            outcome = self._once(rules, fonts, standards=())
        if isinstance(outcome, _Failure):
            raise CompileError(outcome.complaints)
        pdf, warnings = outcome
        left_out = {f"unknown font family: {family.lower()}" for family in without}
        warnings = [warning for warning in warnings if warning.message not in left_out]
        complaints = tuple(dict.fromkeys([*self.complaints, *warnings]))
        return Compiled(pdf, _count_pages(pdf), complaints, standards, has_system)

    def _rules(self, fonts: Fonts) -> str:
        rules, lacks = rules_of_scripts(self.main, fonts, preferred=self.families, is_sans=self.is_sans)
        for script, families, characters in lacks:
            at = min(map(self.main.index, characters))
            what = (
                f"the fonts for {script.name} have no {named(characters)}, which may stand unjoined"
                if families
                else f"no font for {script.name} is installed, so its letters are not joined as they "
                "should be"
            )
            self.complaints.append(
                Complaint(
                    f'{what}: install one ("{script.serif[0]}", which is in {script.package}), or name its '
                    "file in homepage_pdf_fonts",
                    self.main.count("\n", 0, at) + 1,
                    characters=characters,
                )
            )
        return rules

    def _once(self, rules: str, fonts: Fonts, standards: tuple[str, ...] | None = None) -> _Outcome:
        """Run Typst, in a thread: it cannot be interrupted, but it need not be waited for."""
        # The rules stand before the first line, which stays the first.
        Path(self.root, MAIN).write_text(rules + self.main, encoding="utf-8", newline="\n")
        wanted = self.standards if standards is None else standards
        results: list[_Outcome | BaseException] = []

        def work() -> None:
            try:
                results.append(_typeset(self.root, fonts.typst, wanted, self.timestamp))
            except BaseException as error:  # A panic of Typst's is no Exception.
                results.append(error)

        thread = threading.Thread(target=work, name="typst", daemon=True)
        with _NO_NETWORK:
            thread.start()
            thread.join(self.limit)
        if not results:
            raise CompileError([Complaint(f"Typst was not done after {self.limit:g} seconds")])
        if isinstance(results[0], BaseException):
            raise CompileError([Complaint(f"Typst broke down: {results[0]}")]) from results[0]
        return results[0]


_LISTING: Final = threading.Lock()


def _open_fonts(paths: tuple[Path, ...], *, has_system: bool, without: frozenset[str] = frozenset()) -> Fonts:
    """Return fonts, which the first of several runs at a time lists for all."""
    with _LISTING:
        return open_fonts(paths, has_system=has_system, without=without)


@dataclass(frozen=True, slots=True)
class _Failure:
    complaints: tuple[Complaint, ...]
    is_about_standards: bool


_Outcome = tuple[bytes, list[Complaint]] | _Failure


def _typeset(root: Path, fonts: typst.Fonts, standards: Sequence[str], timestamp: int) -> _Outcome:
    import typst

    packages = root.parent / "packages"
    try:
        pdf, warnings = typst.compile_with_warnings(
            root / MAIN,
            root=root,
            format="pdf",
            font_paths=fonts,
            ignore_system_fonts=True,
            pdf_standards=cast("Any", [*standards]),
            package_path=packages,
            package_cache_path=packages,
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        complaints = complaints_in(error.diagnostic or str(error.message), "error")
        return _Failure(tuple(complaints), are_about_standards(error.diagnostic))
    found = [complaint for warning in warnings for complaint in complaints_in(warning.diagnostic, "warning")]
    return pdf, found


_PROXIES: Final = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_NO_PROXIES: Final = ("no_proxy", "NO_PROXY")


class _ClosedDoor:
    """Lets Typst, which downloads a package that a template asks for, ask nobody but a closed door.

    The environment is one for all threads: the first run changes it, and the last changes it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs = 0
        self._before: dict[str, str | None] = {}

    def __enter__(self) -> None:
        with self._lock:
            if self._runs == 0:
                self._before = {name: os.environ.get(name) for name in (*_PROXIES, *_NO_PROXIES)}
                os.environ.update(dict.fromkeys(_PROXIES, "http://127.0.0.1:9"))
                for name in _NO_PROXIES:
                    os.environ.pop(name, None)
            self._runs += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._runs -= 1
            if self._runs == 0:
                for name, value in self._before.items():
                    if value is None:
                        os.environ.pop(name, None)
                    else:
                        os.environ[name] = value


_NO_NETWORK: Final = _ClosedDoor()


def _missing(outcome: _Outcome) -> list[Complaint]:
    return missing_characters(outcome.complaints) if isinstance(outcome, _Failure) else []


def _count_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page(?![A-Za-z])", pdf))
