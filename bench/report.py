"""The figures of a run, as a table to read, a file to keep, and the page that is committed."""

import json
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import PARTS, Figures, figures
from bench.measure import Measured
from bench.targets import Target, targets

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
PAGE = HERE / "RESULTS.md"

Facts = Mapping[str, float | str]


def publish(
    measured: Mapping[str, Sequence[Measured]], facts: Facts, *, command: str, record: bool
) -> None:
    all_of = {name: figures(rounds) for name, rounds in measured.items()}
    found = list(targets(all_of, facts))
    facts = {**facts, **machine(), "command": command}
    page = "\n\n".join(
        (_heading(facts), _targets(found), _road(all_of), _intake(all_of), _notes(all_of, facts))
    )
    print(f"\n{page}")
    RESULTS.mkdir(exist_ok=True)
    kept = RESULTS / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}.json"
    told = {"facts": facts, "figures": {name: asdict(one) for name, one in all_of.items()}}
    kept.write_text(json.dumps(told | {"targets": [asdict(one) for one in found]}, indent=1))
    if record:
        PAGE.write_text(page + "\n")


def machine() -> dict[str, str]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True
    )
    return {
        "cpu": _cpu_model(),
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "commit": commit.stdout.strip(),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
    }


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _heading(facts: Facts) -> str:
    return f"""# What `make bench` measured

{facts["date"]}, commit {facts["commit"]}, `{facts["command"]}`. {facts["cores"]} x {facts["cpu"]},
{facts["system"]}, PostgreSQL {facts["postgres"]} with fsync on. Load generator, web server, worker,
PostgreSQL and Graph stand-in share the cores. 200 tenants, 2000 conversations; the stand-in takes
100 ms, and a reply counts when it *arrives* there. Medians of interleaved rounds: what is compared
was measured seconds apart."""


def _targets(found: Iterable[Target]) -> str:
    rows = [(one.name, one.goal, one.value, "met" if one.met else "**not met**") for one in found]
    return "## Targets\n\n" + table(("target", "goal", "measured", ""), rows)


def _road(all_of: Mapping[str, Figures]) -> str:
    rows = [
        (
            name,
            f"{one.per_s:.0f}",
            f"{one.ack_p50:.0f} / {one.ack_p99:.0f}",
            f"{one.reply_p50:.0f} / {one.reply_p99:.0f}",
            *(_ms(one, part) for part in PARTS),
            f"{one.lost} / {one.twice} / {one.out_of_order}",
            f"{one.elsewhere:.0%}",
        )
        for name, one in sorted(all_of.items(), key=_as_read)
        if ("@" in name and "bar@" not in name) or name in ("liora_max", "first_contact")
    ]
    head = ("end to end", "replies/s", "200 p50/p99 ms", "reply p50/p99 ms", *PARTS)
    told = table((*head, "lost/twice/disordered", "others' CPU"), rows)
    return (
        f"## From the customer's message to the reply\n\nCPU is ms per message.\n\n{told}\n\n"
        f"## With a status in a post of its own for sent, delivered and read\n\n{_bar(all_of)}"
    )


def _bar(all_of: Mapping[str, Figures]) -> str:
    rows = [
        (
            name,
            f"{one.per_s:.0f}",
            f"{one.sent + one.statuses + one.statuses_refused}",
            f"{one.refused + one.statuses_refused}",
            f"{one.post_p50:.0f}",
            f"{one.post_above_1s:.1%}",
            f"{one.reply_p50:.0f} / {one.reply_p99:.0f}",
            f"{one.lost} / {one.twice} / {one.out_of_order}",
        )
        for name, one in sorted(all_of.items(), key=_as_read)
        if name.startswith("bar@")
    ]
    head = ("offered", "replies/s", "posts", "refused", "200 p50 ms", "above 1 s")
    return table((*head, "reply p50/p99 ms", "lost/twice/disordered"), rows)


def _intake(all_of: Mapping[str, Figures]) -> str:
    rows = [
        (
            name,
            f"{one.per_s:.0f}",
            f"{one.ack_p50:.1f} / {one.ack_p99:.1f}",
            *(_ms(one, part) for part in ("web", "postgres", "generator")),
            f"{one.elsewhere:.0%}",
        )
        for name, one in all_of.items()
        if "@" not in name and name not in ("liora_max", "first_contact")
    ]
    head = ("intake alone", "messages/s", "200 p50/p99 ms", "web", "postgres", "generator")
    return "## Intake, no worker\n\n" + table((*head, "others' CPU"), rows)


def _notes(all_of: Mapping[str, Figures], facts: Facts) -> str:
    late = max(one.late_p99 for one in all_of.values())
    return (
        f"Worker at rest: {facts['idle_cpu_share']:.2%} of a core, {facts['worker_pss_mb']:.0f} MB;"
        f" web server {facts['web_pss_mb']:.0f} MB (PSS). The generator was at most {late:.0f} ms"
        " late (p99)."
    )


def _as_read(entry: tuple[str, Figures]) -> tuple[str, int]:
    name, _, rate = entry[0].partition("@")
    return name, int(rate or 0)


def _ms(one: Figures, part: str) -> str:
    return f"{one.cpu[part]:.2f}" if part in one.cpu else "-"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
