"""What the webhook's tests look at and post."""

from collections.abc import Iterable
from typing import Any

from django_scopes import scopes_disabled

from whatsapp.models import InboundEvent, InboundLane, WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope, text_message
from whatsapp.tests.factories import business_number

ANA = Person(wa_id="5493515550101", name="Ana")
BETO = Person(wa_id="5493515550102", name="Beto")


def text_document(account: WabaAccount, text: str = "hola", **common: Any) -> dict[str, Any]:
    """Return a webhook in which Ana writes to a number."""
    message = text_message(ANA, text, **common)
    return envelope(business_number(account), person=ANA, messages=[message])


def change(account: WabaAccount, **value: Any) -> dict[str, Any]:
    """Return one change of a batch: anything that can happen at a number."""
    whole = envelope(business_number(account))["entry"][0]["changes"][0]
    return {**whole, "value": whole["value"] | value}


def batch(*changes: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a post with one entry per group of changes."""
    entries = [{"id": "200000000000001", "changes": list(group)} for group in changes]
    return {"object": "whatsapp_business_account", "entry": entries}


def events(**filters: Any) -> list[InboundEvent]:
    with scopes_disabled():
        return list(InboundEvent.objects.filter(**filters).order_by("received_at", "id"))


def lanes(**filters: Any) -> list[InboundLane]:
    with scopes_disabled():
        return list(InboundLane.objects.filter(**filters).order_by("address"))
