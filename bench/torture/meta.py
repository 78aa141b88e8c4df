"""Meta's side of the webhook: posts what people write until it is answered 200, some of it twice.

Each person writes one message after another, the next once the last was taken, so that the order
in which they were asked is beyond doubt.
"""

import http.client
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

from bench.traffic import COLOURS, Asked, Run, address, signed_request, webhook

THREADS = 12
TWICE, TOGETHER, NOTICE = 0.03, 0.1, 0.02
AGAIN_AFTER_S = 0.1
PATIENCE_S = 10.0


class Refused(Exception):
    """The webhook did not want what Meta signed."""


@dataclass(slots=True)
class Asking:
    """What was asked, by person, in order, and when; and how often the server answered what."""

    colours: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    asked_at: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    answers: Counter[int] = field(default_factory=Counter)
    """By HTTP status; 0 where nobody answered."""
    taken: int = 0
    took_ms: list[float] = field(default_factory=list)


class Meta:
    """Posts `amount` messages of `run.conversations` people, as fast as they are taken.

    `rate` is messages per second in all; 0 means without a pause.
    """

    def __init__(self, run: Run, amount: int, *, rate: float = 0.0) -> None:
        self.run, self.amount, self.rate = run, amount, rate
        self.asking = Asking()
        self.numbers = iter(range(amount))
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.may_write = threading.Event()
        self.may_write.set()
        self.refusals: list[str] = []
        self.threads = [
            threading.Thread(target=self._write, args=(place,), daemon=True)
            for place in range(THREADS)
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def wait(self) -> None:
        """Wait until all is posted; raise SystemExit if the webhook refused any of it."""
        for thread in self.threads:
            thread.join()
        if self.refusals:
            raise SystemExit(self.refusals[0])

    @property
    def is_done(self) -> bool:
        return not any(thread.is_alive() for thread in self.threads)

    def _write(self, place: int) -> None:
        dice = random.Random(f"{self.run.name}{place}")
        try:
            with closing(Poster(self.run.port, self._count)) as post:
                self._write_on(post, place, dice)
        except Refused as refused:
            self.refusals.append(str(refused))

    def _write_on(self, post: "Poster", place: int, dice: random.Random) -> None:
        people = list(range(place, self.run.conversations, THREADS))
        turns: Counter[int] = Counter()
        started, done = time.monotonic(), 0
        while not self.stopping.is_set():
            self.may_write.wait()
            together = 5 if dice.random() < TOGETHER else 1
            batch = self._batch(dice.sample(people, min(together, len(people))), turns)
            if not batch:
                return
            self._post(post, batch, dice)
            done += len(batch)
            if self.rate:
                ahead = started + done * THREADS / self.rate - time.monotonic()
                self.stopping.wait(max(0.0, ahead))

    def _batch(self, people: list[int], turns: Counter[int]) -> list[Asked]:
        batch = []
        for person in people:
            with self.lock:
                number = next(self.numbers, None)
            if number is not None:
                batch.append(Asked(number, person, turns[person] % len(COLOURS)))
                turns[person] += 1
        return batch

    def _post(self, post: "Poster", batch: list[Asked], dice: random.Random) -> None:
        body = webhook(self.run, batch, timestamp=int(time.time()))
        request = signed_request(self.run.port, self.run.secret, body)
        asked_at = time.monotonic()
        post.until_taken(request)
        with self.lock:
            self.asking.taken += len(batch)
            for one in batch:
                self.asking.colours[address(one.conversation)].append(one.colour)
                self.asking.asked_at[address(one.conversation)].append(asked_at)
        if dice.random() < TWICE:
            post.until_taken(request)
        if dice.random() < NOTICE:
            notice = signed_request(self.run.port, self.run.secret, _notice(batch[0].number))
            post.until_taken(notice)

    def _count(self, status: int, took_ms: float) -> None:
        with self.lock:
            self.asking.answers[status] += 1
            self.asking.took_ms.append(took_ms)


class Poster:
    """One connection, kept as long as the server keeps it."""

    def __init__(self, port: int, count: Callable[[int, float], None]) -> None:
        self.port, self.count = port, count
        self.connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None

    def until_taken(self, request: bytes) -> None:
        while (status := self._once(request)) != 200:
            if status >= 400 and status != 503:
                raise Refused(f"el webhook respondió {status}")
            time.sleep(AGAIN_AFTER_S)

    def _once(self, request: bytes) -> int:
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")[1:]]
        started = time.monotonic()
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(
                    "127.0.0.1", self.port, timeout=PATIENCE_S
                )
            self.connection.request("POST", "/webhook/meta", body, dict(lines))
            answer = self.connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            self.close()
            status = 0
        self.count(status, (time.monotonic() - started) * 1000)
        return status


def _notice(number: int) -> bytes:
    """Return an account notice, which the worker acts upon apart from messages and statuses."""
    return (
        b'{"object":"whatsapp_business_account","entry":[{"id":"400000000000000","time":%d,'
        b'"changes":[{"field":"account_update","value":{"event":"TORTURE_%d"}}]}]}'
    ) % (time.time(), number)
