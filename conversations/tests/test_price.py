"""What Meta charges for is kept from whichever status says it, and no later one takes it back."""

from itertools import permutations

import pytest

from conversations.models import ConversationLog
from conversations.tests.look import log
from conversations.tests.road import Say
from conversations.tests.stations import Stations
from whatsapp.models import WabaAccount
from whatsapp.simulator import payloads
from whatsapp.simulator.addresses import Person
from whatsapp.tests.wire import batch, change
from whatsapp.webhook.payload import drafts
from whatsapp.webhook.store import store

SERVICE = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"}


def tell_status(waba: WabaAccount, row: ConversationLog, name: str, **more: object) -> None:
    """Tell of a message with members that no status of the simulator has."""
    person = Person(wa_id=row.user_msisdn)
    told = payloads.status(person, row.wamid, name, callback_data=row.id.hex) | more
    store(drafts(batch([change(waba, statuses=[told])])))


@pytest.mark.parametrize("order", list(permutations(["sent", "delivered", "read"])))
def test_in_any_order_one_message_has_one_end_and_one_price(
    say: Say, stations: Stations, waba: WabaAccount, order: tuple[str, ...]
) -> None:
    say("hola")
    for name in order:
        told = {"pricing": SERVICE} if name == "delivered" else {}
        tell_status(waba, log(direction="out"), name, **told)
        stations.work()
    row = log(direction="out")
    assert (row.estado, row.price_category, row.price_type, row.billable) == (
        "leido",
        "service",
        "regular",
        True,
    )


@pytest.mark.parametrize("pricing", [None, [], "x", {"category": 7, "billable": "sí"}, {}])
def test_a_price_that_is_none_harms_nothing(
    say: Say, stations: Stations, waba: WabaAccount, pricing: object
) -> None:
    say("hola")
    tell_status(waba, log(direction="out"), "delivered", pricing=pricing)
    stations.work()
    row = log(direction="out")
    assert (row.estado, row.billable) == ("entregado", None)


def test_a_failure_told_later_has_a_stable_code(
    say: Say, stations: Stations, waba: WabaAccount
) -> None:
    say("hola")
    late = [{"code": 131047, "title": "Re-engagement message"}]
    tell_status(waba, log(direction="out"), "failed", errors=late)
    stations.work()
    row = log(direction="out")
    assert (row.estado, row.failure, row.error_code) == ("fallido", "fuera_de_ventana", 131047)
