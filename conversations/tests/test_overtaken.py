"""A worker that lost its lane, or whose conversation moved on, keeps nothing of its turn."""

import pytest

from conversations.inbox import Inbox
from conversations.tests.letters import ANA, BETO, write
from conversations.tests.look import logs, state, states
from conversations.tests.skills import Skill, echo
from conversations.tests.stations import LEASE_S, let_pass
from liora.ops.tests.lane_rows import claim
from whatsapp.models import InboundEvent
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope, text_message
from whatsapp.tests.factories import business_number
from whatsapp.tests.wire import batch, change, events, lanes

BSUID = "AR.13491208655302741918"


def meanwhile(happens):
    """Return a skill during whose turn something happens."""

    def skill(turn):
        happens()
        return echo(turn)

    return skill


@pytest.fixture
def another() -> Inbox:
    return Inbox(Skill(), lease_s=LEASE_S)


def give_back(address: str) -> None:
    """Let another worker have a lane that is in hand."""
    (lane,) = lanes(address=address)
    lane.lease_until = None
    lane.save()


def let_the_lease_end_and(step):
    def happens():
        let_pass(LEASE_S + 1)
        step()

    return happens


def test_a_lane_another_worker_took_is_answered_once(waba, stations, another, skill, graph):
    skill.instead["lento"] = meanwhile(let_the_lease_end_and(another.step))
    write(waba, "lento")
    stations.work()
    assert graph.said == ["eco: lento"]
    assert len(logs()) == 2
    assert [event.estado for event in events()] == [InboundEvent.Estado.HECHO]


def test_the_other_lanes_of_its_batch_are_kept_if_they_are_its_own(
    waba, stations, another, skill, graph
):
    """Only the slow one's lease is made to end, and only that lane is lost."""

    def take_only_anas():
        give_back(ANA)
        another.step()

    skill.instead["lento"] = meanwhile(take_only_anas)
    write(waba, "lento")
    write(waba, "hola", from_=BETO)
    stations.work()
    assert sorted(graph.said) == ["eco: hola", "eco: lento"]


@pytest.fixture
def one_person_in_two_lanes(waba, post_webhook, work, graph):
    """Let somebody be known by number and user id, and write from both lanes.

    The number is hidden in the second message, as when a phone changed its setting.
    """
    known = Person(wa_id=ANA, bsuid=BSUID, name="Ana")
    document = envelope(business_number(waba), person=known, messages=[text_message(known, "hola")])
    post_webhook(document)
    work()

    def write_both(first: str, second: str) -> None:
        hidden = Person(bsuid=BSUID, name="Ana")
        post_webhook(
            batch(
                [change(waba, messages=[text_message(known, first)])],
                [change(waba, messages=[text_message(hidden, second)])],
            )
        )

    return write_both


def test_two_lanes_of_one_person_in_one_batch_share_the_conversation(
    one_person_in_two_lanes, work, graph
):
    one_person_in_two_lanes("por número", "por usuario")
    work()
    assert len(states()) == 1
    assert sorted(state().slots_json["oídos"]) == ["hola", "por número", "por usuario"]
    assert [row.seq for row in logs()] == [1, 2, 3, 4, 5, 6]
    assert len(graph.said) == 3


def test_a_conversation_that_moved_on_is_answered_again(
    one_person_in_two_lanes, stations, another, skill, graph
):
    """Another worker answers the second lane while this one computes the first."""
    moved = []

    def overtake_once():
        if not moved:
            moved.append(True)
            give_back(BSUID)
            another.step()

    skill.instead["por número"] = meanwhile(overtake_once)
    one_person_in_two_lanes("por número", "por usuario")
    stations.work()
    assert skill.heard.count("por número") == 2
    assert sorted(graph.said) == ["eco: hola", "eco: por número", "eco: por usuario"]
    assert state().slots_json["oídos"] == ["hola", "por usuario", "por número"]
    assert [row.seq for row in logs()] == [1, 2, 3, 4, 5, 6]


def test_a_turn_that_was_lost_leaves_no_trace_in_its_neighbour(
    one_person_in_two_lanes, stations, skill
):
    """Both lanes in one batch, and one of them is taken: what the other computed rested on it."""

    def take_a_lane():
        give_back(ANA)
        assert len(claim()) == 1

    one_person_in_two_lanes("por número", "por usuario")
    skill.instead["por usuario"] = skill.instead["por número"] = meanwhile(take_a_lane)
    stations.inbox.step()
    assert state().slots_json["oídos"] == ["hola"]
    skill.instead.clear()
    let_pass(LEASE_S + 1)
    stations.work()
    assert sorted(state().slots_json["oídos"]) == ["hola", "por número", "por usuario"]
    assert [row.seq for row in logs()] == [1, 2, 3, 4, 5, 6]
