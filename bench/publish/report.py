"""The figures as tables, printed and, when asked, kept in PUBLISH.md."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.report import machine, table

PAGE = Path(__file__).resolve().parent.parent / "PUBLISH.md"
NAMES = {
    "copy_plain": "bare COPY, no index to search by",
    "copy": "bare COPY, the table as it is",
    "liora": "Liora: read, check, index, compare, activate",
    "import_export": "django-import-export, in bulk",
}

Figures = Mapping[str, Mapping[str, float]]


def publish(sizes: Mapping[int, Figures], *, postgres: str, record: bool) -> None:
    page = "\n\n".join((_heading(postgres), _ways(sizes), _moves(sizes), _targets(sizes)))
    print(f"\n{page}")
    if record:
        PAGE.write_text(page + "\n")


def _heading(postgres: str) -> str:
    here = machine()
    return f"""# What `make bench-publish` measured

{here["date"]}, commit {here["commit"]}. {here["cpu"]}, {here["system"]}, PostgreSQL
{postgres} with fsync on. Rows of ten columns, titles of five words; every way starts on a fresh
database, medians of interleaved rounds (three; one of the million). The bare COPY writes the very
rows that publishing ends up with: nothing is read, checked or made."""


def _ways(sizes: Mapping[int, Figures]) -> str:
    rows = [
        (
            f"{count:,}",
            NAMES[way],
            f"{one['seconds']:.1f}",
            f"{count / one['seconds']:,.0f}",
            f"{one['seconds'] / ways['copy']['seconds']:.2f}",
            f"{one['memory']:.0f}",
        )
        for count, ways in sizes.items()
        for way, one in ways.items()
    ]
    return table(("rows", "way", "s", "rows/s", "to COPY", "peak MB"), rows)


def _moves(sizes: Mapping[int, Figures]) -> str:
    rows = [
        (
            f"{count:,}",
            f"{ways['liora']['queued']:.2f}",
            f"{ways['liora']['back'] * 1000:.0f}",
            f"{ways['liora']['forth'] * 1000:.0f}",
        )
        for count, ways in sizes.items()
    ]
    return table(("rows", "taken in, s", "rollback, ms", "activation, ms"), rows)


def _targets(sizes: Mapping[int, Figures]) -> str:
    rows = [row for count, ways in sizes.items() for row in _targets_of(count, ways)]
    return table(("target", "goal", "measured", ""), rows)


def _targets_of(count: int, ways: Figures) -> Iterator[tuple[str, str, str, str]]:
    ours = ways["liora"]
    yield _at_most(
        f"{count:,}: to COPY, same table", 1.5, ours["seconds"] / ways["copy"]["seconds"]
    )
    plain = ours["seconds"] / ways["copy_plain"]["seconds"]
    yield _at_most(f"{count:,}: to COPY without the search's index", 3, plain)
    if peer := ways.get("import_export"):
        share = ours["seconds"] / peer["seconds"]
        yield _at_most(f"{count:,}: to django-import-export", 0.07, share)
    slowest = max(ours["back"], ours["forth"]) * 1000
    yield _at_most(f"{count:,}: activation and rollback, ms", 50, slowest)
    yield _at_most(f"{count:,}: peak MB", 150, ours["memory"])


def _at_most(name: str, goal: float, value: float) -> tuple[str, str, str, str]:
    return name, f"<= {goal:g}", f"{value:.2f}", "met" if value <= goal else "**not met**"
