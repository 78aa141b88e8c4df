"""A Graph stand-in: answers after 100 ms and remembers what arrived when.

A process of its own: `python -m bench.graph_stub <port> <app secret> [<address>]`. Beside Meta's
`POST …/messages` it knows `GET /arrivals` (what came since the last question), `GET /count`, and
`GET /tell/<port>`: from then on it tells the server there what became of each message, as Meta
does, in three posts; 0 ends it.
"""

import asyncio
import json
import re
import sys
import time
from dataclasses import dataclass, field
from typing import cast

import uvloop

from bench.statuses import Teller

ANSWER_AFTER_S = 0.1
END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"(?i)\r\ncontent-length:\s*(\d+)")
# The seeded products are called T<colour>-<number>.
COLOUR = re.compile(rb"\bT(\d\d)-\d")
NUMBER = re.compile(rb"/(\d+)/messages ")
TELL = re.compile(rb"GET /tell/(\d+) ")


@dataclass(slots=True)
class Memory:
    arrivals: list[tuple[float, str, int]] = field(default_factory=list)
    read_marks: int = 0
    strange: int = 0
    teller: Teller | None = None

    def remember(self, head: bytes, body: bytes) -> bytes:
        """Note a call and return the answer's body."""
        message = json.loads(body)
        if message.get("status") == "read":
            self.read_marks += 1
            return b'{"success":true}'
        to = str(message.get("to") or message.get("recipient") or "").lstrip("+")
        colour = COLOUR.search(body)
        self.strange += colour is None
        self.arrivals.append((time.monotonic(), to, int(colour[1]) if colour else -1))
        wamid = f"wamid.BENCH{time.monotonic_ns()}"
        number = NUMBER.search(head)
        if self.teller and number:
            self.teller.tell(number[1].decode(), to, wamid, message["biz_opaque_callback_data"])
        return (
            b'{"messaging_product":"whatsapp","contacts":[{"input":"%b","wa_id":"%b"}],'
            b'"messages":[{"id":"%b"}]}'
        ) % (to.encode(), to.encode(), wamid.encode())

    def hand_over(self) -> bytes:
        told = {
            "arrivals": self.arrivals,
            "read_marks": self.read_marks,
            "strange": self.strange,
            "status_acks": self.teller.hand_over() if self.teller else [],
        }
        written = json.dumps(told).encode()
        self.arrivals, self.read_marks, self.strange = [], 0, 0
        return written


class Door(asyncio.Protocol):
    def __init__(self, memory: Memory, secret: str) -> None:
        self.memory, self.secret = memory, secret
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, end, rest = self.received.partition(END_OF_HEAD)
        length = LENGTH.search(head)
        size = int(length[1]) if length else 0
        if not end or len(rest) < size:
            return
        self.received = rest[size:]
        self._serve(head, rest[:size])

    def _serve(self, head: bytes, body: bytes) -> None:
        if head.startswith(b"POST"):
            loop = asyncio.get_running_loop()
            loop.call_later(ANSWER_AFTER_S, self._answer, self.memory.remember(head, body))
        elif telling := TELL.match(head):
            port = int(telling[1])
            self.memory.teller = Teller(port, self.secret) if port else None
            self._answer(b"{}")
        elif head.startswith(b"GET /count"):
            self._answer(b"%d" % len(self.memory.arrivals))
        elif head.startswith(b"GET /arrivals"):
            self._answer(self.memory.hand_over())
        else:
            # What Graph is asked besides, such as for templates: it has none.
            self._answer(b'{"data": []}')

    def _answer(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        if not self.transport.is_closing():
            self.transport.write(head % len(body) + body)


async def serve(port: int, secret: str, host: str = "127.0.0.1") -> None:
    memory = Memory()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Door(memory, secret), host, port, backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), *sys.argv[2:]))
