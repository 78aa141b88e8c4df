"""A plan asks one thing, with buttons, and then is short and concrete."""

import pytest

from skills.tests.chat import Chat, titles
from skills.vida_sana.plans import GUIDES
from whatsapp.graph.messages import Buttons


def test_it_works(chat: Chat) -> None:
    menu = chat.say("vida sana")
    assert menu.intent == "vida_sana.menu"
    asked = chat.tap("Plan para caminar")
    assert titles(asked.replies[0]) == ["Casi nada", "Un par de veces", "Casi todos los días"]
    plan = chat.tap("Casi nada").replies[0]
    assert "Semana 1: 10 minutos por día" in plan.body
    assert plan.footer == "No reemplaza el consejo de tu médico."


@pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.key)
def test_every_answer_of_every_guide_leads_to_a_plan(chat: Chat, guide: object) -> None:
    chat.say("vida sana")
    question = chat.tap(str(guide.title))  # type: ignore[attr-defined]
    plans = set()
    for title in titles(question.replies[0]):
        chat.reply(f"vida_sana:plan:{guide.key}")  # type: ignore[attr-defined]
        reply = chat.tap(title).replies[0]
        assert isinstance(reply, Buttons)
        plans.add(reply.body)
    assert len(plans) == 3


@pytest.mark.parametrize(
    ("phrase", "question"),
    [
        ("armame un plan para caminar", "¿cuánto caminás hoy?"),
        ("quiero un plan de alimentación", "¿Qué te gustaría mejorar primero?"),
        ("plan para dormir mejor", "¿Qué es lo que más te cuesta?"),
        ("no puedo dormir", "¿Qué es lo que más te cuesta?"),
        ("cuánta agua debo tomar?", "¿Cuántos vasos de agua"),
        ("quiero bajar de peso", "¿Qué te gustaría mejorar primero?"),
    ],
)
def test_the_plan_may_be_asked_for_in_words(chat: Chat, phrase: str, question: str) -> None:
    outcome = chat.say(phrase)
    assert outcome.intent == "vida_sana.plan"
    assert question in outcome.replies[0].body


def test_the_answer_may_be_typed(chat: Chat) -> None:
    chat.say("plan para dormir mejor")
    assert "Para dormirte más fácil" in chat.say("dormirme").replies[0].body


def test_a_plan_of_nothing_in_particular_shows_them_all(chat: Chat) -> None:
    outcome = chat.say("quiero un plan")
    assert outcome.intent == "vida_sana.plan"
    assert {"Plan para caminar", "Comer mejor"} <= set(titles(outcome.replies[0]))
