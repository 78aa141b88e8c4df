"""Pictures, voice notes, places and the like get a sensible answer, and their captions count."""

import pytest

from skills.tests.chat import Chat
from whatsapp.graph.messages import ListMenu
from whatsapp.inbound import InboundMessage


def test_it_works(chat: Chat) -> None:
    outcome = chat.send(InboundMessage("audio", "wamid.1", voice=True))
    assert (outcome.intent, outcome.skill) == ("adjunto.audio", "adjuntos")
    reply = outcome.replies[0]
    assert isinstance(reply, ListMenu)
    assert "Todavía no puedo escuchar audios" in reply.body


@pytest.mark.parametrize(
    ("kind", "intent", "words"),
    [
        ("audio", "adjunto.audio", "todavía no puedo escucharlo"),
        ("image", "adjunto.imagen", "Todavía no puedo ver imágenes"),
        ("video", "adjunto.video", "Todavía no puedo verlo"),
        ("document", "adjunto.documento", "No puedo leerlo"),
        ("sticker", "adjunto.sticker", "sticker"),
        ("location", "adjunto.ubicacion", "Recibí tu ubicación"),
        ("contacts", "adjunto.contacto", "Recibí el contacto"),
    ],
)
def test_each_kind_has_its_answer(chat: Chat, kind: str, intent: str, words: str) -> None:
    outcome = chat.send(InboundMessage(kind, "wamid.1"))
    assert outcome.intent == intent
    assert words in outcome.replies[0].body
    assert outcome.reason


@pytest.mark.parametrize("kind", ["image", "video", "document"])
@pytest.mark.parametrize(
    ("caption", "intent"),
    [
        ("¿tienen este mate?", "catalogo.buscar"),
        ("dónde tiro las pilas?", "reciclaje.material"),
        ("hola!", "saludo"),
    ],
)
def test_a_caption_is_what_was_said(chat: Chat, kind: str, caption: str, intent: str) -> None:
    assert chat.send(InboundMessage(kind, "wamid.1", text=caption)).intent == intent


def test_a_caption_that_says_nothing_known_leaves_the_picture(chat: Chat) -> None:
    outcome = chat.send(InboundMessage("image", "wamid.1", text="mi gata Luna"))
    assert outcome.intent == "adjunto.imagen"


def test_a_form_is_acknowledged(chat: Chat) -> None:
    data = {"interactive": {"type": "nfm_reply", "nfm_reply": {"response_json": "{}"}}}
    outcome = chat.send(InboundMessage("interactive", "wamid.1", data=data))
    assert outcome.intent == "adjunto.formulario"
    assert outcome.replies
