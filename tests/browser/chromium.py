"""Pages in a real browser: the system's Chromium, driven by Playwright.

The environment variable ``CHROME`` names a browser that is not found by itself.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import os
import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Response

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = ("--disable-gpu", "--disable-dev-shm-usage", "--disable-quic")


class PageError(AssertionError):
    """A script that a test has run in a page has failed."""


class Browser:
    """A running Chromium."""

    def __init__(self, command: str) -> None:
        self._playwright = sync_playwright().start()
        self.chromium = self._playwright.chromium.launch(
            executable_path=command, args=_FLAGS, chromium_sandbox=False
        )

    def close(self) -> None:
        """End the browser."""
        self.chromium.close()
        self._playwright.stop()


class Loaded(NamedTuple):
    """A file that a page has loaded."""

    url: str
    path: str
    kind: str
    """``document``, ``stylesheet``, ``script``, ``image``, ``font`` ..."""
    status: int
    size: int
    """In bytes: of what is text as gzip sends it."""


_TEXTS = ("text/", "application/json", "application/xml", "application/javascript", "image/svg")


class Page:
    """A tab with a page of a site, whose clipboard and storage nothing else shares."""

    def __init__(self, browser: Browser, root: str) -> None:
        self.root = root
        self._browser = browser
        self._make_tab(java_script_enabled=True)
        self.set_size(1280, 900)

    def _make_tab(self, *, java_script_enabled: bool) -> None:
        self._context = self._browser.chromium.new_context(
            no_viewport=True, java_script_enabled=java_script_enabled
        )
        self.tab = self._context.new_page()
        """Playwright's own, for what is not here: https://playwright.dev/python/docs/api/class-page."""
        # Its evaluate() is kept from pages by their Content-Security-Policy.
        self._devtools = self._context.new_cdp_session(self.tab)
        self._errors: list[str] = []
        self._responses: list[Response] = []
        self.tab.on("pageerror", lambda error: self._errors.append(str(error)))
        self.tab.on("console", lambda said: self._errors.append(said.text) if said.type == "error" else None)
        self.tab.on("response", self._note_response)

    def _note_response(self, response: Response) -> None:
        self._responses.append(response)

    def set_size(self, width: int, height: int) -> None:
        """Give the window another size; a narrow one is a telephone's."""
        self._size = width, height
        self._devtools.send(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
        )

    def set_media(self, media: str = "screen", **features: str) -> None:
        """Show the page as in print, or with ``prefers_color_scheme="dark"``, ``forced_colors="active"``."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self._devtools.send("Emulation.setEmulatedMedia", {"media": media, "features": named})

    def disable_scripts(self) -> None:
        """Show the pages that are opened from now on without their scripts."""
        self._context.close()
        self._make_tab(java_script_enabled=False)
        self.set_size(*self._size)

    def allow_clipboard(self) -> None:
        """Let pages write to the clipboard and read it."""
        self._context.grant_permissions(["clipboard-read", "clipboard-write"])

    def open(self, path: str) -> None:
        """Go to a page of the site, and wait until it is there."""
        self.tab.goto("about:blank")
        self._responses.clear()
        self.tab.goto(f"{self.root}/{path}", wait_until="load")
        self.tab.bring_to_front()

    def run(self, script: str) -> Any:
        """Return the value of an expression, or what the promise gives that it is."""
        answer = self._devtools.send(
            "Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True}
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise PageError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def wait_until(self, script: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + 10
        while not self._holds(script):
            assert time.monotonic() < end, f"never became true: {script}"
            self.tab.wait_for_timeout(20)

    def _holds(self, script: str) -> bool:
        try:
            return bool(self.run(script))
        except Error as error:
            if "navigated" in str(error):  # The page is being left for the one that is waited for.
                return False
            raise

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key, as a person does; ``Control+k`` is one too."""
        self.tab.keyboard.press(f"Shift+{key}" if shift else key)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.tab.keyboard.insert_text(text)

    def errors(self) -> list[str]:
        """Return what the tab has complained of since it was made."""
        self.tab.wait_for_timeout(1)  # What was said meanwhile comes in.
        return list(self._errors)

    def loaded(self) -> list[Loaded]:
        """Return the files that the page has loaded since it was opened, itself first."""
        self.tab.wait_for_load_state("networkidle")
        return [_loaded(response) for response in self._responses if response.url.startswith("http")]

    def violations(self, *parts: str) -> list[tuple[str, Any, str]]:
        """Return what axe-core finds in some parts of the page, or in all: rule, element and what to do."""
        if not self.run("'axe' in window"):
            self.run(f"{_axe()}; 0")
        where = {"include": [[part] for part in parts or ("html",)]}
        found = self.run(f"axe.run({json.dumps(where)}, {{ resultTypes: ['violations'] }})")
        return [
            (rule["id"], node["target"], node["failureSummary"])
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def close(self) -> None:
        """Close the tab, and forget its clipboard and its storage."""
        self._context.close()


@functools.cache
def _axe() -> str:
    import axe_playwright_python

    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")


def _loaded(response: Response) -> Loaded:
    try:
        body = response.body()
    except Error:  # Of an address that leads on to another.
        body = b""
    is_text = response.headers.get("content-type", "").startswith(_TEXTS)
    size = len(gzip.compress(body, 6)) if is_text else len(body)
    url = response.url
    return Loaded(url, urlsplit(url).path, response.request.resource_type, response.status, size)


class _Files(http.server.SimpleHTTPRequestHandler):
    """The files of a site, with the headers of its host."""

    own_headers: Mapping[str, str] = {}

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file; the icon that browsers ask for is not missed."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
            return
        super().do_GET()

    def end_headers(self) -> None:
        """Add the host's own."""
        for name, value in self.own_headers.items():
            self.send_header(name, value)
        super().end_headers()


@contextlib.contextmanager
def served(folder: Path, headers: Mapping[str, str]) -> Iterator[str]:
    """Serve *folder* on this machine while the context lasts, and give its address."""
    handler = type("Files", (_Files,), {"own_headers": headers})
    files = functools.partial(handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), files) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def command() -> str:
    """Return the path of a browser that can be driven so, or nothing."""
    return os.environ.get("CHROME") or next(filter(None, map(shutil.which, _NAMES)), "")
