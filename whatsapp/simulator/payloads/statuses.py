"""What Meta's webhook tells of a message the business sent."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from whatsapp.simulator.addresses import Person

# Since October 2026 Meta charges free-form messages inside the window (category `service`).
PRICING = {
    "billable": True,
    "pricing_model": "PMP",
    "type": "regular",
    "category": "service",
}


def status(
    person: Person,
    wamid: str,
    state: str,
    *,
    callback_data: str = "",
    at: datetime | None = None,
    error: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """One element of `value.statuses[]`: sent, delivered, read or failed (with `error`).

    `pricing` comes with `sent` and `delivered` (Cloud API, status webhook, v24.0 and later).
    """
    row: dict[str, Any] = {
        "id": wamid,
        "status": state,
        "timestamp": str(int((at or datetime.now(UTC)).timestamp())),
    }
    if person.wa_id:
        row["recipient_id"] = person.wa_id
    if person.bsuid and state != "failed":
        row["recipient_user_id"] = person.bsuid
    if callback_data:
        row["biz_opaque_callback_data"] = callback_data
    if state in ("sent", "delivered"):
        row["pricing"] = PRICING
    if error:
        row["errors"] = [dict(error)]
    return row
