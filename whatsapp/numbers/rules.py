"""What the columns of a number may hold, told per field and without repeating a secret."""

from collections.abc import Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from whatsapp.models import WabaAccount
from whatsapp.numbers.reopening import wrong_reopening

LONGEST_TOKEN = 1000

one_word = RegexValidator(
    r"\A[!-~]+\Z", gettext_lazy("Un token es una sola palabra, sin espacios ni acentos.")
)
not_too_long = MaxLengthValidator(LONGEST_TOKEN)


def check(account: WabaAccount, columns: Iterable[str], *, access_token: str | None = None) -> None:
    """Raise ValidationError, per field, for what is wrong in `columns` of an account.

    A token can be judged only as the text it was: an account holds it encrypted.
    """
    wrong = _wrong_columns(account, set(columns)) | wrong_reopening(account, columns)
    if access_token is not None and (why := _wrong_token(access_token)):
        wrong["access_token"] = why
    if wrong:
        raise ValidationError(wrong)


def _wrong_columns(account: WabaAccount, columns: set[str]) -> dict[str, list[ValidationError]]:
    others = {field.name for field in account._meta.fields} - columns
    try:
        account.clean_fields(exclude=others)
    except ValidationError as refused:
        return {
            name: errors for name, errors in refused.error_dict.items() if name != NON_FIELD_ERRORS
        }
    return {}


def _wrong_token(token: str) -> list[ValidationError]:
    try:
        # Not `run_validators`: its errors carry the value, which a log might show.
        one_word(token)
        not_too_long(token)
    except ValidationError as refused:
        return [ValidationError(_plain(refused), code="token_invalido")]
    return []


def _plain(refused: ValidationError) -> str:
    if refused.code == not_too_long.code:
        return _("El token no puede pasar de %(most)s caracteres.") % {"most": LONGEST_TOKEN}
    return str(refused.message)
