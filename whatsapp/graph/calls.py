"""One call to Graph before it leaves and after it came back, whatever carries it.

Nothing is tried again and no redirect is followed, since there is no idempotency key: whoever
calls decides by the verdict.
"""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from liora.ops.redaction import redact
from whatsapp.graph import answers
from whatsapp.graph.answers import Answer
from whatsapp.graph.results import Refused

SIMULATED = "mock"
# What a bearer token may hold (RFC 6750), and the bar Meta puts into app tokens.
TOKEN = re.compile(r"[A-Za-z0-9._~+/|=-]+")
NODE_ID = re.compile(r"[0-9]{1,32}")
LARGEST_ANSWER = 64 * 1024
LONGEST_DETAIL = 500


class SimulatorOffError(RuntimeError):
    """The account has the simulator's token, and this installation runs none."""

    code = "simulador_apagado"


def base_url_for(token: str) -> str:
    """Where calls with `token` go: "mock" to the simulator, any other to Meta.

    Raises SimulatorOffError for "mock" where SIMULATOR_GRAPH_URL is empty.
    """
    if token != SIMULATED:
        return str(settings.META_GRAPH_URL)
    if not settings.SIMULATOR_GRAPH_URL:
        raise SimulatorOffError(_("El token es el del simulador, y el simulador está apagado."))
    return str(settings.SIMULATOR_GRAPH_URL)


@dataclass(frozen=True, slots=True)
class Call:
    """A POST of `payload`, or a GET where there is none. Its representation hides the token."""

    url: str
    headers: Mapping[str, str]
    payload: bytes | None

    def __repr__(self) -> str:
        return f"Call({self.url!r})"


def call(
    node: str, rest: str, *, token: str, body: Mapping[str, Any] | None = None
) -> Call | Refused:
    """Return the call to a node of Graph, or why this account cannot make any."""
    if not TOKEN.fullmatch(token):
        return answers.not_sent(answers.bad_token())
    if not NODE_ID.fullmatch(node):
        return answers.not_sent(_("El id del número (phone_number_id) no es válido."))
    try:
        base = base_url_for(token)
    except SimulatorOffError as error:
        return answers.not_sent(str(error))
    payload = None if body is None else json.dumps(dict(body)).encode()
    url = f"{base}/{settings.META_GRAPH_VERSION}/{node}{rest}"
    return Call(url, _headers(token), payload)


def _headers(token: str) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        # A capped read of plain bytes cannot be blown up by compression.
        "Accept-Encoding": "identity",
    }


def answered(
    status: int,
    headers: Mapping[str, str],
    raw: bytes,
    *,
    started: float,
    largest: int = LARGEST_ANSWER,
) -> Answer:
    """Read what came back; of more than `largest` bytes nothing is believed."""
    return Answer(
        http_status=status,
        body=answers.parse_body(raw) if len(raw) <= largest else {},
        retry_after=answers.parse_retry_after(headers.get("Retry-After")),
        elapsed_ms=_milliseconds_since(started),
    )


def unanswered(error: Exception, *, request_left: bool, started: float) -> Refused:
    """Say that the network failed, before or after the first byte of the request had left."""
    return answers.no_answer(
        request_left=request_left,
        detail=f"{type(error).__name__}: {error}",
        elapsed_ms=_milliseconds_since(started),
    )


def shown(result: Refused, token: str) -> Refused:
    """Meta quotes the token in its error about a malformed one, so every detail is redacted."""
    return replace(result, detail=redact(result.detail, token)[:LONGEST_DETAIL])


def _milliseconds_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
