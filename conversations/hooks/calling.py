"""One POST to an address that a tenant gave us: bounded in time, in bytes, and in where it goes.

The name is resolved anew for each call, every address of it must be public, and the connection
goes to one of those very addresses, while TLS and `Host` still speak of the name. There is no
redirect to follow, no proxy of the environment, no cookie, and nothing of the answer is kept but
its status.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import certifi
from django.conf import settings
from django.core.exceptions import ValidationError

from conversations.hooks.troubles import Trouble
from liora.ops.public_address import (
    IpAddress,
    NotPublic,
    Unresolved,
    addresses_of,
    public_addresses,
)
from liora.ops.public_url import written_url
from whatsapp.graph.wire import DeadlineReader

RESOLVE_S, CONNECT_S, READ_S, TOTAL_S = 3.0, 3.0, 10.0, 12.0
# What of an answer is read at most: its status line and headers.
MOST_BYTES = 16 * 1024


# The first that fits: several of them are OSError or ValueError as well.
TROUBLES: Mapping[type[Exception], Trouble] = {
    ValidationError: Trouble.BAD_URL,
    NotPublic: Trouble.PRIVATE,
    Unresolved: Trouble.UNRESOLVED,
    TimeoutError: Trouble.TIMEOUT,
    ssl.SSLError: Trouble.TLS,
    ConnectionError: Trouble.UNREACHABLE,
    http.client.HTTPException: Trouble.NOT_HTTP,
    ValueError: Trouble.NOT_HTTP,
    OSError: Trouble.UNREACHABLE,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How a call ended: an HTTP status, or `trouble`, or both; it was taken if there is none."""

    status: int | None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long each part of a call may take, in seconds."""

    resolve: float = RESOLVE_S
    connect: float = CONNECT_S
    read: float = READ_S
    total: float = TOTAL_S


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call goes: the name it is about, and the addresses it may connect to."""

    host: str
    port: int
    path: str
    secure: bool
    addresses: tuple[IpAddress, ...]


def tls_context() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


class HookClient:
    """Shared by threads: it keeps no connection from one call to the next."""

    def __init__(
        self, *, patience: Patience | None = None, context: ssl.SSLContext | None = None
    ) -> None:
        self.patience = patience or Patience()
        self.context = context or tls_context()

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Return how a call ended, within `patience.total` seconds."""
        deadline = time.monotonic() + self.patience.total
        try:
            target = aim(url, within_s=min(self.patience.resolve, self.patience.total))
            return judged(self._status(target, body, headers, deadline))
        except tuple(TROUBLES) as error:
            return Answer(
                None, next(TROUBLES[kind] for kind in TROUBLES if isinstance(error, kind))
            )

    def _status(
        self, target: Target, body: bytes, headers: Mapping[str, str], deadline: float
    ) -> int:
        connection = _Pinned(target, self.patience, self.context, deadline)
        try:
            connection.request("POST", target.path, body, dict(headers))
            with connection.getresponse() as answer:
                return answer.status
        finally:
            connection.close()


def judged(status: int) -> Answer:
    """Say whether a status means that the event was taken."""
    if 200 <= status < 300:
        return Answer(status)
    if status == http.HTTPStatus.GONE:
        return Answer(status, Trouble.GONE)
    return Answer(status, Trouble.REDIRECT if 300 <= status < 400 else Trouble.REFUSED)


def aim(url: str, *, within_s: float) -> Target:
    """Return where an address leads now.

    Raises ValidationError for one that would not be taken if it were saved now, Unresolved and
    NotPublic.
    """
    parts, host = written_url(url)
    secure = parts.scheme == "https"
    look = addresses_of if settings.HOOKS_ALLOW_PRIVATE else public_addresses
    return Target(
        host=host,
        port=parts.port or (443 if secure else 80),
        path=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        secure=secure,
        addresses=tuple(look(host, within_s=within_s)),
    )


class _Pinned(http.client.HTTPConnection):
    """A connection to one of a target's own addresses, whatever its name resolves to by now."""

    def __init__(
        self, target: Target, patience: Patience, context: ssl.SSLContext, deadline: float
    ) -> None:
        self.default_port = 443 if target.secure else 80
        super().__init__(target.host, target.port)
        self._target, self._patience, self._context = target, patience, context
        self._deadline = deadline

    def connect(self) -> None:
        # Kept at once, so that `close` finds it whatever fails from here on.
        self.sock = self._dial()
        self.sock.settimeout(self._left(self._patience.connect))
        if self._target.secure:
            name = self._target.host.removesuffix(".")
            self.sock = self._context.wrap_socket(self.sock, server_hostname=name)
        self.sock.settimeout(self._left(self._patience.read))

    def response_class(  # type: ignore[override]  # called, as the class it stands for
        self, sock: Any, *args: Any, **kwargs: Any
    ) -> http.client.HTTPResponse:
        """Read an answer until the deadline, and no more than MOST_BYTES of it."""
        answer = http.client.HTTPResponse(sock, *args, **kwargs)
        answer.fp.close()
        answer.fp = io.BufferedReader(_Bounded(sock, deadline=self._deadline))
        return answer

    def _dial(self) -> socket.socket:
        """Connect to the first address that answers; all of them share one connect timeout."""
        until = time.monotonic() + self._left(self._patience.connect)
        trouble: OSError = OSError()
        for address in self._target.addresses:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            try:
                return socket.create_connection((str(address), self._target.port), left)
            except OSError as error:
                trouble = error
        raise trouble

    def _left(self, most: float) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(most, left)


class _Bounded(DeadlineReader):
    """Raises HTTPException for an answer whose headers never end."""

    seen = 0

    def readinto(self, buffer: Any) -> int | None:
        if self.seen > MOST_BYTES:
            raise http.client.HTTPException
        count = super().readinto(buffer)
        self.seen += count or 0
        return count
