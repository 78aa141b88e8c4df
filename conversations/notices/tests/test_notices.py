"""Notices of Meta's reach whoever acts on them, alone, once, and for the right Cliente."""

from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.notices import station
from conversations.notices.handlers import HANDLERS
from conversations.notices.notice import Notice
from conversations.tests.road import PostWebhook
from conversations.tests.stations import Stations, let_pass
from tenants.tests.factories import ClienteFactory
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.factories import WabaAccountFactory
from whatsapp.tests.wire import batch, change, events

Estado = InboundEvent.Estado
PREFERENCE = {"wa_id": "5493515550101", "category": "marketing_messages", "value": "stop"}
APPROVED = {"event": "APPROVED", "message_template_id": 1, "message_template_name": "hola"}


class Heard(list[Notice]):
    """Stands in for a handler; what fails on purpose is named in `broken`."""

    broken: str = ""

    def __call__(self, notice: Notice) -> None:
        if self.broken and self.broken in str(notice.value):
            raise ValueError(self.broken)
        self.append(notice)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    heard = Heard()
    monkeypatch.setattr(station, "HANDLERS", dict.fromkeys(HANDLERS, heard))
    return heard


def about_people(account: WabaAccount, *preferences: Any) -> dict[str, Any]:
    return change(account, user_preferences=list(preferences)) | {"field": "user_preferences"}


def about_template(name: str) -> dict[str, Any]:
    value = APPROVED | {"message_template_name": name}
    return {"field": "message_template_status_update", "value": value}


def test_everything_that_waits_has_somebody_to_act_on_it() -> None:
    assert set(HANDLERS) == InboundEvent.NOTICES


def test_each_person_of_a_notice_is_told_apart(
    heard: Heard, stations: Stations, waba: WabaAccount, post_webhook: PostWebhook
) -> None:
    other = PREFERENCE | {"wa_id": "5493515550102"}
    post_webhook(batch([about_people(waba, PREFERENCE, other)]))
    stations.work()
    said = [notice.value["user_preferences"] for notice in heard]
    assert said == [[PREFERENCE], [other]]
    assert {notice.cliente_id for notice in heard} == {waba.cliente_id}
    assert {notice.account_id for notice in heard} == {waba.id}
    assert {event.estado for event in events()} == {Estado.HECHO}


def test_a_notice_about_an_account_reaches_every_cliente_with_a_number_of_it(
    heard: Heard, stations: Stations, waba: WabaAccount, post_webhook: PostWebhook
) -> None:
    with scopes_disabled():
        again = WabaAccountFactory(cliente=waba.cliente, waba_id=waba.waba_id)
        neighbour = WabaAccountFactory(cliente=ClienteFactory(), waba_id=waba.waba_id)
        WabaAccountFactory(cliente=ClienteFactory(), waba_id="299999999999999")
    document = batch([about_template("hola")])
    document["entry"][0] |= {"id": waba.waba_id, "time": 1751247548}
    post_webhook(document)
    stations.work()
    assert {notice.cliente_id for notice in heard} == {again.cliente_id, neighbour.cliente_id}
    assert len(heard) == 2
    assert {int(notice.at.timestamp()) for notice in heard} == {1751247548}


def test_a_notice_that_fails_harms_no_other_and_ends_as_dead(
    heard: Heard, stations: Stations, waba: WabaAccount, post_webhook: PostWebhook
) -> None:
    heard.broken = "roto"
    document = batch([about_template("roto"), about_template("sano")])
    document["entry"][0]["id"] = waba.waba_id
    post_webhook(document)
    for _ in range(station.MAX_ATTEMPTS):
        stations.work()
        let_pass(600)
    assert [notice.value["message_template_name"] for notice in heard] == ["sano"]
    estados = {
        event.payload["entry"][0]["changes"][0]["value"]["message_template_name"]: event.estado
        for event in events()
    }
    assert estados == {"roto": Estado.MUERTO, "sano": Estado.HECHO}


def test_a_notice_that_comes_twice_is_acted_upon_once(
    heard: Heard, stations: Stations, waba: WabaAccount, post_webhook: PostWebhook
) -> None:
    for _ in range(2):
        post_webhook(batch([about_people(waba, PREFERENCE)]))
        stations.work()
    assert len(heard) == 1


def test_what_nobody_acts_upon_is_kept_and_nothing_more(
    heard: Heard, stations: Stations, waba: WabaAccount, post_webhook: PostWebhook
) -> None:
    post_webhook(batch([change(waba, flow="x") | {"field": "flows"}]))
    stations.work()
    assert not heard
    assert {event.estado for event in events()} == {Estado.GUARDADO}
