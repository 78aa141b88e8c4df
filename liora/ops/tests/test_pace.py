"""Nothing goes faster than allowed, however many ask at once; what is allowed goes at once."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from liora.ops.pace import Wish, ask

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WISH = Wish(1, every_s=60.0, burst=40)
TEN = Wish(1, every_s=6.0, burst=10)


@pytest.mark.django_db
class TestOneAfterAnother:
    def test_a_burst_is_free_and_then_one_every_while(self) -> None:
        key = uuid4()
        granted = [ask({key: TEN}, NOW)[key].granted for _ in range(12)]
        assert granted == [1] * 10 + [0, 0]

    def test_it_says_when_the_next_one_may_go(self) -> None:
        key = uuid4()
        answers = [ask({key: TEN}, NOW)[key] for _ in range(11)]
        assert answers[8].more_at == NOW
        assert answers[10].more_at - NOW == timedelta(seconds=6)
        soon = NOW + timedelta(seconds=5.9)
        assert ask({key: TEN}, soon)[key].granted == 0
        assert ask({key: TEN}, NOW + timedelta(seconds=6))[key].granted == 1

    def test_whoever_rested_has_the_whole_burst_and_no_more(self) -> None:
        key = uuid4()
        for _ in range(10):
            ask({key: TEN}, NOW)
        later = NOW + timedelta(days=1)
        assert sum(ask({key: TEN}, later)[key].granted for _ in range(20)) == 10

    def test_of_many_wanted_so_many_are_granted_as_there_is_room_for(self) -> None:
        key = uuid4()
        many = Wish(7, every_s=1.0, burst=10)
        assert [ask({key: many}, NOW)[key].granted for _ in range(3)] == [7, 3, 0]
        assert ask({key: many}, NOW + timedelta(seconds=4))[key].granted == 4

    def test_more_than_a_burst_is_never_granted(self) -> None:
        key = uuid4()
        assert ask({key: Wish(50, every_s=1.0, burst=10)}, NOW)[key].granted == 10

    def test_each_has_a_pace_of_its_own(self) -> None:
        one, other = uuid4(), uuid4()
        for _ in range(10):
            ask({one: TEN}, NOW)
        answers = ask({one: TEN, other: TEN}, NOW)
        assert (answers[one].granted, answers[other].granted) == (0, 1)

    def test_a_clock_that_goes_back_grants_nothing_twice(self) -> None:
        key = uuid4()
        for _ in range(10):
            ask({key: TEN}, NOW)
        assert ask({key: TEN}, NOW - timedelta(hours=1))[key].granted == 0

    def test_nobody_asks_for_nothing(self) -> None:
        assert ask({}, NOW) == {}


@pytest.mark.django_db(transaction=True)
def test_workers_that_ask_together_are_granted_no_more_together() -> None:
    key, barrier, granted = uuid4(), Barrier(4), []

    def work() -> None:
        barrier.wait()
        granted.extend(ask({key: WISH}, NOW)[key].granted for _ in range(25))
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(granted) == 100
    assert sum(granted) == 40
