"""Events nobody should answer get no reply, and change nothing that is remembered."""

import json

import pytest
from django.conf import settings

from skills.tests.chat import Chat
from whatsapp.inbound import InboundMessage, read_message

CORPUS = settings.BASE_DIR.parent / "shared" / "corpus" / "webhooks"
SILENT_KINDS = {
    "reaction": "sistema.reaccion",
    "system": "sistema.aviso",
    "unsupported": "sistema.no_soportado",
    "revoke": "sistema.eliminado",
    "edit": "sistema.editado",
    "ephemeral": "sistema.desconocido",
    "unknown": "sistema.desconocido",
    "poll": "sistema.desconocido",
    "": "sistema.desconocido",
}


@pytest.mark.parametrize(("kind", "intent"), SILENT_KINDS.items())
def test_it_works(chat: Chat, kind: str, intent: str) -> None:
    chat.say("tomé 2 vasos de agua")
    before = chat.slots
    outcome = chat.send(InboundMessage(kind, "wamid.2", text="quiero ver el catálogo"))
    assert (outcome.intent, outcome.replies) == (intent, ())
    assert outcome.reason
    assert outcome.slots == before


def test_an_answer_to_a_call_permission_gets_no_reply(chat: Chat) -> None:
    data = {"interactive": {"type": "call_permission_reply", "call_permission_reply": {}}}
    outcome = chat.send(InboundMessage("interactive", "wamid.2", data=data))
    assert (outcome.intent, outcome.replies) == ("sistema.permiso_de_llamada", ())


@pytest.mark.parametrize("path", sorted(CORPUS.glob("message.*.json")), ids=lambda path: path.name)
def test_every_kind_meta_sends_is_digested(chat: Chat, path: object) -> None:
    message = read_message(json.loads(path.read_text()))  # type: ignore[attr-defined]
    outcome = chat.send(message)
    assert bool(outcome.replies) is not outcome.intent.startswith("sistema.")


def test_the_corpus_is_there() -> None:
    if not CORPUS.exists():
        pytest.skip("Meta's sample webhooks are not here: ../shared/corpus/webhooks")
    assert list(CORPUS.glob("message.*.json"))
