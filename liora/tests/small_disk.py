"""A disk of a few megabytes with a seeded Liora on it, and filling it to the last byte."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tenants.models import Cliente
from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person

MEGABYTE = 1 << 20
PEOPLE = 60


@contextmanager
def mounted(directory: Path, megabytes: int) -> Iterator[Path]:
    """Mount a disk of its own there; the test is skipped where nobody may."""
    directory.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "liora-test", str(directory)]
    mount = ["mount", *options]
    if os.geteuid() != 0 or subprocess.run(mount, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("only root may mount a disk for the test")
    try:
        yield directory
    finally:
        subprocess.run(["umount", str(directory)], check=True)


def seeded(url: str) -> WabaAccount:
    """Migrate and seed a database; return the demo's number."""
    for command in (["migrate", "-v", "0"], ["seed_demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url},
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return WabaAccount(
        cliente=Cliente(slug="demo"),
        phone_number_id="100000000000001",
        waba_id="200000000000001",
        display_phone="+5493515550000",
    )


def fill(disk: Path) -> Path:
    """Take all the room that is left."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (MEGABYTE, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return ballast


def people() -> list[Person]:
    return [Person(wa_id=f"{5493515550300 + place}", name="Ana") for place in range(PEOPLE)]
