"""Carrying to Graph: all at once, back together, and never more marks than are worth it."""

import threading
import time

import pytest

from conversations.delivery import courier
from conversations.tests.letters import write
from conversations.tests.look import sent_rows
from liora.tests.running import until
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import hang

PEOPLE = [f"{5493515550200 + number}" for number in range(20)]


def send_to_all(waba, stations) -> None:
    for person in PEOPLE:
        write(waba, "hola", from_=person)
    stations.inbox.step()
    stations.outbox.step()


@pytest.fixture
def told(stations) -> list[float]:
    """Return the moments at which the outbox was told that something came back."""
    told: list[float] = []
    stations.outbox.courier.on_return = lambda: told.append(time.monotonic())
    return told


def test_what_comes_back_together_is_told_once(waba, stations, told, monkeypatch):
    monkeypatch.setattr(courier, "GATHERED_S", 0.3)
    send_to_all(waba, stations)
    until(lambda: stations.outbox.courier.returned.qsize() == len(PEOPLE))
    until(lambda: told)
    assert len(told) <= 2


def test_whatever_comes_later_is_told_again(waba, stations, told):
    for number, person in enumerate(PEOPLE[:3]):
        write(waba, "hola", from_=person)
        stations.inbox.step()
        stations.outbox.step()
        until(lambda n=number: len(told) == n + 1)
        stations.outbox.step()
    assert [row.estado for row in sent_rows()] == ["enviado"] * 3


def test_one_thread_sends_however_much_there_is(waba, stations, graph):
    graph.always = hang
    before = threading.active_count()
    send_to_all(waba, stations)
    until(lambda: len(graph.sent) == len(PEOPLE))
    here = [thread for thread in threading.enumerate() if thread.name == "send"]
    assert len(here) == 1
    # The others belong to the server of the test, one for each connection.
    assert threading.active_count() - before <= 2 * len(PEOPLE) + 1


def test_marks_beyond_what_is_bearable_are_left_out(waba, stations, graph, monkeypatch):
    monkeypatch.setattr(courier, "READ_MARKS_IN_FLIGHT", 3)
    WabaAccount._base_manager.filter(id=waba.id).update(marks_read=True)
    send_to_all(waba, stations)
    stations.work()
    assert len(graph.sent) == len(PEOPLE)
    assert 3 <= len(graph.marks) < len(PEOPLE)
    write(waba, "hola")
    before = len(graph.marks)
    stations.work()
    until(lambda: len(graph.marks) == before + 1)


def test_closing_does_not_wait_for_a_graph_that_hangs(waba, stations, graph, monkeypatch):
    monkeypatch.setattr("conversations.delivery.outbox.CLOSING_S", 0.1)
    monkeypatch.setattr(courier, "CLOSING_S", 0.1)
    graph.always = hang
    write(waba, "hola")
    stations.inbox.step()
    stations.outbox.step()
    until(lambda: graph.sent)
    started = time.monotonic()
    stations.outbox.close()
    assert time.monotonic() - started < 0.45, "it waited for Graph"
    (row,) = sent_rows()
    assert row.estado == "enviando"
