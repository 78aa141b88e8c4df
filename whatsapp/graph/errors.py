"""From an error code of Meta, or only an HTTP status, to what may be done about it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from whatsapp.graph.error_codes import CODES, RANGES, VERDICTS_BY_CODE
from whatsapp.graph.verdicts import VERDICTS, ErrorClass, Verdict

__all__ = ["NO_CODE", "ErrorClass", "ErrorMeaning", "Verdict", "classify"]

# 0 is one of Meta's codes, so it cannot stand for "no code".
NO_CODE = -1

_TABLE = {
    code: (error_class, explanation)
    for error_class, codes in CODES.items()
    for code, explanation in codes.items()
}


@dataclass(frozen=True, slots=True)
class ErrorMeaning:
    """An error's class, what it means for the send, and why, in Spanish for operators."""

    error_class: ErrorClass
    verdict: Verdict
    explanation: str


def classify(code: int, *, http_status: int = 0) -> ErrorMeaning:
    """What `error.code` means; `http_status` decides only where the code is not known."""
    error_class, explanation = _TABLE.get(code) or _in_range(code) or (None, "")
    if error_class is None:
        return _by_status(http_status)
    verdict = VERDICTS_BY_CODE.get(code, VERDICTS[error_class])
    return ErrorMeaning(error_class, verdict, _(explanation))


def _in_range(code: int) -> tuple[ErrorClass, str] | None:
    return next(((error_class, text) for codes, error_class, text in RANGES if code in codes), None)


def _by_status(http_status: int) -> ErrorMeaning:
    if http_status == 429:
        error_class, explanation = ErrorClass.THROTTLE_NUMBER, _("Meta pide enviar más despacio.")
    elif 400 <= http_status < 500 and http_status != 408:
        error_class, explanation = ErrorClass.OTHER, _("Meta rechazó el mensaje.")
    else:
        error_class, explanation = (
            ErrorClass.AMBIGUOUS,
            _("Meta no confirmó el envío: el mensaje puede haber salido."),
        )
    return ErrorMeaning(error_class, VERDICTS[error_class], explanation)
