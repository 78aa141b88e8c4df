"""Moving several orders on at once; those whose state does not allow it stay as they are."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from conversations.models import Pedido
from conversations.order_work import Change, NoWayThere, change_order
from tenants.audit import actor_of

Action = Callable[[Any, HttpRequest, QuerySet[Any]], None]


def moving_to(estado: Pedido.Estado, description: Any) -> Action:
    """Return an action that moves orders to a state, each in a transaction of its own."""

    @admin.action(description=description, permissions=["change"])
    def move(page: Any, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        ids = list(chosen.values_list("pk", flat=True))
        moved = sum(_moved(order_id, estado, request) for order_id in ids)
        _tell(page, request, moved, len(ids) - moved)

    move.__name__ = f"pasar_a_{estado}"
    return move


def _moved(order_id: Any, estado: Pedido.Estado, request: HttpRequest) -> bool:
    try:
        change_order(order_id, Change(estado=estado), actor=actor_of(request))
    except NoWayThere:
        return False
    return True


def _tell(page: Any, request: HttpRequest, moved: int, stayed: int) -> None:
    if moved:
        done = ngettext("%d pedido actualizado.", "%d pedidos actualizados.", moved) % moved
        page.message_user(request, done, messages.SUCCESS)
    if stayed:
        left = ngettext(
            "%d pedido quedó como estaba: su estado no lo permite.",
            "%d pedidos quedaron como estaban: su estado no lo permite.",
            stayed,
        )
        page.message_user(request, left % stayed, messages.WARNING)


ACTIONS = (
    moving_to(Pedido.Estado.CONFIRMADO, _("Confirmar los pedidos elegidos")),
    moving_to(Pedido.Estado.PREPARADO, _("Marcar como preparados")),
    moving_to(Pedido.Estado.ENTREGADO, _("Marcar como entregados")),
    moving_to(Pedido.Estado.CANCELADO, _("Cancelar y devolver el stock")),
)
