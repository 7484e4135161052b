"""How services are asked: with patience, with limits, and without telling anybody a key."""

from __future__ import annotations

import gzip
import json
import logging
import shutil
import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sphinx_homepage.sync.client import (
    AGENT,
    AddressError,
    Client,
    ClosedError,
    UnansweredError,
    UnknownError,
    checked_address,
)


@pytest.fixture
def said():
    return []


@pytest.fixture
def client(replay, clock, said):
    with Client(replay.url, said.append, clock=clock, secret="s3cret") as made:
        yield made


def test_an_answer_is_read_as_json_and_the_request_says_who_asks(replay, client, clock):
    replay.answer("/works", {"results": [1]})
    assert client.get("/works", filter="doi:10.1/a|10.1/b") == {"results": [1]}
    (request,) = replay.requests
    assert request.parameters == {"filter": "doi:10.1/a|10.1/b"}
    assert request.headers["user-agent"] == AGENT
    assert request.headers["accept"] == "application/json"
    assert clock.waits == []


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again_after_longer_and_longer_waits(replay, client, clock, said, status):
    replay.answer(
        "/x", replay.Reply({}, status), replay.Reply({}, status), replay.Reply({}, status), {"ok": True}
    )
    assert client.get("/x") == {"ok": True}
    assert clock.waits == [1.0, 2.0, 4.0]
    assert len(said) == 3


def test_after_four_tries_there_is_no_answer(replay, client, clock):
    replay.answer("/x", replay.Reply({}, 500))
    with pytest.raises(UnansweredError, match=r"^it answers 500 Internal Server Error, after 4 tries$"):
        client.get("/x")
    assert len(replay.requests) == 4


def test_the_wait_is_spread_by_chance(replay, client, clock):
    clock.jitter = lambda: 0.5
    replay.answer("/x", replay.Reply({}, 503), {})
    client.get("/x")
    assert clock.waits == [1.5]


@pytest.mark.parametrize(
    ("after", "wait"), [("7", 7.0), ("Sat, 21 Nov 2026 00:00:30 GMT", 30.0), ("soon", 1.0), ("-5", 1.0)]
)
def test_the_service_says_how_long_to_wait(replay, client, clock, after, wait):
    replay.answer("/x", replay.Reply({}, 429, {"Retry-After": after}), {})
    assert client.get("/x") == {}
    assert clock.waits == [wait]


@pytest.mark.parametrize("after", ["3600", "99999999999", "Sun, 22 Nov 2026 00:00:00 GMT"])
def test_a_wait_that_is_too_long_closes_the_service_for_this_time(replay, client, clock, after):
    replay.answer("/x", replay.Reply({}, 429, {"Retry-After": after}))
    with pytest.raises(ClosedError, match="asks to wait"):
        client.get("/x")
    with pytest.raises(ClosedError):
        client.get("/y")
    assert len(replay.requests) == 1
    assert clock.waits == []


def test_a_limit_that_is_used_up_is_a_wait_until_it_is_renewed(replay, client, clock):
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1795219220"}
    replay.answer("/x", replay.Reply({}, 403, headers), {"ok": 1})
    assert client.get("/x") == {"ok": 1}
    assert clock.waits == [20.0]


def test_a_limit_that_is_renewed_in_an_hour_closes_the_service(replay, client):
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1795222800"}
    replay.answer("/x", replay.Reply({}, 403, headers))
    with pytest.raises(ClosedError, match="asks to wait 3600 s; try again later"):
        client.get("/x")


def test_a_limit_of_which_nothing_more_is_said_is_waited_for_as_the_service_documents(replay, clock):
    words = {"message": "You have exceeded a secondary rate limit."}
    replay.answer("/x", replay.Reply(words, 403), replay.Reply(words, 429), {"ok": True})
    with Client(replay.url, print, clock=clock, pause=60) as client:
        assert client.get("/x") == {"ok": True}
    assert clock.waits == [60.0, 120.0]


def test_who_is_still_asked_too_often_after_all_tries_is_asked_no_more(replay, client):
    replay.answer("/x", replay.Reply({}, 429))
    with pytest.raises(ClosedError, match="after 4 tries"):
        client.get("/x")


@pytest.mark.parametrize(
    ("limit", "interval", "wait"),
    [
        ("1", "2s", 2.0),
        ("50", "1s", 0.5),
        ("2", "3", 1.5),
        ("0", "1s", 0.5),
        ("x", "1s", 0.5),
        ("1", "-1", 0.5),
    ],
)
def test_the_service_says_how_often_it_may_be_asked(replay, clock, limit, interval, wait):
    headers = {"X-Rate-Limit-Limit": limit, "X-Rate-Limit-Interval": interval}
    replay.answer("/x", replay.Reply({}, 200, headers))
    with Client(replay.url, print, 0.5, clock=clock) as client:
        client.get("/x")
        client.get("/x")
        client.get("/x")
    assert clock.waits[-1] == wait


def test_requests_keep_the_distance_that_the_service_asks_for(replay, clock):
    replay.answer("/x", {})
    with Client(replay.url, print, 1.0, clock=clock) as client:
        client.get("/x")
        clock.passed += 0.25
        client.get("/x")
        client.get("/x")
    assert clock.waits == [0.75, 1.0]


def test_what_is_not_there_is_told_from_what_fails(replay, client):
    with pytest.raises(UnknownError):
        client.get("/nothing")
    assert len(replay.requests) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_closes_the_service(replay, client, status):
    replay.answer("/x", replay.Reply({}, status))
    with pytest.raises(ClosedError, match="look at the key in the environment"):
        client.get("/x")
    assert len(replay.requests) == 1


def test_three_failures_one_after_the_other_close_the_service(replay, client):
    replay.answer("/x", replay.Reply({}, 400))
    for error in (UnansweredError, UnansweredError, ClosedError, ClosedError):
        with pytest.raises(error):
            client.get("/x")
    assert len(replay.requests) == 3


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"",
        b'{"a": NaN}',
        b"\xff\xfe\x00",
        b"[" * 500_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
        b'{"a": 1',
    ],
)
def test_what_is_not_json_is_no_answer(replay, client, body):
    replay.answer("/x", replay.Reply(body))
    with pytest.raises(UnansweredError, match="the answer is not JSON"):
        client.get("/x")


def test_an_answer_that_is_too_large_is_not_read_to_its_end(replay, client):
    replay.answer("/x", replay.Reply(b'"' + b"x" * 10_000_001 + b'"'))
    with pytest.raises(UnansweredError, match="larger than 10 MB"):
        client.get("/x")


def test_an_answer_that_unpacks_to_too_much_is_not_unpacked_to_its_end(replay, client):
    packed = gzip.compress(b" " * 60_000_000)
    replay.answer("/x", replay.Reply(packed, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(UnansweredError, match="larger than 10 MB"):
        client.get("/x")


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "zstd"])
def test_an_answer_that_is_packed_otherwise_than_was_asked_for_is_not_unpacked(replay, client, packing):
    packed = gzip.compress(gzip.compress(b" " * 20_000_000))
    replay.answer("/x", replay.Reply(packed, headers={"Content-Encoding": packing}))
    with pytest.raises(UnansweredError, match=f'it packs the answer as "{packing}", unasked'):
        client.get("/x")
    assert replay.requests[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    "slowly",
    [{"body": b"x" * 1000, "drip": 1}, {"never_begins": True}],
    ids=["body", "headers"],
)
def test_an_answer_that_drips_is_given_up_and_the_next_one_is_read(replay, clock, slowly):
    replay.answer("/x", replay.Reply(**slowly))
    replay.answer("/y", {"ok": True})
    with Client(replay.url, print, clock=clock, patience=0.2) as client:
        began = time.monotonic()
        with pytest.raises(UnansweredError, match="no whole answer in time, after 4 tries"):
            client.get("/x")
        assert time.monotonic() - began < 3
        assert client.get("/y") == {"ok": True}


def test_a_connection_that_ends_early_is_tried_again(replay, client, clock):
    replay.answer("/x", replay.Reply({"a": 1}, hangs_up=True), {"a": 2})
    assert client.get("/x") == {"a": 2}
    assert clock.waits == [1.0]


def test_nobody_listening_is_no_answer(clock):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with Client(url, print, clock=clock) as client, pytest.raises(UnansweredError, match="no connection"):
        client.get("/x")
    assert clock.waits == [1.0, 2.0, 4.0]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path, clock):
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "certificate.pem")]
    subprocess.run([*command, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        url = f"https://127.0.0.1:{server.server_address[1]}"
        with Client(url, print, clock=clock) as client, pytest.raises(UnansweredError) as caught:
            client.get("/x", api_key="s3cret")
        server.shutdown()
    assert "its certificate is not to be trusted" in str(caught.value)
    assert asked == []
    assert clock.waits == []


def test_a_redirection_on_the_same_host_is_followed(replay, client):
    replay.answer("/repos/a/b", replay.Reply({}, 301, {"Location": "/repositories/5"}))
    replay.answer("/repositories/5", {"stargazers_count": 3})
    assert client.get("/repos/a/b") == {"stargazers_count": 3}


@pytest.mark.parametrize(
    "location",
    [
        "https://elsewhere.example.org/x",
        "http://localhost/x",
        "http://127.0.0.1:1/x",
        "//elsewhere.example.org/x",
        "https://127.0.0.1/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[",
    ],
)
def test_a_redirection_anywhere_else_is_not_followed(replay, client, location):
    replay.answer("/x", replay.Reply({}, 302, {"Location": location}))
    with pytest.raises(UnansweredError, match=r"it sends to|no answer that can be read"):
        client.get("/x")
    assert len(replay.requests) == 1


def test_a_redirection_without_end_is_given_up(replay, client):
    replay.answer("/x", replay.Reply({}, 302, {"Location": "/x"}))
    with pytest.raises(UnansweredError, match="from one address to the next"):
        client.get("/x")
    assert len(replay.requests) == 4


def test_what_a_service_says_cannot_move_the_cursor_nor_repeat_the_key(replay, clock):
    with Client(replay.url, print, clock=clock, secret="s3cret") as client:
        assert client._said("a\x1b[31m s3cret") == "a\ufffd[31m ***"


def test_the_address_with_the_key_is_in_no_log(replay, client, caplog):
    replay.answer("/x", {})
    with caplog.at_level(logging.INFO):
        client.get("/x", api_key="s3cret")
    assert "s3cret" not in caplog.text


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://api.example.org", "is not encrypted; write it with https://"),
        ("ftp://api.example.org", "is no address"),
        ("api.example.org", "is no address"),
        ("https://", "is no address"),
        ("https://api.example.org:x", "is no address"),
        ("https://[", "is no address"),
        ("https://api.example.org/a b", "is no address"),
        ("https://ana:pw@api.example.org", "is a host and a path"),
        ("https://api.example.org?x=1", "is a host and a path"),
    ],
)
def test_an_address_is_that_of_an_encrypted_service(url, message):
    with pytest.raises(AddressError, match=message) as caught:
        checked_address(url)
    assert "pw" not in str(caught.value)


def test_an_address_of_this_machine_need_not_be_encrypted():
    assert checked_address("http://127.0.0.1:8000/") == "http://127.0.0.1:8000"
    assert checked_address("https://github.example.org/api/v3/") == "https://github.example.org/api/v3"


def test_an_answer_is_the_json_that_was_sent(replay, client):
    tree = {"a": ["é", 1, None, True, {"b": 1.5}]}
    replay.answer("/x", replay.Reply(json.dumps(tree).encode()))
    assert client.get("/x") == tree
