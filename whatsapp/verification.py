"""Whether a number works, asked of Meta, and in plain words what is wrong and how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from liora.ops.encryption import DecryptionError
from whatsapp.graph.client import Found, GraphClient, Refused
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.refusal_findings import Finding, finding_of

# Graph API v25.0, WhatsApp Business phone number node.
NUMBER_FIELDS = "id,display_phone_number,quality_rating,code_verification_status,status"

EXPIRES_SOON = timedelta(days=7)
LONGEST_PHONE = 30


@dataclass(frozen=True, slots=True)
class Verification:
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return all(finding.ok for finding in self.findings)


def verify(account: WabaAccount, client: GraphClient) -> Verification:
    """Ask Meta about a number, in its Cliente's scope; a phone that was not known is kept.

    The calls are bounded in time by the client. No finding ever holds the token.
    """
    try:
        token = account.access_token.reveal()
    except DecryptionError:
        return Verification((unreadable(),))
    return Verification((*_of_number(account, token, client), *_expiry(account), _news(account)))


def _of_number(account: WabaAccount, token: str, client: GraphClient) -> Iterator[Finding]:
    number = client.look_up(f"{account.phone_number_id}?fields={NUMBER_FIELDS}", token=token)
    if isinstance(number, Refused):
        yield finding_of(number)
        return
    yield Finding("token_valido", True, _("Meta acepta el token y conoce el número."))
    _keep_phone(account, number)
    yield from _health(number)
    listed = client.look_up(f"{account.waba_id}/phone_numbers?fields=id&limit=200", token=token)
    yield from _belongs(account, listed)
    subscribed = client.look_up(f"{account.waba_id}/subscribed_apps", token=token)
    yield from _subscribed(subscribed)


def _keep_phone(account: WabaAccount, number: Found) -> None:
    phone = str(number.body.get("display_phone_number") or "")[:LONGEST_PHONE]
    if phone and not account.display_phone:
        account.display_phone = phone
        account.save(update_fields=["display_phone"])


def _health(number: Found) -> Iterator[Finding]:
    """Read what Meta says of the number's state; a field it leaves out says nothing."""
    body = number.body
    if body.get("code_verification_status", "VERIFIED") not in ("VERIFIED", "EXPIRED"):
        yield Finding(
            "numero_sin_verificar",
            False,
            _("El número todavía no está verificado en Meta."),
            _("En WhatsApp Manager › Números de teléfono, pedí el código y escribilo."),
        )
    if body.get("status", "CONNECTED") != "CONNECTED":
        yield Finding(
            "numero_desconectado",
            False,
            _("Meta dice que el número no está conectado."),
            _("Registralo en la Cloud API desde WhatsApp Manager y volvé a verificar."),
        )
    if body.get("quality_rating") == "RED":
        yield Finding(
            "calidad_baja",
            False,
            _("Meta calificó mal el número: hay quejas de quienes reciben los mensajes."),
            _("Mandá menos mensajes que nadie pidió; si sigue así, Meta lo limita."),
        )


def _belongs(account: WabaAccount, listed: Found | Refused) -> Iterator[Finding]:
    if isinstance(listed, Refused):
        yield finding_of(listed)
    elif account.phone_number_id not in _ids(listed.body):
        yield Finding(
            "numero_de_otra_cuenta",
            False,
            _("El número no es de la cuenta de WhatsApp (WABA) indicada."),
            _("Copiá de nuevo los dos identificadores de WhatsApp Manager › Configuración de API."),
        )


def _subscribed(found: Found | Refused) -> Iterator[Finding]:
    if isinstance(found, Refused):
        yield finding_of(found)
    elif not _listed(found.body):
        yield Finding(
            "app_no_suscripta",
            False,
            _("Ninguna aplicación recibe los mensajes de esta cuenta."),
            _("Suscribí la aplicación a la cuenta (subscribed_apps) desde el panel de Meta."),
        )


def _expiry(account: WabaAccount) -> Iterator[Finding]:
    expires, now = account.expiracion_token, timezone.now()
    mend = _("Generá uno permanente (usuario del sistema) y cargalo.")
    if expires and expires <= now:
        yield Finding("token_vencido", False, _("El token venció."), mend)
    elif expires and expires - now < EXPIRES_SOON:
        date = f"{timezone.localtime(expires):%d/%m/%Y %H:%M}"
        yield Finding("token_por_vencer", False, _("El token vence el %s.") % date, mend)


def _news(account: WabaAccount) -> Finding:
    """Tell whether Meta has ever posted anything for this number."""
    if InboundEvent.objects.filter(waba_account=account).exists():
        return Finding("webhook_recibe", True, _("Llegan los avisos de Meta."))
    address = f"{settings.PUBLIC_URL}/webhook/meta"
    return Finding(
        "webhook_sin_avisos",
        False,
        _("Todavía no llegó ningún aviso de Meta para este número."),
        _(
            "En Meta › WhatsApp › Configuración, poné %(address)s como dirección del webhook, con"
            " el token de verificación de esta instalación, y suscribí el campo «messages»."
        )
        % {"address": address},
    )


def unreadable() -> Finding:
    return Finding(
        "token_ilegible",
        False,
        _("El token guardado no se puede leer: cambió la clave de cifrado."),
        _("Cargá el token otra vez."),
    )


def _listed(body: Any) -> list[Any]:
    data = body.get("data")
    return data if isinstance(data, list) else []


def _ids(body: Any) -> set[str]:
    return {str(one.get("id")) for one in _listed(body) if isinstance(one, dict)}
