"""What a check of a number found: a stable code, what happens, and how to mend it, in Spanish.

No text here takes anything from Meta's wording: it may quote a token.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from whatsapp.graph.client import Refused
from whatsapp.graph.errors import Verdict, classify
from whatsapp.graph.verdicts import ErrorClass

# Graph API: an id that is unknown, or out of this token's sight, is answered 100 (subcode 33,
# which Meta asks not to build on). A look-up sends no other parameter that could be wrong.
NOT_THERE = (33, 100)
# Graph API, rate limiting: of the app, the user, the page and the calls of one business use case.
OTHER_THROTTLES = (17, 32, 613, 80008, 80014)
DOWN = (ErrorClass.TRANSIENT, ErrorClass.AMBIGUOUS)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `como_arreglarlo` is "" where nothing is to be done."""

    codigo: str
    ok: bool
    que_pasa: str
    como_arreglarlo: str = ""


def fine(codigo: str, que_pasa: str) -> Finding:
    return Finding(codigo, ok=True, que_pasa=que_pasa)


def trouble(codigo: str, que_pasa: str, como_arreglarlo: str) -> Finding:
    return Finding(codigo, ok=False, que_pasa=que_pasa, como_arreglarlo=como_arreglarlo)


def of_refusal(refused: Refused, *, node: Finding) -> Finding:
    """What it means that Meta refused a look-up; `node` if it does not know what was asked for."""
    if refused.code in NOT_THERE:
        return node
    if refused.http_status == 0 and refused.verdict == Verdict.STOP_ACCOUNT:
        return _not_asked(refused)
    error_class = classify(refused.code, http_status=refused.http_status).error_class
    if error_class == ErrorClass.AUTH:
        return _token_expired()
    if error_class == ErrorClass.PERMISSION:
        return _token_without_permission()
    return _of_the_rest(refused, error_class)


def _of_the_rest(refused: Refused, error_class: ErrorClass) -> Finding:
    if refused.verdict == Verdict.BACK_OFF_NUMBER or refused.code in OTHER_THROTTLES:
        return _throttled()
    if refused.http_status == 0 or error_class in DOWN:
        return _no_answer()
    return trouble(
        "meta_rechazo",
        _("Meta rechazó la consulta (HTTP %(http)s, código %(code)s).")
        % {"http": refused.http_status, "code": refused.code},
        _("Buscá ese código en la página de errores de WhatsApp de Meta, o probá más tarde."),
    )


def _not_asked(refused: Refused) -> Finding:
    return trouble(
        "no_se_puede_preguntar",
        refused.title,
        _("Cargá un token nuevo y revisá los identificadores del número y de la cuenta."),
    )


def _token_expired() -> Finding:
    return trouble(
        "token_vencido",
        _("Meta no acepta el token: venció, fue anulado o está mal copiado."),
        _(
            "En Meta, Configuración del negocio › Usuarios del sistema, generá un token nuevo, de "
            "preferencia sin vencimiento, y cargalo acá."
        ),
    )


def _token_without_permission() -> Finding:
    return trouble(
        "token_sin_permiso",
        _("Al token le falta un permiso sobre este número o su cuenta."),
        _(
            "Generá el token con los permisos whatsapp_business_messaging y "
            "whatsapp_business_management, y asigná la cuenta de WhatsApp a su usuario del sistema."
        ),
    )


def _throttled() -> Finding:
    return trouble(
        "limite_de_llamadas",
        _("Meta frenó las consultas: se hicieron demasiadas en poco tiempo."),
        _("Esperá una hora y volvé a verificar. No hay nada que cambiar."),
    )


def _no_answer() -> Finding:
    return trouble(
        "meta_no_responde",
        _("Meta no respondió, o respondió algo que no se entiende."),
        _("Volvé a verificar en unos minutos. Si sigue, mirá metastatus.com y tu conexión."),
    )
