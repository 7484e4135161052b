"""Asking a service over HTTP: politely, with limits to time and size, and with patience where it is busy."""

from __future__ import annotations

import json
import logging
import random
import re
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import sphinx_homepage
from sphinx_homepage.diagnostics import printable, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

AGENT: Final = f"sphinx-homepage/{sphinx_homepage.__version__}"
"""Who asks, to the service."""

_LARGEST: Final = 10_000_000
"""The bytes that an answer may have."""
_LONGEST: Final = 60
"""The seconds that an answer may take altogether."""
_SILENCE: Final = 20
"""The seconds in which something has to come."""
_TRIES: Final = 4
_LONGEST_WAIT: Final = 120
"""The seconds to wait for a busy service; if it asks for more, that is for the next time."""
_REDIRECTS: Final = 3
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_FAILURES: Final = 3
"""After so many failures one after the other a service is asked no more."""


class UnansweredError(Exception):
    """A question that a service has not answered: the message says why."""


class UnknownError(UnansweredError):
    """The service knows nothing by that name."""


class ClosedError(UnansweredError):
    """The service is not to be asked again today."""


class Clock:
    """Time, as the client needs it."""

    def now(self) -> float:
        """Return seconds that only go on."""
        return time.monotonic()

    def today(self) -> float:
        """Return the seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def jitter(self) -> float:
        """Return something from 0 to 1, so that not all who were turned away come back at once."""
        return random.random()  # noqa: S311 - nothing is secret here


class AddressError(ValueError):
    """An address at which no service can be asked: the message says why."""


def checked_address(url: str) -> str:
    """Return the address of a service without the slash at its end.

    Raises:
        AddressError: It is none, or is not encrypted and leaves this machine.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise AddressError("an address of a service is a host and a path; take the rest out")
    if parts.scheme not in {"https", "http"} or not parts.hostname or not url.isprintable() or " " in url:
        raise AddressError(f'"{shown(url)}" is no address; write it as https://api.example.org')
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise AddressError(f'"{shown(url)}" is not encrypted; write it with https://')
    return url.rstrip("/")


@dataclass
class Client:
    """Asks one service."""

    base: str
    """The service's address, without a slash at its end."""
    say: Callable[[str], None]
    """Tells the person what is going on."""
    interval: float = 0.0
    """The seconds from one request to the next."""
    agent: str = AGENT
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""
    """A key: never said, and taken out of what the service says."""
    clock: Clock = field(default_factory=Clock)
    _next: float = 0.0
    _failures: int = 0
    _closed: str = ""

    def __post_init__(self) -> None:
        import httpx

        # It logs each address at the level of information, and an address may hold a key.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        headers = {"User-Agent": self.agent, "Accept": "application/json", **self.headers}
        self._http = httpx.Client(headers=headers, timeout=_SILENCE, follow_redirects=False)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, path: str, **parameters: str) -> Any:
        """Return what the service has at *path*, as JSON has it.

        Raises:
            UnknownError: It has nothing there.
            ClosedError: It is not to be asked again.
            UnansweredError: No answer that can be read, after some tries.
        """
        if self._closed:
            raise ClosedError(self._closed)
        try:
            found = self._patiently(path, parameters)
        except UnknownError:
            self._failures = 0
            raise
        except UnansweredError as error:
            self._failures += 1
            if isinstance(error, ClosedError) or self._failures >= _FAILURES:
                self._closed = str(error)
                raise ClosedError(str(error)) from None
            raise
        self._failures = 0
        return found

    def _patiently(self, path: str, parameters: Mapping[str, str]) -> Any:
        for number in range(_TRIES):
            try:
                return self._once(path, parameters)
            except _BusyError as busy:
                wait = 2.0**number if busy.wait is None else busy.wait
                if wait > _LONGEST_WAIT:
                    message = f"{busy}, and asks to wait {wait:.0f} s; try again later"
                    raise ClosedError(message) from None
                if number == _TRIES - 1:
                    raise UnansweredError(f"{busy}, after {_TRIES} tries") from None
                wait += self.clock.jitter() * max(1.0, wait / 2)
                self.say(f"{busy}; trying again in {wait:.0f} s")
                self.clock.sleep(wait)
        raise AssertionError

    def _once(self, path: str, parameters: Mapping[str, str]) -> Any:
        import httpx

        self.clock.sleep(max(0.0, self._next - self.clock.now()))
        self._next = self.clock.now() + self.interval
        try:
            data = self._read(path, parameters)
        except httpx.TimeoutException:
            raise _BusyError("no answer in time") from None
        except httpx.TransportError as error:
            raise _BusyError(f"no connection ({self._said(str(error) or type(error).__name__)})") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise UnansweredError(f"no answer that can be read ({type(error).__name__})") from None
        try:
            return json.loads(data, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise UnansweredError("the answer is not JSON") from None

    def _read(self, path: str, parameters: Mapping[str, str]) -> bytes:
        url = self._http.build_request("GET", f"{self.base}{path}", params=dict(parameters) or None).url
        for _ in range(_REDIRECTS + 1):
            started = self.clock.now()
            with self._http.stream("GET", url) as response:
                if response.has_redirect_location:
                    url = self._redirected(url, response)
                    continue
                self._check(response)
                return self._body(response, started)
        raise UnansweredError("it sends from one address to the next")

    def _body(self, response: httpx.Response, started: float) -> bytes:
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > _LARGEST:
                raise UnansweredError(f"the answer is larger than {_LARGEST // 1_000_000} MB")
            if self.clock.now() - started > _LONGEST:
                raise _BusyError("no whole answer in time")
        return bytes(data)

    def _redirected(self, url: httpx.URL, response: httpx.Response) -> httpx.URL:
        """Return where a redirection leads: only to the same host, and not out of encryption."""
        try:
            target = url.join(response.headers["Location"])
        except Exception:  # whatever httpx makes of what it is sent
            raise UnansweredError("it sends to an address that is none") from None
        is_same = (target.host, target.port) == (url.host, url.port)
        if not is_same or target.scheme != url.scheme or target.userinfo:
            raise UnansweredError(
                f'it sends to another place, "{self._said(target.host)}", which is not asked'
            )
        return target

    def _check(self, response: httpx.Response) -> None:
        """Raise what an answer means that is none."""
        status = response.status_code
        said = f"{status} {self._said(response.reason_phrase)}".strip()
        is_spent = status == 403 and response.headers.get("x-ratelimit-remaining") == "0"
        if status in _BUSY or is_spent or (status == 403 and "retry-after" in response.headers):
            raise _BusyError(f"it answers {said}", self._wait(response))
        if status in {404, 410}:
            raise UnknownError(f"it answers {said}")
        if status in {401, 403}:
            raise ClosedError(f"it answers {said}; look at the key in the environment, or try again later")
        if status != 200:
            raise UnansweredError(f"it answers {said}")

    def _wait(self, response: httpx.Response) -> float | None:
        """Return the seconds that the service asks to wait; None where it does not say."""
        after = response.headers.get("retry-after", "").strip()
        if re.fullmatch(r"[0-9]{1,20}", after):
            return float(after)
        try:
            return max(0.0, parsedate_to_datetime(after).timestamp() - self.clock.today())
        except (ValueError, TypeError, OverflowError, IndexError):
            pass
        reset = response.headers.get("x-ratelimit-reset", "").strip()
        if response.headers.get("x-ratelimit-remaining") == "0" and re.fullmatch(r"[0-9]{9,11}", reset):
            return max(0.0, float(reset) - self.clock.today())
        return None

    def _said(self, text: str) -> str:
        text = printable(shown(text))
        return text.replace(self.secret, "***") if self.secret else text


class _BusyError(Exception):
    """The service may answer if it is asked again, after *wait* seconds if it says so."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def _refuse(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are not JSON.
