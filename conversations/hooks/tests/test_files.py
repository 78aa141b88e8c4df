"""A webhook is told which file came with a message, and how far it is by then."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from conversations.hooks.event_body import event_bytes
from conversations.hooks.tests.look import change, event
from conversations.hooks.waiting import due_first
from conversations.models import HookEvent, MediaFile
from conversations.tests.letters import ANA, BETO, CARO, write
from conversations.tests.road import PostWebhook
from conversations.tests.stations import let_pass
from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope, messages
from whatsapp.tests.factories import business_number
from whatsapp.tests.graph_server import answer

KEPT = {"estado": "guardado", "mime": "application/pdf", "size": 1234, "failure": ""}


@pytest.fixture
def send(hooked: WabaAccount, post_webhook: PostWebhook, work: Any) -> Any:
    """Return a function that lets people send a file each."""

    def send(*addresses: str, **part: Any) -> None:
        for address in addresses:
            person = Person(wa_id=address, name="Ana")
            message = messages.image(person, media_id="1003383421387256", content=b"foto")
            message["image"] |= part
            document = envelope(business_number(hooked), person=person, messages=[message])
            assert post_webhook(document).status_code == 200
        work()

    return send


def file() -> MediaFile:
    with scopes_disabled():
        return MediaFile.objects.get()


def test_it_works(send, theirs, deliver):
    send(ANA, filename="lista ñ.jpg")
    deliver()
    received, *sent = (call.event["message"] for call in theirs.calls)
    assert received["media"] == {
        "id": str(file().id),
        "estado": "esperando",
        "mime": "",
        "size": None,
        "nombre": "lista ñ.jpg",
    }
    assert received["content"]["image"]["id"] == "1003383421387256"
    assert sent
    assert {message["media"] for message in sent} == {None}


def test_the_next_attempt_tells_how_far_it_is_by_then_and_nothing_else_is_other(
    send, theirs, deliver
):
    send(ANA)
    theirs.will(answer(b"", 500))
    deliver()
    change(MediaFile, **KEPT)
    let_pass(60)
    deliver()
    first, second = (call.event for call in theirs.calls[:2])
    told = first["message"].pop("media"), second["message"].pop("media")
    assert first == second
    assert [media["estado"] for media in told] == ["esperando", "guardado"]
    assert (told[1]["mime"], told[1]["size"]) == ("application/pdf", 1234)


def test_a_message_of_words_brings_no_file(hooked, theirs, deliver, work):
    write(hooked, "hola")
    work()
    deliver()
    assert [call.event["message"]["media"] for call in theirs.calls] == [None, None]


def test_many_files_cost_no_more_statements_than_one(hooked, send):
    def asked() -> int:
        with scopes_disabled(), CaptureQueriesContext(connection) as captured:
            for one in due_first(hooked.pk, 10):
                event_bytes(one)
        return len(captured)

    send(ANA)
    few = asked()
    send(BETO, CARO)
    assert len(due_first_of(hooked)) == 3
    assert asked() == few


def due_first_of(hooked: WabaAccount) -> list[HookEvent]:
    with scopes_disabled():
        return due_first(hooked.pk, 10)


def test_what_waits_for_its_file_does_not_hold_the_message_back(send, theirs, deliver):
    send(ANA)
    deliver()
    assert file().estado == "esperando"
    assert event(kind=HookEvent.Kind.RECEIVED).estado == HookEvent.Estado.ENTREGADO
