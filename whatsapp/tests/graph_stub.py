"""Graph for tests of the whole road: accepts what Meta would, unless told to fail."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from whatsapp.simulator.addresses import new_wamid
from whatsapp.simulator.graph_rules import check, is_read_mark
from whatsapp.tests.graph_server import (
    GraphServer,
    Handler,
    Play,
    answer,
    error,
    graph_server,
)

Body = dict[str, Any]


class GraphStub:
    """Plays Graph on a server: each message is answered by the next play of the script.

    `sent` holds the bodies of messages and `marks` those of read marks, in the order they came;
    `accepted` the wamids given out, by callback data; `refusable` what Meta would not have taken.
    """

    def __init__(self, server: GraphServer) -> None:
        self.server = server
        self.script: deque[Play] = deque()
        self.always: Play = self.accept
        self.sent: list[Body] = []
        self.marks: list[Body] = []
        self.refusable: list[tuple[Body, Any]] = []
        self.accepted: dict[str, list[str]] = {}
        self.on_message: Callable[[Body], None] = lambda body: None
        self._lock = threading.Lock()
        server.play = self._play

    @property
    def said(self) -> list[str]:
        """The words of every message, in order."""
        return [words_of(body) for body in self.sent]

    def said_to(self, address: str) -> list[str]:
        return [words_of(body) for body in self.sent if address_of(body) == address]

    def will(self, *plays: Play) -> None:
        """Answer the next messages so, one play each, and then as always."""
        self.script.extend(plays)

    def accept(self, handler: Handler) -> None:
        """Take the message and say so."""
        wamid = self._take(handler)
        to = address_of(last_body(handler))
        contact = {"input": to, "wa_id": to.lstrip("+")}
        answer({"contacts": [contact], "messages": [{"id": wamid}]})(handler)

    def accept_but(self, play: Play) -> Play:
        """Take the message, and let the answer be lost in some way."""

        def take_and_play(handler: Handler) -> None:
            self._take(handler)
            play(handler)

        return take_and_play

    def _play(self, handler: Handler) -> None:
        if handler.command == "GET":
            error(100)(handler)  # it knows no number to be looked up
            return
        body = last_body(handler)
        if problem := check(body):
            self.refusable.append((body, problem))
        if is_read_mark(body):
            self.marks.append(body)
            answer({"success": True})(handler)
            return
        with self._lock:
            self.sent.append(body)
            play = self.script.popleft() if self.script else self.always
        self.on_message(body)
        play(handler)

    def _take(self, handler: Handler) -> str:
        body = last_body(handler)
        wamid = new_wamid(address_of(body))
        self.accepted.setdefault(body["biz_opaque_callback_data"], []).append(wamid)
        return wamid


@contextmanager
def graph_stub() -> Iterator[GraphStub]:
    """Run the stand-in; at the end, fail on any body that Meta would have refused."""
    with graph_server() as server:
        stub = GraphStub(server)
        yield stub
    assert stub.refusable == []


def last_body(handler: Handler) -> Body:
    """Return the body that came last over a handler's connection."""
    ours = (
        one.body
        for one in reversed(handler.server.received)
        if one.connection == handler.client_address
    )
    return next(ours)


def address_of(body: Body) -> str:
    return str(body.get("to") or body.get("recipient"))


def words_of(body: Body) -> str:
    """Return what a message says, whatever its kind."""
    part = body[body["type"]]
    words = part["body"]["text"] if body["type"] == "interactive" else part.get("body")
    return str(words or part.get("caption", ""))
