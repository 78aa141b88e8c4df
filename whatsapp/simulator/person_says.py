"""From what was done on the phone's screen to the message Meta's webhook would carry."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from whatsapp.simulator import media, payloads
from whatsapp.simulator.addresses import WAMID, Person, phone_digits
from whatsapp.simulator.models import SimulatorMedia

Said = Mapping[str, Any]
Common = dict[str, Any]

TEXT_MOST = 65_536


class SayError(ValueError):
    """The screen asked for a message no phone could send; the message is Spanish."""


def message(said: Said, person: Person, business: str) -> dict[str, Any]:
    """Build the webhook's message; `business` is the number it answers to when it quotes one.

    Raises SayError for an unknown kind or a missing part.
    """
    build = KINDS.get(_text(said, "kind"))
    if build is None:
        raise SayError(_("No existe el tipo de mensaje «%(kind)s».") % {"kind": said.get("kind")})
    quoted = _optional(said, "context_id")
    common = {"context_id": quoted, "context_from": phone_digits(business)} if quoted else {}
    return build(said, person, common | _own_name(said))


def _own_name(said: Said) -> Common:
    """A phone names its own messages; without a name Meta's side makes one up."""
    wamid = _optional(said, "wamid")
    if wamid and not WAMID.fullmatch(wamid):
        raise SayError(_("«wamid» no tiene la forma de un identificador de Meta."))
    return {"wamid": wamid}


def _say_text(said: Said, person: Person, common: Common) -> dict[str, Any]:
    body = _text(said, "text")
    if len(body) > TEXT_MOST:
        raise SayError(_("Un mensaje de WhatsApp tiene hasta 65536 caracteres."))
    return payloads.text_message(person, body, **common)


def _choose_row(said: Said, person: Person, common: Common) -> dict[str, Any]:
    return payloads.list_reply(
        person,
        option_id=_text(said, "id"),
        title=_text(said, "title"),
        description=_optional(said, "description"),
        **common,
    )


def _tap_button(said: Said, person: Person, common: Common) -> dict[str, Any]:
    return payloads.button_reply(
        person, option_id=_text(said, "id"), title=_text(said, "title"), **common
    )


def _tap_template(said: Said, person: Person, common: Common) -> dict[str, Any]:
    return payloads.template_button(
        person, payload=_text(said, "id"), text=_text(said, "title"), **common
    )


def _send_picture(said: Said, person: Person, common: Common) -> dict[str, Any]:
    try:
        kept = media.keep_picture(_optional(said, "picture"))
    except media.MediaError as problem:
        raise SayError(str(problem)) from problem
    return payloads.image(person, caption=_optional(said, "caption"), **_upload(kept), **common)


def _send_voice(said: Said, person: Person, common: Common) -> dict[str, Any]:
    return payloads.voice(person, **_upload(media.keep_voice_note()), **common)


def _send_sticker(said: Said, person: Person, common: Common) -> dict[str, Any]:
    return payloads.sticker(person, **_upload(media.keep_sticker()), **common)


def _send_location(said: Said, person: Person, common: Common) -> dict[str, Any]:
    return payloads.location(
        person,
        latitude=_degrees(said, "latitude", 90),
        longitude=_degrees(said, "longitude", 180),
        name=_optional(said, "place"),
        address=_optional(said, "address"),
        **common,
    )


def _send_contact(said: Said, person: Person, common: Common) -> dict[str, Any]:
    return payloads.contacts(
        person, name=_text(said, "contact_name"), phone=_text(said, "contact_phone"), **common
    )


def _react(said: Said, person: Person, common: Common) -> dict[str, Any]:
    return payloads.reaction(
        person,
        message_id=_text(said, "message_id"),
        emoji=_optional(said, "emoji"),
        **common,
    )


def _send_order(said: Said, person: Person, common: Common) -> dict[str, Any]:
    lines = said.get("lines")
    if not isinstance(lines, list) or not lines:
        raise SayError(_("El pedido no tiene productos."))
    return payloads.order(
        person, lines=[_line(line) for line in lines], text=_optional(said, "text"), **common
    )


def _line(line: Any) -> dict[str, Any]:
    try:
        return {
            "sku": str(line["sku"])[:100],
            "quantity": int(line["quantity"]),
            "price": _finite(line["price"]),
            "currency": str(line["currency"])[:3],
        }
    except (KeyError, TypeError, ValueError) as problem:
        raise SayError(_("Cada producto lleva código, cantidad, precio y moneda.")) from problem


def _finite(value: Any) -> float:
    """Return a number; raises ValueError for what is none, or none that JSON can carry."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(number)
    return number


def _send_unsupported(said: Said, person: Person, common: Common) -> dict[str, Any]:
    return payloads.unsupported(person, kind=_optional(said, "unsupported") or "poll", **common)


KINDS: dict[str, Callable[[Said, Person, Common], dict[str, Any]]] = {
    "text": _say_text,
    "list_reply": _choose_row,
    "button_reply": _tap_button,
    "template_button": _tap_template,
    "image": _send_picture,
    "audio": _send_voice,
    "voice": _send_voice,
    "sticker": _send_sticker,
    "location": _send_location,
    "contacts": _send_contact,
    "reaction": _react,
    "order": _send_order,
    "unsupported": _send_unsupported,
}


def _upload(kept: SimulatorMedia) -> dict[str, Any]:
    return {"media_id": kept.id, "mime_type": kept.mime_type, "content": bytes(kept.content)}


def _optional(said: Said, key: str) -> str:
    value = said.get(key) or ""
    if not isinstance(value, str):
        raise SayError(_("«%(key)s» debe ser texto.") % {"key": key})
    return value


def _text(said: Said, key: str) -> str:
    value = _optional(said, key)
    if not value.strip():
        raise SayError(_("Falta «%(key)s».") % {"key": key})
    return value


def _degrees(said: Said, key: str, most: int) -> float:
    try:
        value = float(said[key])
    except (KeyError, TypeError, ValueError) as problem:
        raise SayError(_("Falta «%(key)s».") % {"key": key}) from problem
    if not -most <= value <= most:
        raise SayError(_("«%(key)s» no es un lugar de la Tierra.") % {"key": key})
    return value
