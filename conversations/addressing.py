"""Whom a message is to be written to, and through which number of the business."""

import re
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from conversations.models import ContactIdentity, ConvoState
from conversations.newcomers import welcome
from conversations.phone import comparable
from conversations.speaker import Speaker
from conversations.typed_phone import PUNCTUATION, looks_like_phone, meant
from liora.api.errors import Invalid
from whatsapp.models import WabaAccount

# E.164: at most fifteen digits with the country's, and no country's begins with 0.
WHOLE_NUMBER = re.compile(r"[1-9][0-9]{9,14}")
ARGENTINE = re.compile(r"54(\d{10})")


def conversation_at(typed: str) -> ConvoState | None:
    """Return the conversation of whoever has a number, however typed; None if nobody has it.

    Raises Invalid where what was typed is no number, or is the number of several people.
    """
    if not looks_like_phone(typed):
        raise _wrong("para", "numero_invalido", _("No es un número de teléfono."))
    found = _whose(meant(typed))
    if len(found) > 1:
        told = _("Varias personas pueden tener ese número: escribilo con + y el código de país.")
        raise _wrong("para", "numero_ambiguo", told)
    return found[0] if found else None


def new_conversation(typed: str, account: WabaAccount) -> ConvoState:
    """Begin a conversation with somebody who never wrote; raises Invalid without a whole number."""
    digits = whole_number(typed)
    stranger = Speaker(
        cliente_id=account.cliente_id,
        address=digits,
        wa_id=digits,
        bsuid="",
        name="",
        waba_account_id=account.pk,
    )
    welcome([stranger])
    (convo,) = _whose({comparable(digits)})
    return convo


def _whose(forms: Collection[str]) -> list[ConvoState]:
    """Return the conversations, two at most, of those who have a number now, not of who left it."""
    owners = ContactIdentity.objects.filter(
        kind=ContactIdentity.Kind.PHONE, value__in=forms, retired_at__isnull=True
    )
    return list(ConvoState.objects.filter(contact__in=owners.values("contact_id"))[:2])


def whole_number(typed: str) -> str:
    """Return the digits of a number with its country, as WhatsApp writes it.

    Raises Invalid for any other: what a number without its country means is known only of people
    who have written, and a wrong guess is somebody else's phone, in another country.
    """
    digits = PUNCTUATION.sub("", typed)
    abroad = typed.strip().startswith("+") or digits.startswith("00")
    whole = _as_whatsapp_writes(typed, digits.removeprefix("00"))
    if not abroad or not WHOLE_NUMBER.fullmatch(whole):
        told = _("Escribilo con + y el código de país: por ejemplo +54 9 351 555 0101.")
        raise _wrong("para", "numero_sin_pais", told)
    return whole


def _as_whatsapp_writes(typed: str, digits: str) -> str:
    """Return an Argentine number with its 9, without its 15 and 0; "" for one that is none."""
    if not digits.startswith("54"):
        return digits
    found = (ARGENTINE.fullmatch(form) for form in sorted(meant(typed)))
    return next((f"549{one[1]}" for one in found if one), "")


def account_for(convo: ConvoState | None, chosen: UUID | None) -> WabaAccount:
    """Return the number to write through: the chosen, the conversation's, or the only one.

    Raises Invalid for one that the business does not have, or that has to be chosen.
    """
    usable = WabaAccount.objects.exclude(estado=WabaAccount.Estado.RETIRADA)
    if wanted := chosen or (convo and convo.waba_account_id):
        if account := usable.filter(pk=wanted).first():
            return account
        if chosen:
            raise _wrong("numero", "numero_desconocido", _("Ese número no es de este negocio."))
    candidates = list(usable[:2])
    if len(candidates) == 1:
        return candidates[0]
    told = _("Decí por qué número sale.") if candidates else _("No hay ningún número conectado.")
    raise _wrong("numero", "numero_por_elegir", told)


def _wrong(field: str, code: str, message: str) -> Invalid:
    fields: dict[str, tuple[str, Any]] = {field: (code, message)}
    return Invalid(fields)
