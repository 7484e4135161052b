"""Pages in a real browser: Chromium, driven through the pipe that its DevTools protocol offers.

No package is needed for it: https://chromedevtools.github.io/devtools-protocol/. The environment variable
``CHROME`` names a browser that is not found by itself.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import select
import shutil
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

if os.name == "posix":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-pipe",
)
_PATIENCE = 60.0
"""Seconds in which the browser answers."""

_KEYS = {
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    " ": ("Space", 32, " "),
}


class PageError(AssertionError):
    """A script that a test has run in a page has failed."""


class Browser:
    """A running Chromium."""

    def __init__(self, command: str, folder: Path) -> None:
        commands, self._write = _pipe()
        self._read, answers = _pipe()
        actions = [
            (os.POSIX_SPAWN_DUP2, commands, 3),
            (os.POSIX_SPAWN_DUP2, answers, 4),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        arguments = [command, *_FLAGS, f"--user-data-dir={folder}", "about:blank"]
        self._process = os.posix_spawn(command, arguments, os.environ, file_actions=actions, setpgroup=0)
        os.close(commands)
        os.close(answers)
        self._buffer = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Send a command of the protocol, and return what the browser answers."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        sent = json.dumps(message).encode() + b"\0"
        while sent:
            sent = sent[os.write(self._write, sent) :]
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise PageError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method: str, session: str) -> None:
        """Wait until the browser says *method* of the page with *session*."""
        while True:
            for event in self.events:
                if event.get("method") == method and event.get("sessionId") == session:
                    self.events.remove(event)
                    return
            self.events.append(self._receive())

    def _receive(self) -> dict[str, Any]:
        end = time.monotonic() + _PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0, end - time.monotonic()))
            piece = os.read(self._read, 1 << 20) if ready else b""
            if not piece:
                raise PageError("the browser does not answer")
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def close(self) -> None:
        """End the browser."""
        with contextlib.suppress(PageError, OSError):
            self.call("Browser.close")
        for _ in range(50):
            if os.waitpid(self._process, os.WNOHANG)[0]:
                break
            time.sleep(0.1)
        else:
            os.killpg(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        os.close(self._read)
        os.close(self._write)


def _pipe() -> tuple[int, int]:
    """Return a pipe whose ends are not those that the browser's own are to be: 3 and 4."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


class Page:
    """A tab with a page of a site."""

    def __init__(self, browser: Browser, root: str) -> None:
        self.browser = browser
        self.root = root
        self._context = browser.call("Target.createBrowserContext")["browserContextId"]
        target = browser.call("Target.createTarget", url="about:blank", browserContextId=self._context)
        attached = browser.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        self.call("Page.enable")
        self.call("Runtime.enable")
        self.call("Log.enable")
        self.set_size(1280, 900)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the protocol to this tab."""
        return self.browser.call(method, self._session, **parameters)

    def set_size(self, width: int, height: int) -> None:
        """Give the window another size."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def set_media(self, media: str = "screen", **features: str) -> None:
        """Show the page as in print, or with ``prefers_color_scheme="dark"``, ``forced_colors="active"``."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", media=media, features=named)

    def disable_scripts(self) -> None:
        """Show the pages that are opened from now on without their scripts."""
        self.call("Emulation.setScriptExecutionDisabled", value=True)

    def allow_clipboard(self) -> None:
        """Let pages write to the clipboard and read it."""
        self.browser.call(
            "Browser.grantPermissions",
            permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
            browserContextId=self._context,
        )

    def open(self, path: str) -> None:
        """Go to a page of the site, and wait until it is there."""
        self.call("Page.navigate", url="about:blank")
        self.browser.wait_for("Page.loadEventFired", self._session)
        self.call("Page.navigate", url=f"{self.root}/{path}")
        self.browser.wait_for("Page.loadEventFired", self._session)
        self.call("Page.bringToFront")

    def run(self, script: str) -> Any:
        """Return the value of an expression, or what the promise gives that it is."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise PageError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def wait_until(self, script: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + 10
        while not self.run(script):
            assert time.monotonic() < end, f"never became true: {script}"
            time.sleep(0.02)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key, as a person does."""
        code, number, text = _KEYS[key]
        common: dict[str, Any] = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        common["modifiers"] = 8 if shift else 0
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.call("Input.insertText", text=text)

    def errors(self) -> list[str]:
        """Return what the page has complained of since it was opened."""
        found = []
        for event in self.browser.events:
            if event.get("sessionId") != self._session:
                continue
            if event["method"] == "Runtime.exceptionThrown":
                details = event["params"]["exceptionDetails"]
                found.append(details.get("exception", {}).get("description") or details["text"])
            elif event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] == "error":
                found.append(event["params"]["entry"]["text"])
        return found

    def close(self) -> None:
        """Close the tab, and forget its clipboard, its storage and its events."""
        self.browser.call("Target.disposeBrowserContext", browserContextId=self._context)
        self.browser.events.clear()


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
    if not hasattr(os, "posix_spawn"):
        return ""
    return os.environ.get("CHROME") or next(filter(None, map(shutil.which, _NAMES)), "")
