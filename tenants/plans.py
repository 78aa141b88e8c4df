"""What each plan allows: one table of limits, one of features."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenants.models.cliente import Cliente

UNLIMITED = None


class Window(StrEnum):
    """How long a limit lasts before it begins anew; STOCK counts things that exist."""

    MINUTE = "minuto"
    MONTH = "mes"
    STOCK = "existencia"


class Meter(StrEnum):
    """What is counted. The values are stable: the API, the database and error codes carry them."""

    MESSAGES = "mensajes"
    API_REQUESTS = "pedidos_api"
    CATALOG_ROWS = "filas_catalogo"
    SNAPSHOTS = "versiones_catalogo"
    USERS = "usuarios"
    LLM_TOKENS = "tokens_ia"
    DOCUMENTS = "documentos"
    SHORT_LINKS = "enlaces_cortos"


class Feature(StrEnum):
    """What a plan includes or leaves out."""

    LLM = "respuestas_ia"
    WEBHOOKS = "webhooks_salientes"
    EXPORT = "exportar"
    OWN_DOMAIN = "dominio_propio"


@dataclass(frozen=True, slots=True)
class Limit:
    window: Window
    name: Any
    free: int | None
    basic: int | None
    pro: int | None

    def of(self, plan: str) -> int | None:
        """Return the limit of a plan; None is no limit."""
        value: int | None = getattr(self, plan)
        return value


MINUTE, MONTH, STOCK = Window.MINUTE, Window.MONTH, Window.STOCK

# fmt: off
LIMITS = {
    #                          window name                                    free   basic       pro
    Meter.MESSAGES:     Limit(MONTH,  _("Mensajes enviados"),                1_000,  10_000, UNLIMITED),
    Meter.API_REQUESTS: Limit(MINUTE, _("Pedidos a la API"),                   120,     600,     3_000),
    Meter.CATALOG_ROWS: Limit(STOCK,  _("Filas del catálogo"),               1_000,  50_000, 2_000_000),
    Meter.SNAPSHOTS:    Limit(STOCK,  _("Versiones del catálogo guardadas"),     5,      20,       100),
    Meter.USERS:        Limit(STOCK,  _("Personas con acceso"),                  3,      10,       100),
    Meter.LLM_TOKENS:   Limit(MONTH,  _("Tokens de IA"),                         0, 200_000, 2_000_000),
    Meter.DOCUMENTS:    Limit(STOCK,  _("Documentos"),                           5,      50,     1_000),
    Meter.SHORT_LINKS:  Limit(MONTH,  _("Enlaces cortos"),                   1_000,  10_000, UNLIMITED),
}

FEATURES = {
    #                     free   basic  pro
    Feature.LLM:        (False, True,  True),
    Feature.WEBHOOKS:   (False, True,  True),
    Feature.EXPORT:     (True,  True,  True),
    Feature.OWN_DOMAIN: (False, False, True),
}
# fmt: on

PLANS = (Cliente.Plan.FREE, Cliente.Plan.BASIC, Cliente.Plan.PRO)


def includes(plan: str, feature: Feature) -> bool:
    return FEATURES[feature][[str(one) for one in PLANS].index(plan)]
