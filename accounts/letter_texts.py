"""What each kind of letter says, decided when it is sent, with the link minted there and then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_scopes import scope

from accounts.letters import managers
from accounts.link_tokens import invitation_token, reset_token
from accounts.models import Letter, UserCliente, Usuario
from tenants.models import Cliente


class Moot(Exception):
    """There is nobody to write to, or nothing to say any more: the letter is put aside."""


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    template: str
    values: Mapping[str, Any]


def written(letter: Letter) -> EmailMultiAlternatives:
    """Return the message to send. Raises Moot."""
    # Rioplatense Spanish, whatever the language of whoever asked for it.
    with translation.override("es-ar"):
        text = WRITERS[letter.kind](letter)
        plain, html = (
            render_to_string(f"correo/{text.template}.{ending}", {**text.values, "text": text})
            for ending in ("txt", "html")
        )
    message = EmailMultiAlternatives(text.subject, plain, to=[letter.email])
    message.attach_alternative(html, "text/html")
    return message


def _invitation(letter: Letter) -> Text:
    membership = _still_invited(letter)
    return Text(
        # A name with a line break in it would be a header of its own; Django refuses those.
        _("Te invitaron a %(negocio)s") % {"negocio": " ".join(membership.cliente.name.split())},
        "invitacion",
        {
            "negocio": membership.cliente.name,
            "rol": membership.get_rol_display(),
            "enlace": _link("cuenta:invitacion", invitation_token(membership)),
        },
    )


def _still_invited(letter: Letter) -> UserCliente:
    if letter.cliente is None:
        raise Moot
    with scope(cliente=letter.cliente):
        membership = (
            UserCliente.objects.select_related("usuario", "cliente")
            .filter(pk=letter.context_json.get("membership"))
            .exclude(invitation="")
            .filter(
                estado=UserCliente.Estado.INVITADO,
                usuario__estado=Usuario.Estado.ACTIVO,
                usuario__email=letter.email,
            )
            .first()
        )
    if membership is None:
        raise Moot
    return membership


def _forgotten(letter: Letter) -> Text:
    usuario = _person(letter)
    # Whoever never had a password has an invitation to accept instead.
    if not usuario.has_usable_password():
        raise Moot
    enlace = _link("cuenta:clave", reset_token(usuario))
    return Text(_("Elegí una clave nueva"), "clave_olvidada", {"enlace": enlace})


def _changed(letter: Letter) -> Text:
    _person(letter)
    return Text(_("Cambió la clave de tu cuenta"), "clave_cambiada", {"email": letter.email})


def _number_refused(letter: Letter) -> Text:
    if letter.cliente is None:
        raise Moot
    said = letter.context_json
    return Text(
        _("WhatsApp no deja enviar por %(numero)s") % {"numero": said["numero"]},
        "numero_rechazado",
        {"negocio": letter.cliente.name, **said},
    )


def _webhook_down(letter: Letter) -> Text:
    if letter.cliente is None:
        raise Moot
    return Text(
        _("Tu webhook no está recibiendo"),
        "webhook_caido",
        {
            "negocio": letter.cliente.name,
            "numero": letter.context_json.get("numero", ""),
            "motivo": letter.context_json.get("motivo", ""),
        },
    )


def _waiting(letter: Letter) -> Text:
    if letter.cliente is None or letter.cliente.estado != Cliente.Estado.ACTIVO:
        raise Moot
    with scope(cliente=letter.cliente):
        if not managers().filter(cliente=letter.cliente, usuario__email=letter.email).exists():
            raise Moot
    said = {name: letter.context_json.get(name, "") for name in ("contacto", "direccion", "texto")}
    loop = letter.context_json.get("motivo") == "bucle"
    # A name with a line break in it would be a header of its own; Django refuses those.
    who = " ".join((said["contacto"] or said["direccion"]).split())[:80]
    subject = _("Revisá la charla con %s") if loop else _("%s espera a una persona")
    return Text(
        subject % who,
        "espera_persona",
        {"negocio": letter.cliente.name, "bucle": loop, "quien": who, **said},
    )


def _person(letter: Letter) -> Usuario:
    usuario = Usuario.objects.filter(
        email__iexact=letter.email, estado=Usuario.Estado.ACTIVO
    ).first()
    if usuario is None:
        raise Moot
    return usuario


def _link(route: str, token: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(route, args=[token])}"


WRITERS: Mapping[str, Callable[[Letter], Text]] = {
    Letter.Kind.INVITACION: _invitation,
    Letter.Kind.CLAVE_OLVIDADA: _forgotten,
    Letter.Kind.CLAVE_CAMBIADA: _changed,
    Letter.Kind.NUMERO_RECHAZADO: _number_refused,
    Letter.Kind.WEBHOOK_CAIDO: _webhook_down,
    Letter.Kind.ESPERA_PERSONA: _waiting,
}
