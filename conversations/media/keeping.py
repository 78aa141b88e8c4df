"""Where files lie: a directory for each Cliente, a name made of our own id and of nothing sent."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings

PARTS = "en-curso"
PRIVATE_DIRECTORY = 0o700
# What a worker that died has left of a download; none takes that long.
ABANDONED_S = 3600.0


def place_of(cliente_id: UUID, file_id: UUID) -> Path:
    return Path(settings.MEDIA_DIR) / cliente_id.hex / file_id.hex


@contextmanager
def being_written(file_id: UUID) -> Iterator[BinaryIO]:
    """Give a file to write into, removed at the end unless `publish` has put it in its place."""
    parts = Path(settings.MEDIA_DIR) / PARTS
    parts.mkdir(parents=True, exist_ok=True, mode=PRIVATE_DIRECTORY)
    with tempfile.NamedTemporaryFile(dir=parts, prefix=file_id.hex, delete=False) as file:
        try:
            yield cast(BinaryIO, file)
        finally:
            Path(file.name).unlink(missing_ok=True)


def publish(file: BinaryIO, cliente_id: UUID, file_id: UUID) -> None:
    """Put a whole file in its place at once: a power cut leaves all of it or nothing."""
    place = place_of(cliente_id, file_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_DIRECTORY)
    file.flush()
    os.fsync(file.fileno())
    Path(file.name).replace(place)
    _fsync(place.parent)


def _fsync(directory: Path) -> None:
    """Make sure that a name just given outlives a power cut, as the bytes do."""
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sweep() -> None:
    """Remove what dead workers have left half way."""
    parts = Path(settings.MEDIA_DIR) / PARTS
    for path in parts.glob("*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > ABANDONED_S:
                path.unlink()
