"""A tenant's own server: a real one, on a thread, that keeps what it was told."""

import json
import ssl
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from whatsapp.tests.graph_server import Play, answer


@dataclass(frozen=True)
class Call:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def delivery(self) -> str:
        return self.headers["X-Liora-Delivery"]

    @property
    def told(self) -> tuple[str, str]:
        """Return what it is about, and the text of its message."""
        return self.event["type"], (self.event["message"] or {}).get("text", "")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Receiver"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append(Call(self.path, dict(self.headers), body))
        self.server.next_play()(self)

    def log_message(self, *args: Any) -> None:
        pass


class Receiver(ThreadingHTTPServer):
    """Answers as `will` was told, and once that is used up as `always` says."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.calls: list[Call] = []
        self.plays: deque[Play] = deque()
        self.always: Play = answer(b"", 200)
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/aviso?clave=1"

    @property
    def told(self) -> list[tuple[str, str]]:
        return [call.told for call in self.calls]

    def will(self, *plays: Play) -> None:
        self.plays.extend(plays)

    def next_play(self) -> Play:
        try:
            return self.plays.popleft()
        except IndexError:
            return self.always

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up early is what some tests are about."""


@contextmanager
def receiver(context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    with Receiver() as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()
