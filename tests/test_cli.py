"""The commands."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sphinx_homepage.cli import main
from sphinx_homepage.exports.formats import FORMATS

EXAMPLE = Path(__file__).parents[1] / "example_site"
RECORD = [name for name, row in FORMATS.items() if not row.needs_site]


@pytest.mark.parametrize("name", RECORD)
def test_export_writes_each_format_of_the_record(tmp_path, name):
    out = tmp_path / "out"
    assert main(["export", name, "--source", str(EXAMPLE), "-o", str(out)]) == 0
    text = out.read_text("utf-8")
    assert "Tsikhiseli" in text
    assert "555-0142" not in text
    assert "Neuchâtel Repair Café" in text or name not in {"json-resume", "text", "markdown"}


def test_export_prints_where_no_file_is_named(capfdbinary):
    assert main(["export", "json-resume", "--source", str(EXAMPLE)]) == 0
    printed = capfdbinary.readouterr()
    assert json.loads(printed.out)["basics"]["email"] == "ketevan@tsikhiseli.example.org"
    assert b"only named; it does not ride along" in printed.err


def test_export_says_what_is_wrong_with_its_place(tmp_path, capsys):
    (tmp_path / "conf.py").write_text('homepage_data = "cv.yaml"\nlanguage = "de"\n')
    (tmp_path / "cv.yaml").write_text("awards:\n- title: Preis\n  date: 2019.09\n")
    assert main(["export", "text", "--source", str(tmp_path), "-o", str(tmp_path / "o")]) == 0
    assert capsys.readouterr().err.startswith(
        'cv.yaml:3:9: awards[0].date (Preis): cannot read the date "2019.09"'
    )
    assert "Auszeichnungen" in (tmp_path / "o").read_text("utf-8")


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        (None, "there is no conf.py in"),
        ("", "conf.py names no file, neither in homepage_data nor in homepage_bibliography"),
        ("1 +", "There is a syntax error in your configuration file"),
    ],
)
def test_export_says_why_there_is_nothing_to_write(tmp_path, capsys, conf, message):
    if conf is not None:
        (tmp_path / "conf.py").write_text(conf)
    assert main(["export", "text", "--source", str(tmp_path)]) == 2
    assert message in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(tmp_path, capsys):
    assert main(["export", "bibtex", "--source", str(EXAMPLE), "-o", str(tmp_path)]) == 2
    assert "sphinx-homepage: " in capsys.readouterr().err


def test_what_is_made_of_the_pages_wants_a_build(capsys):
    with pytest.raises(SystemExit):
        main(["export", "sitemap"])
    assert "invalid choice: 'sitemap'" in capsys.readouterr().err


def test_help_is_there_at_once():
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "sphinx_homepage", "export", "--help"], check=True, capture_output=True
        )
        times.append(time.perf_counter() - start)
    assert min(times) < 0.3
