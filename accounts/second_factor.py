"""The second factor of the administration: enrolling an authenticator, and proving to hold it."""

import base64
import hashlib
import secrets
import time
from datetime import timedelta
from urllib.parse import quote, urlencode

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django_otp.oath import hotp

from accounts.lockout import CODE, count_guess, forget_guesses
from accounts.models import SecondFactor, Usuario
from liora.api.errors import Unauthenticated

SEED_BYTES = 20  # RFC 4226 §4, R6
STEP_S = 30
DIGITS = 6
# One step to either side: clocks differ, and typing takes time (RFC 6238 §5.2).
TOLERANCE = (-1, 0, 1)

RECOVERY_CODES = 10
RECOVERY_BYTES = 10
RECOVERY_GROUP = 4
UNCONFIRMED_KEPT = timedelta(hours=1)


class WrongCode(Unauthenticated):
    """Not a code of this authenticator, or one that was used before."""

    code = "codigo_incorrecto"
    message = _("Ese código no es correcto o ya se usó.")


def confirmed_factor(usuario: Usuario) -> SecondFactor | None:
    return SecondFactor.objects.filter(usuario=usuario, confirmed_at__isnull=False).first()


def prepare(usuario: Usuario) -> SecondFactor:
    """Return a new authenticator to be confirmed.

    Each has its own seed: one that somebody else was shown before is never confirmed by accident.
    """
    waiting = SecondFactor.objects.filter(usuario=usuario, confirmed_at=None)
    waiting.filter(created_at__lt=Now() - UNCONFIRMED_KEPT).delete()
    return SecondFactor.objects.create(usuario=usuario, seed=secrets.token_hex(SEED_BYTES))


def typed_seed(factor: SecondFactor) -> str:
    """Return the seed as a person types it into an authenticator: base32 (RFC 4648)."""
    return base64.b32encode(_seed(factor)).decode()


def address_to_scan(factor: SecondFactor) -> str:
    """Return what the QR code says, in the form that authenticators agree on.

    https://github.com/google/google-authenticator/wiki/Key-Uri-Format
    """
    values = {"secret": typed_seed(factor), "issuer": "Liora", "digits": DIGITS, "period": STEP_S}
    return f"otpauth://totp/Liora:{quote(factor.usuario.email)}?{urlencode(values)}"


def confirm(factor: SecondFactor, code: str) -> list[str]:
    """Put an authenticator to use and return its recovery codes, to be shown this once.

    Raises WrongCode; also where the person confirmed another one meanwhile.
    """
    step = matching_step(factor, code)
    codes = [_new_recovery_code() for _number in range(RECOVERY_CODES)]
    unconfirmed = SecondFactor.objects.filter(pk=factor.pk, confirmed_at=None)
    try:
        with transaction.atomic():
            confirmed = step and unconfirmed.update(
                confirmed_at=Now(),
                last_step=step,
                recovery_hashes=[_recovery_hash(factor, code) for code in codes],
            )
    except IntegrityError:
        raise WrongCode from None
    if not confirmed:
        raise WrongCode
    SecondFactor.objects.filter(usuario_id=factor.usuario_id, confirmed_at=None).delete()
    return codes


def prove(factor: SecondFactor, code: str) -> None:
    """Accept a code of the authenticator, or a recovery code, each of them once.

    Raises WrongCode, and Locked after too many.
    """
    count_guess(CODE, str(factor.usuario_id))
    if not (_spend_step(factor, code) or _spend_recovery_code(factor, code)):
        raise WrongCode
    forget_guesses(CODE, str(factor.usuario_id))


def reset(usuario: Usuario) -> int:
    """Forget a person's authenticators; the next time they enter, they enrol another."""
    forgotten, _by_model = SecondFactor.objects.filter(usuario=usuario).delete()
    forget_guesses(CODE, str(usuario.pk))
    return forgotten


def matching_step(factor: SecondFactor, code: str) -> int | None:
    """Return the time step that a code is of; None for a wrong one, and for one spent."""
    seed, now, typed = _seed(factor), int(time.time()) // STEP_S, "".join(code.split())
    for step in (now + away for away in TOLERANCE):
        right = constant_time_compare(f"{hotp(seed, step, DIGITS):0{DIGITS}}", typed)
        if right and step > factor.last_step:
            return step
    return None


def _seed(factor: SecondFactor) -> bytes:
    return bytes.fromhex(factor.seed.reveal())


def _spend_step(factor: SecondFactor, code: str) -> bool:
    step = matching_step(factor, code)
    unspent = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step or 0)
    return bool(step and unspent.update(last_step=step))


@transaction.atomic
def _spend_recovery_code(factor: SecondFactor, code: str) -> bool:
    locked = SecondFactor.objects.select_for_update().filter(pk=factor.pk).first()
    hashes = [] if locked is None else locked.recovery_hashes
    typed = _recovery_hash(factor, code)
    kept = [one for one in hashes if not constant_time_compare(one, typed)]
    if len(kept) == len(hashes):
        return False
    SecondFactor.objects.filter(pk=factor.pk).update(recovery_hashes=kept)
    return True


def _new_recovery_code() -> str:
    text = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower()
    groups = (text[at : at + RECOVERY_GROUP] for at in range(0, len(text), RECOVERY_GROUP))
    return "-".join(groups)


def _recovery_hash(factor: SecondFactor, code: str) -> str:
    """Digest a recovery code; 80 bits of chance need no slow hash (ASVS 5.0, 11.4.2)."""
    plain = "".join(character for character in code.lower() if character.isalnum())
    return hashlib.sha256(f"{factor.pk}:{plain}".encode()).hexdigest()
