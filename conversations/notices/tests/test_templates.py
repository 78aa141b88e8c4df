"""What Meta tells of templates is kept, in the order of its own clock, for its own accounts."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled

from conversations.tests.road import PostWebhook
from conversations.tests.stations import Stations
from tenants.tests.factories import ClienteFactory
from whatsapp.message_templates.needs import Template
from whatsapp.models import InboundEvent, MessageTemplate, WabaAccount
from whatsapp.tests.factories import WabaAccountFactory
from whatsapp.tests.wire import batch, events

NAMED = {
    "message_template_id": 806312974732579,
    "message_template_name": "pedido_listo",
    "message_template_language": "es_AR",
}
NOON = 1751247548
PARTS = [
    {"type": "HEADER", "format": "IMAGE"},
    {"type": "BODY", "text": "Hola {{1}}"},
    {"type": "FOOTER", "text": "Chau"},
]


@pytest.fixture
def told(waba: WabaAccount, stations: Stations, post_webhook: PostWebhook) -> Any:
    def tell(field: str, *, at: int = NOON, waba_id: str = waba.waba_id, **value: Any) -> None:
        document = batch([{"field": field, "value": NAMED | value}])
        document["entry"][0] |= {"id": waba_id, "time": at}
        post_webhook(document)
        stations.work()

    return tell


def judge(told: Any, event: str, **more: Any) -> None:
    told("message_template_status_update", event=event, **more)


def kept(**filters: Any) -> list[MessageTemplate]:
    with scopes_disabled():
        return list(MessageTemplate.objects.filter(**filters))


def only() -> MessageTemplate:
    (row,) = kept()
    return row


def test_one_never_heard_of_gets_a_row_that_cannot_be_sent(told: Any, waba: WabaAccount) -> None:
    judge(told, "APPROVED", reason="NONE")
    row = only()
    assert (row.cliente_id, row.waba_id, row.status) == (
        waba.cliente_id,
        waba.waba_id,
        MessageTemplate.Status.APROBADA,
    )
    assert (row.meta_id, row.rejected_reason) == ("806312974732579", "")
    assert int(row.status_at.timestamp()) == NOON
    assert not Template(row.name, row.language, row.components).is_fillable


def test_the_parts_of_one_never_heard_of_are_asked_for(told: Any, waba: WabaAccount) -> None:
    with scopes_disabled():
        mine = WabaAccount.objects.filter(pk=waba.pk)
        mine.update(templates_due_at=timezone.now() + timedelta(hours=20))
        judge(told, "APPROVED")
        assert mine.get().templates_due_at is None
        mine.update(templates_due_at=timezone.now() + timedelta(hours=20))
        MessageTemplate.objects.update(components_at=timezone.now())
        judge(told, "PAUSED", at=NOON + 1)
        assert mine.get().templates_due_at is not None


def test_why_it_was_rejected_is_kept(told: Any) -> None:
    judge(told, "REJECTED", reason="INVALID_FORMAT", rejection_info={"reason": "Too close."})
    assert only().rejected_reason == "Too close."


def test_older_news_never_undo_newer(told: Any) -> None:
    judge(told, "PAUSED", at=NOON + 10)
    judge(told, "APPROVED", at=NOON)
    assert only().status == MessageTemplate.Status.PAUSADA
    judge(told, "APPROVED", at=NOON + 20)
    assert only().status == MessageTemplate.Status.APROBADA


def test_each_kind_of_news_has_its_own_time(told: Any) -> None:
    judge(told, "APPROVED", at=NOON + 10)
    told("message_template_quality_update", at=NOON, new_quality_score="RED")
    told("template_category_update", at=NOON, new_category="MARKETING")
    row = only()
    assert (row.status, row.quality, row.category) == ("APPROVED", "RED", "MARKETING")


@pytest.mark.parametrize(
    ("event", "status"),
    [
        ("REINSTATED", "APPROVED"),
        ("DELETED", "borrada"),
        ("FLAGGED", "APPROVED"),
        ("LOCKED", "APPROVED"),
        ("NEW", "NEW"),
    ],
)
def test_events_become_a_status(told: Any, event: str, status: str) -> None:
    judge(told, "APPROVED", at=NOON)
    judge(told, event, at=NOON + 1)
    assert only().status == status


def test_new_words_replace_the_old_and_leave_the_file(told: Any) -> None:
    judge(told, "APPROVED")
    with scopes_disabled():
        MessageTemplate.objects.update(components=PARTS)
    told(
        "message_template_components_update",
        message_template_element="Buenas {{1}}",
        message_template_buttons=[
            {"message_template_button_type": "URL", "message_template_button_text": "Ver"}
        ],
    )
    assert only().components == [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "Buenas {{1}}"},
        {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Ver"}]},
    ]


def test_a_strange_account_changes_nothing(told: Any) -> None:
    judge(told, "APPROVED", waba_id="299999999999999")
    assert kept() == []


def test_every_cliente_of_an_account_has_its_own_row(told: Any, waba: WabaAccount) -> None:
    with scopes_disabled():
        neighbour = WabaAccountFactory(cliente=ClienteFactory(), waba_id=waba.waba_id)
        WabaAccountFactory(cliente=ClienteFactory(), waba_id="299999999999999")
    judge(told, "APPROVED")
    judge(told, "PAUSED", at=NOON + 1)
    owners = {row.cliente_id: row.status for row in kept()}
    assert owners == dict.fromkeys((waba.cliente_id, neighbour.cliente_id), "PAUSED")


@pytest.mark.parametrize(
    "odd",
    [
        {"message_template_name": None},
        {"message_template_name": "x" * 600},
        {"message_template_language": ["es"]},
        {"event": {"a": 1}},
    ],
)
def test_odd_news_are_kept_as_events_alone(told: Any, odd: dict[str, Any]) -> None:
    told("message_template_status_update", **{"event": "APPROVED"} | odd)
    assert kept() == []
    assert {event.estado for event in events()} == {InboundEvent.Estado.HECHO}
