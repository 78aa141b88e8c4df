"""Working an order: moving its state on, and noting something on it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog import stock
from catalog.stock import Goods, Hold
from conversations.models import Pedido
from liora.api.errors import Conflict, NotFound
from tenants.audit import Actor, record

Estado = Pedido.Estado


class NoWayThere(Conflict):
    """The order is not in a state from which it may go there; stable code `pedido_transicion`."""

    code = "pedido_transicion"

    def __init__(self, pedido: Pedido, estado: str) -> None:
        names = {"from": pedido.get_estado_display().lower(), "to": Estado(estado).label.lower()}
        super().__init__(_("Un pedido %(from)s no pasa a %(to)s.") % names)


@dataclass(frozen=True, slots=True)
class Change:
    """What to change; None leaves it as it is."""

    estado: str | None = None
    note: str | None = None


@transaction.atomic
def change_order(order_id: UUID, change: Change, *, actor: Actor) -> Pedido:
    """Change an order of the open Cliente; an order cancelled gives its stock back.

    Asking for the state it is in changes nothing. Raises NotFound, and NoWayThere for a state
    that does not follow from its own.
    """
    pedido = Pedido.objects.select_for_update().filter(pk=order_id).first()
    if pedido is None:
        raise NotFound
    if change.estado is not None and change.estado != pedido.estado:
        _move(pedido, change.estado, actor)
    if change.note is not None and change.note != pedido.note:
        _note(pedido, change.note, actor)
    return pedido


def _move(pedido: Pedido, estado: str, actor: Actor) -> None:
    if estado not in Pedido.NEXT[Estado(pedido.estado)]:
        raise NoWayThere(pedido, estado)
    before = {"estado": pedido.estado}
    pedido.estado = estado
    pedido.save(update_fields=["estado"])
    if estado == Estado.CANCELADO:
        stock.give_back([hold_of(pedido)])
    _record("pedido.estado_cambiado", pedido, actor, before, {"estado": estado})


def _note(pedido: Pedido, note: str, actor: Actor) -> None:
    pedido.note = note
    pedido.save(update_fields=["note"])
    # The text may hold a customer's address: the audit, which nobody can change, keeps its length.
    _record("pedido.anotado", pedido, actor, None, {"largo": len(note)})


def hold_of(pedido: Pedido) -> Hold:
    """Return what an order has reserved."""
    held: Counter[Goods] = Counter()
    for line in pedido.lineas.filter(available=True):
        held[pedido.cliente_id, pedido.catalog_version, line.sku] += line.quantity
    return Hold(pedido.pk, held)


def _record(event: str, pedido: Pedido, actor: Actor, before: Any, after: Any) -> None:
    record(
        event,
        actor=actor,
        cliente_id=pedido.cliente_id,
        target=str(pedido.pk),
        before=before,
        after={"code": pedido.code, **after},
    )
