"""Workers on hosts whose clocks are wrong do as those whose clocks are right."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from conversations.tests.letters import write
from conversations.tests.look import log, outbound_lanes
from conversations.tests.skills import fail
from conversations.tests.stations import SETTLE_S, let_pass
from whatsapp.tests.graph_server import error, hang_up
from whatsapp.tests.wire import events, lanes


@pytest.fixture(params=[-1, 1], ids=["an hour behind", "an hour ahead"])
def wrong_clock(request, db):
    """Set the clock of this process, and not the database's, an hour wrong."""
    real = datetime.now(UTC)
    with time_machine.travel(real + timedelta(hours=request.param)):
        yield real


def test_an_answer_takes_as_long_as_it_takes(wrong_clock, waba, work, graph):
    write(waba, "hola", received_at=wrong_clock, sent_at=wrong_clock)
    work()
    assert graph.said == ["eco: hola"]
    row = log(direction="out")
    assert row.latency_ms < 60_000
    assert abs(row.sent_at - wrong_clock) < timedelta(minutes=1)


def test_a_failure_is_tried_again_in_a_second_and_not_at_once_nor_in_an_hour(
    wrong_clock, waba, stations, skill
):
    """Behind the database, a worker would take the same lane again and again for an hour."""
    skill.instead["veneno"] = fail
    write(waba, "veneno", received_at=wrong_clock)
    stations.work()
    assert events()[0].attempts == 1
    assert timedelta(0) < lanes()[0].pending_since - wrong_clock < timedelta(minutes=1)


def test_a_number_that_must_rest_rests_as_long_as_it_should(wrong_clock, waba, stations, graph):
    graph.will(error(130429))
    write(waba, "hola", received_at=wrong_clock)
    stations.work()
    assert len(graph.sent) == 1
    (lane,) = outbound_lanes()
    assert timedelta(0) < lane.pending_since - wrong_clock < timedelta(minutes=1)
    let_pass(60)
    stations.work()
    assert log(direction="out").estado == "enviado"


def test_an_uncertain_send_waits_for_its_status_as_long_as_it_should(
    wrong_clock, waba, stations, graph
):
    graph.will(graph.accept_but(hang_up))
    write(waba, "hola", received_at=wrong_clock)
    stations.work()
    let_pass(SETTLE_S / 2)
    stations.work()
    assert len(graph.sent) == 1
    let_pass(SETTLE_S)
    stations.work()
    assert len(graph.sent) == 2
