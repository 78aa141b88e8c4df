"""How many lanes one claim takes: as many as are done well within its lease."""

from datetime import timedelta

LEAST, MOST = 25, 200
# What dies with its worker is a batch, and a batch that outlives its lease is computed for nothing.
PART_OF_LEASE = 1 / 6


class BatchSize:
    """Starts small, since nobody knows yet how fast this machine is, and follows what it sees."""

    def __init__(self, lease: timedelta) -> None:
        self.meant_s = lease.total_seconds() * PART_OF_LEASE
        self.limit = LEAST

    def failed(self) -> None:
        """Take fewer, in the end one: a lane that somebody has locked must not hold up others."""
        self.limit = max(1, self.limit // 2)

    def took(self, lanes: int, seconds: float) -> None:
        """Learn how long a batch of so many lanes took."""
        if seconds > self.meant_s:
            self.limit = max(min(LEAST, self.limit), self.limit // 2)
        elif lanes >= self.limit and seconds <= self.meant_s / 2:
            self.limit = min(2 * self.limit, MOST)
