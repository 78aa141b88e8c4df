"""What a business can do about its webhook: send an event again, or try its address out."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from conversations.hooks.lanes import wake
from conversations.models import HookEvent, HookLane
from liora.api.errors import Conflict
from tenants.audit import Actor, record
from whatsapp.models import WabaAccount

Estado = HookEvent.Estado


class StillWaiting(Conflict):
    code = "entrega_pendiente"
    message = _("Esa entrega todavía está pendiente: se va a intentar sola.")


class NoAddress(Conflict):
    code = "webhook_sin_direccion"
    message = _("El número no tiene dirección de webhook: guardale una primero.")


def replay(events: QuerySet[HookEvent], *, actor: Actor) -> int:
    """Put settled events back in their queue, with all their tries; return how many.

    They go out under the id they had. Those still waiting stay as they are. An address that is
    being left alone is tried at once.
    """
    settled = events.exclude(estado=Estado.PENDIENTE)
    with transaction.atomic():
        found = list(settled.values_list("pk", "waba_account_id", "cliente_id"))
        _wake_at_once((account, cliente) for _pk, account, cliente in found)
        again = HookEvent.objects.filter(pk__in=[pk for pk, *_rest in found])
        again.update(
            estado=Estado.PENDIENTE,
            attempts=0,
            not_before=None,
            delivered_at=None,
            replayed_at=Now(),
        )
        for pk, _account, cliente in found:
            record("webhook.reenviado", actor=actor, cliente_id=cliente, target=str(pk))
    return len(found)


def try_out(account: WabaAccount, *, actor: Actor) -> HookEvent:
    """Queue a test for a number's webhook, ahead of all that waits; raises NoAddress."""
    if not account.webhook_url:
        raise NoAddress
    with transaction.atomic():
        event = HookEvent.objects.create(
            cliente_id=account.cliente_id, waba_account=account, kind=HookEvent.Kind.TEST
        )
        _wake_at_once([(account.pk, account.cliente_id)])
        record(
            "webhook.probado",
            actor=actor,
            cliente_id=account.cliente_id,
            target=str(account.pk),
        )
    event.refresh_from_db()
    return event


def wake_all() -> None:
    """Let every number of the open Cliente that waits be tried now: its secret is there."""
    lanes = HookLane.objects.filter(pending_since__isnull=False)
    _wake_at_once(lanes.values_list("waba_account_id", "cliente_id"))


def _wake_at_once(accounts: Iterable[tuple[UUID, UUID]]) -> None:
    wake(dict(accounts), at_once=True)
