"""What Graph refused, as something a shop's owner can act on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from whatsapp.graph.errors import ErrorClass, Verdict, classify
from whatsapp.graph.results import Refused


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `codigo` is stable; the rest is for people."""

    codigo: str
    ok: bool
    que_pasa: str
    como_arreglarlo: str = ""


NEW_TOKEN = gettext_lazy("Generá un token nuevo en Meta (usuario del sistema) y cargalo.")
PERMISSIONS = gettext_lazy(
    "Dale al token los permisos whatsapp_business_messaging y whatsapp_business_management."
)
IDENTIFIERS = gettext_lazy("Revisá el identificador: está en WhatsApp Manager, no es el teléfono.")
WAIT = gettext_lazy("Esperá unos minutos y volvé a verificar.")

BY_CLASS: dict[ErrorClass, tuple[str, Any]] = {
    ErrorClass.AUTH: ("token_invalido", NEW_TOKEN),
    ErrorClass.PERMISSION: ("token_sin_permiso", PERMISSIONS),
    ErrorClass.CONFIG: ("numero_desconocido", IDENTIFIERS),
    # Asked for an object that is not there or not visible, Graph answers 100 with subcode 33.
    ErrorClass.BAD_REQUEST: ("numero_desconocido", IDENTIFIERS),
    ErrorClass.THROTTLE_APP: ("meta_limita", WAIT),
    ErrorClass.THROTTLE_WABA: ("meta_limita", WAIT),
    ErrorClass.THROTTLE_NUMBER: ("meta_limita", WAIT),
    ErrorClass.TRANSIENT: ("meta_no_responde", WAIT),
    ErrorClass.AMBIGUOUS: ("meta_no_responde", WAIT),
}
UNKNOWN_OBJECT = gettext_lazy("Meta no encuentra ese identificador, o el token no lo alcanza.")


def finding_of(refused: Refused) -> Finding:
    """Return what a refused look-up means for the account."""
    if not refused.http_status:
        return _unanswered(refused)
    meaning = classify(refused.code, http_status=refused.http_status)
    other = ("meta_rechaza", _("Buscá ese código en la ayuda de Meta, o escribinos."))
    codigo, mend = BY_CLASS.get(meaning.error_class, other)
    says = UNKNOWN_OBJECT if codigo == "numero_desconocido" else refused.title
    if codigo == "meta_rechaza":
        says = f"{refused.title} ({refused.code})"
    return Finding(codigo, False, str(says), str(mend))


def _unanswered(refused: Refused) -> Finding:
    if refused.verdict is Verdict.STOP_ACCOUNT:
        return Finding("token_mal_escrito", False, refused.title, str(NEW_TOKEN))
    return Finding("meta_no_responde", False, _("Meta no respondió a tiempo."), str(WAIT))
