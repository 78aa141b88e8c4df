"""Sends the webhooks of a run and notes when each was sent and answered.

A process of its own: `python -m bench.load '<run as JSON>' <file for the outcome>`. It speaks
HTTP/1.1 over plain sockets, because every millisecond it burns is taken from what it measures.
"""

import asyncio
import json
import resource
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import cast

import uvloop

from bench.traffic import Asked, Run, asked, post

# Without a rate, more messages than any server here can take are made before the clock starts.
FASTEST_POSTS = 9000
# How long the last answers are waited for, seconds.
PATIENCE_S = 30.0
END_OF_HEAD = b"\r\n\r\n"


@dataclass(slots=True)
class Post:
    messages: list[Asked]
    request: bytes
    due: float = 0.0
    sent: float = 0.0
    done: float = 0.0
    status: int = 0


@dataclass(slots=True)
class Office:
    """Posts that wait for a connection, and connections that wait for a post."""

    idle: deque["Connection"] = field(default_factory=deque)
    waiting: deque[Post] = field(default_factory=deque)
    unanswered: int = 0
    open: bool = True
    """Whether a connection that has been answered may take the next waiting post."""

    def send(self, one: Post) -> None:
        one.sent = time.monotonic()
        self.unanswered += 1
        if self.idle:
            self.idle.popleft().send(one)
        else:
            self.waiting.append(one)

    def answered(self, connection: "Connection") -> None:
        self.unanswered -= 1
        if self.waiting and self.open:
            connection.send(self.waiting.popleft())
        else:
            self.idle.append(connection)


class Connection(asyncio.Protocol):
    """One kept-alive connection with one post in hand at most."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.received = b""
        self.post: Post | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.office.idle.append(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """A lost connection loses its post; the tally shows it as status 0."""
        if self.post:
            self.office.unanswered -= 1
        elif self in self.office.idle:
            self.office.idle.remove(self)

    def send(self, one: Post) -> None:
        self.post = one
        if not one.sent:
            one.sent = time.monotonic()
        self.transport.write(one.request)

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, end, rest = self.received.partition(END_OF_HEAD)
        if not end or not _is_whole(head, rest) or self.post is None:
            return
        self.post.status = int(head[9:12])
        self.post.done = time.monotonic()
        self.post, self.received = None, b""
        self.office.answered(self)


def _is_whole(head: bytes, body: bytes) -> bool:
    lowered = head.lower()
    if b"transfer-encoding: chunked" in lowered:
        return body.endswith(b"0\r\n\r\n")
    _, found, length = lowered.partition(b"content-length:")
    return not found or len(body) >= int(length.split(b"\r\n", 1)[0])


def posts(run: Run) -> list[Post]:
    amount = int(run.rate * run.seconds / run.batch) if run.rate else FASTEST_POSTS
    if run.batch > 1 and not run.rate:
        amount //= 10
    return list(islice(_endless_posts(run), amount))


def _endless_posts(run: Run) -> Iterator[Post]:
    messages, now = asked(run), time.time()
    while True:
        batch = list(islice(messages, run.batch))
        later = batch[0].number / run.rate if run.rate else 0
        yield Post(batch, post(run, batch, timestamp=int(now + later)))


async def send_all(run: Run, prepared: list[Post]) -> None:
    office = Office()
    loop = asyncio.get_running_loop()
    for _ in range(run.connections):
        await loop.create_connection(lambda: Connection(office), "127.0.0.1", run.port)
    if run.rate:
        await _at_a_rate(run, prepared, office)
    else:
        await _as_fast_as_answered(run, prepared, office)
    deadline = time.monotonic() + PATIENCE_S
    while office.unanswered and time.monotonic() < deadline:
        await asyncio.sleep(0.01)


async def _at_a_rate(run: Run, prepared: list[Post], office: Office) -> None:
    pause = run.batch / run.rate
    start = time.monotonic() + pause
    for place, one in enumerate(prepared):
        one.due = start + place * pause
        ahead = one.due - time.monotonic()
        if ahead > 0:
            await asyncio.sleep(ahead)
        elif place % 50 == 0:
            await asyncio.sleep(0)
        office.send(one)


async def _as_fast_as_answered(run: Run, prepared: list[Post], office: Office) -> None:
    office.waiting.extend(prepared)
    office.unanswered = len(office.idle)
    for connection in list(office.idle):
        connection.send(office.waiting.popleft())
    office.idle.clear()
    await asyncio.sleep(run.seconds)
    office.open = False


def outcome(prepared: list[Post]) -> list[list[float]]:
    """Return a line per message: number, conversation, colour, due, sent, answered, status."""
    return [
        [one.number, one.conversation, one.colour, sent.due, sent.sent, sent.done, sent.status]
        for sent in prepared
        if sent.sent
        for one in sent.messages
    ]


def main() -> None:
    run = Run(**json.loads(sys.argv[1]))
    prepared = posts(run)
    preparing_s = _cpu_s()
    uvloop.run(send_all(run, prepared))
    cpu_s = _cpu_s() - preparing_s
    told = {"preparing_s": preparing_s, "cpu_s": cpu_s, "messages": outcome(prepared)}
    Path(sys.argv[2]).write_text(json.dumps(told))


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
