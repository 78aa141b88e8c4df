"""Whether a person still wants it is asked when a message leaves, not when it was written."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.delivery import outbox
from conversations.models import ConversationLog, ConvoState
from conversations.tests.letters import write
from conversations.tests.look import sent_rows
from conversations.tests.road import Work
from conversations.tests.skills import Skill, replying
from conversations.tests.stations import Stations
from whatsapp.graph.messages import Text
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_stub import GraphStub


def opt_out() -> None:
    with scopes_disabled():
        ConvoState.objects.update(estado=ConvoState.Estado.BAJA)


def test_what_already_waits_does_not_leave(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    opt_out()
    stations.work()
    assert graph.sent == []
    (row,) = sent_rows()
    assert (row.estado, row.failure) == ("fallido", "baja")
    assert "no recibir" in row.error_detail


def test_nor_does_the_rest_of_what_is_being_sent(
    skill: Skill, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    skill.instead["todo"] = replying(Text("uno"), Text("dos"), Text("tres"))
    write(waba, "todo")
    stations.inbox.step()
    stations.outbox.step()
    opt_out()
    stations.work()
    assert graph.said == ["uno"]
    assert [row.failure for row in sent_rows()] == ["", "baja", "baja"]


def test_the_one_message_that_confirms_it_does(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    opt_out()
    with scopes_disabled():
        ConversationLog.objects.filter(direction="out").update(intent="baja")
    stations.work()
    assert len(graph.sent) == 1


@pytest.mark.parametrize(("minutes", "sent"), [(-1, 0), (5, 1)])
def test_what_waited_until_it_made_no_sense_is_not_sent(
    waba: WabaAccount, stations: Stations, graph: GraphStub, minutes: int, sent: int
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    with scopes_disabled():
        until = datetime.now(UTC) + timedelta(minutes=minutes)
        ConversationLog.objects.filter(direction="out").update(not_after=until)
    stations.work()
    assert len(graph.sent) == sent
    assert sent_rows()[0].failure == ("" if sent else "vencido")


def test_a_later_message_of_the_person_opens_the_window_again(
    waba: WabaAccount, work: Work, stations: Stations, graph: GraphStub
) -> None:
    day_ago = datetime.now(UTC) - timedelta(hours=25)
    write(waba, "ayer", sent_at=day_ago, received_at=day_ago)
    write(waba, "hoy", sent_at=datetime.now(UTC))
    work()
    assert graph.said == ["eco: ayer", "eco: hoy"]


@pytest.mark.parametrize("what", ["baja", "settled"])
def test_what_changes_between_reading_and_leaving_is_seen(
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    """The last look is in the transaction that marks the row as being sent."""
    write(waba, "hola")
    stations.inbox.step()
    read = outbox.runs_of

    def read_and_be_overtaken(claims: Any) -> Any:
        runs = read(claims)
        if what == "baja":
            opt_out()
        else:
            ConversationLog._base_manager.filter(direction="out").update(estado="fallido")
        return runs

    monkeypatch.setattr(outbox, "runs_of", read_and_be_overtaken)
    stations.work()
    assert graph.sent == []
    assert sent_rows()[0].estado == "fallido"
