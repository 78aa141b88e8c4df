"""CPU time and memory of process trees, read from /proc: Linux only, like what it measures."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Stat:
    parent: int
    ticks: int
    """Of the process itself and of the children it has already buried."""


def tree(root: int) -> list[int]:
    """Return the process and everything it has started, directly or not."""
    stats = {pid: stat for pid in _pids() if (stat := _stat(pid))}
    found, level = [root], [root]
    while level:
        level = [pid for pid, stat in stats.items() if stat.parent in level]
        found += level
    return found


def cpu_s(root: int) -> float:
    """Return the seconds of CPU a process tree has used so far."""
    stats = [_stat(pid) for pid in tree(root)]
    return sum(stat.ticks for stat in stats if stat) / TICKS_PER_S


def pss_mb(root: int) -> float:
    """Return the tree's proportional share of memory: pages shared by n count 1/n."""
    return sum(_pss_kb(pid) for pid in tree(root)) / 1024


def parent(pid: int) -> int:
    stat = _stat(pid)
    return stat.parent if stat else 0


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _stat(pid: int) -> Stat | None:
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    # The name, in parentheses, may hold anything; what follows are numbers (man 5 proc).
    fields = text.rpartition(")")[2].split()
    return Stat(parent=int(fields[1]), ticks=sum(map(int, fields[11:15])))


def _pss_kb(pid: int) -> int:
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line[:4] == "Pss:"), 0)
