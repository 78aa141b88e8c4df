"""Graph stops answering for one business: what the customers of all others notice of it."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from bench.matching import percentile
from bench.torture.meta import Meta
from bench.torture.scenarios import Outcome, outcome
from bench.torture.siege import TENANTS, Siege
from bench.traffic import address, phone_number_id

RATE, PEOPLE = 40, 400
DEAD_TENANT = 3
# A number held back is tried again after a minute at most.
BACK_WITHIN_S = 180.0
FAILED = (
    "SELECT id, user_msisdn FROM conversation_log WHERE direction = 'out' AND estado = 'fallido'"
)


def dead_graph(siege: Siege, *, messages: int, seed: int) -> Outcome:
    """Let it die after a third of the messages, and answer again once all are written."""
    dead = phone_number_id(DEAD_TENANT)
    meta = siege.meta(messages, PEOPLE, seed=seed, rate=RATE)
    started = time.monotonic()
    meta.start()
    siege.watch_until(lambda: meta.asking.taken > messages // 3, 120)
    died_at = time.monotonic()
    siege.let_graph_die(dead)
    meta.wait()
    siege.let_graph_die("")
    siege.drain(BACK_WITHIN_S)
    one = outcome("one business's Graph dead", siege, meta, time.monotonic() - started)
    ledger = siege.graph()["ledger"]
    failed = _told_as_failed(siege, ledger)
    one.verdict.lost -= failed
    heard = [row for row in ledger if row["to"] not in _its_people()]
    one.notes = "\n\n".join(
        (_others(meta, heard, died_at), _its_own(meta, failed, siege.drained_s))
    )
    return one


def _told_as_failed(siege: Siege, ledger: Sequence[Mapping[str, Any]]) -> int:
    """Return how much of the dead business' was tried twice and never taken: it is not lost.

    What failed at any other business, or reached its customer all the same, is.
    """
    taken = {one["callback_data"] for one in ledger}
    rows = [(UUID(str(row_id)).hex, str(who)) for row_id, who in siege.store.rows(FAILED)]
    return sum(row not in taken and who.lstrip("+") in _its_people() for row, who in rows)


def _its_people() -> set[str]:
    return {address(place) for place in range(DEAD_TENANT, PEOPLE, TENANTS)}


def _others(meta: Meta, heard: Sequence[Mapping[str, Any]], died_at: float) -> str:
    waits: dict[bool, list[float]] = {False: [], True: []}
    for asked_at, wait in _waits(meta.asking.asked_at, heard):
        waits[asked_at >= died_at].append(1000 * wait)
    before, after = (
        f"{percentile(some, 0.5):.0f} / {percentile(some, 0.95):.0f} ms ({len(some):,})"
        for some in waits.values()
    )
    return f"Replies of all others, median and 95th: {before} before, {after} meanwhile."


def _waits(
    asked_at: Mapping[str, Sequence[float]], heard: Sequence[Mapping[str, Any]]
) -> list[tuple[float, float]]:
    """Return when each message was asked and how long its answer took, seconds."""
    came = defaultdict(list)
    for row in {row["callback_data"]: row for row in reversed(heard)}.values():
        came[row["to"]].append(row["moment"])
    return [
        (moment, reply - moment)
        for who, moments in asked_at.items()
        for moment, reply in zip(moments, sorted(came[who]), strict=False)
    ]


def _its_own(meta: Meta, failed: int, drained_s: float) -> str:
    asked = sum(len(meta.asking.colours[who]) for who in _its_people())
    return (
        f"Its own {asked} messages were done with {drained_s:.0f} s after it was back; {failed} of"
        " them had been tried twice meanwhile and are told as failed."
    )
