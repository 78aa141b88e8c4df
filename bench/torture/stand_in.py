"""Graph on a bad day: `python -m bench.torture.stand_in <port> <web port> <app secret> <settings>`.

Beside Meta's `POST …/messages` it knows `GET /ledger`, every message it ever took, in order, and
`PUT /dead/<number>`, after which it answers no call for that number; `PUT /dead/` ends that.
"""

import asyncio
import json
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.torture.manners import REFUSALS, TAKING, Manner, Mood
from bench.torture.statuses import tell

ANSWER_AFTER_S = 0.03
FLOOD = 10 * 1024 * 1024
COLOUR = re.compile(r"\bT(\d\d)-\d")
NUMBER = re.compile(r"/(\d+)/messages$")


@dataclass(slots=True)
class Taken:
    """One message that Meta took: whatever Liora then heard of it, the customer has it."""

    moment: float
    callback_data: str
    to: str
    colour: int
    wamid: str
    manner: str
    sender: str
    """The address of the worker's host."""


@dataclass(slots=True)
class Graph:
    web_port: int
    secret: str
    mood: Mood
    dead_number: str = ""
    """A number whose calls are neither taken nor answered."""
    ledger: list[Taken] = field(default_factory=list)
    manners: dict[str, int] = field(default_factory=dict)
    telling: set[asyncio.Task[None]] = field(default_factory=set)

    def treat(self, path: str, body: dict[str, Any], sender: str) -> tuple[Manner, str]:
        number = _number(path)
        if number == self.dead_number:
            self._count("dead")
            return Manner.TAKE_AND_SLEEP, ""
        callback_data = str(body["biz_opaque_callback_data"])
        manner = self.mood.of(callback_data)
        self._count(manner)
        if manner not in TAKING:
            return manner, ""
        one = _taken(body, manner, sender)
        self.ledger.append(one)
        self._tell(number, one)
        return manner, one.wamid

    def _count(self, manner: str) -> None:
        self.manners[manner] = self.manners.get(manner, 0) + 1

    def _tell(self, number: str, one: Taken) -> None:
        task = asyncio.create_task(
            tell(self.web_port, self.secret, number, one.to, one.wamid, one.callback_data)
        )
        self.telling.add(task)
        task.add_done_callback(self.telling.discard)

    def told(self) -> bytes:
        ledger = [asdict(one) for one in self.ledger]
        told = {"ledger": ledger, "manners": self.manners, "telling": len(self.telling)}
        return json.dumps(told).encode()


def _taken(body: dict[str, Any], manner: Manner, sender: str) -> Taken:
    colour = COLOUR.search(json.dumps(body))
    return Taken(
        moment=time.monotonic(),
        callback_data=str(body["biz_opaque_callback_data"]),
        to=str(body.get("to") or body.get("recipient")).lstrip("+"),
        colour=int(colour[1]) if colour else -1,
        wamid=f"wamid.T{time.monotonic_ns()}",
        manner=manner,
        sender=sender,
    )


def _number(path: str) -> str:
    found = NUMBER.search(path)
    return found[1] if found else ""


async def serve_one(
    graph: Graph, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        while await _exchange(graph, reader, writer):
            pass
    except (OSError, asyncio.IncompleteReadError):
        pass  # a client that was killed in the middle of a call
    finally:
        writer.close()


async def _exchange(
    graph: Graph, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> bool:
    """Serve one request; return whether the connection lives on."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    method, path, _ = head.split(" ", 2)
    length = re.search(r"(?i)\r\ncontent-length: *(\d+)", head)
    body = await reader.readexactly(int(length[1])) if length else b""
    if method == "GET":
        _answer(writer, 200, graph.told() if path == "/ledger" else b'{"data": []}')
        await writer.drain()
        return True
    if method == "PUT":
        graph.dead_number = path.removeprefix("/dead/")
        _answer(writer, 200, b"{}")
        return True
    message = json.loads(body)
    if message.get("status") == "read":
        _answer(writer, 200, b'{"success":true}')
        return True
    await asyncio.sleep(ANSWER_AFTER_S)
    manner, wamid = graph.treat(path, message, writer.get_extra_info("peername")[0])
    return await _play(manner, wamid, writer)


async def _play(manner: Manner, wamid: str, writer: asyncio.StreamWriter) -> bool:
    if manner == Manner.TAKE:
        _answer(writer, 200, json.dumps({"messages": [{"id": wamid}]}).encode())
        return True
    if refusal := REFUSALS.get(manner):
        status, code = refusal
        _answer(writer, status, json.dumps({"error": {"code": code, "message": "no"}}).encode())
        return True
    if manner == Manner.TAKE_AND_FAIL:
        _answer(writer, 500, b"<html>oops</html>")
        return True
    if manner == Manner.TAKE_AND_MUMBLE:
        _answer(writer, 200, b'{"messages": [{"id"')
        return True
    if manner == Manner.TAKE_AND_FLOOD:
        _answer(writer, 200, b"[" + b"1," * (FLOOD // 2))
        await writer.drain()
    elif manner == Manner.TAKE_AND_DRIP:
        await _drip(writer)
    elif manner == Manner.TAKE_AND_SLEEP:
        await asyncio.sleep(60)
    return False


async def _drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(60):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.5)


def _answer(writer: asyncio.StreamWriter, status: int, body: bytes) -> None:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    writer.write(head.encode() + b"\r\n\r\n" + body)


async def main(port: int, web_port: int, secret: str, settings: dict[str, Any]) -> None:
    mood = Mood(settings["seed"], settings["badness"])
    graph = Graph(web_port, secret, mood)
    server = await asyncio.start_server(
        lambda reader, writer: serve_one(graph, reader, writer),
        settings["host"],
        port,
        backlog=1024,
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4])))
