"""Bitly v4, one call: `POST /shorten`. Source: https://dev.bitly.com/api-reference.

Bitly has no idempotency keys, but shortening an address again gives the same link (200, not 201).
"""

import json
from typing import Any

import requests
from django.conf import settings

from liora.ops.web_address import problem_with
from whatsapp.graph.wire import BoundedAdapter

CONNECT_S, READ_S, ANSWER_S = 3.0, 5.0, 8.0
MOCK = "mock"
LONGEST = 200
# What begins anew on the first of the month: asking again before is no use.
MONTHLY = ("API_USAGE_LIMIT_EXCEEDED", "MONTHLY_", "UPGRADE_REQUIRED")


class BitlyTrouble(Exception):
    """Bitly gave no link. `code` is its own word for why, or ours where it said nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def lasts_all_month(self) -> bool:
        return self.code.startswith(MONTHLY)


def is_enabled() -> bool:
    return settings.BITLY_TOKEN not in ("", MOCK)


class Bitly:
    """A client for one thread; its whole answer is bounded in time."""

    def __init__(self, *, answer_s: float = ANSWER_S) -> None:
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, BoundedAdapter(answer_timeout=answer_s, pool_size=1))

    def shorten(self, long_url: str) -> str:
        """Return Bitly's link to an address; raises BitlyTrouble."""
        try:
            answer = self._session.post(
                f"{settings.BITLY_API_URL}/shorten",
                json={"long_url": long_url},
                headers={"Authorization": f"Bearer {settings.BITLY_TOKEN}"},
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
            )
        except (requests.RequestException, OSError) as error:
            raise BitlyTrouble(type(error).__name__) from error
        return _link_in(answer)

    def close(self) -> None:
        self._session.close()


def _link_in(answer: requests.Response) -> str:
    body = _object(answer.content)
    if answer.status_code not in (200, 201):
        raise BitlyTrouble(str(body.get("message") or f"HTTP_{answer.status_code}")[:60])
    link = body.get("link")
    if not isinstance(link, str) or len(link) > LONGEST or problem_with(link):
        raise BitlyTrouble("NO_LINK")
    return link


def _object(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
