"""What Graph does with a call: mostly what it should, sometimes its worst. Follows from a seed."""

import random
from enum import StrEnum


class Manner(StrEnum):
    """How one call is treated. Those that take the message first are the ones that lie."""

    TAKE = "take"
    TAKE_AND_HANG_UP = "take, hang up"
    TAKE_AND_FAIL = "take, answer 500"
    TAKE_AND_MUMBLE = "take, answer no JSON"
    TAKE_AND_FLOOD = "take, answer 10 MB"
    TAKE_AND_DRIP = "take, drip the answer"
    TAKE_AND_SLEEP = "take, never answer"
    HANG_UP = "hang up unread"
    OVERLOADED = "refuse: overloaded (2)"
    UNKNOWN = "refuse: unknown (131000)"
    TOO_FAST = "refuse: number too fast (130429)"
    PAIR = "refuse: pair too fast (131056)"


TAKING = frozenset(one for one in Manner if one.startswith("take"))
REFUSALS = {
    Manner.OVERLOADED: (503, 2),
    Manner.UNKNOWN: (500, 131000),
    Manner.TOO_FAST: (429, 130429),
    Manner.PAIR: (400, 131056),
}
# The slow ones hold a place for as long as Liora waits, so there are few of them.
BAD = {
    Manner.TAKE_AND_HANG_UP: 12,
    Manner.TAKE_AND_FAIL: 8,
    Manner.TAKE_AND_MUMBLE: 6,
    Manner.TAKE_AND_FLOOD: 2,
    Manner.TAKE_AND_DRIP: 1,
    Manner.TAKE_AND_SLEEP: 1,
    Manner.HANG_UP: 6,
    Manner.OVERLOADED: 10,
    Manner.UNKNOWN: 6,
    Manner.TOO_FAST: 2,
    Manner.PAIR: 4,
}


class Mood:
    """`badness` is the share of first calls that are treated badly.

    The second call for the same message goes well: Liora sends what Meta never confirmed once more
    and then gives up, so a Meta that fails twice in a row proves nothing about her.
    """

    def __init__(self, seed: int, badness: float) -> None:
        self.dice = random.Random(seed)
        self.badness = badness
        self.treated: set[str] = set()

    def of(self, callback_data: str) -> Manner:
        first = callback_data not in self.treated
        self.treated.add(callback_data)
        if not first or self.dice.random() >= self.badness:
            return Manner.TAKE
        return self.dice.choices(list(BAD), list(BAD.values()))[0]
