"""Fetching one file: where it is, its bytes, and whether they are what was announced."""

import hashlib
import hmac
import logging
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import UUID

from conversations.media.keeping import being_written, publish
from conversations.media.kinds import HEAD, MOST_BYTES, is_allowed, type_of
from conversations.media.noting import fingerprint
from conversations.models import MediaFile
from liora.ops.encryption import Secret
from whatsapp.graph.media import MediaClient, Problem
from whatsapp.graph.results import Found, Refused
from whatsapp.inbound import text_of

Failure = MediaFile.Failure
FAILURES = {
    Problem.NO_ANSWER: Failure.SIN_RESPUESTA,
    Problem.CUT_SHORT: Failure.SIN_RESPUESTA,
    # A fresh address is asked for each time, so the next one may do.
    Problem.GONE: Failure.SIN_RESPUESTA,
    Problem.ADDRESS: Failure.DIRECCION,
    Problem.TOO_LARGE: Failure.GRANDE,
}
# Graph API: an object that does not exist, or that this token may not see.
NO_SUCH_OBJECT = 100
FOR_GOOD = frozenset({Failure.NO_EXISTE, Failure.GRANDE, Failure.TIPO, Failure.DIRECCION})

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to fetch, and the token of the number that received it."""

    id: UUID
    cliente_id: UUID
    kind: str
    media_id: str
    sha256: str
    token: Secret
    attempt: int = 0
    """Which attempt it is: who fetches after another has taken it up again writes nothing."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of it: a type and a size in bytes, or why it is not there."""

    wanted: Wanted
    mime: str = ""
    size: int = 0
    failure: Failure = Failure.NINGUNO


def fetch(client: MediaClient, wanted: Wanted) -> Fetched:
    """Fetch a file into its place; whatever happens, something comes back."""
    try:
        return _fetch(client, wanted)
    except OSError:
        logger.exception("media.disk file=%s", wanted.id)
        return Fetched(wanted, failure=Failure.DISCO)
    except Exception:
        logger.exception("media.trouble file=%s", wanted.id)
        return Fetched(wanted, failure=Failure.SIN_RESPUESTA)


def _fetch(client: MediaClient, wanted: Wanted) -> Fetched:
    token = wanted.token.reveal()
    found = client.look_up(wanted.media_id, token)
    if isinstance(found, Refused):
        return Fetched(wanted, failure=_why(found))
    with being_written(wanted.id) as file:
        url = text_of(found.body.get("url"))
        came = client.download(url, token, to=file, most=MOST_BYTES[wanted.kind])
        if came.problem:
            return Fetched(wanted, failure=FAILURES[came.problem])
        mime, failure = _judged(file, wanted, found)
        if not failure:
            publish(file, wanted.cliente_id, wanted.id)
        return Fetched(wanted, mime, came.size, failure)


def _why(refused: Refused) -> Failure:
    if refused.code == NO_SUCH_OBJECT or refused.http_status == 404:
        return Failure.NO_EXISTE
    return Failure.RECHAZADO if 400 <= refused.http_status < 500 else Failure.SIN_RESPUESTA


def _judged(file: BinaryIO, wanted: Wanted, found: Found) -> tuple[str, Failure]:
    """Return what the file is, and what is wrong with it."""
    file.seek(0)
    mime = type_of(file.read(HEAD))
    file.seek(0)
    digest = hashlib.file_digest(cast(Any, file), "sha256").hexdigest()
    promised = (wanted.sha256, fingerprint(text_of(found.body.get("sha256"))))
    if not all(hmac.compare_digest(digest, each) for each in promised if each):
        return mime, Failure.ALTERADO
    return mime, Failure.NINGUNO if is_allowed(wanted.kind, mime) else Failure.TIPO
