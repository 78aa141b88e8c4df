from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import RequestFactory

from liora.api.errors import TooMany
from liora.api.throttle import count
from liora.ops.counter_cache import SWEPT_PER_ADDITION, CounterCache
from liora.ops.models import RateCounter
from liora.ops.sql import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def counters() -> CounterCache:
    return caches["counters"]


def grow_old() -> None:
    """Let every count be past its time, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE rate_counter SET expires_at = {now(-1)} WHERE value >= %s", [0])


def test_it_works(counters: CounterCache):
    assert counters.add("a", 1, 60)
    assert not counters.add("a", 7, 60)
    assert counters.incr("a") == 2
    assert counters.get("a") == 2
    assert [counters.hit("a", 60).value for _number in range(3)] == [3, 4, 5]


def test_what_is_set_is_read(counters: CounterCache):
    counters.set("a", 5, 60)
    counters.set("a", 9)
    assert counters.get("a") == 9
    assert counters.decr("a", 4) == 5
    assert counters.get_many(["a", "b"]) == {"a": 5}


@pytest.mark.parametrize("act", [lambda c: c.incr("a"), lambda c: c.decr("a")])
def test_what_is_not_there_cannot_grow(counters: CounterCache, act: Callable):
    with pytest.raises(ValueError, match="a"):
        act(counters)
    counters.set("a", 1, 60)
    grow_old()
    with pytest.raises(ValueError, match="a"):
        act(counters)


def test_what_expired_is_not_there(counters: CounterCache):
    counters.set("a", 5, 60)
    grow_old()
    assert counters.get("a", "nada") == "nada"
    assert not counters.touch("a", 60)
    assert counters.hit("a", 60).value == 1
    grow_old()
    assert counters.add("a", 3, 60)
    assert counters.get("a") == 3


def test_without_a_time_it_stays(counters: CounterCache):
    counters.set("a", 5, None)
    assert counters.get("a") == 5
    counters.set("a", 5, 0)
    assert counters.get("a") is None


def test_it_is_forgotten_a_while_after_the_first(counters: CounterCache):
    counters.hit("a", 60)
    assert counters.hit("a", 6000).seconds_left <= 60


def test_or_after_the_latest_below_a_number(counters: CounterCache):
    assert counters.hit("a", 60, renewed_below=2).seconds_left <= 60
    assert counters.hit("a", 600, renewed_below=2).seconds_left > 60
    assert counters.hit("a", 6000, renewed_below=2).seconds_left <= 600


def test_touching_moves_the_end(counters: CounterCache):
    counters.set("a", 5, 60)
    assert counters.touch("a", 600)
    assert counters.hit("a", 60).seconds_left > 60


def test_deleting_forgets(counters: CounterCache):
    for key in ("a:1", "a:2", "ab", "b"):
        counters.set(key, 1, 60)
    assert counters.delete("b")
    assert not counters.delete("b")
    assert counters.delete_beginning("a:") == 2
    assert counters.get("ab") == 1
    counters.clear()
    assert not RateCounter.objects.exists()


def test_new_rows_take_the_dead_with_them(counters: CounterCache):
    for number in range(6):
        counters.set(f"vieja-{number}", 1, 60)
    grow_old()
    counters.add("nueva", 1, 60)
    assert RateCounter.objects.count() == 6 - SWEPT_PER_ADDITION + 1
    for number in range(6):
        counters.hit(f"nueva-{number}", 60)
    assert RateCounter.objects.filter(key__contains="vieja").count() == 0


def asked() -> bool:
    """Ask once where one is allowed per day; tell whether it was let through."""
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")
    try:
        count(request, group="prueba", rate="1/d")
    except TooMany:
        return False
    return True


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_later_was_counted():
    assert asked()
    with transaction.atomic():
        transaction.set_rollback(True)
    assert not asked()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_counted_where_it_could_be_rolled_back(counters: CounterCache):
    with pytest.raises(RuntimeError), transaction.atomic():
        counters.hit("a", 60)
    assert counters.get("a") is None
