"""`/simulador/api/…`: what a phone does and sees, as JSON."""

from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from whatsapp.simulator import chats, person_says, phone, webhook
from whatsapp.simulator.addresses import BusinessNumber, Person, person
from whatsapp.simulator.json_api import UNUSABLE, ApiProblem, json_api, posted
from whatsapp.simulator.models import SimulatorMessage
from whatsapp.simulator.numbers import find_number
from whatsapp.simulator.payloads import envelope


@json_api("POST")
def send(request: HttpRequest) -> dict[str, Any]:
    """`POST enviar`: a person writes. Answers the wamid and what the webhook said.

    502 `webhook_rechazo` when the webhook's answer was not 200, `webhook_caido` without answer.
    """
    said = posted(request)
    number = _number(said.get("phone_number_id"))
    writer = _person(said.get("from"), said.get("name"))
    message = _message(said, writer, number)
    kept = _written(number, writer, message)
    status = _delivered(kept, envelope(number, person=writer, messages=[message]))
    return {"wamid": kept.wamid, "webhook_status": status}


@json_api("POST")
def resend(request: HttpRequest) -> dict[str, Any]:
    """`POST reenviar` `{wamid}`: post a person's message again, as Meta does without a 200."""
    wamid = posted(request).get("wamid")
    kept = SimulatorMessage.objects.filter(
        wamid=wamid, direction=SimulatorMessage.Direction.PERSON
    ).first()
    if kept is None:
        raise ApiProblem("mensaje_desconocido", _("Ese mensaje no salió de este teléfono."), 404)
    number = _number(kept.phone_number_id)
    phone.send_again(kept)
    body = envelope(number, person=phone.person_of(kept), messages=[kept.body])
    return {"wamid": kept.wamid, "webhook_status": _delivered(kept, body)}


@json_api("GET")
def chat_list(request: HttpRequest) -> dict[str, Any]:
    """`GET chats?numero=`: every chat with one number, the latest first."""
    number = _number(request.GET.get("numero"))
    return {"chats": chats.listed(number.phone_number_id)}


@json_api("GET")
def chat(request: HttpRequest) -> dict[str, Any]:
    """`GET chat?numero=&de=&despues=`: what changed in one chat since the cursor `despues`.

    Asking is looking at it: delivered messages turn read, unless `oculto=1` (a tab out of sight).
    """
    number = _number(request.GET.get("numero"))
    reader = _person(request.GET.get("de"), "")
    after = _moment(request.GET.get("despues"))
    seen = request.GET.get("oculto") != "1"
    return chats.news(number.phone_number_id, reader.address, after=after, seen=seen)


def _delivered(kept: SimulatorMessage, body: dict[str, Any]) -> int:
    try:
        status = webhook.post(body)
    except webhook.WebhookUnreachable as problem:
        phone.settle(kept, _("Liora no contestó."))
        raise ApiProblem(
            "webhook_caido",
            _("Liora no contesta en el webhook. ¿Está encendido el servidor?"),
            502,
            wamid=kept.wamid,
        ) from problem
    if status != 200:
        phone.settle(kept, _("El webhook contestó %(status)s.") % {"status": status})
        raise ApiProblem(
            "webhook_rechazo",
            _("El webhook rechazó el mensaje (%(status)s).") % {"status": status},
            502,
            wamid=kept.wamid,
            webhook_status=status,
        )
    phone.settle(kept)
    return status


def _written(number: BusinessNumber, writer: Person, message: dict[str, Any]) -> SimulatorMessage:
    try:
        with transaction.atomic():
            return phone.write(number, writer, message)
    except IntegrityError as problem:
        raise ApiProblem(
            "mensaje_repetido", _("Ese mensaje ya salió de este teléfono."), 409
        ) from problem


def _message(said: dict[str, Any], writer: Person, number: BusinessNumber) -> dict[str, Any]:
    try:
        return person_says.message(said, writer, number.display_phone_number)
    except person_says.SayError as problem:
        raise ApiProblem("mensaje_invalido", str(problem), 422) from problem


def _number(phone_number_id: Any) -> BusinessNumber:
    number = find_number(str(phone_number_id or ""))
    if number is None:
        raise ApiProblem("numero_desconocido", _("Ningún cliente tiene ese número."), 404)
    return number


def _person(address: Any, name: Any) -> Person:
    found = person(str(address or ""), str(name or "")[:80])
    if found is None:
        raise ApiProblem(
            "remitente_invalido",
            _("Escribí el número con código de país, por ejemplo +54 9 351 555-0101."),
            422,
        )
    return found


def _moment(value: str | None) -> datetime | None:
    """Return the cursor as UTC; an unreadable one asks for the whole chat."""
    try:
        moment = parse_datetime(value or "")
        return moment.astimezone(UTC) if moment else None
    except UNUSABLE:
        return None
