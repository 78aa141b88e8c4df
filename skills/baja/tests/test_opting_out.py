"""Whole messages that ask to be left alone are told from those that only use the words."""

import pytest

from skills.tests.chat import Chat
from skills.tests.shared_phrases import shared

MEANING = {"baja": "baja", "alta": "alta"}


@pytest.mark.parametrize(("phrase", "meaning", "_slot"), shared("baja.tsv"))
def test_it_works(phrase: str, meaning: str, _slot: str) -> None:
    outcome = Chat().say(phrase)
    assert outcome.replies
    if meaning in MEANING:
        assert outcome.intent == meaning
    else:
        assert outcome.intent not in MEANING.values()


@pytest.mark.parametrize(
    "phrase",
    [
        "baja!!!",
        "Quiero la baja por favor",
        "por favor denme de baja ya",
        "me pueden dar de baja de la lista?",
        "ya no me escriban",
        "no me manden más mensajes",
        "no quiero más publicidad",
        "dejá de escribirme",
        "sacame de la lista",
        "bórrenme",
        "anular suscripción",
        "unsubscribe",
    ],
)
def test_other_ways_to_ask_for_it(chat: Chat, phrase: str) -> None:
    assert chat.say(phrase).intent == "baja"


@pytest.mark.parametrize(
    ("phrase", "intent"),
    [
        ("tienen zapatillas de caña baja?", "catalogo.buscar"),
        ("quiero dar de baja mi pedido anterior", "humano"),
        ("no me manden más cobros duplicados", "humano"),
        ("no me escriban tan tarde, pero sí mándenme el catálogo", "catalogo.ver"),
        ("no me manden la mochila roja, quiero la negra", "catalogo.buscar"),
        ("me dieron de alta en el hospital", "sin_match"),
        ("una mesa baja", "sin_match"),
    ],
)
def test_the_words_alone_do_not_opt_out(chat: Chat, phrase: str, intent: str) -> None:
    assert chat.say(phrase).intent == intent


def test_it_promises_only_what_is_true(chat: Chat) -> None:
    body = chat.say("BAJA").replies[0].body
    assert "solo responde cuando le escribís" in body
