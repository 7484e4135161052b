"""The templates: what they define, how they are tagged, in which order they are read, how they look."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import typst

import sphinx_homepage

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(sphinx_homepage.__file__).parent
TEMPLATES = PACKAGE / "pdf" / "templates"
FONTS = PACKAGE / "pdf" / "fonts"
PAGES = Path(__file__).parent / "typst"
"""Parts of pages as the writer emits them."""
SHIPPED = ("base", "classic", "modern", "compact")
FUNCTIONS = [
    *("page-of", "name-block", "profile", "contact", "section", "group", "entry", "entries", "item", "words"),
    *("fact", "keywords", "links", "publications", "legend", "para", "bullets", "numbers", "definitions"),
    *("quotation", "note", "code-block", "code", "link-to", "ref-to", "anchor", "picture", "figure-of"),
    *("table-of", "footnote-of", "strong-of", "emph-of", "sub-of", "super-of", "strike-of", "rule"),
    *("math-inline", "math-block", "lang-of", "directed", "directed-words"),
]

needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
in_each_template = pytest.mark.parametrize("template", SHIPPED)

JOINER = "\u200c"
"""What has no width, behind the wide space before a date: programs take the space for a word, with it."""

META = (
    'meta: (title: "Curriculum vitae of Noor Example", author: ("Noor Example",), language: "en", '
    'region: none, keywords: ("tides",), date: none, description: "What Noor has done")'
)
SETTINGS = {
    "paper": '"a4"',
    "font": "none",
    "accent": "none",
    "margins": "none",
    "page-numbers": "true",
    "last-updated": '"Updated May 2026"',
    "photo": "true",
    "labels": '(page: "Page {page} of {pages}")',
}

HEAD = (PAGES / "head.typ").read_text(encoding="utf-8")
RECORD = (PAGES / "record.typ").read_text(encoding="utf-8")
TEXT = (PAGES / "text.typ").read_text(encoding="utf-8")


@cache
def picture() -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\x20\x40\x60")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


@cache
def compiler_fonts() -> Any:
    folders = [str(FONTS)] if FONTS.is_dir() else []
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


class Room:
    """A folder as the build prepares it, and what is made there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def lay_out(self, template: str, source: str) -> Path:
        self.folder.mkdir(exist_ok=True)
        for file in TEMPLATES.glob("*.typ"):
            shutil.copy(file, self.folder)
        shutil.copy(TEMPLATES / f"{template}.typ", self.folder / "template.typ")
        shutil.copytree(PACKAGE / "html" / "icons", self.folder / "icons", dirs_exist_ok=True)
        (self.folder / "files").mkdir(exist_ok=True)
        (self.folder / "files" / "1.png").write_bytes(picture())
        main = self.folder / "main.typ"
        main.write_text(f'#import "template.typ": *\n{source}', encoding="utf-8")
        return main

    def make(self, template: str, body: str, **settings: str) -> Path:
        chosen = SETTINGS | {name.replace("_", "-"): value for name, value in settings.items()}
        told = ", ".join(f"{name}: {value}" for name, value in chosen.items())
        main = self.lay_out(template, f"#show: page-of.with({META}, settings: ({told}))\n{body}")
        pdf = self.folder / "main.pdf"
        data = typst.compile(
            main, pdf_standards=["ua-1", "a-3a"], font_paths=compiler_fonts(), timestamp=1_780_000_000
        )
        pdf.write_bytes(data)
        return pdf

    def value(self, expression: str) -> str:
        main = self.lay_out("base", f"#metadata({expression}) <value>")
        return str(typst.query(main, "<value>", field="value", one=True)).strip('"')


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "room")


def words_of(pdf: Path, *options: str) -> str:
    command = ["pdftotext", "-enc", "UTF-8", *options, str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def boxes_of(pdf: Path) -> list[tuple[int, str, float, float, float]]:
    """Return each word: its page, its text, its left, right and lower edge."""
    # pdftotext writes the title of the document unescaped, so only the words are parsed.
    found, page = [], 0
    for line in words_of(pdf, "-bbox").splitlines():
        if line.lstrip().startswith("<page"):
            page += 1
        elif line.lstrip().startswith("<word"):
            word = ET.fromstring(line.strip())
            edges = (float(word.attrib[name]) for name in ("xMin", "xMax", "yMax"))
            left, right, lower = edges
            found.append((page, word.text or "", left, right, lower))
    return found


def tags_of(pdf: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each element of the tag tree: its kind, its title (a heading's words) and its alt text."""
    with pikepdf.open(pdf) as document:
        waiting: list[Any] = [document.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop()
            if "/S" in element:
                yield str(element.S).lstrip("/"), str(element.get("/T", "")), str(element.get("/Alt", ""))
            inner = element.get("/K", [])
            inner = list(inner) if isinstance(inner, pikepdf.Array) else [inner]
            waiting += [child for child in reversed(inner) if isinstance(child, pikepdf.Dictionary)]


def in_order(text: str, *parts: str) -> None:
    """Check that *parts* stand in *text*, one behind the other."""
    rest = " ".join(text.split())
    for part in parts:
        before, found, rest = rest.partition(part)
        assert found, f"{part} is not behind the others: {before}"


# What there is


@in_each_template
def test_every_template_defines_every_function_of_the_list(room: Room, template: str) -> None:
    main = room.lay_out(template, f"#metadata(({', '.join(FUNCTIONS)},).map(it => repr(type(it)))) <kinds>")

    kinds = typst.query(main, "<kinds>", field="value", one=True)

    assert kinds.count('"function"') == len(FUNCTIONS)


def test_each_function_of_base_says_what_it_is_and_what_it_takes() -> None:
    source = (TEMPLATES / "base.typ").read_text(encoding="utf-8")
    found = re.findall(r"((?:^///[^\n]*\n)*)^#let ([a-z-]+)\((.*?)\) = ", source, re.MULTILINE | re.DOTALL)

    assert sorted(name for _, name, _ in found) == sorted(FUNCTIONS)
    for comment, name, arguments in found:
        assert comment.startswith("/// "), name
        documented = re.findall(r"^/// - ([a-z-]+) \([^)]+\): \S", comment, re.MULTILINE)
        taken = [re.split(r"[:(]", part)[0].strip() for part in without_brackets(arguments).split(",")]
        assert documented == [part for part in taken if part], name


def without_brackets(arguments: str) -> str:
    return re.sub(r"\([^)]*\)|\[[^\]]*\]", "", arguments)


# That it can be made


@in_each_template
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_page_with_everything_is_accessible_and_archival(room: Room, template: str, paper: str) -> None:
    pdf = room.make(template, HEAD + RECORD + TEXT, paper=f'"{paper}"')

    with pikepdf.open(pdf) as document:
        size = [round(float(side)) for side in document.pages[0].mediabox[2:]]
        metadata = document.open_metadata()
        assert size == {"a4": [595, 842], "letter": [612, 792]}[paper]
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] + metadata["pdfaid:conformance"] == "3A"
        assert metadata["dc:title"] == "Curriculum vitae of Noor Example"
        assert metadata["dc:creator"] == ["Noor Example"]
        assert str(document.Root.Lang) == "en"


PARTS = {
    "id": '"it"',
    "aside": '[#"(aside)";]',
    "subtitle": '[#"subtitle";]',
    "place": '[#"place";]',
    "date": '[#"May 2020";]',
}


@in_each_template
def test_every_part_of_an_entry_and_of_an_item_may_be_missing(room: Room, template: str) -> None:
    calls = []
    for number, chosen in enumerate(itertools.product((True, False), repeat=len(PARTS))):
        given = {
            name: (value.replace("it", f"it-{number}") if name == "id" else value) if is_there else "none"
            for (name, value), is_there in zip(PARTS.items(), chosen, strict=True)
        }
        arguments = ", ".join(f"{name}: {value}" for name, value in given.items())
        body = '#para[#"Body.";];' if number % 2 else ""
        level = 3 + number % 3
        calls.append(f'#entry(level: 3, title: [#"Title";], {arguments.replace("it-", "outer-")})[];')
        calls += [
            f'#entry(level: {deep}, title: [#"T";], {arguments.replace("it-", f"level-{deep}-")})[{body}];'
            for deep in range(4, level + 1)
        ]
        arguments = arguments.replace("subtitle:", "meta:")
        calls.append(f'#item(head: [#"Head";], {arguments})[{body}];')
        calls.append(f"#item(head: none, {arguments.replace('it-', 'dated-')})[{body}];")
    heads = [
        '#name-block(name: [#"Noor";]);',
        "#profile[];",
        '#profile(aside: ([#"a";],), portrait: (path: "files/1.png", alt: "Noor"))[#para[#"b";];];',
    ]

    pdf = room.make(template, "\n".join([*heads, '#section(level: 2, id: none)[#"S";];', *calls]))

    assert [kind for kind, _, _ in tags_of(pdf)].count("H3") == 2 ** len(PARTS)


# In which order it is read


@needs_pdftotext
@in_each_template
@pytest.mark.parametrize("how", ["", "-layout", "-raw"])
def test_a_page_is_read_in_one_order(room: Room, template: str, how: str) -> None:
    text = words_of(room.make(template, HEAD + RECORD), *filter(None, [how]))

    in_order(
        text,
        *(
            "Noor Example",
            "she/her",
            "I have looked",
            "noor@example.org",
            "GitHub",
            "noor-example",
            "Office hours",
        ),
        *("Experience", "Harbour Institute", "Department of Tides", "Ebbmouth"),
        *("Head of Gauges", "Northern Quay", "Sep 2023 – present", "Led six."),
        *("Project Spring", "2024", "Affluent efficient fjord."),
        *(
            "Mole & Sons",
            "(a firm)",
            "Clerk",
            "Lowport",
            "Jan 2011 – Feb 2013",
            "Score: 12",
            "Keywords: salt",
            "Data",
        ),
        *(
            "Awards",
            "Buoy Medal",
            "(in silver)",
            "Sea Society",
            "Reefton",
            "May 2020",
            "For a short sentence.",
        ),
        *("Second Medal", "2019", "June 2018", "A piece of news."),
        *(
            "Publications",
            "Articles",
            "112",
            "Tides and other habits.",
            "A shorter paper.",
            "An unnumbered one.",
        ),
    )


@needs_pdftotext
@in_each_template
def test_dates_and_what_they_date_are_on_one_line_of_text(room: Room, template: str) -> None:
    short = "".join(
        f'#entry(level: 3, title: [#"Firm {at}";], date: [#"20{at}";])[#bullets(([#"Did it.";],));];'
        for at in range(10, 20)
    )
    items = "".join(f'#item(head: [#"Medal {at}";], date: [#"20{at}";])[];' for at in range(30, 40))

    text = words_of(
        room.make(template, f'#name-block(name: [#"N";]);#section[#"S";];{short}#entries[{items}];')
    )

    lines = [" ".join(line.replace(JOINER, " ").split()) for line in text.splitlines()]
    assert [line for line in lines if line.startswith("Firm")] == [
        f"Firm {at} 20{at}" for at in range(10, 20)
    ]
    assert [line for line in lines if line.startswith("Medal")] == [
        f"Medal {at} 20{at}" for at in range(30, 40)
    ]


@needs_pdftotext
@in_each_template
def test_a_line_that_goes_on_below_is_read_before_its_date_and_this_before_what_is_below(
    room: Room, template: str
) -> None:
    what = "Head of " + "Gauges and " * 9 + "Charts"
    entries = "".join(
        f'#entry(level: 3, title: [#"Firm{at}";], subtitle: [#"{what}";], place: [#"Ebbmouth{at}";], '
        f'date: [#"May 20{at}";])[#bullets(([#"Short{at}.";],));];'
        for at in range(10, 14)
    )

    text = words_of(room.make(template, f'#name-block(name: [#"N";]);#section[#"S";];{entries}'))

    in_order(
        text,
        *(
            part
            for at in range(10, 14)
            for part in (f"Firm{at}", "Head of Gauges", f"Ebbmouth{at}", f"May 20{at}", f"Short{at}.")
        ),
    )


@in_each_template
def test_no_text_is_hidden(room: Room, template: str) -> None:
    colours, modes, sizes = set(), set(), set()
    with pikepdf.open(room.make(template, HEAD + RECORD)) as document:
        for page in document.pages:
            colour: tuple[float, ...] = (0,)
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "g" | "rg" | "k" | "sc" | "scn":
                        colour = tuple(float(part) for part in operands)
                    case "Tr":
                        modes.add(int(operands[0]))
                    case "Tf":
                        sizes.add(float(operands[1]))
                    case "Tj" | "TJ":
                        colours.add(colour)

    assert modes == {0}
    assert min(sizes) > 4
    assert [colour for colour in colours if min(colour) > 0.6] == []
    assert len(colours) > 1


@needs_pdftotext
@in_each_template
def test_no_word_is_cut_at_the_end_of_a_line(room: Room, template: str) -> None:
    long = ["internationalization", "hydrogeographically", "counterrevolutionaries"]
    body = f'#name-block(name: [#"N";]);#para[#"{" ".join(long * 20)}";];'

    text = words_of(room.make(template, body, margins="(x: 7cm)"), "-layout")

    assert [word for word in text.split() if word in long] == long * 20


@needs_pdftotext
@in_each_template
def test_what_is_a_line_of_its_own_elsewhere_goes_on_behind_the_name_of_a_skill(
    room: Room, template: str
) -> None:
    item = '#item(head: [#"Boats";], section: "skills")[#keywords(label: none)[#"knots, charts";];];'

    text = words_of(room.make(template, f'#name-block(name: [#"N";]);#entries(section: "skills")[{item}];'))

    assert "Boats: knots, charts" in text


@needs_pdftotext
@in_each_template
def test_one_of_several_dates_is_not_torn_apart(room: Room, template: str) -> None:
    dates = ", ".join(f"May{at} – Jun{at}" for at in range(2000, 2014))
    entry = f'#entry(title: [#"Marsh";], subtitle: [#"Birds";], date: [#"{dates}";])[];'
    body = f'#name-block(name: [#"N";]);#section[#"S";];{entry}'

    lines = words_of(room.make(template, body), "-layout").splitlines()

    ends = [line.split()[-1] for line in lines if "Jun" in line]
    assert len(ends) > 1
    assert [end for end in ends if not end.startswith("Jun")] == []


# How it is tagged


@in_each_template
def test_headings_nest_as_the_record_does(room: Room, template: str) -> None:
    pdf = room.make(template, HEAD + RECORD)

    assert [(kind, title) for kind, title, _ in tags_of(pdf) if re.fullmatch("H[1-6]", kind)] == [
        ("H1", "Noor Example"),
        ("H2", "Experience"),
        ("H3", "Harbour Institute"),
        ("H4", "Head of Gauges"),
        ("H5", "Project Spring"),
        ("H3", "Mole & Sons (a firm)"),
        ("H2", "Awards"),
        ("H2", "Publications"),
        ("H3", "Articles"),
    ]


@in_each_template
def test_lists_links_pictures_and_tables_are_tagged_as_such(room: Room, template: str) -> None:
    kinds = list(tags_of(room.make(template, HEAD + RECORD + TEXT)))
    count = [kind for kind, _, _ in kinds].count

    # Bullets, awards, publications, numbers, three nested, terms, Hebrew.
    assert count("L") == 2 + 1 + 2 + 1 + 3 + 1 + 1
    assert count("LI") == 3 + 3 + 3 + 2 + 3 + 2 + 1
    assert count("Link") >= 4
    pictures = [alt for kind, _, alt in kinds if kind == "Figure" and alt]
    assert pictures == ["Noor on a quay", "A gauge", "A quay"]
    assert [alt for kind, _, alt in kinds if kind == "Formula"] == ["x squared", "the sum of i"]
    assert (count("Table"), count("TH"), count("Note"), count("BlockQuote")) == (2, 2, 1, 1)


# How it looks


@needs_pdftotext
@in_each_template
def test_dates_end_at_the_margin_below_each_other(room: Room, template: str) -> None:
    entries = "".join(
        f'#entry(level: {level}, title: [#"{title}";], subtitle: {subtitle}, date: [#"May 2020";])[];'
        for level, (title, subtitle) in itertools.product(
            (3, 4),
            (
                ("Firm", "none"),
                ("Firm", '[#"Clerk";]'),
                ("Long " * 40, "none"),
                ("Firm", f'[#"{"Clerk " * 33}";]'),
            ),
        )
    )
    items = '#entries[#item(head: [#"Medal";], date: [#"May 2020";])[];];'

    boxes = boxes_of(room.make(template, f'#name-block(name: [#"N";]);#section[#"S";];{entries}{items}'))

    edges = {round(right, 1) for _, word, _, right, _ in boxes if word == "2020"}
    assert len(edges) == 1
    lines = {word: lower for _, word, _, _, lower in reversed(boxes) if word in {"Firm", "May", "2020"}}
    assert lines["May"] == pytest.approx(lines["2020"], abs=0.1)


@needs_pdftotext
@in_each_template
@pytest.mark.parametrize("lines", range(36, 52, 3))
def test_a_heading_is_never_the_last_on_a_page(room: Room, template: str, lines: int) -> None:
    filling = "".join(f'#para[#"Line {at}.";];' for at in range(lines))
    bullets = ", ".join(f'[#"point{at} {"words " * 18}";]' for at in range(40))
    body = (
        f'#name-block(name: [#"N";]);{filling}#section[#"Sectionhead";];'
        '#entry(level: 3, title: [#"Employerhead";])['
        '#entry(level: 4, title: [#"Positionhead";], date: [#"2020";])'
        f"[#bullets(({bullets}));];];"
    )

    pages = {word: page for page, word, _, _, _ in reversed(boxes_of(room.make(template, body)))}

    assert {pages["Sectionhead"], pages["Employerhead"], pages["Positionhead"]} == {pages["point0"]}
    assert pages["point39"] > pages["point0"]


@needs_pdftotext
@in_each_template
def test_a_short_entry_stays_on_one_page(room: Room, template: str) -> None:
    entries = "".join(
        f'#entry(level: 3, title: [#"head{at}";], date: [#"2020";])[#bullets(([#"One.";], [#"foot{at}";]));];'
        for at in range(60)
    )

    boxes = boxes_of(room.make(template, f'#name-block(name: [#"N";]);#section[#"S";];{entries}'))

    pages = {word: page for page, word, _, _, _ in boxes}
    assert [pages[f"head{at}"] for at in range(60)] == [pages[f"foot{at}"] for at in range(60)]
    assert pages["head59"] > 1


@needs_pdftotext
@in_each_template
def test_margins_are_as_wide_as_asked_for(room: Room, template: str) -> None:
    body = '#name-block(name: [#"N";]);' + '#para[#"Harbour";];' * 90

    pdf = room.make(template, body, margins="(x: 6cm, y: 7cm)", page_numbers="false", last_updated="none")

    boxes = [box for box in boxes_of(pdf) if box[1] == "Harbour"]
    assert {round(left / 72 * 2.54, 1) for _, _, left, _, _ in boxes} == {6.0}
    assert max(lower for *_, lower in boxes) / 72 * 2.54 == pytest.approx(29.7 - 7, abs=0.7)


@needs_pdftotext
@in_each_template
def test_long_names_and_titles_stay_within_the_margins(room: Room, template: str) -> None:
    name = "Wilhelmina Alexandrina Examplopolitanski-Österreicher y Fernández de Ejemplo"
    body = (
        f'#name-block(name: [#"{name}";], portrait: (path: "files/1.png", alt: "W."));'
        f'#contact(items: ((kind: "where", icon: "address", label: none, body: [#"{"Quay " * 60}";]),));'
        f'#section[#"{"Section " * 30}";];'
        f'#entry(title: [#"{"Title " * 40}";], date: [#"{"every Saturday " * 20}";])[];'
    )

    pdf = room.make(template, body, margins="(x: 2cm)")

    margin = 2 / 2.54 * 72
    assert [
        word for _, word, left, right, _ in boxes_of(pdf) if left < margin - 1 or right > 595.3 - margin + 1
    ] == []


@needs_pdftotext
@in_each_template
def test_the_foot_of_each_page_says_whose_it_is(room: Room, template: str) -> None:
    body = '#name-block(name: [#"N";]);' + '#para[#"A line.";];' * 90

    text = words_of(room.make(template, body), "-layout")
    plain = words_of(room.make(template, body, page_numbers="false", last_updated="none"), "-layout")

    feet = [line.split() for line in text.splitlines() if "Noor" in line]
    pages = len(feet)
    assert feet == [
        f"Noor Example – Page {at} of {pages} Updated May 2026".split() for at in range(1, pages + 1)
    ]
    assert pages > 1
    assert ("Noor" in plain, "Updated" in plain) == (False, False)


@needs_pdftotext
@in_each_template
def test_a_single_page_has_no_number(room: Room, template: str) -> None:
    text = words_of(room.make(template, '#name-block(name: [#"N";]);#para[#"A line.";];'))

    assert ("Page" in text, "Updated May 2026" in text) == (False, True)


@needs_pdftotext
@in_each_template
def test_publications_begin_at_one_place_however_long_their_numbers(room: Room, template: str) -> None:
    lists = "".join(
        f'#publications(items: ((number: "{number}", id: none, body: [#"Paper";]),));'
        for number in (112, 14, 9)
    )

    boxes = boxes_of(room.make(template, f'#name-block(name: [#"N";]);{lists}'))

    edges = {word: (round(left, 1), round(right, 1)) for _, word, left, right, _ in boxes}
    assert len({round(left, 1) for _, word, left, _, _ in boxes if word == "Paper"}) == 1
    assert edges["112"][0] == edges["N"][0] or template != "classic"
    assert edges["112"][1] == edges["14"][1] == edges["9"][1]


@needs_pdftotext
@in_each_template
def test_a_long_name_takes_two_lines(room: Room, template: str) -> None:
    name = "Wilhelmina Alexandrina Examplopolitanska-Österreicherova Smythe"

    boxes = boxes_of(room.make(template, f'#name-block(name: [#"{name}";]);', last_updated="none"))

    assert len({lower for *_, lower in boxes}) == 2


@in_each_template
@pytest.mark.parametrize(("photo", "pictures"), [("true", 1), ('"square"', 1), ('"round"', 1), ("false", 0)])
def test_the_portrait_is_shown_if_wanted(room: Room, template: str, photo: str, pictures: int) -> None:
    pdf = room.make(template, HEAD, photo=photo)

    assert [kind for kind, _, alt in tags_of(pdf) if alt == "Noor on a quay"] == ["Figure"] * pictures


@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#00ff00", "#0a5", "#000000", "#777777", "#ff00ff"])
def test_any_accent_can_be_read_on_white(room: Room, colour: str) -> None:
    shown = room.value(f'ink(rgb("{colour}")).to-hex()').lstrip("#")

    channels = [int(shown[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5


@needs_pdftotext
def test_a_template_of_ones_own_takes_from_base_what_it_does_not_define(room: Room) -> None:
    main = room.lay_out("base", "")
    (room.folder / "template.typ").write_text(
        '#import "base.typ": *\n#let section(level: 2, id: none, body) = titled(level, id, [Part: #body])\n',
        encoding="utf-8",
    )
    source = f'#import "template.typ": *\n#show: page-of.with({META})\n{HEAD}{RECORD}'
    main.write_text(source, encoding="utf-8")
    pdf = room.folder / "own.pdf"
    typst.compile(main, output=pdf, pdf_standards=["ua-1", "a-3a"], font_paths=compiler_fonts())

    in_order(
        words_of(pdf), "Noor Example", "Part: Experience", "Harbour Institute", "Part: Awards", "Buoy Medal"
    )
