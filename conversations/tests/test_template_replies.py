"""A skill answers with a template of the business, or says it otherwise where there is none."""

from typing import Any

import pytest
from django_scopes import scope

from conversations.models import ConvoState
from conversations.tests.look import log
from conversations.tests.road import Say
from conversations.tests.skills import Skill, replying
from conversations.turn import TemplateReply
from whatsapp.graph.messages import Text
from whatsapp.models import MessageTemplate, WabaAccount
from whatsapp.tests.graph_stub import GraphStub

REPLY = TemplateReply("pedido_listo", "es_AR", Text("Está listo."), parameters={"cuerpo": ["Ana"]})


def approved(waba: WabaAccount, **facts: Any) -> None:
    told = {
        "name": "pedido_listo",
        "language": "es_AR",
        "status": "APPROVED",
        "waba_id": waba.waba_id,
        "components": [{"type": "BODY", "text": "Hola {{1}}, está listo."}],
    }
    with scope(cliente=waba.cliente):
        MessageTemplate.objects.create(cliente=waba.cliente, **(told | facts))


@pytest.fixture(autouse=True)
def replies(skill: Skill) -> None:
    skill.instead["listo"] = replying(REPLY)


def test_the_template_is_sent_filled_in(waba: WabaAccount, say: Say, graph: GraphStub) -> None:
    approved(waba)
    say("listo")
    (sent,) = graph.sent
    assert sent["template"]["name"] == "pedido_listo"
    assert not graph.refusable
    row = log(direction="out")
    assert (row.message_type, row.estado) == ("template", "enviado")
    assert row.message_body == "[plantilla] Hola Ana, está listo."


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "otra"},
        {"language": "pt_BR"},
        {"status": "PAUSED"},
        {"waba_id": "201"},
        {"components": [{"type": "BODY", "text": "{{1}} {{2}}"}]},
    ],
)
def test_it_is_said_otherwise(
    waba: WabaAccount, say: Say, graph: GraphStub, facts: dict[str, Any]
) -> None:
    approved(waba, **facts)
    say("listo")
    assert graph.said == ["Está listo."]


@pytest.mark.parametrize(("category", "kind"), [("MARKETING", "text"), ("UTILITY", "template")])
def test_who_wants_no_advertising_gets_none(
    waba: WabaAccount, say: Say, graph: GraphStub, category: str, kind: str
) -> None:
    approved(waba, category=category)
    say("hola")
    with scope(cliente=waba.cliente):
        ConvoState.objects.update(no_marketing=True)
    say("listo")
    assert graph.sent[-1]["type"] == kind


def test_another_business_template_is_not_found(
    waba: WabaAccount, other_waba: WabaAccount, say: Say, graph: GraphStub
) -> None:
    approved(other_waba, waba_id=waba.waba_id)
    say("listo")
    assert graph.said == ["Está listo."]
