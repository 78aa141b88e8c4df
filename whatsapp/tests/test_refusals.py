"""Refused posts are counted for audit, in room that nobody can fill."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from whatsapp.models import WebhookRefusal
from whatsapp.webhook import refusals
from whatsapp.webhook.refusals import EVERYONE_ELSE, remember_refusal

pytestmark = pytest.mark.django_db


def refuse(address: str, *, reason: str = "sin_firma", size: int = 2) -> None:
    remember_refusal(address=address, reason=reason, size=size)


def rows() -> list[tuple[str, str, int, int]]:
    return list(
        WebhookRefusal.objects.order_by("address", "reason").values_list(
            "address", "reason", "count", "largest_bytes"
        )
    )


def test_it_works():
    answer = Client().post("/webhook/meta", b"{}", content_type="application/json")
    assert answer.status_code == 401
    assert rows() == [("127.0.0.1", "sin_firma", 1, 2)]


def test_it_says_whether_there_was_no_signature_a_wrong_one_or_no_secret(settings):
    client = Client()
    client.post("/webhook/meta", b"{}", content_type="application/json")
    wrong = {"X-Hub-Signature-256": "sha256=0"}
    client.post("/webhook/meta", b"{}", content_type="application/json", headers=wrong)
    settings.META_APP_SECRETS = []
    client.post("/webhook/meta", b"{}", content_type="application/json", headers=wrong)
    assert [row[1] for row in rows()] == ["firma_invalida", "sin_firma", "sin_secreto"]


def test_one_address_raises_a_counter_and_not_the_disk():
    for size in (10, 4000, 30):
        refuse("203.0.113.9", size=size)
    assert rows() == [("203.0.113.9", "sin_firma", 3, 4000)]


def test_the_hour_of_the_last_one_is_kept():
    refuse("203.0.113.9")
    WebhookRefusal.objects.update(
        first_at=timezone.now() - timedelta(hours=1), last_at=timezone.now() - timedelta(hours=1)
    )
    refuse("203.0.113.9")
    row = WebhookRefusal.objects.get()
    assert row.last_at - row.first_at > timedelta(minutes=59)


def test_all_hosts_of_an_ipv6_network_are_one_address():
    for host in range(1, 30):
        refuse(f"2001:db8:7:7::{host:x}")
    refuse("2001:db8:7:8::1")
    assert [row[:3] for row in rows()] == [
        ("2001:db8:7:7::", "sin_firma", 29),
        ("2001:db8:7:8::", "sin_firma", 1),
    ]


def test_past_a_days_rows_everyone_else_shares_one(monkeypatch):
    monkeypatch.setattr(refusals, "ROWS_PER_DAY", 5)
    for host in range(1, 31):
        refuse(f"203.0.113.{host}")
    kept = rows()
    assert len(kept) == 6
    assert (EVERYONE_ELSE, "sin_firma", 25, 2) in kept


def test_yesterdays_rows_do_not_count_against_today(monkeypatch):
    monkeypatch.setattr(refusals, "ROWS_PER_DAY", 1)
    refuse("203.0.113.1")
    WebhookRefusal.objects.update(day=timezone.localdate() - timedelta(days=1))
    refuse("203.0.113.2")
    assert [row[0] for row in rows()] == ["203.0.113.1", "203.0.113.2"]


def test_what_is_older_than_three_months_is_forgotten():
    refuse("203.0.113.1")
    WebhookRefusal.objects.update(day=timezone.localdate() - timedelta(days=91))
    refuse("203.0.113.2")
    assert [row[0] for row in rows()] == ["203.0.113.2"]


@pytest.mark.parametrize("address", ["", "unknown", "203.0.113.9, 10.0.0.1", "x" * 5000])
def test_an_address_that_is_none_is_counted_as_unknown(address):
    refuse(address)
    assert rows()[0][0] == "desconocida"


def test_a_refusal_that_cannot_be_kept_is_still_a_refusal(monkeypatch):
    def broken(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(refusals, "_count", broken)
    assert Client().post("/webhook/meta", b"{}", content_type="text/plain").status_code == 401


def test_a_forwarded_address_is_not_believed():
    forged = {"X-Forwarded-For": "198.51.100.7"}
    Client().post("/webhook/meta", b"{}", content_type="application/json", headers=forged)
    assert rows()[0][0] == "127.0.0.1"
