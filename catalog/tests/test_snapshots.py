"""Versions: one is sold from, moved in one step, and gone back on in another."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django_scopes import scope, scopes_disabled

from catalog.models import CatalogActive, CatalogItem, CatalogSnapshot
from catalog.publisher import remove_expired
from catalog.snapshots import (
    Failed,
    Held,
    NothingBefore,
    NotReady,
    activate,
    rollback,
)
from catalog.tests.conftest import Publish, active_version, fresh, some
from liora.api.errors import NotFound
from liora.tests.racing import race
from tenants.audit import SYSTEM
from tenants.models import AuditEntry, Cliente
from tenants.models.plan_override import PlanOverride
from tenants.plans import Meter
from tenants.registration import register_cliente


def events() -> list[str]:
    return list(AuditEntry._base_manager.order_by("id").values_list("event", flat=True))


def test_it_works(shop: Cliente, publish: Publish):
    first, second = publish(*some(3)), publish(*some(2, stock=0))
    assert active_version(shop) == second.version
    active = rollback(shop, actor=SYSTEM)
    assert (active.version, active.rows_count, active.stock_pct) == (first.version, 3, 100)
    assert events()[-1] == "catalogo.revertido"
    assert activate(shop, second.version, actor=SYSTEM).stock_pct == 0
    assert fresh(first).estado == "listo"


def test_activating_what_is_active_changes_nothing(shop: Cliente, publish: Publish):
    first, second = publish(*some(1)), publish(*some(2))
    before = events()
    assert activate(shop, second.version, actor=SYSTEM).version == 2
    assert events() == before
    assert rollback(shop, actor=SYSTEM).version == first.version


def test_going_back_twice_goes_back_two_steps_and_then_says_there_is_no_more(
    shop: Cliente, publish: Publish
):
    for count in (1, 2, 3):
        publish(*some(count))
    assert [rollback(shop, actor=SYSTEM).version for _ in range(2)] == [2, 1]
    with pytest.raises(NothingBefore):
        rollback(shop, actor=SYSTEM)
    assert active_version(shop) == 1


def test_going_back_can_be_repeated_without_going_further(shop: Cliente, publish: Publish):
    for count in (1, 2, 3):
        publish(*some(count))
    assert [rollback(shop, actor=SYSTEM, leaving=3).version for _ in range(3)] == [2, 2, 2]


@pytest.mark.parametrize(
    ("estado", "error"),
    [("recibido", NotReady), ("validando", NotReady), ("fallido", Failed), ("retenido", Held)],
)
def test_what_is_not_ready_is_not_sold_from(shop: Cliente, publish: Publish, estado: str, error):
    publish(*some(1))
    with scope(cliente=shop):
        CatalogSnapshot.objects.create(cliente=shop, version=2, checksum="x", estado=estado)
    with pytest.raises(error):
        activate(shop, 2, actor=SYSTEM)
    assert active_version(shop) == 1


def test_another_business_has_no_such_version(shop: Cliente, publish: Publish):
    publish(*some(1))
    with pytest.raises(NotFound):
        activate(register_cliente(slug="otra", name="Otra"), 1, actor=SYSTEM)


def test_the_database_keeps_two_versions_from_being_sold_from(shop: Cliente, publish: Publish):
    publish(*some(1))
    with scope(cliente=shop), pytest.raises(IntegrityError), transaction.atomic():
        CatalogSnapshot.objects.create(cliente=shop, version=9, checksum="x", estado="activo")


@pytest.fixture
def keep_two(shop: Cliente) -> None:
    with scope(cliente=shop):
        PlanOverride.objects.create(cliente=shop, meter=Meter.SNAPSHOTS, value=2)


def kept(shop: Cliente) -> list[int]:
    with scope(cliente=shop):
        return sorted(CatalogSnapshot.objects.values_list("version", flat=True))


def test_old_versions_go_with_their_rows_and_never_the_last_two(
    shop: Cliente, publish: Publish, keep_two: None
):
    for count in range(1, 6):
        publish(*some(count))
    while remove_expired():
        pass
    assert kept(shop) == [4, 5]
    with scope(cliente=shop):
        assert CatalogItem.objects.count() == 4 + 5
    rollback(shop, actor=SYSTEM)
    publish(*some(6))
    while remove_expired():
        pass
    # Version 4 is what 6 replaced; 5, the newest before it, had to make room.
    assert kept(shop) == [4, 6]


def test_a_version_that_is_to_go_is_seen_no_more(shop: Cliente, publish: Publish, keep_two: None):
    for count in (1, 2, 3):
        publish(*some(count))
    with pytest.raises(NotFound):
        activate(shop, 1, actor=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_readers_see_the_old_version_or_the_new_one_and_nothing_else(
    shop: Cliente, publish: Publish
):
    figures = {publish(*some(count)).version: count for count in (1, 2)}
    stop = threading.Event()

    def read() -> set[tuple[int, int]]:
        seen = set()
        while not stop.is_set():
            with scopes_disabled():
                seen |= set(CatalogActive.objects.values_list("version", "rows_count"))
        return seen

    def move() -> set[tuple[int, int]]:
        try:
            for _ in range(40):
                activate(shop, 1, actor=SYSTEM)
                activate(shop, 2, actor=SYSTEM)
        finally:
            stop.set()
        return set()

    for seen in race(read, move, read):
        assert seen <= set(figures.items())


@pytest.mark.django_db(transaction=True)
def test_many_who_move_it_at_once_leave_one_active(shop: Cliente, publish: Publish):
    for count in (1, 2, 3):
        publish(*some(count))

    def to(version: int) -> Callable[[], object]:
        return lambda: activate(shop, version, actor=SYSTEM)

    race(*[to(1 + number % 3) for number in range(9)])
    with scope(cliente=shop):
        [active] = CatalogSnapshot.objects.filter(estado="activo")
        assert CatalogActive.objects.get().version == active.version


def test_a_move_that_is_undone_leaves_the_old_version(shop: Cliente, publish: Publish):
    first, second = publish(*some(1)), publish(*some(2))
    with transaction.atomic():
        activate(shop, first.version, actor=SYSTEM)
        transaction.set_rollback(True)
    assert active_version(shop) == second.version
    assert connection.in_atomic_block


def test_what_is_never_sold_from_goes_as_well(shop: Cliente, publish: Publish, keep_two: None):
    publish(*some(1))
    for count in range(2, 6):
        publish(*some(count), activate=False)
    while remove_expired():
        pass
    assert kept(shop) == [1, 5]
