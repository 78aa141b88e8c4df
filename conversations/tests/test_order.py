"""Each customer is answered in the order they wrote, and nobody waits for anybody else."""

from conversations import batch_size, inbox, mail
from conversations.tests.letters import ANA, BETO, ago, write
from conversations.tests.look import logs
from whatsapp.models import InboundEvent
from whatsapp.simulator import payloads
from whatsapp.simulator.addresses import Person
from whatsapp.tests.graph_server import error
from whatsapp.tests.wire import batch, change, events


def answers(graph, address: str = ANA) -> list[str]:
    return [said.removeprefix("eco: ") for said in graph.said_to(f"+{address}")]


def test_it_works(waba, work, graph):
    for words in ("uno", "dos", "tres"):
        write(waba, words)
    work()
    assert answers(graph) == ["uno", "dos", "tres"]


def test_metas_clock_decides_for_posts_that_overtook_each_other(waba, work, graph):
    write(waba, "después", sent_at=ago(seconds=10))
    write(waba, "antes", sent_at=ago(seconds=20))
    work()
    assert answers(graph) == ["antes", "después"]


def test_within_one_second_the_order_of_arrival_decides(waba, work, graph):
    second = ago(seconds=10).replace(microsecond=0)
    for number in range(6):
        write(waba, str(number), sent_at=second, received_at=ago(seconds=6 - number))
    work()
    assert answers(graph) == list("012345")


def test_within_one_post_the_order_of_the_post_decides(waba, work, graph, post_webhook):
    ana = Person(wa_id=ANA)
    second = ago(seconds=5)
    said = [payloads.text_message(ana, str(number), sent_at=second) for number in range(12)]
    post_webhook(batch([change(waba, messages=said)]))
    work()
    assert answers(graph) == [str(number) for number in range(12)]


def test_a_queue_longer_than_one_claim_is_answered_in_order(waba, work, graph, monkeypatch):
    monkeypatch.setattr(mail, "PER_LANE", 3)
    for number in range(10):
        write(waba, str(number))
    work()
    assert answers(graph) == [str(number) for number in range(10)]


def test_more_lanes_than_one_claim_are_all_answered(waba, stations, graph, monkeypatch):
    monkeypatch.setattr(batch_size, "MOST", 2)
    stations.inbox.size.limit = 2
    for number in range(7):
        write(waba, "hola", from_=f"549351555020{number}")
    stations.work()
    assert sorted(body["to"] for body in graph.sent) == [
        f"+549351555020{number}" for number in range(7)
    ]


def test_a_batch_stops_in_time_and_what_is_left_comes_next(waba, stations, graph, monkeypatch):
    """A worker that outlived its lease would have to throw everything away, again and again."""
    monkeypatch.setattr(inbox, "ANSWERING_PART", 0.0)
    for number in range(4):
        write(waba, str(number))
    write(waba, "hola", from_=BETO)
    stations.inbox.step()
    assert len(events(estado=InboundEvent.Estado.HECHO)) == 1
    stations.work()
    assert answers(graph) == list("0123")
    assert answers(graph, BETO) == ["hola"]


def test_what_one_message_changed_the_next_one_sees(waba, work, skill):
    for words in ("uno", "dos", "tres"):
        write(waba, words)
    work()
    assert [turn.slots.get("oídos", []) for turn in skill.turns] == [[], ["uno"], ["uno", "dos"]]


def test_the_log_is_numbered_without_a_gap(waba, work):
    for words in ("uno", "dos", "tres"):
        write(waba, words)
    work()
    assert [row.seq for row in logs()] == [1, 2, 3, 4, 5, 6]
    assert [row.direction for row in logs()] == ["in", "out"] * 3


def test_while_meta_keeps_one_person_waiting_the_others_are_answered(waba, work, graph):
    graph.will(error(131056))
    write(waba, "uno")
    work()
    write(waba, "hola", from_=BETO)
    write(waba, "dos")
    work()
    assert answers(graph, BETO) == ["hola"]
    assert answers(graph) == ["uno"]
