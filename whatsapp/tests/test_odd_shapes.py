"""Whatever shape Meta's fields take tomorrow, nothing is lost and nothing breaks."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from whatsapp.inbound import read_message
from whatsapp.models import InboundEvent
from whatsapp.simulator import payloads
from whatsapp.tests.factories import business_number
from whatsapp.tests.wire import ANA, events

pytestmark = pytest.mark.django_db

REPLACEMENTS: dict[str, Any] = {
    "null": None,
    "true": True,
    "number": 7,
    "fraction": -0.5,
    "huge": 10**30,
    "empty text": "",
    "text": "x" * 3000,
    "NUL": "a\x00b",
    "surrogate": "\ud83e",
    "list": [],
    "list of lists": [[[]]],
    "list of null": [None],
    "object": {},
    "object of objects": {"id": {"id": {}}, "type": []},
}

WAMID = "wamid.MUTANTE"

MESSAGES = {
    "text": payloads.text_message(ANA, "hola", context_id="wamid.ANTES", context_from="549351"),
    "list": payloads.list_reply(ANA, option_id="ver", title="Ver", description="Todo"),
    "button": payloads.button_reply(ANA, option_id="si", title="Sí"),
    "image": payloads.image(ANA, media_id="1", caption="mirá"),
    "voice": payloads.voice(ANA, media_id="2"),
    "location": payloads.location(ANA, latitude=-31.4, longitude=-64.2, name="Plaza"),
    "contacts": payloads.contacts(ANA, name="Beto Paz", phone="+54 351 555"),
    "reaction": payloads.reaction(ANA, message_id="wamid.ANTES", emoji="👍"),
    "order": payloads.order(
        ANA, lines=[{"sku": "Y-1", "quantity": 2, "price": 10.5, "currency": "ARS"}]
    ),
    "unsupported": payloads.unsupported(ANA),
}
STATUSES = {
    "sent": payloads.status(ANA, "wamid.NUESTRO", "sent", callback_data="0" * 32),
    "failed": payloads.status(
        ANA, "wamid.NUESTRO", "failed", error={"code": 131047, "error_data": {"details": "x"}}
    ),
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Walk every field of a document, from the outside in."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in inner:
        yield (*path, name)
        if isinstance(part, dict | list):
            yield from places(part, (*path, name))


def mutants(document: dict[str, Any]) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Return the document again and again, each time with one field gone, replaced or wrapped."""
    for path in places(document):
        for change in (*REPLACEMENTS, "dropped", "wrapped"):
            mutant = copy.deepcopy(document)
            parent = mutant
            for step in path[:-1]:
                parent = parent[step]
            if change == "dropped":
                del parent[path[-1]]
            elif change == "wrapped":
                parent[path[-1]] = [{"id": parent[path[-1]]}]
            else:
                parent[path[-1]] = REPLACEMENTS[change]
            yield (*path, change), mutant


def document_of(waba, *, kind: str) -> dict[str, Any]:
    number = business_number(waba)
    if kind in STATUSES:
        return payloads.envelope(number, statuses=[STATUSES[kind] | {"id": WAMID}])
    return payloads.envelope(number, person=ANA, messages=[MESSAGES[kind] | {"id": WAMID}])


def told_apart(entries: list[Any]) -> list[Any]:
    """Give every mutant a message id of its own, or they would count as one message."""
    return [
        json.loads(json.dumps(entry).replace(WAMID, f"wamid.MUTANTE{place}"))
        for place, entry in enumerate(entries)
    ]


@pytest.mark.parametrize("kind", [*MESSAGES, *STATUSES])
def test_any_field_of_an_entry_may_be_gone_or_be_anything(waba, post_webhook, kind):
    """All of them in one post: one that broke would take the others along."""
    document = document_of(waba, kind=kind)
    inside = {path: m for path, m in mutants(document) if path[:2] == ("entry", 0) and path[2:3]}
    entries = [m["entry"][0] for m in inside.values() if m["entry"]]
    assert len(entries) > 300
    assert post_webhook({**document, "entry": told_apart(entries)}).status_code == 200
    assert len(events()) > 300


def test_any_field_around_the_entries_may_be_gone_or_be_anything(waba, post_webhook):
    around = [m for path, m in mutants(document_of(waba, kind="text")) if len(path) <= 3]
    assert len(around) > 30
    assert [m for m in around if post_webhook(m).status_code != 200] == []


@pytest.mark.parametrize("kind", MESSAGES)
def test_whatever_was_kept_as_a_message_can_be_read(waba, kind):
    """Reading happens in the worker, where an exception would hold the customer's lane."""
    for path, mutant in mutants(document_of(waba, kind=kind)):
        message = read_message(mutant)
        texts = (message.kind, message.wamid, message.text, message.reply_id, message.profile_name)
        assert all(isinstance(text, str) for text in texts), path
        assert all(isinstance(text, str) for text in (message.wa_id, message.bsuid)), path


def test_a_message_nobody_can_be_answered_for_is_kept(waba, post_webhook):
    document = document_of(waba, kind="text")
    message = document["entry"][0]["changes"][0]["value"]["messages"][0]
    del message["from"], message["from_user_id"]
    assert post_webhook(document).status_code == 200
    (event,) = events()
    assert (event.kind, event.estado) == (InboundEvent.Kind.OTHER, InboundEvent.Estado.GUARDADO)


def test_a_group_is_not_the_person_who_writes_in_it(waba, post_webhook):
    document = document_of(waba, kind="text")
    document["entry"][0]["changes"][0]["value"]["messages"][0]["group_id"] = "Y2FwaV9ncm91cDox"
    assert post_webhook(document).status_code == 200
    (event,) = events()
    assert (event.kind, event.subtype, event.estado) == ("other", "group", "guardado")


@pytest.mark.parametrize("kind", ["poll", "x" * 500, "tipo nuevo de 2027"])
def test_a_kind_of_message_nobody_knows_yet_is_kept_for_the_worker(waba, post_webhook, kind):
    document = document_of(waba, kind="text")
    document["entry"][0]["changes"][0]["value"]["messages"][0]["type"] = kind
    assert post_webhook(document).status_code == 200
    (event,) = events()
    assert (event.kind, event.subtype, event.estado) == ("message", kind[:64], "pendiente")
