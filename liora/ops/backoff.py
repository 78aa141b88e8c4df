import random
from datetime import timedelta

LONGEST_S = 300.0
SPREAD = (0.75, 1.25)


def backoff(
    attempts: int,
    *,
    base: float = 2.0,
    longest_s: float = LONGEST_S,
    spread: tuple[float, float] = SPREAD,
) -> timedelta:
    """Return how long to wait after that many earlier failures: base^n seconds, spread a little.

    The spread keeps many that failed together from coming back together.
    """
    seconds = min(base ** min(attempts, 32), longest_s)
    return timedelta(seconds=seconds * random.uniform(*spread))  # noqa: S311  # not a secret
