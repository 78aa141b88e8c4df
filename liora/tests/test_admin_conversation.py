"""In a conversation an operator changes who answers; the rest is the worker's."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django_scopes import scope

from conversations.admin import state as state_admin
from conversations.models import Contact, ConvoState
from liora.tests.admin_rows import Rows, address

FREED = {"estado": "humano"}


@pytest.fixture
def convo(rows: Rows) -> ConvoState:
    row: ConvoState = rows[ConvoState]
    return row


def stored(convo: ConvoState) -> ConvoState:
    return ConvoState._base_manager.get(pk=convo.pk)


def test_an_operator_hands_a_conversation_to_a_person(admin_client: Client, convo: ConvoState):
    answer = admin_client.post(address(ConvoState, "change", convo.pk), FREED)
    assert answer.status_code == 302
    assert stored(convo).estado == ConvoState.Estado.HUMANO
    assert "estado" in LogEntry.objects.latest("action_time").get_change_message().lower()


def test_nothing_else_of_a_conversation_can_be_posted(admin_client: Client, convo: ConvoState):
    others = {"user_msisdn": "1", "last_seq": "99", "slots_json": "{}", "last_intent": "x"}
    admin_client.post(address(ConvoState, "change", convo.pk), FREED | others)
    after = stored(convo)
    assert (after.user_msisdn, after.last_seq) == (convo.user_msisdn, 0)
    assert (after.slots_json, after.last_intent) == (convo.slots_json, "")


def test_an_unknown_estado_is_refused(admin_client: Client, convo: ConvoState):
    answer = admin_client.post(address(ConvoState, "change", convo.pk), {"estado": "gato"})
    assert answer.status_code == 200
    assert stored(convo).estado == ConvoState.Estado.BOT


def test_a_turn_that_ends_while_the_operator_saves_is_not_undone(
    admin_client: Client, convo: ConvoState, monkeypatch: pytest.MonkeyPatch
):
    save_model = state_admin.ConvoStateAdmin.save_model

    def a_turn_ends_first(*args: Any, **kwargs: Any) -> None:
        ConvoState._base_manager.filter(pk=convo.pk).update(last_seq=7, slots_json={"a": 1})
        save_model(*args, **kwargs)

    monkeypatch.setattr(state_admin.ConvoStateAdmin, "save_model", a_turn_ends_first)
    admin_client.post(address(ConvoState, "change", convo.pk), FREED)
    after = stored(convo)
    assert (after.estado, after.last_seq, after.slots_json) == ("humano", 7, {"a": 1})


def test_a_person_without_a_name_is_shown_all_the_same(admin_client: Client, convo: ConvoState):
    Contact._base_manager.update(name="")
    for row in (convo, convo.contact):
        page = admin_client.get(address(type(row), "change", row.pk))
        assert page.status_code == 200
        assert "Sin nombre" in page.content.decode()


def test_a_person_who_has_not_written_yet_is_shown(admin_client: Client, convo: ConvoState):
    with scope(cliente=convo.cliente):
        contact = Contact.objects.create(cliente=convo.cliente, name="Silencio")
    assert admin_client.get(address(Contact, "changelist")).status_code == 200
    assert admin_client.get(address(Contact, "change", contact.pk)).status_code == 200


def test_the_conversation_shows_its_last_messages(admin_client: Client, convo: ConvoState):
    page = admin_client.get(address(ConvoState, "change", convo.pk)).content.decode()
    assert '<ol class="transcript"><li class="in">' in page
    assert "<p>quiero un mate</p>" in page
