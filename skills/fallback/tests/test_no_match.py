"""What nobody understood is answered with the menu: never silence."""

import pytest

from skills.tests.chat import Chat
from whatsapp.graph.messages import ListMenu


@pytest.mark.parametrize("text", ["asdfgh", "cuál es la capital de Francia", "", "👍", "…", "1"])
def test_it_works(chat: Chat, text: str) -> None:
    outcome = chat.say(text)
    assert (outcome.intent, outcome.skill) == ("sin_match", "fallback")
    assert isinstance(outcome.replies[0], ListMenu)
    assert "no te entendí" in outcome.replies[0].body


def test_what_was_remembered_stays(chat: Chat) -> None:
    chat.say("tomé 2 vasos de agua")
    before = chat.slots["vida_sana"]
    assert chat.say("asdfgh").slots["vida_sana"] == before
