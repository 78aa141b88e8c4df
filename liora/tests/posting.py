"""Posting signed webhooks to a real server, as Meta does."""

import json
from typing import Any

import requests
from django.conf import settings

from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope, text_message
from whatsapp.tests.factories import business_number
from whatsapp.webhook.signature import sign

ANA = Person(wa_id="5493515550101", name="Ana")


def body_of(account: WabaAccount, text: str, *, person: Person = ANA) -> bytes:
    """Return a webhook in which somebody writes to a number."""
    message = text_message(person, text)
    document: Any = envelope(business_number(account), person=person, messages=[message])
    return json.dumps(document).encode()


def post(port: int, body: bytes) -> int:
    """Post a body signed; return the status, 0 where nobody answered."""
    headers = {
        "Content-Type": "application/json",
        "X-Hub-Signature-256": sign(body, settings.META_APP_SECRETS[0]),
    }
    try:
        url = f"http://127.0.0.1:{port}/webhook/meta"
        return requests.post(url, body, headers=headers, timeout=30).status_code
    except requests.RequestException:
        return 0
