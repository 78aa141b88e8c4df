"""The table of skills is whole: no button, intent or rule leads nowhere."""

import pytest

from skills.registry import RULES, SKILL_OF, SKILLS
from skills.replies import reply_id
from skills.router import COMMANDS
from skills.tests.chat import Chat


def test_every_intent_belongs_to_one_skill() -> None:
    assert len(SKILL_OF) == sum(len(skill.intents) for skill in SKILLS.values())


def test_every_rule_leads_to_an_intent_of_its_own_skill() -> None:
    astray = [(rule.intent, skill) for rule, skill in RULES if SKILL_OF.get(rule.intent) != skill]
    assert not astray


def test_every_command_leads_to_an_intent() -> None:
    assert set(COMMANDS.values()) <= set(SKILL_OF)


@pytest.mark.parametrize(
    ("skill", "action"),
    [(skill.name, action) for skill in SKILLS.values() for action in skill.actions],
)
def test_every_action_is_answered(chat: Chat, skill: str, action: str) -> None:
    outcome = chat.reply(reply_id(skill, action))
    assert outcome.skill == skill
    assert outcome.replies


def test_the_heaviest_rule_comes_first() -> None:
    weights = [rule.weight for rule, _ in RULES]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    ("command", "intent"),
    [
        ("/catalogo", "catalogo.ver"),
        ("/vida", "vida_sana.menu"),
        ("/reciclaje", "reciclaje.menu"),
        ("/ayuda", "ayuda"),
        ("/AYUDA", "ayuda"),
        ("?", "ayuda"),
        ("/humano", "humano"),
    ],
)
def test_commands(chat: Chat, command: str, intent: str) -> None:
    outcome = chat.say(command)
    assert outcome.intent == intent
    assert outcome.reason == f"comando {command.lower()}"


def test_an_unknown_command_is_read_as_words(chat: Chat) -> None:
    assert chat.say("/pilas").intent == "reciclaje.material"
    assert chat.say("/xyz").intent == "sin_match"
