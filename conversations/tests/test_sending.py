"""A message that no turn decided takes its place in the conversation and leaves like any other."""

import pytest
from django_scopes import scope

from conversations.models import ConversationLog, ConvoState
from conversations.sending import Draft, enqueue
from conversations.tests.look import sent_rows, state
from conversations.tests.road import ANA, Say
from conversations.tests.skills import Skill, echo
from conversations.tests.stations import Stations
from conversations.turn import Outcome, Turn
from tenants.tests.factories import ClienteFactory
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_stub import GraphStub

Origin = ConversationLog.Origin
HELLO = Draft({"type": "text", "text": {"body": "Soy Marta"}}, "Soy Marta", Origin.OPERADOR)


def test_it_leaves_after_what_was_said_before(
    say: Say, stations: Stations, graph: GraphStub, waba: WabaAccount
) -> None:
    say("hola")
    with scope(cliente=waba.cliente):
        row = enqueue(state().id, HELLO)
    stations.work()
    assert graph.sent[-1]["text"] == {"body": "Soy Marta"}
    assert graph.sent[-1]["to"] == f"+{ANA}"
    assert graph.sent[-1]["biz_opaque_callback_data"] == row.id.hex
    first, second = sent_rows()
    assert (first.origin, second.origin) == (Origin.BOT, Origin.OPERADOR)
    assert second.seq > first.seq
    assert second.estado == ConversationLog.Estado.ENVIADO


def test_a_turn_under_way_is_computed_again_after_it(
    say: Say, skill: Skill, waba: WabaAccount, graph: GraphStub
) -> None:
    say("hola")

    def overtaken(turn: Turn) -> Outcome:
        if skill.heard.count("otra cosa") == 1:
            with scope(cliente=waba.cliente):
                enqueue(state().id, HELLO)
        return echo(turn)

    skill.instead["otra cosa"] = overtaken
    say("otra cosa")
    assert graph.said == ["eco: hola", "Soy Marta", "eco: otra cosa"]
    assert [row.seq for row in sent_rows()] == [2, 3, 5]


def test_nobody_writes_into_the_conversation_of_another_cliente(say: Say) -> None:
    say("hola")
    with scope(cliente=ClienteFactory()), pytest.raises(ConvoState.DoesNotExist):
        enqueue(state().id, HELLO)
    assert len(sent_rows()) == 1
