"""A transaction that PostgreSQL ended because its client fell silent is trouble, not a mistake.

psycopg calls it an InternalError, by the class of its SQLSTATE (25P03). Whoever tells trouble with
the database, after which the same thing is tried again, from what the database refuses goes by
OperationalError, which every other broken connection raises.
"""

from types import TracebackType

from django.db.backends.postgresql import base
from django.db.utils import DatabaseErrorWrapper, OperationalError
from django.utils.functional import cached_property
from psycopg.errors import IdleInTransactionSessionTimeout


class ErrorWrapper(DatabaseErrorWrapper):
    wrapper: base.DatabaseWrapper

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if isinstance(exc_value, IdleInTransactionSessionTimeout):
            self.wrapper.errors_occurred = True
            raise OperationalError(*exc_value.args) from exc_value
        super().__exit__(exc_type, exc_value, traceback)


class DatabaseWrapper(base.DatabaseWrapper):
    @cached_property
    def wrap_database_errors(self) -> ErrorWrapper:
        """Return what turns psycopg's errors into Django's."""
        return ErrorWrapper(self)
