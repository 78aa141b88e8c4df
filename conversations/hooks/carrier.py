"""Carrying rounds in threads: the only place where telling waits for the network."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

from conversations.hooks.calling import Answer, HookClient
from conversations.hooks.rounds import Delivery, Round
from conversations.hooks.signature import signature_of
from conversations.hooks.troubles import Trouble

logger = logging.getLogger(__name__)


class Carrier:
    def __init__(self, client: HookClient, *, threads: int, on_return: Callable[[], None]) -> None:
        self.client = client
        self.on_return = on_return
        self.returned: SimpleQueue[Round] = SimpleQueue()
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="hook")

    def carry(self, round_: Round) -> None:
        """Send what a round holds, all at once; it returns when the last of it is answered."""
        if not round_.deliveries:
            self.returned.put(round_)
        for delivery in round_.deliveries:
            self.pool.submit(self._carry, round_, delivery)

    def collect(self) -> list[Round]:
        """Return the rounds that are over since the last call."""
        found = []
        try:
            while True:
                found.append(self.returned.get_nowait())
        except Empty:
            return found

    def close(self) -> None:
        self.pool.shutdown()

    def _carry(self, round_: Round, delivery: Delivery) -> None:
        if round_.answered(delivery, self._answer(round_, delivery)):
            self.returned.put(round_)
            self.on_return()

    def _answer(self, round_: Round, delivery: Delivery) -> Answer:
        """Send one event; whatever happens, something comes back."""
        if delivery.body is None:
            return Answer(None, Trouble.INTERNAL)
        try:
            headers = headers_of(delivery, delivery.body, round_.secrets, at=int(time.time()))
            return self.client.post(round_.url, delivery.body, headers)
        except Exception:
            logger.exception("hooks.trouble event=%s", delivery.event_id)
            return Answer(None, Trouble.INTERNAL)


def headers_of(delivery: Delivery, body: bytes, secrets: list[str], *, at: int) -> dict[str, str]:
    """Return the headers of a delivery; `at` is in seconds since 1970."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Liora-Webhooks/1",
        "Connection": "close",
        "X-Liora-Event": delivery.kind,
        "X-Liora-Delivery": str(delivery.event_id),
        "X-Liora-Timestamp": str(at),
        "X-Liora-Signature": signature_of(at, body, secrets),
    }
