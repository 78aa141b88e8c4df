"""Telling people that Meta refuses a number: nobody would notice that answers only wait."""

from collections.abc import Iterable
from uuid import UUID

from accounts.letters import ask_managers, ask_operators
from accounts.models import Letter
from tenants.audit import SYSTEM, record
from whatsapp.models import WabaAccount


def tell_parked(account_ids: Iterable[UUID]) -> None:
    """Tell owners and operators, and leave a trace, once for each number parked just now."""
    parked = WabaAccount.objects.filter(id__in=list(account_ids)).select_related("cliente")
    for account in parked.order_by("id"):
        context = {"numero": str(account), "motivo": account.pause_reason}
        for tell in (ask_managers, ask_operators):
            tell(Letter.Kind.NUMERO_RECHAZADO, cliente=account.cliente, **context)
        record(
            "waba.rechazada",
            actor=SYSTEM,
            cliente_id=account.cliente_id,
            target=str(account.pk),
            after={"codigo": account.park_code, "motivo": account.pause_reason},
        )
