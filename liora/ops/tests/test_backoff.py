from datetime import timedelta

import pytest

from liora.ops.backoff import LONGEST_S, backoff


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 1), (1, 2), (2, 4), (3, 8), (8, 256)])
def test_it_doubles_and_is_spread(attempts, seconds):
    waits = {backoff(attempts).total_seconds() for _ in range(200)}
    assert all(0.75 * seconds <= wait <= 1.25 * seconds for wait in waits)
    assert max(waits) - min(waits) > 0.2 * seconds


@pytest.mark.parametrize("attempts", [9, 50, 10_000])
def test_it_never_grows_past_its_longest(attempts):
    assert backoff(attempts) <= timedelta(seconds=LONGEST_S * 1.25)


def test_the_base_can_be_another():
    """Cloud API, pair rate limit: try again after 4^n seconds."""
    assert timedelta(seconds=12) <= backoff(2, base=4.0) <= timedelta(seconds=20)
    assert backoff(9, base=4.0, longest_s=10.0) <= timedelta(seconds=12.5)
