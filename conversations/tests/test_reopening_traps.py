"""A stand-in that waits meets a person, a business and a template that have changed meanwhile."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.models import ConversationLog, ConvoState
from conversations.tests.letters import write
from conversations.tests.look import sent_rows, state
from conversations.tests.skills import Skill, replying
from conversations.tests.stations import Stations
from conversations.tests.test_reopening_template import (
    answer_late,
    choose,
    close_window,
    offer,
    template,
    values,
)
from conversations.turn import TemplateReply
from tenants.models import Cliente
from whatsapp.graph.messages import Text
from whatsapp.models import MessageTemplate, WabaAccount
from whatsapp.tests.graph_stub import GraphStub

NEWS = TemplateReply("novedades", "es_AR", Text("Nada nuevo."))


@pytest.fixture
def reopening(waba: WabaAccount) -> MessageTemplate:
    made = template(waba)
    choose(waba, made)
    return made


@pytest.fixture
def advertises(skill: Skill, waba: WabaAccount) -> None:
    parts = [{"type": "BODY", "text": "Mirá"}]
    template(waba, name="novedades", category="MARKETING", components=parts)
    skill.instead["hola"] = replying(NEWS, NEWS)


def failures() -> list[str]:
    return [row.failure for row in sent_rows()]


def test_a_suspended_business_offers_none(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    Cliente.objects.update(estado=Cliente.Estado.SUSPENDIDO)
    close_window()
    stations.work()
    assert graph.sent == []
    assert len(sent_rows()) == 1


def test_one_that_still_waits_is_enough(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    """They wrote again while it waited, and that answer came too late as well."""
    write(waba, "hola")
    stations.inbox.step()
    offer([row.pk for row in sent_rows()])
    with scopes_disabled():
        ConversationLog.objects.update(created_at=datetime.now(UTC) - timedelta(days=5))
    write(waba, "¿hola?")
    stations.inbox.step()
    offer([row.pk for row in sent_rows() if not row.replaces_id])
    assert len([row for row in sent_rows() if row.replaces_id]) == 1


def test_one_that_opens_an_open_window_does_not_leave(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    offer([row.pk for row in sent_rows()])
    with scopes_disabled():
        ConversationLog.objects.update(created_at=datetime.now(UTC) - timedelta(hours=1))
    write(waba, "¿hola?")
    stations.work()
    assert [body["type"] for body in graph.sent] == ["text", "text"]
    assert "vencido" in failures()


def test_nobody_is_offered_one_who_opted_out_meanwhile(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    close_window(estado=ConvoState.Estado.BAJA)
    offer([row.pk for row in sent_rows()])
    assert len(sent_rows()) == 1


@pytest.mark.parametrize("name", ["", "  \u00a0 "])
def test_who_shows_no_name_is_a_customer(
    reopening: MessageTemplate,
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
    name: str,
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    with scopes_disabled():
        contact = state().contact
        contact.name = name
        contact.save()
    close_window()
    stations.work()
    assert values(graph.sent[0])[0] == "cliente"


def test_advertising_that_waits_is_not_sent_to_who_wants_none_any_more(
    advertises: None, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    write(waba, "hola")
    stations.inbox.step()
    with scopes_disabled():
        ConvoState.objects.update(no_marketing=True)
    stations.work()
    assert graph.sent == []
    assert failures() == ["sin_publicidad"] * 2


@pytest.mark.parametrize(
    ("model", "change", "failure"),
    [
        (MessageTemplate, {"status": "PAUSED"}, "plantilla_no_aprobada"),
        (ConvoState, {"no_marketing": True}, "sin_publicidad"),
    ],
)
def test_the_rest_of_a_lane_is_looked_at_again(
    advertises: None,
    waba: WabaAccount,
    stations: Stations,
    graph: GraphStub,
    model: Any,
    change: dict[str, Any],
    failure: str,
) -> None:
    """It changed while the first of two was with Graph."""
    write(waba, "hola")
    stations.inbox.step()
    stations.outbox.step()
    with scopes_disabled():
        model.objects.update(**change)
    stations.work()
    assert len(graph.sent) == 1
    assert failures() == ["", failure]


def test_a_window_that_closes_is_reopened_through_the_same_number(
    reopening: MessageTemplate, waba: WabaAccount, stations: Stations, graph: GraphStub
) -> None:
    answer_late(waba, stations)
    late, stand_in = sent_rows()
    assert stand_in.waba_account_id == late.waba_account_id == waba.pk
    assert graph.sent[0]["to"] == f"+{late.user_msisdn}"
