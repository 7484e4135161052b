"""Fixtures that look at sites in a real browser.

Where there is none the tests are skipped, unless the environment variable ``SPHINX_HOMEPAGE_BROWSER`` is
``required``.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import chromium
import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def browser():
    """Return a browser."""
    command = chromium.command()
    if not command:
        reason = "there is no Chromium here; install it, or name it in the environment variable CHROME"
        if os.environ.get("SPHINX_HOMEPAGE_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    browser = chromium.Browser(command)
    yield browser
    browser.close()


@pytest.fixture
def open_site(browser):
    """Return a function that serves a folder, with HTTP headers if given, and returns a tab for its pages."""
    with contextlib.ExitStack() as stack:

        def open_site(folder: Path, headers: dict[str, str] | None = None) -> chromium.Page:
            page = chromium.Page(browser, stack.enter_context(chromium.served(folder, headers or {})))
            stack.callback(page.close)
            return page

        yield open_site
