"""The table of what was done to Liora and what came of it."""

from collections.abc import Sequence
from pathlib import Path

from bench.report import machine, table
from bench.torture.scenarios import Outcome

PAGE = Path(__file__).resolve().parent.parent / "TORTURE.md"
HEAD = (
    *("scenario", "database", "messages in", "kills", "Graph's bad turns", "not 200"),
    *("lost", "doubled, flagged", "doubled, silent", "out of order", "dead", "stuck"),
    *("worst wait after a lease", "with a worker at work", "of its lease", "seconds"),
)


def page(outcomes: Sequence[Outcome], command: str) -> str:
    facts = machine()
    parts = [
        "# What `make torture` did to Liora",
        f"{facts['date']}, commit {facts['commit']}, `{command}`.",
        f"{facts['cpu']}, {facts['system']}.",
        table(HEAD, map(_line, outcomes)),
    ]
    parts += [f"## {one.scenario}, {one.database}\n\n{_details(one)}" for one in outcomes]
    return "\n\n".join(parts) + "\n"


def _line(one: Outcome) -> tuple[str, ...]:
    bad = sum(count for manner, count in one.manners.items() if manner != "take")
    refused = sum(count for status, count in one.answers.items() if status != 200)
    said, manned = one.verdict, max(one.worst_manned_s.values(), default=0.0)
    return (
        *(one.scenario, one.database, f"{said.asked:,}", str(one.deaths), str(bad)),
        *(str(refused), str(said.lost), str(said.doubled), str(said.doubled_in_silence)),
        *(str(said.out_of_order), str(said.dead_events), str(said.unfinished)),
        *(f"{one.worst_overdue_s:.1f} s", f"{manned:.1f} s", f"{one.of_lease:.2f}"),
        f"{one.seconds:.0f}",
    )


def _details(one: Outcome) -> str:
    lines = [one.notes] if one.notes else []
    if one.worst_manned_s:
        waits = (
            f"{table} {crashes}{'+' if crashes == 2 else ''}: {wait:.1f} s"
            for (table, crashes), wait in sorted(one.worst_manned_s.items())
        )
        lines.append("Worst wait, by how often its workers had died: " + ", ".join(waits) + ".")
    if one.kills:
        lines.append("Kills: " + _counted(one.kills) + ".")
    if one.manners:
        lines.append("Graph: " + _counted(one.manners) + ".")
    lines.append("The webhook answered: " + _counted({str(k): v for k, v in one.answers.items()}))
    lines += [f"- {example}" for example in one.verdict.examples[:10]]
    return "\n\n".join(lines)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
