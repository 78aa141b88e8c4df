"""What a Cliente signs its catalogs with: shown once, encrypted, replaced without a gap."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from liora.tests.racing import race
from tenants.models import PublishSecret
from tenants.publish_secrets import PREFIX, new_secret, rotate, valid_secrets
from tenants.tests.factories import ClienteFactory

pytestmark = pytest.mark.django_db


def end(*plains: str) -> None:
    """Let the time of these secrets be over."""
    for row in PublishSecret._base_manager.all():
        if row.secret.reveal() in plains:
            over = datetime.now(UTC) - timedelta(seconds=5)
            PublishSecret._base_manager.filter(pk=row.pk).update(expires_at=over)


def test_one_without_secrets_has_none():
    assert valid_secrets(ClienteFactory()) == []


def test_each_secret_is_long_its_own_and_known_by_its_beginning():
    secrets = {new_secret(ClienteFactory()) for _ in range(3)}
    assert len(secrets) == 3
    assert all(one.startswith(PREFIX) and len(one) > 40 for one in secrets)


def test_a_cliente_has_only_its_own():
    mine, theirs = ClienteFactory(), ClienteFactory()
    plain = new_secret(mine)
    new_secret(theirs)
    assert valid_secrets(mine) == [plain]


def test_a_new_secret_ends_the_others_at_once():
    cliente = ClienteFactory()
    new_secret(cliente)
    newest = new_secret(cliente)
    assert valid_secrets(cliente) == [newest]


def test_while_it_is_rotated_both_are_good_and_then_only_the_new():
    cliente = ClienteFactory()
    old = new_secret(cliente)
    new, until = rotate(cliente)
    assert valid_secrets(cliente) == [new, old]
    assert abs(until - datetime.now(UTC) - timedelta(hours=24)) < timedelta(minutes=1)
    end(old)
    assert valid_secrets(cliente) == [new]


def test_a_rotation_never_lengthens_the_life_of_an_older_one():
    cliente = ClienteFactory()
    first = new_secret(cliente)
    rotate(cliente, timedelta(hours=1))
    rotate(cliente, timedelta(hours=48))
    [row] = [row for row in PublishSecret._base_manager.all() if row.secret.reveal() == first]
    assert row.expires_at < datetime.now(UTC) + timedelta(hours=2)


def test_the_table_holds_no_plain_secret():
    plain = new_secret(ClienteFactory())
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM publish_secret")
        [(stored,)] = cursor.fetchall()
    assert plain not in stored
    assert PREFIX not in stored


@pytest.mark.django_db(transaction=True)
def test_rotations_at_the_same_time_leave_one_without_end():
    cliente = ClienteFactory()
    made = race(*[lambda: rotate(cliente)[0]] * 4)
    assert set(valid_secrets(cliente)) == set(made)
    assert PublishSecret._base_manager.filter(expires_at=None).count() == 1
