"""Checkouts of sites by other programs, read into what a site of ours is made of."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sphinx_homepage.importing.sites import SITES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_homepage.importing.found import Found

HERE = Path(__file__).parent
KINDS = {
    "al_folio": "al-folio",
    "hugoblox": "HugoBlox",
    "academicpages": "academicpages",
    "front_matter": "home page",
}


def read(path: Path) -> Found:
    return next(source for source in SITES if source.is_one(path)).read(path)


def shown(found: Found, folder: Path) -> dict[str, Any]:
    return {
        "data": found.data,
        "pages": found.pages,
        "files": {name: path.relative_to(folder).as_posix() for name, path in found.files.items()},
        "settings": found.settings,
        "notes": [f"{note.file}:{note.line or ''}: {note.message}" for note in found.notes],
    }


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_site_is_told_by_what_it_holds(kind: str) -> None:
    assert next(source.name for source in SITES if source.is_one(HERE / kind)) == KINDS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_all_of_a_site_is_found(kind: str) -> None:
    folder = HERE / kind
    expected = yaml.safe_load((HERE / "expected" / f"{kind}.yaml").read_text("utf-8"))
    assert shown(read(folder), folder) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_site_that_was_turned_over_builds_without_a_warning(kind: str, build: Callable[..., Any]) -> None:
    found = read(HERE / kind)
    files: dict[str, str | bytes] = {name: path.read_bytes() for name, path in found.files.items()}
    files |= found.pages
    files["cv.yaml"] = yaml.safe_dump(found.data, allow_unicode=True, sort_keys=False)
    site = build(files, homepage_data="cv.yaml", nitpicky=True, **found.settings)
    assert site.warnings == []
    assert found.data["profile"]["name"] in site.html()


def test_nothing_outside_a_checkout_is_read_or_copied(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\nSecret.\n")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "key.png").write_text("Secret")
    folder = write(
        tmp_path / "site",
        {
            "_config.yml": "first_name: Ilse\nlast_name: Vink\n",
            "_data/cv.yml": "- title: Skills\n  type: list\n  contents: [Knots]\n",
            "_pages/about.md": "---\npermalink: /\nprofile:\n  image: ../../../outside/key.png\n---\n"
            "[a](../../secret.md) ![b](/assets/img/link.png) ![c](/linked/key.png) [d](file:///etc/passwd)\n",
        },
    )
    (folder / "assets" / "img").mkdir(parents=True)
    (folder / "assets" / "img" / "link.png").symlink_to(tmp_path / "outside" / "key.png")
    (folder / "linked").symlink_to(tmp_path / "outside", target_is_directory=True)
    (folder / "_news").mkdir()
    (folder / "_news" / "1.md").symlink_to(tmp_path / "secret.md")
    found = read(folder)
    assert found.files == {}
    assert "Secret" not in str(shown(found, folder))
    assert found.pages["index.md"].splitlines()[4] == "a b c d"


@pytest.mark.parametrize(
    "typed",
    [
        "```{include} /etc/passwd\n```",
        ":::{include} /etc/passwd\n:::",
        "   ::::{raw} html\n<x>\n::::",
        "```{eval-rst}\n.. include:: /etc/passwd\n```",
        "~~~{literalinclude} /etc/passwd\n~~~",
    ],
)
def test_no_text_of_a_page_becomes_a_directive(typed: str, tmp_path: Path) -> None:
    page = write(tmp_path, {"index.md": f"---\ntitle: Ilse Vink\nlayout: home\n---\n\nWords.\n\n{typed}\n"})
    from myst_parser.config.main import MdParserConfig
    from myst_parser.mdit_to_docutils.base import DocutilsRenderer
    from myst_parser.parsers.mdit import create_md_parser

    source = (SITES[-1].read(page / "index.md")).pages["index.md"]
    parser = create_md_parser(MdParserConfig(enable_extensions={"colon_fence"}), DocutilsRenderer)
    fences = [token.info for token in parser.parse(source) if token.type in {"fence", "colon_fence"}]
    assert [info for info in fences if info.startswith("{")] == []
    assert source.startswith("---\ntitle: Ilse Vink\n---\n\nWords.\n\n")


def test_yaml_makes_no_objects(tmp_path: Path) -> None:
    text = "---\ntitle: !!python/object/apply:os.system ['touch x']\nlayout: home\n---\nHello.\n"
    write(tmp_path, {"index.md": text})
    assert "Hello." in SITES[-1].read(tmp_path / "index.md").pages["index.md"]
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "part",
    [
        "<div>",
        "<div><b>x",
        "{% if x %}",
        "{{ ",
        "{% ",
        "{{< ",
        "<!-- ",
        "$$ a ",
        "\\\\(",
        "\\\\[",
        "\\\\[2pt]",
        "\\[",
        "[a](",
        "`",
        "<br> ",
        "  ",
    ],
)
def test_a_page_of_one_sign_over_and_over_is_read_in_time(part: str, tmp_path: Path) -> None:
    write(tmp_path, {"index.md": f"---\ntitle: Ilse Vink\nlayout: home\n---\n{part * 20_000}\n"})
    start = time.thread_time()
    SITES[-1].read(tmp_path / "index.md")
    assert time.thread_time() - start < 10


@pytest.mark.parametrize("order", ["1.2.3", "...", "-", "first", "9" * 400])
def test_a_place_in_the_menu_that_is_no_number_is_behind_the_others(order: str, tmp_path: Path) -> None:
    files = {
        "_data/cv.yml": "",
        "_config.yml": "first_name: Ilse\nlast_name: Vink\n",
        "_pages/knots.md": f"---\ntitle: Knots\nnav: true\nnav_order: {order}\n---\nA bowline.\n",
        "_pages/ropes.md": "---\ntitle: Ropes\nnav: true\nnav_order: 2.5\n---\nHemp.\n",
        "_projects/net.md": f"---\ntitle: A net\nimportance: {order}\n---\nOf hemp.\n",
    }
    found = read(write(tmp_path, files))
    assert found.pages["index.md"].endswith("\n/ropes\n/projects\n/knots\n/cv\n:::\n")


@pytest.mark.parametrize(
    ("date", "docname"),
    [
        ("2019-03-04 08:00:00 +0100", "blog/2019/tarring"),
        ("March 4, 2019", "blog/2019/tarring"),
        ("../../../x", "blog/2020/tarring"),
        ("long ago", "blog/2020/tarring"),
    ],
)
def test_a_post_lies_in_the_year_of_its_date(date: str, docname: str, tmp_path: Path) -> None:
    files = {
        "_data/cv.yml": "",
        "_config.yml": "first_name: Ilse\nlast_name: Vink\n",
        "_posts/2020-01-02-tarring.md": f'---\ntitle: Tarring\ndate: "{date}"\n---\nHot.\n',
    }
    found = read(write(tmp_path, files))
    assert f"{docname}.md" in found.pages
    said = [note.message for note in found.notes if "the date" in note.message]
    assert said == (
        [f'the date "{date}" cannot be read, and is left out; write it like 2019-09-01']
        if docname == "blog/2020/tarring"
        else []
    )


def test_folders_that_are_too_deep_are_named(tmp_path: Path) -> None:
    deep = "/".join("abcdefghijklmn")
    files = {"index.md": "---\ntitle: Ilse Vink\nlayout: home\n---\nKnots.\n", f"{deep}/x.md": "Far.\n"}
    found = read(write(tmp_path, files))
    assert ("a/b/c/d/e/f/g/h/i/j/k/l/m", None, "lies too deep in folders, and is left out") in found.notes


def test_folders_that_programs_fill_are_not_read(tmp_path: Path) -> None:
    files = {"_config.yml": "first_name: Ilse\nlast_name: Vink\n", "_data/cv.yml": "[]\n"}
    news = {
        f"{place}/_news/1.md": "---\ndate: 2020-01-01\n---\nTwice.\n" for place in ("_site", "node_modules")
    }
    assert "news" not in read(write(tmp_path, files | news)).data


def test_a_cv_in_rendercvs_form_is_read_too(tmp_path: Path) -> None:
    files = {
        "_config.yml": "first_name: Ilse\nlast_name: Vink\n",
        "_data/cv.yml": "cv:\n  name: Ilse Vink\n  sections:\n    Experience:\n"
        "      - company: Yard\n        position: Rigger\n        start_date: 2019\n"
        "        end_date: present\n",
    }
    post = {"organization": "Yard", "position": "Rigger", "start": "2019", "end": "present"}
    assert read(write(tmp_path, files)).data["experience"] == [post]


def test_a_site_in_another_language_has_its_headings_in_it(tmp_path: Path) -> None:
    files = {
        "_config.yml": "first_name: Ilse\nlast_name: Vink\nlang: nl\n",
        "_data/cv.yml": "- title: Opleiding\n  type: time_table\n  contents:\n"
        "    - {title: Touwen, year: 2001}\n",
        "_news/1.md": "---\ndate: 2020-01-01\ninline: true\n---\nKnoop.\n",
        "_pages/about.md": "---\nlayout: about\npermalink: /\nannouncements:\n  enabled: true\n---\nDag.\n",
    }
    found = read(write(tmp_path, files))
    assert found.settings["language"] == "nl"
    assert "## Nieuws\n" in found.pages["index.md"]


def test_an_old_al_folio_site_has_all_its_pages_in_the_menu(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: Ilse Vink\nemail: ilse@example.org\nnews_limit: 1\nexclude: [old]\n",
        "_data/coauthors.yml": "",
        "_news/1.md": "---\ndate: 2018-01-01\ninline: true\n---\nA :v:\n",
        "_news/2.md": "---\ndate: 2018-01-02\ninline: true\n---\nB\n",
        "_pages/about.md": "---\nlayout: about\npermalink: /\nnews: true\n---\nHello.\n",
        "_pages/teaching.md": "---\nlayout: page\ntitle: teaching\n---\nKnots.\n",
        "_posts/2018-03-04-knots-and-bends.md": "---\nlayout: post\n---\n# Knots\n\nBends.\n",
    }
    found = read(write(tmp_path, files))
    assert ":limit: 1\n:::\n\n[All news](/news.md)" in found.pages["index.md"]
    assert "/teaching\n" in found.pages["index.md"]
    assert found.data["news"][1]["summary"] == "A ✌️"
    post = "---\ntitle: Knots\nsubtitle: '2018-03-04'\n---\n\nBends.\n"
    assert found.pages["blog/2018/knots-and-bends.md"] == post


def test_what_the_bib_file_has_is_not_twice_in_the_cv(tmp_path: Path) -> None:
    files = {
        "_config.yml": "first_name: Ilse\nlast_name: Vink\n",
        "_bibliography/papers.bib": "@misc{a,\n  title = {The {Bowline} and its Kin},\n  year = 2001\n}\n",
        "_data/cv.yml": "- title: Publications\n  type: time_table\n  contents:\n"
        "    - year: 2001\n      items:\n"
        "        - Vink, I. The Bowline and its Kin. Yard.\n        - Vink, I. Quite another text. Yard.\n",
    }
    found = read(write(tmp_path, files))
    assert [entry["title"] for entry in found.data["publications"]] == ["Vink, I. Quite another text. Yard."]
    said = "publications (1) are left out of it, for _bibliography/papers.bib has them too"
    assert said in [note.message for note in found.notes]


def test_authors_of_a_citation_are_read_in_either_order_of_names(tmp_path: Path) -> None:
    start = "---\ntitle: T\ncollection: publications\ndate: 2020-01-01\n"
    files = {
        "_config.yml": "author:\n  name: Ilse Vink\n",
        "_publications/a.md": f"{start}citation: 'Ilse Vink, Jo de Boer, Ann B. Kok (2020). T.'\n---\n",
        "_publications/b.md": f"{start}venue: 'Proceedings of Knots'\n"
        "citation: 'Vink, I., &amp; Kok, A. (2020). T.'\n---\n",
    }
    found = read(write(tmp_path, files))
    by_id = {entry["id"]: entry for entry in found.data["publications"]}
    assert by_id["a"]["author"] == ["Ilse Vink", "Jo de Boer", "Ann B. Kok"]
    assert by_id["b"]["author"] == ["Vink, I.", "Kok, A."]
    assert by_id["b"]["type"] == "inproceedings"


def test_pages_that_lie_deep_in_a_hugoblox_site_come_along(tmp_path: Path) -> None:
    files = {
        "config/_default/hugo.yaml": "title: Ilse Vink\n",
        "config/_default/menus.yaml": "main:\n"
        "  - {name: Guild, url: 'https://guild.example.org', weight: 3}\n",
        "data/authors/me.yaml": "is_owner: true\nname:\n  display: Ilse Vink\nlinks:\n"
        "  - {icon: at-symbol, url: ilse@example.org}\n",
        "content/teaching/_index.md": "---\ntitle: Teaching\n---\nCourses.\n",
        "content/teaching/Knots/index.md": "---\ntitle: Knots\n---\nBring rope.\n",
        "content/_index.md": "---\ntype: landing\nsections:\n  - block: markdown\n    content:\n"
        "      text: >-\n"
        '        {{< button url="teaching/" >}}My courses{{< /button >}}\n---\n',
    }
    found = read(write(tmp_path, files))
    assert found.pages["teaching/knots.md"].endswith("Bring rope.\n")
    assert found.pages["teaching.md"].endswith("- [Knots](/teaching/knots.md)\n")
    assert "[My courses](/teaching.md)" in found.pages["index.md"]
    assert "Guild <https://guild.example.org>\n" in found.pages["index.md"]
    assert found.data["contact"]["email"] == "ilse@example.org"
