"""Primary keys: time-ordered UUIDs, so that new rows land together at the end of an index."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562); later calls in one process sort later."""
    return uuid7()


def first_id(moment: datetime) -> UUID:
    """Return the smallest UUIDv7 (RFC 9562) of a moment: milliseconds in the upper 48 bits."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
