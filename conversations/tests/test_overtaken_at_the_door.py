"""What happens between reading a row and its leaving: the last look decides, and none is lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scopes_disabled

from conversations.delivery import plan
from conversations.delivery.outbox import Outbox
from conversations.models import ConversationLog, HookEvent, OutboundLane
from conversations.replying import reply
from conversations.tests.letters import BETO, write
from conversations.tests.look import sent_rows, state
from conversations.tests.skills import Skill, replying
from conversations.tests.stations import Stations
from liora.ops.pace import Wish, ask
from whatsapp.graph.messages import Text
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_stub import GraphStub

MARTA = "Soy Marta"


def answer_as_a_person() -> None:
    with scopes_disabled():
        reply(state().id, MARTA, usuario_id=None, origin=ConversationLog.Origin.OPERADOR)


def trouble(waba: WabaAccount, **columns: object) -> None:
    """Leave a number as it is when its pause has just ended and nothing has gone through."""
    past = datetime.now(UTC) - timedelta(seconds=1)
    with scopes_disabled():
        WabaAccount.objects.filter(id=waba.id).update(
            pause_reason="x", paused_until=past, **columns
        )


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen once, after a step was planned and before it is carried out."""

    def meanwhile(happen: Callable[[], object]) -> None:
        carry_out, left = Outbox._carry_out, [happen]

        def overtaken(outbox: Outbox, planned: plan.Plan) -> None:
            if planned.starting and left:
                left.pop()()
            carry_out(outbox, planned)

        monkeypatch.setattr(Outbox, "_carry_out", overtaken)

    return meanwhile


def test_what_a_person_made_needless_between_two_messages_does_not_leave(
    skill: Skill, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    skill.instead["todo"] = replying(Text("uno"), Text("dos"))
    write(waba, "todo")
    stations.inbox.step()
    stations.outbox.step()
    answer_as_a_person()
    stations.work()
    assert graph.said == ["uno", MARTA]
    dropped = next(row for row in sent_rows() if row.message_body == "dos")
    assert (dropped.estado, dropped.failure, dropped.wamid) == (
        "fallido",
        "respondio_una_persona",
        "",
    )


def test_nor_what_was_planned_already(
    waba: WabaAccount, stations: Stations, graph: GraphStub, meanwhile: Callable
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    meanwhile(answer_as_a_person)
    stations.work()
    assert graph.said == [MARTA]


def test_what_a_status_settles_in_that_moment_is_not_sent_again(
    waba: WabaAccount, stations: Stations, graph: GraphStub, meanwhile: Callable
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    rows = ConversationLog._base_manager.filter(direction="out")
    rows.update(estado="incierto", unconfirmed=1)
    meanwhile(lambda: rows.update(estado="entregado", wamid="wamid.PRIMERO"))
    stations.work()
    assert graph.sent == []
    assert [row.wamid for row in sent_rows()] == ["wamid.PRIMERO"]


def test_the_webhook_of_the_business_is_told_what_was_dropped(
    waba: WabaAccount, stations: Stations
) -> None:
    WabaAccount._base_manager.filter(id=waba.id).update(webhook_url="https://x.example/aviso")
    write(waba, "hola")
    stations.inbox.step()
    answer_as_a_person()
    with scopes_disabled():
        told = set(HookEvent.objects.values_list("kind", "status"))
    assert ("message.status", "fallido") in told


def test_a_lane_nothing_can_be_done_with_keeps_nobody_else_back(
    waba: WabaAccount,
    other_waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever is wrong with one, the next step tries them one at a time."""
    decide = plan.departure

    def fail_for_ana(row: object, *rest: object, **facts: object) -> object:
        if row.address != BETO:
            raise ValueError("un error que nadie previó")
        return decide(row, *rest, **facts)

    monkeypatch.setattr(plan, "departure", fail_for_ana)
    write(waba, "hola")
    write(other_waba, "otra", from_=BETO)
    stations.inbox.step()
    for _ in range(6):
        try:
            stations.outbox.step()
        except ValueError:
            continue
    stations.work()
    assert graph.said == ["eco: otra"]


def test_a_probe_that_may_not_leave_shuts_nobody_out(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    trouble(waba)
    now = stations.outbox.clock.now()
    ask({state().id: Wish(45, 6.0, 45)}, now)
    stations.outbox.step()
    assert graph.sent == []
    assert WabaAccount._base_manager.get(id=waba.id).paused_until < now


def test_one_lane_finds_out_whether_a_number_is_well_and_then_all_are_woken(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    for place in range(40):
        write(waba, "hola", from_=f"{5493515550300 + place}")
    while stations.inbox.step():
        pass
    trouble(waba)
    later = datetime.now(UTC) + timedelta(minutes=10)
    OutboundLane._base_manager.update(number=waba.id, pending_since=later)
    stations.outbox.step()
    assert stations.outbox.in_flight == 1
    assert OutboundLane._base_manager.filter(fence__gt=0).count() == 1, "nobody else was claimed"
    stations.work()
    assert {row.estado for row in sent_rows()} == {"enviado"}
