"""One measurement: traffic against a server, and the CPU every part spent on it."""

import json
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import cpu
from bench.matching import Tally, tally
from bench.peers_venv import PEERS_PYTHON
from bench.servers import ROOT, Server
from bench.traffic import Run

# Replies are waited for until none has come for this long, seconds.
STALLED_S = 20.0
LOOK_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Measured:
    tally: Tally
    cpu_s: Mapping[str, float]
    """By part, from the first POST to the last reply."""
    seconds: float
    elsewhere: float
    """Share of the machine's CPU that somebody else used meanwhile, 0 to 1."""
    read_marks: int = 0
    status_ack_ms: tuple[float, ...] = ()
    """How long each status took to be answered 200, where the stand-in told any."""
    statuses_refused: int = 0

    def cpu_ms(self, part: str) -> float:
        """Return CPU milliseconds per message."""
        return 1000 * self.cpu_s.get(part, 0.0) / max(1, self.tally.acknowledged)


def burst(
    run: Run, parts: Mapping[str, int], stub: Server | None = None, *, settle_s: float = 0.0
) -> Measured:
    """Send the traffic of `run`; with a stand-in, wait for its replies, and `settle_s` longer.

    `parts` are process ids.
    """
    if stub:
        arrivals(stub)
    before, machine, started = _cpu(parts), _machine_s(), time.monotonic()
    sent = generate(run)
    if stub:
        _wait_for_replies(stub, sum(line[6] == 200 for line in sent["messages"]))
        time.sleep(settle_s)
    spent = {name: used - before[name] for name, used in _cpu(parts).items()}
    spent["generator"] = sent["cpu_s"]
    busy, capacity = (now - then for now, then in zip(_machine_s(), machine, strict=True))
    arrived = arrivals(stub) if stub else {"arrivals": [], "read_marks": 0, "status_acks": []}
    taken = [took for took, status in arrived["status_acks"] if status == 200]
    return Measured(
        tally(sent["messages"], [tuple(one) for one in arrived["arrivals"]]),
        spent,
        time.monotonic() - started,
        max(0.0, busy - sum(spent.values()) - sent["preparing_s"]) / capacity,
        arrived["read_marks"],
        tuple(taken),
        len(arrived["status_acks"]) - len(taken),
    )


def tell_statuses(stub: Server, port: int) -> None:
    """Have the stand-in tell the server at `port` what becomes of messages; 0 ends it."""
    _ask(stub, f"/tell/{port}")


def generate(run: Run) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(suffix=".json") as outcome:
        command = [str(PEERS_PYTHON), "-m", "bench.load", run.to_json(), outcome.name]
        subprocess.run(command, cwd=ROOT, check=True)
        told: dict[str, Any] = json.loads(Path(outcome.name).read_text())
        return told


def arrivals(stub: Server) -> dict[str, Any]:
    """Return what the stand-in received since the last question."""
    told: dict[str, Any] = json.loads(_ask(stub, "/arrivals"))
    return told


def _wait_for_replies(stub: Server, expected: int) -> None:
    seen, moved = 0, time.monotonic()
    while seen < expected and time.monotonic() - moved < STALLED_S:
        time.sleep(LOOK_EVERY_S)
        now_seen = int(_ask(stub, "/count"))
        if now_seen != seen:
            seen, moved = now_seen, time.monotonic()


def _ask(stub: Server, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{stub.port}{path}", timeout=30) as answer:
        content: bytes = answer.read()
        return content


def _cpu(parts: Mapping[str, int]) -> dict[str, float]:
    return {name: cpu.cpu_s(pid) for name, pid in parts.items() if pid}


def _machine_s() -> tuple[float, float]:
    """Return the seconds of CPU the whole machine has used, and has had (man 5 proc, stat)."""
    ticks = [
        int(number) for number in (cpu.PROC / "stat").read_text().split("\n", 1)[0].split()[1:9]
    ]
    idle = ticks[3] + ticks[4]
    return (sum(ticks) - idle) / cpu.TICKS_PER_S, sum(ticks) / cpu.TICKS_PER_S
