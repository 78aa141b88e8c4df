"""Every foreign key between two tables of tenants stays within one, on the live database.

The keys are found in the models, so that one whose migration forgot `TenantKey`, or whose table
SQLite rebuilt without repeating it, goes red.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, migrations, transaction
from django.db.models import SET_NULL, ForeignKey, Model
from django_scopes import scopes_disabled

from liora.ops.tenant_keys import TenantKey
from liora.tests.admin_rows import one_of_each
from tenants.models import Cliente
from tenants.tests.factories import ClienteFactory

REFUSED = ("otro_cliente", "_tenant")


def has_tenant(model: type[Model]) -> bool:
    return any(field.name == "cliente" for field in model._meta.concrete_fields)


KEYS: list[ForeignKey[Any, Any]] = [
    field
    for model in apps.get_models()
    if has_tenant(model)
    for field in model._meta.concrete_fields
    if isinstance(field, ForeignKey) and has_tenant(field.related_model)
]
every_key = pytest.mark.parametrize("key", KEYS, ids=str)


@dataclass
class Sides:
    """A key's rows: `mine`, the `parent` it points at, and another Cliente with such a parent."""

    mine: Model
    parent: Model
    theirs: Model
    other: Cliente


def sides(key: ForeignKey[Any, Any]) -> Sides:
    """Return rows that nothing but the tenants' key keeps from being tied across."""
    alfa, beta = one_of_each(number=1), one_of_each(number=2)
    parent = key.related_model
    if parent is not key.model:
        with scopes_disabled():
            key.model.objects.filter(cliente=beta[Cliente]).delete()
    return Sides(alfa[key.model], alfa[parent], beta[parent], ClienteFactory())


def raw(value: Any) -> Any:
    return value.hex if connection.vendor == "sqlite" and isinstance(value, UUID) else value


def run(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [raw(value) for value in values])
        return cursor.rowcount


def refused(statement: str, *values: Any) -> bool:
    """Run a statement that must touch a row; tell whether the tenants' keys refuse it."""
    try:
        with transaction.atomic():
            assert run(statement, *values) == 1
            connection.check_constraints()
    except IntegrityError as error:
        return any(word in str(error) for word in REFUSED)
    return False


def insert_again(row: Model, **changed: Any) -> tuple[str, list[Any]]:
    """Delete a row; return an INSERT of it as it was, but for some columns."""
    table = row._meta.db_table
    columns = [field.column for field in row._meta.concrete_fields]
    with connection.cursor() as cursor, scopes_disabled():
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = %s", [raw(row.pk)])
        values = dict(zip(columns, cursor.fetchone(), strict=True)) | changed
        row.delete()
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", [*values.values()]


def test_the_keys_are_found():
    found = {f"{key.model._meta.db_table}.{key.column}" for key in KEYS}
    assert found >= {"conversation_log.convo_id", "inbound_event.waba_account_id"}


@every_key
@pytest.mark.django_db
def test_no_row_is_added_that_points_across(key: ForeignKey[Any, Any]):
    rows = sides(key)
    statement, values = insert_again(rows.mine, **{key.column: rows.theirs.pk})
    assert refused(statement, *values)


@every_key
@pytest.mark.django_db
def test_the_same_row_is_added_where_it_belongs(key: ForeignKey[Any, Any]):
    statement, values = insert_again(sides(key).mine)
    assert not refused(statement, *values)


@every_key
@pytest.mark.django_db
def test_no_row_is_made_to_point_across(key: ForeignKey[Any, Any]):
    rows = sides(key)
    table = key.model._meta.db_table
    assert refused(
        f"UPDATE {table} SET {key.column} = %s WHERE id = %s", rows.theirs.pk, rows.mine.pk
    )


@every_key
@pytest.mark.django_db
def test_no_row_leaves_its_tenant_alone(key: ForeignKey[Any, Any]):
    rows = sides(key)
    table = key.model._meta.db_table
    assert refused(f"UPDATE {table} SET cliente_id = %s WHERE id = %s", rows.other.pk, rows.mine.pk)


@every_key
@pytest.mark.django_db
def test_no_parent_leaves_its_rows_behind(key: ForeignKey[Any, Any]):
    rows = sides(key)
    table = key.related_model._meta.db_table
    assert refused(
        f"UPDATE {table} SET cliente_id = %s WHERE id = %s", rows.other.pk, rows.parent.pk
    )


@pytest.mark.django_db
@pytest.mark.parametrize("key", [key for key in KEYS if key.null], ids=str)
def test_a_key_that_may_be_null_is_still_let_go(key: ForeignKey[Any, Any]):
    rows = sides(key)
    table = key.model._meta.db_table
    assert run(f"UPDATE {table} SET {key.column} = NULL WHERE id = %s", rows.mine.pk) == 1
    connection.check_constraints()


@every_key
@pytest.mark.django_db
def test_a_parent_is_deleted_as_ever(key: ForeignKey[Any, Any]):
    rows = sides(key)
    with scopes_disabled():
        rows.parent.delete()
        left = key.model.objects.filter(pk=rows.mine.pk)
        assert list(left.values_list(key.column, flat=True)) == (
            [None] if key.remote_field.on_delete is SET_NULL and rows.parent != rows.mine else []
        )
    connection.check_constraints()


def test_the_operation_can_be_written_into_a_migration():
    words = ["outbound_lane", "convo_id", "convo_state"]
    assert TenantKey(*words).deconstruct() == ("TenantKey", words, {})
    assert isinstance(TenantKey(*words), migrations.RunPython)
