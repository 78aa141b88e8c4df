"""`created_at` and `updated_at` are the database's, whoever writes and however."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import connection, migrations

from liora.ops.timestamps import TouchUpdatedAt
from tenants.models import Cliente
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db

# SQLite counts milliseconds.
A_TICK_S = 0.005


def test_it_works():
    cliente = ClienteFactory()
    cliente.refresh_from_db()
    for moment in (cliente.created_at, cliente.updated_at):
        assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)


def test_a_wrong_clock_of_ours_changes_nothing():
    with time_machine.travel("2001-01-01"):
        cliente = ClienteFactory()
        Cliente.objects.filter(id=cliente.id).update(name="otro")
    cliente.refresh_from_db()
    assert (cliente.created_at.year > 2020, cliente.updated_at.year > 2020) == (True, True)


def save(cliente: Cliente) -> None:
    cliente.save()


def save_one_field(cliente: Cliente) -> None:
    cliente.save(update_fields=["name"])


def update(cliente: Cliente) -> None:
    Cliente.objects.filter(id=cliente.id).update(name="otro")


def bulk_update(cliente: Cliente) -> None:
    Cliente.objects.bulk_update([cliente], ["name"])


def set_by_hand(cliente: Cliente) -> None:
    Cliente.objects.filter(id=cliente.id).update(updated_at=datetime(2001, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("write", [save, save_one_field, update, bulk_update, set_by_hand])
def test_every_way_of_writing_moves_updated_at_and_never_created_at(write):
    cliente, untouched = ClienteFactory(), ClienteFactory()
    before = Cliente.objects.get(id=cliente.id)
    before_untouched = Cliente.objects.get(id=untouched.id)
    time.sleep(A_TICK_S)
    write(before)
    after = Cliente.objects.get(id=cliente.id)
    assert after.updated_at > Cliente.objects.get(id=untouched.id).updated_at
    assert after.created_at == before.created_at
    assert Cliente.objects.get(id=untouched.id).updated_at == before_untouched.updated_at


def test_every_table_with_updated_at_has_its_trigger():
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "updated_at" for field in model._meta.fields)
    }
    assert {"cliente", "waba_account", "convo_state"} <= tables
    assert tables - tables_with_trigger() == set()


def tables_with_trigger() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name.removesuffix("_touch") for (name,) in cursor.fetchall()}


def test_the_operation_can_be_written_into_a_migration():
    name, arguments, keywords = TouchUpdatedAt("cliente").deconstruct()
    assert (name, arguments, keywords) == ("TouchUpdatedAt", ["cliente"], {})
    assert isinstance(TouchUpdatedAt("cliente"), migrations.RunPython)
