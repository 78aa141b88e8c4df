"""Workers go by the database's clock, whatever their own says."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from liora.ops.clock import ASKED_EVERY_S, DatabaseClock
from liora.ops.sql import as_moment, now

pytestmark = pytest.mark.django_db


def database_time(plus_seconds: float = 0) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {now(plus_seconds)}", [])
        return as_moment(cursor.fetchone()[0])


def test_it_works():
    assert abs(DatabaseClock().now() - database_time()) < timedelta(seconds=1)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_jump_of_our_own_clock_is_not_noticed(hours):
    real = datetime.now(UTC)
    clock = DatabaseClock()
    with time_machine.travel(real + timedelta(hours=hours)):
        assert abs(clock.now() - real) < timedelta(minutes=1)


def test_it_goes_on_without_asking(django_assert_num_queries):
    clock = DatabaseClock()
    first = clock.now()
    with django_assert_num_queries(0):
        assert first < clock.now() < first + timedelta(seconds=5)


def test_it_asks_again_after_a_while(django_assert_num_queries):
    clock = DatabaseClock()
    clock.now()
    clock._asked_at -= ASKED_EVERY_S + 1
    with django_assert_num_queries(1):
        clock.now()


@pytest.mark.parametrize("seconds", [-3600, -0.25, 0, 0.001, 30, 86_400.5])
def test_a_moment_can_be_so_many_seconds_away(seconds):
    apart = database_time(seconds) - database_time()
    assert abs(apart - timedelta(seconds=seconds)) < timedelta(seconds=1)
