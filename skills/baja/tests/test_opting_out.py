"""Whole messages that ask to be left alone are told from those that only use the words."""

from pathlib import Path

import pytest

from conversations.turn import Consent, Decision, Kind
from skills.replies import reply_id
from skills.router import handle
from skills.tests.chat import Chat, a_turn
from skills.tests.shared_phrases import rows, shared
from whatsapp.inbound import InboundMessage

MEANING = {"baja": "baja", "alta": "alta"}
OWN = rows(Path(__file__).with_name("phrases.tsv"))


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


@pytest.mark.parametrize(("phrase", "meaning", "_slot"), OWN)
def test_what_people_type(phrase: str, meaning: str, _slot: str) -> None:
    outcome = Chat().say(phrase)
    if meaning == "no":
        assert outcome.consent is None
    else:
        assert outcome.intent == meaning


def test_there_are_as_many_of_each_as_it_takes() -> None:
    meant = [meaning for _, meaning, _ in OWN]
    assert len(meant) - meant.count("no") >= 60
    assert meant.count("no") >= 60


@pytest.mark.parametrize("dressed", ["{}!!!", "  {} 🙏😡", "*{}*", "¡{}!", "{}...", "hola, {}"])
@pytest.mark.parametrize("phrase", ["baja", "DARME DE BAJA", "no me escriban más", "unsubscribe"])
def test_however_it_is_dressed(chat: Chat, phrase: str, dressed: str) -> None:
    assert chat.say(dressed.format(phrase)).consent == Consent(Decision.BAJA)


def test_the_decision_is_told_as_a_value(chat: Chat) -> None:
    assert chat.say("BAJA").consent == Consent(Decision.BAJA)
    assert chat.say("ALTA").consent == Consent(Decision.ALTA)
    assert chat.say("hola").consent is None
    body = chat.say("BAJA").replies[0].body
    assert body == "Listo: no te vamos a escribir más. Si querés volver, escribí ALTA."


@pytest.mark.parametrize(
    ("action", "consent"),
    [
        ("baja", Consent(Decision.BAJA)),
        ("alta", Consent(Decision.ALTA)),
        ("baja_publicidad", Consent(Decision.BAJA, Kind.PUBLICIDAD)),
        ("alta_publicidad", Consent(Decision.ALTA, Kind.PUBLICIDAD)),
    ],
)
def test_a_button_says_it_too(chat: Chat, action: str, consent: Consent) -> None:
    assert chat.reply(reply_id("baja", action)).consent == consent


@pytest.mark.parametrize("text", ["Detener promociones", "Stop promotions", "DETENER PROMOCIONES"])
def test_the_quick_reply_of_a_template_is_about_advertising(chat: Chat, text: str) -> None:
    outcome = chat.send(InboundMessage("button", "wamid.1", text=text, reply_id=text))
    assert outcome.consent == Consent(Decision.BAJA, Kind.PUBLICIDAD)


def test_where_liora_is_silent_nothing_else_is_answered() -> None:
    def hear(text: str, kind: str = "text") -> object:
        return handle(a_turn(InboundMessage(kind, "wamid.1", text=text), only_consent=True))

    assert hear("ALTA").consent == Consent(Decision.ALTA)
    for text in ("hola", "ver el catálogo", "quiero hablar con una persona", ""):
        outcome = hear(text)
        assert (outcome.consent, outcome.replies, outcome.handover) == (None, (), "")
    assert hear("baja", "unsupported").consent is None
    assert hear("baja", "reaction").consent is None
