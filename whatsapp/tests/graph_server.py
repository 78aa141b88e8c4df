"""A real HTTP server on a thread, that answers what a test tells it to."""

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ACCEPTED = {
    "messaging_product": "whatsapp",
    "contacts": [{"input": "+5491155512345", "wa_id": "5491155512345"}],
    "messages": [{"id": "wamid.UNO"}],
}


@dataclass(frozen=True)
class Received:
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    connection: tuple[str, int]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "GraphServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(
            Received(self.path, dict(self.headers), json.loads(body), self.client_address)
        )
        self.server.play(self)

    def do_GET(self) -> None:
        self.server.received.append(
            Received(self.path, dict(self.headers), {}, self.client_address)
        )
        self.server.play(self)

    def log_message(self, *args: Any) -> None:
        pass


Play = Callable[[Handler], None]


class GraphServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    # A burst of callers is not turned away, which they could not tell from a lost answer.
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[Received] = []
        self.play: Play = answer(ACCEPTED)
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is what some tests are about."""


@contextmanager
def graph_server() -> Iterator[GraphServer]:
    with GraphServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()


def answer(body: Any, status: int = 200, **headers: str) -> Play:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    def play(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(raw)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(raw)

    return play


def error(code: Any, status: int = 400, message: str = "refused", details: str = "") -> Play:
    data = {"messaging_product": "whatsapp", "details": details}
    fault = {"message": message, "code": code, "error_data": data, "fbtrace_id": "TRACE"}
    return answer({"error": {**fault, "error_subcode": 2494010}}, status)


def hang(handler: Handler) -> None:
    handler.server.stopping.wait(5)


def hang_up(handler: Handler) -> None:
    handler.close_connection = True


def reset(handler: Handler) -> None:
    """Close so that the client sees a reset, as a crashed load balancer gives."""
    linger_zero = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_zero)
    handler.close_connection = True
    handler.connection.close()


def drip(before: bytes) -> Play:
    """Send `before`, then one byte again and again, each well within the read timeout."""

    def play(handler: Handler) -> None:
        handler.wfile.write(before)
        while not handler.server.stopping.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return play
