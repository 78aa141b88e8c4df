"""A worker that dies, or loses its lane, while a message is on its way."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from conversations.delivery.departure import MAX_CRASHES
from conversations.models import ConversationLog, OutboundLane
from conversations.tests.letters import tell_status, write
from conversations.tests.look import log, outbound_lanes, sent_rows
from conversations.tests.skills import replying
from conversations.tests.stations import OUTBOX_LEASE_S, SETTLE_S, Stations, let_pass
from liora.ops import lanes
from liora.tests.running import until
from whatsapp.graph.messages import Text
from whatsapp.tests.graph_server import error

Estado = ConversationLog.Estado


class TestAWorkerThatDied:
    """`kill -9` leaves a row `enviando`: perhaps Meta has it, perhaps it never left."""

    @pytest.fixture
    def die(self, waba, graph, handler):
        """Return a function that lets a worker take the row in hand and vanish."""

        def die() -> None:
            stations = Stations(handler)
            stations.inbox.step()
            stations.outbox.courier.carry = lambda run, account: None
            stations.outbox.step()
            assert log(direction="out").estado == Estado.ENVIANDO
            let_pass(OUTBOX_LEASE_S + 1)

        return die

    def test_its_row_is_uncertain_first(self, waba, die, work, graph):
        write(waba, "hola")
        die()
        work()
        assert graph.sent == []
        row = log(direction="out")
        assert (row.estado, row.crashes, row.unconfirmed) == (Estado.INCIERTO, 1, 0)
        assert row.not_before > datetime.now(UTC)

    def test_and_then_it_is_sent_and_flagged(self, waba, die, work, graph):
        write(waba, "hola")
        die()
        work()
        let_pass(SETTLE_S + 1)
        work()
        assert graph.said == ["eco: hola"]
        row = log(direction="out")
        assert (row.estado, row.maybe_twice) == (Estado.ENVIADO, True)

    def test_a_status_settles_it_meanwhile(self, waba, die, work, graph):
        write(waba, "hola")
        die()
        work()
        row = log(direction="out")
        tell_status(waba, row, "delivered", wamid="wamid.ANTES")
        work()
        let_pass(SETTLE_S + 1)
        work()
        assert graph.sent == []
        row = log(direction="out")
        assert (row.estado, row.maybe_twice) == (Estado.ENTREGADO, False)

    def test_dying_again_and_again_loses_nothing(self, waba, die, work, graph):
        write(waba, "hola")
        for _ in range(MAX_CRASHES - 1):
            die()
            work()
            let_pass(SETTLE_S + 1)
        work()
        assert graph.said == ["eco: hola"]
        assert log(direction="out").estado == Estado.ENVIADO

    def test_a_row_that_kills_whoever_sends_it_is_given_up(self, waba, die, work, graph):
        write(waba, "hola")
        for _ in range(MAX_CRASHES):
            die()
            work()
            let_pass(SETTLE_S + 1)
        work()
        assert graph.sent == []
        assert log(direction="out").error_detail == "El proceso se cayó cada vez que lo enviaba."

    def test_what_it_had_not_begun_goes_out_unflagged(self, waba, work, graph, handler):
        stations = Stations(handler)
        write(waba, "hola")
        stations.inbox.step()
        lanes.claim(OutboundLane, limit=1, lease=timedelta(seconds=OUTBOX_LEASE_S))
        let_pass(OUTBOX_LEASE_S + 1)
        work()
        assert graph.said == ["eco: hola"]
        assert log(direction="out").maybe_twice is False


class TestATakenLane:
    """The lease ended while Graph answered; another worker has the lane now."""

    @pytest.fixture
    def slow_answer(self, waba, stations, graph, handler):
        """Return a worker whose call hangs, and what lets it go on."""
        go_on = threading.Event()

        def accept_slowly(run):
            def play(handler):
                assert go_on.wait(20)
                run(handler)

            return play

        def begin(play) -> None:
            graph.will(accept_slowly(play))
            write(waba, "hola")
            stations.inbox.step()
            stations.outbox.step()

        def go() -> None:
            go_on.set()
            while stations.outbox.in_flight:
                stations.outbox.step()

        return begin, go

    def test_an_acceptance_is_a_fact_whoever_has_it(self, slow_answer, graph, handler):
        begin, go = slow_answer
        begin(graph.accept)
        let_pass(OUTBOX_LEASE_S + 1)
        another = Stations(handler)
        another.outbox.step()
        assert log(direction="out").estado == Estado.INCIERTO
        go()
        row = log(direction="out")
        assert (row.estado, [row.wamid]) == (Estado.ENVIADO, graph.accepted[row.id.hex])
        let_pass(SETTLE_S + 1)
        another.work()
        another.close()
        assert len(graph.sent) == 1

    def test_its_acceptance_does_not_hide_that_it_was_sent_again(self, slow_answer, graph, handler):
        begin, go = slow_answer
        begin(graph.accept)
        let_pass(OUTBOX_LEASE_S + 1)
        another = Stations(handler)
        another.work()
        let_pass(SETTLE_S + 1)
        another.work()
        another.close()
        assert len(graph.sent) == 2
        go()
        assert log(direction="out").maybe_twice is True

    def test_anything_else_is_for_whoever_has_it_now(self, slow_answer, graph, handler):
        begin, go = slow_answer
        begin(error(130429))
        let_pass(OUTBOX_LEASE_S + 1)
        another = Stations(handler)
        another.outbox.step()
        go()
        row = log(direction="out")
        assert (row.estado, row.attempts) == (Estado.INCIERTO, 0)
        another.close()


def test_a_row_that_waited_too_long_for_its_thread_goes_back(waba, stations, graph, monkeypatch):
    """It leaves within a third of its lease, or the lease could end while Graph answers."""
    monkeypatch.setattr(stations.outbox.courier, "start_within_s", -1.0)
    write(waba, "hola")
    stations.inbox.step()
    stations.outbox.step()
    until(stations.outbox.courier.returned.qsize)
    stations.outbox.step()
    row = log(direction="out")
    assert graph.sent == []
    assert row.maybe_twice is False
    monkeypatch.setattr(stations.outbox.courier, "start_within_s", 10.0)
    stations.work()
    assert graph.said == ["eco: hola"]
    assert log(direction="out").maybe_twice is False


def test_on_the_way_out_what_is_in_hand_is_finished(waba, stations, graph, skill):
    """SIGTERM: the call under way is waited for and written down, nothing new is begun."""
    skill.instead["todo"] = replying(Text("uno"), Text("dos"))
    write(waba, "todo")
    stations.inbox.step()
    stations.outbox.step()
    stations.outbox.close()
    first, second = sent_rows()
    assert (first.estado, second.estado) == (Estado.ENVIADO, Estado.EN_COLA)
    (lane,) = outbound_lanes()
    assert lane.lease_until is None
    assert lane.pending_since
