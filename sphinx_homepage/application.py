"""Sphinx's application, for what has the build environment alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def app_of(env: BuildEnvironment) -> Sphinx:
    """Return the application, which Sphinx 9 has under another name."""
    return env._app if hasattr(env, "_app") else env.app
