"""A file of logs has an end, whatever its variables say."""

import pytest

from liora.tests.test_environment import start

SHOWN = "print([settings.LOGGING['handlers']['file'][n] for n in ('maxBytes', 'backupCount')])"


@pytest.mark.parametrize("zero", ["LOG_FILE_MAX_MB", "LOG_FILES_KEPT"])
def test_zero_does_not_let_it_grow_for_ever(tmp_path, zero: str):
    started = start(script=SHOWN, LOG_FILE=str(tmp_path / "liora.log"), **{zero: "0"})
    assert started.returncode == 0, started.stderr
    limits = started.stdout.strip()
    assert "0" not in limits.strip("[]").split(", ")
