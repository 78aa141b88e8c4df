"""A Graph that is dead or slow for one business bounds that business alone."""

import time
from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.delivery import traffic
from conversations.delivery.courier import IN_FLIGHT
from conversations.tests.letters import BETO, write
from conversations.tests.look import log, sent_rows
from conversations.tests.stations import Stations, let_pass
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import hang
from whatsapp.tests.graph_stub import GraphStub, address_of, last_body


@pytest.fixture
def deaf(graph: GraphStub) -> GraphStub:
    """Graph hangs for everybody but Beto, who is another business's customer."""
    accept = graph.accept

    def hang_but_for_beto(handler: Any) -> None:
        (accept if address_of(last_body(handler)) == f"+{BETO}" else hang())(handler)

    graph.always = hang_but_for_beto
    return graph


def crowd(waba: WabaAccount, count: int) -> None:
    for place in range(count):
        write(waba, "hola", from_=f"{5493515550300 + place}")


def number(waba: WabaAccount) -> WabaAccount:
    return WabaAccount._base_manager.get(id=waba.id)


def test_a_number_nobody_answers_for_is_left_alone_and_tried_with_one(
    waba: WabaAccount, stations: Stations, deaf: GraphStub
) -> None:
    crowd(waba, traffic.SHARE + 10)
    peak = 0
    while stations.step() or stations.outbox.in_flight:
        peak = max(peak, stations.outbox.in_flight)
    calls = len(deaf.sent)
    assert peak <= traffic.SHARE
    # While the first come back unanswered, one by one, others take their places.
    assert calls < traffic.SHARE + traffic.UNANSWERED_UNTIL_HELD
    assert "Meta no responde" in number(waba).pause_reason
    assert number(waba).parked_since is None
    let_pass(90)
    stations.work()
    assert len(deaf.sent) == calls + 1


def test_another_business_is_answered_meanwhile(
    patient: None, waba: WabaAccount, other_waba: WabaAccount, stations: Stations, deaf: GraphStub
) -> None:
    crowd(waba, 100)
    while stations.inbox.step():
        pass
    stations.outbox.step()
    assert stations.outbox.in_flight == traffic.SHARE < IN_FLIGHT
    write(other_waba, "hola", from_=BETO)
    stations.inbox.step()
    started = time.monotonic()
    while not deaf.said_to(f"+{BETO}"):
        stations.outbox.step()
        assert time.monotonic() - started < 3.5, "before the first of those calls is given up"
    stations.work()
    assert log(direction="out", user_msisdn=BETO).estado == "enviado"


def test_once_graph_answers_again_everything_goes_out(
    waba: WabaAccount, stations: Stations, deaf: GraphStub
) -> None:
    crowd(waba, 30)
    stations.work()
    deaf.always = deaf.accept
    for _ in range(3):
        let_pass(90)
        stations.work()
    rows = sent_rows()
    assert {row.estado for row in rows} == {"enviado"}
    with scopes_disabled():
        assert number(waba).pause_reason == ""
    first_tries = [row for row in rows if row.unconfirmed]
    assert all(row.maybe_twice for row in first_tries), "whatever was sent again is flagged"
