"""What is done to Liora, each time until all is quiet again."""

import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.matching import percentile
from bench.torture.house import WORKER_POINTS, Leases, Process
from bench.torture.meta import Meta
from bench.torture.siege import Siege
from bench.torture.store import Fallen
from bench.torture.verdict import Verdict

MOST_BEHIND = 3
# Of the longest lease: some wake up in time, others when their lanes are long somebody else's.
FROZEN_FOR = (0.25, 1.5)
FREEZE_RATE = 40
# Workers that have not come by their point yet; each has a connection for every station.
MOST_SENTENCED = 3


@dataclass(slots=True)
class Outcome:
    """One line of the report."""

    scenario: str
    database: str
    verdict: Verdict
    deaths: int = 0
    kills: dict[str, int] = field(default_factory=dict)
    manners: dict[str, int] = field(default_factory=dict)
    answers: dict[int, int] = field(default_factory=dict)
    leases: Leases = field(default_factory=dict)
    worst_overdue_s: float = 0.0
    worst_manned_s: dict[Fallen, float] = field(default_factory=dict)
    seconds: float = 0.0
    drained_s: float = 0.0
    notes: str = ""

    @property
    def of_lease(self) -> float:
        """The worst wait with a worker at work, as a part of that lane's lease."""
        waits = self.worst_manned_s.items()
        return max((wait / self.leases[table] for (table, _), wait in waits), default=0.0)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is amiss and every stuck lane was back within its lease."""
        return self.verdict.is_clean and self.of_lease <= 1


def kills(siege: Siege, *, messages: int, people: int, amount: int, seed: int) -> Outcome:
    """Kill worker and web, at named points and at any moment, `amount` times over `messages`."""
    dice = random.Random(seed)
    meta = siege.meta(messages, people, seed=seed)
    points = _points(dice)
    started = time.monotonic()
    meta.start()
    while not meta.is_done:
        due = meta.asking.taken * amount / messages
        behind = due - siege.house.deaths
        if behind > 0 and siege.house.is_standing:
            _strike(siege, dice, next(points))
        # People write on while processes die, but not past the last blow.
        if behind < MOST_BEHIND:
            meta.may_write.set()
        else:
            meta.may_write.clear()
        time.sleep(0.05)
        siege.look()
    meta.wait()
    siege.drain()
    return outcome("kills", siege, meta, time.monotonic() - started)


def _points(dice: random.Random):  # type: ignore[no-untyped-def]  # an endless shuffled list
    while True:
        yield from dice.sample(WORKER_POINTS, len(WORKER_POINTS))


def _strike(siege: Siege, dice: random.Random, point: str) -> None:
    chance = dice.random()
    if chance < 0.45 and siege.house.sentenced < MOST_SENTENCED:
        siege.house.send_one_to(point, dice.randint(1, 6))
    elif chance < 0.88:
        time.sleep(dice.uniform(0, 0.3))
        siege.house.kill_a_worker(dice)
    elif chance < 0.95:
        siege.house.kill_the_web()
    else:
        siege.house.stop_a_worker(dice)


def every_point(siege: Siege, *, seed: int, people: int = 60) -> tuple[Outcome, set[str]]:
    """Let one worker die at every named point, while people write; return the points it died at."""
    meta = siege.meta(100_000, people, seed=seed, rate=25)
    started = time.monotonic()
    meta.start()
    for point in WORKER_POINTS:
        siege.watch_until(lambda: siege.house.sentenced < MOST_SENTENCED, 30)
        # Notices are rare, and any worker may take one: to wait for a second would take long.
        siege.house.send_one_to(point, 1 if point.startswith("notices.") else 2)
    siege.watch_until(lambda: not siege.house.sentenced, 60)
    meta.stopping.set()
    meta.wait()
    siege.drain(120)
    siege.house.close()
    one = outcome("every point", siege, meta, time.monotonic() - started)
    return one, set(siege.house.kills)


def database_restart(
    siege: Siege, restart: Callable[[], None], *, messages: int, people: int, seed: int
) -> Outcome:
    """Stop the database under load and start it again: 503 meanwhile, nothing lost."""
    meta = siege.meta(messages, people, seed=seed, rate=100)
    started = time.monotonic()
    meta.start()
    siege.watch_until(lambda: meta.asking.taken > messages // 3, 120)
    restart()
    meta.wait()
    siege.drain()
    return outcome("database stopped and started", siege, meta, time.monotonic() - started)


def freezes(siege: Siege, *, messages: int, people: int, seed: int) -> Outcome:
    """Freeze one worker after another, often for longer than a lease: its claims are stale then."""
    dice = random.Random(seed)
    meta = siege.meta(messages, people, seed=seed, rate=FREEZE_RATE)
    longest = max(siege.leases.values())
    started = time.monotonic()
    meta.start()
    while not meta.is_done:
        siege.watch_until(lambda: meta.is_done or siege.house.is_standing, 60)
        with siege.house.one_frozen(dice):
            siege.watch_until(lambda: False, longest * dice.uniform(*FROZEN_FOR))
    meta.wait()
    siege.drain()
    return outcome("workers frozen", siege, meta, time.monotonic() - started)


def frozen_in_commit(siege: Siege, *, seed: int, within_s: float) -> tuple[Outcome, int, Process]:
    """Freeze a worker in the middle of a commit; return also what still waits `within_s` later.

    PostgreSQL ends the transaction of a client that has fallen silent, and the others go on. With
    SQLite they wait: only one may write, and nobody but the frozen one can end its transaction.
    """
    meta = siege.meta(100_000, 60, seed=seed, rate=25)
    started = time.monotonic()
    meta.start()
    frozen = siege.house.start_worker("inbox.logged@2,freeze")
    siege.watch_until(lambda: frozen.is_stopped, 60)
    assert frozen.is_stopped
    siege.watch_until(lambda: False, 1.0)
    meta.stopping.set()
    if siege.store.kind == "sqlite":
        # Nobody can be answered 200 until the one that may write goes on.
        frozen.popen.send_signal(signal.SIGCONT)
    left = siege.left_after(within_s, once=lambda: meta.is_done)
    frozen.popen.send_signal(signal.SIGCONT)
    meta.wait()
    siege.drain(120)
    one = outcome("frozen in a commit", siege, meta, time.monotonic() - started)
    return one, left, frozen


def workers_away(siege: Siege, *, messages: int, people: int, seed: int) -> Outcome:
    """Post an hour's worth with no worker there, then let them in: it drains in order."""
    siege.house.workers = 0
    for process in siege.house.crew:
        process.popen.terminate()
        process.popen.wait()
    siege.house.crew.clear()
    meta = siege.meta(messages, people, seed=seed)
    started = time.monotonic()
    meta.start()
    meta.wait()
    posted_s = time.monotonic() - started
    siege.house.workers = 3
    siege.drain(900)
    one = outcome("no worker for an hour's worth", siege, meta, time.monotonic() - started)
    one.notes = f"posted in {posted_s:.0f} s, drained in {siege.drained_s:.0f} s"
    return one


def outcome(name: str, siege: Siege, meta: Meta, seconds: float) -> Outcome:
    took = meta.asking.took_ms
    return Outcome(
        scenario=name,
        database=siege.store.kind,
        verdict=siege.judge(meta),
        deaths=siege.house.deaths,
        kills=dict(siege.house.kills),
        manners=siege.graph()["manners"],
        answers=dict(meta.asking.answers),
        leases=siege.leases,
        worst_overdue_s=siege.worst_overdue_s,
        worst_manned_s=dict(siege.worst_manned_s),
        seconds=seconds,
        drained_s=siege.drained_s,
        notes=f"200 in {percentile(took, 0.5):.0f} / {percentile(took, 0.99):.0f} ms",
    )
