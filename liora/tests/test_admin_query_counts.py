"""A list of fifty rows costs a handful of queries, and none reads a whole table to count it."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conversations.models import ConversationLog
from liora.admin.filters import FewRelated
from liora.admin.pages import Page
from liora.admin.paginator import BoundedPaginator
from liora.tests.admin_rows import Rows, address, one_of_each
from tenants.models import Cliente

ROWS = 50
MOST_QUERIES = 12
OURS = [model for model, page in admin.site._registry.items() if isinstance(page, Page)]


@pytest.fixture
def fifty_of_each(db: None) -> None:
    for number in range(ROWS):
        one_of_each(number=number)


def queries_of_each_list(admin_client: Client) -> dict[str, list[str]]:
    queries = {}
    for model in OURS:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page = admin_client.get(address(model, "changelist"))
        assert len(page.context["cl"].result_list) == ROWS, model
        queries[model._meta.label] = [query["sql"] for query in captured]
    return queries


@pytest.mark.usefixtures("fifty_of_each")
def test_a_list_costs_the_same_however_many_rows_it_shows(admin_client: Client):
    queries = queries_of_each_list(admin_client)
    assert {name: sql for name, sql in queries.items() if len(sql) > MOST_QUERIES} == {}
    counts = [one for sql in queries.values() for one in sql if "COUNT(" in one]
    assert counts
    assert [sql for sql in counts if "LIMIT" not in sql] == []


def test_a_list_that_is_too_long_says_so(
    admin_client: Client, rows: Rows, monkeypatch: pytest.MonkeyPatch
):
    listed = address(next(iter(OURS)), "changelist")
    assert "Hay más filas" not in admin_client.get(listed).content.decode()
    monkeypatch.setattr(BoundedPaginator, "BOUND", 0)
    assert "Hay más filas" in admin_client.get(listed).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("bound", "count", "overflows"), [(2, 2, True), (3, 3, False), (4, 3, False)]
)
def test_it_counts_up_to_its_bound(
    monkeypatch: pytest.MonkeyPatch, bound: int, count: int, overflows: bool
):
    for number in range(3):
        one_of_each(number=number)
    monkeypatch.setattr(BoundedPaginator, "BOUND", bound)
    paginator = BoundedPaginator(Cliente.objects.order_by("pk"), 2)
    assert (paginator.count, paginator.overflows) == (count, overflows)


@pytest.mark.django_db
def test_a_filter_offers_the_first_few_of_thousands(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
):
    made = [one_of_each(number=number, said=f"tienda {number}") for number in range(3)]
    monkeypatch.setattr(FewRelated, "MOST", 2)
    page = admin_client.get(address(ConversationLog, "changelist"))
    filters = {spec.title: spec for spec in page.context["cl"].filter_specs}
    assert [name for _pk, name in filters["cliente"].lookup_choices] == ["tienda 0", "tienda 1"]
    third = {"cliente__id__exact": made[2][Cliente].pk}
    found = (
        admin_client.get(address(ConversationLog, "changelist"), third).context["cl"].result_list
    )
    assert list(found) == [made[2][ConversationLog]]
