"""The figures as tables, printed and, when asked, kept in SCALE.md."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.matching import percentile
from bench.report import machine, table

PAGE = Path(__file__).resolve().parent.parent / "SCALE.md"


@dataclass(frozen=True, slots=True)
class Scale:
    """How fast a backlog drained."""

    workers: int
    per_s: float
    lost: int
    twice: int


@dataclass(frozen=True, slots=True)
class Fairness:
    """`waits_ms` are those of single messages beside a long queue of another business."""

    queue: int
    drained_s: float
    still_waiting: int
    """How much of the queue waited when the last single message was written."""
    waits_ms: Sequence[float]


@dataclass(frozen=True, slots=True)
class Thousand:
    """`waits_ms` are those of all businesses but the one that was stormed."""

    tenants: int
    rate: int
    burst: int
    lost: int
    waits_ms: Sequence[float]


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that one run measured."""

    scales: Sequence[Scale]
    disk: Mapping[str, float]
    fair: Fairness
    many: Thousand
    postgres: str


def publish(found: Found, *, record: bool) -> None:
    parts = [_heading(found.postgres), _scales(found.scales), _disk(found.disk)]
    page = "\n\n".join([*parts, _fair(found.fair), _many(found.many)])
    print(f"\n{page}")
    if record:
        PAGE.write_text(page + "\n")


def _heading(postgres: str) -> str:
    here = machine()
    return f"""# What `make bench-scale` measured

{here["date"]}, commit {here["commit"]}. {os.cpu_count()} x {here["cpu"]}, {here["system"]},
PostgreSQL {postgres} with fsync on. Every worker runs on a host of its own (a network namespace)
and reaches PostgreSQL and the Graph stand-in, which answers after 100 ms, over the bridge between
them. All hosts share this machine's cores with PostgreSQL, the web server and the stand-in: what
is measured is whether workers get in each other's way, not what more machines would give."""


def _scales(scales: Sequence[Scale]) -> str:
    one = scales[0].per_s
    rows = [
        (
            str(scale.workers),
            f"{scale.per_s:.0f}",
            f"{scale.per_s / one:.2f}",
            str(scale.lost),
            str(scale.twice),
        )
        for scale in scales
    ]
    head = ("workers, one a host", "replies/s", "to one worker", "lost", "twice")
    return "## A backlog, one message a person\n\n" + table(head, rows)


def _disk(disk: Mapping[str, float]) -> str:
    rows = [(f"`{name}`", f"{size:,.0f}") for name, size in disk.items()]
    rows.append(("all", f"{sum(disk.values()):,.0f}"))
    head = ("table, with its indexes and dead rows", "bytes an exchange")
    return (
        "## What an exchange leaves on the disk\n\n"
        "Of these backlogs: a new person's one message and its answer, no statuses.\n\n"
        + table(head, rows)
    )


def _fair(fair: Fairness) -> str:
    rows = [
        (
            f"{fair.queue:,}",
            f"{fair.drained_s:.0f} s",
            str(len(fair.waits_ms)),
            *_spread(fair.waits_ms),
            f"{fair.still_waiting:,}",
        )
    ]
    head = (
        *("waiting at one business", "answered after", "single messages at another"),
        *("p50", "p95", "worst", "still waiting at the last of them"),
    )
    return "## A long queue beside a single message, one worker\n\n" + table(head, rows)


def _many(many: Thousand) -> str:
    rows = [
        (
            str(many.tenants),
            str(many.rate),
            f"{many.burst:,}",
            str(len(many.waits_ms)),
            str(many.lost),
            *_spread(many.waits_ms),
        )
    ]
    head = (
        *("businesses", "messages/s", "burst at one business", "answered at the others", "lost"),
        *("p50", "p95", "worst"),
    )
    return "## A thousand businesses, one of them stormed, two workers\n\n" + table(head, rows)


def _spread(waits_ms: Sequence[float]) -> tuple[str, str, str]:
    found = sorted(waits_ms) or [0.0]
    return (
        f"{percentile(found, 0.5):.0f} ms",
        f"{percentile(found, 0.95):.0f} ms",
        f"{found[-1]:.0f} ms",
    )
