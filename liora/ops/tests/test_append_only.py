"""Rows of history are added; no statement changes, removes or replaces one."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, connection, migrations, transaction
from django.db.models import Model
from django.db.models.deletion import ProtectedError
from django_scopes import scopes_disabled

from conversations.models import ConsentEntry
from liora.ops.append_only import AppendOnly
from liora.tests.admin_rows import one_of_each
from liora.tests.flushing import append_only_triggers
from tenants.models import AuditEntry, Cliente

HISTORY = (AuditEntry, ConsentEntry, LogEntry)
every_history = pytest.mark.parametrize("model", HISTORY, ids=lambda model: model._meta.db_table)

Write = Callable[[str], str]


def names(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [
            column.name for column in connection.introspection.get_table_description(cursor, table)
        ]


STATEMENTS: dict[str, Write] = {
    "update": lambda table: f"UPDATE {table} SET id = id",
    "delete": lambda table: f"DELETE FROM {table}",
    "replace": lambda table: f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "replace_by_rowid": lambda table: (
        f"INSERT OR REPLACE INTO {table} ({', '.join(names(table))}, rowid) "
        f"SELECT {', '.join('-9' if name == 'id' else name for name in names(table))}, rowid "
        f"FROM {table}"
    ),
    "truncate": lambda table: f"TRUNCATE {table} CASCADE",
}
ONLY_ON = {"replace": "sqlite", "replace_by_rowid": "sqlite", "truncate": "postgresql"}


def stored(model: type[Model]) -> list[tuple[object, ...]]:
    return list(model._base_manager.order_by("pk").values_list())


def refuses(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError as error:
        return "solo_se_agrega" in str(error)
    return False


@every_history
@pytest.mark.django_db
def test_the_database_itself_refuses_every_statement(model: type[Model]):
    one_of_each()
    # TRUNCATE waits for what is still to be checked in this transaction.
    connection.check_constraints()
    before = stored(model)
    assert before
    for name, statement in STATEMENTS.items():
        if ONLY_ON.get(name, connection.vendor) == connection.vendor:
            assert refuses(statement(model._meta.db_table)), name
    assert stored(model) == before


@every_history
@pytest.mark.django_db
def test_the_orm_is_refused_one_by_one_and_in_bulk(model: type[Model]):
    row = one_of_each()[model]
    ways = (row.save, row.delete, model._base_manager.all().delete)
    for write in ways:
        with scopes_disabled(), pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert model._base_manager.filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_a_cliente_cannot_be_deleted_from_under_its_history():
    cliente = one_of_each()[Cliente]
    with scopes_disabled(), pytest.raises(ProtectedError):
        cliente.delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_emptying_the_tables_between_tests_leaves_the_refusal_in_place(time: int):
    assert not AuditEntry._base_manager.exists()
    assert {table for table, _name, _sql in append_only_triggers()} == {
        model._meta.db_table for model in HISTORY
    }
    one_of_each()
    assert refuses("DELETE FROM audit_entry")


def test_the_operation_can_be_written_into_a_migration():
    assert AppendOnly("audit_entry").deconstruct() == ("AppendOnly", ["audit_entry"], {})
    assert isinstance(AppendOnly("audit_entry"), migrations.RunPython)
