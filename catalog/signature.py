"""The signature of a pushed catalog: `HMAC-SHA256(secret, timestamp + "." + body)`.

Where a held version is let go unseen, the signed text says so: `timestamp + ".liberar." + body`.
"""

import hmac
import re
import time
from collections.abc import Iterable

from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from liora.api.errors import Unauthenticated

PREFIX = "sha256="
HEADER = re.compile(r"sha256=[0-9a-fA-F]{64}")
SECONDS = re.compile(r"[0-9]{9,11}")
# Seconds that the sender's clock may be off.
TOLERANCE_S = 300
RELEASE = b"liberar."
# Longer than any body takes to arrive.
REMEMBERED_S = 24 * 3600
# Signed with where a Cliente has no secret or does not exist, so that both take as long.
NO_SECRET = "lps_nadie-firma-con-esto"  # noqa: S105


class BadSignature(Unauthenticated):
    """One answer for a wrong signature, an unknown Cliente and a secret that ended."""

    code = "firma_invalida"
    message = _(
        "La firma no es válida: firmá «timestamp.cuerpo» con el secreto de publicación vigente."
    )


class StaleSignature(Unauthenticated):
    code = "firma_vencida"
    message = _("X-Liora-Timestamp difiere más de 300 segundos de nuestro reloj.")


class UsedSignature(Unauthenticated):
    code = "firma_repetida"
    message = _("Esa firma ya se usó: firmá de nuevo con la hora de ahora.")


class Signature:
    """Checks the signature of a body that arrives piece by piece.

    Raises BadSignature or StaleSignature for headers that no body could make right, before
    anything of the body has been read.
    """

    def __init__(
        self, timestamp: str, signature: str, secrets: Iterable[str], *, release: bool
    ) -> None:
        if not HEADER.fullmatch(signature):
            raise BadSignature
        if not SECONDS.fullmatch(timestamp) or abs(time.time() - int(timestamp)) > TOLERANCE_S:
            raise StaleSignature
        said = timestamp.encode() + b"." + (RELEASE if release else b"")
        keys = list(secrets) or [NO_SECRET]
        self.may_be_right = keys != [NO_SECRET]
        """Whether any body could be; if not, there is no need to keep it."""
        self._macs = [hmac.new(key.encode(), said, "sha256") for key in keys]
        self._given = bytes.fromhex(signature.removeprefix(PREFIX))

    def update(self, piece: bytes) -> None:
        for mac in self._macs:
            mac.update(piece)

    def check(self) -> None:
        """Raise BadSignature unless one of the secrets made it, and UsedSignature the second time.

        Nothing is noted for a wrong one.
        """
        # Every one is compared, so that the time does not tell which of them it was.
        right = [hmac.compare_digest(mac.digest(), self._given) for mac in self._macs]
        if not any(right) or not self.may_be_right:
            raise BadSignature
        if not caches["counters"].add(f"catalog-signature:{self._given.hex()}", 1, REMEMBERED_S):
            raise UsedSignature
