"""In a conversation an operator changes who answers; the rest is the worker's."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from accounts.models import Usuario
from conversations.admin import state as state_admin
from conversations.models import ConsentEntry, Contact, ConversationLog, ConvoState
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
    assert after.user_msisdn == convo.user_msisdn
    assert after.last_seq < 99
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
    assert (after.estado, after.slots_json) == ("humano", {"a": 1})
    # Raised, so that a turn that is still under way is computed again on it.
    assert after.last_seq > 7


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


def press(client: Client, convo: ConvoState, button: str, **fields: str) -> str:
    """Press a button beside the form; return the page it leads back to."""
    path = reverse(f"admin:conversations_convostate_{button}", args=[convo.pk])
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def put(convo: ConvoState, **columns: Any) -> None:
    ConvoState._base_manager.filter(pk=convo.pk).update(**columns)


def sent() -> Any:
    return ConversationLog._base_manager.filter(direction="out")


def page_of(client: Client, convo: ConvoState) -> str:
    answer = client.get(address(ConvoState, "change", convo.pk))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_operator_takes_a_conversation_and_gives_it_back(
    admin_client: Client, convo: ConvoState
):
    assert "Ahora responde una persona." in press(admin_client, convo, "tomar")
    assert stored(convo).estado == ConvoState.Estado.HUMANO
    page = page_of(admin_client, convo)
    assert "Devolver a Liora" in page
    assert "Tomar la conversación" not in page
    assert "Liora vuelve a responder." in press(admin_client, convo, "devolver")
    assert stored(convo).estado == ConvoState.Estado.BOT


def test_an_operator_answers(admin_client: Client, convo: ConvoState):
    assert "La respuesta está en camino." in press(admin_client, convo, "responder", texto="Ya va")
    row = sent().get(convo=convo)
    assert (row.origin, row.estado, row.message_body) == ("operador", "en_cola", "Ya va")
    assert row.usuario is not None
    assert stored(convo).estado == ConvoState.Estado.HUMANO


def test_the_page_says_until_when_one_may_answer(admin_client: Client, convo: ConvoState):
    page = page_of(admin_client, convo)
    assert "WhatsApp deja responder hasta el" in page
    assert "<fieldset disabled>" not in page


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"last_inbound_at": timezone.now() - timedelta(hours=25)}, "más de 24 horas"),
        ({"last_inbound_at": None}, "más de 24 horas"),
        ({"estado": "baja"}, "pidió no recibir mensajes"),
    ],
)
def test_where_nobody_may_be_answered_the_form_is_closed(
    admin_client: Client, convo: ConvoState, columns: dict[str, Any], why: str
):
    put(convo, **columns)
    page = page_of(admin_client, convo)
    assert "<fieldset disabled>" in page
    assert why in page
    assert why in press(admin_client, convo, "responder", texto="Ya va")
    assert not sent().exists()


def test_nothing_is_not_an_answer(admin_client: Client, convo: ConvoState):
    assert "Escribí la respuesta." in press(admin_client, convo, "responder", texto="  ")
    assert not sent().exists()


every_button = pytest.mark.parametrize("button", ["responder", "tomar", "devolver"])


@every_button
@pytest.mark.parametrize("allowed", [[], ["view_convostate"]], ids=["nothing", "looking"])
def test_the_buttons_are_for_those_who_may_change_it(
    client: Client, convo: ConvoState, button: str, allowed: list[str]
):
    usuario = Usuario.objects.create_user("mira@liora", is_staff=True)
    usuario.user_permissions.set(Permission.objects.filter(codename__in=allowed))
    client.force_login(usuario)
    path = reverse(f"admin:conversations_convostate_{button}", args=[convo.pk])
    assert client.post(path, {"texto": "x"}).status_code in (302, 403, 404)
    assert stored(convo).last_seq == convo.last_seq
    assert not sent().exists()


@every_button
def test_a_button_is_not_pressed_by_a_link(admin_client: Client, convo: ConvoState, button: str):
    path = reverse(f"admin:conversations_convostate_{button}", args=[convo.pk])
    assert admin_client.get(path).status_code == 405


def test_an_opt_out_is_recorded_with_its_proof(admin_client: Client, convo: ConvoState):
    change = address(ConvoState, "change", convo.pk)
    refused = admin_client.post(change, {"estado": "baja"})
    assert "Escribí cómo se supo" in refused.content.decode()
    assert stored(convo).estado == ConvoState.Estado.BOT
    admin_client.post(change, {"estado": "baja", "nota": "Lo pidió por teléfono."})
    assert stored(convo).estado == ConvoState.Estado.BAJA
    admin_client.post(change, {"estado": "bot", "nota": "Volvió a llamar."})
    assert stored(convo).estado == ConvoState.Estado.BOT
    entries = list(ConsentEntry._base_manager.filter(source="operador").order_by("id"))
    assert [(entry.decision, entry.words) for entry in entries] == [
        ("baja", "Lo pidió por teléfono."),
        ("alta", "Volvió a llamar."),
    ]
    assert all(entry.usuario_id for entry in entries)
