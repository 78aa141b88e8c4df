"""Stock is promised to the first who asks, and never more of it than there is."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope, scopes_disabled

from catalog.models import CatalogItem, CatalogReservation, CatalogSnapshot
from catalog.stock import Hold, give_back, left, reserve
from liora.tests.racing import race
from tenants.models import Cliente
from tenants.tests.factories import ClienteFactory

BUYERS = 50


def stocked(cliente: Cliente, *, version: int = 1, **stock: int) -> Cliente:
    with scope(cliente=cliente):
        snapshot = CatalogSnapshot.objects.create(
            cliente=cliente, version=version, checksum=str(version), source="prueba", estado="listo"
        )
        for sku, units in stock.items():
            CatalogItem.objects.create(
                cliente=cliente,
                snapshot=snapshot,
                sku=sku,
                title=sku,
                price=10,
                currency="ARS",
                stock=units,
            )
    return cliente


@pytest.fixture
def shop(db: None) -> Cliente:
    return stocked(ClienteFactory(), A=3, B=1, NADA=0, DEUDA=-4)


def hold(shop: Cliente, *, version: int = 1, **units: int) -> Hold:
    return Hold(uuid4(), {(shop.pk, version, sku): n for sku, n in units.items()})


def reserved(*holds: Hold) -> list[bool]:
    with transaction.atomic():
        granted = reserve(holds)
    return [one.key in granted for one in holds]


def test_it_works(shop: Cliente) -> None:
    assert reserved(hold(shop, A=2, B=1)) == [True]
    assert left(shop.pk, 1, ["A", "B"]) == {"A": 1, "B": 0}


def test_nobody_gets_what_is_not_there(shop: Cliente) -> None:
    wants = [{"A": 4}, {"NADA": 1}, {"DEUDA": 1}, {"OTRO": 1}, {"A": 0}, {"A": -1}]
    assert not any(reserved(*(hold(shop, **units) for units in wants)))
    assert left(shop.pk, 1, ["A", "NADA", "DEUDA", "OTRO"]) == {
        "A": 3,
        "NADA": 0,
        "DEUDA": 0,
        "OTRO": 0,
    }


def test_a_hold_gets_all_or_takes_nothing(shop: Cliente) -> None:
    assert reserved(hold(shop, A=1, B=2), hold(shop, A=3)) == [False, True]


def test_the_first_of_a_batch_comes_first(shop: Cliente) -> None:
    wants = (hold(shop, A=2), hold(shop, A=2), hold(shop, A=1))
    assert reserved(*wants) == [True, False, True]


def test_what_is_given_back_can_be_sold_again(shop: Cliente) -> None:
    taken = hold(shop, A=3, B=1)
    assert reserved(taken) == [True]
    with transaction.atomic():
        give_back([taken])
    assert left(shop.pk, 1, ["A", "B"]) == {"A": 3, "B": 1}


def test_more_is_never_given_back_than_was_taken(shop: Cliente) -> None:
    taken = hold(shop, A=1)
    assert reserved(taken) == [True]
    with transaction.atomic():
        give_back([taken])
        give_back([taken])
    assert left(shop.pk, 1, ["A"]) == {"A": 3}


def test_versions_and_tenants_have_their_own_stock(shop: Cliente) -> None:
    stocked(shop, version=2, A=5)
    other = stocked(ClienteFactory(), A=7)
    assert reserved(hold(shop, A=3)) == [True]
    assert left(shop.pk, 2, ["A"]) == {"A": 5}
    assert left(other.pk, 1, ["A"]) == {"A": 7}


def test_the_database_itself_refuses_to_oversell(shop: Cliente) -> None:
    with scopes_disabled(), pytest.raises(IntegrityError), transaction.atomic():
        CatalogReservation.objects.create(cliente=shop, version=1, sku="A", stock=3, reserved=4)


def test_no_hold_asks_the_database_nothing(
    shop: Cliente, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(0):
        reserve([])
        give_back([])


@pytest.mark.django_db(transaction=True)
def test_of_fifty_buyers_one_gets_the_last(shop: Cliente) -> None:
    won = race(*[lambda: reserved(hold(shop, B=1))[0] for _ in range(BUYERS)])
    assert won.count(True) == 1
    assert left(shop.pk, 1, ["B"]) == {"B": 0}


@pytest.mark.django_db(transaction=True)
def test_carts_in_any_order_never_wait_for_each_other(shop: Cliente) -> None:
    stocked(shop, version=2, **{f"S{number}": 1000 for number in range(6)})
    names = [f"S{number}" for number in range(6)]

    def buy(turned: bool) -> None:
        order = names[::-1] if turned else names
        for _round in range(10):
            assert reserved(*(hold(shop, version=2, **{sku: 1}) for sku in order))

    race(*[lambda turned=number % 2: buy(bool(turned)) for number in range(8)])
    assert set(left(shop.pk, 2, names).values()) <= {920}
