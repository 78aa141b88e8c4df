"""What comes after the 24 hours is answered by the number's template, once per closed window."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django_scopes import scope, scopes_disabled

from conversations.late import offer_templates
from conversations.models import ConversationLog, ConvoState
from conversations.tests.letters import ANA, BETO, tell_status, write
from conversations.tests.look import sent_rows, state
from conversations.tests.road import Say
from conversations.tests.skills import Skill, replying
from conversations.tests.stations import Stations
from whatsapp.graph.messages import Button, Buttons, Text
from whatsapp.models import MessageTemplate, WabaAccount
from whatsapp.tests.graph_server import error
from whatsapp.tests.graph_stub import GraphStub

BODY = "Hola {{1}}, te respondemos de {{2}}: {{3}}"
WORDS = {"cuerpo": ["{nombre}", "{negocio}", "{mensaje}"]}


def template(waba: WabaAccount, **facts: Any) -> MessageTemplate:
    told: dict[str, Any] = {
        "name": "retomar_charla",
        "language": "es_AR",
        "status": "APPROVED",
        "status_at": datetime.now(UTC),
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": BODY}],
    }
    with scope(cliente=waba.cliente):
        return MessageTemplate.objects.create(
            cliente=waba.cliente, waba_id=waba.waba_id, **(told | facts)
        )


def choose(waba: WabaAccount, chosen: MessageTemplate, parameters: Any = WORDS) -> None:
    with scopes_disabled():
        WabaAccount.objects.update(reopen_template=chosen, reopen_parameters=parameters)


@pytest.fixture
def reopening(waba: WabaAccount) -> MessageTemplate:
    made = template(waba)
    choose(waba, made)
    return made


def close_window(**columns: Any) -> None:
    """Let everybody's last message be of two days ago."""
    with scopes_disabled():
        long_ago = datetime.now(UTC) - timedelta(days=2)
        ConvoState.objects.update(last_inbound_at=long_ago, **columns)


def answer_late(waba: WabaAccount, stations: Stations, **columns: Any) -> None:
    write(waba, "hola")
    stations.inbox.step()
    close_window(**columns)
    stations.work()


def offer(rows: list[UUID]) -> None:
    with scopes_disabled():
        offer_templates(rows)


def values(body: dict[str, Any]) -> list[str]:
    (part,) = body["template"]["components"]
    return [one["text"] for one in part["parameters"]]


def test_the_template_leaves_in_place_of_what_came_too_late(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    answer_late(waba, stations)
    (sent,) = graph.sent
    assert sent["type"] == "template"
    assert sent["template"]["name"] == "retomar_charla"
    assert values(sent) == ["Ana", waba.cliente.name, "eco: hola"]
    late, stand_in = sent_rows()
    assert (late.estado, late.failure) == ("fallido", "fuera_de_ventana")
    assert (stand_in.estado, stand_in.replaces_id) == ("enviado", late.pk)
    assert (
        stand_in.message_body
        == f"[plantilla] Hola Ana, te respondemos de {waba.cliente.name}: eco: hola"
    )
    assert not graph.refusable


def test_without_one_nothing_leaves(
    waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    template(waba)
    answer_late(waba, stations)
    assert graph.sent == []
    (row,) = sent_rows()
    assert (row.estado, row.failure) == ("fallido", "fuera_de_ventana")


def test_one_window_is_reopened_once(
    reopening: MessageTemplate,
    skill: Skill,
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
) -> None:
    skill.instead["todo"] = replying(Text("uno"), Text("dos"))
    write(waba, "todo")
    stations.inbox.step()
    close_window()
    stations.work()
    write(waba, "hola", from_=BETO)
    stations.work()
    assert [body["type"] for body in graph.sent] == ["template", "text"]
    assert [row.failure for row in sent_rows(user_msisdn=ANA)] == ["fuera_de_ventana"] * 2 + [""]


def test_whoever_writes_again_may_be_reopened_again(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    answer_late(waba, stations)
    with scopes_disabled():
        # The stand-in was of days ago too, before the person wrote again.
        earlier = datetime.now(UTC) - timedelta(days=3)
        ConversationLog.objects.update(created_at=earlier)
    answer_late(waba, stations)
    assert [body["type"] for body in graph.sent] == ["template", "template"]


@pytest.mark.parametrize(
    ("facts", "columns"),
    [
        ({"status": "PAUSED"}, {}),
        ({"category": "MARKETING"}, {"no_marketing": True}),
        ({"components": [{"type": "BODY", "text": "{{1}} {{2}} {{3}} {{4}}"}]}, {}),
    ],
    ids=["not approved", "no advertising", "does not fit"],
)
def test_one_that_may_not_leave_does_not(
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
    facts: dict[str, Any],
    columns: dict[str, Any],
) -> None:
    choose(waba, template(waba, **facts))
    answer_late(waba, stations, **columns)
    assert graph.sent == []
    assert [row.failure for row in sent_rows()] == ["fuera_de_ventana"]


def test_nobody_is_written_to_who_opted_out(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    answer_late(waba, stations, estado=ConvoState.Estado.BAJA)
    assert graph.sent == []
    assert [row.failure for row in sent_rows()] == ["baja"]


def test_a_stand_in_waits_for_nobodys_word_and_is_asked_about_when_it_leaves(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    """Approved when it was queued, paused when it would leave."""
    write(waba, "hola")
    stations.inbox.step()
    close_window()
    offer([row.pk for row in sent_rows()])
    with scopes_disabled():
        MessageTemplate.objects.update(status="PAUSED")
    stations.work()
    assert graph.sent == []
    assert [row.failure for row in sent_rows()] == ["fuera_de_ventana", "plantilla_no_aprobada"]


@pytest.mark.parametrize("status", [None, 131047])
def test_meta_may_say_so_too(
    reopening: MessageTemplate,
    waba: WabaAccount,
    say: Say,
    stations: Stations,
    graph: GraphStub,
    status: int | None,
) -> None:
    """131047 comes as the answer, or days later by a status, twice, as statuses do."""
    if status is None:
        graph.will(error(131047, 400))
    say("hola")
    if status:
        row = sent_rows()[0]
        for _ in range(2):
            tell_status(waba, row, "failed", error={"code": status, "title": "Re-engagement"})
            stations.work()
    assert [body["type"] for body in graph.sent] == ["text", "template"]
    late, stand_in = sent_rows()
    assert (late.failure, stand_in.replaces_id) == ("fuera_de_ventana", late.pk)


def test_of_a_menu_only_its_words_are_told(
    reopening: MessageTemplate,
    skill: Skill,
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
) -> None:
    skill.instead["hola"] = replying(Buttons("¿Qué *buscás*?", (Button("a", "Yerba"),)))
    answer_late(waba, stations)
    assert values(graph.sent[0])[-1] == "¿Qué *buscás*?"


def test_offering_twice_offers_once(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    (row,) = sent_rows()
    for _ in range(3):
        offer([row.pk])
    assert [one.replaces_id for one in sent_rows()] == [None, row.pk]


def test_a_name_that_would_break_the_template_does_not(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    close_window()
    with scopes_disabled():
        contact = state().contact
        contact.name = "Ana\n\tLuz {mensaje}   de  " + "ñ" * 90
        contact.save()
    stations.work()
    name = values(graph.sent[0])[0]
    assert name.startswith("Ana Luz {mensaje} de")
    assert len(name) <= 40


def test_another_business_keeps_its_own_template(
    waba: WabaAccount, other_waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    with scopes_disabled():
        WabaAccount.objects.filter(pk=waba.pk).update(
            reopen_template=template(waba), reopen_parameters=WORDS
        )
    answer_late(other_waba, stations)
    assert graph.sent == []
