"""The HTTP client of Meta's Graph API, or of the simulator that stands in for it."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeVar

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError

from liora.ops.redaction import redact
from whatsapp.graph import answers
from whatsapp.graph.answers import Answer
from whatsapp.graph.bodies import message_body, read_body
from whatsapp.graph.results import Accepted, Found, Lookup, Refused, SendResult
from whatsapp.graph.wire import BoundedAdapter, sending

__all__ = [
    "Accepted",
    "Found",
    "GraphClient",
    "Lookup",
    "Refused",
    "SendResult",
    "SimulatorOffError",
    "base_url_for",
    "message_body",
]

SIMULATED = "mock"
# What a bearer token may hold (RFC 6750), and the bar Meta puts into app tokens.
TOKEN = re.compile(r"[A-Za-z0-9._~+/|=-]+")
NODE_ID = re.compile(r"[0-9]{1,32}")
LARGEST_ANSWER = 64 * 1024
LONGEST_DETAIL = 500

# Graph API, WhatsApp Business phone number: the fields that tell whether it can work.
NUMBER_FIELDS = (
    "id,display_phone_number,verified_name,quality_rating,"
    "code_verification_status,platform_type,status,name_status"
)
# What one page of an account's numbers may hold without growing beyond LARGEST_ANSWER.
NUMBERS_LISTED = 100

Result = TypeVar("Result", SendResult, Lookup)
Reader = Callable[[Answer], Result]


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


class GraphClient:
    """Sends messages and looks numbers up. One per process, shared by its threads.

    Timeouts are seconds: to connect, for one read, and for a whole answer. Nothing is tried
    again here and no redirect is followed, since there is no idempotency key: whoever calls
    decides by the verdict.
    """

    def __init__(
        self,
        *,
        pool_size: int = 20,
        connect_timeout: float = 3.0,
        read_timeout: float = 10.0,
        answer_timeout: float = 12.0,
    ) -> None:
        self._timeouts = (connect_timeout, read_timeout)
        self._session = requests.Session()
        # Neither a proxy variable nor a .netrc may send a token elsewhere or replace it.
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = BoundedAdapter(answer_timeout=answer_timeout, pool_size=pool_size)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def send(self, *, phone_number_id: str, token: str, body: Mapping[str, Any]) -> SendResult:
        """Send a `message_body`. Trouble of network or account comes back as Refused."""
        return self._post(phone_number_id, token=token, body=body, read=answers.of_message)

    def mark_read(
        self, *, phone_number_id: str, token: str, wamid: str, typing: bool = True
    ) -> SendResult:
        """Mark `wamid` as read and, with `typing`, show "typing…" until a reply or 25 s."""
        return self._post(
            phone_number_id,
            token=token,
            body=read_body(wamid=wamid, typing=typing),
            read=partial(answers.of_read_mark, wamid=wamid),
        )

    def inspect(self, phone_number_id: str, token: str) -> Lookup:
        """Look a number up: `GET /{phone_number_id}`, with NUMBER_FIELDS."""
        return self._get(phone_number_id, f"?fields={NUMBER_FIELDS}", token=token)

    def numbers_of(self, waba_id: str, token: str) -> Lookup:
        """List the ids of an account's numbers: `GET /{waba_id}/phone_numbers`, first page."""
        query = f"/phone_numbers?fields=id&limit={NUMBERS_LISTED}"
        return self._get(waba_id, query, token=token)

    def apps_of(self, waba_id: str, token: str) -> Lookup:
        """List the apps that an account's webhooks go to: `GET /{waba_id}/subscribed_apps`."""
        return self._get(waba_id, "/subscribed_apps", token=token)

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    def _post(
        self,
        phone_number_id: str,
        *,
        token: str,
        body: Mapping[str, Any],
        read: Reader[SendResult],
    ) -> SendResult:
        payload = json.dumps(dict(body)).encode()
        url = _address(phone_number_id, "/messages", token=token)
        if isinstance(url, Refused):
            return url
        result = self._exchange(url, token=token, payload=payload, read=read)
        return result if isinstance(result, Accepted) else _shown(result, token)

    def _get(self, node: str, rest: str, *, token: str) -> Lookup:
        url = _address(node, rest, token=token)
        if isinstance(url, Refused):
            return url
        result = self._exchange(url, token=token, payload=None, read=answers.of_node)
        return result if isinstance(result, Found) else _shown(result, token)

    def _exchange(
        self, url: str, *, token: str, payload: bytes | None, read: Reader[Result]
    ) -> Result | Refused:
        sending.begun = False
        started = time.monotonic()
        try:
            status, headers, raw = self._call(url, token=token, payload=payload)
        except (requests.RequestException, HTTPError, OSError) as error:
            return answers.no_answer(
                request_left=sending.begun,
                detail=f"{type(error).__name__}: {error}",
                elapsed_ms=_milliseconds_since(started),
            )
        answer = Answer(
            http_status=status,
            body=answers.parse_body(raw) if len(raw) <= LARGEST_ANSWER else {},
            retry_after=answers.parse_retry_after(headers.get("Retry-After")),
            elapsed_ms=_milliseconds_since(started),
        )
        return read(answer)

    def _call(
        self, url: str, *, token: str, payload: bytes | None
    ) -> tuple[int, Mapping[str, str], bytes]:
        """POST what there is to send; with nothing to send, GET."""
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            # A capped read of plain bytes cannot be blown up by compression.
            "Accept-Encoding": "identity",
        }
        with self._session.request(
            "GET" if payload is None else "POST",
            url,
            data=payload,
            headers=headers,
            timeout=self._timeouts,
            allow_redirects=False,
            stream=True,
        ) as response:
            raw = response.raw.read(LARGEST_ANSWER + 1, decode_content=False)
            return response.status_code, response.headers, raw


def _address(node: str, rest: str, *, token: str) -> str | Refused:
    """Return where a call goes, or why this account cannot make any."""
    if not TOKEN.fullmatch(token):
        return answers.not_sent(answers.bad_token())
    if not NODE_ID.fullmatch(node):
        return answers.not_sent(_("El id del número (phone_number_id) no es válido."))
    try:
        base = base_url_for(token)
    except SimulatorOffError as error:
        return answers.not_sent(str(error))
    return f"{base}/{settings.META_GRAPH_VERSION}/{node}{rest}"


def _shown(result: Refused, token: str) -> Refused:
    """Meta quotes the token in its error about a malformed one, so every detail is redacted."""
    return replace(result, detail=redact(result.detail, token)[:LONGEST_DETAIL])


def _milliseconds_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
