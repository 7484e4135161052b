"""What is in the folder that is to be published and should not be, or not so."""

from __future__ import annotations

import html
import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from sphinx_homepage.checks.material import LARGEST, Remark
from sphinx_homepage.checks.page_lines import COMMENT
from sphinx_homepage.checks.pdf_file import page_count, words_of
from sphinx_homepage.checks.private_texts import Secrets, readings
from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.text import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.checks.material import Facts, Published, PublishedFile


# The folder as a whole

_OF_BUILDS: Final = (".doctrees", ".git", ".hg", ".svn", "__pycache__", ".jupyter_cache", ".venv")
_LEFT: Final = re.compile(r"(?:.*\.doctree|environment\.pickle|.*~|\..*\.sw[op]|\.env|\.DS_Store)\Z")


def build_files(site: Published) -> Iterator[Remark]:
    """What only the machine needs that builds the site, and which tells much of it."""
    for name in sorted(site.folders):
        parts = name.split("/")
        if parts[-1] in _OF_BUILDS:
            fix = "build with -d elsewhere, and delete it" if parts[-1] == ".doctrees" else "delete it"
            message = f'the folder "{shown(name)}" would be published, and knows your machine; {fix}'
            yield Remark(message, Position(name, 0, 0))
    for file in site.files:
        folder, _, name = file.name.rpartition("/")
        if _LEFT.match(name) and not set(folder.split("/")) & set(_OF_BUILDS):
            message = "this file is of no use to a visitor, and tells of your machine; delete it"
            yield Remark(message, Position(file.name, 0, 0))


def source_files(site: Published) -> Iterator[Remark]:
    """Sources, with their comments and their private fields."""
    if any(file.name.startswith("_sources/") for file in site.files):
        message = (
            'the folder "_sources" has the pages as you typed them, with comments; delete it, and leave '
            "html_copy_source out of conf.py"
        )
        yield Remark(message, Position("_sources", 0, 0))
    by_size = {len(data): (name, data) for name, data in site.facts.data_files.items() if data}
    for file in site.files:
        if file.size in by_size and not file.name.startswith("_sources/"):
            name, data = by_size[file.size]
            try:
                is_same = site.root.joinpath(file.name).read_bytes() == data
            except OSError:
                is_same = False
            if is_same:
                message = f"this is {shown(name)} as you typed it, comments and private fields too; delete it"
                yield Remark(message, Position(file.name, 0, 0))


def long_pdfs(site: Published) -> Iterator[Remark]:
    """PDFs with more pages than they may have."""
    sizes = {file.name: file.size for file in site.files}
    for page, most in site.facts.budgets.items():
        name = site.facts.pdfs.get(page, "")
        if name not in sizes or sizes[name] > LARGEST:
            continue
        count = page_count(site.root.joinpath(name).read_bytes())
        if count > most:
            message = f"this PDF has {count} pages, and homepage_check_pages allows {most}; cut its page"
            yield Remark(message, Position(name, 0, 0))


# Each file

_HEAVY: Final = 1_500_000
PICTURES: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif", ".heic", ".heif", ".dng", ".bmp"}
)


def heavy_pictures(file: PublishedFile) -> Iterator[Remark]:
    """Pictures that take long to load on the way."""
    if file.suffix in PICTURES and file.size > _HEAVY:
        message = f"this picture has {file.size / 1_000_000:.1f} MB; scale it down to what a page shows of it"
        yield Remark(message, file.place())


def photo_places(file: PublishedFile) -> Iterator[Remark]:
    """Photos that tell where they were taken."""
    if file.suffix in PICTURES and _tells_a_place(file.data):
        message = "this picture tells where it was taken; take the GPS data out of it (exiftool -gps:all=)"
        yield Remark(message, file.place())


_EXIF: Final = (b"Exif", b"EXIF", b"eXIf", b"Raw profile type")
_GPS_XMP: Final = re.compile(rb"exif:GPSL(?:atitude|ongitude)")
_GPS_IFD: Final = 0x8825


def _tells_a_place(data: bytes) -> bool:
    if _GPS_XMP.search(data):
        return True
    if data[:4] not in {b"II*\0", b"MM\0*"} and not any(name in data for name in _EXIF):
        return False
    import warnings
    from io import BytesIO

    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data)) as picture:
            return any(tag in {2, 4} for tag in picture.getexif().get_ifd(_GPS_IFD))  # Latitude, longitude.
    except Exception:
        return data[4:8] == b"ftyp" and b"GPS" in data


@lru_cache(maxsize=4)
def _secrets(facts: Facts) -> Secrets:
    return Secrets(facts)


def private_texts(file: PublishedFile) -> Iterator[Remark]:
    """Private fields, in whatever way they came there."""
    secrets = _secrets(file.site.facts)
    if not secrets:
        return
    is_pdf = file.suffix == ".pdf" or file.data.startswith(b"%PDF-")
    said = set()
    for number, text in enumerate(words_of(file.data) if is_pdf else _unpacked(file)):
        for reading in readings(text):
            for secret, at in secrets.found_in(reading):
                if secret in said or (is_pdf and secret.may_be_in_pdf):
                    continue
                said.add(secret)
                message = (
                    f'the private "{secret.field}" of {secret.section}, from {secret.where}, is in this '
                    "file; take it out, or take the field out of private"
                )
                is_typed = number == 0 and reading == file.text and "\0" not in file.text[:1000]
                yield Remark(message, file.place(at if is_typed else None), is_secret=True)


def _unpacked(file: PublishedFile) -> Iterator[str]:
    yield file.text
    if file.data[:2] == b"\x1f\x8b" or file.data.startswith(b"# Sphinx inventory version 2"):
        import zlib

        start = 0 if file.data[:1] == b"\x1f" else file.data.find(b"zlib.\n") + len(b"zlib.\n")
        try:
            yield (
                zlib.decompressobj(zlib.MAX_WBITS | 32)
                .decompress(file.data[start:], LARGEST)
                .decode("utf-8", "replace")
            )
        except zlib.error:
            return


def comments(file: PublishedFile) -> Iterator[Remark]:
    """Comments that the person has typed for their own eyes; those of themes are nobody's secret."""
    if not file.is_page or "<!--" not in file.text:
        return
    typed = _typed_comments(file.site.facts)
    said = set()
    for match in COMMENT.finditer(file.text):
        words = _words_of(match[0])
        if words in typed and words not in said:
            said.add(words)
            where = typed[words]
            message = (
                f'the comment "{shown(words, 50)}" from line {where.line} of {where.path} would be public; '
                "take it out, or write it as % or {# #}"
            )
            yield Remark(message, file.place(match.start()))


@lru_cache(maxsize=4)
def _typed_comments(facts: Facts) -> dict[str, Position]:
    found: dict[str, Position] = {}
    sources: dict[str, str] = {**facts.pages, **facts.templates}
    for name, source in sources.items():
        for match in COMMENT.finditer(source):
            if words := _words_of(match[0]):
                found.setdefault(words, Position(name, source.count("\n", 0, match.start()) + 1, 1))
    return found


def _words_of(comment: str) -> str:
    return " ".join(comment.removeprefix("<!--").removesuffix("-->").split())


_LINKED: Final = re.compile(r"<[a-zA-Z][^<>]*?\s(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_UNLINKED: Final = re.compile(
    r"<!--.*?-->|<(script|template|noscript)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)


def dead_links(file: PublishedFile) -> Iterator[Remark]:
    """Links to files of the site that are not there."""
    if not file.is_page or file.name.startswith("_static/"):
        return
    source = _UNLINKED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), file.text)
    folder = posixpath.dirname(file.name)
    said = set()
    for match in _LINKED.finditer(source):
        url = html.unescape(match[1] if match[1] is not None else match[2]).strip()
        if url in said:
            continue
        said.add(url)
        path = _path_in(folder, file.site.facts.prefix, url)
        if path is not None and not _is_there(file.site, path):
            message = f'there is no "{shown(url)}" in the site; mend the link, or add the file'
            yield Remark(message, file.place(match.start(1) if match[1] is not None else match.start(2)))


@lru_cache(maxsize=8192)
def _path_in(folder: str, prefix: str, url: str) -> str | None:
    """Return what of the site an address leads to, or None for what leads elsewhere."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        path = path[len(prefix) :] if path.startswith(prefix) else path[1:]
    else:
        path = posixpath.join(folder, path)
    path = posixpath.normpath(path) if path else "."
    return None if path.startswith("..") else path


def _is_there(site: Published, path: str) -> bool:
    if path == "." or path in site.folders:
        return posixpath.normpath(f"{path}/index.html") in site.names
    return path in site.names or f"{path}.html" in site.names


def plain_addresses(file: PublishedFile) -> Iterator[Remark]:
    """Addresses that pages cloak and that stand in clear all the same."""
    facts = file.site.facts
    if not facts.is_cloaked or not file.is_page:
        return
    contact = facts.record.contact
    emails: tuple[str, ...] = (contact.published().email or ()) if contact else ()
    for email in emails:
        if "@" in email and (at := file.text.find(email)) >= 0:
            message = (
                f'"{shown(email)}" stands in clear here, and is cloaked elsewhere; leave it to {{contact}}, '
                "or set homepage_cloak_email = False"
            )
            yield Remark(message, file.place(at))


def machine_paths(file: PublishedFile) -> Iterator[Remark]:
    """The path of the source directory, which has a login name in it as a rule."""
    folder = str(file.site.facts.srcdir)
    if folder.count("/") + folder.count("\\") < 2 or file.suffix in PICTURES:
        return
    if (at := file.text.find(folder)) >= 0:
        message = "the path of your source directory is in this file; take out what wrote it"
        yield Remark(message, file.place(at), is_secret=True)
