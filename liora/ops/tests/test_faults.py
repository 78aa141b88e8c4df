"""A process told to die at a point dies there and nowhere else; without orders nobody dies."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from liora.ops.faults import POINTS, Fault

SCRIPT = """
from liora.ops.faults import fault
for name in ("inbox.claimed", "inbox.answered", "inbox.claimed"):
    fault(name)
    print(name, flush=True)
"""


def run(order: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=settings.BASE_DIR,
        env={**os.environ, "LIORA_FAULT": order},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.split()


def test_without_orders_nobody_dies() -> None:
    assert run("") == (0, ["inbox.claimed", "inbox.answered", "inbox.claimed"])


def test_it_dies_at_the_point_and_time_it_was_told() -> None:
    assert run("inbox.answered") == (-signal.SIGKILL, ["inbox.claimed"])
    assert run("inbox.claimed@2") == (-signal.SIGKILL, ["inbox.claimed", "inbox.answered"])


def test_it_freezes_there_and_goes_on_when_it_is_told_to() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        cwd=settings.BASE_DIR,
        env={**os.environ, "LIORA_FAULT": "inbox.claimed@1,freeze"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert os.WIFSTOPPED(os.waitpid(process.pid, os.WUNTRACED)[1])
    process.send_signal(signal.SIGCONT)
    said, _ = process.communicate(timeout=30)
    assert said.split() == ["inbox.claimed", "inbox.answered", "inbox.claimed"]


def test_by_chance_it_may_die_anywhere() -> None:
    assert any(Fault("any@0.5").strikes(name) for name in POINTS * 20)
    assert not any(Fault("any@0.0").strikes(name) for name in POINTS * 20)


def test_a_point_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match=r"inbox\.claimd"):
        Fault("inbox.claimd@1")
    with pytest.raises(ValueError, match="frese"):
        Fault("inbox.claimed@1,frese")


def test_the_list_names_every_point_of_the_code() -> None:
    apps = ("whatsapp", "conversations", "liora")
    files = [file for app in apps for file in Path(settings.BASE_DIR, app).rglob("*.py")]
    code = "".join(file.read_text() for file in files if "tests" not in file.parts)
    assert set(re.findall(r'\bfault\("([a-z.]+)"\)', code)) == set(POINTS)
