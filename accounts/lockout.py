"""Stopping whoever guesses, and nobody else.

A guess is counted before it is looked at, so that twenty at the same moment are still five. What
turns out right is taken back.
"""

import hashlib
import math
from dataclasses import dataclass
from typing import cast

from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from liora.api.errors import TooMany
from liora.ops.client_address import network_of
from liora.ops.counter_cache import CounterCache

MINUTE = 60


class Locked(TooMany):
    """Too many wrong guesses; `retry_after` is in seconds."""

    code = "demasiados_intentos"
    message = _("Demasiados intentos fallidos: esperá unos minutos y probá de nuevo.")

    def __init__(self, seconds: float) -> None:
        self.retry_after = max(1, math.ceil(seconds))
        super().__init__(retry_after=self.retry_after)


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` guesses, and then none for `seconds` after the last of them.

    A limit with a `fixed` window forgets all of them `seconds` after the first instead: shared by
    many people, it must not grow older with each of them.
    """

    name: str
    most: int
    seconds: int
    fixed: bool = False


# OWASP ASVS 5.0, 6.3.1: the person and the place together, so that guessing somebody's password
# locks out neither that person elsewhere nor others behind the same address.
PASSWORD = Limit("clave", most=5, seconds=15 * MINUTE)
ADDRESS = Limit("direccion", most=100, seconds=60 * MINUTE, fixed=True)
CODE = Limit("codigo", most=5, seconds=15 * MINUTE)


def counters() -> CounterCache:
    return cast("CounterCache", caches["counters"])


def count_guess(limit: Limit, *who: str) -> None:
    """Count a guess about to be made; raise Locked if it must not be."""
    count = counters().hit(
        _key(limit, *who), limit.seconds, renewed_below=0 if limit.fixed else limit.most
    )
    if count.value > limit.most:
        raise Locked(count.seconds_left)


def forget_guesses(limit: Limit, *who: str) -> None:
    counters().delete(_key(limit, *who))


def take_back(limit: Limit, *who: str) -> None:
    """Uncount one guess, of a limit that others share."""
    try:
        counters().incr(_key(limit, *who), -1)
    except ValueError:
        return  # forgotten meanwhile


def count_password_guess(email: str, address: str) -> None:
    """Count a guess at a person's password from an address; raise Locked if it must not be made."""
    network = network_of(address)
    count_guess(ADDRESS, network)
    try:
        count_guess(PASSWORD, normal(email), network)
    except Locked:
        # Nothing is guessed: others here must not pay for whoever keeps trying a shut door.
        take_back(ADDRESS, network)
        raise


def password_was_right(email: str, address: str) -> None:
    network = network_of(address)
    forget_guesses(PASSWORD, normal(email), network)
    take_back(ADDRESS, network)


def unlock(email: str, usuario_id: str = "") -> int:
    """Forget the wrong guesses about a person, from everywhere; return how many counts there were.

    `usuario_id` names whose guesses at a second factor to forget, too.
    """
    forgotten = counters().delete_beginning(_key(PASSWORD, normal(email)) + ":")
    return forgotten + counters().delete(_key(CODE, usuario_id))


def normal(email: str) -> str:
    """Return an e-mail as accounts are kept: however it is typed, it is one person's."""
    return email.strip().lower()


def _key(limit: Limit, *who: str) -> str:
    """Return a key of fixed length whatever was typed, which begins alike for the same person."""
    return ":".join((limit.name, *map(_digest, who)))


def _digest(text: str) -> str:
    # JSON may bring halves of characters, which UTF-8 has no bytes for.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]
