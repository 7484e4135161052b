"""``sphinx-homepage import``."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from sphinx_homepage.cli import main
from sphinx_homepage.commands import importing
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.record import load_record


@pytest.fixture(autouse=True)
def _no_new_site(monkeypatch):
    """What writes a whole site has tests of its own."""
    monkeypatch.setattr(importing, "_is_empty", lambda folder: False)


def files_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_record_becomes_a_data_file_and_a_report(sample, tmp_path, capsys):
    site = tmp_path / "site"
    assert main(["import", str(sample("rendercv.yaml")), "--into", str(site)]) == 0
    assert files_of(site) == ["cv.yaml", "import-report.md"]
    shown = capsys.readouterr()
    assert "RenderCV: profile, contact, experience (2), education (1)" in shown.out
    assert "    homepage_data = 'cv.yaml'\n" in shown.out
    assert "rendercv.yaml:7: profile.image is kept as profile.x-image" in shown.out
    assert shown.err == ""
    report = (site / "import-report.md").read_text("utf-8")
    assert report.startswith(
        "---\ndraft: true\n---\n\n# Import\n\nRead:\n\n"
        "- `rendercv.yaml`, RenderCV\n\nThey hold: profile, contact,"
    )
    assert '- `rendercv.yaml:45`: "design" has no place; it is kept as x-design.' in report
    assert load_record([Text("cv.yaml")], site)[1] == []


def test_no_site_publishes_the_report(sample, tmp_path, build):
    site = tmp_path / "site"
    assert main(["import", str(sample("linkedin.zip")), "--into", str(site)]) == 0
    page = "# Olena\n\n:::{experience}\n:::\n"
    files = {path.name: path.read_text("utf-8") for path in site.iterdir()}
    built = build({"index.md": page, **files}, homepage_data="cv.yaml", nitpicky=True)
    assert built.warnings == []
    assert files_of(built.outdir).count("index.html") == 1
    assert [name for name in files_of(built.outdir) if "report" in name] == []


def test_nothing_is_written_over(sample, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "cv.yaml").write_text("profile:\n  name: Mine\n")
    (site / "papers.bib").write_text("@misc{mine, title={Mine}}\n")
    sources = [str(sample("card-4.vcf")), str(sample("papers.bib"))]
    assert main(["import", *sources, "--into", str(site)]) == 0
    assert main(["import", *sources, "--into", str(site)]) == 0
    assert files_of(site) == [
        *("cv-imported-2.yaml", "cv-imported.yaml", "cv.yaml"),
        *("import-report-2.md", "import-report.md"),
        *("papers-imported-2.bib", "papers-imported.bib", "papers.bib"),
    ]
    assert (site / "cv.yaml").read_text() == "profile:\n  name: Mine\n"
    assert "Kwame Mensah" in (site / "cv-imported.yaml").read_text("utf-8")
    report = (site / "import-report.md").read_text("utf-8")
    assert "homepage_bibliography = ['papers-imported.bib']" in report


def test_a_portrait_in_a_card_is_a_file_beside_the_data_and_none_is_written_over(sample, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "portrait.png").write_bytes(b"mine")
    assert main(["import", str(sample("card-3.vcf")), "--into", str(site)]) == 0
    assert files_of(site) == ["cv.yaml", "import-report.md", "portrait-imported.png", "portrait.png"]
    assert (site / "portrait.png").read_bytes() == b"mine"
    assert load_record([Text("cv.yaml")], site)[1] == []
    assert "portrait-imported.png" in (site / "cv.yaml").read_text("utf-8")
    assert "`portrait-imported.png`, a copy" in (site / "import-report.md").read_text("utf-8")


def test_pages_name_the_files_as_they_are_written():
    renamed = {"/a.png": "/a-imported.png", "/a.pdf": "/a-imported.pdf"}
    page = "![](/a.png) ![](/x/a.png) [A](/a.pdf). https://example.org/a.png /a.pdfs\n"
    assert importing._renamed(page, renamed) == (
        "![](/a-imported.png) ![](/x/a.png) [A](/a-imported.pdf). https://example.org/a.png /a.pdfs\n"
    )
    assert importing._renamed(page, {}) == page


def test_a_copy_that_is_there_already_is_not_copied_again(sample, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "papers.bib").write_bytes(sample("papers.bib").read_bytes())
    assert main(["import", str(sample("papers.bib")), "--into", str(site)]) == 0
    assert files_of(site) == ["import-report.md", "papers.bib"]


def test_several_sources_become_one_record(sample, tmp_path, capsys):
    sources = [str(sample(name)) for name in ("json-resume.json", "linkedin.zip", "papers.bib")]
    assert main(["import", *sources, "--into", str(tmp_path / "site")]) == 0
    data = (tmp_path / "site" / "cv.yaml").read_text("utf-8")
    assert data.index("name: Ingrid Solheim") < data.index("x-name: Olena Koval")
    assert "profile.name is that of an earlier source" in capsys.readouterr().out
    assert load_record([Text("cv.yaml")], tmp_path / "site")[1] == []


def test_sources_that_cannot_be_read_are_named_and_the_others_read(sample, tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("nothing")
    sources = [str(tmp_path / "notes.txt"), str(tmp_path / "gone.json"), str(sample("card-3.vcf"))]
    assert main(["import", *sources, "--into", str(tmp_path / "site")]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert [line.split(": ", 2)[2] for line in errors] == [
        "this is none of the records and sites that can be imported; these are "
        + ", ".join(row.name for row in __import__("sphinx_homepage.importing", fromlist=["x"]).SOURCES),
        "there is no such file or folder",
    ]
    assert main(["import", *sources[:2], "--into", str(tmp_path / "other")]) == 2
    assert not (tmp_path / "other").exists()


def test_a_file_is_no_folder_to_write_into(sample, tmp_path, capsys):
    (tmp_path / "a").write_text("")
    assert main(["import", str(sample("card-3.vcf")), "--into", str(tmp_path / "a")]) == 2
    assert "is a file; --into takes a folder" in capsys.readouterr().err


def test_a_symbolic_link_is_not_written_through(sample, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "cv.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert main(["import", str(sample("card-3.vcf")), "--into", str(tmp_path / "site")]) == 0
    assert not (tmp_path / "elsewhere.yaml").exists()
    assert (tmp_path / "site" / "cv-imported.yaml").exists()


def test_an_empty_folder_gets_a_whole_site(sample, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_is_empty", lambda folder: True)
    site = tmp_path / "site"
    assert main(["import", str(sample("card-4.vcf")), "--into", str(site)]) == 0
    assert {"conf.py", "cv.md", "cv.yaml", "import-report.md", "index.md"} <= {*files_of(site)}
    assert "Kwame Mensah" in (site / "conf.py").read_text("utf-8")
    assert "- `conf.py`, of the new site" in (site / "import-report.md").read_text("utf-8")


@pytest.mark.skipif(find_spec("pypdf") is None, reason="pypdf is not there to be hidden")
def test_a_pdf_without_pypdf_says_what_to_install(sample, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert main(["import", str(sample("cv.pdf")), "--into", str(tmp_path / "site")]) == 2
    assert 'python -m pip install "sphinx-homepage[import]"' in capsys.readouterr().err


def test_help_imports_no_reader():
    code = (
        "import sys\nfrom sphinx_homepage.cli import main\n"
        "try: main(['import', '--help'])\nexcept SystemExit: pass\n"
        "heavy = ('sphinx_homepage.importing', 'sphinx.', 'pydantic')\n"
        "print([name for name in sys.modules if name.startswith(heavy)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
