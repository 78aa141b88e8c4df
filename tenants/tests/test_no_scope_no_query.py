"""Without a Cliente open nothing of a tenant's is read or written, by whatever method."""

import asyncio
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from django_scopes import ScopeError, scope, scopes_disabled

from tenants.context import scoped_query
from tenants.guard import HARMLESS, TenantQuerySet
from tenants.models import Cliente, PublishSecret
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db

METHODS = sorted(
    name
    for name, _function in inspect.getmembers(QuerySet, inspect.isroutine)
    if not name.startswith("_") and name not in HARMLESS
)
SINCE_FOREVER = {"exists", "explain", "bulk_create", "bulk_update", "contains", "in_bulk", "create"}
LOOKS: dict[str, Callable[[Any], Any]] = {
    "iter": list,
    "len": len,
    "bool": bool,
    "first item": lambda rows: rows[0],
    "slice": lambda rows: rows[:1],
    "repr": repr,
    "pickle": pickle.dumps,
    "or": lambda rows: rows | rows,
    "subquery": lambda rows: Cliente.objects.filter(pk__in=rows),
}


@pytest.fixture
def secret() -> PublishSecret:
    with scopes_disabled():
        return PublishSecret.objects.create(cliente=ClienteFactory(), secret="a")


def called(function: Any) -> Any:
    answer = function()
    return asyncio.run(answer) if inspect.iscoroutine(answer) else answer


def test_the_methods_are_found():
    assert set(METHODS) >= SINCE_FOREVER | {f"a{name}" for name in SINCE_FOREVER - {"explain"}}
    assert set(METHODS) >= {"all", "raw", "delete", "update", "aexplain"}


@pytest.mark.parametrize("name", METHODS)
def test_no_method_of_a_queryset_runs(name: str):
    for rows in (PublishSecret.objects.using("default"), PublishSecret.objects.get_queryset()):
        with pytest.raises(ScopeError):
            called(getattr(rows, name))


@pytest.mark.parametrize("name", [name for name in METHODS if hasattr(PublishSecret.objects, name)])
def test_no_method_of_the_manager_runs(name: str):
    parameters = inspect.signature(getattr(QuerySet, name)).parameters.values()
    needed = [
        parameter
        for parameter in parameters
        if parameter.default is parameter.empty
        and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        and parameter.name != "self"
    ]
    with pytest.raises(ScopeError):
        called(lambda: getattr(PublishSecret.objects, name)(*[None] * len(needed)))


@pytest.mark.parametrize("look", LOOKS)
def test_it_cannot_be_looked_at(look: str):
    with pytest.raises(ScopeError):
        LOOKS[look](PublishSecret.objects.using("default"))


def test_the_rows_of_a_related_manager_are_closed_too(secret: PublishSecret):
    with pytest.raises(ScopeError):
        secret.cliente.publish_secrets.exists()


def test_no_row_is_saved_or_deleted(secret: PublishSecret):
    new = PublishSecret(cliente=secret.cliente, secret="b")
    for write in (secret.save, secret.delete, new.save, new.delete):
        with pytest.raises(ScopeError):
            write()
    with scopes_disabled():
        assert PublishSecret.objects.get() == secret


def test_a_scope_of_nobody_is_no_scope(secret: PublishSecret):
    with scope(cliente=None), pytest.raises(ScopeError):
        PublishSecret.objects.count()


def test_nothing_can_be_asked_for():
    assert list(PublishSecret.objects.none()) == []


def test_raw_sql_is_refused_under_one_cliente(secret: PublishSecret):
    statement = "SELECT * FROM publish_secret"
    with scope(cliente=secret.cliente), pytest.raises(ScopeError):
        PublishSecret.objects.raw(statement)
    with scopes_disabled():
        assert list(PublishSecret.objects.raw(statement)) == [secret]


def test_a_scoped_query_is_the_open_clientes(secret: PublishSecret):
    with scope(cliente=secret.cliente):
        assert list(scoped_query(PublishSecret)) == [secret]
    with scope(cliente=ClienteFactory()):
        assert not scoped_query(PublishSecret).exists()


def test_a_scoped_query_needs_a_cliente_and_a_tenants_model(secret: PublishSecret):
    with pytest.raises(ScopeError):
        scoped_query(PublishSecret)
    with scopes_disabled(), pytest.raises(ScopeError):
        scoped_query(PublishSecret)
    with scope(cliente=secret.cliente), pytest.raises(ScopeError):
        scoped_query(Cliente)


def test_the_guard_takes_nothing_away_from_an_open_scope(secret: PublishSecret):
    with scope(cliente=secret.cliente.pk):
        assert isinstance(PublishSecret.objects.all(), TenantQuerySet)
        assert PublishSecret.objects.get() == secret
