"""Python's collector of garbage, kept away from what lives as long as the build."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


@contextmanager
def lasting_objects() -> Iterator[None]:
    """Make objects that live until the build ends: no garbage is looked for among them, now or later.

    Else the collector goes through all of them again and again, which takes a quarter of such a build.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def release_objects(_app: Sphinx, _exception: Exception | None) -> None:
    """Let the collector see everything again, for a program that goes on after the build."""
    gc.unfreeze()
