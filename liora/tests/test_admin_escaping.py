"""What strangers write is shown as text, on every page it reaches."""

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client

from catalog.models import CatalogItem
from conversations.models import ConversationLog, ConvoState
from liora.tests.admin_rows import Rows, address, one_of_each
from whatsapp.models import InboundEvent

CANARY = "<script>alert('canario')</script><img src=x onerror=alert(1)>"


@pytest.fixture
def poisoned(db: None) -> Rows:
    return one_of_each(said=CANARY)


def test_no_page_runs_what_a_stranger_wrote(admin_client: Client, poisoned: Rows):
    for model, row in poisoned.items():
        for view, args in (("changelist", []), ("change", [row.pk]), ("history", [row.pk])):
            page = admin_client.get(address(model, view, *args)).content.decode()
            assert "<script>alert(" not in page, (admin.site._registry[model], view)
            assert "<img src=x" not in page, (admin.site._registry[model], view)


@pytest.mark.parametrize("model", [ConversationLog, ConvoState, InboundEvent])
def test_what_was_written_is_still_there_to_read(
    admin_client: Client, poisoned: Rows, model: type[Model]
):
    page = admin_client.get(address(model, "change", poisoned[model].pk)).content.decode()
    assert "&lt;script&gt;alert(" in page


def test_only_web_addresses_of_a_catalog_become_links(admin_client: Client, rows: Rows):
    page = admin_client.get(address(CatalogItem, "change", rows[CatalogItem].pk)).content.decode()
    assert 'href="javascript:' not in page
    assert "javascript:alert(1)" in page
    assert 'href="https://tienda.example/mate.jpg" target="_blank" rel="noopener' in page
