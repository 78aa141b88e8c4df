"""A list from Graph is kept whole, and undoes nothing that was told later."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from tenants.tests.factories import ClienteFactory
from whatsapp.message_templates import news
from whatsapp.message_templates.news import Named
from whatsapp.message_templates.syncing import keep_list
from whatsapp.models import MessageTemplate

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)
LISTED = {
    "id": "7",
    "name": "retomar_charla",
    "language": "es_AR",
    "status": "APPROVED",
    "category": "UTILITY",
    "quality_score": {"score": "GREEN"},
    "rejected_reason": "NONE",
    "components": [{"type": "BODY", "text": "¿Seguimos?"}],
}
NAMED = Named("200", "retomar_charla", "es_AR", "7")


@pytest.fixture(autouse=True)
def opened() -> Any:
    with scope(cliente=ClienteFactory().pk):
        yield


def row() -> MessageTemplate:
    return MessageTemplate.objects.get()


def test_what_is_listed_is_kept() -> None:
    assert keep_list("200", [LISTED, "nada", {"name": "sin idioma"}], asked_at=NOON) == 1
    kept = row()
    assert (kept.status, kept.category, kept.quality) == ("APPROVED", "UTILITY", "GREEN")
    assert (kept.meta_id, kept.synced_at) == ("7", NOON)
    assert kept.components == LISTED["components"]


def test_what_is_no_longer_listed_is_gone_and_may_come_back() -> None:
    keep_list("200", [LISTED], asked_at=NOON)
    keep_list("201", [], asked_at=LATER)
    assert row().status == "APPROVED"
    keep_list("200", [], asked_at=LATER)
    assert row().status == MessageTemplate.Status.BORRADA
    keep_list("200", [LISTED], asked_at=LATER + timedelta(minutes=1))
    assert row().status == "APPROVED"


@pytest.mark.parametrize("listed", [[LISTED], []])
def test_news_told_after_the_list_was_asked_for_stay(listed: list[Any]) -> None:
    news.keep(NAMED, "status", {"status": "PAUSED"}, at=LATER)
    keep_list("200", listed, asked_at=NOON)
    assert row().status == "PAUSED"


def test_a_thousand_cost_no_more_statements_than_a_few() -> None:
    def many(amount: int, status: str = "APPROVED") -> list[Any]:
        return [LISTED | {"name": f"t{number}", "status": status} for number in range(amount)]

    with CaptureQueriesContext(connection) as first:
        assert keep_list("200", many(1000), asked_at=NOON) == 1000
    with CaptureQueriesContext(connection) as again:
        keep_list("200", many(1000), asked_at=LATER)
    assert MessageTemplate.objects.filter(status="APPROVED", synced_at=LATER).count() == 1000
    assert len(first) < 60
    assert len(again) < 20


def test_a_list_that_confirms_outweighs_older_news_that_comes_late() -> None:
    keep_list("200", [LISTED], asked_at=NOON)
    keep_list("200", [LISTED], asked_at=LATER)
    assert not news.keep(NAMED, "status", {"status": "PAUSED"}, at=NOON + timedelta(seconds=30))
    assert row().status == "APPROVED"


def test_what_changed_is_written() -> None:
    keep_list("200", [LISTED], asked_at=NOON)
    changed = LISTED | {
        "status": "REJECTED",
        "rejected_reason": "SCAM",
        "parameter_format": "NAMED",
    }
    keep_list("200", [changed], asked_at=LATER)
    assert (row().status, row().rejected_reason, row().parameter_format) == (
        "REJECTED",
        "SCAM",
        "NAMED",
    )
