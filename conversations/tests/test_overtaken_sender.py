"""A sender that comes back after its lease has ended starts nothing that another claim starts."""

import threading
from collections.abc import Iterator

import pytest

from conversations.models import ConversationLog
from conversations.tests.letters import tell_status, write
from conversations.tests.look import sent_rows
from conversations.tests.stations import Stations, let_pass
from liora.tests.running import until
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import Handler, Play, error
from whatsapp.tests.graph_stub import GraphStub

Estado = ConversationLog.Estado
LONG = 4000.0


@pytest.fixture
def go_on() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def slowly(play: Play, go_on: threading.Event) -> Play:
    def wait_and_play(handler: Handler) -> None:
        assert go_on.wait(20)
        play(handler)

    return wait_and_play


def two_waiting_and_one_away(waba: WabaAccount, stations: Stations) -> ConversationLog:
    """Let the first of two answers be with Graph; return its row."""
    write(waba, "uno")
    write(waba, "dos")
    stations.inbox.step()
    stations.outbox.step()
    first, second = sent_rows()
    assert (first.estado, second.estado) == (Estado.ENVIANDO, Estado.EN_COLA)
    return first


def back(stations: Stations) -> None:
    until(lambda: not stations.outbox.courier.returned.empty())
    stations.work()


def test_the_next_message_leaves_once_when_a_status_was_faster(
    patient: None,
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
    go_on: threading.Event,
) -> None:
    """The new claim begins with the second row, as does the old one when its first comes back."""
    graph.will(slowly(graph.accept, go_on))
    first = two_waiting_and_one_away(waba, stations)
    tell_status(waba, first, "delivered")
    stations.receipts.step()
    let_pass(LONG)
    go_on.set()
    back(stations)
    assert graph.said == ["eco: uno", "eco: dos"]
    assert [row.maybe_twice for row in sent_rows()] == [False, False]


def test_an_answer_counts_that_comes_with_the_next_claim_of_its_lane(
    patient: None,
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
    go_on: threading.Event,
) -> None:
    """Meta surely did not take it: it waits and leaves again, once and without a doubt."""
    graph.will(slowly(error(131000), go_on))
    two_waiting_and_one_away(waba, stations)
    let_pass(LONG)
    go_on.set()
    back(stations)
    let_pass(LONG)
    stations.work()
    assert graph.said == ["eco: uno", "eco: uno", "eco: dos"]
    assert [row.maybe_twice for row in sent_rows()] == [False, False]
    assert {row.estado for row in sent_rows()} == {Estado.ENVIADO}
