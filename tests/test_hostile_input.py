"""A record may be anyone's: nothing in it becomes markup, runs, is read from outside, or stops the build."""

from __future__ import annotations

import json
import time

import html5lib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.rows import Profiles
from sphinx_homepage.model.sections import SECTIONS

EVERYTHING = "# T\n\n" + "".join(f":::{{{name}}}\n:::\n\n" for name in SECTIONS)
EMPTY_IS_FINE = ["homepage.no-entries"]

# Markup

NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" style="x:expression(alert(1))',
    "</title></p></div><iframe src=//x.example>",
    "<!-- -->",
    "<![CDATA[x]]>",
    "<?php x ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "\\<script>",
    "`<b>`",
    "``` {raw} html\n<script>alert(1)</script>\n```",
    "```{raw} html\n<script>alert(1)</script>\n```",
    ":::{raw} html\n<script>alert(1)</script>\n:::",
    "{raw}`<script>`",
    "{code}`<script>`",
    "{math}`<script>`",
    "$<script>alert(1)</script>$",
    "$$\\href{javascript:alert(1)}{x}$$",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](data:text/html,<script>)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](y.png)',
    '[x](https://x.example "t\\" onclick=\\"alert(1)")',
    "[x](https://x.example){onclick=alert(1) style=x}",
    "[x]{onclick=alert(1)}",
    "{{ config }}",
    "%3Cscript%3E",
    "{doc}`<script> <x>`",
    "{abbr}`<b> (<script>)`",
    "[^1]",
    "\u202e\u0000\u001b[31m\ufeff\ud800",
    "x" * 200,
)

ELEMENTS = {
    *(
        "a",
        "abbr",
        "address",
        "article",
        "code",
        "data",
        "div",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
    ),
    *(
        "kbd",
        "li",
        "math",
        "ol",
        "p",
        "path",
        "pre",
        "section",
        "span",
        "strong",
        "sub",
        "sup",
        "svg",
        "time",
        "ul",
    ),
    *(
        "aside",
        "blockquote",
        "br",
        "cite",
        "hr",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "dl",
        "dt",
        "dd",
        "header",
        "details",
        "summary",
    ),
    # MathML's
    *("mi", "mn", "mo", "mrow", "mtext", "msup", "msub", "mfrac", "msqrt", "mspace", "mstyle", "semantics"),
    *("annotation", "merror", "mpadded", "menclose", "mtable", "mtr", "mtd"),
}


def unsafe(html):
    """Return every element and attribute in *html* that our pages have no use for."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            found.append(element.text)
            continue
        name = element.tag.rpartition("}")[2]
        if name not in ELEMENTS | {"html", "head", "body"}:
            found.append(name)
        for key, value in element.attrib.items():
            name_of = key if isinstance(key, str) else key[-1]
            scheme = "".join(value.split()).partition(":")[0].lower()
            if name_of.startswith("on") or (
                name_of in {"href", "src"} and scheme in {"javascript", "data", "vbscript"}
            ):
                found.append(f"{name} {name_of}={value}")
            if name_of == "style" and name != "img" and "expression" in value:
                found.append(f"{name} {name_of}={value}")
    return found


def record_of(text):
    """Return a record that has *text* in every field of every section, and of all that nests in them."""
    return {
        name: _entry(row.entry, text) if row.is_single else [_entry(row.entry, text), text]
        for name, row in SECTIONS.items()
    }


def _entry(model, text):
    entry = {
        field: [_entry(model.composed[field], text)]
        if field in model.composed
        else [text, {text: text}, text]
        for field in model.model_fields
        if field not in {"only", "private", "profiles", "image", "id"}
    }
    entry |= {"image": {"src": text, "alt": text}, "details": {text: text}, "x-text": text}
    entry |= {
        field: text for field in ("name", "title", "location", "kind", "status", "note") if field in entry
    }
    if issubclass(model, Profiles):
        entry |= dict.fromkeys(NETWORKS, text)
    return entry


@pytest.fixture(scope="module")
def build_record(tmp_path_factory, request):
    """Return a function that builds the page of a record and returns the site."""
    builder = request.getfixturevalue("build_once")

    def build(record):
        return builder(
            {"cv.json": json.dumps(record), "index.md": EVERYTHING},
            homepage_data="cv.json",
            suppress_warnings=EMPTY_IS_FINE,
        )

    return build


def test_no_nasty_text_becomes_markup_in_any_field_of_any_section(build_record):
    for start in range(0, len(NASTY), 14):
        text = " ".join(NASTY[start : start + 14])
        assert unsafe(build_record(record_of(text)).body()) == []


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(NASTY) | st.text(max_size=8), min_size=1, max_size=4),
    st.sampled_from(["", " ", "\n", "\n\n"]),
)
@example([NASTY[0]], "")
def test_nor_does_any_mixture(build_record, texts, joint):
    assert unsafe(build_record(record_of(joint.join(texts))).body()) == []


def test_a_nasty_title_of_a_page_stays_a_text(build):
    keys = ("title", "supertitle", "subtitle", "description", "url")
    nasty = "'<script>alert(1)</script>\"><img onerror=x>'"
    front_matter = "".join(f"{key}: {nasty}\n" for key in keys)
    site = build({"index.md": f"---\n{front_matter}---\n\nText.\n"})
    assert unsafe(site.body()) == []
    assert "<script>alert" not in site.html()
    assert "<img onerror" not in site.html()


# Files outside


def test_nothing_is_read_outside_the_source_directory(build, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "s3cret.txt").write_text("S3CRET")
    (outside / "s3cret.png").write_bytes(b"\x89PNG S3CRET")
    (outside / "s3cret.yaml").write_text("awards: [S3CRET]")
    for name in ("s3cret.txt", "s3cret.png"):
        (build.srcdir / f"link-{name}").symlink_to(outside / name)
    (build.srcdir / "link").symlink_to(outside)
    up = "../" * 12
    paths = [
        str(outside / "s3cret.txt"),
        f"{up}{outside}/s3cret.txt",
        "link-s3cret.txt",
        "link/s3cret.txt",
        f"file://{outside}/s3cret.txt",
        f"/x/{up}{outside}/s3cret.txt",
        f"..%2f..%2f{outside}/s3cret.txt",
    ]
    text = " ".join(
        f"![i]({path}) [l]({path}) {{download}}`{path}` {{download}}`d <{path}>`" for path in paths
    )
    blocks = [
        f"```{{{name}}} {path}\n```" for name in ("include", "literalinclude", "figure") for path in paths
    ]
    blocks += [f"```{{csv-table}}\n:file: {path}\n```" for path in paths]
    entries = [
        {"title": "A", "url": path, "slides": path, "image": {"src": path, "alt": "x"}, "links": {"x": path}}
        for path in [*paths, "link-s3cret.png", "link/s3cret.png"]
    ]
    record = {
        "talks": [*entries, {"title": text, "summary": "\n\n".join([text, *blocks])}],
        "profile": {"name": "Ada", "image": {"src": "link-s3cret.png", "alt": "Ada"}},
    }
    page = "---\ntitle: T\nicon: {url: link-s3cret.png, alt: x}\n---\n\n" + EVERYTHING.removeprefix("# T\n")
    page += (
        f":::{{talk}} B\n:slides: link/s3cret.txt\n:image: {{src: {up}{outside}/s3cret.png, alt: x}}\n:::\n"
    )
    site = build(
        {"cv.json": json.dumps(record), "index.md": page},
        homepage_data=["cv.json", str(outside / "s3cret.yaml"), "link/s3cret.yaml"],
        suppress_warnings=EMPTY_IS_FINE,
        exclude_patterns=["link"],
    )
    written = [path for path in site.outdir.parent.rglob("*") if path.is_file()]
    assert [path for path in written if b"S3CRET" in path.read_bytes()] == []
    assert "S3CRET" not in site.stderr
    assert site.statuscode == 0


# What is too much


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000 + "]" * 5000,
        "{a: " * 5000 + "}" * 5000,
        "\n" + "".join(" " * (4 + number) + "a:\n" for number in range(1500)),
        "\n" + "".join(" " * (4 + 2 * number) + "-\n" for number in range(1500)),
        "&a [*a, *a]",
        "'" + "[" * 5000 + "](" * 5000 + "'",
        "'" + "*" * 20000 + "'",
        "'" + "`" * 20000 + "'",
        "'" + "{" * 20000 + "'",
        '"' + "> " * 3000 + '"',
        '"' + "- " * 3000 + '"',
        "x" * 1_000_000,
        "'" + "x _y_ " * 1000 + "'",
        "|\n" + "    x\n" * 2000,
        "9" * 100_000,
        "!!python/object/apply:os.system [exit 1]",
        "!!binary " + "A" * 1000,
        "2019-09-01T00:00:00Z",
        "\x00\x01\x7f\x1b[2J",
        '"\\ud800"',
        '"\\x00\\u0000"',
    ],
    ids=lambda text: repr(text[:12]),
)
def test_what_is_too_much_neither_stops_the_build_nor_what_stands_beside_it(build, text):
    fields = ("name", "summary", "date", "keywords", "url", "image", "links", "x-any")
    source = "projects:\n- name: First\n" + "".join(f"- name: N\n  {field}: {text}\n" for field in fields[1:])
    begin = time.perf_counter()
    site = build(
        {"cv.yaml": f"{source}- name: {text}\n- name: Last\nawards:\n- A prize\n", "index.md": EVERYTHING},
        homepage_data="cv.yaml",
        suppress_warnings=EMPTY_IS_FINE,
    )
    assert time.perf_counter() - begin < 20
    assert site.statuscode == 0
    assert all(beside in site.body() for beside in ("First", "A prize"))
    assert all(len(line) < 1000 for line in site.stderr.splitlines())
    assert "\x1b" not in site.stderr
