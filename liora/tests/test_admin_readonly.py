"""What happened is looked at in the admin and altered nowhere in it."""

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.forms.models import model_to_dict
from django.test import Client

from liora.admin.readonly import ReadOnlyPage
from liora.tests.admin_rows import Rows, address

READ_ONLY = [
    model for model, page in admin.site._registry.items() if isinstance(page, ReadOnlyPage)
]
EXPECTED = {
    "accounts.Letter",
    "accounts.SecondFactor",
    "accounts.Session",
    "admin.LogEntry",
    "catalog.CatalogActive",
    "catalog.CatalogItem",
    "catalog.CatalogReservation",
    "catalog.CatalogSnapshot",
    "catalog.CatalogUpload",
    "catalog.UploadPart",
    "catalog.CatalogVocabulary",
    "catalog.IngestLog",
    "conversations.ConsentEntry",
    "conversations.Contact",
    "conversations.ContactIdentity",
    "conversations.ConversationLog",
    "conversations.HookLane",
    "conversations.MediaFile",
    "whatsapp.MessageTemplate",
    "conversations.LinkClick",
    "conversations.OutboundLane",
    "conversations.ShortLink",
    "conversations.PedidoLinea",
    "tenants.AuditEntry",
    "tenants.HookSecret",
    "tenants.PublishSecret",
    "tenants.Usage",
    "whatsapp.InboundEvent",
    "whatsapp.InboundLane",
    "whatsapp.SimulatorFault",
    "whatsapp.SimulatorMedia",
    "whatsapp.SimulatorMessage",
    "whatsapp.WebhookRefusal",
}

every_read_only = pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model._meta.label)


def stored(row: Model) -> dict[str, Any]:
    return model_to_dict(type(row)._base_manager.get(pk=row.pk))


def test_all_that_is_history_is_read_only():
    assert {model._meta.label for model in READ_ONLY} == EXPECTED


@every_read_only
def test_a_row_refuses_a_change(admin_client: Client, rows: Rows, model: type[Model]):
    before = stored(rows[model])
    changes = dict.fromkeys(before, "9")
    assert admin_client.post(address(model, "change", rows[model].pk), changes).status_code == 403
    assert stored(rows[model]) == before


@every_read_only
def test_a_list_refuses_a_new_row(admin_client: Client, model: type[Model]):
    before = model._base_manager.count()
    assert admin_client.post(address(model, "add"), {"estado": "hecho"}).status_code == 403
    assert model._base_manager.count() == before


@every_read_only
def test_a_list_deletes_no_selection(admin_client: Client, rows: Rows, model: type[Model]):
    chosen = {"action": "delete_selected", "_selected_action": rows[model].pk, "post": "yes"}
    admin_client.post(address(model, "changelist"), chosen)
    assert model._base_manager.filter(pk=rows[model].pk).exists()
