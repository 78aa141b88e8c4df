"""The station of letters: takes one that is due, writes it, sends it, says what became of it.

A letter is taken by moving `due_at` to the end of a lease and counting an attempt, before the mail
server is called. A worker that dies during the call leaves the outcome unknown: the letter is due
again when the lease ends, and may go out twice. In no other case does one go out twice.
"""

import logging
import smtplib
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django_scopes import scopes_disabled

from accounts.letter_texts import Moot, written
from accounts.models import Letter
from liora.ops.backoff import backoff
from liora.ops.clock import DatabaseClock

# Longer than the few answers of EMAIL_TIMEOUT seconds each that one message can take.
LEASE = timedelta(minutes=5)
# With the waits between them, the tries cover about four hours of a mail server that is away.
MAX_ATTEMPTS = 12
BASE_S = 3.0
LONGEST_WAIT_S = 3600.0
MOST_PER_HOUR = 5
ASKED_BY_OTHERS = (Letter.Kind.CLAVE_OLVIDADA, Letter.Kind.INVITACION)

logger = logging.getLogger(__name__)


class Postman:
    name = "mail"

    def __init__(self) -> None:
        self.clock = DatabaseClock()

    def step(self) -> bool:
        """Take care of one letter; return whether there was one."""
        with scopes_disabled():
            # Asked first, because a transaction takes SQLite's only write lock.
            letter = self._take() if _due().exists() else None
            if letter is None:
                return False
            # What follows reads the rows of one Cliente at most, in its own scope.
        self._deliver(letter)
        return True

    def close(self) -> None:
        """Nothing is in hand between two steps."""

    @transaction.atomic
    def _take(self) -> Letter | None:
        waiting = _due().select_related("cliente").order_by("due_at")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True, of=("self",))
        letter = waiting.first()
        if letter:
            letter.attempts += 1
            letter.due_at = self.clock.now() + LEASE
            letter.save(update_fields=["attempts", "due_at"])
        return letter

    def _deliver(self, letter: Letter) -> None:
        if letter.attempts > MAX_ATTEMPTS:
            # Its workers died in the act, every time.
            self._settle(letter, Letter.Estado.FALLIDA, letter.error)
            return
        if self._is_flooded(letter):
            self._settle(letter, Letter.Estado.DESCARTADA, "demasiados")
            return
        try:
            written(letter).send()
        except Moot:
            self._settle(letter, Letter.Estado.DESCARTADA)
        except OperationalError:
            raise
        except OSError as error:
            # The mail server's trouble; SMTPException is one too.
            logger.warning("mail.failed letter=%s error=%s", letter.pk, said(error))
            self._settle_failure(letter, error)
        except Exception as error:
            logger.exception("mail.trouble letter=%s", letter.pk)
            self._settle_failure(letter, error)
        else:
            self._settle(letter, Letter.Estado.ENVIADA)

    def _is_flooded(self, letter: Letter) -> bool:
        """Tell whether somebody fills a mailbox by asking from ever new addresses."""
        if letter.kind not in ASKED_BY_OTHERS:
            return False
        with scopes_disabled():
            lately = Letter.objects.filter(
                email=letter.email,
                kind=letter.kind,
                estado=Letter.Estado.ENVIADA,
                created_at__gt=self.clock.now() - timedelta(hours=1),
            )
            return lately.count() >= MOST_PER_HOUR

    def _settle_failure(self, letter: Letter, error: Exception) -> None:
        hopeless = letter.attempts >= MAX_ATTEMPTS or is_final(error)
        estado = Letter.Estado.FALLIDA if hopeless else Letter.Estado.PENDIENTE
        self._settle(letter, estado, said(error))

    def _settle(self, letter: Letter, estado: Letter.Estado, error: str = "") -> None:
        """Write down the outcome, unless the lease ended and another worker has the letter."""
        wait = backoff(letter.attempts, base=BASE_S, longest_s=LONGEST_WAIT_S)
        with scopes_disabled():
            Letter.objects.filter(
                pk=letter.pk, attempts=letter.attempts, estado=Letter.Estado.PENDIENTE
            ).update(estado=estado, error=error, due_at=self.clock.now() + wait)


def _due() -> QuerySet[Letter]:
    return Letter.objects.filter(estado=Letter.Estado.PENDIENTE, due_at__lte=Now())


def is_final(error: Exception) -> bool:
    """Tell whether the mail server refused every address for good (RFC 5321, 4.2.1: 5yz)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _text in error.recipients.values())


def said(error: Exception) -> str:
    """Name an error without what the server said, which may quote the letter or the password."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
