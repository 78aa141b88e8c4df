"""How fast messages may leave: by number, and by number and person.

Source: Cloud API, throughput and pair rate limit. A number takes 80 messages a second with those
it receives, a person one every six seconds, or up to 45 at once, borrowed from the time after.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from conversations.delivery.queue import Account, Run
from liora.ops.pace import Wish, ask

PAIR_EVERY_S = 6.0
PAIR_BURST = 45


def too_fast(starting: Iterable[Run], now: datetime) -> list[tuple[Run, datetime]]:
    """Return the lanes whose next message would leave too soon, and when it may.

    What is granted here is spent, whether or not the caller then sends; so a person's pace, which
    is the slower one, is asked for only where the number has room.
    """
    leaving = [(run, account) for run in starting if (account := run.account)]
    crowded = _beyond_number(leaving, now)
    late = {id(run) for run, _ in crowded}
    return crowded + _beyond_pair([run for run, _ in leaving if id(run) not in late], now)


def _beyond_number(leaving: list[tuple[Run, Account]], now: datetime) -> list[tuple[Run, datetime]]:
    """Return those that a number has no room for now, one after another at its pace."""
    wanted = Counter(account.id for _, account in leaving)
    rates = {account.id: account.messages_per_second for _, account in leaving}
    grants = ask({key: Wish(wanted[key], 1 / rate, rate) for key, rate in rates.items()}, now)
    taken: Counter[UUID] = Counter()
    found = []
    for run, account in leaving:
        taken[account.id] += 1
        grant = grants[account.id]
        if (behind := taken[account.id] - grant.granted) > 0:
            pause = timedelta(seconds=(behind - 1) / account.messages_per_second)
            found.append((run, grant.more_at + pause))
    return found


def _beyond_pair(leaving: list[Run], now: datetime) -> list[tuple[Run, datetime]]:
    wishes = {run.head.convo_id: Wish(1, PAIR_EVERY_S, PAIR_BURST) for run in leaving}
    grants = ask(wishes, now)
    return [
        (run, grant.more_at) for run in leaving if not (grant := grants[run.head.convo_id]).granted
    ]
