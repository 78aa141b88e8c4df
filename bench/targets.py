"""What the road has to reach: ratios taken side by side, wherever there is a side to take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.figures import Figures


@dataclass(frozen=True, slots=True)
class Target:
    name: str
    goal: str
    value: str
    met: bool


def targets(all_of: Mapping[str, Figures], facts: Mapping[str, float | str]) -> Iterator[Target]:
    yield from _intake(all_of)
    yield from _road(all_of)
    for rate, p50, p99 in ((100, 15, 50), (200, 25, 100)):
        if one := all_of.get(f"liora@{rate}"):
            yield Target(
                f"reply latency at {rate}/s, p50 / p99",
                f"<= {p50} / {p99} ms",
                f"{one.reply_p50:.0f} / {one.reply_p99:.0f} ms",
                one.reply_p50 <= p50 and one.reply_p99 <= p99,
            )
    yield from _promises(all_of)
    share, memory = float(facts["idle_cpu_share"]), float(facts["worker_pss_mb"])
    yield Target("idle worker, CPU", "<= 1 %", f"{share:.1%}", share <= 0.01)
    yield Target("idle worker, memory (PSS)", "<= 80 MB", f"{memory:.0f} MB", memory <= 80)


def best_peer(all_of: Mapping[str, Figures]) -> Figures:
    """Return the peer at the rate that suits it best: it serves fewer the more it is offered."""
    return max((one for name, one in all_of.items() if "pywa" in name), key=lambda one: one.per_s)


def _intake(all_of: Mapping[str, Figures]) -> Iterator[Target]:
    ours = all_of["intake"].per_s
    yield _ratio(
        "intake, stored before the 200 / bare Django view", ours, all_of["bare_django"], 0.25
    )
    yield _ratio("intake / FastAPI + psycopg insert", ours, all_of["fastapi_psycopg"], 0.8)
    batch = all_of["intake_batch_100"]
    yield _ratio("messages/s in POSTs of 100 / in POSTs of 1", batch.per_s, all_of["intake"], 12)
    yield Target(
        "messages of the POSTs of 100 that were refused",
        "0",
        str(batch.refused),
        batch.refused == 0,
    )


def _road(all_of: Mapping[str, Figures]) -> Iterator[Target]:
    ours = all_of["liora_max"].per_s
    yield _ratio("end to end / pywa + FastAPI without storage", ours, best_peer(all_of), 3)
    yield Target("end to end, all on this machine", ">= 500 /s", f"{ours:.0f} /s", ours >= 500)


def _promises(all_of: Mapping[str, Figures]) -> Iterator[Target]:
    ours = [one for name, one in all_of.items() if name.startswith(("liora", "first_contact"))]
    for name, count in (
        ("messages acknowledged and never answered", sum(one.lost for one in ours)),
        ("messages answered twice", sum(one.twice for one in ours)),
        ("replies out of order", sum(one.out_of_order for one in ours)),
    ):
        total = sum(one.sent for one in ours)
        yield Target(name, "0", f"{count} of {total:,}", count == 0)
    yield _metas_bar(all_of)
    top = all_of["liora@200"]
    yield Target(
        "answer to Meta at 200/s: median / above 1 s",
        "<= 50 ms / 0",
        f"{top.ack_p50:.0f} ms / {top.ack_above_1s:.1%}",
        top.ack_p50 <= 50 and top.ack_above_1s == 0,
    )


def _metas_bar(all_of: Mapping[str, Figures]) -> Target:
    """Show Meta's bar at the highest rate at which every message of the run was answered."""
    rates = {int(name.partition("@")[2]): one for name, one in all_of.items() if "bar@" in name}
    kept_up = [rate for rate, one in rates.items() if one.per_s >= 0.9 * rate and not one.lost]
    rate = max(kept_up, default=min(rates))
    one = rates[rate]
    return Target(
        f"every post at {rate} messages/s with three statuses each: median / above 1 s",
        "<= 250 ms / < 1 %",
        f"{one.post_p50:.0f} ms / {one.post_above_1s:.1%}",
        bool(kept_up) and one.post_p50 <= 250 and one.post_above_1s < 0.01,
    )


def _ratio(name: str, ours: float, peer: Figures, least: float) -> Target:
    ratio = ours / peer.per_s if peer.per_s else 0.0
    return Target(name, f">= {least:g}", f"{ratio:.2f}", ratio >= least)
