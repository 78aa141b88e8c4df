"""Greeting, helping, and saying how to reach a person."""

from datetime import timedelta

from conversations.turn import Outcome, Turn
from skills.ayuda.menu import catalog_button, help_button, menu
from skills.ayuda.rules import RULES
from skills.ayuda.texts import farewell, greeting, help_text, person_text
from skills.routes import Route
from skills.skill import Skill
from whatsapp.graph.messages import Buttons

FAREWELL = "despedida"


def greet(turn: Turn, route: Route) -> Outcome:
    if route.args == FAREWELL:
        reply = Buttons(farewell(), (catalog_button(), help_button()))
        return Outcome("saludo", (reply,), turn.slots)
    return Outcome("saludo", (menu(greeting(turn)),), turn.slots)


def give_help(turn: Turn, route: Route) -> Outcome:
    return Outcome("ayuda", (menu(help_text(turn)),), turn.slots)


def call_a_person(turn: Turn, route: Route) -> Outcome:
    reply = Buttons(person_text(turn), (catalog_button(), help_button()))
    return Outcome("humano", (reply,), turn.slots)


AYUDA = Skill(
    name="ayuda",
    intents={"saludo": greet, "ayuda": give_help, "humano": call_a_person},
    rules=RULES,
    actions={"saludo": "saludo", "ayuda": "ayuda", "humano": "humano"},
    # Nobody says hello back the next morning.
    fresh_for=timedelta(hours=12),
)
