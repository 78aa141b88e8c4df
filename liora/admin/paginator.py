from functools import cached_property
from typing import Any

from django.core.paginator import Paginator


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # generic only in the stubs
    """Counts no further than `BOUND` rows, so that a page of a huge table costs no full count."""

    BOUND = 10_000

    @cached_property
    def _counted(self) -> int:
        # Without its order the count may stop at any BOUND rows instead of sorting all of them.
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[: self.BOUND + 1].count())

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.BOUND)

    @property
    def overflows(self) -> bool:
        """Whether there are more rows than can be paged through."""
        return self._counted > self.BOUND
