"""Working orders by API: lists, filters, and moving them on, by all who work in a business."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from catalog.models import CatalogReservation
from conversations.models import Pedido
from conversations.order_work import Change, NoWayThere, change_order
from liora.ops.ids import new_id
from liora.tests.racing import race
from liora.tests.unscoped import all_of
from liora.tests.world import Caller, World, build
from tenants.audit import SYSTEM
from tenants.models import AuditEntry

pytestmark = pytest.mark.django_db

PATH = "clientes/tienda-1/pedidos"
Estado = Pedido.Estado


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def agente(world: World) -> Caller:
    return world.callers["agente"]


@pytest.fixture
def order(world: World) -> Pedido:
    row: Pedido = world.alfa[Pedido]
    return row


def another(order: Pedido, **changes: Any) -> Pedido:
    with scope(cliente=order.cliente):
        row = Pedido.objects.create(
            cliente=order.cliente,
            convo=order.convo,
            contact=order.contact,
            **{"code": "ZZZZZZ", "source": "chat", "catalog_version": 1} | changes,
        )
        row.refresh_from_db()
        return row


def written(model: Any, order: Pedido, **columns: Any) -> None:
    """Change the rows of a model in the business of an order."""
    with scope(cliente=order.cliente):
        model.objects.update(**columns)


def codes(caller: Caller, query: str = "") -> list[str]:
    answer = caller.get(f"{PATH}?{query}")
    assert answer.status_code == 200, answer.content
    return [row["code"] for row in answer.json()["data"]]


def patch(caller: Caller, order: Pedido, **body: Any) -> Any:
    return caller.patch(f"{PATH}/{order.pk}", body)


def estado(order: Pedido) -> str:
    return str(all_of(Pedido).get(pk=order.pk).estado)


def acts() -> list[AuditEntry]:
    return list(all_of(AuditEntry).filter(event__startswith="pedido.").order_by("id"))


def test_it_works(agente: Caller, order: Pedido) -> None:
    (row,) = agente.get(PATH).json()["data"]
    assert row == agente.get(f"{PATH}/{order.pk}").json()["data"]
    assert (row["code"], row["estado"], row["totals"]) == ("K7M2Q9", "recibido", {"ARS": "3000.00"})
    assert row["lineas"] == [
        {
            "sku": "MATE-1",
            "title": "quiero un mate",
            "quantity": 2,
            "asked": 2,
            "price": "1500.00",
            "currency": "ARS",
            "seen_price": None,
            "seen_currency": "",
            "available": True,
        }
    ]


def test_the_newest_comes_first_in_pages(agente: Caller, order: Pedido) -> None:
    another(order)
    first = agente.get(f"{PATH}?limit=1").json()
    assert [row["code"] for row in first["data"]] == ["ZZZZZZ"]
    assert codes(agente, f"limit=1&cursor={first['meta']['next']}") == ["K7M2Q9"]


def test_filters_narrow(agente: Caller, order: Pedido) -> None:
    another(order, estado=Estado.ENTREGADO)
    assert codes(agente, "estado=entregado") == ["ZZZZZZ"]
    assert codes(agente, "code=k7m2q9") == ["K7M2Q9"]
    assert codes(agente, "code=NADA") == []
    now = timezone.now()
    before, after = (quote((now + timedelta(hours=h)).isoformat()) for h in (-2, 2))
    assert len(codes(agente, f"desde={before}&hasta={after}")) == 2
    assert codes(agente, f"desde={after}") == codes(agente, f"hasta={before}") == []


@pytest.mark.parametrize("query", ["estado=volando", "desde=ayer", "ordering=code", "estado="])
def test_a_filter_nobody_reads_is_refused(agente: Caller, query: str) -> None:
    assert agente.get(f"{PATH}?{query}").status_code == 422


def test_a_list_costs_the_same_however_long(agente: Caller, order: Pedido) -> None:
    codes(agente)
    with CaptureQueriesContext(connection) as short:
        codes(agente)
    for _ in range(10):
        another(order)
    with CaptureQueriesContext(connection) as long:
        assert len(codes(agente)) == 11
    assert len(long) <= len(short)


def test_an_order_goes_all_its_way(agente: Caller, order: Pedido) -> None:
    for step in ("confirmado", "preparado", "entregado"):
        answer = patch(agente, order, estado=step)
        assert (answer.status_code, answer.json()["data"]["estado"]) == (200, step)
    assert [(act.before["estado"], act.after["estado"]) for act in acts()] == [
        ("recibido", "confirmado"),
        ("confirmado", "preparado"),
        ("preparado", "entregado"),
    ]
    assert acts()[0].usuario_id == agente.usuario.pk
    assert acts()[0].target == str(order.pk)


STEPS = [(a, b) for a in Estado for b in Estado if a != b and b not in Pedido.NEXT[a]]


@pytest.mark.parametrize(("now", "wanted"), STEPS)
def test_no_step_is_skipped_nor_taken_back(
    agente: Caller, order: Pedido, now: str, wanted: str
) -> None:
    written(Pedido, order, estado=now)
    answer = patch(agente, order, estado=wanted)
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "pedido_transicion"
    assert estado(order) == now
    assert acts() == []


def test_asking_for_the_same_again_changes_nothing(agente: Caller, order: Pedido) -> None:
    for _ in range(2):
        assert patch(agente, order, estado="confirmado").status_code == 200
    assert len(acts()) == 1


def test_a_note_is_kept_and_not_told_to_the_audit(agente: Caller, order: Pedido) -> None:
    answer = patch(agente, order, note="Timbre 4, después de las 18")
    assert answer.json()["data"]["note"] == "Timbre 4, después de las 18"
    (act,) = acts()
    assert act.event == "pedido.anotado"
    assert "Timbre" not in str(act.after)


@pytest.mark.parametrize(
    "body",
    [{"estado": "volando"}, {"estado": None}, {"note": 7}, {"note": "x" * 2001}, {"estado": []}],
)
def test_what_makes_no_sense_is_refused(
    agente: Caller, order: Pedido, body: dict[str, Any]
) -> None:
    assert patch(agente, order, **body).status_code == 422
    assert estado(order) == "recibido"


def test_nothing_else_of_an_order_can_be_changed(agente: Caller, order: Pedido) -> None:
    sent = {"code": "OTRO", "totals": {}, "cliente": str(new_id()), "customer_name": "Otra"}
    before = all_of(Pedido).filter(pk=order.pk).values().get()
    patch(agente, order, **sent)
    assert all_of(Pedido).filter(pk=order.pk).values().get() == before


def reserved(order: Pedido) -> int:
    (row,) = all_of(CatalogReservation).filter(cliente=order.cliente)
    return int(row.reserved)


def test_cancelling_gives_the_stock_back_once(agente: Caller, order: Pedido) -> None:
    assert reserved(order) == 2
    for _ in range(2):
        assert patch(agente, order, estado="cancelado").status_code == 200
    assert reserved(order) == 0


def test_delivering_does_not(agente: Caller, order: Pedido) -> None:
    for step in ("confirmado", "entregado"):
        patch(agente, order, estado=step)
    assert reserved(order) == 2


@pytest.mark.django_db(transaction=True)
def test_cancelled_by_many_at_once_it_is_given_back_once(world: World, order: Pedido) -> None:
    written(CatalogReservation, order, stock=50, reserved=20)

    def cancel() -> None:
        with scope(cliente=order.cliente):
            change_order(order.pk, Change(estado="cancelado"), actor=SYSTEM)

    race(*[cancel] * 8)
    assert reserved(order) == 18
    assert len(acts()) == 1


@pytest.mark.django_db(transaction=True)
def test_delivered_and_cancelled_at_once_it_is_one_of_them(world: World, order: Pedido) -> None:
    written(Pedido, order, estado="preparado")

    def move(to: str) -> bool:
        with scope(cliente=order.cliente):
            try:
                change_order(order.pk, Change(estado=to), actor=SYSTEM)
            except NoWayThere:
                return False
        return True

    won = race(lambda: move("entregado"), lambda: move("cancelado"))
    assert won.count(True) == 1
    assert reserved(order) == (2 if won[0] else 0)
