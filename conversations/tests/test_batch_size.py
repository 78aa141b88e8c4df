"""A batch is as large as its lease allows: small at first, larger while it is done in time."""

from datetime import timedelta

import pytest

from conversations.batch_size import LEAST, MOST, BatchSize
from conversations.inbox import Inbox
from conversations.tests.letters import write
from conversations.tests.look import logs
from conversations.tests.stations import LEASE_S

IN_NO_TIME, TOO_LONG = 0.01, 6.0


@pytest.fixture
def size() -> BatchSize:
    return BatchSize(timedelta(seconds=30))


def test_it_grows_while_it_is_full_and_done_in_time(size: BatchSize) -> None:
    seen = [size.limit]
    for _ in range(5):
        size.took(size.limit, IN_NO_TIME)
        seen.append(size.limit)
    assert seen == [25, 50, 100, 200, 200, 200]


def test_it_shrinks_when_it_takes_too_much_of_its_lease(size: BatchSize) -> None:
    size.limit = MOST
    seen = []
    for _ in range(4):
        size.took(size.limit, TOO_LONG)
        seen.append(size.limit)
    assert seen == [100, 50, 25, LEAST]


def test_it_does_not_swing_about_what_just_fits(size: BatchSize) -> None:
    """Twice as many would take too long, and half as many would be too few."""
    size.limit = 2 * LEAST
    size.took(size.limit, size.meant_s * 3 / 4)
    assert size.limit == 2 * LEAST


def test_it_comes_down_to_one_where_the_database_refuses_and_grows_again(size: BatchSize) -> None:
    seen = []
    for _ in range(6):
        size.failed()
        seen.append(size.limit)
    for _ in range(3):
        size.took(size.limit, IN_NO_TIME)
        seen.append(size.limit)
    assert seen == [12, 6, 3, 1, 1, 1, 2, 4, 8]


def test_a_slow_batch_of_few_is_not_made_larger(size: BatchSize) -> None:
    size.limit = 4
    size.took(4, TOO_LONG)
    assert size.limit == 4


@pytest.mark.parametrize("lanes", [0, 1, LEAST - 1])
def test_a_batch_that_was_not_full_says_nothing_of_a_larger_one(
    size: BatchSize, lanes: int
) -> None:
    size.took(lanes, IN_NO_TIME)
    assert size.limit == LEAST


def test_a_shorter_lease_allows_less() -> None:
    long, short = BatchSize(timedelta(seconds=60)), BatchSize(timedelta(seconds=6))
    for size in (long, short):
        size.took(LEAST, 2.0)
    assert (long.limit, short.limit) == (2 * LEAST, LEAST)


def test_a_worker_takes_few_first_and_then_more(waba, skill):
    for number in range(LEAST * 3):
        write(waba, "hola", from_=f"{5493515550700 + number}")
    inbox = Inbox(skill, lease_s=LEASE_S)
    inbox.step()
    assert len(logs(direction="out")) == LEAST
    inbox.step()
    assert len(logs(direction="out")) == LEAST * 3
