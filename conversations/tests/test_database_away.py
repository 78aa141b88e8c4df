"""The database goes away while a turn is computed or committed, and comes back."""

import time
from contextlib import suppress

import pytest
from django.db import DataError, OperationalError

from conversations import inbox
from conversations.delivery import ledger
from conversations.tests.letters import ANA, BETO, write
from conversations.tests.look import log, logs, sent_rows
from conversations.work import MAX_CRASHES
from liora.tests.running import until
from whatsapp.models import InboundEvent
from whatsapp.tests.wire import events, lanes


def fails(times: int, function):
    """Return a function that finds the database away so many times, and then works."""
    left = [times]

    def maybe(*args, **keywords):
        if left[0]:
            left[0] -= 1
            raise OperationalError("server closed the connection unexpectedly")
        return function(*args, **keywords)

    return maybe


@pytest.mark.parametrize("step", ["answer_all", "commit_turns", "waiting_mail"])
def test_a_batch_the_database_lost_is_answered_as_soon_as_it_is_back(
    waba, stations, graph, monkeypatch, step
):
    """Not when the lease ends, and nobody is taken for what killed a worker."""
    times = MAX_CRASHES + 2
    monkeypatch.setattr(inbox, step, fails(times, getattr(inbox, step)))
    write(waba, "hola")
    for _ in range(times):
        with pytest.raises(OperationalError):
            stations.inbox.step()
    stations.work()
    assert graph.said == ["eco: hola"]
    assert [event.estado for event in events()] == [InboundEvent.Estado.HECHO]
    assert [lane.crashes for lane in lanes()] == [0]


def test_an_acceptance_the_database_could_not_keep_is_not_sent_again(
    waba, stations, graph, monkeypatch
):
    """Only this process knows that Meta took the message."""
    write(waba, "hola")
    stations.inbox.step()
    stations.outbox.step()
    until(stations.outbox.courier.returned.qsize)
    monkeypatch.setattr(ledger, "write", fails(3, ledger.write))
    for _ in range(3):
        with pytest.raises(OperationalError):
            stations.outbox.step()
    stations.work()
    assert graph.said == ["eco: hola"]
    (row,) = sent_rows()
    assert (row.estado, row.maybe_twice, bool(row.wamid)) == ("enviado", False, True)


def test_lanes_that_were_taken_in_vain_are_given_back_at_once(waba, stations, graph, monkeypatch):
    """Not when their lease ends: half a minute is long for whoever waits for an answer."""
    write(waba, "hola")
    stations.inbox.step()
    monkeypatch.setattr(ledger, "write", fails(2, ledger.write))
    for _ in range(2):
        with suppress(OperationalError):
            stations.outbox.step()
    stations.work()
    assert graph.said == ["eco: hola"]
    assert log(direction="out").crashes == 0


def test_what_waited_behind_it_is_sent_too(waba, stations, graph, skill, monkeypatch):
    write(waba, "uno")
    write(waba, "dos")
    stations.inbox.step()
    stations.outbox.step()
    until(stations.outbox.courier.returned.qsize)
    monkeypatch.setattr(ledger, "write", fails(1, ledger.write))
    with pytest.raises(OperationalError):
        stations.outbox.step()
    stations.work()
    assert graph.said == ["eco: uno", "eco: dos"]
    assert {row.estado for row in sent_rows()} == {"enviado"}


def test_closing_waits_for_the_database_to_take_what_came_back(waba, stations, graph, monkeypatch):
    write(waba, "hola")
    stations.inbox.step()
    stations.outbox.step()
    monkeypatch.setattr(ledger, "write", fails(2, ledger.write))
    stations.outbox.close()
    assert [row.estado for row in sent_rows()] == ["enviado"]
    assert len(logs()) == 2


def test_a_result_the_database_refuses_holds_up_none_of_the_others(
    waba, stations, graph, monkeypatch
):
    write(waba, "raro")
    write(waba, "hola", from_=BETO)
    stations.inbox.step()
    strange = log(direction="out", user_msisdn=ANA).id
    real = ledger.write

    def refuse_one(changes):
        changes = list(changes)
        if any(change.id == strange and change.wamid for change in changes):
            raise DataError("value out of range")
        real(changes)

    monkeypatch.setattr(ledger, "write", refuse_one)
    for _ in range(200):
        with suppress(DataError):
            stations.outbox.step()
        if log(direction="out", user_msisdn=BETO).estado == "enviado":
            break
        time.sleep(0.01)
    assert log(direction="out", user_msisdn=BETO).estado == "enviado"
    assert stations.outbox.unwritten == []
    assert log(id=strange).estado == "enviando", "it is uncertain once its lease has ended"
