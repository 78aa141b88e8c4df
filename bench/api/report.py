"""The figures as a table, printed and, when asked, kept in API.md."""

from collections.abc import Mapping
from pathlib import Path

from bench.api.load import Calls
from bench.report import machine, table

PAGE = Path(__file__).resolve().parent.parent / "API.md"
DEEPEST = 1.5


def publish(found: Mapping[str, Calls], facts: Mapping[str, object], *, record: bool) -> None:
    page = "\n\n".join((_heading(facts), _figures(found), _target(found)))
    print(f"\n{page}")
    if record:
        PAGE.write_text(page + "\n")


def _heading(facts: Mapping[str, object]) -> str:
    here = machine()
    return f"""# What `make bench-api` measured

{here["date"]}, commit {here["commit"]}. {here["cpu"]}, {here["system"]}, PostgreSQL
{facts["postgres"]} with fsync on. {facts["rows"]} messages of one business; {facts["connections"]}
connections without a pause between calls; generator, server and database share the cores. Medians
of {facts["rounds"]} interleaved rounds of {facts["seconds"]} s."""


def _figures(found: Mapping[str, Calls]) -> str:
    bare = found["bare DRF view"].per_s
    rows = [
        (
            name,
            f"{one.per_s:.0f}",
            f"{one.per_s / bare:.2f}",
            f"{one.p50:.1f} / {one.p99:.1f}",
            str(one.wrong),
        )
        for name, one in found.items()
    ]
    return table(("call", "calls/s", "/ bare DRF view", "p50 / p99 ms", "not 200"), rows)


def _target(found: Mapping[str, Calls]) -> str:
    ratio = found["50 logs, deepest page"].p50 / found["50 logs, first page"].p50
    met = "met" if ratio <= DEEPEST else "**not met**"
    rows = [("deepest page / first page, p50", f"<= {DEEPEST}", f"{ratio:.2f}", met)]
    return table(("target", "goal", "measured", ""), rows)
