"""Whole bodies of POST /{phone_number_id}/messages."""

from collections.abc import Mapping
from typing import Any

from whatsapp.graph.addressing import address_fields
from whatsapp.graph.limits import CALLBACK_DATA, require_text


def message_body(
    *, address: str, content: Mapping[str, Any], callback_data: str, reply_to: str = ""
) -> dict[str, Any]:
    """The message `content` sent to `address`, quoting the message `reply_to` if given.

    `callback_data` comes back in the statuses of the message (Cloud API, statuses webhook: at
    most 512). Raises AddressError, and MessageLimitError for blank or long callback data.
    """
    require_text("biz_opaque_callback_data", callback_data, limit=CALLBACK_DATA)
    quoted = {"context": {"message_id": reply_to}} if reply_to else {}
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **address_fields(address),
        **content,
        "biz_opaque_callback_data": callback_data,
        **quoted,
    }


def read_body(*, wamid: str, typing: bool) -> dict[str, Any]:
    """Marks `wamid` and all before it as read; `typing` shows "typing…" for up to 25 s."""
    shown = {"typing_indicator": {"type": "text"}} if typing else {}
    return {"messaging_product": "whatsapp", "status": "read", "message_id": wamid, **shown}
