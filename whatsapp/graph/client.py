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

from whatsapp.graph import answers
from whatsapp.graph.answers import Answer
from whatsapp.graph.bodies import message_body, read_body
from whatsapp.graph.redact import redact
from whatsapp.graph.results import Accepted, Found, Refused, SendResult
from whatsapp.graph.wire import BoundedAdapter, sending

__all__ = [
    "Accepted",
    "Found",
    "GraphClient",
    "Refused",
    "SendResult",
    "SimulatorOffError",
    "base_url_for",
    "message_body",
]

SIMULATED = "mock"
# What a bearer token may hold (RFC 6750), and the bar Meta puts into app tokens.
TOKEN = re.compile(r"[A-Za-z0-9._~+/|=-]+")
PHONE_NUMBER_ID = re.compile(r"[0-9]{1,32}")
LARGEST_ANSWER = 64 * 1024
LONGEST_DETAIL = 500

Result = TypeVar("Result", Accepted, Found)
Reader = Callable[[Answer], Result | Refused]


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
    """Sends through a number, and looks it up. One per process, shared by its threads.

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

    def look_up(self, path: str, *, token: str) -> Found | Refused:
        """Ask for an object of the account, such as `123?fields=id`; nothing is changed."""
        return self._ask("GET", path, token=token, payload=None, read=answers.of_look_up)

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    def _post(
        self, phone_number_id: str, *, token: str, body: Mapping[str, Any], read: Reader[Accepted]
    ) -> SendResult:
        if not PHONE_NUMBER_ID.fullmatch(phone_number_id):
            return answers.not_sent(_("El id del número (phone_number_id) no es válido."))
        payload = json.dumps(dict(body)).encode()
        return self._ask(
            "POST", f"{phone_number_id}/messages", token=token, payload=payload, read=read
        )

    def _ask(
        self, method: str, path: str, *, token: str, payload: bytes | None, read: Reader[Result]
    ) -> Result | Refused:
        if not TOKEN.fullmatch(token):
            return answers.not_sent(_("El token de acceso está vacío o mal escrito."))
        try:
            base = base_url_for(token)
        except SimulatorOffError as error:
            return answers.not_sent(str(error))
        request = requests.Request(
            method,
            f"{base}/{settings.META_GRAPH_VERSION}/{path}",
            data=payload,
            headers=_headers(token),
        )
        return _shown(self._exchange(request, read=read), token)

    def _exchange(self, request: requests.Request, *, read: Reader[Result]) -> Result | Refused:
        sending.begun = False
        started = time.monotonic()
        try:
            status, headers, raw = self._call(request)
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

    def _call(self, request: requests.Request) -> tuple[int, Mapping[str, str], bytes]:
        with self._session.send(
            self._session.prepare_request(request),
            timeout=self._timeouts,
            allow_redirects=False,
            stream=True,
        ) as response:
            raw = response.raw.read(LARGEST_ANSWER + 1, decode_content=False)
            return response.status_code, response.headers, raw


def _headers(token: str) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        # A capped read of plain bytes cannot be blown up by compression.
        "Accept-Encoding": "identity",
    }


def _shown(result: Result | Refused, token: str) -> Result | Refused:
    """Meta quotes the token in its error about a malformed one, so every detail is redacted."""
    if not isinstance(result, Refused):
        return result
    return replace(result, detail=redact(result.detail, token)[:LONGEST_DETAIL])


def _milliseconds_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
