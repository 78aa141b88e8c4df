"""Links that were shortened by Bitly ahead of time, each given to one message."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

# A list of its own: as a subquery PostgreSQL may ask for it once for each row, and what is locked
# by then is skipped each time, until the whole stock is gone.
TAKE = """
WITH taken AS MATERIALIZED (
    SELECT id FROM short_link WHERE cliente_id = %s AND destination = '' AND bitly <> ''
    ORDER BY id LIMIT %s {skip_locked})
DELETE FROM short_link WHERE id IN (SELECT id FROM taken)
RETURNING code, bitly
"""


@dataclass(frozen=True, slots=True)
class Minted:
    code: str
    bitly: str


def take(cliente_id: UUID, count: int) -> list[Minted]:
    """Take up to `count` links out of a Cliente's stock, inside the caller's transaction.

    They go as rows and come back as the rows of the messages that carry them; two turns never
    get the same one, and a turn that is not committed gives its own back.
    """
    is_postgres = connection.vendor == "postgresql"
    key: Any = cliente_id if is_postgres else cliente_id.hex
    statement = TAKE.format(skip_locked="FOR UPDATE SKIP LOCKED" if is_postgres else "")
    with connection.cursor() as cursor:
        cursor.execute(statement, [key, count])
        return [Minted(*row) for row in cursor.fetchall()]
