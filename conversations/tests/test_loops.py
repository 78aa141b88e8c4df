"""Two programs that answer each other are stopped; a person who types quickly is not."""

from typing import Any

import pytest
from django_scopes import scopes_disabled

from accounts.models import Letter
from conversations.loops import looping, remembered
from conversations.models import ConvoState
from conversations.tests.letters import ago
from conversations.tests.look import log, logs, state
from conversations.tests.road import Say
from conversations.tests.skills import Skill
from conversations.tests.test_handover import let_human_time_pass, member
from conversations.turn import Outcome
from whatsapp.graph.messages import Text
from whatsapp.inbound import InboundMessage
from whatsapp.models import WabaAccount

Estado = ConvoState.Estado
GREETING = "Bienvenido, ¿en qué te puedo ayudar?"


@pytest.fixture(autouse=True)
def as_in_production(settings: Any) -> None:
    settings.LOOP_TURNS = 12


def fixed(turn: Any) -> Outcome:
    return Outcome("fijo", (Text(GREETING),), skill="fijo", reason="fijo")


@pytest.fixture
def always(skill: Skill) -> str:
    """Return what is always answered in the same words."""
    skill.instead["gracias por tu mensaje"] = fixed
    return "gracias por tu mensaje"


def test_ten_different_messages_in_a_hurry_are_a_persons(say: Say) -> None:
    assert [len(say(f"mensaje {number}")) for number in range(10)] == [1] * 10
    assert state().estado == Estado.BOT


def test_more_turns_within_a_minute_than_anybody_types_are_a_loop(say: Say) -> None:
    answered = [len(say(f"mensaje {number}")) for number in range(14)]
    assert answered == [1] * 12 + [0, 0]
    after = state()
    assert (after.estado, after.human_reason) == (Estado.HUMANO, "bucle")
    assert log(message_body="mensaje 12").intent == "sistema.bucle"
    assert len(logs(direction="in")) == 14


def test_it_lasts_an_hour(say: Say) -> None:
    for number in range(13):
        say(f"mensaje {number}")
    let_human_time_pass(minutes=59)
    assert say("¿y?") == []
    let_human_time_pass(minutes=2)
    with scopes_disabled():
        old = [[turn[0] - 3600, *turn[1:]] for turn in state().recent_json]
        ConvoState.objects.update(recent_json=old)
    assert len(say("hola de nuevo")) == 1


def test_the_business_is_told_once(say: Say, waba: WabaAccount) -> None:
    member(waba, "duena@tienda", "owner")
    for number in range(16):
        say(f"mensaje {number}")
    with scopes_disabled():
        (letter,) = Letter.objects.filter(kind="espera_persona")
    assert letter.context_json["motivo"] == "bucle"


def test_the_same_answer_to_the_same_words_is_not_given_for_ever(say: Say, always: str) -> None:
    assert [len(say(always)) for _ in range(7)] == [1] * 5 + [0, 0]
    assert state().human_reason == "bucle"


def test_the_same_words_with_others_between_are_a_persons(say: Say, always: str) -> None:
    for _ in range(2):
        for _ in range(4):
            assert len(say(always)) == 1
        assert len(say("otra cosa")) == 1


def test_who_sends_our_own_words_back_is_a_mirror(say: Say, skill: Skill) -> None:
    skill.instead["hola"] = skill.instead[GREETING] = fixed
    assert [len(say(text)) for text in ("hola", GREETING, GREETING)] == [1, 1, 0]


def test_who_quotes_us_once_is_not(say: Say, skill: Skill) -> None:
    skill.instead["hola"] = skill.instead[GREETING] = fixed
    assert [len(say(text)) for text in ("hola", GREETING, "quiero eso")] == [1, 1, 1]


def test_a_customer_may_opt_out_of_a_loop(say: Say, skill: Skill) -> None:
    """What decides about being written to is heard wherever she is silent."""
    for number in range(12):
        say(f"mensaje {number}")
    say("baja")
    assert skill.heard[-1] == "mensaje 11"


def test_it_can_be_turned_off(say: Say, settings: Any) -> None:
    settings.LOOP_TURNS = 0
    assert [len(say(f"mensaje {number}")) for number in range(14)] == [1] * 14
    assert state().recent_json == []


# The memory, as a value


def typed(text: str, seconds_ago: float = 0) -> InboundMessage:
    return InboundMessage("text", "wamid.1", text=text, sent_at=ago(seconds=seconds_ago))


def after(turns: list[tuple[str, float]]) -> Any:
    recent: Any = []
    for text, seconds_ago in turns:
        recent = remembered(recent, typed(text, seconds_ago), ago(), (Text(GREETING),))
    return recent


def test_meta_s_clock_counts_and_not_ours() -> None:
    """A queue that is drained after an hour's outage holds messages written over an hour."""
    spread = after([(f"m{number}", 600 - 30 * number) for number in range(12)])
    assert not looping(spread, typed("m12"), ago())
    dense = after([(f"m{number}", 600 - number) for number in range(12)])
    assert looping(dense, typed("m12", 588), ago())


def test_slow_repetition_is_patience() -> None:
    slow = after([("hola", 200 - 40 * number) for number in range(5)])
    assert not looping(slow, typed("hola"), ago())


def test_buttons_and_files_are_not_counted() -> None:
    pressed = InboundMessage("interactive", "wamid.1", text="Ver más", reply_id="a:b:c")
    dense = after([(f"m{number}", number) for number in range(12)])
    assert not looping(dense, pressed, ago())
    assert remembered([], pressed, ago(), (Text("x"),)) == []


def test_what_was_not_answered_is_not_remembered() -> None:
    assert remembered([], typed("hola"), ago(), ()) == []


def test_the_memory_stays_small() -> None:
    assert len(after([(f"m{number}", number) for number in range(50)])) == 12
    turn = after([("hola", 0)])[-1]
    assert len(turn) == 3
    assert all(isinstance(value, int) for value in turn)


@pytest.mark.parametrize("text", ["\ud800 media", "x" * 5000, "ñ\u0301", "🙏" * 20])
def test_any_text_can_be_remembered(text: str) -> None:
    assert remembered([], typed(text), ago(), (Text("y"),))
