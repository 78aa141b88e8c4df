"""A worker that freezes in the middle of a commit, as a suspended machine does, and thaws later."""

from pathlib import Path

import pytest

from bench.torture.scenarios import frozen_in_commit
from bench.torture.siege import prepare, siege

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# A silent transaction is given 15 seconds (liora.environment); the rest is leases.
PATIENCE_S = 45.0


def test_others_go_on_and_what_thaws_does_no_harm(database_url: str, tmp_path: Path) -> None:
    prepare(database_url, migrate=False)
    with siege(database_url, tmp_path, workers=1, badness=0.0) as one:
        outcome, left, thawed = frozen_in_commit(one, seed=5, within_s=PATIENCE_S)
        assert not thawed.is_dead
    assert outcome.verdict.is_clean, outcome.verdict
    assert outcome.verdict.asked > 20
    assert left == 0
