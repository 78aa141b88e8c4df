"""Rows of cells out of a file's text: separated values, or one JSON object per line."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any, TextIO

from django.utils.translation import gettext as _

from catalog.files.columns import KNOWN
from catalog.files.trouble import RowError, TooMuch, UnreadableCatalog
from catalog.words import plain_words

LARGEST_CELL = 100_000
MOST_COLUMNS = 200
LONGEST_LINE = 1_000_000
# How many objects may add a column of their own.
NAMED_BY = 1_000
LOOKED_AT = 1_000_000
"""Characters of the objects that name the columns."""
AMBIGUOUS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
DELIMITERS = (",", ";", "\t", "|")

# Python keeps one limit for the whole process; a quote left open would otherwise read the file
# to its end into one cell.
csv.field_size_limit(LARGEST_CELL)

Cells = list[str]
Row = tuple[int, Cells]
Found = tuple[int, dict[str, str]] | RowError


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it, each with the line where it begins."""

    header: Cells
    rows: Iterator[Row | RowError]
    delimiter: str
    """The separator, or "" for JSON by lines."""


def table_of(text: TextIO) -> Table:
    """Read a file's text; raises UnreadableCatalog or TooMuch, also while its rows are read."""
    steady = _bounded(text)
    blank, first = 0, ""
    for first in steady:
        if first.strip():
            break
        blank += 1
    if not first.strip():
        raise UnreadableCatalog(_("El archivo está vacío."))
    rest = chain(["\n"] * blank, [first], steady)
    return _json_table(rest) if first.lstrip().startswith("{") else _separated(first, rest)


def _bounded(text: TextIO) -> Iterator[str]:
    """Yield lines; one that never ends is refused before it is all in memory."""
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise TooMuch(_("Hay una línea de más de un millón de caracteres."))
        yield line


def delimiter_of(line: str) -> str:
    """Return what separates a header's names: of the four in use, the one there is most of."""
    unquoted = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=unquoted.count)


def _separated(first: str, lines: Iterator[str]) -> Table:
    delimiter = delimiter_of(first)
    reader = csv.reader(lines, delimiter=delimiter)
    rows = _csv_rows(reader)
    _line, header = next(rows)
    _check_width(header)
    return Table(header, _checked(rows, header), delimiter)


def _check_width(header: Cells) -> None:
    if len(header) > MOST_COLUMNS:
        raise TooMuch(_("El archivo tiene más de %d columnas.") % MOST_COLUMNS)


def _csv_rows(reader: Any) -> Iterator[Row]:
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise UnreadableCatalog(
            _("La fila que empieza en la línea %d no termina: falta cerrar unas comillas.") % line
        ) from None


def _checked(rows: Iterator[Row], header: Cells) -> Iterator[Row | RowError]:
    width = len(header)
    for line, cells in rows:
        if len(cells) == width:
            if cells != header:
                yield line, cells
            else:
                yield RowError(line, "", cells[0], _("Es el encabezado otra vez."))
        elif len(cells) < width:
            yield line, cells + [""] * (width - len(cells))
        elif any(cell.strip() for cell in cells[width:]):
            reason = _("La fila tiene más celdas que el encabezado.")
            yield RowError(line, "", cells[width], reason)
        else:
            yield line, cells[:width]


def _json_table(lines: Iterator[str]) -> Table:
    """Name the columns by the keys of the first objects, as many as there is room to look at."""
    objects = _objects(lines)
    ahead: list[Found] = []
    room = LOOKED_AT
    while room > 0 and len(ahead) < NAMED_BY and (item := next(objects, None)) is not None:
        ahead.append(item)
        room -= _length(item)
    header = list(dict.fromkeys(key for item in ahead for key in _keys(item)))
    if not header:
        raise UnreadableCatalog(_("El archivo no es JSON por líneas: va un objeto en cada una."))
    _check_width(header)
    return Table(header, _as_cells(chain(ahead, objects), header), "")


def _length(item: Found) -> int:
    return 1 if isinstance(item, RowError) else sum(map(len, item[1].values()))


def _keys(item: Found) -> Iterable[str]:
    return () if isinstance(item, RowError) else item[1]


def _objects(lines: Iterator[str]) -> Iterator[Found]:
    for line, written in enumerate(lines, start=1):
        if not written.strip():
            continue
        try:
            value = _loaded(written)
        except (ValueError, RecursionError):
            yield RowError(line, "", written.strip(), _("No es un objeto JSON."))
        else:
            yield line, value


def _loaded(written: str) -> dict[str, str]:
    """Return an object's values as cells; raises ValueError for what is none."""
    if len(written) > LARGEST_CELL:
        raise ValueError("longer than any product")
    value = json.loads(written, parse_float=_decimal, parse_int=str, parse_constant=_refused)
    if not isinstance(value, dict):
        raise ValueError("no object")
    return {key: _cell(one) for key, one in value.items()}


def _decimal(written: str) -> str:
    """Write a number so that its point can only stand before decimals: 12.345 is no 12,345."""
    plain = f"{Decimal(written):f}" if "e" in written.lower() else written
    return f"{plain}0" if AMBIGUOUS.fullmatch(plain) else plain


def _refused(name: str) -> str:
    raise ValueError(f"{name} is not JSON")


def _as_cells(objects: Iterable[Found], header: Cells) -> Iterator[Row | RowError]:
    named = set(header)
    for item in objects:
        if isinstance(item, RowError):
            yield item
        elif late := [key for key in item[1] if key not in named and plain_words(key) in KNOWN]:
            reason = _("Las primeras filas no traen esta columna: ponela en todas.")
            yield RowError(item[0], late[0][:60], item[1][late[0]], reason)
        else:
            yield item[0], [item[1].get(name, "") for name in header]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
