"""Every model has its pages, and every page opens."""

from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from liora.admin.index_order import ORDER
from liora.tests.admin_rows import Rows, address
from liora.tests.world import member
from tenants.models import Cliente

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OUR_APPS = {"accounts", "catalog", "conversations", "tenants", "whatsapp"}
ADDABLE = {
    "catalog.CatalogRules",
    "accounts.UserCliente",
    "accounts.Usuario",
    "auth.Group",
    "tenants.Cliente",
    "tenants.PlanOverride",
    "whatsapp.WabaAccount",
}
DELETABLE = {"accounts.UserCliente", "auth.Group", "tenants.PlanOverride"}

every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)

pytestmark = pytest.mark.django_db


def test_no_model_of_ours_is_left_out():
    ours = {model for model in apps.get_models() if model._meta.app_label in OUR_APPS}
    assert ours <= set(MODELS)


def test_the_index_has_a_place_for_every_model():
    assert {model._meta.label for model in MODELS} == set(ORDER)


@every_model
def test_a_list_opens(admin_client: Client, rows: Rows, model: type[Model]):
    page = admin_client.get(address(model, "changelist"))
    assert page.status_code == 200
    assert str(rows[model].pk) in page.content.decode()


@every_model
def test_a_row_and_its_history_open(admin_client: Client, rows: Rows, model: type[Model]):
    for view in ("change", "history"):
        page = admin_client.get(address(model, view, rows[model].pk))
        assert page.status_code == 200
        assert settings.SECRET_KEY not in page.content.decode()


@every_model
def test_only_what_operators_make_can_be_added(admin_client: Client, model: type[Model]):
    page = admin_client.get(address(model, "add"))
    assert page.status_code == (200 if model._meta.label in ADDABLE else 403)
    assert "django.db" not in page.content.decode()


@every_model
def test_history_is_never_deleted(admin_client: Client, rows: Rows, model: type[Model]):
    # The last owner of a business is not taken out of it.
    member(next(row for row in rows.values() if isinstance(row, Cliente)), "otra@alfa", "owner")
    where = address(model, "delete", rows[model].pk)
    deletable = model._meta.label in DELETABLE
    assert admin_client.get(where).status_code == (200 if deletable else 403)
    assert admin_client.post(where, {"post": "yes"}).status_code == (302 if deletable else 403)
    assert model._base_manager.filter(pk=rows[model].pk).exists() is not deletable


@every_model
def test_a_search_of_anything_opens(admin_client: Client, rows: Rows, model: type[Model]):
    for term in ("mate", "+54 9 351 555-0001", "wamid.HBg", "«ñ' \" % _", "a" * 300):
        assert admin_client.get(address(model, "changelist"), {"q": term}).status_code == 200


@every_model
def test_every_filter_opens(admin_client: Client, rows: Rows, model: type[Model]):
    page = admin_client.get(address(model, "changelist"))
    choices = [
        choice["query_string"]
        for spec in page.context["cl"].filter_specs
        for choice in spec.choices(page.context["cl"])
    ]
    for query in choices:
        assert admin_client.get(address(model, "changelist") + query).status_code == 200


@every_model
def test_whoever_has_not_signed_in_is_sent_to_the_door(client: Client, model: type[Model]):
    for view in ("changelist", "add"):
        where = address(model, view)
        answer = client.get(where)
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse('admin:login')}?next={where}"


def test_the_index_begins_with_what_is_looked_at_every_day(admin_client: Client):
    shown = admin_client.get(reverse("admin:index")).context["app_list"]
    assert [app["app_label"] for app in shown] == [
        "conversations",
        "whatsapp",
        "catalog",
        "tenants",
        "accounts",
        "admin",
        "auth",
    ]
    assert [model["object_name"] for model in shown[0]["models"]][:2] == [
        "ConversationLog",
        "ConvoState",
    ]


def test_the_pages_speak_spanish(admin_client: Client):
    page = admin_client.get(reverse("admin:index")).content.decode()
    for words in ("Conversaciones", "Mensajes", "Eventos recibidos", "Versiones del catálogo"):
        assert words in page


def test_one_can_walk_from_the_event_to_the_messages_the_conversation_and_the_person(
    admin_client: Client, rows: Rows
):
    by_name = {model.__name__: row for model, row in rows.items()}
    event, log = by_name["InboundEvent"], by_name["ConversationLog"]
    to_messages = f"{address(type(log), 'changelist')}?event__id__exact={event.pk}"
    steps = [
        (event, to_messages),
        (event, f"{address(type(log), 'changelist')}?{urlencode({'wamid': event.message_id})}"),
        (log, address(type(event), "change", event.pk)),
        (log, address(type(by_name["ConvoState"]), "change", log.convo_id)),
        (log, address(type(by_name["Contact"]), "change", log.convo.contact_id)),
        (log, f"{address(type(event), 'changelist')}?message_id="),
        (by_name["ConvoState"], address(type(log), "change", log.pk)),
        (by_name["Contact"], address(type(by_name["ConvoState"]), "changelist")),
    ]
    for row, destination in steps:
        page = admin_client.get(address(type(row), "change", row.pk)).content.decode()
        assert destination in page, (row, destination)
    assert str(log.pk) in admin_client.get(to_messages).content.decode()


@every_model
def test_what_is_not_there_is_a_dash(admin_client: Client, rows: Rows, model: type[Model]):
    for view, args in (("changelist", []), ("change", [rows[model].pk])):
        page = admin_client.get(address(model, view, *args)).content.decode()
        assert ">None<" not in page
