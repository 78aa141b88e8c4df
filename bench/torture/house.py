"""Liora's real processes: started, killed at named points or at any moment, and started again."""

import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.scale.hosts import Host, from_there
from bench.servers import ROOT, free_port
from liora.ops.faults import LAST_WORDS, POINTS, VARIABLE

WORKER_POINTS = [point for point in POINTS if not point.startswith("webhook.")]
READY_S = 60.0
FROZEN = "SIGSTOP worker"
# What a worker must reach over the network.
REACHED = ("DATABASE_URL", "META_GRAPH_URL")
# In seconds, by table. In haste, what a dead worker held comes back in seconds.
Leases = Mapping[str, int]
IN_HASTE: Leases = {"inbound_lane": 3, "outbound_lane": 8}


def environment(
    database_url: str, graph_port: int, secret: str, leases: Leases = IN_HASTE
) -> dict[str, str]:
    """Return the variables of Liora's processes."""
    return {
        **os.environ,
        "LIORA_ENV": "development",
        "DATABASE_URL": database_url,
        "SECRET_KEY": "torture",
        "META_APP_SECRET": secret,
        "META_GRAPH_URL": f"http://127.0.0.1:{graph_port}",
        "INBOX_LEASE_S": str(leases["inbound_lane"]),
        "OUTBOX_LEASE_S": str(leases["outbound_lane"]),
        "SETTLE_WINDOW_S": "4",
        # People here write faster than any person would.
        "LOOP_TURNS": "0",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore:No directory at",
        "WEB_CONCURRENCY": "2",
    }


@dataclass(slots=True)
class Process:
    kind: str
    popen: subprocess.Popen[bytes]
    log: Path
    fault: str = ""

    @property
    def is_dead(self) -> bool:
        return self.popen.poll() is not None

    @property
    def is_stopped(self) -> bool:
        """Whether it lives and does nothing until a SIGCONT (proc(5): state T)."""
        with suppress(OSError):
            status = Path(f"/proc/{self.popen.pid}/stat").read_text()
            return status.rpartition(")")[2].split()[0] == "T"
        return False

    @property
    def is_at_work(self) -> bool:
        return not self.is_dead and "worker.started" in self.log.read_text(errors="replace")

    @property
    def last_words(self) -> list[str]:
        lines = self.log.read_text(errors="replace").splitlines()
        return [line.removeprefix(LAST_WORDS) for line in lines if line.startswith(LAST_WORDS)]


@dataclass(slots=True)
class House:
    """Keeps one web server and `workers` workers alive, whatever is done to them."""

    variables: Mapping[str, str]
    directory: Path
    workers: int = 3
    web_fault: str = ""
    hosts: Sequence[Host] = ()
    """Where the workers live, in turn; on this machine if there are none."""
    port: int = field(default_factory=free_port)
    seed: int = 0
    web: Process | None = None
    crew: list[Process] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    started: int = 0

    def open(self) -> None:
        self._start_web()
        for _ in range(self.workers):
            self.start_worker()

    def close(self) -> None:
        for process in [self.web, *self.crew]:
            if process:
                _end(process)
        self._count_web_deaths()

    @property
    def deaths(self) -> int:
        """How many processes were killed; those told to stop, or frozen for a while, are not."""
        return self.kills.total() - self.kills["SIGTERM worker"] - self.kills[FROZEN]

    @property
    def sentenced(self) -> int:
        """How many workers are still to die at a named point."""
        return sum(bool(one.fault) for one in self.crew)

    @property
    def is_standing(self) -> bool:
        """Whether the next blow falls on something: the web answers, all but one worker work."""
        at_work = sum(one.is_at_work for one in self.crew if not one.fault)
        return at_work >= max(1, self.workers - 1) and self._web_answers()

    def _web_answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def start_worker(self, fault: str = "") -> Process:
        process = self._start("worker", {VARIABLE: fault}, self._place())
        process.fault = fault
        self.crew.append(process)
        return process

    def _place(self) -> Host | None:
        return self.hosts[self.started % len(self.hosts)] if self.hosts else None

    def kill_a_worker(self, dice: random.Random) -> None:
        """Kill one at any moment."""
        process = dice.choice(self.crew)
        process.popen.kill()
        process.popen.wait()
        if not process.fault:
            self.kills["SIGKILL worker"] += 1
        self.look_after()

    def stop_a_worker(self, dice: random.Random) -> None:
        """End one politely, as a deployment does."""
        process = dice.choice(self.crew)
        process.popen.terminate()
        self.kills["SIGTERM worker"] += 1

    @contextmanager
    def one_frozen(self, dice: random.Random) -> Iterator[None]:
        """Stop one where it is, as a machine that is suspended does; it goes on afterwards."""
        process = dice.choice(self.crew)
        process.popen.send_signal(signal.SIGSTOP)
        self.kills[FROZEN] += 1
        try:
            yield
        finally:
            process.popen.send_signal(signal.SIGCONT)

    def send_one_to(self, point: str, nth: int) -> None:
        """Let one more worker in, which dies the nth time it comes by a named point."""
        self.start_worker(f"{point}@{nth}")

    def kill_the_web(self) -> None:
        """Kill the web server whole and start it again."""
        assert self.web
        os.killpg(self.web.popen.pid, signal.SIGKILL)
        self.web.popen.wait()
        self.kills["SIGKILL web"] += 1
        self._count_web_deaths()
        self._start_web()

    def look_after(self) -> None:
        """Count the dead and replace them; one that died of its fault needs no successor.

        The web server's own supervisor gives up when its processes die too fast; whoever runs it
        (the container's restart policy) starts it again.
        """
        if self.web and self.web.is_dead:
            self._count_web_deaths()
            self._start_web()
        for process in [one for one in self.crew if one.is_dead]:
            self.crew.remove(process)
            for point in process.last_words:
                self.kills[point] += 1
            if (code := process.popen.returncode) > 0:
                self.kills[f"worker gave up ({code})"] += 1
        while sum(not one.fault for one in self.crew) < self.workers:
            self.start_worker()

    def _start_web(self) -> None:
        extra = {"PORT": str(self.port), "HOST": "127.0.0.1", VARIABLE: self.web_fault}
        self.web = self._start("web", extra)

    def _count_web_deaths(self) -> None:
        if self.web:
            for point in self.web.last_words:
                self.kills[point] += 1
            self.web.log.write_text("")

    def _start(self, command: str, extra: Mapping[str, str], host: Host | None = None) -> Process:
        self.started += 1
        log = self.directory / f"{command}-{self.started}.log"
        words, variables = [sys.executable, "manage.py", command], {**self.variables, **extra}
        if host:
            words = host.command(*words)
            variables |= {name: from_there(variables[name]) for name in REACHED}
        with log.open("wb") as output:
            popen = subprocess.Popen(
                words,
                cwd=ROOT,
                env=variables,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Process(command, popen, log)


def new_secret() -> str:
    return secrets.token_hex(24)


def _end(process: Process) -> None:
    process.popen.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.popen.wait(READY_S)
    with suppress(ProcessLookupError):
        os.killpg(process.popen.pid, signal.SIGKILL)
    process.popen.wait()


def wait_until(happened: Callable[[], bool], seconds: float) -> bool:
    """Return whether something happened in time; `happened` is asked again and again."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.1)
    return False
