"""The portrait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.checks.material import Remark
from sphinx_homepage.diagnostics import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.checks.material import Facts

_MOST_PIXELS: Final = 3000
_MOST_BYTES: Final = 3_000_000
_FEWEST_PIXELS: Final = 200


def portrait_sizes(facts: Facts) -> Iterator[Remark]:
    """Portraits that are much larger than they are shown, or too small to be sharp."""
    for path, _, size, width, height in dict.fromkeys(facts.portraits):
        if max(width, height) > _MOST_PIXELS or size > _MOST_BYTES:
            message = (
                f'the portrait "{shown(path)}" has {width}x{height} pixels and {_megabytes(size)}; pages '
                "show 208: scale it down to about 1000"
            )
            yield Remark(message, path.position)
        elif 0 < min(width, height) < _FEWEST_PIXELS:
            message = (
                f'the portrait "{shown(path)}" has {width}x{height} pixels, and is blurred where it is shown '
                "with 208 or more; take a larger one"
            )
            yield Remark(message, path.position)


def portraits_without_words(facts: Facts) -> Iterator[Remark]:
    """Portraits that say of themselves that they are decoration."""
    for path, alt, *_ in dict.fromkeys(facts.portraits):
        if alt is not None and not alt.strip():
            message = (
                f'the portrait "{shown(path)}" has an empty "alt", as decoration has; say who it shows, '
                "for those who do not see it"
            )
            yield Remark(message, path.position)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, size // 1000)} kB"
