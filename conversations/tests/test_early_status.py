"""A status that is faster than the answer to our own call."""

import threading

import pytest

from conversations.models import ConversationLog
from conversations.tests.letters import tell_status, write
from conversations.tests.look import log
from whatsapp.tests.graph_server import error

Estado = ConversationLog.Estado


@pytest.fixture
def under_way(waba, stations, graph):
    """Return what lets a call begin, with the play that ends it, and what lets it end."""
    go_on = threading.Event()

    def begin(play) -> None:
        def slowly(handler):
            assert go_on.wait(20)
            play(handler)

        graph.will(slowly)
        write(waba, "hola")
        stations.inbox.step()
        stations.outbox.step()
        assert log(direction="out").estado == Estado.ENVIANDO

    def end() -> None:
        go_on.set()
        stations.work()

    return begin, end


@pytest.mark.parametrize(
    ("state", "estado"), [("sent", "enviado"), ("delivered", "entregado"), ("read", "leido")]
)
def test_it_is_not_undone_by_the_acceptance(under_way, waba, stations, graph, state, estado):
    begin, end = under_way
    begin(graph.accept)
    tell_status(waba, log(direction="out"), state, wamid="wamid.DE-META-0001")
    stations.receipts.step()
    assert log(direction="out").estado == estado
    end()
    row = log(direction="out")
    assert (row.estado, row.wamid) == (estado, graph.accepted[row.id.hex][0])
    assert row.latency_ms is not None
    assert row.sent_at


def test_a_failure_is_not_forgotten(under_way, waba, stations, graph):
    begin, end = under_way
    begin(graph.accept)
    problem = {"code": 131047, "title": "Re-engagement message"}
    tell_status(waba, log(direction="out"), "failed", error=problem)
    stations.receipts.step()
    end()
    row = log(direction="out")
    assert (row.estado, row.error_code) == (Estado.FALLIDO, 131047)
    assert "Re-engagement" in row.error_detail
    assert row.failed_at


def test_it_is_not_undone_by_an_answer_that_says_try_again(under_way, waba, stations):
    """Meta refused one call and yet had the message: its status is the proof."""
    begin, end = under_way
    begin(error(130429))
    tell_status(waba, log(direction="out"), "delivered")
    stations.receipts.step()
    end()
    row = log(direction="out")
    assert (row.estado, row.attempts, row.error_code) == (Estado.ENTREGADO, 0, None)
