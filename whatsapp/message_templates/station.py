"""The station that asks Meta for each account's templates: daily, and whenever somebody asks.

A number is taken by moving its hour to the end of a lease. A list is kept whole or not at all, and
keeping one twice changes nothing, so that a worker may die at any moment of it.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django_scopes import scope, scopes_disabled

from liora.ops.clock import DatabaseClock
from liora.ops.encryption import DecryptionError
from whatsapp.graph.errors import NO_CODE
from whatsapp.graph.results import Refused
from whatsapp.graph.templates import TemplatesClient
from whatsapp.message_templates.asking import LEASE
from whatsapp.message_templates.syncing import keep_list
from whatsapp.models import WabaAccount

EVERY = timedelta(hours=24)
# What does not come right by itself is somebody's to mend, who then asks again.
AFTER_TROUBLE = timedelta(minutes=30)
LOOKS_EVERY_S = 2.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """A number whose list this worker asks for, until `until`."""

    number: WabaAccount
    asked_at: datetime
    until: datetime


class TemplateLists:
    name = "plantillas"

    def __init__(self, client: TemplatesClient) -> None:
        self.client = client
        self.clock = DatabaseClock()
        self.looked_at = float("-inf")

    def step(self) -> bool:
        """Keep the list of one account; return whether there was one to ask for."""
        if time.monotonic() - self.looked_at < LOOKS_EVERY_S:
            return False
        with scopes_disabled():
            taken = self._take()
        if taken is None:
            self.looked_at = time.monotonic()
            return False
        with scope(cliente=taken.number.cliente_id):
            self._settle(taken)
        return True

    def close(self) -> None:
        """Nothing is in hand between two steps."""
        self.client.close()

    def _settle(self, taken: Taken) -> None:
        found = self._list_of(taken.number)
        try:
            self._keep(taken, found)
        except OperationalError:
            raise
        except Exception:
            logger.exception("templates.trouble waba=%s", taken.number.waba_id)
            self._done(taken, AFTER_TROUBLE, templates_code=NO_CODE)

    def _take(self) -> Taken | None:
        at_once = F("templates_due_at").asc(nulls_first=True)
        number = _due().order_by(at_once, "id").first()
        if number is None:
            return None
        now = self.clock.now()
        until = now + LEASE
        ours = _due().filter(pk=number.pk).update(templates_due_at=until, templates_asked_at=now)
        return Taken(number, now, until) if ours else None

    def _list_of(self, number: WabaAccount) -> list[Any] | int:
        """Return the list, or Meta's code for why it did not come."""
        try:
            found = self.client.templates_of(number.waba_id, number.access_token.reveal())
        except DecryptionError:
            return NO_CODE
        if not isinstance(found, Refused):
            return found
        logger.warning("templates.refused waba=%s code=%s", number.waba_id, found.code)
        return found.code

    @transaction.atomic
    def _keep(self, taken: Taken, found: list[Any] | int) -> None:
        if isinstance(found, int):
            self._done(taken, AFTER_TROUBLE, templates_code=found)
            return
        kept = keep_list(taken.number.waba_id, found, asked_at=taken.asked_at)
        logger.info("templates.kept waba=%s templates=%d", taken.number.waba_id, kept)
        self._done(taken, EVERY, templates_code=None, templates_synced_at=taken.asked_at)

    def _done(self, taken: Taken, wait: timedelta, **facts: object) -> None:
        """Note how it went; whoever asked meanwhile meant a list newer than this one."""
        number = WabaAccount.objects.filter(pk=taken.number.pk)
        number.update(**facts)
        number.filter(templates_due_at=taken.until).update(templates_due_at=taken.asked_at + wait)


def _due() -> QuerySet[WabaAccount]:
    due = Q(templates_due_at__isnull=True) | Q(templates_due_at__lte=Now())
    return WabaAccount.objects.filter(due).exclude(estado=WabaAccount.Estado.RETIRADA)
