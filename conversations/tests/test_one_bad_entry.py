"""A post with entries that nobody can read, or that break a skill, loses none of the others."""

from typing import Any

import pytest

from conversations.tests.letters import BETO, CARO
from conversations.tests.look import logs
from conversations.tests.road import ANA, PostWebhook
from conversations.tests.skills import Skill, fail
from conversations.tests.stations import Stations, let_pass
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import text_message
from whatsapp.tests.graph_stub import GraphStub
from whatsapp.tests.wire import batch, change, events

DANI = "5493515550104"
Estado = InboundEvent.Estado


def said(text: str, who: str, **extra: Any) -> dict[str, Any]:
    return text_message(Person(wa_id=who, name="Ana"), text) | extra


@pytest.mark.parametrize(
    "broken",
    ["texto", 7, None, [], {}, {"type": "text"}, {"from": [], "id": {}, "type": 3}, [["x"]]],
    ids=repr,
)
def test_the_others_are_answered(
    waba: WabaAccount,
    post_webhook: PostWebhook,
    stations: Stations,
    graph: GraphStub,
    skill: Skill,
    broken: Any,
) -> None:
    skill.instead["rompe"] = fail
    unknown = said("", CARO, type="hologram", hologram={"url": 7})
    messages = [said("uno", ANA), broken, said("rompe", DANI), unknown, said("dos", BETO)]
    post = batch([change(waba, messages=messages)], ["no es un cambio"], [{"field": "messages"}])
    assert post_webhook(post).status_code == 200
    for _ in range(8):
        stations.work()
        let_pass(86_400)
    assert {"eco: uno", "eco: dos"} <= set(graph.said)
    kept = {row.message_body: row.message_type for row in logs(direction="in")}
    assert {"uno": "text", "dos": "text"}.items() <= kept.items()
    assert "hologram" in kept.values()
    dead = events(estado=Estado.MUERTO)
    assert [event.address for event in dead] == [DANI]
    assert dead[0].error
    assert events(estado=Estado.PENDIENTE) == []
