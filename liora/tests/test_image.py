"""The step of the image's build that depends on our settings, run as the build runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.slow, pytest.mark.own_database]

ROOT: Path = settings.BASE_DIR
GATHER = "collectstatic --noinput"


def step_that_gathers() -> str:
    """Return the Dockerfile's RUN command up to the gathering of static files."""
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    [step] = [line.removeprefix("RUN ") for line in lines if GATHER in line]
    return step.split(GATHER)[0] + GATHER


def test_static_files_are_gathered_with_no_secret_at_hand():
    run = subprocess.run(
        ["sh", "-c", f"{step_that_gathers()} --dry-run"],
        cwd=ROOT,
        env={"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "static files copied" in run.stdout
