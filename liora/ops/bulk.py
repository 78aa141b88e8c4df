"""Inserting many rows with one statement whose text never changes, whatever their number.

`bulk_create` writes a new statement for every number of rows; composing and parsing it cost a
worker more than all else it does for a message.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

from liora.ops.sql import records, wire_moment


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model; columns the database sets itself are left to it.

    Values must be JSON values, UUIDs or datetimes.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.has_db_default()]
    columns = {str(field.column): str(field.db_type(connection)) for field in fields}
    names = ", ".join(columns)
    source = records(columns)
    values = [[_wire(getattr(row, field.attname)) for field in fields] for row in rows]
    objects = [dict(zip(columns, row, strict=True)) for row in values]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {names} FROM {source}",
            # Not as ASCII: half a surrogate pair is refused here, not when the row is read.
            [json.dumps(objects, ensure_ascii=False)],
        )


def _wire(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return wire_moment(value) if isinstance(value, datetime) else value
