"""What people did is noted down, added up by day, and told back."""

from datetime import UTC, datetime, timedelta

import pytest

from skills.tests.chat import Chat, titles

NOON = datetime(2026, 11, 22, 15, tzinfo=UTC)


def test_it_works(chat: Chat) -> None:
    outcome = chat.say("tomé 2 vasos de agua", sent_at=NOON)
    assert outcome.intent == "vida_sana.registrar"
    assert "💧 Agua 500 ml (2 vasos)" in outcome.replies[0].body
    assert outcome.slots["vida_sana"] == {"registros": {"2026-11-22": {"agua_ml": 500}}}


def test_a_day_adds_up(chat: Chat) -> None:
    chat.say("tomé 2 vasos de agua", sent_at=NOON)
    chat.say("caminé 30 min", sent_at=NOON)
    body = chat.say("me tomé otro vaso de agua, 1 vaso", sent_at=NOON).replies[0].body
    assert "Hoy llevás: 💧 Agua 750 ml (3 vasos), 🚶 Caminata 30 min" in body


def test_one_more_glass_is_one_tap(chat: Chat) -> None:
    chat.say("tomé 2 vasos de agua")
    assert "750 ml" in chat.tap("+ 1 vaso de agua").replies[0].body


def test_weight_replaces_weight(chat: Chat) -> None:
    chat.say("peso 72,5", sent_at=NOON)
    chat.say("peso 72", sent_at=NOON)
    assert chat.slots["vida_sana"]["registros"]["2026-11-22"] == {"peso_kg": 72}


def test_another_day_begins_at_zero(chat: Chat) -> None:
    chat.say("tomé 2 vasos de agua", sent_at=NOON)
    body = chat.say("tomé 1 vaso de agua", sent_at=NOON + timedelta(days=1)).replies[0].body
    assert "Hoy llevás: 💧 Agua 250 ml (1 vaso)" in body


def test_the_day_is_that_of_the_servers_time_zone(chat: Chat) -> None:
    """At 01:00 UTC it is still the evening before in Córdoba."""
    chat.say("tomé 1 vaso de agua", sent_at=datetime(2026, 11, 23, 1, tzinfo=UTC))
    assert list(chat.slots["vida_sana"]["registros"]) == ["2026-11-22"]


@pytest.mark.parametrize(
    "phrase",
    ["dormí 90 horas", "peso 900 kg", "tomé 80 litros de agua", "corrí 9000 km", "peso 12 kg"],
)
def test_what_is_not_believable_is_not_noted(chat: Chat, phrase: str) -> None:
    outcome = chat.say(phrase)
    assert outcome.intent in ("vida_sana.registrar", "sin_match")
    assert "vida_sana" not in outcome.slots


@pytest.mark.parametrize(
    ("phrase", "question"),
    [
        ("tomé agua", "¿Cuánta agua fue?"),
        ("dormí", "¿Cuántas horas dormiste?"),
        ("hice yoga", "Contame qué hiciste y cuánto"),
    ],
)
def test_without_an_amount_it_asks(chat: Chat, phrase: str, question: str) -> None:
    outcome = chat.say(phrase)
    assert question in outcome.replies[0].body
    assert "vida_sana" not in outcome.slots


def test_progress_tells_the_last_days(chat: Chat) -> None:
    for days in (9, 2, 0):
        chat.say("corrí 5 km", sent_at=NOON - timedelta(days=days))
    outcome = chat.say("cómo vengo esta semana?", sent_at=NOON)
    assert outcome.intent == "vida_sana.progreso"
    body = outcome.replies[0].body
    assert "*vie 20/11*: 🏃 Carrera 5 km" in body
    assert "*dom 22/11*: 🏃 Carrera 5 km" in body
    assert "13/11" not in body


def test_progress_without_notes_says_how_to_begin(chat: Chat) -> None:
    reply = chat.say("mi progreso").replies[0]
    assert "Todavía no anotaste nada" in reply.body
    assert titles(reply) == ["+ 1 vaso de agua", "Mi progreso", "Vida sana"]


def test_the_diary_does_not_grow_without_end(chat: Chat) -> None:
    for days in range(40):
        chat.say("tomé 1 vaso de agua", sent_at=NOON + timedelta(days=days))
    assert len(chat.slots["vida_sana"]["registros"]) == 14


def test_a_full_week_fits_one_message(chat: Chat) -> None:
    did = (
        "tomé 9 vasos de agua y caminé 90 minutos y caminé 9 km y corrí 90 minutos y corrí 9 km",
        "hice 90 minutos de bici y 99 km de bici y 90 minutos de yoga y 99 abdominales",
        "dormí 7 horas y media y comí 5 frutas, caminé 12.500 pasos",
        "peso 72,55",
    )
    for days in range(7):
        for phrase in did:
            chat.say(phrase, sent_at=NOON - timedelta(days=days))
    assert len(chat.slots["vida_sana"]["registros"]["2026-11-22"]) > 9
    body = chat.say("mi progreso", sent_at=NOON).replies[0].body
    assert body.count("⚖️ Peso 72,55 kg") == 7
