"""The icons: whole, plain, small, and each with a licence."""

from __future__ import annotations

import re
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest

from sphinx_homepage.html.icon_set import has_icon, icon_path, icon_svg
from sphinx_homepage.model.networks import NETWORKS

FOLDER = files("sphinx_homepage.html") / "icons"
FILES = sorted((file for file in FOLDER.iterdir() if file.name.endswith(".svg")), key=lambda file: file.name)
GENERIC = {
    "email",
    "phone",
    "address",
    "location",
    "office",
    "website",
    "link",
    "download",
    "pdf",
    "rss",
    "calendar",
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_one_svg_with_one_path_and_nothing_else(file):
    root = ET.fromstring(file.read_text(encoding="utf-8"))
    assert root.tag == SVG + "svg"
    assert root.attrib == {"viewBox": "0 0 24 24", "fill": "currentColor"}
    [path] = root
    assert path.tag == SVG + "path"
    assert path.attrib.keys() <= {"d", "fill-rule"}
    assert re.fullmatch(r"[MmLlHhVvCcSsQqTtAaZz0-9eE,.\s+-]+", path.attrib["d"])
    assert not len(path)
    assert not (root.text or "").strip()


def test_every_file_has_its_licence_and_every_licence_its_file():
    table = (FOLDER / "LICENSES.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z0-9_]+\.svg)` \| (.+?) \| `.+?` \| (.+?) \|$", table, re.MULTILINE)
    assert [name for name, _, _ in rows] == [file.name for file in FILES]
    assert {(origin.split()[0], licence) for _, origin, licence in rows} == {
        ("simple-icons", "CC0-1.0"),
        ("bootstrap-icons", "MIT"),
        ("sphinx-homepage", "MIT"),
    }
    assert "Permission is hereby granted" in table


def test_every_file_is_a_network_or_a_plain_word():
    words = {file.name.removesuffix(".svg") for file in FILES} - NETWORKS.keys()
    assert words >= GENERIC
    assert len(words) < 30


def test_what_most_pages_hold_is_short():
    sizes = {
        key: len(icon_path(key)) for key in ("email", "office", "website", "github", "linkedin", "orcid")
    }
    assert max(sizes.values()) < 450, sizes


def test_the_folder_is_small():
    assert sum(len(file.read_bytes()) for file in FOLDER.iterdir()) < 70_000


@pytest.mark.parametrize("key", [*NETWORKS, *sorted(GENERIC)])
def test_every_network_has_an_svg_that_a_page_can_hold(key):
    svg = icon_svg(key)
    root = ET.fromstring(svg)
    assert root.tag == "svg"
    assert root.attrib == {
        "class": "hp-icon",
        "viewBox": "0 0 24 24",
        "width": "1em",
        "height": "1em",
        "fill": "currentColor",
        "aria-hidden": "true",
    }
    assert [child.tag for child in root] == ["path"]
    assert "\n" not in svg


@pytest.mark.parametrize("key", ["nowhere", "", "../icons/github", "/etc/passwd", "<script>", "LICENSES.md"])
def test_what_has_no_icon_gets_that_of_a_link(key):
    assert icon_svg(key) == icon_svg("link")


def test_hyphen_and_underscore_are_the_same():
    assert icon_path("google-scholar") == icon_path("google_scholar") != icon_path("link")
    assert has_icon("Google-Scholar")
    assert not has_icon("nowhere")
