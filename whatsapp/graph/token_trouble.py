"""Whether what stopped a number is its token, so that a new one may mend it."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from liora.ops.encryption import UNREADABLE
from whatsapp.graph.answers import bad_token
from whatsapp.graph.error_codes import CODES, RANGES
from whatsapp.graph.verdicts import ErrorClass

CURED_BY_A_TOKEN = (ErrorClass.AUTH, ErrorClass.PERMISSION)


def is_token_trouble(pause_reason: str) -> bool:
    """Whether a pause with this reason, as a worker wrote it, is the token's fault."""
    # Workers run in the language of the house, whoever asks now.
    with override(settings.LANGUAGE_CODE):
        return pause_reason.startswith((*_explanations(), bad_token(), *UNREADABLE))


def _explanations() -> list[str]:
    known = [text for each in CURED_BY_A_TOKEN for text in CODES[each].values()]
    ranges = [text for _codes, error_class, text in RANGES if error_class in CURED_BY_A_TOKEN]
    return [_(text) for text in known + ranges]
