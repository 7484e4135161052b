"""A server on this machine that answers as services do, right and wrong, and a clock that never waits."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import pytest

from sphinx_homepage import cli
from sphinx_homepage.commands import sync
from sphinx_homepage.sync.client import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping

TODAY = 1795219200.0
"""Nov 21, 2026, 0:00 in Greenwich."""


class Reply(NamedTuple):
    """What the server answers."""

    body: Any = None
    """What is sent as JSON, or bytes as they are."""
    status: int = 200
    headers: Mapping[str, str] = MappingProxyType({})
    drip: int = 0
    """The bytes that are sent at a time, with a pause after each; 0 for all at once."""
    hangs_up: bool = False
    """The connection ends in the middle of the body."""
    never_begins: bool = False
    """A byte of its headers is sent at a time, and they never end."""


class Request(NamedTuple):
    """What the server was asked."""

    path: str
    parameters: dict[str, str]
    headers: dict[str, str]


class Replay:
    """The server: the replies to each path, the last of which it gives again and again."""

    Reply = Reply

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.requests: list[Request] = []
        self.is_closed = False
        replay = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                replay.requests.append(
                    Request(
                        parts.path,
                        dict(parse_qsl(parts.query)),
                        {k.lower(): v for k, v in self.headers.items()},
                    )
                )
                replies = replay.replies.get(parts.path, [Reply({"message": "Not Found"}, 404)])
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
                body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                if reply.never_begins:
                    self._drip_headers()
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body) + reply.hangs_up))
                self.end_headers()
                with contextlib.suppress(OSError):  # The client has had enough.
                    if not reply.drip:
                        self.wfile.write(body)
                    for start in range(0, len(body) if reply.drip else 0, reply.drip or 1):
                        self.wfile.write(body[start : start + reply.drip])
                        self.wfile.flush()
                        time.sleep(0.005)
                self.close_connection = True

            def _drip_headers(self) -> None:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                with contextlib.suppress(OSError):
                    while not replay.is_closed:
                        self.wfile.write(b"x")
                        self.wfile.flush()
                        time.sleep(0.005)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, path: str, *replies: Any) -> None:
        """Answer what is asked for at *path* with each of *replies* in turn."""
        self.replies[path] = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]

    def close(self) -> None:
        self.is_closed = True
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class StillClock(Clock):
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.passed

    def today(self) -> float:
        return TODAY + self.passed

    def sleep(self, seconds: float) -> None:
        if seconds:
            self.waits.append(round(seconds, 3))
        self.passed += seconds

    def jitter(self) -> float:
        return 0.0


@pytest.fixture(autouse=True)
def no_keys(monkeypatch):
    """Take what this machine knows of keys and proxies out of the environment."""
    for name in ("GITHUB_TOKEN", "OPENALEX_API_KEY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Fail where anybody but this machine is looked for."""
    look_up = socket.getaddrinfo

    def only_here(host, *args, **kwargs):
        assert host in {"127.0.0.1", "localhost"}, f"a test asks for {host}"
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", only_here)


@pytest.fixture
def replay():
    """Return a server that says what it is told to."""
    server = Replay()
    yield server
    server.close()


@pytest.fixture
def clock():
    """Return a clock that never waits."""
    return StillClock()


class Done(NamedTuple):
    """What the command did."""

    status: int
    out: str
    err: str


@pytest.fixture
def command(tmp_path, replay, clock, capsys, monkeypatch):
    """Return a function that writes files into a site and runs ``sphinx-homepage sync`` in it."""
    run = sync.run
    conf = tmp_path / "conf.py"
    monkeypatch.setattr(sync, "run", lambda given: run(given, clock))

    def call(*words: str, files: dict[str, str] | None = None, base: str | None = replay.url) -> Done:
        for name, text in {**({} if conf.exists() else {"conf.py": ""}), **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        more = ["--base-url", base] if base else []
        status = cli.main(["sync", "--site", str(tmp_path), *words, *more])
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return call
