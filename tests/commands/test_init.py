"""``sphinx-homepage init``: what it writes is a site that builds, whatever a person answers."""

from __future__ import annotations

import builtins
import io
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import sphinx_homepage
from sphinx_homepage import importing
from sphinx_homepage.cli import main
from sphinx_homepage.importing.found import Found, Note
from sphinx_homepage.model.schema import data_file_schema
from sphinx_homepage.model.text import Mapping, Sequence
from sphinx_homepage.scaffold import literals, settings
from sphinx_homepage.scaffold.first_record import first_record
from sphinx_homepage.scaffold.placeholders import PLACEHOLDERS, placeholders_in
from sphinx_homepage.scaffold.site import FolderError, files_of, write_site
from sphinx_homepage.sources.front_matter import read_front_matter, split
from sphinx_homepage.sources.record import load_record
from sphinx_homepage.sources.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = Path(sphinx_homepage.__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONUTF8": "1", "NO_COLOR": "1"}
FILES = {
    ".github/workflows/pages.yml",
    ".gitignore",
    ".readthedocs.yaml",
    "conf.py",
    "cv.md",
    "cv.schema.json",
    "cv.yaml",
    "index.md",
    "papers.bib",
    "projects.md",
    "publications.md",
    "requirements.txt",
}
ANSWERS = [
    *("--name", "Amara Okafor", "--role", "Structural engineer", "--location", "Enugu, Nigeria"),
    *("--email", "amara@example.org", "--orcid", "0000-0002-1825-0097", "--github", "amara-example"),
    *("--profile", "mastodon=@amara@example.org", "--url", "https://amara.example.org"),
]


def run(*words: str, cwd: Path, typed: str | None = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=cwd,
        env=ENVIRONMENT,
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def build(site: Path, builder: str = "html", *options: str) -> subprocess.CompletedProcess[str]:
    words = ("-nW", "--keep-going", "-b", builder, "-d", f"_build/{builder}-doctrees", *options, ".")
    words = (*words, f"_build/{builder}")
    return run("sphinx", *words, cwd=site)


def files_in(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


class Links(HTMLParser):
    """The addresses that a page links to, and its anchors."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.urls.append(value)
            elif name == "id" and value:
                self.ids.add(value)


def dead_links(folder: Path) -> list[str]:
    dead = []
    for page in sorted(folder.rglob("*.html")):
        if "_static" in page.parts:  # A template of the theme.
            continue
        for url in Links(page).urls:
            parts = urlsplit(url)
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            root = folder if path.startswith("/") else page.parent
            target = (root / path.lstrip("/")) if path else page
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            if not target.is_file() or (
                anchor and target.suffix == ".html" and anchor not in Links(target).ids
            ):
                dead.append(f"{page.relative_to(folder)}: {url}")
    return dead


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A new site of somebody who has answered nothing, and what was said of it."""
    folder = tmp_path_factory.mktemp("fresh")
    done = run("sphinx_homepage", "init", "my-site", "--yes", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "my-site", done.stdout


@pytest.fixture(scope="module")
def built(fresh: tuple[Path, str]) -> subprocess.CompletedProcess[str]:
    return build(fresh[0])


def test_a_new_site_has_these_files_and_no_others(tmp_path: Path, capsys: Any) -> None:
    assert main(["init", str(tmp_path / "my-site"), "--yes"]) == 0
    assert {*files_in(tmp_path / "my-site")} == FILES
    said = capsys.readouterr().out
    assert [name for name in FILES if f"  {name}\n" not in said] == []


def test_the_two_commands_that_it_prints_build_the_site(tmp_path: Path) -> None:
    said = run("sphinx_homepage", "init", "my site's", "--yes", cwd=tmp_path).stdout
    first, second = re.findall(r"^  (cd .*|python .*)$", said, re.MULTILINE)
    script = f"set -e\n{first}\n{second}".replace("python ", f"{sys.executable} ", 1)
    if os.name == "nt":
        pytest.skip("the commands are tried in a POSIX shell")
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "my site's" / "_site" / "index.html").is_file()


def test_a_new_site_builds_strictly(built: subprocess.CompletedProcess[str]) -> None:
    assert (built.returncode, built.stderr) == (0, "")


def test_a_new_site_builds_strictly_in_our_own_theme(fresh: tuple[Path, str]) -> None:
    done = build(fresh[0], "dirhtml", "-D", "html_theme=homepage")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_new_site_has_no_dead_link(
    fresh: tuple[Path, str], built: subprocess.CompletedProcess[str]
) -> None:
    assert dead_links(fresh[0] / "_build" / "html") == []
    assert (fresh[0] / "_build" / "html" / "cv.pdf").read_bytes().startswith(b"%PDF-")


def test_a_new_sites_links_can_be_checked_without_a_network(fresh: tuple[Path, str]) -> None:
    done = build(fresh[0], "linkcheck")
    assert (done.returncode, done.stderr) == (0, "")


def test_every_placeholder_is_named_at_build_with_its_place(
    fresh: tuple[Path, str], built: subprocess.CompletedProcess[str]
) -> None:
    said = {
        (Path(path).name, int(line), int(column), text)
        for path, line, column, text in re.findall(
            r'^(.+?):(\d+):(\d+): "(.*)" is a placeholder; .* \[homepage\.placeholder\]$',
            built.stdout,
            re.MULTILINE,
        )
    }
    standing = set()
    for name in ("conf.py", "cv.yaml", "index.md", "papers.bib"):
        lines = (fresh[0] / name).read_text("utf-8").split("\n")
        standing |= {
            (name, number, line.index(text) + 1, text)
            for number, line in enumerate(lines, 1)
            for text in PLACEHOLDERS
            if text in line and not any(text != longer and text in longer in line for longer in PLACEHOLDERS)
        }
    assert said == standing
    assert {text for *_, text in said} == {*PLACEHOLDERS}


def test_every_placeholder_is_a_fault_to_check(fresh: tuple[Path, str], capsys: Any) -> None:
    assert main(["check", str(fresh[0])]) == 1
    said = re.findall(r': placeholder: "(.*)" is a placeholder;', capsys.readouterr().out)
    assert {words[:70] for words in said} == {words[:70] for words in PLACEHOLDERS}  # Long ones are cut.


def test_the_documentation_shows_what_is_said_of_a_placeholder(
    fresh: tuple[Path, str], built: subprocess.CompletedProcess[str]
) -> None:
    start = (PACKAGE.parent / "docs" / "start.md").read_text("utf-8")
    shown = re.findall(r"^.*\[homepage\.placeholder\]$", start, re.MULTILINE)
    assert len(shown) == 1
    assert f"{fresh[0]}{os.sep}{shown[0]}\n" in built.stdout
    table = start.partition("These are the files:")[2].partition("## Build it")[0]
    assert [name for name in FILES if f"`{name}`" not in table] == []


def test_a_page_may_show_a_placeholder_as_code() -> None:
    source = "```yaml\nname: Your Name\n```\n\n```{note}\nYour Name\n```\n"
    assert [problem.position and problem.position.line for problem in placeholders_in(source, "page.md")] == [
        6
    ]
    assert [*placeholders_in("Write down your name, and theirs: Your Names.\n", "page.md")] == []
    source = (
        ".. code-block:: yaml\n\n   name: Your Name\n\nAs in::\n\n   Your Name\n\n.. note::\n\n   Your Name\n"
    )
    assert [
        problem.position and problem.position.line for problem in placeholders_in(source, "page.rst")
    ] == [11]


def test_a_placeholder_in_a_page_of_restructuredtext_is_named_too(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["sphinx_homepage"]\nhtml_theme = "basic"\n', "utf-8")
    (tmp_path / "index.rst").write_text("Me\n==\n\nI am **Your Role**.\n", "utf-8")
    done = build(tmp_path)
    assert f'{tmp_path / "index.rst"}:4:8: "Your Role" is a placeholder' in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_the_data_file_fits_the_schema_that_its_first_line_names(fresh: tuple[Path, str]) -> None:
    text = (fresh[0] / "cv.yaml").read_text("utf-8")
    first = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", text.partition("\n")[0])
    assert first
    schema = yaml.safe_load((fresh[0] / first[1]).read_text("utf-8"))
    assert schema == data_file_schema()
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(text))


def test_the_workflow_can_do_no_more_than_it_must(fresh: tuple[Path, str]) -> None:
    text = (fresh[0] / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    permissions = {name: job.get("permissions") for name, job in workflow["jobs"].items()}
    assert permissions == {"build": None, "deploy": {"pages": "write", "id-token": "write"}}
    actions = re.findall(r"uses: (\S+)", text)
    assert len(actions) == 4
    assert [action for action in actions if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)] == []
    assert workflow["jobs"]["build"]["steps"][0]["with"] == {"persist-credentials": False}


def test_read_the_docs_is_told_where_the_settings_are(fresh: tuple[Path, str]) -> None:
    said = yaml.safe_load((fresh[0] / ".readthedocs.yaml").read_text("utf-8"))
    assert (said["version"], said["sphinx"]["configuration"]) == (2, "conf.py")
    assert said["python"]["install"] == [{"requirements": "requirements.txt"}]


@pytest.mark.parametrize(
    ("origin", "requirement"),
    [
        (None, f"sphinx-homepage>={sphinx_homepage.__version__}\n"),
        ('{"url": "file:///somewhere", "dir_info": {}}', f"sphinx-homepage>={sphinx_homepage.__version__}\n"),
        (
            '{"url": "https://git.example.org/x.git", "vcs_info": {"vcs": "git", "commit_id": "a1b2"}}',
            "sphinx-homepage @ git+https://git.example.org/x.git@a1b2\n",
        ),
    ],
)
def test_the_requirements_install_what_is_installed_here(
    origin: str | None, requirement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Distribution:
        def read_text(self, _name: str) -> str | None:
            return origin

    monkeypatch.setattr(metadata, "distribution", lambda _name: Distribution())
    assert settings.requirements() == requirement


# What a person says


def test_answers_stand_in_the_record_and_on_the_pages(tmp_path: Path) -> None:
    site = tmp_path / "my-site"
    assert main(["init", str(site), "--yes", *ANSWERS]) == 0
    record, problems = load_record(["cv.yaml"], site)
    assert [problem for problem in problems if not problem.is_information] == []
    assert record.profile
    assert record.contact
    assert (record.profile.name, record.profile.headline) == ("Amara Okafor", "Structural engineer")
    assert record.contact.email == ("amara@example.org",)
    assert record.contact.profiles == {
        "orcid": "0000-0002-1825-0097",
        "github": "amara-example",
        "mastodon": "@amara@example.org",
    }
    assert 'html_baseurl = "https://amara.example.org/"' in (site / "conf.py").read_text("utf-8")
    assert "Your Name" not in "".join(path.read_text("utf-8") for path in site.rglob("*") if path.is_file())
    done = build(site)
    assert (done.returncode, done.stderr) == (0, "")
    assert dead_links(site / "_build" / "html") == []
    assert "Amara Okafor" in (site / "_build" / "html" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("flags", "complaint"),
    [
        (["--email", "amara at example"], "is not an e-mail address"),
        (["--orcid", "0000-0002-1825-0098"], "its last digit does not fit"),
        (["--url", "amara.example.org"], "is not an address"),
        (["--profile", "mypage=amara"], "--profile takes NETWORK=USER"),
        (["--from", "nowhere.json"], "there is no nowhere.json"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_before_anything_is_written(
    flags: list[str], complaint: str, tmp_path: Path, capsys: Any
) -> None:
    assert main(["init", str(tmp_path / "my-site"), "--yes", *flags]) == 2
    assert complaint in capsys.readouterr().err
    assert not (tmp_path / "my-site").exists()


def test_without_a_terminal_it_says_which_flags_to_use(tmp_path: Path) -> None:
    done = run("sphinx_homepage", "init", "my-site", cwd=tmp_path)
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "my-site").exists()


def test_what_takes_long_to_import_waits_until_the_questions_are_answered(tmp_path: Path) -> None:
    script = (
        "import builtins, io, sys\n"
        "from sphinx_homepage.cli import main\n"
        "sys.stdin.isatty = lambda: True\n"
        "def ask(question):\n"
        "    print(sorted({'sphinx', 'docutils', 'pydantic', 'yaml', 'babel'} & {*sys.modules}))\n"
        "    raise EOFError\n"
        "builtins.input = ask\n"
        "sys.exit(main(['init', 'my-site']))\n"
    )
    command = [sys.executable, "-c", script]
    tried = subprocess.run(
        command, cwd=tmp_path, env=ENVIRONMENT, stdin=subprocess.PIPE, capture_output=True, check=False
    )
    assert tried.returncode == 130
    assert tried.stdout.splitlines()[-1] == b"[]"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answering(monkeypatch: pytest.MonkeyPatch, answers: Callable[[str], str]) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(builtins, "input", answers)


def test_questions_are_asked_until_an_answer_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    asked: list[str] = []
    emails = iter(["no address", "linh@example.org"])

    def answer(question: str) -> str:
        asked.append(question)
        if "E-mail" in question:
            return next(emails)
        return "Nguyễn Thị Linh" if "Your name" in question else ""

    answering(monkeypatch, answer)
    assert main(["init", str(tmp_path / "my-site"), "--role", "Botanist"]) == 0
    assert "is not an e-mail address" in capsys.readouterr().err
    assert len([question for question in asked if "E-mail" in question]) == 2
    assert not any("What you are" in question for question in asked)
    record, _ = load_record(["cv.yaml"], tmp_path / "my-site")
    assert record.profile
    assert (record.profile.name, record.profile.headline) == ("Nguyễn Thị Linh", "Botanist")


@pytest.mark.parametrize("error", [KeyboardInterrupt, EOFError])
def test_a_person_may_stop_at_a_question(
    error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def stop(_question: str) -> str:
        raise error

    answering(monkeypatch, stop)
    assert main(["init", str(tmp_path / "my-site")]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"
    assert not (tmp_path / "my-site").exists()


# A folder that holds something


def test_in_a_folder_that_is_not_empty_nothing_changes(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert main(["init", str(tmp_path), "--yes"]) == 2
    assert "--force" in capsys.readouterr().err
    assert files_in(tmp_path) == {"notes.txt": b"mine"}


def test_a_repository_without_a_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert main(["init", str(tmp_path), "--yes"]) == 0


def test_force_names_each_file_that_it_replaces_and_keeps_it(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "index.md").write_text("mine", "utf-8")
    (tmp_path / "index.md.bak").write_text("older", "utf-8")
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert main(["init", str(tmp_path), "--yes", "--force"]) == 0
    assert re.findall(r"^  (\S+) \(what was there", capsys.readouterr().out, re.MULTILINE) == ["index.md"]
    files = files_in(tmp_path)
    assert {*files} == FILES | {"index.md.bak", "index.md.bak1", "notes.txt"}
    assert (files["index.md.bak"], files["index.md.bak1"], files["notes.txt"]) == (b"older", b"mine", b"mine")
    assert main(["init", str(tmp_path), "--yes", "--force"]) == 0
    assert files_in(tmp_path) == files


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere.py"
    other.write_text("theirs", "utf-8")
    site = tmp_path / "site"
    site.mkdir()
    try:
        (site / "conf.py").symlink_to(other)
    except OSError:
        pytest.skip("no links here")
    write_site(site, Found(), force=True)
    assert other.read_text("utf-8") == "theirs"
    assert not (site / "conf.py").is_symlink()


def test_a_folder_where_a_file_has_to_be_stops_it_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "papers.bib").mkdir()
    assert main(["init", str(tmp_path), "--yes", "--force"]) == 2
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize("name", ["../out.md", "/out.md", "a/../../out.md", "C:/out.md", "..\\out.md"])
def test_no_page_leaves_the_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="outside"):
        write_site(tmp_path / "site", Found(pages={name: "x"}))
    assert [*tmp_path.iterdir()] == []


# A record that there is


def test_a_site_starts_from_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    portrait = tmp_path / "portrait.svg"
    portrait.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "utf-8")
    found = Found(
        data={
            "profile": {"name": "Li, 李 明", "summary": "I grow *moss*.\n\nAnd lichen."},
            "news": [{"date": f"2024-0{month}", "summary": f"Walk {month}"} for month in range(1, 8)],
            "people": [{"name": "Ada Mensah", "position": "Student"}],
            "references": [{"name": "Pilar Huanca", "email": "pilar@example.org"}],
            "experience": [{"organization": "Example Garden", "start": "2020"}],
        },
        comments={"experience": "since the move\nto the garden"},
        pages={
            "notes/moss.md": "# Moss\n\nIt is green.\n",
            "mine.bib": "@article{moss, title={Moss}, author={李 明}, year=2023}\n",
        },
        files={"images/portrait.svg": portrait},
        settings={"homepage_me": ["Li Ming", "李 明"], "language": "en"},
        notes=[Note("cv.test", 3, 'the field "shoe" is kept as x-shoe')],
    )
    monkeypatch.setattr(importing, "read", lambda _path: found, raising=False)
    record = tmp_path / "cv.test"
    record.touch()
    site = tmp_path / "site"
    assert main(["init", str(site), "--from", str(record), "--role", "Gardener"]) == 0
    assert 'cv.test:3: the field "shoe" is kept as x-shoe' in capsys.readouterr().out
    files = files_in(site)
    assert {"images/portrait.svg", "notes/moss.md", "news.md", "people.md"} < {*files}
    assert "papers.bib" not in files
    assert b"# since the move\n# to the garden\nexperience:" in files["cv.yaml"]
    assert b"Your " not in files["cv.yaml"] + files["index.md"]
    done = build(site)
    assert done.stderr == ""
    index = (site / "_build" / "html" / "index.html").read_text("utf-8")
    assert "<em>moss</em>" in index
    assert b"I grow" not in files["index.md"]
    assert "I grow" in (site / "_build" / "html" / "cv.html").read_text("utf-8")
    assert "Gardener" in index
    assert dead_links(site / "_build" / "html") == []
    assert "pilar" not in "".join(
        page.read_text("utf-8") for page in (site / "_build" / "html").rglob("*.html")
    )


def test_a_bib_file_alone_makes_a_site_that_builds_strictly(tmp_path: Path) -> None:
    papers = tmp_path / "papers.bib"
    papers.write_text("@article{moss, title={Moss}, author={Ada Mensah}, year=2023}\n", "utf-8")
    site = tmp_path / "site"
    assert main(["init", str(site), "--yes", "--from", str(papers)]) == 0
    done = build(site)
    assert (done.returncode, done.stderr) == (0, "")
    assert '"Your Name" is a placeholder' in done.stdout


def test_a_file_that_nothing_can_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def refuse(_path: Path) -> Found:
        raise ValueError("this is none of the records that can be imported")

    monkeypatch.setattr(importing, "read", refuse, raising=False)
    (tmp_path / "cv.docx").touch()
    assert main(["init", str(tmp_path / "site"), "--from", str(tmp_path / "cv.docx")]) == 2
    assert "cv.docx: this is none of the records" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_page_of_their_own_keeps_its_table_of_contents(tmp_path: Path) -> None:
    own = "# Me\n\n```{toctree}\ncv\n```\n"
    write_site(tmp_path / "site", Found(pages={"index.md": own}))
    assert (tmp_path / "site" / "index.md").read_text("utf-8") == own


# Whatever is typed

TEXTS = st.one_of(
    st.text(),
    st.sampled_from(
        [
            '"""',
            "'''",
            "\\",
            'Anna "Ann" \\ O\'Neill',
            "李 明",
            "a\nb\r\nc",
            "---",
            "x: y # z",
            "{{ name }}",
            "*_`[](",
            "NO",
            "1. Jan",
            "12:30",
            "%s",
            "😀",
        ]
    ),
)


def plain(tree: object) -> object:
    if isinstance(tree, Mapping):
        return {str(key): plain(value) for key, value in tree.items()}
    return [plain(item) for item in tree] if isinstance(tree, Sequence) else tree


def _without_nothing(tree: Any) -> Any:
    """Return *tree* with an empty text where it has nothing: to a data file they are one."""
    if isinstance(tree, dict):
        return {key: _without_nothing(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_without_nothing(value) for value in tree]
    return "" if tree is None else tree


@given(TEXTS, TEXTS)
def test_settings_are_python_whatever_they_say(name: str, value: str) -> None:
    said: dict[str, Any] = {}
    source = settings.conf_py(name, {"homepage_me": {"names": [name, value]}, "x y": 1}, ["papers.bib"])
    exec(source, said)
    assert said["project"] == name
    assert said["homepage_me"] == {"names": [name, value]}


PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.just("a\nb\n\n c")


@given(st.dictionaries(PRINTABLE.filter(bool), PRINTABLE | st.lists(PRINTABLE, min_size=1), min_size=1))
def test_a_data_file_says_what_was_said(value: dict[str, object]) -> None:
    tree, problems = parse(literals.yaml(value), "cv.yaml")
    assert problems == []
    assert _without_nothing(plain(tree)) == value
    assert yaml.safe_load(literals.yaml(value)) == value


@given(TEXTS, TEXTS)
def test_a_new_site_can_be_read_whatever_the_name(name: str, role: str) -> None:
    files = files_of(first_record(name, role, {}))
    texts = {path: str(content, "utf-8") for path, content in files.items() if isinstance(content, bytes)}
    compile(texts["conf.py"], "conf.py", "exec")
    tree, problems = parse(texts["cv.yaml"], "cv.yaml")
    assert problems == []
    assert isinstance(tree, Mapping)
    front, _, problems = read_front_matter(split(texts["index.md"])[0], "index.md")
    assert problems == []
    assert front.title
    assert plain(tree)["profile"]["name"] == front.title  # type: ignore[index]


ODD = [
    'Anna "Ann" \\ O\'Neill',
    '"""\nimport os',
    "李 明\n",
    "*Star* _under_ `code` [x](y) <b>&amp; $5M {it}",
    "Jan and Jon, others",
    "- 1. # % Ümit",
    "{{ project }} %(x)s",
]


@pytest.mark.parametrize("name", ODD)
def test_a_site_of_an_odd_name_builds_strictly_and_shows_it(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert main(["init", str(site), "--yes", "--name", name, "--role", name]) == 0
    done = build(site, "text", "-D", "smartquotes=0")
    assert (done.returncode, done.stderr) == (0, "")
    shown = (site / "_build" / "text" / "index.txt").read_text("utf-8")
    assert " ".join(name.split()) in " ".join(shown.split("\n")[:6])
