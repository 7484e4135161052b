"""Times a page of publications against an empty build, and against sphinxcontrib-bibtex, in the same run.

    python -m pip install sphinxcontrib-bibtex
    python tests/benchmarks/publications.py [--entries 500 5000] [--runs 3] [--alone]

Prints seconds and memory above the empty build, and ratios; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from building import build, median

THEME = 'project = "Benchmark"\nhtml_theme = "pydata_sphinx_theme"\n'
CONFS = {
    "empty": f'{THEME}extensions = ["myst_parser"]\n',
    "ours": f'{THEME}extensions = ["sphinx_homepage"]\nhomepage_bibliography = "papers.bib"\n'
    'homepage_me = "Mariam Okeke"\n',
    "bibtex": f'{THEME}extensions = ["myst_parser", "sphinxcontrib.bibtex"]\n'
    'bibtex_bibfiles = ["papers.bib"]\n',
}
LISTS = {
    "empty": "Nothing.\n",
    "ours": ":::{publications}\n:group-by: year\n:::\n",
    "bibtex": "```{bibliography}\n:all:\n```\n",
}
WORDS = """\
tide sea wave measure model estimate invented shore salt learning causal graph network drift kelp moon
signal bound theory season deep robust survey method data field coast current storm harbour lagoon"""
GIVEN = "Ana Bojan Chidi Dilnoza Eero Fatima Giorgi Hana Ikaika Jorge Keiko Lwazi Noor Olga Paulo Rangi"
FAMILY = "Alves Bašić Chukwu Dlamini Eskola Farouk Gelashvili Horáková Kahale Lima Mori Ndlovu Silva"
TYPES = (
    ("article", "journal = {Journal of Invented Tides}, volume = {%d}, number = {3}, pages = {101--118}"),
    ("inproceedings", "booktitle = {Proceedings of the %dth Invented Sea Conference}, pages = {1--9}"),
    ("book", "publisher = {Invented Press}, edition = {%d}"),
    ("phdthesis", "school = {University of Example}, number = {%d}"),
    ("misc", "howpublished = {Preprint %d}"),
)


def bibliography(count: int) -> str:
    """Return *count* invented entries: every third with an abstract, every fifth with TeX in its title."""
    choose = random.Random(7)
    vocabulary, given, families = WORDS.split(), GIVEN.split(), FAMILY.split()

    def words(number: int) -> str:
        return " ".join(choose.choice(vocabulary) for _ in range(number))

    entries = []
    for number in range(count):
        kind, fields = TYPES[choose.choice((0, 0, 0, 1, 1, 2, 3, 4))]
        people = [f"{choose.choice(families)}, {choose.choice(given)}" for _ in range(choose.randint(0, 7))]
        people.insert(choose.randint(0, len(people)), "Okeke, Mariam")
        title = words(9).capitalize() + (
            r" with {\"U}ber $\alpha_{2}$-\emph{drift}" if number % 5 == 0 else ""
        )
        more = f",\n  abstract = {{{words(120).capitalize()}.}}" if number % 3 == 0 else ""
        entries.append(
            f"@{kind}{{key{number},\n  author = {{{' and '.join(people)}}},\n  title = {{{title}}},\n"
            f"  year = {{{choose.randint(1995, 2026)}}},\n  doi = {{10.5555/invented.{number}}},\n"
            f"  {fields % choose.randint(1, 40)}{more}\n}}\n"
        )
    return "\n".join(entries)


def write_site(folder: Path, kind: str, source: str) -> None:
    """Write a site of two pages, one of which lists the publications."""
    folder.mkdir()
    (folder / "conf.py").write_text(CONFS[kind])
    (folder / "papers.bib").write_text(source)
    (folder / "index.md").write_text("# Home\n\n```{toctree}\npapers\nother\n```\n")
    (folder / "papers.md").write_text(f"# Papers\n\n{LISTS[kind]}")
    (folder / "other.md").write_text("# Other\n\nSome text.\n")


def edited(folder: Path, page: str, runs: int) -> float:
    """Return the median seconds of building a site again after an edit of one page."""
    seconds = []
    for number in range(runs):
        path = folder / page
        path.write_text(f"{path.read_text()}\nEdit {number}.\n")
        time.sleep(0.02)  # For file systems that count time in coarse steps.
        seconds.append(build(folder, fresh=False)[0])
    return sorted(seconds)[len(seconds) // 2]


def main() -> None:
    """Run all comparisons and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="*", default=[500, 5000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--alone", action="store_true", help="without sphinxcontrib-bibtex")
    options = parser.parse_args()
    kinds = [kind for kind in CONFS if kind != "bibtex" or not options.alone]
    for count in options.entries:
        with tempfile.TemporaryDirectory() as name:
            source = bibliography(count)
            print(f"{count} entries, {len(source) / 1e6:.1f} MB of BibTeX", flush=True)
            print(f"{'':10}{'cold':>9}{'more':>9}{'no change':>11}{'other page':>12}{'peak':>9}{'page':>10}")
            base = 0.0
            for kind in kinds:
                folder = Path(name, kind)
                write_site(folder, kind, source)
                runs = 1 if kind == "bibtex" and count > 1000 else options.runs
                cold, memory = median(folder, runs, fresh=True)
                base = base or cold
                again, _ = median(folder, runs, fresh=False)
                other = edited(folder, "other.md", runs)
                page = Path(f"{folder}-out", "papers.html").stat().st_size / 1e6
                print(
                    f"{kind:10}{cold:8.2f}s{cold - base:+8.2f}s{again:10.2f}s{other:11.2f}s"
                    f"{memory:6.0f} MB{page:7.1f} MB",
                    flush=True,
                )


if __name__ == "__main__":
    main()
