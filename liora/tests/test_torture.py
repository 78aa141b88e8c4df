"""The short form of `make torture`: a worker dies at every named point while people write."""

from pathlib import Path

import pytest

from bench.torture.house import WORKER_POINTS
from bench.torture.scenarios import every_point
from bench.torture.siege import prepare, siege
from bench.torture.verdict import verdict

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_wherever_a_worker_dies_nothing_is_lost_doubled_or_disordered(
    database_url: str, tmp_path: Path
) -> None:
    prepare(database_url, migrate=False)
    with siege(database_url, tmp_path, workers=2, badness=0.05) as one:
        outcome, points = every_point(one, seed=3)
    assert outcome.verdict.is_clean, outcome.verdict
    assert outcome.verdict.asked > 50
    assert points >= set(WORKER_POINTS)


class Rows:
    """Stands in for the database where only Meta's ledger matters."""

    def __init__(self, flagged: bool) -> None:
        self.flagged = flagged

    def sent(self) -> dict[str, tuple[str, bool, str]]:
        return dict.fromkeys(("1", "2", "3"), ("enviado", self.flagged, ""))

    def waiting(self) -> int:
        return 0

    def rows(self, query: str) -> list[tuple[int]]:
        return [(0,)]


def taken(*rows: tuple[str, int]) -> list[dict[str, object]]:
    return [{"callback_data": row, "to": "ana", "colour": colour} for row, colour in rows]


ASKED = {"ana": [0, 1, 2]}


def test_the_verdict_is_clean_where_answers_are_questions_one_for_one() -> None:
    assert verdict(ASKED, taken(("1", 0), ("2", 1), ("3", 2)), Rows(False)).is_clean


@pytest.mark.parametrize(
    ("ledger", "flagged", "fault"),
    [
        (taken(("1", 0), ("3", 2)), False, "lost"),
        (taken(("1", 0), ("1", 0), ("2", 1), ("3", 2)), False, "doubled_in_silence"),
        (taken(("1", 0), ("2", 1), ("9", 1), ("3", 2)), True, "doubled_in_silence"),
        (taken(("2", 1), ("1", 0), ("3", 2)), True, "out_of_order"),
    ],
)
def test_the_verdict_sees_each_fault(ledger: list, flagged: bool, fault: str) -> None:
    found = verdict(ASKED, ledger, Rows(flagged))
    assert getattr(found, fault) == 1
    assert not found.is_clean


def test_a_double_that_is_flagged_is_counted_and_forgiven() -> None:
    found = verdict(ASKED, taken(("1", 0), ("1", 0), ("2", 1), ("3", 2)), Rows(True))
    assert (found.doubled, found.is_clean) == (1, True)
