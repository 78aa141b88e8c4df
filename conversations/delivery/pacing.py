"""How fast messages may leave: by number, and by number and person.

Source: Cloud API, throughput and pair rate limit. A number takes 80 messages a second with those
it receives, a person one every six seconds, or up to 45 at once, borrowed from the time after.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from conversations.delivery.queue import Account, Run
from liora.ops.pace import Grant, Wish, ask

PAIR_EVERY_S = 6.0
PAIR_BURST = 45


def too_fast(starting: Iterable[Run], now: datetime) -> dict[UUID, datetime]:
    """Return the lanes whose next message would leave too soon, and when it may.

    What is granted here is spent, whether or not the caller then sends.
    """
    runs = [(run, run.account) for run in starting]
    leaving = [(run, account) for run, account in runs if account]
    grants = ask(_wishes(leaving), now)
    late = {
        run.claim.lane_id: grant.more_at
        for run, _ in leaving
        if not (grant := grants[run.head.convo_id]).granted
    }
    return late | _beyond(leaving, grants, late)


def _wishes(leaving: list[tuple[Run, Account]]) -> dict[UUID, Wish]:
    pairs = {run.head.convo_id: Wish(1, PAIR_EVERY_S, PAIR_BURST) for run, _ in leaving}
    wanted = Counter(account.id for _, account in leaving)
    rates = {account.id: account.messages_per_second for _, account in leaving}
    numbers = {key: Wish(wanted[key], 1 / rate, rate) for key, rate in rates.items()}
    return pairs | numbers


def _beyond(
    leaving: list[tuple[Run, Account]], grants: dict[UUID, Grant], late: dict[UUID, datetime]
) -> dict[UUID, datetime]:
    """Return those that a number has no room for now, one after another at its pace."""
    taken: Counter[UUID] = Counter()
    found = {}
    for run, account in leaving:
        if run.claim.lane_id in late:
            continue
        taken[account.id] += 1
        grant = grants[account.id]
        if (behind := taken[account.id] - grant.granted) > 0:
            pause = timedelta(seconds=(behind - 1) / account.messages_per_second)
            found[run.claim.lane_id] = grant.more_at + pause
    return found
