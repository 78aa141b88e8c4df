"""The figures as a table, printed and, when asked, kept in SEARCH.md."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.report import machine, table

PAGE = Path(__file__).resolve().parent.parent / "SEARCH.md"
SLOWEST = {100_000: 10.0, 1_000_000: 20.0}
FOUND = 0.90


def publish(sizes: Sequence[Mapping[str, Any]], *, postgres: str, record: bool) -> None:
    page = "\n\n".join((_heading(postgres), _answers(sizes), _stored(sizes), _targets(sizes)))
    print(f"\n{page}")
    if record:
        PAGE.write_text(page + "\n")


def _heading(postgres: str) -> str:
    here = machine()
    return f"""# What `make bench-search` measured

{here["date"]}, commit {here["commit"]}. {here["cpu"]}, {here["system"]}, PostgreSQL
{postgres} with fsync on. Titles of five words out of ten thousand; each question is asked once, so
that none is answered from memory, through `catalog.search.search`, the five products read included.
"Found" is a product with both words among the five."""


def _answers(sizes: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (
            f"{size['rows']:,}",
            name,
            f"{one['p50']:.1f} / {one['p99']:.1f} / {one['most']:.0f}",
            f"{one['found']:.3f}",
        )
        for size in sizes
        for name, one in size["kinds"].items()
    ]
    return table(("rows", "question", "p50 / p99 / slowest ms", "found"), rows)


def _stored(sizes: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (
            f"{size['rows']:,}",
            f"{size['filled']:.1f}",
            f"{size['indexed']:.1f}",
            f"{size['size'] / 2**20:.0f}",
        )
        for size in sizes
    ]
    return table(("rows", "COPY, index kept, s", "index_version, s", "index, MB"), rows)


def _targets(sizes: Sequence[Mapping[str, Any]]) -> str:
    rows = [row for size in sizes for row in _targets_of(size["rows"], size["kinds"])]
    return table(("target", "goal", "measured", ""), rows)


def _targets_of(rows: int, kinds: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    if slowest := SLOWEST.get(rows):
        for name, one in kinds.items():
            goal = f"<= {slowest:.0f} ms"
            yield _target(f"{rows:,} rows, {name}, p99", goal, one["p99"], one["p99"] <= slowest)
    found = kinds["one of them misspelt"]["found"]
    yield _target(f"{rows:,} rows, misspelt, found", f">= {FOUND}", found, found >= FOUND)
    lost = kinds["two words"]["found"] - kinds["without accents"]["found"]
    yield _target(f"{rows:,} rows, lost without accents", "0", lost, lost <= 0)


def _target(name: str, goal: str, value: float, met: bool) -> tuple[str, str, str, str]:
    return name, goal, f"{value:.2f}", "met" if met else "**not met**"
