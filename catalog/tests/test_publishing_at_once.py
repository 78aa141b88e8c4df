"""Of many who publish at the same moment one wins, and the others are told."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django_scopes import scope

from catalog.models import CatalogActive, CatalogItem, CatalogSnapshot
from catalog.publish import InProgress, VersionConflict, publish, push_of
from catalog.snapshots import lock
from catalog.tests.conftest import file_of, some
from liora.tests.racing import race
from tenants.models import Cliente

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


def push(shop: Cliente, number: int, **options: object) -> Callable[[], str]:
    at_once = options.pop("at_once", None)
    content = file_of(*some(number + 1))

    def run() -> str:
        try:
            publish(shop, push_of(content, "prueba", **options), at_once=at_once, base=0)
        except (VersionConflict, InProgress) as conflict:
            return str(conflict.status)
        return "ok"

    return run


@pytest.mark.parametrize("at_once", [True, False])
def test_one_of_fifty_wins(shop: Cliente, at_once: bool):
    answers = Counter(race(*[push(shop, number, at_once=at_once) for number in range(MANY)]))
    assert answers == {"ok": 1, "409": MANY - 1}
    with scope(cliente=shop):
        [snapshot] = CatalogSnapshot.objects.all()
        assert snapshot.version == 1
        if at_once:
            assert CatalogActive.objects.get().rows_count == snapshot.rows_count
            assert CatalogItem.objects.count() == snapshot.rows_count


def test_a_number_is_given_once_even_one_after_the_other(shop: Cliente):
    answers = [push(shop, number, version=1)() for number in range(4)]
    assert answers == ["ok", "409", "409", "409"]


@pytest.mark.parametrize("version", [2, 7])
def test_a_number_that_is_not_the_next_is_refused(shop: Cliente, version: int):
    assert push(shop, 1, version=version)() == "409"


def test_who_knows_of_no_other_may_publish_one_after_the_other(shop: Cliente):
    versions = [
        publish(shop, push_of(file_of(*some(count)), "x", release=True)).snapshot.version
        for count in (1, 2, 3)
    ]
    assert versions == [1, 2, 3]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks at BEGIN")
def test_whoever_waits_too_long_for_another_is_told_so(shop: Cliente):
    holding, waited = threading.Event(), threading.Event()

    def hold() -> str:
        with scope(cliente=shop), transaction.atomic():
            lock(shop)
            holding.set()
            waited.wait(30)
        return "held"

    def wait() -> str:
        holding.wait(30)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        try:
            return push(shop, 1)()
        finally:
            waited.set()

    assert race(hold, wait) == ["held", "409"]
