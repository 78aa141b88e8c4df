"""Reading tables of phrases: what people type, and the intent it stands for."""

from pathlib import Path

import pytest
from django.conf import settings

SHARED = Path(settings.BASE_DIR).parent / "shared" / "phrases"
OWN = Path(__file__).with_name("phrases.tsv")

Row = tuple[str, str, str]


def rows(path: Path) -> list[Row]:
    """Return (phrase, expected, slot) of each line; none if the file is not there."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_row(line) for line in lines if line.strip()]


def shared(name: str) -> list[object]:
    """Return the parameters of a shared table, or one that skips, saying why."""
    path = SHARED / name
    reason = f"the shared phrases are not here: ../shared/phrases/{name}"
    return list(rows(path)) or [pytest.param("", "", "", marks=pytest.mark.skip(reason=reason))]


def _row(line: str) -> Row:
    phrase, expected, slot, *_rest = [*line.split("\t"), "", ""]
    return phrase, expected, slot
