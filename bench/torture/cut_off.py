"""A host falls off the network while its worker is at work, and comes back when all is answered."""

import time

from bench.scale.hosts import Host
from bench.torture.meta import Meta
from bench.torture.scenarios import Outcome, outcome
from bench.torture.siege import Siege

RATE, PEOPLE = 60, 300
# How soon everything must be answered without that host, however little of it was in its hands.
WITHOUT_S = 90.0
# What had left the host when its cable was pulled is still taken.
ON_ITS_WAY_S = 1.0
READY_S = 60.0


def cut_off(siege: Siege, host: Host, *, messages: int, seed: int) -> Outcome:
    """Pull a host's cable once it is at work, after a third of the messages.

    Its worker lives on and knows nothing.
    """
    meta = siege.meta(messages, PEOPLE, seed=seed, rate=RATE)
    siege.watch_until(lambda: all(one.is_at_work for one in siege.house.crew), READY_S)
    started = time.monotonic()
    meta.start()
    siege.watch_until(lambda: meta.is_done or _is_in_full_swing(siege, host, meta), 120)
    host.unplug()
    alone_at = time.monotonic() + ON_ITS_WAY_S
    meta.wait()
    written_at = time.monotonic()
    left = siege.left_after(WITHOUT_S)
    took = time.monotonic() - written_at
    assert not any(moment > alone_at for moment in _sent_from(siege, host))
    host.plug_in()
    siege.drain()
    one = outcome("a host cut off the network", siege, meta, time.monotonic() - started)
    one.notes = (
        f"Without it the rest was done {took:.0f} s after the last message; {left} were left."
    )
    one.verdict.unfinished += left
    return one


def _is_in_full_swing(siege: Siege, host: Host, meta: Meta) -> bool:
    return meta.asking.taken > meta.amount // 3 and bool(_sent_from(siege, host))


def _sent_from(siege: Siege, host: Host) -> list[float]:
    """Return when Graph took what the workers of that host sent."""
    ledger = siege.graph()["ledger"]
    return [one["moment"] for one in ledger if one["sender"] == host.address]
