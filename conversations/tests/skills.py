"""Handlers that stand where the skills stand, and do what a test needs."""

from collections.abc import Callable
from dataclasses import dataclass, field

from conversations.turn import Outcome, Turn
from whatsapp.graph.messages import Message, Text


def echo(turn: Turn) -> Outcome:
    """Answer with what was said, and remember everything that was."""
    heard = [*turn.slots.get("oídos", []), turn.message.text]
    reply = Text(f"eco: {turn.message.text}")
    return Outcome("eco", (reply,), {"oídos": heard}, skill="eco", reason="eco de la prueba")


@dataclass
class Skill:
    """Answers as `echo`, except where `instead` has something else for what was said.

    `turns` holds every turn it was given to answer.
    """

    instead: dict[str, Callable[[Turn], Outcome]] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)

    def __call__(self, turn: Turn) -> Outcome:
        if turn.only_consent:
            return Outcome("nada", slots=turn.slots)
        self.turns.append(turn)
        return self.instead.get(turn.message.text, echo)(turn)

    @property
    def heard(self) -> list[str]:
        return [turn.message.text for turn in self.turns]


def fail(turn: Turn) -> Outcome:
    raise ValueError("una falla de la habilidad")


def replying(*replies: Message, **slots: object) -> Callable[[Turn], Outcome]:
    return lambda turn: Outcome("fijo", replies, slots, skill="fijo", reason="fijo")
