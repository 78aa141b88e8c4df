"""While the database cannot keep a post, Meta is asked to try again: never 200."""

import pytest
from django.db import DatabaseError, connection, transaction

from whatsapp.tests.wire import events, text_document
from whatsapp.webhook import store

pytestmark = pytest.mark.django_db


def test_without_its_table_the_answer_is_503_and_a_retry_is_kept(waba, post_webhook):
    document = text_document(waba)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE inbound_event RENAME TO elsewhere")
    with transaction.atomic():
        assert post_webhook(document).status_code == 503
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO inbound_event")
    assert post_webhook(document).status_code == 200
    assert len(events()) == 1


def test_half_a_post_is_never_kept(waba, post_webhook, monkeypatch):
    """The lane is woken in the transaction that keeps the message, or the message is not kept."""
    monkeypatch.setattr(store, "WAKE_LANE", "ON CONFLICT (nothing_like_it) DO NOTHING")
    monkeypatch.setattr("whatsapp.inbound_lanes.WAKE_LANE", "ON CONFLICT (nothing) DO NOTHING")
    with transaction.atomic():
        assert post_webhook(text_document(waba)).status_code == 503
        transaction.set_rollback(connection.vendor == "postgresql")
    assert events() == []


def test_a_server_that_cannot_be_reached_is_503(waba, post_webhook, monkeypatch):
    def unreachable(*args: object) -> None:
        raise DatabaseError("could not connect to server")

    monkeypatch.setattr("whatsapp.webhook.views.store", unreachable)
    answer = post_webhook(text_document(waba))
    assert (answer.status_code, answer.content) == (503, b"")
