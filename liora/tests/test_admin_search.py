"""Identifiers are found however old; words only among recent rows, so no table is read whole."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from django_scopes import scopes_disabled

from catalog.models import CatalogItem
from conversations.models import Contact, ConversationLog
from liora.admin.search import first_id
from liora.ops.ids import new_id
from liora.tests.admin_rows import Rows, address
from whatsapp.models import InboundEvent


def found(admin_client: Client, model: type[Model], term: str) -> list[Model]:
    page = admin_client.get(address(model, "changelist"), {"q": term})
    return list(page.context["cl"].result_list)


@pytest.fixture
def old_log(rows: Rows) -> ConversationLog:
    """Add to the row of today one of two months ago with the same words."""
    log = rows[ConversationLog]
    when = timezone.now() - timedelta(days=60)
    with scopes_disabled():
        return ConversationLog.objects.create(
            id=UUID(int=first_id(when).int + 1),
            created_at=when,
            cliente=log.cliente,
            convo=log.convo,
            seq=0,
            user_msisdn=log.user_msisdn,
            direction="in",
            message_type="text",
            message_body=log.message_body,
            estado="recibido",
            wamid="wamid.VIEJO",
        )


def test_an_identifier_is_found_however_old(admin_client: Client, old_log: ConversationLog):
    assert found(admin_client, ConversationLog, " wamid.VIEJO ") == [old_log]


@pytest.mark.parametrize(
    "written", ["54935155500011", "+54 9 351 555-00011", "(54) 9351.5550.0011"]
)
def test_a_number_is_found_however_it_is_written(
    admin_client: Client, rows: Rows, old_log: ConversationLog, written: str
):
    assert found(admin_client, ConversationLog, written) == [rows[ConversationLog], old_log]


def test_words_are_searched_among_recent_messages(
    admin_client: Client, rows: Rows, old_log: ConversationLog
):
    assert found(admin_client, ConversationLog, "un MATE") == [rows[ConversationLog]]
    assert found(admin_client, ConversationLog, "bombilla") == []


def test_without_words_the_old_messages_are_listed_too(
    admin_client: Client, rows: Rows, old_log: ConversationLog
):
    assert found(admin_client, ConversationLog, "") == [rows[ConversationLog], old_log]


@pytest.mark.parametrize(
    ("model", "term"),
    [
        (InboundEvent, "wamid.HBgNNTQ5MzUxNTU1MDAwMQ==1"),
        (InboundEvent, "5493515550"),
        (Contact, "+54 9 351 5550 0011"),
        (Contact, "un mat"),
        (CatalogItem, "MATE-1"),
        (CatalogItem, "Imperiál"),
    ],
)
def test_the_one_row_is_found(admin_client: Client, rows: Rows, model: type[Model], term: str):
    assert found(admin_client, model, term) == [rows[model]]


def test_the_first_id_of_a_moment_parts_the_ids_before_from_those_after():
    now = timezone.now()
    assert first_id(now - timedelta(seconds=1)) < new_id() < first_id(now + timedelta(minutes=1))
