"""From the rounds of a measurement to one line: medians, so that one bad minute decides nothing."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.matching import percentile
from bench.measure import Measured

PARTS = ("web", "worker", "postgres", "stub", "generator")


@dataclass(frozen=True, slots=True)
class Figures:
    """Times are milliseconds; CPU is milliseconds per message, by part."""

    rounds: int
    per_s: float
    ack_p50: float
    ack_p99: float
    ack_above_1s: float
    """Share of the answers to a POST that took more than a second."""
    post_p50: float
    post_above_1s: float
    """The same of every post, those with statuses too."""
    statuses: int
    statuses_refused: int
    reply_p50: float
    reply_p99: float
    late_p99: float
    elsewhere: float
    cpu: dict[str, float]
    sent: int
    refused: int
    lost: int
    twice: int
    out_of_order: int

    @property
    def cpu_of_ours(self) -> float:
        return sum(self.cpu.get(part, 0.0) for part in ("web", "worker", "postgres"))


def figures(rounds: Sequence[Measured]) -> Figures:
    def median(read: Callable[[Measured], float]) -> float:
        return statistics.median(read(one) for one in rounds)

    def total(read: Callable[[Measured], int]) -> int:
        return sum(read(one) for one in rounds)

    return Figures(
        rounds=len(rounds),
        per_s=median(lambda one: one.tally.replies_per_s or one.tally.acks_per_s),
        ack_p50=median(lambda one: percentile(one.tally.ack_ms, 0.50)),
        ack_p99=median(lambda one: percentile(one.tally.ack_ms, 0.99)),
        ack_above_1s=median(lambda one: _share_above_1s(one.tally.ack_ms)),
        post_p50=median(lambda one: percentile(_all_posts(one), 0.50)),
        post_above_1s=median(lambda one: _share_above_1s(_all_posts(one))),
        statuses=total(lambda one: len(one.status_ack_ms)),
        statuses_refused=total(lambda one: one.statuses_refused),
        reply_p50=median(lambda one: percentile(one.tally.reply_ms, 0.50)),
        reply_p99=median(lambda one: percentile(one.tally.reply_ms, 0.99)),
        late_p99=median(lambda one: percentile(one.tally.late_ms, 0.99)),
        elsewhere=median(lambda one: one.elsewhere),
        cpu={part: median(lambda one, part=part: one.cpu_ms(part)) for part in rounds[0].cpu_s},
        sent=total(lambda one: one.tally.sent),
        refused=total(lambda one: one.tally.sent - one.tally.acknowledged),
        lost=total(lambda one: one.tally.lost),
        twice=total(lambda one: one.tally.twice),
        out_of_order=total(lambda one: one.tally.out_of_order),
    )


def _all_posts(one: Measured) -> list[float]:
    return [*one.tally.ack_ms, *one.status_ack_ms]


def _share_above_1s(took_ms: Sequence[float]) -> float:
    return sum(took > 1000 for took in took_ms) / max(1, len(took_ms))
