"""Tables as CSV, written row by row, that no spreadsheet takes for formulas."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

# What makes a spreadsheet run a cell (OWASP ASVS 5.0, 1.2.10), full-width twins included, also
# behind blanks or quotes that it would drop.
FORMULA = re.compile("^[\\s\"'\u00a0\ufeff]*[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
# Without it Excel reads UTF-8 as the system's own encoding and spoils every accent.
MARK = "\ufeff"


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def cell(value: Any) -> str:
    """Return a value as text; what could run as a formula gets `'` in front."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text
