import pytest

from conversations.turn import Handler, Outcome, Turn
from whatsapp.graph.messages import Text


@pytest.fixture
def handler() -> Handler:
    """Answer with what was said: these tests are about the road, not about what skills say."""
    return echo


def echo(turn: Turn) -> Outcome:
    slots = {"oídos": [*turn.slots.get("oídos", []), turn.message.text]}
    return Outcome("eco", (Text(f"eco: {turn.message.text}"),), slots, skill="eco", reason="eco")
