"""Statuses come in any order, twice, late, and about messages that are nobody's of ours."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from conversations import receipts
from conversations.models import ConversationLog
from conversations.progress import read_receipt
from conversations.receipts import MAX_ATTEMPTS, Receipts
from conversations.tests.letters import tell_status
from conversations.tests.look import log, logs, outbound_lanes
from conversations.tests.stations import let_pass
from liora.tests.racing import race
from whatsapp.models import InboundEvent
from whatsapp.simulator import payloads
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import events

Estado = ConversationLog.Estado

AT = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
MOMENTS = {
    "sent": AT,
    "delivered": AT + timedelta(seconds=2),
    "read": AT + timedelta(seconds=9),
    "failed": AT + timedelta(seconds=5),
}
COLUMNS = (
    "estado",
    "wamid",
    "sent_at",
    "delivered_at",
    "read_at",
    "failed_at",
    "error_code",
    "error_detail",
    "not_before",
)
NOT_THERE = {"code": 131026, "title": "Message undeliverable"}


@pytest.fixture
def row(say) -> ConversationLog:
    """Return an answer that Meta accepted."""
    say("hola")
    return log(direction="out")


@pytest.fixture
def tell(waba, row):
    def tell(state: str, **status) -> None:
        problem = {"error": NOT_THERE} if state == "failed" else {}
        tell_status(waba, row, state, **({"at": MOMENTS[state]} | problem | status))

    return tell


def end_of(*states: str, tell, work) -> dict:
    for state in states:
        tell(state)
        work()
    now = log(direction="out")
    return {name: getattr(now, name) for name in COLUMNS}


def test_it_works(row, tell, work):
    tell("delivered")
    work()
    now = log(direction="out")
    assert (now.estado, now.delivered_at) == (Estado.ENTREGADO, MOMENTS["delivered"])
    assert [event.estado for event in events(kind="status")] == [InboundEvent.Estado.HECHO]


@pytest.mark.parametrize(
    ("states", "estado"),
    [
        (("sent", "delivered", "read"), "leido"),
        (("sent", "delivered"), "entregado"),
        (("sent", "failed"), "fallido"),
        (("sent", "delivered", "failed"), "entregado"),
        (("sent", "delivered", "read", "failed"), "leido"),
    ],
    ids="-".join,
)
def test_every_order_has_one_end(row, tell, work, states, estado):
    ends = []
    for order in permutations(states):
        ConversationLog._base_manager.filter(id=row.id).update(
            **{name: getattr(row, name) for name in COLUMNS}
        )
        InboundEvent._base_manager.filter(kind="status").delete()
        ends.append(end_of(*order, tell=tell, work=work))
    assert ends[0]["estado"] == estado
    assert all(end == ends[0] for end in ends)


def test_all_of_them_in_one_batch_have_the_same_end(row, tell, work):
    for state in ("read", "failed", "sent", "delivered"):
        tell(state)
    work()
    now = log(direction="out")
    assert (now.estado, now.delivered_at, now.read_at, now.failed_at) == (
        Estado.LEIDO,
        MOMENTS["delivered"],
        MOMENTS["read"],
        None,
    )


@pytest.mark.parametrize("state", list(MOMENTS))
def test_the_same_again_changes_nothing(row, tell, work, state):
    once = end_of(state, tell=tell, work=work)
    tell(state, at=MOMENTS[state] + timedelta(minutes=1))
    work()
    assert {name: getattr(log(direction="out"), name) for name in COLUMNS} == once


def test_a_failure_says_why(row, tell, work):
    details = {"error_data": {"details": "No tiene WhatsApp."}}
    tell("failed", error=NOT_THERE | details)
    work()
    now = log(direction="out")
    assert (now.estado, now.error_code) == (Estado.FALLIDO, 131026)
    assert now.error_detail == "Message undeliverable No tiene WhatsApp."


@pytest.mark.parametrize("code", [2**40, -7, True, "131026", None, 1.5])
def test_a_code_that_is_none_is_left_out(row, tell, work, code):
    tell("failed", error={"code": code, "title": "?"})
    work()
    now = log(direction="out")
    assert now.estado == Estado.FALLIDO
    assert now.error_code in (None, 1)


def test_a_voice_note_that_was_played_was_read(row, waba, work):
    tell_status(waba, row, "played", at=AT)
    work()
    assert log(direction="out").estado == Estado.LEIDO


@pytest.mark.parametrize("state", ["deleted", "warning", "estado_de_2027"])
def test_one_that_says_nothing_of_progress_is_done_with(row, waba, work, state):
    tell_status(waba, row, state)
    work()
    assert log(direction="out").estado == Estado.ENVIADO
    assert [event.estado for event in events(kind="status")] == ["hecho"]


class TestNotOurs:
    def test_one_whose_message_is_not_there_yet_is_looked_for_again(self, row, waba, work):
        tell_status(waba, row, "read", wamid="wamid.FUTURO-0001", callback_data="")
        work()
        (event,) = events(kind="status")
        assert (event.estado, event.attempts) == (InboundEvent.Estado.PENDIENTE, 1)
        ConversationLog._base_manager.filter(id=row.id).update(wamid="wamid.FUTURO-0001")
        let_pass(60)
        work()
        assert log(direction="out").estado == Estado.LEIDO

    def test_in_the_end_it_is_kept_as_it_is(self, row, waba, work):
        tell_status(waba, row, "read", wamid="wamid.DE-OTRA-APP", callback_data="")
        for _ in range(MAX_ATTEMPTS + 2):
            work()
            let_pass(600)
        (event,) = events(kind="status")
        assert (event.estado, event.attempts) == (InboundEvent.Estado.GUARDADO, MAX_ATTEMPTS)
        assert log(direction="out").estado == Estado.ENVIADO

    @pytest.mark.parametrize("by", ["wamid", "row id"])
    def test_another_tenant_changes_nothing_of_ours(self, row, other_waba, work, by):
        named = {"callback_data": ""} if by == "wamid" else {"wamid": "wamid.AJENO-0001"}
        tell_status(other_waba, row, "read", **named)
        work()
        assert log(direction="out").estado == Estado.ENVIADO
        assert [event.attempts for event in events(kind="status")] == [1]

    def test_the_id_of_a_received_message_is_no_message_of_ours(self, row, waba, work):
        received = log(direction="in")
        tell_status(waba, received, "read", wamid=received.wamid)
        work()
        assert log(direction="in").estado == Estado.RECIBIDO

    @pytest.mark.parametrize("opaque", ["otra cosa", "0" * 31, "", "{}", "x" * 512])
    def test_callback_data_of_somebody_else_harms_nothing(self, row, waba, work, opaque):
        tell_status(waba, row, "delivered", callback_data=opaque)
        work()
        assert log(direction="out").estado == Estado.ENTREGADO


def test_it_frees_the_lane_at_once(row, tell, work, waba):
    ConversationLog._base_manager.filter(id=row.id).update(
        estado="incierto", wamid="", not_before=datetime.now(UTC) + timedelta(hours=1)
    )
    tell("sent")
    work()
    assert log(direction="out").not_before is None
    assert [lane.arrivals for lane in outbound_lanes()] == [2]


def test_one_the_database_refuses_holds_up_none_of_the_others(row, tell, work, waba, monkeypatch):
    apply = receipts.apply

    def refuse_failures(receipt, row) -> bool:
        if receipt.estado == Estado.FALLIDO:
            raise DataError("integer out of range")
        return apply(receipt, row)

    monkeypatch.setattr(receipts, "apply", refuse_failures)
    tell("failed")
    tell("delivered")
    work()
    assert log(direction="out").estado == Estado.ENTREGADO
    assert sorted((event.subtype, event.estado) for event in events(kind="status")) == [
        ("delivered", "hecho"),
        ("failed", "muerto"),
    ]


def test_many_take_few_statements(row, tell, django_assert_max_num_queries):
    for number in range(200):
        tell("delivered", at=AT + timedelta(seconds=number))
    with django_assert_max_num_queries(12):
        Receipts().step()
    assert log(direction="out").estado == Estado.ENTREGADO


def test_however_many_they_are_their_messages_are_found_by_an_index(row, tell):
    """PostgreSQL uses a partial index only where it can conclude the index's condition."""
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL's planner")
    copy_row(row, times=5000)
    for number in range(150):
        tell("delivered", wamid=f"wamid.{number:08}")
    with CaptureQueriesContext(connection) as asked:
        Receipts().step()
    (select,) = [one["sql"] for one in asked if "wamid" in one["sql"] and "FOR UP" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {select}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "conversation_log_wamid" in plan, plan


def copy_row(row: ConversationLog, *, times: int) -> None:
    columns = {field.column for field in ConversationLog._meta.concrete_fields}
    others = ", ".join(columns - {"id", "seq", "wamid"})
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO conversation_log (id, seq, wamid, {others})
            SELECT gen_random_uuid(), 1000 + place, 'wamid.copia' || place, {others}
            FROM conversation_log, generate_series(1, %s) AS place WHERE id = %s
            """,
            [times, row.id],
        )
        cursor.execute("ANALYZE conversation_log")


def test_while_nothing_waits_no_transaction_is_opened(db, django_assert_num_queries):
    """On SQLite it would take the only write lock, twenty times a second."""
    with django_assert_num_queries(1):
        assert Receipts().step() is False


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_statuses(row, tell, waba):
    for number in range(40):
        tell("delivered", at=AT + timedelta(seconds=number))
        tell("read", at=AT + timedelta(seconds=number))

    def drain() -> int:
        taken, station = 0, Receipts()
        while station.step():
            taken += 1
        return taken

    assert sum(race(drain, drain, drain)) >= 1
    assert {event.estado for event in events(kind="status")} == {InboundEvent.Estado.HECHO}
    now = log(direction="out")
    assert (now.estado, now.delivered_at, now.read_at) == (Estado.LEIDO, AT, AT)
    assert len(logs()) == 2


def test_a_status_is_read_from_metas_own_shape():
    status = payloads.status(Person(wa_id="549"), "wamid.UNO", "failed", error=NOT_THERE, at=AT)
    receipt = read_receipt({"entry": [{"changes": [{"value": {"statuses": [status]}}]}]})
    assert (receipt.wamid, receipt.estado, receipt.at) == ("wamid.UNO", "fallido", AT)
    assert (receipt.error_code, receipt.row_id) == (131026, None)
