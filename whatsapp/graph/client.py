"""The HTTP client of Meta's Graph API, or of the simulator that stands in for it.

For what is asked now and then; a worker sends its messages through `sender`.
"""

import time
from collections.abc import Callable, Mapping
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeVar

import requests
from urllib3.exceptions import HTTPError

from whatsapp.graph import answers
from whatsapp.graph.answers import Answer
from whatsapp.graph.bodies import message_body, read_body
from whatsapp.graph.calls import (
    LARGEST_ANSWER,
    Call,
    SimulatorOffError,
    answered,
    base_url_for,
    call,
    shown,
    unanswered,
)
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

# Graph API, WhatsApp Business phone number: the fields that tell whether it can work.
NUMBER_FIELDS = (
    "id,display_phone_number,verified_name,quality_rating,"
    "code_verification_status,platform_type,status,name_status"
)
# What one page of an account's numbers may hold without growing beyond LARGEST_ANSWER.
NUMBERS_LISTED = 100

Result = TypeVar("Result", SendResult, Lookup)
Reader = Callable[[Answer], Result]


class GraphClient:
    """Sends messages and looks numbers up. One per process, shared by its threads.

    Timeouts are seconds: to connect, for one read, and for a whole answer. Nothing is tried
    again here and no redirect is followed, since there is no idempotency key: whoever calls
    decides by the verdict.
    """

    largest_answer = LARGEST_ANSWER

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
        posting = call(phone_number_id, "/messages", token=token, body=body)
        if isinstance(posting, Refused):
            return posting
        result = self._exchange(posting, read)
        return result if isinstance(result, Accepted) else shown(result, token)

    def _get(self, node: str, rest: str, *, token: str) -> Lookup:
        asking = call(node, rest, token=token)
        if isinstance(asking, Refused):
            return asking
        result = self._exchange(asking, answers.of_node)
        return result if isinstance(result, Found) else shown(result, token)

    def _exchange(self, made: Call, read: Reader[Result]) -> Result | Refused:
        sending.begun = False
        started = time.monotonic()
        try:
            answer = self._answer(made, started)
        except (requests.RequestException, HTTPError, OSError) as error:
            return unanswered(error, request_left=sending.begun, started=started)
        return read(answer)

    def _answer(self, made: Call, started: float) -> Answer:
        with self._session.request(
            "GET" if made.payload is None else "POST",
            made.url,
            data=made.payload,
            headers=made.headers,
            timeout=self._timeouts,
            allow_redirects=False,
            stream=True,
        ) as response:
            raw = response.raw.read(self.largest_answer + 1, decode_content=False)
            return answered(
                response.status_code,
                response.headers,
                raw,
                started=started,
                largest=self.largest_answer,
            )
