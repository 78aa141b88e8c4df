"""What an exchange leaves on the disk: a new person's message, its answer, and the two of them."""

from collections.abc import Mapping

import psycopg

SIZES = """
SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables
"""

Sizes = Mapping[str, int]


def sizes(url: str) -> Sizes:
    """Return the bytes of each table with its indexes, dead rows and free room included."""
    with psycopg.connect(url) as connection:
        return {name: int(size) for name, size in connection.execute(SIZES)}


def grown(before: Sizes, after: Sizes, exchanges: int) -> dict[str, float]:
    """Return the bytes an exchange, by table, the largest first; what hardly grew is left out."""
    each = {name: (size - before.get(name, 0)) / exchanges for name, size in after.items()}
    kept = [(name, size) for name, size in each.items() if size >= 1]
    return dict(sorted(kept, key=lambda one: -one[1]))
