"""Whatever Meta changes in a webhook tomorrow: it is kept, and nothing in the worker raises."""

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django_scopes import scopes_disabled

from conversations.tests.road import PostWebhook
from conversations.tests.stations import Stations, let_pass
from skills.router import handle
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.tests.factories import WabaAccountFactory
from whatsapp.tests.wire import events

CORPUS = Path(settings.BASE_DIR).parent / "shared" / "corpus" / "webhooks"
FILES = sorted(CORPUS.glob("*.json"))
OURS = "123456123456123"
SEED, FOR_EACH_SAMPLE = 20261126, 25

Place = tuple[str | int, ...]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES, reason="Meta's sample webhooks are not beside this repository"),
]

DROP = object()
MUTATIONS = (
    *(DROP, None, "", "\u0000", "🧉", 0, -1, 10**30, 1.5, True),
    *([], {}, [[]], {"a": {"b": [None]}}),
)


@pytest.fixture
def handler() -> Any:
    return handle


@pytest.fixture
def ours(cliente: Any) -> WabaAccount:
    with scopes_disabled():
        return WabaAccountFactory(cliente=cliente, phone_number_id=OURS, waba_id="1")


def mutants(path: Path, dice: random.Random) -> Iterator[Any]:
    """Yield copies of a sample, each an item of its own at our number with one place changed."""
    sample = json.loads(path.read_text())
    for place in list(_places(sample)):
        if place[-1] == "phone_number_id":
            _put(sample, place, OURS)
    everything = [(place, change) for place in _places(sample) for change in MUTATIONS]
    for place, change in dice.sample(everything, min(FOR_EACH_SAMPLE, len(everything))):
        mutant = copy.deepcopy(sample)
        for item in list(_places(mutant)):
            if item[-1] == "id" and {"messages", "statuses"} & set(item):
                _put(mutant, item, f"wamid.{dice.getrandbits(64):x}")
        _put(mutant, place, change)
        yield mutant


def _places(node: Any, place: Place = ()) -> Iterator[Place]:
    inside = node.items() if isinstance(node, dict) else enumerate(node)
    for name, child in list(inside):
        yield (*place, name)
        if isinstance(child, dict | list):
            yield from _places(child, (*place, name))


def _put(document: Any, place: Place, change: Any) -> None:
    for step in place[:-1]:
        document = document[step]
    if change is DROP:
        del document[place[-1]]
    else:
        document[place[-1]] = change


def test_no_change_of_any_field_makes_anything_raise(
    ours: WabaAccount, post_webhook: PostWebhook, stations: Stations
) -> None:
    dice = random.Random(SEED)
    posted = 0
    for path in FILES:
        for mutant in mutants(path, dice):
            assert post_webhook(mutant).status_code == 200, mutant
            posted += 1
    assert posted > 50 * FOR_EACH_SAMPLE
    for _ in range(8):
        stations.work()
        let_pass(86_400)
    assert [(event.payload, event.error) for event in events() if event.error] == []
    assert events(estado=InboundEvent.Estado.MUERTO) == []
    assert len(events(estado=InboundEvent.Estado.HECHO)) > posted / 3
