"""Nothing leaves faster than Meta allows a number, and a number to one person."""

from datetime import UTC, datetime

import pytest
from django_scopes import scopes_disabled

from conversations.delivery import pacing
from conversations.tests.letters import BETO, write
from conversations.tests.look import outbound_lanes, sent_rows
from conversations.tests.skills import Skill, replying
from conversations.tests.stations import SETTLE_S, Stations, let_pass
from liora.ops.models import Pace
from whatsapp.graph.messages import Text
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_stub import GraphStub


def test_the_pace_is_the_one_meta_gives() -> None:
    """Cloud API, pair rate limit: one message in six seconds, up to 45 borrowed at once."""
    assert (pacing.PAIR_EVERY_S, pacing.PAIR_BURST) == (6.0, 45)


def rest(seconds: float) -> None:
    let_pass(seconds)
    for pace in Pace.objects.all():
        pace.next_at -= seconds
        pace.save()


def test_a_person_is_sent_no_more_than_meta_allows_a_pair(
    skill: Skill,
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pacing, "PAIR_BURST", 3)
    skill.instead["todo"] = replying(*[Text(str(place)) for place in range(5)])
    write(waba, "todo")
    stations.work()
    assert graph.said == ["0", "1", "2"]
    write(waba, "hola", from_=BETO)
    stations.work()
    assert graph.said_to(f"+{BETO}") == ["eco: hola"], "nobody else waits for that"
    rest(6.1)
    stations.work()
    assert graph.said == ["0", "1", "2", "eco: hola", "3"]
    (lane,) = [lane for lane in outbound_lanes() if lane.pending_since]
    assert lane.pending_since > datetime.now(UTC)


def test_a_number_sends_so_many_a_second_and_the_others_go_on(
    waba: WabaAccount, other_waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    with scopes_disabled():
        WabaAccount.objects.filter(id=waba.id).update(messages_per_second=5)
    for place in range(12):
        write(waba, "hola", from_=f"{5493515550300 + place}")
    write(other_waba, "hola", from_=BETO)
    while stations.inbox.step():
        pass
    stations.outbox.step()
    assert stations.outbox.in_flight == 6
    assert len({lane.pending_since for lane in outbound_lanes()}) > 5, "one after another"
    for _ in range(3):
        stations.work()
        rest(1.0)
    stations.work()
    assert len(graph.sent) == 13
    assert {row.estado for row in sent_rows()} == {"enviado"}


def test_two_workers_share_what_a_number_may_send(
    waba: WabaAccount, stations: Stations, graph: GraphStub, handler: Skill
) -> None:
    with scopes_disabled():
        WabaAccount.objects.filter(id=waba.id).update(messages_per_second=5)
    for place in range(30):
        write(waba, "hola", from_=f"{5493515550300 + place}")
    while stations.inbox.step():
        pass
    other = Stations(handler)
    started = datetime.now(UTC)
    for station in (stations, other, stations, other):
        station.outbox.step()
    lasted = (datetime.now(UTC) - started).total_seconds()
    left = len(sent_rows()) - len(sent_rows(estado="en_cola"))
    other.close()
    assert 5 <= left <= 5 + 5 * lasted + 1
    assert lasted < SETTLE_S
