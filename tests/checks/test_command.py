"""The command: what it prints, and what it returns."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from sphinx_homepage.checks import pdf_file
from sphinx_homepage.cli import main
from sphinx_homepage.commands import check

CV = """\
profile:
  name: Your Name
contact:
  email: ines@lens.example.edu
  phone: +1 555 01 42
awards:
- title: 日本の賞
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"src/conf.py": 'homepage_data = "cv.yaml"\n', "src/cv.yaml": CV})
    return tmp_path


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


PLACEHOLDER = """\
src/cv.yaml:2:9: placeholder: "Your Name" is a placeholder; write your own words, or take it out [fault]
    2 |   name: Your Name
      |         ^
"""
NO_DATE = """\
src/cv.yaml:7:3: no-date: "日本の賞" has no date; add a date [advice]
    7 | - title: 日本の賞
      |   ^
"""


def test_findings_are_printed_as_compilers_print_theirs_in_the_order_of_the_file(site, capsys):
    assert main(["check", "src"]) == 1
    assert capsys.readouterr().out == f"{PLACEHOLDER}{NO_DATE}1 fault, 1 piece of advice\n"


def test_the_folder_is_the_current_one_by_default(site, capsys, monkeypatch):
    monkeypatch.chdir(site / "src")
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith("cv.yaml:2:9: placeholder: ")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 1),
        (["--ignore", "placeholder"], 0),
        (["--ignore", "placeholder", "--strict"], 1),
        (["--ignore", "placeholder, no-date", "--strict"], 0),
        (["--ignore", "placeholder", "--ignore", "no-date", "--strict"], 0),
    ],
)
def test_advice_fails_only_where_it_is_asked_to(site, capsys, arguments, status):
    assert main(["check", "src", *arguments]) == status
    assert ("nothing to say" in capsys.readouterr().out) == (len(arguments) > 2 and not status)


def test_conf_py_can_silence_a_check(site, capsys):
    write(site, {"src/conf.py": 'homepage_data = "cv.yaml"\nhomepage_check_ignore = ["placeholder"]\n'})
    assert main(["check", "src"]) == 0
    assert capsys.readouterr().out == f"{NO_DATE}0 faults, 1 piece of advice\n"


def test_what_a_build_says_is_printed_too_with_its_place(site, capsys):
    write(site, {"src/cv.yaml": "awards:\n- titel: Best Lens\n  date: 2020\n"})
    assert main(["check", "src"]) == 1
    assert capsys.readouterr().out.startswith(
        'src/cv.yaml:2:3: unknown-field: unknown field "titel" in awards[0]; did you mean "title"? [fault]\n'
        "    2 | - titel: Best Lens\n      |   ^\n"
    )


def test_a_setting_is_shown_where_it_stands(site, capsys):
    write(site, {"src/conf.py": '\nhomepage_check_ignore = ["no-such"]\n'})
    assert main(["check", "src"]) == 1
    assert capsys.readouterr().out.startswith("src/conf.py:2:27: setting: homepage_check_ignore names ")


def test_the_built_site_comes_last_and_what_is_secret_is_not_quoted(site, capsys):
    write(site, {"out/index.html": "<p>\n+1 555 01 42", "out/.doctrees/x": ""})
    assert main(["check", "src", "--site", "out"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(PLACEHOLDER + NO_DATE)
    assert out.removeprefix(PLACEHOLDER + NO_DATE) == (
        'out/.doctrees: build-files: the folder ".doctrees" would be published, and knows your machine; '
        "build with -d elsewhere, and delete it [fault]\n"
        'out/index.html:2:1: private-text: the private "phone" of contact, from line 5 of cv.yaml, '
        "is in this file; take it out, or take the field out of private [fault]\n"
        "3 faults, 1 piece of advice\n"
    )


def test_a_program_gets_json(site, capsys):
    write(site, {"out/index.html": "+1 555 01 42", "out/.doctrees/x": ""})
    assert main(["check", "src", "--site", "out", "--format", "json"]) == 1
    out = capsys.readouterr().out
    assert "555" not in out
    data = json.loads(out)
    assert (data["faults"], data["advice"], data["notes"]) == (3, 1, [])
    assert data["findings"][0] == {
        "file": "src/cv.yaml",
        "line": 2,
        "column": 9,
        "code": "placeholder",
        "severity": "fault",
        "message": '"Your Name" is a placeholder; write your own words, or take it out',
    }
    rows = [(row["file"], row["line"], row["column"], row["code"]) for row in data["findings"]]
    assert rows[2:] == [
        ("out/.doctrees", None, None, "build-files"),
        ("out/index.html", 1, 1, "private-text"),
    ]


def test_what_was_not_looked_into_is_said(site, capsys, monkeypatch):
    write(site, {"out/cv.pdf": "%PDF-1.7"})
    monkeypatch.setattr(pdf_file, "can_read_pages", lambda: False)
    main(["check", "src", "--site", "out"])
    assert "note: what pages of PDFs show was not searched" in capsys.readouterr().out


def test_hostile_names_and_texts_do_not_move_the_cursor(site, capsys):
    write(site, {"src/cv.yaml": 'awards:\n- "a\\e[2Jb"\n', "out/\x1b[2J.html": '<a href="\x1b[2J">'})
    main(["check", "src", "--site", "out"])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert out.count("\n") == 7


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none"], "none"),
        (["src", "--site", "none"], 'there is no folder "none"; build the site first'),
        (["src", "--ignore", "nodoi"], 'there is no check "nodoi"; did you mean "no-doi"?'),
    ],
)
def test_wrong_use_is_said_and_returns_two(site, capsys, arguments, words):
    assert main(["check", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err


def test_a_conf_py_that_cannot_be_run_is_said(site, capsys):
    write(site, {"src/conf.py": "homepage_data = cv.yaml\n"})
    assert main(["check", "src"]) == 2
    assert "cv" in capsys.readouterr().err


class Terminal:
    """A standard error that is a terminal."""

    def __init__(self):
        self.written = ""

    def isatty(self):
        return True

    def write(self, text):
        self.written += text

    def flush(self):
        pass


def test_progress_is_shown_on_a_terminal_and_wiped(site, monkeypatch):
    write(site, {f"out/{number}.html": "" for number in range(250)})
    terminal = Terminal()
    monkeypatch.setattr(check.sys, "stderr", terminal)
    main(["check", "src", "--site", "out"])
    steps = terminal.written.split("\r")
    assert steps == ["", "searching 100 of 250 files", "searching 200 of 250 files", "\x1b[K"]


def test_the_help_imports_no_sphinx():
    code = (
        "import sys; from sphinx_homepage.cli import main\n"
        "try: main(['check', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'sphinx', 'pydantic', 'PIL'}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip().endswith("[]")
