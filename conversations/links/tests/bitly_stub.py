"""Bitly v4 on a real socket: gives the documented answers, in the order a test wants them."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from whatsapp.tests.graph_server import GraphServer, Handler, Play, answer, graph_server


class BitlyStub:
    """Shortens what it is sent; an address it knows is answered 200 and not 201."""

    def __init__(self, server: GraphServer) -> None:
        self.server = server
        self.links: dict[str, str] = {}
        self.next: deque[Play] = deque()
        server.play = self._play

    @property
    def asked(self) -> list[str]:
        return [call.body["long_url"] for call in self.server.received]

    def _play(self, handler: Handler) -> None:
        if self.next:
            self.next.popleft()(handler)
            return
        shorten(self)(handler)


def shorten(stub: BitlyStub) -> Play:
    def play(handler: Handler) -> None:
        long_url = stub.server.received[-1].body["long_url"]
        known = long_url in stub.links
        link = stub.links.setdefault(long_url, f"https://bit.ly/{len(stub.links):07x}")
        body = {"id": link.removeprefix("https://"), "link": link, "long_url": long_url}
        answer(body, 200 if known else 201)(handler)

    return play


def refusal(status: int, message: str, **headers: str) -> Play:
    body = {"message": message, "description": "…", "resource": "bitlinks", "errors": []}
    return answer(body, status, **headers)


@contextmanager
def bitly_stub() -> Iterator[BitlyStub]:
    with graph_server() as server:
        yield BitlyStub(server)
