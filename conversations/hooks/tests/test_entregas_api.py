"""Looking after one's webhooks by API: what was told, how the address is, a test, a secret."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from conversations.hooks.tests.conftest import with_hook
from conversations.hooks.tests.look import change, lane
from conversations.models import ConvoState, HookEvent, HookLane
from liora.tests.unscoped import all_of
from liora.tests.world import Caller, World, build
from tenants.hook_secrets import signing_secrets
from tenants.models import AuditEntry, HookSecret
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import answer

pytestmark = pytest.mark.django_db

PATH = "clientes/tienda-1/entregas"
Estado = HookEvent.Estado


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def owner(world: World) -> Caller:
    return world.callers["owner"]


@pytest.fixture
def dead(world: World) -> HookEvent:
    row: HookEvent = world.alfa[HookEvent]
    return row


@pytest.fixture
def number(world: World) -> WabaAccount:
    row: WabaAccount = world.alfa[WabaAccount]
    return row


def another(event: HookEvent, **columns: Any) -> HookEvent:
    with scope(cliente=event.cliente):
        return HookEvent.objects.create(
            cliente=event.cliente,
            waba_account=event.waba_account,
            **{"kind": HookEvent.Kind.SENT, "convo": event.convo} | columns,
        )


def ids(caller: Caller, query: str = "") -> list[str]:
    got = caller.get(f"{PATH}?{query}")
    assert got.status_code == 200, got.content
    return [row["id"] for row in got.json()["data"]]


def acts() -> list[AuditEntry]:
    return list(all_of(AuditEntry).filter(event__startswith="webhook.").order_by("id"))


def test_it_works(owner, dead):
    (row,) = owner.get(PATH).json()["data"]
    assert row["id"] == str(dead.pk)
    assert (row["kind"], row["estado"], row["answered"]) == ("message.received", "muerto", 500)
    assert (row["trouble"], row["problema"]) == ("respuesta_http", "No contestó con un código 2xx.")
    detail = owner.get(f"{PATH}/{dead.pk}").json()["data"]
    assert detail.pop("cuerpo")["message"]["text"] == "quiero un mate"
    assert detail == row


def test_the_newest_comes_first_in_pages(owner, dead):
    newer = another(dead)
    first = owner.get(f"{PATH}?limit=1").json()
    assert [row["id"] for row in first["data"]] == [str(newer.pk)]
    assert ids(owner, f"limit=1&cursor={first['meta']['next']}") == [str(dead.pk)]


def test_filters_narrow(owner, dead, number):
    newer = another(dead)
    assert ids(owner, "estado=muerto") == [str(dead.pk)]
    assert ids(owner, "kind=message.sent") == [str(newer.pk)]
    assert len(ids(owner, f"waba_account_id={number.pk}")) == 2
    assert ids(owner, f"waba_account_id={dead.pk}") == []
    before, after = (
        quote((timezone.now() + timedelta(hours=hours)).isoformat()) for hours in (-2, 2)
    )
    assert len(ids(owner, f"desde={before}&hasta={after}")) == 2
    assert ids(owner, f"desde={after}") == ids(owner, f"hasta={before}") == []


@pytest.mark.parametrize("query", ["estado=volando", "kind=x", "orden=1", "estado=", "desde=ayer"])
def test_a_filter_nobody_reads_is_refused(owner, query):
    assert owner.get(f"{PATH}?{query}").status_code == 422


def test_a_list_costs_the_same_however_long(owner, dead):
    ids(owner)
    with CaptureQueriesContext(connection) as short:
        ids(owner)
    for _ in range(10):
        another(dead)
    with CaptureQueriesContext(connection) as long:
        assert len(ids(owner)) == 11
    assert len(long) <= len(short)


def test_how_each_number_is_doing(owner, dead, number):
    another(dead)
    another(dead)
    (row,) = owner.get(f"{PATH}/estado").json()["data"]
    assert row["waba_account_id"] == str(number.pk)
    assert (row["failures"], row["trouble"]) == (7, "respuesta_http")
    assert (row["pendientes"], row["muertas"]) == (2, 1)


def test_a_dead_one_is_sent_again_for_real(owner, dead, number, nearby, theirs, deliver):
    with_hook(number, theirs.url)
    got = owner.post(f"{PATH}/{dead.pk}/reenviar")
    assert (got.status_code, got.json()["data"]["estado"]) == (202, "pendiente")
    deliver()
    assert [call.delivery for call in theirs.calls] == [str(dead.pk)]
    assert owner.get(f"{PATH}/{dead.pk}").json()["data"]["estado"] == "entregado"
    (act,) = acts()
    assert (act.event, act.target) == ("webhook.reenviado", str(dead.pk))
    assert act.usuario_id == owner.usuario.pk


def test_one_that_waits_is_not_sent_twice(owner, dead):
    change(HookEvent, estado=Estado.PENDIENTE)
    got = owner.post(f"{PATH}/{dead.pk}/reenviar")
    assert (got.status_code, got.json()["error"]["code"]) == (409, "entrega_pendiente")
    assert acts() == []


def test_the_other_business_sees_and_touches_nothing(world, dead):
    theirs = world.callers["ajeno"]
    other = f"clientes/tienda-2/entregas/{dead.pk}"
    assert theirs.get(other).status_code == 404
    assert theirs.post(f"{other}/reenviar").status_code == 404
    body = {"waba_account_id": str(dead.waba_account_id)}
    assert theirs.post("clientes/tienda-2/entregas/prueba", body).status_code == 404
    assert all_of(HookEvent).get(pk=dead.pk).estado == Estado.MUERTO


class TestATest:
    def ask(self, owner: Caller, number: WabaAccount) -> Any:
        return owner.post(f"{PATH}/prueba", {"waba_account_id": str(number.pk)})

    def test_it_goes_ahead_of_all_that_waits_and_ends_a_pause(
        self, owner, dead, number, theirs, deliver
    ):
        with_hook(number, theirs.url)
        later = timezone.now() + timedelta(hours=1)
        change(HookLane, tried_url=theirs.url, paused_until=later, pending_since=later)
        change(HookEvent, estado=Estado.PENDIENTE)
        got = self.ask(owner, number)
        assert (got.status_code, got.json()["data"]["kind"]) == (202, "webhook.test")
        deliver()
        first, second = theirs.calls
        assert first.event == {
            "id": got.json()["data"]["id"],
            "type": "webhook.test",
            "created_at": first.event["created_at"],
            "cliente_id": str(dead.cliente_id),
            "phone_number_id": number.phone_number_id,
            "conversation": None,
            "message": None,
            "status": None,
        }
        assert second.delivery == str(dead.pk)
        assert lane(cliente=dead.cliente).failures == 0
        assert [act.event for act in acts()] == ["webhook.probado"]

    def test_how_it_went_can_be_asked(self, owner, dead, number, theirs, deliver):
        with_hook(number, theirs.url)
        theirs.will(answer(b"", 401))
        made = self.ask(owner, number).json()["data"]["id"]
        deliver()
        row = owner.get(f"{PATH}/{made}").json()["data"]
        assert (row["attempts"], row["answered"], row["trouble"]) == (1, 401, "respuesta_http")

    def test_without_an_address_there_is_nothing_to_try(self, owner, number):
        with_hook(number, "")
        got = self.ask(owner, number)
        assert (got.status_code, got.json()["error"]["code"]) == (409, "webhook_sin_direccion")

    def test_a_retired_number_is_none(self, owner, number):
        change(WabaAccount, estado="retirada", phone_number_id=None)
        assert self.ask(owner, number).status_code == 404

    @pytest.mark.parametrize("body", [{}, {"waba_account_id": "x"}, {"waba_account_id": None}])
    def test_what_makes_no_sense_is_refused(self, owner, body):
        assert owner.post(f"{PATH}/prueba", body).status_code == 422


class TestTheSecret:
    def test_it_is_shown_once_and_the_old_one_signs_a_while_longer(self, owner, world):
        first, second = (owner.post(f"{PATH}/secreto").json()["data"] for _ in range(2))
        known = signing_secrets(world.cliente("alfa"))
        assert known[:2] == [second["hook_secret"], first["hook_secret"]]
        assert second["hook_secret"].startswith("lhs_")
        assert second["old_valid_until"] > timezone.now().isoformat()
        assert [act.event for act in acts()] == ["webhook.secreto_rotado"] * 2

    def test_no_answer_and_no_trace_shows_it_again(self, owner, dead, number):
        secret = owner.post(f"{PATH}/secreto").json()["data"]["hook_secret"]
        owner.post(f"{PATH}/prueba", {"waba_account_id": str(number.pk)})
        shown = [
            owner.get(path).content.decode()
            for path in (
                PATH,
                f"{PATH}/estado",
                f"{PATH}/{dead.pk}",
                "clientes/tienda-1",
                "clientes/tienda-1/waba",
                "clientes/tienda-1/auditoria",
            )
        ]
        assert secret not in "".join(shown)
        assert secret not in repr([vars(row) for row in all_of(HookSecret)])

    def test_what_waited_for_it_is_tried_at_once(self, owner, dead, world):
        later = timezone.now() + timedelta(minutes=1)
        change(HookLane, pending_since=later, trouble="sin_secreto")
        owner.post(f"{PATH}/secreto")
        assert lane(cliente=dead.cliente).pending_since < timezone.now() + timedelta(seconds=5)
        assert lane(cliente=world.cliente("beta")).pending_since > timezone.now()


def test_rows_of_conversations_go_with_them(dead):
    with scope(cliente=dead.cliente):
        ConvoState.objects.filter(pk=dead.convo_id).delete()
    assert not all_of(HookEvent).filter(pk=dead.pk).exists()
