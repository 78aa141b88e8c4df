"""Meta posts up to 3 MB (Cloud API, webhooks overview); what is larger is refused unread."""

import json
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client

from whatsapp.tests.wire import events, text_document
from whatsapp.webhook.signature import sign

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


def document_of(waba, size: int) -> bytes:
    """Return a webhook of exactly that many bytes."""
    bare = json.dumps(text_document(waba, "", wamid="wamid.GRANDE0000")).encode()
    text = "a" * (size - len(bare))
    return json.dumps(text_document(waba, text, wamid="wamid.GRANDE0000")).encode()


@pytest.mark.parametrize("size", [int(2.6 * MEGABYTE), 3 * MEGABYTE, 4 * MEGABYTE])
def test_what_meta_may_post_is_taken_whole(waba, post_webhook, size):
    body = document_of(waba, size)
    assert len(body) == size
    assert post_webhook(body).status_code == 200
    (event,) = events()
    message = event.payload["entry"][0]["changes"][0]["value"]["messages"][0]
    assert len(message["text"]["body"]) > size - 1000


def test_one_byte_more_is_refused(waba, post_webhook):
    assert post_webhook(document_of(waba, settings.WEBHOOK_MAX_BYTES + 1)).status_code == 413
    assert events() == []


def test_too_much_is_refused_before_it_is_read(monkeypatch):
    """The length that is announced decides: nobody makes us read or hash what is too long."""
    monkeypatch.setattr("whatsapp.webhook.views.is_signed", pytest.fail)
    answer = Client().generic(
        "POST", "/webhook/meta", b"{}", content_type="application/json", CONTENT_LENGTH="5000000"
    )
    assert answer.status_code == 413


def test_a_length_that_promises_more_than_comes_is_refused(waba):
    body = json.dumps(text_document(waba)).encode()
    answer = Client().generic(
        "POST",
        "/webhook/meta",
        body,
        content_type="application/json",
        headers={"X-Hub-Signature-256": sign(body, "app-secret-of-the-tests")},
        **{"wsgi.input": BytesIO(body[:-10])},
    )
    assert answer.status_code == 401
    assert events() == []


def test_a_compressed_body_is_not_blown_up(post_webhook):
    """Meta signs what it sends; nothing here looks into `Content-Encoding`."""
    answer = post_webhook(b"\x1f\x8b\x08\x00garbage", **{"Content-Encoding": "gzip"})
    assert answer.status_code == 400
