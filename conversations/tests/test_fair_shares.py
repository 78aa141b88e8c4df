"""One business with a long queue does not keep another's single customer waiting."""

import pytest

from conversations import batch_size
from conversations.delivery import outbox
from conversations.tests.letters import BETO, write
from conversations.tests.look import sent_rows
from conversations.tests.stations import Stations
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_stub import GraphStub, address_of

CROWD = 60
ROOM = 10


@pytest.fixture
def crowded(
    waba: WabaAccount, other_waba: WabaAccount, stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> Stations:
    """Sixty customers of one business have written, then one of another; ten are taken at once."""
    monkeypatch.setattr(batch_size, "MOST", ROOM)
    stations.inbox.size.limit = ROOM
    monkeypatch.setattr(outbox, "IN_FLIGHT", ROOM)
    for place in range(CROWD):
        write(waba, "hola", from_=f"{5493515550300 + place}")
    write(other_waba, "hola", from_=BETO)
    return stations


def answered(waba: WabaAccount) -> int:
    return len(sent_rows(cliente=waba.cliente))


def test_the_single_customer_is_answered_in_the_second_claim(
    crowded: Stations, waba: WabaAccount, other_waba: WabaAccount
) -> None:
    crowded.inbox.step()
    assert (answered(waba), answered(other_waba)) == (ROOM, 0)
    crowded.inbox.step()
    assert (answered(waba), answered(other_waba)) == (ROOM + ROOM - 1, 1)


def test_the_answer_leaves_while_the_long_queue_waits(crowded: Stations, graph: GraphStub) -> None:
    while crowded.inbox.step():
        pass
    crowded.work()
    served = [address_of(body) for body in graph.sent]
    assert len(served) == CROWD + 1
    assert served.index(f"+{BETO}") < CROWD / 2


def test_everybody_is_answered_once_in_the_end(
    crowded: Stations, waba: WabaAccount, other_waba: WabaAccount
) -> None:
    crowded.work()
    assert (answered(waba), answered(other_waba)) == (CROWD, 1)
