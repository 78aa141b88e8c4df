"""The envelope of Meta's webhook: which number, who writes, what happened."""

from collections.abc import Mapping, Sequence
from typing import Any

from whatsapp.simulator.addresses import BusinessNumber, Person


def envelope(
    number: BusinessNumber,
    *,
    person: Person | None = None,
    messages: Sequence[Mapping[str, Any]] = (),
    statuses: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Wrap messages and statuses of one number; `contacts` is there when `person` is given."""
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": number.display_phone_number,
            "phone_number_id": number.phone_number_id,
        },
    }
    if person:
        value["contacts"] = [_contact(person)]
    if messages:
        value["messages"] = list(messages)
    if statuses:
        value["statuses"] = list(statuses)
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": number.waba_id, "changes": [{"value": value, "field": "messages"}]}],
    }


def _contact(person: Person) -> dict[str, Any]:
    contact: dict[str, Any] = {"profile": {"name": person.name or person.address}}
    if person.wa_id:
        contact["wa_id"] = person.wa_id
    if person.bsuid:
        contact["user_id"] = person.bsuid
    return contact
