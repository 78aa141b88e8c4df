"""Operators see every Cliente inside the admin's pages, and nowhere else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_scopes import get_scope, scope
from django_scopes.exceptions import ScopeError

from accounts.models import Usuario
from conversations.models import ConversationLog
from liora.admin.unscoped import unscoped
from liora.tests.admin_rows import Rows, address, one_of_each

pytestmark = pytest.mark.django_db


def closed() -> bool:
    """Tell whether reading a tenant's table without a scope is refused here and now."""
    try:
        ConversationLog.objects.count()
    except ScopeError:
        return True
    return False


def drawn_late(request: HttpRequest) -> TemplateResponse:
    """Answer as the admin does: the rows are read while the page is drawn."""

    def logs() -> Iterator[ConversationLog]:
        yield from ConversationLog.objects.all()

    template: Any = engines["django"].from_string("{% for log in logs %}{{ log.pk }} {% endfor %}")
    return TemplateResponse(request, template, {"logs": logs})


def test_a_list_shows_the_rows_of_every_cliente(admin_client: Client):
    pages = [one_of_each(number=number)[ConversationLog].pk for number in (1, 2)]
    shown = admin_client.get(address(ConversationLog, "changelist")).content.decode()
    assert all(str(pk) in shown for pk in pages)


def test_after_a_page_the_tables_are_closed_again(admin_client: Client, rows: Rows):
    assert closed()
    admin_client.get(address(ConversationLog, "change", rows[ConversationLog].pk))
    assert closed()


def test_a_page_drawn_after_its_view_is_drawn_inside(rf: RequestFactory, rows: Rows):
    answer = unscoped(drawn_late)(rf.get("/"))
    assert answer.is_rendered
    assert answer.content.decode().split() == [str(rows[ConversationLog].pk)]
    assert closed()


def test_a_view_that_fails_leaves_the_tables_closed(rf: RequestFactory):
    def broken(request: HttpRequest) -> HttpResponse:
        assert not closed()
        raise LookupError

    with pytest.raises(LookupError):
        unscoped(broken)(rf.get("/"))
    assert closed()


def test_a_scope_that_was_open_is_open_again_afterwards(rf: RequestFactory, rows: Rows):
    with scope(cliente="somebody"):
        unscoped(lambda request: HttpResponse())(rf.get("/"))
        assert get_scope()["cliente"] == "somebody"
        assert get_scope()["_enabled"]


@pytest.mark.parametrize("is_staff", [None, False])
def test_who_is_no_operator_never_reaches_the_open_tables(
    rf: RequestFactory, is_staff: bool | None
):
    reached = []
    request = rf.get("/admin/")
    request.user = AnonymousUser() if is_staff is None else Usuario(email="ana@x", is_staff=False)

    def view(request: HttpRequest) -> HttpResponse:
        reached.append(request)
        return HttpResponse()

    assert admin.site.admin_view(view)(request).status_code == 302
    assert reached == []


def test_nobody_sees_anything_while_it_is_asked_who_they_are(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    seen = []

    def asked(request: HttpRequest) -> bool:
        seen.append(closed())
        return False

    monkeypatch.setattr(admin.site, "has_permission", asked)
    client.get(reverse("admin:index"))
    assert seen == [True]


def test_the_door_itself_stays_scoped(client: Client, monkeypatch: pytest.MonkeyPatch):
    seen = []
    context = admin.site.each_context

    def looked_at(request: HttpRequest) -> dict[str, Any]:
        seen.append(closed())
        return context(request)

    monkeypatch.setattr(admin.site, "each_context", looked_at)
    assert client.get(reverse("admin:login")).status_code == 200
    assert seen == [True]


def test_choosing_a_related_row_by_typing_works(admin_client: Client, rows: Rows):
    answer = admin_client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "whatsapp",
            "model_name": "wabaaccount",
            "field_name": "cliente",
            "term": "tienda",
        },
    )
    assert [found["text"] for found in answer.json()["results"]] == ["quiero un mate"]
