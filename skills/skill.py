"""What a skill is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from conversations.turn import Outcome, Turn
from skills.routes import Route, Rule
from skills.wording import Line

Answer = Callable[[Turn, Route], Outcome]
# Finds a meaning in a line that no rule knows, from what the skill knows: its products, its
# materials. None if it has none.
Guess = Callable[[Turn, Line], Route | None]


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing the bot does. `intents` says how each one is answered; `actions` maps what our
    buttons carry ("skill:action:args") to an intent; `rules` are the words that lead to it;
    `fresh_for` is how long its answers make sense, if less than a day."""

    name: str
    intents: Mapping[str, Answer]
    rules: tuple[Rule, ...] = ()
    actions: Mapping[str, str] = field(default_factory=dict)
    guess: Guess | None = None
    fresh_for: timedelta | None = None

    def answer(self, turn: Turn, route: Route) -> Outcome:
        return self.intents[route.intent](turn, route)
