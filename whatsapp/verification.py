"""Asks Meta whether a number and its token work, and says in Spanish what is wrong."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope

from liora.ops.encryption import DecryptionError
from whatsapp.findings import Finding, fine, of_refusal, trouble
from whatsapp.graph.client import GraphClient, Refused
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.numbers import NumberRetired, update
from whatsapp.webhook.storable import storable_text

LONGEST_TEXT = 80
SOON = timedelta(days=7)
# Worth knowing, but the number works meanwhile.
WARNINGS = frozenset({"token_por_vencer", "webhook_sin_mensajes"})
# Graph API, WhatsApp Business phone number, `status`: those in which nothing can be sent.
NOT_CONNECTED = frozenset(
    {"PENDING", "DISCONNECTED", "OFFLINE", "BANNED", "DELETED", "MIGRATED", "UNVERIFIED"}
)


@dataclass(frozen=True, slots=True)
class Verification:
    """`ok` tells whether token and number work: warnings among the findings leave it true."""

    ok: bool
    findings: list[Finding]


def verify(account: WabaAccount, client: GraphClient) -> Verification:
    """Ask Meta with at most three calls, each bounded in time by the client.

    Raises nothing for trouble with Meta or the token: that is what the findings tell. A number
    that works and has no `display_phone` is given Meta's.
    """
    findings = list(_findings(account, client))
    ok = all(each.ok or each.codigo in WARNINGS for each in findings)
    return Verification(ok, findings)


def _findings(account: WabaAccount, client: GraphClient) -> Iterable[Finding]:
    number = account.phone_number_id
    if number is None:
        return [_retired()]
    try:
        token = account.access_token.reveal()
    except DecryptionError:
        return [_unreadable()]
    found = client.inspect(number, token)
    if isinstance(found, Refused):
        return [of_refusal(found, node=_unknown_number())]
    _remember(account, _text(found.body, "display_phone_number"))
    return [
        *_about_number(found.body),
        *_about_waba(account, client, number=number, token=token),
        *_about_expiry(account),
        *_about_webhook(account),
    ]


def _about_number(body: Mapping[str, Any]) -> Iterable[Finding]:
    phone, name = _text(body, "display_phone_number"), _text(body, "verified_name")
    yield fine(
        "numero_encontrado",
        _("El token abre el número %(phone)s («%(name)s»).") % {"phone": phone, "name": name},
    )
    status = _text(body, "status")
    # EXPIRED is what becomes of a code once used: such a number works.
    if body.get("code_verification_status") == "NOT_VERIFIED":
        yield trouble(
            "numero_sin_verificar",
            _("Meta todavía no verificó que el número sea tuyo."),
            _("En el Administrador de WhatsApp, pedí el código por SMS o llamada e ingresalo."),
        )
    elif status in NOT_CONNECTED:
        yield trouble(
            "numero_sin_conectar",
            _("El número no está conectado a la Cloud API: su estado es %(status)s.")
            % {"status": status},
            _("En el Administrador de WhatsApp, abrí el número y completá lo que pide Meta."),
        )


def _about_waba(
    account: WabaAccount, client: GraphClient, *, number: str, token: str
) -> Iterable[Finding]:
    numbers = client.numbers_of(account.waba_id, token)
    if isinstance(numbers, Refused):
        yield of_refusal(numbers, node=_unknown_waba())
        return
    listed = [_text(each, "id") for each in _rows(numbers.body)]
    if number in listed:
        yield fine("cuenta_correcta", _("El número es de esa cuenta de WhatsApp."))
    elif not _has_more(numbers.body):
        yield trouble(
            "numero_de_otra_cuenta",
            _("El número no es de la cuenta de WhatsApp que cargaste, sino de otra."),
            _("Copiá el identificador de la cuenta (WABA ID) que figura junto al número en Meta."),
        )
        return
    yield _about_apps(account, client, token)


def _about_apps(account: WabaAccount, client: GraphClient, token: str) -> Finding:
    apps = client.apps_of(account.waba_id, token)
    if isinstance(apps, Refused):
        return of_refusal(apps, node=_unknown_waba())
    if _rows(apps.body):
        return fine("app_suscripta", _("Hay una app suscripta a los mensajes de la cuenta."))
    return trouble(
        "app_sin_suscribir",
        _("Ninguna app está suscripta a la cuenta: Meta no va a avisar de ningún mensaje."),
        _("Suscribí la app con una llamada: POST /%(waba)s/subscribed_apps con este mismo token.")
        % {"waba": account.waba_id},
    )


def _about_expiry(account: WabaAccount) -> Iterable[Finding]:
    expires = account.expiracion_token
    if expires and expires - timezone.now() < SOON:
        yield trouble(
            "token_por_vencer",
            _("Según la fecha que cargaste, el token vence el %(when)s.")
            % {"when": f"{timezone.localtime(expires):%d/%m/%Y %H:%M}"},
            _("Generá un token nuevo en Meta y cargalo acá, con su fecha, antes de ese momento."),
        )


def _about_webhook(account: WabaAccount) -> Iterable[Finding]:
    with scope(cliente=account.cliente):
        heard = InboundEvent.objects.filter(waba_account=account).exists()
    if heard:
        yield fine("webhook_recibe", _("Ya llegaron avisos de Meta para este número."))
        return
    yield trouble(
        "webhook_sin_mensajes",
        _("Todavía no llegó ningún aviso de Meta para este número."),
        _(
            "En el panel de tu app de Meta, WhatsApp › Configuración › Webhook, escribí en «URL de "
            "devolución de llamada» %(url)s y en «Token de verificación» el valor de "
            "WABA_VERIFY_TOKEN de esta instalación. Después suscribí el campo «messages» y "
            "escribile al número."
        )
        % {"url": f"{settings.PUBLIC_URL}/webhook/meta"},
    )


def _remember(account: WabaAccount, display_phone: str) -> None:
    if account.display_phone or not display_phone:
        return
    # What the number is called is a courtesy, and no reason to fail.
    with suppress(NumberRetired, ValidationError):
        update(account, display_phone=display_phone)


def _retired() -> Finding:
    refusal = NumberRetired()
    return trouble(refusal.code, _("El número fue retirado."), _("Conectalo otra vez."))


def _unreadable() -> Finding:
    return trouble(
        "token_ilegible",
        _("El token guardado no se puede leer: su clave de cifrado ya no está."),
        _("Devolvé la clave anterior a ENCRYPTION_KEY, o cargá un token nuevo."),
    )


def _unknown_number() -> Finding:
    return trouble(
        "numero_desconocido",
        _("Meta no conoce ese identificador de número, o el token no lo alcanza."),
        _(
            "Copiá el «Identificador de número de teléfono» de WhatsApp › Configuración de la API; "
            "no es el número. Y asigná su cuenta al usuario del token."
        ),
    )


def _unknown_waba() -> Finding:
    return trouble(
        "cuenta_desconocida",
        _("Meta no conoce esa cuenta de WhatsApp, o el token no la alcanza."),
        _("Copiá el identificador de la cuenta (WABA ID) y asignala al usuario del token."),
    )


def _rows(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = body.get("data")
    return [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []


def _has_more(body: Mapping[str, Any]) -> bool:
    paging = body.get("paging")
    return isinstance(paging, dict) and "next" in paging


def _text(body: Mapping[str, Any], name: str) -> str:
    """A text of Meta's, cut, as any database can keep it; "" for anything else."""
    value = body.get(name)
    return storable_text(value)[:LONGEST_TEXT] if isinstance(value, str) else ""
