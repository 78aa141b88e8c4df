"""Meta's side of the webhook: the bytes, the signature and the POST."""

import json
from collections.abc import Mapping
from typing import Any

import requests
from django.conf import settings

from whatsapp.webhook.signature import sign

# Connecting and the whole answer, in seconds. Meta names no limit; 360dialog cuts at 5.
TIMEOUT = (2, 10)


class WebhookUnreachable(Exception):
    """Nobody answered at the webhook's address."""


def encoded(payload: Mapping[str, Any]) -> bytes:
    """Return the bytes Meta would post: JSON with everything beyond ASCII escaped."""
    return json.dumps(payload, separators=(",", ":")).encode("ascii")


def post(payload: Mapping[str, Any], session: requests.Session | None = None) -> int:
    """Sign `payload` with the newest app secret, post it, and return the HTTP status.

    Raises WebhookUnreachable when no answer came.
    """
    body = encoded(payload)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "facebookexternalua",
        "X-Hub-Signature-256": sign(body, next(iter(settings.META_APP_SECRETS), "")),
    }
    try:
        answer = (session or requests).post(
            settings.SIMULATOR_WEBHOOK_URL, data=body, headers=headers, timeout=TIMEOUT
        )
    except requests.RequestException as problem:
        raise WebhookUnreachable(str(problem)) from problem
    return answer.status_code
