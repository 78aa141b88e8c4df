"""What one outbox has on its way, by number, and whether Graph answers for it.

A number whose calls stay unanswered is left alone for a while, then tried with one message: were
they all let go at once, a dead Graph for one business would keep everybody's places.
"""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from conversations.delivery.consequence import Hold
from conversations.delivery.courier import IN_FLIGHT, Returned
from conversations.delivery.queue import Queued
from liora.ops.backoff import backoff
from whatsapp.graph.client import Refused, SendResult
from whatsapp.graph.errors import Verdict

# What one business may have on its way, so that a slow Graph of its own leaves room to others.
SHARE = IN_FLIGHT * 3 // 4
UNANSWERED_UNTIL_HELD = 5
FIRST_HOLD = 2
LONGEST_HOLD_S = 60.0


class Traffic:
    def __init__(self) -> None:
        self.on_its_way: Counter[UUID] = Counter()
        self.unanswered: Counter[UUID] = Counter()

    def left(self, row: Queued) -> None:
        self.on_its_way[row.cliente_id] += 1

    def returned(self, back: Returned) -> None:
        self.on_its_way[back.row.cliente_id] -= 1
        if back.result is None:
            return
        if _is_unanswered(back.result):
            self.unanswered[back.account.id] += 1
        else:
            del self.unanswered[back.account.id]

    def room_of(self, cliente_id: UUID) -> int:
        """Return how many more messages of a business may leave now."""
        return SHARE - self.on_its_way[cliente_id]

    def hold_of(self, account_id: UUID, now: datetime) -> Hold | None:
        """Return what holds a number back whose calls stay unanswered."""
        beyond = self.unanswered[account_id] - UNANSWERED_UNTIL_HELD
        if beyond < 0:
            return None
        until = now + backoff(FIRST_HOLD + beyond, longest_s=LONGEST_HOLD_S)
        return Hold(until, _("Meta no responde por este número. Se prueba de a un mensaje."))


def _is_unanswered(result: SendResult) -> bool:
    """Whether nobody answered who could: no connection, no answer in time, a server in trouble."""
    if not isinstance(result, Refused) or result.verdict not in (Verdict.UNKNOWN, Verdict.RETRY):
        return False
    return result.http_status == 0 or result.http_status >= 500
