"""A status that does not say which row it is of waits for the id of the message, however long."""

import threading

import pytest

from conversations.delivery import outbox
from conversations.models import ConversationLog
from conversations.receipts import MAX_ATTEMPTS, Receipts
from conversations.tests.letters import tell_status, write
from conversations.tests.look import log
from conversations.tests.road import Say
from conversations.tests.stations import Stations, let_pass
from liora.tests.running import until
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.graph_server import Handler, hang_up
from whatsapp.tests.graph_stub import GraphStub
from whatsapp.tests.wire import events

Estado = ConversationLog.Estado


def give_up_looking() -> None:
    for _ in range(MAX_ATTEMPTS):
        Receipts().step()
        let_pass(4000)
    assert {event.estado for event in events(kind="status")} == {InboundEvent.Estado.GUARDADO}


def test_another_status_tells_the_id(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    graph.will(graph.accept_but(hang_up))
    write(waba, "hola")
    stations.work()
    row = log(direction="out")
    assert (row.estado, row.wamid) == (Estado.INCIERTO, "")
    (wamid,) = graph.accepted[row.id.hex]
    tell_status(waba, row, "read", wamid=wamid, callback_data="")
    give_up_looking()
    tell_status(waba, row, "sent", wamid=wamid)
    while Receipts().step():
        pass
    assert (log(direction="out").estado, log(direction="out").wamid) == (Estado.LEIDO, wamid)
    assert {event.estado for event in events(kind="status")} == {InboundEvent.Estado.HECHO}


def test_our_own_late_writing_tells_the_id(
    patient: None,
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outbox, "LATE_S", 0.0)
    go_on = threading.Event()

    def slowly(handler: Handler) -> None:
        assert go_on.wait(20)
        graph.accept(handler)

    monkeypatch.setattr("whatsapp.tests.graph_stub.new_wamid", lambda _to: "wamid.TARDE")
    graph.will(slowly)
    write(waba, "hola")
    stations.inbox.step()
    stations.outbox.step()
    tell_status(waba, log(direction="out"), "delivered", wamid="wamid.TARDE", callback_data="")
    give_up_looking()
    go_on.set()
    # The answer is there before the lane, whose lease is long over, is looked at again.
    until(lambda: not stations.outbox.courier.returned.empty())
    stations.work()
    assert log(direction="out").estado == Estado.ENTREGADO


def test_statuses_of_nobodys_message_stay_where_they_are(
    say: Say, waba: WabaAccount, other_waba: WabaAccount
) -> None:
    say("hola")
    row = log(direction="out")
    tell_status(other_waba, row, "read", callback_data="")
    tell_status(waba, row, "read", wamid="wamid.DE-OTRA-APP", callback_data="")
    give_up_looking()
    say("otra vez")
    assert {event.estado for event in events(kind="status")} == {InboundEvent.Estado.GUARDADO}
