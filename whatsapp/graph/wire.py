"""HTTP connections that bound a whole answer in time and know whether a request left.

The timeouts of requests hold for one read from the socket, so a server that drips bytes could
keep a thread for ever; and its exceptions do not always tell whether anything was sent.
"""

import http.client
import io
import socket
import threading
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Sending(threading.local):
    """Whether the call this thread makes has put a byte of its request on the network."""

    begun = False


sending = Sending()


class BoundedAdapter(HTTPAdapter):
    """Each answer, headers and body, must be read within `answer_timeout` seconds."""

    def __init__(self, *, answer_timeout: float, pool_size: int) -> None:
        self._answer_timeout = answer_timeout
        super().__init__(pool_maxsize=pool_size, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._answer_timeout)


def _pools(seconds: float) -> dict[str, type[HTTPConnectionPool]]:
    class Answer(_BoundedResponse):
        answer_timeout = seconds

    class Http(_WatchedConnection):
        response_class = Answer

    class Https(_WatchedConnection, HTTPSConnection):
        response_class = Answer

    class HttpPool(HTTPConnectionPool):
        ConnectionCls = Http

    class HttpsPool(HTTPSConnectionPool):
        ConnectionCls = Https

    return {"http": HttpPool, "https": HttpsPool}


class _WatchedConnection(HTTPConnection):
    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        sending.begun = True
        super().send(data)


class _BoundedResponse(http.client.HTTPResponse):
    answer_timeout: float

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        deadline = time.monotonic() + self.answer_timeout
        self.fp.close()
        self.fp = io.BufferedReader(DeadlineReader(sock, deadline=deadline))


class DeadlineReader(io.RawIOBase):
    """Reads from `sock` until `deadline` (monotonic seconds), then raises TimeoutError."""

    def __init__(self, sock: socket.socket, *, deadline: float) -> None:
        self._sock = sock
        self._stream = sock.makefile("rb", buffering=0)
        self._per_read = sock.gettimeout() or float("inf")
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("The whole answer took too long.")
        self._sock.settimeout(min(self._per_read, left))
        return self._stream.readinto(buffer)

    def close(self) -> None:
        # Also lets go of the socket, which stays open while a stream of it is.
        self._stream.close()
        super().close()
