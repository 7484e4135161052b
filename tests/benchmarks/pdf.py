"""Times PDFs: a CV against RenderCV, what the PDFs of a site add to its build, and those of a department.

    python3.12 -m venv rendercv && rendercv/bin/pip install "rendercv[full]==2.8"
    python tests/benchmarks/pdf.py [--rendercv rendercv/bin/rendercv] [--runs 7] [--pages 10 50 100]

RenderCV and this extension read the same file, two_pages.yaml. RenderCV downloads a package of icons for
Typst when it first runs. Each figure is the median of cold processes, which take turns, so that a machine
that slows down slows all of them. Prints seconds, memory and ratios; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml
from building import build, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CV = Path(__file__).with_name("two_pages.yaml")
CONF = 'project = "Benchmark"\nhtml_theme = "pydata_sphinx_theme"\nextensions = ["{extension}"]\n'
SECTIONS = (
    *("experience", "education", "publications", "projects", "talks", "awards", "skills", "languages"),
    "service",
)
PDF_ONLY = ("-nomd", "-nohtml", "-nopng")


class Cost(NamedTuple):
    """What a process takes."""

    seconds: float
    memory: float
    """At its peak, in MB."""


def costs(processes: Mapping[str, Callable[[], tuple[float, float]]], runs: int) -> dict[str, Cost]:
    """Return the median costs of processes that take turns, after one turn that does not count."""
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in processes}
    for turn in range(runs + 1):
        for name, process in processes.items():
            result = process()
            if turn:
                results[name].append(result)
    return {name: Cost(*map(statistics.median, zip(*all_, strict=True))) for name, all_ in results.items()}


def site(folder: Path, pages: Mapping[str, str], pdfs: int = 0) -> Callable[[], tuple[float, float]]:
    """Write a site with the CV as its data, of whose pages the first *pdfs* are PDFs; return its build."""
    folder.mkdir()
    shutil.copyfile(CV, folder / "cv.yaml")
    files = {name: f"{name}.pdf" for name in list(pages)[:pdfs]}
    settings = f'homepage_data = "cv.yaml"\nhomepage_pdf = {files!r}\n'
    _write(folder, CONF.format(extension="sphinx_homepage") + settings, pages)
    return partial(build, folder, fresh=True)


def bare_site(folder: Path, page: str) -> Callable[[], tuple[float, float]]:
    """Write a site of one page for Sphinx and MyST alone; return its build."""
    folder.mkdir()
    _write(folder, CONF.format(extension="myst_parser"), {"index": page})
    return partial(build, folder, fresh=True)


def _write(folder: Path, conf: str, pages: Mapping[str, str]) -> None:
    (folder / "conf.py").write_text(conf, "utf-8")
    for name, page in pages.items():
        (folder / f"{name}.md").write_text(page, "utf-8")


def cv_page(title: str, limit: int | None = None) -> str:
    """Return a page that shows the CV's data, at most *limit* of each section."""
    option = f":limit: {limit}\n" if limit else ""
    lists = (f"## {name.capitalize()}\n\n:::{{{name}}}\n{option}:::\n" for name in SECTIONS)
    return f"---\ntitle: {title}\norphan: true\n---\n\n:::{{profile}}\n:::\n\n" + "\n".join(lists)


def plain_page() -> str:
    """Return the CV's words as plain Markdown."""

    def words(value: object) -> str:
        if isinstance(value, dict):
            value = [*value.values()]
        return ", ".join(map(words, value)) if isinstance(value, list) else str(value)

    cv = yaml.safe_load(CV.read_text("utf-8"))["cv"]
    lists = (
        f"## {name.capitalize()}\n\n" + "".join(f"- {words(entry)}\n" for entry in entries)
        for name, entries in cv["sections"].items()
    )
    return f"# {cv['name']}\n\n" + "\n".join(lists)


PLACES = ("Saltmarsh", "Ferry", "Harbour", "Lagoon", "Estuary", "Delta", "Skerry", "Polder", "Fjord", "Atoll")
WORDS = ("tides", "gauges", "storms", "silt", "currents", "salinity", "waves", "dunes", "floods", "corals")


def member_page(number: int) -> str:
    """Return the page of a member of a department, whose entries stand on the page itself."""
    jobs = "".join(
        f":::{{experience}} {PLACES[(number + job) % 10]} Institute {number}-{job}\n"
        f":position: Researcher of {WORDS[number % 10]}\n:start: {2000 + 5 * job}-0{1 + number % 9}\n"
        f":end: {2004 + 5 * job}-03\n\n"
        f"- Measured {WORDS[(number + job) % 10]} at {number + 7 * job} stations, {job} of them **new**.\n"
        f"- Wrote *The {PLACES[(number * job) % 10]} of {WORDS[job]}*, which {number} groups use.\n:::\n\n"
        for job in range(4)
    )
    awards = "".join(
        f":::{{award}} Medal {number}-{award} for {WORDS[(number + award) % 10]}\n"
        f":awarder: Society of {PLACES[award]}\n:date: {2010 + award}\n:::\n\n"
        for award in range(4)
    )
    return (
        f"---\ntitle: Member {number}\norphan: true\n---\n\n"
        f"Works on {WORDS[number % 10]} and {WORDS[number // 10 % 10]}, in room {number}.\n\n"
        f"## Positions\n\n{jobs}## Degrees\n\n:::{{education}} University of {PLACES[number % 10]}\n"
        f":degree: PhD\n:area: {WORDS[(number + 3) % 10]}\n:end: {1990 + number % 10}\n:::\n\n"
        f"## Prizes\n\n{awards}"
    )


def compare_with_rendercv(folder: Path, rendercv: str | None, runs: int) -> None:
    """Time the two-page CV: with bare Sphinx, with and without its PDF, and RenderCV."""
    page = {"index": cv_page("Curriculum vitae")}
    processes = {
        "bare Sphinx, HTML": bare_site(folder / "bare", plain_page()),
        "ours, HTML": site(folder / "html", page),
        "ours, HTML and PDF": site(folder / "both", page, 1),
    }
    if rendercv is None:
        print("RenderCV is left out: name its executable with --rendercv\n")
    else:
        command = [rendercv, "render", str(CV), "-q", "-o", str(folder / "rendercv")]
        processes["RenderCV, PDF"] = partial(run, [*command, *PDF_ONLY])
        processes["RenderCV, all it writes"] = partial(run, command)
    found = costs(processes, runs)
    bare, plain, both = (found[name] for name in list(processes)[:3])
    print(f"{'a CV of two pages':28}{'seconds':>9}{'to bare':>9}{'peak':>9}{'ours to it':>12}")
    for name, cost in found.items():
        print(
            f"{name:28}{cost.seconds:8.2f}s{cost.seconds / bare.seconds:9.2f}{cost.memory:6.0f} MB"
            f"{both.seconds / cost.seconds:12.2f}"
        )
    print(f"the PDF adds {both.seconds - plain.seconds:.3f}s and {both.memory - plain.memory:.0f} MB\n")


def time_pdfs(folder: Path, title: str, pages: Mapping[str, str], counts: list[int], runs: int) -> None:
    """Time the build of one site with more and more PDFs."""
    found = costs({str(n): site(folder / f"{title}{n}", pages, n) for n in [0, *counts]}, runs)
    none, first = found["0"], found[str(counts[0])]
    heads = f"{'seconds':>9}{'to none':>9}{'each':>10}{'further':>10}{'peak':>10}"
    print(f"{f'{title}: {len(pages)} pages':42}\n{'':28}{heads}")
    for name, cost in found.items():
        added, further = int(name), int(name) - counts[0]
        line = f"{f'{name} PDFs':28}{cost.seconds:8.2f}s{cost.seconds / none.seconds:9.2f}"
        line += f"{(cost.seconds - none.seconds) / added * 1000:7.1f} ms" if added else f"{'':10}"
        line += f"{(cost.seconds - first.seconds) / further * 1000:7.1f} ms" if further > 0 else f"{'':10}"
        print(f"{line}{cost.memory:7.0f} MB")
    print(flush=True)


def main() -> None:
    """Run all comparisons and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rendercv", metavar="PATH", help="the executable of RenderCV")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--pages", type=int, nargs="*", default=[10, 50, 100])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare_with_rendercv(folder, options.rendercv, options.runs)
        several = {f"cv{n}": cv_page(f"CV number {n}", n % 4 + 1) for n in range(1, 11)}
        pages = {"index": cv_page("Curriculum vitae"), **several}
        time_pdfs(folder, "several CVs of one person", pages, [1, 2, 11], options.runs)
        if options.pages:
            members = {f"member{n}": member_page(n) for n in range(max(options.pages))}
            home = {"index": "# Department\n"}
            time_pdfs(folder, "a department", {**members, **home}, options.pages, max(1, options.runs // 3))


if __name__ == "__main__":
    main()
