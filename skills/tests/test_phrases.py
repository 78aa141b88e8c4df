"""Phrases people type lead to the intent, and to the thing, they mean."""

from dataclasses import replace

import pytest

from skills import registry
from skills.registry import match
from skills.router import choose
from skills.tests.chat import Chat, a_turn
from skills.tests.shared_phrases import OWN, rows, shared
from skills.wording import read
from whatsapp.inbound import InboundMessage


@pytest.mark.parametrize(("phrase", "intent", "slot"), shared("routing.tsv"))
def test_it_works(phrase: str, intent: str, slot: str) -> None:
    check(phrase, intent, slot)


@pytest.mark.parametrize(("phrase", "intent", "slot"), rows(OWN))
def test_it_understands_unseen_phrases(phrase: str, intent: str, slot: str) -> None:
    check(phrase, intent, slot)


def test_there_are_enough_phrases_of_our_own() -> None:
    assert len(rows(OWN)) >= 120
    assert len({phrase for phrase, _, _ in rows(OWN)}) == len(rows(OWN))


def test_a_rule_is_never_missed_for_want_of_a_cue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cues only save time: without them every phrase must still lead to the same route."""
    lines = [read(phrase) for phrase, _, _ in rows(OWN)]
    quick = [match(line) for line in lines if line.words]
    without = tuple((replace(rule, cues=frozenset()), skill) for rule, skill in registry.RULES)
    monkeypatch.setattr(registry, "RULES", without)
    assert [match(line) for line in lines if line.words] == quick


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("/catalogo", "comando /catalogo"),
        ("?", "comando ?"),
        ("quiero ver el catálogo", "palabra «catálogo»"),
        ("busco zapatillas rojas", "palabra «busco»"),
        ("hola!", "saludo"),
        ("asdfgh", "nada de lo conocido coincide"),
    ],
)
def test_the_reason_says_in_spanish_what_decided(phrase: str, reason: str) -> None:
    assert Chat().say(phrase).reason == reason


def check(phrase: str, intent: str, slot: str) -> None:
    route = choose(a_turn(InboundMessage("text", "wamid.1", text=phrase)), read(phrase))
    assert route.intent == intent, route.reason
    if slot:
        assert route.slot == slot
    outcome = Chat().say(phrase)
    assert outcome.intent == intent
    assert outcome.replies
    assert outcome.reason
