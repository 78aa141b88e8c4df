"""Carrying rows to Graph, on one event loop: the only place that waits for the network."""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from django.utils.translation import gettext as _

from conversations.delivery.queue import Account, Queued, Run
from liora.ops.encryption import DecryptionError
from liora.ops.event_loop import EventLoop
from liora.ops.faults import fault
from whatsapp.graph.addressing import AddressError
from whatsapp.graph.bodies import message_body
from whatsapp.graph.errors import NO_CODE, Verdict
from whatsapp.graph.results import Refused, SendResult
from whatsapp.graph.sender import GraphSender

IN_FLIGHT = 64
# Marks are a courtesy: when Graph is slow they are dropped, never queued without end.
READ_MARKS_IN_FLIGHT = 32
# What the last calls, and the marks nobody waited for, are given when a worker stops.
CLOSING_S = 1.0
# Rows that come back within this time are written down together.
GATHERED_S = 0.005

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Leaving:
    run: Run
    row: Queued
    account: Account


@dataclass(frozen=True, slots=True)
class Returned:
    """A row that came back from Graph; `result` is None if it never left in time."""

    run: Run
    row: Queued
    account: Account
    result: SendResult | None


class Courier:
    """`on_return` is called from another thread soon after a row has come back.

    `start_within_s` is how long after its claim a row may still leave: a row that waited longer
    for its turn goes back to the queue, since its lease could end while Graph answers.
    """

    def __init__(
        self, sender: GraphSender, *, start_within_s: float, on_return: Callable[[], None]
    ) -> None:
        self.sender = sender
        self.start_within_s = start_within_s
        self.on_return = on_return
        self.returned: SimpleQueue[Returned] = SimpleQueue()
        self._loop = EventLoop("send")
        self._leaving: deque[Leaving] = deque()
        self._is_called = False
        self._is_gathering = False
        self._marks = 0

    def carry(self, run: Run, account: Account) -> None:
        """Send the row at the head of a run, through its number."""
        self._leaving.append(Leaving(run, run.head, account))
        # The loop is woken once for all that leave together.
        if not self._is_called:
            self._is_called = True
            self._loop.call(self._depart)

    def collect(self) -> list[Returned]:
        """Return the rows that came back since the last call."""
        found = []
        try:
            while True:
                found.append(self.returned.get_nowait())
        except Empty:
            return found

    def close(self) -> None:
        """Give up what is still with Graph; whoever takes its lane finds it `enviando`."""
        self._loop.close(self.sender.close, grace_s=CLOSING_S)

    def _depart(self) -> None:
        # Before the queue is emptied: what is added from now on calls again.
        self._is_called = False
        while self._leaving:
            one = self._leaving.popleft()
            self._loop.run(self._carry(one))
            if one.row.in_reply_to and one.account.marks_read:
                self._mark_read(one.row.in_reply_to, one.account)

    async def _carry(self, one: Leaving) -> None:
        late = time.monotonic() - one.run.claimed_at > self.start_within_s
        fault("outbox.leaving")
        result = None if late else await self._send(one.row, one.account)
        fault("outbox.accepted")
        self.returned.put(Returned(one.run, one.row, one.account, result))
        if not self._is_gathering:
            self._is_gathering = True
            self._loop.call_later(GATHERED_S, self._tell)

    def _tell(self) -> None:
        self._is_gathering = False
        self.on_return()

    async def _send(self, row: Queued, account: Account) -> SendResult:
        """Send one row; whatever happens, something comes back."""
        try:
            token = account.access_token.reveal()
            body = message_body(
                address=row.destination, content=row.content, callback_data=row.id.hex
            )
        except DecryptionError as error:
            return _unsent(Verdict.STOP_ACCOUNT, str(error))
        except AddressError as error:
            return _unsent(Verdict.REJECTED, str(error))
        except Exception:
            logger.exception("send.unreadable row=%s", row.id)
            return _unsent(Verdict.REJECTED, _("El mensaje guardado no se puede leer."))
        try:
            return await self.sender.send(
                phone_number_id=account.phone_number_id, token=token, body=body
            )
        except Exception:
            # The call may have left: whatever went wrong here, it must not be repeated blindly.
            logger.exception("send.trouble row=%s", row.id)
            return _unsent(Verdict.UNKNOWN, _("Hubo un error interno al enviar."))

    def _mark_read(self, wamid: str, account: Account) -> None:
        if self._marks < READ_MARKS_IN_FLIGHT:
            self._marks += 1
            self._loop.run(self._mark(wamid, account))

    async def _mark(self, wamid: str, account: Account) -> None:
        try:
            await self.sender.mark_read(
                phone_number_id=account.phone_number_id,
                token=account.access_token.reveal(),
                wamid=wamid,
                # The answer leaves at the same time: "typing…" could come after it and stay.
                typing=False,
            )
        except Exception:
            logger.exception("read_mark.trouble")
        finally:
            self._marks -= 1


def _unsent(verdict: Verdict, why: str) -> Refused:
    return Refused(verdict, NO_CODE, why, "", http_status=0, elapsed_ms=0, retry_after=None)
