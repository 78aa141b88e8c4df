import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from liora.ops.database_checks import MigrationsApplied, database_answers
from liora.ops.health import Estado, Finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_migration_missing():
    MigrationRecorder(connection).record_unapplied("contenttypes", "0002_remove_content_type_name")


def test_a_database_that_answers_is_fine():
    assert database_answers() == Finding()


def test_a_migrated_database_is_fine():
    assert MigrationsApplied()() == Finding()


def test_a_missing_migration_is_down_and_counted(one_migration_missing):
    finding = MigrationsApplied()()
    assert finding.estado is Estado.CAIDO
    assert finding.figures["faltan"] >= 1
    assert "manage.py migrate" in finding.detalle


def test_it_looks_again_until_every_migration_is_there(one_migration_missing):
    check = MigrationsApplied()
    assert [check().estado, check().estado] == [Estado.CAIDO, Estado.CAIDO]
    MigrationRecorder(connection).record_applied("contenttypes", "0002_remove_content_type_name")
    assert check().estado is Estado.OK


def test_it_reads_the_migration_table_no_more_once_complete(django_assert_num_queries):
    check = MigrationsApplied()
    check()
    with django_assert_num_queries(0):
        check()
