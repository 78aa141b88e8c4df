"""Operators work orders as the business does: by the same steps, with the same trace."""

from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from catalog.models import CatalogReservation
from conversations.models import Pedido, PedidoLinea
from liora.tests.admin_rows import Rows, address
from liora.tests.unscoped import all_of
from tenants.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(rows: Rows) -> Pedido:
    row: Pedido = rows[Pedido]
    return row


def page(admin_client: Client, order: Pedido) -> str:
    return admin_client.get(address(Pedido, "change", order.pk)).content.decode()


def save(admin_client: Client, order: Pedido, **changes: str) -> Any:
    inline = {"lineas-TOTAL_FORMS": "0", "lineas-INITIAL_FORMS": "0"}
    sent = {"estado": order.estado, "note": order.note, **inline}
    return admin_client.post(address(Pedido, "change", order.pk), sent | changes)


def act(admin_client: Client, action: str, *orders: Pedido) -> str:
    sent = {"action": action, "_selected_action": [str(order.pk) for order in orders]}
    answer = admin_client.post(address(Pedido, "changelist"), sent, follow=True)
    return answer.content.decode()


def events() -> list[str]:
    rows = all_of(AuditEntry).filter(event__startswith="pedido.").order_by("id")
    return [row.event for row in rows]


def estado() -> str:
    return str(all_of(Pedido).get().estado)


def test_it_works(admin_client: Client, order: Pedido) -> None:
    shown = page(admin_client, order)
    for words in (
        "K7M2Q9",
        "3.000,00\xa0ARS",
        "MATE-1",
        "1.500,00\xa0ARS",
        "Confirmado",
        "Cancelado",
    ):
        assert words in shown
    assert 'value="entregado"' not in shown
    assert save(admin_client, order, estado="confirmado").status_code == 302
    assert (estado(), events()) == ("confirmado", ["pedido.estado_cambiado"])


def test_what_the_customer_did_not_get_is_said(admin_client: Client, order: Pedido) -> None:
    with scope(cliente=order.cliente):
        PedidoLinea.objects.create(
            cliente=order.cliente,
            pedido=order,
            position=2,
            sku="TER-1",
            title="<b>Termo</b>",
            quantity=0,
            asked=3,
            price=80,
            currency="ARS",
            seen_price=75,
            seen_currency="ARS",
            available=False,
        )
    shown = page(admin_client, order)
    for words in ("sin stock", "pidió 3", "vio 75,00\xa0ARS", "&lt;b&gt;Termo"):
        assert words in shown


def test_a_note_is_kept(admin_client: Client, order: Pedido) -> None:
    assert save(admin_client, order, note="llamar antes").status_code == 302
    assert all_of(Pedido).get().note == "llamar antes"
    assert events() == ["pedido.anotado"]


def test_a_step_that_does_not_follow_is_refused(admin_client: Client, order: Pedido) -> None:
    assert save(admin_client, order, estado="entregado").status_code == 200
    assert (estado(), events()) == ("recibido", [])


def test_what_was_ordered_stays(admin_client: Client, order: Pedido) -> None:
    save(admin_client, order, code="OTRO", customer_name="Otra", **{"lineas-0-quantity": "99"})
    row = all_of(Pedido).get()
    assert (row.code, row.customer_name) == ("K7M2Q9", order.customer_name)


def test_several_are_moved_at_once(admin_client: Client, order: Pedido) -> None:
    assert "1 pedido actualizado." in act(admin_client, "pasar_a_confirmado", order)
    assert (estado(), events()) == ("confirmado", ["pedido.estado_cambiado"])


def test_those_that_cannot_move_are_counted(admin_client: Client, order: Pedido) -> None:
    shown = act(admin_client, "pasar_a_entregado", order)
    assert "1 pedido quedó como estaba" in shown
    assert (estado(), events()) == ("recibido", [])


def test_cancelling_gives_the_stock_back(admin_client: Client, order: Pedido) -> None:
    act(admin_client, "pasar_a_cancelado", order)
    assert estado() == "cancelado"
    assert all_of(CatalogReservation).get().reserved == 0


def test_orders_are_found_by_code_and_number(admin_client: Client, order: Pedido) -> None:
    for term in ("K7M2Q9", order.user_msisdn, "quiero un"):
        found = admin_client.get(address(Pedido, "changelist"), {"q": term}).content.decode()
        assert str(order.pk) in found
    nothing = admin_client.get(address(Pedido, "changelist"), {"q": "ZZZZZZ"}).content.decode()
    assert str(order.pk) not in nothing
