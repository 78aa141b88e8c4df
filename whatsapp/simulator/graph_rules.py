"""Would Meta accept this body? `POST /<version>/<phone number id>/messages`, Cloud API v25.0.

Written from Meta's documentation and not from our own builders in `whatsapp.graph`: a rule
shared by both sides would prove nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from whatsapp.simulator import graph_content as content
from whatsapp.simulator import graph_fields as field
from whatsapp.simulator.addresses import BSUID, phone_digits
from whatsapp.simulator.graph_interactive import interactive
from whatsapp.simulator.graph_problem import (
    GraphProblem,
    Refused,
    bad_request,
    invalid,
    missing,
)
from whatsapp.simulator.json_api import UNUSABLE

KINDS: dict[str, Callable[[Any], None]] = {
    "audio": content.audio,
    "contacts": content.contacts,
    "document": content.document,
    "image": content.image,
    "interactive": interactive,
    "location": content.location,
    "reaction": content.reaction,
    "sticker": content.sticker,
    "template": content.template,
    "text": content.text,
    "video": content.video,
}
COMMON = {
    "messaging_product",
    "recipient_type",
    "to",
    "recipient",
    "type",
    "context",
    "biz_opaque_callback_data",
    "recipient_identity_key_hash",
    "message_activity_sharing",
    "product_policy",
}


def check(body: Any) -> GraphProblem | None:
    """Return what Meta would refuse in `body` (parsed JSON), or None if it would accept it."""
    try:
        _check(body)
    except Refused as refused:
        return refused.problem
    except UNUSABLE:
        return bad_request("A parameter has a value that cannot be used.").problem
    return None


def is_read_mark(body: Mapping[str, Any]) -> bool:
    """Tell a read mark (with or without typing indicator) from a message."""
    return "status" in body


def recipient(body: Mapping[str, Any]) -> str:
    """Return the address of an accepted body: digits, or a business-scoped user id.

    With both `to` and `recipient`, `to` wins (Cloud API, business-scoped user ids).
    """
    return phone_digits(body["to"]) if body.get("to") else str(body["recipient"])


def _check(body: Any) -> None:
    if not isinstance(body, dict):
        raise bad_request("The request body must be a JSON object.")
    if body.get("messaging_product") != "whatsapp":
        raise bad_request("The parameter messaging_product is required and must be 'whatsapp'.")
    if is_read_mark(body):
        _check_read_mark(body)
    else:
        _check_message(body)


def _check_read_mark(body: Mapping[str, Any]) -> None:
    field.only(body, {"messaging_product", "status", "message_id", "typing_indicator"}, "body")
    field.choice(body, "status", "status", among={"read"})
    field.text(body, "message_id", "message_id", most=512)
    if "typing_indicator" in body:
        typing = field.mapping(body, "typing_indicator", "typing_indicator")
        field.choice(typing, "type", "typing_indicator.type", among={"text"})


def _check_message(body: Mapping[str, Any]) -> None:
    _check_recipient(body)
    kind = body.get("type", "text")
    if not isinstance(kind, str) or kind not in KINDS:
        raise bad_request(f"Param type must be one of {{{', '.join(KINDS)}}}.")
    field.only(body, COMMON | {kind}, "body")
    _check_common(body, kind)
    if body.get(kind) is None:
        raise missing(kind)
    if kind != "contacts":
        field.mapping(body, kind, kind)
    KINDS[kind](body[kind])


def _check_recipient(body: Mapping[str, Any]) -> None:
    if "recipient_type" in body:
        field.choice(body, "recipient_type", "recipient_type", among={"individual", "group"})
    if body.get("to"):
        if not isinstance(body["to"], str) or not phone_digits(body["to"]):
            raise invalid("Parameter 'to' is not a valid phone number.")
    elif not body.get("recipient"):
        raise bad_request("The parameter to is required.")
    elif not isinstance(body["recipient"], str) or not BSUID.fullmatch(body["recipient"]):
        raise invalid("Parameter 'recipient' is not a valid business-scoped user id.")


def _check_common(body: Mapping[str, Any], kind: str) -> None:
    field.optional_text(body, "biz_opaque_callback_data", "biz_opaque_callback_data", most=512)
    if "context" not in body:
        return
    if kind == "reaction":
        raise bad_request("Param 'context' cannot be used with a reaction.")
    context = field.mapping(body, "context", "context")
    field.text(context, "message_id", "context.message_id", most=512)
