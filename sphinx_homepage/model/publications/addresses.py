"""Addresses and paths as .bib files have them: with TeX's escapes, over two lines, without a scheme."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from sphinx_homepage.diagnostics import shown

SCHEMES: Final = ("http", "https", "mailto", "tel")
"""The schemes an address may have, as everywhere in a record."""


class UnusableAddressError(ValueError):
    """An address that must not be linked, or that is none; the message says what to write."""


_COMMAND: Final = re.compile(r"\\(?:url|path|nolinkurl|href)\s*\{([^{}]*)\}")
_TILDE: Final = re.compile(
    r"\{?\\(?:textasciitilde|sim)\b\s*(?:\{\})?\}?|\\~(?:\{\s*\})?|\$\\?sim\$|\$\{?\\sim\}?\$"
)
_ESCAPED: Final = re.compile(r"\\([_%&#${}~^])")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BARE_HOST: Final = re.compile(
    r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|edu|gov|dev|ai|eu|uk|de|fr)/)", re.IGNORECASE
)
_UNSAFE: Final = re.compile(r"[^\x21-\x7e]|[\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_NOTHING: Final = frozenset({"", "-", "none", "null", "n/a", "false", "true", "yes", "no", "tba", "#"})
"""What people write where there is no address."""


def without_tex(value: str) -> str:
    r"""Return an address, a path or an identifier without TeX's escapes: ``\url{a\_b}`` is ``a_b``."""
    value = value.strip()
    if "\\" in value or "{" in value or "$" in value:
        if "$" in value or "\\" in value:
            value = _TILDE.sub("~", value)
        if found := _COMMAND.search(value):
            value = found[1]
        value = _ESCAPED.sub(r"\1", value).replace("{", "").replace("}", "").strip()
    return value[1:-1] if value[:1] == "<" and value[-1:] == ">" else value


def is_address(value: str) -> bool:
    """Whether *value* is an address of the web, not a path or other words."""
    value = without_tex(value).lower()
    return value.startswith(("http://", "https://", "www."))


def looks_like_link(value: str) -> bool:
    """Whether *value* may be an address or the path of a file, and is not a number or running words."""
    bare = without_tex(value)
    return is_address(bare) or (" " not in bare and ("/" in bare or "." in bare))


def address_of(typed: str) -> str:
    """Return the address or the local path that a field holds, fit for a link.

    Spaces and signs that may not stand in an address are percent-encoded. A local path stays as it is.
    What says that there is nothing (``-``, ``none``, ``true``) gives an empty text.

    Raises:
        UnusableAddressError: another scheme than http, https, mailto and tel, or no address at all.
    """
    url = without_tex(typed)
    if url.lower() in _NOTHING:
        return ""
    if _CONTROL.search(url):
        url = re.sub(r"[ \t]*[\n\r\t\x0b\x0c][ \t]*", "", url)
    if _CONTROL.search(url):
        raise UnusableAddressError(f'"{shown(url)}" holds control characters; write the address anew')
    scheme = _SCHEME.match(url)
    if scheme is None:
        if _BARE_HOST.match(url):
            url = "https://" + url
        elif not url.startswith("//"):
            return url
    elif scheme[1].lower() not in SCHEMES:
        raise UnusableAddressError(
            f'the address "{shown(url)}" begins with "{shown(scheme[0])}"; use one of {", ".join(SCHEMES)}'
        )
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise UnusableAddressError(
            f'"{shown(url)}" is not an address; write it as https://example.org/page'
        ) from None
    if parts.scheme.lower() in {"http", "https"} and not parts.hostname:
        raise UnusableAddressError(f'"{shown(url)}" is not an address; write it as https://example.org/page')
    return _UNSAFE.sub(lambda match: quote(match[0], safe="", errors="replace"), url)
