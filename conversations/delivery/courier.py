"""Carrying rows to Graph in threads: the only place where sending waits for the network."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore

from django.utils.translation import gettext as _

from conversations.delivery.queue import Account, Queued, Run
from liora.ops.encryption import DecryptionError
from liora.ops.faults import fault
from whatsapp.graph.addressing import AddressError
from whatsapp.graph.client import GraphClient, Refused, SendResult, message_body
from whatsapp.graph.errors import NO_CODE, Verdict

IN_FLIGHT = 64
READ_MARKS_IN_FLIGHT = 8
# Marks are a courtesy: when Graph is slow they are dropped, never queued without end.
READ_MARKS_WAITING = 200

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Returned:
    """A row that came back from Graph; `result` is None if it never left in time."""

    run: Run
    row: Queued
    account: Account
    result: SendResult | None


class Courier:
    """`on_return` is called from another thread whenever a row has come back.

    `start_within_s` is how long after its claim a row may still leave: a row that waited longer
    for a thread goes back to the queue, since its lease could end while Graph answers.
    """

    def __init__(
        self, client: GraphClient, *, start_within_s: float, on_return: Callable[[], None]
    ) -> None:
        self.client = client
        self.start_within_s = start_within_s
        self.on_return = on_return
        self.returned: SimpleQueue[Returned] = SimpleQueue()
        self.senders = ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="send")
        self.marks_waiting = BoundedSemaphore(READ_MARKS_WAITING)
        self.markers = ThreadPoolExecutor(READ_MARKS_IN_FLIGHT, thread_name_prefix="read")

    def carry(self, run: Run, account: Account) -> None:
        """Send the row at the head of a run, through its number."""
        row = run.head
        self.senders.submit(self._carry, run, row, account)
        if row.in_reply_to and account.marks_read:
            self._mark_read(row.in_reply_to, account)

    def collect(self) -> list[Returned]:
        """Return the rows that came back since the last call."""
        found = []
        try:
            while True:
                found.append(self.returned.get_nowait())
        except Empty:
            return found

    def close(self) -> None:
        self.senders.shutdown()
        self.markers.shutdown(cancel_futures=True)
        self.client.close()

    def _carry(self, run: Run, row: Queued, account: Account) -> None:
        late = time.monotonic() - run.claimed_at > self.start_within_s
        fault("outbox.leaving")
        result = None if late else self._send(row, account)
        fault("outbox.accepted")
        self.returned.put(Returned(run, row, account, result))
        self.on_return()

    def _send(self, row: Queued, account: Account) -> SendResult:
        """Send one row; whatever happens, something comes back."""
        try:
            token = account.access_token.reveal()
            body = message_body(address=row.address, content=row.content, callback_data=row.id.hex)
        except DecryptionError as error:
            return _unsent(Verdict.STOP_ACCOUNT, str(error))
        except AddressError as error:
            return _unsent(Verdict.REJECTED, str(error))
        except Exception:
            logger.exception("send.unreadable row=%s", row.id)
            return _unsent(Verdict.REJECTED, _("El mensaje guardado no se puede leer."))
        try:
            return self.client.send(phone_number_id=account.phone_number_id, token=token, body=body)
        except Exception:
            # The call may have left: whatever went wrong here, it must not be repeated blindly.
            logger.exception("send.trouble row=%s", row.id)
            return _unsent(Verdict.UNKNOWN, _("Hubo un error interno al enviar."))

    def _mark_read(self, wamid: str, account: Account) -> None:
        if self.marks_waiting.acquire(blocking=False):
            self.markers.submit(self._mark, wamid, account)

    def _mark(self, wamid: str, account: Account) -> None:
        try:
            self.client.mark_read(
                phone_number_id=account.phone_number_id,
                token=account.access_token.reveal(),
                wamid=wamid,
                # The answer leaves at the same time: "typing…" could come after it and stay.
                typing=False,
            )
        except Exception:
            logger.exception("read_mark.trouble")
        finally:
            self.marks_waiting.release()


def _unsent(verdict: Verdict, why: str) -> Refused:
    return Refused(verdict, NO_CODE, why, "", http_status=0, elapsed_ms=0, retry_after=None)
