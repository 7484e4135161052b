"""Asking a service over HTTP: politely, with limits to time and size, and with patience where it is busy."""

from __future__ import annotations

import json
import logging
import random
import re
import ssl
import threading
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from math import inf
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import sphinx_homepage
from sphinx_homepage.diagnostics import printable, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

AGENT: Final = f"sphinx-homepage/{sphinx_homepage.__version__}"
"""Who asks, to the service."""

_PACKED: Final = "gzip, deflate"
"""How an answer may be packed: one of these, once. What other packings unpack to has no bounds."""
_LARGEST: Final = 10_000_000
"""The bytes that an answer may have."""
_SILENCE: Final = 20
"""The seconds in which something has to come."""
_TRIES: Final = 4
_LONGEST_WAIT: Final = 120
"""The seconds to wait for a busy service; if it asks for more, that is for the next time."""
_REDIRECTS: Final = 3
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_LIMITED: Final = frozenset({403, 429})
"""What services say to those who ask too often."""
_SPENT: Final = b"rate limit"
"""What the words of a 403 have that means this."""
_WORDS: Final = 10_000
"""The bytes in which that is looked for."""
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
    pause: float = 1.0
    """The seconds to wait for a service that is asked too often, the first time, where it does not say."""
    patience: float = 60.0
    """The seconds that an answer may take altogether."""
    clock: Clock = field(default_factory=Clock)
    _last: float = -inf
    _failures: int = 0
    _closed: str = ""

    def __post_init__(self) -> None:
        # It logs each address at the level of information, and an address may hold a key.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._least = self.interval
        self._http = self._new()

    def _new(self) -> httpx.Client:
        import httpx

        asked = {"Accept": "application/json", "Accept-Encoding": _PACKED}
        headers = {"User-Agent": self.agent, **asked, **self.headers}
        return httpx.Client(headers=headers, timeout=_SILENCE, follow_redirects=False)

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
                first = self.pause if busy.is_limit else 1.0
                wait = min(first * 2.0**number, _LONGEST_WAIT) if busy.wait is None else busy.wait
                if wait > _LONGEST_WAIT:
                    message = f"{busy}, and asks to wait {wait:.0f} s; try again later"
                    raise ClosedError(message) from None
                if number == _TRIES - 1:
                    error = ClosedError if busy.is_limit else UnansweredError
                    raise error(f"{busy}, after {_TRIES} tries") from None
                wait += self.clock.jitter() * max(1.0, wait / 2)
                self.say(f"{busy}; trying again in {wait:.0f} s")
                self.clock.sleep(wait)
        raise AssertionError

    def _once(self, path: str, parameters: Mapping[str, str]) -> Any:
        import httpx

        self.clock.sleep(max(0.0, self._last + self.interval - self.clock.now()))
        self._last = self.clock.now()
        try:
            data = self._in_time(path, parameters)
        except httpx.TimeoutException:
            raise _BusyError("no answer in time") from None
        except httpx.TransportError as error:
            if (why := _distrusted(error)) is not None:
                message = f"its certificate is not to be trusted ({self._said(why)})"
                raise ClosedError(message) from None
            raise _BusyError(f"no connection ({self._said(str(error) or type(error).__name__)})") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise UnansweredError(f"no answer that can be read ({type(error).__name__})") from None
        try:
            return json.loads(data, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise UnansweredError("the answer is not JSON") from None

    def _in_time(self, path: str, parameters: Mapping[str, str]) -> bytes:
        """Return what the service answers, or give it up after all the time that it may take.

        A limit of httpx is for each part that comes: headers may come byte by byte for hours.
        """
        found: list[bytes] = []
        errors: list[BaseException] = []

        def read(http: httpx.Client) -> None:
            try:
                found.append(self._read(http, path, parameters))
            except BaseException as error:
                errors.append(error)

        thread = threading.Thread(target=read, args=(self._http,), daemon=True)
        thread.start()
        thread.join(self.patience)
        if thread.is_alive():
            self._http = self._new()  # The other one is the thread's, which ends with the service or with us.
            raise _BusyError("no whole answer in time")
        if errors:
            raise errors[0]
        return found[0]

    def _read(self, http: httpx.Client, path: str, parameters: Mapping[str, str]) -> bytes:
        url = http.build_request("GET", f"{self.base}{path}", params=dict(parameters) or None).url
        for _ in range(_REDIRECTS + 1):
            with http.stream("GET", url) as response:
                if response.has_redirect_location:
                    url = self._redirected(url, response)
                    continue
                packing = response.headers.get("content-encoding", "").strip().lower()
                if packing not in {"", "identity", *_PACKED.split(", ")}:
                    raise UnansweredError(f'it packs the answer as "{self._said(packing)}", unasked')
                self._heed(response)
                self._check(response)
                return self._body(response)
        raise UnansweredError("it sends from one address to the next")

    def _body(self, response: httpx.Response) -> bytes:
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > _LARGEST:
                raise UnansweredError(f"the answer is larger than {_LARGEST // 1_000_000} MB")
        return bytes(data)

    def _heed(self, response: httpx.Response) -> None:
        """Ask no faster than the service says that it may be asked: so many times in so many seconds."""
        times = response.headers.get("x-rate-limit-limit", "").strip()
        seconds = response.headers.get("x-rate-limit-interval", "").strip()
        if re.fullmatch(r"[1-9][0-9]{0,6}", times) and re.fullmatch(r"[1-9][0-9]{0,3}s?", seconds):
            self.interval = max(self._least, min(int(seconds.rstrip("s")) / int(times), _LONGEST_WAIT))

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
        if status in _BUSY or (status == 403 and self._is_spent(response)):
            raise _BusyError(f"it answers {said}", self._wait(response), is_limit=status in _LIMITED)
        if status in {404, 410}:
            raise UnknownError(f"it answers {said}")
        if status in {401, 403}:
            raise ClosedError(f"it answers {said}; look at the key in the environment, or try again later")
        if status != 200:
            raise UnansweredError(f"it answers {said}")

    def _is_spent(self, response: httpx.Response) -> bool:
        """Whether an answer that forbids means that the service was asked too often."""
        if response.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in response.headers:
            return True
        words = b""
        for chunk in response.iter_bytes():
            words += chunk
            if len(words) > _WORDS:
                break
        return _SPENT in words.lower()

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

    def __init__(self, message: str, wait: float | None = None, *, is_limit: bool = False) -> None:
        super().__init__(message)
        self.wait = wait
        self.is_limit = is_limit


def _distrusted(error: BaseException) -> str | None:
    """Return what is wrong with a service's certificate, if that is what *error* comes from."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message
        cause = cause.__cause__ or cause.__context__
    return None


def _refuse(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are not JSON.
