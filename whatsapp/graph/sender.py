"""The client that sends messages: all of a worker's calls on one event loop."""

import ssl
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import cached_property, partial
from typing import Any

import certifi
from aiohttp import (
    ClientConnectionError,
    ClientError,
    ClientRequest,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.connector import Connection
from aiohttp.tracing import Trace

from whatsapp.graph import answers
from whatsapp.graph.answers import Answer
from whatsapp.graph.bodies import read_body
from whatsapp.graph.calls import LARGEST_ANSWER, Call, answered, call, shown, unanswered
from whatsapp.graph.results import Accepted, Refused, SendResult

# A connection at rest is closed after this long, unless Graph closes it first.
KEPT_ALIVE_S = 60.0

Reader = Callable[[Answer], SendResult]

# Whether the call of this task may have put a byte of its request on the network.
request_left: ContextVar[bool] = ContextVar("request_left", default=False)


class GraphSender:
    """Sends messages and read marks. One per event loop, on which everything of it runs.

    Timeouts are seconds: to connect, for one read, and for the answer as a whole. Of what a
    server sends only the first LARGEST_ANSWER bytes are read; no redirect is followed, no cookie
    kept, no proxy of the environment asked. A POST that fails is not tried again, not even where
    a kept connection turns out to be closed: aiohttp does that for idempotent methods only.
    """

    def __init__(
        self,
        *,
        connect_timeout: float = 3.0,
        read_timeout: float = 10.0,
        answer_timeout: float = 12.0,
    ) -> None:
        self._timeout = ClientTimeout(
            total=connect_timeout + answer_timeout, connect=connect_timeout, sock_read=read_timeout
        )

    async def send(
        self, *, phone_number_id: str, token: str, body: Mapping[str, Any]
    ) -> SendResult:
        """Send a `message_body`. Trouble of network or account comes back as Refused."""
        return await self._post(phone_number_id, token=token, body=body, read=answers.of_message)

    async def mark_read(
        self, *, phone_number_id: str, token: str, wamid: str, typing: bool = True
    ) -> SendResult:
        """Mark `wamid` as read and, with `typing`, show "typing…" until a reply or 25 s."""
        body = read_body(wamid=wamid, typing=typing)
        read = partial(answers.of_read_mark, wamid=wamid)
        return await self._post(phone_number_id, token=token, body=body, read=read)

    async def close(self) -> None:
        """Close the pooled connections."""
        await self._session.close()

    async def _post(
        self, phone_number_id: str, *, token: str, body: Mapping[str, Any], read: Reader
    ) -> SendResult:
        posting = call(phone_number_id, "/messages", token=token, body=body)
        if isinstance(posting, Refused):
            return posting
        result = await self._exchange(posting, read)
        return result if isinstance(result, Accepted) else shown(result, token)

    async def _exchange(self, posting: Call, read: Reader) -> SendResult:
        started = time.monotonic()
        request_left.set(False)
        try:
            answer = await self._answer(posting, started)
        except (ClientError, OSError, ValueError) as error:
            return unanswered(error, request_left=request_left.get(), started=started)
        return read(answer)

    async def _answer(self, posting: Call, started: float) -> Answer:
        async with self._session.post(
            posting.url, data=posting.payload, headers=posting.headers, allow_redirects=False
        ) as response:
            raw = await _bounded(response)
            return answered(response.status, response.headers, raw, started=started)

    @cached_property
    def _session(self) -> ClientSession:
        # Made on the loop that uses it. The authorities are those that requests trusts.
        return ClientSession(
            connector=WatchedConnector(
                limit=0,
                keepalive_timeout=KEPT_ALIVE_S,
                ssl=ssl.create_default_context(cafile=certifi.where()),
            ),
            timeout=self._timeout,
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )


class WatchedConnector(TCPConnector):
    """Notes that a request leaves: whoever has been given a connection may have written to it."""

    async def connect(
        self, req: ClientRequest, traces: list[Trace], timeout: ClientTimeout
    ) -> Connection:
        connection = await super().connect(req, traces, timeout)
        if connection.protocol is None or connection.protocol.should_close:
            # What was said unasked would be taken for the answer to this call.
            connection.close()
            raise ClientConnectionError("The server spoke before it was asked.")
        request_left.set(True)
        return connection


async def _bounded(response: ClientResponse) -> bytes:
    """Read the answer's bytes, and one more than LARGEST_ANSWER of one that is larger."""
    raw = b""
    while len(raw) <= LARGEST_ANSWER:
        more = await response.content.read(LARGEST_ANSWER + 1 - len(raw))
        if not more:
            break
        raw += more
    return raw
