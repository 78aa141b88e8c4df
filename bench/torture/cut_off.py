"""A host falls off the network while its worker is at work, and comes back when all is answered."""

import time

from bench.scale.hosts import Host
from bench.torture.scenarios import Outcome, outcome
from bench.torture.siege import Siege

RATE, PEOPLE = 60, 300
# How soon everything must be answered without that host, however little of it was in its hands.
WITHOUT_S = 90.0


def cut_off(siege: Siege, host: Host, *, messages: int, seed: int) -> Outcome:
    """Pull a host's cable after a third of the messages; its worker lives on and knows nothing."""
    meta = siege.meta(messages, PEOPLE, seed=seed, rate=RATE)
    started = time.monotonic()
    meta.start()
    siege.watch_until(lambda: meta.asking.taken > messages // 3, 120)
    host.unplug()
    meta.wait()
    written_at = time.monotonic()
    siege.watch_until(lambda: siege.store.waiting() == 0, WITHOUT_S)
    took, left = time.monotonic() - written_at, siege.store.waiting()
    host.plug_in()
    siege.drain()
    one = outcome("a host cut off the network", siege, meta, time.monotonic() - started)
    one.notes = (
        f"Without it the rest was done {took:.0f} s after the last message; {left} were left."
    )
    one.verdict.unfinished += left
    return one
