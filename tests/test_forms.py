"""The three forms of a directive, in Markdown and reStructuredText: the same facts, the same nodes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

EXPECTED = Path(__file__).parent / "forms" / "expected.txt"

DATA = """\
experience:
- organization: Harbour Labs
  note: "NASDAQ: HRBR"
  location: Port Ellery
  start: 2020-03
  end: 2023-11
  url: https://harbour.example.com
  summary: Small & careful, with C++ and 40%+ fewer bugs.
  highlights:
  - First of *two*.
  - Second.
  projects:
  - name: Tide tables
    start: 2021
    summary: "Told the tide, to $5."
    highlights:
    - To the minute.
  - name: Buoys
    highlights:
    - Found three.
    - Lost one.
- organization: Pebble
  positions:
  - position: Engineer
    focus: audio
    start: 2018
    end: 2020-02
    summary: Pedals.
    projects:
    - name: Loop
      highlights:
      - Looped.
  - position: Intern
    start: 2017-06
    end: 2017-09
awards:
- title: A prize
  awarder: The Society
  amount: $5,000
  date: 2022-05
  links: {Speech: "https://speech.example.org"}
  details: {Shared with: Somebody else}
  summary: For "both" of them.
- title: Another
  date: 2021
skills: [C++, Python]
"""

BODY = {
    name: "".join(f"{line}\n" for line in block.splitlines())
    for name, block in re.findall(r"^(experience|awards):\n((?:[- ].*\n)+)", DATA, re.MULTILINE)
} | {"skills": "- C++\n- Python\n"}

MARKDOWN = """\
# Page

:::::{experience} Harbour Labs
:note: NASDAQ: HRBR
:location: Port Ellery
:start: 2020-03
:end: 2023-11
:url: https://harbour.example.com

Small & careful, with C++ and 40%+ fewer bugs.

- First of *two*.
- Second.

::::{project} Tide tables
:start: 2021

Told the tide, to $5.

- To the minute.
::::

::::{project} Buoys
- Found three.
- Lost one.
::::
:::::

<!-- A comment between two entries changes nothing. -->

:::::{experience} Pebble
::::{position} Engineer
:focus: audio
:start: 2018
:end: 2020-02

Pedals.

:::{project} Loop
- Looped.
:::
::::

::::{position} Intern
:start: 2017-06
:end: 2017-09
::::
:::::

:::{award} A prize
:awarder: The Society
:amount: $5,000
:date: 2022-05
:links: {Speech: "https://speech.example.org"}
:details: {Shared with: Somebody else}

For "both" of them.
:::

:::{award} Another
:date: 2021
:::

:::{skill} C++
:::

:::{skill} Python
:::
"""

RST = """\
Page
====

.. experience:: Harbour Labs
   :note: NASDAQ: HRBR
   :location: Port Ellery
   :start: 2020-03
   :end: 2023-11
   :url: https://harbour.example.com

   Small & careful, with C++ and 40%+ fewer bugs.

   - First of *two*.
   - Second.

   .. project:: Tide tables
      :start: 2021

      Told the tide, to $5.

      - To the minute.

   .. project:: Buoys

      - Found three.
      - Lost one.

.. A comment between two entries changes nothing.

.. experience:: Pebble

   .. position:: Engineer
      :focus: audio
      :start: 2018
      :end: 2020-02

      Pedals.

      .. project:: Loop

         - Looped.

   .. position:: Intern
      :start: 2017-06
      :end: 2017-09

.. award:: A prize
   :awarder: The Society
   :amount: $5,000
   :date: 2022-05
   :links: {Speech: "https://speech.example.org"}
   :details: {Shared with: Somebody else}

   For "both" of them.

.. award:: Another
   :date: 2021

.. skill:: C++

.. skill:: Python
"""

SECTIONS = ("experience", "awards", "skills")


def indented(text):
    return "".join(f"   {line}\n" for line in text.splitlines())


PAGES = {
    "options.md": MARKDOWN,
    "options.rst": RST,
    "body.md": "# Page\n\n" + "".join(f":::{{{name}}}\n{BODY[name]}:::\n\n" for name in SECTIONS),
    "body.rst": "Page\n====\n\n" + "".join(f".. {name}::\n\n{indented(BODY[name])}\n" for name in SECTIONS),
    "data.md": "# Page\n\n" + "".join(f":::{{{name}}}\n:::\n\n" for name in SECTIONS),
    "data.rst": "Page\n====\n\n" + "".join(f".. {name}::\n\n" for name in SECTIONS),
}


def blocks(doctree):
    """Return the trees of our blocks: what stands around them is the page's own parser's."""
    shown = [node for node in doctree.findall() if node.tagname == "hp_block"]
    return "\n".join(node.pformat() for node in shown)


CONF = """
def note(app, doctree):
    app.shown = [entry for node, entry in app.env.current_document.get("homepage_shown", [])]


def setup(app):
    app.connect("doctree-read", note)
"""
"""Keeps the entries of the page, which no build stores."""


def fields(value):
    """Return what an entry says, in its fields and in the entries that nest in it."""
    if hasattr(value, "model_fields_set"):
        named = {name: fields(getattr(value, name)) for name in type(value).model_fields}
        return {"": type(value).__name__, **{name: item for name, item in named.items() if item is not None}}
    return tuple(map(fields, value)) if isinstance(value, tuple) else value


@pytest.fixture(scope="module")
def forms(build_once):
    """Return the tree and the entries of every page: each built alone, for ids are of a site."""
    read = {}
    for name, page in PAGES.items():
        suffix = Path(name).suffix
        settings = {"homepage_data": "cv.yaml"} if name.startswith("data") else {}
        site = build_once(
            {f"index{suffix}": page, "cv.yaml": DATA, "conf.py": CONF},
            warning_is_error=True,
            nitpicky=True,
            **settings,
        )
        read[name] = blocks(site.doctree()), sorted(map(repr, map(fields, site.app.shown)))
    return read


@pytest.mark.parametrize("name", PAGES)
def test_every_form_gives_the_expected_tree(forms, name):
    tree, _ = forms[name]
    assert tree == EXPECTED.read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_form_gives_the_same_model(forms, name):
    _, entries = forms[name]
    assert entries == forms["data.md"][1]


def test_a_site_of_directives_is_the_site_of_a_data_file(build_site):
    """Byte for byte: the page, the search index and the inventory."""
    from_data = build_site("tests/sites/engineer")
    from_directives = build_site("tests/sites/engineer_directives")
    for name in ("cv/index.html", "index.html", "searchindex.js", "objects.inv"):
        assert (from_data.outdir / name).read_bytes() == (from_directives.outdir / name).read_bytes(), name
