"""What can go wrong with a call to a tenant's webhook: codes that never change, told in Spanish.

Nothing of what the other side answered is in them beyond its HTTP status.
"""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Trouble(StrEnum):
    NO_SECRET = "sin_secreto"  # noqa: S105  # a code
    NO_ADDRESS = "sin_direccion"
    BAD_URL = "url_invalida"
    UNRESOLVED = "sin_dns"
    PRIVATE = "url_privada"
    UNREACHABLE = "sin_conexion"
    TIMEOUT = "tiempo_agotado"
    TLS = "tls_invalido"
    NOT_HTTP = "respuesta_ilegible"
    REFUSED = "respuesta_http"
    REDIRECT = "redireccion"
    GONE = "dado_de_baja"
    EXPIRED = "vencido"
    INTERNAL = "error_interno"


TOLD: dict[str, Any] = {
    Trouble.NO_SECRET: _("Falta el secreto con que se firma: creá uno."),
    Trouble.NO_ADDRESS: _("El número ya no tiene dirección de webhook."),
    Trouble.BAD_URL: _("La dirección no sirve: guardala de nuevo."),
    Trouble.UNRESOLVED: _("El nombre de la dirección no existe, o su DNS no contesta."),
    Trouble.PRIVATE: _("La dirección lleva a una red privada."),
    Trouble.UNREACHABLE: _("No se pudo conectar."),
    Trouble.TIMEOUT: _("No contestó a tiempo."),
    Trouble.TLS: _("El certificado no es válido, o la conexión segura falló."),
    Trouble.NOT_HTTP: _("Lo que contestó no es HTTP."),
    Trouble.REFUSED: _("No contestó con un código 2xx."),
    Trouble.REDIRECT: _(
        "Contestó con una redirección, que no se sigue: guardá la dirección final."
    ),
    Trouble.GONE: _("Contestó 410: pidió no recibir más."),
    Trouble.EXPIRED: _("Pasaron 24 horas sin poder entregarlo."),
    Trouble.INTERNAL: _("Hubo un error interno al enviar."),
}


def told(code: str) -> str:
    """Return the sentence of a code; "" for none."""
    return str(TOLD.get(code, ""))
